"""The rows of a kind that a rescue keeps: the first of each key and uid that can be read."""

from stepready.store.connection import OWNER, Row
from stepready.store.kinds import Kind
from stepready.store.mending.checking import why_not
from stepready.store.mending.salvage import Keys

_NO_TEXT = "\ufffd"
"""What stands for bytes that are no text."""


class KeptRows:
    """Rows of a kind by their keys; better ones are to be offered first."""

    def __init__(self, kind: Kind) -> None:
        self.rows: dict[Keys, Row] = {}
        self._kind = kind
        self._uids: set[str] = set()

    def offer(self, row: Row) -> bool:
        """Keep a row if nothing speaks against it, and say whether it was kept."""
        mine = {**row, "owner": OWNER}
        keys = tuple(mine.get(key) for key in self._kind.keys)  # a broken list of tables calls columns anything
        if keys in self.rows or why_not(self._kind, mine) is not None or mine.get("uid") in self._uids:
            return False
        self.rows[keys] = mine
        if self._kind.numbered:
            self._uids.add(mine["uid"])
        return True


def keys_of(kind: Kind, row: Row) -> Keys:
    """Return what names a row beside its owner."""
    return tuple(row[key] for key in kind.keys)


def is_garbled(row: Row) -> bool:
    """Whether a text of a row was none when it was read."""
    return any(isinstance(value, str) and _NO_TEXT in value for value in dict(row).values())
