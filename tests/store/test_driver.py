"""psycopg is imported without asyncio; what asks for more of it gets the module itself."""

import subprocess
import sys
from pathlib import Path

import pytest

TELL = """
import sys
from stepready.store.server.driver import driver
driver()
print(sorted({"asyncio", "importlib.metadata", "email.message"} & sys.modules.keys()))
import asyncio, importlib.metadata
asyncio.run(asyncio.sleep(0))
print(importlib.metadata.version("stepready") != "")
"""


def told(code: str, folder: Path | None = None) -> list[str]:
    """Return the lines that a program of its own prints, with a folder before the installed packages."""
    code = code if folder is None else f"import sys; sys.path.insert(0, {str(folder)!r})\n{code}"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()


def test_psycopg_comes_without_asyncio_and_leaves_it_whole() -> None:
    pytest.importorskip("psycopg")
    assert told(TELL) == ["[]", "True"]


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
