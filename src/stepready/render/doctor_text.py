"""What `doctor` and `path` found, as text."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stepready.services.doctor import HealthFinding

MARKS = {"good": "ok", "look": "look", "bad": "BAD"}


def doctor_text(findings: "list[HealthFinding]") -> str:
    """List what was checked, one a line, with what to do under it, and sum it up."""
    widest = max(len(finding.about) for finding in findings)
    lines = []
    for finding in findings:
        lines.append(f"{MARKS[finding.state.value]:<5} {finding.about:<{widest}}  {finding.says}")
        lines += [f"{'':<{widest + 8}}{step}" for step in finding.do]
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
    return "\n".join(f"{name:<{widest}}  {place}" for name, place in places.items())
