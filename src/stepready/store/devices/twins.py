"""One sitting kept under two uids, because both books logged it before they met: it becomes one.

Which row stays and which gives way follows from their stamps alone. What gave way is kept beside its tombstone, for
the case that somebody who had not seen it removes the row that stayed (`returning`).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any

from stepready.core.log.attempts import is_same_attempt
from stepready.core.log.same_form import is_named_alike
from stepready.core.values.stamp import just_after
from stepready.store.codec import value_of
from stepready.store.connection import Row
from stepready.store.devices.stamps import StampUnit
from stepready.store.devices.which_wins import (
    LOCAL,
    Content,
    Decided,
    Differing,
    Prefer,
    Side,
    UnitVersion,
    decided_so_far,
    is_alike,
    later_of,
)
from stepready.store.kinds import ATTEMPT, KINDS, SCORE

PLACE: Mapping[str, Callable[[Row], tuple[Any, ...]]] = {
    SCORE.name: itemgetter("exam", "source", "day"),
    ATTEMPT.name: itemgetter("exam", "on"),
}
"""The columns that two rows of one sitting have in common: only such rows are compared."""
IS_SAME: Mapping[str, Callable[[Any, Any], bool]] = {SCORE.name: is_named_alike, ATTEMPT.name: is_same_attempt}


def with_twins(ours: Side, theirs: Side, compared: Differing, prefer: Prefer) -> Differing:
    """Return what was found, with one of every two units that keep the same sitting giving way.

    The stamp of the removal is just after that of the version removed: whoever changes that one later still wins,
    so two books that met different others never drop both.
    """
    settling = _Settling(ours, theirs, compared, prefer)
    for kind in PLACE:
        brought = [
            each.unit
            for each in compared.decided
            if each.unit.kind == kind and each.changes_rows and each.stands.content
        ]
        if brought:
            settling.settle(kind, brought)
    later = {unit: stamp for unit, stamp in compared.later.items() if unit not in settling.settled}
    return Differing(list(settling.settled.values()), later)


class _Settling:
    """Two books, what was decided of them so far, and who is preferred."""

    def __init__(self, ours: Side, theirs: Side, compared: Differing, prefer: Prefer) -> None:
        self._ours = ours
        self._theirs = theirs
        self._prefer = prefer
        self._later = compared.later
        self.settled = {each.unit: each for each in compared.decided}

    def settle(self, kind: str, brought: list[StampUnit]) -> None:
        """Let one of each pair of a kind give way to the other, where one of them was brought."""
        place = PLACE[kind]
        came = {unit: self._so_far(unit).stands.content for unit in brought}
        held = {unit: content for unit, content in came.items() if _can_have_twin(kind, content)}
        places = {place(content[0][1]) for content in held.values()}
        near = [StampUnit(kind, name) for name, rows in self._ours.named(kind).items() if place(rows[0][1]) in places]
        held |= {unit: self._so_far(unit).stands.content for unit in near}
        beside: dict[tuple[Any, ...], list[StampUnit]] = defaultdict(list)
        for unit, content in held.items():
            if content:
                beside[place(content[0][1])].append(unit)
        values = {unit: value_of(KINDS[kind], held[unit][0][1]) for units in beside.values() for unit in units}
        for unit in (unit for unit in brought if unit in values):
            for other in beside[place(held[unit][0][1])] if held[unit] else ():
                stand = other != unit and held[unit] and held[other]
                if stand and IS_SAME[kind](values[unit], values[other]):
                    held[self._give_way(unit, other)] = ()

    def _give_way(self, unit: StampUnit, other: StampUnit) -> StampUnit:
        """Decide which of two stays; return the one that goes."""
        pair = [self._so_far(each) for each in (unit, other)]
        stays = self._staying(pair)
        goes = next(each for each in pair if each is not stays)
        self.settled[goes.unit] = goes._replace(
            stands=UnitVersion(just_after(goes.stands.stamp), ()),
            twin=stays.unit,
            held={**goes.stands.content[0][1], **dict.fromkeys(LOCAL, 0)},
            both=not is_alike(stays.stands.content, goes.stands.content),
        )
        if self._prefer is not Prefer.LATER:
            self.settled[stays.unit] = stays._replace(fresh=True)
        for gone, before in self.settled.items():
            if before.twin == goes.unit:
                self.settled[gone] = before._replace(twin=stays.unit)
        return goes.unit

    def _staying(self, pair: list[Decided]) -> Decided:
        """Return the later one, or that of the side that is preferred where each side has one."""
        mine = [each for each in pair if each.ours.content]
        if len(mine) != 1 or self._prefer is Prefer.LATER:
            later = later_of(pair[0].stands, pair[1].stands)
            return next(each for each in pair if each.stands is later)
        return mine[0] if self._prefer is Prefer.OURS else next(each for each in pair if each is not mine[0])

    def _so_far(self, unit: StampUnit) -> Decided:
        return decided_so_far(self._ours, self._theirs, self.settled, self._later, unit)


def _can_have_twin(kind: str, content: Content) -> bool:
    """Whether a row can be the same sitting as any other: a session of a question bank is only itself."""
    value = value_of(KINDS[kind], content[0][1])
    return IS_SAME[kind](value, value)
