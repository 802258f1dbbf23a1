"""Log, correct and remove scores."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from stepready.core.facts.exam import Condition, Exam, Unit
from stepready.core.log.entry import TYPED, as_typed, plain_number, read_entry
from stepready.core.log.same_form import is_same_form, is_same_sitting, known_form
from stepready.core.log.score import printed
from stepready.core.log.typed_words import Typed
from stepready.core.log.which_exam import EXAM_OPTIONS, exam_of
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day

if TYPE_CHECKING:
    from datetime import date

    from stepready.core.facts.instruments import Instruments
    from stepready.core.log.score import Entry, Score
    from stepready.store.book import Book

LOW_THREE_DIGIT = 100


class Recorded(NamedTuple):
    """A kept score and what the user should look at again."""

    score: "Score"
    notices: tuple[str, ...]


class Correction(NamedTuple):
    """What to change of a score, as typed; None keeps what is there, an empty text forgets it."""

    value: str | None = None
    day: "date | None" = None
    source: str | None = None
    form: str | None = None
    exam: Exam | None = None
    questions: str | None = None
    p_pass: str | None = None
    conditions: Sequence[str] | None = None
    topic: str | None = None
    note: str | None = None


def planned_exam(book: "Book", asked: Exam | None) -> Exam:
    """Return the exam named, else that of the plan set last that is not yet passed."""
    planned = [asked] if asked else book.planned()
    if not planned:
        raise StepreadyError(f"there is no plan yet, so say which exam: {EXAM_OPTIONS}")
    return planned[0]


def exam_to_log(book: "Book", asked: Exam | None, typed: Typed, instruments: "Instruments") -> Exam:
    """Return the exam a score belongs to: the one named, else the one that name, form, value and plans tell."""
    meant = typed.named.exam
    if asked and meant and asked is not meant:
        raise StepreadyError(f"that name means {meant.label}, but --exam says {asked.value}; give one of them")
    return asked or exam_of(typed, "", instruments, book.planned())


def record(book: "Book", entry: "Entry", instruments: "Instruments") -> Recorded:
    """Keep an entry; raise StepreadyError where its sitting is logged already, by a command that runs now too."""
    beside = book.beside(entry)
    _refuse_double(entry, beside)
    asked = topic_notice(book, entry.topic, instruments)
    score = book.add(entry, check=lambda: _refuse_double(entry, book.beside(entry)))
    told = _notices(score, instruments) + repeat_notice(book, score) + _twin_notice(entry, beside) + asked
    return Recorded(score, told)


def correct(book: "Book", score_id: int, correction: Correction, instruments: "Instruments", today: "date") -> Recorded:
    """Change what is named of a score and keep the rest."""
    if all(field is None for field in correction):
        raise StepreadyError("nothing to change: give a VALUE or an option, for example `stepready edit 4 235`")

    def changed(found: "Score") -> "Entry":
        entry = _corrected(found, correction, instruments, today)
        _refuse_double(entry, [score for score in book.beside(entry) if score.id != found.id])
        return entry

    score = book.replace(score_id, changed)
    sat = (correction.day, correction.source, correction.form, correction.exam, correction.conditions)
    moved = any(told is not None for told in sat)
    return Recorded(score, _notices(score, instruments) + (repeat_notice(book, score) if moved else ()))


def _corrected(score: "Score", correction: Correction, instruments: "Instruments", today: "date") -> "Entry":
    """Return the entry a correction makes of a score, read as strictly as a new one.

    A value typed as a fraction brings its own number of questions.
    """
    source, form, value = correction.source, correction.form, correction.value
    if value is None:
        value = plain_number(score.value) + ("%" if score.unit is Unit.PERCENT else "")
    questions = correction.questions
    if questions is None:
        questions = "" if score.questions is None or "/" in value else str(score.questions)
    others = {key: getattr(correction, key, None) for key in TYPED}
    others["questions"] = questions
    return read_entry(
        source or score.source.value,
        score.form if form is None else form,
        value,
        instruments=instruments,
        exam=correction.exam or score.exam,
        day=correction.day or score.day,
        today=today,
        conditions=score.conditions if correction.conditions is None else correction.conditions,
        **{key: as_typed(getattr(score, key)) if new is None else new for key, new in others.items()},
    )


def _notices(entry: "Entry", instruments: "Instruments") -> tuple[str, ...]:
    """Return what is accepted but worth a second look."""
    use = instruments.uses.get((entry.source, entry.exam))
    found = []
    if use and entry.form and use.forms and known_form(entry.form, use.forms) is None:
        found.append(f"form {entry.form} is not among the known forms of {entry.source.value}: {', '.join(use.forms)}")
    if use and not use.usable:
        found.append(
            f"{entry.source.value} has no usable scale for {entry.exam.label}: kept and shown, used by no rule"
        )
    elif use and entry.unit is not use.scales[0].unit:
        found.append(
            f"{entry.source.value} in {entry.unit.value} has no conversion to {entry.exam.label}: "
            "kept and shown, used by no rule"
        )
    if use and use.usable and entry.unit is Unit.SCORE and entry.value < LOW_THREE_DIGIT:
        found.append(f"{entry.value:g} is low for a three-digit score; if it is a percent, write {entry.value:g}%")
    return tuple(found)


def topic_notice(book: "Book", topic: str, instruments: "Instruments") -> tuple[str, ...]:
    """Return a question about a topic that is not known, the first time it is logged."""
    if not topic or instruments.topics().is_known(topic) or any(score.topic == topic for score in book.scores()):
        return ()
    near = instruments.topics().like(topic)
    meant = f"did you mean {near}? `stepready edit` corrects it; " if near else ""
    return (f"{topic!r} is none of the known topics: {meant}kept as your own, and not asked again",)


def _refuse_double(entry: "Entry", beside: "list[Score]") -> None:
    """Raise StepreadyError when the sitting is a row already: one practice sitting is one row."""
    there = next((score for score in beside if is_same_sitting(score, entry)), None)
    if there is not None:
        names = "" if there.form or not entry.form else f"`stepready edit {there.id} --form {entry.form}` to name it, "
        raise StepreadyError(
            f"{there.title} of {there.day.isoformat()} is logged already (id {there.id}: "
            f"{printed(there.value, there.unit)}); accepted: {names}`stepready edit {there.id} VALUE` to correct it, "
            "or another form or day"
        )


def repeat_notice(book: "Book", score: "Score") -> tuple[str, ...]:
    """Return a notice when the form was sat on another day: the later one is a repeat, and no rule counts it.

    A repeat shows memory.
    """
    if not score.form or score.source.is_bank:
        return ()
    beside = [one for one in book.practice_exams(score.exam) if one.source == score.source and one.day != score.day]
    same = [one for one in beside if is_same_form(one.form, score.form)]
    earlier = [one for one in same if one.day < score.day]
    if earlier:
        return _repeats(score, f"was sat on {full_day(earlier[-1].day)} (id {earlier[-1].id})")
    return tuple(told for later in same for told in _repeats(later, f"of {full_day(later.day)} was sat before now"))


def _repeats(score: "Score", said: str) -> tuple[str, ...]:
    """Return the notice of a repeat that nobody called one, or called unseen."""
    if score.conditions & {Condition.UNSEEN, Condition.REPEAT}:
        return ()
    unless = f"`stepready edit {score.id} --condition unseen` if you had not seen it"
    return (f"{score.title} {said}: a repeat, no rule counts it; {unless}",)


def _twin_notice(entry: "Entry", beside: "list[Score]") -> tuple[str, ...]:
    """Return a notice when an equal session was logged that day: two sessions may be equal, or one typed twice.

    Another topic, another unit or another number of questions is another session.
    """
    twins = [score for score in beside if _told(score) == _told(entry)]
    if not twins:
        return ()
    return (f"the same score is there already (id {twins[0].id}): logged again; `stepready undo` takes it back",)


def _told(entry: "Entry") -> tuple[object, ...]:
    return entry.form, entry.value, entry.unit, entry.questions, entry.topic
