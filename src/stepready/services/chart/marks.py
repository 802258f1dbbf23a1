"""The scores of a picture."""

from datetime import date

from stepready.core.facts.exam import Source, Unit
from stepready.core.forecast import Trend
from stepready.core.log.score import Score
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreMark:
    """One score on the picture; `used` says whether the forecast rests on it, `why_not` why it does not."""

    id: int
    day: date
    source: Source
    title: str
    value: float
    unit: Unit
    used: bool
    why_not: str = ""


def mark_of(score: Score, as_of: date, trend: Trend) -> ScoreMark:
    """Return a score as a mark of a trend's picture."""
    why = {left.score.id: left.why for left in trend.left_out}
    return ScoreMark(
        id=score.id,
        day=score.day,
        source=score.source,
        title=score.title,
        value=score.value,
        unit=score.unit,
        used=score.id not in why and score.day <= as_of,
        why_not=why.get(score.id, ""),
    )
