"""`cohort` in a terminal."""

from collections.abc import Iterable, Iterator, Mapping

from stepready.core.values.wording import count, day_from, full_day, listed, marked, signed
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.own_statement import OwnStatement
from stepready.render.check_text import VERDICT_COLOURS
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.cohort import Cohort, CohortGroup, CohortStudent

NOT_AGREED = "{} did not agree to be seen: no more is known here than this number."
OWN_STATEMENT = "Each verdict is the student's own statement, worked out by the student's own program."
UNSUPPORTED = "? unsupported: no data stand behind this chance; the student's own `check` says why."
DECIDED_NOW = "Verdicts are decided now where the scores are shown; elsewhere they are the student's own statement."


WORD = len("unknown")


def cohort_text(found: Cohort, shown: tuple[CohortStudent, ...], terminal: Terminal) -> str:
    """Write who needs somebody first, then the others, and how all are spread."""
    blocks = [
        [*_head(found, terminal), *wrapped(doubt_of(shown), terminal.width)],
        [line for student in shown for line in _student(student, found, terminal)],
        [line for group in found.groups for line in _group(group, terminal)],
    ]
    return terminal.plain("\n\n".join("\n".join(block) for block in blocks if block))


def spread(counted: Mapping[ExamVerdict, int]) -> str:
    """Write how many have each verdict: `2 no-go, 1 early`."""
    return ", ".join(f"{number} {verdict}" for verdict, number in counted.items() if number)


def doubt_of(shown: Iterable[CohortStudent]) -> str:
    """Return what the mark beside a chance means, where one of the students has it; else nothing."""
    said = (student.said for student in shown if student.said is not None)
    marks = any(not each.supported and (each.p_target, each.p_pass) != (None, None) for each in said)
    return UNSUPPORTED if marks else ""


def _head(found: Cohort, terminal: Terminal) -> Iterator[str]:
    agreed = count(len(found.students), "student")
    how = f": {spread(found.verdicts)}" if found.students else ""
    yield terminal.paint(f"{full_day(found.as_of)}: {agreed} agreed to be seen{how}", Colour.BOLD)
    yield from wrapped(NOT_AGREED.format(count(found.not_agreed, "student")), terminal.width)
    yield from wrapped(DECIDED_NOW if found.decided_now else OWN_STATEMENT, terminal.width)


def _student(student: CohortStudent, found: Cohort, terminal: Terminal) -> Iterator[str]:
    said = student.said
    colour = VERDICT_COLOURS.get(student.verdict, Colour.DIM)
    booked = "no exam planned"
    if said is not None and said.exam is not None:
        booked = f"{said.exam.label}, {_day(said, found)}"
    line = terminal.cut(f"{student.verdict.value:<{WORD}} {student.shown}  {booked}")
    yield terminal.paint(line[:WORD], colour) + line[WORD:]
    if details := [*(_figures(said, found) if said is not None else ()), *student.why_stale]:
        yield from wrapped("; ".join(details), terminal.width, " " * (WORD + 1))


def _day(said: OwnStatement, found: Cohort) -> str:
    if said.exam_date is None:
        return "no test date"
    days = (said.exam_date - found.as_of).days
    when = f"in {count(days, 'day')}" if days > 0 else "today" if days == 0 else f"{count(-days, 'day')} ago"
    return f"{full_day(said.exam_date)} ({when})"


def _figures(said: OwnStatement, found: Cohort) -> Iterator[str]:
    if said.level is not None:
        pace = "" if said.trend is None else f" ({signed(said.trend)} a week)"
        yield f"level {round(said.level)}{pace}"
    if said.mean is not None:
        yield f"expected {round(said.mean)}"
    chances = [
        (name, chance) for name, chance in (("target", said.p_target), ("pass", said.p_pass)) if chance is not None
    ]
    if chances:
        yield listed([f"{name} {marked(chance, supported=bool(said.supported))}" for name, chance in chances])
    if said.last_entry is not None:
        yield f"last entry {day_from(said.last_entry, found.as_of)}"
    if said.day != found.as_of:
        yield f"said on {day_from(said.day, found.as_of)}"


def _group(group: CohortGroup, terminal: Terminal) -> list[str]:
    if group.verdicts is None:
        text = f"Classes of fewer than five: {count(group.students, 'student')}, not broken down."
    else:
        text = f"{group.name or 'No class named'}: {count(group.students, 'student')}: {spread(group.verdicts)}"
    return wrapped(text, terminal.width)
