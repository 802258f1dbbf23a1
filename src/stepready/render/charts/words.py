"""Text by the columns it takes on a screen, and what is left of it in ASCII."""

import unicodedata

from stepready.render.terminal import ASCII, Terminal

WIDE = ("W", "F")
KEPT = "\N{NO-BREAK SPACE}"


def columns(text: str) -> int:
    """Return how many columns a text takes: wide letters two, accents that stack none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in WIDE else 1 for c in text)


def cut(text: str, width: int) -> str:
    """Return as much of a text as fits in so many columns."""
    while columns(text) > width:
        text = text[:-1]
    return text


def shown(text: str, terminal: Terminal) -> str:
    """Return a text in what the terminal can show; letters beyond ASCII become question marks there."""
    return text.translate(ASCII).encode("ascii", "replace").decode("ascii") if terminal.ascii else text


def broken(text: str, width: int, first: str) -> list[str]:
    """Break a text into lines of at most `width` columns; the first starts with `first`, the rest as deep.

    A percent sign stays with its number, and a command in backticks is whole where a line holds it.
    """
    lines, line, indent = [], first, " " * columns(first)
    for word in _whole(text.replace(" %", f"{KEPT}%"), width - columns(first)).split(" "):
        is_bare = line in (first, indent)
        if not is_bare and columns(line) + columns(word) + 1 > width:
            lines.append(line)
            line, is_bare = indent, True
        line += word if is_bare else f" {word}"
    return [cut(found.replace(KEPT, " "), width).rstrip() for found in [*lines, line]]


def _whole(text: str, room: int) -> str:
    """Keep every part in backticks together, with the sign after it, that fits in so many columns."""
    parts = text.split("`")
    return "`".join(
        part.replace(" ", KEPT) if place % 2 and columns(part) + len("``.") <= room else part
        for place, part in enumerate(parts)
    )
