"""`anki`: reviews, minutes and retention by day and topic, kept from Anki's own collection."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from stepready.core.facts.settings import Settings
from stepready.core.log.anki import AnkiDay, Reviews, TopicReviews, UnmappedTag, added, by_topic, unmapped
from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book
from stepready.transfer.anki.collection import read_collection
from stepready.transfer.anki.profile import find_collection
from stepready.transfer.anki.tags import tag_map


class AnkiRead(NamedTuple):
    """What a reading found in a file and what of it the log did not have yet."""

    file: Path
    found: tuple[AnkiDay, ...]
    new: int
    changed: int
    unmapped: tuple[UnmappedTag, ...]

    @property
    def total(self) -> Reviews:
        """All reviews found."""
        return added(day.total for day in self.found)


class AnkiShown(NamedTuple):
    """What is kept of Anki: days, newest first, topics by name, and the tags that no topic stands for."""

    as_of: date
    days: tuple[AnkiDay, ...]
    topics: tuple[TopicReviews, ...]
    unmapped: tuple[UnmappedTag, ...]


def read_anki(book: Book, settings: Settings, *, path: Path | None, profile: str | None) -> AnkiRead:
    """Keep the days of a collection in place of the same days kept before; days it does not hold stay."""
    file = find_collection(path, profile)
    days = read_collection(file, tag_map({tag.word: tag.topic for tag in settings.anki_tags}))
    if not days:
        raise StepreadyError(
            f"{file} holds no reviews; accepted: a collection with reviews",
            ("an .apkg is exported with `Include scheduling information` on",),
        )
    before = {day.day: day for day in book.all(AnkiDay)}
    kept = [day for day in days if before.get(day.day) != day]
    if kept:
        book.put(kept, "anki", f"anki read {file.name}: {len(kept)} days, the last {days[-1].day.isoformat()}")
    changed = sum(day.day in before for day in kept)
    return AnkiRead(file, tuple(days), len(kept) - changed, changed, unmapped(days))


def show_anki(book: Book, *, as_of: date, since: date | None = None) -> AnkiShown:
    """Return what is kept of Anki up to a day, from another on."""
    days = [day for day in book.all(AnkiDay) if day.day <= as_of and (since is None or day.day >= since)]
    return AnkiShown(as_of, tuple(reversed(days)), by_topic(days), unmapped(days))
