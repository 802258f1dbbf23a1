"""Command `strategy` in a terminal."""

from stepready.core.facts.citation import Citation
from stepready.core.values.wording import full_day
from stepready.render.citations import section
from stepready.render.terminal import Colour, Terminal, with_notices, wrapped
from stepready.services.strategy import GuideStrategy, Strategy, StrategyLine


def strategy_text(found: Strategy, terminal: Terminal) -> str:
    """Write what each guide says, the chosen one first, then where they disagree and the days ahead."""
    lines = [
        terminal.paint(f"Applying in season {found.season}", Colour.BOLD),
        *wrapped(found.score_from, terminal.width),
    ]
    for guide in found.guides:
        lines += ["", *_guide(guide, terminal)]
    lines += ["", terminal.paint("Where the guides disagree", Colour.BOLD)]
    for difference in found.differences:
        lines.append(f"  {difference.question}")
        lines += [
            part
            for name, says in difference.answers.items()
            for part in wrapped(says, terminal.width, " " * 28, f"    {name:<23} ")
        ]
    lines += ["", terminal.paint("Days ahead (`stepready calendar`)", Colour.BOLD)]
    for event in found.checklist:
        hour = f" {event.at:%H:%M} Eastern" if event.at else ""
        lines += wrapped(
            f"{full_day(event.on)}{hour}  {event.label} ({event.status})", terminal.width, "      ", "  [ ] "
        )
    return with_notices(lines, found.notices, terminal)


def _guide(guide: GuideStrategy, terminal: Terminal) -> list[str]:
    head = guide.guide if guide.fits else f"{guide.guide} (written for others)"
    lines = [terminal.paint(head, Colour.BOLD)]
    for part in (guide.bands, guide.mix, guide.lines):
        lines += [text for line in part for text in _strategy_line(line, terminal)]
    return lines


def _strategy_line(line: StrategyLine, terminal: Terminal) -> list[str]:
    beside = f" [{line.beside}]" if line.beside else ""
    told = wrapped(f"{line.says}{beside}", terminal.width, " " * 20, f"  {line.topic:<17} ")
    return [*told, *wrapped("; ".join(map(_place, line.sources)), terminal.width, " " * 22, " " * 20)]


def _place(source: Citation) -> str:
    """Write where a line rests, the article being named above; what is read so by us says it."""
    return section(source) if source.is_reading else source.section
