"""Command `report`."""

from pathlib import Path
from typing import Annotated

import typer

from stepready import __version__
from stepready.cli.clock import now
from stepready.cli.frame import ExamOption, frame, library, note, open_book, own_files, say, say_bytes, subcommands
from stepready.cli.import_ import file_bytes
from stepready.cli.plan_options import guides
from stepready.core.values.shown_text import on_one_line
from stepready.guides.instruments import load_instruments
from stepready.render.offline import is_ours
from stepready.render.report.page import page
from stepready.services.report import report as gather
from stepready.services.verify import verify
from stepready.transfer.file import write_whole
from stepready.transfer.sheet import decode

app = subcommands("One self-contained page to hand to an advisor.")


@app.command(
    no_args_is_help=True,
    epilog="Examples: stepready report readiness.html; stepready report --anonymous --force advisor.html; "
    "stepready report --name 'A. Student' readiness.html; stepready report --one-page print.html; "
    "stepready report --verify readiness.html",
)
def report(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.html", help="The page to write; - for standard output.")],
    exam: ExamOption = None,
    guide: Annotated[str | None, typer.Option(autocompletion=guides, help="Judge by this guide for once.")] = None,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Leave out notes and the application, of the page and of its data.")
    ] = False,
    name: Annotated[str, typer.Option(metavar="TEXT", help="A name to stand on top of the page.")] = "",
    one_page: Annotated[
        bool, typer.Option("--one-page", help="The summary alone, on one printed page: no tables behind it.")
    ] = False,
    verify_it: Annotated[
        bool,
        typer.Option(
            "--verify", help="Write nothing: work FILE's verdict and list out again and say where it differs."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is no report of ours.")] = False,
) -> None:
    """Write one page with the verdict, its reasons, trend, test dates, schedule, scores and assumptions.

    The page opens offline, fetches nothing, prints as two pages with an appendix, or with --one-page as one, and
    carries its data. Who chooses programmes gets a page of the application too: profile, strategy, list, costs, open
    facts, other test days.
    """
    if verify_it:
        say_verified(file)
        return
    with open_book(ctx) as book:
        found = gather(
            book,
            library(),
            as_of=frame(ctx).today,
            exam=exam,
            guide=guide,
            anonymous=anonymous,
            version=__version__,
            name=name,
            one_page=one_page,
        )
    content = page(found)
    if str(file) == "-":
        say_bytes(content)
        return
    write_whole(file, content, may_replace=is_ours, force=force, never=own_files(ctx))
    note(f"wrote {file} ({len(content) // 1024} KB); it opens offline in any browser")


def say_verified(file: Path) -> None:
    """Say whether a report's verdict and list follow from the export it carries; exit code 1 where it does not."""
    content = decode(file_bytes(str(file)), file.name).text
    found = verify(content, file.name, library(), load_instruments(), now)
    say(f"{on_one_line(file.name)}: {found.exam_verdict}, {found.application_verdict} as of {found.as_of.isoformat()}")
    if not found.same_guides:
        note("note: the report was made with other guides or facts than this program has")
    if found.differences:
        say("\n".join(("The page does not follow from its export:", *(f"  {line}" for line in found.differences))))
        raise typer.Exit(1)
    say("The page follows from its export.")
