"""How text looks in this terminal: width, colour, and marks that an odd encoding can still show."""

import re
from collections.abc import Sequence
from enum import StrEnum

from stepready.core.values import dataclass
from stepready.core.values.shown_text import INK, on_one_line
from stepready.render.text_width import FILLER, columns, cut, spread
from stepready.render.units import held_together


class Colour(StrEnum):
    """Colours told apart by colour-blind readers too; a mark or a word always says the same."""

    GOOD = "36"
    BAD = "33;1"
    DIM = "2"
    BOLD = "1"


MARKS = {"pass": "✓", "fail": "✗", "unknown": "?"}
ASCII_MARKS = {"pass": "+", "fail": "x", "unknown": "?"}
ASCII = str.maketrans({"─": "-", "·": "|", "≥": ">=", "→": "->", "±": "+-", "…": "...", "✓": "+", "✗": "x"})
JOINT = "\ue001"
"""Stands between a number and its unit while lines are broken."""
PIECES = r"[^/-]*[/-]|[^/-]+"


@dataclass(frozen=True, slots=True)
class Terminal:
    """What output is written for: columns, whether colour is wanted, whether only ASCII can be shown."""

    width: int = 80
    colour: bool = False
    ascii: bool = False

    def paint(self, text: str, colour: Colour) -> str:
        """Colour a text, when colour is wanted."""
        return f"{INK}{colour.value}m{text}{INK}0m" if self.colour else text

    def mark(self, outcome: str) -> str:
        """Return the mark of an outcome."""
        return (ASCII_MARKS if self.ascii else MARKS)[outcome]

    def cut(self, text: str) -> str:
        """Cut a line to the width, with dots for what is missing."""
        shown = self.plain(text)
        dots = "..." if self.ascii else "…"
        return text if columns(shown) <= self.width else cut(shown, self.width - len(dots)).rstrip() + dots

    def plain(self, text: str) -> str:
        """Return the text in what the terminal can show."""
        return text.translate(ASCII) if self.ascii else text


def wrapped(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """Break a text into lines of at most `width` columns; `first` replaces the indent of the first line.

    A number stays with its unit. An address that is longer than a line is broken after its slashes and hyphens, nowhere
    else; wide letters, which are written without blanks, anywhere.
    """
    import textwrap  # noqa: PLC0415 - `log` without notices breaks no lines

    held = held_together(on_one_line(text), JOINT)
    opening, laid = indent if first is None else first, spread(held)
    lines = textwrap.wrap(
        laid,
        width,
        initial_indent=spread(opening),
        subsequent_indent=indent,
        break_long_words=laid != held,
        break_on_hyphens=False,
    )
    whole = [part for line in lines for part in ([line] if len(line) <= width else _broken(line, width, indent))]
    return [line.replace(FILLER, "").replace(JOINT, " ") for line in whole]


def _broken(line: str, width: int, indent: str) -> list[str]:
    """Break the address in a line that is too long."""
    before, found, address = line.partition("https://")
    lines = [before + found]
    for piece in re.findall(PIECES, address):
        if len(lines[-1]) + len(piece) > width:
            lines.append(indent)
        lines[-1] += piece
    return lines


def with_notices(lines: Sequence[str], notices: Sequence[str], terminal: Terminal) -> str:
    """Join lines, with notices after an empty line."""
    told = [line for text in notices for line in wrapped(text, terminal.width)]
    return terminal.plain("\n".join([*lines, *([""] if lines and told else []), *told]))
