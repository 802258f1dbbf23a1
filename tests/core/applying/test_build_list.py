from collections.abc import Sequence
from itertools import combinations
from random import Random

import pytest

from stepready.core.applying.applying_facts import ApplyingFacts
from stepready.core.applying.build_list import Candidate, Gains, Limits, choose_list
from stepready.core.applying.chances import Door
from stepready.core.applying.fees import Fees, FeeStep
from stepready.core.applying.interview_yield import central
from stepready.core.applying.scores import forecast_scores
from stepready.core.facts.citation import Status
from stepready.core.forecast.distributions import Bell

SCORES = forecast_scores(Bell(238, 12, heavy=False).at_least)
STEPS = Fees(
    [
        FeeStep(season=2026, first=1, last=2, usd=11, source="a steep step", status=Status.OFFICIAL),
        FeeStep(season=2026, first=3, usd=30, source="a steep step", status=Status.OFFICIAL),
    ]
)


def some(seed: int, n: int = 12) -> list[Candidate]:
    draw = Random(seed)
    return [
        Candidate(
            id=number,
            specialty=draw.choice(("internal-medicine", "pediatrics")),
            tier=draw.choice(("reach", "core", "safety")),
            door=Door(draw.randrange(215, 255), needs_score=draw.random() < 0.5),
            weight=draw.choice((1.0, 0.5)),
            order=(),
        )
        for number in range(n)
    ]


def gains(facts: ApplyingFacts, options: Sequence[Candidate]) -> Gains:
    return Gains(options, SCORES, 0.7, central(facts.interview_model, needs_visa=True))


def value(facts: ApplyingFacts, options: Sequence[Candidate], subset: Sequence[Candidate]) -> float:
    made = gains(facts, options)
    for each in subset:
        made.take(each)
    return made.chance


@pytest.mark.parametrize("seed", range(8))
def test_the_list_of_five_is_the_best_of_all_lists_of_five(facts: ApplyingFacts, seed: int) -> None:
    options = some(seed)
    chosen = choose_list(options, gains(facts, options), STEPS, Limits(most=5))
    best = max(value(facts, options, subset) for subset in combinations(options, 5))
    assert value(facts, options, [each for each, _ in chosen.chosen]) == pytest.approx(best, rel=1e-9)


@pytest.mark.parametrize("seed", range(8))
def test_under_a_budget_no_list_is_worth_much_more(facts: ApplyingFacts, seed: int) -> None:
    options = some(seed, 10)
    chosen = choose_list(options, gains(facts, options), STEPS, Limits(budget=104))
    within = (
        subset
        for size in range(1, 8)
        for subset in combinations(options, size)
        if STEPS.total(each.specialty for each in subset) <= 104
    )
    best = max(value(facts, options, subset) for subset in within)
    assert value(facts, options, [each for each, _ in chosen.chosen]) >= 0.98 * best


def test_a_budget_is_never_overspent(facts: ApplyingFacts) -> None:
    options = some(1)
    chosen = choose_list(options, gains(facts, options), STEPS, Limits(budget=100))
    assert chosen.cost == STEPS.total(each.specialty for each, _ in chosen.chosen) <= 100


def test_gains_fall_as_the_list_grows_at_one_price(facts: ApplyingFacts) -> None:
    flat = Fees([FeeStep(season=2026, first=1, usd=11, source="one price", status=Status.OFFICIAL)])
    options = some(2)
    gained = [gain for _, gain in choose_list(options, gains(facts, options), flat, Limits()).chosen]
    assert gained == sorted(gained, reverse=True)
    assert len(gained) == len(options)


def test_pinned_programmes_come_first_and_limits_hold_for_the_rest(facts: ApplyingFacts) -> None:
    options = some(3)
    limits = Limits(most=6, by_specialty={"pediatrics": 2}, by_tier={"reach": 1})
    chosen = choose_list(options, gains(facts, options), STEPS, limits, frozenset({7})).chosen
    assert chosen[0][0].id == 7
    assert sum(each.specialty == "pediatrics" for each, _ in chosen) <= 2 + (options[7].specialty == "pediatrics")
    assert sum(each.tier == "reach" for each, _ in chosen) <= 1 + (options[7].tier == "reach")


def test_the_same_table_in_another_order_gives_the_same_list(facts: ApplyingFacts) -> None:
    options = some(4)
    forward = choose_list(options, gains(facts, options), STEPS, Limits(most=7)).chosen
    backward = choose_list(options[::-1], gains(facts, options), STEPS, Limits(most=7)).chosen
    assert [each.id for each, _ in forward] == [each.id for each, _ in backward]
