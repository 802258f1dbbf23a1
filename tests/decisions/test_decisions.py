"""Every situation in cases.toml comes to the decision its guide calls for."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Step1
from stepready.core.plan import Plan
from stepready.core.verdict.decision import decide
from stepready.guides.cases import logged
from stepready.guides.library import load
from stepready.services.case import case_of

DATA = tomllib.loads(Path(__file__).with_name("cases.toml").read_text(encoding="utf-8"))


def case_told(data: dict[str, Any]) -> Case:
    library = load()
    said = dict(data["plan"])
    exam = Exam(said.pop("exam", "step2ck"))
    step1 = Step1(said.pop("step1")) if "step1" in said else None
    if "low_pass" in said:
        said["low_pass"] = tuple(said["low_pass"])
    plan = Plan(exam=exam, step1=step1, season=data.get("season", DATA["season"]), **said)
    as_of: date = data.get("today", DATA["today"])
    return case_of(library, plan, as_of, exams=logged(tuple(data.get("scores", ())), exam), guide=data["guide"])


@pytest.mark.parametrize("data", DATA["case"], ids=[f"{c['guide']}: {c['name']}" for c in DATA["case"]])
def test_a_situation_comes_to_its_guides_decision(data: dict[str, Any]) -> None:
    decision = decide(case_told(data))
    assert decision.exam.verdict.value == data["exam"], decision.exam.because
    if "application" in data:
        assert decision.application.verdict.value == data["application"], decision.application.because
    assert data.get("because", "") in decision.application.because
    if "timing" in data:
        assert decision.timing is not None
        assert decision.timing.value == data["timing"]
    if "delay" in data:
        delay = decision.exam.delay
        assert delay is not None
        weeks_low, weeks_high, to, gain, realistic, in_time = [None if item == "-" else item for item in data["delay"]]
        assert (delay.min_weeks, delay.max_weeks) == (weeks_low, weeks_high)
        assert delay.to == (date.fromisoformat(to) if to else None)
        assert delay.gain_needed == pytest.approx(gain)
        assert (delay.gain_realistic.value, delay.score_in_time) == (realistic, in_time)
