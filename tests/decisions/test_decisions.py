"""Every situation in cases.toml comes to the decision its guide calls for."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Source, Step1
from stepready.core.facts.settings import DelayWindow
from stepready.core.forecast import Outlook, Trend
from stepready.core.log.attempts import Attempt
from stepready.core.plan import Plan
from stepready.core.verdict.decision import Decision, decide
from stepready.guides.library import Library, load
from stepready.guides.rule_cases import logged
from stepready.services.case import case_of

DATA = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class ToldTrend:
    """A trend whose pace and chances are told: `chance` on the booked day, and what each later day adds."""

    pace: float
    booked: date
    chance: tuple[float, float]
    pass_chance: tuple[float, float]

    def outlook_on(self, day: date) -> Outlook:
        later = (day - self.booked).days
        p_target, p_pass = (min(0.99, start + each * later) for start, each in (self.chance, self.pass_chance))
        return Outlook(exam_date=day, mean=240.0, p_target=p_target, p_pass=p_pass, unsupported=None)


class ToldCase(Case):
    """A case whose forecast is told instead of fitted."""

    @property
    def told(self) -> ToldTrend:
        return cast("ToldTrend", self.fitted(None))

    @property
    def pace(self) -> float | None:
        return self.told.pace

    def outlook_on(self, day: date) -> Outlook | None:
        return self.told.outlook_on(day)


def library_told(data: dict[str, Any]) -> Library:
    library = load()
    if "reported_on" not in data:
        return library
    first, last, on = (date.fromisoformat(day) for day in data["reported_on"])
    window = DelayWindow(first=first, last=last, reported_on=on, source="announced")
    return replace(library, facts=replace(library.facts, delay_windows=(window,)))


def attempt(line: str, exam: Exam) -> Attempt:
    """Read a line such as `step1 2027-06-01 205 reported 2027-06-24`."""
    words = line.split()
    about = Exam(words.pop(0)) if words[0] in {"step1", "step2ck"} else exam
    on, score, *reported = words
    return Attempt(
        exam=about,
        on=None if on == "-" else date.fromisoformat(on),
        score=score,
        reported=date.fromisoformat(reported[1]) if reported else None,
    )


def plan_told(data: dict[str, Any]) -> Plan:
    said = dict(data["plan"])
    step1 = Step1(said.pop("step1")) if "step1" in said else None
    if "low_pass" in said:
        said["low_pass"] = tuple(said["low_pass"])
    applied = said.pop("applied", None)
    return Plan(
        exam=Exam(said.pop("exam", "step2ck")),
        step1=step1,
        season=data.get("season", DATA["season"]),
        applied=None if applied is None else applied != "no",
        applied_on=applied if isinstance(applied, date) else None,
        **said,
    )


def case_told(data: dict[str, Any]) -> Case:
    plan, as_of = plan_told(data), data.get("today", DATA["today"])
    case = case_of(
        library_told(data),
        plan,
        as_of,
        attempts=[attempt(line, plan.exam) for line in data.get("attempts", ())],
        exams=logged(tuple(data.get("scores", ())), plan.exam),
        guide=data["guide"],
    )
    trend = ToldTrend(
        pace=data.get("pace", DATA["pace"]),
        booked=plan.exam_date or as_of,
        chance=tuple(data.get("chance", DATA["chance"])),
        pass_chance=tuple(data.get("pass_chance", (0.99, 0.0))),
    )
    fields_told = {field.name: getattr(case, field.name) for field in fields(case)}
    return ToldCase(**{**fields_told, "fitted": cast("Callable[[Source | None], Trend]", lambda _: trend)})


@pytest.mark.parametrize("data", DATA["case"], ids=[f"{c['guide']}: {c['name']}" for c in DATA["case"]])
def test_a_situation_comes_to_its_guides_decision(data: dict[str, Any]) -> None:
    decision = decide(case_told(data))
    assert decision.exam.verdict.value == data["exam"], decision.exam.because
    assert data.get("says", "") in decision.exam.because
    if "application" in data:
        assert decision.application.verdict.value == data["application"], decision.application.because
    assert data.get("because", "") in decision.application.because
    if "timing" in data:
        assert decision.timing is not None
        assert decision.timing.value == data["timing"]
    outcomes = {check.rule: check.outcome.value for check in decision.checks}
    assert {rule: outcomes.get(rule) for rule in data.get("checks", {})} == data.get("checks", {})
    assert decision.exam.judged_from == data.get("judged_from", decision.exam.judged_from)
    check_delay(data, decision)


def check_delay(data: dict[str, Any], decision: Decision) -> None:
    delay = decision.exam.delay
    assert (delay is not None) == (data["exam"] == "no-go")
    if delay is None:
        return
    if "delay" in data:
        weeks_low, weeks_high, to, gain, realistic, in_time = [None if item == "-" else item for item in data["delay"]]
        assert (delay.min_weeks, delay.max_weeks) == (weeks_low, weeks_high)
        assert delay.to == (date.fromisoformat(to) if to else None), delay.why_to
        assert delay.gain_needed == pytest.approx(gain)
        assert (delay.gain_realistic.value, delay.score_in_time) == (realistic, in_time)
    if "window" in data:
        window = tuple(None if day == "-" else date.fromisoformat(day) for day in data["window"])
        assert (delay.earliest, delay.latest) == window
    assert data.get("why_to", "") in (delay.why_to or "")
