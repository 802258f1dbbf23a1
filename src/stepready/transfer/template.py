"""Read the score template people paste in forums: a line a form, `NBME 10: 221 (40 days out)`, and the test date."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from stepready.core.facts.instruments import Instruments
from stepready.core.log.typed_words import MOST_NAME_WORDS, Named, find_name
from stepready.core.values.days import DateOrder, parse_day, written_day
from stepready.core.values.errors import StepreadyError
from stepready.transfer.score_columns import ScoreLines, is_no_value

ENOUGH_FORMS = 2
LONGEST = 300
_LINE = re.compile(r"([^:=]{2,80}?)(?:\s*[:=]|\s+[-\u2013\u2014]+\s)(.*)")
_DASHES = " \t-\u2013\u2014,;"
_MARKS = " \t>*\u2022-"
_OUT = re.compile(
    r"[\s,;(\[\u2013\u2014-]*(\d{1,3})\s*(d|day|days|w|wk|wks|week|weeks)\b(?:\s*(?:out|before|prior|ago))?[\s)\].]*",
    re.IGNORECASE,
)
_ON = re.compile(r"[\s,;(\[\u2013\u2014-]+(?:on\s+)?(\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})[\s)\]]*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*[(\[]\s*(?:on\s+)?([^()\[\]]*\d[^()\[\]]*)[)\]]\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,2}[/.]\d{1,2}")
_VALUE = re.compile(r"(\d{1,3}(?:[.,]\d+)?\s*%?|\d{1,3}\s*(?:/|of|out of)\s*\d{1,3})(?:\s+(\S.*))?", re.IGNORECASE)
_TEST_DATE = re.compile(r"(?:(?:actual|real|step\s*\w+(?:\s*ck)?)\s+)?(?:test|exam)\s+(?:date|day)", re.IGNORECASE)


class Pasted(NamedTuple):
    """One line of a template: its number, what stands before the colon and after it."""

    number: int
    label: str
    said: str

    @property
    def whole(self) -> str:
        """The line in short, as notices name it."""
        return (f"{self.label}: {self.said}" if self.said else self.label)[:80]


class _Said(NamedTuple):
    """What a line says of its form: the value with what may follow it, and the ISO day, empty where none is said."""

    value: str
    day: str


def pasted_lines(text: str, instruments: Instruments) -> list[Pasted]:
    """Return the lines that say something, cut behind what they speak of."""
    lines = ((number, line[:LONGEST].strip(_MARKS)) for number, line in enumerate(text.splitlines(), start=1))
    return [_pasted(number, *_cut(line, instruments), instruments) for number, line in lines if line]


def _cut(line: str, instruments: Instruments) -> tuple[str, str]:
    """Return what stands before and after the mark in the middle, or behind a form's name where there is none."""
    if match := _LINE.fullmatch(line):
        return match[1].strip(_MARKS), match[2].strip(_MARKS)
    words = line.split()
    for length in range(min(MOST_NAME_WORDS + 1, len(words) - 1), 0, -1):
        label = " ".join(words[:length])
        if words[length][0].isdigit() and find_name(label, instruments):
            return label, " ".join(words[length:])
    return line, ""


def _pasted(number: int, label: str, said: str, instruments: Instruments) -> Pasted:
    """Return a line; `NBME 10 (40 days out): 221` says its day before the colon."""
    match = _OUT.search(label)
    if match is None and said and find_name(label, instruments) is None:
        match = _IN_BRACKETS.search(label)
    if match:
        label, said = label[: match.start()] + label[match.end() :], f"{said} {match[0]}"
    return Pasted(number, label.strip(), said)


def looks_pasted(text: str, instruments: Instruments) -> bool:
    """Whether a text is such a template: at least two of its lines begin with a form's name."""
    found = 0
    for line in pasted_lines(text[:10_000], instruments):
        found += bool(line.said) and find_name(line.label, instruments) is not None
    return found >= ENOUGH_FORMS


def template_lines(
    text: str, name: str, given: Mapping[str, str], instruments: Instruments, order: DateOrder | None
) -> ScoreLines:
    """Return a score for each line that names a form, has a value and says a day.

    `40 days out` is counted back from the line `Test date`. What is no score is left out and named.
    """
    pasted = pasted_lines(text, instruments)
    test_date = _test_date(pasted, order)
    rows: list[tuple[int, dict[str, str]]] = []
    left_out, faults = [], []
    for line in pasted:
        if _TEST_DATE.fullmatch(line.label):
            continue
        named = find_name(line.label, instruments)
        try:
            said = _taken_apart(line.said, test_date, given.get("date", ""), order) if named else None
            if named and said and said.value and not is_no_value(said.value) and _is_sitting(named, said, instruments):
                rows.append((line.number, {**given, **_cells(named, line, said)}))
            else:
                left_out.append(line.whole)
        except StepreadyError as problem:
            faults.append(f"line {line.number}: {problem.message}")
    if not rows and not faults:
        raise StepreadyError(
            f"{name} holds no line of a score template; accepted: lines such as `NBME 10: 221 (40 days out)`"
        )
    return ScoreLines(
        rows, faults, (f"left out, no scores of practice exams: {'; '.join(left_out)}",) if left_out else ()
    )


def _test_date(pasted: list[Pasted], order: DateOrder | None) -> date | None:
    """Return the day of the exam, or None where the template says none; raise StepreadyError for what is no day."""
    line = next((line for line in pasted if _TEST_DATE.fullmatch(line.label) and line.said), None)
    if line is None:
        return None
    try:
        return written_day(line.said, order)
    except StepreadyError as problem:
        raise StepreadyError(f"line {line.number}: {problem.message}") from None


def _is_sitting(named: Named, said: _Said, instruments: Instruments) -> bool:
    """Whether a line speaks of an exam that was sat, rather than of a bank, or of a prediction without day or value."""
    is_usable = any(use.usable for use in instruments.of(named.source))
    return not named.source.is_bank and (is_usable or bool(said.day and _VALUE.fullmatch(said.value)))


def _taken_apart(said: str, test_date: date | None, given: str, order: DateOrder | None) -> _Said:
    """Return value and day of `221 (40 days out)`, `221 on 5/12/2027` or `221 (Jun 3)`; else the day that was given."""
    if match := _OUT.search(said):
        if test_date is None:
            raise StepreadyError(
                f"{said[:60]!r} counts from a test date that is not there; accepted: Test date: 2027-07-28"
            )
        weeks = match[2].casefold().startswith("w")
        day = test_date - timedelta(days=int(match[1]) * (7 if weeks else 1))
    elif match := _ON.search(said):
        day = written_day(match[1], order)
    elif (match := _IN_BRACKETS.search(said)) and (on := _day_before(match[1].strip(), test_date, order)):
        day = on
    else:
        return _Said(" ".join(said.split()), given)
    return _Said(" ".join(f"{said[: match.start()]} {said[match.end() :]}".split()), day.isoformat())


def _day_before(text: str, test_date: date | None, order: DateOrder | None) -> date | None:
    """Return the day in brackets, the latest before the test where its year is left out; None for another remark."""
    try:
        return parse_day(text, test_date, order, past=True) if test_date else written_day(text, order)
    except StepreadyError:
        if _NUMBERS.fullmatch(text):
            raise
        return None


def _cells(named: Named, line: Pasted, said: _Said) -> dict[str, str]:
    """Return the cells of a line."""
    value = _VALUE.fullmatch(said.value)
    if value is None:
        raise StepreadyError(f"{line.said[:60]!r} is no score with its day; accepted: 221 (40 days out)")
    if not said.day:
        raise StepreadyError(f"{line.said[:60]!r} says no day; accepted: 221 (40 days out), or --on DATE")
    exam = {"exam": named.exam.value} if named.exam else {}
    return {
        "date": said.day,
        "source": named.source.value,
        "form": named.form,
        "value": value[1],
        "note": (value[2] or "").strip(_DASHES),
        **exam,
    }
