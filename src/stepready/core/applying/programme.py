"""A residency programme as the user's own table tells of it: every fact with its source and its day."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property

from stepready.core.applying.fields import FIELDS, Value, kept, read_fact
from stepready.core.values import dataclass


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


SPECIALTY_AT, TRACK_AT, CODE_LENGTH = slice(4, 7), 7, 9
"""An NRMP code: four digits of the institution, three characters of the specialty, the track's letter, a serial."""


def coded_specialty(nrmp_code: str) -> str:
    """Return the three characters of an NRMP code that name a specialty; nothing for what is no whole code."""
    return nrmp_code[SPECIALTY_AT] if len(nrmp_code) == CODE_LENGTH else ""


def coded_track(nrmp_code: str) -> Track | None:
    """Return the track that an NRMP code names; None for what is no whole code."""
    letter = nrmp_code[TRACK_AT] if len(nrmp_code) == CODE_LENGTH else ""
    return Track(letter) if letter in _TRACKS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One fact of a programme: who says so, and on which day it was true; None is not said."""

    value: Value
    source: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, kw_only=True)
class Programme:
    """One track of one programme. `id` is the short number people see, `uid` the one that travels.

    `specialty` is a slug, or the user's own text. `facts` are by the names of `core.applying.fields.FIELDS`, each as
    the texts `value`, `source` and `as_of`; an absent fact is unknown, never a yes.
    """

    id: int = 0
    uid: str = ""
    name: str
    specialty: str
    track: Track | None = None
    institution: str = ""
    city: str = ""
    state: str = ""
    nrmp_code: str = ""
    acgme_id: str = ""
    note: str = ""
    facts: Mapping[str, Mapping[str, str]]

    def __post_init__(self) -> None:
        """Refuse facts that are none."""
        self.known_facts  # noqa: B018 - reads every fact once

    @cached_property
    def known_facts(self) -> dict[str, Known]:
        """Every fact that is known, by its field; raise StepreadyError for a text that is none."""
        return {field: _known(field, told) for field, told in self.facts.items() if field in FIELDS}

    def known(self, field: str) -> Known | None:
        """Return what is known of a fact, or None."""
        return self.known_facts.get(field)

    def value(self, field: str) -> Value | None:
        """Return a fact's value, or None when it is unknown."""
        known = self.known_facts.get(field)
        return None if known is None else known.value

    def figure(self, field: str) -> float | None:
        """Return a fact that is a number, or None when it is unknown."""
        value = self.value(field)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    @property
    def tracks(self) -> frozenset[Track]:
        """The tracks it may be: that of the table and that of its NRMP code, two where they contradict each other."""
        return frozenset(track for track in (self.track, coded_track(self.nrmp_code)) if track is not None)

    @property
    def said(self) -> str:
        """The programme in words: `Riverside Medical Center, internal-medicine C`."""
        return f"{self.name}, {self.specialty}{f' {self.track.value}' if self.track else ''}"


def _known(field: str, told: Mapping[str, str]) -> Known:
    value, day = read_fact(field, told["value"]), told.get("as_of")
    if value is None:
        msg = f"{field} without a value"
        raise ValueError(msg)
    return Known(value=value, source=told.get("source"), as_of=date.fromisoformat(day) if day else None)


def told(known: Known) -> dict[str, str]:
    """Return a fact as a programme keeps it."""
    texts = {"value": kept(known.value), "source": known.source, "as_of": known.as_of and known.as_of.isoformat()}
    return {name: text for name, text in texts.items() if text}
