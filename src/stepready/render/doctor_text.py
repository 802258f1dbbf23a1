"""What `doctor` and `path` found, as text."""

from typing import TYPE_CHECKING

from stepready.core.values.shown_text import on_one_line
from stepready.core.values.wording import count, listed

if TYPE_CHECKING:
    from pathlib import Path

    from stepready.services.health import HealthFinding
    from stepready.store.mending.rescue import Rescued

MARKS = {"good": "ok", "look": "look", "bad": "BAD"}


def doctor_text(findings: "list[HealthFinding]") -> str:
    """List what was checked, one a line, with what to do under it, and sum it up."""
    widest = max(len(finding.about) for finding in findings)
    lines = []
    for finding in findings:
        lines.append(f"{MARKS[finding.state.value]:<5} {finding.about:<{widest}}  {on_one_line(finding.says)}")
        lines += [f"{'':<{widest + 8}}{on_one_line(step)}" for step in finding.do]
    return "\n".join([*lines, "", summary(findings)])


def summary(findings: "list[HealthFinding]") -> str:
    """Say in one line how things stand."""
    states = [finding.state.value for finding in findings]
    if "bad" in states:
        return "Something is broken: follow the steps above, in order."
    return "All works; have a look at the lines marked so." if "look" in states else "All is well."


def places_text(places: dict[str, str]) -> str:
    """List where everything is kept."""
    widest = max(len(name) for name in places)
    return "\n".join(f"{name:<{widest}}  {on_one_line(place)}" for name, place in places.items())


NAMED = 8
NOUNS = {"schedule_day": "scheduled day", "study_settings": "set of study settings", "anki_day": "Anki day"}
OURS = ("stamp", "seen", "gave_way", "set_aside", "counter")
"""What the book keeps for itself: nobody entered it."""


def rescued_text(rescued: "Rescued", target: "Path") -> str:
    """Say what was brought, what came from the journal and what is missing."""
    lines = [f"{count(rescued.rows['score'], 'score')} brought to {on_one_line(target)}; the damaged file is as it was"]
    others = [_counted(name, rows) for name, rows in rescued.rows.items() if rows and name not in ("score", *OURS)]
    if others:
        lines.append(f"with them: {listed(others)}")
    journal = [_counted(name, rows) for name, rows in rescued.from_journal.items() if rows and name not in OURS]
    if journal:
        lines.append(f"as the journal of changes has them, their own place being broken: {listed(journal)}")
    for name, keys in rescued.missing.items():
        if name not in OURS:
            ids = [" ".join(str(part) for part in each) for each in keys[:NAMED]]
            more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
            lines.append(f"missing: {_counted(name, len(keys))} ({', '.join(ids)}{more})")
    unsure = [NOUNS.get(name, name.replace("_", " ")) for name in rescued.unsure if name not in OURS]
    if unsure:
        lines.append(f"more may be missing, nothing says how much: {listed(unsure)}")
    return "\n".join(lines)


def _counted(name: str, rows: int) -> str:
    return count(rows, NOUNS.get(name, name.replace("_", " ")))
