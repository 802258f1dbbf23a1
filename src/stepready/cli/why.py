"""Command `why`."""

from typing import Annotated

import typer

from stepready.cli.frame import ExamOption, JsonFlag, frame, library, open_book, say, say_json, subcommands, terminal
from stepready.render.why_text import rules_json, rules_text, why_json, why_text
from stepready.services.why import explain, list_rules

app = subcommands("Where a rule comes from and what it saw.")


def rules(incomplete: str) -> list[str]:
    """Complete a rule's id."""
    data = library()
    found = {rule.id for guide in data.guides.values() for rule in guide.rules} | {rule.id for rule in data.common}
    return sorted(name for name in found if name.startswith(incomplete))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready why; stepready why clears-pass-mark; stepready why pmr/not-clearly-below --json",
)
def why(
    ctx: typer.Context,
    rule: Annotated[
        str | None, typer.Argument(metavar="[RULE]", autocompletion=rules, help="A rule of `check`.")
    ] = None,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Show one rule: what it asks, what it saw, its source in the guide, the readings behind it.

    Without a name it lists the rules.
    """
    if rule is None:
        with open_book(ctx) as book:
            listed = list_rules(book, library(), as_of=frame(ctx).today, exam=exam)
        if json:
            say_json(rules_json(listed))
        else:
            say(rules_text(listed, terminal()))
        return
    with open_book(ctx) as book:
        explained = explain(book, library(), rule, as_of=frame(ctx).today, exam=exam)
    if json:
        say_json(why_json(explained))
    else:
        say(why_text(explained, terminal()))
