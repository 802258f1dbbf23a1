"""Rows that a sound database holds and nobody can read: one sentence for all of them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from stepready.core.errors import StepreadyError

P = ParamSpec("P")
T = TypeVar("T")
PROBLEMS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What reading a damaged row can raise: a word nobody knows, a day that is none, text where a number belongs."""
_SHOWN = 80


class UnreadableError(StepreadyError):
    """A row cannot be read; `of` names its kind and `why` what was found."""

    def __init__(self, of: str, why: str) -> None:
        """Say that the database is damaged and what to run."""
        super().__init__(
            f"the database is damaged: {of} cannot be read ({why}); nothing was changed",
            ("run `stepready doctor`: it says what can be recovered and how",),
        )
        self.why = why


def reads(of: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make what turns rows into values raise UnreadableError for rows it cannot read."""

    def guarded(read: Callable[P, T]) -> Callable[P, T]:
        @wraps(read)
        def guard(*args: P.args, **kwargs: P.kwargs) -> T:
            try:
                return read(*args, **kwargs)
            except UnreadableError:
                raise
            except PROBLEMS as problem:
                raise UnreadableError(of, shown(problem)) from None

        return guard

    return guarded


def shown(problem: Exception) -> str:
    """Return a failure's words on one short line, whatever bytes it found."""
    words = " ".join(ascii(str(problem))[1:-1].replace("\\'", "'").split()) or type(problem).__name__
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."


def text(value: Any) -> str:
    """Return text as it is; raise TypeError for anything else."""
    if not isinstance(value, str):
        msg = f"{value!r} is no text"
        raise TypeError(msg)
    return value


def between(low: float, value: Any, high: float) -> Any:
    """Return a number of a range as it is; raise ValueError or TypeError for anything else."""
    if not low <= value <= high:
        msg = f"{value!r} is not between {low} and {high}"
        raise ValueError(msg)
    return value


def whole(value: Any) -> Any:
    """Return a whole number that is not negative, or None, as it is; raise ValueError or TypeError otherwise."""
    if value is not None and (not isinstance(value, int) or value < 0):
        msg = f"{value!r} is no whole number from 0"
        raise ValueError(msg)
    return value
