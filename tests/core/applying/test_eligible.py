from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stepready.core.applying.application import Application, place
from stepready.core.applying.applying_facts import ApplyingFacts
from stepready.core.applying.doubt import doubt
from stepready.core.applying.profile import Visa
from stepready.core.applying.programme import Known, Programme, told
from stepready.core.applying.scores import known_score
from stepready.core.applying.tiers import Tier

Make = Callable[..., Programme]
Apply = Callable[..., Application]


@pytest.mark.parametrize(
    ("programme", "said", "eligible", "field"),
    [
        ({}, {}, "yes", None),
        ({"visa_j1": None}, {}, "unknown", "visa_j1"),
        ({"visa_j1": False}, {}, "no", "visa_j1"),
        ({"visa_j1": None}, {"visa": Visa.NONE}, "yes", None),
        ({"visa_j1": False}, {"visa": Visa.NONE}, "yes", None),
        ({}, {"visa": Visa.H1B}, "no", "visa_h1b"),
        ({"visa_h1b": None}, {"visa": Visa.H1B}, "unknown", "visa_h1b"),
        ({"visa_j1": None, "visa_h1b": True}, {"visa": Visa.EITHER}, "yes", None),
        ({"visa_j1": None, "visa_h1b": False}, {"visa": Visa.EITHER}, "unknown", "visa_j1"),
        ({"visa_j1": False, "visa_h1b": False}, {"visa": Visa.EITHER}, "no", "visa_j1"),
        ({}, {"visa": None}, "unknown", "visa_j1"),
        ({"visa_h1b": True}, {"visa": None}, "yes", None),
        ({"attempts_max": 1}, {"attempts": 2}, "no", "attempts_max"),
        ({"attempts_max": 2}, {"attempts": 2}, "yes", None),
        ({"attempts_max": None}, {}, "unknown", "attempts_max"),
        ({"years_max": 2}, {}, "yes", None),
        ({"years_max": 1}, {}, "no", "years_max"),
        ({"years_max": None}, {}, "unknown", "years_max"),
        ({"years_max": 5}, {"years": None}, "unknown", "years_max"),
        ({"us_months_min": 3}, {}, "yes", None),
        ({"us_months_min": 4}, {}, "no", "us_months_min"),
        ({"us_months_min": 4}, {"us_months": None}, "unknown", "us_months_min"),
        ({"us_months_min": None}, {}, "unknown", "us_months_min"),
        ({"min_step2": None}, {}, "unknown", "min_step2"),
        ({"min_step2": 290}, {}, "yes", None),
        ({"min_step2": 230}, {"result": 229}, "no", "min_step2"),
        ({"min_step2": 230}, {"result": 230}, "yes", None),
        ({"track": "R"}, {}, "unknown", "track"),
        ({"track": "R"}, {"prior_training": True}, "yes", None),
        ({"track": "R"}, {"prior_training": False}, "no", "track"),
        ({"track": "A"}, {}, "yes", None),
        ({"visa_j1": False, "years_max": None}, {}, "no", "visa_j1"),
    ],
)
def test_a_programme_is_open_by_the_criteria_it_states(
    make: Make, apply: Apply, programme: dict[str, Any], said: dict[str, Any], eligible: str, field: str | None
) -> None:
    placed = place(make(**programme), apply(**said))
    assert placed.eligible == eligible
    decisive = placed.judged.why[0]
    if field is not None:
        assert (decisive.field, decisive.eligible) == (field, eligible)


def test_beside_a_low_chance_it_never_reads_as_a_bare_yes(make: Make, apply: Apply) -> None:
    placed = place(make(min_step2=255), apply(mean=243, sd=10))
    (says,) = [c.says for c in placed.judged.why if c.field == "min_step2"]
    assert says == "minimum 255: open to you, chance to clear 12 %"


def test_every_criterion_names_its_source_and_its_day(make: Make, apply: Apply) -> None:
    (visa,) = [c for c in place(make(), apply()).judged.why if c.field == "visa_j1"]
    assert (visa.source, visa.as_of) == ("its site", date(2027, 5, 1))


@pytest.mark.parametrize(
    ("field", "known", "doubts"),
    [
        ("years_max", Known(value=5, source="its site", as_of=date(2026, 6, 29)), 1),
        ("years_max", Known(value=5, source="its site", as_of=date(2026, 7, 1)), 0),
        ("visa_j1", Known(value=True, source="its site", as_of=date(2025, 9, 20)), 1),
        ("years_max", Known(value=5, source=None, as_of=date(2027, 5, 1)), 1),
        ("years_max", Known(value=5, source="its site", as_of=None), 1),
    ],
)
def test_an_old_or_unsourced_fact_carries_a_doubt(
    make: Make, apply: Apply, field: str, known: Known, doubts: int
) -> None:
    programme = make()
    programme = replace(programme, facts={**programme.facts, field: told(known)})
    (criterion,) = [c for c in place(programme, apply()).judged.why if c.field == field]
    assert criterion.says.count("doubtful") == doubts


def test_a_visa_fact_from_before_september_2025_is_doubted_even_within_a_season(facts: ApplyingFacts) -> None:
    known = Known(value=True, source="its site", as_of=date(2025, 9, 1))
    assert doubt("years_max", known, date(2025, 12, 1), facts.doubts) is None
    assert "may have changed who sponsors" in (doubt("visa_h1b", known, date(2025, 12, 1), facts.doubts) or "")


@pytest.mark.parametrize(
    ("programme", "seen", "score", "chance"),
    [
        ({"min_step2": 243}, 1.0, None, 0.5),
        ({"min_step2": 243, "reads_without_score": False}, 0.4, None, 0.2),
        ({"min_step2": 243, "reads_without_score": True}, 0.4, None, 0.5),
        ({"min_step2": 243, "reads_without_score": None}, 0.4, None, 0.5),
        ({"min_step2": 243}, 1.0, 242, 0.0),
        ({"min_step2": 243}, 1.0, 243, 1.0),
    ],
)
def test_the_chance_to_clear_is_that_of_the_minimum_seen_in_time(
    make: Make, apply: Apply, programme: dict[str, Any], seen: float, score: int | None, chance: float
) -> None:
    scores = None if score is None else known_score(score)
    assert place(make(**programme), apply(p_seen=seen, scores=scores)).p_clear == pytest.approx(chance, abs=1e-9)


def test_a_minimum_under_the_pass_mark_is_no_easier_than_passing(make: Make, apply: Apply) -> None:
    low, mark = place(make(min_step2=200), apply()), place(make(min_step2=218), apply())
    assert low.p_clear == mark.p_clear


def test_what_is_unknown_or_ruled_out_has_no_tier(make: Make, apply: Apply) -> None:
    assert place(make(visa_j1=None), apply()).tier is Tier.UNKNOWN
    assert place(make(visa_j1=False), apply()).tier is Tier.RULED_OUT
