from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from stepready.core.applying.application import Application
from stepready.core.applying.applying_facts import ApplyingFacts
from stepready.core.applying.by_test_day import ScoreInTime
from stepready.core.applying.eligible import Applying
from stepready.core.applying.profile import Profile, Visa
from stepready.core.applying.programme import Known, Programme, Track, told
from stepready.core.applying.scores import Scores, forecast_scores
from stepready.core.facts.exam import Applicant
from stepready.core.forecast.distributions import Bell
from stepready.guides.library import load_applying

TODAY = date(2027, 7, 1)
READ = date(2027, 5, 1)

Make = Callable[..., Programme]


@pytest.fixture(scope="session")
def facts() -> ApplyingFacts:
    return load_applying()


@pytest.fixture(scope="session")
def make() -> Make:
    """Make a programme that states every criterion and meets most; None makes a fact unknown."""

    def made(
        number: int = 1, *, specialty: str = "internal-medicine", track: str | None = "C", **given: Any
    ) -> Programme:
        stated = {"min_step2": 220, "attempts_max": 2, "years_max": 10, "visa_j1": True, "visa_h1b": False}
        stated |= {"us_months_min": 0} | given
        known = {k: told(Known(value=v, source="its site", as_of=READ)) for k, v in stated.items() if v is not None}
        return Programme(
            id=number,
            uid=f"uid-{number}",
            name=f"Programme {number}",
            specialty=specialty,
            track=None if track is None else Track(track),
            facts=known,
        )

    return made


@pytest.fixture
def apply(facts: ApplyingFacts) -> Callable[..., Application]:
    """Make the application of a recent non-US graduate with a forecast of 243, SD 10."""

    def made(
        *,
        mean: float = 243,
        sd: float = 10,
        scores: Scores | None = None,
        p_seen: float = 1.0,
        attempts: int = 1,
        years: int | None = 2,
        result: int | None = None,
        failed: bool = False,
        applicant: Applicant | None = Applicant.NON_US_IMG,
        **said: Any,
    ) -> Application:
        usual: dict[str, Any] = {"visa": Visa.J1, "graduated": 2025, "us_months": 3}
        profile = Profile(**(usual | said))
        return Application(
            applying=Applying(as_of=TODAY, profile=profile, attempts=attempts, years=years, result=result),
            applicant=applicant,
            failed=failed,
            outlook=ScoreInTime(
                exam_date=date(2027, 7, 28),
                season=2028,
                scores=scores or forecast_scores(Bell(mean, sd, heavy=False).at_least),
                p_seen=p_seen,
                pass_mark=218,
            ),
            tiers=facts.usual_tiers,
            facts=facts,
        )

    return made
