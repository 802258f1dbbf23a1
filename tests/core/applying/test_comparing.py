from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from stepready.core.applying.application import Application, place_all, with_outlook, without_companion
from stepready.core.applying.comparing import Scenario, compare
from stepready.core.applying.missing import missing_facts
from stepready.core.applying.programme import Programme

Make = Callable[..., Programme]
Apply = Callable[..., Application]


def test_a_later_day_loses_what_reads_no_file_without_a_score(make: Make, apply: Apply) -> None:
    booked = apply(p_seen=0.9)
    late = with_outlook(booked, replace(booked.outlook, exam_date=date(2027, 8, 25), p_seen=0.4))
    programmes = [make(1, reads_without_score=False), make(2, reads_without_score=True), make(3, visa_j1=False)]
    base = Scenario(what="booked", application=booked)
    first, second = compare(programmes, [base, Scenario(what="asked", application=late)], base, 22)
    assert (first.kept, first.lost, first.cost_usd) == (2, 0, 22)
    assert (second.kept, second.lost, second.p_seen_at_review) == (1, 1, 0.4)
    assert first.difference is not None
    assert first.difference.p_match.high80 == 0
    assert second.difference is not None
    assert second.difference.p_match.high80 < 0


def test_the_next_cycle_is_a_year_further_from_graduation(make: Make, apply: Apply) -> None:
    booked = apply(years=5)
    year_on = with_outlook(booked, replace(booked.outlook, exam_date=date(2028, 7, 26), season=2029))
    base = Scenario(what="booked", application=booked)
    rows = compare(
        [make(1, years_max=5), make(2, years_max=6)], [Scenario(what="next-cycle", application=year_on)], base, 0
    )
    assert (rows[0].kept, rows[0].lost) == (1, 1)
    assert rows[0].interviews is None


def test_advanced_positions_without_a_first_year_are_a_hole(make: Make, apply: Apply) -> None:
    advanced = make(1, track="A", specialty="pmr")
    assert without_companion(place_all([advanced], apply())) == (advanced,)
    companion = make(2, track="P", specialty="prelim-im")
    assert without_companion(place_all([advanced, companion], apply())) == ()


def test_the_missing_fact_that_settles_most_comes_first(make: Make, apply: Apply) -> None:
    programmes = [
        make(1, visa_j1=None),
        make(2, visa_j1=None),
        make(3, years_max=None, attempts_max=None),
        make(4, years_max=None, attempts_max=None),
        make(5, years_max=None, attempts_max=None),
        make(6, years_max=None, visa_j1=False),
    ]
    found = missing_facts(place_all(programmes, apply()))
    assert [(fact.field, fact.programmes, fact.settles) for fact in found] == [
        ("visa_j1", 2, 2),
        ("attempts_max", 3, 0),
        ("years_max", 3, 0),
    ]
    assert found[0].ids == (1, 2)


@pytest.mark.parametrize("result", [200, 260])
def test_a_fact_that_decides_nothing_is_not_asked_for(make: Make, apply: Apply, result: int) -> None:
    assert missing_facts(place_all([make(1, img_share=None)], apply(result=result))) == ()
