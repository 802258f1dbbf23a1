"""What the user is told when something given cannot be accepted."""


class StepreadyError(Exception):
    """Bad input or a state that stops the command; nothing was changed.

    `message` is one line: what was found and what is accepted. `details` are further lines shown indented
    under it. `exit_code` is what the process ends with (2: wrong usage or bad input).
    """

    exit_code = 2

    def __init__(self, message: str, details: tuple[str, ...] = ()) -> None:
        """Keep the one-line message and its details."""
        super().__init__(message)
        self.message = message
        self.details = details


class FileError(StepreadyError):
    """A file or folder that cannot be read or written; nothing was changed."""

    exit_code = 74


def reason(problem: Exception) -> str:
    """Return the system's words for a failure, without numbers and paths."""
    return (problem.strerror or str(problem)).lower() if isinstance(problem, OSError) else str(problem)


def bad_lines(faults: list[str], name: str) -> StepreadyError:
    """Return the error for a file with bad lines, in the order of the lines."""
    lines = sorted(faults, key=lambda fault: int(fault.split(":")[0].split()[-1]))
    count = "1 bad line" if len(lines) == 1 else f"{len(lines)} bad lines"
    return StepreadyError(f"{count} in {name}; nothing was imported", tuple(lines))
