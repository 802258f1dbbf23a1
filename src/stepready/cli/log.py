"""Command `log`."""

from typing import TYPE_CHECKING, Annotated

import typer

from stepready.cli.frame import DatesOption, frame, note, open_book, say, subcommands
from stepready.core.facts.exam import Condition, Exam
from stepready.core.log.entry import read_entry
from stepready.core.log.words import read_words
from stepready.core.values.days import parse_day
from stepready.guides.instruments import load_instruments
from stepready.render.scores_text import hours_text, logged_text
from stepready.services.log import exam_to_log, record

if TYPE_CHECKING:
    from datetime import date

    from stepready.core.log.score import Entry

app = subcommands("Log a practice exam or a question-bank session.")


def sources(incomplete: str) -> list[str]:
    """Complete the name of an instrument."""
    return [name for name in load_instruments().ids if name.startswith(incomplete.lower())]


def forms(ctx: typer.Context, incomplete: str) -> list[str]:
    """Complete a form of the instrument named before."""
    named = str(ctx.params.get("source") or "").lower()
    uses = [use for use in load_instruments().uses.values() if use.source == named]
    return sorted({form for use in uses for form in use.forms if form.startswith(incomplete)})


def conditions(incomplete: str) -> list[str]:
    """Complete how a sitting was taken."""
    return [condition.value for condition in Condition if condition.value.startswith(incomplete.lower())]


@app.command(
    epilog="Examples: stepready log nbme 11 231; stepready log uwsa 2 245 --on yesterday; "
    "stepready log free120 94/120; stepready log qbank 72% --questions 40 --topic cardiology; "
    "stepready log cbssa 30 71%; stepready log shelf surgery 78%; stepready log hours 6 --topic cardiology"
)
def log(
    ctx: typer.Context,
    source: Annotated[
        str, typer.Argument(autocompletion=sources, help="nbme, uwsa, amboss, free120, qbank, shelf...; nbme11 too.")
    ],
    words: Annotated[list[str], typer.Argument(metavar="[FORM] VALUE", autocompletion=forms, help="231, 72%, 94/120.")],
    on: Annotated[str, typer.Option(metavar="DATE", help="The day it was taken.")] = "today",
    exam: Annotated[Exam | None, typer.Option(help="The exam; default: the plan set last.")] = None,
    questions: Annotated[str, typer.Option(metavar="N", help="How many questions.")] = "",
    p_pass: Annotated[str, typer.Option(metavar="PERCENT", help="Probability of passing on the report.")] = "",
    condition: Annotated[
        list[str] | None,
        typer.Option(autocompletion=conditions, help="How it was taken: timed, partial...; may be repeated."),
    ] = None,
    topic: Annotated[str, typer.Option(metavar="NAME", help="The topic of a question-bank session.")] = "",
    remark: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything to remember.")] = "",
    dates: DatesOption = None,
) -> None:
    """Log a practice exam or a question-bank session, and print back what was kept.

    A bare number is read on the instrument's own scale; 29/40 is a percent with its questions.
    """
    day = parse_day(on, frame(ctx).today, dates or frame(ctx).dates, past=True)
    if source.strip().lower() == "hours":
        _hours(ctx, words, day, exam, topic, remark)
        return
    today, instruments = frame(ctx).today, load_instruments()
    typed = read_words(source, words, instruments)
    with open_book(ctx) as book:
        entry: Entry = read_entry(
            typed.named.source,
            typed.named.form,
            typed.value,
            instruments=instruments,
            exam=exam_to_log(book, exam, typed, instruments),
            day=day,
            today=today,
            questions=questions,
            p_pass=p_pass,
            conditions=condition or (),
            topic=topic,
            note=remark,
        )
        recorded = record(book, entry, instruments)
    say(logged_text(recorded.score))
    for notice in recorded.notices:
        note(f"note: {notice}")


def _hours(ctx: typer.Context, words: list[str], day: "date", exam: Exam | None, topic: str, remark: str) -> None:
    """Log hours of study."""
    from stepready.services.marks import log_hours  # noqa: PLC0415 - `log hours` alone

    today = frame(ctx).today
    with open_book(ctx) as book:
        kept = log_hours(book, " ".join(words), exam=exam, day=day, today=today, topic=topic, note=remark)
    say(hours_text(kept))
