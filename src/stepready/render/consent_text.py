"""Consents and looks, as text and JSON."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from stepready.core.consent import Consent, Look, SchoolAdvisor, Scope
from stepready.core.shapes import plain
from stepready.core.values.wording import full_day
from stepready.render.terminal import wrapped

if TYPE_CHECKING:
    from stepready.services.consent import ConsentList


def given_text(advisor: SchoolAdvisor, scope: Scope, until: date | None, width: int) -> str:
    """Confirm a consent and say how to end it."""
    return "\n".join(
        [
            *wrapped(f"{advisor.shown} ({advisor.login}) may see {scope.says}, {_until(until)}", width),
            f"to end it at once: stepready consent revoke {advisor.login}",
            "every look is recorded before anything is shown: stepready consent log",
        ]
    )


def revoked_text(advisor: str) -> str:
    """Confirm that a consent ended."""
    return f"{advisor} sees nothing of yours from now on"


def consents_text(found: "ConsentList") -> str:
    """List consents, one a line, then who else there is."""
    lines = [_line(consent) for consent in found.given]
    if not lines:
        lines.append("nobody sees anything of yours; to let an advisor in: stepready consent give ADVISOR")
    agreed = {consent.advisor for consent in found.given if consent.in_force}
    others = [f"  {one.login}  {one.shown}, {one.cohort}" for one in found.advisors if one.login not in agreed]
    return "\n".join([*lines, *(["", "advisors without your consent:", *others] if others else [])])


def consents_json(found: "ConsentList") -> dict[str, Any]:
    """Return consents for scripts."""
    return {
        "schema": 1,
        "consents": [_plain(consent) for consent in found.given],
        "advisors": [plain(advisor) for advisor in found.advisors],
    }


def looks_text(looks: Sequence[Look]) -> str:
    """List looks, one a line, newest first."""
    if not looks:
        return "no advisor has looked"
    return "\n".join(f"{_moment(look.at)}  {look.advisor}  {look.what.value}" for look in looks)


def looks_json(looks: Sequence[Look]) -> dict[str, Any]:
    """Return looks for scripts; moments are UTC."""
    return {
        "schema": 1,
        "looks": [{"at": _iso(look.at), "advisor": look.advisor, "what": look.what.value} for look in looks],
    }


def _line(consent: Consent) -> str:
    if consent.ended_at is not None:
        state = f"ended {_moment(consent.ended_at)}"
    else:
        state = _until(consent.until) if consent.in_force else f"over, {_over(consent)}"
    return f"{consent.advisor}  {consent.scope.value}  given {_moment(consent.given_at)}, {state}"


def _over(consent: Consent) -> str:
    return _until(consent.until) if consent.until is not None else "the advisor left or is another one now"


def _plain(consent: Consent) -> dict[str, Any]:
    return {
        "advisor": consent.advisor,
        "scope": consent.scope.value,
        "given_at": _iso(consent.given_at),
        "until": consent.until and consent.until.isoformat(),
        "ended_at": consent.ended_at and _iso(consent.ended_at),
        "in_force": consent.in_force,
    }


def _until(until: date | None) -> str:
    return "until you end it" if until is None else f"until the end of {full_day(until)}, US Eastern"


def _moment(at: datetime) -> str:
    """Write a moment on the clock of this computer."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds")
