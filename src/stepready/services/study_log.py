"""What `log` keeps beside scores: the question bank's running totals, questions without a percent, and hours."""

from dataclasses import replace
from datetime import date

from stepready.core.facts.exam import Exam
from stepready.core.log.bank import (
    SHARES,
    BankTelling,
    BankTotal,
    checked_bank,
    checked_total,
    named_as_before,
    read_total,
    told_uid,
)
from stepready.core.log.bank_pace import pace
from stepready.core.log.day_log import StudyHours, by_day, checked_hours, read_hours
from stepready.core.log.entry import MAX_NOTE, SaidBeside, checked_day, clean_text, read_topic
from stepready.core.log.typed_totals import total_of, unrated_questions
from stepready.core.log.typed_words import read_questions
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day
from stepready.guides.instruments import load_instruments
from stepready.services.log import Correction, planned_exam
from stepready.store.book import Book


def log_bank(book: Book, text: str, told: SaidBeside) -> tuple[BankTotal, tuple[str, ...]]:
    """Keep a running total such as `uworld 2340/3600 64%`, or `uworld 40q`: questions whose percent is not known.

    Return it with what follows from it. Raise StepreadyError for a total that cannot follow the others.
    """
    about = told._replace(exam=planned_exam(book, told.exam))
    others = book.bank_totals(planned_exam(book, told.exam))
    name, digits = _split_count(text)
    if digits:
        return book.add(named_as_before(unrated_questions(digits, about, name), others)), ()
    total = checked_total(total_of(text, about, others), others)
    said: list[str] = []

    def follow() -> None:
        here, plan = book.bank_totals(total.exam), book.plan(total.exam)
        booked = plan.exam_date if plan is not None else None
        said[:] = pace(total, [*here, checked_total(total, here)], told.today, booked)

    kept = book.add(total, check=follow)
    return kept, ("; ".join(said),) if said else ()


def _split_count(text: str) -> tuple[str, str]:
    """Return the bank's name and the digits of `uworld 40q`; both empty where it is no count of questions."""
    words = text.split()
    for length in (1, 2):
        digits = read_questions(" ".join(words[-length:]))
        if digits:
            return " ".join(words[:-length]), digits
    return "", ""


def correct_total(
    book: Book, total: BankTotal, correction: Correction, today: date, pass_number: int | None = None
) -> BankTotal:
    """Change what is named of a total and keep the rest, read as strictly as a new one."""
    fixed = (correction.source, correction.questions, correction.p_pass, correction.conditions, correction.topic)
    if any(given is not None for given in fixed):
        raise StepreadyError(
            f"id {total.id} is {total.said}; accepted: another total, --on, --exam, --form for the bank's name, "
            "--pass or --note"
        )

    def corrected(found: BankTotal) -> BankTotal:
        about = correction.exam or found.exam
        others = [other for other in book.bank_totals(about) if other.id != found.id]
        _refuse_second(found, about)
        told = replace(
            found,
            exam=about,
            day=checked_day(correction.day or found.day, today),
            bank=found.bank if correction.form is None else checked_bank(correction.form),
            pass_number=pass_number or found.pass_number,
            note=found.note if correction.note is None else clean_text("note", correction.note, MAX_NOTE),
        )
        return checked_total(named_as_before(_with_value(told, correction.value), others), others)

    return book.replace(total.id, corrected, BankTotal)


def _refuse_second(found: BankTotal, exam: Exam) -> None:
    """Raise StepreadyError when what an exam has one of would go to another."""
    if exam is not found.exam and found.uid == told_uid(found.exam, found.told):
        raise StepreadyError(f"{found.said} is told of {found.exam.label}; accepted: `rm` it and tell it of the other")


def _with_value(total: BankTotal, value: str | None) -> BankTotal:
    """Return a total that says what was typed, as it was told: a running total, a share, a count."""
    if value is None:
        return total
    if total.told is BankTelling.TOTAL:
        done, size, percent = read_total(value)
        return replace(total, done=done, size=size, percent=total.percent if percent is None else percent)
    digits = value.strip().lower().removesuffix("q").removesuffix("%").strip()
    if not digits.isascii() or not digits.replace(".", "", 1).isdigit():
        raise StepreadyError(f"{value[:40]!r} is no number; {total.said} takes one")
    if total.told is BankTelling.SHARE:
        return replace(total, done=round(float(digits) * SHARES / 100))
    counted = round(float(digits))
    return replace(total, size=counted, done=0 if total.told is BankTelling.LEFT else counted)


def log_hours(book: Book, text: str, told: SaidBeside) -> StudyHours:
    """Keep hours of a day beside those it has; raise StepreadyError for a day after today or of more than 24 hours."""
    if told.day > told.today:
        raise StepreadyError(f"hours of {full_day(told.day)} lie after today ({full_day(told.today)})")
    of, spent = planned_exam(book, told.exam), read_hours(text)

    def beside_others() -> float:
        return checked_hours(spent, by_day((), hours=book.study_hours(of)).hours.get(told.day, 0.0), told.day)

    hours = StudyHours(
        id=0,
        uid="",
        exam=of,
        day=told.day,
        hours=beside_others(),
        topic=read_topic(told.topic, load_instruments()),
        note=clean_text("note", told.note, MAX_NOTE),
    )
    return book.add(hours, check=beside_others)


def correct_hours(book: Book, hours: StudyHours, correction: Correction, today: date) -> StudyHours:
    """Change what is named of logged hours and keep the rest, read as strictly as new ones."""
    fixed = (correction.source, correction.form, correction.questions, correction.p_pass, correction.conditions)
    if any(given is not None for given in fixed):
        raise StepreadyError(f"id {hours.id} is {hours.said}; accepted: other hours, --on, --exam, --topic or --note")

    def corrected(found: StudyHours) -> StudyHours:
        day = correction.day or found.day
        if day > today:
            raise StepreadyError(f"hours of {full_day(day)} lie after today ({full_day(today)})")
        others = [other for other in book.study_hours(correction.exam or found.exam) if other.id != found.id]
        wanted = found.hours if correction.value is None else read_hours(correction.value)
        return replace(
            found,
            exam=correction.exam or found.exam,
            day=day,
            hours=checked_hours(wanted, by_day((), hours=others).hours.get(day, 0.0), day),
            topic=found.topic if correction.topic is None else read_topic(correction.topic, load_instruments()),
            note=found.note if correction.note is None else clean_text("note", correction.note, MAX_NOTE),
        )

    return book.replace(hours.id, corrected, StudyHours)
