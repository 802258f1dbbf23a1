"""What of a server's address may be shown."""

from datetime import UTC, date, datetime

import pytest

from stepready.services.doctor import TerminalFacts, diagnose, places
from stepready.store.location import shown


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
