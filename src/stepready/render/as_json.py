"""Turn values of the core into what JSON can hold."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """Return dataclasses as objects, days as ISO text, enums as their values, sets as sorted lists, all nested.

    Raise TypeError for a value JSON has no form for.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
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
