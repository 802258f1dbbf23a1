"""The question bank as its owner sees it: how much of it is done, by its own page, in which pass."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum

from stepready.core.facts.exam import Exam
from stepready.core.log.entry import clean_text
from stepready.core.log.typed_words import shown
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, full_day, number

LARGEST = 20_000
"""Questions the largest bank may have."""
MOST_PASSES = 9
MAX_NAME = 40
SHARES = 1000
"""The size a share of a bank is kept of: told to a tenth of a percent."""
NAME = "the question bank"
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,6}"
_COUNTED = (
    rf"(?i)({_NUMBER})\s*(?:/|of|out of)\s*({_NUMBER})"
    r"(?:[\s,;]+\(?(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|percent|pct)?\)?)?"
)
_NAMED = rf"(?is)(.*?)[\s:]*(?<![\d,])((?:{_NUMBER}|\d+)\s*(?:/|of\b|out of\b).*)"
ACCEPTED = "DONE/SIZE and the percent right, such as 2340/3600 64%"


class BankTelling(StrEnum):
    """How a total was told: what of it means something.

    A `total` is done and size as the bank's own page shows them at the end of its day. A `share` says what part of a
    bank is done, its size unknown (done of 1000). What is `left` at the start of its day says no share (none of the
    rest is done). A `session` is no total: so many questions of the day, their percent unknown.
    """

    TOTAL = "total"
    SHARE = "share"
    LEFT = "left"
    SESSION = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTotal:
    """What was told of a question bank on a day: `done` of `size` questions in a pass, `percent` of them right (0-100).

    `pass_number` is 1 for the first time through. `percent` is None where it was not said.
    """

    id: int = 0
    uid: str = ""
    exam: Exam
    day: date
    bank: str = ""
    done: int
    size: int
    percent: float | None = None
    pass_number: int = 1
    told: BankTelling = BankTelling.TOTAL
    note: str = ""

    @property
    def title(self) -> str:
        """The bank's name, or what stands for it."""
        return self.bank or NAME

    @property
    def is_counted(self) -> bool:
        """Whether it is the running total of the bank's own page."""
        return self.told is BankTelling.TOTAL

    @property
    def share(self) -> float | None:
        """The part of the bank done in this pass, in percent (0-100); None where its size was not told."""
        known = self.told in {BankTelling.TOTAL, BankTelling.SHARE}
        return 100 * self.done / self.size if known and self.size else None

    @property
    def left(self) -> int | None:
        """The questions this pass still has; None where they were not told."""
        return self.size - self.done if self.told in {BankTelling.TOTAL, BankTelling.LEFT} else None

    @property
    def amount(self) -> str:
        """What was told, without bank and day: `2340/3600 64 %`."""
        right = "" if self.percent is None else f" {number(self.percent)} %"
        match self.told:
            case BankTelling.SHARE:
                return f"{number(100 * self.done / SHARES)} % done"
            case BankTelling.LEFT:
                return f"{count(self.size, 'question')} left"
            case BankTelling.SESSION:
                return count(self.done, "question")
        again = f", pass {self.pass_number}" if self.pass_number > 1 else ""
        return f"{self.done}/{self.size}{right}{again}"

    @property
    def said(self) -> str:
        """The entry as the journal names it: `uworld 2340/3600 64 % on 2027-07-01`."""
        return f"{self.title} {self.amount} on {self.day.isoformat()}"


def folded_bank(name: str) -> str:
    """Return what is left of a bank's name once case and blanks are taken off."""
    return "".join(name.casefold().split())


def checked_bank(name: str) -> str:
    """Return a bank's name as it is kept: one line, outer and doubled blanks taken off."""
    return clean_text("name of the bank", " ".join(name.split()), MAX_NAME)


def split_total(text: str) -> tuple[str, str]:
    """Return the bank's name and the running total after it: `uworld` and `2340/3600 64%`; either may be empty."""
    found = re.fullmatch(_NAMED, text.strip())
    return (found[1], found[2]) if found else (text.strip(), "")


def read_total(text: str) -> tuple[int, int, float | None]:
    """Return done, size and percent of `2340/3600 64%` or `2340 of 3600`; raise StepreadyError for anything else."""
    found = re.fullmatch(_COUNTED, text.strip())
    if found is None or not text.isascii():
        raise StepreadyError(f"{shown(text)} is no running total; accepted: {ACCEPTED}")
    percent = None if found[3] is None else float(found[3].replace(",", "."))
    done, size = (int(counted.replace(",", "")) for counted in (found[1], found[2]))
    return done, size, percent


def checked_total(total: BankTotal, others: Iterable[BankTotal]) -> BankTotal:
    """Return a total that can stand among the others of its exam; raise StepreadyError otherwise.

    A pass never runs backwards: nothing done on a day is undone on a later one, and none has more than the bank.
    """
    if in_bounds(total).told is not BankTelling.TOTAL:
        return total
    same = [other for other in others if is_same_pass(total, other) and not (total.id and other.id == total.id)]
    here = _place(total)
    for other in same:
        before = _place(other) <= here
        which = f" (id {other.id})" if other.id else ""
        mend = f"`stepready edit {other.id}` if that one is wrong" if other.id else "that one set right"
        if (other.done > total.done) if before else (other.done < total.done):
            least = max((one.done for one in same if _place(one) <= here), default=0)
            most = min((one.done for one in same if _place(one) > here), default=total.size)
            raise StepreadyError(
                f"{total.done} of {total.title} runs backwards: on {full_day(other.day)} {other.done} "
                f"{'were' if before else 'are'} done{which}; accepted: {least} to {max(least, most)}, "
                f"{mend}, or --pass {total.pass_number + 1} for the next pass"
            )
        if (other.day, other.done, other.size, other.percent) == (total.day, total.done, total.size, total.percent):
            mend = f"`stepready edit {other.id}`" if other.id else "one of the two"
            raise StepreadyError(f"{total.said} is logged already{which}; accepted: another total, or {mend}")
    return total


def in_bounds(total: BankTotal) -> BankTotal:
    """Return a total that a bank can have; raise StepreadyError for one past it, an empty bank, no percent."""
    least = 0 if total.told is BankTelling.LEFT else 1
    if not least <= total.size <= LARGEST:
        raise StepreadyError(f"a bank of {total.size} questions; accepted: {least} to {LARGEST}")
    if not 0 <= total.done <= total.size:
        raise StepreadyError(
            f"{total.done} is more than {total.title} has; accepted: 0 to {total.size}, "
            "or --pass 2 for what is done again"
        )
    if total.percent is not None and not 0 <= total.percent <= 100:  # noqa: PLR2004 - a percent
        raise StepreadyError(f"{number(total.percent)} % right; accepted: 0 to 100")
    if not 1 <= total.pass_number <= MOST_PASSES:
        raise StepreadyError(f"pass {total.pass_number}; accepted: 1 to {MOST_PASSES}")
    return total


def is_same_pass(one: BankTotal, other: BankTotal) -> bool:
    """Whether two running totals count the same questions: one exam, one bank, one time through."""
    return _pass_of(one) == _pass_of(other)


def _pass_of(total: BankTotal) -> tuple[Exam, str, int, BankTelling]:
    return total.exam, folded_bank(total.bank), total.pass_number, total.told


def _place(total: BankTotal) -> tuple[date, bool, int]:
    """Return where a total stands in time; one that is not kept yet comes last on its day."""
    return total.day, not total.id, total.id


def in_time(totals: Iterable[BankTotal]) -> list[BankTotal]:
    """Return totals in the order in which they stood on the page."""
    return sorted(totals, key=_place)


def named_as_before(total: BankTotal, others: Sequence[BankTotal]) -> BankTotal:
    """Return a total under the name its bank was first logged by: `UWorld` and `uworld` are one."""
    same = (other.bank for other in others if folded_bank(other.bank) == folded_bank(total.bank))
    return replace(total, bank=next(same, total.bank))


def told_uid(exam: Exam, told: BankTelling) -> str:
    """Return the uid of the share or of the questions left an exam has one of: two devices told it told one thing."""
    return f"bank-{told.value}-{exam.value}"


def share_told(exam: Exam, day: date, percent: float | None) -> BankTotal | None:
    """Return the share of the bank done once (0-100) as it is kept; None where none is told."""
    if percent is None:
        return None
    return BankTotal(exam=exam, day=day, done=round(percent * SHARES / 100), size=SHARES, told=BankTelling.SHARE)


def left_told(exam: Exam, day: date, left: int) -> BankTotal:
    """Return the questions left of the bank as they are kept."""
    return BankTotal(exam=exam, day=day, done=0, size=left, told=BankTelling.LEFT)


def latest(totals: Iterable[BankTotal]) -> list[BankTotal]:
    """Return the last word on each bank's first pass, the latest told first; shares and what is left among them."""
    found: dict[tuple[str, BankTelling], BankTotal] = {}
    for total in in_time(totals):
        if total.pass_number == 1 and total.told is not BankTelling.SESSION:
            found[folded_bank(total.bank), total.told] = total
    return in_time(found.values())[::-1]


def share_done(totals: Iterable[BankTotal]) -> float | None:
    """Return how much of a question bank is done once, in percent: of several banks the one furthest through.

    A share that was told stands until a running total is logged after it. None when nothing tells.
    """
    known = [total for total in latest(totals) if total.share is not None]
    if known and known[0].told is BankTelling.SHARE:
        return known[0].share
    return max((total.share or 0.0 for total in known if total.told is BankTelling.TOTAL), default=None)


def in_hand(totals: Iterable[BankTotal]) -> BankTotal | None:
    """Return the word on the questions left that holds: the latest told, of a bank that is not yet through."""
    known = [total for total in latest(totals) if total.left is not None]
    return known[0] if known and (known[0].left or known[0].told is BankTelling.LEFT) else None
