"""Reach, core and safety as the chosen guide means them, from a programme's own numbers."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from stepready.core.facts.citation import Grounds
from stepready.core.values import dataclass, in_order, in_range

if TYPE_CHECKING:
    from stepready.core.applying.programme import Programme


class Tier(StrEnum):
    """Where a programme stands for an applicant; `unknown` and `ruled_out` go by its criteria."""

    REACH = "reach"
    CORE = "core"
    SAFETY = "safety"
    UNKNOWN = "unknown"
    RULED_OUT = "ruled_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Grounds):
    """What a guide means by a tier, and the percent of the list it gives it; None is unsaid."""

    says: str
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        """Refuse a share that is none."""
        Grounds.__post_init__(self)
        in_range("low", self.low, 0, 100)
        in_range("high", self.high, 0, 100)
        in_order("low and high", self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiers(Grounds):
    """A guide's three tiers and how its reach is told from numbers.

    `below-range`: reach is where the score lies under the programme's usual range. `at-range`: reach is where it lies
    close to the range or above; another specialty than `home` is the backup. `img-history`: reach takes few IMGs,
    safety many.
    """

    meaning: Literal["below-range", "at-range", "img-history"]
    reach: Share
    core: Share
    safety: Share
    home: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TierReading(Grounds):
    """The numbers that tell tiers apart where a text gives words: chances 0-1, shares of residents 0-1, points."""

    unlikely: float
    likely: float
    few_imgs: float
    many_imgs: float
    near: int
    says: str

    def __post_init__(self) -> None:
        """Refuse chances and shares that are none."""
        Grounds.__post_init__(self)
        for name in ("unlikely", "likely", "few_imgs", "many_imgs"):
            in_range(name, getattr(self, name), 0, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MixShare:
    """How much of a list a tier takes, in percent, beside what the guide gives it (`low` to `high`; None is unsaid)."""

    tier: Tier
    programmes: int
    percent: int
    low: int | None
    high: int | None


def mix_of(on_list: Sequence[Tier], tiers: Tiers) -> tuple[MixShare, ...]:
    """Return the mix of a list, given the tier of every programme on it; nothing for an empty list."""
    named = ((Tier.REACH, tiers.reach), (Tier.CORE, tiers.core), (Tier.SAFETY, tiers.safety))
    return tuple(
        MixShare(
            tier=name,
            programmes=on_list.count(name),
            percent=round(100 * on_list.count(name) / len(on_list)),
            low=share.low,
            high=share.high,
        )
        for name, share in named
        if on_list
    )


def tier(
    programme: "Programme", tiers: Tiers, reading: TierReading, *, score: float | None, p_clear: float | None
) -> Tier:
    """Return the tier of a programme that is open to the applicant, whose score is expected to be `score`."""
    by = {"below-range": _below_range, "at-range": _at_range, "img-history": _img_history}[tiers.meaning]
    return by(programme, tiers, reading, score, p_clear)


def _below_range(
    programme: "Programme", tiers: Tiers, reading: TierReading, score: float | None, p_clear: float | None
) -> Tier:
    del tiers
    if _is_unlikely(p_clear, reading) or _is_under(programme.figure("step2_p25"), score):
        return Tier.REACH
    above = _is_over(programme.figure("step2_p50"), score)
    friendly = _share(programme) >= reading.many_imgs
    return Tier.SAFETY if above or (friendly and _is_likely(p_clear, reading)) else Tier.CORE


def _at_range(
    programme: "Programme", tiers: Tiers, reading: TierReading, score: float | None, p_clear: float | None
) -> Tier:
    del p_clear
    if tiers.home is not None and programme.specialty != tiers.home:
        return Tier.SAFETY
    low = programme.figure("step2_p25") or programme.figure("step2_p50")
    if score is None or low is None:
        return Tier.CORE
    return Tier.REACH if score >= low - reading.near else Tier.CORE


def _img_history(
    programme: "Programme", tiers: Tiers, reading: TierReading, score: float | None, p_clear: float | None
) -> Tier:
    del tiers
    known = programme.figure("img_share") is not None or programme.figure("nonus_img_share") is not None
    few = known and _share(programme) <= reading.few_imgs
    if few or _is_unlikely(p_clear, reading) or _is_under(programme.figure("step2_p25"), score):
        return Tier.REACH
    many = _share(programme) >= reading.many_imgs
    return Tier.SAFETY if many and _is_likely(p_clear, reading) else Tier.CORE


def _share(programme: "Programme") -> float:
    return max(programme.figure("img_share") or 0.0, programme.figure("nonus_img_share") or 0.0)


def _is_unlikely(p_clear: float | None, reading: TierReading) -> bool:
    return p_clear is not None and p_clear < reading.unlikely


def _is_likely(p_clear: float | None, reading: TierReading) -> bool:
    return p_clear is not None and p_clear >= reading.likely


def _is_under(line: float | None, score: float | None) -> bool:
    return line is not None and score is not None and score < line


def _is_over(line: float | None, score: float | None) -> bool:
    return line is not None and score is not None and score >= line
