"""A chart's place on the screen: title, picture, legend, and the numbers under it, in the height given."""

from collections.abc import Callable
from math import ceil

from stepready.render.charts.words import broken, shown
from stepready.render.terminal import Colour, Terminal
from stepready.services.charting.reading import Line

LABEL = 10
PICTURE = 0.6


def page(
    title: str,
    picture: Callable[[int], list[str]],
    *,
    legend: str,
    reads: tuple[Line, ...],
    height: int,
    terminal: Terminal,
) -> str:
    """Return a whole chart; `picture` draws itself in so many lines.

    The picture gets the larger part of the height; the numbers that find no room under it are left out, the last
    first.
    """
    head = [terminal.paint(line, Colour.BOLD) for line in broken(shown(title, terminal), terminal.width, "")]
    least = ceil(height * PICTURE)
    under: list[str] = []
    for lines in _under(legend, reads, terminal):
        if len(head) + least + len(under) + len(lines) <= height:
            under += lines
    return "\n".join([*head, *picture(height - len(head) - len(under)), *under])


def sentences(title: str, reads: tuple[Line, ...], terminal: Terminal) -> str:
    """Return a chart that has nothing to draw yet: its title and what to do."""
    under = [line for lines in _under("", reads, terminal) for line in lines]
    return "\n".join([*broken(shown(title, terminal), terminal.width, ""), *under])


def _under(legend: str, reads: tuple[Line, ...], terminal: Terminal) -> list[list[str]]:
    """Return the lines of the legend and of every number, each broken to the width."""
    found = [broken(shown(legend, terminal), terminal.width, "  ")] if legend else []
    return [*found, *(broken(shown(line.says, terminal), terminal.width, f"  {line.label:<{LABEL}}") for line in reads)]
