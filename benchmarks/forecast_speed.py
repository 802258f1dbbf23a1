"""Time the forecast in the core: a fit to 60 scores and one test day, and a sweep of a year's Mondays.

python benchmarks/forecast_speed.py
"""

from datetime import date, timedelta
from timeit import repeat

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.forecast import Forecast, Trend, fit, predict
from stepready.core.log.score import QbankDay, Score
from stepready.guides.forecast_model import load_forecast_model
from stepready.guides.library import load_facts

TODAY = date(2027, 6, 30)
ROUNDS, CALLS = 5, 100


def log_of_60() -> tuple[Score, ...]:
    """Return 60 scores of three sources over 180 days."""
    sources = (Source("nbme"), Source("uwsa"), Source("free120"))
    return tuple(
        Score(
            id=i,
            uid=f"{i:04d}",
            day=TODAY - timedelta(days=3 * i),
            source=sources[i % 3],
            form="11",
            value=78.0 if i % 3 == 2 else 240.0 + i % 7,  # noqa: PLR2004 - every third is a Free 120
            unit=Unit.PERCENT if i % 3 == 2 else Unit.SCORE,  # noqa: PLR2004 - the same
            exam=Exam.STEP2CK,
        )
        for i in range(60)
    )


def main() -> None:
    """Print the best of a few rounds in milliseconds."""
    scores, model, facts = log_of_60(), load_forecast_model(), load_facts()
    days = [QbankDay(day=TODAY - timedelta(days=i), percent=70.0, questions=40, sessions=1) for i in range(180)]

    def fitted() -> Trend:
        return fit(scores, days, exam=Exam.STEP2CK, as_of=TODAY, model=model, facts=facts)

    def once() -> Forecast | None:
        return predict(fitted(), TODAY + timedelta(weeks=6), target=240, pass_mark=218)

    def sweep() -> None:
        trend = fitted()
        for week in range(52):
            predict(trend, TODAY + timedelta(weeks=week), target=240, pass_mark=218)

    for name, call in (("fit and one test day", once), ("fit and 52 test days", sweep)):
        best = min(repeat(call, number=CALLS, repeat=ROUNDS)) / CALLS
        print(f"{name}: {1000 * best:.2f} ms")


if __name__ == "__main__":
    main()
