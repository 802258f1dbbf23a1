"""How much of the question bank is done, and what of it is left, become rows of their own; the journal follows.

A plan told the share, the study settings the questions left. The images of the journal are moved with the rows, so
that every change made before can still be taken back.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from stepready.store.migrations import Execute

_Image = dict[str, Any]
_FIELDS = {"plan": ("qbank_used", "share"), "study_settings": ("questions_left", "left")}
_SHARES = 1000
_UNKNOWN = "2001-09-09"
"""The day of a stamp that was given to what nobody knew the moment of."""


class _Held(NamedTuple):
    """What is known of one owner: ids handed out here and before, the days things were told, the day of the last."""

    ids: dict[str, int]
    last: int
    days: Mapping[str, str]
    latest: str


def move(execute: Execute) -> None:
    """Move rows and images inside the open transaction."""
    for row in execute("SELECT owner, stamp FROM book ORDER BY owner", {}):
        owner = row["owner"]
        held = _Held({}, _last_id(execute, owner), _days(execute, owner), _day(row["stamp"]))
        for kind in _FIELDS:
            _move_rows(execute, owner, kind, held)
        _move_journal(execute, owner, held)
        if held.ids:
            execute("DELETE FROM counter WHERE owner = :owner AND kind = 'score'", {"owner": owner})
            last = held.last + len(held.ids)
            _insert(execute, "counter", {"owner": owner, "kind": "score", "last": last})
    execute("DROP TABLE old_plan", {})
    execute("DROP TABLE old_study_settings", {})


def _last_id(execute: Execute, owner: str) -> int:
    rows = execute("SELECT last FROM counter WHERE owner = :owner AND kind = 'score'", {"owner": owner})
    return int(rows[0]["last"]) if rows else 0


def _days(execute: Execute, owner: str) -> dict[str, str]:
    """Return the day each share and each count was told: what was left is counted from the schedule's first day."""
    stamps = execute("SELECT kind, name, stamp FROM stamp WHERE owner = :owner", {"owner": owner})
    days = {f"{row['kind']} {row['name']}": _day(row["stamp"]) for row in stamps}
    found = {name: day for name, day in days.items() if day != _UNKNOWN}
    for row in execute("SELECT exam, made_on FROM schedule WHERE owner = :owner", {"owner": owner}):
        found[f"study_settings {row['exam']}"] = row["made_on"]
    return found


def _day(stamp: object) -> str:
    with suppress(ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(int(str(stamp).split("-")[0]) / 1000, UTC).date().isoformat()
    return _UNKNOWN


def _move_rows(execute: Execute, owner: str, kind: str, held: _Held) -> None:
    for row in execute(f"SELECT * FROM old_{kind} WHERE owner = :owner ORDER BY exam", {"owner": owner}):  # noqa: S608
        total = _total(kind, row, held)
        if total is None:
            continue
        _insert(execute, "bank_total", {"owner": owner, **total})
        stamps = execute(
            "SELECT stamp FROM stamp WHERE owner = :owner AND kind = :kind AND name = :name",
            {"owner": owner, "kind": kind, "name": row["exam"]},
        )
        for stamp in stamps:
            kept = {"owner": owner, "kind": "bank_total", "name": total["uid"], "stamp": stamp["stamp"]}
            _insert(execute, "stamp", kept)


def _total(kind: str, row: Mapping[str, Any], held: _Held) -> _Image | None:
    """Return what a row of a plan or of study settings says of the bank; None where it says nothing."""
    field, told = _FIELDS[kind]
    value = row[field]
    if not isinstance(value, int | float):
        return None
    exam = str(row["exam"])
    uid = f"bank-{told}-{exam}"
    number = held.ids.setdefault(uid, held.last + len(held.ids) + 1)
    done, size = (round(value * _SHARES / 100), _SHARES) if told == "share" else (0, round(value))
    return {
        "id": number,
        "uid": uid,
        "exam": exam,
        "day": held.days.get(f"{kind} {exam}", held.latest),
        "bank": "",
        "done": done,
        "size": size,
        "percent": None,
        "pass_number": 1,
        "told": told,
        "note": "",
    }


def _move_journal(execute: Execute, owner: str, held: _Held) -> None:
    """Move the images of every change, and add what each did to the totals."""
    last = {
        row["change"]: row["seq"]
        for row in execute(
            "SELECT change, max(seq) AS seq FROM changed_row WHERE owner = :owner GROUP BY change", {"owner": owner}
        )
    }
    rows = execute("SELECT * FROM changed_row WHERE owner = :owner ORDER BY change, seq", {"owner": owner})
    for row in rows:
        if row["kind"] not in _FIELDS:
            continue
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            images = [None if row[side] is None else dict(json.loads(row[side])) for side in ("before", "after")]
            steps = list(_steps(row["kind"], images, held))
            field = _FIELDS[row["kind"]][0]
            bare = [_written(image and {key: held for key, held in image.items() if key != field}) for image in images]
            key = {"owner": owner, "change": row["change"], "seq": row["seq"]}
            execute(
                "UPDATE changed_row SET before = :before, after = :after "
                "WHERE owner = :owner AND change = :change AND seq = :seq",
                {**key, "before": bare[0], "after": bare[1]},
            )
            for step in steps:
                last[row["change"]] += 1
                _insert(execute, "changed_row", {**key, "seq": last[row["change"]], **step})


def _steps(kind: str, images: list[_Image | None], held: _Held) -> Iterator[dict[str, str | None]]:
    """Yield what a change of a plan or of settings did to what is known of the bank."""
    was, now = (image and _total(kind, image, held) for image in images)
    if was != now:
        yield {"kind": "bank_total", "before": _written(was), "after": _written(now)}


def _insert(execute: Execute, table: str, row: Mapping[str, Any]) -> None:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    execute(f"INSERT INTO {table} ({names}) VALUES ({values})", row)  # noqa: S608 - names of ours


def _written(image: _Image | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False)
