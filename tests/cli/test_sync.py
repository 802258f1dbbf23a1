"""`merge` and `sync` as users meet them: what they print, what they refuse, what lies in the folder."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Stepready

WIDTH = 80


@pytest.fixture
def other(tmp_path: Path, stepready: Stepready) -> Path:
    stepready("log nbme 11 226 --exam step2ck --on 2027-07-01")
    shutil.copy(tmp_path / "book.db", tmp_path / "other.db")
    stepready(f"--db {tmp_path / 'other.db'} log uwsa 2 245 --exam step2ck --on 2027-07-02")
    return tmp_path / "other.db"


def values(stepready: Stepready, *options: object) -> list[float]:
    return sorted(score["value"] for score in stepready(*options, "scores", "--json").json["scores"])


def test_merge_says_what_came_and_both_versions_of_what_both_changed(other: Path, stepready: Stepready) -> None:
    stepready("edit 1 228")
    stepready("--db", other, "edit", 1, 231)
    looked = stepready("merge", other, "--dry-run")
    assert looked.out.startswith("would merge from other.db: 1 score added; 1 score changed; nothing was changed\n")
    assert values(stepready) == [228.0]
    ended = stepready("merge", other)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("merged from other.db: 1 score added; 1 score changed\n")
    assert "here value 228; there value 231; kept: there" in " ".join(ended.out.split())
    assert max(len(line) for line in ended.out.splitlines()) <= WIDTH
    assert values(stepready) == [231.0, 245.0]
    assert stepready("merge", other).out.startswith("nothing to merge from other.db")
    assert stepready("undo").out == "undid: merge other.db: 1 score added; 1 score changed\n"
    assert values(stepready) == [228.0]


def test_merge_as_json(other: Path, stepready: Stepready) -> None:
    found = stepready("merge", other, "--json").json
    assert (found["added"], found["changed"], found["removed"], found["conflicts"]) == ({"score": 1}, {}, {}, [])


@pytest.mark.parametrize("words", [("--ours", "--theirs"), ()])
def test_what_merge_refuses_is_one_error(tmp_path: Path, stepready: Stepready, words: tuple[str, ...]) -> None:
    stepready("log nbme 11 226 --exam step2ck")
    ended = stepready("merge", tmp_path / "book.db", *words)
    assert ended.code == 2
    assert ended.err.count("error:") == 1


@pytest.mark.parametrize("command", ["merge", "restore"])
@pytest.mark.parametrize("held", ["my notes", "SQLite format 3\0" + "\0" * 100])
def test_what_is_no_database_of_ours_is_refused_with_a_hint_that_fits(
    tmp_path: Path, stepready: Stepready, command: str, held: str
) -> None:
    (tmp_path / "junk.db").write_text(held)
    stepready("log nbme 11 226 --exam step2ck")
    ended = stepready(command, tmp_path / "junk.db")
    assert ended.code == 2
    assert "give a database that stepready wrote, or a backup of one" in ended.err
    assert "--db" not in ended.err


def test_devices_meet_in_a_folder_where_each_writes_its_own_file(
    other: Path, tmp_path: Path, stepready: Stepready
) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    stepready("sync", folder)
    (mine,) = folder.iterdir()
    content = mine.read_bytes()
    assert stepready("--db", other, "sync", folder).code == 0
    assert len(list(folder.iterdir())) == 2
    assert mine.read_bytes() == content
    assert "1 score added" in stepready("sync", folder).out
    assert values(stepready) == values(stepready, "--db", other) == [226.0, 245.0]
    stepready("--db", other, "sync", folder)
    again = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()}
    stepready("sync", folder)
    stepready("--db", other, "sync", folder)
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir()} == again
    assert len(again) == 2


def test_a_half_synced_file_waits(other: Path, tmp_path: Path, stepready: Stepready) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    stepready("--db", other, "sync", folder)
    (theirs,) = folder.iterdir()
    whole = theirs.read_bytes()
    for part in (b"", whole[: len(whole) // 2], whole[:50]):
        theirs.write_bytes(part)
        ended = stepready("sync", folder, "--json")
        assert ended.code == 0
        assert [waiting["file"] for waiting in ended.json["waiting"]] == [theirs.name]
        assert values(stepready) == [226.0]
    theirs.write_bytes(whole)
    assert stepready("sync", folder, "--json").json["waiting"] == []
    assert values(stepready) == [226.0, 245.0]


def test_a_broken_file_fails_and_holds_no_other_back(other: Path, tmp_path: Path, stepready: Stepready) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    stepready("--db", other, "sync", folder)
    (theirs,) = folder.iterdir()
    whole = theirs.read_bytes()
    arriving = (b"", bytes(9000), whole[:-1], whole[:4096])
    broken = (b"no database at all", whole[:8192] + b"U" * (len(whole) - 8192), whole[:68] + b"othr" + whole[72:])
    for place, content in enumerate((*arriving, *broken)):
        (folder / f"stepready-{place}.db").write_bytes(content)
    ended = stepready("sync", folder, "--json")
    assert ended.code == 74
    assert [one["file"] for one in ended.json["waiting"]] == [f"stepready-{place}.db" for place in (0, 1, 2, 3)]
    assert [one["file"] for one in ended.json["failed"]] == [f"stepready-{place}.db" for place in (4, 5, 6)]
    assert values(stepready) == [226.0, 245.0], "the whole file is merged all the same"
    said = " ".join(stepready("sync", folder).out.split())
    assert "stepready-0.db waits for the next sync" in said
    assert "stepready-4.db cannot be merged: " in said


def test_the_live_file_never_lies_in_the_folder(tmp_path: Path, stepready: Stepready) -> None:
    stepready("log nbme 11 226 --exam step2ck")
    before = sorted(tmp_path.iterdir())
    ended = stepready("sync", tmp_path)
    assert ended.code == 2
    assert "keep it outside" in ended.err
    assert sorted(tmp_path.iterdir()) == before


def test_a_copied_database_is_another_device_and_a_restored_one_too(tmp_path: Path, stepready: Stepready) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    stepready("log nbme 11 226 --exam step2ck")
    stepready("sync", folder)
    stepready("backup", tmp_path / "kept.backup")
    stepready("restore", tmp_path / "kept.backup")
    stepready("log uwsa 2 245 --exam step2ck")
    stepready("sync", folder)
    assert len(list(folder.iterdir())) == 2


def test_a_file_may_be_named_from_where_one_is(
    other: Path, tmp_path: Path, stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert stepready("merge", other.name).code == 0
    assert stepready("merge", f"~/{other.name}").code == 0
    Path("shared").mkdir()
    assert stepready("sync", "~/shared").code == 0
    assert stepready("backup", "b.backup").code == stepready("restore", "b.backup").code == 0
    assert values(stepready) == [226.0, 245.0]
