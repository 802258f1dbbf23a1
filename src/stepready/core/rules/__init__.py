"""The closed set of rule kinds. A guide chooses among them and sets their parameters; none runs data as code.

A kind is a frozen dataclass with a `kind` tag and a method `judge(case) -> Finding`.
"""

from stepready.core.rules.habits_of_practice import (
    CountBetween,
    ExamRhythm,
    QbankAtLeast,
    Told,
    VisibleRise,
    WholeMocks,
)
from stepready.core.rules.scores_at_a_line import CountAtLeast, EachOfLast, LevelAtLeast, NotClearlyBelow
from stepready.core.rules.sitting_allowed import SittingAllowed, Step1Passed
from stepready.core.rules.timing import DaysAfterFailure, DiagnosticTime, ScoreInWindow

RuleKind = (
    LevelAtLeast
    | SittingAllowed
    | Step1Passed
    | EachOfLast
    | CountAtLeast
    | NotClearlyBelow
    | ScoreInWindow
    | DaysAfterFailure
    | DiagnosticTime
    | ExamRhythm
    | CountBetween
    | VisibleRise
    | WholeMocks
    | QbankAtLeast
    | Told
)
