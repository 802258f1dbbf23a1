"""Commands `shortlist` in a terminal."""

from collections.abc import Sequence
from datetime import date

from stepready.core.applying.chances import Band80
from stepready.core.applying.comparing import Compared
from stepready.core.values.wording import count, day_from, number, percent
from stepready.render.standing_text import TIERS, tier_words
from stepready.render.terminal import Colour, Terminal, fitted, with_notices, wrapped
from stepready.services.shortlist import ListLine, ListView


def list_text(view: ListView, terminal: Terminal) -> str:
    """Write the list, its tiers, what it costs, what it may bring and how that grows with its length."""
    counted = ", ".join(f"{n} {TIERS.get(tier, tier)}" for tier, n in view.counts.items() if n)
    head = f"Shortlist of season {view.season}, tiers by {view.guide}: {count(len(view.lines), 'programme')}"
    lines = [terminal.paint(head, Colour.BOLD), *wrapped(counted or "empty", terminal.width), ""]
    lines += [terminal.cut(_list_line(line)) for line in view.lines]
    lines += ["", *cost_lines(view, terminal), "", *_prospects(view, terminal)]
    if any(view.noted.values()):
        lines += ["", "So far: " + ", ".join(f"{n} {note}" for note, n in view.noted.items())]
    return with_notices(lines, view.notices, terminal)


def _list_line(line: ListLine) -> str:
    each, entry = line.standing, line.entry
    chance = "" if each.p_clear is None else percent(each.p_clear)
    marks: list[str] = [entry.place.value] if entry and entry.place.value == "pinned" else []
    marks += [entry.signal] if entry and entry.signal else []
    marks += [note for note in ("ranked", "interviewed", "declined", "invited") if entry and getattr(entry, note)][:1]
    track = each.programme.track.value if each.programme.track else "?"
    tier = tier_words(each) if each.tier.value != "unknown" else f"? {each.open_tier.value}"
    return (
        f"{each.programme.id:>4}  {fitted(each.programme.name, 32)} {track} {fitted(each.programme.specialty, 17)} "
        f"{tier:<8} {chance:>5}  {' '.join(marks)}"
    ).rstrip()


def cost_lines(view: ListView, terminal: Terminal) -> list[str]:
    """Write what the list costs, the application fees first and the rest apart."""
    lines = [
        f"Application fees {view.cost_usd:,} USD (ERAS season {view.fees_season}, {view.fees_status}); apart from them:"
    ]
    lines += [
        part
        for cost in view.other_costs
        for part in wrapped(f"{cost.what}: {cost.usd} USD ({cost.status})", terminal.width, "    ", "  ")
    ]
    return lines


def _prospects(view: ListView, terminal: Terminal) -> list[str]:
    found = view.prospects
    if found.interviews is None or found.p_match is None:
        return wrapped(f"No chance of a match is given: {found.why}.", terminal.width)
    told = found.interviews
    lines = wrapped(
        f"Expected interviews {number(told.mean)} (80 % of plausible parameters {number(told.low80)}-"
        f"{number(told.high80)}); a match {_band(found.p_match)}; no interview at all {_band(found.no_interview)}.",
        terminal.width,
    )
    if found.likely:
        lines += wrapped(f"Eight in ten such applicants get {found.likely[0]} to {found.likely[1]}.", terminal.width)
    lines += wrapped(f"This {found.why}.", terminal.width)
    if found.cross_check:
        lines += wrapped(f"Cross-check: {found.cross_check}.", terminal.width)
    return [*lines, *_curve(view)]


def _curve(view: ListView) -> list[str]:
    lines = ["", f"  {'programmes':>10} {'fees USD':>9} {'match':>12} {'half the effect':>16}"]
    lines += [
        f"  {p.programmes:>10} {p.cost_usd:>9,} {_band(p.p_match):>12} {_band(p.half_effect):>16}" for p in view.curve
    ]
    return [*lines, "  What more programmes add; whether that is worth the money is yours to say."]


def _band(band: Band80 | None) -> str:
    if band is None:
        return "-"
    low, high = percent(band.low80), percent(band.high80)
    return low if low == high else f"{low.removesuffix(' %')}-{high}"


def compare_text(rows: Sequence[Compared], today: date, terminal: Terminal) -> str:
    """Write one line a test day."""
    lines = [
        f"  {'test day':<12} {'what':<14} {'season':>6} {'seen':>6} {'kept':>5} {'lost':>5} {'talks':>6} {'match':>9}"
    ]
    for row in rows:
        told = "-" if row.interviews is None else number(row.interviews.mean)
        day, seen = day_from(row.exam_date, today), percent(row.p_seen_at_review)
        lines.append(
            f"  {day:<12} {row.what:<14} {row.season:>6} {seen:>6} {row.kept:>5} {row.lost:>5} {told:>6} "
            f"{_band(row.p_match):>9}"
        )
    lines += ["", *wrapped(COMPARED, terminal.width)]
    return terminal.plain("\n".join(lines))


COMPARED = (
    "Kept and lost are counted against the booked day, among programmes not ruled out whose minimum is as likely "
    "cleared as not; seen is the chance that the score is there when review opens; talks are expected interviews. Fees "
    "are the same on every day."
)
