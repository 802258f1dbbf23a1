"""Change plans, study settings and schedules, one change a transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count as count_from

from stepready.core.facts.exam import Exam
from stepready.core.log.attempts import Attempt, Fails, is_called_failed, retold, told_by
from stepready.core.log.bank import BankTelling, BankTotal, share_told, told_uid
from stepready.core.plan import Plan
from stepready.core.schedule.planned_days import Schedule, StudySettings
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count
from stepready.store.codec import HANDED_OUT, Values, row_of
from stepready.store.composed import attempts_of, plan_of
from stepready.store.connection import Store
from stepready.store.journal import Step, changes_said, image
from stepready.store.kinds import ATTEMPT, BANK_TOTAL, PLAN, SCHEDULE, SCHEDULE_DAY, STUDY_SETTINGS
from stepready.store.writing import Draft, drafting


class ChangedMeanwhileError(StepreadyError):
    """The book is no longer what a change was worked out from; nothing was kept."""

    def __init__(self) -> None:
        """Say that it is worth another try."""
        super().__init__("the log changed while the schedule was made; nothing was kept, run the command again")


def change_plan(
    store: Store,
    moment: str,
    exam: Exam | None,
    change: Callable[[Plan | None], Plan],
    *,
    fails: Fails | None,
    today: date | None,
) -> tuple[Plan | None, Plan]:
    """Keep what a change makes of an exam's plan (None: the plan set last), which becomes the one set last.

    `fails` tells which of the exam's attempts are the failed ones a plan counts. What the plan tells of the question
    bank is told `today`; None for the day of the moment.
    """
    fails = fails or is_called_failed
    with drafting(store, "plan", moment) as draft:
        rows = store.rows("one_plan", exam=exam.value) if exam else store.rows("all_plan")
        before = plan_of(store, rows[-1], fails) if rows else None
        after = change(before)
        steps = plan_steps(store, draft, before, after, set_by=draft.stamp, fails=fails)
        if after.qbank_used != (before.qbank_used if before else None):
            share = share_told(after.exam, today or date.fromisoformat(moment[:10]), after.qbank_used)
            steps.append(told_step(store, draft, after.exam, BankTelling.SHARE, share))
        draft.keep(plan_said(before, after), steps)
    return before, after


def told_step(store: Store, draft: Draft, exam: Exam, told: BankTelling, total: BankTotal | None) -> Step:
    """Return the step to the one share, or the one count of questions left, that an exam has; None takes it away."""
    uid = told_uid(exam, told)
    before = next((image(row) for row in store.rows("all_bank_total") if row["uid"] == uid), None)
    if total is None:
        return Step(BANK_TOTAL.name, before, None)
    values = row_of(BANK_TOTAL, total)
    if before is not None:
        return Step(BANK_TOTAL.name, before, {name: before[name] for name in HANDED_OUT} | values)
    return Step(BANK_TOTAL.name, None, draft.numbered(BANK_TOTAL, values, uid=uid))


def set_settings(store: Store, moment: str, settings: StudySettings) -> None:
    """Keep study settings in place of the exam's earlier ones."""
    with drafting(store, "settings", moment) as draft:
        draft.keep(f"study settings of {settings.exam.label}", [settings_step(store, settings)])


def save_schedule(
    store: Store,
    moment: str,
    schedule: Schedule,
    *,
    settings: StudySettings | None,
    plan: Plan | None,
    bank: Sequence[BankTotal | None],
    said: str,
    version: int | None,
) -> None:
    """Keep a schedule in place of the exam's earlier one, with the settings, plan or questions left it goes with.

    `bank` holds the questions left as they are told now, None to forget them, or nothing where they were not spoken
    of. `said` names the change, empty for the schedule's own name. Raise ChangedMeanwhileError when the book is no
    longer at the `version` the schedule was worked out from; None where that does not matter.
    """
    with drafting(store, "schedule", moment) as draft:
        if version is not None and version != draft.number - 1:
            raise ChangedMeanwhileError
        steps, said = schedule_steps(store, schedule), said or schedule_said(schedule)
        if settings is not None:
            steps.append(settings_step(store, settings))
        steps += [told_step(store, draft, schedule.exam, BankTelling.LEFT, left) for left in bank]
        if plan is not None:
            moved = moved_plan_steps(store, draft, plan)
            steps += moved
            said += moved_said(schedule, moved[0])
        draft.keep(said, steps)


def plan_said(before: Plan | None, after: Plan) -> str:
    """Say what `plan set` changed."""
    base = before or Plan(exam=after.exam)
    return f"plan set for {after.exam.label}: {changes_said(base, after) or 'nothing changed'}"


def plan_steps(
    store: Store, draft: Draft, before: Plan | None, after: Plan, *, set_by: str, fails: Fails = is_called_failed
) -> list[Step]:
    """Return the steps from one plan of an exam to another, and from what they tell of its attempts."""
    found = store.rows("one_plan", exam=after.exam.value)
    kept = image(found[0]) if found else None
    return [
        Step(PLAN.name, kept, row_of(PLAN, after, set_by=set_by)),
        *_attempt_steps(store, draft, before or Plan(exam=after.exam), after, fails),
    ]


def _attempt_steps(store: Store, draft: Draft, before: Plan, after: Plan, fails: Fails) -> list[Step]:
    """Return the steps of the attempts that a changed plan tells of."""
    rows = {row["id"]: image(row) for row in store.rows("all_attempt")}
    kept = attempts_of(store, after.exam)
    wanted = retold(kept, told_by(before), told_by(after), after.exam, fails)
    known = {attempt.id: attempt for attempt in kept}
    gone = known.keys() - {attempt.id for attempt in wanted}
    steps = [Step(ATTEMPT.name, rows[number], None) for number in sorted(gone)]
    taken = {attempt.uid for attempt in kept}
    for attempt in wanted:
        values = row_of(ATTEMPT, attempt)
        if attempt.id == 0:
            uid = _told_uid(attempt, after, taken)
            taken.add(uid)
            steps.append(Step(ATTEMPT.name, None, draft.numbered(ATTEMPT, values, uid=uid)))
        elif attempt != known[attempt.id]:
            row = rows[attempt.id]
            steps.append(Step(ATTEMPT.name, row, {name: row[name] for name in HANDED_OUT} | values))
    return steps


def _told_uid(attempt: Attempt, plan: Plan, taken: set[str]) -> str:
    """Return the uid of a sitting that a plan tells of: two devices told the same have the same sitting."""
    name = "result" if attempt.on is not None and attempt.on == plan.exam_date else "failed"
    uids = (f"{plan.exam.value}{name}{number}" for number in count_from(1))
    return next(uid for uid in uids if uid not in taken)


def settings_step(store: Store, settings: StudySettings) -> Step:
    """Return the step of study settings in place of the exam's earlier ones."""
    found = store.rows("one_study_settings", exam=settings.exam.value)
    return Step(STUDY_SETTINGS.name, image(found[0]) if found else None, row_of(STUDY_SETTINGS, settings))


def schedule_said(schedule: Schedule) -> str:
    """Name a schedule for the journal."""
    days = count(len(schedule.days), "day")
    return f"schedule of {schedule.exam.label} made on {schedule.made_on.isoformat()} ({days})"


def schedule_steps(store: Store, schedule: Schedule) -> list[Step]:
    """Return the steps from the rows of the exam's kept schedule to those of a new one."""
    exam = schedule.exam.value
    return [
        *(Step(SCHEDULE.name, image(row), None) for row in store.rows("one_schedule", exam=exam)),
        *(Step(SCHEDULE_DAY.name, image(day), None) for day in store.rows("schedule_days", exam=exam)),
        Step(SCHEDULE.name, None, row_of(SCHEDULE, schedule)),
        *(Step(SCHEDULE_DAY.name, None, _day_values(exam, day)) for day in schedule.days),
    ]


def _day_values(exam: str, day: object) -> Values:
    return row_of(SCHEDULE_DAY, day, exam=exam)


def moved_plan_steps(store: Store, draft: Draft, plan: Plan) -> list[Step]:
    """Return the steps of a plan whose test date moves; the rest of it, and which plan was set last, stays."""
    found = store.rows("one_plan", exam=plan.exam.value)
    if not found:
        return plan_steps(store, draft, None, plan, set_by=draft.stamp)
    kept = plan_of(store, found[0])
    moved = replace(kept, exam_date=plan.exam_date)
    return plan_steps(store, draft, kept, moved, set_by=found[0]["set_by"])


def moved_said(schedule: Schedule, step: Step) -> str:
    """Say which test date a schedule moves its plan to, and from which."""
    before = step.before["exam_date"] if step.before else None
    return f", test date {schedule.exam_date.isoformat()}" + (f" instead of {before}" if before else "")
