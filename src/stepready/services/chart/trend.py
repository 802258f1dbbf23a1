"""`chart trend`: the scores, the trend fitted to them, and the fan of exam scores up to the test day."""

from collections import Counter
from datetime import date, timedelta

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Unit
from stepready.core.facts.facts import Instrument
from stepready.core.forecast import Forecast, Trend
from stepready.core.log.score import printed
from stepready.core.plan import Plan
from stepready.core.values import dataclass
from stepready.core.values.wording import count, day_from, full_day, listed, marked, number
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.chart.picture import (
    Caption,
    ScoreMark,
    Upright,
    day_lines,
    days_ahead_line,
    mark_of,
    next_command,
    on_scale,
    plan_to_draw,
    shown_days,
)
from stepready.store.book import Book

FAN_DAYS = 48
PAST_DAYS = 60
AHEAD = timedelta(weeks=6)
VISIBLE = 1.0
"""Points between practice and exam from which on they are two lines."""


@dataclass(frozen=True, slots=True)
class PracticeLevel:
    """The practice level of one day, without what the exam itself gives over practice."""

    day: date
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FanDay:
    """The exam score expected of sitting on a day, with its 50 and 80 % intervals."""

    day: date
    mean: float
    low50: float
    high50: float
    low80: float
    high80: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendChart:
    """Everything `chart trend` shows, in points of the exam's own scale.

    `practice` is the fitted level of past days and goes on to the test day. `as_exam` are the past ones as far above or
    below as the exam is expected to run today, so that the fan goes on from them without a step. `off_scale` are scores
    printed on another scale, or dated after today. `instruments` are those of `scores`, in the order of their data.
    `result` is the exam's own, once entered. `fan` is for the exam score, which runs above or below practice by `lift`
    on test day. `first` and `last` are the days the picture spans.
    """

    as_of: date
    exam: Exam
    unit: Unit
    exam_date: date | None
    target: int | None
    pass_mark: float | None
    result: int | None
    scores: tuple[ScoreMark, ...]
    instruments: tuple[Instrument, ...]
    off_scale: tuple[ScoreMark, ...]
    practice: tuple[PracticeLevel, ...]
    as_exam: tuple[PracticeLevel, ...]
    fan: tuple[FanDay, ...]
    lift: float | None
    first: date
    last: date
    day_lines: tuple[Upright, ...]
    reads: tuple[Caption, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no score on the scale, and none that could carry a forecast."""
        return not self.scores and not self.fan and (self.result is None or self.exam_date is None)


def chart_trend(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> TrendChart:
    """Return the trend's chart on a day."""
    return trend_of(gather_case(book, library, plan_to_draw(book, exam), as_of))


def trend_of(case: Case) -> TrendChart:
    """Return the trend's chart of a gathered case."""
    plan, as_of = case.plan, case.as_of
    trend = case.trend
    ahead = _days_ahead(plan, as_of, trend)
    practice = _practice(trend, as_of, plan.exam_date, ahead)
    fan = [forecast for on in ahead if (forecast := case.forecast_on(on))]
    marks = [mark_of(case, score) for score in reversed(case.exams)]
    unit = case.spec.scale.unit
    drawn = {score.id for score in on_scale(case)}
    lift = fan[-1].mean - practice[-1].level if fan and practice else None
    shown = tuple(mark for mark in marks if mark.id in drawn)
    off = tuple(mark for mark in marks if mark.id not in drawn)
    others = [*(mark.day for mark in shown), *(level.day for level in practice), *(found.exam_date for found in fan)]
    first, last = shown_days(case, others)
    scores = ("Scores", _scores_line(shown, plan, as_of, next_command(case)))
    return TrendChart(
        as_of=as_of,
        exam=plan.exam,
        unit=unit,
        exam_date=plan.exam_date,
        target=case.target,
        pass_mark=case.line_on(case.test_day),
        result=int(plan.result) if plan.result is not None and plan.result.isdigit() else None,
        scores=shown,
        instruments=tuple(tool for tool in case.facts.instruments if any(m.source == tool.id for m in shown)),
        off_scale=off,
        practice=practice,
        as_exam=_as_exam(practice, fan),
        fan=tuple(_fan_day(forecast) for forecast in fan),
        lift=lift,
        first=first,
        last=last,
        day_lines=day_lines(case),
        reads=Caption.lines(
            *([] if shown else [scores]),
            ("Test day", _test_line(plan, fan, unit, as_of)),
            ("Fan", _fan_line(lift, unit, fan)),
            ("Practice", practice_line(case, unit)),
            *([scores] if shown else []),
            ("Not used", _not_used_line(shown)),
            ("Left off", _left_off_line(off, as_of)),
            ("Days", days_ahead_line(case)),
        ),
    )


def _days_ahead(plan: Plan, as_of: date, trend: Trend) -> list[date]:
    """Return the days the fan is drawn for: from the last score or today to the test day, none once it is taken."""
    if trend.state is None or plan.is_over(as_of):
        return []
    last = plan.exam_date or as_of + AHEAD
    days = (last - as_of).days
    step = max(1, -(-days // FAN_DAYS))
    return [*(as_of + timedelta(days=n) for n in range(0, days, step)), last]


def _practice(trend: Trend, as_of: date, until: date | None, ahead: list[date]) -> tuple[PracticeLevel, ...]:
    """Return the practice level from the first usable score to the test day, every so many days."""
    if not trend.seen:
        return ()
    first, last = trend.seen[0].day, max(trend.seen[-1].day, min(as_of, until or as_of))
    step = max(1, (last - first).days // PAST_DAYS)
    past = {first + timedelta(days=n) for n in range(0, (last - first).days, step)}
    days = sorted({*past, last, *ahead})
    return tuple(PracticeLevel(on, found.mean) for on in days if (found := trend.level_on(on)) is not None)


def _as_exam(practice: tuple[PracticeLevel, ...], fan: list[Forecast]) -> tuple[PracticeLevel, ...]:
    """Return the past practice levels, moved by what the exam is expected to give over practice when the fan begins."""
    level = next((found.level for found in practice if fan and found.day == fan[0].exam_date), None)
    if level is None or abs(fan[0].mean - level) < VISIBLE:
        return ()
    first = fan[0]
    past = (found for found in practice if found.day <= first.exam_date)
    return tuple(PracticeLevel(found.day, found.level + first.mean - level) for found in past)


def _fan_day(forecast: Forecast) -> FanDay:
    return FanDay(
        day=forecast.exam_date,
        mean=forecast.mean,
        low50=forecast.low50,
        high50=forecast.high50,
        low80=forecast.low80,
        high80=forecast.high80,
    )


ENOUGH = 3
NAMED = 2


def _scores_line(shown: tuple[ScoreMark, ...], plan: Plan, as_of: date, add: str | None) -> str:
    """Name the latest scores; where there is none, `add` is the command to begin with."""
    if not shown:
        none = f"no practice exam on the scale of {plan.exam.label} is logged up to today"
        return f"{none}; add one: {add}." if add else f"{none}."
    latest = [_named(mark, as_of) for mark in reversed(shown[-NAMED:])]
    earlier = len(shown) - len(latest)
    return " · ".join([*latest, *([f"{earlier} more"] if earlier else [])])


def _named(mark: ScoreMark, as_of: date) -> str:
    return f"{mark.title} {printed(mark.value, mark.unit)} ({day_from(mark.day, as_of)})"


def practice_line(case: Case, unit: Unit) -> str | None:
    """Say where the trend of practice stands and how it moves, and the level that the rules read beside it."""
    trend, taken = case.trend, case.plan.is_over(case.as_of)
    level = trend.level_on(trend.seen[-1].day if taken and trend.seen else case.as_of)
    if level is None:
        return None
    known = trend.full_exams
    text = f"trend at {printed(level.mean, unit)} {'at the last score' if taken else 'today'}"
    if not known:
        return f"{text}, read from {_samples(trend)} alone: a level with no trend; practice exams show one."
    if known < ENOUGH:
        return f"{text}, from {count(known, 'practice exam')}: a level, not yet a trend; the third shows one."
    moving = "gaining" if trend.growth >= 0 else "losing"
    told = f"{text}, {moving} {number(abs(trend.growth))} a week{'' if taken else ' at the last score'}"
    return f"{told}{_rules_level(case, unit)}."


def _rules_level(case: Case, unit: Unit) -> str:
    """Name the level that the rules read, while they still decide."""
    level = case.evidence.level
    if level is None or case.plan.is_over(case.as_of):
        return ""
    return f"; the level the rules read, the mean of the last two exams, is {printed(level, unit)}"


def _samples(trend: Trend) -> str:
    found = Counter(seen.score.title for seen in trend.seen)
    return listed([count(n, title) for title, n in found.items()])


def _test_line(plan: Plan, fan: list[Forecast], unit: Unit, as_of: date) -> str | None:
    """Say what test day is expected to give, or what is known of it once it is behind."""
    if plan.result is not None:
        return f"the exam is behind, its result is entered: {plan.result}."
    if plan.exam_date is not None and plan.is_over(as_of):
        return f"sat on {full_day(plan.exam_date)}; enter the result when it is out: `stepready plan set --score N`."
    if not fan:
        needs_a_date = plan.exam_date is None and plan != Plan(exam=plan.exam)
        return "no test date is booked; set one: `stepready plan set --on DATE`." if needs_a_date else None
    last = fan[-1]
    said = day_from(last.exam_date, as_of)
    when = said if plan.exam_date else f"none booked; on {said}"
    intervals = f"50 % {round(last.low50)}-{round(last.high50)}, 80 % {round(last.low80)}-{round(last.high80)}"
    parts = [f"{when}: {printed(round(last.mean), unit)} ({intervals})"]
    for name, chance in (("target", last.p_target), ("pass", last.p_pass)):
        if chance is not None:
            parts.append(f"{name} {marked(chance, supported=last.supported)}")
    return " · ".join(parts) + last.legend


def _fan_line(lift: float | None, unit: Unit, fan: list[Forecast]) -> str | None:
    """Explain why the fan lies off the practice line, today as on every day before, and what it mixes."""
    if lift is None or not fan or abs(lift) < VISIBLE:
        return None
    side = "above" if lift > 0 else "below"
    points = f"{number(abs(lift))} {'percent points' if unit is Unit.PERCENT else 'points'}"
    return f"the exam is expected {points} {side} practice, before today too: no jump{fan[-1].two_lines}."


def _not_used_line(shown: tuple[ScoreMark, ...]) -> str | None:
    """Say why the forecast leaves scores of the picture out."""
    reasons = Counter(mark.why_not for mark in shown if not mark.used)
    if not reasons:
        return None
    said = [f"{count(n, 'score')} ({why})" for why, n in reasons.items()]
    return f"the forecast leaves out {listed(said)}."


def _left_off_line(off: tuple[ScoreMark, ...], as_of: date) -> str | None:
    """Name what is logged and not in the picture: printed on another scale, or dated after today."""
    later = [mark for mark in off if mark.day > as_of]
    other = [mark for mark in off if mark.day <= as_of]
    said = [_named(mark, as_of) for mark in reversed(other[-NAMED:])]
    said += [f"{len(other) - NAMED} more"] if len(other) > NAMED else []
    sentences = [f"not on this scale: {listed(said)}. `stepready chart others` draws them."] if said else []
    sentences += [f"{count(len(later), 'score')} dated after today."] if later else []
    return " ".join(sentences) or None
