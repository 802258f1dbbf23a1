"""An application as it stands on a day, and where every programme of the user's table stands for it."""

from collections.abc import Iterable
from dataclasses import replace

from stepready.core.applying.applying_facts import ApplyingFacts
from stepready.core.applying.build_list import Candidate
from stepready.core.applying.by_test_day import ScoreInTime
from stepready.core.applying.eligible import Applying, Eligible, Judged, judge
from stepready.core.applying.profile import Visa
from stepready.core.applying.programme import Programme, Track
from stepready.core.applying.tiers import Tier, Tiers, tier
from stepready.core.facts.exam import Applicant
from stepready.core.forecast.data_limits import legend
from stepready.core.values import dataclass
from stepready.core.values.wording import count

HALF = 0.5
"""How far a programme with an unknown criterion counts when a list is ordered (ours); in a chance it counts nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What a list is made from: the applicant, the outlook of one test day, the guide's tiers, the facts.

    `failed` says that a Step was failed before, whichever.
    """

    applying: Applying
    applicant: Applicant | None
    failed: bool
    outlook: ScoreInTime
    tiers: Tiers
    facts: ApplyingFacts

    @property
    def score(self) -> float | None:
        """The score to reckon with: the result, or the forecast's mean; None without either."""
        return None if self.outlook.scores is None else self.outlook.scores.mean

    @property
    def needs_visa(self) -> bool | None:
        """Whether a visa is needed; None when it is not said."""
        visa = self.applying.profile.visa
        return None if visa is None else visa is not Visa.NONE

    @property
    def mark_explained(self) -> str | None:
        """What the mark beside every chance of the score means; None where none is marked."""
        why = self.outlook.unsupported
        return None if why is None or self.outlook.scores is None else f"Chances: {legend(why)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A programme as the application sees it; `open_tier` is its tier should its unknown criteria be met.

    `supported` says whether data support the chance `p_clear` (0-1).
    """

    judged: Judged
    p_clear: float | None
    open_tier: Tier
    supported: bool

    @property
    def programme(self) -> Programme:
        """The programme."""
        return self.judged.programme

    @property
    def eligible(self) -> Eligible:
        """Whether its criteria are met."""
        return self.judged.eligible

    @property
    def tier(self) -> Tier:
        """Its tier; what is unknown or ruled out says so instead."""
        if self.eligible is Eligible.YES:
            return self.open_tier
        return Tier.RULED_OUT if self.eligible is Eligible.NO else Tier.UNKNOWN


def place(programme: Programme, application: Application) -> Standing:
    """Judge a programme and find its tier."""
    p_clear, supported = application.outlook.p_clear(programme), application.outlook.supported
    doubts = application.facts.doubts
    return Standing(
        judged=judge(programme, application.applying, doubts, p_clear, supported=supported),
        p_clear=p_clear,
        supported=supported,
        open_tier=tier(
            programme,
            application.tiers,
            application.facts.tier_reading,
            score=application.score,
            p_clear=p_clear,
        ),
    )


def place_all(programmes: Iterable[Programme], application: Application) -> tuple[Standing, ...]:
    """Place every programme, in the order given."""
    return tuple(place(programme, application) for programme in programmes)


def candidate(placed: Standing, application: Application) -> Candidate:
    """Return a programme as something that may go on a list."""
    programme, states = placed.programme, application.applying.profile.states or ()
    share = programme.figure("nonus_img_share")
    if share is None:
        share = programme.figure("img_share") or 0.0
    wanted = programme.state.casefold() in {state.casefold() for state in states}
    return Candidate(
        id=programme.id,
        specialty=programme.specialty,
        tier=placed.open_tier.value,
        door=application.outlook.door(programme),
        weight=1.0 if placed.eligible is Eligible.YES else HALF,
        order=(-float(wanted), -share, -(programme.figure("positions") or 0.0)),
    )


def without_companion(placed: Iterable[Standing]) -> tuple[Programme, ...]:
    """Return the advanced positions of a list that holds no first year to go with them.

    What is ruled out for the applicant neither fills a hole nor makes one.
    """
    programmes = [each.programme for each in placed if each.eligible is not Eligible.NO]
    if any(p.tracks == {Track.PRELIMINARY} or p.specialty in FIRST_YEARS for p in programmes):
        return ()
    return tuple(programme for programme in programmes if Track.ADVANCED in programme.tracks)


def doubted(placed: Iterable[Standing]) -> str | None:
    """Say which programmes are open only by facts that are to be doubted; None where none is."""
    ids = [
        str(each.programme.id)
        for each in placed
        if each.eligible is Eligible.YES and any(criterion.doubt for criterion in each.judged.why)
    ]
    if not ids:
        return None
    named = ", ".join(ids[:MOST_IDS]) + (", ..." if len(ids) > MOST_IDS else "")
    return (
        f"{count(len(ids), 'programme')} open to you by facts that are old or without a source or a day "
        f"(id {named}): `stepready programs show ID` says which."
    )


MOST_IDS = 10
FIRST_YEARS = ("prelim-im", "transitional-year")


def with_outlook(application: Application, outlook: ScoreInTime) -> Application:
    """Return the application carried by the score of another test day; a later season is further from graduation."""
    years, ahead = application.applying.years, outlook.season - application.outlook.season
    later = None if years is None else years + ahead
    return replace(application, outlook=outlook, applying=replace(application.applying, years=later))
