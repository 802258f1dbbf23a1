"""What a student agreed that an advisor sees, and every look that was taken since."""

from datetime import date, datetime
from enum import StrEnum

from stepready.core.values import dataclass


class Scope(StrEnum):
    """How far a consent goes."""

    VERDICT = "verdict"
    SCORES = "scores"

    @property
    def says(self) -> str:
        """What an advisor sees by it."""
        if self is Scope.VERDICT:
            return "your exam, test date, verdict and the day of your last entry"
        return "your verdict, plan, sittings, scores, level, chances and days, never a note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolAdvisor:
    """An advisor to whom consent can be given, by login, name and class."""

    login: str
    shown: str
    cohort: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One consent to one advisor: `until` is its last day (US Eastern), None for no end; `ended_at` when revoked."""

    advisor: str
    scope: Scope
    given_at: datetime
    until: date | None
    ended_at: datetime | None
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look an advisor took, recorded before anything was shown: when, who, at what."""

    at: datetime
    advisor: str
    what: Scope
