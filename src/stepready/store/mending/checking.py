"""Whether rows from elsewhere are what the tables and the values of the core say: for doctor, rescue and restore.

Here each row becomes an instance of its SQLModel class, which validates it. Daily commands read through `codec`
alone: importing sqlmodel takes longer than all they do.
"""

from collections.abc import Iterable, Iterator

from pydantic import ValidationError
from sqlmodel import SQLModel

from stepready.store import tables  # noqa: F401 - defines the classes
from stepready.store.codec import PROBLEMS, UnreadableError, shown, value_of
from stepready.store.connection import Row
from stepready.store.kinds import Kind

_ROW_CLASSES = {str(made.__tablename__): made for made in SQLModel.__subclasses__()}


def why_not(kind: Kind, row: Row) -> str | None:
    """Return why a row cannot be read, or None when it can."""
    try:
        "".join(value for value in dict(row).values() if isinstance(value, str)).encode()
        _ROW_CLASSES[kind.name].model_validate(dict(row))
        value_of(kind, row)
    except ValidationError as problem:
        first = problem.errors()[0]
        return shown(ValueError(f"{'.'.join(str(part) for part in first['loc'])}: {first['msg']}"))
    except UnreadableError as problem:
        return problem.why
    except PROBLEMS as problem:
        return shown(problem)
    return None


def unread(kind: Kind, rows: Iterable[Row]) -> Iterator[str]:
    """Name the rows of a kind that cannot be read, each with the reason."""
    for row in rows:
        why = why_not(kind, row)
        if why is not None:
            name = " ".join([kind.name.replace("_", " "), *(ascii(row[key]).strip("'") for key in kind.keys)])
            yield f"{name} cannot be read: {why}"
