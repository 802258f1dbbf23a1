"""One practice sitting is one row: an import that says more of a sitting, or another value, changes its row."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from stepready.core.facts.exam import Source
from stepready.core.log.same_form import is_same_sitting
from stepready.store.codec import HANDED_OUT, Values, value_of
from stepready.store.connection import Row
from stepready.store.journal import changes_said, image, numbered_said
from stepready.store.kinds import SCORE

_PLACE = ("exam", "source", "day")
"""The columns that two rows of one sitting have in common: only such rows are compared."""
_OPTIONAL = ("form", "questions", "conditions", "note", "topic", "p_pass")


class ChangedSitting(NamedTuple):
    """A sitting's row before and after an import; both are the same where the import says nothing new."""

    before: Values
    after: Values

    @property
    def is_change(self) -> bool:
        """Whether anything of the row is other than it was."""
        return self.before != self.after

    @property
    def said(self) -> str:
        """The sitting and what is new of it: `NBME 13 244 on 2026-07-14 (id 2): note felt good`."""
        before, after = value_of(SCORE, self.before), value_of(SCORE, self.after)
        return f"{numbered_said(before)}: {changes_said(before, after)}"


class Sittings:
    """The practice sittings a log holds."""

    def __init__(self, rows: Iterable[Row], topic: Callable[[str], str] = str) -> None:
        """`rows` are those of the scores; sessions of question banks are no sittings. `topic` names a topic today."""
        self._topic = topic
        self._there: dict[tuple[Any, ...], list[Values]] = defaultdict(list)
        for row in rows:
            if not Source(row["source"]).is_bank:
                self._there[tuple(row[name] for name in _PLACE)].append(image(row))

    def changed_by(self, values: Values) -> ChangedSitting | None:
        """Return what a row on its way in makes of the sitting it speaks of, or None where that is new.

        What the file leaves empty stays as it is kept: a sheet without notes forgets none.
        """
        beside = self._there.get(tuple(values[name] for name in _PLACE), ())
        if not beside:
            return None
        entry = value_of(SCORE, {**dict.fromkeys(HANDED_OUT, ""), "id": 0, **values})
        for row in beside:
            named = {**row, "topic": self._topic(row["topic"])}
            if is_same_sitting(value_of(SCORE, named), entry):
                said = {name: value for name, value in values.items() if name not in _OPTIONAL or value}
                kept = {"topic": row["topic"]} if said.get("topic") == named["topic"] else {}
                return ChangedSitting(row, {**row, **said, **kept})
        return None
