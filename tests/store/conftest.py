"""Both stores: the embedded one always, a server where STEPREADY_TEST_POSTGRES names one."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stepready.store.book import Book
from stepready.store.opening import open_book

MOMENT = datetime(2027, 7, 15, 12, 0, tzinfo=UTC)
Opener = Callable[[], AbstractContextManager[Book]]


def server_address() -> str:
    """Return the address of an empty schema on the test server, or skip; in CI a missing server is a failure."""
    url = os.environ.get("STEPREADY_TEST_POSTGRES")
    if not url:
        if os.environ.get("CI"):
            pytest.fail("STEPREADY_TEST_POSTGRES is not set: `.ci/postgres` starts a server")
        pytest.skip("no PostgreSQL: `. .ci/postgres` starts one and sets STEPREADY_TEST_POSTGRES")
    import psycopg

    schema = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    return f"{url}?options=-csearch_path%3D{schema}"


@pytest.fixture(params=["embedded", "server"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "book.db") if request.param == "embedded" else server_address()


@pytest.fixture
def opened(address: str) -> Opener:
    return lambda: open_book(address, now=lambda: MOMENT)


@pytest.fixture
def book(opened: Opener) -> Iterator[Book]:
    with opened() as found:
        yield found
