"""The address of a server, and what may be said where it cannot be reached: never a password."""

from stepready.core.values.errors import StepreadyError
from stepready.store.location import HIDDEN, shown

CONNECT_SECONDS = 10


def address_shown(url: str) -> str:
    """Return an address that may be shown; raise StepreadyError for one that cannot be read."""
    try:
        from psycopg import ProgrammingError  # noqa: PLC0415 - for a server alone
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - for a server alone
    except ImportError as problem:
        raise missing_extra(problem) from None
    try:
        conninfo_to_dict(url)
    except ProgrammingError:
        raise StepreadyError(
            "the address of the server cannot be read; accepted: postgresql://user:password@host:port/database",
            ("letters of the password other than A-Z a-z 0-9 - . _ ~ are written as % and two digits: @ is %40",),
        ) from None
    return shown(url)


def missing_extra(problem: ImportError) -> StepreadyError:
    """Say what to install before a server can be talked to."""
    return StepreadyError(
        f"a PostgreSQL database needs the extra `server` ({problem.name} is missing): pip install 'stepready[server]'"
    )


def unreachable(where: str, problem: Exception) -> StepreadyError:
    """Say why a server cannot be reached, in its own words where those can hold nothing of a password."""
    unclear = where.endswith(f"//{HIDDEN}")
    why = "write @ : / ? # in the password as %40 %3A %2F %3F %23" if unclear else first_line(problem)
    return StepreadyError(f"{where} cannot be reached: {why}")


def first_line(problem: Exception) -> str:
    """Return the server's own words, without the statement and its values."""
    words = str(getattr(problem, "orig", None) or problem).strip().splitlines()
    return words[0] if words else type(problem).__name__
