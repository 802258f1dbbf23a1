"""psycopg, imported without what it reads for programs of another kind (`docs/decisions/psycopg-import.md`)."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, TypeVar, cast

from stepready.core.values.errors import StepreadyError

OTHER_TYPES = tuple(f"psycopg.types.{name}" for name in ("array", "datetime", "json", "uuid"))
"""Lists, moments, JSON and uuids: a school's functions take and give them; a log's statements know text and numbers."""
SPARED = frozenset(
    {
        *("asyncio", "ctypes", "ctypes.util", "importlib.metadata", "logging", "ssl", "typing_extensions"),
        *(f"psycopg.{name}_async" for name in ("connection", "cursor", "_copy", "_pipeline", "_server_cursor")),
        *("psycopg.client_cursor", "psycopg.raw_cursor", "psycopg._tpc"),
        *(f"psycopg.types.{name}" for name in ("composite", "enum", "multirange", "net", "numpy", "range")),
        *OTHER_TYPES,
    }
)
"""What only connections that do not wait, a libpq found by hand, logs, two phases and other types use."""


class _Spared(BaseException):
    """Stands for every name of a module that is not read; an exception, because psycopg catches one of them."""

    def __class_getitem__(cls, item: Any) -> type["_Spared"]:
        return cls


class _Silent:
    """Stands for what a function of such a module gives: a logger that says nothing."""

    def __getattr__(self, name: str) -> Any:
        return _nothing


_SILENT = _Silent()


def _nothing(*_values: Any, **_named: Any) -> _Silent:
    return _SILENT


def _unknown(_package: str) -> str:
    return ""


def _type_variable(name: str, *either: Any, default: Any = None, **limits: Any) -> Any:
    """Return a type variable as Python has it before 3.13: without a default, which nothing but a checker reads."""
    del default
    return TypeVar(name, *either, **limits)


def _type_known(name: str, number: int, of_lists: int, **_more: Any) -> Any:
    """Return what psycopg knows of a type whose values nobody reads or writes here."""
    from psycopg._typeinfo import TypeInfo  # noqa: PLC0415 - an extra, for a server alone

    return TypeInfo(name, number, of_lists)


_CALLED = {
    "MultirangeInfo": _type_known,
    "RangeInfo": _type_known,
    "TypeVar": _type_variable,
    "getLogger": _nothing,
    "register_all_arrays": _nothing,
    "register_default_adapters": _nothing,
    "version": _unknown,
}
"""The functions of such modules that psycopg calls while it is imported."""


class _StandIn(ModuleType):
    """Stands for a module while psycopg is imported."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _CALLED.get(name, _Spared)


class _Lender:
    """Finds a stand-in for every spared module that is not imported yet."""

    def __init__(self) -> None:
        self.lent: list[str] = []

    def find_spec(self, name: str, path: Sequence[str] | None = None, target: Any = None) -> ModuleSpec | None:
        del path, target
        if name not in SPARED:
            return None
        self.lent.append(name)
        return ModuleSpec(name, cast("Any", self), is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        del module


def driver() -> Any:
    """Return psycopg, for connections that wait; raise StepreadyError where it is not installed."""
    if "psycopg" not in sys.modules:
        _import_quickly()
    try:
        import psycopg  # noqa: PLC0415 - an extra, for a server alone
    except ImportError as problem:
        missing = problem.name or "libpq"
        raise StepreadyError(
            f"a PostgreSQL database needs the extra `server` ({missing} is missing): pip install 'stepready[server]'"
        ) from None
    return psycopg


def take_other_types() -> None:
    """Let connections opened from now on send and read lists, moments, JSON and uuids."""
    psycopg = driver()
    if all(name in sys.modules for name in OTHER_TYPES):
        return
    from psycopg.types import array, datetime, json, uuid  # noqa: PLC0415 - an extra, for a server alone

    for kind in (array, datetime, json, uuid):
        kind.register_default_adapters(psycopg.adapters)
    array.register_all_arrays(psycopg.adapters)


def _import_quickly() -> None:
    """Import psycopg with stand-ins; leave nothing of it where a version of it needs the modules themselves."""
    try:
        with _stand_ins():
            import psycopg  # noqa: F401, PLC0415 - an extra, for a server alone
    except Exception:  # noqa: BLE001 - whatever it was, the import that follows tells
        for name in [name for name in sys.modules if name.partition(".")[0] in {"psycopg", "psycopg_binary"}]:
            del sys.modules[name]


@contextmanager
def _stand_ins() -> Iterator[None]:
    """Lend stand-ins; whoever asks for one of the modules afterwards gets the module itself."""
    lender = _Lender()
    sys.meta_path.insert(0, lender)
    try:
        yield
    finally:
        sys.meta_path.remove(lender)
        for name in lender.lent:
            del sys.modules[name]
            room, _, last = name.rpartition(".")
            if room in sys.modules:
                vars(sys.modules[room]).pop(last, None)
