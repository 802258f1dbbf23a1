"""Command `init`."""

from datetime import date
from typing import Annotated, Any

import typer

from stepready.cli.frame import frame, library, note, open_book, say, subcommands
from stepready.cli.plan import DAY, guides, specialties
from stepready.core.days import parse_day
from stepready.core.exam import Applicant, Exam, Step1

app = subcommands("Answer a few questions and set up a plan.")

HINTS = {
    Exam.STEP1: "stepready log nbme 30 71% --on yesterday",
    Exam.STEP2CK: "stepready log nbme 11 231 --on yesterday",
}


@app.command(epilog="Examples: stepready init; stepready init --exam step2ck --on 2027-07-28 --yes")
def init(
    ctx: typer.Context,
    exam: Annotated[Exam | None, typer.Option(help="The exam the plan is about.")] = None,
    on: Annotated[str | None, typer.Option(metavar=DAY, help="The booked test date.")] = None,
    target: Annotated[int | None, typer.Option(help="The score you need; default: the guide's.")] = None,
    applicant: Annotated[Applicant | None, typer.Option(help="Where you trained.")] = None,
    specialty: Annotated[str | None, typer.Option(autocompletion=specialties, help="The field you apply to.")] = None,
    season: Annotated[int | None, typer.Option(metavar="YEAR", help="ERAS season: 2028 applies in 2027.")] = None,
    guide: Annotated[str | None, typer.Option(autocompletion=guides, help="Use this guide.")] = None,
    step1: Annotated[Step1 | None, typer.Option("--step1", help="Step 1 as history.")] = None,
    failed_attempts: Annotated[int | None, typer.Option(help="Failed sittings of this exam.")] = None,
    failed_on: Annotated[str | None, typer.Option(metavar=DAY, help="The day of the last failed sitting.")] = None,
    low_pass: Annotated[str | None, typer.Option(metavar="62-68", help="Low-pass range on your report.")] = None,
    can_skip_cycle: Annotated[bool | None, typer.Option(help="Whether a year can be spared.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take the default of every question not answered.")] = False,
) -> None:
    """Set up a plan, question by question; every question is also an option.

    Enter takes the default in brackets; a dash leaves a question open. Nothing is kept before the end.
    """
    from stepready.cli.questions import Questions, ask_exam, ask_plan, news
    from stepready.render.plan_text import changed_text
    from stepready.services.planning import change_plan

    today = frame(ctx).today
    given: dict[str, Any] = {
        "exam_date": _day(on, today),
        "target": target,
        "applicant": applicant,
        "specialty": specialty,
        "season": season,
        "guide": guide,
        "step1": step1,
        "failed_attempts": failed_attempts,
        "failed_on": _day(failed_on, today),
        "low_pass": low_pass,
        "can_skip_cycle": can_skip_cycle,
    }
    with open_book(ctx) as book:
        ask = Questions(today=today, silent=yes)
        about = exam or ask_exam(ask)
        old = book.plan(about)
        answered = news(ask_plan(ask, about, old, given), old, given)
        changes = {name: value for name, value in answered.items() if value is not None}
        forget = tuple(name for name, value in answered.items() if value is None)
        done = change_plan(book, library(), today=today, exam=about, changes=changes, forget=forget)
    say(changed_text(done.before, done.after))
    for notice in done.notices:
        note(notice)
    note(f"Next: log what you have, as in `{HINTS[about]}`, then `stepready check`.")


def _day(text: str | None, today: date) -> date | None:
    return None if text is None else parse_day(text, today)
