"""The practice exam to sit next: never a taken form, and a chance to change the verdict that simulation confirms."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from stepready.core.case import Case
from stepready.core.facts.exam import Applicant, Exam, Source, Unit
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.verdict.checks import ExamVerdict, exam_verdict
from stepready.core.verdict.flip import with_next
from stepready.core.verdict.next_exam import expected_score, next_exam, suggest
from stepready.guides.library import load
from stepready.services.case import case_of
from tests.conftest import Stepready

TODAY = date(2027, 7, 12)
LIBRARY = load()
DRAWS = 4000


def nbme(form: str, value: float, days_ago: int, number: int) -> Score:
    return Score(
        id=number,
        uid=f"u{number}",
        day=TODAY - timedelta(days=days_ago),
        source=Source("nbme"),
        form=form,
        value=value,
        unit=Unit.SCORE,
        exam=Exam.STEP2CK,
    )


def case(*values: float, target: int = 240, guide: str = "pmr", booked: date = date(2027, 8, 11)) -> Case:
    plan = Plan(exam=Exam.STEP2CK, exam_date=booked, target=target, applicant=Applicant.US_MD, season=2028)
    exams = [
        nbme(str(9 + place), value, 7 * (len(values) - place) + 3, place) for place, value in enumerate(values, start=1)
    ]
    return case_of(LIBRARY, plan, TODAY, exams=exams, guide=guide)


@pytest.mark.parametrize(
    ("values", "target"), [((236, 239, 241), 240), ((241, 243), 240), ((236, 243), 240), ((230, 231, 238), 235)]
)
def test_its_chance_is_that_of_simulated_exams_decided_by_the_real_rules(values: tuple[int, ...], target: int) -> None:
    asked = case(*values, target=target)
    now = exam_verdict(asked)
    suggested, found = suggest(asked), next_exam(asked, now)
    assert suggested is not None
    expected = expected_score(asked.trend, suggested)
    assert expected is not None
    source = random.Random(11)
    changed, known = 0, {}
    for _ in range(DRAWS):
        value = round(source.gauss(expected.centre, expected.scale))
        if value not in known:
            evidence = with_next(asked.evidence, asked.facts, suggested.available, value, exams=1, on=suggested.by)
            known[value] = exam_verdict(replace(asked, as_of=suggested.by, evidence=evidence)) is not now
        changed += known[value]
    assert (found.changes_verdict if found else 0.0) == pytest.approx(changed / DRAWS, abs=0.03)


def test_a_next_exam_scatters_by_the_level_and_by_its_own_error() -> None:
    # An NBME errs by 8 / sqrt(2); the level is not known better than four of them tell.
    asked = case(240, 241, 242, 243)
    suggested = suggest(asked)
    assert suggested is not None
    expected = expected_score(asked.trend, suggested)
    assert expected is not None
    assert 8 / 2**0.5 < expected.sd < 11
    assert expected.centre == pytest.approx(244, abs=3)


def test_it_is_never_a_taken_form_and_stays_before_the_exam() -> None:
    taken = [nbme(str(form), 240, 80 - form, form) for form in range(9, 17)]
    plan = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 8, 11), target=240)
    found = suggest(case_of(LIBRARY, plan, TODAY, exams=taken))
    assert found is not None
    assert found.source == "uwsa"
    assert found.form == "2"
    assert TODAY <= found.by <= date(2027, 8, 4)


@pytest.mark.parametrize("days", [0, -3])
def test_there_is_none_once_the_day_has_come(days: int) -> None:
    assert suggest(case(236, 243, booked=TODAY + timedelta(days=days))) is None


def test_check_forecast_and_schedule_name_the_same_exam(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-08-25 --target 235 --applicant us-md --specialty pmr")
    for words in ("nbme 11 230 --on 2027-07-01", "nbme 12 238 --on 2027-07-10"):
        stepready(f"log {words}")
    checked, told = (stepready(f"{command} --json").json["next_exam"] for command in ("check", "forecast"))
    assert checked == told
    assert set(checked) == {"source", "form", "by", "changes_verdict"}
    assert 0 < checked["changes_verdict"] < 1
    for keep in ("schedule show", "schedule make"):  # worked out now, then kept: the same exam on the same day
        stepready(keep)
        days = stepready("schedule show --json").json["days"]
        planned = next(day for day in days if day["practice_exam"] is not None)
        named = stepready("check --json").json["next_exam"]
        assert planned["practice_exam"] == {"source": named["source"], "form": named["form"]}
        assert named["by"] == planned["date"]
        assert f"{planned['practice_exam']['source'].upper()} {planned['practice_exam']['form']}" in stepready().out


def test_an_exam_taken_early_moves_the_suggestion_with_the_schedule(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-08-25 --target 235 --applicant us-md --specialty pmr")
    for words in ("nbme 11 230 --on 2027-07-01", "nbme 12 234 --on 2027-07-10"):
        stepready(f"log {words}")
    stepready("schedule make")
    days = stepready("schedule show --json").json["days"]
    first = next(day for day in days if day["practice_exam"])
    early = f"--today {date.fromisoformat(first['date']) - timedelta(days=2)}"
    assert stepready(f"{early} log {first['practice_exam']['source']} {first['practice_exam']['form']} 234").code == 0
    ahead = [day for day in stepready(f"{early} schedule show --json").json["days"][1:] if day["practice_exam"]]
    named = stepready(f"{early} check --json").json["next_exam"]
    assert (named["form"], named["by"]) == (ahead[0]["practice_exam"]["form"], ahead[0]["date"])


@pytest.mark.parametrize("word", ["skip", "sick", "away"])
def test_a_day_given_up_is_no_day_to_sit_its_exam(stepready: Stepready, word: str) -> None:
    stepready("plan set --exam step2ck --on 2027-08-25 --target 235 --applicant us-md --specialty pmr")
    for words in ("nbme 11 230 --on 2027-07-01", "nbme 12 234 --on 2027-07-10"):
        stepready(f"log {words}")
    stepready("schedule make")
    first, second, *_ = [day for day in stepready("schedule show --json").json["days"] if day["practice_exam"]]
    today = f"--today {first['date']}"
    assert stepready(f"{today} check --json").json["next_exam"]["by"] == first["date"]
    assert stepready(f"{today} {word}").code == 0
    named = stepready(f"{today} check --json").json["next_exam"]
    assert (named["form"], named["by"]) == (second["practice_exam"]["form"], second["date"])
    assert stepready(f"{today} forecast --json").json["next_exam"] == named


def test_where_no_single_exam_changes_it_that_is_said(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-08-25 --target 260 --applicant us-md")
    for words in ("nbme 11 225 --on 2027-07-01", "nbme 12 226 --on 2027-07-10"):
        stepready(f"log {words}")
    assert stepready("check --json").json["next_exam"] is None
    assert "no practice exam still to come can change the verdict" in stepready("forecast").out


def test_an_exam_after_all_others_are_too_old_cannot_change_the_verdict(stepready: Stepready) -> None:
    # 10 January to 11 May are 122 days, and 56 count: the schedule's exam is then one of the two that a verdict needs.
    stepready("plan set --exam step2ck --on 2028-08-02 --applicant non-us-img --specialty internal-medicine")
    stepready("--today 2028-01-10 log nbme 9 196")
    for command in ("check", "forecast"):
        assert stepready(f"--today 2028-01-10 {command} --json").json["next_exam"] is None
    ahead = stepready("--today 2028-01-10 schedule show --json").json["days"]
    sat = next(day["date"] for day in ahead[1:] if day["practice_exam"])
    assert date.fromisoformat(sat) - date(2028, 1, 10) > timedelta(days=56)
    for value in (170, 230, 260):
        stepready(f"--today {sat} log nbme 11 {value}")
        assert stepready(f"--today {sat} check --json").json["exam_decision"]["verdict"] == "unknown"
        stepready("undo")


def test_an_exam_is_judged_with_those_that_still_count_on_its_day() -> None:
    # 230 and 241, 52 and 40 days old: in two weeks the 230 is past 56 days, and 241 with 237 or more meets us-img's
    # three points under 240.
    asked = case_of(
        LIBRARY,
        Plan(exam=Exam.STEP2CK, exam_date=date(2027, 8, 11), target=240, applicant=Applicant.US_MD, season=2028),
        TODAY,
        exams=[nbme("10", 230, 52, 1), nbme("11", 241, 40, 2)],
        guide="us-img",
    )
    suggested, found = suggest(asked), next_exam(asked, exam_verdict(asked))
    assert suggested is not None
    assert found is not None
    assert suggested.by == TODAY + timedelta(days=14)
    expected = expected_score(asked.trend, suggested)
    assert expected is not None
    assert found.changes_verdict == pytest.approx(expected.at_least(236.5))


def test_what_time_alone_does_to_the_verdict_is_not_the_exams_doing() -> None:
    # A level of 208.5 asks for 8 weeks: early 62 days before, a no-go in two weeks, with the exam or without.
    asked = case(206, 211, target=230, booked=TODAY + timedelta(days=62))
    suggested, now = suggest(asked), exam_verdict(asked)
    assert suggested is not None
    assert now is ExamVerdict.EARLY
    evidence = with_next(asked.evidence, asked.facts, suggested.available, 205, exams=1, on=suggested.by)
    assert exam_verdict(replace(asked, as_of=suggested.by, evidence=evidence)) is ExamVerdict.NO_GO
    assert next_exam(asked, now) is None


def test_check_and_forecast_agree_where_the_schedule_has_no_exam_left(stepready: Stepready) -> None:
    # us-img asks 237 of each of two (three under 240): 238 holds, 233 falls out of the last two with one more exam.
    stepready("plan set --exam step2ck --on 2028-07-19 --season 2029 --applicant us-img --specialty internal-medicine")
    for words in ("nbme 12 233 --on 2028-07-06", "nbme 13 238 --on 2028-07-11"):
        stepready(f"--today 2028-07-11 log {words}")
    checked, told = (stepready(f"--today 2028-07-11 {command}").out for command in ("check", "forecast"))
    assert "NBME 16 at 237 or more turns this into a go" in " ".join(checked.split())
    told = " ".join(told.split())
    assert "the schedule has no practice exam left; NBME 16 at 237 or more would turn this into a go" in told
    # From the 13th fewer than seven days are left.
    for command in ("check", "forecast"):
        late = " ".join(stepready(f"--today 2028-07-14 {command}").out.split())
        assert "it is too late for one more practice exam to inform" in late
        assert "NBME 16 at 237" not in late
    stepready("--today 2028-07-12 log nbme 16 237")
    assert stepready("--today 2028-07-12 check --json").json["exam_decision"]["verdict"] == "go"


def test_an_exam_that_leaves_the_verdict_is_named_with_its_day(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2028-08-02 --applicant non-us-img --specialty internal-medicine")
    stepready("--today 2028-01-10 log nbme 9 196")
    for command in ("check", "forecast"):
        told = " ".join(stepready(f"--today 2028-01-10 {command}").out.split())
        assert "NBME 11 by Thu 11 May 2028 all but certainly leaves the verdict as it is" in told


@pytest.mark.parametrize("keep", [False, True])
def test_an_exam_logged_today_is_asked_for_on_no_screen(stepready: Stepready, *, keep: bool) -> None:
    # Under 200 asks for 12 weeks, and 84 days are left: still too early to judge, on the schedule's own exam day.
    stepready("plan set --exam step2ck --on 2028-08-02 --applicant non-us-img --specialty internal-medicine")
    for words in ("nbme 9 190 --on 2028-01-05", "nbme 10 191 --on 2028-01-10"):
        stepready(f"--today 2028-01-10 log {words}")
    if keep:
        stepready("--today 2028-01-10 schedule make")
    days = stepready("--today 2028-01-10 schedule show --json").json["days"]
    due = next(day for day in days if day["practice_exam"])
    today, form = f"--today {due['date']}", due["practice_exam"]["form"]
    assert due["practice_exam"]["source"] == "nbme"
    stepready(f"{today} log nbme 12 190 --on {date.fromisoformat(due['date']) - timedelta(days=1)}")
    stepready(f"{today} log nbme {form} 191")
    assert stepready(f"{today} today --json").json["done"]["practice_exams"] == [f"NBME {form}"]
    told = {command: " ".join(stepready(f"{today} {command}").out.split()) for command in ("", "today", "check")}
    assert f"NBME {form} done" in told[""]
    for text in (*stepready(f"{today} today --json").json["next"], stepready(f"{today} check --json").json["next"]):
        assert f"NBME {form}" not in text
    assert f"practice exam: NBME {form}" not in told["today"]
    assert f"The schedule has NBME {form}" not in told["check"]


def test_an_exam_that_does_the_same_at_any_score_is_said_to(stepready: Stepready) -> None:
    # 223 is under us-img's 237 whatever the second exam shows: from unknown to a no-go.
    stepready("plan set --exam step2ck --on 2028-07-19 --applicant us-img --specialty internal-medicine --step1 passed")
    stepready("--today 2028-07-11 log nbme 12 223")
    told = " ".join(stepready("--today 2028-07-11 forecast").out.split())
    assert "the schedule has no practice exam left; NBME 16 at any score would turn this into a no-go" in told
