"""Read and check every data file; all problems are found before anything is refused."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from stepready.core.applying.applying_facts import ApplyingFacts
from stepready.core.facts.exam import Exam
from stepready.core.facts.facts import (
    AttemptInterval,
    Attempts,
    Booking,
    ExamFormat,
    ExamSpec,
    Facts,
    Instrument,
    LowPassRange,
    NationalMean,
    PassMark,
    Percentiles,
    Readings,
    ReportLag,
)
from stepready.core.facts.names import folded_name
from stepready.core.guide.choice import Article
from stepready.core.guide.guide import Guide, Rule, Specialty
from stepready.core.guide.specialty import names_of
from stepready.core.rules.timing import DiagnosticTime, ScoreInWindow
from stepready.core.season.calendar import CalendarData
from stepready.core.values import dataclass
from stepready.guides import HERE
from stepready.guides.rule_cases import CasesFile, shows_needed
from stepready.guides.strict import DataError, Problem, Reader, choices, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentsFile:
    """`instruments.toml`."""

    instruments: tuple[Instrument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamsFile:
    """`exams.toml`."""

    exams: tuple[ExamSpec, ...]
    pass_marks: tuple[PassMark, ...]
    national_means: tuple[NationalMean, ...]
    low_pass: LowPassRange
    percentiles: Percentiles
    lag: ReportLag
    formats: tuple[ExamFormat, ...]
    booking: Booking
    attempts: Attempts
    attempt_interval: AttemptInterval


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialtiesFile:
    """`specialties.toml`; `guide` is the guide whose sections its citations name."""

    guide: str
    specialties: tuple[Specialty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFile:
    """`common.toml`: rules of ours that hold under every guide."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesFile:
    """`articles.toml`."""

    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNames:
    """One topic: the name that is kept, other names of the same, and parts of it, which keep their own name."""

    name: str
    also: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsFile:
    """`topics.toml`."""

    topics: tuple[TopicNames, ...]


SHARED = ("instruments", "exams", "readings", "specialties", "common", "calendar", "articles", "applying", "topics")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Everything the data files say, checked."""

    facts: Facts
    guides: tuple[Guide, ...]
    specialties: tuple[Specialty, ...]
    specialties_guide: str
    common: tuple[Rule, ...]
    calendar: Any
    articles: tuple[Article, ...]
    applying: ApplyingFacts
    topics: tuple[TopicNames, ...]


class Loader:
    """Reads the files of one folder and keeps the problems of all of them."""

    def __init__(self, root: Path) -> None:
        """`root` holds the folders `data` and `cases`."""
        self.root = root
        self.problems: list[Problem] = []

    def file(self, kind: type[T], name: str) -> T | None:
        """Read one file as a type; None when it has problems."""
        reader = self.reader(name)
        raw = read_toml(self.root / name, reader)
        return reader.read(kind, raw) if raw is not None else None

    def reader(self, name: str) -> Reader:
        """Return a reader of one file, whose problems are kept here."""
        return Reader(name, self.problems)

    def refuse(self, file: str, path: str, found: str, allowed: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(file=file, path=path, found=found, allowed=allowed))


def only_once(reader: Reader, path: str, names: Iterable[str]) -> None:
    """Note every name that occurs more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            reader.refuse(path, f"{name!r} is used {times} times", "each once")


def load_data(root: Path = HERE) -> Data:
    """Read and check the data files below `root`; raise DataError with every problem found."""
    loader = Loader(root)
    facts = _facts(loader)
    specialties = loader.file(SpecialtiesFile, "data/specialties.toml")
    common = loader.file(CommonFile, "data/common.toml")
    calendar = loader.file(CalendarData, "data/calendar.toml")
    articles = loader.file(ArticlesFile, "data/articles.toml")
    applying = loader.file(ApplyingFacts, "data/applying.toml")
    topics = _topics(loader)
    guides = _guides(loader)
    shared = tuple(replace(rule, shared=True) for rule in common.rules) if common else ()
    slugs = [s.slug for s in specialties.specialties] if specialties else None
    for guide in guides:
        _check_shipped(loader, guide, slugs)
        check_guide(loader.reader(f"data/{guide.name}.toml"), guide, shared)
        _check_cases(loader, guide.name, guide.rules)
    _check_fallback(loader, guides)
    if specialties:
        _check_specialties(loader, specialties, [g.name for g in guides])
    _check_cases(loader, "common", shared)
    if loader.problems or facts is None or specialties is None or articles is None or applying is None:
        raise DataError(tuple(loader.problems))
    return Data(
        facts=facts,
        guides=tuple(dated(guide, facts.readings) for guide in guides),
        specialties=specialties.specialties,
        specialties_guide=specialties.guide,
        common=shared,
        calendar=calendar,
        articles=articles.articles,
        applying=applying,
        topics=topics,
    )


def _topics(loader: Loader) -> tuple[TopicNames, ...]:
    """Read the topics; a name that means two is a problem."""
    held = loader.file(TopicsFile, "data/topics.toml")
    topics = held.topics if held is not None else ()
    meant: dict[str, str] = {}
    for topic in topics:
        for name in (topic.name, *topic.also, *topic.parts):
            other = meant.setdefault(folded_name(name), topic.name)
            if other != topic.name:
                loader.refuse("data/topics.toml", "topic", f"{name!r} is {other} and {topic.name}", "one topic a name")
    return topics


def guide_names(root: Path = HERE) -> list[str]:
    """Return the names of the guides: every data file that is not one of the shared ones."""
    return sorted(file.stem for file in (root / "data").glob("*.toml") if file.stem not in SHARED)


def _facts(loader: Loader) -> Facts | None:
    instruments = loader.file(InstrumentsFile, "data/instruments.toml")
    exams = loader.file(ExamsFile, "data/exams.toml")
    readings = loader.file(Readings, "data/readings.toml")
    if instruments is None or exams is None or readings is None:
        return None
    file, ids = "data/instruments.toml", [instrument.id.value for instrument in instruments.instruments]
    only_once(loader.reader(file), "instrument", ids)
    names = [name for instrument in instruments.instruments for name in instrument.names]
    only_once(loader.reader(file), "aliases", names)
    described = [spec.exam for spec in exams.exams]
    only_once(loader.reader("data/exams.toml"), "exam", [exam.value for exam in described])
    for exam in Exam:
        if exam not in described:
            loader.refuse("data/exams.toml", "exam", f"{exam.value!r} is missing", "one block for every exam")
    only_once(loader.reader("data/readings.toml"), "statement", [s.id for s in readings.statements])
    return Facts(
        instruments=instruments.instruments,
        exams=exams.exams,
        pass_marks=exams.pass_marks,
        national_means=exams.national_means,
        low_pass=exams.low_pass,
        percentiles=exams.percentiles,
        lag=exams.lag,
        formats=exams.formats,
        booking=exams.booking,
        attempts=exams.attempts,
        attempt_interval=exams.attempt_interval,
        readings=readings,
    )


def dated(guide: Guide, readings: Readings) -> Guide:
    """Return a guide whose windows stand on the days that the readings give to parts of a month."""
    return guide.dated(readings)


def _guides(loader: Loader) -> list[Guide]:
    """Read every guide; one that does not carry its file's name is a problem and left out."""
    guides = []
    for name in guide_names(loader.root):
        guide = loader.file(Guide, f"data/{name}.toml")
        if guide is not None and guide.name != name:
            loader.refuse(f"data/{name}.toml", "name", f"found {guide.name!r}", name)
        elif guide is not None:
            guides.append(guide)
    return guides


def _check_shipped(loader: Loader, guide: Guide, slugs: list[str] | None) -> None:
    """Check what is asked of our guides alone: the text's file and address, a specialty of our list."""
    file = f"data/{guide.name}.toml"
    for key in ("address", "file"):
        if not getattr(guide, key):
            loader.refuse(file, key, f"{key!r} is missing", "text that is not empty")
    if guide.specialty is not None and slugs is not None and guide.specialty not in slugs:
        loader.refuse(file, "specialty", f"found {guide.specialty!r}", choices(slugs, guide.specialty))


def check_guide(reader: Reader, guide: Guide, shared: tuple[Rule, ...]) -> None:
    """Check what no type can say of a guide: rules named once, and everything there that they speak of."""
    only_once(reader, "rule", [rule.id for rule in (*shared, *guide.rules)])
    for place, rule in enumerate(guide.rules, start=1):
        _check_rule(reader, guide, rule, f"rule[{place}]")


def _check_rule(reader: Reader, guide: Guide, rule: Rule, path: str) -> None:
    if rule.exam is not None and rule.exam not in guide.exams:
        reader.refuse(f"{path}.exam", f"found {rule.exam.value!r}", choices([e.value for e in guide.exams]))
    if isinstance(rule.check, ScoreInWindow) and guide.timing is None:
        reader.refuse(f"{path}.check", "the guide has no [timing]", "a rule on windows needs them")
    if isinstance(rule.check, DiagnosticTime) and not guide.diagnostic:
        reader.refuse(f"{path}.check", "the guide has no [[diagnostic]]", "a rule on bands needs them")
    line = getattr(rule.check, "at_least", None) or getattr(rule.check, "than", None)
    if getattr(line, "of", "") == "field-figure" and guide.field_figure is None:
        reader.refuse(f"{path}.check", "the guide has no [field_figure]", "a line on figures needs them")


def _check_fallback(loader: Loader, guides: list[Guide]) -> None:
    names = [guide.name for guide in guides if guide.fallback]
    if len(names) != 1 and not loader.problems:
        loader.refuse("data", "fallback", f"{len(names)} guides are the fallback", "exactly one")
    covered = {exam for guide in guides for exam in guide.exams}
    for guide in guides:
        if guide.fallback and not covered <= set(guide.exams):
            loader.refuse(
                f"data/{guide.name}.toml", "exams", "the fallback does not cover every exam", "all that others do"
            )


def _check_specialties(loader: Loader, held: SpecialtiesFile, guides: list[str]) -> None:
    file = "data/specialties.toml"
    only_once(loader.reader(file), "specialty", [name for s in held.specialties for name in sorted(names_of(s))])
    if held.guide not in guides:
        loader.refuse(file, "guide", f"found {held.guide!r}", choices(guides, held.guide))


def _check_cases(loader: Loader, name: str, rules: tuple[Rule, ...]) -> None:
    file = f"cases/{name}.toml"
    held = loader.file(CasesFile, file)
    if held is None:
        return
    ids = [rule.id for rule in rules]
    for place, case in enumerate(held.cases, start=1):
        if case.rule not in ids:
            loader.refuse(file, f"case[{place}].rule", f"found {case.rule!r}", choices(ids, case.rule))
    for rule in rules:
        shown = {case.shows for case in held.cases if case.rule == rule.id}
        missing = [shows for shows in shows_needed(rule) if shows not in shown]
        if missing:
            loader.refuse(file, "case", f"rule {rule.id!r} has no case that shows {', '.join(missing)}")
