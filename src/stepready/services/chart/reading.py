"""One line under a picture."""

from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Caption:
    """A label and what it says; lines come in the order they matter."""

    label: str
    says: str


def lines(*pairs: tuple[str, str | None]) -> tuple[Caption, ...]:
    """Return a line for every pair that says something."""
    return tuple(Caption(label, says) for label, says in pairs if says)
