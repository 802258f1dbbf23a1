"""Which topics each day favours: a weighted round, so that heavy topics come up more often."""

from collections.abc import Iterable

from stepready.core.schedule.request import FocusTopic

A_DAY = 2


def rounds(topics: tuple[FocusTopic, ...], days: int, each: int = A_DAY) -> list[tuple[str, ...]]:
    """Return the topics of so many days, `each` topics a day, each in proportion to its weight.

    Every day all topics earn their weight; the richest are taken and pay what the day earned.
    """
    earned = [0.0] * len(topics)
    total = sum(topic.weight for topic in topics)
    each = min(each, len(topics))
    made = []
    for _ in range(days):
        earned = [have + topic.weight for have, topic in zip(earned, topics, strict=True)]
        chosen = sorted(range(len(topics)), key=lambda place: (-earned[place], place))[:each]
        for place in chosen:
            earned[place] -= total / each
        made.append(tuple(topics[place].topic for place in chosen))
    return made


def merged(topics: Iterable[FocusTopic]) -> tuple[FocusTopic, ...]:
    """Add up the weights of topics named twice; the order of first mention stays."""
    weights: dict[str, float] = {}
    for topic in topics:
        weights[topic.topic] = weights.get(topic.topic, 0) + topic.weight
    return tuple(FocusTopic(topic=topic, weight=weight) for topic, weight in weights.items() if weight > 0)
