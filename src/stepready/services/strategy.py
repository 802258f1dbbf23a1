"""`strategy`: what each guide says of applying, for this profile and score, and where the guides disagree."""

from datetime import date

from stepready.core.applying.application import Application
from stepready.core.applying.applying_facts import TrackCount
from stepready.core.case import Case
from stepready.core.facts.citation import Citation
from stepready.core.facts.facts import Facts
from stepready.core.guide.guide import ApplyingAdvice, Band, Circumstance, Guide
from stepready.core.season.key_day import Event
from stepready.core.values import dataclass, in_band, in_range
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, full_day
from stepready.core.verdict.circumstances import applies, circumstances, failures
from stepready.guides.description import band_notes
from stepready.guides.differences import Difference, differences
from stepready.guides.library import Library
from stepready.services.applying import application_of, applying_case
from stepready.services.season_steps import steps_ahead
from stepready.store.book import Book

TOPICS = ("numbers", "places", "letters", "experience", "contacts", "failure", "backups", "timing", "profile")
ASKED = ("applications when low", "explaining scores in the statement", "last good day")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyLine:
    """One thing a guide says; `beside` is the number that exists, where it names how many to apply to."""

    topic: str
    says: str
    sources: tuple[Citation, ...]
    beside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideStrategy:
    """What one guide says for this score: the bands it may fall in, the tiers' mix, and the rest by topic."""

    guide: str
    fits: bool
    bands: tuple[StrategyLine, ...]
    mix: tuple[StrategyLine, ...]
    lines: tuple[StrategyLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strategy:
    """Everything `strategy` shows, the chosen guide first. Scores from `low` to `high` are reckoned with."""

    as_of: date
    season: int
    specialty: str | None
    low: float | None
    high: float | None
    score_from: str
    guides: tuple[GuideStrategy, ...]
    differences: tuple[Difference, ...]
    checklist: tuple[Event, ...]
    notices: tuple[str, ...]


def strategy(
    book: Book, library: Library, as_of: date, *, guide: str | None = None, score: int | None = None
) -> Strategy:
    """Return what the guides say of applying; `score` stands for the score for this once."""
    try:
        in_range("score", score, 1, 300)
    except ValueError as problem:
        raise StepreadyError(f"--score: {problem}") from None
    case = applying_case(book, library, as_of, guide=guide)
    return strategy_of(case, library, application_of(book, case), alone=guide is not None, score=score)


def strategy_of(
    case: Case, library: Library, application: Application, *, alone: bool, score: int | None = None
) -> Strategy:
    """Return the same for a case; `alone` leaves the other guides out."""
    low, high, told = _scores(application, score)
    others = [
        other for other in library.guides.values() if other.name != case.guide.name and case.plan.exam in other.exams
    ]
    chosen = [case.guide] if alone else [case.guide, *others]
    return Strategy(
        as_of=case.as_of,
        season=case.season.year,
        specialty=case.plan.specialty,
        low=low,
        high=high,
        score_from=told,
        guides=tuple(_of_guide(case.under(each), application, low, high) for each in chosen),
        differences=tuple(d for d in differences(library) if d.question in ASKED),
        checklist=steps_ahead(case, library),
        notices=_notices(case, application),
    )


def _scores(application: Application, score: int | None) -> tuple[float | None, float | None, str]:
    """Return the scores to reckon with, and where they come from."""
    if score is not None:
        return score, score, f"a score of {score}, as you say"
    if application.applying.result is not None:
        result = application.applying.result
        return result, result, f"your score of {result}"
    scores = application.outlook.scores
    if scores is None:
        return None, None, "no score and no forecast yet: every band is shown"
    low, high = scores.span80
    return low, high, f"the forecast for {full_day(application.outlook.exam_date)}: 80 % within {low}-{high}"


def _of_guide(case: Case, application: Application, low: float | None, high: float | None) -> GuideStrategy:
    guide, here = case.guide, _circumstances(case, application, low, high)
    reach = (1.0, 300.0) if low is None or high is None else (low, high)
    said = [item for item in guide.applying if item.meets(*reach) and applies(item.when_any, here)]
    return GuideStrategy(
        guide=guide.name,
        fits=guide.applicant in (None, case.plan.applicant) and guide.specialty in (None, case.plan.specialty),
        bands=_bands(case, *reach),
        mix=_mix(guide),
        lines=tuple(
            _line(guide, item, application, case.plan.specialty)
            for topic in TOPICS
            for item in said
            if item.topic == topic
        ),
    )


def _circumstances(
    case: Case, application: Application, low: float | None, high: float | None
) -> frozenset[Circumstance]:
    """Return what holds with the scores reckoned with: those of a result are of these scores, in hand or not.

    Without any score every band is shown, and so is what holds for a low result.
    """
    here = circumstances(case) - {Circumstance.LOW_RESULT, Circumstance.FAILING_RESULT}
    if high is not None and high < application.outlook.pass_mark:
        return here | {Circumstance.FAILING_RESULT}
    line = None if case.guide.low_line is None else case.guide.low_line.of(case.competitiveness)
    return here | {Circumstance.LOW_RESULT} if low is None or (line is not None and low < line) else here


def _bands(case: Case, low: float, high: float) -> tuple[StrategyLine, ...]:
    """Return the bands that the scores may fall in; a failed attempt counts into the band that names failures."""
    guide, failed = case.guide, failures(case)
    mine = [band for band in guide.bands if band.competitiveness in (None, case.competitiveness)]
    counted = [band for band in mine if band.failures and failed >= band.failures]
    met = [band for band in mine if in_band(low, high, band.low, band.high) and band not in counted]
    found = [StrategyLine(topic=band.label, says=_says(band, case.facts), sources=guide.sources(band)) for band in met]
    after = [
        StrategyLine(
            topic=band.label, says=f"{count(failed, 'failed attempt')}: {band.says}", sources=guide.sources(band)
        )
        for band in counted
    ]
    if mine and not found and not after:
        says = f"none of this guide's bands ({', '.join(_range(band.low, band.high) for band in mine)}) holds it"
        return (StrategyLine(topic="between bands", says=says, sources=guide.sources(mine[0])),)
    return (*after, *found)


def _says(band: Band, facts: Facts) -> str:
    """Say what a band holds, its national percentiles and which of its scores fail."""
    return f"{_range(band.low, band.high)}: {band.says} [{'; '.join(band_notes(band, facts))}]"


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"under {(high or 0) + 1}"
    return f"{low} or more" if high is None else f"{low}-{high}"


def _mix(guide: Guide) -> tuple[StrategyLine, ...]:
    if guide.tiers is None:
        return ()
    named = (("reach", guide.tiers.reach), ("core", guide.tiers.core), ("safety", guide.tiers.safety))
    return tuple(
        StrategyLine(
            topic=name if share.low is None else f"{name} {share.low}-{share.high} %",
            says=share.says,
            sources=guide.sources(share),
        )
        for name, share in named
    )


def _line(guide: Guide, item: ApplyingAdvice, application: Application, planned: str | None) -> StrategyLine:
    specialty = item.specialty or guide.specialty or planned
    exists = application.facts.tracks_of(specialty) if specialty and item.least else None
    return StrategyLine(
        topic=item.topic,
        says=item.says,
        sources=guide.sources(item),
        beside=None if exists is None else _exist(exists, item.least or 0),
    )


def _exist(found: TrackCount, wanted: int) -> str:
    many = "" if wanted <= found.institutions else " (fewer than the guide asks for)"
    return (
        f"{found.specialty} has {found.tracks} tracks at {found.institutions} institutions in all{many} "
        f"({found.year}, {found.status.value})"
    )


def _notices(case: Case, application: Application) -> tuple[str, ...]:
    """Say whom the guide was written for and what else the reader should know."""
    notices = [case.notice] if case.notice else []
    notices.append("Score bands are patterns, not hard cutoffs. No guide counts programmes; numbers beside it do.")
    if application.outlook.scores is not None and application.applying.result is None:
        p = application.outlook.scores.at_least(application.outlook.pass_mark)
        if p < 0.9:  # noqa: PLR2004 - below it the pass itself is what is at stake
            notices.append("A pass is not yet likely: the list waits for that first.")
    return tuple(notices)
