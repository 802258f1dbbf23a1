"""Two lines and the headline that mixes them: Bayes by hand, scipy, and the published table."""

from datetime import timedelta
from itertools import pairwise
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats  # type: ignore[import-untyped]

from stepready.core.facts.exam import Applicant, Exam
from stepready.core.forecast import Forecast, fit, predict
from stepready.core.forecast.data_limits import HELD
from stepready.core.forecast.distributions import Bell, Mixture
from stepready.core.forecast.two_lines import candidates, headline, posters
from stepready.core.log.score import Score
from stepready.core.values.wording import percent
from tests.core.forecast.logs import FACTS, MODEL, STEP2, TODAY, forecast, logs, nbmes, score, trend

IMG = Applicant.NON_US_IMG


def flat(level: float) -> list[Score]:
    return nbmes(*((level, days) for days in (40, 25, 14, 7)))


# Four flat exams of a non-US international graduate: mean and chance of 240, half posters and half candidates.
HALF_AND_HALF = [(230, 243, 0.65), (240, 250, 0.87), (250, 257, 0.97), (260, 264, 0.99)]


@pytest.mark.parametrize(("level", "mean", "p_target"), HALF_AND_HALF)
def test_four_flat_exams_are_forecast_as_published(level: float, mean: float, p_target: float) -> None:
    found = forecast(flat(level), applicant=IMG)
    assert found.mean == pytest.approx(mean, abs=1.2)
    assert found.p_target == pytest.approx(p_target, abs=0.04)


def test_at_260_the_lines_agree_and_at_230_they_do_not() -> None:
    def apart(level: float) -> float:
        found = forecast(flat(level))
        assert found.posters is not None
        assert found.candidates is not None
        return found.posters.mean - found.candidates.mean

    assert abs(apart(260)) < 1.5
    assert apart(230) > 5


def test_practice_on_result_agrees_with_the_published_line_of_the_same_people() -> None:
    # Anchor = 26.6 + 0.855 * result, residual 9.05; the level of the last exam stands about three points above it.
    line = STEP2.candidates
    assert line is not None
    assert line.slope == pytest.approx(0.855, abs=0.04)
    assert line.level(250) == pytest.approx(26.6 + 0.855 * 250 + 3, abs=2)
    known = trend(flat(250)).level_variance(TODAY - timedelta(days=7))
    assert sqrt(line.sd**2 + known) == pytest.approx(9.05, abs=0.4)


@pytest.mark.parametrize(("applicant", "mean", "sd"), [(Applicant.US_DO, 250.6, 15), (IMG, 236, 17)])
def test_the_candidates_line_is_bayes_rule_for_a_normal_mean(applicant: Applicant, mean: float, sd: float) -> None:
    found, line = trend(flat(235), applicant=applicant), STEP2.candidates
    bell = candidates(found, found.last_day)
    assert bell is not None
    assert line is not None
    seen = (found.lifted_level - line.base) / line.slope
    error = (line.sd**2 + found.level_variance(found.last_day)) / line.slope**2
    precision = 1 / sd**2 + 1 / error
    assert bell.centre == pytest.approx((mean / sd**2 + seen / error) / precision)
    assert bell.sd == pytest.approx(sqrt(1 / precision))


def test_an_unknown_applicant_is_read_as_us_and_told_so() -> None:
    unknown, us = (forecast(flat(235), applicant=applicant) for applicant in (None, Applicant.US_MD))
    assert unknown.mean == us.mean
    assert any("no applicant type is given" in notice for notice in unknown.notices)
    assert not any("no applicant type is given" in notice for notice in us.notices)


@pytest.mark.parametrize(("level", "share"), [(240, 0.5), (228, 0.5), (223, 0.25), (220, 0.1), (218, 0.0), (205, 0.0)])
def test_the_posters_half_falls_in_a_straight_line_to_nothing_at_the_pass_mark(level: float, share: float) -> None:
    assert forecast(flat(level)).posters_share == pytest.approx(share, abs=1e-3)


@pytest.mark.parametrize("level", [212, 225, 230])
def test_the_headline_is_the_mixture_of_both_lines(level: float) -> None:
    found = forecast(flat(level))
    assert found.posters is not None
    assert found.candidates is not None
    for name in ("mean", "p_target", "p_pass"):
        part = found.posters_share
        mixed = part * getattr(found.posters, name) + (1 - part) * getattr(found.candidates, name)
        assert getattr(found, name) == pytest.approx(mixed), name


@pytest.mark.parametrize("applicant", [None, IMG])
@pytest.mark.parametrize("level", [200, 210, 218, 221, 225, 227])
def test_below_the_edge_the_doubt_which_line_holds_stays_what_it_is_there(
    level: float, applicant: Applicant | None
) -> None:
    # Half and half of two lines d apart has a variance of d^2 / 4 between them, besides what each line has itself.
    edge, low = (forecast(flat(of), applicant=applicant) for of in (STEP2.support.level, level))
    between = []
    for found in (edge, low):
        assert found.posters is not None
        assert found.candidates is not None
        part = found.posters_share
        own = part * found.posters.sd**2 + (1 - part) * found.candidates.sd**2
        between.append(found.sd**2 - own)
    at_edge = edge.posters.mean - edge.candidates.mean if edge.posters and edge.candidates else 0.0
    assert between[0] == pytest.approx(at_edge**2 / 4)
    assert between[1] == pytest.approx(between[0], rel=0.12)  # 228 flat has a little gain in it that 227 has not
    assert low.sd > low.candidates.sd if low.candidates else False


@pytest.mark.parametrize("p", [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.9])
def test_quantiles_are_the_mixtures_own(share: float, p: float) -> None:
    def below(x: float) -> float:
        return float(share * stats.t(4, 250, 5).cdf(x) + (1 - share) * stats.norm(232, 8.5).cdf(x) - p)

    mixed = Mixture(((share, Bell(250, 5, heavy=True)), (1 - share, Bell(232, 8.5, heavy=False))))
    assert mixed.quantile(p) == pytest.approx(optimize.brentq(below, 100, 400), abs=1e-4)
    draws = share * (stats.t(4, 250, 5).var() + 250**2) + (1 - share) * (8.5**2 + 232**2)
    assert mixed.sd == pytest.approx(sqrt(draws - mixed.mean**2))


@settings(max_examples=60, deadline=None)
@given(logs(), st.integers(0, 60), st.integers(218, 280))
def test_a_target_at_the_pass_mark_or_above_is_never_likelier_than_to_pass(
    log: list[Score], weeks: int, target: int
) -> None:
    printed = [*log, score("nbme", "14", 200, 0, number=99, p_pass=5)]
    for one in (log, printed):
        found = predict(trend(one), TODAY + timedelta(weeks=weeks), target=target, pass_mark=218)
        assert found is not None
        assert found.p_target is not None
        assert found.p_pass is not None
        assert found.p_target <= found.p_pass


@pytest.mark.parametrize("years", [1, 3])
@pytest.mark.parametrize("applicant", [None, IMG])
def test_an_old_single_score_is_bounded_by_each_lines_population(years: int, applicant: Applicant | None) -> None:
    found = forecast(nbmes((240, 365 * years)), applicant=applicant)
    assert found.posters is not None
    assert found.candidates is not None
    assert found.posters.sd <= 10.3
    assert found.candidates.sd <= (17 if applicant else 15)
    assert found.low95 > 200
    assert found.high95 < 285


@pytest.mark.parametrize("old", [20, 40, 70, 120])
@pytest.mark.parametrize("level", [226, 235, 250])
def test_an_expected_free_120_never_widens_however_old_the_last_exam(level: float, old: int) -> None:
    log = nbmes((level - 2, old + 20), (level - 1, old + 10), (level, old))
    before, line = trend(log), STEP2.samples[score("free120", "", 70, 0).source]
    today = before.level_on(TODAY)
    assert today is not None
    percent = line.percent + line.per_point * (today.mean - line.at)
    after = trend([*log, score("free120", "", percent, 0, number=9)])
    for weeks in (0, 4):
        day = TODAY + timedelta(weeks=weeks)
        for line_of in (posters, candidates):
            wide, narrow = line_of(before, day), line_of(after, day)
            assert wide is not None
            assert narrow is not None
            assert narrow.sd <= wide.sd + 1e-9


def test_step_1_has_one_line_and_says_nothing_of_two() -> None:
    found = forecast(nbmes((70, 20), (71, 5), exam=Exam.STEP1), exam=Exam.STEP1)
    assert (found.posters, found.candidates, found.posters_share) == (None, None, 1)
    assert not any("posters" in notice for notice in found.notices)


def reasons(found: Forecast) -> str | None:
    return found.unsupported


@pytest.mark.parametrize(
    ("log", "weeks", "words"),
    [
        (flat(225), 4, None),
        (flat(224), 4, f"practice level under 225; {HELD}"),
        (nbmes((240, 7)), 4, "1 practice exam"),
        (nbmes((215, 7)), 4, f"1 practice exam; {HELD}"),
        ([score("free120", "", 78, 5)], 4, "no practice exam"),
        (nbmes((240, 80), (242, 57)), 0, "latest practice exam over 8 weeks old"),
        (nbmes((240, 80), (242, 56)), 0, None),
        (flat(240), 8, None),
        (flat(240), 9, "test day over 8 weeks away"),
    ],
)
def test_it_is_unsupported_where_the_data_end(log: list[Score], weeks: int, words: str | None) -> None:
    found = forecast(log, weeks)
    assert found.unsupported == words
    assert found.supported is (words is None)


def test_the_part_of_the_posters_can_be_declared() -> None:
    from dataclasses import replace

    share = replace(FACTS.readings.posters_share, value=0.0)
    facts = replace(FACTS, readings=replace(FACTS.readings, posters_share=share))
    found = fit(flat(240), (), exam=Exam.STEP2CK, as_of=TODAY, model=MODEL, facts=facts)
    alone, line = headline(found, TODAY, pass_mark=218), candidates(found, TODAY)
    assert alone is not None
    assert line is not None
    assert alone.mean == pytest.approx(line.centre)
    assert [a <= b for a, b in pairwise([alone.quantile(0.1), alone.quantile(0.9)])] == [True]


DOCUMENT = Path(__file__).parents[3] / "docs" / "forecast.md"


def told_in_the_document() -> list[tuple[str, ...]]:
    """Return the rows of the page's table of four flat exams: the level, and what each column says."""
    text = DOCUMENT.read_text(encoding="utf-8").partition("Four equal NBME forms at 40, 25, 14 and 7 days")[2]
    rows = [line for line in text.splitlines() if line.startswith("| 2")][:7]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows]


def beside(one: str, other: str) -> str:
    return one if one == other else f"{one} ({other})"


@pytest.mark.parametrize("row", told_in_the_document(), ids=lambda row: row[0])
def test_the_page_shows_what_four_flat_exams_are_told(row: tuple[str, ...]) -> None:
    log = flat(float(row[0]))
    shown = [
        predict(trend(log, applicant=applicant), TODAY, target=240, pass_mark=218)
        for applicant in (IMG, Applicant.US_MD)
    ]
    img, us = (found for found in shown if found is not None)
    assert img.posters is not None
    figures = (
        str(round(img.posters.mean)),
        beside(*(str(round(found.candidates.mean)) for found in (img, us) if found.candidates is not None)),
        beside(str(round(img.mean)), str(round(us.mean))),
        *(beside(*(percent(getattr(found, name)) for found in (img, us))) for name in ("p_target", "p_pass")),
    )
    assert row[1:] == figures
