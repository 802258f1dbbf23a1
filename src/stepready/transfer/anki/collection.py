"""Read a collection into days of reviews by topic.

A day ends at the hour the collection says (its rollover, 4 unless changed) by this computer's clock, so that a
review at one in the morning belongs to the evening before, in summer and in winter.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from stepready.core.errors import StepreadyError
from stepready.core.log.anki import AnkiDay, Reviews, UnmappedTag, added
from stepready.core.log.anki_tags import SEPARATOR, TagMap, is_own
from stepready.transfer.anki.private_copy import private_copy

SCHEMAS = (11, 18)
ROLLOVER = 4
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


class AnkiReading(NamedTuple):
    """What a collection holds: days of reviews, oldest first, and the tags no topic stands for, the most used first."""

    days: list[AnkiDay]
    unmapped: list[UnmappedTag]


class _Answer(NamedTuple):
    day: date
    reviews: Reviews
    note: int | None
    deck: int | None


def read_collection(file: Path, tags: TagMap) -> AnkiReading:
    """Return the reviews of a collection file or archive; raise StepreadyError when it cannot be read."""
    with private_copy(file) as connection:
        schema, config = _head(connection, file)
        answers = _answers(connection, _rollover(config))
        notes = dict(connection.execute("SELECT id, tags FROM notes"))
        decks = _decks(connection, schema)
    topics = {(answer.note, answer.deck): frozenset[str]() for answer in answers}
    for note, deck in topics:
        topics[note, deck] = _topics(notes.get(note, ""), decks.get(deck, ""), tags)
    return AnkiReading(_days(answers, topics), _unmapped(answers, notes, tags))


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


def _topics(tags: str, deck: str, known: TagMap) -> frozenset[str]:
    """Return the topics of a note: those of its tags, else that of its deck."""
    found = {topic for tag in tags.split() if (topic := known.topic(tag))}
    topic = known.topic(deck)
    return frozenset(found or ({topic} if topic else set()))


def _days(answers: Iterable[_Answer], topics: dict[tuple[int | None, int | None], frozenset[str]]) -> list[AnkiDay]:
    totals: dict[date, list[Reviews]] = defaultdict(list)
    parts: dict[date, dict[str, list[Reviews]]] = defaultdict(lambda: defaultdict(list))
    for answer in answers:
        totals[answer.day].append(answer.reviews)
        for topic in topics[answer.note, answer.deck]:
            parts[answer.day][topic].append(answer.reviews)
    return [
        AnkiDay(day, added(total), {topic: added(parts[day][topic]) for topic in sorted(parts[day])})
        for day, total in sorted(totals.items())
    ]


def _unmapped(answers: list[_Answer], notes: dict[int | None, str], known: TagMap) -> list[UnmappedTag]:
    """Return the tags of reviewed notes that name no topic; those of notes without any topic lead."""
    reviews = Counter(answer.note for answer in answers)
    counts: Counter[str] = Counter()
    alone: set[str] = set()
    for note, times in reviews.items():
        tags = notes.get(note, "").split()
        strange = [tag for tag in tags if known.topic(tag) is None and not is_own(tag)]
        for tag in strange:
            counts[tag] += times
        if all(known.topic(tag) is None for tag in tags):
            alone.update(strange)
    ordered = sorted(counts, key=lambda tag: (tag not in alone, -counts[tag], tag))
    return [UnmappedTag(tag, counts[tag]) for tag in ordered]
