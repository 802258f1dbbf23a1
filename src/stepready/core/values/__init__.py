"""What every value is made of: frozen dataclasses that cost a tenth to define, and the ranges numbers keep to.

The standard decorator writes and compiles the source of six methods for every class: with the hundred classes behind
one `check` that took more time than everything else it does. Here all classes share their methods, and an object
takes a little longer to make. Type checkers see the standard decorator; `dataclasses.replace`, `fields` and
`is_dataclass` work as ever. Only frozen classes without options of single fields are offered.
"""

import dataclasses
import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from typing import TYPE_CHECKING, Any, ClassVar, get_origin

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: TID251 - what type checkers see
else:

    def dataclass(*, frozen, slots=False, kw_only=False):  # noqa: ANN001, ANN201, ARG001 - typed by the branch above
        """Return a decorator that makes a class a frozen dataclass; `slots` changes nothing but is accepted."""
        if not frozen:
            msg = "only frozen classes are offered here"
            raise TypeError(msg)
        return lambda cls: _made(cls, kw_only)


def _made(cls: type, kw_only: bool) -> type:  # noqa: FBT001 - the decorator's own option
    """Turn an annotated class into a frozen dataclass, in place."""
    every: dict[str, Field[Any]] = {}
    for base in reversed(cls.__mro__[1:]):
        every.update(getattr(base, "__dataclass_fields__", {}))
    for name, annotation in inspect.get_annotations(cls).items():
        if ClassVar not in (get_origin(annotation), annotation):
            every[name] = _field(cls, name, annotation, kw_only=kw_only)
    members: dict[str, Any] = {
        "__dataclass_fields__": every,
        "__match_args__": tuple(name for name, held in every.items() if not held.kw_only),
        "_held": frozenset(every),
        "_defaults": {name: held.default for name, held in every.items() if held.default is not MISSING},
        "_factories": {n: held.default_factory for n, held in every.items() if held.default_factory is not MISSING},
        "__init__": _init,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    members |= {name: method for name, method in _IF_ABSENT.items() if name not in cls.__dict__}
    for name, member in members.items():
        setattr(cls, name, member)
    return cls


def _field(cls: type, name: str, annotation: Any, *, kw_only: bool) -> Field[Any]:
    """Return the standard library's description of one field; its default stays on the class."""
    given = cls.__dict__.get(name, MISSING)
    held: Field[Any] = given if isinstance(given, Field) else dataclasses.field(default=given)
    held.name, held.type, held.kw_only = name, annotation, kw_only
    held._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # noqa: SLF001 - what dataclasses.fields asks for
    if isinstance(given, Field):
        delattr(cls, name)
    return held


def _init(self: Any, *args: Any, **given: Any) -> None:
    """Keep the values of the fields; refuse unknown and missing ones."""
    values = self.__dict__
    values.update(self._defaults)
    values.update(zip(self.__match_args__, args, strict=False))
    values.update(given)
    for name, make in self._factories.items():
        if name not in values:
            values[name] = make()
    if values.keys() != self._held or len(args) > len(self.__match_args__):
        wrong = sorted(values.keys() ^ self._held) or ["too many values"]
        msg = f"{type(self).__name__}: missing or unknown: {', '.join(wrong)}"
        raise TypeError(msg)
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def _refuse(self: Any, name: str, value: Any = None) -> None:
    del value
    msg = f"{type(self).__name__}.{name} is frozen"
    raise FrozenInstanceError(msg)


def _values(self: Any) -> tuple[Any, ...]:
    held = self.__dict__
    return tuple([held[name] for name in self.__dataclass_fields__])


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: object) -> bool:
    if other.__class__ is not self.__class__:
        return NotImplemented  # type: ignore[no-any-return]
    return bool(_values(self) == _values(other))


def _hash(self: Any) -> int:
    return hash(_values(self))


_IF_ABSENT = {"__repr__": _repr, "__eq__": _eq, "__hash__": _hash}


def in_range(name: str, value: float | None, low: float, high: float) -> None:
    """Raise ValueError unless `value` lies in `low` to `high`, both included; None is not given and passes."""
    if value is not None and not low <= value <= high:
        msg = f"{name} = {value:g} is out of range; allowed: {low:g} to {high:g}"
        raise ValueError(msg)


def in_order(names: str, low: float | None, high: float | None) -> None:
    """Raise ValueError when a range is the wrong way round; an open end passes."""
    if low is not None and high is not None and low > high:
        msg = f"{names}: {low:g} is above {high:g}; allowed: the lower figure first"
        raise ValueError(msg)


def every_one(*checks: Callable[[], None]) -> None:
    """Run every check, then raise one ValueError with each problem found as an argument of its own."""
    found: list[str] = []
    for check in checks:
        try:
            check()
        except ValueError as problem:
            found += map(str, problem.args)
    if found:
        raise ValueError(*found)
