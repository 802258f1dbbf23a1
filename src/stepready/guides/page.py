"""Write docs/guides.md from the data: `python -m stepready.guides.page [--check]`."""

import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from stepready.core.facts.citation import Citation, Fact
from stepready.core.facts.facts import ConditionReading, Facts, Reading, Readings
from stepready.core.guide.guide import Guide
from stepready.core.values.wording import number
from stepready.guides.description import PATTERNS, Description, Saying, describe
from stepready.guides.differences import differences
from stepready.guides.library import PACKAGE, Library, load

PAGE = PACKAGE.parent.parent / "docs" / "guides.md"
OPENING = f"""# The guides

Written from `src/stepready/guides/data/` by `python -m stepready.guides.page`; do not edit by hand.

{PATTERNS} Figures are the guides', the wording is ours. *Ours* marks a reading or rule that stepready adds.
A citation names a section of the guide's text; `heading > item` is an item within a section.
"""


def page(library: Library) -> str:
    """Return the whole page as Markdown."""
    parts = [OPENING, _overview(library), _differences(library)]
    parts += [_guide(describe(guide, library)) for guide in library.guides.values()]
    parts += [_readings(library.facts.readings), _facts(library.facts), _specialties(library)]
    return "\n".join(parts)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _overview(library: Library) -> str:
    rows = [(_link(g), g.audience, ", ".join(e.label for e in g.exams), _text(g)) for g in library.guides.values()]
    return _table(("guide", "written for", "exams", "text"), rows) + (
        "\nThe guide that fits applicant and specialty applies; then the one for the specialty alone; then for the\n"
        f"applicant alone. If none fits, `{_fallback(library)}`, with a notice (ours). A plan can name one. The other\n"
        "guides give second opinions.\n"
    )


def _link(guide: Guide) -> str:
    return f"[{guide.name}](#{guide.name})"


def _text(said: Guide | Description) -> str:
    return f"[{said.title}]({said.address})"


def _fallback(library: Library) -> str:
    return next(guide.name for guide in library.guides.values() if guide.fallback)


def _differences(library: Library) -> str:
    rows = [(item.question, *item.answers.values()) for item in differences(library)]
    return "## Where the guides disagree\n\n" + _table(("question", *library.guides), rows)


def _guide(described: Description) -> str:
    parts = [
        f"## {described.name}\n\nFor {described.audience} ({', '.join(described.exams)}). Text: {_text(described)}.\n"
    ]
    for section in described.sections:
        rows = [(row.label, _says(row), _cited(row.sources)) for row in section.rows]
        parts.append(f"### {section.title}\n\n" + _table(("", "says", "from"), rows))
    return "\n".join(parts)


def _says(row: Saying) -> str:
    return row.says + "".join(f" *[{note}]*" for note in row.notes)


def _cited(sources: tuple[Citation, ...]) -> str:
    return "; ".join(f"*ours: {s.section}*" if s.guide == "ours" else s.section for s in sources)


def _readings(readings: Readings) -> str:
    rows = []
    for name in (field.name for field in fields(Readings)):
        reading = getattr(readings, name)
        if isinstance(reading, Reading | ConditionReading):
            value = number(reading.value) if isinstance(reading, Reading) else ", ".join(reading.values)
            rows.append((f"`{name}`", value, reading.says, reading.ours))
    opening = (
        "## Readings\n\nHow prose is read as rules. All of these are ours; `settings.toml` may replace a number.\n\n"
    )
    said = "\n".join(f"- {statement.says} *({statement.ours})*" for statement in readings.statements)
    return opening + _table(("name", "value", "meaning", "why"), rows) + f"\n{said}\n"


def _facts(facts: Facts) -> str:
    rows: list[tuple[str, ...]] = []

    def add(what: str, value: str, fact: Fact) -> None:
        rows.append((what, value, fact.status.value, fact.source))

    for mark in facts.pass_marks:
        add(f"Step 2 CK pass mark, tests from {mark.start.isoformat()}", str(mark.score), mark)
    for mean in facts.national_means:
        spread = f"{number(mean.mean)} (SD {number(mean.sd)})"
        add(f"Step 2 CK mean, first takers {mean.year - 1}-{mean.year % 100}", spread, mean)
    low = facts.low_pass
    add("Step 1 low-pass range, equated percent", f"{number(low.low)}-{number(low.high)}", low)
    points = ", ".join(f"{number(100 * p.share)} % by day {p.days}" for p in facts.lag.points)
    add("Score report after the test", points, facts.lag)
    add("Free change of a booked date", f"{facts.booking.free_days} days before it", facts.booking)
    for layout in facts.formats:
        value = f"{layout.blocks} blocks, {layout.items} items, {number(layout.hours)} h"
        add(f"{layout.exam.label} from {layout.start.isoformat()}", value, layout)
    for instrument in facts.instruments:
        for use in instrument.exams:
            scales = " or ".join(f"{s.unit.value} {number(s.low)}-{number(s.high)}" for s in use.scales)
            counts = "counts as a full practice exam" if use.full else "kept, used by no rule"
            counts = counts if use.full or not use.usable else "no practice exam"
            add(f"{instrument.name}, {use.exam.label}", f"{scales}; {counts}", use)
    points = ", ".join(f"{p.score}: {number(p.percentile)}" for p in facts.percentiles.points)
    add(f"Step 2 CK percentiles, {facts.percentiles.period}", points, facts.percentiles)
    return "## Facts\n\n" + _table(("what", "value", "status", "source"), rows)


def _specialties(library: Library) -> str:
    rows = []
    for specialty in library.specialties:
        cited = _cited(library.guides[library.specialties_guide].sources(specialty))
        rows.append((f"`{specialty.slug}`", specialty.title, specialty.competitiveness.value, cited))
    opening = f"## Specialties\n\nCompetitiveness as `{library.specialties_guide}` groups it; other text is accepted, "
    return opening + "its competitiveness unknown.\n\n" + _table(("name", "", "competitiveness", "from"), rows)


def main(args: list[str], file: Path = PAGE) -> int:
    """Write the page, or with `--check` only say whether it is fresh."""
    text = page(load())
    if "--check" not in args:
        file.write_text(text, encoding="utf-8")
        return 0
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{file.name} is stale; run `python -m stepready.guides.page`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
