"""Which of our readings a rule leans on, so that `why` can show them."""

from stepready.core.rules import RuleKind
from stepready.core.rules.threshold import Line

RECENT = ("recent_days", "level_exams", "uncounted")
BY_KIND: dict[str, tuple[str, ...]] = {
    "level-at-least": RECENT,
    "sitting-allowed": (),
    "step1-passed": (),
    "each-of-last": RECENT,
    "count-at-least": ("recent_days", "uncounted"),
    "not-clearly-below": (*RECENT, "clearly_below"),
    "score-in-window": ("early_month_ends", "mid_month_ends"),
    "days-after-failure": (),
    "diagnostic-time": ("uncounted",),
    "exam-rhythm": ("uncounted",),
    "count-between": ("uncounted",),
    "visible-rise": ("uncounted",),
    "whole-mocks": ("uncounted",),
    "qbank-at-least": ("recent_days",),
    "told": (),
}
BY_MARGIN = {
    "near": "near",
    "safely-above": "safely_above",
    "step1-cushion": "step1_cushion",
    "clears-pass-mark": "pass_margin",
}


def readings_used(kind: RuleKind) -> tuple[str, ...]:
    """Return the names of the readings behind a rule, in the order they matter."""
    names = BY_KIND[kind.kind]
    line = getattr(kind, "at_least", None)
    if isinstance(line, Line) and line.margin in BY_MARGIN:
        names = (*names, BY_MARGIN[line.margin])
    return names
