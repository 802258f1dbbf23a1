"""Command `init`."""

from enum import StrEnum
from typing import Annotated, Any, TypeVar

import typer

from stepready.cli.frame import frame, library, note, open_book, say, subcommands
from stepready.cli.plan import DAY, specialties
from stepready.core.days import parse_day
from stepready.core.exam import Applicant, Exam, Step1
from stepready.core.plan import Plan

app = subcommands("Answer a few questions and set up a plan.")

SKIP = "-"
E = TypeVar("E", bound=StrEnum)


@app.command(epilog="Examples: stepready init; stepready init --exam step2ck --on 2027-07-28 --yes")
def init(
    ctx: typer.Context,
    exam: Annotated[Exam | None, typer.Option(help="The exam the plan is about.")] = None,
    on: Annotated[str | None, typer.Option(metavar=DAY, help="The booked test date.")] = None,
    target: Annotated[int | None, typer.Option(help="The score you need; default: the guide's.")] = None,
    applicant: Annotated[Applicant | None, typer.Option(help="Where you trained.")] = None,
    specialty: Annotated[str | None, typer.Option(autocompletion=specialties, help="The field you apply to.")] = None,
    step1: Annotated[Step1 | None, typer.Option("--step1", help="Step 1 as history.")] = None,
    failed_attempts: Annotated[int | None, typer.Option(help="Failed sittings of this exam.")] = None,
    season: Annotated[int | None, typer.Option(metavar="YEAR", help="ERAS season: 2028 applies in 2027.")] = None,
    can_skip_cycle: Annotated[bool | None, typer.Option(help="Whether a year can be spared.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take the default of every question not answered.")] = False,
) -> None:
    """Set up a plan, question by question; every question is also an option.

    Enter takes the default in brackets; a dash leaves a question open. Nothing is kept before the end.
    """
    from stepready.render.plan_text import changed_text
    from stepready.services.planning import change_plan

    today = frame(ctx).today
    ask = Questions(silent=yes)
    with open_book(ctx) as book:
        about = exam or ask.one_of("Exam", Exam, Exam.STEP2CK) or Exam.STEP2CK
        old = book.plan(about)
        day = on or ask.text("Booked test date (- if none)", old and old.exam_date)
        given: dict[str, Any] = {
            "exam_date": None if day is None else parse_day(day, today),
            "applicant": applicant or ask.one_of("Applicant", Applicant, old.applicant if old else None),
            "specialty": specialty or ask.text("Specialty", old and old.specialty),
            "failed_attempts": ask.whole(f"Failed sittings of {about.label}", (old and old.failed_attempts) or 0)
            if failed_attempts is None
            else failed_attempts,
            "season": season,
            "target": target,
            "step1": step1,
            "can_skip_cycle": can_skip_cycle,
        }
        if about is Exam.STEP2CK:
            given |= _step2_questions(ask, given, old)
        changes = {name: value for name, value in given.items() if value is not None}
        done = change_plan(book, library(), today=today, exam=about, changes=changes, forget=())
    say(changed_text(done.before, done.after))
    for notice in done.notices:
        note(notice)
    say("Next: log what you have, e.g. `stepready log nbme 11 231 --on yesterday`, then `stepready check`.")


def _step2_questions(ask: "Questions", given: dict[str, Any], old: Plan | None) -> dict[str, Any]:
    """Ask what only a Step 2 CK plan needs."""
    answers: dict[str, Any] = {}
    if given["target"] is None:
        answers["target"] = ask.whole("Score you need (- for the guide's)", old.target if old else None)
    if given["step1"] is None:
        answers["step1"] = ask.one_of("Step 1", Step1, old.step1 if old else None)
    if given["can_skip_cycle"] is None and not ask.silent:
        answers["can_skip_cycle"] = typer.confirm(
            "Could a year be spared, if waiting served you better?", default=False
        )
    return answers


class Questions:
    """Ask on the terminal; a silent one takes every default."""

    def __init__(self, *, silent: bool) -> None:
        self.silent = silent

    def text(self, question: str, default: object) -> str | None:
        """Ask for words; None when left open."""
        shown = SKIP if default is None else str(default)
        answer = shown if self.silent else str(typer.prompt(question, default=shown)).strip()
        return None if answer in (SKIP, "") else answer

    def whole(self, question: str, default: int | None) -> int | None:
        """Ask for a whole number until it is one; None when left open."""
        while True:
            answer = self.text(question, default)
            if answer is None or (answer.isascii() and answer.isdigit()):
                return None if answer is None else int(answer)
            note(f"{answer!r} is not a whole number; accepted: digits, or {SKIP} to leave it open")

    def one_of(self, question: str, choices: type[E], default: E | None) -> E | None:
        """Ask for one of the values of an enum until it is one; None when left open."""
        accepted = ", ".join(choice.value for choice in choices)
        while True:
            answer = self.text(f"{question} ({accepted})", default.value if default else None)
            if answer is None or answer in set(choices):
                return None if answer is None else choices(answer)
            note(f"{answer!r} is not among {accepted}; or {SKIP} to leave it open")
