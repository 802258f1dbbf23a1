"""The words of the field: exams, instruments, units and the conditions a score was taken under."""

from enum import StrEnum


class Exam(StrEnum):
    """A licensing exam that a plan can be about."""

    STEP1 = "step1"
    STEP2CK = "step2ck"

    @property
    def label(self) -> str:
        """The exam's name as people write it."""
        return {"step1": "Step 1", "step2ck": "Step 2 CK"}[self.value]


class Source(StrEnum):
    """An instrument that scores come from."""

    NBME = "nbme"
    UWSA = "uwsa"
    AMBOSS = "amboss"
    FREE120 = "free120"
    QBANK = "qbank"


class Unit(StrEnum):
    """What a printed number is: a score on a reported scale, or a percent."""

    SCORE = "score"
    PERCENT = "percent"


class Condition(StrEnum):
    """How a sitting differed from, or matched, the real exam."""

    TIMED = "timed"
    UNTIMED = "untimed"
    FULL_LENGTH = "full-length"
    PARTIAL = "partial"
    REPEAT = "repeat"
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
