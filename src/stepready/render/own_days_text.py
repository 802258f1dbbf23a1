"""The user's own days as text and JSON, with the patterns that ship."""

from typing import Any

from stepready.core.season.key_day import YOURS
from stepready.core.season.own_days import OwnDay
from stepready.core.shapes import plain
from stepready.core.values.wording import count, full_day
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.own_days import OwnDays

LABEL_FROM = 25


def own_day_text(day: OwnDay, verb: str) -> str:
    """Confirm one day, with the date it was read as."""
    when = f"on {full_day(day.on)}" if day.on is not None else day.when
    return f"{verb} {day.label} {when} (id {day.id})"


def own_days_text(found: OwnDays, terminal: Terminal) -> str:
    """List the days, earliest first, then what ships."""
    lines = []
    for day, on in found.days:
        when = "exam not booked" if on is None else full_day(on)
        away = "" if on is None or on < found.as_of else f", {_away((on - found.as_of).days)}"
        counted = "" if day.on is not None else f" ({day.when})"
        told = " ".join(part for part in (f"{day.label}{counted}{away}", day.note and f"[{day.note}]") if part)
        lines += wrapped(told, terminal.width, indent=" " * LABEL_FROM, first=f"{day.id:>4}  {when:<17}  ")
    if not lines:
        lines = wrapped('no day of your own yet; add one with: stepready day add "OET" --on 2027-08-14', terminal.width)
    lines += ["", terminal.paint(f"Patterns that ship, season {found.season}", Colour.BOLD)]
    for step in found.shipped:
        yours = f"; yours (id {step.yours}) stands for it" if step.yours is not None else ""
        told = f"{step.label} ({step.status}{yours})"
        lines += wrapped(told, terminal.width, indent=" " * LABEL_FROM, first=f"      {full_day(step.on):<17}  ")
    lines += [
        "",
        *wrapped("A day of your own under the same name stands for a pattern: `stepready day add`.", terminal.width),
    ]
    return terminal.plain("\n".join(lines))


def _away(days: int) -> str:
    return "today" if not days else f"in {count(days, 'day')}"


def own_days_json(found: OwnDays) -> dict[str, Any]:
    """Return the days for scripts; `date` is null for one counted from an exam that is not booked."""
    return {
        "schema": 1,
        "as_of": plain(found.as_of),
        "season": found.season,
        "days": [{**plain(day), "date": plain(on), "status": YOURS} for day, on in found.days],
        "patterns": [
            {"id": step.id, "label": step.label, "on": plain(step.on), "status": step.status, "source": step.why}
            | {"yours": step.yours}
            for step in found.shipped
        ],
    }
