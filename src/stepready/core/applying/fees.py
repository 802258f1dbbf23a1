"""What an application costs, to the dollar, by the season's fees."""

from collections import Counter
from collections.abc import Iterable

from stepready.core.facts.citation import Fact
from stepready.core.values import dataclass, in_order, in_range


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeStep(Fact):
    """US dollars for each programme of one specialty, from the `first` to the `last` one; None has no end."""

    season: int
    first: int
    usd: int
    last: int | None = None

    def __post_init__(self) -> None:
        """Refuse steps that cannot be."""
        Fact.__post_init__(self)
        in_range("first", self.first, 1, 1000)
        in_order("first and last", self.first, self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFee(Fact):
    """A fee beside the application fees; `imgs_only` is paid by international graduates alone."""

    what: str
    season: int
    usd: int
    imgs_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCost:
    """A cost beside the application fees, with how well it is known."""

    what: str
    usd: int
    status: str
    source: str


class Fees:
    """The steps of one season, ready to count with."""

    def __init__(self, steps: Iterable[FeeStep]) -> None:
        """Keep the steps in order."""
        self.steps = sorted(steps, key=lambda step: step.first)

    def next_one(self, had: int) -> int:
        """Return the dollars for one more programme in a specialty that has `had` already."""
        return next(step.usd for step in reversed(self.steps) if step.first <= had + 1)

    def of(self, count: int) -> int:
        """Return the dollars for so many programmes of one specialty."""
        return sum(self.next_one(had) for had in range(count))

    def total(self, specialties: Iterable[str]) -> int:
        """Return the dollars for a list, given the specialty of every programme on it."""
        return sum(self.of(count) for count in Counter(specialties).values())


def steps_of(steps: Iterable[FeeStep], season: int) -> tuple[FeeStep, ...]:
    """Return the steps of a season, or of the latest season before it that has any."""
    known = tuple(steps)
    latest = max((step.season for step in known if step.season <= season), default=min(s.season for s in known))
    return tuple(step for step in known if step.season == latest)


def other_costs(fees: Iterable[OtherFee], season: int, *, is_img: bool) -> tuple[OtherCost, ...]:
    """Return what is paid beside the application fees; an older season's figure says so."""
    return tuple(
        OtherCost(what=_dated(fee, season), usd=fee.usd, status=fee.status.value, source=fee.source)
        for fee in fees
        if is_img or not fee.imgs_only
    )


def _dated(fee: OtherFee, season: int) -> str:
    return fee.what if fee.season == season else f"{fee.what} (as of season {fee.season})"
