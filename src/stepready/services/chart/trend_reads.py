"""The sentences under the trend, the most important first."""

from collections import Counter
from datetime import date

from stepready.core.chance import marked
from stepready.core.facts.exam import Unit
from stepready.core.forecast import Forecast, Trend
from stepready.core.log.score import printed
from stepready.core.plan import Plan
from stepready.core.wording import count, day_from, full_day, listed, number
from stepready.services.chart.marks import ScoreMark
from stepready.services.chart.subject import nbme_command

ENOUGH = 3
NAMED = 2


def scores_line(shown: tuple[ScoreMark, ...], plan: Plan, as_of: date) -> str:
    """Name the latest scores; say how to begin when there is none."""
    if not shown:
        return (
            f"no practice exam on the scale of {plan.exam.label} is logged up to today; add one: {nbme_command(plan)}."
        )
    latest = [_named(mark, as_of) for mark in reversed(shown[-NAMED:])]
    earlier = len(shown) - len(latest)
    return " · ".join([*latest, *([f"{earlier} more"] if earlier else [])])


def _named(mark: ScoreMark, as_of: date) -> str:
    return f"{mark.title} {printed(mark.value, mark.unit)} ({day_from(mark.day, as_of)})"


def practice_line(trend: Trend, plan: Plan, as_of: date, unit: Unit) -> str | None:
    """Say where practice stands and how it moves."""
    taken = plan.is_over(as_of)
    level = trend.level_on(trend.seen[-1].day if taken and trend.seen else as_of)
    if level is None:
        return None
    known = trend.full_exams
    text = f"level {printed(level.mean, unit)} {'at the last score' if taken else 'today'}"
    if not known:
        return f"{text}, read from {_samples(trend)} alone: a level with no trend; practice exams show one."
    if known < ENOUGH:
        return f"{text}, from {count(known, 'practice exam')}: a level, not yet a trend; the third shows one."
    moving = "gaining" if trend.growth >= 0 else "losing"
    return f"{text}, {moving} {number(abs(trend.growth))} a week{'' if taken else ' at the last score'}."


def _samples(trend: Trend) -> str:
    found = Counter(seen.score.title for seen in trend.seen)
    return listed([count(n, title) for title, n in found.items()])


def test_line(plan: Plan, fan: list[Forecast], unit: Unit, as_of: date) -> str | None:
    """Say what test day is expected to give, or what is known of it once it is behind."""
    if plan.result is not None:
        return f"the exam is behind, its result is entered: {plan.result}."
    if plan.exam_date is not None and plan.is_over(as_of):
        return f"sat on {full_day(plan.exam_date)}; enter the result when it is out: `stepready plan set --score N`."
    if not fan:
        return None if plan.exam_date else "no test date is booked; set one: `stepready plan set --on DATE`."
    last = fan[-1]
    said = day_from(last.exam_date, as_of)
    when = said if plan.exam_date else f"none booked; on {said}"
    intervals = f"50 % {round(last.low50)}-{round(last.high50)}, 80 % {round(last.low80)}-{round(last.high80)}"
    parts = [f"{when}: {printed(round(last.mean), unit)} ({intervals})"]
    for name, chance in (("target", last.p_target), ("pass", last.p_pass)):
        if chance is not None:
            parts.append(f"{name} {marked(chance, supported=last.supported)}")
    return " · ".join(parts) + last.legend


def fan_line(lift: float | None, unit: Unit, fan: list[Forecast]) -> str | None:
    """Explain why the fan does not start on the practice line, and what it mixes."""
    if lift is None or not fan or abs(lift) < 1:
        return None
    side = "above" if lift > 0 else "below"
    points = f"{number(abs(lift))} {'percent points' if unit is Unit.PERCENT else 'points'}"
    return f"the exam is expected {points} {side} practice like this{fan[-1].two_lines}."


def not_used_line(shown: tuple[ScoreMark, ...]) -> str | None:
    """Say why the forecast leaves scores of the picture out."""
    reasons = Counter(mark.why_not for mark in shown if not mark.used)
    if not reasons:
        return None
    said = [f"{count(n, 'score')} ({why})" for why, n in reasons.items()]
    return f"the forecast leaves out {listed(said)}."


def left_off_line(off: tuple[ScoreMark, ...], as_of: date) -> str | None:
    """Name what is logged and not in the picture: printed on another scale, or dated after today."""
    later = [mark for mark in off if mark.day > as_of]
    other = [mark for mark in off if mark.day <= as_of]
    said = [_named(mark, as_of) for mark in reversed(other[-NAMED:])]
    said += [f"{len(other) - NAMED} more"] if len(other) > NAMED else []
    sentences = [f"not on this scale: {listed(said)}."] if said else []
    sentences += [f"{count(len(later), 'score')} dated after today."] if later else []
    return " ".join(sentences) or None
