"""Every command gives the same on both databases."""

import json
import shlex
from typing import Any

import pytest

from tests.conftest import Stepready
from tests.store.conftest import server_address

SESSION = (
    "plan set --exam step2ck --on 2027-08-11 --target 235 --applicant non-us-img --specialty med-peds",
    "log nbme 11 231 --on 2027-06-20 --condition timed",
    "log uwsa 2 238 --on 2027-07-01",
    "log nbme 12 236 --on 2027-07-10 --note 'at home'",
    "log qbank 29/40 --topic renal --on 2027-07-11",
    "log qbank 61/80 --topic cardiology --on 2027-07-11",
    "log nbme 13 199 --on 2027-07-12",
    "undo",
    "edit 1 230",
    "rm 2",
    "undo",
)
READ = (
    "check --json", "scores --json", "export", "export --json", "today --json", "calendar --json", "forecast --json",
    "topics --json", "plan show --json", "scores", "check",
)  # fmt: skip


def without_uids(text: str) -> Any:
    """Return output without what is random by design."""
    lines = [line for line in text.splitlines() if '"uid":' not in line]
    return "\n".join(lines)


def results(stepready: Stepready, *db: str) -> dict[str, tuple[int, Any]]:
    for line in SESSION:
        assert stepready(*db, *shlex.split(line)).code == 0, line
    found = {}
    for line in READ:
        ended = stepready(*db, *line.split())
        found[line] = (ended.code, without_uids(ended.out))
    return found


def test_the_same_session_reads_the_same(stepready: Stepready) -> None:
    server = server_address()
    on_file = results(stepready)
    assert results(stepready, "--db", server) == on_file
    verdict = json.loads(on_file["check --json"][1])["exam_decision"]["verdict"]
    assert verdict in {"go", "no-go", "unknown"}
    assert [code for code, _ in on_file.values()] == [0] * len(READ)


def test_an_export_moves_between_the_two(stepready: Stepready) -> None:
    server = server_address()
    for line in SESSION[:4]:
        stepready(*shlex.split(line))
    exported = stepready("export --json").out
    assert stepready("--db", server, "import", "-", stdin=exported).code == 0
    assert stepready("--db", server, "export", "--json").out == exported


@pytest.mark.parametrize("line", ["schedule make", "schedule show --json"])
def test_a_schedule_is_the_same(stepready: Stepready, line: str) -> None:
    server = server_address()
    first = SESSION[0].split()
    stepready(*first)
    stepready("--db", server, *first)
    stepready("schedule make")
    stepready("--db", server, "schedule", "make")
    assert stepready("--db", server, *line.split()).out == stepready(*line.split()).out
