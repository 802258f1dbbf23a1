"""`programs`: the user's own table of programmes, and who may apply where."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from stepready.core.applying.accepted_values import accepted_programme
from stepready.core.applying.application import Application, Standing, doubted, place, without_companion
from stepready.core.applying.doubt import doubt
from stepready.core.applying.fields import FIELDS, kept, read_fact
from stepready.core.applying.missing import MissingFact, missing_facts
from stepready.core.applying.programme import Programme
from stepready.core.applying.rows import (
    COLUMNS,
    OTHER_WORDS,
    REQUIRED,
    TEXTS,
    RowReading,
    TableTaken,
    contradicted,
    read_row,
    read_track,
    take,
)
from stepready.core.facts.names import named
from stepready.core.guide.specialty import near_specialty, resolve_specialty
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError, bad_lines
from stepready.core.values.wording import count, listed
from stepready.guides.library import Library, load_applying
from stepready.services.applying import application_of, applying_case, standings
from stepready.store.book import Book
from stepready.transfer.headings import TableHeads, read_table
from stepready.transfer.sheet import read_sheet

HEADS = TableHeads(COLUMNS, REQUIRED, "programme", loose=True, other_words=OTHER_WORDS)


class TableReading(NamedTuple):
    """How a programme table is read: the day, headings to map, and what holds where a row names no source or day."""

    today: date
    mapping: Sequence[str] = ()
    source: str = ""
    as_of: date | None = None


class TakenIn(NamedTuple):
    """What a table brought, and what the user should know of it."""

    taken: TableTaken
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammesView:
    """Every programme as the application sees it; `doubts` are why facts are doubted, by id and field."""

    as_of: date
    season: int
    application: Application
    standings: tuple[Standing, ...]
    doubts: dict[tuple[int, str], str]
    notices: tuple[str, ...]


def import_programmes(
    book: Book, library: Library, data: bytes, name: str, reading: TableReading, *, keep: bool
) -> TakenIn:
    """Take a table in: new programmes come, facts of those already here change, none doubles.

    Raise StepreadyError naming every bad line by number and why; nothing was kept then.
    """
    sheet = read_sheet(data, name)
    table = read_table(sheet, name, HEADS, reading.mapping)
    rows, faults = _rows(table.rows, _reading(library, reading))
    faults += table.faults
    if faults:
        raise bad_lines(faults, name)
    taken = take(book.programmes(), rows)
    if keep and taken.revised:
        kept_rows: list[TableTaken] = []

        def revision(here: list[Programme]) -> list[Programme]:
            kept_rows.append(take(here, rows))
            return kept_rows[-1].revised

        book.revise_programmes(revision, lambda came: f"programs import {count(len(came), 'programme')} from {name}")
        taken = kept_rows[-1]
    notices = [*sheet.notices, *table.notices, *_row_notices(rows, library)]
    if table.ignored:
        notices.append(f"columns ignored: {', '.join(table.ignored)}")
    if taken.doubled:
        lines = listed([str(line) for line in taken.doubled[:10]])
        notices.append(f"the same programme stood in the table before line {lines}: the later row counts")
    return TakenIn(taken, tuple(notices))


def _reading(library: Library, reading: TableReading) -> RowReading:
    specialties = library.specialties
    codes = {row.title.casefold(): row.slug for row in load_applying().specialty_codes}

    def specialty_of(text: str) -> str:
        return codes.get(text.casefold()) or resolve_specialty(text, specialties)

    return RowReading(load_applying(), specialty_of, reading.today, reading.source, reading.as_of)


def _rows(
    rows: Sequence[tuple[int, dict[str, str]]], reading: RowReading
) -> tuple[list[tuple[int, Programme]], list[str]]:
    found, faults = [], []
    for line, cells in rows:
        try:
            found.append((line, read_row(cells, reading)))
        except StepreadyError as problem:
            faults.append(f"line {line}: {problem.message}")
    return found, faults


MOST_NAMED = 10
"""Rows of a table that a notice names, at most."""


def _row_notices(rows: Sequence[tuple[int, Programme]], library: Library) -> list[str]:
    """Say which rows contradict their own NRMP code, and which name a specialty that only nearly is one."""
    facts, others = load_applying(), library.calendar.other_services
    told = [(line, contradicted(programme, facts)) for line, programme in rows]
    named = {programme.specialty for _, programme in rows}
    near = {name: near_specialty(name, library.specialties, others) for name in named}
    told += [
        (line, f"no specialty is known as {programme.specialty!r}; did you mean {near[programme.specialty]}?")
        for line, programme in rows
        if near[programme.specialty]
    ]
    found = [f"line {line}: {text}" for line, text in told if text]
    return found[:MOST_NAMED] + ([f"and {len(found) - MOST_NAMED} more like these"] if len(found) > MOST_NAMED else [])


def list_programmes(book: Book, library: Library, as_of: date, *, guide: str | None = None) -> ProgrammesView:
    """Return every programme with whether it is open to the applicant, and why."""
    application = application_of(book, applying_case(book, library, as_of, guide=guide))
    found = standings(book, application)
    return ProgrammesView(
        as_of=as_of,
        season=application.outlook.season,
        application=application,
        standings=found,
        doubts=_doubts([each.programme for each in found], application, as_of),
        notices=_notices(found, application),
    )


def show_programme(book: Book, library: Library, number: int, as_of: date) -> ProgrammesView:
    """Return one programme as `list_programmes` does; raise StepreadyError when there is none with that id."""
    application = application_of(book, applying_case(book, library, as_of))
    programme = book.get(Programme, number)
    return ProgrammesView(
        as_of=as_of,
        season=application.outlook.season,
        application=application,
        standings=(place(programme, application),),
        doubts=_doubts([programme], application, as_of),
        notices=tuple(
            text for text in (*_contradictions([programme], application), application.mark_explained) if text
        ),
    )


def _doubts(programmes: Sequence[Programme], application: Application, as_of: date) -> dict[tuple[int, str], str]:
    return {
        (programme.id, field): why
        for programme in programmes
        for field, known in programme.known_facts.items()
        if (why := doubt(field, known, as_of, application.facts.doubts)) is not None
    }


def _contradictions(programmes: Sequence[Programme], application: Application) -> list[str]:
    """Say which programmes contradict their own NRMP code, a few of them by name."""
    told = [text for programme in programmes if (text := contradicted(programme, application.facts)) is not None]
    if not told:
        return []
    more = f" and {len(told) - 3} more" if len(told) > 3 else ""  # noqa: PLR2004 - three are named
    return [f"{'; '.join(told[:3])}{more}. Look it up."]


def _notices(found: Sequence[Standing], application: Application) -> tuple[str, ...]:
    """Say what a table has a hole in, where it contradicts itself, and what rests on doubtful facts."""
    notices = _contradictions([each.programme for each in found], application)
    if not found:
        notices.append("No programmes yet: `stepready programs import FILE` takes your own table; none ships with it.")
    holes = without_companion(found)
    if holes:
        names = listed([programme.name for programme in holes[:3]])
        more = f" and {len(holes) - 3} more" if len(holes) > 3 else ""  # noqa: PLR2004 - three are named
        notices.append(
            f"{count(len(holes), 'advanced position')} ({names}{more}) without a first year to go with: an A track "
            "starts in the second year; add a preliminary or transitional programme."
        )
    return tuple(text for text in (*notices, doubted(found), application.mark_explained) if text)


def set_facts(
    book: Book, library: Library, number: int, said: Sequence[str], *, source: str, as_of: date | None, today: date
) -> Programme:
    """Change what is named of a programme and keep the rest; `FIELD=` makes a fact unknown."""
    pairs = [_pair(text) for text in said]
    specialties = library.specialties

    def change(programme: Programme) -> Programme:
        facts = dict(programme.facts)
        texts: dict[str, Any] = {name: text for name, text in pairs if name in TEXTS or name == "note"}
        for name, text in pairs:
            if name in FIELDS:
                facts.pop(name, None)
                value = read_fact(name, text)
                if value is not None:
                    told = {"value": kept(value), "source": source, "as_of": as_of.isoformat() if as_of else ""}
                    facts[name] = {key: held for key, held in told.items() if held}
        if "specialty" in texts:
            texts["specialty"] = resolve_specialty(texts["specialty"], specialties)
        track = read_track(texts.pop("track"), "") if "track" in texts else programme.track
        return accepted_programme(replace(programme, **texts, track=track, facts=facts), today)

    return book.replace(number, change, Programme)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = (part.strip() for part in text.partition("="))
    accepted = (*TEXTS, *FIELDS, "note")
    name = named(name, accepted) or name
    if not equals or name not in accepted:
        raise StepreadyError(f"{text[:40]!r} is not FIELD=VALUE; accepted for FIELD: {', '.join(accepted)}")
    return name, value


def missing_of(book: Book, library: Library, as_of: date) -> tuple[MissingFact, ...]:
    """Return the unknown facts, the one that would change the list most first."""
    return missing_facts(standings(book, application_of(book, applying_case(book, library, as_of))))
