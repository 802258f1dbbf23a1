"""Everything that was ever changed gets the stamp of its last change, what was removed a tombstone.

The journal says when. The stamps carry no device, so that two copies of one database have the same.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from stepready.store.migrations import Execute

_NAMES = {
    "score": "uid",
    "attempt": "uid",
    "plan": "exam",
    "study_settings": "exam",
    "schedule": "exam",
    "schedule_day": "exam",
    "study_hours": "uid",
    "day_mark": "exam || '/' || day",
}
"""What names a unit of each kind that this schema had; a day of a schedule is the schedule's."""
_WHOLE = {"schedule_day": "schedule"}
_UNKNOWN = 1_000_000_000_000
Image = dict[str, Any]
Stamps = dict[tuple[str, str, str], str]
Moments = dict[tuple[str, int], str]


def move(execute: Execute) -> None:
    """Move rows and images inside the open transaction."""
    changes = execute("SELECT owner, id, at, undone_at FROM change ORDER BY owner, id", {})
    made: Moments = {(row["owner"], row["id"]): _stamp(row["at"], row["id"]) for row in changes}
    undone: Moments = {
        (row["owner"], row["id"]): _stamp(row["undone_at"], row["id"]) for row in changes if row["undone_at"]
    }
    _move_plans(execute, made)
    _insert_stamps(execute, _of_rows(execute) | _of_journal(execute, made, undone))
    execute("DROP TABLE old_plan", {})


def _stamp(moment: object, number: int) -> str:
    """Return the stamp of a change: its moment in milliseconds since 1970, told apart by its number."""
    milliseconds = _UNKNOWN
    with suppress(ValueError, TypeError, OverflowError):
        found = datetime.fromisoformat(str(moment))
        milliseconds = int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000)
    return f"{milliseconds:013d}-{number % 10_000:04d}-before"


def _move_plans(execute: Execute, made: Moments) -> None:
    """Name the change that set a plan by its stamp, in rows and in the journal."""
    for row in execute("SELECT * FROM old_plan", {}):
        moved = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row of SQLite
        moved["set_by"] = _set_by(row["owner"], moved["set_by"], made)
        names = ", ".join(moved)
        values = ", ".join(f":{name}" for name in moved)
        execute(f"INSERT INTO plan ({names}) VALUES ({values})", moved)  # noqa: S608 - names of ours
    for row in execute("SELECT * FROM changed_row WHERE kind = 'plan'", {}):
        with suppress(ValueError, TypeError, KeyError):
            images = {side: _moved(row["owner"], row[side], made) for side in ("before", "after")}
            execute(
                "UPDATE changed_row SET before = :before, after = :after "
                "WHERE owner = :owner AND change = :change AND seq = :seq",
                {"owner": row["owner"], "change": row["change"], "seq": row["seq"], **images},
            )


def _set_by(owner: str, number: Any, made: Moments) -> str:
    return made.get((owner, number)) or _stamp(None, number if isinstance(number, int) else 0)


def _moved(owner: str, text: str | None, made: Moments) -> str | None:
    if text is None:
        return None
    image: Image = json.loads(text)
    return json.dumps({**image, "set_by": _set_by(owner, image["set_by"], made)}, ensure_ascii=False)


def _of_rows(execute: Execute) -> Stamps:
    """Return a stamp for what stands without any change that the journal knows; it is added where none is."""
    found: Stamps = {}
    for kind in ("score", "attempt", "plan", "study_settings", "schedule", "study_hours", "day_mark"):
        for row in execute(f"SELECT owner, {_NAMES[kind]} AS name FROM {kind}", {}):  # noqa: S608 - names of ours
            found[row["owner"], kind, str(row["name"])] = _stamp(None, 0)
    return found


def _of_journal(execute: Execute, made: Moments, undone: Moments) -> Stamps:
    """Return the stamp of the last change of everything the journal knows, taken back or not."""
    found: Stamps = {}
    for row in execute("SELECT owner, change, kind, before, after FROM changed_row ORDER BY owner, change, seq", {}):
        change = (row["owner"], row["change"])
        with suppress(ValueError, TypeError, KeyError):
            unit = (row["owner"], *_unit(row))
            found[unit] = max(found.get(unit, ""), made[change], undone.get(change, ""))
    return found


def _unit(row: Mapping[str, Any]) -> tuple[str, str]:
    image: Image = json.loads(row["after"] or row["before"])
    kind = row["kind"]
    name = f"{image['exam']}/{image['day']}" if kind == "day_mark" else str(image[_NAMES[kind]])
    return _WHOLE.get(kind, kind), name


def _insert_stamps(execute: Execute, stamps: Stamps) -> None:
    for (owner, kind, name), stamp in stamps.items():
        execute(
            "INSERT INTO stamp (owner, kind, name, stamp) VALUES (:owner, :kind, :name, :stamp)",
            {"owner": owner, "kind": kind, "name": name, "stamp": stamp},
        )
    for owner in {owner for owner, _, _ in stamps}:
        latest = max(stamp for (held, _, _), stamp in stamps.items() if held == owner)
        execute("UPDATE book SET stamp = :stamp WHERE owner = :owner", {"owner": owner, "stamp": latest})
