"""What a rule saw."""

from enum import StrEnum

from stepready.core.values import dataclass


class Outcome(StrEnum):
    """Three outcomes; unknown never counts as pass."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The outcome of one rule with its trace: what was seen, what was required, which scores were used.

    `missing` is how many points of the practice scale a failing comparison is short of its line, None for others.
    """

    outcome: Outcome
    reason: str
    observed: str | None = None
    required: str | None = None
    used: tuple[int, ...] = ()
    missing: float | None = None


def outcome_of(holds: bool) -> Outcome:  # noqa: FBT001 - a plain translation of a truth value
    """Translate a truth value."""
    return Outcome.PASS if holds else Outcome.FAIL
