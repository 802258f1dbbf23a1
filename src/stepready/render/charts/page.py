"""A chart's place on the screen: title, picture, legend, and the numbers under it, in the height given."""

from collections.abc import Callable
from math import ceil

from stepready.core.values import dataclass
from stepready.render.charts.labels import broken, shown
from stepready.render.terminal import Colour, Terminal
from stepready.services.chart.picture import Caption

LABEL = 10
PICTURE = 0.45
"""The least part of the height that a picture keeps where every number would take more."""
LEAST = 7


@dataclass(frozen=True, slots=True)
class Height:
    """The lines of a chart in all; `complete` lets it be longer rather than leave a number out."""

    lines: int
    complete: bool = False


def page(
    title: str,
    picture: Callable[[int], list[str]],
    *,
    legend: str,
    reads: tuple[Caption, ...],
    height: Height,
    terminal: Terminal,
    least: int = LEAST,
) -> str:
    """Return a whole chart; `picture` draws itself in so many lines.

    The picture gets the larger part of the height, or less where the first number needs the room, `least` in any
    case. The numbers come in the order they matter; from the first that finds no room on they are left out.
    """
    head = [terminal.paint(line, Colour.BOLD) for line in broken(shown(title, terminal), terminal.width, "")]
    key = broken(shown(legend, terminal), terminal.width, "  ")
    key = key if height.lines - len(head) - len(key) >= least else []
    blocks = _blocks(reads, terminal)
    room = height.lines - len(head) - len(key)
    large = max(least, ceil(height.lines * PICTURE))
    first = len(blocks[0]) if blocks else 0
    share = sum(map(len, blocks)) if height.complete else max(first if room - first >= least else 0, room - large)
    under = _fitting(blocks, share)
    rows = max(large, room - len(under)) if height.complete else room - len(under)
    return "\n".join([*head, *picture(rows), *key, *under])


def sentences(title: str, reads: tuple[Caption, ...], terminal: Terminal, height: Height) -> str:
    """Return a chart that has nothing to draw yet: its title and what to do, as far as there is room."""
    head = broken(shown(title, terminal), terminal.width, "")
    blocks = _blocks(reads, terminal)
    room = sum(map(len, blocks)) if height.complete else height.lines - len(head)
    return "\n".join([*head, *_fitting(blocks, room)])


def _blocks(reads: tuple[Caption, ...], terminal: Terminal) -> list[list[str]]:
    """Return the lines of every number, each broken to the width."""
    return [broken(shown(line.says, terminal), terminal.width, f"  {line.label:<{LABEL - 1}} ") for line in reads]


def _fitting(blocks: list[list[str]], room: int) -> list[str]:
    """Return the blocks from the first on that fit in so many lines; none after one that does not."""
    found: list[str] = []
    for block in blocks:
        if len(found) + len(block) > room:
            break
        found += block
    return found
