"""Read rows of every kind to find those that nobody can read, in a file or on a server."""

from collections.abc import Callable, Iterable, Iterator

from stepready.store.connection import Row
from stepready.store.history import change_from, step_from
from stepready.store.plan_rows import plan_from
from stepready.store.rows import score_from
from stepready.store.study_rows import day_from, schedule_from, settings_from
from stepready.store.unreadable import PROBLEMS, UnreadableError, shown

READERS: dict[str, Callable[[Row], object]] = {
    "score": score_from,
    "plan": plan_from,
    "study_settings": settings_from,
    "schedule": lambda row: schedule_from(row, []),
    "schedule_day": day_from,
    "change": change_from,
    "changed_row": step_from,
}
"""What turns a row of each table into what it keeps."""
NAMED_BY = {
    "score": ("id",),
    "plan": ("exam",),
    "study_settings": ("exam",),
    "schedule": ("exam",),
    "schedule_day": ("exam", "day"),
    "change": ("id",),
    "changed_row": ("change", "seq"),
}


def why_not(table: str, row: Row) -> str | None:
    """Return why a row cannot be read, or None when it can."""
    try:
        "".join(value for value in dict(row).values() if isinstance(value, str)).encode()
        READERS[table](row)
    except UnreadableError as problem:
        return problem.why
    except PROBLEMS as problem:
        return shown(problem)
    return None


def unread(table: str, rows: Iterable[Row]) -> Iterator[str]:
    """Name the rows of a table that cannot be read, each with the reason."""
    for row in rows:
        why = why_not(table, row)
        if why is not None:
            name = " ".join(ascii(row[key]).strip("'") for key in NAMED_BY[table])
            yield f"{table.replace('_', ' ')} {name} cannot be read: {why}"
