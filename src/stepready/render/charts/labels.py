"""Labels of days and upright lines over a picture, by the columns they take on a screen."""

from stepready.core.values import dataclass
from stepready.render.charts.canvas import Field
from stepready.render.terminal import ASCII, Terminal
from stepready.render.text_width import columns, cut
from stepready.services.chart.picture import Upright

KEPT = "\N{NO-BREAK SPACE}"


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


GAP = 2
MOVED = 3
"""So many labels move for one another; later ones stand where these leave room."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label over a column of the whole line."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The lines of labels, top first, and which labels (by place in the order given) found room."""

    lines: list[str]
    kept: set[int]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label may stand: its row (0 is the top one), and the first column of its text and after it."""

    label: Label
    row: int
    start: int
    end: int

    def clears(self, other: "Spot") -> bool:
        """Whether both can be read: texts of a row stand apart, and no text stands on the stem of one above it."""
        if self.row == other.row:
            return self.end + GAP <= other.start or other.end + GAP <= self.start
        above, below = (self, other) if self.row < other.row else (other, self)
        return not below.start <= above.label.column <= below.end


def place(labels: list[Label], first: int, width: int, rows: int, stem: str = "│") -> Placed:
    """Place labels in so many rows between two columns, the earlier given first served; the rest are left out.

    A label stands over the middle of its column, begins at it or ends at it. A `stem` goes down to the column from a
    label that has another row under it, clear of every text there.
    """
    kept: list[int] = []
    found: list[Spot] = []
    choices = [_spots(label, first, width, rows) for label in labels]
    for index, spots in enumerate(choices):
        before = [choices[place] for place in kept] if len(kept) < MOVED else [[spot] for spot in found]
        arranged = _arranged([*before, spots])
        if arranged is not None:
            kept.append(index)
            found = arranged
    tracks: list[list[tuple[int, str]]] = [[] for _ in range(rows)]
    for spot in found:
        tracks[spot.row].append((spot.start, spot.label.text))
        for below in range(spot.row + 1, rows):
            tracks[below].append((spot.label.column, stem))
    lines = [_line(track) for track in tracks]
    return Placed([line for line in lines if line], set(kept))


def _spots(label: Label, first: int, width: int, rows: int) -> list[Spot]:
    """Return where a label may stand, the likeliest first: low down, in the middle of its column."""
    size = columns(label.text)
    middle = min(max(label.column - size // 2, first), width - size)
    starts = dict.fromkeys((middle, label.column, label.column - size + 1))
    fitting = [start for start in starts if first <= start <= width - size]
    return [Spot(label, row, start, start + size) for row in reversed(range(rows)) for start in fitting]


def _arranged(choices: list[list[Spot]]) -> list[Spot] | None:
    """Choose one spot for every label so that all can be read; None where that cannot be."""
    if not choices:
        return []
    for spot in choices[0]:
        left = [[other for other in spots if spot.clears(other)] for spots in choices[1:]]
        found = _arranged(left) if all(left) else None
        if found is not None:
            return [spot, *found]
    return None


def _line(track: list[tuple[int, str]]) -> str:
    line = ""
    for start, text in sorted(track):
        line = f"{line}{' ' * (start - columns(line))}{text}" if start >= columns(line) else line
    return line


ROWS = 2
SMALL = 12
"""Pictures of fewer rows have one row of labels."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The text lines over a picture, and the days whose label found room."""

    texts: list[str]
    lines: list[Upright]


def label_days(lines: list[Upright], field: Field, terminal: Terminal, rows: int) -> Heads:
    """Label days over their columns, the most important first served."""
    labels = [Label(field.left + field.column(line.on.toordinal()), shown(line.short, terminal)) for line in lines]
    stem = "|" if terminal.ascii else "│"
    placed = place(labels, field.left, terminal.width, 1 if rows < SMALL else ROWS, stem=stem)
    return Heads(placed.lines, [line for index, line in enumerate(lines) if index in placed.kept])
