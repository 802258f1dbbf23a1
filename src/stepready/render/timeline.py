"""The days that matter, on one line of time."""

from datetime import date

from stepready.core.facts.citation import Status
from stepready.core.values import dataclass
from stepready.core.wording import day
from stepready.render.terminal import Terminal
from stepready.services.check import Checked

GAP = 4
SHORT = {"review_opens": "review opens", "rank_list_due": "rank list due"}


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One day on the line: its date above, what it is below."""

    on: date
    labels: tuple[str, ...]

    @property
    def width(self) -> int:
        """The columns it takes."""
        return max(len(text) for text in (day(self.on), *self.labels))


def timeline(checked: Checked, terminal: Terminal) -> list[str]:
    """Draw the coming days from left to right, or as a list where the width does not hold them."""
    marks = _marks(checked)
    if 2 + sum(mark.width + GAP for mark in marks) - GAP > terminal.width:
        return [f"  {day(mark.on):>6} {mark.on.year}  {' '.join(mark.labels)}" for mark in marks]
    rows = [_line(marks)]
    for row in range(max((len(mark.labels) for mark in marks), default=0)):
        texts = [mark.labels[row] if row < len(mark.labels) else "" for mark in marks]
        cells = [f"{text:<{mark.width + GAP}}" for text, mark in zip(texts, marks, strict=True)]
        rows.append(f"  {''.join(cells)}".rstrip())
    return rows


def _line(marks: list[TimelineDay]) -> str:
    """Write the dates with the line between them."""
    dates = [day(mark.on) for mark in marks]
    lines = [
        f"{text} {'─' * (mark.width + GAP - len(text) - 2)} " for text, mark in zip(dates[:-1], marks[:-1], strict=True)
    ]
    return f"  {''.join(lines)}{dates[-1]}"


def _marks(checked: Checked) -> list[TimelineDay]:
    """Return the coming days worth a mark, earliest first."""
    days: dict[date, list[str]] = {}
    events: list[tuple[date | None, str, bool]] = [
        (checked.as_of, "today", False),
        (checked.plan.exam_date, "booked", False),
        (checked.timeline.sit, "sit", False),
        (checked.timeline.likely_score, "score likely", False),
    ]
    events += [
        (milestone.on, SHORT[milestone.id], milestone.status is Status.PROJECTED)
        for milestone in checked.timeline.milestones
        if milestone.id in SHORT
    ]
    for on, label, projected in events:
        if on is not None and on >= checked.as_of:
            days.setdefault(on, []).extend([label, "(projected)"] if projected else [label])
    return [TimelineDay(on, tuple(labels)) for on, labels in sorted(days.items())]
