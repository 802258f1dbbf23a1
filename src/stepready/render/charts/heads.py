"""The labels of days over a picture."""

from stepready.core.values import dataclass
from stepready.render.charts.canvas import Field
from stepready.render.charts.labels import Label, place
from stepready.render.charts.words import shown
from stepready.render.terminal import Terminal
from stepready.services.chart.days import ChartDay

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
