"""A residency programme as the user's own table tells of it: every fact with its source and its day."""

from datetime import date
from enum import StrEnum

from stepready.core.values import dataclass

Value = bool | int | float | str


class Track(StrEnum):
    """The kind of position, as the letter in an NRMP code names it."""

    CATEGORICAL = "C"
    PRELIMINARY = "P"
    ADVANCED = "A"
    PHYSICIANS_ONLY = "R"
    PRIMARY_CARE = "M"

    @property
    def says(self) -> str:
        """What the track is, in words."""
        return _TRACKS[self.value]


_TRACKS = {
    "C": "categorical",
    "P": "preliminary, one year",
    "A": "advanced, starts in the second year",
    "R": "for physicians with prior training",
    "M": "primary care",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One fact of a programme: who says so, and on which day it was true; None is not said."""

    value: Value
    source: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One track of one programme. `id` is the short number people see, `uid` the one that travels.

    `specialty` is a slug, or the user's own text. `facts` are by the names of `core.applying.fields.FIELDS`; an absent
    fact is unknown, never a yes.
    """

    id: int
    uid: str
    name: str
    specialty: str
    track: Track | None = None
    institution: str = ""
    city: str = ""
    state: str = ""
    nrmp_code: str = ""
    acgme_id: str = ""
    note: str = ""
    facts: dict[str, Known]

    def known(self, field: str) -> Known | None:
        """Return what is known of a fact, or None."""
        return self.facts.get(field)

    def value(self, field: str) -> Value | None:
        """Return a fact's value, or None when it is unknown."""
        known = self.facts.get(field)
        return None if known is None else known.value

    def figure(self, field: str) -> float | None:
        """Return a fact that is a number, or None when it is unknown."""
        value = self.value(field)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
