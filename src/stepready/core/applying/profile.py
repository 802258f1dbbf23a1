"""What a programme list needs to know of the applicant and no exam tells. Unknown stays unknown."""

from enum import StrEnum

from stepready.core.values import dataclass, every_one, in_range

FIRST_YEAR, LAST_YEAR = 1950, 2100
MOST_MONTHS = 600


class Visa(StrEnum):
    """The visa an applicant needs; `either` is content with a J-1 or an H-1B."""

    NONE = "none"
    J1 = "j1"
    H1B = "h1b"
    EITHER = "either"


class Step3(StrEnum):
    """Whether Step 3 is passed."""

    PASSED = "passed"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the user said about the application; None means not said.

    `graduated` is the year of the medical degree, `us_months` months of US clinical experience and `us_kind` of what
    kind, `letters` the letters in hand as the user puts them (by specialty), `states` and `regions` where they would
    go, `budget` US dollars for application fees.
    """

    visa: Visa | None = None
    graduated: int | None = None
    us_months: int | None = None
    us_kind: str | None = None
    letters: str | None = None
    states: tuple[str, ...] | None = None
    step3: Step3 | None = None
    prior_training: bool | None = None
    budget: int | None = None

    def __post_init__(self) -> None:
        """Refuse figures nobody can have, all of them at once."""
        every_one(
            lambda: in_range("graduated", self.graduated, FIRST_YEAR, LAST_YEAR),
            lambda: in_range("us_months", self.us_months, 0, MOST_MONTHS),
            lambda: in_range("budget", self.budget, 0, 1_000_000),
        )
