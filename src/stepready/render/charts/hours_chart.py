"""`chart hours` for a terminal: a bar for every week, done of planned, with its practice exams."""

from datetime import timedelta

from stepready.core.schedule.planned_and_done import A_WEEK, monday_of
from stepready.core.values.wording import day, number
from stepready.render.charts.page import Height, page, sentences
from stepready.render.terminal import Colour, Terminal
from stepready.render.text_width import columns, cut
from stepready.services.chart.hours import HoursChart, HoursWeek, Mock, MockState

LEFT, NUMBERS, NARROWEST = 8, 12, 10
AHEAD = timedelta(days=2 * A_WEEK)
SIGNS = {MockState.KEPT: "◆", MockState.MISSED: "◇", MockState.AHEAD: "▸"}
ASCII_SIGNS = {MockState.KEPT: "X", MockState.MISSED: "o", MockState.AHEAD: ">"}


def hours_text(chart: HoursChart, terminal: Terminal, height: Height) -> str:
    """Return the weeks as text: every line within the terminal's width, within the height."""
    title = f"{chart.exam.label}: hours a week, done of planned, {day(chart.as_of)} {chart.as_of.year}"
    if not chart.weeks:
        return sentences(title, chart.reads, terminal, height)
    return page(
        title,
        lambda rows: _picture(chart, terminal, len(chart.weeks) if height.complete else rows),
        legend=_legend(chart, terminal),
        reads=chart.reads,
        height=height,
        terminal=terminal,
        least=min(len(chart.weeks), 6),
    )


def _picture(chart: HoursChart, terminal: Terminal, rows: int) -> list[str]:
    """Draw as many weeks as there are rows for, up to the one after next; the oldest give way."""
    until = monday_of(chart.as_of) + AHEAD
    near = sum(week.monday <= until for week in chart.weeks)
    last = max(near, min(rows, len(chart.weeks)))
    weeks = chart.weeks[max(0, last - rows) : last]
    beside = max((columns(_exams(week.mocks, terminal)) for week in weeks), default=0)
    room = max(NARROWEST, terminal.width - LEFT - NUMBERS - min(beside, terminal.width // 3))
    most = max(max(week.planned, week.done) for week in weeks) or 1
    return [_line(week, chart, terminal, room, most) for week in weeks]


def _line(week: HoursWeek, chart: HoursChart, terminal: Terminal, room: int, most: float) -> str:
    done = round(room * week.done / most)
    left = max(0, round(room * week.planned / most) - done)
    full, empty = ("#", ".") if terminal.ascii else ("█", "░")
    is_so_far = week.monday <= chart.as_of
    hours = f"{number(week.done)}/{number(week.planned)} h" if is_so_far else f"{number(week.planned)} h"
    mark = ">" if week.monday == monday_of(chart.as_of) else " "
    bar = f"{full * done}{empty * left}"
    line = cut(f"{mark}{day(week.monday):>6} {bar:<{room}} {hours:>10} {_exams(week.mocks, terminal)}", terminal.width)
    shown = line.rstrip()
    return shown if is_so_far else terminal.paint(shown, Colour.DIM)


def _exams(mocks: tuple[Mock, ...], terminal: Terminal) -> str:
    signs = ASCII_SIGNS if terminal.ascii else SIGNS
    return " ".join(f"{signs[mock.state]} {mock.title}" for mock in mocks)


def _legend(chart: HoursChart, terminal: Terminal) -> str:
    """Name what is drawn."""
    full, empty = ("#", ".") if terminal.ascii else ("█", "░")
    signs = ASCII_SIGNS if terminal.ascii else SIGNS
    there = {mock.state for week in chart.weeks for mock in week.mocks}
    parts = [f"{full} done", f"{empty} planned and not done"]
    parts += [f"{signs[state]} practice exam {state.value}" for state in MockState if state in there]
    return " · ".join(parts)
