"""Change what is kept, one change a transaction; the rows of every numbered kind alike."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from stepready.core.values.errors import StepreadyError
from stepready.core.values.shown_text import in_letters
from stepready.store.codec import HANDED_OUT, UnreadableError, Values, row_of, value_of
from stepready.store.connection import LARGEST_ID, Row, Store
from stepready.store.devices.stamps import fresh_stamp
from stepready.store.journal import Change, Counter, Step, changes_said, image, numbered_said, write
from stepready.store.kinds import COUNTER, Kind


class Draft:
    """A change inside the open write transaction; nothing is kept unless `keep` is called."""

    def __init__(self, store: Store, what: str, moment: str) -> None:
        """Take the next change number, which also makes other writers of this owner wait."""
        store.run("take_change", [{}])
        counters = next(iter(store.rows("all_book")), None)
        if counters is None:
            raise UnreadableError("the book", "its counters are missing")
        self.number: int = counters["last_change"]
        self.stamp = fresh_stamp(store, moment, counters["stamp"])
        self._store = store
        self._what = what
        self._moment = moment
        self._last = {row["kind"]: row["last"] for row in store.rows("all_counter")}
        self._before = dict(self._last)

    def is_first(self, kind: Kind) -> bool:
        """Whether no id of a kind was handed out before this change."""
        return not self._before.get(kind.counter)

    def numbered(self, kind: Kind, values: Values, *, uid: str | None = None, number: int | None = None) -> Values:
        """Return a row with an id that was never used here (or the one given) and a unique uid."""
        last = self._last.get(kind.counter, 0)
        if number is None:
            number = last + 1
        if number > LARGEST_ID:
            raise StepreadyError(
                "the ids of this log are used up; `stepready export --json` and import that into a new database"
            )
        self._last[kind.counter] = max(last, number)
        return {"id": number, "uid": uid or os.urandom(16).hex(), **values}

    def keep(self, said: str, steps: Iterable[Step]) -> None:
        """Change the rows and journal it."""
        moved = [Counter(kind=kind, last=last) for kind, last in self._last.items() if last != self._before.get(kind)]
        self._store.run("remove_counter", [{"kind": counter.kind} for counter in moved])
        self._store.run("add_counter", [row_of(COUNTER, counter) for counter in moved])
        day = self._store.today
        change = Change(id=self.number, at=self._moment, what=self._what, said=in_letters(said), day=day)
        write(self._store, change, steps, self.stamp)


@contextmanager
def drafting(store: Store, what: str, moment: str) -> Iterator[Draft]:
    """Hold one change: all of it and its record, or nothing."""
    with store.writing():
        yield Draft(store, what, moment)


def add(store: Store, moment: str, kind: Kind, value: Any, check: Callable[[], object]) -> Any:
    """Keep a value under a new id and return it with that; what `check` raises inside the transaction ends it."""
    verb = kind.verbs[0]
    with drafting(store, verb, moment) as draft:
        check()
        row = draft.numbered(kind, row_of(kind, value))
        kept = value_of(kind, row)
        draft.keep(f"{verb} {numbered_said(kept)}", [Step(kind.name, None, row)])
    return kept


def replace(store: Store, moment: str, kind: Kind, number: int, change: Callable[[Any], Any]) -> Any:
    """Put what a change makes of a value in its place; its id and uid stay."""
    verb = kind.verbs[1]
    with drafting(store, verb, moment) as draft:
        before = _numbered_row(store, kind, number)
        found = value_of(kind, before)
        after = {name: before[name] for name in HANDED_OUT} | row_of(kind, change(found))
        kept = value_of(kind, after)
        said = f"{verb} {numbered_said(found)}: {changes_said(found, kept) or 'nothing changed'}"
        draft.keep(said, [Step(kind.name, image(before), after)])
    return kept


def remove(store: Store, moment: str, kind: Kind, number: int) -> Any:
    """Remove a value and return it."""
    verb = kind.verbs[2]
    with drafting(store, verb, moment) as draft:
        row = _numbered_row(store, kind, number)
        kept = value_of(kind, row)
        draft.keep(f"{verb} {numbered_said(kept)}", [Step(kind.name, image(row), None)])
    return kept


def put(store: Store, moment: str, kind: Kind, values: Iterable[Any], *, what: str, said: str) -> None:
    """Keep values of a kind that its own keys name, each in place of the one kept under them; one change in all."""
    with drafting(store, what, moment) as draft:
        steps = []
        for value in values:
            after = row_of(kind, value)
            before = one(store, kind, **{key: after[key] for key in kind.keys})
            steps.append(Step(kind.name, None if before is None else image(before), after))
        draft.keep(said, steps)


def change_one(
    store: Store,
    moment: str,
    kind: Kind,
    change: Callable[[Any], Any],
    said: Callable[[Any, Any], str],
    **keys: Any,
) -> Any:
    """Keep what a change makes of the value that the keys name, None where there is none; `said` names the change."""
    with drafting(store, kind.noun, moment) as draft:
        row = one(store, kind, **keys)
        before = None if row is None else value_of(kind, row)
        after = change(before)
        kept = None if row is None else image(row)
        draft.keep(said(before, after), [Step(kind.name, kept, row_of(kind, after))])
    return after


def revise(
    store: Store, moment: str, kind: Kind, revision: Callable[[list[Any]], list[Any]], said: Callable[[list[Any]], str]
) -> list[Any]:
    """Keep what a revision of all values of a numbered kind returns: those with id 0 are new, others replace theirs."""
    with drafting(store, kind.noun, moment) as draft:
        rows = {row["id"]: row for row in store.rows(f"all_{kind.name}")}
        taken = {row["uid"] for row in rows.values()}
        steps = []
        for value in revision([value_of(kind, row) for row in rows.values()]):
            values, before = row_of(kind, value), rows.get(value.id)
            if before is None:
                uid = _told_uid(kind, values, taken)
                taken.add(uid)
                steps.append(Step(kind.name, None, draft.numbered(kind, values, uid=uid)))
            else:
                after = {name: before[name] for name in HANDED_OUT} | values
                steps.append(Step(kind.name, image(before), after))
        kept = [value_of(kind, step.after) for step in steps if step.after is not None]
        if steps:
            draft.keep(said(kept), steps)
    return kept


def _told_uid(kind: Kind, values: Values, taken: set[str]) -> str:
    """Return the uid of a new row, from what tells it apart on every device."""
    from stepready.store.devices.content_uid import free_uid  # noqa: PLC0415 - `log` has no time for hashlib

    return free_uid(taken, kind.name, *(str(values[name] or "").casefold() for name in kind.told_by))


def one(store: Store, kind: Kind, **keys: Any) -> Row | None:
    """Return the row of a kind that the keys name, or None."""
    rows = store.rows(f"one_{kind.name}", **keys)
    return rows[0] if rows else None


def _numbered_row(store: Store, kind: Kind, number: int) -> Row:
    row = one(store, kind, id=number)
    if row is None:
        raise StepreadyError(f"the {kind.noun} with id {number} is gone; nothing was changed")
    return row
