"""Step 3 is planned and logged, and nothing is judged: no guide has rules for it."""

import pytest

from tests.conftest import Stepready

SCREENS = (
    (),
    ("check",),
    ("plan", "show"),
    ("forecast",),
    ("dates",),
    ("chart", "trend"),
    ("chart", "dates"),
    ("calendar",),
    ("scores",),
)


@pytest.fixture(autouse=True)
def _plan(stepready: Stepready) -> None:
    assert stepready("plan set --exam step3 --on 2027-09-01 --target 220").code == 0
    assert stepready("log uwsa 1 221 --on -3d").code == 0


def test_check_says_that_there_are_no_rules(stepready: Stepready) -> None:
    shown = stepready("check")
    assert shown.code == 0
    assert "Verdict: UNKNOWN" in shown.out
    assert "no guide has rules for Step 3" in " ".join(shown.out.split())
    assert "log nbme" not in shown.out + stepready().out
    assert "There are no rules for Step 3" in " ".join(shown.out.split())
    document = stepready("check --json").json
    assert document["exam_decision"]["verdict"] == "unknown"
    assert (document["plan"]["pass_mark"], document["forecast"]) == (None, None)
    assert {check["rule"] for check in document["checks"]} <= {"sitting-allowed"}


@pytest.mark.parametrize("words", SCREENS)
def test_every_screen_stands(stepready: Stepready, words: tuple[str, ...]) -> None:
    ended = stepready(*words)
    assert (ended.code, "fault" in ended.err) == (0, False)


def test_a_result_is_a_number(stepready: Stepready) -> None:
    assert stepready("plan set --score 231").code == 0
    assert "accepted: 1 to 300" in stepready("plan set --score 301").err


def test_dates_speak_of_the_plans_own_exam(stepready: Stepready) -> None:
    assert "The deadlines of a season do not bind Step 3" in " ".join(stepready("dates").out.split())
