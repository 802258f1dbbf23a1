"""A score in files: its columns, its object in JSON, its line in a table."""

import io
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from stepready.core.log.entry import as_typed
from stepready.core.log.score import Entry, Score
from stepready.core.shapes import plain

COLUMNS = tuple("date" if field.name == "day" else field.name for field in fields(Entry))
"""The names of an entry's fields in files, in the order they are written."""


def score_json(score: Score) -> dict[str, Any]:
    """Return one score's object; a whole value is written without decimals."""
    said = dict(zip(COLUMNS, (plain(getattr(score, field.name)) for field in fields(Entry)), strict=True))
    return {"id": score.id, "uid": score.uid, **{name: _without_decimals(value) for name, value in said.items()}}


def _without_decimals(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value == int(value) else value


def scores_csv(scores: Iterable[Score]) -> str:
    """Return a table whose rows are sorted by all they say, so that the same log gives the same bytes.

    Values stand as they were typed.
    """
    import csv  # noqa: PLC0415 - `scores --json` writes no table, and `scores` is asked often

    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(sorted(_cells(score) for score in scores))
    return out.getvalue()


def _cells(score: Score) -> tuple[str, ...]:
    """Return one line; a percent under 1 says that it is one, or it would be read as a fraction."""
    said = {name: _cell(plain(getattr(score, field.name))) for name, field in zip(COLUMNS, fields(Entry), strict=True)}
    return tuple(said.values())


def _cell(value: Any) -> str:
    return ";".join(value) if isinstance(value, list) else as_typed(value)
