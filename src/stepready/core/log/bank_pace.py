"""How fast a question bank goes, and what pace ends it before the exam: every sentence of it is composed here."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil

from stepready.core.log.bank import BankTelling, BankTotal, folded_bank, in_hand, latest
from stepready.core.log.bank_work import Stretch, stretches
from stepready.core.values.wording import count, full_day, number

LAST_WEEKS = 28
"""Days that count as the last weeks."""


def lately(stretch: Iterable[Stretch], as_of: date) -> tuple[float, float | None] | None:
    """Return the questions a day of the last weeks, and the percent of them right (0-100) where it is known.

    Differences of running totals whose greater part lies in the last weeks count; None where there is none.
    """
    first = as_of - timedelta(days=LAST_WEEKS - 1)
    recent = [one for one in stretch if 2 * (first - one.after).days <= (one.until - one.after).days + 1]
    if not recent:
        return None
    done = sum(one.questions for one in recent)
    days = (as_of - min(one.after for one in recent)).days
    rated = [one for one in recent if one.percent is not None]
    weight = sum(one.questions for one in rated)
    percent = sum((one.percent or 0) * one.questions for one in rated) / weight if weight else None
    return done / max(1, days), percent


def standing(totals: Sequence[BankTotal], as_of: date, exam_date: date | None) -> list[str]:
    """Say of each bank how much is done, how the last weeks went and what pace ends it, the one in hand first."""
    return [_standing(total, totals, as_of, exam_date) for total in latest(totals)]


def _standing(total: BankTotal, totals: Sequence[BankTotal], as_of: date, exam_date: date | None) -> str:
    if total.told is not BankTelling.TOTAL:
        return f"{total.title}: {total.amount}, as told on {full_day(total.day)}"
    right = "" if total.percent is None else f", {number(total.percent)} % right"
    head = f"{total.title}: {total.done} of {total.size}, {number(total.share or 0)} % done once{right}"
    return "; ".join([head, *pace(total, totals, as_of, exam_date)])


def pace(total: BankTotal, totals: Sequence[BankTotal], as_of: date, exam_date: date | None) -> list[str]:
    """Say how the last weeks of a running total's pass went, and what pace ends it before the exam."""
    name = (folded_bank(total.bank), total.pass_number)
    ours = [one for one in stretches(totals) if one[:2] == name]
    found = lately(ours, as_of)
    said = []
    if found is not None:
        a_day, percent = found
        right = "" if percent is None else f", {number(percent)} % right"
        if percent is not None and any(one.is_rough for one in ours):
            right += ", as rough as two rounded totals make it: no rule goes by it"
        said.append(f"the last weeks {number(a_day)} a day{right}")
    left = total.left
    if left:
        said += _to_finish(left, found[0] if found else 0.0, as_of, exam_date)
    return said


def _to_finish(left: int, a_day: float, as_of: date, exam_date: date | None) -> list[str]:
    """Say when the questions left are done at the pace of the last weeks, and the pace that the exam asks for."""
    said = [f"{count(left, 'question')} left"]
    if a_day > 0 and (days := ceil(left / a_day)) <= 2 * 366:
        said[0] += f", done on {full_day(as_of + timedelta(days=days))} at that pace"
    if exam_date is not None and exam_date > as_of:
        needed = ceil(left / (exam_date - as_of).days)
        said.append(f"{needed} a day end it by the exam ({full_day(exam_date)})")
    return said


def in_short(totals: Sequence[BankTotal]) -> str | None:
    """Say how much of each bank is done, the latest first: `uworld 65 % done, 1260 left`; None if nothing tells."""
    told = latest(totals)
    total = in_hand(totals) or next(iter(told), None)
    if total is None:
        return None
    if total.told is not BankTelling.TOTAL:
        return total.amount
    counted = (one for one in told if one.is_counted)
    return "; ".join(f"{one.title} {number(one.share or 0)} % done, {one.left} left" for one in counted)
