"""Guides as text and JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from stepready.core.shapes import plain
from stepready.core.wording import count, listed
from stepready.guides.description import PATTERNS, Description, Row
from stepready.render.citing import section, titled
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.guide import Cited, Listed

INDENT = "  "
LABEL = 28
NARROW = 72


def list_text(guides: tuple[Listed, ...], terminal: Terminal) -> str:
    """Write one line a guide, and how to read on."""
    wide = max(len(guide.name) for guide in guides) + 2
    lines = []
    for guide in guides:
        exams = listed([{"step1": "Step 1", "step2ck": "Step 2 CK"}[exam] for exam in guide.exams])
        says = f"{guide.audience}; {exams}; {count(guide.musts, 'must')}, {count(guide.shoulds, 'should')}"
        lines += wrapped(says, terminal.width, indent=" " * wide, first=f"{guide.name:<{wide}}")
    return terminal.plain("\n".join((*lines, "", "Read one: stepready guide show NAME")))


def show_text(described: Description, terminal: Terminal) -> str:
    """Write a whole guide, subject by subject; citations are left to `guide cite`."""
    return terminal.plain("\n".join(_shown(described, terminal)))


def _shown(described: Description, terminal: Terminal) -> Iterator[str]:
    yield terminal.paint(described.name, Colour.BOLD)
    yield from wrapped(f"For {described.audience} ({listed(described.exams)}). {PATTERNS}", terminal.width)
    yield from _text_of(described.title, described.address, terminal)
    for part in described.sections:
        yield ""
        yield terminal.paint(part.title, Colour.BOLD)
        for row in part.rows:
            yield from _row(row, terminal)
    yield ""
    yield f"Sections of the text: stepready guide cite {described.name}"


def _text_of(title: str, address: str, terminal: Terminal) -> list[str]:
    """Write the title of a guide's text and under it the address."""
    return [line for said in (titled(title), address) for line in wrapped(said, terminal.width, indent=INDENT)]


def _row(row: Row, terminal: Terminal) -> Iterator[str]:
    """Write label and text side by side, or the label above when it is long or the terminal narrow."""
    column = LABEL if terminal.width >= NARROW else 4
    first = f"{INDENT}{row.label:<{column - len(INDENT)}}"
    if len(first) > column or not first.endswith(" "):
        yield from wrapped(row.label, terminal.width, indent=INDENT)
        first = " " * column
    yield from wrapped(row.says, terminal.width, indent=" " * column, first=first)
    for note in row.notes:
        for line in wrapped(note, terminal.width, indent=" " * (column + 2), first=" " * column + "- "):
            yield terminal.paint(line, Colour.DIM)


def cite_text(cited: Iterable[Cited], terminal: Terminal) -> str:
    """Write items with the places they rest on, guide by guide."""
    lines: list[str] = []
    before: str | None = ""
    for item in cited:
        if item.guide != before:
            lines += ["", terminal.paint(item.guide or "under every guide", Colour.BOLD)]
            lines += _text_of(item.title, item.address, terminal)
            before = item.guide
        lines += wrapped(f"{item.row.label}: {item.row.says}", terminal.width, indent=INDENT * 2, first=INDENT)
        for source in item.row.sources:
            lines += wrapped(section(source), terminal.width, indent=INDENT * 4, first=INDENT * 3)
    return terminal.plain("\n".join(lines[1:]))


def list_json(guides: tuple[Listed, ...]) -> dict[str, Any]:
    """Return the stable form of the overview."""
    return {"schema": 1, "guides": plain(guides)}


def show_json(described: Description) -> dict[str, Any]:
    """Return the stable form of a guide's description."""
    return {"schema": 1, "patterns": PATTERNS, **plain(described)}


def cite_json(cited: tuple[Cited, ...]) -> dict[str, Any]:
    """Return the stable form of items and their sources."""
    return {
        "schema": 1,
        "cited": [
            {"guide": c.guide, "item": c.row.label, "says": c.row.says, "sources": plain(c.row.sources)} for c in cited
        ],
    }
