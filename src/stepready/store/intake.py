"""Bring in what an import holds and the log does not: the whole of it in one change, or nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from stepready.core.wording import count, listed
from stepready.store.connection import Row, Store
from stepready.store.draft import Draft, drafting
from stepready.store.journal import Step
from stepready.store.rows import Values, entry_values, score_from

if TYPE_CHECKING:
    from stepready.core.facts.exam import Exam
    from stepready.core.log.score import Entry, Score
    from stepready.core.plan import Plan
    from stepready.core.schedule.day import Schedule, StudySettings

EVERYTHING = 2**62
_COLUMNS = ("day", "source", "form", "value", "unit", "exam", "questions", "conditions", "note", "topic", "p_pass")
_content = itemgetter(*_COLUMNS)


class Incoming(NamedTuple):
    """An entry on its way in; `uid` and `id` are those it had where it was exported."""

    entry: "Entry"
    uid: str | None = None
    id: int | None = None


class Intake(NamedTuple):
    """What an import holds; plans in the order they were set. `origin` names the file."""

    scores: "list[Incoming]"
    plans: "tuple[Plan, ...]" = ()
    settings: "tuple[StudySettings, ...]" = ()
    schedules: "tuple[Schedule, ...]" = ()
    origin: str = ""


class Brought(NamedTuple):
    """What came in: scores, how many were there already, and exams whose plan, settings or schedule came or stayed."""

    rows: list[Row]
    already: int
    plans: "list[Exam]"
    kept_plans: "list[Exam]"
    settings: "list[Exam]"
    schedules: "list[Exam]"

    @property
    def scores(self) -> "list[Score]":
        """The scores that came in, in the order of the file."""
        return [score_from(row) for row in self.rows]

    @property
    def said(self) -> str:
        """What came in, in words."""
        parts = [count(len(self.rows), "score")] if self.rows else []
        for noun, exams in (("plan", self.plans), ("study settings", self.settings), ("schedule", self.schedules)):
            parts += [f"the {exam.label} {noun}" for exam in exams]
        return listed(parts)

    @property
    def is_nothing(self) -> bool:
        """Whether the log had all of it."""
        return not (self.rows or self.plans or self.settings or self.schedules)


def look(store: Store, intake: Intake) -> Brought:
    """Return what would come in, ids aside."""
    rows: list[Row] = [{"id": 0, "uid": "", **values} for values, _ in _missing(store, intake.scores)]
    return _brought(store, intake, rows)


def bring_in(store: Store, moment: str, intake: Intake) -> Brought:
    """Add what is missing and journal it; an import that adds nothing leaves no trace."""
    if not any(intake[:-1]):
        return look(store, intake)
    with drafting(store, "import", moment) as draft:
        rows: list[Row] = list(_numbered(draft, list(_missing(store, intake.scores))))
        brought = _brought(store, intake, rows)
        if not brought.is_nothing:
            steps = [Step("score", None, row) for row in rows] + _other_steps(store, draft, intake, brought)
            origin = f" from {intake.origin}" if intake.origin else ""
            draft.keep(f"import {brought.said}{origin}", steps)
    return brought


def _missing(store: Store, incoming: Iterable[Incoming]) -> Iterator[tuple[Values, Incoming]]:
    """Yield what the log lacks: equal rows are counted, a row with a uid is the one that has it."""
    rows = store.rows("scores", most=EVERYTHING)
    here = Counter(_content(row) for row in rows)
    uids = {row["uid"] for row in rows}
    for score in incoming:
        values = entry_values(score.entry)
        if score.uid is not None:
            if score.uid not in uids:
                uids.add(score.uid)
                yield values, score
        elif here[content := _content(values)] > 0:
            here[content] -= 1
        else:
            yield values, score


def _numbered(draft: Draft, missing: list[tuple[Values, Incoming]]) -> Iterator[Values]:
    """Yield rows with their ids: those of the export into a log that never had a score, else new ones."""
    ids = {score.id for _, score in missing if score.id is not None}
    keeps_ids = draft.is_first and len(ids) == len(missing)
    for values, score in missing:
        yield draft.new_score(values, uid=score.uid, score_id=score.id if keeps_ids else None)


def _brought(store: Store, intake: Intake, rows: list[Row]) -> Brought:
    """Say what comes in; what an exam has already is not replaced."""
    plans = {row["exam"] for row in store.rows("plans")}
    new_plans = [plan.exam for plan in intake.plans if plan.exam.value not in plans]
    return Brought(
        rows=rows,
        already=len(intake.scores) - len(rows),
        plans=new_plans,
        kept_plans=[plan.exam for plan in intake.plans if plan.exam not in new_plans],
        settings=[s.exam for s in intake.settings if not store.rows("study_settings", exam=s.exam.value)],
        schedules=[s.exam for s in intake.schedules if not store.rows("schedule", exam=s.exam.value)],
    )


def _other_steps(store: Store, draft: Draft, intake: Intake, brought: Brought) -> list[Step]:
    """Return the steps of plans, settings and schedules."""
    from stepready.store.study_rows import schedule_steps, settings_values

    steps = _plan_steps(store, draft, [plan for plan in intake.plans if plan.exam in brought.plans])
    steps += [Step("study_settings", None, settings_values(s)) for s in intake.settings if s.exam in brought.settings]
    for schedule in intake.schedules:
        steps += schedule_steps(None, [], schedule) if schedule.exam in brought.schedules else []
    return steps


def _plan_steps(store: Store, draft: Draft, plans: "list[Plan]") -> list[Step]:
    """Return the steps of plans: the last becomes the one set last, unless the log has a plan of its own."""
    from stepready.store.plan_rows import plan_values

    last = 0 if store.rows("plans") else draft.number
    numbered = enumerate(plans, start=last + 1 - len(plans))
    return [Step("plan", None, plan_values(plan, set_by)) for set_by, plan in numbered]
