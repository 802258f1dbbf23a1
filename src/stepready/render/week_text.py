"""Planned against done, day by day, in a terminal and as JSON."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from stepready.core.log.day_log import LOST, DayState
from stepready.core.schedule.planned_and_done import Account, DayAccount, Work, monday_of
from stepready.core.shapes import plain
from stepready.core.values.wording import WEEKDAYS, count, listed, number
from stepready.core.values.wording import day as short_day
from stepready.render.terminal import Colour, Terminal, wrapped

HEAD = f"{'':<14}{'questions':>10} {'hours':>10}  "


def account_lines(account: Account, as_of: date, terminal: Terminal, events: Mapping[date, str]) -> Iterator[str]:
    """Write one line a day under a line for each week, then the sums; days so far as done of planned.

    `events` are what falls on a day beside its study: the exam.
    """
    by_week = groupby(account.days, key=lambda day: monday_of(day.day))
    for place, (monday, group) in enumerate(by_week):
        if place:
            yield ""
        week = list(group)
        phases = listed(list(dict.fromkeys(day.plan.phase for day in week if day.plan is not None)))
        yield from wrapped(f"Week of {short_day(monday)}" + (f" · {phases}" if phases else ""), terminal.width)
        yield terminal.paint(HEAD.rstrip(), Colour.DIM)
        for day in week:
            yield _line(day, as_of, terminal, events.get(day.day))
    yield ""
    yield from wrapped(sums_of(account, as_of), terminal.width, indent="  ")


def account_json(account: Account) -> dict[str, Any]:
    """Return the days with what was planned and done, and the sums."""
    return {
        "schema": 1,
        "from": account.days[0].day.isoformat(),
        "to": account.days[-1].day.isoformat(),
        "days": [_day_json(day) for day in account.days],
        "totals": {
            "planned": _totals(account.planned),
            "done": {**_totals(account.done), "percent": account.percent},
        },
    }


def _line(day: DayAccount, as_of: date, terminal: Terminal, event: str | None) -> str:
    mark = ">" if day.day == as_of else _mark(day, as_of, terminal)
    start = f"{mark} {WEEKDAYS[day.day.weekday()]} {short_day(day.day):>6}  "
    cells = cells_of(day, as_of, event)
    text = f"{start}{cells.questions:>10} {cells.hours:>10}  {cells.what}".rstrip()
    shown = terminal.cut(text)
    if day.plan is not None and day.plan.practice_exam is not None:
        return terminal.paint(shown, Colour.BOLD)
    return terminal.paint(shown, Colour.DIM) if not day.planned.questions and day.day != as_of else shown


class DayCells(NamedTuple):
    """What a line about a day says: done of planned, and what the day is for or what became of it."""

    questions: str
    hours: str
    what: str


def cells_of(day: DayAccount, as_of: date, event: str | None = None) -> DayCells:
    """Return what a line about a day says."""
    is_so_far = day.day <= as_of
    hours = done_of(day.done.hours, day.planned.hours, is_so_far=is_so_far)
    return DayCells(
        questions=done_of(day.done.questions, day.planned.questions, is_so_far=is_so_far),
        hours=f"{hours} h" if hours else "",
        what=_what(day, as_of, event),
    )


def _mark(day: DayAccount, as_of: date, terminal: Terminal) -> str:
    if day.state is DayState.DONE:
        return terminal.mark("pass")
    return terminal.mark("fail") if day.day < as_of and _is_missing(day) else " "


def _is_missing(day: DayAccount) -> bool:
    """Whether work that was planned was not done."""
    return day.done.questions < day.planned.questions or len(day.done.exams) < len(day.planned.exams)


def done_of(done: float, planned: float, *, is_so_far: bool) -> str:
    """Write `40/60` of a day so far, `60` of one ahead, nothing where neither is."""
    if not is_so_far:
        return number(planned) if planned else ""
    return f"{number(done)}/{number(planned)}" if done or planned else ""


def _what(day: DayAccount, as_of: date, event: str | None) -> str:
    """Say what the day is for, or what became of it."""
    parts = [event] if event else []
    parts += [day.state.value] if day.state in LOST else []
    exams = day.done.exams or day.planned.exams
    parts += [f"{exam.title} done" if day.done.exams else exam.title for exam in exams]
    if day.plan is None:
        parts += [] if parts or day.done != Work() else ["not planned"]
    elif day.plan.rest:
        parts += [] if parts else [day.plan.note or "rest"]
    elif day.is_replanned and day.day < as_of:
        parts += [] if parts else ["replanned"]
    elif not exams:
        parts.append(", ".join(day.plan.focus))
    elif not day.done.exams:
        parts.append(day.plan.note)
    return ", ".join(part for part in parts if part)


def sums_of(account: Account, as_of: date) -> str:
    """Add up the days: done of planned, the share of right answers, the practice exams."""
    if all(day.plan is None and day.done == Work() for day in account.days):
        return "No study day falls in this time."
    so_far = [day for day in account.days if day.day <= as_of]
    planned, done = account.planned, account.done
    parts = [
        f"{done_of(done.questions, planned.questions, is_so_far=bool(so_far)) or '0'} questions",
        f"{done_of(done.hours, planned.hours, is_so_far=bool(so_far)) or '0'} h",
    ]
    if account.percent is not None:
        parts.append(f"{number(account.percent)} % right")
    if planned.exams or done.exams:
        exams = max(len(planned.exams), len(done.exams))
        parts.append(
            f"{len(done.exams)} of {count(exams, 'practice exam')}" if so_far else count(exams, "practice exam")
        )
    return f"In all: {' · '.join(parts)}"


def _day_json(day: DayAccount) -> dict[str, Any]:
    return {
        "date": day.day.isoformat(),
        "planned": {**_totals(day.planned), "practice_exam": _exam(day.planned)},
        "done": {**_totals(day.done), "percent": day.percent, "practice_exam": _exam(day.done)},
        "state": day.state.value,
        "rest": day.plan.rest if day.plan is not None else None,
        "focus": list(day.plan.focus) if day.plan is not None else [],
    }


def _totals(work: Work) -> dict[str, Any]:
    return {"questions": work.questions, "hours": work.hours}


def _exam(work: Work) -> Any:
    """Return the practice exam of a day, the last where there are two."""
    return plain(work.exams[-1]) if work.exams else None
