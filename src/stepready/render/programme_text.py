"""How a programme stands for the applicant, in words and marks."""

from stepready.core.applying.application import Standing
from stepready.render.terminal import Terminal

MARKS = {"yes": "pass", "no": "fail", "unknown": "unknown"}
TIERS = {"ruled_out": "ruled out"}


def open_mark(eligible: str, terminal: Terminal) -> str:
    """Return the mark of yes, no or unknown."""
    return terminal.mark(MARKS[eligible])


def tier_words(each: Standing) -> str:
    """Return the tier in words; an unknown one names what it would be."""
    name = TIERS.get(each.tier.value, each.tier.value)
    return f"unknown ({each.open_tier.value} if open)" if name == "unknown" else name
