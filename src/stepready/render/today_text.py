"""`today` in a terminal, on one line for a prompt, and as JSON."""

from typing import Any

from stepready.core.log.day_log import LOST, DayState
from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.values.wording import WEEKDAYS, count, full_day, listed, number, to_exam
from stepready.core.values.wording import day as short_day
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.today import Today

BAR = 20


def today_text(today: Today, terminal: Terminal) -> str:
    """Write the day: what is planned, what is done, what is next."""
    lines = [terminal.paint(line, Colour.BOLD) for line in wrapped(_title(today), terminal.width)]
    lines.append("")
    for name, texts in (
        ("Planned", ["" if today.is_free else planned(today.day)]),
        ("Done", _done(today, terminal)),
        ("Next", today.next),
    ):
        for place, text in enumerate(text for text in texts if text):
            first = f"  {name if place == 0 else '':<9}"
            lines += wrapped(text, terminal.width, indent=" " * 11, first=first)
    return terminal.plain("\n".join(lines))


def _title(today: Today) -> str:
    parts = [full_day(today.as_of), _to_exam(today)]
    if today.day is not None:
        parts.append(today.day.phase)
    return " · ".join(parts)


def _to_exam(today: Today) -> str:
    days = today.days_to_exam
    if days is None:
        return f"no test date for {today.exam.label} yet"
    return to_exam(today.exam.label, days)


def planned(day: PlannedDay | None, *, done: tuple[str, ...] = ()) -> str:
    """Write what a day of the schedule holds, an exam that is `done` as such; nothing without one."""
    if day is None:
        return ""
    if day.rest:
        return day.note or "rest"
    exam = "" if day.practice_exam is None else day.practice_exam.title
    parts = [f"{exam} done" if exam in done else exam] if exam else []
    if day.questions:
        parts.append(count(day.questions, "question"))
    hours = ((day.review_hours, "review"), (day.content_hours, "content"))
    parts += [f"{given:g} h {what}" for given, what in hours if given]
    return " · ".join(parts) + (f" ({day.note})" if day.note else "")


def _done(today: Today, terminal: Terminal) -> list[str]:
    planned = today.day.questions if today.day is not None else 0
    said = [*today.done_exams, *([f"{number(today.done_hours)} h"] if today.done_hours else []), *_word(today.state)]
    if not planned:
        questions = [count(today.done, "question")] if today.done else []
        return [*questions, *said]
    filled = min(BAR, BAR * today.done // planned)
    full, empty = ("#", "-") if terminal.ascii else ("█", "░")
    right = f", {number(today.done_percent)} % right" if today.done and today.done_percent is not None else ""
    return [f"{full * filled}{empty * (BAR - filled)} {today.done} of {planned} questions{right}", *said]


def _word(state: DayState) -> list[str]:
    """Return the word for a day that is lost; a day done or open shows by its work."""
    return [state.value] if state in LOST else []


def short_text(today: Today | None, terminal: Terminal) -> str:
    """Write today on one line; nothing without a plan."""
    if today is None:
        return ""
    days = today.days_to_exam
    parts = [_short_days(days)]
    if today.day is not None and today.day.practice_exam is not None:
        done = listed(today.done_exams)
        parts.append(f"{done} done" if done else f"{today.day.practice_exam.title} today")
    elif today.day is not None:
        asked = [] if today.day.rest else [f"{today.done}/{today.day.questions} q"]
        parts.append(" ".join([*([today.state.value] if today.is_lost else []), *asked]) or "rest")
    elif today.done:
        parts.append(f"{today.done} q")
    if today.next_exam is not None and today.next_exam.practice_exam is not None:
        when = today.next_exam.day
        parts.append(f"{today.next_exam.practice_exam.title} {WEEKDAYS[when.weekday()]} {short_day(when)}")
    if today.behind:
        parts.append(f"{today.behind} behind")
    return terminal.plain(" · ".join(parts))


def _short_days(days: int | None) -> str:
    if days is None:
        return "no test date"
    if days <= 0:
        return "exam today" if days == 0 else f"exam {-days} d ago"
    return f"{days} d"


def today_json(today: Today) -> dict[str, Any]:
    """Return the day's own keys, then what is done and next; the day's keys are null without a schedule."""
    from stepready.render.schedule_export import COLUMNS, day_json  # noqa: PLC0415 - `today --json` alone

    day = day_json(today.day) if today.day is not None else dict.fromkeys(COLUMNS)
    return {
        "schema": 1,
        **day,
        "date": today.as_of.isoformat(),
        "exam": today.exam.value,
        "exam_date": today.exam_date.isoformat() if today.exam_date is not None else None,
        "days_to_exam": today.days_to_exam,
        "done": {
            "questions": today.done,
            "hours": today.done_hours,
            "percent": today.done_percent,
            "practice_exams": list(today.done_exams),
        },
        "state": today.state.value,
        "behind_by_questions": today.behind,
        "behind_by_hours": today.behind_hours,
        "next_practice_exam": day_json(today.next_exam) if today.next_exam is not None else None,
        "next": list(today.next),
        "notices": list(today.notices),
    }
