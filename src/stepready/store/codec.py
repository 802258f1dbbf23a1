"""Rows to values of the core and back, driven by the types of their fields; rows never leave this package.

A day is ISO text, an enum its value, a set its sorted values separated by `;`; what has parts is JSON, in the shape
that `core.shapes` gives it. Everything else is kept as it is, and checked when it is read; the ends of lines in a text
are held while the program works with it.
"""

import json
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache, lru_cache, wraps
from importlib import import_module
from math import inf
from operator import attrgetter
from typing import Any, NamedTuple, ParamSpec, TypeVar

from stepready.core.facts.exam import Exam, Source
from stepready.core.values.errors import StepreadyError
from stepready.core.values.shown_text import as_given, on_one_line
from stepready.store.connection import Row, Store
from stepready.store.kinds import KINDS, PLAN, Kind

P = ParamSpec("P")
T = TypeVar("T")
Values = dict[str, Any]
Convert = Callable[[Any], Any]
HANDED_OUT = ("id", "uid")
"""The fields of a numbered kind that the book fills in."""
PROBLEMS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What reading a damaged row can raise: a word nobody knows, a day that is none, text where a number belongs."""
MOST_TEXTS = 1024
"""Texts of values with parts whose values are remembered: the days of a schedule have few topics between them."""
_SHOWN = 80
_JSON = json.JSONEncoder(ensure_ascii=False)


class UnreadableError(StepreadyError):
    """A row that a sound database holds and nobody can read; `why` tells what was found."""

    def __init__(self, of: str, why: str) -> None:
        """Say that the database is damaged and what to run; `of` names the kind of row."""
        super().__init__(
            f"the database is damaged: {of} cannot be read ({why}); nothing was changed",
            ("run `stepready doctor`: it says what can be recovered and how",),
        )
        self.why = why


def reads(of: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make what turns rows into values raise UnreadableError for rows it cannot read."""

    def guarded(read: Callable[P, T]) -> Callable[P, T]:
        @wraps(read)
        def guard(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return read(*args, **kwargs)
            except UnreadableError:
                raise
            except PROBLEMS as problem:
                raise UnreadableError(of, shown(problem)) from None

        return guard

    return guarded


def shown(problem: Exception) -> str:
    """Return a failure's words on one short line, whatever bytes it found."""
    words = " ".join(ascii(str(problem))[1:-1].replace("\\'", "'").split()) or type(problem).__name__
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."


class Codec(NamedTuple):
    """How one kind is read and written: its class, its columns that are fields, and those not kept as they are."""

    make: Callable[..., Any]
    columns: tuple[str, ...]
    write: tuple[tuple[str, Convert], ...]
    read: tuple[tuple[str, Convert], ...]


def codec(kind: Kind) -> Codec:
    """Return how a kind is read and written."""
    return _codec(kind.name)


@cache
def _codec(name: str) -> Codec:
    """Return how a kind is read and written, from its class's own types."""
    kind = KINDS[name]
    made = value_class(kind)
    ways = {
        field: _ways(hint, kind.most.get(field, inf))
        for field, hint in _fields(made).items()
        if field not in kind.apart
    }
    columns = tuple(field for field in ways if not (kind.numbered and field in HANDED_OUT))
    writers = tuple((field, write) for field in columns if (write := ways[field][0]) is not None)
    return Codec(made, columns, writers, tuple((field, way[1]) for field, way in ways.items()))


def value_class(kind: Kind) -> Any:
    """Return the class of what a row of a kind keeps."""
    module, _, name = kind.value.partition(":")
    return getattr(import_module(module), name)


def row_of(kind: Kind, value: Any, **beside: Any) -> Values:
    """Return a value's columns, with those that are no field of it; ids are the book's to hand out."""
    _, columns, write, _ = codec(kind)
    values = {**beside, **{name: getattr(value, name) for name in columns}}
    for name, convert in write:
        values[name] = convert(values[name])
    return values


def row_keys(kind: Kind, value: Any) -> tuple[Any, ...]:
    """Return what names a value's row beside its owner."""
    columns = row_of(kind, value)
    return tuple(columns[key] for key in kind.keys)


def value_of(kind: Kind, row: Row) -> Any:
    """Return the value a row keeps; raise UnreadableError for a row nobody can read."""
    made, _, _, read = codec(kind)
    try:
        return made(**{name: convert(row[name]) for name, convert in read}, **kind.apart)
    except (*PROBLEMS, StepreadyError) as problem:
        raise UnreadableError(kind.called, shown(problem)) from None


def of_exam(store: Store, kind: Kind, exam: Exam) -> list[Any]:
    """Return the values of a kind that belong to an exam, in the order of their keys."""
    return [value for row in store.rows(f"all_{kind.name}") if (value := value_of(kind, row)).exam is exam]


@reads(PLAN.called)
def exam_of(row: Row) -> Exam:
    """Return the exam a row of a plan names."""
    return Exam(row["exam"])


def _fields(made: Any) -> dict[str, Any]:
    """Return the types of a class's fields by name."""
    held = getattr(made, "__dataclass_fields__", None)
    return dict(made.__annotations__) if held is None else {name: field.type for name, field in held.items()}


def _ways(hint: Any, most: float) -> tuple[Convert | None, Convert]:
    """Return how a value of a type becomes a column (None: as it is), and back."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        (inner,) = (member for member in typing.get_args(hint) if member is not types.NoneType)
        write, read = _ways(inner, most)
        return write and _unless_none(write), _unless_none(read)
    if typing.get_origin(hint) is frozenset:
        return _joined, _parted(typing.get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return attrgetter("value"), _Members(hint).__getitem__
    if hint in _PLAIN:
        return _PLAIN[hint]
    if hint is float:
        return float, lambda value: between(0, value, most)
    return _with_parts(hint)


def _unless_none(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


class _Members(dict[Any, Enum]):
    """The members of an enum by value; a value that is none raises ValueError in the enum's own words."""

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__((member.value, member) for member in kind)
        self.kind = kind

    def __missing__(self, value: Any) -> Enum:
        return self.kind(value)


def _joined(members: frozenset[Enum]) -> str:
    return ";".join(sorted(member.value for member in members))


def _parted(kind: type[Enum]) -> Convert:
    @cache
    def read(value: str) -> frozenset[Enum]:
        return frozenset(kind(word) for word in value.split(";") if word)

    return read


def _with_parts(hint: Any) -> tuple[Convert, Convert]:
    """Return the way of tuples, values within values and objects: JSON."""
    if typing.get_origin(hint) is Mapping:
        return lambda value: _JSON.encode(dict(value)), lambda value: dict(json.loads(value))
    from stepready.core.shapes import build, from_json, plain  # noqa: PLC0415 - a score has no parts: `log` does without

    @lru_cache(MOST_TEXTS)
    def read(value: str) -> Any:
        return build(hint, from_json(value), "it")

    return lambda value: _JSON.encode(plain(value)), read


def text(value: Any) -> str:
    """Return text with what would begin a line held; raise TypeError for anything else."""
    if not isinstance(value, str):
        msg = f"{value!r} is no text"
        raise TypeError(msg)
    return value if value.isprintable() else on_one_line(value)


def texts_held(row: Row) -> Values:
    """Return a row of several texts, each with what would begin a line held."""
    return {name: text(value) if isinstance(value, str) else value for name, value in row.items()}


def between(low: float, value: Any, high: float) -> Any:
    """Return a number of a range as it is; raise ValueError or TypeError for anything else."""
    if not low <= value <= high:
        msg = f"{value!r} is not between {low} and {high}"
        raise ValueError(msg)
    return value


def whole(value: Any) -> Any:
    """Return a whole number that is not negative as it is; raise ValueError otherwise."""
    if not isinstance(value, int) or value < 0:
        msg = f"{value!r} is no whole number from 0"
        raise ValueError(msg)
    return value


def _flag(value: Any) -> bool:
    """Return a flag, which one database keeps as 0 and 1."""
    if value not in {0, 1}:
        msg = f"{value!r} is neither yes nor no"
        raise ValueError(msg)
    return bool(value)


_PLAIN: dict[Any, tuple[Convert | None, Convert]] = {
    str: (as_given, text),
    Source: (str, Source),
    int: (None, whole),
    bool: (None, _flag),
    date: (date.isoformat, date.fromisoformat),
}
