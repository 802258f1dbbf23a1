"""Commands `school init`, `add`, `remove`, `migrate` and `doctor`: run a school's server."""

from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.clock import now
from stepready.cli.doctor_findings import show_findings
from stepready.cli.frame import JsonFlag, frame, library, say, subcommands
from stepready.cli.import_ import file_bytes
from stepready.core.values.shown_text import on_one_line
from stepready.render.school_text import added_text, founded_text, migrated_text, removed_text
from stepready.services.school import add_members, found_school, migrate_school, remove_members
from stepready.services.school_doctor import school_findings
from stepready.services.school_guide import add_school_guide, remove_school_guide
from stepready.transfer.members import read_members

app = subcommands("Run a school's server: every student alone, advisors by consent.")


@app.command(
    epilog="Examples: STEPREADY_DB=postgresql://registrar@db/usmle stepready school init; stepready school init"
)
def init(ctx: typer.Context) -> None:
    """Make a PostgreSQL database a school's, by the role that owns it.

    Every table gets row-level security; students and advisors get a group each. docs/server.md leads through it.
    """
    say(founded_text(found_school(frame(ctx).db, now())))


@app.command(
    epilog="Examples: stepready school add class-2028.csv --passwords new.csv; "
    "stepready school add --advisor advisors.csv --passwords new.csv"
)
def add(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.csv", help="A table: login, shown, cohort.")],
    passwords: Annotated[
        Path | None, typer.Option(metavar="OUT.csv", help="Where new passwords go, readable by you alone.")
    ] = None,
    advisor: Annotated[bool, typer.Option("--advisor", help="The table lists advisors.")] = False,
) -> None:
    """Give a login to everybody in a table who has none yet; all of them or nobody.

    `login` is the name to connect with: an opaque one, since every login can read the names of all. `shown` is what
    an advisor sees who was given consent. Run again, the command adds who is new and changes what is shown.
    """
    listed = read_members(file_bytes(file), Path(file).name)
    added = add_members(frame(ctx).db, listed, advisors=advisor, passwords=passwords)
    say(added_text(added, "advisor" if advisor else "student", passwords))


@app.command(epilog="Examples: stepready school remove k7f3q; stepready school remove k7f3q x2m9t")
def remove(
    ctx: typer.Context, logins: Annotated[list[str], typer.Argument(metavar="LOGIN...", help="Who leaves.")]
) -> None:
    """Close the logins of those who leave, students or advisors, open sessions too.

    What was logged stays in the database, out of everybody's sight; `school add` lets the same login in again.
    """
    remove_members(frame(ctx).db, logins)
    say(removed_text(logins))


@app.command(epilog="Examples: stepready school migrate")
def migrate(ctx: typer.Context) -> None:
    """Bring a school's database to what this version needs, by the role that owns it; students need no such right."""
    say(migrated_text(migrate_school(frame(ctx).db, now())))


@app.command(epilog="Examples: stepready school doctor; stepready school doctor --json")
def doctor(ctx: typer.Context, as_json: JsonFlag = False) -> None:
    """Compare the database's catalogue with what it should be, and name what is off; nothing is changed.

    Walls, policies, rights, views, functions, triggers, keys, roles. Ends with exit code 1 when something is off.
    """
    show_findings(school_findings(frame(ctx).db), as_json=as_json)


guide_app = subcommands("The school's own guides, which every member's program reads.")
app.add_typer(guide_app, name="guide", epilog="Examples: stepready school guide add cat-im.toml")


@guide_app.command(name="add", epilog="Examples: stepready school guide add cat-im.toml")
def add_guide(
    ctx: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE.toml", help="A guide in TOML.")]
) -> None:
    """Check a guide as strictly as ours and put it on the server, in the place of one of that name.

    Every student and advisor has it from the next command on, marked as own, beside guides of their own.
    """
    sound = add_school_guide(frame(ctx).db, library(), file)
    say(f"{sound.guide.name} is on the server: every member's program reads it from the next command on")


@guide_app.command(name="rm", epilog="Examples: stepready school guide rm cat-im")
def remove_guide(ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME", help="Its name.")]) -> None:
    """Take a guide off the server again."""
    remove_school_guide(frame(ctx).db, name)
    say(f"{on_one_line(name)} is no longer on the server")
