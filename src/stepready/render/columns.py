"""How many columns text takes on a terminal: wide characters take two, marks that join the one before none."""


def columns(text: str) -> int:
    """Return the columns a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def padded(text: str, wanted: int, *, right: bool = False) -> str:
    """Fill a text up to so many columns, at its end or, with `right`, before it."""
    blanks = " " * (wanted - columns(text))
    return blanks + text if right else text + blanks


def shortened(text: str, most: int | None) -> str:
    """Return as much of a text as so many columns hold; None for all of it."""
    if most is None or columns(text) <= most:
        return text
    taken, left = [], most
    for letter in text:
        left -= _columns(letter)
        if left < 0:
            break
        taken.append(letter)
    return "".join(taken)


def _columns(letter: str) -> int:
    from unicodedata import category, east_asian_width  # noqa: PLC0415 - plain text needs no tables

    if category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(letter) in {"W", "F"} else 1
