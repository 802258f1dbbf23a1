"""Draw marks in a frame of character cells. The only module that imports plotext.

plotext keeps one figure for the whole process: every picture clears it, says its size and reads nothing of the
terminal. Coordinates are the picture's own; `Field` says which cell they fall in.
"""

import re
from collections.abc import Collection
from enum import IntEnum
from math import floor

from stepready.core.values import dataclass
from stepready.core.values.shown_text import INK
from stepready.render.terminal import Terminal

FRAME = str.maketrans({"─": "-", "│": "|", **dict.fromkeys("┌┐└┘┼├┤┬┴", "+")})
COLOUR = re.compile("\x1b\\[([0-9;]*)m")
"""How plotext begins and ends a colour; only colours marked as ours are shown as colours."""
FINE = "braille"
DOTS_ACROSS, DOTS_UP = 2, 4
"""The dots of one braille cell; marks go to the cell that a line through them would pass."""


class Ink(IntEnum):
    """Colours of the 256-colour palette nearest to Okabe and Ito's, which colour-blind readers tell apart."""

    BLUE = 32
    ORANGE = 172
    GREEN = 36
    PURPLE = 175
    VERMILION = 166
    SKY = 74
    GREY = 245


@dataclass(frozen=True, slots=True)
class Range:
    """The values of one axis, both ends shown; `low` lies below `high`."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Return where a value lies between the ends (0-1)."""
        return (value - self.low) / (self.high - self.low)

    def at(self, cell: int, cells: int) -> float:
        """Return the value in the middle of a cell."""
        return self.low + (self.high - self.low) * (cell / (cells - 1) if cells > 1 else 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Marks of one kind, drawn over the layers before it; `joined` draws a line from each to the next."""

    points: tuple[tuple[float, float], ...]
    symbol: str
    ink: Ink | None = None
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The frame: outer size in characters, ranges, ticks; y labels are right-aligned in `y_width` columns."""

    width: int
    height: int
    x: Range
    y: Range
    x_ticks: tuple[tuple[float, str], ...] = ()
    y_ticks: tuple[tuple[float, str], ...] = ()
    y_width: int = 4

    @property
    def left(self) -> int:
        """The columns before the first cell."""
        return self.y_width + 1

    @property
    def columns(self) -> int:
        """The cells from left to right."""
        return self.width - self.left - 1

    @property
    def rows(self) -> int:
        """The cells from top to bottom."""
        return self.height - 2 - bool(self.x_ticks)

    def column(self, value: float) -> int:
        """Return the cell column (0 is leftmost) a value falls in; outside 0 to `columns` when off the picture."""
        return _cell(self.x.share(value), self.columns, DOTS_ACROSS)

    def row(self, value: float) -> int:
        """Return the line below the frame's top (0 is the highest) a value falls in."""
        return self.rows - 1 - _cell(self.y.share(value), self.rows, DOTS_UP)

    def middle(self, x: float, y: float) -> tuple[float, float]:
        """Return the middle of the cell a point falls in."""
        return self.x.at(self.column(x), self.columns), self.y.at(self.rows - 1 - self.row(y), self.rows)


def _cell(share: float, cells: int, dots: int) -> int:
    """Return the cell a share of an axis falls in, counted in the dots of a finely drawn line."""
    return floor(round(0.5 + (cells * dots - 1) * share, 8)) // dots


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A field with what is drawn on it, and words beside its right edge by line below the frame's top."""

    field: Field
    layers: tuple[Layer, ...]
    beside: dict[int, str]


def upright(field: Field, x: float, symbol: str, ink: Ink | None = None) -> Layer:
    """Return a vertical line through the whole field."""
    points = tuple((x, field.y.at(row, field.rows)) for row in range(field.rows))
    return Layer(points=points, symbol=symbol, ink=ink)


def level(field: Field, y: float, symbol: str, ink: Ink | None = None) -> Layer:
    """Return a horizontal line through the whole field."""
    points = tuple((field.x.at(column, field.columns), y) for column in range(field.columns))
    return Layer(points=points, symbol=symbol, ink=ink)


def free_row(row: int, taken: Collection[int], rows: int) -> int:
    """Return the row nearest to one that is not taken, within the picture; the same when every row is taken."""
    free = (other for other in range(rows) if other not in taken)
    return min(free, key=lambda other: (abs(other - row), other < row), default=row)


def draw(picture: Picture, terminal: Terminal) -> list[str]:
    """Return the picture's lines, without colour unless the terminal wants it."""
    import plotext as figure  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import

    field = picture.field
    figure.clear_figure()
    figure.limit_size(False, False)  # noqa: FBT003 - plotext takes no names here
    figure.plot_size(field.width, field.height)
    figure.theme("pro" if terminal.colour else "clear")
    figure.xlim(field.x.low, field.x.high)
    figure.ylim(field.y.low, field.y.high)
    x_ticks = [(field.middle(x, field.y.low)[0], label) for x, label in field.x_ticks]
    y_ticks = [(field.middle(field.x.low, y)[1], label) for y, label in field.y_ticks]
    figure.xticks([x for x, _ in x_ticks], [label for _, label in x_ticks])
    figure.yticks([y for y, _ in y_ticks], [f"{label:>{field.y_width}}" for _, label in y_ticks])
    figure.scatter([field.x.low], [field.y.low], marker=" ")
    for layer in picture.layers:
        _add(figure, field, layer, terminal)
    text = figure.build()
    figure.clear_figure()
    text = COLOUR.sub(rf"{INK}\1m", text) if terminal.colour else figure.uncolorize(text)
    lines = [line.rstrip() for line in text.splitlines()]
    lines = [f"{line} {picture.beside.get(row - 1, '')}".rstrip() for row, line in enumerate(lines)]
    return [line.translate(FRAME) for line in lines] if terminal.ascii else lines


def _add(figure: object, field: Field, layer: Layer, terminal: Terminal) -> None:
    if not layer.points:
        return
    add = figure.plot if layer.joined else figure.scatter  # type: ignore[attr-defined]
    ink = int(layer.ink) if layer.ink is not None and terminal.colour else "default"
    points = layer.points if layer.symbol == FINE else tuple(field.middle(x, y) for x, y in layer.points)
    add([x for x, _ in points], [y for _, y in points], marker=layer.symbol, color=ink)
