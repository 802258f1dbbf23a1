"""Command `review`."""

from typing import Annotated

import typer

from stepready.cli.frame import ExamOption, JsonFlag, frame, library, open_book, say, say_json, subcommands, terminal
from stepready.render.review_text import review_json, review_markdown, review_text
from stepready.services.review import review as look_back

app = subcommands("Look back on the week, and ahead to the next.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready review; stepready --today 2027-07-11 review; stepready review --markdown > week.md; "
    "stepready review --json | jq .week.totals",
)
def review(
    ctx: typer.Context,
    markdown: Annotated[bool, typer.Option("--markdown", help="As a page in Markdown.")] = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Say what the week planned and what was done, what moved the forecast, what is weak, and what next week asks."""
    with open_book(ctx) as book:
        found = look_back(book, library(), as_of=frame(ctx).today, exam=exam)
    if json:
        say_json(review_json(found))
    elif markdown:
        say(review_markdown(found))
    else:
        say(review_text(found, terminal()))
