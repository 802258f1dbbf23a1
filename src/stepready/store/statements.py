"""Every statement, written once: compiled ahead of time for the embedded database, run as it is on a server.

Each names `:owner` (`:whose` in an update, where SQLAlchemy keeps a column's name for itself). Rows are replaced
by removing and adding, so that the journal's images are all it takes to go back. Limits are named parameters,
because a hidden one cannot be compiled ahead of time. Every kind of the registry has `all_`, `one_`, `add_`,
`remove_` and `clear_`; what is asked in another way has a name of its own.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    Column,
    ColumnElement,
    Executable,
    Integer,
    Select,
    Table,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlmodel import SQLModel

from stepready.store import tables  # noqa: F401 - fills the metadata
from stepready.store.kinds import KINDS, Kind

_T = SQLModel.metadata.tables
_BOOK, _SCORE, _STAMP = _T["book"], _T["score"], _T["stamp"]
_CHANGE, _CHANGED = _T["change"], _T["changed_row"]
_DAY = _T["schedule_day"]
_OWNER: BindParameter[str] = bindparam("owner")
_WHOSE: BindParameter[str] = bindparam("whose")
_ZERO: ColumnElement[int] = literal_column("0")
_ONE: ColumnElement[int] = literal_column("1")
_IS_QBANK = _SCORE.c.source == literal_column("'qbank'")


def _add(table: Table) -> Executable:
    """Insert one row, every column by name."""
    return insert(table).values({column.name: _given(column) for column in table.columns})


def _given(column: Column[Any]) -> ColumnElement[Any]:
    """Return the parameter of a column; yes and no also as 1 and 0, which is how the embedded database gives them."""
    if isinstance(column.type, Boolean):
        return cast(bindparam(column.name, type_=Integer), Boolean)
    return bindparam(column.name)


def _remove(table: Table, *keys: str) -> Executable:
    """Delete by the owner and the keys named."""
    return delete(table).where(table.c.owner == _OWNER, *_asked(table, *keys))


def _find(table: Table, *keys: str) -> Select[Any]:
    """Select whole rows by the owner and the keys named."""
    return select(table).where(table.c.owner == _OWNER, *_asked(table, *keys))


def _asked(table: Table, *keys: str) -> list[ColumnElement[bool]]:
    return [table.c[key] == bindparam(key) for key in keys]


def _newest_first(query: Select[Any]) -> Select[Any]:
    return query.order_by(_SCORE.c.day.desc(), _SCORE.c.id.desc())


def _most(query: Select[Any]) -> Select[Any]:
    return query.limit(bindparam("most")).offset(_ZERO)


def _sessions(*columns: str) -> Select[Any]:
    """Select question-bank sessions: summed in the program, because databases add in an order of their own."""
    query = select(*(_SCORE.c[name] for name in columns))
    return query.where(_SCORE.c.owner == _OWNER, _IS_QBANK, *_asked(_SCORE, "exam"))


def _of_kind(kind: Kind) -> dict[str, Executable]:
    """Return what every kind of row can be asked."""
    name, keys, table = kind.name, kind.keys, _T[kind.name]
    return {
        f"all_{name}": _find(table).order_by(*(table.c[key] for key in kind.order or keys)),
        f"one_{name}": _find(table, *keys),
        f"add_{name}": _add(table),
        f"remove_{name}": _remove(table, *keys),
        f"clear_{name}": _remove(table),
    }


STATEMENTS: dict[str, Executable] = {
    "take_change": update(_BOOK).where(_BOOK.c.owner == _WHOSE).values(last_change=_BOOK.c.last_change + _ONE),
    "set_book": update(_BOOK)
    .where(_BOOK.c.owner == _WHOSE)
    .values(last_change=bindparam("number"), stamp=bindparam("latest")),
    "keep_stamp": update(_BOOK).where(_BOOK.c.owner == _WHOSE).values(stamp=bindparam("latest")),
    "move_stamp": update(_STAMP)
    .where(_STAMP.c.owner == _WHOSE, _STAMP.c.kind == bindparam("of_kind"), _STAMP.c.name == bindparam("named"))
    .values(stamp=bindparam("latest")),
    "scores": _most(_newest_first(_find(_SCORE))),
    "scores_of_exam": _most(_newest_first(_find(_SCORE, "exam"))),
    "practice_exams": _newest_first(_find(_SCORE, "exam").where(~_IS_QBANK)),
    "scores_on": _newest_first(_find(_SCORE, "exam", "day", "source")),
    "count_scores": select(func.count().label("scores")).where(_SCORE.c.owner == _OWNER),
    "count_scores_of_exam": select(func.count().label("scores")).where(
        _SCORE.c.owner == _OWNER, *_asked(_SCORE, "exam")
    ),
    "qbank_sessions": _sessions("day", "value", "questions", "form", "conditions").where(
        _SCORE.c.day >= bindparam("since")
    ),
    "topic_sessions": _sessions("topic", "day", "value", "questions").where(_SCORE.c.topic != literal_column("''")),
    "schedule_days": _find(_DAY, "exam").order_by(_DAY.c.day),
    "changes": _most(_find(_CHANGE).order_by(_CHANGE.c.id.desc())),
    "last_change": _find(_CHANGE).where(
        _CHANGE.c.id
        == select(func.max(_CHANGE.c.id))
        .where(_CHANGE.c.owner == _OWNER, _CHANGE.c.undone_at.is_(None))
        .scalar_subquery()
    ),
    "changed_rows": _find(_CHANGED, "change").order_by(_CHANGED.c.seq),
    "rows_of_kind": _find(_CHANGED, "kind").order_by(_CHANGED.c.change, _CHANGED.c.seq),
    "mark_undone": update(_CHANGE)
    .where(_CHANGE.c.owner == _WHOSE, _CHANGE.c.id == bindparam("number"))
    .values(undone_at=bindparam("undone")),
}

for _kind in KINDS.values():
    STATEMENTS |= _of_kind(_kind)
