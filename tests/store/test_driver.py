"""psycopg is imported without what it does not need here; what asks for more of it gets the module itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.conftest import server_address

TELL = """
import sys
from stepready.store.server.driver import driver
driver()
print(sorted({"asyncio", "importlib.metadata", "email.message", "ssl", "logging", "ctypes"} & sys.modules.keys()))
import asyncio, importlib.metadata, ssl, logging, ctypes
asyncio.run(asyncio.sleep(0))
print(importlib.metadata.version("stepready") != "", ssl.SSLContext, logging.getLogger("x").name, ctypes.c_int(3).value)
"""
LENT = """
import sys
from stepready.store.server.driver import SPARED, driver
psycopg = driver()
print(sorted(SPARED & sys.modules.keys()))
ours = ("psycopg", "stepready.store.server.driver")
others = {name: module for name, module in sys.modules.items() if not name.startswith(ours)}
print([name for name, module in others.items() for held in vars(module).values()
       if type(held).__name__ in ("_StandIn", "_Silent")])
"""
OTHERS = """
import sys
from datetime import date
from uuid import UUID
from stepready.store.server.driver import driver, take_other_types
driver()
take_other_types()
import psycopg
with psycopg.connect(sys.argv[1]) as connection:
    words = "SELECT %s::text[], jsonb_build_object('a', 1), ARRAY[1, 2], %s::date, pg_typeof(%s)::text"
    print(connection.execute(words, (["x", "y"], date(2027, 7, 1), UUID(int=1))).fetchone())
"""


def told(code: str, folder: Path | None = None, address: str = "") -> list[str]:
    """Return the lines that a program of its own prints, with a folder before the installed packages."""
    code = code if folder is None else f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"
    words = [sys.executable, "-c", code, address]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()


def test_psycopg_comes_without_asyncio_and_leaves_it_whole() -> None:
    pytest.importorskip("psycopg")
    assert told(TELL) == ["[]", "True <class 'ssl.SSLContext'> x 3"]


def test_nothing_but_psycopg_keeps_what_stands_in() -> None:
    pytest.importorskip("psycopg")
    assert told(LENT) == ["[]", "[]"]


def test_lists_moments_and_json_are_taken_where_a_school_asks_for_them() -> None:
    assert told(OTHERS, address=server_address()) == [
        "(['x', 'y'], {'a': 1}, [1, 2], datetime.date(2027, 7, 1), 'uuid')"
    ]


def test_a_psycopg_that_needs_asyncio_gets_it(tmp_path: Path) -> None:
    (tmp_path / "psycopg.py").write_text("import asyncio\nfound = asyncio.run(asyncio.sleep(0, 'itself')).upper()\n")
    code = "from stepready.store.server.driver import driver\nprint(driver().found)"
    assert told(code, tmp_path) == ["ITSELF"]


def test_without_psycopg_one_line_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "psycopg.py").write_text("raise ImportError('no pq wrapper available')\n")
    code = (
        "from stepready.store.server.driver import driver\n"
        "from stepready.core.values.errors import StepreadyError\n"
        "try: driver()\nexcept StepreadyError as problem: print(problem)"
    )
    assert told(code, tmp_path) == [
        "a PostgreSQL database needs the extra `server` (libpq is missing): pip install 'stepready[server]'"
    ]
