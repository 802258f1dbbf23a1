"""The commands about applying in a terminal."""

from collections.abc import Iterable, Sequence
from datetime import date

from stepready.core.applying.application import Standing
from stepready.core.applying.chances import Band80
from stepready.core.applying.comparing import Compared
from stepready.core.applying.fields import FIELDS, written
from stepready.core.applying.missing import MissingFact
from stepready.core.values.wording import count, day_from, full_day, number, percent
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.services.profile import ProfileView
from stepready.services.programs import ProgrammesView, TakenIn
from stepready.services.shortlist import ListLine, ListView
from stepready.services.strategy import GuideStrategy, Strategy, StrategyLine

MARKS = {"yes": "pass", "no": "fail", "unknown": "unknown"}
TIERS = {"ruled_out": "ruled out"}


def profile_text(view: ProfileView, terminal: Terminal) -> str:
    """Write what is said of the applicant, then what programmes will ask for and is not."""
    profile = view.profile
    rows = (
        ("applicant", view.applicant),
        ("visa", profile.visa and profile.visa.value),
        ("graduated", profile.graduated),
        ("US experience", None if profile.us_months is None else count(profile.us_months, "month")),
        ("of kind", profile.us_kind),
        ("letters", profile.letters),
        ("states", profile.states and ", ".join(profile.states)),
        ("Step 1", view.step1),
        ("failed attempts", f"Step 1: {view.failed_step1}, Step 2 CK: {view.failed_step2}"),
        ("Step 3", profile.step3 and profile.step3.value),
        ("prior US training", {None: None, True: "yes", False: "no"}[profile.prior_training]),
        ("budget", None if profile.budget is None else f"{profile.budget:,} USD"),
    )
    lines = [f"{name:<18} {'not said' if value is None else value}" for name, value in rows]
    if view.missing:
        lines += ["", "Programmes will ask:", *_bullets(view.missing, terminal)]
    return terminal.plain("\n".join(lines))


def taken_text(came: TakenIn, name: str, *, dry_run: bool) -> str:
    """Say what a table brought."""
    taken = came.taken
    verb = "would come" if dry_run else "came"
    new = count(taken.new, "programme")
    return f"{name}: {new} {verb}, {taken.changed} changed, {taken.unchanged} stayed as they were."


def programmes_text(view: ProgrammesView, terminal: Terminal) -> str:
    """Write one line a programme: open or not, the chance of clearing its minimum, the reason that decides."""
    lines = [line for each in view.standings for line in _programme(each, terminal)]
    return _with_notices(lines, view.notices, terminal)


def _programme(each: Standing, terminal: Terminal) -> list[str]:
    programme, decisive = each.programme, _decisive(each)
    chance = "" if each.p_clear is None else f"clears {percent(each.p_clear):>5}"
    track = programme.track.value if programme.track else "?"
    head = (
        f"{terminal.mark(MARKS[each.eligible.value])} {programme.id:>4}  {programme.name[:34]:<34} {track} "
        f"{programme.specialty[:17]:<17} {chance}"
    )
    return (
        [terminal.cut(head.rstrip()), *wrapped(decisive, terminal.width, "         ")] if decisive else [head.rstrip()]
    )


def _decisive(each: Standing) -> str:
    """Return the reason that decides: what rules out, what is unknown, a low chance of clearing; else nothing."""
    worst = [criterion for criterion in each.judged.why if criterion.eligible == each.eligible]
    if each.eligible.value != "yes":
        return worst[0].says
    return next((c.says for c in each.judged.why if "open to you, chance" in c.says and (each.p_clear or 0) < EVEN), "")


EVEN = 0.5


def programme_text(view: ProgrammesView, terminal: Terminal) -> str:
    """Write one programme: its facts with source and day, then every criterion."""
    (each,) = view.standings
    programme = each.programme
    where = ", ".join(part for part in (programme.institution, programme.city, programme.state) if part)
    track = programme.track.says if programme.track else "track not known"
    codes = ", ".join(part for part in (programme.nrmp_code, programme.acgme_id) if part)
    lines = [terminal.paint(f"{programme.name} (id {programme.id})", Colour.BOLD), f"{programme.specialty}, {track}"]
    lines += [part for part in (where, codes, programme.note) if part]
    lines += ["", f"{terminal.mark(MARKS[each.eligible.value])} open to you: {each.eligible.value}; tier {_tier(each)}"]
    lines += [
        part
        for criterion in each.judged.why
        for part in wrapped(
            f"{criterion.says}{_from(criterion.source, criterion.as_of)}",
            terminal.width,
            "    ",
            f"  {terminal.mark(MARKS[criterion.eligible.value])} ",
        )
    ]
    lines += ["", "Facts"]
    for field, known in programme.known_facts.items():
        said = f"{FIELDS[field].says}: {written(field, known.value)}{_from(known.source, known.as_of)}"
        why = view.doubts.get((programme.id, field))
        lines += wrapped(f"{said}{f'; doubtful: {why}' if why else ''}", terminal.width, "    ", "  ")
    unknown = [FIELDS[field].says for field in FIELDS if field not in programme.known_facts]
    if unknown:
        lines += wrapped(f"not known: {', '.join(unknown)}", terminal.width, "    ", "  ")
    return terminal.plain("\n".join(lines))


def _tier(each: Standing) -> str:
    name = TIERS.get(each.tier.value, each.tier.value)
    return f"unknown ({each.open_tier.value} if open)" if name == "unknown" else name


def _from(source: str | None, as_of: date | None) -> str:
    told = ", ".join(part for part in (source, as_of and as_of.isoformat()) if part)
    return f" [{told}]" if told else ""


def missing_text(found: tuple[MissingFact, ...], terminal: Terminal) -> str:
    """Write the unknown facts, the one that would change the list most first."""
    if not found:
        return "No unknown fact decides anything."
    first = found[0]
    many = f"it alone settles {first.settles} of them" if first.settles else "with others it settles them"
    lines = wrapped(
        f"Find out first: {first.says}. It is unknown for {count(first.programmes, 'programme')} and {many}.",
        terminal.width,
    )
    lines += ["", f"  {'fact':<42} {'unknown':>8} {'settles':>8}"]
    lines += [f"  {fact.says[:42]:<42} {fact.programmes:>8} {fact.settles:>8}" for fact in found]
    lines += ["", *wrapped(f"ids of the first: {', '.join(map(str, first.ids[:30]))}", terminal.width)]
    return terminal.plain("\n".join(lines))


def list_text(view: ListView, terminal: Terminal) -> str:
    """Write the list, its tiers, what it costs, what it may bring and how that grows with its length."""
    counted = ", ".join(f"{n} {TIERS.get(tier, tier)}" for tier, n in view.counts.items() if n)
    head = f"Shortlist of season {view.season}, tiers by {view.guide}: {count(len(view.lines), 'programme')}"
    lines = [terminal.paint(head, Colour.BOLD), *wrapped(counted or "empty", terminal.width), ""]
    lines += [terminal.cut(_list_line(line)) for line in view.lines]
    lines += ["", *cost_lines(view, terminal), "", *_prospects(view, terminal)]
    if any(view.noted.values()):
        lines += ["", "So far: " + ", ".join(f"{n} {note}" for note, n in view.noted.items())]
    return _with_notices(lines, view.notices, terminal)


def _list_line(line: ListLine) -> str:
    each, entry = line.standing, line.entry
    chance = "" if each.p_clear is None else percent(each.p_clear)
    marks: list[str] = [entry.place.value] if entry and entry.place.value == "pinned" else []
    marks += [entry.signal] if entry and entry.signal else []
    marks += [note for note in ("ranked", "interviewed", "declined", "invited") if entry and getattr(entry, note)][:1]
    track = each.programme.track.value if each.programme.track else "?"
    tier = _tier(each) if each.tier.value != "unknown" else f"? {each.open_tier.value}"
    return (
        f"{each.programme.id:>4}  {each.programme.name[:32]:<32} {track} {each.programme.specialty[:16]:<16} "
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


def strategy_text(found: Strategy, terminal: Terminal) -> str:
    """Write what each guide says, the chosen one first, then where they disagree and the days ahead."""
    lines = [
        terminal.paint(f"Applying in season {found.season}", Colour.BOLD),
        *wrapped(found.score_from, terminal.width),
    ]
    for guide in found.guides:
        lines += ["", *_guide(guide, terminal)]
    lines += ["", terminal.paint("Where the guides disagree", Colour.BOLD)]
    for difference in found.differences:
        lines.append(f"  {difference.question}")
        lines += [
            part
            for name, says in difference.answers.items()
            for part in wrapped(says, terminal.width, " " * 28, f"    {name:<23} ")
        ]
    lines += ["", terminal.paint("Days ahead (`stepready calendar`)", Colour.BOLD)]
    for event in found.checklist:
        hour = f" {event.at:%H:%M} Eastern" if event.at else ""
        lines += wrapped(
            f"{full_day(event.on)}{hour}  {event.label} ({event.status})", terminal.width, "      ", "  [ ] "
        )
    return _with_notices(lines, found.notices, terminal)


def _guide(guide: GuideStrategy, terminal: Terminal) -> list[str]:
    head = guide.guide if guide.fits else f"{guide.guide} (written for others)"
    lines = [terminal.paint(head, Colour.BOLD)]
    for part in (guide.bands, guide.mix, guide.lines):
        lines += [text for line in part for text in _strategy_line(line, terminal)]
    return lines


def _strategy_line(line: StrategyLine, terminal: Terminal) -> list[str]:
    beside = f" [{line.beside}]" if line.beside else ""
    told = wrapped(f"{line.says}{beside}", terminal.width, " " * 20, f"  {line.topic[:17]:<17} ")
    return [*told, *wrapped("; ".join(source.section for source in line.sources), terminal.width, " " * 22, " " * 20)]


def _bullets(texts: Iterable[str], terminal: Terminal) -> list[str]:
    return [line for text in texts for line in wrapped(text, terminal.width, "    ", "  - ")]


def _with_notices(lines: list[str], notices: Sequence[str], terminal: Terminal) -> str:
    told = [line for text in notices for line in wrapped(text, terminal.width)]
    return terminal.plain("\n".join([*lines, *([""] if lines and told else []), *told]))
