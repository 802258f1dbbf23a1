"""The instruments alone, from the compiled data: all that logging needs."""

from functools import cache
from typing import Any

from stepready.core.exam import Exam, Source, Unit
from stepready.core.printed import Instruments, Printed, PrintedScale
from stepready.guides.library import content


@cache
def load_instruments() -> Instruments:
    """Return what every instrument prints for every exam it is used for."""
    found = [_printed(tool["id"], use) for tool in content()["facts"]["instruments"] for use in tool["exams"]]
    return {(use.source, use.exam): use for use in found}


def _printed(source: str, use: dict[str, Any]) -> Printed:
    return Printed(
        source=Source(source),
        exam=Exam(use["exam"]),
        scales=tuple(
            PrintedScale(Unit(scale["unit"]), scale["low"], scale["high"], scale["whole"]) for scale in use["scales"]
        ),
        forms=tuple(use.get("forms", ())),
        usable=use["usable"],
        items=use.get("items"),
    )
