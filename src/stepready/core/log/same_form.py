"""Whether two names mean one form, and two entries one sitting: the one place that says so."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, TypeVar
from unicodedata import normalize

from stepready.core.facts.exam import Source
from stepready.core.log.score import Entry

_NUMBERED = r"^(?:f|no\.?|#)(?=\d+$)"
_SPELLED = {"i": "1", "ii": "2", "iii": "3", "one": "1", "two": "2", "three": "3"}

Kept = TypeVar("Kept", bound=Entry)


class Sat(Protocol):
    """Anything that says which form of which instrument was sat."""

    @property
    def source(self) -> Source:
        """The instrument."""

    @property
    def form(self) -> str:
        """The form's name, empty where the instrument has none or it was not said."""


@lru_cache
def folded_form(form: str) -> str:
    """Return what is left of a form's name without case, blanks, hyphens, leading zeros and words for `form`."""
    plain = form if form.isascii() else normalize("NFKC", form)
    bare = "".join(letter for letter in plain.casefold() if letter not in " \t-_/")
    bare = bare.removeprefix("form") or bare
    bare = re.sub(_NUMBERED, "", bare)
    return bare.lstrip("0") or "0" if bare.isascii() and bare.isdigit() else bare


def is_same_form(one: str, other: str) -> bool:
    """Whether two names mean one form: `016`, `16` and `Form 16` do."""
    return folded_form(one) == folded_form(other)


def known_form(form: str, known: Iterable[str]) -> str | None:
    """Return a form's name as the instrument prints it, or None when it is not among those known."""
    wanted = folded_form(form)
    wanted = _SPELLED.get(wanted, wanted)
    return next((name for name in known if folded_form(name) == wanted), None)


def is_taken(source: Source, form: str, sittings: Iterable[Sat]) -> bool:
    """Whether a form was sat, on any day.

    An instrument whose forms have no name (`form` is empty) was taken once any sitting of it is logged.
    """
    return any(sat.source == source and (not form or is_same_form(sat.form, form)) for sat in sittings)


def is_same_sitting(one: Entry, other: Entry) -> bool:
    """Whether two entries speak of one practice sitting: same exam, instrument, form and day, whatever the value.

    An entry that names no form means the one sat that day: two whole exams of one instrument are told apart by their
    names alone. Sessions of a question bank are never one another; two topics of one day are two sittings only where
    the instrument is sat a subject at a time.
    """
    return is_named_alike(one, other) or (_is_of_one_day(one, other) and not (one.form and other.form))


def is_named_alike(one: Entry, other: Entry) -> bool:
    """Whether two entries name the same sitting, form and all: what two books may have made one without asking."""
    return _is_of_one_day(one, other) and is_same_form(one.form, other.form)


def _is_of_one_day(one: Entry, other: Entry) -> bool:
    """Whether two entries are of one instrument on one day, and of no different subjects."""
    if one.source.is_bank:
        return False
    if one.source.is_of_subjects and (
        not is_same_form(one.form, other.form) or (one.topic and other.topic and one.topic != other.topic)
    ):
        return False
    return (one.exam, one.source, one.day) == (other.exam, other.source, other.day)


def double_sittings(entries: Iterable[Kept]) -> list[tuple[Kept, ...]]:
    """Return the entries that speak of one practice sitting, the two or more of each together.

    One without a form is put to one that names it, and two that name different forms stay apart.
    """
    of_day: dict[tuple[object, ...], list[Kept]] = {}
    for entry in entries:
        if not entry.source.is_bank:
            of_day.setdefault((entry.exam, entry.source, entry.day), []).append(entry)
    found = []
    for of_one_day in of_day.values():
        left = sorted(of_one_day, key=lambda entry: not entry.form)
        while left:
            first, *rest = left
            same = [first, *(other for other in rest if is_same_sitting(first, other))]
            left[:] = [other for other in rest if other not in same]
            if len(same) > 1:
                found.append(tuple(same))
    return found
