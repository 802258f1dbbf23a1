"""What was studied, in a few lines and a table: weak topics, and how much of the question bank was done."""

from stepready.core.log.bank_volume import BankVolume, Volume
from stepready.core.schedule.topics import Topic
from stepready.core.values.wording import count, full_day, number
from stepready.services.report import Report

MOST_NAMED = 5


def study_lines(report: Report) -> list[tuple[str, str]]:
    """Return what was studied as labels with a line each; nothing where nothing was logged."""
    weak = [topic for topic in report.topics if topic.ranked][:MOST_NAMED]
    lines = [("Weak topics", ", ".join(map(_weak, weak)))] if weak else []
    return [*lines, *([("Bank", _bank(report.bank))] if report.bank else [])]


def _weak(topic: Topic) -> str:
    return f"{topic.topic} {number(round(topic.percent))} % of {count(topic.questions, 'question')}"


def _bank(found: BankVolume) -> str:
    every = f"{_volume(found.every)} since {full_day(found.every.since)}"
    if found.lately is None:
        return f"{every}; nothing in the last four weeks"
    return f"{every}; {_volume(found.lately)} in the last four weeks"


def _volume(found: Volume) -> str:
    return f"{count(found.questions, 'question')} on {count(found.days, 'day')}, {number(round(found.percent))} % right"
