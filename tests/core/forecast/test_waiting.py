"""What waiting does to the chance of the target, within eight weeks."""

from datetime import date, timedelta

import pytest

from stepready.core.exam import Exam, Source, Unit
from stepready.core.forecast import Trend, fit
from stepready.core.score import Score
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import load_facts

TODAY = date(2027, 7, 15)


def trend(values: tuple[int, ...]) -> Trend:
    scores = [
        Score(
            id=place,
            uid=f"u{place}",
            day=TODAY - timedelta(days=1 + 10 * (len(values) - place)),
            source=Source.NBME,
            form=str(9 + place),
            value=float(value),
            unit=Unit.SCORE,
            exam=Exam.STEP2CK,
        )
        for place, value in enumerate(values, start=1)
    ]
    return fit(scores, [], exam=Exam.STEP2CK, as_of=TODAY, model=load_forecast_model(), facts=load_facts())


def gain(values: tuple[int, ...], target: int) -> float:
    found = [trend(values).forecast(TODAY + timedelta(weeks=weeks), target=target, pass_mark=218) for weeks in (1, 8)]
    soon, later = (forecast.p_target for forecast in found if forecast is not None)
    assert soon is not None
    assert later is not None
    return later - soon


@pytest.mark.parametrize("target", [235, 240, 245, 250, 255])
@pytest.mark.parametrize("values", [(215, 220, 226, 231), (222, 228, 234, 240), (205, 210, 216, 221)])
def test_an_improving_student_gains_by_waiting_and_a_flat_one_less(values: tuple[int, ...], target: int) -> None:
    flat = (values[-1],) * len(values)
    assert gain(values, target) > 0
    assert gain(values, target) > gain(flat, target)
