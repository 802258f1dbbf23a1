import pytest

from stepready.core.applying.applying_facts import ApplyingFacts
from stepready.core.applying.fees import Fees, other_costs, steps_of
from stepready.core.facts.citation import Status


@pytest.fixture
def fees(facts: ApplyingFacts) -> Fees:
    return Fees(steps_of(facts.fee_steps, 2026))


@pytest.mark.parametrize(
    ("counts", "usd"),
    [
        ([30], 330),
        ([43, 7], 797),
        ([32, 32], 780),
        ([40], 630),
        ([60], 1230),
        ([80], 1830),
        ([100], 2430),
        ([150], 3930),
        ([0], 0),
        ([1], 11),
        ([31], 360),
    ],
)
def test_application_fees_to_the_dollar(fees: Fees, counts: list[int], usd: int) -> None:
    specialties = [f"specialty {place}" for place, count in enumerate(counts) for _ in range(count)]
    assert fees.total(specialties) == usd


def test_a_season_without_fees_of_its_own_takes_the_latest_before_it(facts: ApplyingFacts) -> None:
    assert {step.season for step in steps_of(facts.fee_steps, 2031)} == {2026}
    assert {step.season for step in steps_of(facts.fee_steps, 2020)} == {2026}


def test_what_is_paid_beside_the_fees_says_how_well_it_is_known(facts: ApplyingFacts) -> None:
    paid = {cost.what: (cost.usd, cost.status) for cost in other_costs(facts.other_fees, 2028, is_img=True)}
    assert paid["ECFMG token for ERAS (as of season 2024)"] == (165, "official")
    assert paid["USMLE transcript (as of season 2024)"] == (80, "official")
    assert paid["NRMP registration, up to 20 ranks (as of season 2025)"] == (70, Status.SECONDARY)


def test_only_imgs_pay_for_the_token(facts: ApplyingFacts) -> None:
    assert not [c for c in other_costs(facts.other_fees, 2028, is_img=False) if "token" in c.what]
