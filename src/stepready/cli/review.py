"""Command `review`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stepready.cli.frame import (
    ExamOption,
    JsonFlag,
    frame,
    library,
    note,
    open_book,
    own_files,
    say,
    say_bytes,
    say_json,
    subcommands,
    terminal,
)
from stepready.core.values.errors import StepreadyError
from stepready.render.offline import is_ours
from stepready.render.report.week_page import review_page
from stepready.render.review_text import review_json, review_markdown, review_text
from stepready.services.review import review as look_back
from stepready.transfer.file import write_whole

if TYPE_CHECKING:
    from stepready.services.review import Review

app = subcommands("Look back on the week, and ahead to the next.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready review; stepready --today 2027-07-11 review; stepready review --html week.html; "
    "stepready review --markdown > week.md; stepready review --json | jq .week.totals",
)
def review(
    ctx: typer.Context,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one page to print; - is standard output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Let --html replace a file stepready did not write.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="As a page in Markdown.")] = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Say what the week planned and what was done, what moved the forecast, what is weak, and what next week asks.

    With --html the week goes to a page that opens offline and prints on one sheet.
    """
    if sum((html is not None, markdown, json)) > 1:
        raise StepreadyError("one form at a time: --html, --markdown or --json")
    with open_book(ctx) as book:
        found = look_back(book, library(), as_of=frame(ctx).today, exam=exam)
    if html is not None:
        _write(ctx, found, html, force=force)
    elif json:
        say_json(review_json(found))
    elif markdown:
        say(review_markdown(found))
    else:
        say(review_text(found, terminal()))


def _write(ctx: typer.Context, found: "Review", file: Path, *, force: bool) -> None:
    """Write the week's page and say so on standard error."""
    content = review_page(found)
    if str(file) == "-":
        say_bytes(content)
        return
    write_whole(file, content, may_replace=is_ours, force=force, never=own_files(ctx))
    note(f"wrote {file} ({len(content) // 1024} KB); it opens offline in any browser")
