"""`check` for a worried person: the verdict first, then what to do, why, when, and who says otherwise."""

from collections.abc import Iterator
from datetime import date

from stepready.core.facts.citation import Status
from stepready.core.forecast import Forecast
from stepready.core.guide.guide import Guide
from stepready.core.values import dataclass
from stepready.core.values.wording import day, day_from, full_day, marked
from stepready.core.verdict.checks import Check, ExamVerdict
from stepready.core.verdict.opinions import Opinion
from stepready.render.citations import titled
from stepready.render.terminal import Colour, Terminal, wrapped
from stepready.render.text_width import fitted
from stepready.services.check import Checked

LABEL = 11
VERDICT_COLOURS = {ExamVerdict.GO: Colour.GOOD, ExamVerdict.NO_GO: Colour.BAD, ExamVerdict.EARLY: Colour.BOLD}
OUTCOME_COLOURS = {"pass": Colour.GOOD, "fail": Colour.BAD, "unknown": Colour.DIM}


def check_text(checked: Checked, terminal: Terminal) -> str:
    """Write a verdict for a terminal; the same sentences as in JSON."""
    taken = checked.exam_decision.verdict is ExamVerdict.TAKEN
    blocks = [
        list(_head(checked, terminal)),
        [] if taken else list(_checks(checked.checks, terminal)),
        timeline(checked, terminal),
        list(_afterwards(checked, terminal)) if taken else [],
        list(_facts(checked, terminal)),
        list(_notices(checked.notices, terminal)),
    ]
    return terminal.plain("\n\n".join("\n".join(block) for block in blocks if block))


def _head(checked: Checked, terminal: Terminal) -> Iterator[str]:
    colour = VERDICT_COLOURS.get(checked.exam_decision.verdict, Colour.BOLD)
    first, *more = wrapped(checked.headline, terminal.width, indent=" " * 9, first="Verdict: ")
    yield terminal.paint(first, colour)
    yield from more
    yield from wrapped(checked.next_step, terminal.width, indent=" " * 9, first="Next:    ")
    if checked.of_next_exam is not None:
        yield from wrapped(checked.of_next_exam, terminal.width, indent=" " * 9)


def _checks(checks: tuple[Check, ...], terminal: Terminal) -> Iterator[str]:
    """Write a rule with its mark and severity; beside the question, what was seen."""
    for check in checks:
        mark = terminal.paint(terminal.mark(check.outcome.value), OUTCOME_COLOURS[check.outcome.value])
        width = (terminal.width - 14) // 2
        left = wrapped(f"{check.rule}: {check.asks}", width)
        right = wrapped(check.reason, terminal.width - 14 - width)
        for line in range(max(len(left), len(right))):
            start = f"  {mark} {check.severity.value:<6}  " if line == 0 else " " * 12
            text = left[line] if line < len(left) else ""
            beside = right[line] if line < len(right) else ""
            yield f"{start}{fitted(text, width)}  {beside}".rstrip()


def _afterwards(checked: Checked, terminal: Terminal) -> Iterator[str]:
    """List the days after the exam, to act on until the season ends."""
    if checked.deadlines:
        yield "  After the exam"
    for ahead in checked.deadlines:
        said = f"{ahead.label} ({ahead.status})"
        yield from wrapped(said, terminal.width, indent=" " * 23, first=f"    {full_day(ahead.on):<17}  ")


def _facts(checked: Checked, terminal: Terminal) -> Iterator[str]:
    """Write the forecast, the application, the nearest day to act by, the other opinions and the guide."""
    taken = checked.exam_decision.verdict is ExamVerdict.TAKEN
    rows = [
        ("Test day" if checked.plan.exam_date else "Sat today", _forecast(checked)),
        ("Window", _window(checked)),
        ("Apply", checked.application_decision.because),
        ("" if taken else "Decide by", "" if taken else _deadline(checked)),
        *(("Others" if first else "", text) for first, text in _others(checked)),
        ("Guide", _guide(checked.decision.case.guide)),
    ]
    for name, text in rows:
        if text:
            yield from wrapped(text, terminal.width, indent=" " * (LABEL + 2), first=f"  {name:<{LABEL}}")


def _window(checked: Checked) -> str:
    """Write the guide's window for a no-go, and why that day in it or why none."""
    delay = checked.exam_decision.delay
    if delay is None or delay.why_to is None:
        return ""
    ends = [day_from(end, checked.as_of) for end in (delay.earliest, delay.latest) if end is not None]
    if not ends:
        return "" if delay.why_to == checked.application_decision.because else delay.why_to
    if delay.to is not None and delay.earliest == delay.latest:
        return f"{ends[0]}, {delay.why_to}"
    span = " to ".join(dict.fromkeys(ends)) if delay.latest else f"from {ends[0]}"
    chosen = "" if delay.to is None else f"{day_from(delay.to, checked.as_of)} because it is "
    return f"{span} by this guide; {chosen}{delay.why_to}"


def _guide(guide: Guide) -> str:
    """Name the guide and the article it is made from."""
    reading = "its bands are patterns, not cutoffs. `stepready why RULE`: where a line comes from."
    return f"{guide.shown}, {titled(guide.title)}; {reading} {guide.address}".rstrip()


def _forecast(checked: Checked) -> str:
    """Write the forecast of the booked day, then of the day to sit on instead."""
    if checked.exam_decision.verdict is ExamVerdict.TAKEN:
        return ""
    days = [forecast for forecast in (checked.forecast, checked.forecast_if_delayed) if forecast is not None]
    why = [f" ({forecast.says_why})" if forecast.says_why else "" for forecast in days]
    same = len(set(why)) == 1
    said = [_one_forecast(forecast, checked, "" if same else told) for forecast, told in zip(days, why, strict=True)]
    return "; ".join(said) + (why[0] if same else "")


def _one_forecast(forecast: Forecast, checked: Checked, why: str) -> str:
    unit = checked.decision.case.spec.scale.unit.sign
    interval = f"80 % {round(forecast.low80)}-{round(forecast.high80)}"
    parts = [f"{day_from(forecast.exam_date, checked.as_of)}: {round(forecast.mean)}{unit} ({interval})"]
    for name, value in (("target", forecast.p_target), ("pass", forecast.p_pass)):
        if value is not None:
            parts.append(f"{name} {marked(value, supported=forecast.supported)}")
    return " · ".join(parts) + why + forecast.two_lines


def _deadline(checked: Checked) -> str:
    """Write the nearest day to act by."""
    if not checked.deadlines:
        return ""
    first = checked.deadlines[0]
    return f"{full_day(first.on)}: {first.label} ({first.status})"


def _others(checked: Checked) -> Iterator[tuple[bool, str]]:
    """Group the other guides by their verdicts; one that disagrees about the exam says where it is told so."""
    groups: dict[str, list[Opinion]] = {}
    for opinion in checked.second_opinions:
        verdict = f"{opinion.exam_verdict.value}, {opinion.application_verdict.value.replace('-', ' ')}"
        groups.setdefault(verdict, []).append(opinion)
    for place, (verdict, opinions) in enumerate(groups.items()):
        agrees = opinions[0].exam_verdict is checked.exam_decision.verdict
        names = [opinion.shown if agrees else _cited(opinion) for opinion in opinions]
        yield place == 0, f"{', '.join(names)}: {verdict}"


def _cited(opinion: Opinion) -> str:
    """Name a guide with the section its verdict rests on."""
    section = next((source.section for source in opinion.sources if not source.is_reading), None)
    return f"{opinion.shown} ({section!r})" if section else opinion.shown


def _notices(notices: tuple[str, ...], terminal: Terminal) -> Iterator[str]:
    for notice in notices:
        yield from wrapped(notice, terminal.width, indent="    ", first="  ! ")


GAP = 4
SHORT = {"review_opens": "review opens", "rank_list_due": "rank list due"}


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One day on the line: its date in words above, what it is below."""

    on: date
    shown: str
    labels: tuple[str, ...]

    @property
    def width(self) -> int:
        """The columns it takes."""
        return max(len(text) for text in (self.shown, *self.labels))


def timeline(checked: Checked, terminal: Terminal) -> list[str]:
    """Draw the coming days from left to right, or as a list where the width does not hold them."""
    marks = _marks(checked)
    if 2 + sum(mark.width + GAP for mark in marks) - GAP > terminal.width:
        return [f"  {day(mark.on):>6} {mark.on.year}  {' '.join(mark.labels)}" for mark in marks]
    rows = [_line(marks)]
    for row in range(max((len(mark.labels) for mark in marks), default=0)):
        texts = [mark.labels[row] if row < len(mark.labels) else "" for mark in marks]
        cells = [f"{text:<{mark.width + GAP}}" for text, mark in zip(texts, marks, strict=True)]
        rows.append(f"  {''.join(cells)}".rstrip())
    return rows


def _line(marks: list[TimelineDay]) -> str:
    """Write the dates with the line between them."""
    dates = [mark.shown for mark in marks]
    lines = [
        f"{text} {'─' * (mark.width + GAP - len(text) - 2)} " for text, mark in zip(dates[:-1], marks[:-1], strict=True)
    ]
    return f"  {''.join(lines)}{dates[-1]}"


def _marks(checked: Checked) -> list[TimelineDay]:
    """Return the coming days worth a mark, earliest first."""
    days: dict[date, list[str]] = {}
    events: list[tuple[date | None, str, bool]] = [
        (checked.as_of, "today", False),
        (checked.plan.exam_date, "booked", False),
        (checked.timeline.sit, "sit", False),
        (checked.timeline.likely_score, "score likely", False),
    ]
    events += [
        (milestone.on, SHORT[milestone.id], milestone.status is Status.PROJECTED)
        for milestone in checked.timeline.milestones
        if milestone.id in SHORT
    ]
    for on, label, projected in events:
        if on is not None and on >= checked.as_of:
            days.setdefault(on, []).extend([label, "(projected)"] if projected else [label])
    return [TimelineDay(on, day_from(on, checked.as_of), tuple(labels)) for on, labels in sorted(days.items())]
