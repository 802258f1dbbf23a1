"""The score book: everything the user ever entered, whatever database keeps it.

Every write is one transaction, journalled with its rows before and after, and on disk before it returns. What a
call does not need is imported when it is called for: `scores` pays for no plan, reading pays for no journal.
"""

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, overload

from stepready.core.facts.exam import Exam
from stepready.core.log.score import Entry, Score
from stepready.core.values.errors import StepreadyError
from stepready.store.codec import exam_of, of_exam, row_of, value_of
from stepready.store.connection import LARGEST_ID, OWNER, Row, Store
from stepready.store.kinds import (
    BANK_TOTAL,
    DAY_MARK,
    LOGGED,
    PROFILE,
    PROGRAMME,
    SCHEDULE,
    SCORE,
    SHORTLIST,
    STUDY_HOURS,
    STUDY_SETTINGS,
    Kind,
    kind_of,
)

if TYPE_CHECKING:
    from stepready.core.applying.profile import Profile
    from stepready.core.applying.programme import Programme
    from stepready.core.applying.shortlist import Shortlist
    from stepready.core.log.attempts import Attempt, Fails
    from stepready.core.log.bank import BankTotal
    from stepready.core.log.bank_work import BankWork
    from stepready.core.log.day_log import DayMark, StudyHours
    from stepready.core.log.score import TopicDay
    from stepready.core.plan import Plan
    from stepready.core.schedule.planned_days import Schedule, StudySettings
    from stepready.store import applying, bank_sums, composed, day_marks, intake, journal, plan_writes, writing
    from stepready.store.devices import merge_rows
    from stepready.store.devices.merge_rows import Merged
    from stepready.store.devices.which_wins import Prefer
    from stepready.store.intake import Brought, Intake
    from stepready.store.journal import Change, Entered, Undone


class _Later:
    """A module of the store, imported when the first of its functions is called.

    `log` and `scores` do without most of them, and some need hashlib, which takes longer to import than they do.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, function: str) -> Any:
        """Return a function of the module."""
        return getattr(import_module(f"stepready.store.{self._name}"), function)


if not TYPE_CHECKING:
    _LATER = (
        "applying", "composed", "intake", "journal", "writing",
        "bank_sums", "day_marks", "plan_writes", "devices.merge_rows",
    )  # fmt: skip
    applying, composed, intake, journal, writing, bank_sums, day_marks, plan_writes, merge_rows = map(_Later, _LATER)

Kept = TypeVar("Kept")
Check = Callable[[], object]
ALL = 2**62
EVER = date.min


def anything() -> None:
    """Refuse nothing: the check of a value that stands beside any other."""


class Book:
    """One owner's log, plans, study settings and schedules."""

    def __init__(self, store: Store, moment: Callable[[], str]) -> None:
        """Keep the store; `moment` gives the present moment as UTC ISO text, for the journal alone."""
        self._store = store
        self._moment = moment

    def scores(self, exam: Exam | None = None, most: int = ALL) -> list[Score]:
        """Return what is logged, newest first, at most that many."""
        if exam is None:
            return [value_of(SCORE, row) for row in self._store.rows("scores", most=most)]
        return [value_of(SCORE, row) for row in self._store.rows("scores_of_exam", exam=exam.value, most=most)]

    def count(self, exam: Exam | None = None) -> int:
        """Return how many scores are logged."""
        if exam is None:
            return int(self._store.rows("count_scores")[0]["scores"])
        return int(self._store.rows("count_scores_of_exam", exam=exam.value)[0]["scores"])

    def practice_exams(self, exam: Exam) -> list[Score]:
        """Return what is logged for an exam, newest first, question banks left out."""
        return [value_of(SCORE, row) for row in self._store.rows("practice_exams", exam=exam.value)]

    def beside(self, entry: Entry) -> list[Score]:
        """Return the scores of the same exam, day and instrument, newest first."""
        values = row_of(SCORE, entry)
        asked = {name: values[name] for name in ("exam", "day", "source")}
        return [value_of(SCORE, row) for row in self._store.rows("scores_on", **asked)]

    def bank_totals(self, exam: Exam) -> "list[BankTotal]":
        """Return what was told of question banks for an exam, in the order it was entered."""
        return of_exam(self._store, BANK_TOTAL, exam)

    def bank_work(self, exam: Exam, since: date = EVER, totals: "Sequence[BankTotal] | None" = None) -> "BankWork":
        """Return what was done in question banks from a day on; `totals` are those of the exam where they are known."""
        told = self.bank_totals(exam) if totals is None else totals
        first = bank_sums.first_day(told, since)
        rows = self._store.rows("qbank_sessions", exam=exam.value, since=first.isoformat())
        return bank_sums.work_of(rows, told, since)

    def topic_days(self, exam: Exam) -> "list[TopicDay]":
        """Return question-bank work by topic and day."""
        return bank_sums.topic_days(self._store.rows("topic_sessions", exam=exam.value))

    def everything(self, kind: Kind) -> list[Any]:
        """Return every value of a kind, in an order that depends on nothing but what was entered."""
        found = (composed.whole(self._store, kind, row) for row in self._store.rows(f"all_{kind.name}"))
        return [value for value in found if value is not None]

    def all(self, of: type[Kept]) -> list[Kept]:
        """Return every value of a kind that has an id, such as Attempt, in the order of an export."""
        kind = kind_of(of)
        return [value_of(kind, row) for row in self._store.rows(f"all_{kind.name}")]

    def get(self, of: type[Kept], number: int) -> Kept:
        """Return the value of a kind with that id; raise StepreadyError when there is none."""
        kept: Kept = self._get(kind_of(of), number)
        return kept

    def score(self, score_id: int) -> Score:
        """Return one score; raise StepreadyError when there is none with that id."""
        return self.get(Score, score_id)

    def logged(self, number: int) -> Any:
        """Return what was logged under an id: a score, or hours; raise StepreadyError when there is none."""
        for kind in LOGGED:
            if number <= LARGEST_ID and (row := self._one(kind, id=number)):
                return value_of(kind, row)
        return self._get(SCORE, number)

    def attempts(self, exam: Exam) -> "list[Attempt]":
        """Return the sittings of the exam itself, in the order they were entered."""
        return composed.attempts_of(self._store, exam)

    def exam(self) -> Exam | None:
        """Return the exam of the plan set last, or None when there is no plan."""
        rows = self._store.rows("all_plan")
        return exam_of(rows[-1]) if rows else None

    def planned(self) -> list[Exam]:
        """Return the exams that have a plan and are not yet passed, the one set last first; all when all are."""
        rows = self._store.rows("all_plan")[::-1]
        passed = {row["exam"] for row in self._store.rows("all_attempt") if row["score"] not in {None, "fail"}}
        ahead = [row for row in rows if row["exam"] not in passed]
        return [exam_of(row) for row in ahead or rows]

    def plans(self) -> "list[Plan]":
        """Return every plan, the one set last at the end."""
        return [composed.plan_of(self._store, row) for row in self._store.rows("all_plan")]

    def plan(self, exam: Exam | None = None) -> "Plan | None":
        """Return the plan of an exam (None: the plan set last), or None when there is none."""
        rows = self._store.rows("one_plan", exam=exam.value) if exam else self._store.rows("all_plan")
        return composed.plan_of(self._store, rows[-1]) if rows else None

    def settings(self, exam: Exam) -> "StudySettings | None":
        """Return the study settings of an exam, or None when none were set."""
        row = self._one(STUDY_SETTINGS, exam=exam.value)
        return value_of(STUDY_SETTINGS, row) if row else None

    def schedule(self, exam: Exam) -> "Schedule | None":
        """Return the kept schedule of an exam, or None when none was made."""
        row = self._one(SCHEDULE, exam=exam.value)
        return composed.schedule_of(self._store, row) if row else None

    def schedule_ends(self, exam: Exam) -> list[date]:
        """Return the test dates of every schedule of an exam that was ever kept, in no order."""
        kept = (value_of(SCHEDULE, row) for row in journal.images(self._store, SCHEDULE.name))
        return [schedule.exam_date for schedule in kept if schedule.exam is exam]

    def profile(self) -> "Profile":
        """Return what is said of the applicant; an empty profile when nothing is."""
        from stepready.core.applying.profile import Profile  # noqa: PLC0415 - `log` knows no profile

        row = self._one(PROFILE)
        return value_of(PROFILE, row) if row else Profile()

    def programmes(self) -> "list[Programme]":
        """Return every programme, by id."""
        return [value_of(PROGRAMME, row) for row in self._store.rows("all_programme")]

    def shortlist(self, season: int) -> "Shortlist | None":
        """Return the list kept for a season, or None."""
        row = self._one(SHORTLIST, season=season)
        return value_of(SHORTLIST, row) if row else None

    def version(self) -> int:
        """Return a number that grows with every change and every undo, 0 for a new book."""
        rows = self._store.rows("all_book")
        return int(rows[0]["last_change"]) if rows else 0

    def owner(self) -> str:
        """Return the login whose book this is on a server of many; empty for a book of one's own."""
        rows = self._store.rows("all_book")
        found = str(rows[0]["owner"]) if rows else OWNER
        return "" if found == OWNER else found

    def changes(self, most: int = ALL) -> "list[Change]":
        """Return what was ever changed, newest first."""
        return journal.changes(self._store, most)

    def entered(self, of: type[Any]) -> "list[Entered]":
        """Return the values of a kind as each change that stands left them, oldest first."""
        return journal.entered(self._store, kind_of(of), ALL)

    @overload
    def add(self, value: Entry, *, check: Check = ...) -> Score: ...
    @overload
    def add(self, value: Kept, *, check: Check = ...) -> Kept: ...
    def add(self, value: Any, *, check: Check = anything) -> Any:
        """Keep a value of a kind that has an id; return it with that.

        `check` is asked of what the book holds while nobody else can change it; what it raises keeps nothing.
        """
        return writing.add(self._store, self._moment(), kind_of(type(value)), value, check)

    @overload
    def replace(self, number: int, change: Callable[[Score], Entry]) -> Score: ...
    @overload
    def replace(self, number: int, change: Callable[[Kept], Kept], of: type[Kept]) -> Kept: ...
    def replace(self, number: int, change: Callable[[Any], Any], of: type[Any] = Score) -> Any:
        """Put what a change makes of a value in its place; its id and uid stay.

        The change is asked once before anything is locked, so that a refusal writes nothing, and again of what the
        value is inside the transaction: what another process changed meanwhile stays.
        """
        kind = kind_of(of)
        change(self._get(kind, number))
        return writing.replace(self._store, self._moment(), kind, number, change)

    @overload
    def remove(self, number: int) -> Score: ...
    @overload
    def remove(self, number: int, of: type[Kept]) -> Kept: ...
    def remove(self, number: int, of: type[Any] = Score) -> Any:
        """Remove a value and return it."""
        kind = kind_of(of)
        self._get(kind, number)
        return writing.remove(self._store, self._moment(), kind, number)

    def set_plan(self, plan: "Plan") -> "Plan":
        """Keep a plan, which becomes the one set last."""
        self.change_plan(plan.exam, lambda _: plan)
        return plan

    def change_plan(
        self,
        exam: Exam | None,
        change: "Callable[[Plan | None], Plan]",
        fails: "Fails | None" = None,
        today: date | None = None,
    ) -> "tuple[Plan | None, Plan]":
        """Keep what a change makes of an exam's plan (None: the plan set last); return the plan before and after.

        `fails` tells which attempts are failed, by name alone where it is not given; `today` is the day on which it
        is told. The change is asked twice, as in `replace`.
        """
        change(self.plan(exam))
        return plan_writes.change_plan(self._store, self._moment(), exam, change, fails=fails, today=today)

    def set_settings(self, settings: "StudySettings") -> None:
        """Keep study settings in place of the exam's earlier ones."""
        plan_writes.set_settings(self._store, self._moment(), settings)

    def save_schedule(
        self,
        schedule: "Schedule",
        *,
        settings: "StudySettings | None" = None,
        plan: "Plan | None" = None,
        bank: "Sequence[BankTotal | None]" = (),
        said: str = "",
        version: int | None = None,
    ) -> None:
        """Keep a schedule in place of the exam's earlier one, in one change with what it goes with.

        `bank` holds the questions left as told now, None to forget them. `said` names the change. Raise
        ChangedMeanwhileError when the book is no longer at the `version` given.
        """
        plan_writes.save_schedule(
            self._store,
            self._moment(),
            schedule,
            settings=settings,
            plan=plan,
            bank=bank,
            said=said,
            version=version,
        )

    def marks(self, exam: Exam) -> "list[DayMark]":
        """Return the user's words for days of an exam's preparation, oldest first."""
        return of_exam(self._store, DAY_MARK, exam)

    def study_hours(self, exam: Exam) -> "list[StudyHours]":
        """Return the hours logged for an exam, in the order they were entered."""
        return of_exam(self._store, STUDY_HOURS, exam)

    def anki_hours(self) -> dict[date, float]:
        """Return the hours spent in Anki by day."""
        return bank_sums.anki_hours(self._store.rows("all_anki_day"))

    def mark_days(self, marks: "Sequence[DayMark]", *, hours: "StudyHours | None" = None) -> None:
        """Keep words for days in place of earlier ones; `hours` becomes all that is logged of its day."""
        day_marks.mark_days(self._store, self._moment(), marks, hours)

    def change_profile(self, change: "Callable[[Profile], Profile]") -> "Profile":
        """Keep what a change makes of the profile and return it; the change is asked twice, as in `replace`."""
        change(self.profile())
        return applying.change_profile(self._store, self._moment(), change)

    def change_shortlist(self, season: int, change: "Callable[[Shortlist], Shortlist]", said: str) -> "Shortlist":
        """Keep what a change makes of a season's list, an empty one where there is none; `said` names the change."""
        return applying.change_shortlist(self._store, self._moment(), season, change, said)

    def revise_programmes(
        self, revision: "Callable[[list[Programme]], list[Programme]]", said: "Callable[[list[Programme]], str]"
    ) -> "list[Programme]":
        """Keep the programmes a revision of all returns, new ones with id 0, in one change; return them as kept."""
        return applying.revise_programmes(self._store, self._moment(), revision, said)

    def bring_in(self, held: "Intake", *, keep: bool = True) -> "Brought":
        """Add what an import holds and the log does not, in one change; without `keep` only say what that would be."""
        return intake.bring_in(self._store, self._moment(), held) if keep else intake.look(self._store, held)

    def put(self, values: Sequence[Any], what: str, said: str) -> None:
        """Keep values of a kind that its own keys name, each in place of the one kept under them; one change in all."""
        writing.put(self._store, self._moment(), kind_of(type(values[0])), values, what=what, said=said)

    def merge(self, other: Store, prefer: "Prefer", *, called: str, keep: bool = True) -> "Merged":
        """Bring in what another book of this owner holds, in one change; without `keep` only say what that would be."""
        if not keep:
            return merge_rows.look_at(self._store, self._moment(), other, prefer)
        return merge_rows.merge(self._store, self._moment(), other, prefer, called)

    def device(self) -> str:
        """Return the device that gives stamps to what is changed here."""
        return self._store.device()

    def undo(self) -> "Undone":
        """Take back the latest change that stands; raise StepreadyError when nothing is left to undo."""
        return journal.undo(self._store, self._moment())

    def _get(self, kind: Kind, number: int) -> Any:
        row = self._one(kind, id=number) if number <= LARGEST_ID else None
        if row is None:
            raise StepreadyError(f"there is no {kind.noun} with id {number}; `stepready {kind.lister}` lists the ids")
        return value_of(kind, row)

    def _one(self, kind: Kind, **keys: Any) -> Row | None:
        """Return the one row of a kind that the keys name, or None."""
        rows = self._store.rows(f"one_{kind.name}", **keys)
        return rows[0] if rows else None
