"""What a list may bring, where that can be said at all, and why it cannot be said elsewhere."""

from collections import Counter
from collections.abc import Sequence

from stepready.core.applying.application import Application, Standing
from stepready.core.applying.chances import (
    Band80,
    Chance,
    Interviews,
    Reach,
    band80,
    chance,
    interviews_of,
    likely_count,
    reaches,
)
from stepready.core.applying.cross_check import cross_check
from stepready.core.applying.eligible import Eligible
from stepready.core.applying.fees import Fees
from stepready.core.applying.interview_yield import Draw, central, draws
from stepready.core.applying.programme import Track
from stepready.core.applying.scores import Scores
from stepready.core.applying.shortlist import Expected
from stepready.core.facts.exam import Applicant
from stepready.core.values import dataclass
from stepready.core.values.wording import count
from stepready.core.values.wording import listed as listed_words

DRAWS = 48
CURVE = (10, 20, 40, 60, 80, 100, 150, 200, 300)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """Expected interviews and the chance of a match, as ranges over the plausible parameters, or why there are none.

    `specialty` is the one that is counted. `p_match` and `no_interview` are chances 0-1; `likely` is how many
    interviews eight in ten such applicants get. `why` says what drives the figures, or why they are missing.
    `cross_check` tells of people who had ranked. `supported` says whether data support the chances of the score.
    """

    specialty: str | None = None
    interviews: Interviews | None = None
    p_match: Band80 | None = None
    no_interview: Band80 | None = None
    likely: tuple[int, int] | None = None
    why: str
    cross_check: str | None = None
    supported: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """A list cut after so many programmes: its cost, the programmes that read the file, the chance of a match.

    `half_effect` is the chance should each programme be worth half as much.
    """

    programmes: int
    cost_usd: int
    read_by: float
    p_match: Band80 | None
    half_effect: Band80 | None


def prospects(listed: Sequence[Standing], application: Application) -> Prospects:
    """Return what a list may bring."""
    why_not = unsaid(listed, application)
    if why_not is not None:
        return Prospects(why=why_not, cross_check=cross_check(listed, application))
    found, middle = _reaches(listed, application), _central(application)
    chances = [chance(found, draw) for draw in _draws(application)]
    return Prospects(
        specialty=application.facts.interview_model.specialty,
        interviews=interviews_of(chances),
        p_match=band80(each.p_match for each in chances),
        no_interview=band80(each.p_none for each in chances),
        likely=likely_count(found, middle),
        why=_driven_by(listed, application),
        cross_check=cross_check(listed, application),
        supported=application.outlook.supported,
    )


def expected_of(listed: Sequence[Standing], application: Application) -> Expected:
    """Return how many interviews are to be expected of a list on the day it is built, or why that cannot be said."""
    why_not = unsaid(listed, application)
    if why_not is not None:
        return Expected(programmes=len(listed), why_not=why_not)
    low, high = likely_count(_reaches(listed, application), _central(application))
    return Expected(programmes=len(listed), low=low, high=high)


def chances_by_draw(listed: Sequence[Standing], application: Application) -> tuple[Chance, ...] | None:
    """Return the chances under every set of parameters, for differences in pairs; None where nothing can be said."""
    if unsaid(listed, application) is not None:
        return None
    found = _reaches(listed, application)
    return tuple(chance(found, draw) for draw in _draws(application))


def unsaid(listed: Sequence[Standing], application: Application) -> str | None:
    """Return why no chance can be given; None where one can."""
    model, applying = application.facts.interview_model, application.applying
    specialties = {placed.programme.specialty for placed in listed}
    reasons = (
        (not listed, "the list is empty"),
        (model.specialty not in specialties, _another_specialty(specialties, model.specialty)),
        (application.applicant is None, "who applies is not said: `stepready plan set --applicant`"),
        (
            application.applicant is not Applicant.NON_US_IMG,
            "interviews were counted for non-US IMGs alone; for others no usable figures are public",
        ),
        (application.failed, "nobody with a failed attempt is among those counted, and it weighs heavily"),
        (applying.years is None, "the year of graduation is not said: `stepready profile set --graduated YEAR`"),
        (
            (applying.years or 0) > model.most_years,
            f"you are more than {model.most_years} years from graduation; nobody that far is among those counted",
        ),
        (application.needs_visa is None, "whether you need a visa is not said: `stepready profile set --visa`"),
        (application.outlook.scores is None, "no forecast yet: log a practice exam, or the result"),
        (not counted(listed, application), _none_certain(listed, model.specialty)),
    )
    return next((why for holds, why in reasons if holds), None)


def _none_certain(listed: Sequence[Standing], specialty: str) -> str:
    here = [placed for placed in listed if placed.programme.specialty == specialty]
    if all(placed.programme.tracks & NOT_COUNTED for placed in here):
        return f"interviews were counted for categorical places; the list has none of {specialty}"
    unknown = sum(placed.eligible is Eligible.UNKNOWN for placed in here)
    have = "has" if unknown == 1 else "have"
    return f"no {specialty} programme on the list is open to you for certain; {unknown} {have} an unknown criterion"


NOT_COUNTED = frozenset({Track.PRELIMINARY, Track.ADVANCED, Track.PHYSICIANS_ONLY})
"""Tracks of the model's specialty in which nobody was counted."""


def _another_specialty(specialties: set[str], counted_in: str) -> str:
    return (
        f"interviews were counted for {counted_in} alone; what can be said of {listed_words(sorted(specialties))} is "
        "whether the score clears the minimum, tiers and counts"
    )


def counted(listed: Sequence[Standing], application: Application) -> list[Standing]:
    """Return the programmes that a chance counts: of the model's specialty, open for certain, no one-year track."""
    specialty = application.facts.interview_model.specialty
    return [
        placed
        for placed in listed
        if placed.programme.specialty == specialty
        and placed.eligible is Eligible.YES
        and not placed.programme.tracks & NOT_COUNTED
    ]


def curve(listed: Sequence[Standing], application: Application, fees: Fees) -> tuple[CurvePoint, ...]:
    """Return what the list gives when cut after a few numbers of programmes, in the list's own order."""
    said = unsaid(listed, application) is None
    sizes = [size for size in CURVE if size < len(listed)] + [len(listed)] * bool(listed)
    return tuple(_point(listed[:size], application, fees, said=said) for size in sizes)


def _point(listed: Sequence[Standing], application: Application, fees: Fees, *, said: bool) -> CurvePoint:
    found = _reaches(listed, application) if said else ()
    sets = _draws(application) if said else ()
    chances = [chance(found, draw) for draw in sets]
    return CurvePoint(
        programmes=len(listed),
        cost_usd=fees.total(placed.programme.specialty for placed in listed),
        read_by=sum(placed.p_clear or 0.0 for placed in listed),
        p_match=band80(each.p_match for each in chances) if said else None,
        half_effect=band80(each.p_half for each in chances) if said else None,
    )


def _reaches(listed: Sequence[Standing], application: Application) -> tuple[Reach, ...]:
    outlook = application.outlook
    doors = [outlook.door(placed.programme) for placed in counted(listed, application)]
    return reaches(doors, outlook.scores or Scores(()), outlook.p_seen)


def _draws(application: Application) -> tuple[Draw, ...]:
    return draws(application.facts.interview_model, DRAWS, needs_visa=bool(application.needs_visa))


def _central(application: Application) -> Draw:
    return central(application.facts.interview_model, needs_visa=bool(application.needs_visa))


def _driven_by(listed: Sequence[Standing], application: Application) -> str:
    """Say what a chance counts and what moves it most."""
    model = application.facts.interview_model
    here, every = counted(listed, application), Counter(placed.eligible for placed in listed)
    left = len(listed) - len(here)
    aside = f"; {count(left, 'other programme')} on the list not counted" if left else ""
    unknown = every[Eligible.UNKNOWN]
    told = f", {unknown} for an unknown criterion" if unknown else ""
    return (
        f"counts {count(len(here), 'programme')} in {model.specialty} open to you for certain{aside}{told}. "
        "Driven by the score, the need for a visa, the number of programmes, and a strength all programmes see that no "
        "log shows (experience, letters). A pattern among people who reported, not a promise"
    )
