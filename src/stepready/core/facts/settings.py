"""What the user's own settings file replaces or adds: readings, days, the report lag of some test days, tags."""

from datetime import date

from stepready.core.facts.citation import Fact, Status
from stepready.core.values import dataclass, every_one, in_range
from stepready.core.values.wording import count, full_day


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOverride:
    """A value that replaces a reading's, by its name in the readings."""

    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneOverride(Fact):
    """A day that replaces a milestone's in one season, with the user's source; community unless they say better."""

    season: int
    id: str
    on: date
    status: Status = Status.COMMUNITY


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedDay(Fact):
    """A day that the user adds to every calendar: on a date, or so many `days` after another, by its id in `after`.

    Negative days are before. Community unless they say better.
    """

    label: str
    on: date | None = None
    after: str = ""
    days: int = 0
    status: Status = Status.COMMUNITY

    def __post_init__(self) -> None:
        """Refuse a day without a source, without a label, or with no date or two."""
        every_one(self._sourced, self._labelled, self._one_date)

    def _sourced(self) -> None:
        Fact.__post_init__(self)

    def _labelled(self) -> None:
        if not self.label.strip():
            msg = "no label: say what the day is"
            raise ValueError(msg)

    def _one_date(self) -> None:
        if (self.on is None) == (not self.after):
            found = "neither on nor after" if self.on is None else "both on and after"
            msg = f"{found}; allowed: one of them"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class DelayWindow:
    """Test days whose results are announced to come later, both ends included.

    Either so many days more than usual, or all of them reported on one day.
    """

    first: date
    last: date
    source: str
    extra_days: int | None = None
    reported_on: date | None = None

    @property
    def says(self) -> str:
        """The announcement in a sentence, with its source."""
        on = self.reported_on
        when = f"on {full_day(on)}" if on is not None else f"{count(self.extra_days or 0, 'day')} later"
        told = f"Tests from {full_day(self.first)} to {full_day(self.last)} are taken to report {when}"
        return f"{told} ({self.source})."

    def holds(self, test_day: date) -> bool:
        """Whether a test day lies inside."""
        return self.first <= test_day <= self.last

    def __post_init__(self) -> None:
        """Refuse a window that is the wrong way round or rests on nothing; every problem is an argument of its own."""
        every_one(self._sourced, self._one_form, self._in_range, self._in_order)

    def _sourced(self) -> None:
        if not self.source:
            msg = "no source: say where the delay was announced"
            raise ValueError(msg)

    def _one_form(self) -> None:
        if (self.extra_days is None) == (self.reported_on is None):
            found = "neither extra_days nor" if self.extra_days is None else "both extra_days and"
            msg = f"{found} reported_on; allowed: one of them"
            raise ValueError(msg)

    def _in_range(self) -> None:
        in_range("extra_days", self.extra_days, 1, 180)

    def _in_order(self) -> None:
        if self.first > self.last:
            msg = f"from {self.first} to {self.last} is the wrong way round; allowed: the earlier day first"
            raise ValueError(msg)
        if self.reported_on is not None and self.reported_on <= self.last:
            msg = f"reported_on {self.reported_on} is not after {self.last}; allowed: a day after the last test day"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnkiTag:
    """A word of the user's Anki tags, and the topic it stands for."""

    word: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything the user's settings file may hold; empty when there is none."""

    readings: tuple[ReadingOverride, ...] = ()
    milestones: tuple[MilestoneOverride, ...] = ()
    delay_windows: tuple[DelayWindow, ...] = ()
    anki_tags: tuple[AnkiTag, ...] = ()
    days: tuple[AddedDay, ...] = ()
