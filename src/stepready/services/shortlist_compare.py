"""`shortlist compare`: what other test days do to the list, in full and in one line."""

from collections.abc import Sequence
from datetime import date, timedelta

from stepready.core.applying.application import with_outlook
from stepready.core.applying.comparing import Compared, Scenario, compare
from stepready.core.case import Case
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, day_from, percent, signed
from stepready.core.verdict.decision import decide
from stepready.guides.library import Library
from stepready.services.applying import outlook_on, season_on
from stepready.services.shortlist import Desk, cost_of, desk_on
from stepready.store.book import Book

A_YEAR = timedelta(weeks=52)


def compare_days(book: Book, library: Library, as_of: date, days: Sequence[date] = ()) -> tuple[Compared, ...]:
    """Return what other test days do to the list; without days, the booked, the proposed, later ones, a year on.

    A score in hand comes from no other day: there it is the booked day and a year on.
    """
    desk = desk_on(book, library, as_of)
    if not desk.standings:
        raise StepreadyError("there are no programmes to compare; `stepready programs import FILE` takes your table")
    past = [day for day in days if day < as_of and day != desk.case.plan.exam_date]
    if past:
        raise StepreadyError(f"{past[0].isoformat()} is past; accepted: the booked day, today and later")
    return compare_at(desk, days)


def compare_at(desk: Desk, days: Sequence[date] = ()) -> tuple[Compared, ...]:
    """Return the same for a desk, without any programme too."""
    on = [line.standing for line in desk.listed()]
    base = Scenario(what="booked" if desk.case.plan.exam_date else "today", application=desk.application)
    scenarios = [_scenario(desk, what, day) for what, day in _asked(desk, days)]
    return compare([each.programme for each in on], scenarios, base, cost_of(desk, on))


def _asked(desk: Desk, days: Sequence[date]) -> list[tuple[str, date]]:
    """Return the test days to compare, each with what it is."""
    if days:
        return [("asked", day) for day in days]
    booked = desk.case.test_day
    if desk.case.plan.result is not None:
        return [("booked", booked), ("next cycle", booked + A_YEAR)]
    found = [("booked" if desk.case.plan.exam_date else "today", booked)]
    delay = decide(desk.case).exam.delay if desk.case.plan.exam_date and desk.case.plan.result is None else None
    if delay is not None and delay.to is not None:
        found.append(("proposed", delay.to))
    found += [("two weeks on", booked + timedelta(weeks=2)), ("four weeks on", booked + timedelta(weeks=4))]
    return [*found, ("next cycle", booked + A_YEAR)]


def _scenario(desk: Desk, what: str, day: date) -> Scenario:
    """Return the application that a test day's score would carry, in the season it can still serve."""
    season = season_on(desk.case, desk.library, day)
    return Scenario(what=what, application=with_outlook(desk.application, outlook_on(desk.case, day, season)))


def delay_line(book: Book, library: Library, case: Case, to: date) -> str:
    """Say in one line what a delay does to the list, or to every programme not ruled out while none is built."""
    desk = Desk(book, library, case)
    of = "list" if desk.kept is not None and desk.kept.built_on is not None else "table, no list being built yet"
    on = [line.standing.programme for line in desk.listed()]
    base = Scenario(what="booked", application=desk.application)
    (row,) = compare(on, [_scenario(desk, "proposed", to)], base, 0)
    come = f", {row.gained} come" if row.gained else ""
    return (
        f"Your {of}: of {count(row.kept + row.lost, 'programme')} likely to be reached on the booked day, {row.kept} "
        f"stay and {row.lost} are lost by sitting on {day_from(to, case.as_of)}{come}; seen at review "
        f"{percent(desk.application.outlook.p_seen)} before, {percent(row.p_seen_at_review)} then"
        f"{_interviews(row)}. `stepready shortlist compare`"
    )


def _interviews(row: Compared) -> str:
    """Say what the day does to the interviews to be expected; nothing where none can be said."""
    if row.difference is None:
        return ""
    change = row.difference.interviews.mean
    return (
        f"; interviews to be expected {signed(change)}" if round(change, 1) else "; as many interviews to be expected"
    )
