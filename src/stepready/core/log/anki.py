"""Days of flash cards in Anki: reviews, minutes and how much was recalled, by topic."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

_MINUTE = 60_000


class Reviews(NamedTuple):
    """Answers added up: how many, the milliseconds they took, and of cards that were due again how many were recalled.

    A card being learnt for the first time is a review and takes time, but says nothing of what was kept in mind.
    """

    reviews: int = 0
    milliseconds: int = 0
    due: int = 0
    recalled: int = 0

    @property
    def minutes(self) -> float:
        """The time taken, in minutes."""
        return self.milliseconds / _MINUTE

    @property
    def retention(self) -> float | None:
        """The share of due cards that were recalled, 0 to 1; None when none was due."""
        return self.recalled / self.due if self.due else None


class AnkiDay(NamedTuple):
    """One day of reviews as Anki counts days; a card of several topics counts for each, so these can exceed `total`."""

    day: date
    total: Reviews
    topics: dict[str, Reviews]


class UnmappedTag(NamedTuple):
    """A tag that names no topic, with the reviews of cards that carry it."""

    tag: str
    reviews: int


def added(parts: Iterable[Reviews]) -> Reviews:
    """Return the sum of all parts."""
    columns = tuple(zip(*parts, strict=True))
    return Reviews(*(sum(column) for column in columns))


def by_topic(days: Iterable[AnkiDay]) -> dict[str, Reviews]:
    """Return the reviews of each topic over all days, topics in order of their names."""
    parts: dict[str, list[Reviews]] = {}
    for day in days:
        for topic, reviews in day.topics.items():
            parts.setdefault(topic, []).append(reviews)
    return {topic: added(parts[topic]) for topic in sorted(parts)}
