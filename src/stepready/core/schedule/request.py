"""Everything a schedule is made from: the days from today to the exam's eve with their hours, and what comes of it."""

from dataclasses import replace
from datetime import date, timedelta

from stepready.core.plan import Plan
from stepready.core.rules.diagnostic_time import band_of
from stepready.core.schedule.planned_days import SATURDAY, PlannedExam, Schedule, StudySettings
from stepready.core.schedule.study_lines import PhaseLine, StudyLines
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusTopic:
    """A topic to favour; of two topics the heavier comes up more often."""

    topic: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a schedule is made from, on one day.

    `forms` are the practice forms not yet taken, the least informative first. `last_exam` is the latest
    practice exam taken and its value, None without one. `total` fixes the questions of the whole schedule
    (a replan carries them over); None lets the guide and the question bank decide. `sat` is the practice exam taken
    today: today is its day, no other day gets its form. `reviewing` is the one taken before today that no working day
    has reviewed yet. `exams_taken` counts the practice exams of this exam taken so far. `began` is the first day of the
    schedule kept now, None without one; `diagnosed` the latest practice score up to the day preparation counts from.
    """

    as_of: date
    exam_date: date
    lines: StudyLines
    settings: StudySettings
    forms: tuple[PlannedExam, ...] = ()
    last_exam: tuple[date, float] | None = None
    focus: tuple[FocusTopic, ...] = ()
    total: int | None = None
    sat: PlannedExam | None = None
    reviewing: PlannedExam | None = None
    exams_taken: int = 0
    began: date | None = None
    diagnosed: float | None = None

    @property
    def start(self) -> date:
        """The day from which the weeks of preparation count: the kept schedule's first, else today."""
        return self.as_of if self.began is None else min(self.began, self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A schedule and what the user should know about it: the first so many `at_once`, as only making it tells them.

    `unplaced` questions fit on no day.
    """

    schedule: Schedule
    notices: tuple[str, ...] = ()
    at_once: int = 0
    unplaced: int = 0


WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One day before anything is placed on it. `hours` is 0 on rest days and days away, less on days of the taper."""

    day: date
    phase: PhaseLine
    hours: float
    away: bool
    is_taper: bool = False

    def room(self, minutes: float) -> int:
        """Return how many questions of so many minutes the hours hold."""
        return held(self.hours, minutes)


def held(hours: float, minutes: float) -> int:
    """Return how many questions of so many minutes some hours hold."""
    return int(hours * 60 / minutes + 1e-9)


def slots(request: Request) -> tuple[Slot, ...]:
    """Lay out the days from today to the exam's eve, phases in order and without a gap."""
    total = (request.exam_date - request.as_of).days
    phases = _fitted(request)
    made = []
    day = request.as_of
    for phase, length in zip(phases, lengths(phases, total), strict=True):
        for _ in range(length):
            made.append(hours_on(day, phase, request))
            day += timedelta(days=1)
    return tuple(made)


def hours_on(day: date, phase: PhaseLine, request: Request) -> Slot:
    """Return a day of a phase with the hours the user has on it; the last days before the exam take a share of them."""
    settings, working = request.settings, request.lines.working
    is_last = (request.exam_date - day).days <= working.taper_days
    hours = _hours(day, phase, settings) * (working.taper_share if is_last else 1)
    return Slot(day=day, phase=phase, hours=hours, away=is_away(day, settings), is_taper=is_last)


def lengths(phases: tuple[PhaseLine, ...], total: int) -> list[int]:
    """Share the days out from the exam backwards; less than a week left over goes to the phase after it."""
    left, backwards = total, []
    for phase in reversed(phases):
        taken = left if phase is phases[0] or phase.max_days is None else min(left, phase.max_days)
        if left - taken < WEEK:
            taken = left
        backwards.append(taken)
        left -= taken
    return backwards[::-1]


def is_away(day: date, settings: StudySettings) -> bool:
    """Whether the user is away on a day."""
    return any(first <= day <= last for first, last in settings.away)


def fullest_weekday(laid_out: tuple[Slot, ...], settings: StudySettings) -> float:
    """Return the hours of the fullest weekday, whatever a rotation, days away or the taper leave of it."""
    week = settings.hours or (None,) * WEEK
    return max(
        (
            _guides(weekday, phase) if own is None else own
            for phase in {slot.phase for slot in laid_out}
            for weekday, own in enumerate(week)
            if weekday not in settings.rest_weekdays
        ),
        default=0.0,
    )


def is_off(day: date, settings: StudySettings) -> bool:
    """Whether the user's own settings leave a day free: a rest weekday, a day away, or one without hours."""
    if day.weekday() in settings.rest_weekdays or is_away(day, settings):
        return True
    return _own_hours(day, settings) == 0


def _own_hours(day: date, settings: StudySettings) -> float | None:
    """Return the hours the user gives a day: the weekday's, on a rotation at most its own; None for the guide's."""
    own = None if settings.hours is None else settings.hours[day.weekday()]
    if not settings.rotations:
        return own
    on_rotation = [rotation.hours for rotation in settings.rotations if rotation.holds(day)]
    return min((hours for hours in (own, *on_rotation) if hours is not None), default=None)


def _hours(day: date, phase: PhaseLine, settings: StudySettings) -> float:
    if day.weekday() in settings.rest_weekdays or is_away(day, settings):
        return 0.0
    own = _own_hours(day, settings)
    if own is not None:
        return float(own)
    return _guides(day.weekday(), phase)


def _guides(weekday: int, phase: PhaseLine) -> float:
    return phase.day.weekend_hours if weekday >= SATURDAY else phase.day.weekday_hours


def _fitted(request: Request) -> tuple[PhaseLine, ...]:
    """Stretch or shrink the first full-time phase towards the weeks that the latest practice score asks for."""
    phases = request.lines.phases
    band = band_of(request.last_exam[1], request.lines.diagnostic) if request.last_exam else None
    full = [phase for phase in phases if phase.load == "full-time" and phase.max_days is not None]
    if band is None or not full:
        return phases
    usual = sum(phase.max_days or 0 for phase in full)
    wanted = min(max(usual, round(band.min_weeks * WEEK)), round(band.max_weeks * WEEK))
    first = full[0]
    longest = max(first.min_days, (first.max_days or 0) + wanted - usual)
    lasting = replace(first, min_days=min(first.min_days, longest), max_days=longest)
    return tuple(lasting if phase is first else phase for phase in phases)


def exam_day(plan: Plan) -> date:
    """Return the plan's test date; raise StepreadyError when there is none or a result is known."""
    if plan.result is not None:
        raise StepreadyError(f"{plan.exam.label} has a result ({plan.result}): there is nothing left to schedule")
    if plan.exam_date is None:
        raise StepreadyError(
            f"the {plan.exam.label} plan has no test date; a schedule needs one: stepready plan set --on DATE"
        )
    return plan.exam_date
