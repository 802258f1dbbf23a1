"""The commands about applying as JSON."""

from typing import Any

from stepready.core.applying.application import Standing
from stepready.core.applying.comparing import Compared
from stepready.core.applying.missing import MissingFact
from stepready.core.shapes import plain
from stepready.services.profile import ProfileView
from stepready.services.programs import ProgrammesView
from stepready.services.shortlist import ListLine, ListView
from stepready.services.strategy import Strategy

SCHEMA = 1


def profile_json(view: ProfileView) -> dict[str, Any]:
    """Return the profile; null is not said."""
    return {"schema": SCHEMA, **plain(view.profile), **{k: v for k, v in plain(view).items() if k != "profile"}}


def programmes_json(view: ProgrammesView) -> dict[str, Any]:
    """Return every programme with whether it is open, why, and its facts."""
    return {
        "schema": SCHEMA,
        "as_of": view.as_of.isoformat(),
        "season": view.season,
        "programs": [_programme(each, view) for each in view.standings],
        "notices": list(view.notices),
    }


def _programme(each: Standing, view: ProgrammesView) -> dict[str, Any]:
    programme = each.programme
    named = ("id", "uid", "name", "specialty", "track", "institution", "city", "state", "nrmp_code", "acgme_id")
    facts = {
        field: {
            "value": known.value,
            "source": known.source,
            "as_of": plain(known.as_of),
            "doubt": view.doubts.get((programme.id, field)),
        }
        for field, known in programme.known_facts.items()
    }
    return {
        **{name: plain(getattr(programme, name)) for name in named},
        "eligible": each.eligible.value,
        "why": _why(each),
        "p_clear": each.p_clear,
        "supported": each.supported,
        "tier": each.tier.value,
        "facts": facts,
        "note": programme.note,
    }


def _why(each: Standing) -> list[dict[str, Any]]:
    return [plain(criterion) for criterion in each.judged.why]


def missing_json(found: tuple[MissingFact, ...]) -> dict[str, Any]:
    """Return the unknown facts, the one that would change the list most first."""
    return {"schema": SCHEMA, "missing": plain(found)}


def list_json(view: ListView) -> dict[str, Any]:
    """Return the list of a season."""
    return {
        "schema": SCHEMA,
        "as_of": view.as_of.isoformat(),
        "season": view.season,
        "guide": view.guide,
        "built": view.built,
        "cost_usd": view.cost_usd,
        "cost_season": view.fees_season,
        "cost_status": view.fees_status,
        "other_costs": plain(view.other_costs),
        "counts": dict(view.counts),
        "interviews": plain(view.prospects.interviews),
        "p_match": plain(view.prospects.p_match),
        "p_match_why": view.prospects.why,
        "supported": view.supported,
        "no_interview": plain(view.prospects.no_interview),
        "likely_interviews": plain(view.prospects.likely),
        "cross_check": view.prospects.cross_check,
        "curve": plain(view.curve),
        "mix": plain(view.mix),
        "noted": dict(view.noted),
        "expected": plain(view.expected),
        "so_far": view.so_far,
        "programs": [_line(line) for line in view.lines],
        "notices": list(view.notices),
    }


def _line(line: ListLine) -> dict[str, Any]:
    each, entry = line.standing, line.entry
    return {
        "id": each.programme.id,
        "name": each.programme.name,
        "specialty": each.programme.specialty,
        "track": plain(each.programme.track),
        "tier": each.tier.value,
        "tier_if_open": each.open_tier.value,
        "p_clear": each.p_clear,
        "eligible": each.eligible.value,
        "why": _why(each),
        "signal": entry.signal if entry else None,
        "place": entry.place.value if entry else "listed",
        "noted": {} if entry is None else _noted(entry),
    }


def _noted(entry: Any) -> dict[str, str]:
    kept = {name: getattr(entry, name) for name in ("invited", "declined", "interviewed", "ranked")}
    return {name: day.isoformat() for name, day in kept.items() if day is not None}


def compare_json(rows: tuple[Compared, ...]) -> dict[str, Any]:
    """Return a row for each test day, in the order asked."""
    return {"schema": SCHEMA, "rows": plain(rows)}


def strategy_json(found: Strategy) -> dict[str, Any]:
    """Return what each guide says of applying."""
    return {"schema": SCHEMA, **plain(found)}
