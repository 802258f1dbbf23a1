from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from stepready.core.applying.application import Application, place
from stepready.core.applying.programme import Programme

Make = Callable[..., Programme]
Apply = Callable[..., Application]


@pytest.mark.parametrize(
    ("meaning", "programme", "tier"),
    [
        ("below-range", {"step2_p25": 250, "step2_p50": 255}, "reach"),
        ("below-range", {"step2_p25": 238, "step2_p50": 245}, "core"),
        ("below-range", {"step2_p25": 225, "step2_p50": 235}, "safety"),
        ("below-range", {"min_step2": 250}, "reach"),
        ("below-range", {"img_share": 0.6}, "safety"),
        ("below-range", {}, "core"),
        ("at-range", {"step2_p25": 250, "step2_p50": 255}, "core"),
        ("at-range", {"step2_p25": 238, "step2_p50": 245}, "reach"),
        ("at-range", {"step2_p25": 225, "step2_p50": 235}, "reach"),
        ("at-range", {"specialty": "pediatrics"}, "safety"),
        ("at-range", {}, "core"),
        ("img-history", {"img_share": 0.02}, "reach"),
        ("img-history", {"img_share": 0.2}, "core"),
        ("img-history", {"img_share": 0.5}, "safety"),
        ("img-history", {"img_share": 0.5, "min_step2": 250}, "reach"),
        ("img-history", {}, "core"),
    ],
)
def test_a_tier_is_what_the_guide_means_by_it(
    make: Make, apply: Apply, meaning: Any, programme: dict[str, Any], tier: str
) -> None:
    """The score to reckon with is 243; guide 003's reach lies above it, guide 004's below or near."""
    application = apply(mean=242.5)
    tiers = replace(application.tiers, meaning=meaning, home="med-peds")
    given = {"specialty": "med-peds"} | programme
    assert place(make(**given), replace(application, tiers=tiers)).tier == tier
