"""How weak each topic is, judged from few questions with care.

A topic's share of right answers is drawn towards the user's own mean, as a beta-binomial estimate: the prior
is that mean, weighing as much as so many questions. A topic with few questions stays near the mean, and below
a least number it is listed after the ranked ones.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from math import sqrt

from stepready.core.guide.study import Emphasis, WorkingModel
from stepready.core.log.score import TopicDay
from stepready.core.schedule.planned_days import PlannedDay
from stepready.core.schedule.request import FocusTopic
from stepready.core.values import dataclass
from stepready.core.values.wording import count, number

FOCUS_MOST = 3
FOCUS_WEIGHT = 3.0
GAP_OF_ONE_WEIGHT = 0.05


class Tendency(StrEnum):
    """Where a topic is heading: its recent share against the one before, beyond their standard error."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic with its estimate. Shares in percent (0-100); `gap` is points under the user's own mean.

    `standard_error` is the estimate's, in points. `ranked` is False below the least number of questions.
    `change` is recent minus earlier share in points, None when either has too few questions. `staleness` is how much
    more it weighs for not having been seen lately: 1 or more.
    """

    topic: str
    questions: int
    percent: float
    estimate: float
    standard_error: float
    gap: float
    stressed: bool
    priority: float
    ranked: bool
    direction: Tendency
    change: float | None
    last: date
    staleness: float = 1.0


@dataclass(frozen=True, slots=True)
class _Sum:
    right: float = 0.0
    questions: int = 0

    @property
    def share(self) -> float:
        return self.right / self.questions if self.questions else 0.0


def rank_topics(
    days: Sequence[TopicDay], stressed: Iterable[Emphasis], working: WorkingModel, as_of: date
) -> tuple[Topic, ...]:
    """Rank topics, the one to work on first leading; those with too few questions follow."""
    stressed = tuple(stressed)
    known = one_name(stressed)
    by_topic: dict[str, list[TopicDay]] = {}
    for day in days:
        if day.day <= as_of and day.questions > 0:
            by_topic.setdefault(known.get(folded(day.topic), folded(day.topic)), []).append(day)
    mean = _sum(day for group in by_topic.values() for day in group).share
    names = {folded(name) for item in stressed for name in (item.topic, *item.also, *item.covers)}
    ranked = [_topic(group, mean, key in names, working, as_of) for key, group in by_topic.items()]
    return tuple(sorted(ranked, key=lambda topic: (not topic.ranked, -topic.priority, topic.topic)))


def own_mean(days: Sequence[TopicDay]) -> float | None:
    """Return the user's own share of right answers over all topics, in percent; None without questions."""
    total = _sum(day for day in days if day.questions > 0)
    return 100 * total.share if total.questions else None


def focus_topics(ranked: Sequence[Topic], stressed: Iterable[Emphasis]) -> tuple[FocusTopic, ...]:
    """Return what the days should favour: what the guide stresses, and the user's weakest ranked topics more.

    Either weighs more the longer it was not seen.

    Where the guide says no more than the user's own weakest, those stand for it once the log names some.
    """
    stressed = tuple(stressed)
    known = one_name(stressed)
    weak = [topic for topic in ranked if topic.ranked and topic.gap > 0][:FOCUS_MOST]
    unseen_for = {known.get(folded(topic.topic), folded(topic.topic)): topic.staleness for topic in ranked}
    named = [item.topic for item in stressed if not (item.own_weakest and weak)]
    weights = {topic: unseen_for.get(folded(topic), 1.0) for topic in named}
    for topic in weak:
        more = min(FOCUS_WEIGHT, 1 + topic.priority / 100 / GAP_OF_ONE_WEIGHT)
        own = known.get(folded(topic.topic), folded(topic.topic))
        name = next((name for name in weights if folded(name) == own), topic.topic)
        weights[name] = max(weights.get(name, 0.0), more)
    return tuple(FocusTopic(topic=name, weight=weight) for name, weight in weights.items())


def favoured(topic: Topic, days: Iterable[PlannedDay], stressed: Iterable[Emphasis]) -> bool:
    """Whether a day of a schedule favours a topic, under whichever of its names."""
    known = one_name(stressed)
    wanted = known.get(folded(topic.topic), folded(topic.topic))
    return any(known.get(folded(name), folded(name)) == wanted for day in days for name in day.focus)


def neglected(ranked: Sequence[Topic], days: Sequence[PlannedDay], stressed: Iterable[Emphasis]) -> Topic | None:
    """Return the weakest topic when it is a standard error under the user's own mean and no day favours it."""
    weakest = next((topic for topic in ranked if topic.ranked and topic.gap > topic.standard_error), None)
    if weakest is None or not days or favoured(weakest, days, stressed):
        return None
    return weakest


def neglected_notice(topic: Topic) -> str:
    """Say that the days ahead do not favour the weakest topic, and what would."""
    right = f"{number(round(topic.percent))} % of {count(topic.questions, 'question')}"
    return (
        f"{topic.topic} is your weakest topic ({right}) and no day ahead favours it: "
        "`stepready schedule make` lays the days out for it"
    )


@lru_cache
def folded(name: str) -> str:
    """Fold a topic's name: case, marks and spaces do not tell two topics apart."""
    return " ".join(re.sub(r"[^\w]+", " ", name.casefold()).split())


def one_name(stressed: Iterable[Emphasis]) -> dict[str, str]:
    """Return the other names of the topics, folded, each with the folded name that stands for it."""
    return {folded(name): folded(item.topic) for item in stressed for name in item.also}


def unseen(ranked: Sequence[Topic], stressed: Iterable[Emphasis]) -> tuple[str, ...]:
    """Return the topics the guide leans on of which nothing is logged, under no name and in no part."""
    stressed = tuple(stressed)
    known = one_name(stressed)
    logged = {known.get(folded(topic.topic), folded(topic.topic)) for topic in ranked}
    named = (item for item in stressed if not item.own_weakest)
    return tuple(item.topic for item in named if not logged & {folded(name) for name in (item.topic, *item.covers)})


def _topic(group: list[TopicDay], mean: float, is_stressed: bool, working: WorkingModel, as_of: date) -> Topic:  # noqa: FBT001 - a fact of the topic
    total, last = _sum(group), max(day.day for day in group)
    stale = staleness((as_of - last).days, working)
    weight = total.questions + working.topic_prior
    estimate = (total.right + working.topic_prior * mean) / weight
    gap = mean - estimate
    direction, change = _direction(group, working, as_of)
    return Topic(
        topic=" ".join(group[-1].topic.split()),
        questions=total.questions,
        percent=100 * total.share,
        estimate=100 * estimate,
        standard_error=100 * sqrt(estimate * (1 - estimate) / (weight + 1)),
        gap=100 * gap,
        stressed=is_stressed,
        priority=100 * gap * (stale * (working.emphasis_weight if is_stressed else 1.0) if gap > 0 else 1.0),
        ranked=total.questions >= working.topic_least,
        direction=direction,
        change=change,
        last=last,
        staleness=stale,
    )


def staleness(days: int, working: WorkingModel) -> float:
    """Return the weight of a topic last seen so many days ago: 1 while it is recent, then more day by day."""
    span = working.stale_days - working.topic_recent
    share = min(1.0, max(0, days - working.topic_recent) / span)
    return 1 + share * (working.stale_weight - 1)


def _direction(group: list[TopicDay], working: WorkingModel, as_of: date) -> tuple[Tendency, float | None]:
    first = as_of - timedelta(days=working.topic_recent - 1)
    recent = _sum(day for day in group if day.day >= first)
    earlier = _sum(day for day in group if day.day < first)
    if min(recent.questions, earlier.questions) < working.topic_least:
        return Tendency.UNKNOWN, None
    change = recent.share - earlier.share
    pooled = (recent.right + earlier.right) / (recent.questions + earlier.questions)
    error = sqrt(pooled * (1 - pooled) * (1 / recent.questions + 1 / earlier.questions))
    if abs(change) <= error:
        return Tendency.STEADY, 100 * change
    return (Tendency.RISING if change > 0 else Tendency.FALLING), 100 * change


def _sum(days: Iterable[TopicDay]) -> _Sum:
    kept = list(days)
    return _Sum(sum(day.percent / 100 * day.questions for day in kept), sum(day.questions for day in kept))


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
