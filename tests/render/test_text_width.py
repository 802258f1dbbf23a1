"""Columns stay straight whatever letters stand in them."""

import pytest

from stepready.render.terminal import wrapped
from stepready.render.text_width import columns, cut, fitted
from tests.conftest import Stepready


@pytest.mark.parametrize(
    ("text", "wide"),
    [("renal", 5), ("心臓病学", 8), ("e\u0301tude", 5), ("Öko", 3), ("a\u200bb", 2), ("ＡＢ", 4), ("", 0)],  # noqa: RUF001
)
def test_a_text_takes_the_columns_it_is_drawn_in(text: str, wide: int) -> None:
    assert columns(text) == wide


def test_a_text_is_cut_and_filled_by_columns() -> None:
    assert cut("心臓病学", 5) == "心臓"
    assert fitted("心臓", 6) == "心臓  "
    assert fitted("心臓", 6, right=True) == "  心臓"
    assert fitted("心臓病学", 5) == "心臓 "
    assert cut("e\u0301tude", 1) == "e\u0301"


def test_lines_of_wide_letters_keep_to_the_width() -> None:
    lines = wrapped("心臓病学の問題を毎日解く and then review", 20, indent="  ")
    assert all(columns(line) <= 20 for line in lines)
    assert "".join("".join(lines).split()) == "心臓病学の問題を毎日解くandthenreview"


def test_topics_and_scores_stay_in_line_beside_wide_names(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-08-25 --applicant us-img --specialty psychiatry")
    stepready("log qbank 30/40 --topic 心臓病学")
    stepready("log qbank 31/40 --topic renal")
    stepready("log bank 心臓 100/200 50%")
    stepready("log bank uworld 100/200 50%")
    shown = [line for line in stepready("topics").out.splitlines() if " 40 " in line]
    assert len({columns(line[: line.index(" 40 ")]) for line in shown}) == 1
    listed = stepready("scores").out.splitlines()
    assert len({columns(line[: line.index("Step 2 CK")]) for line in listed}) == 1
