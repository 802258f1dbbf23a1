"""Change plans, study settings and schedules, one change a transaction."""

from collections.abc import Callable

from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from stepready.core.schedule.day import Schedule, StudySettings
from stepready.store.composed import (
    moved_plan_steps,
    moved_said,
    plan_of,
    plan_said,
    plan_steps,
    schedule_said,
    schedule_steps,
    settings_step,
)
from stepready.store.connection import Store
from stepready.store.writing import drafting


def change_plan(
    store: Store, moment: str, exam: Exam | None, change: Callable[[Plan | None], Plan]
) -> tuple[Plan | None, Plan]:
    """Keep what a change makes of an exam's plan (None: the plan set last), which becomes the one set last."""
    with drafting(store, "plan", moment) as draft:
        rows = store.rows("one_plan", exam=exam.value) if exam else store.rows("all_plan")
        before = plan_of(store, rows[-1]) if rows else None
        after = change(before)
        draft.keep(plan_said(before, after), plan_steps(store, draft, before, after, set_by=draft.number))
    return before, after


def set_settings(store: Store, moment: str, settings: StudySettings) -> None:
    """Keep study settings in place of the exam's earlier ones."""
    with drafting(store, "settings", moment) as draft:
        draft.keep(f"study settings of {settings.exam.label}", [settings_step(store, settings)])


def save_schedule(
    store: Store, moment: str, schedule: Schedule, settings: StudySettings | None, plan: Plan | None
) -> None:
    """Keep a schedule in place of the exam's earlier one, with the settings or plan it goes with."""
    with drafting(store, "schedule", moment) as draft:
        steps, said = schedule_steps(store, schedule), schedule_said(schedule)
        if settings is not None:
            steps.append(settings_step(store, settings))
        if plan is not None:
            moved = moved_plan_steps(store, draft, plan)
            steps += moved
            said += moved_said(schedule, moved[0])
        draft.keep(said, steps)
