"""What the percent of a question bank's first pass adds: a small shift that narrows nothing and fades."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stepready.core.facts.exam import Exam
from stepready.core.forecast import Forecast, Trend, predict
from stepready.core.forecast.bank_first_pass import FirstPass, first_pass_told
from stepready.core.log.bank import BankTotal
from stepready.core.log.score import Score
from tests.conftest import Stepready
from tests.core.forecast.logs import STEP1, STEP2, TODAY, logs, nbmes, trend


def told(log: list[Score], percent: float | None, *, share: float = 0.5) -> Forecast:
    seen = None if percent is None else FirstPass(bank="UWorld", percent=percent, on=TODAY - timedelta(days=3))
    found = predict(replace(trend(log), first_pass=seen, share=share), TODAY, target=240, pass_mark=218)
    assert found is not None
    return found


def flat(level: float) -> list[Score]:
    return nbmes(*((level, days) for days in (40, 25, 14, 7)))


@pytest.mark.parametrize(
    ("level", "percent", "shift"), [(248, 80, 1.6), (248, 60, -1.6), (258, 74.3, 0.0), (238, 70, 0.688)]
)
def test_a_percent_over_the_expected_moves_both_lines_by_0_16_points(
    level: float, percent: float, shift: float
) -> None:
    # 70 % goes with a level of 248, 0.43 more with every point: 74.3 with 258 and 65.7 with 238. The fitted level lies
    # a point or so over four flat scores, whose growth is presumed in part.
    plain, moved = told(flat(level), None), told(flat(level), percent)
    assert moved.mean - plain.mean == pytest.approx(shift, abs=0.12)
    for one, other in ((moved.posters, plain.posters), (moved.candidates, plain.candidates)):
        assert one is not None
        assert other is not None
        assert one.mean - other.mean == pytest.approx(shift, abs=0.12)


def test_a_percent_far_off_counts_as_20_off() -> None:
    assert told(flat(248), 100).mean == told(flat(248), 91).mean
    assert told(flat(248), 100).mean - told(flat(248), None).mean == pytest.approx(3.2, abs=0.01)


@settings(max_examples=60, deadline=None)
@given(logs(), st.integers(0, 100))
def test_it_never_narrows(log: list[Score], percent: int) -> None:
    plain, moved = told(log, None), told(log, percent)
    assert moved.sd >= plain.sd - 1e-9
    assert moved.high80 - moved.low80 >= plain.high80 - plain.low80 - 1e-4


def test_it_fades_with_the_posters_part_and_is_nothing_at_the_pass_mark() -> None:
    shifts = [told(flat(level), 80).mean - told(flat(level), None).mean for level in (217, 223, 230)]
    assert shifts[0] == 0
    assert 0 < shifts[1] < shifts[2]
    assert told(flat(248), 80, share=0).mean == told(flat(248), None, share=0).mean


def test_a_past_test_day_does_not_know_what_was_seen_after_it() -> None:
    def mean(seen: Trend) -> float:
        found = predict(seen, TODAY - timedelta(days=5), target=240, pass_mark=218)
        assert found is not None
        return found.mean

    plain = trend(flat(248))
    seen = FirstPass(bank="UWorld", percent=80, on=TODAY)
    assert mean(replace(plain, first_pass=seen)) == mean(plain)


def test_it_is_said_and_can_be_left_out() -> None:
    (notice,) = [notice for notice in told(flat(248), 80).notices if "UWorld" in notice]
    assert "80 % right, lies 9.4 over" in notice
    assert "1.5 points" in notice
    assert not any("first pass" in notice for notice in told(flat(248), 70.6).notices)


def total(bank: str, done: int, percent: float | None, days_ago: int, number: int, pass_number: int = 1) -> BankTotal:
    day = TODAY - timedelta(days=days_ago)
    return BankTotal(
        id=number, exam=Exam.STEP2CK, day=day, bank=bank, done=done, size=3600, percent=percent, pass_number=pass_number
    )


@pytest.mark.parametrize(
    ("totals", "percent"),
    [
        ((total("UWorld", 1800, 66, 9, 1), total("uworld step 2", 3600, 71, 2, 2)), 71),
        ((total("UWorld", 1799, 66, 9, 1),), None),
        ((total("UWorld", 3600, 66, 9, 1), total("UWorld", 3600, 80, 2, 2, pass_number=2)), 66),
        ((total("AMBOSS", 3600, 66, 9, 1),), None),
        ((total("UWorld", 2000, 66, 9, 1), total("UWorld", 3600, None, 2, 2)), 66),
        ((total("UWorld", 2000, 66, -1, 1),), None),
        ((), None),
    ],
)
def test_it_is_the_last_word_on_half_of_uworlds_first_pass(totals: tuple[BankTotal, ...], percent: int | None) -> None:
    found = first_pass_told(totals, TODAY, STEP2.bank_percent)
    assert (None if found is None else found.percent) == percent
    assert first_pass_told(totals, TODAY, STEP1.bank_percent) is None


def test_what_was_done_before_a_failed_sitting_does_not_count() -> None:
    totals, failed = [total("UWorld", 3600, 66, 9, 1)], TODAY - timedelta(days=9)
    assert first_pass_told(totals, TODAY, STEP2.bank_percent, since=failed) is None
    assert first_pass_told(totals, TODAY, STEP2.bank_percent, since=date(2027, 1, 1)) is not None


def test_a_first_pass_logged_moves_the_forecast_and_no_rule(stepready: Stepready) -> None:
    stepready("plan set --exam step2ck --on 2027-08-11 --applicant us-md --specialty pmr --target 250")
    for words in ("nbme 11 243 --on 2027-06-20", "nbme 12 246 --on 2027-07-05"):
        stepready(f"log {words}")
    before = stepready("check --json").json
    stepready("log bank uworld 2340/3600 85% --on 2027-07-10")
    after = stepready("check --json").json
    assert 1 < after["forecast"]["mean"] - before["forecast"]["mean"] <= 3.2
    assert after["exam_decision"]["verdict"] == before["exam_decision"]["verdict"]
    assert [check["outcome"] for check in after["checks"] if check["severity"] == "must"] == [
        check["outcome"] for check in before["checks"] if check["severity"] == "must"
    ]
    assert "first pass" in [row["source"] for row in stepready("forecast --json").json["without"]]
