"""Read what people type into an entry: strictly, on the instrument's own scale, never a guess.

Every refusal is a StepreadyError whose one line says what was found and what is accepted.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from stepready.core.facts.exam import Condition, Exam, Source, Unit
from stepready.core.facts.instruments import Instruments, InstrumentUse, PrintedScale
from stepready.core.log.same_form import known_form
from stepready.core.log.score import Entry
from stepready.core.log.typed_words import MAX_FORM, is_form, read_count, read_name, shown, with_form
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed

MAX_QUESTIONS = 1000
MAX_NOTE = 2000
MAX_TOPIC = 80
MAX_DIGITS = 20
TYPED = ("questions", "p_pass", "topic", "note")
"""What may be typed beside a value, word for word, in whatever it comes: a command, a cell, an export."""
FIRST_DAY = date(1992, 1, 1)
"""The USMLE's first year: a day before it is a slip of the keyboard."""
OPPOSITES = (
    (Condition.TIMED, Condition.UNTIMED),
    (Condition.FULL_LENGTH, Condition.PARTIAL),
    (Condition.REPEAT, Condition.UNSEEN),
)
_DECIMAL_COMMA = r"(\d{1,2}),(\d{1,2})"
_PERCENT_WORD = r"(?i)(?<=\d)\s*(?:percent|per cent|pct)\.?$"
_BARE_FRACTION = r"0?\.\d*[1-9]\d*"


class Value(NamedTuple):
    """A printed value on its scale, with the questions it stands for when it was typed as a fraction."""

    number: float
    unit: Unit
    questions: int | None


class SaidBeside(NamedTuple):
    """What is said beside hours or a count of questions; `exam` None for the plan set last."""

    exam: Exam | None
    day: date
    today: date
    pass_number: int = 1
    topic: str = ""
    note: str = ""


def read_entry(
    source: str,
    form: str,
    value: str,
    *,
    instruments: Instruments,
    exam: Exam,
    day: date,
    today: date,
    unit: str = "",
    questions: str = "",
    p_pass: str = "",
    conditions: Iterable[str] = (),
    topic: str = "",
    note: str = "",
) -> Entry:
    """Return the entry that a source, a form (may be empty), a value and the rest mean; raise StepreadyError.

    `unit` names the scale of a bare number (empty: the instrument's own). Numbers come as they were typed.
    """
    named = with_form(read_name(source, instruments), form, instruments)
    use = instruments.uses.get((named.source, exam))
    if use is None:
        made_for = listed([f"--exam {use.exam.value}" for use in instruments.of(named.source)], "or")
        raise StepreadyError(f"{named.source.value} has no use for {exam.label}; accepted: {made_for}")
    _refuse_missing(named.form, value.strip(), use, unit)
    found = read_value(value, use, unit)
    return Entry(
        day=checked_day(day, today),
        source=named.source,
        form=checked_form(named.form, named.source, use.forms),
        value=found.number,
        unit=found.unit,
        exam=exam,
        questions=_questions(questions, found.questions),
        conditions=read_conditions(conditions),
        note=clean_text("note", note, MAX_NOTE),
        topic=read_topic(topic, instruments),
        p_pass=_percent("the probability of passing", p_pass) if p_pass.strip() else None,
    )


def as_typed(value: str | float | None) -> str:
    """Return a kept value as it would be typed; nothing for None. A fraction is a percent, and says so."""
    if value is None or isinstance(value, str):
        return value or ""
    return plain_number(value) + "%" * (0 < value < 1)


def read_topic(text: str, instruments: Instruments) -> str:
    """Return a topic under the one name it is kept by; one that is not known as it was typed."""
    topic = clean_text("topic", text, MAX_TOPIC)
    return instruments.topics().canonical(topic) if topic else ""


def _refuse_missing(form: str, value: str, use: InstrumentUse, unit: str) -> None:
    """Raise StepreadyError when there is no score: none at all, or a form's name in its place without a unit."""
    source, example = use.source.value, "72%" if use.scales[0].unit is Unit.PERCENT else "231"
    if not value:
        named = f"{source} {form}".rstrip()
        accepted = f"{source} {form or '[FORM]'} VALUE"
        raise StepreadyError(f"the score is missing; accepted: {accepted}, for example {named} {example}")
    if not form and value and not unit and known_form(value, use.forms) is not None and not value.endswith("%"):
        raise StepreadyError(
            f"{value} is a form of {source} and its score is missing; accepted: {source} {value} VALUE, "
            f"for example {source} {value} {example}"
        )


def checked_form(form: str, source: Source, known: Iterable[str] = ()) -> str:
    """Return a form's name, as the instrument prints it where it is known, else as typed without outer blanks.

    A question bank's number of questions is no form.
    """
    form = form.strip()
    form = known_form(form, known) or form if form else ""
    if source.is_bank and form and (form.isdigit() or not is_form(form)):
        raise StepreadyError(f"a question bank has no form {form[:MAX_FORM]}; write 29/40, or 72% --questions 40")
    if form and not is_form(form):
        raise StepreadyError(f"{shown(form)} is not a form; accepted: letters, digits and . _ + # & - up to {MAX_FORM}")
    return form


def read_value(text: str, use: InstrumentUse, unit: str = "") -> Value:
    """Return a value on the instrument's scale: `231`, `72%`, `72 %`, `29/40`."""
    typed = text.strip()
    if not typed.isdigit():
        typed = re.sub(_PERCENT_WORD, "%", typed)
    if "/" in typed or read_count(typed):
        return _fraction(typed, use, unit)
    is_percent = typed.endswith("%")
    digits = typed[:-1].rstrip() if is_percent else typed
    if "," in digits:
        digits = re.sub(_DECIMAL_COMMA, r"\1.\2", digits)
    scale = _scale(typed, use, unit, is_percent=is_percent)
    takes_percent = unit != Unit.SCORE.value and any(scale.unit is Unit.PERCENT for scale in use.scales)
    if is_fraction(digits) and takes_percent and not is_percent:
        raise StepreadyError(f"{shown(text)} is a fraction on a percent scale; {_both_readings(digits, typed)}")
    if not _is_number(digits):
        raise StepreadyError(f"{shown(text)} is no score of {use.name}; accepted: {scale.range}")
    number = float(digits)
    if not scale.low <= number <= scale.high or (scale.whole and number != int(number)):
        sat = "; a self-assessment is nbme, uwsa or amboss" if use.source.is_bank else ""
        raise StepreadyError(f"{shown(text)} is off the scale of {use.name}; accepted: {scale.range}{sat}")
    return Value(number, scale.unit, None)


def is_fraction(text: str) -> bool:
    """Whether a number lies between 0 and 1, as a spreadsheet keeps a percent."""
    return "." in text and re.fullmatch(_BARE_FRACTION, text.strip()) is not None


def _both_readings(digits: str, typed: str) -> str:
    """Say the two percents that a bare fraction may mean, the second as it was typed."""
    return f"accepted: {plain_number(round(100 * float(digits), 6))}%, or {typed}% if that is meant"


def _fraction(typed: str, use: InstrumentUse, unit: str) -> Value:
    """Return `29/40` as a percent with its questions."""
    counted = read_count(typed)
    _scale(typed, use, unit, is_percent=True)
    most = use.items or MAX_QUESTIONS
    if counted is None or not typed.isascii() or len(typed) > 2 * MAX_DIGITS or not 1 <= counted[1] <= most:
        raise StepreadyError(f"{shown(typed)} is no count of right answers; accepted: 29/40, at most {most} in all")
    right, total = counted
    if right > total:
        raise StepreadyError(
            f"{shown(typed)} has more right answers than questions; accepted: 0/{total} to {total}/{total}"
        )
    return Value(100 * right / total, Unit.PERCENT, total)


def _scale(typed: str, use: InstrumentUse, unit: str, *, is_percent: bool) -> PrintedScale:
    """Return the scale a value is on: that of its unit, else the instrument's first."""
    if unit and unit not in list(Unit):
        raise StepreadyError(f"{shown(unit)} is not a unit; accepted: score, percent, or none for the source's own")
    if is_percent and unit == Unit.SCORE.value:
        raise StepreadyError(f"{shown(typed)} is a percent, but its unit says score")
    wanted = Unit.PERCENT.value if is_percent else unit or use.scales[0].unit.value
    found = next((scale for scale in use.scales if scale.unit.value == wanted), None)
    if found is None:
        accepted = " or ".join(scale.range for scale in use.scales)
        raise StepreadyError(f"{shown(typed)} is read as {wanted}, but {use.name} prints {accepted}")
    return found


def checked_day(day: date, today: date) -> date:
    """Return a day on which something can have been taken: not after today, not before the USMLE."""
    if day > today:
        raise StepreadyError(f"{day.isoformat()} is after today ({today.isoformat()}); log a score once it is taken")
    if day < FIRST_DAY:
        raise StepreadyError(f"{day.isoformat()} is before the USMLE began; accepted: {FIRST_DAY.year} and later")
    return day


def plain_number(value: float) -> str:
    """Write a number so that reading it gives the same number: no exponent, no needless point."""
    if value == int(value):
        return str(int(value))
    text = repr(value)
    if "e" not in text:
        return text
    from decimal import Decimal  # noqa: PLC0415 - slow to import

    return format(Decimal(text), "f")


def read_conditions(words: Iterable[str]) -> frozenset[Condition]:
    """Return how a sitting was taken; conditions that exclude each other are refused."""
    found = frozenset(_condition(word) for word in words if word.strip())
    for one, other in OPPOSITES:
        if one in found and other in found:
            raise StepreadyError(f"a sitting is not both {one.value} and {other.value}; keep one of them")
    return found


def _condition(word: str) -> Condition:
    try:
        return Condition(word.strip().lower())
    except ValueError:
        names = ", ".join(condition.value for condition in Condition)
        raise StepreadyError(f"{shown(word)} is not a condition; accepted: {names}") from None


def _questions(typed: str, counted: int | None) -> int | None:
    """Return the number of questions, from the option or the fraction; they must agree."""
    if not typed.strip():
        return counted
    if not _is_whole(typed.strip()) or not 1 <= int(typed) <= MAX_QUESTIONS:
        raise StepreadyError(f"{shown(typed)} is not a number of questions; accepted: 1 to {MAX_QUESTIONS}")
    if counted not in {None, int(typed)}:
        raise StepreadyError(
            f"the value speaks of {counted} questions, the questions say {int(typed)}; give one of them"
        )
    return int(typed)


def _percent(name: str, typed: str) -> float:
    digits = typed.strip().removesuffix("%").rstrip()
    if is_fraction(digits) and digits == typed.strip():
        raise StepreadyError(f"{shown(typed)} is a fraction for {name}; {_both_readings(digits, digits)}")
    if not _is_number(digits) or float(digits) > 100:  # noqa: PLR2004 - a percent
        raise StepreadyError(f"{shown(typed)} is not {name}; accepted: a percent from 0 to 100")
    return float(digits)


def clean_text(name: str, text: str, most: int) -> str:
    """Return text without outer blanks; a note may have lines, nothing may have control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(lines) > most:
        raise StepreadyError(f"the {name} has {len(lines)} characters; accepted: up to {most}")
    if not lines.isprintable() and _has_control(lines.replace("\n", "").replace("\t", "") if name == "note" else lines):
        raise StepreadyError(f"the {name} holds a control character or a line break; accepted: plain text")
    return lines


def _has_control(text: str) -> bool:
    """Whether text holds control characters, line separators or halves of characters."""
    from unicodedata import category  # noqa: PLC0415 - seldom needed: `log` does without

    return any(category(letter) in {"Cc", "Cs", "Zl", "Zp"} for letter in text)


def _is_number(text: str) -> bool:
    """Whether text is a plain decimal number: ASCII digits, at most one point, no sign, no exponent."""
    whole, point, decimals = text.partition(".")
    return text.isascii() and len(text) <= MAX_DIGITS and whole.isdigit() and (decimals.isdigit() or not point)


def _is_whole(text: str) -> bool:
    """Whether text is a plain count: ASCII digits alone."""
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
