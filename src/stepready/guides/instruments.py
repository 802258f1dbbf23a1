"""The instruments alone, from a small compiled file: all that logging needs of the guides' data."""

import json
from functools import cache
from typing import Any

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.facts.instruments import Instruments, InstrumentUse, PrintedScale, folded_name
from stepready.guides import HERE, INSTRUMENTS

_WRITTEN = HERE / "data" / "instruments.toml"


@cache
def load_instruments() -> Instruments:
    """Return what every instrument prints for every exam it is used for; from now on sources know their labels."""
    tools = _content()
    Source.learn({tool["id"]: tool["label"] for tool in tools})
    uses = [_printed(tool["id"], use) for tool in tools for use in tool["exams"]]
    return Instruments(
        uses={(use.source, use.exam): use for use in uses},
        names={name: meant for tool in tools for name, meant in _names(tool)},
    )


def _names(tool: dict[str, Any]) -> list[tuple[str, tuple[Source, Exam | None]]]:
    """Return the folded names of an instrument, each with the exam it implies, if any."""
    source = Source(tool["id"])
    found: list[tuple[str, Exam | None]] = [(name, None) for name in (source, tool["label"], *tool.get("aliases", ()))]
    found += [(name, Exam(use["exam"])) for use in tool["exams"] for name in use.get("aliases", ())]
    return [(folded_name(name), (source, exam)) for name, exam in found]


def _content() -> list[dict[str, Any]]:
    """Return the compiled instruments; all data are read, and compiled if need be, when they are missing or stale."""
    try:
        if not _WRITTEN.exists() or INSTRUMENTS.stat().st_mtime_ns > _WRITTEN.stat().st_mtime_ns:
            instruments: list[dict[str, Any]] = json.loads(INSTRUMENTS.read_bytes())
            return instruments
    except (OSError, ValueError):
        pass
    from stepready.guides.library import content  # noqa: PLC0415 - the whole of the data, for a missing file alone

    whole: list[dict[str, Any]] = content()["facts"]["instruments"]
    return whole


def _printed(source: str, use: dict[str, Any]) -> InstrumentUse:
    return InstrumentUse(
        source=Source(source),
        exam=Exam(use["exam"]),
        scales=tuple(
            PrintedScale(Unit(scale["unit"]), scale["low"], scale["high"], scale["whole"]) for scale in use["scales"]
        ),
        forms=tuple(use.get("forms", ())),
        usable=use["usable"],
        items=use.get("items"),
    )
