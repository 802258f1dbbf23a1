from dataclasses import replace
from math import log

import pytest

from stepready.core.applying.applying_facts import ApplyingFacts
from stepready.core.applying.chances import Door
from stepready.core.applying.interview_yield import central
from stepready.core.applying.scores import known_score
from stepready.core.applying.signals import Signalled, give_signals, signal_gain, signals_of


def desk(number: int, gain: float, has: str | None = None, hospital: str | None = None) -> Signalled:
    return Signalled(number, (hospital or f"hospital {number}", "internal-medicine"), gain, has)


def test_one_kind_of_signal_goes_where_it_adds_most() -> None:
    options = [desk(1, 0.1), desk(2, 0.3), desk(3, 0.2)]
    assert give_signals(options, [("signal", 2)]) == {2: "signal", 3: "signal"}


def test_gold_goes_before_silver() -> None:
    options = [desk(1, 0.1), desk(2, 0.3), desk(3, 0.2)]
    assert give_signals(options, [("gold", 1), ("silver", 1)]) == {2: "gold", 3: "silver"}


def test_a_signal_speaks_for_every_track_of_an_institution() -> None:
    options = [desk(1, 0.3, hospital="one"), desk(2, 0.3, hospital="one"), desk(3, 0.1)]
    assert give_signals(options, [("signal", 2)]) == {1: "signal", 3: "signal"}


def test_signals_without_effect_stay_where_they_stand() -> None:
    options = [desk(1, 0.0), desk(2, 0.0, has="signal"), desk(3, 0.0)]
    assert give_signals(options, [("signal", 1)]) == {2: "signal"}


def test_a_signal_adds_what_it_does_to_the_odds_where_the_file_is_read(facts: ApplyingFacts) -> None:
    """By hand: at even odds a signal that doubles the odds makes 1/2 into 2/3; a door at 240 is shut to 239."""
    even = replace(central(facts.interview_model, needs_visa=False), intercept=0.0, per_point=0.0)
    scores, log_odds = known_score(239), log(2)
    assert signal_gain(Door(230, needs_score=False), scores, 0.5, even, log_odds) == pytest.approx(1 / 6)
    assert signal_gain(Door(230, needs_score=True), scores, 0.5, even, log_odds) == pytest.approx(1 / 12)
    assert signal_gain(Door(240, needs_score=False), scores, 0.5, even, log_odds) == 0
    assert signal_gain(Door(230, needs_score=False), scores, 0.5, even, 0.0) == 0


def test_the_latest_table_before_the_season_counts(facts: ApplyingFacts) -> None:
    medicine = signals_of(facts.signal_counts, "internal-medicine", 2028)
    assert medicine is not None
    assert (medicine.season, medicine.kinds) == (2025, (("gold", 3), ("silver", 12)))
    assert signals_of(facts.signal_counts, "anesthesiology", 2026).season == 2026  # type: ignore[union-attr]
    assert signals_of(facts.signal_counts, "med-peds", 2028) is None
