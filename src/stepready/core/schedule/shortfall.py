"""Where the days do not suffice: by how much, and for whose demand."""

from enum import StrEnum

from stepready.core.rules.diagnostic_time import band_of
from stepready.core.schedule.planned_days import Schedule
from stepready.core.schedule.request import WEEK, Request, Slot
from stepready.core.values import dataclass
from stepready.core.values.wording import count, full_day, number

TWO_WEEKS = 14


class Scarce(StrEnum):
    """What there is too little of."""

    DAYS = "days"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A demand that the days do not meet. `asked` and `held` are days, or questions; `guide` is whose demand it is.

    The demand of a question bank is the user's own: `guide` is empty then.
    """

    scarce: Scarce
    says: str
    guide: str
    asked: int
    held: int

    @property
    def missing(self) -> int:
        """By how much the days fall short."""
        return self.asked - self.held

    @property
    def by(self) -> str:
        """By how much, and for whose demand: `by 320 questions for the demand of pmr`."""
        whose = f"the demand of {self.guide}" if self.guide else "your question bank"
        return f"{count(self.missing, self.scarce.value[:-1])} short for {whose}"


def shortfalls(request: Request, laid_out: tuple[Slot, ...], schedule: Schedule) -> tuple[Shortfall, ...]:
    """Return the demands that the days to the exam do not meet: of weeks first, then of questions."""
    return (*_of_weeks(request), *_of_hours(request, laid_out), *_of_bank(request, schedule))


def _of_weeks(request: Request) -> list[Shortfall]:
    """Compare the time with what the diagnostic band and the guide's full-time phases ask for.

    Weeks already studied under the kept schedule are part of it.
    """
    left, lines = (request.exam_date - request.start).days, request.lines
    begun = "" if request.start == request.as_of else f" from {full_day(request.start)} on"
    there_are = f"{_left(left)} left{begun}"
    found = []
    score = _diagnosed(request)
    band = None if score is None else band_of(score, lines.diagnostic)
    if score is not None and band is not None and left / WEEK < band.min_weeks:
        weeks = f"{number(band.min_weeks)}-{number(band.max_weeks)} weeks"
        says = f"too short: a practice score of {number(score)} asks for {weeks}; {there_are}"
        found.append((round(band.min_weeks * WEEK), says, lines.diagnostic_by))
    shortest = sum(phase.min_days for phase in lines.phases if phase.load == "full-time")
    if left < shortest:
        says = f"the guide's full-time weeks take {number(shortest / WEEK)} weeks at least; {there_are}"
        found.append((shortest, says, lines.guide))
    return [
        Shortfall(scarce=Scarce.DAYS, says=says, guide=guide or lines.guide, asked=asked, held=left)
        for asked, says, guide in found
    ]


def _diagnosed(request: Request) -> float | None:
    """Return the score that preparation started from: the latest on its first day, None without one."""
    if request.began is not None:
        return request.diagnosed
    return None if request.last_exam is None else request.last_exam[1]


def _of_hours(request: Request, laid_out: tuple[Slot, ...]) -> list[Shortfall]:
    """Name the phases in which no working day's hours hold the guide's questions."""
    working = [slot for slot in laid_out if slot.hours > 0]
    found = []
    for name in dict.fromkeys(slot.phase.name for slot in working):
        days = [slot for slot in working if slot.phase.name == name]
        rooms = [slot.room(request.lines.working.question_minutes) for slot in days]
        phase = days[0].phase
        least, most = phase.questions
        if max(rooms) < least:
            says = (
                f"{name}: your hours hold {count(max(rooms), 'question')} a day with review; "
                f"the guide's range is {least}-{most}"
            )
            by = phase.questions_by or request.lines.guide
            short = Shortfall(scarce=Scarce.QUESTIONS, says=says, guide=by, asked=least * len(days), held=sum(rooms))
            found.append(short)
    return found


def _of_bank(request: Request, schedule: Schedule) -> list[Shortfall]:
    """Say what of the question bank fits on no day until it must be done."""
    left, by = request.settings.questions_left, request.settings.bank_done_by
    if request.total is not None or left is None:
        return []
    until = by or request.exam_date
    planned = sum(day.questions for day in schedule.days if day.day <= until)
    if planned >= left:
        return []
    rest = "the others come after it" if by is not None else "the others fit on no day"
    says = (
        f"the question bank cannot be done once by {full_day(until)}: "
        f"{planned} of {left} questions fit until then, {rest}"
    )
    return [Shortfall(scarce=Scarce.QUESTIONS, says=says, guide="", asked=left, held=planned)]


def _left(days: int) -> str:
    """Write the time left: in weeks, under two of them in days."""
    if days < TWO_WEEKS:
        return "1 day is" if days == 1 else f"{days} days are"
    return f"{number(days / WEEK)} weeks are"


def told(found: tuple[Shortfall, ...]) -> tuple[str, ...]:
    """Say the first shortfall in one note that leads to the choices, then the others."""
    if not found:
        return ()
    first, *others = found
    lead = f"{first.says} ({first.by}); `stepready schedule enough` shows the choices"
    return (lead, *(short.says for short in others))
