"""Sittings told by plans become attempts, and what was joined in a way of its own becomes JSON; the journal follows.

The images of the journal are moved with the rows, so that every change made before can still be taken back.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from stepready.store.migrations import Execute

Image = dict[str, Any]
Named = dict[tuple[str, str, str], int]
"""The id of each attempt by owner, exam and its name among the exam's."""


def move(execute: Execute) -> None:
    """Move rows and images inside the open transaction."""
    ids: Named = {}
    for row in execute("SELECT * FROM old_plan ORDER BY owner, set_by", {}):
        _insert(execute, "plan", plan(row))
        for attempt in attempts(row["owner"], row, ids).values():
            _insert(execute, "attempt", {"owner": row["owner"], **attempt})
    for row in execute("SELECT * FROM old_schedule_day", {}):
        _insert(execute, "schedule_day", schedule_day(row))
    for row in execute("SELECT * FROM study_settings", {}):
        _update(execute, study_settings(row))
    _move_journal(execute, ids)
    for owner in sorted({owner for owner, _, _ in ids}):
        last = max(number for (held, _, _), number in ids.items() if held == owner)
        _insert(execute, "counter", {"owner": owner, "kind": "attempt", "last": last})
    execute("DROP TABLE old_plan", {})
    execute("DROP TABLE old_schedule_day", {})


def _insert(execute: Execute, table: str, row: Mapping[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    execute(f"INSERT INTO {table} ({names}) VALUES ({values})", row)  # noqa: S608 - names of ours


def _update(execute: Execute, row: Image) -> None:
    execute(
        "UPDATE study_settings SET hours = :hours, rest_weekdays = :rest_weekdays, away = :away "
        "WHERE owner = :owner AND exam = :exam",
        {name: row[name] for name in ("hours", "rest_weekdays", "away", "owner", "exam")},
    )


def plan(row: Mapping[str, Any]) -> Image:
    """Return a plan without the sittings it told of."""
    kept = {name: row[name] for name in row.keys() if name not in _MOVED}  # noqa: SIM118 - a row of SQLite
    low, high = row["low_pass_low"], row["low_pass_high"]
    return {**kept, "low_pass": None if low is None or high is None else json.dumps([low, high])}


_MOVED = ("failed_attempts", "failed_on", "result", "low_pass_low", "low_pass_high")


def attempts(owner: str, row: Mapping[str, Any], ids: Named) -> dict[str, Image]:
    """Return the sittings a plan told of, by name: its own result on its test date, the last failure on its day."""
    told = row["failed_attempts"] if isinstance(row["failed_attempts"], int) else 0
    failed = range(1, max(told, row["failed_on"] is not None) + 1)
    found = {f"failed{n}": (row["failed_on"] if n == failed[-1] else None, "fail") for n in failed}
    if row["result"] is not None:
        found["result"] = (row["exam_date"], row["result"])
    exam = str(row["exam"])
    return {
        name: {
            "id": ids.setdefault((owner, exam, name), 1 + sum(held == owner for held, _, _ in ids)),
            "uid": f"{exam}{name}",
            "exam": exam,
            "on": on,
            "score": score,
            "reported": None,
        }
        for name, (on, score) in found.items()
    }


def schedule_day(row: Mapping[str, Any]) -> Image:
    """Return a day whose practice exam is one column."""
    kept = {name: row[name] for name in row.keys() if name not in ("practice_source", "practice_form")}  # noqa: SIM118
    source, form = row["practice_source"], row["practice_form"]
    exam = {"source": source, "form": form or ""}
    return {**kept, "practice_exam": json.dumps(exam, ensure_ascii=False) if source else None}


def study_settings(row: Mapping[str, Any]) -> Image:
    """Return settings with lists as JSON; what nobody could read stays, for `doctor` to name."""
    moved = {name: row[name] for name in row.keys()}  # noqa: SIM118 - a row of SQLite
    with suppress(ValueError, AttributeError):
        if moved["hours"] is not None:
            moved["hours"] = json.dumps([float(hours) for hours in moved["hours"].split(";")])
    with suppress(ValueError, AttributeError):
        moved["rest_weekdays"] = json.dumps([int(day) for day in moved["rest_weekdays"].split(";") if day])
    with suppress(AttributeError):
        moved["away"] = json.dumps([span.split("/") for span in moved["away"].split(";") if span])
    return moved


_IMAGES = {"plan": plan, "schedule_day": schedule_day, "study_settings": study_settings}


def _move_journal(execute: Execute, ids: Named) -> None:
    """Move the images of every change, and add what each did to the attempts."""
    last: dict[tuple[str, int], int] = {}
    for row in execute("SELECT owner, change, max(seq) AS seq FROM changed_row GROUP BY owner, change", {}):
        last[row["owner"], row["change"]] = row["seq"]
    for row in execute("SELECT * FROM changed_row ORDER BY owner, change, seq", {}):
        if row["kind"] not in _IMAGES:
            continue
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            before, after = _image(row["before"]), _image(row["after"])
            moved = [None if image is None else _written(_IMAGES[row["kind"]](image)) for image in (before, after)]
            key = {"owner": row["owner"], "change": row["change"], "seq": row["seq"]}
            execute(
                "UPDATE changed_row SET before = :before, after = :after "
                "WHERE owner = :owner AND change = :change AND seq = :seq",
                {**key, "before": moved[0], "after": moved[1]},
            )
            for step in _attempt_steps(row, before, after, ids):
                last[row["owner"], row["change"]] += 1
                _insert(execute, "changed_row", {**key, "seq": last[row["owner"], row["change"]], **step})


def _attempt_steps(
    row: Mapping[str, Any], before: Image | None, after: Image | None, ids: Named
) -> Iterator[dict[str, str | None]]:
    """Yield what a change of a plan did to the attempts it tells of."""
    if row["kind"] != "plan":
        return
    was = attempts(row["owner"], before, ids) if before else {}
    now = attempts(row["owner"], after, ids) if after else {}
    for name in sorted({*was, *now}):
        if was.get(name) != now.get(name):
            yield {"kind": "attempt", "before": _written(was.get(name)), "after": _written(now.get(name))}


def _image(text: str | None) -> Image | None:
    return None if text is None else dict(json.loads(text))


def _written(image: Image | None) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False)
