"""What an import brought in, as text."""

from typing import TYPE_CHECKING

from stepready.core.values.wording import count
from stepready.render.scores_text import rows_text

if TYPE_CHECKING:
    from stepready.store.intake import Brought

SHOWN = 20
WIDE = 200


def imported_text(brought: "Brought", name: str, *, dry_run: bool) -> str:
    """Say what came in and what changed, or with `dry_run` what would, with its first rows."""
    already = f"; {count(brought.already, 'score')} already in the log" if brought.already else ""
    if brought.is_nothing:
        return f"nothing to add from {name}{already}"
    changed = f"; {len(brought.changed)} changed" if brought.changed else ""
    came = f"{brought.came_in} from {name}" if brought.came_in else f"nothing new from {name}"
    changes = [f"  changed {change.said}" for change in brought.changed[:SHOWN]]
    changes += [f"  ... and {len(brought.changed) - SHOWN} more"] if len(brought.changed) > SHOWN else []
    if not dry_run:
        return "\n".join([f"imported {came}{changed}{already}", *changes])
    head = f"would import {came}{changed}{already}; nothing was changed"
    rows = [f"  {line[3:]}" for line in rows_text(brought.scores[:SHOWN], width=WIDE)] if brought.rows else []
    more = [f"  ... and {len(brought.rows) - SHOWN} more"] if len(brought.rows) > SHOWN else []
    return "\n".join([head, *rows, *more, *changes])
