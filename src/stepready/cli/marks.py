"""Commands `done`, `skip`, `sick` and `away`: one word for a day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Annotated

import typer

from stepready.cli.frame import DatesOption, ExamOption, frame, note, open_book, say, subcommands, typed_day
from stepready.core.log.day_log import Amount, DayState, read_amount
from stepready.core.values.errors import StepreadyError
from stepready.services.marks import mark

done_app = subcommands("Say that a day's work is done, with its hours or questions if you like.")
skip_app = subcommands("Say that a day was skipped.")
sick_app = subcommands("Say that you were sick.")
away_app = subcommands("Say that you are away, today or on days to come.")
OnOption = Annotated[
    str, typer.Option("--on", metavar="DATE|D..D", help="The day, or a range such as 2027-05-01..2027-05-05.")
]

MOST_DAYS = 120


@done_app.command(
    no_args_is_help=False, epilog="Examples: stepready done; stepready done 6h; stepready done 40q --on yesterday"
)
def done(
    ctx: typer.Context,
    amount: Annotated[
        list[str] | None, typer.Argument(metavar="[6h|40q]", help="The day's hours in all, or its questions.")
    ] = None,
    on: OnOption = "today",
    exam: ExamOption = None,
    _dates: DatesOption = None,
) -> None:
    """Say that a day's work is done; `stepready undo` takes it back.

    6h sets the hours of the day, whatever was logged before. 40q counts as questions done until sessions are logged.
    """
    _mark(ctx, DayState.DONE, on, exam, read_amount(" ".join(amount)) if amount else None)


@skip_app.command(no_args_is_help=False, epilog="Examples: stepready skip; stepready skip --on yesterday")
def skip(ctx: typer.Context, on: OnOption = "today", exam: ExamOption = None, _dates: DatesOption = None) -> None:
    """Say that a day was skipped; no work moves until `stepready schedule replan`."""
    _mark(ctx, DayState.SKIPPED, on, exam)


@sick_app.command(no_args_is_help=False, epilog="Examples: stepready sick; stepready sick --on -3d..yesterday")
def sick(ctx: typer.Context, on: OnOption = "today", exam: ExamOption = None, _dates: DatesOption = None) -> None:
    """Say that you were sick; no work moves until `stepready schedule replan`."""
    _mark(ctx, DayState.SICK, on, exam)


@away_app.command(no_args_is_help=False, epilog="Examples: stepready away; stepready away --on 2027-05-01..2027-05-05")
def away(ctx: typer.Context, on: OnOption = "today", exam: ExamOption = None, _dates: DatesOption = None) -> None:
    """Say that you are away, today or on days to come; no work moves until `stepready schedule replan`."""
    _mark(ctx, DayState.AWAY, on, exam)


def _mark(ctx: typer.Context, state: DayState, on: str, exam: ExamOption, amount: Amount | None = None) -> None:
    today = frame(ctx).today
    with open_book(ctx) as book:
        marked = mark(book, exam=exam, days=_days(ctx, on), state=state, amount=amount, today=today)
    say(marked.said)
    for notice in marked.notices:
        note(f"note: {notice}")


def _days(ctx: typer.Context, text: str) -> Sequence[date]:
    """Return the days of `D` or `D..D`."""
    first, between, last = text.partition("..")
    if between and not (first.strip() and last.strip()):
        raise StepreadyError(f"{text!r} is no range of days; accepted: such as 2027-05-01..2027-05-05")
    start = typed_day(ctx, first)
    return _days_between(start, typed_day(ctx, last) if between else start)


def _days_between(first: date, last: date) -> tuple[date, ...]:
    """Return the days from one to another, both included; raise StepreadyError for a range that is none."""
    if not 0 <= (last - first).days < MOST_DAYS:
        raise StepreadyError(
            f"{first.isoformat()}..{last.isoformat()} is no range of days; accepted: the earlier day first, "
            f"{MOST_DAYS} days at most"
        )
    return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))
