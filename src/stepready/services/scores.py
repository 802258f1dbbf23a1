"""`scores`: what is logged, newest first, as far as the filters named let it through."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from stepready.core.facts.exam import Exam
from stepready.core.facts.instruments import Instruments
from stepready.core.facts.names import folded_name
from stepready.core.log.same_form import is_same_form
from stepready.core.log.score import Score
from stepready.core.log.typed_words import read_name
from stepready.core.values.errors import StepreadyError
from stepready.store.book import Book

if TYPE_CHECKING:
    from stepready.core.log.bank import BankTotal
    from stepready.core.log.day_log import StudyHours

APART = ("bank", "hours")
"""What `--source` may name beside instruments: running totals and hours."""


class ScoreFilter(NamedTuple):
    """What to list: an instrument (and its form) under any of its names, a topic, from a day on, exams alone."""

    source: str = ""
    form: str = ""
    topic: str = ""
    since: date | None = None
    practice: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything is asked."""
        return any(self)


class Logged(NamedTuple):
    """What is listed, newest first, and how much there is in all."""

    scores: tuple[Score, ...]
    hours: "tuple[StudyHours, ...]" = ()
    totals: "tuple[BankTotal, ...]" = ()
    total: int = 0

    @property
    def newest_first(self) -> "list[Score | StudyHours | BankTotal]":
        """Return all of it in one order."""
        return sorted((*self.scores, *self.hours, *self.totals), key=lambda one: (one.day, one.id), reverse=True)


def list_logged(
    book: Book, instruments: Instruments, wanted: ScoreFilter, *, exam: Exam | None, most: int | None
) -> Logged:
    """Return what is logged as far as the filter goes, at most so many of the newest; None for all."""
    source, form = _named(wanted.source, instruments)
    wanted = wanted._replace(source=source, form=form)
    named = partial(_named_topic, instruments=instruments)
    scores = [named(score) for score in _scores(book, exam, wanted, most, instruments)]
    hours, totals = _apart(book, exam, wanted, instruments)
    total = len(hours) + len(totals) + (len(scores) if wanted.is_any or most is None else book.count(exam))
    found = Logged(tuple(scores), tuple(hours), tuple(totals), total)
    return found if most is None else _newest(found, most)


def _named(text: str, instruments: Instruments) -> tuple[str, str]:
    """Return the id of a source that was named, with its form if the name holds one; empty texts for none."""
    if not text.strip():
        return "", ""
    if folded_name(text) in APART:
        return folded_name(text), ""
    try:
        named = read_name(text, instruments)
    except StepreadyError as problem:
        raise StepreadyError(f"{problem.message}, {', '.join(APART)}") from None
    return named.source.value, named.form


def _scores(
    book: Book, exam: Exam | None, wanted: ScoreFilter, most: int | None, instruments: Instruments
) -> Sequence[Score]:
    """Return the scores that the filter lets through."""
    if not wanted.is_any:
        return book.scores(exam) if most is None else book.scores(exam, most=most)
    return [
        score
        for score in book.scores(exam)
        if (not wanted.source or score.source == wanted.source)
        and (not wanted.form or is_same_form(score.form, wanted.form))
        and _is_topic(score.topic, wanted.topic, instruments)
        and (wanted.since is None or score.day >= wanted.since)
        and not (wanted.practice and score.source not in instruments.practice)
    ]


def _apart(
    book: Book, exam: Exam | None, wanted: ScoreFilter, instruments: Instruments
) -> "tuple[list[StudyHours], list[BankTotal]]":
    """Return the hours and totals that the filter lets through: neither is a practice exam, totals have no topic."""
    if wanted.practice or wanted.source not in {"", *APART}:
        return [], []
    exams = [exam] if exam else list(Exam)
    since = wanted.since or date.min
    hours = [
        one
        for about in exams
        for one in book.study_hours(about)
        if one.day >= since and _is_topic(one.topic, wanted.topic, instruments)
    ]
    totals = [one for about in exams for one in book.bank_totals(about) if one.day >= since and not wanted.topic]
    return ([] if wanted.source == "bank" else hours), ([] if wanted.source == "hours" else totals)


def _newest(found: Logged, most: int) -> Logged:
    """Return the newest of all that is listed."""
    kept = {one.id for one in found.newest_first[:most]}
    return found._replace(
        scores=tuple(one for one in found.scores if one.id in kept),
        hours=tuple(one for one in found.hours if one.id in kept),
        totals=tuple(one for one in found.totals if one.id in kept),
    )


def _is_topic(topic: str, wanted: str, instruments: Instruments) -> bool:
    """Whether a topic is the one asked for, under any of its names; any is, where none is asked for."""
    if not wanted:
        return True
    known = instruments.topics()
    return folded_name(known.canonical(topic)) == folded_name(known.canonical(wanted))


def _named_topic(score: Score, instruments: Instruments) -> Score:
    """Return a score under the name its topic has now."""
    topic = instruments.topics().canonical(score.topic) if score.topic else ""
    return score if topic == score.topic else replace(score, topic=topic)
