"""Command `init`."""

from typing import Annotated, Any

import typer

from stepready.cli.frame import day_of, frame, library, note, open_book, say, subcommands
from stepready.cli.init_questions import Questions, ask_exam, ask_plan, ask_profile, news
from stepready.cli.plan_options import (
    ApplicantOption,
    CanSkipCycle,
    FailedAttempts,
    FailedOn,
    GuideOption,
    LowPass,
    On,
    SeasonOption,
    SpecialtyOption,
    Step1Option,
    Target,
)
from stepready.core.applying.accepted_values import profile_with
from stepready.core.facts.exam import Exam
from stepready.render.plan_text import changed_text
from stepready.services.plan import change_plan
from stepready.services.profile import change_profile

app = subcommands("Answer a few questions and set up a plan.")


@app.command(
    epilog="Examples: stepready init; stepready init --profile; stepready init --exam step2ck --on 2027-07-28 --yes"
)
def init(
    ctx: typer.Context,
    exam: Annotated[Exam | None, typer.Option(help="The exam the plan is about.")] = None,
    on: On = None,
    target: Target = None,
    applicant: ApplicantOption = None,
    specialty: SpecialtyOption = None,
    season: SeasonOption = None,
    guide: GuideOption = None,
    step1: Step1Option = None,
    failed_attempts: FailedAttempts = None,
    failed_on: FailedOn = None,
    low_pass: LowPass = None,
    can_skip_cycle: CanSkipCycle = None,
    profile: Annotated[
        bool, typer.Option("--profile", help="Ask what programmes ask too: visa, graduation, experience, budget.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Take the default of every question not answered.")] = False,
) -> None:
    """Set up a plan, question by question; every question is also an option.

    Enter takes the default in brackets; a dash leaves a question open. Nothing is kept before the end. What programmes
    ask is asked only with --profile; `stepready profile set` says the same.
    """
    today = frame(ctx).today
    given: dict[str, Any] = {
        "exam_date": day_of(ctx, on),
        "target": target,
        "applicant": applicant,
        "specialty": specialty,
        "season": season,
        "guide": guide,
        "step1": step1,
        "failed_attempts": failed_attempts,
        "failed_on": day_of(ctx, failed_on),
        "low_pass": low_pass,
        "can_skip_cycle": can_skip_cycle,
    }
    known = library()
    with open_book(ctx) as book:
        ask = Questions(today=today, silent=yes)
        about = exam or ask_exam(ask)
        old = book.plan(about)
        answered = news(ask_plan(ask, known.facts.spec(about), old, given, known), old, given)
        changes = {name: value for name, value in answered.items() if value is not None}
        forget = tuple(name for name, value in answered.items() if value is None)
        was = book.profile()
        told = ask_profile(ask, was) if profile else {}
        profile_with(was, told)
        done = change_plan(book, known, today=today, exam=about, changes=changes, forget=forget)
        told = {name: value for name, value in told.items() if value != getattr(was, name)}
        if told:
            change_profile(book, told)
    say(changed_text(done.before, done.after))
    for notice in done.notices:
        note(notice)
    example = f"stepready log {known.facts.spec(about).example} --on yesterday"
    note(f"Next: log what you have, as in `{example}`, then `stepready check`.")
