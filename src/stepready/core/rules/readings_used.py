"""Which of our readings a rule leans on, so that `why` can show them."""

from collections.abc import Iterable

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
BY_CIRCUMSTANCE = {
    "clearly-below": "clearly_below",
    "recent-failing": "recent_days",
    "weak-baseline": "weak_baseline",
}


def readings_used(
    kind: RuleKind, *, circumstances: Iterable[str] = (), parts_of_month: Iterable[str] = ("early", "mid")
) -> tuple[str, ...]:
    """Return the names of the readings behind a rule, in the order they matter.

    `circumstances` switch the rule on or off; `parts_of_month` are the vague dates that its guide's windows name.
    """
    unused = {"early_month_ends", "mid_month_ends"} - {f"{part}_month_ends" for part in parts_of_month}
    if kind.kind == "qbank-at-least" and kind.over_days:
        unused.add("recent_days")
    names = [name for name in BY_KIND[kind.kind] if name not in unused]
    line = getattr(kind, "at_least", None)
    if isinstance(line, Line) and line.margin in BY_MARGIN:
        names.append(BY_MARGIN[line.margin])
    names += [BY_CIRCUMSTANCE[one] for one in circumstances if one in BY_CIRCUMSTANCE]
    return tuple(dict.fromkeys(names))
