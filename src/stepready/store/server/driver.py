"""psycopg, imported without what it reads for programs of another kind (`docs/decisions/psycopg-import.md`)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from stepready.core.values.errors import StepreadyError


class _Spared(BaseException):
    """Stands for every name of a module that is not read; an exception, because psycopg catches one of them."""

    def __class_getitem__(cls, item: Any) -> type["_Spared"]:
        return cls


def _unknown(_package: str) -> str:
    return ""


class _StandIn(ModuleType):
    """Stands for a module while psycopg is imported."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _unknown if name == "version" else _Spared


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
    """Stand in for asyncio, which only its connections that do not wait use, and for the reading of its version."""
    lent = {name: _StandIn(name) for name in ("asyncio", "importlib.metadata") if name not in sys.modules}
    sys.modules.update(lent)
    try:
        yield
    finally:
        for name in lent:
            del sys.modules[name]
