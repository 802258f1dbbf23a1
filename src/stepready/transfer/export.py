"""Write everything the user ever entered as one JSON document."""

import json
from typing import Any

from stepready.core.shapes import plain
from stepready.store.book import Book
from stepready.store.kinds import ENTERED, PLAN, SCORE, STUDY_SETTINGS, Kind
from stepready.transfer.scores import score_json

SCHEMA = 1


def export_json(book: Book) -> str:
    """Return the document, one section a kind; its order depends on nothing but what was entered."""
    sections = {
        kind.section: [_object(kind, value) for value in book.everything(kind)] for kind in ENTERED if kind.section
    }
    return json.dumps({"schema": SCHEMA, **sections}, ensure_ascii=False, indent=2) + "\n"


def _object(kind: Kind, value: Any) -> dict[str, Any]:
    """Return a value's object; what a plan or settings tell of other rows stands in their section."""
    if kind is SCORE:
        return score_json(value)
    left_out = kind.apart if kind in (PLAN, STUDY_SETTINGS) else ()
    return {name: held for name, held in plain(value).items() if name not in left_out}
