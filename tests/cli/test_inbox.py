"""Lines a phone appends are taken once, by the grammar of `log`; the file is never written."""

from pathlib import Path

import pytest

from tests.conftest import Stepready


@pytest.fixture
def phone(tmp_path: Path, stepready: Stepready) -> Path:
    stepready("plan set --exam step2ck --on 2027-08-01")
    return tmp_path / "inbox.txt"


def scores(stepready: Stepready) -> list[tuple[str, str, float]]:
    found = stepready("scores --json").json["scores"]
    return sorted((score["date"], score["source"], score["value"]) for score in found)


def test_each_line_is_taken_once_and_the_file_stays_as_it_is(phone: Path, stepready: Stepready) -> None:
    text = (
        "2027-07-01 qbank 29/40 --topic renal\n"
        "nbme 11 231 --on 2027-07-02 --note 'at the library'\r\n"
        "\n"
        "# groceries\n"
        "2027-07-01 qbank 29/40 --topic renal\n"
        "stepready log uwsa 2 245 --on 2027-07-03\n"
        "2027-07-04 hours 3.5\n"
    )
    phone.write_bytes(text.encode())
    before = phone.stat()
    first = stepready(f"inbox {phone}")
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[-1] == "5 lines taken"
    expected = [
        ("2027-07-01", "qbank", 72.5),
        ("2027-07-01", "qbank", 72.5),
        ("2027-07-02", "nbme", 231.0),
        ("2027-07-03", "uwsa", 245.0),
    ]
    assert scores(stepready) == expected
    assert stepready(f"inbox {phone}").out == "0 lines taken, 5 taken before\n"
    assert scores(stepready) == expected
    assert (phone.read_bytes(), phone.stat().st_mtime_ns) == (text.encode(), before.st_mtime_ns)


def test_a_third_equal_line_is_a_third_session(phone: Path, stepready: Stepready) -> None:
    line = "2027-07-01 qbank 29/40\n"
    for lines in (1, 3, 3):
        phone.write_text(line * lines)
        stepready(f"inbox {phone}")
        assert len(scores(stepready)) == lines


def test_refused_lines_are_named_every_time_and_keep_nothing_back(phone: Path, stepready: Stepready) -> None:
    phone.write_text(
        "qbank 29/40\n2027-07-01 nbme 11 900\n2027-07-01 qbank 29/40\n2027-07-01 nbme '11 231\n"
        "2027-07-01 qbank 29/40 --on 2027-07-02\nqbank 29/40 --on yesterday\n2028-07-01 qbank 29/40\n"
        "2027-07-01 qbank 29/40 --colour red\n"
    )
    for taken in (1, 0):
        ended = stepready(f"inbox {phone} --json").json
        assert len(ended["taken"]) == taken
        assert [refused["line"] for refused in ended["refused"]] == [1, 2, 4, 5, 6, 7, 8]
        whys = [refused["why"] for refused in ended["refused"]]
        assert "no day" in whys[0]
        assert "quotation" in whys[2]
        assert "two days" in whys[3]
        assert "colour" in whys[6]
    assert scores(stepready) == [("2027-07-01", "qbank", 72.5)]


def test_an_unfinished_last_line_waits(phone: Path, stepready: Stepready) -> None:
    phone.write_bytes(b"2027-07-01 qbank 29/40\n2027-07-02 qbank 3")
    assert stepready(f"inbox {phone} --json").json["waiting"] == "2027-07-02 qbank 3"
    assert len(scores(stepready)) == 1
    phone.write_bytes(b"2027-07-01 qbank 29/40\n2027-07-02 qbank 30/40\n")
    assert len(stepready(f"inbox {phone} --json").json["taken"]) == 1
    assert scores(stepready)[1] == ("2027-07-02", "qbank", 75.0)


def test_what_was_removed_stays_removed_and_undo_lets_a_line_be_taken_again(phone: Path, stepready: Stepready) -> None:
    phone.write_text("2027-07-01 qbank 29/40\n2027-07-02 qbank 30/40\n")
    stepready(f"inbox {phone}")
    stepready("rm 1")
    assert stepready(f"inbox {phone}").out == "0 lines taken, 2 taken before\n"
    stepready("undo")
    assert stepready("undo").out.startswith("undid: inbox ")
    assert "1 line taken" in stepready(f"inbox {phone}").out
    assert len(scores(stepready)) == 2


def test_two_computers_that_read_one_inbox_do_not_double(phone: Path, tmp_path: Path, stepready: Stepready) -> None:
    phone.write_text("2027-07-01 qbank 29/40\n2027-07-01 qbank 29/40\n")
    other = tmp_path / "other.db"
    stepready(f"inbox {phone}")
    stepready(f"--db {other} plan set --exam step2ck --on 2027-08-01")
    stepready(f"--db {other} inbox {phone}")
    stepready(f"merge {other}")
    assert len(scores(stepready)) == 2


def test_a_line_is_read_as_a_phone_writes_it(phone: Path, stepready: Stepready) -> None:
    """A phone makes typographic dashes and quotation marks of typed ones; a computer may write UTF-16."""
    phone.write_text(
        "2027-07-01 nbme 11 231 —note “at the library”\n2027-07-02 log qbank 29/40 \u2013topic renal\n"
        "2027-07-03 bank uworld 2340/3600 64%\n"
    )
    assert stepready(f"inbox {phone}").out.splitlines()[-1] == "3 lines taken"
    found = stepready("scores --json").json["scores"]
    assert [(score["note"], score["topic"]) for score in found] == [("", "renal"), ("at the library", "")]
    wide = "2027-07-04 qbank 30/40\n2027-07-05 qbank 3".encode("utf-16")
    for data in (wide, wide[:-1]):
        phone.write_bytes(data)
        assert stepready(f"inbox {phone}").code == 0
    assert len(scores(stepready)) == 3


def test_of_two_counts_of_a_line_the_larger_stands_whoever_read_last(
    phone: Path, tmp_path: Path, stepready: Stepready
) -> None:
    """The other computer had read both lines when this one, later, had only the first."""
    other, line = tmp_path / "other.db", "2027-07-01 qbank 29/40\n"
    stepready(f"--db {other} plan set --exam step2ck --on 2027-08-01")
    for db, lines in ((other, 2), (tmp_path / "book.db", 1)):
        phone.write_text(line * lines)
        stepready(f"--db {db} inbox {phone}")
    phone.write_text(line * 2)
    assert "line of an inbox 2027" not in stepready(f"merge {other}").out
    for db, source in ((tmp_path / "book.db", other), (other, tmp_path / "book.db")):
        assert stepready(f"--db {db} inbox {phone}").out == "0 lines taken, 2 taken before\n"
        assert stepready(f"--db {db} merge {source}").out.startswith("nothing to merge")
    assert len(scores(stepready)) == 2


def test_a_line_whose_session_another_computer_kept_is_not_taken_again(
    phone: Path, tmp_path: Path, stepready: Stepready
) -> None:
    """Both took it; this one undid that before the other changed what it brought."""
    other = tmp_path / "other.db"
    phone.write_text("2027-07-01 qbank 29/40\n")
    stepready(f"--db {other} plan set --exam step2ck --on 2027-08-01")
    stepready(f"--db {other} inbox {phone}")
    stepready(f"inbox {phone}")
    stepready("undo")
    stepready(f"--db {other} edit 1 80%")
    stepready(f"merge {other}")
    assert stepready(f"inbox {phone}").out == "0 lines taken, 1 taken before\n"
    assert scores(stepready) == [("2027-07-01", "qbank", 80.0)]


def test_a_missing_file_is_one_error(tmp_path: Path, stepready: Stepready) -> None:
    ended = stepready(f"inbox {tmp_path / 'absent.txt'}")
    assert ended.code == 74
    assert ended.err.startswith("error: ")
    assert "no such file" in ended.err
