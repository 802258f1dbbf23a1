"""The score book: everything the user ever entered, whatever database keeps it.

Every write is one transaction, journalled with its rows before and after, and on disk before it returns.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

from stepready.core.errors import StepreadyError
from stepready.core.exam import Exam
from stepready.core.score import Entry, QbankDay, Score
from stepready.store import journal
from stepready.store.connection import Row, Store
from stepready.store.draft import Draft
from stepready.store.journal import Change, Step, Undone
from stepready.store.rows import entry_values, plan_from, plan_values, score_from
from stepready.store.sayings import edit_said, plan_said, score_said

if TYPE_CHECKING:
    from stepready.core.plan import Plan
    from stepready.core.schedule.day import Schedule, StudySettings
    from stepready.core.topics import TopicDay

ALL = 2**62
EVER = date.min


class Book:
    """One owner's log, plans, study settings and schedules."""

    def __init__(self, store: Store, moment: Callable[[], str]) -> None:
        """Keep the store; `moment` gives the present moment as UTC ISO text, for the journal alone."""
        self._store = store
        self._moment = moment

    def scores(self, exam: Exam | None = None, most: int = ALL) -> list[Score]:
        """Return what is logged, newest first, at most that many."""
        if exam is None:
            return [score_from(row) for row in self._store.rows("scores", most=most)]
        return [score_from(row) for row in self._store.rows("scores_of_exam", exam=exam.value, most=most)]

    def count(self) -> int:
        """Return how many scores are logged."""
        return int(self._store.rows("count_scores")[0]["scores"])

    def practice_exams(self, exam: Exam) -> list[Score]:
        """Return what is logged for an exam, newest first, question banks left out."""
        return [score_from(row) for row in self._store.rows("practice_exams", exam=exam.value)]

    def same(self, entry: Entry) -> list[Score]:
        """Return the scores of the same day, instrument, form and value."""
        values = entry_values(entry)
        asked = {name: values[name] for name in ("exam", "day", "source", "form", "value")}
        return [score_from(row) for row in self._store.rows("same_scores", **asked)]

    def qbank_days(self, exam: Exam, since: date = EVER) -> list[QbankDay]:
        """Return question-bank days, oldest first, each summed by the database."""
        rows = self._store.rows("qbank_days", exam=exam.value, since=since.isoformat())
        return [
            QbankDay(
                day=date.fromisoformat(row["day"]),
                percent=row["weighted"] / row["weight"],
                questions=row["questions"],
                sessions=row["sessions"],
            )
            for row in rows
        ]

    def score(self, score_id: int) -> Score:
        """Return one score; raise StepreadyError when there is none with that id."""
        return score_from(self._score_row(score_id))

    def add(self, entry: Entry) -> Score:
        """Keep an entry."""
        with self._change("log") as draft:
            row = draft.new_score(entry_values(entry))
            score = score_from(row)
            draft.keep(f"log {score_said(score)}", [Step("score", None, row)])
        return score

    def replace(self, score_id: int, entry: Entry) -> Score:
        """Put an entry in place of a score; its id and uid stay."""
        with self._change("edit") as draft:
            before = self._score_row(score_id)
            after = {"id": before["id"], "uid": before["uid"], **entry_values(entry)}
            score = score_from(after)
            draft.keep(edit_said(score_from(before), score), [Step("score", before, after)])
        return score

    def remove(self, score_id: int) -> Score:
        """Remove a score and return it."""
        with self._change("rm") as draft:
            row = self._score_row(score_id)
            score = score_from(row)
            draft.keep(f"rm {score_said(score)}", [Step("score", row, None)])
        return score

    def plans(self) -> list["Plan"]:
        """Return every plan, the one set last at the end."""
        return [plan_from(row) for row in self._store.rows("plans")]

    def plan(self, exam: Exam | None = None) -> "Plan | None":
        """Return the plan of an exam (None: the plan set last), or None when there is none."""
        rows = self._store.rows("plan", exam=exam.value) if exam else self._store.rows("plans")
        return plan_from(rows[-1]) if rows else None

    def set_plan(self, plan: "Plan") -> "Plan":
        """Keep a plan, which becomes the one set last."""
        with self._change("plan") as draft:
            before = self._row("plan", exam=plan.exam.value)
            said = plan_said(plan_from(before) if before else None, plan)
            draft.keep(said, [Step("plan", before, plan_values(plan, draft.number))])
        return plan

    def settings(self, exam: Exam) -> "StudySettings | None":
        """Return the study settings of an exam, or None when none were set."""
        from stepready.store.study_rows import settings_from

        row = self._row("study_settings", exam=exam.value)
        return settings_from(row) if row else None

    def set_settings(self, settings: "StudySettings") -> None:
        """Keep study settings in place of the exam's earlier ones."""
        from stepready.store.study_rows import settings_values

        with self._change("settings") as draft:
            before = self._row("study_settings", exam=settings.exam.value)
            draft.keep(
                f"study settings of {settings.exam.label}", [Step("study_settings", before, settings_values(settings))]
            )

    def schedule(self, exam: Exam) -> "Schedule | None":
        """Return the kept schedule of an exam, or None when none was made."""
        from stepready.store.study_rows import schedule_from

        row = self._row("schedule", exam=exam.value)
        return schedule_from(row, self._store.rows("schedule_days", exam=exam.value)) if row else None

    def save_schedule(
        self, schedule: "Schedule", *, settings: "StudySettings | None" = None, plan: "Plan | None" = None
    ) -> None:
        """Keep a schedule in place of the exam's earlier one, in one change with the settings or plan it goes with."""
        from stepready.store.study_rows import schedule_said, schedule_steps, settings_values

        with self._change("schedule") as draft:
            exam = schedule.exam.value
            kept = self._row("schedule", exam=exam)
            steps = schedule_steps(kept, self._store.rows("schedule_days", exam=exam), schedule)
            if settings is not None:
                before = self._row("study_settings", exam=exam)
                steps.append(Step("study_settings", before, settings_values(settings)))
            if plan is not None:
                steps.append(Step("plan", self._row("plan", exam=exam), plan_values(plan, draft.number)))
            draft.keep(schedule_said(schedule), steps)

    def topic_days(self, exam: Exam) -> "list[TopicDay]":
        """Return question-bank work by topic and day, each summed by the database."""
        from stepready.core.topics import TopicDay

        return [
            TopicDay(
                topic=row["topic"],
                day=date.fromisoformat(row["day"]),
                percent=row["weighted"] / row["weight"],
                questions=row["weight"],
            )
            for row in self._store.rows("topic_days", exam=exam.value)
        ]

    def changes(self, most: int = ALL) -> list[Change]:
        """Return what was ever changed, newest first."""
        return [journal.change_from(row) for row in self._store.rows("changes", most=most)]

    def undo(self) -> Undone:
        """Take back the latest change that stands; raise StepreadyError when nothing is left to undo."""
        if not self._store.rows("last_change"):
            raise StepreadyError("nothing to undo: no change is left that stands")
        with self._store.writing():
            self._store.run("take_change", [{}])
            change = journal.change_from(self._store.rows("last_change")[0])
            steps = journal.steps_of(self._store, change.id)
            journal.apply(self._store, [step.reversed() for step in reversed(steps)])
            self._store.run("mark_undone", [{"number": change.id, "undone": self._moment()}])
        return Undone(change.id, change.said)

    @contextmanager
    def _change(self, what: str) -> Iterator[Draft]:
        """Hold one change: all of it and its record, or nothing."""
        with self._store.writing():
            yield Draft(self._store, what, self._moment())

    def _score_row(self, score_id: int) -> Row:
        row = self._row("score", id=score_id)
        if row is None:
            raise StepreadyError(f"there is no score with id {score_id}; `stepready scores` lists the ids")
        return row

    def _row(self, name: str, **values: Any) -> Row | None:
        """Return the one row a statement finds, or None."""
        rows = self._store.rows(name, **values)
        return rows[0] if rows else None
