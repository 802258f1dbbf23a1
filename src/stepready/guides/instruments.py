"""The instruments and topics alone, from small compiled files: all that logging needs of the guides' data."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from stepready.core.facts.exam import Exam, Source, Unit
from stepready.core.facts.instruments import Instruments, InstrumentUse, Meant, PrintedScale
from stepready.core.facts.names import folded_name
from stepready.core.facts.topics import KnownTopics
from stepready.guides import HERE, INSTRUMENTS, TOPICS


@cache
def load_instruments() -> Instruments:
    """Return what every instrument prints for every exam it is used for; from now on sources know their labels."""
    tools = _content()
    worded = [tool["id"] for tool in tools if tool.get("worded")]
    Source.learn({tool["id"]: tool["label"] for tool in tools}, worded)
    uses = [_printed(tool["id"], use) for tool in tools for use in tool["exams"]]
    return Instruments(
        uses={(use.source, use.exam): use for use in uses},
        names={name: meant for tool in tools for name, meant in _names(tool)},
        worded=frozenset(Source(name) for name in worded),
        practice=frozenset(Source(tool["id"]) for tool in tools if _is_practice(tool)),
        topics=load_topics,
    )


def topic_words() -> dict[str, str]:
    """Return the topic of every name of a topic or of a part, as written."""
    return {name: one["name"] for one in _told() for name in (one["name"], *one.get("also", ()), *one.get("parts", ()))}


@cache
def _told() -> list[dict[str, Any]]:
    topics: list[dict[str, Any]] = _fresh(TOPICS, "topics.toml") or _whole()["topics"]
    return topics


@cache
def load_topics() -> KnownTopics:
    """Return the topics under all of their names."""
    told = _told()
    return KnownTopics(
        names={folded_name(name): one["name"] for one in told for name in (one["name"], *one.get("also", ()))},
        parts=frozenset(folded_name(part) for one in told for part in one.get("parts", ())),
    )


def _is_practice(tool: dict[str, Any]) -> bool:
    return tool.get("whole", False) or any(use["full"] for use in tool["exams"])


def _names(tool: dict[str, Any]) -> list[tuple[str, Meant]]:
    """Return the folded names of an instrument, each with the exam and the form it implies, if any."""
    source = Source(tool["id"])
    found: list[tuple[str, Exam | None, str]] = [
        *((name, None, "") for name in (source, tool["label"], *tool.get("aliases", ()))),
        *((one["name"], None, one["form"]) for one in tool.get("form_names", ())),
        *((name, Exam(use["exam"]), "") for use in tool["exams"] for name in use.get("aliases", ())),
    ]
    return [(folded_name(name), (source, exam, form)) for name, exam, form in found]


def _content() -> list[dict[str, Any]]:
    """Return the compiled instruments; all data are read, and compiled if need be, when they are missing or stale."""
    instruments: list[dict[str, Any]] = _fresh(INSTRUMENTS, "instruments.toml") or _whole()["facts"]["instruments"]
    return instruments


def _fresh(compiled: Path, written: str) -> list[dict[str, Any]] | None:
    """Return what a small compiled file holds, None where it is missing, broken or older than what is written."""
    try:
        source = HERE / "data" / written
        if not source.exists() or compiled.stat().st_mtime_ns > source.stat().st_mtime_ns:
            found: list[dict[str, Any]] = json.loads(compiled.read_bytes())
            return found
    except (OSError, ValueError):
        pass
    return None


def _whole() -> dict[str, Any]:
    from stepready.guides.library import content  # noqa: PLC0415 - the whole of the data, for a missing file alone

    return content()


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
