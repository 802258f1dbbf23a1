"""Hold the chance that a next practice exam changes the verdict against simulated exams decided by the real rules.

    python benchmarks/next_exam.py [--draws N] [--json]

Made-up logs under several guides. Each draw takes level and weekly gain from what the filter knows of them, lets both
go on to the day of the exam, adds the instrument's own error, rounds, logs the score on that day and asks the rules of
that day, by which earlier exams may be too old. The exam changed the verdict where it is neither today's nor the one of
that day without the exam. Exits with 1 where the chance that `check` shows is more than .03 off. Standard library only.
"""

import argparse
import json
import random
import sys
from dataclasses import replace
from datetime import date, timedelta
from math import exp, sqrt
from typing import Any, NamedTuple

from stepready.core.case import Case
from stepready.core.facts.exam import Applicant, Exam, Source, Unit
from stepready.core.forecast import Trend
from stepready.core.log.attempts import Attempt
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.schedule.planned_days import PlannedExam
from stepready.core.verdict.checks import exam_verdict
from stepready.core.verdict.next_exam import Suggestion, next_exam, suggest
from stepready.guides.library import load
from stepready.services.case import case_of

TODAY = date(2027, 7, 12)
FIRST_FORM = {Exam.STEP1: 25, Exam.STEP2CK: 9}
ALLOWED = 0.03
SEED = 11


class Person(NamedTuple):
    """A log of exams `apart` days, the last `ago` days ago, and the plan: the days left and what failed before.

    `planned` is in how many days a schedule has the next exam, None without a schedule.
    """

    values: tuple[int, ...]
    target: int | None
    days: int = 30
    ago: int = 3
    apart: int = 7
    planned: int | None = None
    exam: Exam = Exam.STEP2CK
    applicant: Applicant = Applicant.US_MD
    failed: tuple[Attempt, ...] = ()


LOGS = {
    "rising to the target": Person((231, 236, 241), 240),
    "at the target": Person((241, 243), 240),
    "one over, one under": Person((236, 243), 240),
    "falling from it": Person((246, 243, 238), 240),
    "near the mark": Person((223, 226, 229), 230),
    "one exam": Person((238,), 240),
    "too early to judge": Person((206, 211), 230, days=75, applicant=Applicant.NON_US_IMG),
    "after a failure": Person(
        (229, 233),
        235,
        days=40,
        applicant=Applicant.US_IMG,
        failed=(Attempt(exam=Exam.STEP2CK, on=date(2027, 4, 12), score="207"),),
    ),
    "judged before it": Person((206, 211), 230, days=62, applicant=Applicant.NON_US_IMG),
    "one too old by then": Person((243, 236), 240, ago=40, apart=12),
    "the lower one too old": Person((230, 241), 240, ago=40, apart=12),
    "both too old by then": Person((236, 243), 240, ago=50),
    "the only one too old": Person((196,), 240, ago=0, days=205, planned=122),
    "the last in time": Person((196, 210), 230, ago=0, days=205, planned=55),
    "Step 1, one too old": Person((74, 69), None, ago=40, apart=12, exam=Exam.STEP1),
    "Step 1 near its line": Person((66, 73), None, exam=Exam.STEP1),
    "Step 1 over it": Person((74, 75), None, exam=Exam.STEP1),
}


def case_told(person: Person, guide: str, as_of: date = TODAY, *later: Score) -> Case:
    """Return the case of a person under a guide on a day, with what was logged later."""
    exam, count = person.exam, len(person.values)
    plan = Plan(
        exam=exam,
        exam_date=TODAY + timedelta(days=person.days),
        target=person.target,
        applicant=person.applicant,
        season=2028,
    )
    exams = [
        score_of(
            exam,
            value,
            form=str(FIRST_FORM[exam] + place),
            on=TODAY - timedelta(days=person.apart * (count - place) + person.ago),
        )
        for place, value in enumerate(person.values, start=1)
    ]
    case = case_of(load(), plan, as_of, exams=[*exams, *later], attempts=person.failed, guide=guide)
    if person.planned is None:
        return case
    ahead = TODAY + timedelta(days=person.planned), PlannedExam(Source("nbme"), str(FIRST_FORM[exam] + count + 1))
    return replace(case, exams_ahead=lambda: (ahead,))


def score_of(exam: Exam, value: float, *, on: date, form: str, source: str = "nbme") -> Score:
    """Return a score as `log` would keep it."""
    unit = Unit.SCORE if exam is Exam.STEP2CK else Unit.PERCENT
    return Score(
        id=0, uid=f"u{form}", day=on, source=Source(source), form=form, value=float(value), unit=unit, exam=exam
    )


def drawn(trend: Trend, sat: Suggestion, source: random.Random) -> int:
    """Draw the printed score of an exam on its day, from level and gain as the filter knows them."""
    state, slowing = trend.state, trend.model.slowing
    if state is None:
        raise SystemExit("error: a log without a usable score")
    spread, weeks = sqrt(trend.strain), (sat.by - state.day).days / 7
    faded = slowing.weeks * (1 - exp(-weeks / slowing.weeks))
    level_sd = sqrt(state.level_level)
    level = source.gauss(0, level_sd)
    of_level = state.level_growth / level_sd**2
    growth = of_level * level + source.gauss(0, sqrt(state.growth_growth - of_level * state.level_growth))
    wandered = source.gauss(0, trend.model.drift.level_sd * sqrt(weeks))
    there = state.level + trend.gain(sat.by) + spread * (level + faded * growth + wandered)
    form = trend.model.exams[sat.source].form(sat.form)
    return round(there + form.offset + source.gauss(0, sqrt(trend.model.sitting_variance(sat.source, sat.form))))


def simulated(person: Person, guide: str, sat: Suggestion, draws: int) -> float:
    """Return the share of simulated exams that change the verdict, each logged on its day and judged there."""
    case, source, changed = case_told(person, guide), random.Random(SEED), 0  # noqa: S311 - a simulation
    unchanged = {exam_verdict(case), exam_verdict(case_told(person, guide, sat.by))}
    known: dict[int, bool] = {}
    for _ in range(draws):
        value = drawn(case.trend, sat, source)
        if value not in known:
            logged = score_of(person.exam, value, on=sat.by, form=sat.form, source=sat.source.value)
            known[value] = exam_verdict(case_told(person, guide, sat.by, logged)) not in unchanged
        changed += known[value]
    return changed / draws


def rows(draws: int) -> list[dict[str, Any]]:
    """Return every log under every guide: the chance shown and the share simulated."""
    found = []
    for name, person in LOGS.items():
        for guide in [guide.name for guide in load().guides.values() if person.exam in guide.exams]:
            case = case_told(person, guide)
            sat, shown = suggest(case), next_exam(case, exam_verdict(case))
            if sat is None:
                continue
            chance = shown.changes_verdict if shown else 0.0
            share = simulated(person, guide, sat, draws)
            found.append({"log": name, "guide": guide, "shown": chance, "simulated": share, "off": chance - share})
    return found


def main() -> None:
    """Simulate, print, and say whether every chance holds."""
    parser = argparse.ArgumentParser(description="Hold changes_verdict against simulated next exams.")
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    found = rows(given.draws)
    if given.json:
        print(json.dumps({"draws": given.draws, "rows": found}, indent=2))
    else:
        for row in found:
            print(f"{row['log']:<22}{row['guide']:<22}{row['shown']:>7.3f}{row['simulated']:>8.3f}{row['off']:>+8.3f}")
    sys.exit(any(abs(row["off"]) > ALLOWED for row in found))


if __name__ == "__main__":
    main()
