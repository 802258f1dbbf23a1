"""`topics` in a terminal and as JSON."""

from typing import Any

from stepready.core.log.anki import Reviews
from stepready.core.schedule.topics import Tendency, Topic
from stepready.core.shapes import plain
from stepready.core.values.wording import count, listed, number
from stepready.render.anki_text import retention_text
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.render.text_width import cut, fitted
from stepready.services.topics import RankedTopics

ARROWS = {Tendency.RISING: "up", Tendency.FALLING: "down", Tendency.STEADY: "steady", Tendency.UNKNOWN: ""}
BESIDE = 47
ANKI = 13
"""Columns that reviews in Anki take, where there are any."""


def topics_text(ranked: RankedTopics, terminal: Terminal) -> str:
    """Write one line a topic, the one to work on first on top."""
    if not ranked.topics:
        told = (
            "No question-bank session names a topic yet; log one as in `stepready log qbank 29/40 --topic cardiology`."
        )
        return terminal.plain("\n".join([*wrapped(told, terminal.width), *_anki_alone(ranked, terminal)]))
    width = _name_width(ranked, terminal)
    lines = [
        terminal.paint(f"{ranked.exam.label}: topics, the one to work on first on top", Colour.BOLD),
        "",
        f"  {'topic':<{width}} {'right':>6} {'of':>5} {'likely':>11}{_anki_head(ranked)}  {'trend':<14}".rstrip(),
    ]
    split = False
    for topic in ranked.topics:
        if not topic.ranked and not split:
            split = True
            lines += ["", f"  fewer than {count(ranked.least, 'question')}: not ranked yet"]
        lines.append(_line(topic, width, _anki(ranked, topic)))
    lines += [*_anki_alone(ranked, terminal), "", *_notes(ranked, terminal)]
    return terminal.plain("\n".join(lines))


def _name_width(ranked: RankedTopics, terminal: Terminal) -> int:
    return max(12, min(30, terminal.width - BESIDE - (ANKI if ranked.anki else 0)))


def _anki_alone(ranked: RankedTopics, terminal: Terminal) -> list[str]:
    """Write a line for each topic known from Anki alone, with the share recalled and the number of reviews."""
    if not ranked.anki_alone:
        return []
    width = _name_width(ranked, terminal)
    lines = [
        f"  {fitted(cut(each.topic, width).rstrip(), width)}{_kept(each.done):>{ANKI}}" for each in ranked.anki_alone
    ]
    return ["", "  known from Anki alone: share recalled and reviews", *lines]


def _anki_head(ranked: RankedTopics) -> str:
    return f"{'Anki kept':>{ANKI}}" if ranked.anki else ""


def _anki(ranked: RankedTopics, topic: Topic) -> str:
    """Write the share recalled of a topic's due cards, with the number of reviews."""
    done = ranked.reviews(topic)
    if not ranked.anki:
        return ""
    return f"{'' if done is None else _kept(done):>{ANKI}}"


def _kept(done: Reviews) -> str:
    return f"{retention_text(done)} {done.reviews}"


def _line(topic: Topic, width: int, anki: str) -> str:
    mark = " *" if topic.stressed else ""
    name = fitted(cut(topic.topic, width - len(mark)).rstrip() + mark, width)
    likely = f"{number(round(topic.estimate))} ± {number(round(topic.standard_error))}"
    right = f"{number(round(topic.percent)):>4} %"
    return f"  {name} {right} {topic.questions:>5} {likely:>11}{anki}  {_trend(topic)}".rstrip()


def _trend(topic: Topic) -> str:
    if topic.change is None:
        return ""
    return f"{ARROWS[topic.direction]} {'+' if topic.change >= 0 else ''}{number(round(topic.change))}"


def _notes(ranked: RankedTopics, terminal: Terminal) -> list[str]:
    told = []
    if ranked.mean is not None:
        told.append(
            f"Your mean over all topics is {number(ranked.mean)} %. `likely` draws each topic towards it as if "
            f"{number(ranked.prior)} questions had come out so; ± is one standard error (ours)."
        )
    if any(topic.stressed for topic in ranked.topics):
        told.append(f"* stressed by {ranked.guide}: a weakness there counts for more.")
    if ranked.anki:
        told.append("Anki kept: the share of due cards you recalled, and your reviews; it ranks nothing.")
    if ranked.unseen:
        told.append(f"Nothing logged yet on {listed(list(ranked.unseen))}, which {ranked.guide} stresses.")
    told += [f"{text[0].upper()}{text[1:]}." for text in ranked.notices]
    return [line for text in told for line in wrapped(text, terminal.width)]


def topics_json(ranked: RankedTopics) -> dict[str, Any]:
    """Return the topics with their estimates, in points of percent right."""
    return {
        "schema": 1,
        "as_of": ranked.as_of.isoformat(),
        "exam": ranked.exam.value,
        "guide": ranked.guide,
        "mean": ranked.mean,
        "topics": [
            {
                **plain(topic),
                "last_seen": topic.last.isoformat(),
                "favoured": ranked.favoured.get(topic.topic),
                **_anki_json(ranked, topic),
            }
            for topic in ranked.topics
        ],
        "anki_alone": [
            {"topic": each.topic, "anki_reviews": each.done.reviews, "anki_retention": each.done.retention}
            for each in ranked.anki_alone
        ],
        "not_logged": list(ranked.unseen),
    }


def _anki_json(ranked: RankedTopics, topic: Topic) -> dict[str, Any]:
    """Return the reviews of a topic in Anki and their retention (0 to 1), null where nothing is known."""
    done = ranked.reviews(topic)
    return {
        "anki_reviews": done.reviews if done is not None else 0,
        "anki_retention": done.retention if done is not None else None,
    }
