"""Sittings of the real exams as text and JSON."""

from collections.abc import Sequence
from typing import Any

from stepready.core.log.attempts import Attempt
from stepready.core.shapes import plain
from stepready.core.values.wording import full_day


def attempt_text(sat: Attempt, verb: str) -> str:
    """Confirm one sitting, with the days it was read as."""
    return f"{verb} {_said(sat)} (id {sat.id})"


def attempts_text(kept: Sequence[Attempt]) -> str:
    """List sittings, one a line."""
    if not kept:
        return "no sitting is kept; add one with: stepready attempt add --on 2027-06-10 --score 231"
    return "\n".join(f"{sat.id:>3}  {_said(sat)}" for sat in kept)


def attempts_json(kept: Sequence[Attempt]) -> dict[str, Any]:
    """Return the sittings for scripts."""
    return {"schema": 1, "attempts": [plain(sat) for sat in kept]}


def _said(sat: Attempt) -> str:
    when = f"on {full_day(sat.on)}" if sat.on else "on a day not said"
    came = f", reported {full_day(sat.reported)}" if sat.reported else ""
    return f"{sat.exam.label} {when}: {sat.score or 'no result yet'}{came}"
