"""What people type or write in a cell, taken apart: an instrument under any of its names, a form, a value.

`nbme10`, `ccssa 10`, `New Free 120` and `NBME Form 10` are names; `29 of 40` and `72 %` are values.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from stepready.core.facts.exam import Condition, Exam, Source
from stepready.core.facts.instruments import Instruments
from stepready.core.facts.names import folded_name
from stepready.core.log.same_form import folded_form, is_same_form, known_form
from stepready.core.values.errors import StepreadyError

MOST_NAME_WORDS = 4
MAX_FORM = 40
CLOSE = 0.74
"""How alike a word and a name must be for the name to be asked about; 1 is the same."""
_NUMBER_OF_FORM = r"\d{1,3}|(?:19|20)\d{2}"
_COUNT = r"(?i)(\d+)\s*(?:/|of|out of)\s*(\d+)"
_QUESTIONS = r"(?ai)(\d+)\s*q(?:s|uestions?)?"
_BETWEEN = r"(?<=\w)\s*[:=]\s*(?=\d)|\s+"
_PARTS = r"[\s:_()\[\],\u2013\u2014-]+"


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
    found = find_name(text, instruments)
    if found is None:
        near = _near(text, instruments)
        meant = f"; did you mean {near}?" if near else ""
        raise StepreadyError(f"{shown(text)} is not a source; accepted: {', '.join(instruments.ids)}{meant}")
    return found


def find_name(text: str, instruments: Instruments) -> Named | None:
    """Return what `read_name` returns, or None for a text that names no instrument."""
    return _exact(text, instruments) or _with_form(text, instruments) or _worded(text, instruments)


def with_form(named: Named, form: str, instruments: Instruments) -> Named:
    """Return a named instrument with the form that stands beside it; the two must agree where both say one.

    The instrument's own name before the form is left off: NBME and `NBME 13`, UWSA and `uwsa2`.
    """
    form = form.strip()
    again = find_name(form, instruments) if form and not form.isdigit() and not named.source.is_bank else None
    if again is not None and again.source is named.source and again.exam in {None, named.exam or again.exam}:
        named, form = named._replace(exam=named.exam or again.exam), again.form
    if named.form and form and not is_same_form(named.form, form):
        raise StepreadyError(
            f"the source names form {shown(named.form)}, the form says {shown(form)}; give one of them"
        )
    return named._replace(form=named.form or form)


def read_words(source: str, words: Sequence[str], instruments: Instruments) -> Typed:
    """Return what `SOURCE [FORM] VALUE` says, however the words were cut; more words are refused."""
    named_by = _cut(re.split(_BETWEEN, source.strip()))
    typed = [*named_by, *_cut(words)]
    quoted = source if words and len(named_by) > 1 else ""
    named, used = _quoted_name(quoted, len(named_by), instruments) or _leading_name(typed, source, instruments)
    found = _joined(typed[used:])
    if len(found) > 1 and found[0].casefold() == "form":
        del found[0]
    if len(found) > (1 if named.form else 2):
        raise _too_many(named, found, instruments)
    form, value = ("", "", *found)[-2:]
    return Typed(with_form(named, form, instruments), value)


def read_count(text: str) -> tuple[int, int] | None:
    """Return the right answers and all of `29/40` or `29 of 40`; None for another writing."""
    match = None if text.isdigit() else re.fullmatch(_COUNT, text.strip())
    return (int(match[1]), int(match[2])) if match else None


def read_questions(text: str) -> str | None:
    """Return the digits of `40q` or `40 questions`, whose right answers nobody says; None for another writing."""
    match = re.fullmatch(_QUESTIONS, text.strip())
    return match[1] if match else None


def is_form(text: str) -> bool:
    """Whether a text can be a form's name; a slash stands between words alone, or 29/40 would be one."""
    if not text or len(text) > MAX_FORM or not text[0].isalnum():
        return False
    return all(letter.isalnum() or letter in " ._+#&/-" for letter in text) and not re.search(r"\d\s*/|/\s*\d", text)


def shown(text: str) -> str:
    """Quote what was found, cut short."""
    return repr(text if len(text) <= 40 else f"{text[:40]}\u2026")  # noqa: PLR2004 - a glance's worth


def _cut(words: Sequence[str]) -> list[str]:
    """Return the words that say something, without the marks around them: `10:` and `(new)` are `10` and `new`."""
    bare = [word.strip().strip("()[],;:=") for word in words]
    return [word for word in bare if any(letter.isalnum() or letter in "%/" for letter in word)]


def _quoted_name(text: str, size: int, instruments: Instruments) -> tuple[Named, int] | None:
    """Return the instrument of several words in quotes, a form of its own words among them: `"cms im 5"`."""
    found = _worded(text, instruments) if text and not _exact(text, instruments) else None
    return (found, size) if found else None


def _leading_name(typed: list[str], source: str, instruments: Instruments) -> tuple[Named, int]:
    """Return the instrument that the first words name, as many as make a name, and how many they are."""
    for used in range(min(MOST_NAME_WORDS, len(typed)), 0, -1):
        words = " ".join(typed[:used])
        found = _exact(words, instruments)
        if found is None and used > 1 and _ends_in_form(typed[used - 1]):
            found = _with_form(words, instruments)
        if found is None and used > 1:
            found = _worded(words, instruments, is_last=True)
        if found is not None:
            return found, used
    first = _with_form(typed[0], instruments) if typed else None
    return (first, 1) if first else (read_name(source, instruments), len(typed))


def _ends_in_form(word: str) -> bool:
    """Whether a word is the end of a name with a form written onto it: `sa1`."""
    return word[0].isalpha() and word[-1].isdigit()


def _exact(text: str, instruments: Instruments) -> Named | None:
    """Return the instrument of a bare name, or of one with a known form before it: `new free 120`."""
    whole = folded_name(text)
    if whole in instruments.names:
        return Named(*instruments.names[whole])
    for name, named in _bare(instruments):
        if whole.endswith(name):
            form = _known(named, whole.removesuffix(name), instruments)
            if form:
                return named._replace(form=form)
    return None


def _with_form(text: str, instruments: Instruments) -> Named | None:
    """Return the instrument of a name that a form is written onto: `nbme10`, `free120new`, `NBME Form 10`."""
    whole = folded_name(text)
    for name, named in _bare(instruments):
        if whole.startswith(name):
            form = folded_form(whole.removeprefix(name))
            known = _known(named, form, instruments)
            if known or re.fullmatch(_NUMBER_OF_FORM, form):
                return named._replace(form=known or form)
    return None


def _worded(text: str, instruments: Instruments, *, is_last: bool = False) -> Named | None:
    """Return an instrument whose form is words of its own beside its name: `CMS IM 5`, `Surgery shelf`.

    With `is_last` the name stands after its form, and no instrument's name before it.
    """
    parts = [part for part in re.split(_PARTS, text) if part]
    for size in range(len(parts) - 1, 0, -1):
        for name, others in ((parts[:size], parts[size:]), (parts[-size:], parts[:-size]))[is_last:]:
            meant = instruments.names.get(folded_name("".join(name)))
            form = " ".join(part for part in others if part.casefold() != "form")
            if meant is None or meant[0] not in instruments.worded or meant[2]:
                continue
            if is_form(form) and folded_name(form) not in instruments.names:
                return Named(*meant[:2], form)
    return None


def _bare(instruments: Instruments) -> list[tuple[str, Named]]:
    """Return the names that say no form, the longest first, with what they mean."""
    names = sorted(instruments.names, key=len, reverse=True)
    return [(name, Named(*instruments.names[name])) for name in names if not instruments.names[name][2]]


def _known(named: Named, form: str, instruments: Instruments) -> str | None:
    """Return a form's name as the instrument prints it for any exam, or None when it is not among those known."""
    return known_form(form, (known for use in instruments.of(named.source) for known in use.forms))


def _near(text: str, instruments: Instruments) -> str | None:
    """Return the instrument, with its form, that an unknown name is nearest to; None where none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - unknown names alone: it takes longer than the rest

    whole = folded_name(text)
    form = whole[len(whole.rstrip("0123456789")) :]
    for name, rest in ((whole, ""), (whole.removesuffix(form), form)):
        near = get_close_matches(name, instruments.names, n=1, cutoff=CLOSE)
        if near:
            source, _, known = instruments.names[near[0]]
            return f"{source.value} {known or rest}".rstrip()
    return None


def _too_many(named: Named, found: list[str], instruments: Instruments) -> StepreadyError:
    """Return the refusal of words that no form and value take up, with the right writing of them."""
    name, words = named.source.value, " ".join(found)
    *form, value = found
    conditions = [word.lower() for word in form if word.lower() in list(Condition)]
    if conditions:
        rest = " ".join(word for word in form if word.lower() not in conditions)
        told = " ".join(f"--condition {condition}" for condition in conditions)
        accepted = f"{name} {named.form or rest or '[FORM]'} {value} {told}"
    elif named.source in instruments.worded and not named.form:
        accepted = f'{name} "{" ".join(form)}" {value}'
    else:
        accepted = f"{name} {named.form or '[FORM]'} VALUE"
    return StepreadyError(f"too many words after {name}: {words}; accepted: {accepted}")


def _joined(words: list[str]) -> list[str]:
    """Put the words of one value together: `72 %`, `72 percent`, `29 of 40`, `29 / 40`, `40 questions`."""
    if len(words) > 1 and words[-1].casefold() in {"%", "percent", "pct"}:
        return [*words[:-2], f"{words[-2]}%"]
    for length in (4, 3, 2):
        last = " ".join(words[-length:])
        if len(words) >= length and (read_count(last) or read_questions(last)):
            return [*words[:-length], last]
    return words
