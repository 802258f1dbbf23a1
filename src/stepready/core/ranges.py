"""Legal ranges of figures in data; a figure outside one is refused in a sentence."""

from collections.abc import Callable


def in_range(name: str, value: float | None, low: float, high: float) -> None:
    """Raise ValueError unless `value` lies in `low` to `high`, both included; None is not given and passes."""
    if value is not None and not low <= value <= high:
        msg = f"{name} = {value:g} is out of range; allowed: {low:g} to {high:g}"
        raise ValueError(msg)


def in_order(names: str, low: float | None, high: float | None) -> None:
    """Raise ValueError when a range is the wrong way round; an open end passes."""
    if low is not None and high is not None and low > high:
        msg = f"{names}: {low:g} is above {high:g}; allowed: the lower figure first"
        raise ValueError(msg)


def every_one(*checks: Callable[[], None]) -> None:
    """Run every check, then raise one ValueError with each problem found as an argument of its own."""
    found: list[str] = []
    for check in checks:
        try:
            check()
        except ValueError as problem:
            found += map(str, problem.args)
    if found:
        raise ValueError(*found)
