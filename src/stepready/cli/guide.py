"""Commands `guide list`, `guide show` and `guide cite`."""

from typing import Annotated

import typer

from stepready.cli.frame import JsonFlag, say, say_json, subcommands, terminal
from stepready.cli.plan_options import guides

app = subcommands("Read the guides' rules and where each comes from.")


@app.command("list", epilog="Examples: stepready guide list; stepready guide list --json")
def list_(json: JsonFlag = False) -> None:
    """List the guides and who each was written for."""
    from stepready.guides.library import load
    from stepready.render.guide_text import list_json, list_text
    from stepready.services.guide import list_guides

    listed = list_guides(load())
    if json:
        say_json(list_json(listed))
    else:
        say(list_text(listed, terminal()))


@app.command(epilog="Examples: stepready guide show pmr; stepready guide show us-img --json")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", autocompletion=guides, help="A guide of `guide list`.")],
    json: JsonFlag = False,
) -> None:
    """Show what a guide says: bands, rules, timing, delays, targets, rhythm, advice."""
    from stepready.guides.library import load
    from stepready.render.guide_text import show_json, show_text
    from stepready.services.guide import describe_guide

    described = describe_guide(load(), name)
    if json:
        say_json(show_json(described))
    else:
        say(show_text(described, terminal()))


@app.command(epilog="Examples: stepready guide cite near-target; stepready guide cite pmr; stepready guide cite near")
def cite(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", autocompletion=guides, help="A rule, `guide/rule`, a guide or a reading."),
    ] = None,
    json: JsonFlag = False,
) -> None:
    """Show the section of a guide's text, or the reading of ours, that each rule rests on."""
    from stepready.guides.library import load
    from stepready.render.guide_text import cite_json, cite_text
    from stepready.services.guide import cite as find

    found = find(load(), name)
    if json:
        say_json(cite_json(found))
    else:
        say(cite_text(found, terminal()))
