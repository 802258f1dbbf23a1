import random
from collections.abc import Callable
from dataclasses import replace
from math import exp, floor

import pytest

from stepready.core.applying.application import Application, place_all
from stepready.core.applying.applying_facts import ApplyingFacts
from stepready.core.applying.chances import Door, band80, chance, likely_count, reaches
from stepready.core.applying.interview_yield import Draw, central, draws
from stepready.core.applying.programme import Programme
from stepready.core.applying.prospects import DRAWS, prospects, unsaid
from stepready.core.applying.scores import forecast_scores
from stepready.core.facts.exam import Applicant
from stepready.core.forecast.distributions import Bell

Make = Callable[..., Programme]
Apply = Callable[..., Application]
MEAN, SD, PEOPLE = 243.0, 10.0, 60_000


def test_the_quadrature_agrees_with_drawn_people(facts: ApplyingFacts) -> None:
    """Draw people whose score and strength all programmes share; `benchmarks/applying.py` draws a million."""
    draw = central(facts.interview_model, needs_visa=True)
    doors = [Door(218, needs_score=False)] * 60 + [Door(240, needs_score=True)] * 40
    found = chance(reaches(doors, forecast_scores(Bell(MEAN, SD, heavy=False).at_least), 0.8), draw)
    people, interviews, matched, none = random.Random(16), 0.0, 0.0, 0.0
    for _ in range(PEOPLE):
        score, seen = floor(people.gauss(MEAN, SD)), people.random() < 0.8
        p = 1 / (1 + exp(-draw.logit(score) - people.gauss(0, draw.strength_sd)))
        n = (60 if score >= 218 else 0) + (40 if score >= 240 and seen else 0)
        interviews, none = interviews + n * p, none + (1 - p) ** n
        matched += 1 - (1 - draw.match_per_rank * p) ** n
    assert found.interviews == pytest.approx(interviews / PEOPLE, abs=0.03)
    assert found.p_match == pytest.approx(matched / PEOPLE, abs=0.004)
    assert found.p_none == pytest.approx(none / PEOPLE, abs=0.006)


def test_taking_programmes_for_independent_overstates_the_match(facts: ApplyingFacts) -> None:
    draw = central(facts.interview_model, needs_visa=True)
    found = reaches([Door(218, needs_score=False)] * 150, forecast_scores(Bell(MEAN, SD, heavy=False).at_least), 1.0)
    shared = chance(found, draw)
    alone = 1 - (1 - draw.match_per_rank * shared.interviews / 150) ** 150
    assert alone > shared.p_match + 0.05


def test_rankers_of_the_year_match_about_as_often_as_the_nrmp_says(facts: ApplyingFacts) -> None:
    """163 applications, four in five needing a visa: 48.5 % of those who ranked matched, a quarter had no interview."""
    found = reaches([Door(218, needs_score=False)] * 163, forecast_scores(Bell(246, 12, heavy=False).at_least), 1.0)
    groups = [(0.8, chance(found, central(facts.interview_model, needs_visa=True)))]
    groups += [(0.2, chance(found, central(facts.interview_model, needs_visa=False)))]
    none = sum(share * each.p_none for share, each in groups)
    matched = sum(share * each.p_match for share, each in groups) / (1 - none)
    assert none == pytest.approx(0.26, abs=0.03)
    assert matched == pytest.approx(0.479, abs=0.04)


def test_parameters_are_drawn_the_same_way_every_time(facts: ApplyingFacts) -> None:
    sets = draws(facts.interview_model, 24, needs_visa=True)
    assert sets == draws(facts.interview_model, 24, needs_visa=True)
    assert len(set(sets)) == 24
    by_level = sorted(sets, key=lambda draw: draw.strength_sd)
    assert by_level[0].intercept > by_level[-1].intercept


def test_few_fixed_parameters_give_the_range_of_many_random_ones(facts: ApplyingFacts) -> None:
    """2,000 sets drawn with a seed, each parameter by its own plausible values, the strength paired with the level."""
    model, source = facts.interview_model, random.Random(5)
    scores = forecast_scores(Bell(MEAN, SD, heavy=False).at_least)
    found = reaches([Door(218, needs_score=False)] * 100, scores, 1.0)

    def drawn() -> Draw:
        level, slope, visa, rank = (source.uniform(1e-6, 1 - 1e-6) for _ in range(4))
        return Draw(
            intercept=model.intercept.at(level) + model.visa.at(visa),
            per_point=model.per_10_points.at(slope) / 10,
            strength_sd=max(0.0, model.strength_sd.at(1 - level)),
            match_per_rank=model.match_per_rank.at(rank),
            score=model.score,
        )

    few = band80(chance(found, draw).p_match for draw in draws(model, DRAWS, needs_visa=True))
    many = band80(chance(found, drawn()).p_match for _ in range(2000))
    assert few.low80 == pytest.approx(many.low80, abs=0.015)
    assert few.high80 == pytest.approx(many.high80, abs=0.015)


def test_the_middle_eighty_percent_lie_between_the_ends() -> None:
    band = band80(float(value) for value in range(11))
    assert (band.low80, band.high80) == (1.0, 9.0)


def test_how_many_interviews_eight_in_ten_get(facts: ApplyingFacts) -> None:
    draw = replace(central(facts.interview_model, needs_visa=False), strength_sd=0.0, intercept=0.0, per_point=0.0)
    found = reaches([Door(1, needs_score=False)] * 10, forecast_scores(Bell(MEAN, SD, heavy=False).at_least), 1.0)
    assert likely_count(found, draw) == (3, 7)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, None),
        ({"applicant": Applicant.US_IMG}, "non-US IMGs alone"),
        ({"applicant": None}, "who applies is not said"),
        ({"failed": True}, "failed attempt"),
        ({"years": 6}, "more than 5 years"),
        ({"years": 5}, None),
        ({"years": None}, "year of graduation is not said"),
        ({"visa": None}, "visa is not said"),
    ],
)
def test_no_chance_where_nobody_was_counted(make: Make, apply: Apply, said: dict[str, object], why: str | None) -> None:
    application = apply(**said)
    found = unsaid(place_all([make()], application), application)
    assert found is None if why is None else why in (found or "")


def test_another_specialty_gets_no_chance_and_a_reason(make: Make, apply: Apply) -> None:
    application = apply()
    found = prospects(place_all([make(specialty="pmr")], application), application)
    assert (found.interviews, found.p_match) == (None, None)
    assert "internal-medicine alone" in found.why


@pytest.mark.parametrize("track", ["P", "R"])
def test_a_year_of_medicine_is_no_place_in_medicine(make: Make, apply: Apply, track: str) -> None:
    application = apply(prior_training=True)
    found = prospects(place_all([make(track=track)], application), application)
    assert (found.interviews, found.p_match, found.cross_check) == (None, None, None)
    assert found.why == "interviews were counted for categorical places; the list has none of internal-medicine"


def test_what_its_own_code_calls_a_preliminary_year_is_not_counted(make: Make, apply: Apply) -> None:
    application = apply()
    listed = place_all([replace(make(), nrmp_code="1234140P0")], application)
    assert "categorical places" in (unsaid(listed, application) or "")


def test_a_chance_is_a_range_with_what_drives_it(make: Make, apply: Apply) -> None:
    application = apply()
    listed = place_all([make(number) for number in range(100)], application)
    found = prospects(listed, application)
    assert found.p_match is not None
    assert found.interviews is not None
    assert 0 < found.p_match.low80 < found.p_match.high80 < 1
    assert found.interviews.low80 < found.interviews.mean < found.interviews.high80
    assert found.no_interview is not None
    assert "the number of programmes" in found.why
    assert "had ranked" in (found.cross_check or "")


def test_more_programmes_never_lower_a_chance(make: Make, apply: Apply) -> None:
    application, before = apply(p_seen=0.7), 0.0
    programmes = [make(n, min_step2=215 + n % 40, reads_without_score=bool(n % 2)) for n in range(24)]
    programmes += [make(30, visa_j1=None), make(31, visa_j1=False), make(32, track="R")]
    for size in range(1, len(programmes) + 1):
        found = prospects(place_all(programmes[:size], application), application)
        assert found.p_match is not None
        assert found.p_match.low80 >= before
        before = found.p_match.low80


@pytest.mark.parametrize("stricter", [{"min_step2": 245}, {"reads_without_score": False}, {"years_max": 1}])
def test_a_stricter_programme_never_raises_a_chance(make: Make, apply: Apply, stricter: dict[str, object]) -> None:
    application = apply(p_seen=0.7)
    usual = prospects(place_all([make(n) for n in range(20)], application), application)
    strict = prospects(
        place_all([make(n, **(stricter if n == 3 else {})) for n in range(20)], application), application
    )
    assert usual.p_match is not None
    assert strict.p_match is not None
    assert strict.p_match.high80 < usual.p_match.high80
    assert strict.p_match.low80 < usual.p_match.low80
