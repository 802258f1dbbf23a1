"""`chart others`: what is printed on another scale than the exam's, every instrument on an axis of its own."""

from datetime import date

from stepready.core.case import Case
from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.log.same_form import folded_form
from stepready.core.log.score import Score, printed
from stepready.core.values import dataclass
from stepready.core.values.wording import count, day_from
from stepready.guides.library import Library
from stepready.services.case import gather_case
from stepready.services.chart.picture import Caption, ScoreMark, mark_of, on_scale, plan_to_draw
from stepready.store.book import Book


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAxis:
    """The scores of one instrument on one of its scales, oldest first; of one form where its forms are other tests."""

    source: Source
    unit: Unit
    label: str
    scores: tuple[ScoreMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OthersChart:
    """Everything `chart others` shows: the instrument with the latest score first."""

    as_of: date
    exam: Exam
    axes: tuple[OwnAxis, ...]
    reads: tuple[Caption, ...]


def chart_others(book: Book, library: Library, *, as_of: date, exam: Exam | None) -> OthersChart:
    """Return the scores on other scales on a day."""
    return others_of(gather_case(book, library, plan_to_draw(book, exam), as_of))


def others_of(case: Case) -> OthersChart:
    """Return the scores on other scales of a gathered case."""
    as_of, own = case.as_of, {score.id for score in on_scale(case)}
    apart = {tool.id for tool in case.facts.instruments if tool.apart}
    by_scale: dict[tuple[Source, Unit, str], list[Score]] = {}
    for score in reversed(case.exams):
        if score.id not in own and score.day <= as_of:
            form = folded_form(score.form) if score.source in apart else ""
            by_scale.setdefault((score.source, score.unit, form), []).append(score)
    axes = tuple(
        OwnAxis(
            source=source,
            unit=unit,
            label=scores[-1].title if form else source.label,
            scores=tuple(mark_of(case, score) for score in scores),
        )
        for (source, unit, form), scores in sorted(by_scale.items(), key=lambda item: item[1][-1].day, reverse=True)
    )
    none = f"every practice exam logged is on the scale of {case.plan.exam.label}: `stepready chart trend` draws them."
    if not any(score.day <= as_of for score in case.exams):
        none = f"no practice exam of {case.plan.exam.label} is logged up to today."
    return OthersChart(
        as_of=as_of,
        exam=case.plan.exam,
        axes=axes,
        reads=Caption.lines(*((axis.label, _reads(axis, as_of)) for axis in axes)) or Caption.lines(("Note", none)),
    )


def _reads(axis: OwnAxis, as_of: date) -> str:
    """Say where the instrument stands, since when, and what the forecast makes of it."""
    latest = axis.scores[-1]
    said = f"{printed(latest.value, latest.unit)} ({day_from(latest.day, as_of)})"
    if len(axis.scores) > 1:
        first = axis.scores[0]
        said += f", {count(len(axis.scores), 'score')} since {printed(first.value, first.unit)} "
        said += f"({day_from(first.day, as_of)})"
    used = sum(mark.used for mark in axis.scores)
    return f"{said}; {'the forecast uses it' if used else 'kept and shown, the forecast does not use it'}."
