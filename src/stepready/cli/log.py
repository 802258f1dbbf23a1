"""Command `log`."""

from typing import TYPE_CHECKING, Annotated

import typer

from stepready.cli.frame import DatesOption, frame, note, open_book, say, subcommands, typed_day
from stepready.core.facts.exam import Condition, Exam, Source
from stepready.core.facts.names import folded_name
from stepready.core.log.entry import SaidBeside, read_entry
from stepready.core.log.typed_words import read_questions, read_words
from stepready.core.values.errors import StepreadyError
from stepready.guides.instruments import load_instruments, load_topics
from stepready.render.logged_text import hours_text, logged_text, total_text
from stepready.services.log import exam_to_log, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def topics(incomplete: str) -> list[str]:
    """Complete a topic under any of its names."""
    named = load_topics().names
    return sorted({topic for name, topic in named.items() if name.startswith(folded_name(incomplete))})


def conditions(incomplete: str) -> list[str]:
    """Complete how a sitting was taken."""
    return [condition.value for condition in Condition if condition.value.startswith(incomplete.lower())]


@app.command(
    epilog="Examples: stepready log nbme 11 231; stepready log uwsa 2 245 --on yesterday; "
    "stepready log free120 94/120; stepready log qbank 72% --questions 40 --topic cardiology; "
    "stepready log cbssa 30 71%; stepready log shelf surgery 78%; stepready log hours 6 --topic cardiology; "
    "stepready log bank uworld 2340/3600 64%; stepready log qbank 40q"
)
def log(
    ctx: typer.Context,
    source: Annotated[
        str, typer.Argument(autocompletion=sources, help="nbme, uwsa, amboss, free120, qbank, shelf...; nbme11 too.")
    ],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[FORM] VALUE", autocompletion=forms, help="231, 72%, 94/120.")
    ] = None,
    on: Annotated[str, typer.Option(metavar="DATE", help="The day it was taken.")] = "today",
    exam: Annotated[Exam | None, typer.Option(help="The exam; default: the plan set last.")] = None,
    questions: Annotated[str, typer.Option(metavar="N", help="How many questions.")] = "",
    p_pass: Annotated[str, typer.Option(metavar="PERCENT", help="Probability of passing on the report.")] = "",
    condition: Annotated[
        list[str] | None,
        typer.Option(autocompletion=conditions, help="How it was taken: timed, partial...; may be repeated."),
    ] = None,
    topic: Annotated[
        str, typer.Option(metavar="NAME", autocompletion=topics, help="The topic of a question-bank session.")
    ] = "",
    remark: Annotated[str, typer.Option("--note", metavar="TEXT", help="Anything to remember.")] = "",
    pass_number: Annotated[
        int, typer.Option("--pass", metavar="N", min=1, max=9, help="The time through the question bank.")
    ] = 1,
    _dates: DatesOption = None,
) -> None:
    """Log a practice exam or a question-bank session, and print back what was kept.

    A bare number is read on the instrument's own scale; 29/40 is a percent with its questions. `bank` keeps a running
    total as the question bank's page shows it, `hours` what a day's study took.
    """
    day = typed_day(ctx, on, past=True)
    today, instruments = frame(ctx).today, load_instruments()
    apart = {"--questions": questions, "--p-pass": p_pass, "--condition": condition}
    told = SaidBeside(exam, day, today, pass_number, topic, remark)
    match source.strip().lower():
        case "hours":
            _refuse_beside("hours", {**apart, "--pass": pass_number > 1})
            return _keep(ctx, words or (), told, hours=True)
        case "bank":
            _refuse_beside("a running total", {**apart, "--topic": topic})
            return _keep(ctx, words or (), told)
    typed = read_words(source, words or (), instruments)
    if typed.named.source.is_bank and read_questions(typed.value):
        _refuse_beside("a count of questions", {**apart, "--topic": topic})
        return _keep(ctx, [typed.named.form, typed.value], told)
    if typed.named.source.is_bank:
        _refuse_beside("a question bank", {"--p-pass": p_pass})
    if pass_number > 1:
        condition = [*(condition or ()), *_again(typed.named.source)]
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
    return None


def _again(source: Source) -> list[str]:
    """Return how a session of a later pass was taken; raise StepreadyError for what has no passes."""
    if not source.is_bank:
        raise StepreadyError(f"{source.value} has no second pass; accepted: --pass with qbank or bank")
    return [Condition.REPEAT.value]


def _refuse_beside(what: str, options: "Mapping[str, object]") -> None:
    """Raise StepreadyError for an option that says nothing of what is logged."""
    given = [option for option, value in options.items() if value]
    if given:
        raise StepreadyError(f"{given[0]} says nothing of {what}; accepted: the same without it")


def _keep(ctx: typer.Context, words: "Sequence[str]", told: SaidBeside, *, hours: bool = False) -> None:
    """Log hours of study, or else what is known of a question bank beside the sessions of it."""
    from stepready.services.study_log import log_bank, log_hours  # noqa: PLC0415 - scores do without

    text = " ".join(words)
    with open_book(ctx) as book:
        if hours:
            return say(hours_text(log_hours(book, text, told)))
        kept, notices = log_bank(book, text, told)
    say(total_text(kept))
    for notice in notices:
        note(f"note: {notice}")
    return None
