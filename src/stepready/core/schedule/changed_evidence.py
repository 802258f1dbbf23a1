"""What the log would choose otherwise than the days ahead do: topics that would come up more, or less often."""

from collections import Counter
from collections.abc import Sequence

from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.schedule.request import Request
from stepready.core.schedule.topics import rounds
from stepready.core.values import dataclass
from stepready.core.values.wording import listed

FEWEST_DAYS = 7
"""Working days ahead: of fewer, a share of topics says nothing."""
NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChange:
    """A topic and the days ahead that favour it: `now` by the schedule, `then` by the log; `of` are working days."""

    topic: str
    now: int
    then: int
    of: int


def topic_changes(days: Sequence[PlannedDay], request: Request) -> tuple[TopicChange, ...]:
    """Return the topics that the log would choose more or less often, the largest change first.

    None while less than the working model's share of the days' topics would change.
    """
    chosen = [day.topics for day in days if not day.rest and day.practice_exam is None]
    if len(chosen) < FEWEST_DAYS or not request.focus:
        return ()
    fresh = [topics[: len(old)] for old, topics in zip(chosen, rounds(request.focus, len(chosen)), strict=True)]
    now, then = (Counter(topic for topics in each for topic in topics) for each in (chosen, fresh))
    moved = sum(abs(now[topic] - then[topic]) for topic in now | then) / 2
    if moved < request.lines.working.evidence_shift * max(now.total(), 1):
        return ()
    changes = [
        TopicChange(topic=topic, now=now[topic], then=then[topic], of=len(chosen))
        for topic in now | then
        if now[topic] != then[topic]
    ]
    return tuple(sorted(changes, key=lambda change: (-abs(change.now - change.then), change.topic)))


def changes_said(changes: Sequence[TopicChange]) -> str:
    """Say what would change, the largest first: `obgyn on 12 of 40 days instead of 2`."""
    said = [f"{change.topic} on {change.then} of {change.of} days instead of {change.now}" for change in changes]
    return listed(said[:NAMED])


def changes_notice(changes: Sequence[TopicChange]) -> str | None:
    """Say that the log points elsewhere than the kept days, and what shows it; None without a change."""
    if not changes:
        return None
    return (
        f"the log now asks for other topics than the kept days have: {changes_said(changes)}; "
        "nothing changes by itself, `stepready schedule replan` shows what would"
    )
