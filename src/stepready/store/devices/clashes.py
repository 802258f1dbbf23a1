"""What two books hold differently, in words: what it is, how it is here and there, which of the two stands."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from stepready.core.facts.exam import Exam
from stepready.core.shapes import plain
from stepready.core.values.wording import count, number
from stepready.store.codec import HANDED_OUT, value_of
from stepready.store.devices.stamps import StampUnit
from stepready.store.devices.which_wins import Content, Decided
from stepready.store.kinds import KINDS, SCHEDULE, SCHEDULE_DAY

MOST = 6
"""Differences told of one thing; the rest are counted."""


class Clash(NamedTuple):
    """Something both books changed since they last met, in words: what it is, here and there, and which stands."""

    what: str
    here: str
    there: str
    kept: str


def clashes_of(decided: list[Decided]) -> Iterator[Clash]:
    """Yield what both books changed, where people would see it."""
    by_unit = {each.unit: each for each in decided}
    for each in decided:
        if each.both and each.twin is None:
            here, there = _apart(each.unit, each.here.content, each.theirs.content)
            kept = "here" if each.stands.content == each.here.content else "there"
            if here or there:
                yield Clash(_what(each.unit, each.here.content or each.theirs.content), here, there, kept)
        elif each.both and each.twin in by_unit:
            yield from _twin_clash(each, by_unit[each.twin])


def _twin_clash(goes: Decided, stays: Decided) -> Iterator[Clash]:
    is_ours = bool(goes.ours.content)
    one, other = (goes.ours, stays.stands) if is_ours else (stays.stands, goes.theirs)
    here, there = _apart(goes.unit, one.content, other.content)
    if here or there:
        yield Clash(_what(goes.unit, one.content), here, there, "there" if is_ours else "here")


def _what(unit: StampUnit, content: Content) -> str:
    """Name a unit: what has an id as the journal does, anything else by its kind and what names it there."""
    kind = KINDS[unit.kind]
    if kind.numbered:
        return f"{kind.noun} {value_of(kind, content[0][1]).said}"
    named = {key: str(content[0][1][key]) for key in kind.keys}
    exam = named.pop("exam", None)
    return " ".join([kind.noun, *named.values(), *([f"({Exam(exam).label})"] if exam else [])])


def _apart(unit: StampUnit, here: Content, there: Content) -> tuple[str, str]:
    """Say what differs of two versions, on either side; nothing where people see the same."""
    if not here or not there:
        return ("removed", "kept") if there else ("kept", "removed")
    if unit.kind == SCHEDULE.name:
        return _schedule(here), _schedule(there)
    one, other = (_leaves(plain(value_of(KINDS[unit.kind], rows[0][1]))) for rows in (here, there))
    names = [name for name in {**one, **other} if one.get(name) != other.get(name) and name not in HANDED_OUT]
    return (_said(one, names), _said(other, names)) if names else ("", "")


def _schedule(content: Content) -> str:
    """Say what a schedule asks: its days are too many to name."""
    made = value_of(SCHEDULE, content[0][1])
    made = replace(made, days=tuple(value_of(SCHEDULE_DAY, row) for _, row in content[1:]))
    questions = sum(day.questions for day in made.days)
    hours = sum(day.review_hours + day.content_hours for day in made.days)
    asked = f"{count(questions, 'question')} and {number(round(hours, 1))} hours in {count(len(made.days), 'day')}"
    return f"made on {made.made_on.isoformat()} for {made.exam_date.isoformat()}: {asked}"


def _leaves(data: Any, name: str = "") -> dict[str, str]:
    """Return every single thing that plain data says, by the words that lead to it."""
    if isinstance(data, Mapping):
        parts = [(key.replace("_", " "), held) for key, held in data.items()]
    elif isinstance(data, list) and any(isinstance(held, Mapping) for held in data):
        parts = [(str(place), held) for place, held in enumerate(data, start=1)]
    else:
        return {name: _leaf(data)}
    return {path: leaf for key, held in parts for path, leaf in _leaves(held, f"{name} {key}".strip()).items()}


def _leaf(data: Any) -> str:
    if isinstance(data, list):
        return (
            ", ".join(" to ".join(map(_leaf, held)) if isinstance(held, list) else _leaf(held) for held in data)
            or "none"
        )
    if isinstance(data, bool):
        return "yes" if data else "no"
    return "not said" if data in (None, "") else number(data) if isinstance(data, float) else str(data)


def _said(leaves: Mapping[str, str], names: list[str]) -> str:
    told = [f"{name} {leaves[name]}" for name in names if name in leaves]
    more = [f"{len(told) - MOST} more"] if len(told) > MOST else []
    return ", ".join([*told[:MOST], *more]) or "not said"
