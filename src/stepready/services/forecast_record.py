"""`forecast record`: one's own forecasts beside what came, replayed from the journal."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from stepready.core.facts.exam import Exam
from stepready.core.forecast import Trend, fit
from stepready.core.forecast.record import KnownResult, LoggedScore, Record, replay
from stepready.core.log.attempts import Attempt
from stepready.core.log.score import Score
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import Library
from stepready.services.current_plan import plan_of
from stepready.store.book import Book
from stepready.store.journal import Entered


def own_record(book: Book, library: Library, *, exam: Exam | None, is_real_day: bool) -> Record:
    """Replay the forecasts of a plan's exam.

    An entry is held against the day that stood for today when it was made, and with `is_real_day` against the machine's
    clock too; where another day stands for today the clock says nothing.
    """
    plan, model = plan_of(book, exam), load_forecast_model()
    first = {entry.value.id: entry for entry in book.entered(Score)}
    logged = [
        LoggedScore(
            score=score,
            change=first[score.id].change,
            entered=_day_of(first[score.id], is_real_day=is_real_day),
            changed=(score.value, score.day, score.form) != _told(first[score.id].value),
        )
        for score in book.practice_exams(plan.exam)
        if score.id in first
    ]

    def fitted(known: Sequence[Score], as_of: date) -> Trend:
        return fit(known, (), exam=plan.exam, as_of=as_of, model=model, facts=library.facts, applicant=plan.applicant)

    return replay(logged, _results(book, plan.exam), fitted, lambda day: library.facts.pass_mark(day).score)


def _results(book: Book, exam: Exam) -> list[KnownResult]:
    """Return the three-digit results of the exam itself, each at the first entry that told it."""
    kept = {(sat.on, sat.score) for sat in book.attempts(exam)}
    found: dict[date, KnownResult] = {}
    for entry in book.entered(Attempt, corrected=True):
        sat: Attempt = entry.value
        if sat.exam is not exam or sat.on is None or sat.score is None or not sat.score.isdigit():
            continue
        if (sat.on, sat.score) in kept:
            found.setdefault(sat.on, KnownResult(float(sat.score), sat.on, entry.change))
    return list(found.values())


def _told(score: Score) -> tuple[float, date, str]:
    return score.value, score.day, score.form


def _day_of(entry: Entered, *, is_real_day: bool) -> date | None:
    """Return the day an entry was made: the later of the user's own and the clock's; None where neither tells.

    The clock's alone may be a day ahead of the user's, whose day can begin hours after midnight.
    """
    told = [] if entry.day is None else [entry.day]
    if is_real_day:
        clock = datetime.fromisoformat(entry.at).replace(tzinfo=UTC).astimezone().date()
        told.append(clock if entry.day is None or clock - entry.day > timedelta(days=1) else entry.day)
    return max(told, default=None)
