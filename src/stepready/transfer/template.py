"""Read the score template people paste in forums: a line a form, `NBME 10: 221 (40 days out)`, and the test date."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from stepready.core.facts.instruments import Instruments
from stepready.core.log.words import Named, read_name
from stepready.core.values.days import DateOrder, written_day
from stepready.core.values.errors import StepreadyError
from stepready.transfer.score_table import NO_VALUE, ScoreLines

ENOUGH_FORMS = 2
LONGEST = 300
_LINE = re.compile(r"([^:=]{2,80})[:=](.*)")
_MARKS = " \t>*\u2022-"
_OUT = re.compile(
    r"[\s,;(\[\u2013\u2014-]*(\d{1,3})\s*(d|day|days|w|wk|wks|week|weeks)\b(?:\s*(?:out|before|prior|ago))?[\s)\].]*",
    re.IGNORECASE,
)
_ON = re.compile(r"[\s,;(\[\u2013\u2014-]+(?:on\s+)?(\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})[\s)\]]*", re.IGNORECASE)
_VALUE = re.compile(r"(\d{1,3}(?:[.,]\d+)?\s*%?|\d{1,3}\s*(?:/|of|out of)\s*\d{1,3})(?:\s+(\S.*))?", re.IGNORECASE)
_TEST_DATE = re.compile(r"(?:(?:actual|real|step\s*\w+(?:\s*ck)?)\s+)?(?:test|exam)\s+(?:date|day)", re.IGNORECASE)
_OLD_NEW = re.compile(r"((?:(?:old|new)\s+)+)(free\s*-?\s*120)", re.IGNORECASE)


class Pasted(NamedTuple):
    """One line of a template: its number, what stands before the colon and after it."""

    number: int
    label: str
    said: str

    @property
    def whole(self) -> str:
        """The line in short, as notices name it."""
        return f"{self.label}: {self.said}".strip()[:80]


def pasted_lines(text: str) -> list[Pasted]:
    """Return the lines that say something of something."""
    found = ((number, _LINE.fullmatch(line[:LONGEST])) for number, line in enumerate(text.splitlines(), start=1))
    return [_pasted(number, match[1].strip(_MARKS), match[2].strip(_MARKS)) for number, match in found if match]


def _pasted(number: int, label: str, said: str) -> Pasted:
    """Return a line; `NBME 10 (40 days out): 221` says its day before the colon."""
    if match := _OUT.search(label):
        label, said = label[: match.start()] + label[match.end() :], f"{said} {match[0]}"
    return Pasted(number, label.strip(), said)


def looks_pasted(text: str, instruments: Instruments) -> bool:
    """Whether a text is such a template: at least two of its lines begin with a form's name."""
    found = 0
    for line in pasted_lines(text[:10_000]):
        found += _named(line.label, instruments) is not None
    return found >= ENOUGH_FORMS


def template_lines(
    text: str, name: str, given: Mapping[str, str], instruments: Instruments, order: DateOrder | None
) -> ScoreLines:
    """Return a score for each line that names a form, has a value and says a day.

    `40 days out` is counted back from the line `Test date`. What is no score is left out and named.
    """
    pasted = pasted_lines(text)
    test_date = _test_date(pasted, order)
    rows: list[tuple[int, dict[str, str]]] = []
    left_out, faults = [], []
    for line in pasted:
        if _TEST_DATE.fullmatch(line.label):
            continue
        named = _named(line.label, instruments)
        if (
            named is None
            or not line.said
            or line.said.casefold() in NO_VALUE
            or _says_no_sitting(named, line, given, instruments)
        ):
            left_out.append(line.whole)
            continue
        try:
            rows.append((line.number, {**given, **_cells(named, line.said, test_date, given, order)}))
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


def _named(label: str, instruments: Instruments) -> Named | None:
    """Return the form a label names: `NBME 10`, `UWSA 1`, `Old New Free 120`."""
    several = _OLD_NEW.fullmatch(label)
    if several:
        named = _read(several[2], instruments)
        return named and named._replace(form="-".join(several[1].casefold().split()))
    return _read(label, instruments)


def _read(text: str, instruments: Instruments) -> Named | None:
    try:
        return read_name(text, instruments)
    except StepreadyError:
        return None


def _says_no_sitting(named: Named, line: Pasted, given: Mapping[str, str], instruments: Instruments) -> bool:
    """Whether a line speaks of a bank or a prediction without a day, rather than of an exam that was sat."""
    if named.source.is_bank:
        return True
    has_day = "date" in given or _OUT.search(line.said) or _ON.search(line.said)
    return not has_day and not any(use.usable for use in instruments.of(named.source))


def _cells(
    named: Named, said: str, test_date: date | None, given: Mapping[str, str], order: DateOrder | None
) -> dict[str, str]:
    """Return the cells of `221 (40 days out)`."""
    rest, day = said, given.get("date", "")
    if match := _OUT.search(said):
        weeks = match[2].casefold().startswith("w")
        if test_date is None:
            raise StepreadyError(
                f"{said[:60]!r} counts from a test date that is not there; accepted: Test date: 2027-07-28"
            )
        day = (test_date - timedelta(days=int(match[1]) * (7 if weeks else 1))).isoformat()
        rest = said[: match.start()] + " " + said[match.end() :]
    elif match := _ON.search(said):
        day = written_day(match[1], order).isoformat()
        rest = said[: match.start()] + " " + said[match.end() :]
    value = _VALUE.fullmatch(" ".join(rest.split()))
    if value is None:
        raise StepreadyError(f"{said[:60]!r} is no score with its day; accepted: 221 (40 days out)")
    if not day:
        raise StepreadyError(f"{said[:60]!r} says no day; accepted: 221 (40 days out), or --on DATE")
    exam = {"exam": named.exam.value} if named.exam else {}
    return {
        "date": day,
        "source": named.source.value,
        "form": named.form,
        "value": value[1],
        "note": value[2] or "",
        **exam,
    }
