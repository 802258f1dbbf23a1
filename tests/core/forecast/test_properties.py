"""What holds of every forecast, whatever the log."""

from dataclasses import replace
from datetime import timedelta
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepready.core.facts.exam import Applicant, Exam, Source, Unit
from stepready.core.forecast import Forecast
from stepready.core.forecast.two_lines import candidates, posters
from stepready.core.log.score import Score
from tests.core.forecast.logs import STEP2, TODAY, bank, forecast, logs, nbmes, score, trend

LISTS = settings(max_examples=60, deadline=None)


def widths(found: Forecast) -> tuple[float, float, float]:
    return found.high50 - found.low50, found.high80 - found.low80, found.high95 - found.low95


@LISTS
@given(logs(), st.randoms())
def test_the_order_of_entry_is_irrelevant(log: list[Score], random: object) -> None:
    shuffled = list(log)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert forecast(shuffled, 3) == forecast(log, 3)


@LISTS
@given(logs(least=2), st.lists(st.integers(0, 10**6), min_size=8, max_size=8, unique=True))
def test_notices_do_not_follow_the_random_identifiers(log: list[Score], tags: list[int]) -> None:
    renamed = [replace(one, uid=str(tag)) for one, tag in zip(log, tags, strict=False)]
    assert forecast(renamed, 3).notices == forecast(log, 3).notices


@LISTS
@given(logs(), st.integers(1, 40), st.integers(0, 20))
def test_a_higher_last_score_never_lowers_the_mean(log: list[Score], more: int, weeks: int) -> None:
    last = max(log, key=lambda one: (one.day, one.uid))
    top = 100 if last.unit is Unit.PERCENT else 300
    raised = [replace(one, value=min(top, one.value + more)) if one is last else one for one in log]
    assert forecast(raised, weeks).mean >= forecast(log, weeks).mean - 1e-9


@LISTS
@given(logs(), st.integers(0, 25), st.integers(1, 10))
def test_a_longer_horizon_never_narrows(log: list[Score], weeks: int, more: int) -> None:
    near, far = forecast(log, weeks), forecast(log, weeks + more)
    assert far.sd >= near.sd
    assert all(wide >= narrow - 1e-9 for wide, narrow in zip(widths(far), widths(near), strict=True))


@LISTS
@given(logs(), st.integers(0, 25))
def test_nothing_leaves_the_scale_and_bands_are_nested(log: list[Score], weeks: int) -> None:
    found = forecast(log, weeks)
    ends = (
        *(found.low95, found.low80, found.low50, found.mean),
        *(found.high50, found.high80, found.high95),
    )
    assert list(ends) == sorted(ends)
    assert ends[0] >= 1
    assert ends[-1] <= 300


@LISTS
@given(logs())
def test_no_95_band_is_narrower_than_12_points_each_way(log: list[Score]) -> None:
    found = forecast(log)
    assert found.mean - found.low95 >= 12
    assert found.high95 - found.mean >= 12


@pytest.mark.parametrize("values", [(1.0, 1.0, 1.0), (300.0, 300.0, 300.0), (1.0, 150.0, 300.0)])
def test_extreme_logs_stay_on_the_scale(values: tuple[float, ...]) -> None:
    found = forecast(nbmes(*((value, 40 - 15 * i) for i, value in enumerate(values))), 30)
    assert 1 <= found.low95 < found.mean < found.high95 <= 300


@LISTS
@given(st.integers(195, 265), st.integers(1, 15), st.integers(1, 15))
def test_disagreement_never_narrows(level: int, apart: int, further: int) -> None:
    # Two forms on one day, the same distance above and below: the level stays, only the disagreement grows.
    def pair(by: int) -> Forecast:
        apart_from = [score("nbme", "98", level - by, 3, number=8), score("nbme", "99", level + by, 3, number=9)]
        return forecast([*nbmes((level, 30), (level, 20)), *apart_from])

    near, far = pair(apart), pair(apart + further)
    assert far.mean == pytest.approx(near.mean)
    assert far.sd >= near.sd - 1e-9


@LISTS
@given(st.integers(190, 265), st.integers(1, 20), st.sampled_from([(-2, -1, 3), (-1, -1, 2), (-1, 0, 1), (2, -1, -1)]))
def test_scores_that_disagree_over_time_are_no_surer_than_equal_ones(
    level: int, apart: int, shape: tuple[int, ...]
) -> None:
    # The same mean on the same days: a late high score must not look like firmer ground.
    # Of each line: below the support the headline moves to the candidates' alone, which may be the narrower.
    for line in (posters, candidates):
        equal, apart_ones = (
            line(
                trend(nbmes(*((level + by * apart * off, days) for off, days in zip(shape, (22, 8, 1), strict=True)))),
                TODAY,
            )
            for by in (0, 1)
        )
        assert equal is not None
        assert apart_ones is not None
        assert apart_ones.sd >= equal.sd - 1e-9


def test_strong_disagreement_between_sources_widens() -> None:
    agreeing = [*nbmes((240, 20), (240, 6)), score("uwsa", "1", 240, 5, number=9)]
    disagreeing = [*nbmes((240, 20), (240, 6)), score("uwsa", "1", 270, 5, number=9)]
    assert forecast(disagreeing).sd > 1.05 * forecast(agreeing).sd
    assert any("disagree" in notice for notice in forecast(disagreeing).notices)
    assert not any("disagree" in notice for notice in forecast(agreeing).notices)


def test_more_evidence_narrows_on_average() -> None:
    def average(forms: int) -> float:
        scatter = (0, 5, -4, 3, -6, 2, -2, 6)
        rounds = (tuple(scatter[(i + turn) % 8] for i in range(forms)) for turn in range(8))
        return mean(forecast(nbmes(*((245 + off, 40 - 5 * i) for i, off in enumerate(offs)))).sd for offs in rounds)

    averages = [average(forms) for forms in range(1, 9)]
    assert averages == sorted(averages, reverse=True)
    assert averages[0] > averages[3] > averages[7]


@LISTS
@given(logs(least=2), st.lists(st.integers(30, 95), min_size=4, max_size=8))
def test_a_question_bank_never_lifts_and_never_narrows(log: list[Score], percents: list[int]) -> None:
    with_bank, alone = forecast(log, 6, qbank=bank(percents)), forecast(log, 6)
    assert with_bank.mean <= alone.mean + 1e-9
    off_the_ends = all(
        line and STEP2.low + 14 < line.mean < STEP2.high - 14 for line in (alone.posters, alone.candidates)
    )
    if off_the_ends:  # at the ends of the scale one line may be kept on it and the other not
        assert with_bank.sd == pytest.approx(alone.sd)


def test_growth_slows_down_near_the_top() -> None:
    def gain(level: float) -> float:
        log = nbmes((level - 8, 42), (level - 4, 21), (level, 0))
        return forecast(log, 6).mean - forecast(log).mean

    assert gain(240) > gain(262) > gain(280) > 0


def test_gains_ahead_fade() -> None:
    log = nbmes((232, 28), (236, 14), (240, 0))
    first, second = (forecast(log, weeks).mean for weeks in (3, 6))
    assert forecast(log).mean < first < second
    assert second - first < first - forecast(log).mean


def test_the_fitted_level_passes_through_the_scores() -> None:
    found = trend(nbmes((232, 28), (236, 14), (240, 0)))
    levels = [found.level_on(TODAY - timedelta(days=days)) for days in (28, 14, 0)]
    means = [level.mean for level in levels if level is not None]
    assert means == pytest.approx([232, 236, 240], abs=1)
    assert found.level_on(TODAY - timedelta(days=29)) is None
    ahead = found.level_on(TODAY + timedelta(weeks=4))
    assert ahead is not None
    assert ahead.mean > means[-1]


@LISTS
@given(logs())
def test_fitted_levels_meet_on_the_day_of_the_last_score(log: list[Score]) -> None:
    found = trend(log)
    last = max(one.day for one in log)
    then, soon = found.level_on(last), found.level_on(last + timedelta(days=1))
    assert then is not None
    assert soon is not None
    assert abs(soon.mean - then.mean) < 1
    assert soon.sd >= then.sd


@st.composite
def agreeing(draw: st.DrawFn) -> list[Score]:
    """Draw a Step 2 CK log whose scores lie about one slowly rising level, as far off as their own errors go."""
    level, rise = draw(st.integers(205, 265)), draw(st.sampled_from([0.0, 0.1, 0.2]))
    line, log = STEP2.samples[Source("free120")], []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        source, ago = draw(st.sampled_from(["nbme", "nbme", "uwsa", "amboss", "free120"])), draw(st.integers(0, 300))
        then = level - rise * ago
        if source == "free120":
            value = min(100, round(line.percent + line.per_point * (then - line.at)) + draw(st.integers(-4, 4)))
        else:
            value = round(then) + draw(st.integers(-8, 8))
        log.append(score(source, str(number), value, ago, number=number))
    return log


@LISTS
@given(agreeing(), st.sampled_from([("nbme", "16"), ("uwsa", "2"), ("free120", "")]), st.sampled_from([0, 1, 4, 8, 15]))
def test_an_exam_that_comes_out_as_expected_never_widens(log: list[Score], sat: tuple[str, str], weeks: int) -> None:
    before, (source, form) = trend(log), sat
    level = before.level_on(TODAY)
    assert level is not None
    line = STEP2.samples[Source("free120")]
    expected = (
        line.percent + line.per_point * (level.mean - line.at)
        if source == "free120"
        else level.mean + STEP2.exams[Source(source)].form(form).offset
    )
    if source == "free120" and not 0 <= expected <= 100:
        return
    after = trend([*log, score(source, form, expected, 0, "unseen", number=99)])
    day = TODAY + timedelta(weeks=weeks)
    # Below the support the posters' line also widens with the level itself, and has no part at the mark.
    inside = min(before.practice_level, after.practice_level) >= STEP2.support.level
    for line_of in (posters, candidates) if inside else (candidates,):
        wide, narrow = line_of(before, day), line_of(after, day)
        assert wide is not None
        assert narrow is not None
        assert narrow.sd <= wide.sd + 0.1, line_of.__name__
    # A falling trend moves the two lines apart by a fraction of a point, and the headline's range with them.
    assert widths(forecast([*log, after.seen[-1].score], weeks))[1] <= widths(forecast(log, weeks))[1] + 0.5


@pytest.mark.parametrize("applicant", [None, Applicant.NON_US_IMG])
@pytest.mark.parametrize("days", [(3,), (30,), (200,), (20, 3), (60, 40), (120, 100), (40, 20, 5), (70, 60, 50)])
@pytest.mark.parametrize("sat", [("nbme", "16"), ("uwsa", "2"), ("free120", "")])
@pytest.mark.parametrize("on_the_trend", [True, False])
def test_an_exam_where_it_was_counted_on_never_widens_the_headline(
    sat: tuple[str, str], days: tuple[int, ...], applicant: Applicant | None, *, on_the_trend: bool
) -> None:
    # Below the support the level counted on presumes no growth that no score shows, so the trend lies above it; an
    # exam there gives the posters more of a part. Two tenths: the trend may be surprised.
    source, form = sat
    line = STEP2.samples[Source("free120")]
    for level in range(200, 262, 3):
        log = nbmes(*((level, ago) for ago in days))
        today = trend(log).level_on(TODAY)
        assert today is not None
        counted = today.mean if on_the_trend else trend(log).lifted_level
        expected = (
            line.percent + line.per_point * (counted - line.at)
            if source == "free120"
            else counted + STEP2.exams[Source(source)].form(form).offset
        )
        if source == "free120" and not 0 <= expected <= 100:
            continue
        more = [*log, score(source, form, expected, 0, "unseen", number=99)]
        for weeks in (0, 8):
            before, after = (forecast(each, weeks, applicant=applicant) for each in (log, more))
            assert widths(after)[1] <= widths(before)[1] + 0.2, (level, weeks)


def test_step_1_stays_on_its_percent_scale() -> None:
    found = forecast(nbmes((98, 20), (99, 5), exam=Exam.STEP1), 10, exam=Exam.STEP1)
    assert found.high95 <= 100


def test_the_model_has_room_for_monotone_means() -> None:
    # The slowing near the top takes less per point than a practice point is worth at the fastest gain.
    slowing = STEP2.slowing
    assert slowing.weeks * slowing.most / (slowing.top - slowing.knee) < 1
