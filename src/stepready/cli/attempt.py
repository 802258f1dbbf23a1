"""Commands `attempt add`, `edit`, `rm` and `list`; bare `attempt` lists."""

from typing import Annotated

import typer

from stepready.cli.frame import (
    DatesOption,
    ExamOption,
    JsonFlag,
    day_of,
    frame,
    note,
    open_book,
    say,
    say_json,
    subcommands,
)
from stepready.core.facts.exam import USUAL_EXAM
from stepready.core.log.attempts import Attempt
from stepready.core.values.days import sunday_question
from stepready.render.attempt_text import attempt_text, attempts_json, attempts_text
from stepready.services.attempt import add_attempt, edit_attempt, list_attempts

app = subcommands("Your sittings of the real exams, one row each.")
app.info.no_args_is_help = False
OnOption = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day of the sitting.")]
ScoreOption = Annotated[str | None, typer.Option("--score", metavar="N|pass|fail", help="The result, once known.")]
ReportedOption = Annotated[str | None, typer.Option("--reported", metavar="DATE", help="The day the result came.")]
NumberArgument = Annotated[int, typer.Argument(metavar="ID", help="The id that `stepready attempt` shows.")]


@app.callback(
    invoke_without_command=True,
    epilog="Examples: stepready attempt; stepready attempt add --on 2027-06-10 --score 205 --reported 2027-07-07",
)
def attempt(ctx: typer.Context, exam: ExamOption = None, json: JsonFlag = False) -> None:
    """Keep your sittings of the real exams as history; alone: list them.

    After a failure only later practice counts, and four sittings a Step are the limit.
    """
    if ctx.invoked_subcommand is None:
        show(ctx, exam=exam, json=json)


@app.command(
    epilog="Examples: stepready attempt add --on 2027-06-10 --score 205; "
    "stepready attempt add --exam step1 --on 2026-05-02 --score fail"
)
def add(
    ctx: typer.Context,
    on: OnOption = None,
    score: ScoreOption = None,
    reported: ReportedOption = None,
    exam: ExamOption = None,
    _dates: DatesOption = None,
) -> None:
    """Add one sitting; without --exam of the plan set last."""
    today = frame(ctx).today
    with open_book(ctx) as book:
        about = exam or book.exam() or USUAL_EXAM
        sat = Attempt(exam=about, on=day_of(ctx, on), score=score, reported=day_of(ctx, reported))
        kept = add_attempt(book, sat, today)
    say(attempt_text(kept, "added"))
    _ask(kept)


@app.command(
    epilog="Examples: stepready attempt edit 2 --reported 2027-07-07; stepready attempt edit 1 --on 2026-05-02"
)
def edit(
    ctx: typer.Context,
    number: NumberArgument,
    on: OnOption = None,
    score: ScoreOption = None,
    reported: ReportedOption = None,
    _dates: DatesOption = None,
) -> None:
    """Change what is named of a sitting and keep the rest."""
    today = frame(ctx).today
    with open_book(ctx) as book:
        days = {"on": day_of(ctx, on), "reported": day_of(ctx, reported)}
        kept = edit_attempt(book, number, today, score=score, **days)
    say(attempt_text(kept, "changed"))
    _ask(kept)


def _ask(kept: Attempt) -> None:
    """Ask on standard error about a day on which centres seldom seat anyone."""
    if kept.on is not None and (question := sunday_question(kept.on)) is not None:
        note(question)


@app.command(epilog="Examples: stepready attempt rm 2; stepready attempt rm 2 && stepready undo")
def rm(ctx: typer.Context, number: NumberArgument) -> None:
    """Remove a sitting; `stepready undo` brings it back."""
    with open_book(ctx) as book:
        gone = book.remove(number, Attempt)
    say(attempt_text(gone, "removed"))


@app.command(
    name="list",
    no_args_is_help=False,
    epilog="Examples: stepready attempt list; stepready attempt list --exam step1 --json",
)
def show(ctx: typer.Context, exam: ExamOption = None, json: JsonFlag = False) -> None:
    """List the sittings, of one exam or of all."""
    with open_book(ctx) as book:
        kept = list_attempts(book, exam)
    if json:
        say_json(attempts_json(kept))
    else:
        say(attempts_text(kept))
