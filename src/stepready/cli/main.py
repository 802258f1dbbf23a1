"""The command `stepready`: global options, and the one place that maps errors to exit codes."""

import os
import sys
from datetime import date
from typing import Annotated

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError

from stepready import __version__
from stepready.cli.clock import today as clock_today
from stepready.cli.frame import Frame
from stepready.cli.lazy import LazyGroup
from stepready.core.days import parse_day
from stepready.core.errors import StepreadyError

FIRST_YEAR, LAST_YEAR = 2019, 2098

app = typer.Typer(
    cls=LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        sys.stdout.write(f"stepready {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def stepready(
    ctx: typer.Context,
    db: Annotated[str | None, typer.Option("--db", envvar="STEPREADY_DB", help="Database file or URL.")] = None,
    today: Annotated[
        str | None, typer.Option("--today", envvar="STEPREADY_TODAY", help="The day that stands for today.")
    ] = None,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Log practice exams every day; get a cited answer: sit on the booked date, or delay.

    Without a command: the state of things on one screen.
    """
    ctx.obj = Frame(db=db or None, today=_stands_for_today(today))
    if ctx.invoked_subcommand is None:
        from stepready.cli.dashboard import show_dashboard

        show_dashboard(ctx)


def _stands_for_today(text: str | None) -> date:
    """Return the day that stands for today; raise StepreadyError where no fact of the program reaches."""
    clock = clock_today()
    day = parse_day(text, clock) if text else clock
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise StepreadyError(f"{day.isoformat()} cannot stand for today; accepted: years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def fail(message: str, details: tuple[str, ...] = (), code: int = 2) -> int:
    """Print one `error:` line with its details indented, and return the exit code."""
    line = " ".join(message.split())
    sys.stderr.write(f"error: {line}\n" + "".join(f"  {detail}\n" for detail in details))
    return code


def run(args: list[str] | None = None) -> int:
    """Run one command line and return its exit code; no exception of the program reaches the user."""
    try:
        result = app(args=args, prog_name="stepready", standalone_mode=False)
        sys.stdout.flush()
    except NoArgsIsHelpError as asked:
        sys.stdout.write(asked.format_message() + "\n")
        return 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - the last place before the user
        return _failed(problem)
    return result if isinstance(result, int) else 0


def _failed(problem: BaseException) -> int:
    """Tell the user what went wrong, and return the exit code; a fault of our own is named as one."""
    match problem:
        case StepreadyError():
            return fail(problem.message, problem.details, problem.exit_code)
        case ClickException():
            return fail(problem.format_message(), code=problem.exit_code)
        case typer.Abort() | KeyboardInterrupt():
            return fail("stopped; nothing was changed", code=130)
    if os.environ.get("STEPREADY_DEBUG"):
        raise problem
    what = f"{type(problem).__name__}: {problem}"
    return fail(f"a fault in stepready itself: {what}", ("STEPREADY_DEBUG=1 shows where; please report it",), code=70)


def main() -> None:
    """Be the console script."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(run())
