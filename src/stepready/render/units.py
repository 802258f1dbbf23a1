"""Numbers that stay with their unit where lines are broken, on a terminal and on a page alike."""

import re

NUMBER_AND_UNIT = (
    r"(\d) (?=%|(?:USD|KB|h|min|percentage|point|hour|minute|day|week|month|year|question|interview|programme)s?\b)"
)


def held_together(text: str, joint: str) -> str:
    """Return a text with `joint` for the blank between a number and its unit."""
    return re.sub(NUMBER_AND_UNIT, rf"\g<1>{joint}", text)
