"""How often people with such scores matched who had ranked a specialty: beside a chance, never multiplied in.

Conditional on having ranked: who got no interview, or never applied, is not among them.
"""

from collections.abc import Sequence

from stepready.core.applying.application import Application, Standing
from stepready.core.applying.applying_facts import ScoreCurve
from stepready.core.applying.programme import Track
from stepready.core.facts.exam import Applicant
from stepready.core.values.wording import listed as listed_words
from stepready.core.values.wording import number, percent

OTHER_POSITIONS = frozenset({Track.PRELIMINARY, Track.PHYSICIANS_ONLY})
"""Tracks that the tables do not count: one year of a specialty is no place in it."""


def cross_check(on_list: Sequence[Standing], application: Application) -> str | None:
    """Say what is known of people who ranked the list's specialties; None where nothing is, or for another group."""
    curves = application.facts.score_curves
    wanted = sorted({each.programme.specialty for each in on_list if not each.programme.tracks & OTHER_POSITIONS})
    found = [curve for specialty in wanted for curve in curves if curve.specialty == specialty]
    scores = application.outlook.scores
    if not found or scores is None or not _is_counted(application):
        return None
    result = application.applying.result
    low, high = scores.span80 if result is None else (result, result)
    rates = [_rate(curve, low, high) for curve in found if curve.tells]
    blind = listed_words([curve.specialty for curve in found if not curve.tells])
    span = number(low) if low == high else f"{low} to {high}"
    parts = [f"of non-US IMGs with {span} who had ranked programmes, {', '.join(rates)} matched"] if rates else []
    parts += [f"in {blind} the score did not tell those who matched from those who did not"] if blind else []
    return "; ".join(parts)


def _is_counted(application: Application) -> bool:
    """Whether the applicant is of the group the tables are about, with nothing that sets one apart in it."""
    years, most = application.applying.years, application.facts.interview_model.most_years
    is_recent = years is None or years <= most
    return application.applicant is Applicant.NON_US_IMG and not application.failed and is_recent


def _rate(curve: ScoreCurve, low: float, high: float) -> str:
    least, most = (percent(share) for share in curve.within(low, high))
    rate = least if least == most else f"{least.removesuffix(' %')}-{most}"
    return f"{rate} in {curve.specialty}"
