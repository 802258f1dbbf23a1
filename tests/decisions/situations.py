"""Any situation: any season, applicant, exam, guide (one of the user's own too), log, sittings and announced delay."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from stepready.core.case import Case
from stepready.core.facts.exam import Applicant, Condition, Exam, Source, Step1, Unit
from stepready.core.facts.settings import DelayWindow
from stepready.core.log.attempts import Attempt
from stepready.core.log.score import Score
from stepready.core.plan import Plan
from stepready.core.season.calendar import default_season
from stepready.guides.library import Library, load
from stepready.guides.own import with_own_guides
from stepready.services.case import case_of

OWN = """
name = "own-im"
audience = "anybody applying to medicine"
title = "Handbook"
exams = ["step2ck"]
specialty = "internal-medicine"

[[rule]]
id = "at-238"
asks = "each of the last two exams at 238"
exam = "step2ck"
severity = "must"
check = { kind = "each-of-last", at_least = { of = "number", number = 238 } }
cite = ["Scores > Medicine"]
"""
SPECIALTIES = ("pmr", "prelim-im", "med-peds", "internal-medicine", "psychiatry", "dermatology", "surgery", None)
WEEK = timedelta(weeks=1)
LEVEL_EXAMS = 2
AHEAD = st.integers(3, 110)


@cache
def library() -> Library:
    """Our guides and one of the user's own."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "own-im.toml").write_text(OWN, encoding="utf-8")
        return with_own_guides(load(), Path(folder))


class Situation(NamedTuple):
    """One plan and log on one day; `guide` is None where the plan's own is to be chosen."""

    today: date
    plan: Plan
    scores: tuple[Score, ...]
    attempts: tuple[Attempt, ...]
    guide: str | None
    window: DelayWindow | None

    def case(self) -> Case:
        """Return the case of it."""
        held = library()
        if self.window is not None:
            held = replace(held, facts=replace(held.facts, delay_windows=(self.window,)))
        return case_of(
            held, self.plan, self.today, attempts=self.attempts, exams=self.scores, qbank=(), guide=self.guide
        )


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Draw a situation of 2026 to 2029, its test day mostly ahead."""
    today = draw(st.dates(date(2026, 1, 5), date(2029, 11, 30)))
    exam = draw(st.sampled_from([Exam.STEP2CK, Exam.STEP2CK, Exam.STEP2CK, Exam.STEP1]))
    booked = draw(
        st.sampled_from([AHEAD, AHEAD, AHEAD, AHEAD, st.integers(-10, 200), st.none()]).flatmap(lambda of: of)
    )
    ends = draw(st.sampled_from([None, None, None, -10, 20, 45, 60, 90, 150]))
    season = default_season(today, library().calendar) - draw(st.sampled_from([0, 0, 0, 1]))
    plan = Plan(
        exam=exam,
        exam_date=None if booked is None else today + timedelta(days=booked),
        target=draw(st.sampled_from([None, None, 205, 220, 230, 235, 240, 250])) if exam is Exam.STEP2CK else None,
        applicant=draw(st.sampled_from([*Applicant, None])),
        specialty=draw(st.sampled_from(SPECIALTIES)),
        season=season,
        step1=draw(st.none() | st.sampled_from(list(Step1))) if exam is Exam.STEP2CK else None,
        can_skip_cycle=draw(st.sampled_from([True, False, None])),
        applied=draw(st.sampled_from([None, None, False, True])),
        eligibility_end=None if ends is None else today + timedelta(days=ends),
    )
    return Situation(
        today=today,
        plan=plan,
        scores=tuple(draw(_scores(today, exam))),
        attempts=tuple(draw(_attempts(today, exam))),
        guide=draw(st.sampled_from([None, None, *_guides(exam)])),
        window=draw(_windows(today)) if draw(st.sampled_from([False, False, False, True])) else None,
    )


def _guides(exam: Exam) -> list[str]:
    return [name for name, guide in library().guides.items() if exam in guide.exams]


@st.composite
def _scores(draw: st.DrawFn, today: date, exam: Exam) -> list[Score]:
    level = draw(st.integers(192, 255) if exam is Exam.STEP2CK else st.integers(55, 80))
    instruments = ["nbme", "nbme", "uwsa", "amboss"] if exam is Exam.STEP2CK else ["nbme"]
    found: list[Score] = []
    for place in range(draw(st.sampled_from([2, 3, 2, 3, 4, 6, 1, 0]))):
        counts = place < LEVEL_EXAMS
        found.append(
            Score(
                id=place,
                uid=f"u{place}",
                day=today - timedelta(days=draw(st.integers(0, 50 if counts else 90))),
                source=Source("nbme" if counts else draw(st.sampled_from(instruments))),
                form=str(9 + place) if counts else draw(st.sampled_from([str(9 + place), "10", ""])),
                value=float(level + draw(st.integers(-9, 9))),
                unit=Unit.SCORE if exam is Exam.STEP2CK else Unit.PERCENT,
                exam=exam,
                conditions=frozenset() if counts else draw(st.frozensets(st.sampled_from(list(Condition)), max_size=1)),
            )
        )
    return found


@st.composite
def _attempts(draw: st.DrawFn, today: date, exam: Exam) -> list[Attempt]:
    ago = draw(st.sampled_from([[], [], [], [30], [90], [200], [400, 60], [700, 500, 200], [5]]))
    rows = [
        Attempt(
            exam=draw(st.sampled_from([exam, exam, Exam.STEP1])),
            on=draw(st.sampled_from([today - timedelta(days=days)] * 4 + [None])),
            score="fail",
        )
        for days in sorted(ago, reverse=True)
    ]
    return [row for row in rows if row.exam is exam or exam is Exam.STEP2CK]


@st.composite
def _windows(draw: st.DrawFn, today: date) -> DelayWindow:
    first = today + timedelta(days=draw(st.integers(-30, 60)))
    last = first + timedelta(days=draw(st.integers(0, 60)))
    told: Callable[..., DelayWindow] = DelayWindow
    if draw(st.booleans()):
        return told(first=first, last=last, reported_on=last + draw(st.integers(2, 8)) * WEEK, source="announced")
    return told(first=first, last=last, extra_days=draw(st.integers(7, 28)), source="announced")
