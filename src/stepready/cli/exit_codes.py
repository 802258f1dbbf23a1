"""How a command line ends: the one place that maps errors to lines and exit codes.

0 done; 2 wrong usage or bad input; 70 a fault of our own; 74 the output or a file cannot be written or read;
130 stopped by the user. `check --exit-code` adds 10 and 12.
"""

import os
import sys

import typer
from typer._click.exceptions import ClickException

from stepready.core.values.errors import FileError, StepreadyError
from stepready.core.values.shown_text import harmless, on_one_line
from stepready.store.connection import COMMITTED, PLACED

OUR_FAULT, STOPPED = 70, 130


def ended_by(problem: BaseException) -> int:
    """Tell the user what went wrong and return the exit code; a fault of our own is named as one."""
    match problem:
        case StepreadyError():
            return fail(problem.message, problem.details, problem.exit_code)
        case ClickException():
            return fail(problem.format_message(), code=problem.exit_code)
        case typer.Abort():
            sys.stderr.write("\n")  # a question was left open on this line
            return fail(f"stopped; {_state()}", code=STOPPED)
        case KeyboardInterrupt():
            return fail(f"stopped; {_state()}", code=STOPPED)
    if os.environ.get("STEPREADY_DEBUG"):
        raise problem
    if isinstance(problem, OSError) and problem.strerror:
        drop_output()
        where = f": {problem.filename}" if problem.filename else ""
        return fail(f"{problem.strerror}{where}; {_state()}", code=FileError.exit_code)
    what = f"a fault in stepready itself: {type(problem).__name__}: {problem}"
    return fail(what, ("STEPREADY_DEBUG=1 shows where; please report it",), code=OUR_FAULT)


def _state() -> str:
    """Say whether this call changed the book, or put a file in its place, before it ended."""
    if COMMITTED:
        return "what you entered is kept"
    return f"{PLACED[-1]} is written" if PLACED else "nothing was changed"


def fail(message: str, details: tuple[str, ...] = (), code: int = 2) -> int:
    """Print one `error:` line with its details indented, and return the exit code."""
    line = harmless(" ".join(message.split()))
    under = "".join(f"  {harmless(on_one_line(detail))}\n" for detail in details)
    sys.stderr.write(f"error: {line}\n{under}")
    return code


def drop_output() -> None:
    """Send what is still unwritten of standard output nowhere when it can go nowhere else."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def prepare_streams() -> None:
    """Stand in for a stream the caller closed; write what an encoding does not know as a question mark."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for the whole call
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
