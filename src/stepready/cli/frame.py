"""What every command shares: the global options, output, and the way errors reach the user."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click.globals import get_current_context

from stepready import __version__
from stepready.cli.clock import now
from stepready.core.facts.exam import Exam
from stepready.core.values import dataclass
from stepready.core.values.days import DateOrder, parse_day
from stepready.core.values.shown_text import in_json, on_screen

if TYPE_CHECKING:
    from stepready.core.verdict.own_statement import OwnStatement
    from stepready.guides.library import Library
    from stepready.render.terminal import Terminal
    from stepready.store.book import Book
    from stepready.store.opening import Standing

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON alone on standard output.")]
ExamOption = Annotated[Exam | None, typer.Option("--exam", help="The exam; default: the plan set last.")]


@dataclass(frozen=True, slots=True)
class Frame:
    """The global options of one call. `db` is a path or URL, None for the default place.

    `dates` is what a day in numbers means by the user's settings, None where they say nothing.
    """

    db: str | None
    today: date
    dates: DateOrder | None = None


_BOOK = "stepready.book"


def _keep_order(ctx: typer.Context, order: DateOrder | None) -> DateOrder | None:
    """Let the days of this call be read in the order named."""
    if order is not None:
        ctx.obj = replace(frame(ctx), dates=order)
    return order


DatesOption = Annotated[
    DateOrder | None,
    typer.Option("--dates", is_eager=True, callback=_keep_order, help="What 5/6 means: 5 June, or 6 May."),
]


def typed_day(ctx: typer.Context, text: str, *, past: bool = False) -> date:
    """Return the day that was typed, in the order named or set; with `past` the latest that is not after today."""
    return parse_day(text, frame(ctx).today, frame(ctx).dates, past=past)


def frame(ctx: typer.Context) -> Frame:
    """Return the global options of the running command."""
    found = ctx.find_object(Frame)
    if found is None:
        msg = "the command was not called through the main group"
        raise RuntimeError(msg)
    return found


@contextmanager
def open_book(ctx: typer.Context) -> Iterator["Book"]:
    """Open the user's score book for one command."""
    from stepready.guides.instruments import load_instruments  # noqa: PLC0415 - `--help` opens nothing
    from stepready.store.opening import open_book as open_store  # noqa: PLC0415 - `--help` opens nothing

    load_instruments()
    if _BOOK in ctx.meta:
        yield ctx.meta[_BOOK]
        return

    with open_store(frame(ctx).db, now=now, today=frame(ctx).today, standing=standing(ctx)) as book:
        yield book


def standing(ctx: typer.Context) -> "Standing":
    """Return what works out what a school's student says of how things stand after a change."""

    def said(book: "Book") -> "OwnStatement":
        from stepready.services.own_statement import own_statement  # noqa: PLC0415 - at a school alone

        return own_statement(book, library(), as_of=frame(ctx).today, version=__version__)

    return said


@contextmanager
def use_book(ctx: typer.Context, book: "Book") -> Iterator[None]:
    """Let a command that is run within another use a book that is open already."""
    ctx.meta[_BOOK] = book
    try:
        yield
    finally:
        del ctx.meta[_BOOK]


def library() -> "Library":
    """Return the guides and facts, with the user's own guides and settings and those of a school's server."""
    from stepready.services.whole_library import whole_library  # noqa: PLC0415 - `log` reads no guide

    running = get_current_context(silent=True)
    called = running.find_object(Frame) if running is not None else None
    return whole_library(called.db if called is not None else None, settings_file().parent)


def settings_file() -> Path:
    """Return the user's own settings file, which need not exist."""
    from stepready.store.location import settings_path  # noqa: PLC0415 - `--help` opens nothing

    return settings_path()


def subcommands(help_text: str) -> typer.Typer:
    """Return an app for a module of commands, set up like every other."""
    return typer.Typer(
        help=help_text,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def own_files(ctx: typer.Context) -> tuple[Path, ...]:
    """Return the files no command may write its output over: the database, unless a server, settings, own guides."""
    from stepready.store.location import database_path, is_server, own_guides_path  # noqa: PLC0415 - the same

    db = frame(ctx).db
    kept = (settings_file(), *own_guides_path().glob("*.toml"))
    return kept if is_server(db) else (database_path(db), *kept)


def say_bytes(content: bytes) -> None:
    """Write bytes to standard output as they are, whatever encoding its text has."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """Print to standard output."""
    shown = on_screen(text)
    sys.stdout.write(shown if shown.endswith("\n") else shown + "\n")


def note(text: str) -> None:
    """Print a notice to standard error, broken to the width."""
    from stepready.render.terminal import wrapped  # noqa: PLC0415 - a call without notices wraps nothing

    sys.stderr.write(on_screen("\n".join(wrapped(text, width()))) + "\n")


def say_json(data: Any) -> None:
    """Print one JSON document, keys in the order given."""
    import json  # noqa: PLC0415 - `log` prints none

    sys.stdout.write(in_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n")


def is_ascii() -> bool:
    """Whether standard output cannot show more than ASCII."""
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "").replace("_", "")
    return not encoding.startswith("utf")


def has_colour() -> bool:
    """Whether colour is wanted: a terminal, and NO_COLOR not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return the width to write for, in columns: the terminal's, within 40 and 200; 80 in a pipe."""
    import shutil  # noqa: PLC0415 - `log` without notices asks no width

    return max(40, min(200, shutil.get_terminal_size((80, 24)).columns))


def terminal() -> "Terminal":
    """Return what standard output can show."""
    from stepready.render.terminal import Terminal  # noqa: PLC0415 - a call without notices wraps nothing

    return Terminal(width=width(), colour=has_colour(), ascii=is_ascii())


def day_of(ctx: typer.Context, text: str | None) -> date | None:
    """Return the day an option names; None when it was not given."""
    return None if text is None else typed_day(ctx, text)
