"""No command writes its output over the database it has open, asked by whatever option."""

from pathlib import Path

import pytest

from tests.conftest import Stepready


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
@pytest.mark.parametrize("words", ["report {}", "report --force {}", "calendar --ics {}", "calendar --force --ics {}"])
def test_output_never_replaces_the_open_database(words: str, end: str, stepready: Stepready, tmp_path: Path) -> None:
    assert stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --applicant us-img --season 2028").code == 0
    assert stepready("log nbme 12 231 --on 2027-07-01").code == 0
    before = stepready("export --json").out
    ended = stepready(words.format(tmp_path / f"book.db{end}"))
    assert (ended.code, ended.out) == (2, "")
    assert "keeps your log" in ended.err
    assert stepready("export --json").out == before


@pytest.mark.parametrize("words", [("report", ""), ("calendar", "--ics", "")])
def test_an_empty_name_is_one_error(words: tuple[str, ...], stepready: Stepready) -> None:
    assert stepready("plan set --exam step2ck --on 2027-07-28 --target 240 --applicant us-img --season 2028").code == 0
    ended = stepready(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
