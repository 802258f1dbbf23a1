"""The plan a verdict is about: one for each exam."""

from datetime import date, timedelta

from stepready.core.facts.exam import Applicant, Exam, Step1
from stepready.core.values import dataclass
from stepready.core.values.days import sunday_question
from stepready.core.values.wording import full_day

FURTHEST_BOOKED = timedelta(days=730)
"""A test date farther away than two years is asked about, and no schedule is made for it yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the user said about one exam; None means not said.

    `season` is the ERAS season (2028 = applications in September 2027). `result` is a three-digit score,
    `pass` or `fail` once known. `low_pass` is the low-pass range printed on the user's own Step 1 report,
    in equated percent. `failed_attempts` counts failed sittings of this exam, `failed_on` is the latest; they and
    `result` are what the exam's attempts mean for this plan.
    `eligibility_end` is the last day of the eligibility window. `qbank_used` is the share of the question bank done
    once, in percent. `applied` says whether the application is in, `applied_on` since when; `resent_on` is the day
    scores were re-sent by hand.
    """

    exam: Exam
    exam_date: date | None = None
    target: int | None = None
    applicant: Applicant | None = None
    specialty: str | None = None
    season: int | None = None
    guide: str | None = None
    step1: Step1 | None = None
    failed_attempts: int = 0
    failed_on: date | None = None
    result: str | None = None
    low_pass: tuple[int, int] | None = None
    can_skip_cycle: bool | None = None
    eligibility_end: date | None = None
    core_rotations_done: bool | None = None
    qbank_used: float | None = None
    applied: bool | None = None
    applied_on: date | None = None
    resent_on: date | None = None

    @property
    def has_failed(self) -> bool:
        """Whether this exam was failed before, or its result entered as a failure by name."""
        return self.failed_attempts > 0 or self.failed_on is not None or self.result == "fail"

    @property
    def no_attempt(self) -> str:
        """What is said in place of a schedule once the exam may not be sat again."""
        return f"no attempt at {self.exam.label} is left: there is nothing to schedule (stepready attempt list)"

    def is_over(self, as_of: date) -> bool:
        """Whether the exam is behind on a day: its own day is past, or a result is entered."""
        return self.result is not None or (self.exam_date is not None and self.exam_date < as_of)

    def day_question(self, today: date) -> str | None:
        """Ask about a test date past without a result, a Sunday to come, or years away; None for any other."""
        booked = self.exam_date
        if booked is None or self.result is not None:
            return None
        if booked < today:
            asks = "was the exam sat then? `plan set --score N`; if not, give the day booked now."
            return f"{full_day(booked)} is past: {asks}"
        if booked - today > FURTHEST_BOOKED:
            return f"{full_day(booked)} is more than two years away: is the year right?"
        return sunday_question(booked)
