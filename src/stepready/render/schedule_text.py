"""The schedule in a terminal: a list of days by week, or a month as a grid; and the four ways on side by side."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from stepready.core.forecast.data_limits import legend
from stepready.core.log.day_log import LOST
from stepready.core.schedule.planned_and_done import DayAccount, monday_of
from stepready.core.schedule.planned_days import PlannedDay, StudySettings
from stepready.core.schedule.remedy import Remedy
from stepready.core.values.wording import MONTHS, WEEKDAYS, count, full_day, listed, marked, number, time_left
from stepready.core.values.wording import day as short_day
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.render.week_text import account_lines, done_of, sums_of
from stepready.services.schedule import Preview, Previews, Shown

WEEK = timedelta(days=7)
CELLS = 7
HEAD = f"{'':<14}{'q':>4}  {'review':>6}  {'content':>7}  favour"
WAYS = {1: "One way", 2: "Two ways", 3: "Three ways", 4: "Four ways", 5: "Five ways", 6: "Six ways"}
NBSP = "\u00a0"


def weeks_text(shown: Shown, terminal: Terminal, first: date, last: date) -> str:
    """Write the days from one to another, planned against done, with their sums."""
    events = {shown.schedule.exam_date: shown.schedule.exam.label}
    body = account_lines(shown.account(first, last), shown.as_of, terminal, events)
    return terminal.plain("\n".join([*_head(shown, terminal), "", *body, *_then(shown, last)]))


def schedule_text(shown: Shown, terminal: Terminal) -> str:
    """Write every day to the exam's eve, as a list by week."""
    body = _list(shown, shown.schedule.days, terminal)
    return terminal.plain("\n".join([*_head(shown, terminal), "", *body]))


def this_week(shown: Shown) -> tuple[date, date]:
    """Return the days to show unasked: from this week's Monday to a week from today, or to the exam's eve.

    Once the exam is here, the week up to its eve.
    """
    eve = shown.schedule.exam_date - timedelta(days=1)
    if eve < shown.as_of:
        return monday_of(eve), eve
    return monday_of(shown.as_of), min(eve, shown.as_of + WEEK)


def week_of(shown: Shown, start: date | None) -> tuple[date, date]:
    """Return Monday and Sunday of the week that holds a day (default: today)."""
    monday = monday_of(start or shown.as_of)
    return monday, monday + WEEK - timedelta(days=1)


def whole_month(shown: Shown, start: date | None) -> tuple[date, date]:
    """Return the first and the last day of the month that holds a day (default: today)."""
    first = (start or shown.as_of).replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_text(shown: Shown, terminal: Terminal, start: date | None) -> str:
    """Write a month as a grid, a row a week and two lines a day: questions done of planned, or what the day is."""
    found = shown.account(*whole_month(shown, start))
    body = [*_grid(found.days, shown.as_of, terminal), "", *wrapped(sums_of(found, shown.as_of), terminal.width)]
    return terminal.plain("\n".join([*_head(shown, terminal), "", *body, *_then(shown, found.days[-1].day)]))


def made_text(shown: Shown, terminal: Terminal) -> str:
    """Say what was made: the phases, the practice exams, the hours it rests on."""
    lines = [
        *_head(shown, terminal),
        "",
        *(line for text in _phases(shown) for line in wrapped(text, terminal.width, indent=" " * 4, first="  ")),
        "",
        *wrapped(f"Practice exams: {_exams(shown)}", terminal.width, indent="  "),
        *wrapped(_given(shown.settings), terminal.width, indent="  "),
        "",
        "`stepready schedule show` shows the days, `stepready today` what to do now.",
    ]
    return terminal.plain("\n".join(lines).replace(NBSP, " "))


def _head(shown: Shown, terminal: Terminal) -> list[str]:
    schedule = shown.schedule
    left = time_left(schedule.exam_date, shown.as_of)
    title = f"{schedule.exam.label} on {full_day(schedule.exam_date)} · {left} · {shown.guide}"
    return [terminal.paint(line, Colour.BOLD) for line in wrapped(title, terminal.width)]


def _phases(shown: Shown) -> Iterator[str]:
    for phase, group in groupby(shown.schedule.days, key=lambda day: day.phase):
        days = list(group)
        worked = [day.questions for day in days if day.questions]
        least, most = (min(worked), max(worked)) if worked else (0, 0)
        a_day = f"{least}-{most}" if least < most else str(most)
        first, last = short_day(days[0].day), short_day(days[-1].day)
        when = first if first == last else f"{first} - {last}"
        yield f"{when}  {phase}: {a_day} questions a day, {sum(worked)} in all"


def _exams(shown: Shown) -> str:
    placed = [
        f"{day.practice_exam.title} {WEEKDAYS[day.day.weekday()]} {short_day(day.day)}".replace(" ", NBSP)
        for day in shown.schedule.days
        if day.practice_exam
    ]
    return listed(placed) if placed else "none"


def _given(settings: StudySettings) -> str:
    """Say what hours, rest days, days away and bank the schedule rests on."""
    if settings.hours is None:
        parts = ["Hours: the guide's"]
    else:
        own = [f"{WEEKDAYS[day]} {hours:g}" for day, hours in enumerate(settings.hours) if hours is not None]
        others = "" if None not in settings.hours else ", other days the guide's"
        parts = [f"Hours: {', '.join(own)}{others}"]
    parts.append("rest " + listed([WEEKDAYS[day] for day in settings.rest_weekdays]))
    if settings.away:
        parts.append("away " + listed([_range(first, last) for first, last in settings.away]))
    parts += [
        f"rotation {_range(rotation.first, rotation.last)} at most {rotation.hours:g} h on weekdays"
        for rotation in settings.rotations or ()
    ]
    if settings.questions_left is not None:
        by = f", done by {full_day(settings.bank_done_by)}" if settings.bank_done_by else ""
        parts.append(f"{settings.questions_left} questions left in the bank as today began{by}")
    return " · ".join(parts)


def _range(first: date, last: date) -> str:
    return short_day(first) if first == last else f"{short_day(first)} to {short_day(last)}"


def _list(shown: Shown, days: Sequence[PlannedDay], terminal: Terminal) -> Iterator[str]:
    """Write one line a day, under a line for each week and phase."""
    by_week = groupby(days, key=lambda day: day.day - timedelta(day.day.weekday()))
    for place, (monday, group) in enumerate(by_week):
        if place:
            yield ""
        week = list(group)
        phases = listed(list(dict.fromkeys(day.phase for day in week)))
        asked = f"{sum(day.questions for day in week)} questions"
        yield from wrapped(f"Week of {short_day(monday)} · {phases} · {asked}", terminal.width)
        yield terminal.paint(HEAD, Colour.DIM)
        for day in week:
            yield _line(day, shown.as_of, terminal)


def _line(day: PlannedDay, as_of: date, terminal: Terminal) -> str:
    mark = ">" if day.day == as_of else " "
    start = f"{mark} {WEEKDAYS[day.day.weekday()]} {short_day(day.day):>6}  "
    text = terminal.cut(start + _work(day))
    if day.rest:
        return terminal.paint(text, Colour.DIM)
    return terminal.paint(text, Colour.BOLD) if day.practice_exam is not None or day.day == as_of else text


def _work(day: PlannedDay) -> str:
    if day.rest:
        return f"   {day.note or 'rest'}"
    topics = ", ".join(day.focus)
    if day.practice_exam is not None:
        return f"   {day.practice_exam.title} · {topics}" + (f" · {day.note}" if day.note else "")
    hours = f"{f'{day.review_hours:g} h':>6}  {f'{day.content_hours:g} h':>7}"
    return f"{day.questions:>4}  {hours}  {topics}"


def _grid(days: Sequence[DayAccount], as_of: date, terminal: Terminal) -> Iterator[str]:
    width = min(16, terminal.width // CELLS)
    yield f"{MONTHS[days[0].day.month - 1]} {days[0].day.year}"
    yield "".join(f"{name:<{width}}" for name in WEEKDAYS).rstrip()
    for _, group in groupby(days, key=lambda day: monday_of(day.day)):
        by_weekday = {day.day.weekday(): day for day in group}
        row = [by_weekday.get(weekday) for weekday in range(CELLS)]
        yield "".join(f"{_number(day, as_of, width):<{width}}" for day in row).rstrip()
        yield "".join(_cell(day, as_of, width, terminal) for day in row).rstrip()


def _number(day: DayAccount | None, as_of: date, width: int) -> str:
    if day is None:
        return ""
    if day.day != as_of:
        return str(day.day.day)
    named = f"{day.day.day} today"
    return named if len(named) < width else f">{day.day.day}"


def _cell(day: DayAccount | None, as_of: date, width: int, terminal: Terminal) -> str:
    if day is None:
        return " " * width
    text, colour = _said_of(day, as_of)
    shown = text[: width - 1]
    return (terminal.paint(shown, colour) if colour and shown else shown) + " " * (width - len(shown))


def _said_of(day: DayAccount, as_of: date) -> tuple[str, Colour | None]:
    """Return what the grid says of a day, shortest first, and how it is painted."""
    exams = day.done.exams or day.planned.exams
    if exams:
        return exams[0].title, Colour.BOLD
    if day.state in LOST:
        return day.state.value, Colour.DIM
    if day.plan is not None and day.plan.rest:
        return "rest", Colour.DIM
    questions = done_of(day.done.questions, day.planned.questions, is_so_far=day.day <= as_of)
    return (f"{questions} q" if questions else ""), None


def _then(shown: Shown, last: date) -> Iterator[str]:
    """Name the next practice exam after the days shown."""
    coming = next((day for day in shown.schedule.days if day.day > last and day.practice_exam is not None), None)
    if coming is not None and coming.practice_exam is not None:
        yield ""
        yield f"Then: {coming.practice_exam.title} on {full_day(coming.day)}"


def replan_text(previews: Previews, terminal: Terminal, *, only: Remedy | None = None) -> str:
    """Write the ways on, each in a few lines under its rule, or the one chosen; what they share stands above."""
    lines = wrapped(_missing(previews), terminal.width)
    booked = next((found for found in previews.previews if not _moves(found)), None)
    if booked is not None:
        lines += wrapped(f"Now {_week_before(booked)}; {_forecast(booked)}.", terminal.width)
    lines.append("")
    for preview in previews.previews:
        choice = preview.option.choice
        if only not in (None, choice):
            continue
        name = f"{previews.replan.number_of(choice)} {choice.value}"
        first, *more = wrapped(f"{name}: {choice.rule}", terminal.width, indent="  ", first="")
        lines += [first.replace(name, terminal.paint(name, Colour.BOLD), 1), *more]
        for text in _option_lines(preview, forecast=booked is None or _moves(preview)):
            lines += wrapped(text, terminal.width, indent="  ")
    for notice in previews.notices:
        lines += ["", *wrapped(f"Note: {notice}", terminal.width)]
    return terminal.plain("\n".join(lines))


def _moves(preview: Preview) -> bool:
    """Whether a way on moves the test date."""
    return preview.option.choice is Remedy.MOVE_EXAM


def replanned_text(chosen: Remedy | None, terminal: Terminal, *, kept: bool, offered: bool) -> str:
    """Say what became of a replan."""
    if chosen is not None and kept:
        told = f"Kept: {chosen.value}. `stepready undo` takes it back."
    elif chosen is not None:
        told = "Nothing was changed (--dry-run)."
    elif offered:
        told = "Nothing was changed; `stepready schedule replan --choose CHOICE` keeps one."
    else:
        return ""
    return terminal.plain("\n" + "\n".join(wrapped(told, terminal.width)))


def _missing(previews: Previews) -> str:
    found = previews.replan
    names = [day.practice_exam.title for day in found.missed if day.practice_exam is not None]
    missed = f"; not taken: {listed(names)}" if names else ""
    if not found.options:
        return "Nothing is missing: the log is level with the schedule or ahead of it."
    if found.backlog:
        ways = len(found.options)
        return f"{count(found.backlog, 'question')} behind{missed}. {WAYS.get(ways, str(ways))} on:"
    return f"No question is missing{missed}. One way on:"


def _option_lines(preview: Preview, *, forecast: bool) -> Iterator[str]:
    """Say what one way on does to the days, the hours and the coverage, and to the forecast where it moves the date."""
    option = preview.option
    covered = "" if option.coverage == 1 else f" · {number(100 * option.coverage)} % of the work is covered"
    yield (
        f"{option.says} · today {count(option.today, 'question')}, about {round(option.a_day)} a working day, at most "
        f"{option.most} · {number(option.week_hours)} h a week, {number(option.week_content)} content{covered}"
    )
    if forecast:
        yield _forecast(preview)
    yield from option.notices


def _week_before(preview: Preview) -> str:
    option = preview.option
    return f"{number(option.week_hours_before)} h a week, {number(option.week_content_before)} of them content"


def _forecast(preview: Preview) -> str:
    exam_date = full_day(preview.option.schedule.exam_date)
    if preview.mean is None:
        return f"no forecast for {exam_date}: too little is logged"
    chances = [
        f"{name} {marked(value, supported=preview.unsupported is None)}"
        for name, value in (("target", preview.p_target), ("pass", preview.p_pass))
        if value is not None
    ]
    why = f" ({legend(preview.unsupported)})" if preview.unsupported else ""
    return f"forecast for {exam_date}: {number(preview.mean)}" + "".join(f", {chance}" for chance in chances) + why
