"""A calendar that stepready did not write is never written over without --force, whatever command writes."""

from pathlib import Path

import pytest

from tests.conftest import Stepready

FOREIGN = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Somebody//Else//EN\r\nEND:VCALENDAR\r\n"
MENTIONS_US = FOREIGN.replace(b"VERSION", b"X-NOTE:beside -//stepready//stepready//EN\r\nVERSION")
OF_AN_EARLIER_RELEASE = FOREIGN.replace(b"-//Somebody//Else//EN", b"-//stepready//study schedule//EN")
COMMANDS = [
    "calendar", "schedule", "schedule show", "schedule make", "schedule replan --choose more-each-day",
]  # fmt: skip


@pytest.fixture
def behind(stepready: Stepready) -> Stepready:
    assert stepready("plan set --exam step2ck --on 2027-08-25 --target 235 --season 2028").code == 0
    assert stepready("--today 2027-07-10 schedule make").code == 0
    return stepready


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("content", [FOREIGN, MENTIONS_US])
def test_a_foreign_calendar_stays_as_it_is(behind: Stepready, tmp_path: Path, command: str, content: bytes) -> None:
    file = tmp_path / "work.ics"
    file.write_bytes(content)
    changes = behind("export --json").out
    ended = behind(*command.split(), "--ics", file)
    assert ended.code == 2
    assert ended.err.startswith(f"error: {file} exists and was not written by stepready")
    assert file.read_bytes() == content
    assert behind("export --json").out == changes
    assert behind(*command.split(), "--ics", file, "--force").code == 0
    assert file.read_bytes() != content


@pytest.mark.parametrize("command", COMMANDS[:-1])
def test_a_calendar_of_ours_is_replaced(behind: Stepready, tmp_path: Path, command: str) -> None:
    for first in ("calendar", "schedule show"):
        file = tmp_path / f"{first}.ics"
        assert behind(*first.split(), "--ics", file).code == 0
        assert behind(*command.split(), "--ics", file).code == 0
    file = tmp_path / "earlier.ics"
    file.write_bytes(OF_AN_EARLIER_RELEASE)
    assert behind("calendar", "--ics", file).code == 0
