"""A picture in a page: a wide form for paper and desk, a narrow one for a phone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from stepready.render.report.pictures import NARROW, WIDE, Spec
from stepready.render.report.svg import picture

if TYPE_CHECKING:
    from markupsafe import Markup


def both_widths(name: str, title: str, desc: str, spec: Callable[[int], Spec]) -> tuple[str, str]:
    """Return the wide and the narrow form of one picture; raise StepreadyError when the extra is missing."""
    wide, narrow = (
        picture(spec(width), name=f"{name}-{form}-picture", title=title, desc=desc)
        for width, form in ((WIDE, "wide"), (NARROW, "narrow"))
    )
    return wide, narrow


def figure(pictures: tuple[str, str]) -> "Markup":
    """Return both forms as they stand in a page; its style shows the one that fits."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    wide, narrow = pictures
    return Markup(f'<div class="wide">{wide}</div>\n<div class="narrow">{narrow}</div>')  # noqa: S704 - built and escaped as XML
