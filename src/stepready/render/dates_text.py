"""`dates` in a terminal: one line a test day, then the days to act by."""

from collections.abc import Callable
from datetime import date

from stepready.core.dates.sweep import EARLY_OCTOBER, SweptDay
from stepready.core.forecast.data_limits import legend
from stepready.core.season.key_day import KeyDay
from stepready.core.values import dataclass
from stepready.core.values.days import last_seat
from stepready.core.values.wording import WEEKDAYS, day, day_from, full_day, marked, never_certain, number
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.dates import Dated

UNKNOWN = "?"
INSTEAD = {
    "recommended": "! what `check` recommends",
    "likeliest of the window": "! what `check` names: the likeliest of the window, though none serves by this log",
}
SAFE_WIDTH = 58
SHOWN = ("review_opens", EARLY_OCTOBER, "rank_list_due")
SHORT = {"review_opens": "review", "rank_list_due": "ranks"}
NAMES = {"review_opens": "review opens", EARLY_OCTOBER: "early October", "rank_list_due": "rank list due"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, width, how a row fills it, and which columns go first when the width is short."""

    head: str
    width: int
    cell: Callable[[SweptDay], str]
    spare: int = 0


def dates_text(dated: Dated, terminal: Terminal) -> str:
    """Write the whole screen."""
    parts = [_title(dated, terminal)]
    if dated.rows:
        parts += ["", *_table(dated, terminal), "", *_legend(dated, terminal)]
    if dated.trade:
        parts += ["", *wrapped(f"{dated.trade[0].upper()}{dated.trade[1:]}.", terminal.width)]
    if dated.advice:
        parts += ["", *wrapped(dated.advice, terminal.width)]
    if any(row.exam_verdict == "taken" for row in dated.rows):
        parts += _days("After the exam", dated.after_exam, dated, terminal)
    else:
        parts += _last_safe(dated, terminal) + _guides(dated, terminal)
        parts += _days("Decide by", dated.decide_by_parts, dated, terminal)
    for notice in dated.notices:
        parts += ["", *wrapped(notice, terminal.width)]
    return terminal.plain("\n".join(parts))


def _title(dated: Dated, terminal: Terminal) -> str:
    target = f", target {dated.target}" if dated.target is not None else ""
    season = f", season {dated.season}" if dated.deadlines else ""
    title = f"Test dates for {dated.exam.label}{season}{target} ({dated.shown_guide})"
    return "\n".join(terminal.paint(line, Colour.BOLD) for line in wrapped(title, terminal.width))


def _columns(dated: Dated, terminal: Terminal) -> list[Column]:
    """Return the columns that the width holds."""
    columns = [
        Column(str(dated.rows[0].exam_date.year), 10, lambda row: _short(row.exam_date)),
        Column("score", 5, lambda row: UNKNOWN if row.mean is None else number(round(row.mean)), spare=2),
        Column("target", 6, lambda row: score_cell(row, row.p_target)),
        Column("pass", 5, lambda row: score_cell(row, row.p_pass), spare=3),
    ]
    if dated.deadlines:
        october = day(dated.deadlines[EARLY_OCTOBER])
        columns += [
            Column("review", 6, lambda row: chance_cell(row.p_score_by["review_opens"])),
            Column(october, 6, lambda row: chance_cell(row.p_score_by[EARLY_OCTOBER]), spare=5),
            Column("ranks", 5, lambda row: chance_cell(row.p_score_by["rank_list_due"]), spare=4),
            Column("window", 10, lambda row: row.timing.value.replace("-", " ") if row.timing else "", spare=1),
        ]
    else:
        columns.append(Column("score by", 9, lambda row: day(row.score_typical)))
    columns.append(Column("rules", 7, lambda row: row.exam_verdict))
    while sum(column.width + 2 for column in columns) > terminal.width and any(c.spare for c in columns):
        columns.remove(max(columns, key=lambda column: column.spare))
    return columns


def _table(dated: Dated, terminal: Terminal) -> list[str]:
    columns = _columns(dated, terminal)
    head = "  ".join(_fit(column, column.head, at) for at, column in enumerate(columns))
    lines = [terminal.paint(f"  {head}".rstrip(), Colour.DIM)]
    year = dated.rows[0].exam_date.year
    for row in dated.rows:
        if row.exam_date.year != year:
            year = row.exam_date.year
            lines.append(terminal.paint(f"  {year}", Colour.DIM))
        lines.append(_line(row, columns, dated, terminal))
    return lines


def _line(row: SweptDay, columns: list[Column], dated: Dated, terminal: Terminal) -> str:
    cells = "  ".join(_fit(column, column.cell(row), at) for at, column in enumerate(columns))
    line = f"{_mark(row, dated)} {cells}".rstrip()
    if row.exam_date == dated.planned:
        return terminal.paint(line, Colour.BOLD)
    return line if row.exam_date in dated.starred else terminal.paint(line, Colour.DIM)


def _mark(row: SweptDay, dated: Dated) -> str:
    if row.exam_date == dated.planned:
        return ">"
    if dated.instead is not None and row.exam_date == dated.instead.on:
        return "!"
    return "*" if row.exam_date in dated.starred else " "


def _fit(column: Column, text: str, place: int) -> str:
    return f"{text:<{column.width}}" if place == 0 or column.head in ("window", "rules") else f"{text:>{column.width}}"


def _legend(dated: Dated, terminal: Terminal) -> list[str]:
    marks = []
    if dated.planned is not None:
        is_row = any(row.exam_date == dated.planned for row in dated.rows)
        beaten = is_row and bool(dated.starred) and not dated.stands and dated.planned not in dated.starred
        marks.append(f"> booked{' (another date beats it)' if beaten else ''}")
    if dated.instead is not None and any(row.exam_date == dated.instead.on for row in dated.rows):
        marks.append(INSTEAD[dated.instead.strength])
    against = SHORT[dated.compared_by] if dated.deadlines else "being early"
    if dated.starred:
        marks.append(f"* no other date is as good on both target and {against}, and better on one")
    marks += [legend(reason) for reason in dict.fromkeys(row.unsupported for row in dated.rows) if reason]
    booked = next((row for row in dated.rows if row.exam_date == dated.planned), None)
    today = f" (the booked day is {booked.today_says})" if booked is not None and booked.today_says else ""
    marks.append(f"rules: what the go rules are expected to say by then{today}")
    return wrapped("; ".join(marks) + ".", terminal.width)


def _last_safe(dated: Dated, terminal: Terminal) -> list[str]:
    """List the last test days for the deadlines that matter: a table, or sentences where it does not fit."""
    if not dated.deadlines:
        return []
    rows = [(NAMES[name], dated.last_safe[name].p90, dated.last_safe[name].p99) for name in SHOWN]
    rows += [(f"if review {day_from(other.on, dated.as_of)}", other.p90, other.p99) for other in dated.last_safe_if]
    if terminal.width < SAFE_WIDTH:
        lines = ["", terminal.paint("Last safe test day", Colour.BOLD)]
        for name, p90, p99 in rows:
            told = f"{name}: 90 % {_ahead(p90, dated)}; 99 % {_ahead(p99, dated)}"
            lines += wrapped(told, terminal.width, indent="    ", first="  ")
        return lines
    lines = ["", terminal.paint(f"{'Last safe test day':<25}{'90 %':<17}99 %", Colour.BOLD)]
    return lines + [f"  {name:<21}  {_ahead(p90, dated):<15}  {_ahead(p99, dated)}" for name, p90, p99 in rows]


def _short(value: date) -> str:
    return f"{WEEKDAYS[value.weekday()]} {day(value):>6}"


def _ahead(last: date, dated: Dated) -> str:
    """Write the last day up to one that a test centre seats people on."""
    last = last_seat(last)
    return full_day(last) if last > dated.as_of else f"{day_from(last, dated.as_of)}, past"


def _days(title: str, days: tuple[KeyDay, ...], dated: Dated, terminal: Terminal) -> list[str]:
    if not days:
        return []
    lines = ["", terminal.paint(title, Colour.BOLD)]
    for part in days:
        past = ", past" if part.on < dated.as_of else ""
        nearest = "  <- next" if part == dated.decide_by else ""
        told = f"{part.label}{past} ({part.status}){nearest}"
        lines += wrapped(told, terminal.width, indent=" " * 19, first=f"  {full_day(part.on):<15}  ")
    return lines


def _guides(dated: Dated, terminal: Terminal) -> list[str]:
    """List who says what about the last good day; one line once all of it is past."""
    if not dated.guides:
        return []
    if all(max(windows.on_time_until, windows.risky_until) < dated.as_of for windows in dated.guides):
        return ["", *wrapped("The last test days of every guide's windows are past.", terminal.width)]
    lines = ["", terminal.paint("Last test day on time, guide by guide", Colour.BOLD)]
    for windows in dated.guides:
        mark = ">" if windows.guide == dated.guide else " "
        words = f"ideal to {_until(windows.ideal_until, dated)}"
        if windows.ideal_until < windows.acceptable_until < windows.on_time_until:
            words += f"; acceptable to {_until(windows.acceptable_until, dated)}"
        told = f"{_until(windows.on_time_until, dated)} ({words})"
        told += f"; when clearly below: {windows.says}" if windows.says else ""
        lines += wrapped(
            told,
            terminal.width,
            indent=" " * (25 if terminal.width >= SAFE_WIDTH else 10),
            first=f"{mark} {windows.shown:<21}  ",
        )
    return lines


def _until(last: date, dated: Dated) -> str:
    return day_from(last, dated.as_of) + (", past" if last < dated.as_of else "")


def chance_cell(probability: float | None) -> str:
    """Write a probability of a date alone, or that it is unknown."""
    return UNKNOWN if probability is None else never_certain(probability)


def score_cell(row: SweptDay, probability: float | None) -> str:
    """Write a probability of a score, marked where no data support it, or that it is unknown."""
    return UNKNOWN if probability is None else marked(probability, supported=row.supported)
