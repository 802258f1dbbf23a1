"""Build core values from plain data and miss nothing: unknown keys, wrong types, numbers out of range.

The types of the core's dataclasses are the schema. An array of tables is written in the singular (`[[rule]]`
for the field `rules`). A union of rule kinds is chosen by the table's `kind`.
"""

import tomllib
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from stepready.core.facts.exam import Source
from stepready.core.values import dataclass
from stepready.core.values.errors import FileError, StepreadyError, reason
from stepready.guides.toml_text import toml_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem: the file, the path inside it (`rule[2].check.kind`), what was found and what is allowed."""

    file: str
    path: str
    found: str
    allowed: str = ""
    unread: bool = False
    """Whether the file could not be read at all."""

    def __str__(self) -> str:
        """Write the problem on one line."""
        where = f"{self.file}: {self.path}: " if self.path else f"{self.file}: "
        return f"{where}{self.found}" + (f"; allowed: {self.allowed}" if self.allowed else "")


class DataError(StepreadyError):
    """Data files that cannot be used, with all of their problems."""

    def __init__(self, problems: tuple[Problem, ...], what: str = "guide data") -> None:
        """List every problem under one line that counts them."""
        files = sorted({problem.file for problem in problems})
        number = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        number += " or more" if len(problems) >= MOST_PROBLEMS else ""
        message = f"{what} cannot be used: {number} in {', '.join(files)}"
        super().__init__(message, tuple(str(problem) for problem in problems))
        self.problems = problems
        if any(problem.unread for problem in problems):
            self.exit_code = FileError.exit_code


def choices(allowed: list[str], found: str = "") -> str:
    """List what is allowed, the likeliest meant first when something close was found."""
    close = get_close_matches(found, allowed, n=1)
    listed = ", ".join(allowed)
    return f"{close[0]} (did you mean it?), or one of {listed}" if close else listed


T = TypeVar("T")
LARGEST = 2**31
"""No whole number of any file is as large as this."""
MOST_PROBLEMS = 100
"""Problems that are looked for: who has as many begins with these."""
MOST_SHOWN = 80
"""Characters of a value that is refused."""


class _Refused:
    """Stands for a value that a problem was noted for."""


REFUSED = _Refused()
hints = cache(typing.get_type_hints)


def singular(name: str, kind: Any) -> str:
    """Return the key a field is written under: `rule` for a tuple of tables named `rules`."""
    of_tables = typing.get_origin(kind) is tuple and not _is_plain(typing.get_args(kind)[0])
    if not of_tables:
        return name
    return f"{name.removesuffix('ies')}y" if name.endswith("ies") else name.removesuffix("s")


def _is_plain(kind: Any) -> bool:
    return isinstance(kind, type) and not is_dataclass(kind)


def kinds_of(union: Any) -> dict[str, type]:
    """Return the dataclasses of a tagged union by their `kind`."""
    found = {}
    for member in typing.get_args(union):
        (tag,) = typing.get_args(hints(member)["kind"])
        found[tag] = member
    return found


class Reader:
    """Reads the data of one file and collects every problem found on the way."""

    def __init__(self, file: str, problems: list[Problem] | None = None) -> None:
        """Start without problems, or add to those of other files."""
        self.file = file
        self.problems: list[Problem] = [] if problems is None else problems

    @property
    def is_full(self) -> bool:
        """Whether there are so many problems that no more are looked for."""
        return len(self.problems) >= MOST_PROBLEMS

    def refuse(self, path: str, found: str, allowed: str = "") -> _Refused:
        """Note a problem."""
        self.problems.append(Problem(file=self.file, path=path, found=found, allowed=allowed))
        return REFUSED

    def unread(self, found: str) -> None:
        """Note that the file could not be read."""
        self.problems.append(Problem(file=self.file, path="", found=found, unread=True))

    def read(self, kind: type[T], raw: Any, path: str = "") -> T | None:
        """Read a value of a type; None when it was refused."""
        value = self._value(kind, raw, path)
        return None if value is REFUSED else typing.cast("T", value)

    def _value(self, kind: Any, raw: Any, path: str) -> Any:  # noqa: PLR0911 - one line for each shape of type
        if self.is_full:
            return REFUSED
        origin = typing.get_origin(kind)
        if origin in (typing.Union, types.UnionType):
            return self._union(kind, raw, path)
        if origin is tuple:
            return self._tuple(kind, raw, path)
        if origin is dict:
            return self._dict(typing.get_args(kind)[1], raw, path)
        if origin is typing.Literal:
            return self._choice(list(typing.get_args(kind)), raw, path)
        if is_dataclass(kind):
            return self._table(typing.cast("type", kind), raw, path)
        if kind is Source:
            return self._id(raw, path)
        if isinstance(kind, type) and issubclass(kind, Enum):
            chosen = self._choice([member.value for member in kind], raw, path)
            return chosen if chosen is REFUSED else kind(chosen)
        return self._plain(kind, raw, path)

    def _union(self, kind: Any, raw: Any, path: str) -> Any:
        members = [member for member in typing.get_args(kind) if member is not type(None)]
        if len(members) == 1:
            return self._value(members[0], raw, path)
        if not isinstance(raw, dict):
            return self.refuse(path, f"found {_shown(raw)}", "a table with `kind`")
        kinds = kinds_of(kind)
        tag = raw.get("kind")
        if not isinstance(tag, str) or tag not in kinds:
            found = f"unknown rule kind {tag!r}" if tag is not None else "no `kind`"
            return self.refuse(f"{path}.kind", found, choices(sorted(kinds), str(tag)))
        return self._table(kinds[tag], raw, path)

    def _tuple(self, kind: Any, raw: Any, path: str) -> Any:
        member = typing.get_args(kind)[0]
        if not isinstance(raw, list):
            return self.refuse(path, f"found {_shown(raw)}", "a list")
        items = [self._value(member, item, f"{path}[{place}]") for place, item in enumerate(raw, start=1)]
        return REFUSED if any(item is REFUSED for item in items) else tuple(items)

    def _dict(self, member: Any, raw: Any, path: str) -> Any:
        if not isinstance(raw, dict):
            return self.refuse(path, f"found {_shown(raw)}", "a table")
        items = {key: self._value(member, item, f"{path}.{key}") for key, item in raw.items()}
        return REFUSED if any(item is REFUSED for item in items.values()) else items

    def _choice(self, allowed: list[str], raw: Any, path: str) -> Any:
        if isinstance(raw, str) and raw in allowed:
            return raw
        return self.refuse(path, f"found {_shown(raw)}", choices(allowed, str(raw)))

    def _id(self, raw: Any, path: str) -> Any:
        """Read the id of an instrument; whether there is one is for the loader to say, who knows them all."""
        try:
            return Source(raw)
        except (TypeError, ValueError):
            return self.refuse(path, f"found {_shown(raw)}", "an instrument's id: letters, digits and -")

    def _plain(self, kind: Any, raw: Any, path: str) -> Any:
        says, fits = _PLAIN[kind]
        if not fits(raw):
            return self.refuse(path, f"found {_shown(raw)}", says)
        return float(raw) if kind is float else raw

    def _table(self, kind: type, raw: Any, path: str) -> Any:
        if not isinstance(raw, dict):
            return self.refuse(path, f"found {_shown(raw)}", "a table")
        types_of = hints(kind)
        keys = {singular(field.name, types_of[field.name]): field for field in fields(kind) if field.init}
        keys = {field.name if field.name in raw else key: field for key, field in keys.items()}
        before = len(self.problems)
        for key in raw:
            if key not in keys and not self.is_full:
                self.refuse(_join(path, key), f"unknown key {key!r}", choices(list(keys), key))
        given: dict[str, Any] = {}
        for key, field in keys.items():
            if key in raw:
                given[field.name] = self._value(types_of[field.name], raw[key], _join(path, key))
            elif field.default is MISSING and field.default_factory is MISSING:
                self.refuse(_join(path, key), f"{key!r} is missing", _what(types_of[field.name]))
        if len(self.problems) > before or self.is_full:
            return REFUSED
        try:
            return kind(**given)
        except ValueError as problem:
            for told in problem.args:
                self.refuse(path, *_split(str(told)))
            return REFUSED


def read_toml(file: Path, reader: Reader) -> dict[str, Any] | None:
    """Return a TOML file's content; note a problem and return None when it cannot be read."""
    try:
        return tomllib.loads(toml_text(file))
    except FileNotFoundError:
        reader.unread("the file is missing")
    except OSError as problem:
        reader.unread(f"cannot be read: {reason(problem)}")
    except UnicodeDecodeError:
        reader.refuse("", "no text in UTF-8")
    except (ValueError, RecursionError) as problem:
        reader.refuse("", f"no valid TOML: {problem}")
    return None


def _split(message: str) -> tuple[str, str]:
    found, _, allowed = message.partition("; allowed: ")
    return found, allowed


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _shown(raw: Any) -> str:
    if isinstance(raw, dict):
        return "a table"
    if isinstance(raw, list):
        return "a list"
    told = repr(raw) if isinstance(raw, str) else str(raw).lower() if isinstance(raw, bool) else str(raw)
    return told if len(told) <= MOST_SHOWN else f"{told[:MOST_SHOWN]}..."


def _what(kind: Any) -> str:
    """Name what a missing key must hold."""
    if kind in _PLAIN:
        return _PLAIN[kind][0]
    if typing.get_origin(kind) is tuple:
        return "a list"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return choices([member.value for member in kind])
    if typing.get_origin(kind) is typing.Literal:
        return choices(list(typing.get_args(kind)))
    return "a table"


def _is_number(raw: Any) -> bool:
    return _is_whole(raw) or (isinstance(raw, float) and raw == raw)  # noqa: PLR0124 - refuses nan


def _is_whole(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < LARGEST


def _is_text(raw: Any) -> bool:
    """Whether a value is text that can be shown: not empty, on one line, without control characters."""
    return isinstance(raw, str) and bool(raw.strip()) and raw.isprintable()


_PLAIN: dict[Any, tuple[str, Callable[[Any], bool]]] = {
    str: ("text that is not empty, on one line", _is_text),
    int: ("a whole number", _is_whole),
    float: ("a number", _is_number),
    bool: ("true or false", lambda raw: isinstance(raw, bool)),
    date: ("a date such as 2027-09-22", lambda raw: isinstance(raw, date) and not isinstance(raw, datetime)),
    time: ("a time such as 09:00:00", lambda raw: isinstance(raw, time)),
}
