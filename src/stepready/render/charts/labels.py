"""Labels of days and upright lines over a picture, by the columns they take on a screen."""

from stepready.core.values import dataclass
from stepready.render.charts.canvas import Field
from stepready.render.terminal import ASCII, Terminal, columns, cut
from stepready.services.chart.picture import ChartDay

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


def place(labels: list[Label], first: int, width: int, rows: int, stem: str = "│") -> Placed:
    """Place labels in so many rows between two columns, the earlier given first served; the rest are left out.

    A `stem` goes down from a label to its column where another row is under it.
    """
    tracks: list[list[tuple[int, str]]] = [[] for _ in range(rows)]
    kept: dict[int, int] = {}
    for index, label in enumerate(labels):
        size = columns(label.text)
        start = min(max(label.column - size // 2, first), width - size)
        free = (n for n in reversed(range(rows)) if start >= first and _is_free(tracks[n], start, size))
        track = next(free, None)
        if track is not None:
            tracks[track].append((start, label.text))
            kept[index] = track
    for index, track in kept.items():
        for below in range(track + 1, rows):
            if _is_free(tracks[below], labels[index].column, 1, 0):
                tracks[below].append((labels[index].column, stem))
    lines = [_line(track) for track in tracks]
    return Placed([line for line in lines if line], set(kept))


def _is_free(track: list[tuple[int, str]], start: int, size: int, gap: int = GAP) -> bool:
    return all(start + size + gap <= at or at + columns(text) + gap <= start for at, text in track)


def _line(track: list[tuple[int, str]]) -> str:
    line = ""
    for start, text in sorted(track):
        line += " " * (start - columns(line)) + text
    return line


ROWS = 2
SMALL = 12
"""Pictures of fewer rows have one row of labels."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The text lines over a picture, and the days whose label found room."""

    texts: list[str]
    lines: list[ChartDay]


def label_days(lines: list[ChartDay], field: Field, terminal: Terminal, rows: int) -> Heads:
    """Label days over their columns, the most important first served."""
    labels = [Label(field.left + field.column(line.on.toordinal()), shown(line.short, terminal)) for line in lines]
    stem = "|" if terminal.ascii else "│"
    placed = place(labels, field.left, terminal.width, 1 if rows < SMALL else ROWS, stem=stem)
    return Heads(placed.lines, [line for index, line in enumerate(lines) if index in placed.kept])
