"""What a schedule must be, plan by plan."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from stepready.core.facts.exam import Exam, Source
from stepready.core.schedule.make import make_schedule
from stepready.core.schedule.planned_days import PlannedDay, PlannedExam
from stepready.core.schedule.request import FocusTopic
from stepready.core.values.errors import StepreadyError
from tests.core.schedule.plans import FORMS, MONDAY, exam_days, gaps, lines_of, plan, total

Weeks = tuple[date, tuple[PlannedDay, ...]]


@pytest.fixture(params=range(7), ids=lambda start: f"from-weekday-{start}")
def sixteen_weeks(request: pytest.FixtureRequest) -> Weeks:
    asked = plan(112, as_of=MONDAY + timedelta(days=request.param), lines=lines_of("us-img", specialty="psychiatry"))
    made = make_schedule(asked)
    return made.schedule.exam_date, made.schedule.days


def test_sixteen_weeks_run_from_today_to_the_eve_without_a_gap(
    sixteen_weeks: Weeks,
) -> None:
    exam, days = sixteen_weeks
    assert [day.day for day in days] == [exam - timedelta(days=left) for left in range(112, 0, -1)]


def test_sixteen_weeks_have_the_guides_three_phases_in_order(
    sixteen_weeks: Weeks,
) -> None:
    phases = [day.phase for day in sixteen_weeks[1]]
    assert list(dict.fromkeys(phases)) == ["rotation integration", "early dedicated", "late dedicated"]
    assert [phases.count(name) for name in dict.fromkeys(phases)] == [35, 56, 21]


def test_every_seven_days_hold_a_rest_day(sixteen_weeks: Weeks) -> None:
    days = sixteen_weeks[1]
    assert all(any(day.rest for day in days[start : start + 7]) for start in range(len(days) - 6))


def test_practice_exams_of_the_last_three_weeks_are_five_to_seven_days_apart(
    sixteen_weeks: Weeks,
) -> None:
    exam, days = sixteen_weeks
    sat = exam_days(days)
    late = [day for day in sat if day >= exam - timedelta(days=21)]
    assert len(late) >= 3
    before = sat[sat.index(late[0]) - 1]
    assert all(5 <= gap <= 7 for gap in gaps([before, *late]))
    assert 3 <= (exam - late[-1]).days <= 6


def test_ordinary_days_hold_20_to_120_questions_and_exam_and_rest_days_none(
    sixteen_weeks: Weeks,
) -> None:
    for day in sixteen_weeks[1]:
        off = day.rest or day.practice_exam is not None
        assert day.questions == 0 if off else 20 <= day.questions <= 120, day


def test_the_working_day_after_a_practice_exam_is_lighter_and_reviews_it(
    sixteen_weeks: Weeks,
) -> None:
    days = sixteen_weeks[1]
    for place, day in enumerate(days[:-2]):
        if day.practice_exam is None:
            continue
        after = next(later for later in days[place + 1 :] if not later.rest)
        ordinary = max(other.questions for other in days if other.phase == after.phase)
        assert after.questions < ordinary
        assert after.focus[0] == f"review of {day.practice_exam.title}"


def test_no_form_comes_twice_and_the_most_informative_comes_last(
    sixteen_weeks: Weeks,
) -> None:
    forms = [day.practice_exam for day in sixteen_weeks[1] if day.practice_exam is not None]
    assert len(set(forms)) == len(forms)
    assert forms[-1] == FORMS[-1]
    assert [FORMS.index(form) for form in forms] == sorted(FORMS.index(form) for form in forms)


def test_the_last_two_practice_exams_are_sat_as_on_the_day(
    sixteen_weeks: Weeks,
) -> None:
    whole = [("whole" in day.focus[0]) for day in sixteen_weeks[1] if day.practice_exam is not None]
    assert whole[-2:] == [True, True]
    assert not any(whole[:-2])


@pytest.mark.parametrize(("days", "phases"), [(1, 1), (2, 1), (3, 1), (21, 1), (27, 1), (28, 2), (77, 2), (84, 3)])
def test_short_plans_keep_the_last_phases_whole(days: int, phases: int) -> None:
    made = make_schedule(plan(days))
    assert len(made.schedule.days) == days
    assert made.schedule.days[-1].day == MONDAY + timedelta(days=days - 1)
    assert len({day.phase for day in made.schedule.days}) == phases
    assert made.schedule.days[-1].phase == "late dedicated"


@pytest.mark.parametrize("days", [1, 2, 3])
def test_no_practice_exam_is_squeezed_into_the_last_days(days: int) -> None:
    assert exam_days(make_schedule(plan(days)).schedule.days) == []


@pytest.mark.parametrize("days", [0, -1, -400])
def test_an_exam_that_is_not_after_today_is_refused(days: int) -> None:
    with pytest.raises(StepreadyError, match="not after today"):
        make_schedule(plan(days))


def test_the_eve_is_a_light_day() -> None:
    eve = make_schedule(plan(40)).schedule.days[-1]
    assert (eve.rest, eve.questions, eve.note) == (False, 20, "eve of the exam: a light day")


def test_everything_away_leaves_rest_and_says_so() -> None:
    made = make_schedule(plan(30, away=((MONDAY, MONDAY + timedelta(days=400)),)))
    assert all(day.rest and day.note == "away" and day.questions == 0 for day in made.schedule.days)
    assert any("no working day is left" in notice for notice in made.notices)


def test_days_away_hold_nothing_and_a_broken_rhythm_is_said() -> None:
    away = (MONDAY + timedelta(days=95), MONDAY + timedelta(days=104))
    made = make_schedule(plan(112, away=(away,)))
    assert all(day.rest for day in made.schedule.days if away[0] <= day.day <= away[1])
    assert any("days between the practice exams" in notice for notice in made.notices)


def test_without_forms_no_exam_is_placed_and_that_is_said() -> None:
    made = make_schedule(plan(60, forms=()))
    assert exam_days(made.schedule.days) == []
    assert any("no unused practice form" in notice for notice in made.notices)


def test_with_too_few_forms_the_last_places_keep_theirs() -> None:
    exam = MONDAY + timedelta(days=112)
    made = make_schedule(plan(112, forms=FORMS[:3]))
    sat = exam_days(made.schedule.days)
    assert len(sat) == 3
    assert all(5 <= gap <= 7 for gap in gaps(sat))
    assert (exam - sat[-1]).days <= 6
    assert any("3 unused practice forms for" in notice for notice in made.notices)


def test_few_hours_hold_fewer_questions_and_that_is_said() -> None:
    made = make_schedule(plan(40, hours=(3.0,) * 7))
    # 3 hours at 4.5 minutes a question hold 40; the guide's early range is 80-120
    assert max(day.questions for day in made.schedule.days) == 40
    assert any("your hours hold 40 questions a day" in notice for notice in made.notices)
    assert any("takes about 5 hours" in notice for notice in made.notices)


@pytest.mark.parametrize("left", [500, 2000, 5000, 6000])
def test_the_bank_is_done_once_by_its_day(left: int) -> None:
    by = MONDAY + timedelta(days=90)
    made = make_schedule(plan(112, questions_left=left, bank_done_by=by))
    until = total(day for day in made.schedule.days if day.day <= by)
    assert until == max(left, total(day for day in _least(by)))
    assert made.unplaced == 0


def _least(by: date) -> list[PlannedDay]:
    """Return the same days with the fewest questions a working day ever has."""
    made = make_schedule(plan(112, questions_left=0, bank_done_by=by))
    days = [day for day in made.schedule.days if day.day <= by]
    assert all(day.questions == 20 for day in days if day.questions)
    return days


def test_a_bank_too_big_for_its_day_spills_over_and_says_so() -> None:
    made = make_schedule(plan(112, questions_left=6000, bank_done_by=MONDAY + timedelta(days=30)))
    assert total(made.schedule.days) >= 6000
    assert any("cannot be done once by" in notice for notice in made.notices)


def test_a_bank_too_big_for_the_plan_says_how_much_fits_nowhere() -> None:
    made = make_schedule(plan(20, questions_left=9000))
    assert made.unplaced > 0
    assert made.unplaced + total(made.schedule.days) == 9000
    assert any("fit on no day" in notice for notice in made.notices)


@pytest.mark.parametrize(
    ("score", "weeks", "short"),
    [(190, 11, True), (190, 12, False), (205, 7, True), (205, 8, False), (221, 5, True), (221, 6, False)],
)
def test_the_diagnostic_band_says_when_time_is_too_short(score: float, weeks: int, short: bool) -> None:  # noqa: FBT001 - a table
    made = make_schedule(plan(7 * weeks, last_exam=(MONDAY, score)))
    assert any(notice.startswith("too short") for notice in made.notices) is short


@pytest.mark.parametrize(("score", "early"), [(190, 63), (205, 56), (230, 42)])
def test_the_diagnostic_band_sets_the_dedicated_weeks(score: float, early: int) -> None:
    # under 200: at least 12 weeks of full days; over 220: at most 9; the late three weeks stay
    made = make_schedule(plan(140, last_exam=(MONDAY, score)))
    assert sum(day.phase == "early dedicated" for day in made.schedule.days) == early


def test_a_fresh_exam_keeps_the_next_one_away() -> None:
    made = make_schedule(plan(30, last_exam=(MONDAY - timedelta(days=1), 230)))
    assert exam_days(made.schedule.days)[0] >= MONDAY + timedelta(days=4)


def test_without_a_recent_exam_a_baseline_comes_first() -> None:
    stale = make_schedule(plan(200, last_exam=(MONDAY - timedelta(days=57), 230)))
    fresh = make_schedule(plan(200, last_exam=(MONDAY - timedelta(days=56), 230)))
    assert (exam_days(stale.schedule.days)[0] - MONDAY).days <= 14
    assert (exam_days(fresh.schedule.days)[0] - MONDAY).days > 60


def test_step_1_ramps_up_then_sits_an_nbme_every_one_to_two_weeks() -> None:
    made = make_schedule(plan(26 * 7 + 30, exam=Exam.STEP1))
    days = made.schedule.days
    phases = [day.phase for day in days]
    assert [(name, phases.count(name)) for name in dict.fromkeys(phases)] == [
        ("foundations", 30),
        ("ramp", 112),
        ("dedicated", 70),
    ]
    dedicated = [day for day in exam_days(days) if day >= days[-70].day]
    assert all(7 <= gap <= 14 for gap in gaps(dedicated))
    assert 3 <= len(exam_days(days)) <= 7
    assert all(60 <= day.questions <= 80 for day in days[-70:-1] if day.questions > 40)


@pytest.mark.parametrize(
    ("guide", "taken_from"),
    [
        ("us-img", {"med-peds-non-us-img", "pmr-us-img"}),
        ("pmr-us-img", {"us-img", "med-peds-non-us-img"}),
        ("med-peds-non-us-img", {"us-img", "pmr-us-img"}),
    ],
)
def test_a_silent_guide_says_whose_line_is_used(guide: str, taken_from: set[str]) -> None:
    borrowed = lines_of(guide).borrowed
    assert {name for name in ("us-img", "med-peds-non-us-img", "pmr-us-img") if _gives(name, borrowed)} == taken_from
    assert all(notice.startswith(f"{guide} does not speak of") for notice in borrowed)


def _gives(name: str, borrowed: tuple[str, ...]) -> bool:
    return any(f"the line of {name} is used" in notice for notice in borrowed)


@pytest.mark.parametrize(
    ("guide", "early", "late", "gap"),
    [
        ("us-img", (80, 120), (40, 80), (14, 21)),
        ("pmr-us-img", (40, 80), (40, 80), (14, 21)),
        ("med-peds-non-us-img", (40, 80), (40, 80), (14, 21)),
        ("pmr", (80, 120), (40, 80), (14, 21)),
    ],
)
def test_each_guide_gives_its_own_questions_first(
    guide: str, early: tuple[int, int], late: tuple[int, int], gap: tuple[int, int]
) -> None:
    phases = {phase.name: phase for phase in lines_of(guide).phases}
    assert phases["early dedicated"].questions == early
    assert phases["late dedicated"].questions == late
    assert phases["early dedicated"].gap == gap
    assert phases["late dedicated"].gap == (5, 7)
    assert phases["rotation integration"].questions == (20, 40)


def test_topics_come_up_in_proportion_to_their_weight() -> None:
    focus = plan(120).focus
    days = make_schedule(plan(120, focus=(*focus, *(FocusTopic(topic=name, weight=1) for name in "abc")))).schedule.days
    seen = [topic for day in days for topic in day.focus]
    assert seen.count("cardiology") == pytest.approx(2 * seen.count("a"), rel=0.25)


def test_a_form_without_a_number_can_be_placed() -> None:
    made = make_schedule(plan(20, forms=(PlannedExam(Source("amboss"), ""),)))
    assert [day.practice_exam.title for day in made.schedule.days if day.practice_exam] == ["AMBOSS"]


def test_a_working_day_to_review_lies_between_two_exams_either_side_of_days_away() -> None:
    # 15 days in the last weeks are away: an exam right before and one right after them would leave no day to review
    for start in range(60, 100):
        away = (MONDAY + timedelta(days=start), MONDAY + timedelta(days=start + 9))
        days = make_schedule(plan(112, away=(away,))).schedule.days
        sat = [place for place, day in enumerate(days) if day.practice_exam is not None]
        for first, second in pairwise(sat):
            assert any(not day.rest for day in days[first + 1 : second]), away


def test_the_day_after_an_exam_is_for_its_review_before_any_content() -> None:
    days = make_schedule(plan(112, away=(), hours=(9.0,) * 7)).schedule.days
    place = next(place for place, day in enumerate(days) if day.practice_exam and day.phase == "early dedicated")
    after = next(day for day in days[place + 1 :] if not day.rest)
    # 30 questions, the middle of 20 to 40, take 1.5 h to review, the exam about as long as sitting it, 5 h
    assert after.questions == 30
    assert after.review_hours >= 1.5 + 5
    assert after.questions * 1.5 / 60 + after.review_hours + after.content_hours <= 9


def test_the_eve_has_no_content() -> None:
    eve = make_schedule(plan(40)).schedule.days[-1]
    assert eve.content_hours == 0
    assert eve.review_hours <= 3


@pytest.mark.parametrize(("taken", "left"), [(0, 6), (1, 5), (4, 2), (6, 0), (9, 0)])
def test_step_1_counts_the_nbmes_taken_into_its_six(taken: int, left: int) -> None:
    made = make_schedule(plan(280, exam=Exam.STEP1, exams_taken=taken))
    assert len(exam_days(made.schedule.days)) == left


def test_a_plan_on_the_last_days_counts_them_in_days() -> None:
    made = make_schedule(plan(1, last_exam=(MONDAY - timedelta(days=9), 230)))
    assert any("; 1 day is left" in notice for notice in made.notices)
