"""`schedule enough` in a terminal and as JSON."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from stepready.core.forecast.data_limits import legend
from stepready.core.values.wording import day_from, full_day, marked, number, percent
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.enough import Effect, Enough

LABEL = 9


def enough_text(found: Enough, terminal: Terminal) -> str:
    """Write what falls short, by how much and for whom, then each choice with its effect."""
    if not found.short:
        head = f"The days to {full_day(found.booked.exam_date)} suffice for what {found.guide} asks."
        return terminal.plain("\n".join([*wrapped(head, terminal.width), "", *_effect(found, found.booked, terminal)]))
    lines = wrapped(f"The days to {full_day(found.booked.exam_date)} do not suffice:", terminal.width)
    for short in found.short:
        lines += wrapped(f"{short.says}: {short.by}", terminal.width, indent="    ", first="  ")
    lines += ["", "As booked", *_effect(found, found.booked, terminal), "", "What could give way, each by itself:"]
    for place, (choice, effect) in enumerate(found.choices, start=1):
        first = terminal.paint(f"{place} {choice.gives.value:<{LABEL - 2}}", Colour.BOLD)
        told = wrapped(choice.says, terminal.width - LABEL)
        lines += ["", f"{first}{told[0]}", *(" " * LABEL + line for line in told[1:])]
        if effect == found.booked:
            lines += wrapped("forecast, score and deadlines stay as booked", terminal.width, indent=" " * LABEL)
        else:
            lines += _effect(found, effect, terminal)
    lines += ["", *wrapped(_how(), terminal.width)]
    return terminal.plain("\n".join(lines))


def _how() -> str:
    return (
        "The date is `stepready plan set --on DATE`, hours are `stepready schedule make --hours`; the forecast follows "
        "practice exams, so hours and scope do not move it."
    )


def _effect(found: Enough, effect: Effect, terminal: Terminal) -> Iterator[str]:
    for text in (_forecast(effect), _score(found, effect)):
        yield from wrapped(text, terminal.width, indent=" " * LABEL)


def _forecast(effect: Effect) -> str:
    outlook = effect.outlook
    if outlook is None:
        return "forecast: none, too little is logged"
    chances = [
        f"{name} {marked(chance, supported=outlook.unsupported is None)}"
        for name, chance in (("target", outlook.p_target), ("pass", outlook.p_pass))
        if chance is not None
    ]
    why = f" ({legend(outlook.unsupported)})" if outlook.unsupported else ""
    return f"forecast {number(outlook.mean)}" + "".join(f", {chance}" for chance in chances) + why


def _score(found: Enough, effect: Effect) -> str:
    score = f"score likely {_day(effect.score_typical, found)}"
    if effect.seen is None or found.review_opens is None:
        return score
    return f"{score}; seen when review opens on {_day(found.review_opens, found)}: {percent(effect.seen)}"


def _day(value: date, found: Enough) -> str:
    return day_from(value, found.as_of)


def enough_json(found: Enough) -> dict[str, Any]:
    """Return what falls short and the choices with their effects."""
    return {
        "schema": 1,
        "as_of": found.as_of.isoformat(),
        "exam": found.exam.value,
        "guide": found.guide,
        "suffices": not found.short,
        "short": [
            {
                "of": short.scarce.value,
                "asked": short.asked,
                "held": short.held,
                "missing": short.missing,
                "guide": short.guide or None,
                "says": short.says,
            }
            for short in found.short
        ],
        "booked": _effect_json(found.booked),
        "choices": [
            {"gives": choice.gives.value, "says": choice.says, **_effect_json(effect)}
            for choice, effect in found.choices
        ],
    }


def _effect_json(effect: Effect) -> dict[str, Any]:
    outlook = effect.outlook
    return {
        "exam_date": effect.exam_date.isoformat(),
        "forecast": None
        if outlook is None
        else {
            "mean": outlook.mean,
            "p_target": outlook.p_target,
            "p_pass": outlook.p_pass,
            "supported": outlook.unsupported is None,
        },
        "score_typical": effect.score_typical.isoformat(),
        "p_seen_at_review": effect.seen,
    }
