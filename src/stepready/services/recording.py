"""Log, correct, remove and take back scores."""

from typing import TYPE_CHECKING, NamedTuple

from stepready.core.errors import StepreadyError
from stepready.core.exam import Exam, Source, Unit

if TYPE_CHECKING:
    from stepready.core.printed import Instruments
    from stepready.core.score import Entry, Score
    from stepready.store.book import Book

LOW_THREE_DIGIT = 100


class Recorded(NamedTuple):
    """A kept score and what the user should look at again."""

    score: "Score"
    notices: tuple[str, ...]


def exam_to_log(book: "Book", asked: Exam | None) -> Exam:
    """Return the exam a score belongs to: the one named, else that of the plan set last."""
    if asked is not None:
        return asked
    exam = book.exam()
    if exam is None:
        raise StepreadyError("there is no plan yet, so say which exam: --exam step1 or --exam step2ck")
    return exam


def record(book: "Book", entry: "Entry", instruments: "Instruments") -> Recorded:
    """Keep an entry."""
    twins = book.same(entry)
    score = book.add(entry)
    return Recorded(score, notices(score, instruments) + twin_notice(twins))


def correct(book: "Book", score_id: int, entry: "Entry", instruments: "Instruments") -> Recorded:
    """Put an entry in place of a score."""
    score = book.replace(score_id, entry)
    return Recorded(score, notices(score, instruments))


def notices(entry: "Entry", instruments: "Instruments") -> tuple[str, ...]:
    """Return what is accepted but worth a second look."""
    use = instruments.get((entry.source, entry.exam))
    found = []
    if use and entry.form and use.forms and entry.form not in use.forms:
        found.append(f"form {entry.form} is not among the known forms of {entry.source.value}: {', '.join(use.forms)}")
    if use and not use.usable:
        found.append(
            f"{entry.source.value} has no usable scale for {entry.exam.label}: kept and shown, used by no rule"
        )
    if entry.source is Source.NBME and entry.unit is Unit.SCORE and entry.value < LOW_THREE_DIGIT:
        found.append(
            f"{entry.value:g} is low for the three-digit scale; if it is a percent, it belongs to --exam step1"
        )
    return tuple(found)


def twin_notice(twins: "list[Score]") -> tuple[str, ...]:
    """Return a notice when the same score was logged before."""
    if not twins:
        return ()
    return (f"the same score is there already (id {twins[0].id}): logged again; `stepready undo` takes it back",)
