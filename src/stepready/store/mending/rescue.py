"""Read what can still be read of a damaged database, and put it in a new one.

Rows are read one by one; what a broken page hides is looked for in the other pages themselves, then in the journal,
which holds every row as it was entered.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from stepready.core.values.stamp import NEVER
from stepready.store.connection import LARGEST_ID, Row, Store
from stepready.store.embedded.memory import MemoryStore
from stepready.store.kinds import (
    COUNTER,
    ENTERED,
    GAVE_WAY,
    NUMBERED,
    PLAN,
    SCHEDULE,
    SCHEDULE_DAY,
    SEEN,
    SET_ASIDE,
    STAMP,
    Kind,
)
from stepready.store.mending.copy_file import is_taken, put_copy
from stepready.store.mending.journal_images import Images, images_of
from stepready.store.mending.kept_rows import KeptRows, is_garbled, keys_of
from stepready.store.mending.readable_tables import tables_of
from stepready.store.mending.salvage import Keys, Salvaged


class Rescued(NamedTuple):
    """What was brought to safety, by kind: how many rows, how many of them from the journal, which are missing.

    Of the kinds in `unsure` nothing says how many there were.
    """

    rows: dict[str, int]
    from_journal: dict[str, int]
    missing: dict[str, list[Keys]]
    unsure: list[str]


class Found(NamedTuple):
    """The rows of a kind that could be read or were in the journal, by their keys; `lost` were there and are not.

    `is_unsure` where more may be missing, because neither the table nor the list of its keys can be read.
    """

    rows: dict[Keys, Row]
    from_journal: int
    lost: set[Keys]
    is_unsure: bool = False


def rescue(damaged: Path, target: Path, moment: str) -> Rescued:
    """Write a new database with what can be read of a damaged one, which stays as it is.

    The journal of changes is left behind, because undo must never work from half of it.
    """
    if target.exists():
        raise is_taken(target)
    found = readable(damaged, moment)
    with closing(MemoryStore(None, lambda: moment)) as store:
        with store.writing():
            _fill(store, found)
        put_copy(store.content(), target)
    return Rescued(
        {name: len(kept.rows) for name, kept in found.items()},
        {name: kept.from_journal for name, kept in found.items()},
        {name: sorted(kept.lost, key=repr) for name, kept in found.items() if kept.lost},
        [name for name, kept in found.items() if kept.is_unsure],
    )


def readable(damaged: Path, moment: str) -> dict[str, Found]:
    """Return what can be brought of every kind; raise StepreadyError when nothing at all can be read."""
    tables = tables_of(damaged, moment)
    images = images_of(tables)
    found = {
        kind.name: _of_kind(kind, tables[kind.name], images)
        for kind in (*ENTERED, STAMP, SEEN, GAVE_WAY, SET_ASIDE, COUNTER)
    }
    found[COUNTER.name] = _with_ids(found[COUNTER.name], images)
    return _without_halves(found)


def _with_ids(counters: Found, images: Images) -> Found:
    """Count the ids of removed rows as handed out too, where the counters themselves are lost."""
    rows = dict(counters.rows)
    for kind in NUMBERED:
        known = rows.get((kind.counter,), {"last": 0})["last"]
        last = _last_id(keys for name, keys in images.now if name == kind.name)
        if last > known:
            rows[kind.counter,] = {"kind": kind.counter, "last": last}
    return counters._replace(rows=rows)


def _last_id(named: Iterable[Keys]) -> int:
    """Return the largest id among keys that can be one: a broken index names anything."""
    return max((key for (key,) in named if isinstance(key, int) and 0 < key <= LARGEST_ID), default=0)


def _of_kind(kind: Kind, read: Salvaged, images: Images) -> Found:
    """Return the readable rows of a kind: from its table, else the journal, else astray."""
    kept, journalled = KeptRows(kind), images.of_kind(kind)
    named = [row for row in read.rows.values() if all(key in row for key in kind.keys)]
    places = [*named, *(row for row in read.strays if not images.is_past(kind, row))]
    for row in named:
        if not _is_doubtful(kind, row, images):
            kept.offer(row)
    there = read.keys if read.keys is not None and read.whole else (read.keys or set()) | journalled.keys()
    missing = (there | {keys_of(kind, row) for row in places}) - kept.rows.keys()
    from_journal = sum(kept.offer(journalled[keys]) for keys in missing & journalled.keys())
    for row in sorted(places, key=lambda row: _is_doubtful(kind, row, images)):
        kept.offer(row)
    return Found(kept.rows, from_journal, there - kept.rows.keys(), is_unsure=read.keys is None and not read.whole)


def _is_doubtful(kind: Kind, row: Row, images: Images) -> bool:
    """Whether any other place that has a row is better than this one."""
    return is_garbled(row) or images.deny(kind, row)


def _without_halves(found: dict[str, Found]) -> dict[str, Found]:
    """Leave out a schedule without days, which says nothing, and days of an exam that is none.

    Days whose schedule cannot be read have one from the first of them to the booked day, or to the last of them.
    """
    schedules, days, plans = found[SCHEDULE.name], found[SCHEDULE_DAY.name], found[PLAN.name].rows
    of_exam = defaultdict[Keys, list[str]](list)
    for exam, day in days.rows:
        of_exam[exam,].append(day)
    whole = KeptRows(SCHEDULE)
    for keys, planned in of_exam.items():
        after = (date.fromisoformat(max(planned)) + timedelta(days=1)).isoformat()
        booked = plans.get(keys, {"exam_date": None})["exam_date"] or after
        told = {"exam": keys[0], "made_on": min(planned), "exam_date": max(booked, after)}
        whole.offer(schedules.rows.get(keys, told))
    led = {keys: row for keys, row in days.rows.items() if (keys[0],) in whole.rows}
    for name, kept, rows in ((SCHEDULE.name, schedules, whole.rows), (SCHEDULE_DAY.name, days, led)):
        found[name] = kept._replace(rows=rows, lost=(kept.lost | kept.rows.keys()) - rows.keys())
    return found


def _fill(store: Store, found: dict[str, Found]) -> None:
    """Put what was found into an empty store; ids that were handed out, lost ones too, are never handed out again."""
    last = dict.fromkeys((kind.counter for kind in NUMBERED), 0)
    last |= {row["kind"]: row["last"] for row in found[COUNTER.name].rows.values()}
    for kind in NUMBERED:
        ids = found[kind.name].rows.keys() | found[kind.name].lost
        last[kind.counter] = max(last[kind.counter], _last_id(ids))
    for name, kept in found.items():
        if name != COUNTER.name:
            store.run(f"add_{name}", list(kept.rows.values()))
    store.run("clear_counter", [{}])
    store.run("add_counter", [{"kind": kind, "last": number} for kind, number in last.items()])
    store.run("clear_book", [{}])
    stamps = [row["stamp"] for kind in (STAMP, SEEN) for row in found[kind.name].rows.values()]
    store.run("add_book", [{"last_change": 0, "stamp": max(stamps, default=NEVER)}])
