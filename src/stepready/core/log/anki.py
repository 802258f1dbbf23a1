"""Days of flash cards in Anki: reviews, minutes and how much was recalled, by topic."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from stepready.core.values import dataclass

_MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Reviews:
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


@dataclass(frozen=True, slots=True)
class TopicReviews:
    """What was answered of one topic."""

    topic: str
    done: Reviews


@dataclass(frozen=True, slots=True)
class UnmappedTag:
    """A tag that names no topic, with the reviews of cards that carry it."""

    tag: str
    reviews: int


@dataclass(frozen=True, slots=True)
class AnkiDay:
    """One day of reviews as Anki counts days; a card of several topics counts for each, so these can exceed `total`.

    `unmapped` are the tags of that day's cards that name no topic, those of cards without any topic leading.
    """

    day: date
    total: Reviews
    topics: tuple[TopicReviews, ...] = ()
    unmapped: tuple[UnmappedTag, ...] = ()


def added(parts: Iterable[Reviews]) -> Reviews:
    """Return the sum of all parts."""
    kept = list(parts)
    return Reviews(
        sum(part.reviews for part in kept),
        sum(part.milliseconds for part in kept),
        sum(part.due for part in kept),
        sum(part.recalled for part in kept),
    )


def by_topic(days: Iterable[AnkiDay]) -> tuple[TopicReviews, ...]:
    """Return the reviews of each topic over all days, in order of the topics' names."""
    parts: dict[str, list[Reviews]] = {}
    for day in days:
        for topic in day.topics:
            parts.setdefault(topic.topic, []).append(topic.done)
    return tuple(TopicReviews(topic, added(parts[topic])) for topic in sorted(parts))


def unmapped(days: Iterable[AnkiDay]) -> tuple[UnmappedTag, ...]:
    """Return the tags that name no topic over all days, the most used first."""
    counts: dict[str, int] = {}
    for day in days:
        for tag in day.unmapped:
            counts[tag.tag] = counts.get(tag.tag, 0) + tag.reviews
    return tuple(UnmappedTag(tag, counts[tag]) for tag in sorted(counts, key=lambda tag: (-counts[tag], tag)))


SEPARATOR = "::"
_OWN = frozenset({"leech", "marked"})
_NUMBER = r"^(\d+[a-z]? )+(?=.)"


class TagMap:
    """Topics by the words that stand for them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words` gives the topic of each word; later entries replace earlier ones that read the same."""
        self._topics = {read_part(word): topic for word, topic in words.items()}
        self._known: dict[str, str | None] = {}

    def topic(self, path: str) -> str | None:
        """Return the topic that a tag or a deck's name means, or None."""
        if path not in self._known:
            parts = (read_part(part) for part in reversed(path.split(SEPARATOR)))
            whole = self._topics.get(read_part(path))
            self._known[path] = whole or next((self._topics[part] for part in parts if part in self._topics), None)
        return self._known[path]


def read_part(part: str) -> str:
    """Fold one part of a tag: `03_Cardiology!` reads `cardiology`."""
    words = " ".join(re.sub(r"[\W_]+", " ", part.casefold()).split())
    return re.sub(_NUMBER, "", words)


def is_own(tag: str) -> bool:
    """Whether Anki itself sets a tag."""
    return tag.casefold() in _OWN
