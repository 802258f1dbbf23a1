"""`anki` in a terminal and as JSON."""

from collections.abc import Sequence
from typing import Any

from stepready.core.log.anki import Reviews, UnmappedTag
from stepready.core.values.wording import count, full_day, number
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.render.text_width import fitted
from stepready.services.anki import AnkiRead, AnkiShown

DAYS_SHOWN = 14
TAGS_SHOWN = 8
NOTHING = "Nothing of Anki is kept yet; read it with `stepready anki read`, which finds your profile."
TEACH = "Tags that name no topic, the most used first; `[anki_tags]` in settings.toml can name one, then read again:"


def anki_read_text(read: AnkiRead, terminal: Terminal) -> str:
    """Say what a reading found and what is new of it."""
    first, last = read.found[0].day, read.found[-1].day
    days = count(len(read.found), "day")
    told = (
        f"read {count(read.total.reviews, 'review')} on {days}, {full_day(first)} to {full_day(last)}, from {read.file}"
    )
    kept = f"{count(read.new, 'new day')}, {count(read.changed, 'day')} replaced"
    lines = [told, kept if read.new or read.changed else "nothing new: the log has these days already"]
    lines += _tags(read.unmapped, terminal)
    return terminal.plain("\n".join(part for line in lines for part in wrapped(line, terminal.width)))


def anki_text(shown: AnkiShown, terminal: Terminal) -> str:
    """Write the latest days, then the topics, then the tags no topic stands for."""
    if not shown.days:
        return terminal.plain("\n".join(wrapped(NOTHING, terminal.width)))
    lines = [terminal.paint(f"Anki, the latest {count(min(DAYS_SHOWN, len(shown.days)), 'day')}", Colour.BOLD), ""]
    lines += [f"  {'day':<20} {'reviews':>7} {'minutes':>7} {'kept':>6}"]
    for day in shown.days[:DAYS_SHOWN]:
        lines.append(f"  {full_day(day.day):<20} {_figures(day.total)}")
    if shown.topics:
        lines += ["", f"  {'topic':<20} {'reviews':>7} {'minutes':>7} {'kept':>6}"]
        lines += [f"  {fitted(topic.topic, 20)} {_figures(topic.done)}" for topic in shown.topics]
    lines += ["", *wrapped("kept: the share of due cards you recalled.", terminal.width)]
    if tags := _tags(shown.unmapped, terminal):
        lines += ["", *tags]
    return terminal.plain("\n".join(lines))


def _figures(done: Reviews) -> str:
    return f"{done.reviews:>7} {number(round(done.minutes)):>7} {retention_text(done):>6}".rstrip()


def retention_text(done: Reviews) -> str:
    """Write a share of cards recalled, nothing where none was due."""
    return "" if done.retention is None else f"{round(100 * done.retention)} %"


def _tags(tags: Sequence[UnmappedTag], terminal: Terminal) -> list[str]:
    if not tags:
        return []
    lines = wrapped(TEACH, terminal.width)
    lines += [f"  {tag.tag} ({tag.reviews})" for tag in tags[:TAGS_SHOWN]]
    more = len(tags) - TAGS_SHOWN
    return [*lines, f"  ... and {more} more: `stepready anki show --json` lists them all"] if more > 0 else lines


def anki_json(shown: AnkiShown) -> dict[str, Any]:
    """Return the days, topics and strange tags; retention is a share, 0 to 1, null where no card was due."""
    return {
        "schema": 1,
        "as_of": shown.as_of.isoformat(),
        "days": [{"date": day.day.isoformat(), **_shares(day.total)} for day in shown.days],
        "topics": [{"topic": topic.topic, **_shares(topic.done)} for topic in shown.topics],
        "unmapped": [tag.tag for tag in shown.unmapped],
    }


def _shares(done: Reviews) -> dict[str, Any]:
    return {"reviews": done.reviews, "minutes": round(done.minutes, 2), "retention": done.retention}
