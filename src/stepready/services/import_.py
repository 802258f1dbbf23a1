"""Bring scores in from CSV, or everything from the JSON of `export`: all of it, or nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from stepready.core.facts.exam import Exam
from stepready.core.facts.instruments import folded_name
from stepready.core.log.belonging import exam_of
from stepready.core.log.entry import read_entry
from stepready.core.log.words import Named, Typed, read_name
from stepready.core.values.days import DateOrder, written_day
from stepready.core.values.errors import StepreadyError
from stepready.store.intake import Brought, Incoming, Intake
from stepready.transfer.document import read_export
from stepready.transfer.table import decode, read_table

if TYPE_CHECKING:
    from stepready.core.facts.instruments import Instruments
    from stepready.core.log.score import Entry
    from stepready.store.book import Book

Progress = Callable[[int, int], None]
STRIDE = 1000
LARGEST_KEPT_ID = 1_000_000_000


class ImportRequest(NamedTuple):
    """What an import needs to know: the scales, the day, the exam of rows that name none, headings to map.

    Without an `exam`, a row goes where its name, form and value tell, else to the first of the exams `planned`.
    """

    instruments: "Instruments"
    today: date
    exam: Exam | None
    mapping: Sequence[str] = ()
    progress: Progress | None = None
    planned: Sequence[Exam] = ()
    dates: DateOrder | None = None


class Imported(NamedTuple):
    """What came in, and what the user should know of it."""

    brought: Brought
    notices: tuple[str, ...]


def import_data(book: "Book", data: bytes, name: str, reading: ImportRequest, *, keep: bool) -> Imported:
    """Read a file's bytes and add what the log lacks; without `keep`, only say what that would be.

    Raise StepreadyError naming every bad line by number and why; nothing was changed then.
    """
    text = decode(data, name)
    intake, notices = _read(text, name, reading._replace(planned=book.planned()))
    brought = book.bring_in(intake, keep=keep)
    kept = [f"the {exam.label} plan of this log stays; the file's was left out" for exam in brought.kept_plans]
    return Imported(brought, (*notices, *kept))


def _read(text: str, name: str, reading: ImportRequest) -> tuple[Intake, tuple[str, ...]]:
    if text.lstrip().startswith(("{", "[")):
        if reading.mapping:
            raise StepreadyError("--map is for CSV tables; the JSON of `export` has its own names")
        return _renumbered(read_export(text, name, reading.instruments, reading.today))
    table = read_table(text, name, reading.mapping)
    faults, entries = list(table.faults), []
    for place, (line, cells) in enumerate(table.rows):
        if reading.progress and place % STRIDE == 0:
            reading.progress(place, len(table.rows))
        try:
            entries.append(Incoming(_entry(cells, reading)))
        except StepreadyError as problem:
            faults.append(f"line {line}: {problem.message}")
    if reading.progress:
        reading.progress(len(table.rows), len(table.rows))
    if faults:
        raise refused(faults, name)
    ignored = (f"columns ignored: {', '.join(table.ignored)}",) if table.ignored else ()
    return Intake(entries, origin=name), ignored


def _renumbered(intake: Intake) -> tuple[Intake, tuple[str, ...]]:
    """Forget the ids of an export when one is so large that few would be left after it."""
    if all((score.id or 0) <= LARGEST_KEPT_ID for score in intake.numbered):
        return intake, ()
    told = f"ids above {LARGEST_KEPT_ID} are not kept: the scores of the file get new ids"
    return intake._replace(numbered=[score._replace(id=None) for score in intake.numbered]), (told,)


def refused(faults: list[str], name: str) -> StepreadyError:
    """Return the error for a file with bad lines, in the order of the lines."""
    lines = sorted(faults, key=lambda fault: int(fault.split(":")[0].split()[-1]))
    count = "1 bad line" if len(lines) == 1 else f"{len(lines)} bad lines"
    return StepreadyError(f"{count} in {name}; nothing was imported", tuple(lines))


def _entry(cells: dict[str, str], reading: ImportRequest) -> "Entry":
    """Read one row as strictly as `log` reads its words."""
    cell = cells.get
    named = read_name(cells["source"], reading.instruments)
    return read_entry(
        cells["source"],
        cell("form", ""),
        cells["value"],
        instruments=reading.instruments,
        exam=_exam(cell("exam", "")) or named.exam or reading.exam or _exam_told(cells, named, reading),
        day=written_day(cells["date"], reading.dates),
        today=reading.today,
        unit=cell("unit", "").strip().lower(),
        questions=cell("questions", ""),
        p_pass=cell("p_pass", ""),
        conditions=cell("conditions", "").split(";"),
        topic=cell("topic", ""),
        note=cell("note", ""),
    )


def _exam(text: str) -> Exam | None:
    """Return the exam of a cell, in any writing; None for an empty one."""
    name = folded_name(text)
    if not name:
        return None
    found = next((exam for exam in Exam if name in (exam.value, folded_name(exam.label))), None)
    if found is None:
        raise StepreadyError(f"{text[:40]!r} is not an exam; accepted: {', '.join(exam.value for exam in Exam)}")
    return found


def _exam_told(cells: dict[str, str], named: Named, reading: ImportRequest) -> Exam:
    """Return the exam that a row's name, form and value tell, else the one planned."""
    typed = Typed(named._replace(form=named.form or cells.get("form", "").strip()), cells["value"])
    return exam_of(typed, cells.get("unit", "").strip().lower(), reading.instruments, reading.planned)
