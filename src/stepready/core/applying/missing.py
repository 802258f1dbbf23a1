"""Which one unknown fact would change the list most."""

from collections import Counter
from collections.abc import Sequence

from stepready.core.applying.application import Standing
from stepready.core.applying.eligible import Eligible
from stepready.core.applying.fields import FIELDS
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """A fact that is unknown, how many programmes lack it, and how many would be settled by it alone."""

    field: str
    says: str
    programmes: int
    settles: int
    ids: tuple[int, ...]


def missing_facts(placed: Sequence[Standing]) -> tuple[MissingFact, ...]:
    """Return the unknown facts that decide anything, the one that would change the list most first."""
    lacking: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    ids: dict[str, list[int]] = {}
    for each in placed:
        if each.eligible is not Eligible.UNKNOWN:
            continue
        open_fields = [c.field for c in each.judged.why if c.eligible is Eligible.UNKNOWN]
        for field in open_fields:
            lacking[field] += 1
            alone[field] += len(open_fields) == 1
            ids.setdefault(field, []).append(each.programme.id)
    found = [
        MissingFact(
            field=field,
            says=FIELDS[field].says if field in FIELDS else "prior US training, for physician-only tracks",
            programmes=programmes,
            settles=alone[field],
            ids=tuple(ids[field]),
        )
        for field, programmes in lacking.items()
    ]
    return tuple(sorted(found, key=lambda fact: (-fact.settles, -fact.programmes, fact.field)))
