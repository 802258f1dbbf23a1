"""Read the cells of one score as strictly as `log` reads its words."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from stepready.core.facts.exam import Condition, Exam
from stepready.core.facts.names import folded_name
from stepready.core.log.bank import BankTotal
from stepready.core.log.entry import TYPED, SaidBeside, read_conditions, read_entry
from stepready.core.log.typed_totals import total_of, unrated_questions
from stepready.core.log.typed_words import Named, Typed, read_name, with_form
from stepready.core.log.which_exam import exam_of
from stepready.core.values.days import DateOrder, written_day
from stepready.core.values.errors import StepreadyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from stepready.core.facts.instruments import Instruments
    from stepready.core.log.score import Entry
    from stepready.services.import_ import ImportRequest

BANK = "bank"
"""The source of a row that holds a running total."""
_IN_BRACKETS = re.compile(r"(.*\S)\s*[(\[]([^()\[\]]+)[)\]]")
_MOMENT = re.compile(r"(\S.*?)[T ,]+\d{1,2}:\d{2}.*")


class Cells:
    """What an import was told, ready to read row after row; a day and a name that come again are read once."""

    def __init__(self, reading: "ImportRequest", rows: Sequence[tuple[int, dict[str, str]]]) -> None:
        """`rows` are all of the file: without a plan they tell one another's exam."""
        self._reading = reading
        self._planned = reading.planned
        self._exam_told = _telling(reading, reading.planned)
        self._told_by = cache(lambda text: _named_with_conditions(text, reading.instruments))
        self._joined = cache(lambda named, form: with_form(named, form, reading.instruments))
        self._day = cache(lambda text: _day(text, reading.dates))
        self._conditions = cache(lambda text: tuple(read_conditions(text.split(";"))))
        if not reading.exam and not reading.planned:
            self._planned = self._exams_told(rows)
            self._exam_told = _telling(reading, self._planned)

    def entry(self, cells: dict[str, str]) -> "Entry":
        """Return the entry of one row."""
        cell, reading = cells.get, self._reading
        named, taken = self._sat(cells), self._told_by(cells["source"])[1]
        return read_entry(
            named.source,
            named.form,
            cells["value"],
            instruments=reading.instruments,
            exam=self._exam(cells, named),
            day=self._day(cells["date"]),
            today=reading.today,
            unit=cell("unit", "").strip().lower(),
            conditions=(*self._conditions(cell("conditions", "")), *taken),
            **{key: cell(key, "") for key in TYPED},
        )

    def is_bank(self, cells: dict[str, str]) -> bool:
        """Whether a row tells of a question bank without being a session: a running total, or no percent."""
        source, value = folded_name(cells["source"]), cells["value"].strip()
        if source == BANK:
            return True
        is_unrated = not value and cells.get("questions", "").strip().isdigit()
        return is_unrated and self._named(cells["source"]).source.is_bank

    def _sat(self, cells: dict[str, str]) -> Named:
        """Return the instrument of a row with the form of its own cell."""
        return self._joined(self._named(cells["source"]), cells.get("form", ""))

    def _named(self, text: str) -> Named:
        return self._told_by(text)[0]

    def bank_total(self, cells: dict[str, str]) -> BankTotal:
        """Return what one row tells of a question bank; the form is the bank's name, a repeat the second pass."""
        reading = self._reading
        exam = _exam(cells.get("exam", "")) or reading.exam or next(iter(self._planned), None)
        again = Condition.REPEAT in self._conditions(cells.get("conditions", ""))
        told = SaidBeside(
            exam, self._day(cells["date"]), reading.today, pass_number=2 if again else 1, note=cells.get("note", "")
        )
        if folded_name(cells["source"]) != BANK:
            named = self._named(cells["source"])
            return unrated_questions(cells["questions"].strip(), told, named.form or cells.get("form", ""))
        return total_of(f"{cells.get('form', '')} {cells['value']}", told, [])

    def _exam(self, cells: dict[str, str], named: Named) -> Exam:
        """Return the exam that a row says, its name means or the user gave; else the one its value tells."""
        return _exam(cells.get("exam", "")) or named.exam or self._reading.exam or self._told(cells, named)

    def _told(self, cells: dict[str, str], named: Named) -> Exam:
        return self._exam_told(Typed(named, cells["value"]), cells.get("unit", "").strip().lower())

    def _exams_told(self, rows: Sequence[tuple[int, dict[str, str]]]) -> tuple[Exam, ...]:
        """Return the one exam that the rows of a file tell of, if it is one: a Free 120 among them is that exam's."""
        found = set()
        for _, cells in rows:
            try:
                found.add(self._exam(cells, self._sat(cells)))
            except StepreadyError:
                continue
        return tuple(found) if len(found) == 1 else ()


def _telling(reading: "ImportRequest", planned: Sequence[Exam]) -> "Callable[[Typed, str], Exam]":
    """Return what tells the exam of a value and its unit; one that comes again is asked once."""
    return cache(lambda typed, unit: exam_of(typed, unit, reading.instruments, planned))


def _named_with_conditions(text: str, instruments: "Instruments") -> tuple[Named, tuple[Condition, ...]]:
    """Return the instrument of a cell and how it was taken where the cell says that too: `NBME 10 (offline)`."""
    said = _IN_BRACKETS.fullmatch(text.strip())
    words = re.split(r"[;,/]", said[2]) if said else []
    if said and all(word.strip().lower() in list(Condition) for word in words):
        return read_name(said[1], instruments), tuple(read_conditions(words))
    return read_name(text, instruments), ()


def _day(text: str, order: DateOrder | None) -> date:
    """Return the day of a cell; of a moment, the day it is written with."""
    moment = _MOMENT.fullmatch(text.strip())
    return written_day(moment[1] if moment else text, order)


def _exam(text: str) -> Exam | None:
    """Return the exam of a cell, in any writing; None for an empty one."""
    name = folded_name(text)
    if not name:
        return None
    found = next((exam for exam in Exam if name in (exam.value, folded_name(exam.label))), None)
    if found is None:
        raise StepreadyError(f"{text[:40]!r} is not an exam; accepted: {', '.join(exam.value for exam in Exam)}")
    return found
