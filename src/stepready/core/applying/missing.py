"""Which one unknown fact would change the list most."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from stepready.core.applying.application import Standing
from stepready.core.applying.eligible import Criterion, Eligible
from stepready.core.applying.fields import FIELDS
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """A fact that is unknown, how many programmes lack it, and how many would be settled by it alone.

    `field` is a programme's fact, or, with `yours`, the part of the profile that is not said.
    """

    field: str
    says: str
    yours: bool
    programmes: int
    settles: int
    ids: tuple[int, ...]


def missing_facts(placed: Sequence[Standing]) -> tuple[MissingFact, ...]:
    """Return the unknown facts that decide anything, the one that would change the list most first."""
    lacking: Counter[Asked] = Counter()
    alone: Counter[Asked] = Counter()
    ids: dict[Asked, list[int]] = {}
    for each in placed:
        if each.eligible is not Eligible.UNKNOWN:
            continue
        asked = list(dict.fromkeys(_asked(c) for c in each.judged.why if c.eligible is Eligible.UNKNOWN))
        for one in asked:
            lacking[one] += 1
            alone[one] += len(asked) == 1
            ids.setdefault(one, []).append(each.programme.id)
    found = [
        MissingFact(
            field=one.field,
            says=_says(one),
            yours=one.yours,
            programmes=programmes,
            settles=alone[one],
            ids=tuple(ids[one]),
        )
        for one, programmes in lacking.items()
    ]
    return tuple(sorted(found, key=lambda fact: (-fact.settles, -fact.programmes, fact.field)))


class Asked(NamedTuple):
    """What is not known: a fact of programmes, or a part of the profile."""

    field: str
    yours: bool


PROFILE = {
    "visa": "whether you need a visa",
    "graduated": "the year you graduated",
    "us_months": "your months of US experience",
    "prior_training": "whether you trained in the US before",
}


def _says(asked: Asked) -> str:
    if asked.yours:
        return PROFILE[asked.field]
    return FIELDS[asked.field].says if asked.field in FIELDS else "which track it is"


def _asked(criterion: Criterion) -> Asked:
    return Asked(criterion.asks_profile or criterion.field, criterion.asks_profile is not None)
