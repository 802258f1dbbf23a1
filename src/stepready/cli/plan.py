"""Commands `plan set` and `plan show`."""

from typing import Annotated, Any

import typer

from stepready.cli.frame import (
    DatesOption,
    JsonFlag,
    day_of,
    frame,
    library,
    note,
    open_book,
    say,
    say_json,
    subcommands,
)
from stepready.cli.plan_options import (
    DAY,
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
from stepready.core.facts.exam import Exam
from stepready.render.plan_text import changed_text, plan_json, plan_text
from stepready.services.plan import change_plan, describe_plan

app = subcommands("Set or show the plan a verdict is about: one for each exam.")


@app.command(
    name="set",
    no_args_is_help=True,
    epilog="Examples: stepready plan set --on 2027-07-28 --applicant us-img --specialty pmr; "
    "stepready plan set --exam step1 --low-pass 62-68; stepready plan set --score 243",
)
def set_plan(
    ctx: typer.Context,
    exam: Annotated[Exam | None, typer.Option(help="The exam; default: the plan set last, or Step 2 CK.")] = None,
    on: On = None,
    target: Target = None,
    applicant: ApplicantOption = None,
    specialty: SpecialtyOption = None,
    season: SeasonOption = None,
    guide: GuideOption = None,
    step1: Step1Option = None,
    failed_attempts: FailedAttempts = None,
    failed_on: FailedOn = None,
    score: Annotated[str | None, typer.Option(metavar="N|pass|fail", help="The result, once known.")] = None,
    low_pass: LowPass = None,
    can_skip_cycle: CanSkipCycle = None,
    applied: Annotated[
        str | None, typer.Option(metavar="DATE|no", help="When the application went in; `no`: not yet.")
    ] = None,
    resent: Annotated[
        str | None, typer.Option(metavar="DATE|no", help="When scores were re-sent by hand; `no`: not yet.")
    ] = None,
    eligibility_end: Annotated[
        str | None, typer.Option(metavar=DAY, help="Last day of your eligibility window.")
    ] = None,
    core_rotations: Annotated[bool | None, typer.Option(help="Whether the core rotations are done.")] = None,
    qbank_used: Annotated[float | None, typer.Option(metavar="PERCENT", help="Share of the bank done once.")] = None,
    forget: Annotated[list[str] | None, typer.Option(metavar="FIELD", help="Forget a field; may be repeated.")] = None,
    _dates: DatesOption = None,
) -> None:
    """Change what is named in the plan and keep the rest."""
    today = frame(ctx).today
    given = {
        "exam_date": day_of(ctx, on),
        "target": target,
        "applicant": applicant,
        "specialty": specialty,
        "season": season,
        "guide": guide,
        "step1": step1,
        "failed_attempts": failed_attempts,
        "failed_on": day_of(ctx, failed_on),
        "result": score,
        "low_pass": low_pass,
        "can_skip_cycle": can_skip_cycle,
        "eligibility_end": day_of(ctx, eligibility_end),
        "core_rotations_done": core_rotations,
        "qbank_used": qbank_used,
    }
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    changes |= _said_yes_or_no(ctx, applied, "applied", "applied_on") | _said_yes_or_no(ctx, resent, None, "resent_on")
    with open_book(ctx) as book:
        done = change_plan(book, library(), today=today, exam=exam, changes=changes, forget=tuple(forget or ()))
    say(changed_text(done.before, done.after))
    for notice in done.notices:
        note(notice)


def _said_yes_or_no(ctx: typer.Context, text: str | None, flag: str | None, day: str) -> dict[str, Any]:
    """Return the fields that a day, or `no`, sets; none where nothing was said."""
    if text is None:
        return {}
    on = None if text.strip().lower() == "no" else day_of(ctx, text)
    return {day: on} | ({} if flag is None else {flag: on is not None})


@app.command(epilog="Examples: stepready plan show; stepready plan show --exam step1 --json")
def show(
    ctx: typer.Context,
    exam: Annotated[Exam | None, typer.Option(help="The exam; default: the plan set last.")] = None,
    json: JsonFlag = False,
) -> None:
    """Show the plan."""
    with open_book(ctx) as book:
        described = describe_plan(book, library(), exam, frame(ctx).today)
    if json:
        say_json(plan_json(described))
    else:
        say(plan_text(described))
