"""What a reader of a forecast must be told, in sentences that text and JSON share."""

from collections.abc import Iterator
from datetime import date

from stepready.core.forecast.distributions import NORMAL_90
from stepready.core.forecast.trend import Trend
from stepready.core.forecast.two_lines import posters_share
from stepready.core.values.wording import count, full_day, listed, number, percent

STRAINED = 1.5
PERCENTS = 100


def notices(trend: Trend, test_day: date, *, pass_mark: float | None, past: bool) -> tuple[str, ...]:
    """Say where the forecast has little support and what it does about it, each once, most important first."""
    found = (
        *_past(test_day, past=past),
        *_lines(trend, pass_mark),
        *_failed(trend, test_day),
        *_level(trend),
        *_near_pass(trend, pass_mark),
        *_support(trend, test_day),
        *_slope(trend),
        *_disagreement(trend),
        *_conditions(trend),
        *_bank(trend),
        *_first_pass(trend, pass_mark),
        *_no_results(trend),
    )
    return tuple(dict.fromkeys(found))


def _past(test_day: date, *, past: bool) -> Iterator[str]:
    """Say that the test day is over."""
    if past:
        yield f"The test day, {full_day(test_day)}, is past: this is what the log up to it says of that day."


def _lines(trend: Trend, pass_mark: float | None) -> Iterator[str]:
    """Say who each line speaks of, and what part of the headline is whose."""
    if trend.population is None or trend.state is None:
        return
    share = posters_share(trend, pass_mark)
    assumed = "" if trend.applicant else " (no applicant type is given: `stepready plan set --applicant`)"
    mixed = "the candidates' alone" if share == 0 else f"{percent(share)} posters', the rest candidates'"
    yield (
        "The posters' line speaks of people who posted their results, who did well; the candidates' line of all"
        f" {trend.population.title}{assumed}. The forecast is {mixed}."
    )


def _failed(trend: Trend, test_day: date) -> Iterator[str]:
    """Say what a failed sitting tells the forecast."""
    for sitting in trend.failed:
        if trend.model.sitting is None or not sitting.is_before(test_day):
            continue
        doubt = "" if sitting.on else "; practice before and after it cannot be told apart"
        when = "on a day not said" if sitting.on is None else f"of {full_day(sitting.on)}"
        what = f"under the mark of {number(sitting.mark)}" if sitting.score is None else f"with {number(sitting.score)}"
        yield (
            f"The failed sitting {when}, {what}, counts as the exam itself does: without any lift, and with"
            f" {number(trend.model.sitting.gain)} points of gain a week since, {number(trend.model.sitting.gain_weeks)}"
            f" weeks at most{doubt}."
        )


def _level(trend: Trend) -> Iterator[str]:
    """Say that the practice level lies below the data behind the lift."""
    edge, level = trend.model.support.level, trend.practice_level
    if trend.state is not None and level < edge:
        yield (
            f"The practice level, {number(level)} (the lower of the trend and the last weeks' mean; the rules read the"
            f" last two exams), lies below {number(edge)}, where few people with known results started: the posters'"
            " lift over practice is kept at its value there, and their part falls to nothing at the pass mark."
        )


def _near_pass(trend: Trend, pass_mark: float | None) -> Iterator[str]:
    """Say that nobody tells how often people near the pass mark fail."""
    if trend.model.candidates is None or pass_mark is None or trend.state is None:
        return
    if trend.practice_level < pass_mark + trend.model.support.near_pass:
        yield (
            f"The practice level, {number(trend.practice_level)}, is near or under the pass mark of"
            f" {number(pass_mark)}. Almost nobody in the data failed, so the chance of passing, and in proportion that"
            " of a target above the mark, is held to the practice exams' own error: two thirds of retests lie within"
            f" {number(trend.model.support.near_pass)} points, and a level on the mark is even odds. The score and its"
            " ranges are not held: they are stretched from people who stood higher."
        )


def _support(trend: Trend, test_day: date) -> Iterator[str]:
    """Say that exams are few, or that scores or test day are far."""
    support = trend.model.support
    if trend.state is None:
        return
    if trend.full_exams < support.exams:
        unit = "percent" if trend.model.high <= PERCENTS else "points"
        gain = f"{number(support.few_gain)} {unit} of gain a week are" if support.few_gain else "no further gain is"
        wider = " and the interval is wider" if support.few_sd else ""
        yield (
            f"The forecast rests on {_exams(trend.full_exams)}: until there are {support.exams},"
            f" {gain} counted on{wider}."
        )
    stale, late = trend.weeks_unsupported(test_day)
    if stale > 0:
        yield (
            f"The latest score is more than {number(support.weeks)} weeks old: no gain is counted for the time beyond,"
            " and the interval widens with it."
        )
    if late > 0:
        yield (
            f"The test day is more than {number(support.weeks)} weeks ahead: gains are counted only up to there,"
            " and the interval widens with every week beyond."
        )


def _exams(n: int) -> str:
    """Count practice exams in words that fit none of them."""
    return count(n, "practice exam") if n else "no practice exam"


def _slope(trend: Trend) -> Iterator[str]:
    """Say that the scores alone cannot tell the trend from no trend."""
    line = _line([(seen.day, seen.value, seen.variance) for seen in trend.seen if seen.full])
    if line is None:
        return
    slope, se = line
    if abs(slope) < NORMAL_90 * se:
        yield (
            f"The slope is within measurement noise: the exams alone give {number(slope)} a week,"
            f" give or take {number(NORMAL_90 * se)}."
        )


def _line(points: list[tuple[date, float, float]]) -> tuple[float, float] | None:
    """Fit a straight line by weighted least squares; its weekly slope and standard error, None on one day."""
    if len({day for day, _, _ in points}) <= 1:
        return None
    total = sum(1 / variance for _, _, variance in points)
    weeks = [day.toordinal() / 7 for day, _, _ in points]
    mid = sum(x / variance for x, (_, _, variance) in zip(weeks, points, strict=True)) / total
    spread = sum((x - mid) ** 2 / variance for x, (_, _, variance) in zip(weeks, points, strict=True))
    slope = sum((x - mid) * y / variance for x, (_, y, variance) in zip(weeks, points, strict=True)) / spread
    return slope, spread**-0.5


def _disagreement(trend: Trend) -> Iterator[str]:
    """Say that the scores disagree."""
    if trend.strain > STRAINED:
        yield "The scores disagree by more than their own errors explain: the interval is wider for it."


def _conditions(trend: Trend) -> Iterator[str]:
    """Name the sittings that count less."""
    for seen in trend.seen:
        if seen.noisier:
            yield f"{seen.score.title} of {full_day(seen.day)} counts less: {listed(seen.noisier)}."


def _bank(trend: Trend) -> Iterator[str]:
    """Say that the question bank holds the forecast back."""
    state, growth = trend.state, trend.growth
    if state is not None and growth < state.growth:
        yield (
            f"The question bank points lower than the exams do and holds the weekly gain back from"
            f" {number(state.growth)} to {number(growth)}."
        )


def _first_pass(trend: Trend, pass_mark: float | None) -> Iterator[str]:
    """Say by how much the percent of a bank's first pass moves the forecast."""
    part, seen = trend.model.bank_percent, trend.first_pass
    if part is None or seen is None or trend.state is None or not trend.share:
        return
    over, fade = seen.over(trend.lifted_level, part), posters_share(trend, pass_mark) / trend.share
    shift = round(part.worth * over * fade, 1)
    if shift:
        side = "over" if over > 0 else "under"
        yield (
            f"The first pass of {seen.bank}, {number(seen.percent)} % right, lies {number(abs(over))} {side} what goes"
            f" with this practice level: it moves the forecast by {number(shift)} points and narrows nothing."
        )


def _no_results(trend: Trend) -> Iterator[str]:
    """Say what no data exist for."""
    if trend.model.candidates is None:
        yield (
            f"No {trend.exam.label} results of single people are published: this forecast rests on the printed"
            " precision of the practice exam and one official point (73 goes with 99 %), and assumes no lift over"
            " practice."
        )
