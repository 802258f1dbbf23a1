"""Set and show the plan: one for each exam, changed only where named."""

from dataclasses import fields, replace
from datetime import date
from functools import partial
from typing import Any

from stepready.core.facts.exam import USUAL_EXAM, Exam
from stepready.core.guide.choice import choose, fits, unknown_without
from stepready.core.guide.guide import Guide
from stepready.core.guide.plan_checks import checked
from stepready.core.guide.specialty import asked_back
from stepready.core.log.attempts import Attempt
from stepready.core.log.bank import BankTelling, latest
from stepready.core.log.bank_pace import in_short
from stepready.core.plan import Plan
from stepready.core.season.calendar import default_season
from stepready.core.season.prior_sittings import fails
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import full_day, listed
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.services.current_season import season_of
from stepready.store.book import Book

FORGETTABLE = tuple(field.name for field in fields(Plan) if field.name not in ("exam", "season"))
OPTION_FIELDS = {"on": "exam_date", "score": "result", "core-rotations": "core_rotations_done"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """A plan before and after a change, with what the user should know of it."""

    before: Plan | None
    after: Plan
    notices: tuple[str, ...]


def change_plan(
    book: Book, library: Library, *, today: date, exam: Exam | None, changes: dict[str, Any], forget: tuple[str, ...]
) -> PlanChange:
    """Change what is named and keep the rest; the plan becomes the one set last.

    `changes` maps fields of Plan to values. Raise StepreadyError for a value that is not accepted.
    """

    def changed(found: Plan | None) -> Plan:
        current = default_season(today, library.calendar, library.settings.milestones)
        base = found or Plan(exam=exam or USUAL_EXAM, season=current)
        given = {name: checked(name, value, base.exam, today, library) for name, value in changes.items()}
        after = _moved_on(base, replace(base, **given, **_forgotten(forget, given)), given, library)
        after = _of_its_season(base, after, given, library)
        _refuse_early_sending(after, given)
        if given.get("failed_attempts") == 0:
            return replace(after, failed_on=None)
        is_counted = after.failed_on is None or after.failed_attempts > 0
        return after if is_counted else replace(after, failed_attempts=1)

    if changes.get("qbank_used") is not None:
        _refuse_share(book, exam)
    if "specialty" in changes:
        asked_back(changes["specialty"], library.specialties, library.calendar.other_services)
    before, after = book.change_plan(exam, changed, partial(fails, facts=library.facts), today)
    told = (*_left_behind(book, before, after), *_notices(after, before, today, library))
    if "specialty" in changes and (cost := _cost_of_unknown(after, library)):
        told = (*told, cost)
    return PlanChange(before=before, after=after, notices=told)


def _left_behind(book: Book, before: Plan | None, after: Plan) -> tuple[str, ...]:
    """Say which sitting stays as history where a plan with a result moves on to another day's."""
    if before is None or before.result is None or after.exam_date == before.exam_date:
        return ()
    stays = (sat for sat in book.attempts(after.exam) if sat.on == before.exam_date and sat.score == before.result)
    return tuple(f"The sitting stays as history: {sat.said} (`stepready attempt`)." for sat in stays)


def _refuse_share(book: Book, exam: Exam | None) -> None:
    """Raise StepreadyError for a share of the bank where a running total says it already."""
    about = exam or book.exam() or Exam.STEP2CK
    counted = next((total for total in latest(book.bank_totals(about)) if total.told is BankTelling.TOTAL), None)
    if counted is not None:
        raise StepreadyError(
            f"{counted.said} (id {counted.id}) says how much of the bank is done; accepted: a new total, "
            f"`stepready log bank {counted.bank} DONE/SIZE`"
        )


def _moved_on(base: Plan, after: Plan, given: dict[str, Any], library: Library) -> Plan:
    """Leave a failing result with its own day when the plan moves on to a later one: that is a retake."""
    if "exam_date" not in given or "result" in given or base.result is None or base.exam_date is None:
        return after
    sat = Attempt(exam=base.exam, on=base.exam_date, score=base.result)
    is_retake = given["exam_date"] > base.exam_date and fails(sat, library.facts)
    return replace(after, result=None) if is_retake else after


def _of_its_season(base: Plan, after: Plan, given: dict[str, Any], library: Library) -> Plan:
    """Leave an application that was sent in another season behind when the plan moves on to a season."""
    if after.season == base.season or after.applied_on is None or "applied_on" in given:
        return after
    if season_of(after, library, after.applied_on).is_of(after.applied_on):
        return after
    return replace(after, applied=None, applied_on=None, resent_on=given.get("resent_on"))


def _refuse_early_sending(after: Plan, given: dict[str, Any]) -> None:
    """Raise StepreadyError for scores re-sent before there was the score, or the application to add it to."""
    resent = after.resent_on
    if resent is None or "resent_on" not in given:
        return
    sat = None if after.result is None else after.exam_date
    firsts = [(sat, "the exam was sat"), (after.applied_on, "the application went in")]
    for first, what in firsts:
        if first is not None and resent < first:
            raise StepreadyError(
                f"scores re-sent on {resent.isoformat()}, before {what} ({first.isoformat()}); "
                "accepted: a day from then on, or no"
            )


def _cost_of_unknown(plan: Plan, library: Library) -> str | None:
    """Say what a specialty that is not known costs: what the guide that applies can no longer tell."""
    known = [specialty.slug for specialty in library.specialties]
    if plan.specialty is None or plan.specialty in known:
        return None
    said = f"{plan.specialty!r} is not among the specialties known ({', '.join(known)}): its competitiveness is unknown"
    try:
        guide, _ = choose(library.shelf, plan)
    except StepreadyError:
        return f"{said}."
    open_ = unknown_without(guide, plan, library.facts.spec(plan.exam))
    if not open_.rules and not open_.target:
        return f"{said}; under {guide.shown} that changes no rule."
    parts = ["there is no target until `plan set --target`"] if open_.target else []
    if open_.rules:
        parts.append(f"{listed(open_.rules)} {'stay' if len(open_.rules) > 1 else 'stays'} unknown")
    return f"{said}; under {guide.shown} {listed(parts)}."


def _option_of(field: str) -> str:
    """Return the name of the option of `plan set` that sets a field."""
    return next((option for option, named in OPTION_FIELDS.items() if named == field), field.replace("_", "-"))


def _forgotten(names: tuple[str, ...], given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields to forget with what they are then; raise StepreadyError for one that is none, or told too."""
    fields_named = [OPTION_FIELDS.get(name, name.replace("-", "_")) for name in names]
    for name, field in zip(names, fields_named, strict=True):
        if field not in FORGETTABLE:
            accepted = listed([_option_of(field) for field in FORGETTABLE], "or")
            raise StepreadyError(f"cannot forget {name!r}; accepted: {accepted}")
        if field in given:
            raise StepreadyError(f"--forget {name}: found beside --{_option_of(field)}; accepted: one of the two")
    return {field: 0 if field == "failed_attempts" else None for field in fields_named}


def _notices(after: Plan, before: Plan | None, today: date, library: Library) -> tuple[str, ...]:
    found = []
    if before is not None and after.result is not None and before.result is not None and after != before:
        sat = Attempt(exam=after.exam, on=after.exam_date, score=after.result)
        retake = "; give the retake's day: `plan set --on DATE`" if fails(sat, library.facts) else ""
        found.append(f"A result is entered, so the exam counts as taken{retake}.")
    if before is not None and before.season != after.season and before.applied and after.applied is None:
        found.append(
            f"The application that was in was the {before.season} season's: of the {after.season} season's nothing is "
            "said yet, `plan set --applied DATE|no`."
        )
    sent = after.applied_on
    is_said = sent is not None and (before is None or before.applied_on != sent)
    if sent is not None and is_said and not season_of(after, library, today).is_of(sent):
        found.append(
            f"{full_day(sent)} is no day of the {after.season} season's applications, which this plan is for: "
            "is the season right? `plan set --season YEAR`."
        )
    is_new = before is None or before.exam_date != after.exam_date
    if is_new and (question := after.day_question(today)) is not None:
        found.append(question)
    if after.result is not None and after.exam_date is not None and after.exam_date > today:
        found.append(f"The result is entered for a test date still to come ({full_day(after.exam_date)}).")
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedPlan:
    """A plan with what follows from it: the guide that applies, the target in force, the pass mark."""

    plan: Plan
    guide: Guide
    fits: bool
    target: int | None
    pass_mark: int | None
    bank: str | None
    notice: str | None


def describe_plan(book: Book, library: Library, exam: Exam | None, today: date) -> DescribedPlan:
    """Return the plan as a verdict would see it."""
    case = gather_case(book, library, plan_of(book, exam), today)
    return DescribedPlan(
        plan=case.plan,
        guide=case.guide,
        fits=fits(case.guide, case.plan),
        target=case.target,
        pass_mark=case.pass_mark,
        bank=in_short(case.totals),
        notice=case.notice,
    )
