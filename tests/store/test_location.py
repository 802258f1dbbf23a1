"""What of a server's address may be shown."""

from datetime import UTC, date, datetime

import pytest

from stepready.core.values.errors import StepreadyError
from stepready.services.doctor import TerminalFacts, diagnose, places
from stepready.store.location import database_path, shown
from stepready.store.server.address import settings_of


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://host/db", "postgresql://host/db"),
        ("postgres://me@host:5432/db", "postgres://me@host:5432/db"),
        ("postgresql://me:s3cret@host:5432/db", "postgresql://me:***@host:5432/db"),
        ("postgresql://me:s3%2Fcret@[::1]:5432/db", "postgresql://me:***@[::1]:5432/db"),
        ("postgresql://host/db?user=u&password=s3cret", "postgresql://host/db?user=u&password=***"),
        ("postgresql://host/db?sslmode=require&sslpassword=s3cret", "postgresql://host/db?sslmode=require&***"),
        ("postgresql:///db?host=/run/pg", "postgresql:///db?host=/run/pg"),
        ("postgresql://host/db?password=s3&cret", "postgresql://host/db?password=***&***"),
        ("postgresql://me:s3/cret@host/db", "postgresql://***"),
        ("postgresql://me:s3?cret@host/db", "postgresql://***"),
        ("postgresql://me:s3@cret@host/db", "postgresql://***"),
        ("postgresql://me:s3#cret@host/db", "postgresql://***"),
        ("postgresql://me:s3:cret@host/db", "postgresql://me:***@host/db"),
        ("postgresql://me:1234/s3cret@host/db", "postgresql://***"),
        ("postgresql://host/db?password=s3@cret", "postgresql://***"),
        ("postgresql://me:x@host/db?password=s3@cret", "postgresql://***"),
    ],
)
def test_no_part_of_a_password_is_shown(address: str, said: str) -> None:
    assert shown(address) == said


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://127.0.0.1:1/db?user=u&password=s3cret",
        "postgresql://u:s3/cret@127.0.0.1:1/db",
        "postgresql://u:s3@cret@127.0.0.1:1/db",
    ],
)
def test_path_and_doctor_show_no_password(address: str) -> None:
    pytest.importorskip("psycopg")
    day = datetime(2027, 7, 15, 12, tzinfo=UTC)
    seen = diagnose(address, day, date(2027, 7, 15), TerminalFacts("utf-8", 80, colour=False))[0]
    said = f"{places(address)['database']} {seen.says} {seen.do}"
    assert "s3" not in said
    assert "cret" not in said


@pytest.mark.parametrize(
    "address",
    [
        "host=127.0.0.1 user=u password=s3cret",
        " password = s3cret host=127.0.0.1",
        "postgresql:/u:s3cret@127.0.0.1/db",
        "postgres:u:s3cret@127.0.0.1/db",
        "PostgreSQL://u:s3cret@127.0.0.1/db",
        "postgresql//u:s3cret@127.0.0.1/db",
        "'postgresql:/u:s3cret@127.0.0.1/db'",
        "connect_timeout=3 password=s3cret",
        "application_name=x host=127.0.0.1 password = s3cret",
        "krbsrvname=x password=s3cret",
    ],
)
def test_what_reads_like_an_address_is_no_file_and_is_not_shown(address: str) -> None:
    with pytest.raises(StepreadyError, match="reads like the address of a server") as refused:
        database_path(address)
    assert "s3cret" not in f"{refused.value.message} {refused.value.details}"


def test_an_address_the_driver_cannot_read_is_not_shown() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StepreadyError, match="cannot be read") as refused:
        settings_of("postgresql://u:s3%zzcret@127.0.0.1/db")
    assert "cret" not in f"{refused.value.message} {refused.value.details}"
