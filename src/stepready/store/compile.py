"""Compile the statements ahead of time for both databases: `python -m stepready.store.compile`."""

import re
import sys

from sqlalchemy import Dialect, Executable
from sqlalchemy.dialects import postgresql, sqlite

from stepready.store.connection import COMPILED
from stepready.store.embedded import sqlite as embedded
from stepready.store.server import database as server
from stepready.store.statements import STATEMENTS

HEADER = """\
-- Written by `make sql` from store/statements.py: review it, do not edit it.
-- What SQLAlchemy's statements look like here, so that a call need not import SQLAlchemy.
"""
DIALECTS: dict[str, Dialect] = {
    embedded.DIALECT: sqlite.dialect(paramstyle="named"),
    server.DIALECT: postgresql.dialect(paramstyle="pyformat"),  # type: ignore[no-untyped-call]
}
"""Each database's words, with the parameters as its driver takes them."""
_HIDDEN = re.compile(r"_\d+$")


def compiled(dialect: str) -> str:
    """Return a dialect's whole file; raise ValueError for a statement with a parameter it does not name."""
    texts = {name: text_of(name, query, dialect) for name, query in STATEMENTS.items()}
    return HEADER + "".join(f"\n-- name: {name}\n{text}\n" for name, text in texts.items())


def text_of(name: str, query: Executable, dialect: str) -> str:
    """Return one statement in a database's words; raise ValueError for a parameter that nobody named."""
    found = query.compile(dialect=DIALECTS[dialect])  # type: ignore[attr-defined]
    hidden = [parameter for parameter in found.params if _HIDDEN.search(parameter)]
    if hidden:
        msg = f"{name}: hidden parameters {hidden}; name them with bindparam or write them as literals"
        raise ValueError(msg)
    return "\n".join(line.strip() for line in str(found).splitlines())


def main(args: list[str]) -> int:
    """Write the files, or with `--check` only say whether they are fresh."""
    wanted = {COMPILED / f"{dialect}.sql": compiled(dialect) for dialect in DIALECTS}
    if "--check" not in args:
        for file, text in wanted.items():
            file.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {file.name}: {len(STATEMENTS)} statements\n")
        return 0
    stale = [file for file, text in wanted.items() if not file.exists() or file.read_text(encoding="utf-8") != text]
    for file in stale:
        sys.stderr.write(f"{file.name} is stale; run `make sql` and review the difference\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
