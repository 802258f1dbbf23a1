"""Commands `edit`, `rm` and `undo`: set right what is logged."""

from typing import Annotated

import typer

from stepready.cli.frame import DatesOption, frame, note, open_book, say, subcommands, typed_day
from stepready.cli.log import conditions, sources, topics
from stepready.core.facts.exam import Exam
from stepready.core.log.bank import BankTotal
from stepready.core.log.day_log import StudyHours
from stepready.core.log.score import Score
from stepready.core.values.errors import StepreadyError
from stepready.guides.instruments import load_instruments
from stepready.render.logged_text import hours_text, logged_text, total_text
from stepready.services.log import Correction, correct
from stepready.services.study_log import correct_hours, correct_total

app = subcommands("Correct a logged score.")


@app.command(
    epilog="Examples: stepready edit 4 235; stepready edit 4 --on yesterday --condition timed; "
    "stepready edit 4 --form 12 --note 'second sitting'; stepready edit 4 --no-conditions"
)
def edit(
    ctx: typer.Context,
    score_id: Annotated[int, typer.Argument(metavar="ID", help="The id that `stepready scores` shows.")],
    words: Annotated[list[str] | None, typer.Argument(metavar="[VALUE]", help="The right value: 231, 72%.")] = None,
    value: Annotated[str | None, typer.Option(metavar="VALUE", help="The right value, as an option.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day it was taken.")] = None,
    source: Annotated[str | None, typer.Option(autocompletion=sources, help="The instrument.")] = None,
    form: Annotated[str | None, typer.Option(help="The form; '' for none.")] = None,
    exam: Annotated[Exam | None, typer.Option(help="The exam.")] = None,
    questions: Annotated[str | None, typer.Option(metavar="N", help="How many questions; '' for not said.")] = None,
    p_pass: Annotated[str | None, typer.Option(metavar="PERCENT", help="Probability of passing; '' for none.")] = None,
    condition: Annotated[
        list[str] | None, typer.Option(autocompletion=conditions, help="How it was taken, in place of what was said.")
    ] = None,
    no_conditions: Annotated[bool, typer.Option("--no-conditions", help="Forget how it was taken.")] = False,
    topic: Annotated[
        str | None, typer.Option(metavar="NAME", autocompletion=topics, help="The topic; '' for none.")
    ] = None,
    remark: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="The note; '' for none.")] = None,
    pass_number: Annotated[
        int | None, typer.Option("--pass", metavar="N", min=1, max=9, help="The time through the question bank.")
    ] = None,
    _dates: DatesOption = None,
) -> None:
    """Change what is named of a logged score and keep the rest; the result is read as strictly as `log` reads."""
    if words and value is not None:
        raise StepreadyError("two values are given, one as a word and one with --value; accepted: one of them")
    correction = Correction(
        value=" ".join(words) if words else value,
        day=None if on is None else typed_day(ctx, on, past=True),
        source=source,
        form=form,
        exam=exam,
        questions=questions,
        p_pass=p_pass,
        conditions=() if no_conditions else condition,
        topic=topic,
        note=remark,
    )
    with open_book(ctx) as book:
        found = book.logged(score_id)
        if isinstance(found, BankTotal):
            say(total_text(correct_total(book, found, correction, frame(ctx).today, pass_number), "now"))
            return
        if not isinstance(found, Score):
            say(hours_text(correct_hours(book, found, correction, frame(ctx).today), "now"))
            return
        if pass_number is not None:
            raise StepreadyError("a session of a later pass is a repeat; accepted: --condition repeat")
        if found.source.is_bank and p_pass:
            raise StepreadyError("--p-pass says nothing of a question bank; accepted: the same without it")
        recorded = correct(book, score_id, correction, load_instruments(), frame(ctx).today)
    say(logged_text(recorded.score, "now"))
    for notice in recorded.notices:
        note(f"note: {notice}")


rm_app = subcommands("Remove a logged score, a total or hours.")


@rm_app.command(epilog="Examples: stepready rm 4; stepready rm 4 && stepready undo")
def rm(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="ID", help="The id that `stepready scores` shows.")],
) -> None:
    """Remove a logged score, a question bank's total or hours; `stepready undo` brings them back."""
    with open_book(ctx) as book:
        removed = book.remove(number, type(book.logged(number)))
    say(_kept_text(removed, "removed"))


def _kept_text(kept: Score | StudyHours | BankTotal, verb: str) -> str:
    """Confirm whatever `log` keeps."""
    if isinstance(kept, BankTotal):
        return total_text(kept, verb)
    return logged_text(kept, verb) if isinstance(kept, Score) else hours_text(kept, verb)


undo_app = subcommands("Take back the last change.")


@undo_app.command(no_args_is_help=False, epilog="Examples: stepready undo; stepready undo && stepready undo")
def undo(ctx: typer.Context) -> None:
    """Take back the last change that stands, and say which it was; repeat it to go further back.

    Covers log, edit, rm, plan set, import, study settings and schedules. A restore is not a change: the copy it
    makes first is the way back.
    """
    with open_book(ctx) as book:
        undone = book.undo()
    say(f"undid: {undone.said}")
