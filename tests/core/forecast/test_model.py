"""The shipped coefficients: complete, cited, and within what they can mean."""

import json

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.forecast import ForecastModel
from stepready.guides.forecast_model import FILE
from tests.core.forecast.logs import MODEL

DATA = json.loads(FILE.read_bytes())


@pytest.mark.parametrize("exam", list(MODEL.exams))
def test_every_part_says_where_its_figures_come_from(exam: Exam) -> None:
    parts = DATA[exam.value]
    named = {
        name: part for name, part in parts.items() if name not in ("scale", "exams", "samples", "noisier", "unused")
    }
    named |= parts["exams"] | parts["samples"]
    assert [name for name, part in named.items() if not part.get("source")] == []


def test_it_is_cited_and_fitted_on_people() -> None:
    assert "self-reports" in MODEL.citation
    assert DATA["fitted"]["people"] > 100


@pytest.mark.parametrize("part", ["prior", "lift", "spread", "support"])
def test_a_missing_part_is_refused(part: str) -> None:
    broken = json.loads(FILE.read_bytes())
    del broken["step2ck"][part]
    with pytest.raises(KeyError, match=part):
        ForecastModel.from_data(broken)


def test_the_worth_of_a_practice_point_lies_between_none_and_a_whole_one() -> None:
    assert 0 < MODEL.exams[Exam.STEP2CK].lift.worth < 1
    assert MODEL.exams[Exam.STEP1].lift.worth == 1
