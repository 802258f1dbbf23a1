"""Compile the statements ahead of time for the embedded database: `python -m stepready.store.compile`."""

import re
import sys

from sqlalchemy import Executable
from sqlalchemy.dialects import sqlite

from stepready.store.sqlite import COMPILED as PATH
from stepready.store.statements import STATEMENTS

HEADER = """\
-- Written by `make sql` from store/statements.py: review it, do not edit it.
-- What SQLAlchemy's statements look like in SQLite, so that a call need not import SQLAlchemy.
"""
_HIDDEN = re.compile(r"_\d+$")


def compiled() -> str:
    """Return the whole file; raise ValueError for a statement with a parameter it does not name."""
    return HEADER + "".join(f"\n-- name: {name}\n{text_of(name, query)}\n" for name, query in STATEMENTS.items())


def text_of(name: str, query: Executable) -> str:
    """Return one statement in SQLite's words; raise ValueError for a parameter that nobody named."""
    found = query.compile(dialect=sqlite.dialect(paramstyle="named"))  # type: ignore[attr-defined]
    hidden = [parameter for parameter in found.params if _HIDDEN.search(parameter)]
    if hidden:
        msg = f"{name}: hidden parameters {hidden}; name them with bindparam or write them as literals"
        raise ValueError(msg)
    return "\n".join(line.strip() for line in str(found).splitlines())


def main(args: list[str]) -> int:
    """Write the file, or with `--check` only say whether it is fresh."""
    if "--check" not in args:
        PATH.write_text(compiled(), encoding="utf-8")
        sys.stdout.write(f"wrote {PATH.name}: {len(STATEMENTS)} statements\n")
        return 0
    fresh = PATH.exists() and PATH.read_text(encoding="utf-8") == compiled()
    if not fresh:
        sys.stderr.write(f"{PATH.name} is stale; run `make sql` and review the difference\n")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
