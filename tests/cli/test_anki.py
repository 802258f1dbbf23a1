"""`anki read` and `anki show` as users meet them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import Stepready
from tests.transfer.anki.test_collection import collection

WIDTH = 80


@pytest.fixture
def file(tmp_path: Path) -> Path:
    days = [
        (datetime(2027, 7, day, 12, minute, tzinfo=UTC), 1 + minute % 2, 3) for day in (9, 10) for minute in range(5)
    ]
    return collection(tmp_path / "collection.anki2", days)


def test_reviews_are_kept_by_day_and_topic_and_replaced_by_day(file: Path, stepready: Stepready) -> None:
    first = stepready("anki", "read", file)
    assert (first.code, first.err) == (0, "")
    assert "2 new days, 0 days replaced" in first.out
    shown = stepready("anki show --json").json
    assert shown["days"] == [
        {"date": "2027-07-10", "reviews": 5, "minutes": 0.5, "retention": 1.0},
        {"date": "2027-07-09", "reviews": 5, "minutes": 0.5, "retention": 1.0},
    ]
    assert [(topic["topic"], topic["reviews"]) for topic in shown["topics"]] == [("cardiology", 6), ("renal", 4)]
    assert shown["unmapped"] == ["Knots"]
    assert "nothing new" in stepready("anki", "read", file).out
    file.unlink()
    collection(file, [(datetime(2027, 7, 10, 12, tzinfo=UTC), 1, 1)])
    assert "0 new days, 1 day replaced" in stepready("anki", "read", file).out
    assert [day["reviews"] for day in stepready("anki --json").json["days"]] == [1, 5]
    assert stepready("undo").out.startswith("undid: anki read")
    assert [day["reviews"] for day in stepready("anki --json").json["days"]] == [5, 5]


def test_a_tag_taught_in_the_settings_names_a_topic(file: Path, tmp_path: Path, stepready: Stepready) -> None:
    settings = tmp_path / "config" / "stepready" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('[anki_tags]\nknots = "surgery"\n')
    stepready("anki", "read", file)
    shown = stepready("anki --json").json
    assert "surgery" in [topic["topic"] for topic in shown["topics"]]
    assert shown["unmapped"] == []


def test_text_fits_the_screen_and_says_what_to_do_first(file: Path, stepready: Stepready) -> None:
    assert "stepready anki read" in stepready("anki").out
    stepready("anki", "read", file)
    out = stepready("anki").out
    assert "Sat 10 Jul 2027" in out
    assert max(len(line) for line in out.splitlines()) <= WIDTH


def test_a_verdict_says_the_same_with_and_without_anki(file: Path, stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-08-01 --applicant us-img")
    stepready("log nbme 11 231 --on 2027-07-01")
    before = stepready("check --json").out
    stepready("anki", "read", file)
    assert stepready("check --json").out == before


def test_a_profile_is_found_by_its_folder(
    tmp_path: Path, stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Anki2" / "User 1").mkdir(parents=True)
    collection(tmp_path / "Anki2" / "User 1" / "collection.anki2", [(datetime(2027, 7, 9, 12, tzinfo=UTC), 1, 3)])
    monkeypatch.setenv("ANKI_BASE", str(tmp_path / "Anki2"))
    assert "1 new day" in stepready("anki read").out
    assert stepready("anki", "read", "--profile", "Nobody").code == 2


def test_the_export_carries_days_of_anki_into_an_empty_log(file: Path, tmp_path: Path, stepready: Stepready) -> None:
    stepready("anki", "read", file)
    exported = stepready("export --json").out
    shown = stepready("anki --json").out
    stepready("--db", tmp_path / "fresh.db", "import", "-", stdin=exported)
    assert stepready("--db", tmp_path / "fresh.db", "anki", "--json").out == shown


def test_minutes_are_part_of_the_hours_of_a_day(tmp_path: Path, stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-08-01 --applicant us-img")
    answers = [(datetime(2027, 7, 10, 12, minute, tzinfo=UTC), 1, 3) for minute in range(45)]
    stepready("anki", "read", collection(tmp_path / "long.anki2", answers, took=40_000))
    today = "--today", "2027-07-10"
    assert stepready(*today, "today", "--json").json["done"]["hours"] == pytest.approx(0.5)
    stepready(*today, "log", "hours", "2")
    assert stepready(*today, "today", "--json").json["done"]["hours"] == pytest.approx(2.5)
    stepready(*today, "done", "6h")
    assert stepready(*today, "today", "--json").json["done"]["hours"] == 6
    stepready(*today, "log", "hours", "1")
    assert stepready(*today, "today", "--json").json["done"]["hours"] == 7


def test_topics_show_what_anki_kept_of_each(file: Path, stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-08-01 --applicant us-img")
    stepready("log qbank 29/40 --topic Cardiology")
    without = stepready("topics").out
    assert "Anki" not in without
    stepready("anki", "read", file)
    out = stepready("topics").out
    assert "100 % 6" in out
    assert max(len(line) for line in out.splitlines()) <= WIDTH
    (topic,) = stepready("topics --json").json["topics"]
    assert (topic["anki_reviews"], topic["anki_retention"]) == (6, 1.0)


@pytest.mark.parametrize(
    ("logged", "alone"), [((), [("cardiology", 6), ("renal", 4)]), (("--topic", "Cardiology"), [("renal", 4)])]
)
def test_topics_known_from_anki_alone_are_listed(
    file: Path, stepready: Stepready, logged: tuple[str, ...], alone: list[tuple[str, int]]
) -> None:
    stepready("plan set --exam step2ck --on 2027-08-01 --applicant us-img")
    stepready("anki", "read", file)
    stepready("log", "qbank", "29/40", *logged)
    told = stepready("topics --json").json["anki_alone"]
    assert [(topic["topic"], topic["anki_reviews"]) for topic in told] == alone
    _, title, after = stepready("topics").out.partition("known from Anki alone")
    assert title
    assert [line.split()[0] for line in after.splitlines()[1 : 1 + len(alone)]] == [topic for topic, _ in alone]
