"""Commands `guide list`, `guide show`, `guide cite`, `guide check` and `guide new`."""

from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.frame import JsonFlag, library, note, say, say_json, subcommands, terminal
from stepready.cli.plan_options import ApplicantOption, SpecialtyOption, guides
from stepready.core.values.shown_text import on_one_line
from stepready.render.guide_text import (
    cite_json,
    cite_text,
    list_json,
    list_text,
    show_json,
    show_text,
    sound_json,
    sound_text,
)
from stepready.services.guide import check_guide_file, describe_guide, list_guides, new_guide
from stepready.services.guide import cite as find
from stepready.store.location import own_guides_path

app = subcommands("Read the guides' rules and where each comes from; check and start guides of your own.")


@app.command("list", epilog="Examples: stepready guide list; stepready guide list --json")
def list_(json: JsonFlag = False) -> None:
    """List the guides and who each was written for."""
    listed = list_guides(library())
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
    described = describe_guide(library(), name)
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
    found = find(library(), name)
    if json:
        say_json(cite_json(found))
    else:
        say(cite_text(found, terminal()))


@app.command(epilog="Examples: stepready guide check cat-im.toml; stepready guide check cat-im.toml --json")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A guide of your own, in TOML.")], json: JsonFlag = False
) -> None:
    """Check a guide of your own and its cases as strictly as ours: every problem, or that it is fine."""
    sound = check_guide_file(library(), file)
    if json:
        say_json(sound_json(sound))
    else:
        say(sound_text(sound, terminal()))


@app.command(
    epilog="Examples: stepready guide new cat-im; stepready guide new cat-im --applicant non-us-img --specialty im"
)
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name: small letters, digits and hyphens.")],
    applicant: ApplicantOption = None,
    specialty: SpecialtyOption = None,
) -> None:
    """Write a commented start for a guide of your own into the folder beside the settings; no file is replaced."""
    file = new_guide(library(), own_guides_path(), name, applicant=applicant, specialty=specialty)
    named = on_one_line(file)
    say(f"{named} written: a draft with examples, shown as your own and never chosen until `draft` is taken out.")
    note(f"Next: put your figures in it, then `stepready guide check {file}`.")
