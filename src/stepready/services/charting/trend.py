"""`chart trend`: the scores, the trend fitted to them, and the fan of exam scores up to the test day."""

from collections import Counter
from datetime import date, timedelta

from stepready.core.chance import percent
from stepready.core.decision import is_taken, situation_of
from stepready.core.exam import Exam, Source, Unit
from stepready.core.forecast import Forecast, Trend
from stepready.core.grounds import Status
from stepready.core.plan import Plan
from stepready.core.score import Score
from stepready.core.season import Season
from stepready.core.values import dataclass
from stepready.core.wording import count, day, full_day, listed, number
from stepready.guides.library import Library
from stepready.services.casework import Casework, gather_case
from stepready.services.charting.reading import Line, lines
from stepready.services.charting.subject import plan_to_draw
from stepready.services.forecasting import forecast_case, pass_line, trend_case
from stepready.services.seasons import arrival_of
from stepready.store.book import Book

FAN_DAYS = 48
PAST_DAYS = 60
AHEAD = timedelta(weeks=6)
ENOUGH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One score on the picture; `used` says whether the forecast rests on it, `why_not` why it does not."""

    id: int
    day: date
    source: Source
    title: str
    value: float
    used: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Level:
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
class DayLine:
    """A day worth an upright line: `short` is its label; `status` is empty for the user's own days."""

    id: str
    on: date
    short: str
    label: str
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendChart:
    """Everything `chart trend` shows, in points of the exam's own scale.

    `practice` is the fitted level of past days and goes on to the test day. `off_scale` are scores printed on
    another scale, or dated after today. `result` is the exam's own, once entered. `fan` is for the exam score,
    which runs above or below practice by `lift` on test day.
    """

    as_of: date
    exam: Exam
    unit: Unit
    exam_date: date | None
    target: int | None
    pass_mark: float | None
    result: int | None
    scores: tuple[Mark, ...]
    off_scale: tuple[Mark, ...]
    practice: tuple[Level, ...]
    fan: tuple[FanDay, ...]
    lift: float | None
    day_lines: tuple[DayLine, ...]
    reads: tuple[Line, ...]


def chart_trend(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> TrendChart:
    """Return the trend's chart on a day."""
    return trend_of(gather_case(book, library, plan_to_draw(book, exam), as_of), library)


def trend_of(work: Casework, library: Library) -> TrendChart:
    """Return the trend's chart of a gathered case."""
    plan, as_of = work.case.plan, work.case.as_of
    trend = trend_case(work, library)
    target = situation_of(work.case, work.guide).target
    ahead = _days_ahead(plan, as_of, trend)
    practice = _practice(trend, as_of, plan.exam_date, ahead)
    fan = [forecast for on in ahead if (forecast := forecast_case(work, target, library, trend=trend, day=on))]
    marks = [_mark(score, work, trend) for score in reversed(work.exams)]
    unit = Unit.PERCENT if plan.exam is Exam.STEP1 else Unit.SCORE
    on_scale = _on_scale(work, library)
    pass_mark = pass_line(plan, plan.exam_date or as_of, library)
    lift = fan[-1].mean - practice[-1].level if fan and practice else None
    shown = tuple(mark for mark in marks if mark.id in on_scale)
    off = tuple(mark for mark in marks if mark.id not in on_scale)
    return TrendChart(
        as_of=as_of,
        exam=plan.exam,
        unit=unit,
        exam_date=plan.exam_date,
        target=target,
        pass_mark=pass_mark,
        result=int(plan.result) if plan.result is not None and plan.result.isdigit() else None,
        scores=shown,
        off_scale=off,
        practice=practice,
        fan=tuple(_fan_day(forecast) for forecast in fan),
        lift=lift,
        day_lines=_day_lines(plan, work.case.season, as_of, library),
        reads=lines(
            ("Scores", _scores_line(shown, plan)),
            ("Practice", _practice_line(trend, plan, as_of, unit)),
            ("Test day", _test_line(plan, fan, unit)),
            ("Fan", _fan_line(lift, unit)),
            ("Days", _days_line(plan, work.case.season, as_of, library)),
            ("Not used", _not_used(shown)),
            ("Left off", _off_scale_line(off, as_of)),
        ),
    )


def _days_ahead(plan: Plan, as_of: date, trend: Trend) -> list[date]:
    """Return the days the fan is drawn for: from the last score or today to the test day, none once it is taken."""
    if trend.state is None or is_taken(plan, as_of):
        return []
    last = plan.exam_date or as_of + AHEAD
    days = (last - as_of).days
    step = max(1, -(-days // FAN_DAYS))
    return [*(as_of + timedelta(days=n) for n in range(0, days, step)), last]


def _practice(trend: Trend, as_of: date, until: date | None, ahead: list[date]) -> tuple[Level, ...]:
    """Return the practice level from the first usable score to the test day, every so many days."""
    if not trend.seen:
        return ()
    first, last = trend.seen[0].day, max(trend.seen[-1].day, min(as_of, until or as_of))
    step = max(1, (last - first).days // PAST_DAYS)
    past = {first + timedelta(days=n) for n in range(0, (last - first).days, step)}
    days = sorted({*past, last, *ahead})
    return tuple(Level(on, found.mean) for on in days if (found := trend.level_on(on)) is not None)


def _mark(score: Score, work: Casework, trend: Trend) -> Mark:
    why = {left.score.id: left.why for left in trend.left_out}
    return Mark(
        id=score.id,
        day=score.day,
        source=score.source,
        title=score.title,
        value=score.value,
        used=score.id not in why and score.day <= work.case.as_of,
        why_not=why.get(score.id, ""),
    )


def _on_scale(work: Casework, library: Library) -> set[int]:
    """Return the ids of the scores printed on the exam's own scale, not dated after today."""
    found = set()
    for score in work.exams:
        use = library.facts.instrument(score.source).for_exam(score.exam)
        own = use is not None and use.usable and use.full and score.unit == use.scales[0].unit
        if own and score.day <= work.case.as_of:
            found.add(score.id)
    return found


def _fan_day(forecast: Forecast) -> FanDay:
    return FanDay(
        day=forecast.exam_date,
        mean=forecast.mean,
        low50=forecast.low50,
        high50=forecast.high50,
        low80=forecast.low80,
        high80=forecast.high80,
    )


def _day_lines(plan: Plan, season: Season, as_of: date, library: Library) -> tuple[DayLine, ...]:
    """Return the days worth a line, the most important first; a Step 1 plan knows no application days."""
    found = [DayLine(id="today", on=as_of, short="today", label="today")]
    if plan.exam_date is not None:
        label = f"test day {full_day(plan.exam_date)}"
        found.insert(0, DayLine(id="test", on=plan.exam_date, short=f"test {day(plan.exam_date)}", label=label))
    if plan.exam is Exam.STEP1:
        return tuple(found)
    if plan.exam_date is not None and plan.result is None:
        out = arrival_of(library).typical_day(plan.exam_date)
        status = library.facts.lag.status.value
        found.append(
            DayLine(id="score", on=out, short=f"score {day(out)}", label=f"score likely {day(out)}", status=status)
        )
    order = {"review_opens": 0, "rank_list_due": 1, "submit_from": 2}
    milestones = sorted(season.milestones, key=lambda m: order.get(m.id, 3))
    found += [
        DayLine(
            id=milestone.id,
            on=milestone.on,
            short=f"{SHORT[milestone.id]} {day(milestone.on)}",
            label=milestone.label,
            status=milestone.status.value,
        )
        for milestone in milestones
    ]
    return tuple(found)


SHORT = {
    "eras_opens": "ERAS",
    "submit_from": "submit",
    "review_opens": "review",
    "season_ends": "season ends",
    "nrmp_registration": "NRMP",
    "nrmp_registration_deadline": "NRMP due",
    "ranking_opens": "ranking",
    "rank_list_due": "rank list",
    "match_week": "Match Week",
    "match_day": "Match",
}


def _scores_line(shown: tuple[Mark, ...], plan: Plan) -> str:
    """Name the latest scores; say how to begin when there is none."""
    if not shown:
        return f"no practice exam of {plan.exam.label} is logged up to today; add one: `stepready log nbme FORM SCORE`."
    latest = [f"{mark.title} {number(mark.value)} ({day(mark.day)})" for mark in reversed(shown[-2:])]
    earlier = len(shown) - len(latest)
    return " · ".join([*latest, *([f"{earlier} more"] if earlier else [])])


def _practice_line(trend: Trend, plan: Plan, as_of: date, unit: Unit) -> str | None:
    taken = is_taken(plan, as_of)
    level = trend.level_on(trend.seen[-1].day if taken and trend.seen else as_of)
    if level is None:
        return None
    sign = " %" if unit is Unit.PERCENT else ""
    known = trend.full_exams
    text = f"level {number(level.mean)}{sign} {'at the last score' if taken else 'today'}"
    if known < ENOUGH:
        return (
            f"{text}, from {count(known, 'practice exam')}: a level, not yet a trend; the {_ordinal(ENOUGH)} shows one."
        )
    moving = "gaining" if trend.growth >= 0 else "losing"
    return f"{text}, {moving} {number(abs(trend.growth))} a week{'' if taken else ' at the last score'}."


def _ordinal(n: int) -> str:
    return {2: "second", 3: "third"}.get(n, f"{n}th")


def _test_line(plan: Plan, fan: list[Forecast], unit: Unit) -> str | None:
    if plan.result is not None:
        return f"the exam is behind, its result is entered: {plan.result}."
    if not fan:
        return None if plan.exam_date else "no test date is booked; set one: `stepready plan set --on DATE`."
    last, sign = fan[-1], " %" if unit is Unit.PERCENT else ""
    when = day(last.exam_date) if plan.exam_date else f"none booked; on {day(last.exam_date)}"
    intervals = f"50 % {round(last.low50)}-{round(last.high50)}, 80 % {round(last.low80)}-{round(last.high80)}"
    parts = [f"{when}: {round(last.mean)}{sign} ({intervals})"]
    for name, chance in (("target", last.p_target), ("pass", last.p_pass)):
        if chance is not None:
            parts.append(f"{name} {percent(chance)}")
    return " · ".join(parts)


def _fan_line(lift: float | None, unit: Unit) -> str | None:
    """Explain why the fan does not start on the practice line."""
    if lift is None or abs(lift) < 1:
        return None
    side = "above" if lift > 0 else "below"
    points = f"{number(abs(lift))} {'percent points' if unit is Unit.PERCENT else 'points'}"
    return f"the exam itself: people who posted their result scored {points} {side} practice like this."


def _days_line(plan: Plan, season: Season, as_of: date, library: Library) -> str | None:
    """Name the days ahead, whether or not the picture has room for them; projected ones apart."""
    if plan.exam is Exam.STEP1:
        return None
    wanted = ("score", "submit_from", "review_opens", "rank_list_due")
    ahead = [line for line in _day_lines(plan, season, as_of, library) if line.id in wanted and line.on >= as_of]
    ahead.sort(key=lambda line: line.on)
    known = [_day_said(line, as_of) for line in ahead if line.status != Status.PROJECTED]
    projected = [_day_said(line, as_of) for line in ahead if line.status == Status.PROJECTED]
    said = [", ".join(known), f"projected: {', '.join(projected)}" if projected else ""]
    return " · ".join(text for text in said if text) or None


def _day_said(line: DayLine, as_of: date) -> str:
    return f"{line.short}{f' {line.on.year}' if line.on.year != as_of.year else ''}"


def _not_used(shown: tuple[Mark, ...]) -> str | None:
    reasons = Counter(mark.why_not for mark in shown if not mark.used)
    if not reasons:
        return None
    return f"hollow marks: {listed([f'{n} {why}' for why, n in reasons.items()])}."


def _off_scale_line(off: tuple[Mark, ...], as_of: date) -> str | None:
    """Name what is logged and not in the picture: printed on another scale, or dated after today."""
    later = [mark for mark in off if mark.day > as_of]
    other = [mark for mark in off if mark.day <= as_of]
    said = [f"{count(len(later), 'score')} dated after today"] if later else []
    said += [f"{mark.title} {number(mark.value)} ({day(mark.day)})" for mark in other[:-3:-1]]
    more = [f"{len(other) - 2} more"] if len(other) > 2 else []  # noqa: PLR2004 - the two named
    return f"{listed([*said, *more])}: not on this scale." if other else ", ".join(said) or None
