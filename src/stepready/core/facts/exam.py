"""The words of the field: exams, instruments, units and the conditions a score was taken under."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, ClassVar, Self


class Exam(StrEnum):
    """A licensing exam that a plan can be about."""

    STEP1 = "step1"
    STEP2CK = "step2ck"
    STEP3 = "step3"

    @property
    def label(self) -> str:
        """The exam's name as people write it."""
        return {"step1": "Step 1", "step2ck": "Step 2 CK", "step3": "Step 3"}[self.value]


USUAL_EXAM = Exam.STEP2CK
"""What a person without a plan is asked about, and what an application is made with."""

THREE_DIGIT = (1, 300)
"""The ends of the scale of the reported scores, both included."""


class Source(str):
    """The id of an instrument that scores come from; equal ids are one object.

    Which instruments there are and what is known of them is data, read in `guides.instruments`; a row that an
    instrument left behind keeps its id. Raise ValueError for a word that can be no id.
    """

    __slots__ = ()
    _pattern: ClassVar = r"[a-z][a-z0-9-]{0,19}"
    _met: ClassVar[dict[str, Any]] = {}
    _labels: ClassVar[dict[str, str]] = {}
    _of_subjects: ClassVar[set[str]] = set()

    def __new__(cls, name: str) -> Self:
        """Return the one object of an id."""
        if name not in cls._met:
            if not isinstance(name, str) or not re.fullmatch(cls._pattern, name):
                msg = f"{name!r} is no id of an instrument"
                raise ValueError(msg)
            cls._met[name] = super().__new__(cls, name)
        met: Self = cls._met[name]
        return met

    @classmethod
    def learn(cls, labels: Mapping[str, str], of_subjects: Iterable[str] = ()) -> None:
        """Take what instruments are called on every screen, and which of them are sat a subject at a time."""
        cls._labels.update(labels)
        cls._of_subjects.update(of_subjects)

    @property
    def value(self) -> str:
        """The id as plain text."""
        return str(self)

    @property
    def label(self) -> str:
        """The instrument's short name as people write it: `NBME`, `Free 120`; the id where no data name it."""
        return self._labels.get(self, self)

    def titled(self, form: str) -> str:
        """Return the instrument and a form, as on its report: `NBME 11`; the instrument alone without one."""
        return f"{self.label} {form}".strip()

    @property
    def is_bank(self) -> bool:
        """Whether its scores are sessions of a question bank rather than sittings of an exam."""
        return self == "qbank"

    @property
    def is_of_subjects(self) -> bool:
        """Whether its sittings are each of a subject, so that a day may hold several; no whole exam's are."""
        return self in self._of_subjects


class Unit(StrEnum):
    """What a printed number is: a score on a reported scale, or a percent."""

    SCORE = "score"
    PERCENT = "percent"

    @property
    def sign(self) -> str:
        """What stands behind a number of this unit: ` %`, or nothing."""
        return " %" if self is Unit.PERCENT else ""


class Condition(StrEnum):
    """How a sitting differed from, or matched, the real exam."""

    TIMED = "timed"
    UNTIMED = "untimed"
    FULL_LENGTH = "full-length"
    PARTIAL = "partial"
    REPEAT = "repeat"
    UNSEEN = "unseen"
    OFFLINE = "offline"


class Applicant(StrEnum):
    """Where an applicant trained and whether a visa is needed."""

    US_MD = "us-md"
    US_DO = "us-do"
    US_IMG = "us-img"
    NON_US_IMG = "non-us-img"


class Step1(StrEnum):
    """Step 1 as history of a Step 2 CK plan."""

    NOT_TAKEN = "not-taken"
    PASSED = "passed"
    FAILED = "failed"
    FAILED_THEN_PASSED = "failed-then-passed"

    @property
    def was_failed(self) -> bool:
        """Whether any sitting was failed."""
        return self in (Step1.FAILED, Step1.FAILED_THEN_PASSED)


class Competitiveness(StrEnum):
    """How hard a specialty is to enter, as the general guide groups them."""

    HIGH = "high"
    MODERATE = "moderate"
    LESS = "less"
    UNKNOWN = "unknown"
