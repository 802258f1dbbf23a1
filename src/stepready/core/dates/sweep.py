"""Every feasible test date against every deadline: what waiting buys, what it costs, which dates are beaten."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from stepready.core.facts.facts import Facts
from stepready.core.plan import Plan
from stepready.core.season.arrival import Arrival
from stepready.core.season.season import Season
from stepready.core.season.windows import Timing, TimingWord
from stepready.core.values import dataclass
from stepready.core.values.days import SUNDAY
from stepready.core.values.wording import day_from, marked, percent

EARLY_OCTOBER = "early_october"
OCTOBER = 10


class Forecasted(Protocol):
    """What the sweep needs of a forecast: the mean on the exam's scale, probabilities 0-1 or None."""

    @property
    def mean(self) -> float:
        """The expected score."""

    @property
    def p_target(self) -> float | None:
        """The probability of reaching the target."""

    @property
    def p_pass(self) -> float | None:
        """The probability of passing."""

    @property
    def unsupported(self) -> str | None:
        """Why no data support it, in a few words; None where they do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweptDay:
    """One test day. Probabilities are 0-1; None is unknown, never small.

    `p_score_by` gives the chance that the score is visible by each deadline. `exam_verdict` is what the go rules
    are expected to say by then, `exam_verdict_now` what they say on today's scores. `in_eligibility` is False
    after the end of the eligibility window, None when the window is not known. `allowed` says whether the exam may be
    sat then: such a day alone beats another or stands unbeaten. `unsupported` says in a few words why
    no data support the chances of target and pass, None where they do.
    """

    exam_date: date
    mean: float | None
    p_target: float | None
    p_pass: float | None
    pass_mark: int | None
    score_typical: date
    score_safe: date
    p_score_by: Mapping[str, float]
    timing: TimingWord | None
    exam_verdict: str
    exam_verdict_now: str
    in_eligibility: bool | None = None
    allowed: bool = True
    unsupported: str | None = None

    @property
    def supported(self) -> bool:
        """Whether data support the chances of target and pass."""
        return self.unsupported is None

    @property
    def today_says(self) -> str | None:
        """What the rules say of the day on today's scores, where by then something else is expected; else None."""
        return None if self.exam_verdict == self.exam_verdict_now else f"{self.exam_verdict_now} on today's scores"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSafe:
    """The last test days whose score is visible by a deadline with 90 % and with 99 %."""

    p90: date
    p99: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a sweep is about. `forecast_on`, `expected_on`, `now_on` and `may_sit` answer for one test day.

    `timing` is None for a plan without windows.
    """

    as_of: date
    plan: Plan
    season: Season
    facts: Facts
    arrival: Arrival
    timing: Timing | None
    forecast_on: Callable[[date], Forecasted | None]
    expected_on: Callable[[date], str]
    now_on: Callable[[date], str]
    may_sit: Callable[[date], bool] = lambda day: day.weekday() != SUNDAY


def deadlines_of(season: Season, facts: Facts) -> dict[str, date]:
    """Return the days a score may have to be visible by, earliest first: the milestones and early October."""
    early = date(season.application_year, OCTOBER, int(facts.readings.early_month_ends.value))
    days = {milestone.id: milestone.on for milestone in season.milestones} | {EARLY_OCTOBER: early}
    return dict(sorted(days.items(), key=lambda item: item[1]))


def judge_days(question: Question, days: list[date]) -> tuple[SweptDay, ...]:
    """Return a row for each test day, in the order given."""
    step2 = question.facts.spec(question.plan.exam).seasonal
    deadlines = deadlines_of(question.season, question.facts) if step2 else {}
    return tuple(_row(question, test_day, deadlines) for test_day in days)


def last_safe_days(arrival: Arrival, deadlines: Mapping[str, date]) -> dict[str, LastSafe]:
    """Return the last safe test days for each deadline."""
    return {name: last_safe(arrival, by) for name, by in deadlines.items()}


def last_safe(arrival: Arrival, by: date) -> LastSafe:
    """Return the last test days whose score is visible by a day with 90 % and with 99 %."""
    return LastSafe(p90=arrival.last_test_day(by, 0.9), p99=arrival.last_test_day(by, 0.99))


def counts_by(season: Season, as_of: date, *, is_applied: bool) -> str:
    """Return the deadline that visibility is judged by: review, or the rank list once it is open or the file is in."""
    return "rank_list_due" if is_applied or season.review_is_open(as_of) else "review_opens"


def undominated(rows: tuple[SweptDay, ...], by: str) -> tuple[date, ...]:
    """Return the test days that may be sat and no other beats on both the target and being visible by a deadline.

    A day is beaten by one that is at least as good on both and better on one. For a Step 1 plan the chance
    is that of passing, and being earlier takes the place of being visible. A day whose chance is not known
    neither beats nor is beaten.
    """
    merits = [(row, _merit(row, by)) for row in rows if row.allowed]
    known = [merit for _, merit in merits if merit is not None]
    return tuple(row.exam_date for row, merit in merits if merit is None or not any(_beats(k, merit) for k in known))


def trade(
    rows: tuple[SweptDay, ...], base: date, other: date, *, by: str, as_of: date, what: str = "moving"
) -> str | None:
    """Say in one sentence what moving, or waiting, from one test day to another buys and costs; None when it is one."""
    found = {row.exam_date: row for row in rows}
    if base == other or base not in found or other not in found:
        return None
    here, there = found[base], found[other]
    parts = [
        _change("target", here, there, lambda row: row.p_target)
        or _change("pass", here, there, lambda row: row.p_pass),
        _change(SEEN[by], here, there, lambda row: row.p_score_by.get(by), of_score=False),
    ]
    said = ", ".join(part for part in parts if part)
    return f"{what} from {day_from(base, as_of)} to {day_from(other, as_of)}: {said}" if said else None


def delay_trade(rows: tuple[SweptDay, ...], base: date, to: date, *, by: str, as_of: date) -> str | None:
    """Say what a guide's delay buys and costs, and when the forecast expects nothing from it, that too."""
    told = trade(rows, base, to, by=by, as_of=as_of)
    found = {row.exam_date: row for row in rows}
    if told is None or not _falls(_chance(found[base]), _chance(found[to])):
        return told
    return f"{told}; the guide asks for this delay, although the forecast expects no gain from it"


def _falls(before: float | None, after: float | None) -> bool:
    """Whether a chance is lower afterwards, by as much as is shown."""
    return before is not None and after is not None and after < before and percent(after) != percent(before)


def _chance(row: SweptDay) -> float | None:
    """Return the chance of the target, or without a target of passing."""
    return row.p_pass if row.p_target is None else row.p_target


SEEN = {"review_opens": "seen at review", "rank_list_due": "seen by the rank list"}


def _change(
    what: str, here: SweptDay, there: SweptDay, chance: Callable[[SweptDay], float | None], *, of_score: bool = True
) -> str:
    before, after = (
        None if (value := chance(row)) is None else marked(value, supported=row.supported or not of_score)
        for row in (here, there)
    )
    return "" if before is None or after is None else f"{what} {before} to {after}"


def _row(question: Question, test_day: date, deadlines: Mapping[str, date]) -> SweptDay:
    arrival, timing, end = question.arrival, question.timing, question.plan.eligibility_end
    predicted = question.forecast_on(test_day)
    step2 = question.facts.spec(question.plan.exam).seasonal
    return SweptDay(
        exam_date=test_day,
        mean=predicted.mean if predicted else None,
        p_target=predicted.p_target if predicted else None,
        p_pass=predicted.p_pass if predicted else None,
        pass_mark=question.facts.pass_mark(test_day).score if step2 else None,
        score_typical=arrival.typical_day(test_day),
        score_safe=arrival.safe_day(test_day),
        p_score_by={name: arrival.p_by(day, test_day) for name, day in deadlines.items()},
        timing=timing.word(test_day, question.season, arrival) if timing and step2 else None,
        exam_verdict=question.expected_on(test_day),
        exam_verdict_now=question.now_on(test_day),
        in_eligibility=None if end is None else test_day <= end,
        allowed=question.may_sit(test_day),
        unsupported=predicted.unsupported if predicted else None,
    )


def _merit(row: SweptDay, by: str) -> tuple[float, float] | None:
    if by in row.p_score_by:
        return None if row.p_target is None else (row.p_target, row.p_score_by[by])
    chance = _chance(row)
    return None if chance is None else (chance, -float(row.exam_date.toordinal()))


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] >= other[0] and one[1] >= other[1] and one != other
