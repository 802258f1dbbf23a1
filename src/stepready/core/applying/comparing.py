"""What another test day does to a list, as differences in pairs over the same nodes and parameters."""

from collections.abc import Sequence
from datetime import date

from stepready.core.applying.application import Application, Standing, place_all
from stepready.core.applying.chances import Band80, Chance, Interviews, band80, interviews_of
from stepready.core.applying.eligible import Eligible
from stepready.core.applying.programme import Programme
from stepready.core.applying.prospects import chances_by_draw
from stepready.core.values import dataclass

EVEN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference80:
    """What a test day changes against the booked one, over the plausible parameters."""

    interviews: Interviews
    p_match: Band80


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A list under the score of one test day.

    A programme counts as reached when it is not ruled out and the chance of clearing it is even at least. `kept` of
    those reached on the booked day still are, `lost` no longer, `gained` only now. `p_seen_at_review` is a chance 0-1.
    `unsupported` says why no data support the chances of that day's score.
    """

    exam_date: date
    what: str
    season: int
    kept: int
    lost: int
    gained: int
    p_seen_at_review: float
    interviews: Interviews | None
    p_match: Band80 | None
    difference: Difference80 | None
    cost_usd: int
    unsupported: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One test day with the application it would carry."""

    what: str
    application: Application


def compare(
    programmes: Sequence[Programme], scenarios: Sequence[Scenario], base: Scenario, cost: int
) -> tuple[Compared, ...]:
    """Return a row for each scenario, in the order given, each against the base."""
    before = place_all(programmes, base.application)
    reached, paired = _reached(before), chances_by_draw(before, base.application)
    return tuple(_row(programmes, scenario, reached, paired, cost) for scenario in scenarios)


def _row(
    programmes: Sequence[Programme],
    scenario: Scenario,
    before: frozenset[int],
    paired: tuple[Chance, ...] | None,
    cost: int,
) -> Compared:
    placed = place_all(programmes, scenario.application)
    now, chances = _reached(placed), chances_by_draw(placed, scenario.application)
    outlook = scenario.application.outlook
    return Compared(
        exam_date=outlook.exam_date,
        what=scenario.what,
        season=outlook.season,
        kept=len(before & now),
        lost=len(before - now),
        gained=len(now - before),
        p_seen_at_review=outlook.p_seen,
        interviews=None if chances is None else interviews_of(chances),
        p_match=None if chances is None else band80(chance.p_match for chance in chances),
        difference=_difference(chances, paired),
        cost_usd=cost,
        unsupported=outlook.unsupported,
    )


def _difference(now: tuple[Chance, ...] | None, before: tuple[Chance, ...] | None) -> Difference80 | None:
    if now is None or before is None:
        return None
    pairs = list(zip(now, before, strict=True))
    changes = [a.interviews - b.interviews for a, b in pairs]
    band = band80(changes)
    return Difference80(
        interviews=Interviews(mean=sum(changes) / len(changes), low80=band.low80, high80=band.high80),
        p_match=band80(a.p_match - b.p_match for a, b in pairs),
    )


def _reached(placed: Sequence[Standing]) -> frozenset[int]:
    return frozenset(
        each.programme.id
        for each in placed
        if each.eligible is not Eligible.NO and (each.p_clear is None or each.p_clear >= EVEN)
    )
