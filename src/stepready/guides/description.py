"""What a guide says, in sentences with their sources: the same for the terminal, JSON and the documentation.

Score bands are described beside today's percentiles and pass mark, which the guides' texts do not know.
"""

from collections.abc import Iterator
from itertools import pairwise

from stepready.core.facts.citation import Citation, Grounds
from stepready.core.facts.facts import Facts
from stepready.core.guide.guide import (
    ApplyingAdvice,
    Band,
    Guide,
    Rule,
)
from stepready.core.values import dataclass
from stepready.core.values.wording import count, day, number
from stepready.guides.library import Library
from stepready.guides.sentences import (
    FIELDS,
    by_field,
    conditions,
    delay_says,
    field_named,
    later_says,
    limit_says,
    next_cycle_says,
    rule_says,
    weeks_of,
)

PATTERNS = "Score bands are patterns, not hard cutoffs."


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One thing a guide says. `notes` are ours, about what has changed since or how it is read."""

    label: str
    says: str
    notes: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What a guide says on one subject."""

    title: str
    rows: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A whole guide in sentences."""

    name: str
    shown: str
    own: bool
    audience: str
    title: str
    address: str
    file: str
    exams: tuple[str, ...]
    sections: tuple[Section, ...]


def describe(guide: Guide, library: Library) -> Description:
    """Describe a guide, subject by subject; what it is silent on is left out."""
    subjects = (
        ("Score bands", _bands(guide, library.facts)),
        ("Go or no-go", _rules(guide, library.common, library.facts)),
        ("Timing", _timing(guide)),
        ("Delay of a no-go", _delays(guide)),
        ("Targets", _targets(guide)),
        ("Diagnostic", _diagnostic(guide)),
        ("Practice rhythm", _rhythm(guide)),
        ("Study", _study(guide)),
        ("Advice", _advice(guide)),
        ("Applying", (*_tiers(guide), *_applying(guide))),
    )
    return Description(
        name=guide.name,
        shown=guide.shown,
        own=guide.own,
        audience=guide.audience,
        title=guide.title,
        address=guide.address,
        file=guide.file,
        exams=tuple(exam.label for exam in guide.exams),
        sections=tuple(Section(title=title, rows=rows) for title, rows in subjects if rows),
    )


def _row(guide: Guide, item: Grounds, label: str, says: str, notes: tuple[str, ...] = ()) -> Saying:
    return Saying(label=label, says=says, notes=notes, sources=guide.sources(item))


def _bands(guide: Guide, facts: Facts) -> tuple[Saying, ...]:
    rows = [_row(guide, band, _range_of(band), _band_says(band), band_notes(band, facts)) for band in guide.bands]
    rows += [Saying(label=gap, says="between the guide's bands: the text does not name it") for gap in _gaps(guide)]
    for claim in guide.average_claims:
        mean = facts.national_mean()
        low, high = (_percentile(facts, score) for score in (claim.low, claim.high))
        note = (
            f"No longer so: first takers of {mean.year - 1}-{mean.year % 100} average {number(mean.mean)}, "
            f"and {claim.low}-{claim.high} is percentile {low} to {high}."
        )
        rows.append(_row(guide, claim, f"{claim.low}-{claim.high}", "called about average by the text", (note,)))
    return tuple(rows)


def _gaps(guide: Guide) -> tuple[str, ...]:
    """Return the scores between two bands that neither holds, highest first; none where bands go by field."""
    bands = sorted(guide.bands, key=lambda band: -(band.low or 0))
    if any(band.competitiveness for band in bands):
        return ()
    ends = [(under.high, over.low) for over, under in pairwise(bands)]
    return tuple(f"{high + 1}-{low - 1}" for high, low in ends if high and low and low - high > 1)


def _range_of(band: Band) -> str:
    """Write the scores of a band, and how many failed sittings count into it whatever the score."""
    if band.low is None:
        scores = f"under {(band.high or 0) + 1}"
    else:
        scores = f"{band.low} or more" if band.high is None else f"{band.low}-{band.high}"
    return f"{scores}, or {count(band.failures, 'failure')}" if band.failures else scores


def _band_says(band: Band) -> str:
    field = f" for {field_named(band.competitiveness.value)}" if band.competitiveness else ""
    return f"{band.label}{field}: {band.says}"


def band_notes(band: Band, facts: Facts) -> tuple[str, ...]:
    """Say what percentile the band is today, and which of its scores fail."""
    if band.low is None:
        place = f"under percentile {_percentile(facts, (band.high or 0) + 1)}"
    elif band.high is None:
        place = f"percentile {_percentile(facts, band.low)} and up"
    else:
        place = f"percentile {_percentile(facts, band.low)} to {_percentile(facts, band.high)}"
    failing = _failing(band, facts)
    return (place, failing) if failing else (place,)


def _percentile(facts: Facts, score: int) -> str:
    return f"{facts.percentiles.at(score):.0f}"


def _failing(band: Band, facts: Facts) -> str:
    mark = max(facts.pass_marks, key=lambda m: m.start)
    since = f"for tests from {day(mark.start)} {mark.start.year} (pass mark {mark.score})"
    if (band.low or 0) >= mark.score:
        return ""
    if band.high is not None and band.high < mark.score:
        return f"every score in it fails {since}"
    if band.low is None:
        return f"scores under {mark.score} fail {since}"
    scores = f"{band.low}-{mark.score - 1}" if band.low < mark.score - 1 else f"{band.low}"
    return f"{scores} now {'fail' if '-' in scores else 'fails'} {since}"


def _rules(guide: Guide, common: tuple[Rule, ...], facts: Facts) -> tuple[Saying, ...]:
    """List the musts, then the shoulds, the product's own first and those of an exam outside the season last."""
    rules = [rule for rule in (*common, *guide.rules) if any(map(rule.is_for, guide.exams))]
    rules.sort(
        key=lambda rule: (rule.exam is not None and not facts.spec(rule.exam).seasonal, rule.severity.value != "must")
    )
    return tuple(_row(guide, rule, f"{rule.severity.value} {rule.id}", rule_says(rule, guide)) for rule in rules)


def _timing(guide: Guide) -> tuple[Saying, ...]:
    timing = guide.timing
    if timing is None:
        return ()
    words = (("ideal", timing.ideal), ("acceptable", timing.acceptable), ("risky", timing.risky))
    rows = [_row(guide, timing, word, limit_says(limit)) for word, limit in words]
    rows.append(_row(guide, timing, "on time", limit_says(timing.on_time)))
    if guide.later is not None:
        rows.append(_row(guide, guide.later, "with no day in time", later_says(guide.later)))
    rows += [_row(guide, waiting, "next cycle", next_cycle_says(waiting)) for waiting in guide.next_cycle]
    return tuple(rows)


def _delays(guide: Guide) -> tuple[Saying, ...]:
    return tuple(_row(guide, delay, weeks_of(delay), delay_says(delay)) for delay in guide.delays)


def _targets(guide: Guide) -> tuple[Saying, ...]:
    rows = []
    if guide.default_target:
        rows.append(_row(guide, guide.default_target, "default target", by_field(guide.default_target)))
    if guide.after_failed_step1:
        least = guide.after_failed_step1
        rows.append(_row(guide, least, "after a failed Step 1", f"{least.score} at least"))
    if guide.field_figure:
        figure = guide.field_figure
        said = ", ".join(f"{getattr(figure, field)} for {field_named(field)}" for field in FIELDS)
        rows.append(_row(guide, figure, "practice figure", said))
    if guide.low_line:
        rows.append(_row(guide, guide.low_line, "low is under", by_field(guide.low_line)))
    return tuple(rows)


def _diagnostic(guide: Guide) -> tuple[Saying, ...]:
    rows = []
    for band in guide.diagnostic:
        label = f"under {(band.high or 0) + 1}" if band.low is None else f"{band.low} or more"
        if band.low is not None and band.high is not None:
            label = f"{band.low}-{band.high}"
        says = f"{number(band.min_weeks)}-{number(band.max_weeks)} weeks: {band.says}"
        rows.append(_row(guide, band, label, says))
    return tuple(rows)


def _rhythm(guide: Guide) -> tuple[Saying, ...]:
    return tuple(_row(guide, rhythm, rhythm.phase.replace("-", " "), rhythm.says) for rhythm in guide.rhythm)


def _study(guide: Guide) -> tuple[Saying, ...]:
    study = guide.study
    if study is None:
        return ()
    rows = [
        _row(guide, phase, f"{phase.exam.label}, {phase.name.replace('-', ' ')}", phase.says) for phase in study.phases
    ]
    rows += [_row(guide, one, f"{one.load.replace('-', ' ')} day", one.says) for one in study.days]
    rows += [
        _row(guide, item, f"emphasis: {item.topic}", ", ".join(item.covers) or item.topic) for item in study.topics
    ]
    return tuple(rows)


def _advice(guide: Guide) -> tuple[Saying, ...]:
    """List the advice; a circumstance stands in brackets after the topic."""
    return tuple(
        _row(guide, item, item.topic.replace("-", " ") + conditions(item.when_any), item.says) for item in guide.advice
    )


def _tiers(guide: Guide) -> tuple[Saying, ...]:
    """List what the guide means by its tiers, with the percent of the list it gives each."""
    if guide.tiers is None:
        return ()
    tiers = {"reach": guide.tiers.reach, "core": guide.tiers.core, "safety": guide.tiers.safety}
    return tuple(
        _row(guide, tier, name if tier.low is None else f"{name}, {tier.low}-{tier.high} %", tier.says)
        for name, tier in tiers.items()
    )


def _applying(guide: Guide) -> tuple[Saying, ...]:
    """List what the guide says of applying; scores and circumstances stand in brackets after the topic."""
    return tuple(
        _row(guide, item, item.topic + _scores(item) + conditions(item.when_any), item.says) for item in guide.applying
    )


def _scores(item: ApplyingAdvice) -> str:
    """Say in brackets which scores an item holds for; nothing when all."""
    if item.low is None and item.high is None:
        return ""
    if item.low is None:
        return f" (under {(item.high or 0) + 1})"
    return f" ({item.low} or more)" if item.high is None else f" ({item.low}-{item.high})"


def every_item(guide: Guide) -> Iterator[Grounds]:
    """Yield every cited item of a guide."""
    yield from (*guide.bands, *guide.rules, *guide.delays, *guide.diagnostic, *guide.rhythm, *guide.advice)
    yield from (*guide.stances, *guide.average_claims, *guide.applying)
    yield from guide.next_cycle
    single = (
        guide.timing,
        guide.later,
        guide.default_target,
        guide.after_failed_step1,
        guide.field_figure,
        guide.low_line,
    )
    yield from (item for item in single if item is not None)
