"""Bring scores in from CSV, or everything from the JSON of `export`: all of it, or nothing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from stepready.core.facts.exam import Exam
from stepready.core.log.bank import checked_total, named_as_before
from stepready.core.log.same_form import double_sittings, is_same_sitting
from stepready.core.log.score import Entry
from stepready.core.values.days import DateOrder
from stepready.core.values.errors import StepreadyError, bad_lines
from stepready.core.values.wording import listed
from stepready.services.score_cells import Cells
from stepready.store.intake import Brought, Incoming, Intake
from stepready.transfer.document import read_export
from stepready.transfer.guessed_mapping import Layout, proposed, proposed_template
from stepready.transfer.headings import UnfitError
from stepready.transfer.score_columns import ScoreLines, score_lines
from stepready.transfer.sheet import Sheet, decode, is_workbook, text_sheet, workbook_sheet
from stepready.transfer.template import looks_pasted, template_lines
from stepready.transfer.wide import wide_lines

if TYPE_CHECKING:
    from stepready.core.facts.instruments import Instruments
    from stepready.core.log.bank import BankTotal
    from stepready.store.book import Book

Progress = Callable[[int, int], None]
STRIDE = 1000
LARGEST_KEPT_ID = 1_000_000_000


class ImportRequest(NamedTuple):
    """What an import needs to know: the scales, the day, the exam of rows that name none, headings to map.

    Without an `exam`, a row goes where its name, form and value tell, else to the first of the exams `planned`, else
    to the one the other rows tell. `source` and `on` stand for what a row does not say; `layout` None is a table, and
    a file that looks otherwise is asked about.
    """

    instruments: "Instruments"
    today: date
    exam: Exam | None
    mapping: Sequence[str] = ()
    progress: Progress | None = None
    planned: Sequence[Exam] = ()
    dates: DateOrder | None = None
    layout: Layout | None = None
    source: str = ""
    on: date | None = None

    @property
    def given(self) -> dict[str, str]:
        """The cells said beside the file, by our column names."""
        said = {"source": self.source, "date": self.on.isoformat() if self.on else ""}
        return {column: cell for column, cell in said.items() if cell}


class Imported(NamedTuple):
    """What came in, and what the user should know of it."""

    brought: Brought
    notices: tuple[str, ...]


def import_data(book: "Book", data: bytes, name: str, reading: ImportRequest, *, keep: bool) -> Imported:
    """Read a file's bytes and add what the log lacks; without `keep`, only say what that would be.

    Raise StepreadyError naming every bad line by number and why; nothing was changed then.
    """
    intake, notices = _read(book, data, name, reading._replace(planned=book.planned()))
    intake = intake._replace(topic=reading.instruments.topics().canonical)
    asked = _unknown_topics(book, intake, reading.instruments)
    brought = book.bring_in(intake, keep=keep)
    kept = [f"the {exam.label} plan of this log stays; the file's was left out" for exam in brought.kept_plans]
    return Imported(brought, (*notices, *kept, *asked))


def _unknown_topics(book: "Book", intake: Intake, instruments: "Instruments") -> list[str]:
    """Ask about the topics of a file that are not known and not yet in the log."""
    topics = dict.fromkeys(getattr(one.value, "topic", "") for one in intake.numbered)
    if not any(topics):
        return []
    known = instruments.topics()
    new = [topic for topic in topics if not known.is_known(topic)]
    logged = {score.topic for score in book.scores()} if new else set()
    asked = [f"{topic} ({near}?)" if (near := known.like(topic)) else topic for topic in new if topic not in logged]
    return [f"topics that are not known, kept as your own: {', '.join(asked)}"] if asked else []


def _read(book: "Book", data: bytes, name: str, reading: ImportRequest) -> tuple[Intake, tuple[str, ...]]:
    if is_workbook(data):
        lines = _lines(workbook_sheet(data, name), name, reading)
        return _intake(book, lines, name, reading), lines.notices
    text, told = decode(data, name)
    if text.lstrip().startswith(("{", "[")):
        if reading.mapping or reading.given or reading.layout:
            raise StepreadyError(
                "--map, --source, --on and --from are for tables; the JSON of `export` has its own names"
            )
        intake, renumbered = _renumbered(read_export(text, name, reading.instruments, reading.today))
        return intake, (*renumbered, *_kept_double(intake))
    if reading.layout is Layout.TEMPLATE:
        lines = template_lines(text, name, reading.given, reading.instruments, reading.dates)
        lines = lines._replace(notices=(*told, *lines.notices))
    elif reading.layout is None and looks_pasted(text, reading.instruments):
        raise proposed_template(text, name, reading.dates)
    else:
        lines = _lines(text_sheet(text, told, name=name), name, reading)
    return _intake(book, lines, name, reading), lines.notices


def _lines(sheet: Sheet, name: str, reading: ImportRequest) -> ScoreLines:
    """Return a sheet's scores, in the layout named; raise the refusal with a proposal when the headings fit none."""
    if reading.layout is Layout.WIDE:
        return wide_lines(sheet, name, reading.mapping, reading.given, reading.instruments)
    try:
        return score_lines(sheet, name, reading.mapping, reading.given)
    except UnfitError as unfit:
        raise proposed(unfit, sheet, name, reading.mapping, reading.instruments, dates=reading.dates) from None


def _intake(book: "Book", lines: ScoreLines, name: str, reading: ImportRequest) -> Intake:
    """Return the entries of all lines; raise StepreadyError naming every bad one."""
    faults = list(lines.faults)
    entries: list[tuple[int, Entry]] = []
    told: list[tuple[int, BankTotal]] = []
    read = Cells(reading, lines.rows)
    for place, (line, cells) in enumerate(lines.rows):
        if reading.progress and place % STRIDE == 0:
            reading.progress(place, len(lines.rows))
        try:
            if read.is_bank(cells):
                told.append((line, read.bank_total(cells)))
            else:
                entries.append((line, read.entry(cells)))
        except StepreadyError as problem:
            faults.append(f"line {line}: {problem.message}")
    if reading.progress:
        reading.progress(len(lines.rows), len(lines.rows))
    totals, unfit = _checked_totals(book, told)
    faults += [*_doubles(entries), *unfit]
    if faults:
        raise bad_lines(faults, name)
    return Intake([Incoming(value) for value in (*(entry for _, entry in entries), *totals)], origin=name)


def _checked_totals(book: "Book", told: "list[tuple[int, BankTotal]]") -> "tuple[list[BankTotal], list[str]]":
    """Return running totals under the names their banks have, and the lines whose total cannot stand."""
    totals, faults = [], []
    here = {exam: list(book.bank_totals(exam)) for exam in {total.exam for _, total in told}}
    known = Counter(replace(total, id=0, uid="") for kept in here.values() for total in kept)
    for line, typed in sorted(told, key=lambda one: (one[1].day, one[0])):
        total = named_as_before(typed, here[typed.exam])
        totals.append(total)
        if known[total] > 0:
            known[total] -= 1
            continue
        try:
            here[total.exam].append(checked_total(total, here[total.exam]))
        except StepreadyError as problem:
            faults.append(f"line {line}: {problem.message}")
    return totals, faults


def _doubles(entries: "list[tuple[int, Entry]]") -> list[str]:
    """Name the lines that speak of a practice sitting an earlier line speaks of."""
    faults = []
    there: dict[tuple[Any, ...], list[tuple[int, Entry]]] = defaultdict(list)
    for line, entry in entries:
        if entry.source.is_bank:
            continue
        beside = there[entry.exam, entry.source, entry.day]
        twin = next((number for number, other in beside if is_same_sitting(other, entry)), None)
        if twin is not None:
            named = entry.source.titled(entry.form)
            faults.append(f"line {line}: {named} of {entry.day.isoformat()} is in line {twin} already; accepted: once")
        beside.append((line, entry))
    return faults


def _kept_double(intake: Intake) -> list[str]:
    """Name the practice sittings of an export that it has in several rows: they come back as they were."""
    scores = [one.value for one in intake.numbered if isinstance(one.value, Entry)]
    named = [f"{rows[0].source.titled(rows[0].form)} of {rows[0].day.isoformat()}" for rows in double_sittings(scores)]
    return [f"in several rows, counted once: {listed(named)}; `stepready doctor` names the rows"] if named else []


def _renumbered(intake: Intake) -> tuple[Intake, tuple[str, ...]]:
    """Forget the ids of an export when one is so large that few would be left after it."""
    if all((score.id or 0) <= LARGEST_KEPT_ID for score in intake.numbered):
        return intake, ()
    told = f"ids above {LARGEST_KEPT_ID} are not kept: the scores of the file get new ids"
    return intake._replace(numbered=[score._replace(id=None) for score in intake.numbered]), (told,)
