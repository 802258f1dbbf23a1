"""Change study settings and schedules."""

from typing import TYPE_CHECKING

from stepready.store.connection import Store
from stepready.store.draft import drafting
from stepready.store.journal import Step
from stepready.store.study_rows import schedule_said, schedule_steps, settings_values
from stepready.store.writing import row_of

if TYPE_CHECKING:
    from stepready.core.plan import Plan
    from stepready.core.schedule.day import Schedule, StudySettings


def set_settings(store: Store, moment: str, settings: "StudySettings") -> None:
    """Keep study settings in place of the exam's earlier ones."""
    with drafting(store, "settings", moment) as draft:
        draft.keep(f"study settings of {settings.exam.label}", [_settings_step(store, settings)])


def save_schedule(
    store: Store, moment: str, schedule: "Schedule", settings: "StudySettings | None", plan: "Plan | None"
) -> None:
    """Keep a schedule in place of the exam's earlier one, with the settings or plan it goes with."""
    with drafting(store, "schedule", moment) as draft:
        exam = schedule.exam.value
        steps = schedule_steps(row_of(store, "schedule", exam=exam), store.rows("schedule_days", exam=exam), schedule)
        if settings is not None:
            steps.append(_settings_step(store, settings))
        said = schedule_said(schedule)
        if plan is not None:
            steps.append(_plan_step(store, plan, draft.number))
            said += f", test date {schedule.exam_date.isoformat()}{_before(steps[-1])}"
        draft.keep(said, steps)


def _settings_step(store: Store, settings: "StudySettings") -> Step:
    before = row_of(store, "study_settings", exam=settings.exam.value)
    return Step("study_settings", before, settings_values(settings))


def _before(step: Step) -> str:
    """Say which test date a plan had before."""
    return f" instead of {step.before['exam_date']}" if step.before and step.before["exam_date"] else ""


def _plan_step(store: Store, plan: "Plan", number: int) -> Step:
    """Return the step of a plan whose test date moves; the rest of it, and which plan was set last, stays."""
    from stepready.store.plan_rows import plan_values

    before = row_of(store, "plan", exam=plan.exam.value)
    after = plan_values(plan, number)
    return Step("plan", before, {**before, "exam_date": after["exam_date"]} if before else after)
