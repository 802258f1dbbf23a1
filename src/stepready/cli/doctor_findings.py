"""What every doctor ends with: its findings on the screen, and an exit code."""

import typer

from stepready.cli.frame import say, say_json
from stepready.render.doctor_text import doctor_text
from stepready.services.health import Health, HealthFinding

BROKEN = 1


def show_findings(findings: list[HealthFinding], *, as_json: bool) -> None:
    """Print findings, and end with exit code 1 when one of them is bad."""
    if as_json:
        say_json({"schema": 1, "findings": [{**f._asdict(), "state": f.state.value} for f in findings]})
    else:
        say(doctor_text(findings))
    if any(finding.state is Health.BAD for finding in findings):
        raise typer.Exit(BROKEN)
