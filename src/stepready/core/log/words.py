"""What people type or write in a cell, taken apart: an instrument under any of its names, a form, a value.

`nbme10`, `ccssa 10`, `New Free 120` and `NBME Form 10` are names; `29 of 40` and `72 %` are values.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stepready.core.facts.exam import Exam, Source
from stepready.core.facts.instruments import Instruments
from stepready.core.facts.names import folded_name
from stepready.core.log.score import folded_form, known_form
from stepready.core.values.errors import StepreadyError

MOST_NAME_WORDS = 4
_NUMBER_OF_FORM = re.compile(r"\d{1,3}")
_COUNT = re.compile(r"(\d+)\s*(?:/|of|out of)\s*(\d+)", re.IGNORECASE)


class Named(NamedTuple):
    """An instrument as it was named: with the exam its name implies, if any, and the form its name holds, if any."""

    source: Source
    exam: Exam | None = None
    form: str = ""


class Typed(NamedTuple):
    """What stands for one score: the instrument with its form, and the value as typed."""

    named: Named
    value: str


def read_name(text: str, instruments: Instruments) -> Named:
    """Return the instrument that a word or a cell names, with its form where the name holds one."""
    found = _exact(text, instruments) or _with_form(text, instruments)
    if found is None:
        accepted = ", ".join(instruments.ids)
        raise StepreadyError(f"{shown(text)} is not a source; accepted: {accepted}")
    return found


def read_words(source: str, words: Sequence[str], instruments: Instruments) -> Typed:
    """Return what `SOURCE [FORM] VALUE` says, however the words were cut; more words are refused."""
    typed = [*source.split(), *(word.strip() for word in words if word.strip())]
    named, used = _leading_name(typed, source, instruments)
    found = _joined(typed[used:])
    if len(found) > 1 and found[0].casefold() == "form":
        del found[0]
    if len(found) > (1 if named.form else 2):
        name = named.source.value
        raise StepreadyError(f"too many words after {name}: {' '.join(found)}; accepted: {name} [FORM] VALUE")
    form, value = ("", "", *found)[-2:]
    return Typed(named._replace(form=named.form or form), value)


def read_count(text: str) -> tuple[int, int] | None:
    """Return the right answers and all of `29/40` or `29 of 40`; None for another writing."""
    match = _COUNT.fullmatch(text.strip())
    return (int(match[1]), int(match[2])) if match else None


def shown(text: str) -> str:
    """Quote what was found, cut short."""
    return repr(text if len(text) <= 40 else f"{text[:40]}…")  # noqa: PLR2004 - a glance's worth


def _leading_name(typed: list[str], source: str, instruments: Instruments) -> tuple[Named, int]:
    """Return the instrument that the first words name, as many as make a name, and how many they are."""
    for used in range(min(MOST_NAME_WORDS, len(typed)), 0, -1):
        found = _exact(" ".join(typed[:used]), instruments)
        if found is not None:
            return found, used
    first = _with_form(typed[0], instruments) if typed else None
    return (first, 1) if first else (read_name(source, instruments), len(source.split()))


def _exact(text: str, instruments: Instruments) -> Named | None:
    """Return the instrument of a bare name, or of one with a known form before it: `new free 120`."""
    name = folded_name(text)
    if name in instruments.names:
        return Named(*instruments.names[name])
    before, _, rest = text.partition(" ")
    meant = instruments.names.get(folded_name(rest))
    form = _known(Named(*meant), before, instruments) if meant else None
    return Named(*meant, form) if meant and form else None


def _with_form(text: str, instruments: Instruments) -> Named | None:
    """Return the instrument of a name that a form is written onto: `nbme10`, `free120new`, `NBME Form 10`."""
    whole = folded_name(text)
    for name in sorted(instruments.names, key=len, reverse=True):
        if whole.startswith(name):
            named = Named(*instruments.names[name])
            form = folded_form(whole.removeprefix(name))
            known = _known(named, form, instruments)
            if known or _NUMBER_OF_FORM.fullmatch(form):
                return named._replace(form=known or form)
    return None


def _known(named: Named, form: str, instruments: Instruments) -> str | None:
    """Return a form's name as the instrument prints it for any exam, or None when it is not among those known."""
    return known_form(form, (known for use in instruments.of(named.source) for known in use.forms))


def _joined(words: list[str]) -> list[str]:
    """Put the words of one value together: `72 %`, `29 of 40`, `29 / 40`."""
    if len(words) > 1 and words[-1] == "%":
        return [*words[:-2], f"{words[-2]}%"]
    for length in (4, 3, 2):
        if len(words) >= length and read_count(" ".join(words[-length:])):
            return [*words[:-length], " ".join(words[-length:])]
    return words
