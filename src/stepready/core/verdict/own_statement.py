"""A student's own statement of how things stand: what a school's advisor is shown who was given consent."""

from datetime import date
from typing import TYPE_CHECKING

from stepready.core.facts.exam import Exam
from stepready.core.values import dataclass, in_range
from stepready.core.verdict.checks import ExamVerdict, checks_of, verdict_of

if TYPE_CHECKING:
    from stepready.core.case import Case

LARGEST = 1000
"""Above every scale there is; what a student's own row says beyond it was not written by this program."""
LONGEST_VERSION = 40
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStatement:
    """What a student's program decided on a `day`, of the plan set last; unknown where there is no plan.

    `level` and `mean`, expected on the test date, are on the exam's scale, `trend` in its points a week; the chances
    are 0-1; each None where nothing tells. `last_entry` is the latest day that anything was logged for. `version` is
    the program's, `change` the number of the book's latest change: another one means that this was said before it.
    `supported` says whether data support the chances; None without any, and from a program that did not say.
    """

    exam: Exam | None = None
    exam_date: date | None = None
    verdict: ExamVerdict = ExamVerdict.UNKNOWN
    level: float | None = None
    mean: float | None = None
    p_target: float | None = None
    p_pass: float | None = None
    trend: float | None = None
    last_entry: date | None = None
    day: date
    version: str
    change: int
    supported: bool | None = None


def refuse_forged(said: OwnStatement) -> None:
    """Raise ValueError for what no program of ours says: the row is the student's to write, by any program."""
    for name in ("level", "mean", "trend"):
        in_range(name, getattr(said, name), -LARGEST, LARGEST)
    for name in ("p_target", "p_pass"):
        in_range(name, getattr(said, name), 0, 1 + ROUNDING)
    if len(said.version) > LONGEST_VERSION or not said.version.isprintable():
        msg = f"version {said.version[:LONGEST_VERSION]!r}"
        raise ValueError(msg)


def statement_of(case: "Case", *, last_entry: date | None, version: str, change: int) -> OwnStatement:
    """Decide about a case and say it in short."""
    forecast, state = case.forecast, case.trend.state
    return OwnStatement(
        exam=case.plan.exam,
        exam_date=case.plan.exam_date,
        verdict=verdict_of(case, checks_of(case)),
        level=None if state is None else state.level,
        mean=None if forecast is None else forecast.mean,
        p_target=None if forecast is None else forecast.p_target,
        p_pass=None if forecast is None else forecast.p_pass,
        trend=None if forecast is None else forecast.slope_per_week,
        last_entry=last_entry,
        day=case.as_of,
        version=version,
        change=change,
        supported=None if forecast is None else forecast.supported,
    )
