"""Where the guides disagree about the last good day to sit: each guide's own, side by side."""

from collections.abc import Iterable
from datetime import date

from stepready.core.case import Case
from stepready.core.facts.citation import Citation
from stepready.core.guide.guide import Guide
from stepready.core.season.windows import TimingWord
from stepready.core.values import dataclass

QUESTION = "below-near-eras"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideWindows:
    """A guide's last test days for ideal, acceptable, risky and on time, and what it says near ERAS when below.

    Days that go by the score's arrival are counted back with the typical lag.
    """

    guide: str
    shown: str
    ideal_until: date
    acceptable_until: date
    risky_until: date
    on_time_until: date
    says: str
    sources: tuple[Citation, ...]


def windows_of(case: Case, guides: Iterable[Guide]) -> tuple[GuideWindows, ...]:
    """Return the windows of every guide that has any, in their order; none for Step 1."""
    if not case.spec.seasonal:
        return ()
    found = (guide_windows(case, guide) for guide in guides)
    return tuple(windows for windows in found if windows is not None)


def guide_windows(case: Case, guide: Guide) -> GuideWindows | None:
    """Return one guide's windows in the season of a case, or None when it has none."""
    timing, season, arrival = guide.timing, case.season, case.arrival
    if timing is None:
        return None
    stance = next((stance for stance in guide.stances if stance.question == QUESTION), None)
    cited = guide.sources(timing) + (guide.sources(stance) if stance else ())
    return GuideWindows(
        guide=guide.name,
        shown=guide.shown,
        ideal_until=timing.last_day(TimingWord.IDEAL, season, arrival),
        acceptable_until=timing.last_day(TimingWord.ACCEPTABLE, season, arrival),
        risky_until=timing.last_day(TimingWord.RISKY, season, arrival),
        on_time_until=timing.on_time.last_test_day(season, arrival),
        says=stance.says if stance else "",
        sources=tuple(dict.fromkeys(cited)),
    )
