"""How many columns text takes on a terminal: wide letters two, marks that join the letter before them none."""

import unicodedata

WIDE = ("W", "F")
JOINED = ("Mn", "Me", "Cf")
FILLER = "\ue000"
"""Stands after a wide letter while lines are broken, so that its length is its width."""


def columns(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def cut(text: str, width: int | None) -> str:
    """Return as much of a text as fits in so many columns; None for all of it."""
    if width is None or columns(text) <= width:
        return text
    left = width
    for place, letter in enumerate(text):
        left -= _width(letter)
        if left < 0:
            return text[:place]
    return text


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Return a text cut or filled up with blanks to so many columns, at its end or, with `right`, before it."""
    short = cut(text, width)
    blanks = " " * (width - columns(short))
    return blanks + short if right else short + blanks


def spread(text: str) -> str:
    """Return a text whose length is its width: every wide letter followed by a filler."""
    return text if text.isascii() else "".join(c + FILLER if _width(c) > 1 else c for c in text)


def _width(letter: str) -> int:
    if letter.isascii():
        return 1
    if unicodedata.category(letter) in JOINED:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in WIDE else 1
