"""A server that is busy, gone, or cut off in the middle: one sentence each, and never a false one."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from stepready.core.values.errors import StepreadyError
from stepready.services.backup import backup, restore
from stepready.store.connection import COMMITTED, LEARNT
from stepready.store.opening import open_book
from stepready.store.server import connect as server_connect
from stepready.store.server import database as server
from tests.store.conftest import MOMENT, server_address
from tests.store.samples import nbme


def opened(address: str) -> Any:
    return open_book(address, now=lambda: MOMENT)


@dataclass
class Wire:
    """A wire to the server that is cut when a client says COMMIT: before the server hears it, or after."""

    host: str
    port: int
    heard: bool
    armed: bool = False
    ends: list[socket.socket] = field(default_factory=list)
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                upstream = socket.create_connection((self.host, self.port))
                self.ends += [client, upstream]
                threading.Thread(target=self._back, args=(upstream, client), daemon=True).start()
                threading.Thread(target=self._forth, args=(client, upstream), daemon=True).start()

    def _forth(self, client: socket.socket, upstream: socket.socket) -> None:
        with suppress(OSError):
            while said := client.recv(65536):
                is_last = self.armed and said.startswith(b"Q") and b"COMMIT\0" in said and b"BEGIN" not in said
                if is_last:
                    client.shutdown(socket.SHUT_RDWR)
                if not is_last or self.heard:
                    upstream.sendall(said)
                if is_last:
                    break
        with suppress(OSError):
            upstream.shutdown(socket.SHUT_WR)

    @staticmethod
    def _back(upstream: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while said := upstream.recv(65536):
                client.sendall(said)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Let go of every end."""
        for end in (self.listener, *self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@pytest.fixture
def address() -> str:
    COMMITTED.clear()
    return server_address().replace("?", f"?application_name=faults-{os.getpid()}&")


@pytest.fixture(params=[True, False], ids=["heard", "unheard"])
def wire(request: pytest.FixtureRequest, address: str) -> Iterator[tuple[Wire, str]]:
    host, _, port = address.partition("@")[2].partition("/")[0].partition(":")
    found = Wire(host, int(port), heard=request.param)
    threading.Thread(target=found.serve, daemon=True).start()
    yield found, address.replace(f"{host}:{port}", f"127.0.0.1:{found.listener.getsockname()[1]}")
    found.close()


def test_a_connection_cut_at_commit_says_so_and_the_next_command_knows(
    wire: tuple[Wire, str], address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    cut, through = wire
    LEARNT.clear()
    with opened(through) as book:
        assert book.count() == 0
        cut.armed = True
        with pytest.raises(StepreadyError, match="the outcome is unknown") as unknown:
            book.add(nbme())
    cut.armed = False
    assert "look before you enter it again" in unknown.value.details[0]
    with opened(address) as elsewhere:
        assert elsewhere.count() == (1 if cut.heard else 0)
    assert LEARNT == []
    with opened(through) as book:
        assert book.count() == (1 if cut.heard else 0)
    assert [("was kept" in said, "not kept: enter it again" in said) for said in LEARNT] == [(cut.heard, not cut.heard)]
    LEARNT.clear()
    with opened(through):
        assert LEARNT == []
    assert capfd.readouterr() == ("", ""), "the driver says nothing of its own"


@contextmanager
def held(address: str) -> Iterator[None]:
    """Hold the row for which every writer of the log waits."""
    import psycopg

    with psycopg.connect(address) as connection:
        connection.execute("UPDATE book SET last_change = last_change")
        yield
        connection.rollback()


def test_a_writer_waits_for_another_no_longer_than_the_limit(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "lock_timeout = '10s'" in server_connect.LIMITS
    assert "statement_timeout = '10s'" in server_connect.LIMITS
    monkeypatch.setattr(server, "_WRITING", server._WRITING.replace("'10s'", "'200ms'"))  # noqa: SLF001 - ten seconds are long
    with opened(address) as second:
        second.add(nbme())
        COMMITTED.clear()
        late = pytest.raises(StepreadyError, match=r"no answer within 10 seconds.*nothing was changed, try again")
        with held(address), late:
            second.add(nbme(240.0))
        assert second.add(nbme(241.0)).id == 2


def cut_off(address: str) -> None:
    """End every other connection of this test; other tests may run beside it as the same role."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()"
        )


def test_a_connection_cut_between_two_questions_says_so(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    with opened(address) as book:
        assert book.count() == 0
        cut_off(address)
        with pytest.raises(StepreadyError, match=r"the connection to .* was cut .*nothing was changed, try again"):
            book.scores()
    assert capfd.readouterr() == ("", "")


def test_who_thinks_longer_than_the_server_waits_goes_on(address: str) -> None:
    with opened(f"{address}%20-cidle_in_transaction_session_timeout%3D200ms") as book:
        assert book.count() == 0
        time.sleep(0.5)
        assert book.scores() == []
        time.sleep(0.5)
        assert book.add(nbme()).id == 1


def test_what_was_saved_before_the_cut_is_not_denied(address: str) -> None:
    with opened(address) as book:
        book.add(nbme())
        assert book.count() == 1
        cut_off(address)
        with pytest.raises(StepreadyError, match=r"was cut .*what was saved before that is kept"):
            book.scores()


def test_a_change_begins_on_a_new_connection_where_the_old_one_was_cut(address: str) -> None:
    with opened(address) as book:
        assert book.count() == 0
        cut_off(address)
        assert book.add(nbme()).id == 1
        assert book.count() == 1


def test_what_is_logged_while_others_restore_is_in_the_database_or_in_a_copy(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    with opened(address) as book:
        book.add(nbme(200.0))
    copy = backup(address, tmp_path / "one.backup", MOMENT)

    def log(first: int) -> list[float]:
        kept = []
        for value in range(first, first + 6):
            with opened(address) as book:
                kept.append(book.add(nbme(float(value))).value)
        return kept

    def bring_back(_: int) -> list[Path]:
        return [safety for _ in range(3) if (safety := restore(address, copy, MOMENT).safety) is not None]

    with ThreadPoolExecutor(4) as pool:
        logged, copies = pool.map(log, (210, 220)), pool.map(bring_back, (1, 2))
        acknowledged = {value for kept in logged for value in kept}
        places = [address, *(str(safety) for made in copies for safety in made)]
    found = set()
    for place in places:
        with opened(place) as book:
            found |= {score.value for score in book.scores()}
    assert len(places) == 1 + 6
    assert acknowledged <= found
