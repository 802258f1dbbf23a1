"""Command `check`."""

from typing import Annotated

import typer

from stepready.cli.frame import ExamOption, JsonFlag, frame, library, open_book, say, say_json, subcommands, terminal
from stepready.cli.plan_options import guides
from stepready.core.verdict.checks import ExamVerdict
from stepready.render.check_json import check_json
from stepready.render.check_text import check_text
from stepready.services.check import check as decide

app = subcommands("Sit on the booked date, or delay? Apply on time?")

EXIT_CODES = {
    ExamVerdict.GO: 0,
    ExamVerdict.TAKEN: 0,
    ExamVerdict.NO_GO: 10,
    ExamVerdict.EARLY: 11,
    ExamVerdict.UNKNOWN: 12,
}


@app.command(epilog="Examples: stepready check; stepready check --guide us-img; stepready check --json | jq .flip")
def check(
    ctx: typer.Context,
    guide: Annotated[str | None, typer.Option(autocompletion=guides, help="Judge by this guide for once.")] = None,
    exam: ExamOption = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit 0 for go or taken, 10 no-go, 11 early, 12 unknown.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    """Say go or no-go on the booked date, apart from it when to apply, and why."""
    with open_book(ctx) as book:
        checked = decide(book, library(), as_of=frame(ctx).today, exam=exam, guide=guide)
    if json:
        say_json(check_json(checked))
    else:
        say(check_text(checked, terminal()))
    if exit_code:
        raise typer.Exit(EXIT_CODES[checked.exam_decision.verdict])
