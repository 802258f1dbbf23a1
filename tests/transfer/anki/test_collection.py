"""What a collection is refused for, and how days and tags are read."""

import json
import sqlite3
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from stepready.core.log.anki import Reviews, TopicReviews, UnmappedTag, by_topic, unmapped
from stepready.core.values.errors import StepreadyError
from stepready.transfer.anki.collection import day_of, read_collection
from stepready.transfer.anki.profile import find_collection
from stepready.transfer.anki.tags import tag_map

TABLES = """
CREATE TABLE col (id INTEGER, crt INTEGER, ver INTEGER, conf TEXT, decks TEXT);
CREATE TABLE notes (id INTEGER PRIMARY KEY, tags TEXT);
CREATE TABLE cards (id INTEGER PRIMARY KEY, nid INTEGER, did INTEGER, odid INTEGER);
CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid INTEGER, usn INTEGER, ease INTEGER, ivl INTEGER, lastIvl INTEGER,
                     factor INTEGER, time INTEGER, type INTEGER);
"""
NEW_YORK = ZoneInfo("America/New_York")
Answer = tuple[datetime, int, int]


def collection(
    file: Path, answers: list[Answer], *, schema: int = 11, rollover: int | None = None, took: int = 6000
) -> Path:
    """Make a small collection; an answer is its moment, the note's number and the ease."""
    config = {} if rollover is None else {"rollover": rollover}
    decks = {"1": {"name": "Default"}, "7": {"name": "Step 2::Psychiatry"}}
    with closing(sqlite3.connect(file)) as made:
        made.executescript(TABLES)
        made.execute("INSERT INTO col VALUES (1, 0, ?, ?, ?)", (schema, json.dumps(config), json.dumps(decks)))
        made.executemany("INSERT INTO notes VALUES (?, ?)", [(1, " Cardiology "), (2, " 03_Renal Knots "), (3, "")])
        made.executemany("INSERT INTO cards VALUES (?, ?, ?, ?)", [(1, 1, 1, 0), (2, 2, 1, 0), (3, 3, 1, 7)])
        for moment, note, ease in answers:
            row = (int(moment.timestamp() * 1000), note, ease, took)
            made.execute("INSERT INTO revlog VALUES (?, ?, 0, ?, 9, 3, 2500, ?, 1)", row)
        made.commit()
    return file


@contextmanager
def in_zone(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    monkeypatch.setenv("TZ", name)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def new_york(month: int, day: int, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=NEW_YORK, fold=fold)


@pytest.mark.skipif(sys.platform == "win32", reason="the time zone cannot be set for one process")
@pytest.mark.parametrize(
    ("moment", "rollover", "expected"),
    [
        (new_york(1, 10, 3, 59), 4, date(2027, 1, 9)),
        (new_york(1, 10, 4), 4, date(2027, 1, 10)),
        (new_york(7, 10, 3, 59), 4, date(2027, 7, 9)),
        (new_york(7, 10, 4), 4, date(2027, 7, 10)),
        (new_york(3, 14, 3, 30), 4, date(2027, 3, 13)),
        (new_york(3, 14, 4), 4, date(2027, 3, 14)),
        (new_york(11, 7, 1, 30, fold=1), 4, date(2027, 11, 6)),
        (new_york(11, 7, 4), 4, date(2027, 11, 7)),
        (new_york(11, 7, 3, 59), 4, date(2027, 11, 6)),
        (new_york(7, 10, 0), 0, date(2027, 7, 10)),
        (new_york(7, 9, 23, 59), 0, date(2027, 7, 9)),
    ],
)
def test_a_day_ends_at_the_rollover_by_the_clock_on_the_wall(
    monkeypatch: pytest.MonkeyPatch, moment: datetime, rollover: int, expected: date
) -> None:
    with in_zone(monkeypatch, "America/New_York"):
        assert day_of(int(moment.timestamp()), rollover) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="the time zone cannot be set for one process")
def test_the_collection_says_when_its_day_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(datetime(2027, 7, 10, 1, 30, tzinfo=UTC), 1, 3)]
    with in_zone(monkeypatch, "UTC"):
        late = read_collection(collection(tmp_path / "late", answers, rollover=2), tag_map({}))
        early = read_collection(collection(tmp_path / "early", answers, rollover=1), tag_map({}))
        usual = read_collection(collection(tmp_path / "usual", answers), tag_map({}))
    assert [days[0].day.day for days in (late, early, usual)] == [9, 10, 9]


def test_tags_then_the_home_deck_name_the_topic_and_strange_tags_are_listed(tmp_path: Path) -> None:
    moments = [datetime(2027, 7, 10, 12, minute, tzinfo=UTC) for minute in range(4)]
    answers = [(moments[0], 1, 3), (moments[1], 2, 1), (moments[2], 2, 2), (moments[3], 3, 4)]
    days = read_collection(collection(tmp_path / "c", answers), tag_map({}))
    assert by_topic(days) == (
        TopicReviews("cardiology", Reviews(1, 6000, 1, 1)),
        TopicReviews("psychiatry", Reviews(1, 6000, 1, 1)),
        TopicReviews("renal", Reviews(2, 12000, 2, 1)),
    )
    assert unmapped(days) == (UnmappedTag("Knots", 2),)
    assert days[0].total.minutes == 0.4
    assert days[0].total.retention == 0.75


def test_own_words_go_first(tmp_path: Path) -> None:
    answers = [(datetime(2027, 7, 10, 12, tzinfo=UTC), 2, 3)]
    days = read_collection(collection(tmp_path / "c", answers), tag_map({"knots": "surgery", "renal": "urology"}))
    assert [topic.topic for topic in by_topic(days)] == ["surgery", "urology"]
    assert unmapped(days) == ()


@pytest.mark.parametrize(
    ("tag", "topic"),
    [
        ("#AK_Step2_v12::#Resources::Zanki::03_Cardiovascular_System", "cardiology"),
        ("AnKing::Heme_Onc::Cardiology", "cardiology"),
        ("Cardiology::Unknown_Leaf", "cardiology"),
        ("UWorld::Pulmonary_&_Critical_Care", "pulmonology"),
        ("#AK_Step2_v12::!Flag::12345", None),
        ("Hearty", None),
    ],
)
def test_the_deepest_part_that_is_known_decides(tag: str, topic: str | None) -> None:
    assert tag_map({}).topic(tag) == topic


def test_an_unknown_schema_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StepreadyError, match="has Anki's schema 19; known are 11 and 18"):
        read_collection(collection(tmp_path / "c", [], schema=19), tag_map({}))


def test_what_is_no_collection_is_refused(tmp_path: Path) -> None:
    text, other, archive = tmp_path / "a.txt", tmp_path / "other.db", tmp_path / "a.apkg"
    text.write_text("hello")
    with closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE t (x)")
    with zipfile.ZipFile(archive, "w") as held:
        held.writestr("media", "{}")
    found = {text: "no Anki collection", other: "another program", archive: "holds no Anki collection"}
    for file, says in (found | {tmp_path / "absent": "cannot be read: no such file"}).items():
        with pytest.raises(StepreadyError, match=says):
            read_collection(file, tag_map({}))


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    file = collection(tmp_path / "c", [(datetime(2027, 7, 10, 12, tzinfo=UTC), 1, 3)])
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(StepreadyError, match="damaged"):
        read_collection(file, tag_map({}))
    broken = tmp_path / "b.colpkg"
    with zipfile.ZipFile(broken, "w") as held:
        held.writestr("collection.anki21b", b"no zstd at all")
    with pytest.raises(StepreadyError, match="damaged archive"):
        read_collection(broken, tag_map({}))


def test_without_the_package_a_compressed_archive_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    with zipfile.ZipFile(tmp_path / "c.colpkg", "w") as held:
        held.writestr("collection.anki21b", b"")
    with pytest.raises(StepreadyError, match=r"backports\.zstd") as problem:
        read_collection(tmp_path / "c.colpkg", tag_map({}))
    assert "pip install 'stepready[anki]'" in problem.value.details[0]


def profiles(base: Path, *names: str) -> None:
    for name in names:
        (base / name).mkdir(parents=True)
        (base / name / "collection.anki2").write_bytes(b"")


def test_the_only_profile_is_taken_and_of_several_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANKI_BASE", str(tmp_path))
    with pytest.raises(StepreadyError, match="no Anki profile in"):
        find_collection(None, None)
    profiles(tmp_path, "User 1")
    assert find_collection(None, None) == tmp_path / "User 1" / "collection.anki2"
    profiles(tmp_path, "Other")
    with pytest.raises(StepreadyError, match="several profiles: Other and User 1"):
        find_collection(None, None)
    assert find_collection(None, "Other") == tmp_path / "Other" / "collection.anki2"
    with pytest.raises(StepreadyError, match="no Anki profile 'Third'"):
        find_collection(None, "Third")


@pytest.mark.parametrize(
    ("platform", "below"),
    [
        ("linux", ".local/share/Anki2"),
        ("darwin", "Library/Application Support/Anki2"),
        ("win32", "AppData/Roaming/Anki2"),
    ],
)
def test_each_system_has_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, below: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    for name in ("ANKI_BASE", "XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    profiles(tmp_path / below, "Me")
    assert find_collection(None, None) == tmp_path / below / "Me" / "collection.anki2"
