"""Every test day against every deadline: visibility, windows, dominance, what waiting buys and costs."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stepready.core.dates.sweep import (
    Question,
    SweptDay,
    counts_by,
    deadlines_of,
    delay_trade,
    judge_days,
    last_safe_days,
    trade,
    undominated,
)
from stepready.core.facts.exam import Exam
from stepready.core.facts.settings import DelayWindow
from stepready.core.plan import Plan
from stepready.core.season.arrival import Arrival
from stepready.core.season.calendar import season
from stepready.core.season.windows import TimingWord
from stepready.core.values.wording import percent
from stepready.guides.library import load

LIBRARY = load()
FACTS = LIBRARY.facts
SEASON = season(2028, LIBRARY.calendar)
ARRIVAL = Arrival(lag=FACTS.lag)
TODAY = date(2027, 6, 1)


@dataclass(frozen=True)
class Guess:
    mean: float
    p_target: float | None
    p_pass: float | None
    unsupported: str | None = None


def rising(test_day: date) -> Guess:
    weeks = (test_day - TODAY).days / 7
    return Guess(mean=230 + weeks, p_target=min(0.95, 0.2 + weeks / 40), p_pass=0.9)


def question(exam: Exam = Exam.STEP2CK, **plan: object) -> Question:
    return Question(
        as_of=TODAY,
        plan=Plan(exam=exam, **plan),  # type: ignore[arg-type]
        season=SEASON,
        facts=FACTS,
        arrival=ARRIVAL,
        timing=LIBRARY.guides["med-peds-non-us-img"].timing if exam is Exam.STEP2CK else None,
        forecast_on=rising,
        expected_on=lambda _day: "go",
        now_on=lambda _day: "no-go",
    )


def weeks(n: int, first: date = TODAY) -> list[date]:
    return [first + timedelta(weeks=at) for at in range(n)]


def row(day: date, p_target: float | None, seen: float) -> SweptDay:
    return SweptDay(
        exam_date=day,
        mean=None,
        p_target=p_target,
        p_pass=None,
        pass_mark=218,
        score_typical=day,
        score_safe=day,
        p_score_by={"review_opens": seen},
        timing=None,
        exam_verdict="go",
        exam_verdict_now="go",
    )


def test_a_row_says_when_the_score_comes_and_which_deadlines_it_meets() -> None:
    (found,) = judge_days(question(), [date(2027, 8, 25)])
    assert (found.score_typical, found.score_safe) == (date(2027, 9, 22), date(2027, 10, 20))
    assert found.p_score_by["review_opens"] == 0.9
    assert found.p_score_by["rank_list_due"] > 0.999
    assert found.p_score_by["eras_opens"] == 0.0
    assert (found.pass_mark, found.exam_verdict, found.exam_verdict_now) == (218, "go", "no-go")


@pytest.mark.parametrize(("test_day", "mark"), [("2025-06-30", 214), ("2025-07-01", 218), ("2022-06-30", 209)])
def test_the_pass_mark_is_the_one_of_the_test_day(test_day: str, mark: int) -> None:
    assert judge_days(question(), [date.fromisoformat(test_day)])[0].pass_mark == mark


def test_visibility_never_rises_with_a_later_test() -> None:
    rows = judge_days(question(), weeks(52))
    for name in deadlines_of(SEASON, FACTS):
        chances = [found.p_score_by[name] for found in rows]
        assert chances == sorted(chances, reverse=True), name


def test_the_deadlines_are_the_milestones_and_early_october() -> None:
    found = deadlines_of(SEASON, FACTS)
    assert found["early_october"] == date(2027, 10, 10)
    assert found["review_opens"] == date(2027, 9, 22)
    assert list(found.values()) == sorted(found.values())
    assert set(found) == {m.id for m in SEASON.milestones} | {"early_october"}


# Counted back on a calendar: 28 and 56 days before each deadline.
@pytest.mark.parametrize(
    ("name", "p90", "p99"),
    [
        ("review_opens", "2027-08-25", "2027-07-28"),
        ("early_october", "2027-09-12", "2027-08-15"),
        ("rank_list_due", "2028-02-02", "2028-01-05"),  # across the leap day of 2028
    ],
)
def test_the_last_safe_days_of_2028(name: str, p90: str, p99: str) -> None:
    found = last_safe_days(ARRIVAL, deadlines_of(SEASON, FACTS))[name]
    assert (found.p90, found.p99) == (date.fromisoformat(p90), date.fromisoformat(p99))


def test_days_after_the_eligibility_window_are_marked() -> None:
    rows = judge_days(question(eligibility_end=date(2027, 8, 1)), [date(2027, 8, 1), date(2027, 8, 2)])
    assert [found.in_eligibility for found in rows] == [True, False]
    assert judge_days(question(), [TODAY])[0].in_eligibility is None


def test_step_1_has_no_deadlines_no_windows_and_no_three_digit_pass_mark() -> None:
    (found,) = judge_days(question(Exam.STEP1), [date(2027, 8, 25)])
    assert (found.p_score_by, found.timing, found.pass_mark) == ({}, None, None)
    assert found.score_typical == date(2027, 9, 22)


# The last days of each window as the inventory states them, counted back 28 days where it speaks of the score.
@pytest.mark.parametrize(
    ("guide", "test_day", "word"),
    [
        ("pmr-us-img", "2027-07-31", "ideal"),
        ("pmr-us-img", "2027-08-25", "acceptable"),
        ("pmr-us-img", "2027-09-12", "risky"),
        ("pmr-us-img", "2027-09-13", "too-late"),
        ("pmr", "2027-08-20", "ideal"),
        ("pmr", "2027-09-10", "risky"),
        ("pmr", "2027-09-11", "too-late"),
        ("us-img", "2027-08-10", "acceptable"),
        ("us-img", "2027-08-25", "risky"),
        ("prelim-im-non-us-img", "2027-08-13", "ideal"),
        ("prelim-im-non-us-img", "2027-08-14", "acceptable"),
        ("med-peds-non-us-img", "2027-08-25", "ideal"),
        ("med-peds-non-us-img", "2027-09-12", "acceptable"),
        ("med-peds-non-us-img", "2027-11-02", "risky"),
        ("med-peds-non-us-img", "2027-11-03", "too-late"),
    ],
)
def test_the_timing_word_is_the_guides(guide: str, test_day: str, word: str) -> None:
    timing = LIBRARY.guides[guide].timing
    assert timing is not None
    assert timing.word(date.fromisoformat(test_day), SEASON, ARRIVAL) == word


def test_with_a_known_delay_no_day_is_ideal_whose_score_misses_review() -> None:
    window = DelayWindow(first=date(2027, 7, 1), last=date(2027, 8, 31), extra_days=7, source="USMLE notice")
    slow = Arrival(lag=FACTS.lag, windows=(window,))
    med_peds, pmr = LIBRARY.guides["med-peds-non-us-img"].timing, LIBRARY.guides["pmr"].timing
    assert med_peds is not None
    assert pmr is not None
    assert med_peds.word(date(2027, 8, 18), SEASON, slow) is TimingWord.IDEAL
    assert med_peds.word(date(2027, 8, 19), SEASON, slow) is TimingWord.ACCEPTABLE
    assert pmr.word(date(2027, 8, 18), SEASON, slow) is TimingWord.IDEAL
    assert pmr.word(date(2027, 8, 20), SEASON, slow) is TimingWord.RISKY


@pytest.mark.parametrize(
    ("as_of", "by"), [("2027-09-21", "review_opens"), ("2027-09-22", "rank_list_due"), ("2028-04-01", "rank_list_due")]
)
def test_once_review_is_open_the_rank_list_is_what_counts(as_of: str, by: str) -> None:
    assert counts_by(SEASON, date.fromisoformat(as_of), is_applied=False) == by
    assert counts_by(SEASON, date.fromisoformat(as_of), is_applied=True) == "rank_list_due"


A, B, C = date(2027, 7, 1), date(2027, 7, 8), date(2027, 7, 15)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ([row(A, 0.3, 0.9), row(B, 0.4, 0.8)], [A, B]),  # each better on one
        ([row(A, 0.4, 0.9), row(B, 0.4, 0.8)], [A]),  # as good and better
        ([row(A, 0.4, 0.9), row(B, 0.3, 0.9)], [A]),
        ([row(A, 0.4, 0.9), row(B, 0.4, 0.9)], [A, B]),  # equal: neither beats
        ([row(A, 0.5, 0.9), row(B, 0.4, 0.8), row(C, 0.6, 0.7)], [A, C]),
        ([row(A, None, 0.9), row(B, None, 0.1)], [A, B]),  # unknown neither beats nor is beaten
        ([row(A, None, 0.9), row(B, 0.4, 0.8), row(C, 0.3, 0.7)], [A, B]),
        ([row(A, 0.0, 0.9), row(B, 0.0, 0.8)], [A]),  # zero is known
        ([], []),
    ],
)
def test_a_day_is_beaten_by_one_as_good_on_both_and_better_on_one(rows: list[SweptDay], kept: list[date]) -> None:
    assert list(undominated(tuple(rows), "review_opens")) == kept


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.sampled_from([0.0, 0.5, 0.9, 1.0]))))
def test_no_kept_day_is_beaten_and_every_other_is(merits: list[tuple[float, float]]) -> None:
    rows = tuple(row(TODAY + timedelta(days=at), *merit) for at, merit in enumerate(merits))
    kept = set(undominated(rows, "review_opens"))
    for found in rows:
        mine = (found.p_target or 0.0, found.p_score_by["review_opens"])
        beaten = any(
            other[0] >= mine[0] and other[1] >= mine[1] and (other[0] > mine[0] or other[1] > mine[1])
            for other in merits
        )
        assert (found.exam_date in kept) is not beaten


def test_step_1_days_compare_the_chance_to_pass_and_being_earlier() -> None:
    def passing(day: date, p_pass: float) -> SweptDay:
        return SweptDay(
            exam_date=day,
            mean=70,
            p_target=None,
            p_pass=p_pass,
            pass_mark=None,
            score_typical=day,
            score_safe=day,
            p_score_by={},
            timing=None,
            exam_verdict="go",
            exam_verdict_now="go",
        )

    rows = (passing(A, 0.7), passing(B, 0.9), passing(C, 0.9))
    assert undominated(rows, "review_opens") == (A, B)


def test_what_waiting_buys_and_costs_is_said_in_one_sentence() -> None:
    rows = (row(date(2027, 7, 20), 0.38, 0.97), row(date(2027, 8, 17), 0.61, 0.92))
    said = trade(rows, date(2027, 7, 20), date(2027, 8, 17), by="review_opens", as_of=A)
    assert said == "moving from 20 Jul to 17 Aug: target 38 % to 61 %, seen at review 97 % to 92 %"


def test_there_is_nothing_to_say_of_one_day_or_of_a_day_not_looked_at() -> None:
    rows = (row(A, 0.38, 0.97), row(B, None, 0.92))
    assert trade(rows, A, A, by="review_opens", as_of=A) is None
    assert trade(rows, A, C, by="review_opens", as_of=A) is None
    assert trade(rows, A, B, by="review_opens", as_of=A) == "moving from 1 Jul to 8 Jul: seen at review 97 % to 92 %"
    asked = date(2026, 12, 30)
    assert (trade(rows, A, B, by="review_opens", as_of=asked) or "").startswith("moving from 1 Jul 2027 to 8 Jul 2027:")


@pytest.mark.parametrize(
    ("before", "after", "is_said"),
    [
        (0.96, 0.93, True),
        (0.93, 0.96, False),
        (0.961, 0.959, False),  # 96 % to 96 %: nothing that is shown falls
        (None, 0.93, False),
        (0.96, None, False),
    ],
)
def test_a_delay_that_lowers_the_chance_is_said_to_be_the_guides(
    before: float | None,
    after: float | None,
    is_said: bool,  # noqa: FBT001
) -> None:
    rows = (row(A, before, 0.97), row(B, after, 0.92))
    told = delay_trade(rows, A, B, by="review_opens", as_of=A)
    assert told is not None
    assert told.endswith("; the guide asks for this delay, although the forecast expects no gain from it") is is_said
    assert told.startswith(trade(rows, A, B, by="review_opens", as_of=A) or "moving")


def test_a_delay_to_the_same_day_has_no_price() -> None:
    assert delay_trade((row(A, 0.5, 0.9),), A, A, by="review_opens", as_of=A) is None


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.0, "0 %"), (0.001, "<1 %"), (0.38, "38 %"), (0.994, "99 %"), (0.996, ">99 %"), (1.0, "100 %")],
)
def test_a_chance_is_never_written_as_a_certainty(probability: float, text: str) -> None:
    assert percent(probability) == text
