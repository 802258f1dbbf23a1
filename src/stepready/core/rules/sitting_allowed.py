"""Rule kinds about the sitting itself: whether it is allowed at all, and what Step 1 says before Step 2 CK."""

from datetime import date
from typing import Literal

from dateutil.relativedelta import relativedelta

from stepready.core.case import Case
from stepready.core.rules.finding import Finding, Outcome, outcome_of
from stepready.core.values import dataclass
from stepready.core.values.days import SUNDAY, last_seat
from stepready.core.values.wording import count, day_from, full_day

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingAllowed:
    """Attempts are left, the interval after several failures is over, the day lies inside the eligibility window."""

    kind: Literal["sitting-allowed"] = "sitting-allowed"

    def judge(self, case: Case) -> Finding:
        """Hold the booked day against the limits, the one that nothing mends first."""
        required = "attempts left, interval past, inside eligibility"
        for found in (_used_up(case), _outside(case), _too_soon(case)):
            if found is not None:
                return Finding(outcome=found[0], reason=found[1], observed=found[2], required=required)
        turn = ORDINALS[len(case.prior.failed)]
        end = case.plan.eligibility_end
        inside = f", inside eligibility until {day_from(end, case.as_of)}" if end and case.plan.exam_date else ""
        return Finding(
            outcome=Outcome.PASS, reason=f"{turn} attempt{inside}", observed=f"{turn} attempt", required=required
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step1Passed:
    """Step 1 is passed."""

    kind: Literal["step1-passed"] = "step1-passed"

    def judge(self, case: Case) -> Finding:
        """Return what was said of Step 1, or what its sittings show."""
        passed = case.step1_passed
        if passed is None:
            return Finding(
                outcome=Outcome.UNKNOWN, reason="nothing said of Step 1 (plan set --step1)", required="passed"
            )
        failed = " after a failure" if passed and case.step1_failed else ""
        said = f"passed{failed}" if passed else "not passed"
        return Finding(outcome=outcome_of(passed), reason=f"Step 1 {said}", observed=said, required="passed")


def attempts_left(case: Case) -> int:
    """Return how often the plan's exam may still be sat, the booked sitting among them."""
    return max(0, case.facts.attempts.most - len(case.prior.failed))


def is_interval_open(case: Case) -> bool:
    """Whether the interval binds and the day of a failed sitting it runs from is not known."""
    return len(case.prior.failed) >= case.facts.attempt_interval.failures and case.prior.undated > 0


def dating(case: Case) -> str:
    """Return the command that gives a failed sitting its day, of the first one without."""
    first = next((sat.id for sat in case.prior.failed if sat.on is None), None)
    return f"`stepready attempt edit {first or 'ID'} --on DATE`"


def first_allowed(case: Case) -> date | None:
    """Return the first day that the interval between attempts allows, as far as their days are known.

    None where it binds no day or no day is known. With a day not known no earlier one is allowed, and a later one may
    not be either.
    """
    gap, days = case.facts.attempt_interval, case.prior.failed_days
    if len(case.prior.failed) < gap.failures or not days:
        return None
    after_latest = days[-1] + relativedelta(months=gap.months_after_latest)
    if is_interval_open(case):
        return after_latest
    return max(after_latest, days[0] + relativedelta(months=gap.months_after_first))


def is_eligible(case: Case, day: date) -> bool:
    """Whether a day lies inside the eligibility window, as far as it is known."""
    return case.plan.eligibility_end is None or day <= case.plan.eligibility_end


def may_sit(case: Case, day: date) -> bool:
    """Whether the exam may be sat on a day as far as is known: attempts, interval, eligibility, no Sunday."""
    first = first_allowed(case)
    is_over = not attempts_left(case) or case.prior.passed is not None
    is_soon = is_interval_open(case) or (first is not None and day < first)
    return not (is_over or is_soon) and is_eligible(case, day) and day.weekday() != SUNDAY


Found = tuple[Outcome, str, str | None]


def _used_up(case: Case) -> Found | None:
    most, failed = case.facts.attempts, len(case.prior.failed)
    if case.prior.passed is not None:
        return Outcome.FAIL, f"{case.plan.exam.label} is passed, and a passed Step cannot be taken again", "passed"
    if attempts_left(case):
        return None
    told = f"{count(failed, 'failed sitting')}: no attempt is left, at most {most.most} a Step ({most.status.value})"
    return Outcome.FAIL, told, count(failed, "failed sitting")


def _outside(case: Case) -> Found | None:
    booked, end = case.plan.exam_date, case.plan.eligibility_end
    if booked is None or end is None or is_eligible(case, booked):
        return None
    booking = case.facts.booking
    last = last_seat(end)
    inside = "" if last < case.as_of else f"the last day to sit inside it is {full_day(last)}; "
    told = (
        f"the eligibility window {'ended' if end < case.as_of else 'ends'} on {full_day(end)}, before the exam "
        f"({booking.status.value}): {inside}a later day needs the one extension of {booking.eligibility_months} months"
    )
    return Outcome.FAIL, told, f"eligible until {day_from(end, case.as_of)}"


def _too_soon(case: Case) -> Found | None:
    gap, failed, booked = case.facts.attempt_interval, len(case.prior.failed), case.plan.exam_date
    if failed < gap.failures:
        return None
    rule = (
        f"after {gap.failures} failures the next sitting is {gap.months_after_first} months after the first of them "
        f"and {gap.months_after_latest} after the latest at the earliest ({gap.status.value})"
    )
    first = first_allowed(case)
    if first is not None and booked is not None and booked < first:
        return Outcome.FAIL, f"{rule}: not before {full_day(first)}", f"allowed from {day_from(first, case.as_of)}"
    if is_interval_open(case):
        told = f"{rule}, and the day of {count(case.prior.undated, 'failure')} is not known (stepready attempt)"
        return Outcome.UNKNOWN, told, None
    if first is None or booked is not None:
        return None
    return Outcome.UNKNOWN, f"{rule}: not before {full_day(first)}", f"allowed from {day_from(first, case.as_of)}"
