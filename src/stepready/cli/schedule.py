"""Commands `schedule make`, `schedule show` and `schedule replan`; bare `schedule` shows."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from stepready.cli.frame import (
    DatesOption,
    ExamOption,
    JsonFlag,
    day_of,
    frame,
    library,
    note,
    open_book,
    say,
    say_json,
    subcommands,
    terminal,
    typed_day,
)
from stepready.cli.ics import ForceFlag, IcsFile, IcsOption
from stepready.core.schedule.remedy import Remedy
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count
from stepready.render.enough_text import enough_json, enough_text
from stepready.render.schedule_export import replan_json, schedule_csv, schedule_json, schedule_markdown
from stepready.render.schedule_text import (
    made_text,
    month_text,
    replan_text,
    replanned_text,
    schedule_text,
    this_week,
    week_of,
    weeks_text,
    whole_month,
)
from stepready.render.week_text import account_json
from stepready.services.enough import enough as compare
from stepready.services.schedule import Previews, Shown, apply, preview
from stepready.services.schedule import make as make_and_keep
from stepready.services.schedule import show as find

app = subcommands("Make, show and repair the day-by-day study schedule.")
app.info.no_args_is_help = False

ICS = "stepready.ics"
CHOICES = tuple(choice.value for choice in Remedy)
ALSO = {"spread": Remedy.MORE_EACH_DAY, "push-date": Remedy.MOVE_EXAM}
"""Other names of a way on."""


def choices(incomplete: str) -> list[str]:
    """Complete a way on."""
    return [choice for choice in CHOICES if choice.startswith(incomplete)]


@app.callback(
    invoke_without_command=True,
    epilog="Examples: stepready schedule; stepready schedule make --hours mon-fri=4,sat=8; "
    "stepready schedule --ics study.ics; stepready schedule replan",
)
def schedule(
    ctx: typer.Context,
    ics: IcsOption = None,
    force: ForceFlag = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Make, show and repair the day-by-day study schedule; alone: show this week."""
    if ics is not None:
        ctx.meta[ICS] = ics
    if ctx.invoked_subcommand is None:
        show(ctx, ics=ics, force=force, exam=exam, json=json)


@app.command(
    epilog="Examples: stepready schedule make; stepready schedule make --hours mon-fri=4,sat=8 --rest sun; "
    "stepready schedule make --away 2027-05-01..2027-05-05; "
    "stepready schedule make --rotation 2027-05-10..2027-06-04=3; "
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
    rotation: Annotated[
        list[str] | None,
        typer.Option(metavar="RANGE=H", help="Weekdays of a rotation: 2027-05-03..2027-05-28=3; may be repeated."),
    ] = None,
    questions_left: Annotated[
        str | None, typer.Option(metavar="N", help="Questions not yet done in the question bank, or none.")
    ] = None,
    bank_done_by: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day the bank must be done once.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Forget hours, rest days, days off and bank first.")] = False,
    ics: IcsOption = None,
    force: ForceFlag = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
    _dates: DatesOption = None,
) -> None:
    """Make a schedule from today to the exam's eve and keep it.

    What is not named stays as it was given before; at first the guide's hours hold, with Sundays free. Questions that
    the schedule kept before left undone stay missing, and a practice exam not taken stays named.
    """
    given = {
        "hours": hours,
        "rest": rest,
        "away": _ranges(ctx, away),
        "rotation": tuple(rotation or ()),
        "questions_left": questions_left,
        "bank_done_by": bank_done_by and _iso(ctx, bank_done_by),
    }
    today = frame(ctx).today
    file = _file(ctx, ics, force=force, other_form=json)
    with open_book(ctx) as book:
        made = make_and_keep(book, library(), as_of=today, exam=exam, given=given, reset=reset)
    _notes(made)
    if file is not None:
        _write(file, made)
    if file is not None and file.is_output:
        return
    if json:
        _json(made)
    else:
        say(made_text(made, terminal()))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready schedule show; stepready schedule show --month; stepready schedule show --all "
    "--markdown > plan.md; stepready schedule show --json | jq '.days[0]'",
)
def show(
    ctx: typer.Context,
    week: Annotated[bool, typer.Option("--week", help="One week, Monday to Sunday.")] = False,
    month: Annotated[bool, typer.Option("--month", help="One month as a grid.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Every day to the exam's eve.")] = False,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The week or month that holds this day.")
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Every day as Markdown, to print.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Every day as CSV.")] = False,
    notes: Annotated[bool, typer.Option("--notes", help="Print every note, not the first alone.")] = False,
    ics: IcsOption = None,
    force: ForceFlag = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Show this week and a week ahead, planned against done; without a kept schedule, work one out and keep nothing."""
    if sum((week, month, everything, markdown, csv, json)) > 1:
        raise StepreadyError("one form at a time: --week, --month, --all, --markdown, --csv or --json")
    if start is not None and (everything or markdown or csv or json):
        raise StepreadyError("--from chooses a week or a month; the other forms hold every day")
    first = day_of(ctx, start)
    file = _file(ctx, ics, force=force, other_form=json or markdown or csv)
    try:
        shown = _found(ctx, exam, every=notes)
    except StepreadyError as problem:
        if file is None or not _end(ctx, file, problem):
            raise
        return
    if file is not None:
        _write(file, shown)
    if file is not None and file.is_output:
        return
    if json:
        _json(shown)
    elif markdown or csv:
        days = shown.schedule.days
        say(schedule_csv(days) if csv else schedule_markdown(shown, days))
    else:
        say(_text(shown, week=week, month=month, everything=everything, start=first))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready schedule week; stepready schedule week 2027-07-05; "
    "stepready schedule week 'last mon' --json | jq .totals",
)
def week(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="A day of the week to show; default: today.")] = "today",
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Show one week, Monday to Sunday, planned against done, with its sums."""
    start, shown = day_of(ctx, day), _found(ctx, exam)
    days = week_of(shown, start)
    if json:
        say_json(account_json(shown.account(*days)))
    else:
        say(weeks_text(shown, terminal(), *days))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready schedule month; stepready schedule month 2027-07-01",
)
def month(
    ctx: typer.Context,
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="A day of the month to show; default: today.")] = "today",
    exam: ExamOption = None,
    json: JsonFlag = False,
) -> None:
    """Show one month, a row a week, planned against done, with its sums."""
    start, shown = day_of(ctx, day), _found(ctx, exam)
    if json:
        say_json(account_json(shown.account(*whole_month(shown, start))))
    else:
        say(month_text(shown, terminal(), start))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready schedule enough; stepready schedule enough --json | jq '.choices[].says'",
)
def enough(ctx: typer.Context, exam: ExamOption = None, json: JsonFlag = False) -> None:
    """Say whether the days suffice, by how much they do not, and what could give way: date, hours or scope."""
    with open_book(ctx) as book:
        found = compare(book, library(), as_of=frame(ctx).today, exam=exam)
    if json:
        say_json(enough_json(found))
    else:
        say(enough_text(found, terminal()))


@app.command(
    no_args_is_help=False,
    epilog="Examples: stepready schedule replan; stepready schedule replan --choose more-each-day; "
    "stepready schedule replan --choose move-exam --dry-run; "
    "stepready schedule replan --away 2027-05-01..2027-05-05",
)
def replan(
    ctx: typer.Context,
    choose: Annotated[
        str | None,
        typer.Option(
            metavar="CHOICE", autocompletion=choices, help=f"{', '.join(CHOICES)}, or the number shown beside it."
        ),
    ] = None,
    away: Annotated[
        list[str] | None, typer.Option(metavar="RANGE", help="Days off from now on: 2027-05-01..2027-05-05.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be, change nothing.")] = False,
    ics: IcsOption = None,
    force: ForceFlag = False,
    exam: ExamOption = None,
    json: JsonFlag = False,
    _dates: DatesOption = None,
) -> None:
    """Show the ways on after missed days and keep the one you choose; undo takes it back.

    Days done and practice exams taken stay what they are; nothing starts over. In a terminal it asks which.
    """
    named = _named(choose) if choose is not None else None
    today = frame(ctx).today
    file = _file(ctx, ics, force=force, other_form=json)
    with open_book(ctx) as book:
        previews = preview(book, library(), as_of=today, exam=exam, away=_ranges(ctx, away))
        wanted = _wanted(named, previews)
        if not json:
            _say_previews(previews, wanted)
        if wanted is None and previews.previews and not (json or dry_run) and _is_asked():
            wanted = _ask(previews)
        kept = wanted if not dry_run else None
        if kept is not None:
            apply(book, library(), kept, as_of=today, exam=exam, away=_ranges(ctx, away))
            if file is not None:
                _write(file, find(book, library(), as_of=today, exam=exam))
    if file is not None and kept is None:
        note(f"note: nothing was kept, so no calendar file was written to {file.file}")
    _say_end(previews, wanted, kept, json=json)


def _say_end(previews: Previews, wanted: Remedy | None, kept: Remedy | None, *, json: bool) -> None:
    """Say what became of the ways on."""
    if json:
        say_json(replan_json(previews, kept.value if kept is not None else None))
        return

    ended = replanned_text(wanted, terminal(), kept=kept is not None, offered=bool(previews.previews))
    if ended:
        say(ended)


def _say_previews(previews: Previews, wanted: Remedy | None) -> None:
    say(replan_text(previews, terminal(), only=wanted))


def _named(text: str) -> Remedy | int:
    """Return the way on that was typed, or its number among those offered."""
    if text.isascii() and text.isdigit():
        return int(text)
    found = ALSO.get(text) or next((choice for choice in Remedy if text == choice.value), None)
    if found is None:
        raise StepreadyError(f"{text!r} is no way on; accepted: {', '.join(CHOICES)}, or the number shown beside one")
    return found


def _wanted(named: Remedy | int | None, previews: Previews) -> Remedy | None:
    """Return the way on that was named or numbered; raise StepreadyError when it is not offered."""
    if named is None:
        return None
    choice = previews.replan.numbered(named) if isinstance(named, int) else named
    return previews.replan.chosen(choice).choice


def _is_asked() -> bool:
    """Whether somebody is there to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask(previews: Previews) -> Remedy | None:
    """Ask which way on; nothing on Enter."""
    answer = typer.prompt("\nWhich one? Its number or name, Enter for none", default="", show_default=False).strip()
    return _wanted(_named(answer) if answer else None, previews)


def _text(shown: Shown, *, week: bool, month: bool, everything: bool, start: date | None) -> str:
    if everything:
        return schedule_text(shown, terminal())
    if month:
        return month_text(shown, terminal(), start)
    days = week_of(shown, start) if week or start is not None else this_week(shown)
    return weeks_text(shown, terminal(), *days)


def _found(ctx: typer.Context, exam: ExamOption, *, every: bool = False) -> Shown:
    """Return the schedule as it stands, its notes printed."""
    with open_book(ctx) as book:
        shown = find(book, library(), as_of=frame(ctx).today, exam=exam)
    _notes(shown, every=every)
    return shown


def _end(ctx: typer.Context, file: IcsFile, problem: StepreadyError) -> bool:
    """Cancel the days ahead of the study calendar that a file holds, nothing being left to schedule; say why."""
    with open_book(ctx) as book:
        content = file.form.ended_ics(file.before, frame(ctx).today, book.version())
    if content is None:
        return False
    note(f"note: {problem.message}")
    file.write(content, f"the study days ahead in {file.file} are cancelled; importing it again takes them out")
    return True


def _ranges(ctx: typer.Context, texts: list[str] | None) -> tuple[str, ...]:
    """Return ranges of days in ISO, as they are read in the order named; words that are no days stay."""
    return tuple("..".join(_iso(ctx, end) for end in text.split("..")) for text in texts or ())


def _iso(ctx: typer.Context, text: str) -> str:
    return typed_day(ctx, text).isoformat() if "/" in text else text


def _json(shown: Shown) -> None:
    say_json(schedule_json(shown))


def _notes(shown: Shown, *, every: bool = False) -> None:
    """Print the first notices and how many more there are, or every one."""
    first = shown.notices if every else shown.notices[: shown.at_once]
    for notice in first:
        note(f"note: {notice}")
    left = len(shown.notices) - len(first)
    if left:
        more = f"{left} more" if first else f"{count(left, 'note')} on the guide"
        note(f"note: {more} with `stepready schedule show --notes`")


def _file(ctx: typer.Context, ics: Path | None, *, force: bool, other_form: bool) -> IcsFile | None:
    """Return the calendar file to write, None when none is wanted."""
    file = ics or ctx.meta.get(ICS)
    return None if file is None else IcsFile(ctx, file, force=force, other_form=other_form)


def _write(file: IcsFile, shown: Shown) -> None:
    file.write(file.form.schedule_ics(shown, file.before), f"{len(shown.schedule.days)} days written to {file.file}")
