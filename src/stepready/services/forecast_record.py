"""`forecast record`: one's own forecasts beside what came, replayed from the journal."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from stepready.core.facts.exam import Applicant, Exam
from stepready.core.forecast import Trend, fit
from stepready.core.forecast.bank_first_pass import first_pass_told
from stepready.core.forecast.failed_sitting import failed_before
from stepready.core.forecast.record import KnownResult, Record, Replayed, replay
from stepready.core.log.as_entered import AsTold, Entries, HasUid, Tellings
from stepready.core.log.attempts import Attempt, by_day
from stepready.core.log.bank import BankTotal
from stepready.core.log.bank_work import BankSession, bank_work
from stepready.core.log.score import QbankDay, Score
from stepready.core.plan import Plan
from stepready.core.season.prior_sittings import fails
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import Library
from stepready.services.case import BANK_DAYS
from stepready.services.current_plan import plan_of
from stepready.store.book import Book
from stepready.store.journal import Entered

DAY = timedelta(days=1)
One = TypeVar("One", bound=HasUid)
OWN_WORDS = {"id", "uid", "note", "topic", "p_pass", "reported"}
"""Fields that no forecast of a score looks at: changing them is no correction."""


def own_record(book: Book, library: Library, *, exam: Exam | None, is_real_day: bool) -> Record:
    """Replay the forecasts of a plan's exam.

    An entry is held against the day that stood for today when it was made, and with `is_real_day` against the machine's
    clock too; where another day stands for today the clock says nothing.
    """
    about = plan_of(book, exam).exam
    past = _Past(book, library, about, is_real_day=is_real_day)
    return replay(Replayed(about, past.scores, past.results(), library.facts, past.fitted))


class _Past:
    """The book as it stood at any change."""

    def __init__(self, book: Book, library: Library, exam: Exam, *, is_real_day: bool) -> None:
        """Read the journal once."""

        def told(of: type[One]) -> list[AsTold[One]]:
            return [_told(entry, is_real_day=is_real_day) for entry in book.entered(of)]

        self._library, self._exam, self._model = library, exam, load_forecast_model()
        scores = told(Score)
        self.scores = Entries(_where(scores, bank=False), _matters, lambda one: one.exam)
        self._sessions = Entries(_where(scores, bank=True), _matters, lambda one: one.exam)
        self._totals = Entries(told(BankTotal), _matters, lambda one: one.exam)
        self._sittings = Tellings([one for one in told(Attempt) if one.value.exam is exam], _matters)
        self._graded = Tellings(_graded(self._sittings.all()), _matters)
        self._plans = [entry for entry in book.entered(Plan) if entry.value.exam is exam]

    def results(self) -> list[KnownResult]:
        """Return the three-digit results of the exam itself, each at the first entry that told it."""
        now = [one.value for one in self._graded.standing()]
        found: dict[date, KnownResult] = {}
        for one in self._graded.first():
            on = one.value.on
            scores = [sat.score for sat in now if sat.uid == one.value.uid or sat.on == on]
            if on is not None and scores:
                given = tuple(float(score) for score in (one.value.score, *scores) if score is not None)
                found.setdefault(on, KnownResult(on, one.change, given))
        return list(found.values())

    def fitted(self, scores: Sequence[Score], change: int, as_of: date, *, late: bool) -> Trend:
        """Return the trend of some scores on a day, by plan, sittings and bank as they stood before a change.

        With `late` what was told of the bank after its day counts too.
        """
        facts, part = self._library.facts, self._model.of(self._exam).bank_percent
        sat = [one.value for one in self._sittings.standing(change) if fails(one.value, facts)]
        failed = failed_before(sorted((one for one in sat if one.on is None or one.on <= as_of), key=by_day), facts)
        since = max((sitting.on for sitting in failed if sitting.on is not None), default=None)
        totals = [one for one in self._totals.known(change, as_of + DAY, late=late) if one.exam is self._exam]
        return fit(
            scores,
            self._bank(totals, change, as_of, late=late),
            exam=self._exam,
            as_of=as_of,
            model=self._model,
            facts=facts,
            applicant=self._applicant(change),
            failed=failed,
            first_pass=first_pass_told(totals, as_of, part, since=since),
        )

    def _applicant(self, change: int) -> Applicant | None:
        """Return the applicant type of the plan that stood before a change."""
        plans = [entry for entry in self._plans if entry.change < change]
        applicant: Applicant | None = plans[-1].value.applicant if plans and not plans[-1].removed else None
        return applicant

    def _bank(self, totals: Sequence[BankTotal], change: int, as_of: date, *, late: bool) -> tuple[QbankDay, ...]:
        """Return the bank's first pass in timed blocks, as it was known on a day."""
        sessions = [
            BankSession(one.day, one.value, one.questions, one.form, one.conditions)
            for one in self._sessions.known(change, as_of + DAY, late=late)
            if one.exam is self._exam
        ]
        return bank_work(sessions, totals, as_of - timedelta(days=BANK_DAYS)).first_pass


def _where(scores: Sequence[AsTold[Score]], *, bank: bool) -> list[AsTold[Score]]:
    """Return the tellings of sessions of a question bank, or else of exams; one changed into the other is gone."""
    known = {one.value.uid for one in scores if one.value.source.is_bank is bank}
    return [
        one._replace(removed=one.removed or one.value.source.is_bank is not bank)
        for one in scores
        if one.value.uid in known
    ]


def _graded(sittings: Sequence[AsTold[Attempt]]) -> list[AsTold[Attempt]]:
    """Return the tellings of sittings from the first three-digit score on; one told without it takes it back."""
    known: set[str] = set()
    found = []
    for one in sittings:
        is_score = not one.removed and one.value.score is not None and one.value.score.isdigit()
        known |= {one.value.uid} if is_score else set()
        if one.value.uid in known:
            found.append(one._replace(removed=not is_score))
    return found


def _told(entry: Entered, *, is_real_day: bool) -> AsTold[Any]:
    return AsTold(entry.value, entry.change, _day_of(entry, is_real_day=is_real_day), entry.removed)


def _matters(value: Any) -> tuple[Any, ...]:
    """Return everything of a value that a forecast looks at."""
    return tuple(getattr(value, field.name) for field in fields(value) if field.name not in OWN_WORDS)


def _day_of(entry: Entered, *, is_real_day: bool) -> date | None:
    """Return the day an entry was made: the later of the user's own and the clock's; None where neither tells.

    The clock's alone may be a day ahead of the user's, whose day can begin hours after midnight.
    """
    told = [] if entry.day is None else [entry.day]
    if is_real_day:
        clock = datetime.fromisoformat(entry.at).replace(tzinfo=UTC).astimezone().date()
        told.append(clock if entry.day is None or clock - entry.day > DAY else entry.day)
    return max(told, default=None)
