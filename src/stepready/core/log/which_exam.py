"""Which exam a score belongs to when nobody says: one life, several exams."""

from collections.abc import Sequence

from stepready.core.facts.exam import Exam
from stepready.core.facts.instruments import Instruments, InstrumentUse
from stepready.core.log.entry import is_fraction, read_value
from stepready.core.log.same_form import known_form
from stepready.core.log.typed_words import Typed
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed

EXAM_OPTIONS = listed([f"--exam {exam.value}" for exam in Exam], "or")


def exam_of(typed: Typed, unit: str, instruments: Instruments, planned: Sequence[Exam]) -> Exam:
    """Return the exam of a score: the one its name, its form or its value's scale fits alone, else the first planned.

    `planned` are the exams with a plan, the one to ask first at the front. A value on an exam's own scale goes
    before one that is only kept. Raise StepreadyError, asking for --exam, where nothing tells.
    """
    source, meant, form = typed.named
    if meant is not None:
        return meant
    fitting = [use for use in instruments.of(source) if _fits(typed.value, use, unit)]
    knowing = [use for use in fitting if form and known_form(form, use.forms) is not None]
    if not knowing and not any(use.exam in planned for use in fitting):
        _refuse_for_its_form(typed, unit, instruments)
    fitting = knowing or fitting
    own = [use for use in fitting if use.usable and _fits(typed.value, use._replace(scales=use.scales[:1]), unit)]
    for uses in (own, fitting):
        exams = [use.exam for use in uses]
        first = next((exam for exam in planned if exam in exams), None)
        if first is not None:
            return first
    for uses in (fitting, own):
        if len(uses) == 1:
            return uses[0].exam
    return _told(typed, fitting, instruments, planned)


def _refuse_for_its_form(typed: Typed, unit: str, instruments: Instruments) -> None:
    """Raise the refusal of a value that is off the scale of the one exam that has its form."""
    form, uses = typed.named.form, instruments.of(typed.named.source)
    knowing = [use for use in uses if form and known_form(form, use.forms) is not None]
    if len(knowing) == 1 and typed.value:
        read_value(typed.value, knowing[0], unit)


def _fits(value: str, use: InstrumentUse, unit: str) -> bool:
    """Whether a value can be read on a scale of an instrument."""
    try:
        read_value(value, use, unit)
    except StepreadyError:
        return False
    return True


def _told(typed: Typed, fitting: list[InstrumentUse], instruments: Instruments, planned: Sequence[Exam]) -> Exam:
    """Return the exam whose refusal tells most; raise StepreadyError where the user has to say which."""
    used_for = instruments.of(typed.named.source)
    knowing = [use for use in used_for if typed.named.form and known_form(typed.named.form, use.forms) is not None]
    exams = [use.exam for use in fitting or knowing or used_for]
    if len(exams) == 1:
        return exams[0]
    exam = next((exam for exam in planned if exam in exams), None)
    if not fitting and typed.value:
        return _refused(typed, instruments, exam or exams[0])
    if exam is not None or planned:
        return exam or planned[0]
    asked = listed([f"--exam {exam.value}" for exam in exams], "or")
    raise StepreadyError(f"there is no plan yet, so say which exam: {asked}")


def _refused(typed: Typed, instruments: Instruments, exam: Exam) -> Exam:
    """Raise the refusal of a value that fits no exam, as the likeliest says it."""
    use = instruments.uses.get((typed.named.source, exam))
    try:
        if use is not None:
            read_value(typed.value, use, "")
    except StepreadyError as problem:
        fits_another = any(_fits(typed.value, other, "") for other in instruments.of(typed.named.source))
        another = "; another exam: --exam" if fits_another or not is_fraction(typed.value) else ""
        raise StepreadyError(f"{problem.message}{another}") from None
    return exam
