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
from typing import TYPE_CHECKING, Any, ClassVar

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
    named: dict[str, bool] = dict(getattr(cls, "_named", {}))
    defaults, factories = dict(getattr(cls, "_defaults", {})), dict(getattr(cls, "_factories", {}))
    for name, annotation in cls.__annotations__.items():
        if annotation is not ClassVar and getattr(annotation, "__origin__", None) is not ClassVar:
            named[name] = not kw_only
            _keep_default(cls, name, defaults, factories)
    members: dict[str, Any] = {
        "__dataclass_fields__": _Fields(cls, named),
        "__match_args__": tuple([name for name, is_named in named.items() if is_named]),
        "_named": named,
        "_defaults": defaults,
        "_factories": factories,
        "__init__": _init,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    for name, member in members.items():
        setattr(cls, name, member)
    for name, method in _IF_ABSENT.items():
        if name not in cls.__dict__:
            setattr(cls, name, method)
    return cls


def _keep_default(cls: type, name: str, defaults: dict[str, Any], factories: dict[str, Any]) -> None:
    """Note what a field is when it is not given; a plain default stays on the class, as the standard's does."""
    given = cls.__dict__.get(name, MISSING)
    defaults.pop(name, None)
    factories.pop(name, None)
    if isinstance(given, Field):
        delattr(cls, name)
        factories[name] = given.default_factory
    elif given is not MISSING:
        defaults[name] = given


class _Fields:
    """The standard library's descriptions of a class's fields, made when `dataclasses.fields` first asks for them."""

    def __init__(self, cls: type, named: dict[str, bool]) -> None:
        self.cls, self.named = cls, named

    def __get__(self, held: object, cls: type) -> dict[str, Field[Any]]:
        types: dict[str, Any] = {}
        for base in reversed(self.cls.__mro__):
            types.update(inspect.get_annotations(base))
        made = {name: _field(self.cls, name, types[name], kw_only=not self.named[name]) for name in self.named}
        setattr(self.cls, "__dataclass_fields__", made)  # noqa: B010 - which type checkers do not know
        return made


def _field(cls: Any, name: str, annotation: Any, *, kw_only: bool) -> Field[Any]:
    default, factory = cls._defaults.get(name, MISSING), cls._factories.get(name, MISSING)
    held: Field[Any] = dataclasses.field(default=default, default_factory=factory)
    held.name, held.type, held.kw_only = name, annotation, kw_only
    held._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # noqa: SLF001 - what dataclasses.fields asks for
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
    if values.keys() != self._named.keys() or len(args) > len(self.__match_args__):
        wrong = sorted(values.keys() ^ self._named.keys()) or ["too many values"]
        msg = f"{type(self).__name__}: missing or unknown: {', '.join(wrong)}"
        raise TypeError(msg)
    if hasattr(self, "__post_init__"):
        self.__post_init__()


def remade(cls: type, given: dict[str, Any]) -> Any:
    """Return a value from fields that were checked when it was first made: nothing is checked again."""
    made: Any = object.__new__(cls)
    made.__dict__.update(cls._defaults, **given)  # type: ignore[attr-defined]
    for name, make in cls._factories.items():  # type: ignore[attr-defined]
        if name not in given:
            made.__dict__[name] = make()
    return made


def _refuse(self: Any, name: str, value: Any = None) -> None:
    del value
    msg = f"{type(self).__name__}.{name} is frozen"
    raise FrozenInstanceError(msg)


def _values(self: Any) -> tuple[Any, ...]:
    held = self.__dict__
    return tuple([held[name] for name in self._named])


def _repr(self: Any) -> str:
    shown = ", ".join(f"{name}={self.__dict__[name]!r}" for name in self._named)
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


def in_band(first: float, last: float, low: int | None, high: int | None) -> bool:
    """Whether any level from `first` to `last` falls in a band of whole scores, both ends included; None is open.

    A level between two whole scores belongs to the lower one.
    """
    return (low is None or last >= low) and (high is None or first < high + 1)


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
