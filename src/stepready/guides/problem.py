"""What is wrong with a data file: every problem of a file is found and shown together."""

from difflib import get_close_matches

from stepready.core.errors import StepreadyError
from stepready.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem: the file, the path inside it (`rule[2].check.kind`), what was found and what is allowed."""

    file: str
    path: str
    found: str
    allowed: str = ""

    def __str__(self) -> str:
        """Write the problem on one line."""
        where = f"{self.file}: {self.path}: " if self.path else f"{self.file}: "
        return f"{where}{self.found}" + (f"; allowed: {self.allowed}" if self.allowed else "")


class DataError(StepreadyError):
    """Data files that cannot be used, with all of their problems."""

    def __init__(self, problems: tuple[Problem, ...], what: str = "guide data") -> None:
        """List every problem under one line that counts them."""
        files = sorted({problem.file for problem in problems})
        number = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        message = f"{what} cannot be used: {number} in {', '.join(files)}"
        super().__init__(message, tuple(str(problem) for problem in problems))
        self.problems = problems


def choices(allowed: list[str], found: str = "") -> str:
    """List what is allowed, the likeliest meant first when something close was found."""
    close = get_close_matches(found, allowed, n=1)
    listed = ", ".join(allowed)
    return f"{close[0]} (did you mean it?), or one of {listed}" if close else listed
