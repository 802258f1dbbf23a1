"""What tells one name from another, however people write it."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def folded_name(text: str) -> str:
    """Return what tells a name from another: letters and digits, without case."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
