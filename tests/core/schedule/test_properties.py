"""What holds for every plan and every availability, and through every replan."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stepready.core.facts.exam import Exam
from stepready.core.log.day_log import Studied, by_day
from stepready.core.log.score import QbankDay
from stepready.core.schedule.current import current
from stepready.core.schedule.make import make_schedule
from stepready.core.schedule.planned_days import PlannedDay, Schedule, Week
from stepready.core.schedule.progress import Progress, progress
from stepready.core.schedule.remedy import Remedy
from stepready.core.schedule.replan import replan
from stepready.core.schedule.request import Request, is_away
from tests.core.schedule.plans import MONDAY, STEP1_FORMS, exam_days, gaps, lines_of, plan, to_review, total

GUIDES = ("us-img", "pmr", "pmr-us-img", "prelim-im-non-us-img", "med-peds-non-us-img")
ANSWER_MINUTES = 1.5
EXAM_HOURS = 5
ROUNDS = settings(max_examples=60, deadline=None)


@st.composite
def weeks(draw: st.DrawFn) -> Week | None:
    hours = st.sampled_from((0.0, 0.5, 1.0, 2.5, 4.0, 9.0, 12.0))
    return draw(st.none() | st.tuples(hours, hours, hours, hours, hours, hours, hours))


@st.composite
def plans(draw: st.DrawFn) -> Request:
    exam = draw(st.sampled_from((Exam.STEP2CK, Exam.STEP2CK, Exam.STEP1)))
    as_of = MONDAY + timedelta(days=draw(st.integers(0, 6)))
    days = draw(st.integers(1, 280))
    start, length = draw(st.integers(-5, 280)), draw(st.integers(0, 25))
    away = (as_of + timedelta(days=start), as_of + timedelta(days=start + length))
    made = plan(
        days,
        as_of=as_of,
        exam=exam,
        guide="us-img" if exam is Exam.STEP1 else draw(st.sampled_from(GUIDES)),
        hours=draw(weeks()),
        rest_weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1, max_size=3)))),
        away=draw(st.sampled_from(((), (away,)))),
        questions_left=draw(st.none() | st.integers(0, 6000)),
        bank_done_by=draw(st.none() | st.integers(1, 300).map(lambda later: as_of + timedelta(days=later))),
        last_exam=draw(st.none() | st.tuples(st.just(as_of - timedelta(days=3)), st.floats(150, 270))),
    )
    if exam is Exam.STEP2CK:
        return replace(made, forms=made.forms[draw(st.integers(0, len(made.forms))) :])
    return replace(made, forms=STEP1_FORMS)


def hours_given(request: Request, day: PlannedDay) -> float:
    settings_ = request.settings
    if is_away(day.day, settings_) or day.day.weekday() in settings_.rest_weekdays:
        return 0.0
    own = None if settings_.hours is None else settings_.hours[day.day.weekday()]
    if own is not None:
        return own
    line = next(phase for phase in request.lines.phases if phase.name == day.phase).day
    return line.weekend_hours if day.day.weekday() >= 5 else line.weekday_hours


def holds(request: Request, days: tuple[PlannedDay, ...], exam: date) -> None:
    """Assert everything that must be true of any schedule."""
    assert [day.day for day in days] == [
        request.as_of + timedelta(days=step) for step in range((exam - request.as_of).days)
    ]
    order = [phase.name for phase in request.lines.phases]
    assert [order.index(day.phase) for day in days] == sorted(order.index(day.phase) for day in days)
    forms = [day.practice_exam for day in days if day.practice_exam is not None]
    assert len(set(forms)) == len(forms)
    assert set(forms) <= set(request.forms)
    for day in days:
        given_hours = hours_given(request, day)
        assert day.rest == (given_hours == 0)
        assert 0 <= day.questions <= 120
        assert day.practice_exam is None or (day.questions == 0 and not day.rest and (exam - day.day).days > 2)
        asked = day.questions * ANSWER_MINUTES / 60 + day.review_hours + day.content_hours
        asked += EXAM_HOURS if day.practice_exam is not None else 0
        # of an exam day alone, only where no weekday has an exam's hours, and then the day says so
        assert asked <= given_hours + 1e-9 or (day.practice_exam and "more than this day has" in day.note)
    short = [day for day in days if "more than this day has" in day.note]
    long = [day for day in days if hours_given(request, day) >= EXAM_HOURS]
    assert not short or not long
    for start in range(len(days) - 6):
        assert any(day.rest for day in days[start : start + 7])


@ROUNDS
@given(plans())
def test_every_plan_keeps_days_phases_rest_forms_and_hours(request: Request) -> None:
    made = make_schedule(request)
    holds(request, made.schedule.days, request.exam_date)


@ROUNDS
@given(plans())
def test_practice_exams_never_come_closer_than_the_rhythm(request: Request) -> None:
    sat = exam_days(make_schedule(request).schedule.days)
    assert all(gap >= 5 for gap in gaps(sat))
    if request.last_exam is not None and sat:
        assert (sat[0] - request.last_exam[0]).days >= 5


def logged(kept: Schedule, as_of: date, share: float, today: int) -> Studied:
    """Do the same share of every day's questions before today, and so many today."""
    done = {day.day: round(day.questions * share) for day in kept.days if day.day < as_of}
    done[as_of] = today
    return by_day(QbankDay(day=day, percent=70, questions=count, sessions=1) for day, count in done.items() if count)


SHARES = st.sampled_from((0.0, 0.5, 0.9, 1.0, 1.3))


@ROUNDS
@given(plans(), st.integers(0, 60), SHARES, st.integers(0, 200))
def test_no_replan_loses_or_invents_a_question(request: Request, after: int, share: float, today: int) -> None:
    kept = make_schedule(request).schedule
    assume(after < len(kept.days))
    now = replace(request, as_of=request.as_of + timedelta(days=after), last_exam=None)
    now = replace(now, reviewing=to_review(kept, now.as_of))
    log = logged(kept, now.as_of, share, today)
    done = progress(kept, log, now.as_of)
    found = replan(kept, now, done)
    for option in found.options:
        assert option.planned + option.dropped + option.unplaced == total(kept.from_day(now.as_of)) + done.missing
        assert 0 <= option.dropped <= (done.behind if option.choice is Remedy.GIVE_UP else 0)
        holds(now, option.schedule.days, option.schedule.exam_date)
        assert all(gap >= 5 for gap in gaps(exam_days(option.schedule.days)))
        assert (option.schedule.exam_date > request.exam_date) == (option.choice is Remedy.MOVE_EXAM)
    assert len(found.options) in (range(1, 7) if done.behind else (0,))
    days = [(option.schedule.days, option.dropped) for option in found.options]
    assert all(one not in days[:place] for place, one in enumerate(days))


@ROUNDS
@given(plans(), st.integers(1, 60), SHARES, st.integers(0, 200), st.integers(-40, 40))
def test_what_is_kept_owes_what_was_owed_less_what_was_dropped(
    request: Request, after: int, share: float, today: int, moved: int
) -> None:
    kept = make_schedule(request).schedule
    assume(after < len(kept.days) + min(moved, 0))
    as_of = request.as_of + timedelta(days=after)
    now = replace(request, as_of=as_of, exam_date=request.exam_date + timedelta(days=moved), last_exam=None)
    now = replace(now, reviewing=to_review(kept, as_of))
    log = logged(kept, as_of, share, today)
    done = progress(kept, log, as_of)
    standing = total(current(kept, now).schedule.days)
    found = replan(kept, now, done)
    for option in found.options:
        assert option.keeping.from_day(as_of) == option.schedule.days
        owed = max(total(kept.days), total(kept.days) - total(kept.from_day(as_of)) + standing)
        assert total(option.keeping.days) == owed - option.dropped
        later = progress(option.keeping, log, as_of)
        assert later.missing == (option.unplaced if done.behind else done.missing + option.unplaced)


@ROUNDS
@given(plans(), st.integers(1, 30))
def test_days_begin_today_even_before_the_day_the_schedule_was_made(request: Request, earlier: int) -> None:
    kept = make_schedule(request).schedule
    now = replace(request, as_of=request.as_of - timedelta(days=earlier))
    found = current(kept, now)
    holds(now, found.schedule.days, request.exam_date)
    assert total(found.schedule.days) + found.displaced >= total(kept.days)


@ROUNDS
@given(plans(), st.integers(0, 60), st.integers(-30, 30))
def test_a_form_taken_today_keeps_today_and_no_other_day(request: Request, place: int, moved: int) -> None:
    kept = make_schedule(request).schedule
    sat = [day for day in kept.days if day.practice_exam is not None]
    assume(sat)
    today = sat[place % len(sat)]
    exam = request.exam_date + timedelta(days=moved)
    assume((exam - today.day).days >= 3)  # no exam is shown on the last two days
    left = tuple(form for form in request.forms if form != today.practice_exam)
    now = replace(request, as_of=today.day, exam_date=exam, forms=left, last_exam=None, sat=today.practice_exam)
    days = current(kept, now).schedule.days
    assert [day.day for day in days if day.practice_exam == today.practice_exam] == [today.day]
    backlog = Progress(planned_before=50, done_before=0, planned_today=0, done_today=0)
    for option in replan(kept, now, backlog).options:
        again = [day.day for day in option.schedule.days if day.practice_exam == today.practice_exam]
        assert again == [today.day]


@ROUNDS
@given(st.lists(st.tuples(st.integers(1, 200), st.booleans()), min_size=1, max_size=4), st.sampled_from(GUIDES))
def test_a_guides_lines_do_not_depend_on_the_plan(days: list[tuple[int, bool]], guide: str) -> None:
    made = [make_schedule(plan(length, lines=lines_of(guide))).schedule for length, _ in days]
    longest = max(made, key=lambda schedule: len(schedule.days))
    for schedule in made:
        last = min(len(schedule.days), 14)
        assert [day.phase for day in schedule.days[-last:]] == [day.phase for day in longest.days[-last:]]


@ROUNDS
@given(plans(), st.integers(0, 60), st.integers(-20, 20))
def test_no_exam_ahead_comes_closer_than_the_shortest_gap_to_one_taken(
    request: Request, place: int, shift: int
) -> None:
    kept = make_schedule(request).schedule
    planned = [day for day in kept.days if day.practice_exam is not None]
    assume(planned)
    form, sat_on = (
        planned[place % len(planned)].practice_exam,
        planned[place % len(planned)].day + timedelta(days=shift),
    )
    assume(kept.days[0].day <= sat_on < request.exam_date)
    left = tuple(other for other in request.forms if other != form)
    now = replace(request, as_of=sat_on, forms=left, last_exam=(sat_on, 230.0), sat=form)
    days = current(kept, now).schedule.days
    least = min(phase.gap[0] for phase in request.lines.phases if phase.gap is not None)
    assert days[0].practice_exam == form
    assert all(gap >= least for gap in gaps(exam_days(days))[:1])
    assert sum(day.practice_exam == form for day in days) == 1
