"""What tells one name from another, however people write it."""

from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=4096)
def folded_name(text: str) -> str:
    """Return what tells a name from another: letters and digits, without case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def named(text: str, names: Iterable[str]) -> str | None:
    """Return the one of some names that a text means; None where it means none of them."""
    return next((name for name in names if folded_name(name) == folded_name(text)), None)
