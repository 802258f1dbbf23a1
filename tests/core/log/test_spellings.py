"""Words as people write them: each is read as what is meant, or refused with the right writing named."""

import shlex
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.log.bank import read_total
from stepready.core.log.day_log import read_hours
from stepready.core.log.entry import plain_number, read_entry
from stepready.core.log.score import Entry
from stepready.core.log.typed_words import read_words
from stepready.core.log.which_exam import exam_of
from stepready.core.values.days import parse_day
from stepready.core.values.errors import StepreadyError
from stepready.guides.instruments import load_instruments, load_topics

KNOWN = load_instruments()
TODAY = date(2027, 7, 15)
SPELLINGS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "spellings.toml").read_text("utf-8"))


def entry(line: str) -> Entry:
    """Read what follows `log` as the command does."""
    source, *words = shlex.split(line)
    typed = read_words(source, words, KNOWN)
    exam = exam_of(typed, "", KNOWN, [Exam.STEP2CK])
    source, form = typed.named.source, typed.named.form
    return read_entry(source, form, typed.value, instruments=KNOWN, exam=exam, day=TODAY, today=TODAY)


@pytest.mark.parametrize("line", SPELLINGS["log"])
def test_a_score_is_read_as_what_is_meant(line: str) -> None:
    read = entry(line)
    form = read.form.replace(" ", "~") or "-"
    assert f"{read.source} {form} {plain_number(read.value)} {read.unit} {read.exam}" == SPELLINGS["log"][line]


@pytest.mark.parametrize("line", SPELLINGS["refused"])
def test_what_is_no_score_is_refused_with_the_right_writing(line: str) -> None:
    with pytest.raises(StepreadyError) as refused:
        entry(line)
    assert SPELLINGS["refused"][line] in refused.value.message


@pytest.mark.parametrize("text", SPELLINGS["total"])
def test_a_running_total(text: str) -> None:
    done, size, percent = read_total(text)
    assert f"{done} {size} {percent if percent is None else plain_number(percent)}" == SPELLINGS["total"][text]


@pytest.mark.parametrize("text", SPELLINGS["hours"])
def test_hours(text: str) -> None:
    assert read_hours(text) == SPELLINGS["hours"][text]


@pytest.mark.parametrize("text", SPELLINGS["day"])
def test_a_day(text: str) -> None:
    assert parse_day(text, TODAY, past=True).isoformat() == SPELLINGS["day"][text]


@pytest.mark.parametrize("text", SPELLINGS["no-day"])
def test_what_is_no_one_day_is_refused(text: str) -> None:
    with pytest.raises(StepreadyError) as refused:
        parse_day(text, TODAY, past=True)
    assert SPELLINGS["no-day"][text] in refused.value.message


@pytest.mark.parametrize("text", SPELLINGS["topic"])
def test_a_topic_has_one_name(text: str) -> None:
    assert load_topics().canonical(text) == SPELLINGS["topic"][text]
