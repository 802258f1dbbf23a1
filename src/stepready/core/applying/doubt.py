"""When a fact of a programme is to be doubted: without a source or a day, too old, or overtaken by a change."""

from datetime import date, timedelta

from stepready.core.applying.programme import Known
from stepready.core.facts.citation import Fact
from stepready.core.values import dataclass
from stepready.core.values.wording import full_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts(Fact):
    """From when on a fact counts as old: `season_days` after its day, and visas from before `visa_from` at once."""

    season_days: int
    visa_from: date
    visa_why: str


def doubt(field: str, known: Known, as_of: date, doubts: Doubts) -> str | None:
    """Return why a fact is to be doubted, or None when nothing speaks against it."""
    if known.as_of is None:
        return "no day is given for it" if known.source else "it has no source and no day"
    if field.startswith("visa_") and known.as_of < doubts.visa_from:
        return f"from {full_day(known.as_of)}, before {doubts.visa_why}"
    if as_of - known.as_of > timedelta(days=doubts.season_days):
        return f"from {full_day(known.as_of)}, more than a season ago"
    return None if known.source else "it has no source"
