"""Labels of upright lines, above a picture, none over another."""

from stepready.core.values import dataclass
from stepready.render.charts.words import columns

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
