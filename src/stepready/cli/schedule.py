"""Commands `schedule make`, `schedule show` and `schedule replan`; bare `schedule` shows."""

import sys
from datetime import date
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
    say,
    say_json,
    subcommands,
    terminal,
)
from stepready.core.errors import StepreadyError

if TYPE_CHECKING:
    from stepready.core.schedule.replan import Choice
    from stepready.services.scheduling import Previews, Shown

app = subcommands("Make, show and repair the day-by-day study schedule.")
app.info.no_args_is_help = False

ICS = "stepready.ics"
CHOICES = ("catch-up-today", "more-each-day", "move-exam", "drop-content")
IcsOption = Annotated[
    Path | None, typer.Option("--ics", metavar="FILE", help="Write a calendar file; importing it again updates it.")
]


def choices(incomplete: str) -> list[str]:
    """Complete a way on."""
    return [choice for choice in CHOICES if choice.startswith(incomplete)]


@app.callback(
    invoke_without_command=True,
    epilog="Examples: stepready schedule; stepready schedule make --hours mon-fri=4,sat=8; "
    "stepready schedule --ics study.ics; stepready schedule replan",
)
def schedule(ctx: typer.Context, ics: IcsOption = None, exam: ExamOption = None, json: JsonFlag = False) -> None:
    """Make, show and repair the day-by-day study schedule; alone: show this week."""
    if ics is not None:
        ctx.meta[ICS] = ics
    if ctx.invoked_subcommand is None:
        show(ctx, ics=ics, exam=exam, json=json)


@app.command(
    epilog="Examples: stepready schedule make; stepready schedule make --hours mon-fri=4,sat=8 --rest sun; "
    "stepready schedule make --away 2027-05-01..2027-05-05; "
    "stepready schedule make --questions-left 1800 --bank-done-by 2027-06-30"
)
def make(
    ctx: typer.Context,
    hours: Annotated[
        str | None, typer.Option(metavar="HOURS", help="Hours you have: 4, or mon-fri=4,sat=8. Default: the guide's.")
    ] = None,
    rest: Annotated[
        str | None, typer.Option(metavar="DAYS", help="Rest weekdays, one at least: sun or sun,wed.")
    ] = None,
    away: Annotated[
        list[str] | None, typer.Option(metavar="RANGE", help="Days away: 2027-05-01..2027-05-05; may be repeated.")
    ] = None,
    questions_left: Annotated[
        int | None, typer.Option(metavar="N", help="Questions not yet done in the question bank.")
    ] = None,
    bank_done_by: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day the bank must be done once.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget hours, rest days, days away and bank first.")] = False,
    ics: IcsOption = None,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Make a schedule from today to the exam's eve and keep it.

    What is not named stays as it was given before; at first the guide's hours hold, with Sundays free.
    """
    from stepready.services.scheduling import make as make_and_keep

    given = {
        "hours": hours,
        "rest": rest,
        "away": tuple(away or ()),
        "questions_left": questions_left,
        "bank_done_by": bank_done_by,
    }
    today = frame(ctx).today
    with open_book(ctx) as book:
        made = make_and_keep(book, library(), as_of=today, exam=exam, given=given, reset=reset)
    _notes(made)
    _write(ctx, made, ics)
    if json:
        _json(made)
    else:
        from stepready.render.schedule_text import made_text

        say(made_text(made, terminal()))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready schedule show; stepready schedule show --month; stepready schedule show --all "
    "--markdown > plan.md; stepready schedule show --json | jq '.days[0]'",
)
def show(
    ctx: typer.Context,
    week: Annotated[bool, typer.Option("--week", help="One week, Monday to Sunday (the default).")] = False,
    month: Annotated[bool, typer.Option("--month", help="One month as a grid.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Every day to the exam's eve.")] = False,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The week or month that holds this day.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Every day as Markdown, to print.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Every day as CSV.")] = False,
    ics: IcsOption = None,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Show the schedule from today to the exam's eve; without a kept one, work it out and keep nothing."""
    from stepready.services.scheduling import show as find

    if sum((week, month, everything, markdown, csv, json)) > 1:
        raise StepreadyError("one form at a time: --week, --month, --all, --markdown, --csv or --json")
    with open_book(ctx) as book:
        shown = find(book, library(), as_of=frame(ctx).today, exam=exam)
    _notes(shown)
    _write(ctx, shown, ics)
    if json:
        _json(shown)
    elif markdown or csv:
        from stepready.render.schedule_export import schedule_csv, schedule_markdown

        days = shown.schedule.days
        say(schedule_csv(days) if csv else schedule_markdown(shown, days))
    else:
        say(_text(shown, month=month, everything=everything, start=_day(ctx, start)))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready schedule replan; stepready schedule replan --choose more-each-day; "
    "stepready schedule replan --choose move-exam --dry-run",
)
def replan(
    ctx: typer.Context,
    choose: Annotated[
        str | None, typer.Option(metavar="CHOICE", autocompletion=choices, help=", ".join(CHOICES) + ".")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be, change nothing.")] = False,
    ics: IcsOption = None,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Show four ways on after missed days and keep the one you choose; undo takes it back.

    Days done and practice exams taken stay what they are; nothing starts over. In a terminal it asks which.
    """
    from stepready.render.schedule_export import replan_json
    from stepready.services.scheduling import preview

    wanted = _choice(choose) if choose is not None else None
    today = frame(ctx).today
    with open_book(ctx) as book:
        previews = preview(book, library(), as_of=today, exam=exam)
        if not json:
            _say_previews(previews, wanted)
        if (
            wanted is None
            and previews.previews
            and not (json or dry_run)
            and sys.stdin.isatty()
            and sys.stdout.isatty()
        ):
            wanted = _ask(previews)
        if wanted is not None and not dry_run:
            from stepready.services.scheduling import apply, show

            apply(book, library(), wanted, as_of=today, exam=exam)
            _write(ctx, show(book, library(), as_of=today, exam=exam), ics)
    if json:
        say_json(replan_json(previews, wanted.value if wanted is not None and not dry_run else None))
        return
    from stepready.render.schedule_text import replanned_text

    ended = replanned_text(wanted, terminal(), kept=not dry_run, offered=bool(previews.previews))
    if ended:
        say(ended)


def _say_previews(previews: "Previews", wanted: "Choice | None") -> None:
    from stepready.render.schedule_text import replan_text

    say(replan_text(previews, terminal(), only=wanted))


def _choice(text: str) -> "Choice":
    from stepready.core.schedule.replan import Choice

    if text not in CHOICES:
        raise StepreadyError(f"{text!r} is no way on; accepted: {', '.join(CHOICES)}")
    return Choice(text)


def _ask(previews: "Previews") -> "Choice | None":
    """Ask which way on; nothing on Enter."""
    answer = typer.prompt("\nWhich one? 1-4, Enter for none", default="", show_default=False).strip()
    if not answer:
        return None
    if answer.isdigit() and 1 <= int(answer) <= len(previews.previews):
        return previews.previews[int(answer) - 1].option.choice
    return _choice(answer)


def _text(shown: "Shown", *, month: bool, everything: bool, start: date | None) -> str:
    from stepready.render.schedule_text import month_of, schedule_text, week_of

    if everything:
        return schedule_text(shown, terminal(), shown.schedule.days)
    if month:
        return schedule_text(shown, terminal(), month_of(shown, start), grid=True)
    return schedule_text(shown, terminal(), week_of(shown, start))


def _day(ctx: typer.Context, text: str | None) -> date | None:
    from stepready.core.days import parse_day

    return None if text is None else parse_day(text, frame(ctx).today)


def _json(shown: "Shown") -> None:
    from stepready.render.schedule_export import schedule_json

    say_json(schedule_json(shown))


def _notes(shown: "Shown") -> None:
    from stepready.render.terminal import wrapped

    for notice in shown.notices:
        note("\n".join(wrapped(f"note: {notice}", terminal().width, indent="      ", first="")))


def _write(ctx: typer.Context, shown: "Shown", ics: Path | None) -> None:
    """Write the calendar file, when one is wanted."""
    file = ics or ctx.meta.get(ICS)
    if file is None:
        return
    from stepready.render.schedule_ics import schedule_ics

    content = schedule_ics(shown)
    try:
        file.write_bytes(content)
    except OSError as problem:
        raise StepreadyError(f"cannot write {file}: {problem.strerror}; give a file in a folder that exists") from None
    note(f"{len(shown.schedule.days)} days written to {file}")
