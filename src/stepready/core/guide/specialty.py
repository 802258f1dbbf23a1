"""Which specialty a name means, and which one a misspelt name is close to."""

import re
from collections.abc import Iterable

from stepready.core.guide.guide import Specialty
from stepready.core.season.calendar import OtherService
from stepready.core.values.errors import StepreadyError

LONG_ENOUGH = 5
"""Letters from which on a word may be one keystroke off and still be meant; shorter ones are words of their own."""


def resolve_specialty(text: str, specialties: Iterable[Specialty]) -> str:
    """Return the slug that a specialty's name or alias means; other text as it is, without outer spaces."""
    wanted = folded(text)
    for specialty in specialties:
        if wanted in names_of(specialty):
            return specialty.slug
    return " ".join(text.split())


def near_specialty(text: str, specialties: Iterable[Specialty], services: Iterable[OtherService] = ()) -> str | None:
    """Return the specialty whose name is one keystroke a word away from a text that names none.

    It is the slug of a known one, or the title of one that applies through a service of its own.
    """
    wanted = folded(text)
    known = [(specialty.slug, names_of(specialty)) for specialty in specialties]
    known += [(other.title, {folded(name) for name in other.names}) for other in services]
    if any(wanted in names for _, names in known):
        return None
    words = wanted.split()
    for meant, names in known:
        if any(_is_near_all(words, name.split()) for name in names):
            return meant
    return None


def asked_back(text: str, specialties: Iterable[Specialty], services: Iterable[OtherService] = ()) -> None:
    """Raise StepreadyError asking which specialty a misspelt name means; any other text is accepted."""
    found = tuple(specialties)
    near = near_specialty(text, found, services)
    if near is not None:
        known = ", ".join(specialty.slug for specialty in found)
        raise StepreadyError(f"specialty {text!r}: did you mean {near}?", (f"known: {known}; other text is accepted",))


def names_of(specialty: Specialty) -> set[str]:
    """Return every name that means the specialty, folded."""
    return {folded(name) for name in (specialty.slug, specialty.title, *specialty.aliases)}


def folded(text: str) -> str:
    """Fold case, and treat `&` as `and`, other marks as spaces."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ")).split())


def _is_near_all(words: list[str], meant: list[str]) -> bool:
    return len(meant) == len(words) and all(map(_is_near, words, meant))


def _is_near(word: str, meant: str) -> bool:
    """Whether a word is the one meant or one keystroke off: a letter more, less, other, or two exchanged."""
    if word == meant:
        return True
    if min(len(word), len(meant)) < LONG_ENOUGH or abs(len(word) - len(meant)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    rest, other = word[start:], meant[start:]
    exchanged = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return exchanged or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
