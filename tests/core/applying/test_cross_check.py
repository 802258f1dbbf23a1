import pytest

from stepready.core.applying.applying_facts import ApplyingFacts

RATES = {
    "pediatrics": (46, 56, 66, 75, 82, 87),
    "psychiatry": (45, 50, 56, 61, 67, 72),
    "family-medicine": (56, 55, 53, 52, 50, 48),
    "internal-medicine": (24, 31, 39, 48, 57, 65),
    "neurology": (19, 25, 32, 41, 49, 58),
}
"""Percent matched at 215, 225 and so on to 265 of those who ranked, as the table of our fit has them."""


@pytest.mark.parametrize("specialty", RATES)
def test_the_range_of_a_rate_holds_the_tables_figure(facts: ApplyingFacts, specialty: str) -> None:
    curve = next(curve for curve in facts.score_curves if curve.specialty == specialty)
    for score, rate in zip(range(215, 275, 10), RATES[specialty], strict=True):
        low, high = curve.within(score, score)
        assert low - 0.008 <= rate / 100 <= high + 0.008
    low, high = curve.within(215, 265)
    assert low < min(RATES[specialty]) / 100 + 0.008
    assert high > max(RATES[specialty]) / 100 - 0.008


def test_only_family_medicine_cannot_tell_by_score(facts: ApplyingFacts) -> None:
    assert [curve.specialty for curve in facts.score_curves if not curve.tells] == ["family-medicine"]
