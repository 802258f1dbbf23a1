"""Read a collection into days of reviews by topic.

A day ends at the hour the collection says (its rollover, 4 unless changed) by this computer's clock, so that a
review at one in the morning belongs to the evening before, in summer and in winter.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from stepready.core.log.anki import SEPARATOR, AnkiDay, Reviews, TagMap, TopicReviews, UnmappedTag, added, is_own
from stepready.core.values.errors import StepreadyError
from stepready.transfer.anki.private_copy import private_copy

SCHEMAS = (11, 18)
ROLLOVER = 4
TAGS_KEPT = 50
"""The tags without a topic that are kept of a day: big decks carry thousands."""
_HOURS = 24
_QUARTER = 15 * 60
_IN_DECK_NAMES = "\x1f"
_AGAIN = 1
_REVIEW = 1
_ANSWERED = """
SELECT r.id / 1000, r.ease, r.time, r.type, c.nid, CASE WHEN c.odid THEN c.odid ELSE c.did END
FROM revlog r LEFT JOIN cards c ON c.id = r.cid
WHERE r.ease BETWEEN 1 AND 4 AND r.type BETWEEN 0 AND 3
ORDER BY r.id
"""
"""Answers alone: resets and reschedulings carry ease 0 or a later type. A card lent to another deck counts at home."""


class _Answer(NamedTuple):
    day: date
    reviews: Reviews
    note: int | None
    deck: int | None


def read_collection(file: Path, tags: TagMap) -> list[AnkiDay]:
    """Return the days of reviews of a collection or archive, oldest first; raise StepreadyError if that fails."""
    with private_copy(file) as connection:
        schema, config = _head(connection, file)
        answers = _answers(connection, _rollover(config))
        notes = dict(connection.execute("SELECT id, tags FROM notes"))
        decks = _decks(connection, schema)
    by_day: dict[date, list[_Answer]] = defaultdict(list)
    for answer in answers:
        by_day[answer.day].append(answer)
    cards = _Cards(notes, decks, tags)
    return [_day(day, given, cards) for day, given in sorted(by_day.items())]


def _head(connection: sqlite3.Connection, file: Path) -> tuple[int, dict[str, object]]:
    """Return the schema and the settings of a collection; raise StepreadyError for one that is not known."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= {"col", "revlog", "cards", "notes"}:
        raise StepreadyError(f"{file} is a database of another program, no Anki collection")
    rows = connection.execute("SELECT ver, conf FROM col").fetchall()
    schema = rows[0][0] if rows else None
    if schema not in SCHEMAS:
        known = " and ".join(map(str, SCHEMAS))
        raise StepreadyError(f"{file} has Anki's schema {schema}; known are {known}: open and close it in Anki 2.1.50+")
    if schema == SCHEMAS[0]:
        return schema, _object(rows[0][1])
    return schema, {key: json.loads(value) for key, value in connection.execute("SELECT key, val FROM config")}


def _rollover(config: dict[str, object]) -> int:
    """Return the hour at which a day ends, 0 to 23; old collections wrote hours before midnight below zero."""
    hour = config.get("rollover")
    return hour % _HOURS if isinstance(hour, int) else ROLLOVER


def _object(text: str) -> dict[str, object]:
    found = json.loads(text or "{}")
    return found if isinstance(found, dict) else {}


def _decks(connection: sqlite3.Connection, schema: int) -> dict[int | None, str]:
    """Return the names of the decks, their parts joined as those of tags are."""
    if schema == SCHEMAS[0]:
        (text,) = connection.execute("SELECT decks FROM col").fetchone()
        return {int(key): deck["name"] for key, deck in _object(text).items() if isinstance(deck, dict)}
    rows = connection.execute("SELECT id, name FROM decks")
    return {key: name.replace(_IN_DECK_NAMES, SEPARATOR) for key, name in rows}


def _answers(connection: sqlite3.Connection, rollover: int) -> list[_Answer]:
    """Return the answers, oldest first, each on its day."""
    days: dict[int, date] = {}
    found = []
    for second, ease, took, kind, note, deck in connection.execute(_ANSWERED):
        quarter = second // _QUARTER
        if quarter not in days:
            days[quarter] = day_of(quarter * _QUARTER, rollover)
        is_due = kind == _REVIEW
        reviews = Reviews(1, max(0, took), int(is_due), int(is_due and ease > _AGAIN))
        found.append(_Answer(days[quarter], reviews, note, deck))
    return found


def day_of(second: int, rollover: int) -> date:
    """Return the day a moment (seconds since 1970) belongs to: the clock on the wall decides, not hours elapsed."""
    local = datetime.fromtimestamp(second, UTC).astimezone()
    return local.date() - timedelta(days=local.hour < rollover)


class _Cards:
    """What the tags and decks of cards say of topics."""

    def __init__(self, notes: dict[int | None, str], decks: dict[int | None, str], known: TagMap) -> None:
        self._tags = notes
        self._decks = decks
        self._known = known

    def topics(self, answer: _Answer) -> set[str]:
        """Return the topics of a card: those of its tags, else that of its deck."""
        found = {topic for tag in self._split(answer) if (topic := self._known.topic(tag))}
        topic = self._known.topic(self._decks.get(answer.deck, ""))
        return found or ({topic} if topic else set())

    def strange(self, answer: _Answer) -> list[str]:
        """Return the tags of a card that name no topic."""
        return [tag for tag in self._split(answer) if self._known.topic(tag) is None and not is_own(tag)]

    def _split(self, answer: _Answer) -> list[str]:
        return self._tags.get(answer.note, "").split()


def _day(day: date, answers: list[_Answer], cards: _Cards) -> AnkiDay:
    """Add up the answers of one day."""
    parts: dict[str, list[Reviews]] = defaultdict(list)
    counts: Counter[str] = Counter()
    alone: set[str] = set()
    for answer in answers:
        topics, strange = cards.topics(answer), cards.strange(answer)
        for topic in topics:
            parts[topic].append(answer.reviews)
        counts.update(strange)
        alone.update(strange if not topics else ())
    ordered = sorted(counts, key=lambda tag: (tag not in alone, -counts[tag], tag))
    return AnkiDay(
        day,
        added(answer.reviews for answer in answers),
        tuple(TopicReviews(topic, added(parts[topic])) for topic in sorted(parts)),
        tuple(UnmappedTag(tag, counts[tag]) for tag in ordered[:TAGS_KEPT]),
    )
