"""What moves a forecast: each source left out, other shapes of the trend."""

from datetime import timedelta

import pytest

from stepready.core.facts.exam import Exam, Source
from stepready.core.forecast import Without, without
from stepready.core.forecast.trend import Trend, fit
from stepready.core.log.score import QbankDay, Score
from tests.core.forecast.logs import FACTS, MODEL, TODAY, bank, forecast, nbmes, score

DAY = TODAY + timedelta(weeks=6)
NBMES = nbmes((226, 40), (230, 25), (233, 12))
UWSA = score("uwsa", "1", 252, 5, number=9)


def rows(scores: list[Score], qbank: list[QbankDay] | None = None) -> dict[str, Without]:
    def fitted(left_out: Source | None) -> Trend:
        kept = [score for score in scores if score.source != left_out]
        return fit(kept, qbank or [], exam=Exam.STEP2CK, as_of=TODAY, model=MODEL, facts=FACTS)

    found = without(fitted(None), fitted, DAY, target=240, pass_mark=218)
    return {row.source: row for row in found}


def test_each_used_source_is_left_out_in_turn() -> None:
    log = [*NBMES, UWSA, score("free120", "", 75, 3, number=8)]
    assert list(rows(log, bank([70, 66, 62]))) == ["free120", "nbme", "uwsa", "qbank", "trend: flat", "trend: linear"]


def test_leaving_a_source_out_is_the_forecast_without_its_scores() -> None:
    row, alone = rows([*NBMES, UWSA])["uwsa"], forecast(NBMES, 6)
    assert row.mean == pytest.approx(alone.mean)
    assert row.p_target == pytest.approx(alone.p_target)
    assert row.mean is not None
    assert row.mean < forecast([*NBMES, UWSA], 6).mean


def test_leaving_the_only_source_out_leaves_no_forecast() -> None:
    assert rows(NBMES)["nbme"] == Without(source="nbme", mean=None, p_target=None, supported=False)


def test_a_rising_trend_ends_lower_when_flat_and_higher_when_linear() -> None:
    found, slowing = rows(NBMES), forecast(NBMES, 6).mean
    flat, linear = found["trend: flat"].mean, found["trend: linear"].mean
    assert flat is not None
    assert linear is not None
    assert flat < slowing < linear


def test_nothing_logged_gives_no_rows() -> None:
    assert rows([]) == {}
