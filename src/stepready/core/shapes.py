"""Plain data to values of the core, strictly, and back: the types of the dataclasses are the schema.

`plain` writes a value as what JSON can hold; `build` reads what that wrote, or what a person changed of it.
"""

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from stepready.core.facts.exam import Source
from stepready.core.values.days import iso_day as written_day
from stepready.core.values.errors import StepreadyError
from stepready.core.values.shown_text import as_given, on_one_line

T = TypeVar("T")
_hints = cache(typing.get_type_hints)
LARGEST = 2**31


def plain(value: Any) -> Any:
    """Return dataclasses as objects, days as ISO text, enums as their values, sets as sorted lists, all nested.

    Raise TypeError for a value JSON has no form for.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return as_given(value) if isinstance(value, str) else value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return {str(plain(key)): plain(item) for key, item in _pairs(value)}


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    """Return the names and values of a mapping or a dataclass; raise TypeError for anything else."""
    if isinstance(value, Mapping):
        return list(value.items())
    if is_dataclass(value) and not isinstance(value, type):
        return [(field.name, getattr(value, field.name)) for field in fields(value)]
    msg = f"{type(value).__name__} has no JSON form"
    raise TypeError(msg)


def from_json(text: str) -> Any:
    """Return what JSON text holds; raise ValueError for a key twice in one object: which is meant nobody can say."""
    return json.loads(text, object_pairs_hook=_once_each)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        msg = f"the key {twice[:40]!r} is there twice in one object"
        raise ValueError(msg)
    return found


def build(kind: type[T], raw: Any, where: str) -> T:
    """Return a value of a type; raise StepreadyError naming where it is, what was found and what is accepted."""
    return typing.cast("T", _value(kind, raw, where))


def iso_day(raw: Any, where: str) -> date:
    """Return the day of an ISO text."""
    try:
        if isinstance(raw, str):
            return written_day(raw)
    except ValueError:
        pass
    raise refusal(where, raw, "an ISO day such as 2027-07-28")


def refusal(where: str, raw: Any, accepted: str) -> StepreadyError:
    """Return the error for a value that is not accepted."""
    found = raw if isinstance(raw, str) else type(raw).__name__ if isinstance(raw, dict | list | tuple) else raw
    where = where if where.isprintable() else ascii(where)[1:-1]
    return StepreadyError(f"{where}: found {str(found)[:40]!r}; accepted: {accepted}")


def _value(kind: Any, raw: Any, where: str) -> Any:  # noqa: PLR0911 - one line for each shape of type
    origin = typing.get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        inner = next(member for member in typing.get_args(kind) if member is not types.NoneType)
        return None if raw is None else _value(inner, raw, where)
    if origin in {tuple, frozenset}:
        members = typing.get_args(kind)
        return _tuple(members, raw, where) if origin is tuple else frozenset(_tuple((*members, ...), raw, where))
    if origin is Mapping:
        return _mapping(typing.get_args(kind)[1], raw, where)
    if is_dataclass(kind):
        return _object(typing.cast("type", kind), raw, where)
    if issubclass(kind, Enum):
        return _member(kind, raw, where)
    if kind is Source:
        return _source(raw, where)
    return iso_day(raw, where) if kind is date else _plain(kind, raw, where)


def _tuple(members: tuple[Any, ...], raw: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise refusal(where, raw, "a list")
    kinds = [members[0]] * len(raw) if members[-1] is Ellipsis else list(members)
    if len(kinds) != len(raw):
        raise refusal(where, raw, f"a list of {len(kinds)}")
    return tuple(
        _value(kind, item, f"{where}[{place}]") for place, (kind, item) in enumerate(zip(kinds, raw, strict=True))
    )


def _mapping(member: Any, raw: Any, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise refusal(where, raw, "an object")
    return {_plain(str, key, where): _value(member, item, f"{where}.{key}") for key, item in raw.items()}


def _object(kind: type, raw: Any, where: str) -> Any:
    if not isinstance(raw, dict):
        raise refusal(where, raw, "an object")
    known = {field.name: field for field in fields(kind)}
    unknown = [key for key in raw if key not in known]
    if unknown:
        raise refusal(f"{where}.{unknown[0]}", unknown[0], ", ".join(known))
    missing = [name for name, field in known.items() if name not in raw and field.default is MISSING]
    if missing:
        raise StepreadyError(f"{where}: {missing[0]} is missing")
    given = {name: _value(_hints(kind)[name], item, f"{where}.{name}") for name, item in raw.items()}
    return kind(**given)


def _member(kind: type[Enum], raw: Any, where: str) -> Enum:
    try:
        return kind(raw)
    except ValueError:
        raise refusal(where, raw, ", ".join(str(member.value) for member in kind)) from None


def _source(raw: Any, where: str) -> Source:
    try:
        return Source(raw)
    except (TypeError, ValueError):
        raise refusal(where, raw, "an instrument's id, as nbme") from None


def _plain(kind: type, raw: Any, where: str) -> Any:
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < LARGEST
    if kind is float and is_number:
        return float(raw)
    if not (is_number and isinstance(raw, int) if kind is int else isinstance(raw, kind) and kind is not float):
        raise refusal(where, raw, {int: "a whole number", float: "a number", bool: "true or false", str: "text"}[kind])
    if kind is str and not _is_whole_text(raw):
        raise refusal(where, raw, "text without halves of characters")
    return on_one_line(raw) if kind is str else raw


def _is_whole_text(text: str) -> bool:
    """Whether text can be written at all: JSON can hold one half of a character, no database can."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
