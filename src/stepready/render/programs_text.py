"""Commands `programs` in a terminal."""

from datetime import date

from stepready.core.applying.application import Standing
from stepready.core.applying.fields import FIELDS, written
from stepready.core.applying.missing import MissingFact
from stepready.core.values.wording import count, marked
from stepready.render.programme_text import open_mark, tier_words
from stepready.render.terminal import Colour, Terminal, with_notices, wrapped
from stepready.render.text_width import fitted
from stepready.services.programs import ProgrammesView, TakenIn


def taken_text(came: TakenIn, name: str, *, dry_run: bool) -> str:
    """Say what a table brought."""
    taken = came.taken
    verb = "would come" if dry_run else "came"
    new = count(taken.new, "programme")
    return f"{name}: {new} {verb}, {taken.changed} changed, {taken.unchanged} stayed as they were."


def programmes_text(view: ProgrammesView, terminal: Terminal) -> str:
    """Write one line a programme: open or not, the chance of clearing its minimum, the reason that decides."""
    lines = [line for each in view.standings for line in _programme(each, terminal)]
    return with_notices(lines, view.notices, terminal)


def _programme(each: Standing, terminal: Terminal) -> list[str]:
    programme, why = each.programme, decisive(each)
    chance = "" if each.p_clear is None else f"clears {marked(each.p_clear, supported=each.supported):>5}"
    track = programme.track.value if programme.track else "?"
    head = (
        f"{open_mark(each.eligible.value, terminal)} {programme.id:>4}  {fitted(programme.name, 34)} {track} "
        f"{fitted(programme.specialty, 17)} {chance}"
    )
    return [terminal.cut(head.rstrip()), *wrapped(why, terminal.width, "         ")] if why else [head.rstrip()]


def decisive(each: Standing) -> str:
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
    lines += [
        "",
        f"{open_mark(each.eligible.value, terminal)} open to you: {each.eligible.value}; tier {tier_words(each)}",
    ]
    lines += [
        part
        for criterion in each.judged.why
        for part in wrapped(
            f"{criterion.says}{_from(criterion.source, criterion.as_of)}",
            terminal.width,
            "    ",
            f"  {open_mark(criterion.eligible.value, terminal)} ",
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
    return with_notices(lines, view.notices, terminal)


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
    lines += [f"  {fitted(fact.says, 42)} {fact.programmes:>8} {fact.settles:>8}" for fact in found]
    lines += ["", *wrapped(f"ids of the first: {', '.join(map(str, first.ids[:30]))}", terminal.width)]
    return terminal.plain("\n".join(lines))
