"""Every rule of every guide is judged on its cases, whose outcomes were derived by hand."""

import tomllib
from collections import Counter
from datetime import date

import pytest

from stepready.core.facts.citation import Status
from stepready.core.facts.exam import Exam
from stepready.core.guide.guide import Rule
from stepready.core.season.season import Milestone, Season
from stepready.guides import HERE
from stepready.guides.library import load
from stepready.guides.rule_cases import CasesFile, RuleCase, case_told, shows_needed
from stepready.guides.strict import Reader

LIBRARY = load()
FALLBACK = next(guide for guide in LIBRARY.guides.values() if guide.fallback)
"""The product's own rules hold under every guide: they are judged under this one."""
REVIEW_OPENS = {2028: date(2027, 9, 22), 2026: date(2025, 9, 24)}
"""Copied by hand from the calendar's sources, so that a case does not rest on the calendar's arithmetic."""


def cases_of(name: str) -> CasesFile:
    reader = Reader(f"cases/{name}.toml")
    held = reader.read(CasesFile, tomllib.loads((HERE / "cases" / f"{name}.toml").read_text(encoding="utf-8")))
    assert held is not None, reader.problems
    return held


def all_cases() -> list[tuple[str, Rule, RuleCase, date]]:
    found = []
    for name, rules in (("common", LIBRARY.common), *((g.name, g.rules) for g in LIBRARY.guides.values())):
        by_id = {rule.id: rule for rule in rules}
        held = cases_of(name)
        found += [(name, by_id[case.rule], case, case.today or held.today) for case in held.cases]
    return found


CASES = all_cases()


def season_of(today: date) -> Season:
    """Return the next season, with the one milestone that windows rest on."""
    year = today.year + 1
    milestone = Milestone(
        id="review_opens", label="review", on=REVIEW_OPENS[year], source="by hand", status=Status.PROJECTED
    )
    return Season(year=year, milestones=(milestone,))


@pytest.mark.parametrize(
    ("name", "rule", "case", "today"), CASES, ids=[f"{n}-{c.rule}-{c.shows}-{c.expect}" for n, _, c, _ in CASES]
)
def test_rule_gives_the_outcome_of_its_case(name: str, rule: Rule, case: RuleCase, today: date) -> None:
    guide = LIBRARY.guides.get(name, FALLBACK)
    here = case_told(case, rule, guide, today=today, season=season_of(today), facts=LIBRARY.facts)
    finding = rule.check.judge(here)
    assert finding.outcome is case.expect, (case.why, finding)
    assert finding.reason


@pytest.mark.parametrize(
    ("name", "rule"),
    [("common", rule) for rule in LIBRARY.common] + [(g.name, r) for g in LIBRARY.guides.values() for r in g.rules],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_every_rule_has_a_case_of_every_kind(name: str, rule: Rule) -> None:
    counted: Counter[str] = Counter(case.shows for case in cases_of(name).cases if case.rule == rule.id)
    assert all(counted[shows] >= 1 for shows in shows_needed(rule)), counted


def test_a_yes_or_no_alone_has_no_line() -> None:
    without = {rule.id for g in LIBRARY.guides.values() for rule in g.rules if "on-the-line" not in shows_needed(rule)}
    assert without == {"core-rotations"}


def test_cases_are_as_many_as_counted() -> None:
    rules = len(LIBRARY.common) + sum(len(guide.rules) for guide in LIBRARY.guides.values())
    assert rules >= 33
    assert len(CASES) >= 4 * rules - 2
    assert {rule.exam for _, rule, _, _ in CASES if rule.exam} == {Exam.STEP1, Exam.STEP2CK}
