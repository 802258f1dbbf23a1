"""The facts of a programme that a table can hold, and how each is read from text."""

import unicodedata
from enum import StrEnum

from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError

Value = bool | int | float | str


class FieldKind(StrEnum):
    """What a fact is."""

    YES_NO = "yes or no"
    WHOLE = "a whole number"
    SHARE = "a share such as 45 % or 0.45"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeField:
    """One fact: its column, what it is in words, and the legal range of a number."""

    name: str
    says: str
    kind: FieldKind
    low: int = 0
    high: int = 0

    @property
    def accepts(self) -> str:
        """What is accepted, in words."""
        if self.kind is FieldKind.WHOLE:
            return f"{self.kind.value}, {self.low} to {self.high}"
        return self.kind.value


FIELDS = {
    field.name: field
    for field in (
        ProgrammeField(name="min_step2", says="minimum Step 2 CK score", kind=FieldKind.WHOLE, low=1, high=300),
        ProgrammeField(
            name="attempts_max", says="attempts accepted at each Step", kind=FieldKind.WHOLE, low=1, high=10
        ),
        ProgrammeField(name="years_max", says="years since graduation accepted", kind=FieldKind.WHOLE, low=0, high=60),
        ProgrammeField(name="visa_j1", says="sponsors a J-1 visa", kind=FieldKind.YES_NO),
        ProgrammeField(name="visa_h1b", says="sponsors an H-1B visa", kind=FieldKind.YES_NO),
        ProgrammeField(name="img_share", says="share of IMGs among residents", kind=FieldKind.SHARE),
        ProgrammeField(name="nonus_img_share", says="share of non-US IMGs among residents", kind=FieldKind.SHARE),
        ProgrammeField(name="img_count", says="number of IMGs among residents", kind=FieldKind.WHOLE, low=0, high=1000),
        ProgrammeField(name="positions", says="positions a year", kind=FieldKind.WHOLE, low=0, high=500),
        ProgrammeField(
            name="step2_p25", says="lower quartile of residents' Step 2 CK", kind=FieldKind.WHOLE, low=1, high=300
        ),
        ProgrammeField(name="step2_p50", says="median of residents' Step 2 CK", kind=FieldKind.WHOLE, low=1, high=300),
        ProgrammeField(name="reads_without_score", says="reads a file without a score", kind=FieldKind.YES_NO),
        ProgrammeField(
            name="us_months_min", says="months of US experience asked", kind=FieldKind.WHOLE, low=0, high=120
        ),
    )
}
YES = frozenset({"yes", "y", "true", "1", "x", "✓"})
NO = frozenset({"no", "n", "false", "0"})
UNKNOWN = frozenset({"", "?", "-", "unknown", "na", "n/a", "none listed", "not stated"})
WHOLE_SHARE = 100


def read_fact(name: str, text: str) -> Value | None:
    """Read one fact from a cell; None when nothing is said. Raise StepreadyError naming what is accepted."""
    field, cell = FIELDS[name], " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    if cell in UNKNOWN:
        return None
    value = _READERS[field.kind](field, cell)
    if value is None:
        shown = text.strip()[:40]
        raise StepreadyError(f"{name} {shown!r} is not accepted; accepted: {field.accepts}, or nothing for unknown")
    return value


def _yes_no(field: ProgrammeField, cell: str) -> Value | None:
    del field
    return True if cell in YES else False if cell in NO else None


def _whole(field: ProgrammeField, cell: str) -> Value | None:
    digits = cell.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len("9999")):
        return None
    value = int(digits)
    return value if field.low <= value <= field.high else None


def _share(field: ProgrammeField, cell: str) -> Value | None:
    """Read a share as 0-1: what ends in % or is above 1 is a percent."""
    del field
    number = cell.removesuffix("%").strip().replace(",", ".")
    if not number.replace(".", "", 1).isdigit() or not number.isascii():
        return None
    value = float(number)
    share = value / WHOLE_SHARE if cell.endswith("%") or value > 1 else value
    return share if 0 <= share <= 1 else None


_READERS = {FieldKind.YES_NO: _yes_no, FieldKind.WHOLE: _whole, FieldKind.SHARE: _share}


def kept(value: Value) -> str:
    """Write a fact as it is kept, so that `read_fact` gives it back: `yes`, `220`, `0.45`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def written(name: str, value: Value) -> str:
    """Write a fact as people read it: `yes`, `220`, `45 %`."""
    kind = FIELDS[name].kind
    if kind is FieldKind.YES_NO:
        return "yes" if value else "no"
    return f"{float(value) * WHOLE_SHARE:.0f} %" if kind is FieldKind.SHARE else str(value)
