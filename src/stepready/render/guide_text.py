"""Guides as text and JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from stepready.core.facts.exam import Exam
from stepready.core.guide.guide import marked
from stepready.core.shapes import plain
from stepready.core.values.wording import count, listed
from stepready.guides.description import PATTERNS, Description, Saying
from stepready.render.citations import section, titled
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.guide import Cited, GuideList, Listed, Sound

INDENT = "  "
LABEL = 28
NARROW = 72
EXAMS = {exam.value: exam.label for exam in Exam}


def list_text(library: GuideList, terminal: Terminal) -> str:
    """Write one line a guide, what is left out of the user's own, and how to read on."""
    guides = library.guides
    wide = max(len(_named(guide)) for guide in guides) + 2
    lines = []
    for guide in guides:
        exams = listed([EXAMS[exam] for exam in guide.exams])
        says = f"{guide.audience}; {exams}; {count(guide.musts, 'must')}, {count(guide.shoulds, 'should')}"
        lines += wrapped(says, terminal.width, indent=" " * wide, first=f"{_named(guide):<{wide}}")
    for out in library.left_out:
        lines += wrapped(f"Left out: {out.name}, {out.says}", terminal.width, indent=INDENT)
    return terminal.plain("\n".join((*lines, "", "Read one: stepready guide show NAME")))


def _named(guide: Listed) -> str:
    return marked(guide.name, own=guide.own, school=guide.school, draft=guide.draft)


def sound_text(sound: Sound, terminal: Terminal) -> str:
    """Write that a guide is fine and what it holds."""
    guide = sound.guide
    exams = listed([EXAMS[exam] for exam in guide.exams])
    rows = [
        f"For {guide.audience}; {exams}.",
        f"Holds {listed(sound.parts)}; {count(sound.cases, 'case')}, all as expected.",
    ]
    if sound.without_case:
        rows.append(f"No case shows {listed(sound.without_case)}: cases are optional.")
    if guide.draft:
        rows.append("A draft: never chosen by itself until its line `draft = true` is taken out.")
    lines = [f"{sound.file}: fine"]
    for row in rows:
        lines += wrapped(row, terminal.width, indent=INDENT * 2, first=INDENT)
    return terminal.plain("\n".join(lines))


def sound_json(sound: Sound) -> dict[str, Any]:
    """Return the stable form of a guide without problems."""
    held: dict[str, Any] = plain(sound)
    return {"schema": 1, "fine": True, "problems": [], **held}


def show_text(described: Description, terminal: Terminal) -> str:
    """Write a whole guide, subject by subject; citations are left to `guide cite`."""
    return terminal.plain("\n".join(_shown(described, terminal)))


def _shown(described: Description, terminal: Terminal) -> Iterator[str]:
    yield terminal.paint(described.shown, Colour.BOLD)
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


def _row(row: Saying, terminal: Terminal) -> Iterator[str]:
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
            lines += ["", terminal.paint(item.shown, Colour.BOLD)]
            lines += _text_of(item.title, item.address, terminal)
            before = item.guide
        lines += wrapped(f"{item.row.label}: {item.row.says}", terminal.width, indent=INDENT * 2, first=INDENT)
        for source in item.row.sources:
            lines += wrapped(section(source), terminal.width, indent=INDENT * 4, first=INDENT * 3)
    return terminal.plain("\n".join(lines[1:]))


def list_json(library: GuideList) -> dict[str, Any]:
    """Return the stable form of the overview."""
    left_out = [{"name": out.name, "file": out.file, "problems": out.problems} for out in library.left_out]
    return {"schema": 1, "guides": plain(library.guides), "left_out": left_out}


def show_json(described: Description) -> dict[str, Any]:
    """Return the stable form of a guide's description."""
    return {"schema": 1, "patterns": PATTERNS, **plain(described)}


def cite_json(cited: tuple[Cited, ...]) -> dict[str, Any]:
    """Return the stable form of items and their sources."""
    return {
        "schema": 1,
        "cited": [
            {"guide": c.guide, "own": c.own, "item": c.row.label, "says": c.row.says, "sources": plain(c.row.sources)}
            for c in cited
        ],
    }
