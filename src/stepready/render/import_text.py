"""What an import brought in, as text."""

from typing import TYPE_CHECKING

from stepready.core.values.wording import count
from stepready.render.scores_text import scores_text

if TYPE_CHECKING:
    from stepready.store.intake import Brought

SHOWN = 20
WIDE = 200


def imported_text(brought: "Brought", name: str, *, dry_run: bool) -> str:
    """Say what came in, or with `dry_run` what would, with its first rows."""
    already = f"; {count(brought.already, 'score')} already in the log" if brought.already else ""
    if brought.is_nothing:
        return f"nothing to add from {name}{already}"
    if not dry_run:
        return f"imported {brought.said} from {name}{already}"
    head = f"would import {brought.said} from {name}{already}; nothing was changed"
    rows = [f"  {line[3:]}" for line in scores_text(brought.scores[:SHOWN], 0, width=WIDE).splitlines()]
    more = [f"  ... and {len(brought.rows) - SHOWN} more"] if len(brought.rows) > SHOWN else []
    return "\n".join([head, *(rows if brought.rows else []), *more])
