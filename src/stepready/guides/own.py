"""Guides of the user's own: `guides/NAME.toml` beside the settings file, checked as strictly as ours.

A guide that cannot be used is left out, never the others; who it names is read where possible, so that no other guide
decides in its place unnoticed. Cases may stand in the guide's own file or in `NAME.cases.toml` beside it.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from textwrap import fill
from typing import Any

from stepready.core.facts.exam import USUAL_EXAM, Applicant
from stepready.core.guide.choice import APPLICANTS, Audience, LeftOutGuide, article_for
from stepready.core.guide.guide import Guide, Severity
from stepready.core.guide.specialty import near_specialty, resolve_specialty
from stepready.core.plan import Plan
from stepready.core.rules.readings_used import BY_KIND
from stepready.core.season.calendar import season
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.guides import HERE
from stepready.guides.library import Library
from stepready.guides.loader import check_guide, dated
from stepready.guides.rule_cases import CasesFile, case_told
from stepready.guides.strict import DataError, Problem, Reader, read_toml

CASES = ".cases.toml"
START = HERE / "start.toml"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NAME_SAYS = "small letters, digits and hyphens, as cat-im-non-us-img"
MOST_LETTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGuide:
    """A guide of the user's own as read: `cases` name their rules, `guide` is None when there are problems."""

    file: Path
    guide: Guide | None
    cases: tuple[str, ...]
    problems: tuple[Problem, ...]
    written_for: Audience | None


def with_own_guides(library: Library, folder: Path, *, school: bool = False) -> Library:
    """Return the library with the guides of a folder after ours; those with problems are left out and named.

    `school` says that they are the school's, not the user's.
    """
    read = [read_own_guide(file, library, school=school) for file in own_files(folder)]
    if not read:
        return library
    total = hashlib.sha256(library.digest.encode())
    for own in read:
        with suppress(OSError):
            total.update(own.file.name.encode() + b"\0" + own.file.read_bytes() + b"\0")
    return replace(
        library,
        guides=library.guides | {own.guide.name: own.guide for own in read if own.guide is not None},
        left_out=(
            *library.left_out,
            *(
                LeftOutGuide(name=o.file.stem, file=str(o.file), problems=len(o.problems), written_for=o.written_for)
                for o in read
                if o.guide is None
            ),
        ),
        digest=total.hexdigest(),
    )


def own_files(folder: Path) -> list[Path]:
    """Return the files of a folder that are guides, in order; none when there is no such folder."""
    return sorted(file for file in folder.glob("*.toml") if not file.name.endswith(CASES))


def read_own_guide(file: Path, library: Library, *, school: bool = False) -> OwnGuide:
    """Read one file and find every problem in it and in its cases; `library` holds the shipped guides."""
    reader = Reader(str(file))
    raw = read_toml(file, reader) or {}
    told: dict[str, Any] = {key: raw.pop(key) for key in ("today", "case", "cases") if key in raw}
    guide = reader.read(Guide, raw) if not reader.problems else None
    if guide is not None:
        guide = replace(_settled(guide, file, library), school=school)
        _check(guide, file, library, reader)
    cases = list(_cases(file, told, reader))
    if guide is not None:
        for name, held in cases:
            _judge(guide, held, Reader(name, reader.problems), library)
    problems = tuple(reader.problems)
    return OwnGuide(
        file=file,
        guide=guide if not problems else None,
        cases=tuple(case.rule for _, held in cases for case in held.cases),
        problems=problems,
        written_for=_written_for(raw, library),
    )


def checked_guide(file: Path, library: Library) -> tuple[Guide, tuple[str, ...]]:
    """Return a guide without problems and the rules of its cases; raise DataError with every problem found."""
    found = read_own_guide(file, library)
    if found.guide is None:
        raise DataError(found.problems, what="the guide")
    return found.guide, found.cases


def _settled(guide: Guide, file: Path, library: Library) -> Guide:
    """Return a guide as it is used: marked as own, its specialty by our name of it, its windows dated."""
    specialty = guide.specialty and resolve_specialty(guide.specialty, library.specialties)
    own = replace(guide, own=True, specialty=specialty, file=guide.file or file.name)
    return dated(own, library.facts.readings)


def _check(guide: Guide, file: Path, library: Library, reader: Reader) -> None:
    """Check what is asked of a guide of the user's own beside what is asked of ours."""
    if guide.name != file.stem:
        reader.refuse("name", f"found {guide.name!r}", f"{file.stem}, as the file is named")
    if not NAME.fullmatch(guide.name) or len(guide.name) > MOST_LETTERS:
        reader.refuse("name", f"found {guide.name!r}", f"{NAME_SAYS}, at most {MOST_LETTERS}")
    if guide.name in library.guides and not library.guides[guide.name].own:
        reader.refuse("name", f"{guide.name!r} is a guide of ours, which is never replaced", "another name")
    if guide.fallback:
        reader.refuse("fallback", "found true", "nothing: only one of our guides is used where none fits")
    near = near_specialty(guide.specialty or "", library.specialties)
    if near is not None:
        reader.refuse("specialty", f"found {guide.specialty!r}", f"{near} (did you mean it?), or another specialty")
    for exam in guide.exams:
        if not any(rule.exam is exam and rule.severity is Severity.MUST for rule in guide.rules):
            reader.refuse("rule", f"no must for {exam.label}", "one rule or more with severity 'must' for each exam")
    check_guide(reader, guide, library.common)


def _cases(file: Path, told: dict[str, Any], reader: Reader) -> Iterator[tuple[str, CasesFile]]:
    """Yield the cases in the guide's own file, then those of the file beside it."""
    beside = file.with_name(file.stem + CASES)
    other = Reader(str(beside), reader.problems)
    raw = read_toml(beside, other) if beside.exists() else None
    table = told.pop("cases") if isinstance(told.get("cases"), dict) else None
    for at, content, path in ((reader, told, ""), (reader, table, "cases"), (other, raw, "")):
        held = at.read(CasesFile, content, path) if content else None
        if held is not None:
            yield at.file, held


def _judge(guide: Guide, held: CasesFile, reader: Reader, library: Library) -> None:
    """Apply the guide's rules to the cases; an outcome that differs from the expected one is a problem."""
    rules = {rule.id: rule for rule in guide.rules}
    for place, case in enumerate(held.cases, start=1):
        rule, today = rules.get(case.rule), case.today or held.today
        if rule is None:
            reader.refuse(f"case[{place}].rule", f"found {case.rule!r}", ", ".join(rules))
            continue
        calendar = library.calendar
        if not calendar.first_season <= today.year + 1 <= calendar.last_season:
            years = f"a day of {calendar.first_season - 1} to {calendar.last_season - 1}"
            reader.refuse(f"case[{place}].today", f"found {today}", years)
            continue
        here = case_told(case, rule, guide, today=today, season=season(today.year + 1, calendar), facts=library.facts)
        finding = rule.check.judge(here)
        if finding.outcome is not case.expect:
            said = f"expects {case.expect.value!r}, the rule says {finding.outcome.value!r}: {finding.reason}"
            reader.refuse(f"case[{place}].expect", said)


def _written_for(raw: dict[str, Any], library: Library) -> Audience | None:
    """Return who a guide names, if that can be read whatever else is wrong with it."""
    if not raw:
        return None
    quiet = Reader("")
    applicant = quiet.read(Applicant, raw["applicant"]) if "applicant" in raw else None
    specialty = quiet.read(str, raw["specialty"]) if "specialty" in raw else None
    if quiet.problems:
        return None
    return Audience(applicant=applicant, specialty=specialty and resolve_specialty(specialty, library.specialties))


def start(name: str, library: Library, *, applicant: Applicant | None = None, specialty: str | None = None) -> str:
    """Return a commented guide that passes its own check, a draft with figures to replace.

    Raise StepreadyError for a name that no guide of the user's may have.
    """
    if name in library.guides and not library.guides[name].own:
        raise StepreadyError(f"{name!r} is a guide of ours, which is never replaced; accepted: another name")
    if not NAME.fullmatch(name) or len(name) > MOST_LETTERS:
        raise StepreadyError(f"guide name {name!r}; accepted: {NAME_SAYS}, at most {MOST_LETTERS}")
    who = APPLICANTS[applicant] if applicant else "all applicants"
    plan = Plan(exam=USUAL_EXAM, applicant=applicant, specialty=specialty)
    article = article_for(plan, library.articles)
    audience = f"{who} applying to {specialty}" if specialty else who
    written = {
        "@NAME@": name,
        "@AUDIENCE@": _escaped(audience),
        "@TITLE@": "The title of the article" if article else "The title of the text the figures come from",
        "@ADDRESS@": f'address = "{article.address}"' if article else '# address = "https://"',
        "@APPLICANT@": f'applicant = "{applicant.value}"' if applicant else '# applicant = "non-us-img"',
        "@SPECIALTY@": f'specialty = "{_escaped(specialty)}"' if specialty else '# specialty = "internal-medicine"',
        "@KINDS@": fill(
            f"Kinds of rules: {', '.join(BY_KIND)}.",
            118,
            initial_indent="# ",
            subsequent_indent="# ",
            break_on_hyphens=False,
        ),
        "@FIGURES@": f"# In the article's opening ({article.status.value}): {article.says}\n"
        if article and article.says
        else "",
    }
    text = START.read_text(encoding="utf-8")
    for token, words in written.items():
        text = text.replace(token, words)
    return text


def _escaped(text: str) -> str:
    """Return a text as it stands between quotation marks in TOML."""
    return json.dumps(text, ensure_ascii=False)[1:-1]
