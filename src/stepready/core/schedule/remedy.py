"""The ways on after missed days, and what each of them asks."""

from enum import StrEnum

from stepready.core.schedule.planned_days import PlannedDay, Schedule
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError


class Remedy(StrEnum):
    """What to do about work that was missed, or about evidence that came since the schedule was made."""

    CATCH_UP_TODAY = "catch-up-today"
    MORE_EACH_DAY = "more-each-day"
    MOVE_EXAM = "move-exam"
    DROP_CONTENT = "drop-content"
    MOVE_MOCK = "move-mock"
    FOLLOW_EVIDENCE = "follow-evidence"
    GIVE_UP = "give-up"

    @property
    def rule(self) -> str:
        """The rule by which it moves work; content gives way to questions in each of them."""
        return RULES[self]


RULES = {
    Remedy.CATCH_UP_TODAY: "today takes what its hours hold, then the next days",
    Remedy.MORE_EACH_DAY: "spread, every working day the same share of its room",
    Remedy.MOVE_EXAM: "push the date by the fewest days that ask for no more than now",
    Remedy.DROP_CONTENT: "drop content first, its hours take the missed questions",
    Remedy.MOVE_MOCK: "the next practice exam waits, its day and those before catch up",
    Remedy.FOLLOW_EVIDENCE: "topics by the log as it is now; questions and exams stay",
    Remedy.GIVE_UP: "what was missed is given up, the days stay as they are",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way on, with what it asks. Questions `dropped` by choice, `unplaced` for want of hours.

    `schedule` has the days ahead, `keeping` is what is kept once it is chosen: the days so far and those ahead.
    `coverage` (0-1) is the share of all work since the schedule was made that is done or planned.
    `today`, `a_day` (mean of the working days) and `most` (on any day) are questions; `week_hours` is the mean
    hours of a week that the days ask for, before any rounding, and `week_content` those of content in them;
    `week_hours_before` and `week_content_before` are the same for the days as they stand.
    """

    choice: Remedy
    says: str
    schedule: Schedule
    keeping: Schedule
    today: int
    a_day: float
    most: int
    week_hours: float
    week_hours_before: float
    week_content: float
    week_content_before: float
    coverage: float
    dropped: int = 0
    unplaced: int = 0
    notices: tuple[str, ...] = ()

    @property
    def planned(self) -> int:
        """The questions planned from today on."""
        return sum(day.questions for day in self.schedule.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """What is missing, and the ways on: up to six with a backlog, each asking for days of its own.

    With nothing but exams or the test date to put right there is one way: more-each-day, or give-up for exams that the
    rhythm leaves no room for. Topics that the log would choose otherwise are a way of their own.
    """

    backlog: int
    missed: tuple[PlannedDay, ...]
    options: tuple[Option, ...]
    notices: tuple[str, ...]

    def option(self, choice: Remedy) -> Option | None:
        """Return the option of a choice, None when it is not offered."""
        return next((option for option in self.options if option.choice is choice), None)

    def number_of(self, choice: Remedy) -> int:
        """Return the number that stands for an offered way on, counted from 1."""
        return [option.choice for option in self.options].index(choice) + 1

    def numbered(self, number: int) -> Remedy:
        """Return the way on that a number stands for; raise StepreadyError for a number that none has."""
        if not 0 < number <= len(self.options):
            offered = ", ".join(f"{self.number_of(way.choice)} {way.choice.value}" for way in self.options)
            raise StepreadyError(
                f"{number} is the number of no way on; accepted: {offered or 'none, nothing is missing'}"
            )
        return self.options[number - 1].choice

    def chosen(self, choice: Remedy) -> Option:
        """Return the option of a choice; raise StepreadyError when it is not among those offered."""
        option = self.option(choice)
        if option is None:
            offered = ", ".join(way.choice.value for way in self.options)
            if self.backlog:
                raise StepreadyError(f"{choice.value} leads to no days of its own now; accepted: {offered}")
            why = f"only {offered} changes anything" if offered else "the log is level with the schedule"
            raise StepreadyError(f"nothing to replan by {choice.value}: no question is missing, {why}")
        return option
