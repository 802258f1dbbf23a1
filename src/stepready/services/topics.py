"""`topics`: which topics are weak, how sure that is, and where each is heading."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from stepready.core.case import Case
from stepready.core.facts.exam import Exam
from stepready.core.guide.study import Emphasis
from stepready.core.log.anki import AnkiDay, Reviews, TopicReviews, by_topic
from stepready.core.log.score import TopicDay
from stepready.core.schedule.study_lines import study_lines
from stepready.core.schedule.topics import (
    Topic,
    favoured,
    folded,
    neglected,
    neglected_notice,
    one_name,
    own_mean,
    rank_topics,
    unseen,
)
from stepready.core.values import dataclass
from stepready.guides.instruments import load_topics
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.current_plan import plan_of
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedTopics:
    """The topics, the one to work on first leading. `mean` is the user's own share over all, in percent.

    `favoured` says of each topic whether a day ahead in the kept schedule favours it; empty without one.
    `anki` are the reviews of flash cards by folded topic, over all days kept; they rank nothing. `anki_alone` are
    those of topics that no question-bank session names.
    """

    as_of: date
    exam: Exam
    guide: str
    mean: float | None
    topics: tuple[Topic, ...]
    unseen: tuple[str, ...]
    least: int
    prior: float
    favoured: Mapping[str, bool]
    anki: Mapping[str, Reviews]
    anki_alone: tuple[TopicReviews, ...] = ()
    notices: tuple[str, ...] = ()

    def reviews(self, topic: Topic) -> Reviews | None:
        """Return the reviews of a topic in Anki, None where there are none."""
        return self.anki.get(folded(topic.topic))


def describe_topics(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> RankedTopics:
    """Rank what was logged with `--topic`; `unseen` are topics the guide leans on with nothing logged."""
    return topics_of(book, library, gather_case(book, library, plan_of(book, exam), as_of))


def topics_of(book: Book, library: Library, case: Case) -> RankedTopics:
    """Rank the topics of a case's exam."""
    plan, as_of = case.plan, case.as_of
    guide, ahead = case.guide, case.schedule.from_day(as_of) if case.schedule is not None else ()
    lines = study_lines(guide, library.guides, plan.exam, plan.specialty)
    days = [day for day in topic_days(book, plan.exam) if day.day <= as_of]
    ranked = rank_topics(days, lines.topics, lines.working, as_of)
    reviewed = by_topic(day for day in book.all(AnkiDay) if day.day <= as_of)
    return RankedTopics(
        as_of=as_of,
        exam=plan.exam,
        guide=guide.name,
        mean=own_mean(days),
        topics=ranked,
        unseen=unseen(ranked, lines.topics),
        least=lines.working.topic_least,
        prior=lines.working.topic_prior,
        favoured={topic.topic: favoured(topic, ahead, lines.topics) for topic in ranked} if ahead else {},
        notices=(neglected_notice(weakest),) if (weakest := neglected(ranked, ahead, lines.topics)) else (),
        anki=_reviews(reviewed, lines.topics),
        anki_alone=_not_ranked(reviewed, ranked, lines.topics),
    )


def topic_days(book: Book, exam: Exam) -> list[TopicDay]:
    """Return question-bank work by topic and day, each topic under the name it has now."""
    known = load_topics()
    return [replace(day, topic=known.canonical(day.topic)) for day in book.topic_days(exam)]


def _not_ranked(
    reviewed: Iterable[TopicReviews], ranked: Iterable[Topic], stressed: Iterable[Emphasis]
) -> tuple[TopicReviews, ...]:
    """Return the reviews in Anki of topics that are not ranked under any name."""
    names = one_name(stressed)
    known = {names.get(folded(topic.topic), folded(topic.topic)) for topic in ranked}
    return tuple(each for each in reviewed if names.get(folded(each.topic), folded(each.topic)) not in known)


def _reviews(reviewed: Iterable[TopicReviews], stressed: Iterable[Emphasis]) -> dict[str, Reviews]:
    """Return the reviews in Anki by folded topic, under every name a guide has for it."""
    kept = {folded(done.topic): done.done for done in reviewed}
    names = one_name(stressed)
    return kept | {other: kept[name] for other, name in names.items() if name in kept and other not in kept}
