"""Days to act by: before the exam, after it, and when nothing is left to do."""

from datetime import date

import pytest

from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from stepready.core.season.arrival import arrival_of
from stepready.core.season.calendar import season
from stepready.core.season.decide_by import after_exam, decide_by, decide_by_parts, is_pending, next_deadlines
from stepready.guides.library import load

LIBRARY = load()
FACTS = LIBRARY.facts
ARRIVAL = arrival_of(FACTS)
SEASON = season(2028, LIBRARY.calendar)
BOOKED = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 7, 28), eligibility_end=date(2027, 8, 31))


def ids(plan: Plan, as_of: str) -> list[tuple[str, str]]:
    found = next_deadlines(plan, SEASON, FACTS, date.fromisoformat(as_of), ARRIVAL)
    return [(deadline.id, deadline.on.isoformat()) for deadline in found]


def test_a_booked_date_is_decided_46_days_ahead_a_week_ahead_and_in_the_window() -> None:
    assert [(part.id, part.on) for part in decide_by_parts(BOOKED, FACTS)] == [
        ("fee_free", date(2027, 6, 12)),
        ("last_practice_exam", date(2027, 7, 21)),
        ("eligibility_end", date(2027, 8, 31)),
    ]


@pytest.mark.parametrize(
    ("as_of", "nearest"),
    [
        ("2027-06-01", "fee_free"),
        ("2027-06-12", "fee_free"),  # the day itself still counts
        ("2027-06-13", "last_practice_exam"),
        ("2027-07-22", "eligibility_end"),
        ("2027-09-01", None),
    ],
)
def test_the_nearest_day_to_decide_by_is_never_past(as_of: str, nearest: str | None) -> None:
    found = decide_by(decide_by_parts(BOOKED, FACTS), date.fromisoformat(as_of))
    assert (found.id if found else None) == nearest


def test_without_a_booked_date_or_window_there_is_nothing_to_decide_by() -> None:
    assert decide_by_parts(Plan(exam=Exam.STEP2CK), FACTS) == ()


@pytest.mark.parametrize(
    ("part", "status"), [("fee_free", "official"), ("last_practice_exam", "ours"), ("eligibility_end", "yours")]
)
def test_every_day_says_how_well_it_is_known_and_why(part: str, status: str) -> None:
    found = next(deadline for deadline in decide_by_parts(BOOKED, FACTS) if deadline.id == part)
    assert found.status == status
    assert found.why


def test_before_the_exam_the_days_ahead_are_those_to_decide_by() -> None:
    assert ids(BOOKED, "2027-06-20") == [("last_practice_exam", "2027-07-21"), ("eligibility_end", "2027-08-31")]


def test_without_a_booked_date_the_last_safe_test_day_is_shown() -> None:
    assert ids(Plan(exam=Exam.STEP2CK), "2027-06-20") == [("last_safe_test_day", "2027-08-25")]
    assert ids(Plan(exam=Exam.STEP2CK), "2027-08-26") == []
    assert ids(Plan(exam=Exam.STEP1), "2027-06-20") == []


def test_after_the_exam_the_chain_leads_from_the_score_to_match_day() -> None:
    assert ids(BOOKED, "2027-07-29") == [
        ("score_typical", "2027-08-25"),
        ("resend_scores", "2027-09-01"),
        ("score_safe", "2027-09-22"),
        ("nrmp_registration_deadline", "2028-01-31"),
        ("ranking_opens", "2028-02-01"),
        ("rank_list_due", "2028-03-01"),
        ("match_day", "2028-03-17"),
    ]


def test_a_late_exam_asks_to_re_send_when_the_score_is_likely_out() -> None:
    late = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 9, 20))
    assert ("resend_scores", "2027-10-18") in ids(late, "2027-09-21")


def test_a_score_out_before_applications_go_in_is_not_re_sent() -> None:
    early = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 6, 1))
    assert "resend_scores" not in dict(ids(early, "2027-06-02"))


def test_step_1_has_only_its_score_days() -> None:
    step1 = Plan(exam=Exam.STEP1, exam_date=date(2027, 7, 28))
    assert ids(step1, "2027-07-29") == [("score_typical", "2027-08-25"), ("score_safe", "2027-09-22")]


def test_past_days_drop_out_and_a_result_ends_the_list() -> None:
    assert ids(BOOKED, "2027-10-01")[0] == ("nrmp_registration_deadline", "2028-01-31")
    assert ids(BOOKED, "2028-04-01") == []
    assert ids(Plan(exam=Exam.STEP2CK, exam_date=date(2027, 7, 28), result="241"), "2027-09-01") == []


@pytest.mark.parametrize(
    ("as_of", "result", "pending"),
    [("2027-07-28", None, False), ("2027-07-29", None, True), ("2027-07-29", "fail", False)],
)
def test_the_exam_is_pending_from_the_day_after_until_the_result(as_of: str, result: str | None, pending: bool) -> None:  # noqa: FBT001
    plan = Plan(exam=Exam.STEP2CK, exam_date=date(2027, 7, 28), result=result)
    assert is_pending(plan, date.fromisoformat(as_of)) is pending
    assert bool(after_exam(plan, SEASON, FACTS, date.fromisoformat(as_of), ARRIVAL)) is pending
