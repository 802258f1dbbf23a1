"""What an instrument prints for an exam, as far as reading a typed value needs.

Named tuples rather than dataclasses: `log` runs many times a day, and a dataclass takes a millisecond to define.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.facts.topics import KnownTopics


class PrintedScale(NamedTuple):
    """The legal range of a printed value, both ends included; `whole` when only integers are printed."""

    unit: Unit
    low: float
    high: float
    whole: bool

    @property
    def range(self) -> str:
        """The legal range in words."""
        if self.unit is Unit.PERCENT:
            return f"a percent from {self.low:g} to {self.high:g}"
        return f"a {'whole ' if self.whole else ''}number from {self.low:g} to {self.high:g}"


class InstrumentUse(NamedTuple):
    """An instrument as used for one exam: the scale a bare number is read on comes first.

    `usable` is False where no rule uses it; `items` is the number of questions of one sitting where fixed.
    """

    source: Source
    exam: Exam
    scales: tuple[PrintedScale, ...]
    forms: tuple[str, ...]
    usable: bool
    items: int | None

    @property
    def name(self) -> str:
        """The instrument and the exam, as errors name them."""
        return f"{self.source.value} for {self.exam.label}"


Meant = tuple[Source, Exam | None, str]
"""What a name means: an instrument, the exam it is made for and the form, where the name tells them."""


class Instruments(NamedTuple):
    """Every instrument: its use for each exam, and what the folded names mean that it is logged under.

    `worded` are those whose forms are words of their own, `practice` those of which a sitting stands for a whole exam:
    no question bank, sample test, subject or prediction. `topics` reads the topics when first asked: most of what is
    logged names none.
    """

    uses: Mapping[tuple[Source, Exam], InstrumentUse]
    names: Mapping[str, Meant]
    worded: frozenset[Source] = frozenset()
    practice: frozenset[Source] = frozenset()
    topics: Callable[[], KnownTopics] = KnownTopics

    def of(self, source: Source) -> list[InstrumentUse]:
        """Return what a source is used for, exam by exam."""
        return [use for use in self.uses.values() if use.source == source]

    @property
    def ids(self) -> list[str]:
        """The ids of the instruments, in the order of their data."""
        return list(dict.fromkeys(use.source.value for use in self.uses.values()))
