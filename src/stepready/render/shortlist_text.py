"""Commands `shortlist` in a terminal."""

from collections.abc import Sequence
from datetime import date

from stepready.core.applying.chances import Band80
from stepready.core.applying.comparing import Compared
from stepready.core.applying.prospects import Prospects
from stepready.core.applying.season_so_far import interviews_between
from stepready.core.forecast.data_limits import legend
from stepready.core.values.wording import count, day_from, marked, number, percent, signed
from stepready.render.programme_text import TIERS, tier_words
from stepready.render.terminal import Colour, Terminal, with_notices, wrapped
from stepready.render.text_width import fitted
from stepready.services.shortlist import ListLine, ListView


def list_text(view: ListView, terminal: Terminal) -> str:
    """Write the list, its tiers, what it costs, what it may bring and how that grows with its length."""
    head = f"Shortlist of season {view.season}, tiers by {view.guide}: {count(len(view.lines), 'programme')}"
    lines = [terminal.paint(head, Colour.BOLD), *wrapped(counts_said(view), terminal.width), *_mix(view, terminal), ""]
    room = terminal.width - BESIDE_NAME - max((len(_marks(line)) for line in view.lines), default=0)
    names = min(MOST_OF_NAME, max(LEAST_OF_NAME, room))
    lines += [terminal.cut(_list_line(line, names)) for line in view.lines]
    lines += ["", *cost_lines(view, terminal), "", *_prospects(view, terminal)]
    if view.so_far:
        lines += ["", *wrapped(view.so_far, terminal.width)]
    return with_notices(lines, view.notices, terminal)


def counts_said(view: ListView) -> str:
    """Write how many programmes each tier has: `5 core, 8 safety, 9 ruled out`."""
    return ", ".join(f"{n} {TIERS.get(tier, tier)}" for tier, n in view.counts.items() if n) or "empty"


def _mix(view: ListView, terminal: Terminal) -> list[str]:
    told = mix_said(view)
    return wrapped(told, terminal.width) if told else []


def mix_said(view: ListView) -> str:
    """Write the mix of the list beside the guide's; nothing where the guide names no figures."""
    if not any(share.low for share in view.mix):
        return ""
    told = ", ".join(f"{s.tier.value} {s.percent} % (guide {s.low}-{s.high} %)" for s in view.mix)
    return f"Mix, unknown ones as what they would be: {told}"


BESIDE_NAME = 46
LEAST_OF_NAME, MOST_OF_NAME = 14, 40
"""Columns of a line of the list beside the name and the marks, and those a name gets."""


def _list_line(line: ListLine, names: int) -> str:
    each = line.standing
    chance = "" if each.p_clear is None else marked(each.p_clear, supported=each.supported)
    track = each.programme.track.value if each.programme.track else "?"
    tier = tier_words(each) if each.tier.value != "unknown" else f"? {each.open_tier.value}"
    return (
        f"{each.programme.id:>4}  {fitted(each.programme.name, names)} {track} {fitted(each.programme.specialty, 17)} "
        f"{tier:<9} {chance:>6}  {_marks(line)}"
    ).rstrip()


def _marks(line: ListLine) -> str:
    """Write what was said of a programme: pinned, its signal, the furthest that came of it."""
    entry = line.entry
    if entry is None:
        return ""
    marks: list[str] = [entry.place.value] if entry.place.value == "pinned" else []
    marks += [entry.signal] if entry.signal else []
    marks += [note for note in ("ranked", "interviewed", "declined", "invited") if getattr(entry, note)][:1]
    return " ".join(marks)


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
    lines = [line for text in prospects_said(view.prospects) for line in wrapped(text, terminal.width)]
    return [*lines, *_curve(view)]


def prospects_said(found: Prospects) -> list[str]:
    """Write what a list may bring, each chance with its range, or why that cannot be said."""
    if found.interviews is None or found.p_match is None:
        said = [f"No chance of a match is given: {found.why}."]
    else:
        told = found.interviews
        expected = (
            f"In {found.specialty}: expected interviews {few(told.mean)} (80 % of plausible parameters "
            f"{few(told.low80)}-{few(told.high80)}); a match {_band(found.p_match, found)}; "
            f"no interview at all {_band(found.no_interview, found)}."
        )
        likely = [f"Eight in ten such applicants get {interviews_between(*found.likely)}."] if found.likely else []
        said = [expected, *likely, f"This {found.why}."]
    return [*said, f"Cross-check: {found.cross_check}."] if found.cross_check else said


def _curve(view: ListView) -> list[str]:
    """Write what the list gives when cut short; programmes that read the file where no chance is given."""
    if not view.curve:
        return []
    gives_chance = view.curve[0].p_match is not None
    heads = f"{'match':>12} {'half the effect':>16}" if gives_chance else f"{'cleared':>12}"
    lines = ["", f"  {'programmes':>10} {'fees USD':>9} {heads}"]
    for p in view.curve:
        match, half = (_band(chance, view.prospects) for chance in (p.p_match, p.half_effect))
        tail = f"{match:>12} {half:>16}" if gives_chance else f"{number(p.read_by):>12}"
        lines.append(f"  {p.programmes:>10} {p.cost_usd:>9,} {tail}")
    return [*lines, "  What more programmes add; whether that is worth the money is yours to say."]


def band(found: Band80 | None, *, supported: bool) -> str:
    """Write a chance as a range: `2-3 %`, with a question mark where no data support it; a dash for none."""
    if found is None:
        return "-"
    low, high = percent(found.low80), marked(found.high80, supported=supported)
    return high if low == percent(found.high80) else f"{low.removesuffix(' %')}-{high}"


def _band(found: Band80 | None, of: Prospects) -> str:
    return band(found, supported=of.supported)


COMPARED_WIDTH = 78
"""Columns of the whole comparison; a narrower screen gets it without the season, and the fees under it."""


def compare_text(rows: Sequence[Compared], today: date, terminal: Terminal) -> str:
    """Write one line a test day, then what each changes against the booked one."""
    if terminal.width >= COMPARED_WIDTH:
        lines = _compared_wide(rows, today)
    else:
        lines = [*_compared_narrow(rows, today), *([f"Fees {rows[0].cost_usd:,} USD on every day."] if rows else [])]
    changed = [line for row in rows for line in _changes(row, today, terminal)]
    if changed:
        lines += ["", "Against the booked day, over the same scores and parameters:", *changed]
    lines += ["", *wrapped(f"{COMPARED}{compared_legend(rows)}", terminal.width)]
    return terminal.plain("\n".join(lines))


def _compared_wide(rows: Sequence[Compared], today: date) -> list[str]:
    head = f"{'seen':>6} {'kept':>4} {'lost':>4} {'interviews':>10} {'match':>8} {'fees':>6}"
    lines = [f"  {'test day':<11} {'what':<13} {'season':>6} {head}"]
    for row in rows:
        day, seen = day_from(row.exam_date, today), percent(row.p_seen_at_review)
        lines.append(
            f"  {day:<11} {row.what:<13} {row.season:>6} {seen:>6} {row.kept:>4} {row.lost:>4} {_mean(row):>10} "
            f"{_match(row):>8} {row.cost_usd:>6,}"
        )
    return lines


def _compared_narrow(rows: Sequence[Compared], today: date) -> list[str]:
    lines = [f"{'test day':<11} {'what':<13} {'seen':>6} {'kept':>4} {'lost':>4} {'interv.':>7} {'match':>8}"]
    for row in rows:
        day, seen = day_from(row.exam_date, today), percent(row.p_seen_at_review)
        lines.append(f"{day:<11} {row.what:<13} {seen:>6} {row.kept:>4} {row.lost:>4} {_mean(row):>7} {_match(row):>8}")
    return lines


def compared_legend(rows: Sequence[Compared]) -> str:
    """Say what the mark beside a chance of a match means, where there is one."""
    reasons = dict.fromkeys(row.unsupported for row in rows if row.unsupported and row.p_match is not None)
    return f" {legend(' or '.join(reasons))}." if reasons else ""


def _match(row: Compared) -> str:
    return band(row.p_match, supported=row.unsupported is None)


def _mean(row: Compared) -> str:
    return "-" if row.interviews is None else few(row.interviews.mean)


def few(interviews: float) -> str:
    """Write an expected number of interviews, under one to two decimals: `0.06`, `3.4`."""
    return f"{interviews:.2f}" if 0 < interviews < 1 else number(interviews)


def signals_text(view: ListView, told: Sequence[str], terminal: Terminal) -> str:
    """Write the list, then where the number of signals of each specialty comes from."""
    lines = [line for text in told for line in wrapped(text, terminal.width, "    ", "  ")]
    return "\n".join([list_text(view, terminal), "", "Signals", *map(terminal.plain, lines)])


def _changes(row: Compared, today: date, terminal: Terminal) -> list[str]:
    """Write what a day changes; nothing for the booked day itself and where no chance is given."""
    found = row.difference
    if found is None or found.interviews.low80 == found.interviews.high80 == 0:
        return []
    talks, match = found.interviews, found.p_match
    said = (
        f"interviews {signed(talks.mean, 2)} ({signed(talks.low80, 2)} to {signed(talks.high80, 2)}), "
        f"match {signed(100 * match.low80)} to {signed(100 * match.high80)} percentage points"
    )
    return wrapped(said, terminal.width, " " * 14, f"  {day_from(row.exam_date, today):<11} ")


COMPARED = (
    "Kept and lost are counted against the booked day, among programmes not ruled out whose minimum is as likely "
    "cleared as not; seen is the chance that the score is there when review opens; interviews and match are what the "
    "list may bring, where that can be said; fees are US dollars, the same on every day."
)
