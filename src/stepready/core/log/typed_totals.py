"""A question bank's running total, or a count of questions, as it is typed or stands in a cell."""

from stepready.core.facts.exam import Exam
from stepready.core.log.bank import (
    ACCEPTED,
    BankTelling,
    BankTotal,
    checked_bank,
    folded_bank,
    named_as_before,
    read_total,
    split_total,
)
from stepready.core.log.entry import MAX_NOTE, MAX_QUESTIONS, SaidBeside, checked_day, clean_text
from stepready.core.log.which_exam import EXAM_OPTIONS
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed


def total_of(text: str, told: SaidBeside, others: list[BankTotal]) -> BankTotal:
    """Return the running total that a text means, under the name its bank has among the others."""
    name, counted = split_total(text)
    if not counted:
        raise StepreadyError(f"the running total of {name or 'the bank'} is missing; accepted: {ACCEPTED}")
    done, size, percent = read_total(counted)
    total = BankTotal(
        exam=_exam(told),
        day=checked_day(told.day, told.today),
        bank=checked_bank(name) or _only_bank(others),
        done=done,
        size=size,
        percent=percent,
        pass_number=told.pass_number,
        note=clean_text("note", told.note, MAX_NOTE),
    )
    return named_as_before(total, others)


def _exam(told: SaidBeside) -> Exam:
    """Return the exam that is said; raise StepreadyError where none is."""
    if told.exam is None:
        raise StepreadyError(f"there is no plan yet, so say which exam: {EXAM_OPTIONS}")
    return told.exam


def _only_bank(others: list[BankTotal]) -> str:
    """Return the one bank logged so far; raise StepreadyError where there is none, or more."""
    known = {folded_bank(other.bank): other.bank for other in others if other.bank}
    if len(known) == 1:
        return next(iter(known.values()))
    among = f": {listed(sorted(known.values()), 'or')}" if known else ", such as uworld"
    raise StepreadyError(f"the name of the question bank is missing; accepted: one before the total{among}")


def unrated_questions(digits: str, told: SaidBeside, bank: str = "") -> BankTotal:
    """Return so many questions of a day, their percent unknown."""
    done = int(digits) if len(digits) <= len(str(MAX_QUESTIONS)) else MAX_QUESTIONS + 1
    if not 1 <= done <= MAX_QUESTIONS:
        raise StepreadyError(f"{digits[:20]} questions; accepted: 1 to {MAX_QUESTIONS} a day")
    return BankTotal(
        exam=_exam(told),
        day=checked_day(told.day, told.today),
        bank=checked_bank(bank),
        done=done,
        size=done,
        pass_number=told.pass_number,
        told=BankTelling.SESSION,
        note=clean_text("note", told.note, MAX_NOTE),
    )
