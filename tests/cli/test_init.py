"""The interactive set-up."""

import pytest

from stepready.cli.init_questions import news
from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from tests.conftest import Stepready


def test_the_questions_make_a_plan(stepready: Stepready) -> None:
    answers = ["step2ck", "2027-07-28", "us-img", "PM&R", "0", "240", "passed", "n"]
    ended = stepready("init", stdin="\n".join(answers) + "\n")
    assert ended.code == 0, ended.err
    shown = stepready("plan show --json").json
    assert (shown["exam_date"], shown["specialty"], shown["target"], shown["guide"]) == (
        "2027-07-28",
        "pmr",
        240,
        "pmr-us-img",
    )


PLAN = ["step2ck", "2027-07-28", "non-us-img", "im", "0", "240", "passed", "n"]


def test_the_profile_is_asked_only_when_wanted(stepready: Stepready) -> None:
    told = ["OH,mi", "j1", "2025", "3", "-", "no", "no", "2000"]
    ended = stepready("init --profile", stdin="\n".join([*PLAN, *told]) + "\n")
    assert ended.code == 0, ended.err
    shown = stepready("profile show --json").json
    assert {
        name: shown[name] for name in ("visa", "graduated", "us_months", "letters", "prior_training", "budget")
    } == {
        "visa": "j1",
        "graduated": 2025,
        "us_months": 3,
        "letters": None,
        "prior_training": False,
        "budget": 2000,
    }
    assert shown["states"] == ["OH", "MI"]


def test_without_the_option_no_profile_is_asked(stepready: Stepready) -> None:
    ended = stepready("init", stdin="\n".join(PLAN) + "\n")
    assert ended.code == 0, ended.err
    assert "Visa" not in ended.err
    assert stepready("profile show --json").json["visa"] is None


def test_a_figure_nobody_can_have_in_the_profile_keeps_nothing(stepready: Stepready) -> None:
    told = ["-", "j1", "1200", "-", "-", "-", "-", "-"]
    ended = stepready("init --profile", stdin="\n".join([*PLAN, *told]) + "\n")
    assert ended.code == 2
    assert ended.err.count("error:") == 1
    assert stepready("plan show").code == 2


def test_a_wrong_answer_is_asked_again(stepready: Stepready) -> None:
    answers = ["step2", "step2ck", "-", "us-img", "-", "x", "0", "-", "-", "n"]
    ended = stepready("init", stdin="\n".join(answers) + "\n")
    assert ended.code == 0, ended.err
    assert "'step2' is not among step1, step2ck" in ended.err
    assert "'x' is not a whole number" in ended.err


@pytest.mark.parametrize("typed", ["US IMG", "us img", "Us-Img"])
def test_an_answer_is_known_however_its_parts_are_joined(typed: str, stepready: Stepready) -> None:
    answers = ["Step2CK", "2027-07-28", typed, "psychiatry", "0", "-", "-", "n"]
    assert stepready("init", stdin="\n".join(answers) + "\n").code == 0
    assert stepready("plan show --json").json["applicant"] == "us-img"


def test_a_newcomer_is_told_how_to_answer_before_the_first_question(stepready: Stepready) -> None:
    told = stepready("init", stdin="\n".join(PLAN) + "\n").err
    assert told.index("Enter takes what stands in brackets") < told.index("Exam (")
    questions = [line for line in told.replace("]:", "]:\n").splitlines() if line]
    assert max(map(len, questions)) <= 80
    assert "brackets" not in stepready("init --exam step1 --yes").err


def test_every_question_is_an_option(stepready: Stepready) -> None:
    ended = stepready(
        "init --exam step1 --on 2027-04-06 --applicant us-img --specialty psychiatry --failed-attempts 0 --yes"
    )
    assert ended.code == 0
    assert stepready("plan show --json").json["exam"] == "step1"


@pytest.mark.parametrize("answers", ["", "step2ck\n2027-07-28\n"])
def test_input_that_ends_early_keeps_nothing(answers: str, stepready: Stepready) -> None:
    ended = stepready("init", stdin=answers)
    assert ended.code != 0
    assert ended.err.count("error:") == 1
    assert stepready("plan show").code == 2


def test_defaults_taken_by_init_undo_no_change_made_meanwhile() -> None:
    old = Plan(exam=Exam.STEP1, low_pass=(61, 67), failed_attempts=1, season=2028)
    given = dict.fromkeys(("exam_date", "low_pass", "failed_attempts", "season"))
    answers = {"exam_date": None, "low_pass": "61-67", "failed_attempts": 2, "season": 2028}
    assert news(answers, old, {**given, "season": 2028}) == {"failed_attempts": 2, "season": 2028}
