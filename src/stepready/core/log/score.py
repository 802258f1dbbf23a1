"""A logged score: what is typed, what is kept, and the days and topics it is summed by."""

from datetime import date

from stepready.core.facts.exam import Condition, Exam, Source, Unit
from stepready.core.values import dataclass
from stepready.core.values.wording import number


def printed(value: float, unit: Unit) -> str:
    """Write a value with its unit: `231`, `74 %`."""
    return f"{number(value)} %" if unit is Unit.PERCENT else number(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a user logs: validated against its instrument's scale, not yet kept anywhere.

    `value` is on the scale that `unit` names: 1-300 for three-digit scores, 0-100 for percents.
    `p_pass` is the probability of passing printed on the report, in percent (0-100). The fields stand in the order
    of the columns of an export.
    """

    day: date
    source: Source
    form: str
    value: float
    unit: Unit
    questions: int | None = None
    conditions: frozenset[Condition] = frozenset()
    note: str = ""
    exam: Exam
    topic: str = ""
    p_pass: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score(Entry):
    """A kept entry: `id` is the short number people see, `uid` is stable across exports."""

    id: int
    uid: str

    @property
    def title(self) -> str:
        """The instrument and its form, as on the report: `NBME 11`, `Free 120`."""
        return self.source.titled(self.form)

    @property
    def amount(self) -> str:
        """The value as it is printed: `231`, `72.5 %`."""
        return printed(self.value, self.unit)

    @property
    def said(self) -> str:
        """The score in words: `NBME 11 231 on 2027-07-01`."""
        return f"{self.title} {self.amount} on {self.day.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QbankDay:
    """One day of question-bank work for one exam, summed over its sessions.

    `percent` is weighted by questions (0-100); a session without a question count weighs as one question.
    `ids` are the sessions behind it, oldest first; empty when the store summed the day. `after` is the day of the
    running total before, where what was done since is in it: None where all of it is of this day.
    """

    day: date
    percent: float
    questions: int
    sessions: int
    ids: tuple[int, ...] = ()
    after: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDay:
    """One day of question-bank work on one topic, summed; a session without a count weighs as one question."""

    topic: str
    day: date
    percent: float
    questions: int
