"""What was being saved on a server when the connection was cut: kept until a later command learns what became of it."""

from collections.abc import Callable
from contextlib import suppress

from stepready.store.connection import LEARNT
from stepready.store.devices.device import state_folder

KEPT, LOST, BEING_SAVED = "committed", "aborted", "in progress"
_SAID = {
    KEPT: "what was being saved when the connection was cut last time was kept",
    LOST: "what was being saved when the connection was cut last time was not kept: enter it again",
    BEING_SAVED: "what was being saved when the connection was cut is still being saved by the server",
    None: "whether what was being saved when the connection was cut was kept cannot be told any more: look",
}
_FILE = "unknown-outcomes"


def remember(where: str, xact: str) -> None:
    """Keep the number of a transaction whose outcome is unknown."""
    _keep([*_held(), (xact, where)])


def settle(where: str, outcome: Callable[[str], str | None]) -> None:
    """Learn what became of the transactions of a place whose outcome was unknown."""
    held = _held()
    if not any(place == where for _, place in held):
        return
    stays = []
    for xact, place in held:
        found = outcome(xact) if place == where else BEING_SAVED
        if place == where:
            LEARNT.append(_SAID[found])
        if found == BEING_SAVED:
            stays.append((xact, place))
    _keep(stays)


def _held() -> list[tuple[str, str]]:
    """Return each transaction with its place."""
    try:
        lines = (state_folder() / _FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError):
        return []
    return [(xact, place) for xact, tab, place in (line.partition("\t") for line in lines) if tab and xact.isdigit()]


def _keep(held: list[tuple[str, str]]) -> None:
    """Write the transactions; a folder that cannot be written costs the note of the next command alone."""
    file = state_folder() / _FILE
    with suppress(OSError):
        if not held:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file.write_text("".join(f"{xact}\t{place}\n" for xact, place in held), encoding="utf-8")
