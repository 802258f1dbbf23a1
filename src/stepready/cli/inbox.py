"""Command `inbox`."""

import io
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from itertools import dropwhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.exceptions import ClickException

from stepready.cli.frame import JsonFlag, frame, open_book, say, say_json, subcommands, terminal, use_book
from stepready.cli.log import app as log
from stepready.core.values.days import iso_day, written_day
from stepready.core.values.errors import StepreadyError
from stepready.render.inbox_text import inbox_json, inbox_text
from stepready.services.inbox import take

if TYPE_CHECKING:
    from stepready.store.book import Book

app = subcommands("Take what your phone wrote into a file.")
_QUOTES = str.maketrans("“”„", '"""')
_DASHES = re.compile(r"(?<!\S)[\u2014\u2013](?=[a-z])")
DAY = "a line begins with its day, as in `2027-07-01 qbank 29/40`, or says --on 2027-07-01"


@app.command(
    epilog="Examples: stepready inbox ~/Dropbox/inbox.txt; "
    "echo '2027-07-01 qbank 29/40 --topic renal' >> ~/Dropbox/inbox.txt; stepready inbox ~/Dropbox/inbox.txt --json"
)
def inbox(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A text file with a session or an exam on each line.")],
    json: JsonFlag = False,
) -> None:
    """Take each line of a file once, as `log` would take its words; the file itself is never written.

    A line is what follows `stepready log`, with an ISO day before it or --on in it. Lines that are refused are named
    every time; the last line waits until it is finished. How a phone appends one: docs/sync.md.
    """
    with open_book(ctx) as book:
        found = take(book, file, lambda of_line, line: _log(ctx, of_line, line))
    if json:
        say_json(inbox_json(found))
    else:
        say(inbox_text(found, terminal()))


def _log(ctx: typer.Context, book: "Book", line: str) -> str:
    """Run `log` itself on a line, in a book of its own; return what it says."""
    said, words = io.StringIO(), _words(ctx, line)
    command = typer.main.get_command(log)
    try:
        with redirect_stdout(said), redirect_stderr(io.StringIO()), use_book(ctx, book):
            command.main(words, prog_name="log", standalone_mode=False, parent=ctx)
    except ClickException as problem:
        raise StepreadyError(problem.format_message()) from None
    return said.getvalue().strip()


def _words(ctx: typer.Context, line: str) -> list[str]:
    """Return the words of a line with its day as `--on`; raise StepreadyError for a line without one."""
    try:
        words = shlex.split(_typed(line))
    except ValueError as problem:
        raise StepreadyError(f"{str(problem).lower()}; close every quotation mark") from None
    words = _after_command(words)
    if "--help" in words or "-h" in words:
        raise StepreadyError("help is no session; a line is what `log` takes")
    named = [place for place, word in enumerate(words) if word == "--on" or word.startswith("--on=")]
    try:
        iso_day(words[0] if words else "")
    except ValueError:
        if not named:
            raise StepreadyError(f"no day: {DAY}") from None
        first = words[named[0]].partition("=")[2] or " ".join(words[named[0] + 1 : named[0] + 2])
        written_day(first, frame(ctx).dates)
        return words
    if named:
        raise StepreadyError("two days: before the line and as --on; give one")
    return [*_after_command(words[1:]), "--on", words[0]]


def _typed(line: str) -> str:
    """Return a line with plain quotation marks and dashes, where a phone made typographic ones of them."""
    return _DASHES.sub("--", line.translate(_QUOTES))


def _after_command(words: list[str]) -> list[str]:
    """Return what follows the command itself, which a line need not say."""
    return list(dropwhile(lambda word: word in ("stepready", "log"), words))
