"""The words of a report's application page."""

from typing import Any

from stepready.core.applying.comparing import Compared
from stepready.core.applying.tiers import Tier
from stepready.core.values.wording import day_from, full_day, marked, percent, signed
from stepready.render.citations import section
from stepready.render.profile_text import profile_rows
from stepready.render.programme_text import TIERS
from stepready.render.programs_text import decisive
from stepready.render.shortlist_text import COMPARED, band, compared_legend, counts_said, few, mix_said, prospects_said
from stepready.services.application_page import ApplicationPage
from stepready.services.shortlist import ListLine

NAMES = {tier: TIERS.get(tier.value, tier.value) for tier in Tier}


def application_words(found: ApplicationPage) -> dict[str, Any]:
    """Return what the template of the application page fills in."""
    view, strategy = found.shortlist, found.strategy
    (guide,) = strategy.guides
    return {
        "season": view.season,
        "guide": view.guide,
        "reckoned_with": strategy.score_from,
        "profile": profile_rows(found.profile),
        "strategy": [
            {
                "topic": line.topic,
                "says": f"{line.says}{f' ({line.beside})' if line.beside else ''}",
                "cite": "; ".join(section(source) for source in line.sources),
            }
            for part in (guide.bands, guide.mix, guide.lines)
            for line in part
        ],
        "is_built": view.built,
        "counts": counts_said(view),
        "mix": mix_said(view),
        "tiers": [(NAMES[tier], rows) for tier in Tier if (rows := _of_tier(view.lines, tier))],
        "chances": prospects_said(view.prospects),
        "so_far": view.so_far,
        "fees": f"{view.cost_usd:,} USD",
        "fees_of": f"ERAS season {view.fees_season}, {view.fees_status}",
        "other_costs": view.other_costs,
        "missing": found.missing,
        "compared": [_compared(row, found) for row in found.compared],
        "compared_note": f"{COMPARED}{compared_legend(found.compared)}",
        "days": [(full_day(event.on), event.label, event.status) for event in found.days],
        "notices": [*view.notices, *strategy.notices],
    }


def _of_tier(lines: tuple[ListLine, ...], tier: Tier) -> list[dict[str, str]]:
    """Return the programmes of one tier in the order of the list."""
    return [
        {
            "name": line.standing.programme.name,
            "of": " ".join(part for part in (line.standing.programme.specialty, _track(line)) if part),
            "clears": _clears(line),
            "open": line.standing.eligible.value,
            "why": decisive(line.standing),
            "signal": (line.entry and line.entry.signal) or "",
        }
        for line in lines
        if line.standing.tier is tier
    ]


def _clears(line: ListLine) -> str:
    each = line.standing
    return "?" if each.p_clear is None else marked(each.p_clear, supported=each.supported)


def _track(line: ListLine) -> str:
    track = line.standing.programme.track
    return track.value if track else ""


def _compared(row: Compared, found: ApplicationPage) -> dict[str, str]:
    change = row.difference
    return {
        "day": day_from(row.exam_date, found.shortlist.as_of),
        "what": row.what,
        "season": str(row.season),
        "seen": percent(row.p_seen_at_review),
        "kept": str(row.kept),
        "lost": str(row.lost),
        "interviews": "-" if row.interviews is None else few(row.interviews.mean),
        "match": band(row.p_match, supported=row.unsupported is None),
        "change": "-" if change is None else signed(change.interviews.mean, 2),
        "fees": f"{row.cost_usd:,} USD",
    }
