"""What was entered, as the journal keeps it: what stood at any moment of it, and what came late.

A value says the same until something of it changes that matters; only then is it entered anew.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from operator import itemgetter
from typing import Generic, NamedTuple, Protocol, TypeVar

from stepready.core.values.wording import count


class HasUid(Protocol):
    """A value with a stable unique id."""

    @property
    def uid(self) -> str:
        """Its stable unique id."""


class OfADay(HasUid, Protocol):
    """A logged value, which is of a day."""

    @property
    def day(self) -> date:
        """The day it is of."""


One = TypeVar("One", bound=HasUid)
Logged = TypeVar("Logged", bound=OfADay)


class AsTold(NamedTuple, Generic[One]):
    """A value as one change left it: the change's place in the journal, and the day it was made.

    `entered` is None where that day is not to be held against it; `removed` says that the change took the value away.
    """

    value: One
    change: int
    entered: date | None
    removed: bool = False


class Tellings(Generic[One]):
    """Every telling of the values of one kind, oldest first; `matters` returns what of a value has to be told."""

    def __init__(self, tellings: Iterable[AsTold[One]], matters: Callable[[One], Hashable]) -> None:
        """Put the tellings of each value together."""
        self._matters = matters
        self._of_each: dict[str, list[AsTold[One]]] = {}
        for told in sorted(tellings, key=lambda one: one.change):
            self._of_each.setdefault(told.value.uid, []).append(told)

    def all(self) -> list[AsTold[One]]:
        """Return every telling, value by value."""
        return [told for tellings in self._of_each.values() for told in tellings]

    def standing(self, before: int | None = None) -> list[AsTold[One]]:
        """Return what stood before a change (None: what stands now), each with the change that first said the same."""
        found = [
            self._last([one for one in tellings if before is None or one.change < before])
            for tellings in self._of_each.values()
        ]
        return [told for told in found if told is not None]

    def first(self) -> list[AsTold[One]]:
        """Return each value as it stood at the end of the day it was first entered, in the order of entry."""
        found = []
        for tellings in self._of_each.values():
            day = tellings[0].entered
            told = self._last([one for one in tellings if one.entered == day] if day else tellings[:1])
            found += [] if told is None else [told]
        return found

    def _last(self, tellings: list[AsTold[One]]) -> AsTold[One] | None:
        """Return what one value's tellings come to; None where it was taken away."""
        if not tellings or tellings[-1].removed:
            return None
        if len(tellings) == 1:
            return tellings[0]
        said = self._matters(tellings[-1].value)
        begun = next(one for one in tellings if self._matters(one.value) == said)
        return begun._replace(value=tellings[-1].value, removed=False)


class Entries(Tellings[Logged]):
    """The tellings of what is logged on its day, or late; `beside` returns what is entered in one order."""

    def __init__(
        self,
        tellings: Iterable[AsTold[Logged]],
        matters: Callable[[Logged], Hashable],
        beside: Callable[[Logged], Hashable],
    ) -> None:
        """Put the tellings of each value together, and keep the latest day told at each change."""
        known = sorted(tellings, key=lambda one: one.change)
        super().__init__(known, matters)
        self._beside = beside
        self._order: dict[Hashable, list[tuple[int, date]]] = {}
        for one in known:
            order = self._order.setdefault(beside(one.value), [])
            order.append((one.change, max(one.value.day, order[-1][1]) if order else one.value.day))

    def why_late(self, told: AsTold[Logged]) -> str | None:
        """Say why a value was entered too late to test a forecast, or to help one; None where it was not."""
        day = told.value.day
        late = 0 if told.entered is None else (told.entered - day).days
        if late > 0:
            return f"entered {count(late, 'day')} later"
        order = self._order[self._beside(told.value)]
        place = bisect_left(order, told.change, key=itemgetter(0))
        return "entered after a later score" if place and order[place - 1][1] > day else None

    def known(self, before: int, day: date, *, late: bool) -> list[Logged]:
        """Return what stood before a change and is of a day before this one, with what was entered late or without."""
        told = (one for one in self.standing(before) if one.value.day < day)
        return [one.value for one in told if late or self.why_late(one) is None]
