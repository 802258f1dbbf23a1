"""Topics ranked with care for small counts; estimates worked out by hand."""

from datetime import date, timedelta

import pytest

from stepready.core.guide.study import Emphasis
from stepready.core.log.score import TopicDay
from stepready.core.schedule.topics import Tendency, focus_topics, folded, own_mean, rank_topics, staleness
from tests.core.schedule.plans import lines_of

TODAY = date(2027, 6, 1)
WORKING = lines_of().working
NEURO = Emphasis(topic="neurology", covers=("stroke",), ours="a test")


def day(topic: str, right: int, of: int, ago: int = 1) -> TopicDay:
    return TopicDay(topic=topic, day=TODAY - timedelta(days=ago), percent=100 * right / of, questions=of)


def test_an_estimate_is_drawn_towards_the_users_own_mean() -> None:
    days = [day("renal", 10, 20), day("cardiology", 70, 80)]
    renal = next(topic for topic in rank_topics(days, (), WORKING, TODAY) if topic.topic == "renal")
    # the mean is 80 of 100; 30 questions at 80 % are 24 right: (10 + 24) / (20 + 30) = 68 %
    assert renal.estimate == pytest.approx(68)
    assert renal.gap == pytest.approx(12)
    assert renal.percent == 50


def test_three_wrong_questions_do_not_top_the_list() -> None:
    days = [day("ethics", 0, 3), day("renal", 55, 80), day("cardiology", 70, 80)]
    ranked = rank_topics(days, (Emphasis(topic="ethics", ours="a test"),), WORKING, TODAY)
    assert [topic.topic for topic in ranked] == ["renal", "cardiology", "ethics"]
    assert [topic.ranked for topic in ranked] == [True, True, False]


def test_what_the_guide_stresses_counts_for_more() -> None:
    days = [day("stroke", 24, 40), day("renal", 24, 40), day("cardiology", 72, 80)]
    ranked = rank_topics(days, (NEURO,), WORKING, TODAY)
    assert [topic.topic for topic in ranked] == ["stroke", "renal", "cardiology"]
    assert ranked[0].priority == pytest.approx(1.5 * ranked[1].priority)
    assert ranked[0].stressed


@pytest.mark.parametrize(
    ("earlier", "recent", "direction"),
    [
        ((10, 40), (34, 40), Tendency.RISING),
        ((34, 40), (10, 40), Tendency.FALLING),
        ((24, 40), (25, 40), Tendency.STEADY),
        ((24, 40), (5, 9), Tendency.UNKNOWN),
    ],
)
def test_a_trend_needs_questions_on_both_sides(
    earlier: tuple[int, int], recent: tuple[int, int], direction: Tendency
) -> None:
    days = [day("renal", *earlier, ago=30), day("renal", *recent, ago=20)]
    assert rank_topics(days, (), WORKING, TODAY)[0].direction is direction


def test_names_that_differ_in_case_and_marks_are_one_topic() -> None:
    days = [day("Heme/Onc", 10, 20), day("heme onc", 10, 20)]
    ranked = rank_topics(days, (), WORKING, TODAY)
    assert [topic.questions for topic in ranked] == [40]
    assert folded(" Heme/Onc ") == folded("heme-onc")


def test_nothing_logged_ranks_nothing() -> None:
    assert rank_topics([], (NEURO,), WORKING, TODAY) == ()
    assert own_mean([]) is None


def test_days_after_today_do_not_count() -> None:
    assert rank_topics([day("renal", 10, 20, ago=-1)], (), WORKING, TODAY) == ()


def test_the_days_favour_the_weakest_topics_over_the_stressed_ones() -> None:
    days = [day("renal", 20, 60), day("cardiology", 55, 60), day("surgery", 55, 60)]
    weights = {t.topic: t.weight for t in focus_topics(rank_topics(days, (NEURO,), WORKING, TODAY), (NEURO,))}
    assert set(weights) == {"neurology", "renal"}
    assert weights["renal"] > weights["neurology"] == 1


def test_a_weak_topic_weighs_more_the_longer_it_was_not_seen() -> None:
    """Recent for 21 days, half as much again from 63 on: between them in a straight line."""
    assert [staleness(days, WORKING) for days in (0, 21, 42, 63, 200)] == [1, 1, 1.25, 1.5, 1.5]
