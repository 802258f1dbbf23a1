"""The score book: everything the user ever entered, whatever database keeps it.

Every write is one transaction, journalled with its rows before and after, and on disk before it returns. What a
call does not need is imported where it is used: `scores` pays for no plan, reading pays for no journal.
"""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from stepready.core.errors import StepreadyError
from stepready.core.facts.exam import Exam
from stepready.store.connection import LARGEST_ID, Row, Store
from stepready.store.rows import entry_values, exam_from, score_from

if TYPE_CHECKING:
    from stepready.core.log.score import Entry, QbankDay, Score
    from stepready.core.plan import Plan
    from stepready.core.schedule.day import Schedule, StudySettings
    from stepready.core.schedule.topics import TopicDay
    from stepready.store.history import Change, Undone
    from stepready.store.intake import Brought, Intake

ALL = 2**62
EVER = date.min


class Book:
    """One owner's log, plans, study settings and schedules."""

    def __init__(self, store: Store, moment: Callable[[], str]) -> None:
        """Keep the store; `moment` gives the present moment as UTC ISO text, for the journal alone."""
        self._store = store
        self._moment = moment

    def scores(self, exam: Exam | None = None, most: int = ALL) -> "list[Score]":
        """Return what is logged, newest first, at most that many."""
        if exam is None:
            return [score_from(row) for row in self._store.rows("scores", most=most)]
        return [score_from(row) for row in self._store.rows("scores_of_exam", exam=exam.value, most=most)]

    def count(self, exam: Exam | None = None) -> int:
        """Return how many scores are logged."""
        if exam is None:
            return int(self._store.rows("count_scores")[0]["scores"])
        return int(self._store.rows("count_scores_of_exam", exam=exam.value)[0]["scores"])

    def practice_exams(self, exam: Exam) -> "list[Score]":
        """Return what is logged for an exam, newest first, question banks left out."""
        return [score_from(row) for row in self._store.rows("practice_exams", exam=exam.value)]

    def beside(self, entry: "Entry") -> "list[Score]":
        """Return the scores of the same exam, day and instrument, newest first."""
        values = entry_values(entry)
        asked = {name: values[name] for name in ("exam", "day", "source")}
        return [score_from(row) for row in self._store.rows("scores_on", **asked)]

    def qbank_days(self, exam: Exam, since: date = EVER) -> "list[QbankDay]":
        """Return question-bank days, oldest first."""
        from stepready.store.sums import qbank_days

        return qbank_days(self._store.rows("qbank_sessions", exam=exam.value, since=since.isoformat()))

    def topic_days(self, exam: Exam) -> "list[TopicDay]":
        """Return question-bank work by topic and day."""
        from stepready.store.sums import topic_days

        return topic_days(self._store.rows("topic_sessions", exam=exam.value))

    def score(self, score_id: int) -> "Score":
        """Return one score; raise StepreadyError when there is none with that id."""
        row = self._row("score", id=score_id) if score_id <= LARGEST_ID else None
        if row is None:
            raise StepreadyError(f"there is no score with id {score_id}; `stepready scores` lists the ids")
        return score_from(row)

    def exam(self) -> Exam | None:
        """Return the exam of the plan set last, or None when there is no plan."""
        rows = self._store.rows("plans")
        return exam_from(rows[-1]) if rows else None

    def plans(self) -> "list[Plan]":
        """Return every plan, the one set last at the end."""
        from stepready.store.plan_rows import plan_from

        return [plan_from(row) for row in self._store.rows("plans")]

    def plan(self, exam: Exam | None = None) -> "Plan | None":
        """Return the plan of an exam (None: the plan set last), or None when there is none."""
        from stepready.store.plan_rows import plan_from

        rows = self._store.rows("plan", exam=exam.value) if exam else self._store.rows("plans")
        return plan_from(rows[-1]) if rows else None

    def settings(self, exam: Exam) -> "StudySettings | None":
        """Return the study settings of an exam, or None when none were set."""
        from stepready.store.study_rows import settings_from

        row = self._row("study_settings", exam=exam.value)
        return settings_from(row) if row else None

    def schedule(self, exam: Exam) -> "Schedule | None":
        """Return the kept schedule of an exam, or None when none was made."""
        from stepready.store.study_rows import schedule_from

        row = self._row("schedule", exam=exam.value)
        return schedule_from(row, self._store.rows("schedule_days", exam=exam.value)) if row else None

    def schedule_ends(self, exam: Exam) -> list[date]:
        """Return the test dates of every schedule of an exam that was ever kept, in no order."""
        from stepready.store.history import images
        from stepready.store.study_rows import schedule_from

        kept = (schedule_from(row, []) for row in images(self._store, "schedule"))
        return [schedule.exam_date for schedule in kept if schedule.exam is exam]

    def version(self) -> int:
        """Return a number that grows with every change and every undo, 0 for a new book."""
        rows = self._store.rows("book")
        return int(rows[0]["last_change"]) if rows else 0

    def changes(self, most: int = ALL) -> "list[Change]":
        """Return what was ever changed, newest first."""
        from stepready.store.history import changes

        return changes(self._store, most)

    def add(self, entry: "Entry") -> "Score":
        """Keep an entry."""
        from stepready.store.writing import add_score

        return add_score(self._store, self._moment(), entry)

    def replace(self, score_id: int, change: "Callable[[Score], Entry]") -> "Score":
        """Put what a change makes of a score in its place; its id and uid stay.

        The change is asked once before anything is locked, so that a refusal writes nothing, and again of what the
        score is inside the transaction: what another process changed meanwhile stays.
        """
        from stepready.store.writing import replace_score

        change(self.score(score_id))
        return replace_score(self._store, self._moment(), score_id, change)

    def remove(self, score_id: int) -> "Score":
        """Remove a score and return it."""
        from stepready.store.writing import remove_score

        self.score(score_id)
        return remove_score(self._store, self._moment(), score_id)

    def set_plan(self, plan: "Plan") -> "Plan":
        """Keep a plan, which becomes the one set last."""
        from stepready.store.writing import set_plan

        set_plan(self._store, self._moment(), plan)
        return plan

    def change_plan(self, exam: Exam | None, change: "Callable[[Plan | None], Plan]") -> "tuple[Plan | None, Plan]":
        """Keep what a change makes of an exam's plan (None: the plan set last); return the plan before and after.

        The change is asked twice, as in `replace`.
        """
        from stepready.store.writing import change_plan

        change(self.plan(exam))
        return change_plan(self._store, self._moment(), exam, change)

    def set_settings(self, settings: "StudySettings") -> None:
        """Keep study settings in place of the exam's earlier ones."""
        from stepready.store.study_writing import set_settings

        set_settings(self._store, self._moment(), settings)

    def save_schedule(
        self, schedule: "Schedule", *, settings: "StudySettings | None" = None, plan: "Plan | None" = None
    ) -> None:
        """Keep a schedule in place of the exam's earlier one, in one change with the settings or plan it goes with."""
        from stepready.store.study_writing import save_schedule

        save_schedule(self._store, self._moment(), schedule, settings, plan)

    def bring_in(self, intake: "Intake", *, keep: bool = True) -> "Brought":
        """Add what an import holds and the log does not, in one change; without `keep` only say what that would be."""
        from stepready.store.intake import bring_in, look

        return bring_in(self._store, self._moment(), intake) if keep else look(self._store, intake)

    def undo(self) -> "Undone":
        """Take back the latest change that stands; raise StepreadyError when nothing is left to undo."""
        from stepready.store.history import undo

        return undo(self._store, self._moment())

    def _row(self, name: str, **values: Any) -> Row | None:
        """Return the one row a statement finds, or None."""
        rows = self._store.rows(name, **values)
        return rows[0] if rows else None
