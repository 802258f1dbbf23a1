"""Where a figure comes from, and how well it is known."""

from enum import StrEnum

from stepready.core.values import dataclass


class Status(StrEnum):
    """How well a fact is known; a projection is never shown as official."""

    OFFICIAL = "official"
    SECONDARY = "secondary"
    COMMUNITY = "community"
    PROJECTED = "projected"


@dataclass(frozen=True, slots=True)
class Citation:
    """One place a rule or figure rests on: a guide's section, or a reading of ours.

    `title` and `address` are those of the guide's text, empty for a reading; `file` is our name of it.
    """

    guide: str
    file: str
    section: str
    title: str = ""
    address: str = ""

    @property
    def is_reading(self) -> bool:
        """Whether this is a reading, ours or that of a guide of the user's own, and no section of a text."""
        return self.guide in ("ours", "own")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What every cited item carries.

    `cite` names sections of the guide's own text; `ours` says why we read or added it so. One of them must
    be given: a figure without either is refused.
    """

    cite: tuple[str, ...] = ()
    ours: str = ""

    def __post_init__(self) -> None:
        """Refuse an item that rests on nothing."""
        if not self.cite and not self.ours:
            msg = "no citation: give `cite` (sections of the guide) or `ours` (our reason)"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact from outside the guides carries: its source and how well it is known."""

    source: str
    status: Status

    def __post_init__(self) -> None:
        """Refuse a fact without a source."""
        if not self.source:
            msg = "no source: say where the figure was read"
            raise ValueError(msg)
