"""The musts of every guide, stated a second time from its text, agree with the verdict on first sittings."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from stepready.core.facts.exam import Applicant, Exam, Source, Step1, Unit
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.season.calendar import default_season
from stepready.core.verdict.decision import decide
from stepready.guides.library import load
from stepready.services.case import case_of

LIBRARY = load()
BY_GUIDE = {"pmr-us-img": 235, "pmr": 230, "prelim-im-non-us-img": 235, "med-peds-non-us-img": 235}
BY_FIELD = {"internal-medicine": 240, "pmr": 240, "psychiatry": 235, "dermatology": 250, "surgery": None}
RAISED = date(2025, 7, 1)
Exams = list[tuple[date, int]]


def musts(guide: str, target: int | None, mark: int, scores: list[int]) -> Iterator[bool | None]:
    """Yield whether each must of a guide holds on recent scores, oldest first; None where nobody knows."""
    last = scores[-2:]
    is_enough = len(last) == 2
    level = sum(last) / 2
    yield level >= mark + 8 if is_enough else None
    if target is None or not is_enough:
        yield None
        return
    if guide == "pmr-us-img":
        yield sum(score >= target for score in scores) > 1
    if guide in {"pmr-us-img", "pmr", "prelim-im-non-us-img"}:
        yield target - min(level, last[-1]) < 8
    if guide == "prelim-im-non-us-img":
        yield level >= min(235, target) - 3
    if guide == "us-img":
        yield min(last) >= target - 3
    if guide == "med-peds-non-us-img":
        yield min(last) >= target + (3 if min(scores) < mark else -3)


def restated(guide: str, target: int | None, today: date, booked: date, exams: Exams) -> str:
    """Return the verdict that the restated musts come to."""
    scores = [score for day, score in sorted(exams) if (today - day).days < 56]
    found = list(musts(guide, target, 218 if booked >= RAISED else 214, scores))
    if False not in found:
        return "unknown" if None in found else "go"
    level = sum(scores[-2:]) / 2
    weeks = 12 if level < 200 else 8 if level <= 220 else 6
    return "early" if (booked - today).days >= 7 * weeks else "no-go"


@pytest.mark.parametrize("guide", list(LIBRARY.guides))
def test_the_musts_restated_come_to_the_same_verdict(guide: str) -> None:
    draw = random.Random(guide)
    for _ in range(80):
        today = date(draw.randint(2025, 2029), draw.randint(1, 12), draw.randint(1, 28))
        booked = today + timedelta(days=draw.choice([draw.randint(1, 120), 41, 42, 55, 56, 83, 84]))
        told, field = draw.choice([None, 230, 235, 238, 245]), draw.choice(list(BY_FIELD))
        is_after_failure = guide == "pmr" and draw.random() < 0.5
        base = draw.choice([199, 212, 217, 222, 228, 232, 235, 241, 247])
        days = draw.sample([0, 3, 9, 20, 34, 50, 54, 55, 56, 57, 80], draw.randint(0, 4))
        exams = [(today - timedelta(days=ago), base + draw.randint(-9, 9)) for ago in days]
        plan = Plan(
            exam=Exam.STEP2CK,
            exam_date=booked,
            target=told,
            applicant=Applicant.US_IMG,
            specialty=field,
            season=default_season(today, LIBRARY.calendar),
            step1=Step1.FAILED_THEN_PASSED if is_after_failure else Step1.PASSED,
        )
        target = told or (BY_FIELD[field] if guide == "us-img" else BY_GUIDE[guide])
        target = max(target or 0, 230) if is_after_failure else target
        case = case_of(LIBRARY, plan, today, attempts=(), exams=_scores(exams), qbank=(), guide=guide)
        asked = f"{today} {booked} {target} {sorted(exams)}"
        assert decide(case).exam.verdict == restated(guide, target, today, booked, exams), asked


def _scores(exams: Exams) -> tuple[Score, ...]:
    return tuple(
        Score(
            id=place,
            uid=f"u{place}",
            day=day,
            source=Source("nbme"),
            form=str(9 + place),
            value=float(value),
            unit=Unit.SCORE,
            exam=Exam.STEP2CK,
            conditions=frozenset(),
        )
        for place, (day, value) in enumerate(exams)
    )
