"""What the percent of a question bank's first pass adds to practice exams: a small shift, with its own error.

Among people who posted, a percent more than goes with the same practice went with a fraction of an exam point more.
It moves both lines alike and widens them by its error, so it never narrows; like the posters' part of the headline it
fades to nothing where their data end. No rule looks at it.
"""

from collections.abc import Iterable
from datetime import date
from math import sqrt

from stepready.core.forecast.distributions import Bell
from stepready.core.forecast.model import BankPercent
from stepready.core.log.bank import BankTelling, BankTotal, folded_bank, in_time
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPass:
    """The percent right (0-100) in the first pass of a bank, as its page showed it on a day."""

    bank: str
    percent: float
    on: date

    def over(self, level: float, part: BankPercent) -> float:
        """Return by how many percent it lies over what goes with a practice level; far ones count as far, not more."""
        expected = part.percent + part.per_point * (level - part.at)
        return max(-part.most, min(self.percent - expected, part.most))


def first_pass_told(
    totals: Iterable[BankTotal], as_of: date, part: BankPercent | None, *, since: date | None = None
) -> FirstPass | None:
    """Return the latest first-pass percent of a bank that counts, once enough of it is done; None without one.

    After a failed sitting of the exam itself only what was told after its day, `since`, counts.
    """
    found = [
        FirstPass(bank=total.title, percent=total.percent, on=total.day)
        for total in in_time(totals)
        if part is not None and total.percent is not None and _counts(total, part)
        if total.day <= as_of and (since is None or total.day > since)
    ]
    return found[-1] if found else None


def _counts(total: BankTotal, part: BankPercent) -> bool:
    is_first = total.told is BankTelling.TOTAL and total.pass_number == 1
    return is_first and folded_bank(total.bank).startswith(part.banks) and (total.share or 0.0) >= part.least_share


def moved(bell: Bell, over: float, part: BankPercent, fade: float) -> Bell:
    """Return a line moved by so many percent over the expected, and widened; `fade` (0-1) is how much of it counts."""
    shift, doubt = part.worth * over * fade, part.worth_sd * over * fade
    return bell._replace(centre=bell.centre + shift, scale=bell.scale * sqrt(1 + (doubt / bell.sd) ** 2))
