"""Command `topics`."""

import typer

from stepready.cli.frame import ExamOption, JsonFlag, frame, library, open_book, say, say_json, subcommands, terminal
from stepready.render.topics_text import topics_json, topics_text
from stepready.services.topics import describe_topics

app = subcommands("Rank topics by how weak they are.")


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready topics; stepready log qbank 29/40 --topic cardiology && stepready topics; "
    "stepready topics --json | jq '.topics[0]'",
)
def topics(ctx: typer.Context, exam: ExamOption = None, json: JsonFlag = False) -> None:
    """Rank the topics of logged question-bank sessions, the one to work on first on top.

    Few questions say little: each topic is drawn towards your own mean before it is ranked.
    """
    with open_book(ctx) as book:
        ranked = describe_topics(book, library(), as_of=frame(ctx).today, exam=exam)
    if json:
        say_json(topics_json(ranked))
    else:
        say(topics_text(ranked, terminal()))
