"""Logs that the forecast's tests are made of."""

from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import strategies as st

from stepready.core.facts.exam import Applicant, Condition, Exam, Source, Unit
from stepready.core.forecast import Forecast, Trend, fit, predict
from stepready.core.log.score import QbankDay, Score
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import load_facts

TODAY = date(2027, 6, 30)
MODEL = load_forecast_model()
FACTS = load_facts()
STEP2, STEP1 = MODEL.exams[Exam.STEP2CK], MODEL.exams[Exam.STEP1]


def score(
    source: str,
    form: str,
    value: float,
    days_ago: int,
    *conditions: str,
    exam: Exam = Exam.STEP2CK,
    number: int = 0,
    p_pass: float | None = None,
    questions: int | None = None,
) -> Score:
    percent = source == "free120" or exam is Exam.STEP1
    return Score(
        id=number or days_ago,
        uid=f"{source}-{form}-{days_ago}-{number}",
        day=TODAY - timedelta(days=days_ago),
        source=Source(source),
        form=form,
        value=value,
        unit=Unit.PERCENT if percent else Unit.SCORE,
        exam=exam,
        conditions=frozenset(Condition(condition) for condition in conditions),
        p_pass=p_pass,
        questions=questions,
    )


def nbmes(*dated: tuple[float, int], exam: Exam = Exam.STEP2CK) -> list[Score]:
    """Log NBME forms without an offset, never seen before: (value, days ago)."""
    return [
        score("nbme", "11", value, days_ago, "unseen", exam=exam, number=number)
        for number, (value, days_ago) in enumerate(dated, start=1)
    ]


def trend(
    scores: Iterable[Score],
    *,
    qbank: Iterable[QbankDay] = (),
    exam: Exam = Exam.STEP2CK,
    applicant: Applicant | None = None,
) -> Trend:
    return fit(tuple(scores), tuple(qbank), exam=exam, as_of=TODAY, model=MODEL, facts=FACTS, applicant=applicant)


def forecast(
    scores: Iterable[Score],
    weeks: float = 0,
    *,
    qbank: Iterable[QbankDay] = (),
    exam: Exam = Exam.STEP2CK,
    applicant: Applicant | None = None,
) -> Forecast:
    found = predict(
        trend(scores, qbank=qbank, exam=exam, applicant=applicant),
        TODAY + timedelta(weeks=weeks),
        target=240,
        pass_mark=218 if exam is Exam.STEP2CK else 62,
    )
    assert found is not None
    return found


def bank(percents: Iterable[float], *, questions: int = 200) -> list[QbankDay]:
    """Log one day of a question bank each week, the last percent this week."""
    weeks = list(percents)
    return [
        QbankDay(
            day=TODAY - timedelta(weeks=len(weeks) - 1 - week),
            percent=percent,
            questions=questions,
            sessions=1,
            ids=(1000 + week,),
        )
        for week, percent in enumerate(weeks)
    ]


@st.composite
def logs(draw: st.DrawFn, least: int = 1) -> list[Score]:
    """Draw a Step 2 CK log: any sources and days, values scattered about one level."""
    level = draw(st.integers(170, 280))
    return [
        score(
            source := draw(st.sampled_from(["nbme", "nbme", "uwsa", "amboss", "free120"])),
            draw(st.sampled_from(["1", "2", "3", "9", "11", ""])),
            draw(st.integers(40, 100)) if source == "free120" else level + draw(st.integers(-20, 20)),
            draw(st.integers(0, 200)),
            *draw(st.sampled_from([(), (), ("untimed",), ("offline",)])),
            number=number,
        )
        for number in range(1, draw(st.integers(least, 8)) + 1)
    ]
