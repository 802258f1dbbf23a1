"""`forecast record` as text, as JSON, and as the anonymous file that a user may send."""

from collections.abc import Iterator
from typing import Any

from stepready.core.forecast.record import Record, Tested
from stepready.core.shapes import plain
from stepready.core.values.wording import full_day, number
from stepready.render.terminal import Terminal, wrapped

SCHEMA = 1
FORMAT = "stepready-forecast-record"
FIELDS = ("on", "what", "mean", "low80", "high80", "came", "miss", "inside", "not_counted", "changed")
SENT = ("mean", "low80", "high80", "came")


def record_text(record: Record, terminal: Terminal) -> str:
    """Write what was forecast beside what came, one line each, and what to make of it."""
    lines = list(wrapped(record.says, terminal.width))
    return terminal.plain("\n".join([*lines, *([""] if record.rows else []), *_rows(record, terminal)]))


def _rows(record: Record, terminal: Terminal) -> Iterator[str]:
    for row in record.rows:
        mark = "-" if row.not_counted else "✓" if row.inside else "✗"
        doubts = [f"not counted: {row.not_counted}"] if row.not_counted else [row.changed] if row.changed else []
        why = "".join(f" ({doubt})" for doubt in doubts)
        told = f"forecast {row.mean:.0f} (80 % {row.low80:.0f}-{row.high80:.0f}), came {number(row.came)}{why}"
        yield from wrapped(f"{row.what}: {told}", terminal.width, " " * 6, first=f"  {mark} {full_day(row.on)}  ")


def record_json(record: Record) -> dict[str, Any]:
    """Return the JSON form."""
    return {
        "schema": SCHEMA,
        "counted": len(record.counted),
        "mean_miss": record.mean_miss,
        "bias": record.bias,
        "coverage80": record.coverage80,
        "says": record.says,
        "rows": [_row(row, FIELDS) for row in record.rows],
    }


def anonymous_json(record: Record) -> dict[str, Any]:
    """Return what an anonymous file holds: forecasts and outcomes that count, without days and words of the user's."""
    return {
        "schema": SCHEMA,
        "format": FORMAT,
        "rows": [{"what": row.plainly, **_row(row, SENT)} for row in record.counted],
    }


def _row(row: Tested, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}
