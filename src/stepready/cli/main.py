"""The command `stepready`: its global options, and running one command line."""

import sys
from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer
from typer._click.exceptions import NoArgsIsHelpError

from stepready import __version__
from stepready.cli.clock import today as clock_today
from stepready.cli.exit_codes import STOPPED, drop_output, ended_by, prepare_streams
from stepready.cli.frame import Frame, note, settings_file
from stepready.cli.lazy import LazyGroup
from stepready.core.values.days import parse_day
from stepready.core.values.errors import StepreadyError
from stepready.store.connection import COMMITTED, LEARNT, PLACED, SHELVED

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
    from stepready.guides.user_habits import read_habits  # noqa: PLC0415 - a server alone

    habits = read_habits(settings_file())
    looks_at_clock = ctx.invoked_subcommand == "doctor" and not today
    day = clock_today() if looks_at_clock else _stands_for_today(today, habits.day_starts)
    ctx.obj = Frame(db=db or None, today=day, dates=habits.dates)
    if ctx.invoked_subcommand is None:
        from stepready.cli.dashboard import show_dashboard  # noqa: PLC0415 - plain `stepready` alone

        show_dashboard(ctx)


def _stands_for_today(text: str | None, day_starts: int) -> date:
    """Return the day that stands for today; raise StepreadyError where no fact of the program reaches."""
    day = parse_day(text, clock_today()) if text else clock_today(day_starts)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise StepreadyError(
            f"{day.isoformat()} cannot stand for today; accepted: years {FIRST_YEAR} to {LAST_YEAR}",
            () if text else ("the computer's clock says so: set it right, or give --today DATE",),
        )
    return day


def run(args: list[str] | None = None, on_start: Callable[[], object] | None = None) -> int:
    """Run one command line and return its exit code; no exception of the program reaches the user."""
    COMMITTED.clear()
    PLACED.clear()
    SHELVED.clear()
    LEARNT.clear()
    try:
        if on_start is not None:
            on_start()
        result = app(args=args, prog_name="stepready", standalone_mode=False)
        sys.stdout.flush()
    except NoArgsIsHelpError as asked:
        sys.stdout.write(asked.format_message() + "\n")
        return 0
    except BrokenPipeError:
        drop_output()
        return 0
    except SystemExit as asked:
        if not isinstance(asked.__context__, BrokenPipeError):
            raise
        return 0
    except (Exception, KeyboardInterrupt) as problem:  # noqa: BLE001 - the last place before the user
        return ended_by(problem)
    finally:
        for said in LEARNT:
            note(f"note: {said}")
    if result == STOPPED:
        return ended_by(KeyboardInterrupt())
    return result if isinstance(result, int) else 0


def main(on_start: Callable[[], object] | None = None) -> int:
    """Run what the process was called with, and return its exit code."""
    prepare_streams()
    return run(on_start=on_start)
