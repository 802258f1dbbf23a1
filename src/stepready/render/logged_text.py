"""What `log`, `edit` and `rm` answer: what is kept, with the day it was read as."""

from typing import TYPE_CHECKING

from stepready.core.log.score import Score
from stepready.core.values.wording import full_day, number

if TYPE_CHECKING:
    from stepready.core.log.bank import BankTotal
    from stepready.core.log.day_log import StudyHours


def logged_text(score: Score, verb: str = "logged") -> str:
    """Confirm a kept score, with the day it was read as."""
    parts = [score.exam.label, f"id {score.id}"]
    if score.questions is not None:
        parts.insert(0, f"{score.questions} questions")
    if score.p_pass is not None:
        parts.append(f"P(pass) {number(score.p_pass)} %")
    return f"{verb} {score.title} {score.amount} on {full_day(score.day)} ({', '.join(parts)})"


def hours_text(hours: "StudyHours", verb: str = "logged") -> str:
    """Confirm kept hours, with the day they were read as."""
    about = f" of {hours.topic}" if hours.topic else ""
    return f"{verb} {hours.amount}{about} on {full_day(hours.day)} ({hours.exam.label}, id {hours.id})"


def total_text(total: "BankTotal", verb: str = "logged") -> str:
    """Confirm what was kept of a question bank, with the day it was read as."""
    done = f" ({number(total.share)} % done)" if total.is_counted and total.share is not None else ""
    return f"{verb} {total.title} {total.amount}{done} on {full_day(total.day)} ({total.exam.label}, id {total.id})"
