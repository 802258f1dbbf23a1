"""The address of a server, and what may be said where it cannot be reached: never a password."""

import os
import re
from typing import Any

from stepready.core.values.errors import StepreadyError
from stepready.store.location import HIDDEN, shown
from stepready.store.server.driver import driver


def settings_of(url: str) -> dict[str, Any]:
    """Return what an address says, by libpq's names; raise StepreadyError for one that cannot be read."""
    try:
        return dict(driver().conninfo.conninfo_to_dict(url))
    except (driver().ProgrammingError, UnicodeError):
        raise StepreadyError(
            "the address of the server cannot be read; accepted: postgresql://user:password@host:port/database",
            ("letters of the password other than A-Z a-z 0-9 - . _ ~ are written as % and two digits: @ is %40",),
        ) from None


def database_of(url: str) -> str:
    """Return the name of an address's database as the name of a file may have it; libpq's own where it says none."""
    asked = settings_of(url)
    name = asked.get("dbname") or os.environ.get("PGDATABASE") or asked.get("user") or os.environ.get("PGUSER")
    return re.sub(r"[^A-Za-z0-9_-]+", "_", name or "server")


def unreachable(url: str, problem: Exception) -> StepreadyError:
    """Say why a server cannot be reached, in its own words where those can hold nothing of a password."""
    where = shown(url)
    unclear = where.endswith(f"//{HIDDEN}")
    why = "write @ : / ? # in the password as %40 %3A %2F %3F %23" if unclear else _why_not(problem)
    return StepreadyError(f"{where} cannot be reached: {why}")


def _why_not(problem: Exception) -> str:
    """Return why no connection came about: of several tries, one for each address of a host, the first."""
    tried = [line for line in str(problem).splitlines() if line.startswith("- ")]
    return (tried[0] if tried else first_line(problem)).rpartition("connection failed: ")[2]


def first_line(problem: Exception) -> str:
    """Return the server's own words, without the statement, its values and what stands under them."""
    diagnosed = getattr(getattr(problem, "diag", None), "message_primary", None)
    words = str(diagnosed or problem).strip().splitlines()
    return words[0] if words else type(problem).__name__
