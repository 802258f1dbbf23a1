"""`forecast record`: one's own forecasts beside what came, replayed from the journal."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from stepready.core.facts.exam import Exam
from stepready.core.forecast import Trend, fit
from stepready.core.forecast.record import KnownResult, LoggedScore, Record, replay
from stepready.core.log.attempts import Attempt
from stepready.core.log.score import Score
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import Library
from stepready.services.current_plan import plan_of
from stepready.store.book import Book


def own_record(book: Book, library: Library, *, exam: Exam | None, is_real_day: bool) -> Record:
    """Replay the forecasts of a plan's exam.

    With `is_real_day` an entry's moment in the journal is held against its day; where another day stands for today it
    says nothing, and the order of entry alone tells what came late.
    """
    plan, model = plan_of(book, exam), load_forecast_model()
    first = {entry.value.id: entry for entry in book.entered(Score)}
    logged = [
        LoggedScore(
            score=score,
            change=first[score.id].change,
            entered=_day(first[score.id].at) if is_real_day else None,
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


def _day(moment: str) -> date:
    """Return the local day of a moment in the journal."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone().date()
