"""What `doctor` says of one thing it looked at."""

from enum import StrEnum
from typing import NamedTuple


class Health(StrEnum):
    """How a finding stands."""

    GOOD = "good"
    LOOK = "look"
    BAD = "bad"


class HealthFinding(NamedTuple):
    """One thing that was checked: what was seen, and what to do about it."""

    about: str
    state: Health
    says: str
    do: tuple[str, ...] = ()
