"""Change scores and plans, one change a transaction."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from stepready.core.errors import StepreadyError
from stepready.store.connection import Row, Store
from stepready.store.draft import drafting
from stepready.store.journal import Step
from stepready.store.rows import entry_values, score_from
from stepready.store.sayings import edit_said, score_said

if TYPE_CHECKING:
    from stepready.core.facts.exam import Exam
    from stepready.core.log.score import Entry, Score
    from stepready.core.plan import Plan


def add_score(store: Store, moment: str, entry: "Entry") -> "Score":
    """Keep an entry under a new id."""
    with drafting(store, "log", moment) as draft:
        row = draft.new_score(entry_values(entry))
        score = score_from(row)
        draft.keep(f"log {score_said(score)}", [Step("score", None, row)])
    return score


def replace_score(store: Store, moment: str, score_id: int, change: "Callable[[Score], Entry]") -> "Score":
    """Put what a change makes of a score in its place; its id and uid stay."""
    with drafting(store, "edit", moment) as draft:
        before = _score_row(store, score_id)
        found = score_from(before)
        after = {"id": before["id"], "uid": before["uid"], **entry_values(change(found))}
        score = score_from(after)
        draft.keep(edit_said(found, score), [Step("score", before, after)])
    return score


def remove_score(store: Store, moment: str, score_id: int) -> "Score":
    """Remove a score."""
    with drafting(store, "rm", moment) as draft:
        row = _score_row(store, score_id)
        score = score_from(row)
        draft.keep(f"rm {score_said(score)}", [Step("score", row, None)])
    return score


def set_plan(store: Store, moment: str, plan: "Plan") -> None:
    """Keep a plan, which becomes the one set last."""
    change_plan(store, moment, plan.exam, lambda _: plan)


def change_plan(
    store: Store, moment: str, exam: "Exam | None", change: "Callable[[Plan | None], Plan]"
) -> "tuple[Plan | None, Plan]":
    """Keep what a change makes of an exam's plan (None: the plan set last), which becomes the one set last."""
    from stepready.store.plan_rows import plan_from, plan_said, plan_values

    with drafting(store, "plan", moment) as draft:
        rows = store.rows("plan", exam=exam.value) if exam else store.rows("plans")
        row = rows[-1] if rows else None
        before = plan_from(row) if row else None
        after = change(before)
        draft.keep(plan_said(before, after), [Step("plan", row, plan_values(after, draft.number))])
    return before, after


def row_of(store: Store, name: str, **values: Any) -> Row | None:
    """Return the one row a statement finds, or None."""
    rows = store.rows(name, **values)
    return rows[0] if rows else None


def _score_row(store: Store, score_id: int) -> Row:
    row = row_of(store, "score", id=score_id)
    if row is None:
        raise StepreadyError(f"the score with id {score_id} is gone; `stepready scores` lists the ids")
    return row
