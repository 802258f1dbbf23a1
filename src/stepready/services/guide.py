"""List the guides, describe one, and find where a rule, a reading or a whole guide comes from."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from stepready.core.facts.citation import Citation
from stepready.core.facts.exam import Applicant
from stepready.core.facts.facts import ConditionReading, Reading, Readings
from stepready.core.guide.choice import LeftOutGuide
from stepready.core.guide.guide import Guide, marked
from stepready.core.guide.specialty import resolve_specialty
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed, number
from stepready.guides.description import Description, Saying, describe
from stepready.guides.library import Library
from stepready.guides.own import checked_guide, start
from stepready.guides.sentences import rule_says
from stepready.store.connection import PLACED


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One guide in the overview. `musts` and `shoulds` count its rules, the product's own included."""

    name: str
    audience: str
    exams: tuple[str, ...]
    title: str
    address: str
    file: str
    own: bool
    school: bool
    draft: bool
    musts: int
    shoulds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An item and what it rests on, with the title and address of its guide's text.

    `guide` is None for what holds under every guide, which has no text.
    """

    guide: str | None
    row: Saying
    title: str = ""
    address: str = ""
    own: bool = False
    school: bool = False

    @property
    def shown(self) -> str:
        """The guide as people see it."""
        return marked(self.guide, own=self.own, school=self.school) if self.guide else "under every guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideList:
    """Every guide in one line each, and those of the user's own that cannot be used."""

    guides: tuple[Listed, ...]
    left_out: tuple[LeftOutGuide, ...]


def list_guides(library: Library) -> GuideList:
    """Return the overview."""
    guides = tuple(_listed(guide, library) for guide in library.guides.values())
    return GuideList(guides=guides, left_out=library.left_out)


def _listed(guide: Guide, library: Library) -> Listed:
    severities = [rule.severity.value for rule in (*library.common, *guide.rules) if any(map(rule.is_for, guide.exams))]
    return Listed(
        name=guide.name,
        audience=guide.audience,
        exams=tuple(exam.value for exam in guide.exams),
        title=guide.title,
        address=guide.address,
        file=guide.file,
        own=guide.own,
        school=guide.school,
        draft=guide.draft,
        musts=severities.count("must"),
        shoulds=severities.count("should"),
    )


def describe_guide(library: Library, name: str) -> Description:
    """Describe a guide by its name; raise StepreadyError when there is none."""
    return describe(_named(library, name), library)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A guide of the user's own without problems: what it holds, and which of its rules no case shows."""

    file: str
    guide: Listed
    cases: int
    without_case: tuple[str, ...]
    parts: tuple[str, ...]


def check_guide_file(library: Library, file: Path) -> Sound:
    """Check a guide of the user's own; raise DataError with every problem in it and in its cases."""
    guide, cases = checked_guide(file, library)
    described = describe(guide, library)
    return Sound(
        file=str(file),
        guide=_listed(guide, library),
        cases=len(cases),
        without_case=tuple(rule.id for rule in guide.rules if rule.id not in cases),
        parts=tuple(f"{part.title.lower()} ({len(part.rows)})" for part in described.sections),
    )


def new_guide(library: Library, folder: Path, name: str, *, applicant: Applicant | None, specialty: str | None) -> Path:
    """Write the start of a guide into the folder of the user's own; raise StepreadyError rather than replace a file."""
    named = specialty and resolve_specialty(specialty, library.specialties)
    text = start(name, library, applicant=applicant, specialty=named)
    file = folder / f"{name}.toml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
        PLACED.append(str(file))
    except FileExistsError:
        raise StepreadyError(
            f"{file} is there already; accepted: another name", (f"stepready guide check {file}",)
        ) from None
    return file


def cite(library: Library, name: str | None) -> tuple[Cited, ...]:
    """Return the sources of a guide, of a rule in every guide that has it (or `guide/rule`), or of a reading.

    Without a name: of every rule. Raises StepreadyError when nothing is called so.
    """
    if name is None:
        return tuple(_rules(library))
    if name in library.guides:
        described = describe(library.guides[name], library)
        return tuple(_cited(library.guides[name], row) for section in described.sections for row in section.rows)
    readings = _readings(library)
    guide_name, slash, rule_name = name.rpartition("/")
    if slash:
        _named(library, guide_name)
    found = [item for item in _rules(library, rule_name) if item.guide in (None, guide_name) or not slash]
    found += [item for item in readings if item.row.label == name]
    if not found:
        raise StepreadyError(
            f"no guide, rule or reading is named {name!r}; accepted: {', '.join(library.guides)}, or one below",
            (
                f"rules: {', '.join(dict.fromkeys(item.row.label for item in _rules(library)))}",
                f"readings: {', '.join(item.row.label for item in readings)}",
            ),
        )
    return tuple(found)


def _named(library: Library, name: str) -> Guide:
    if name not in library.guides:
        raise StepreadyError(f"no guide is named {name!r}; accepted: {listed(list(library.guides), 'or')}")
    return library.guides[name]


def _rules(library: Library, wanted: str | None = None) -> Iterator[Cited]:
    """Yield the rules with an id, or all of them: the product's own, then each guide's."""
    some = next(iter(library.guides.values()))
    for rule in library.common:
        if wanted in (None, rule.id):
            row = Saying(label=rule.id, says=f"{rule.severity.value}: {rule.asks}", sources=some.sources(rule))
            yield Cited(guide=None, row=row)
    for guide in library.guides.values():
        for rule in guide.rules:
            if wanted in (None, rule.id):
                says = f"{rule.severity.value}: {rule_says(rule, guide)}"
                yield _cited(guide, Saying(label=rule.id, says=says, sources=guide.sources(rule)))


def _cited(guide: Guide, row: Saying) -> Cited:
    return Cited(
        guide=guide.name, row=row, title=guide.title, address=guide.address, own=guide.own, school=guide.school
    )


def _readings(library: Library) -> list[Cited]:
    found = []
    for name in (field.name for field in fields(Readings)):
        reading = getattr(library.facts.readings, name)
        if isinstance(reading, Reading | ConditionReading):
            value = number(reading.value) if isinstance(reading, Reading) else ", ".join(reading.values)
            source = Citation("ours", "readings.toml", reading.ours)
            found.append(Cited(guide=None, row=Saying(label=name, says=f"{value} {reading.says}", sources=(source,))))
    for statement in library.facts.readings.statements:
        source = Citation("ours", "readings.toml", statement.ours)
        found.append(Cited(guide=None, row=Saying(label=statement.id, says=statement.says, sources=(source,))))
    return found
