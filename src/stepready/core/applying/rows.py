"""A row of a programme table as a programme, and which programme of the user's a row speaks of."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from stepready.core.applying.accepted_values import accepted_day, accepted_programme, plain_code
from stepready.core.applying.applying_facts import ApplyingFacts, SpecialtyCode
from stepready.core.applying.fields import FIELDS, kept, read_fact
from stepready.core.applying.programme import Programme, Track, coded_specialty, coded_track
from stepready.core.values.errors import StepreadyError

TEXTS = ("name", "institution", "city", "state", "specialty", "track", "nrmp_code", "acgme_id")
COLUMNS = (*TEXTS, *FIELDS, "source", "as_of", "note")
REQUIRED = ("name", "specialty")
OTHER_WORDS = {
    word: ours
    for ours, words in {
        "name": "program programme programname programmename programtitle",
        "specialty": "speciality programspecialty",
        "institution": "hospital sponsoringinstitution",
        "nrmp_code": "nrmp nrmpid nrmpprogramcode nrmpprogrammecode",
        "acgme_id": "acgme acgmecode acgmenumber acgmeprogramid",
        "min_step2": "minstep2ck minimumstep2 minimumstep2ck minstep2score minstep2ckscore minimumstep2score "
        "minimumstep2ckscore step2min step2ckmin step2minimum step2ckminimum step2cutoff step2ckcutoff",
        "attempts_max": "maxattempts maximumattempts attemptsallowed attemptsaccepted attemptlimit",
        "years_max": "maxyears yearssincegraduation maxyearssincegraduation yearssincegrad maxyearssincegrad yoglimit "
        "graduationlimit",
        "visa_j1": "j1 j1visa sponsorsj1",
        "visa_h1b": "h1b h1bvisa sponsorsh1b",
        "img_share": "imgpercent imgpercentage percentimg percentimgs",
        "nonus_img_share": "nonusimgpercent percentnonusimg percentnonusimgs",
        "img_count": "imgcount numberofimgs imgresidents nimgs",
        "positions": "slots numberofpositions positionsyr positionsperyear positionsayear",
        "step2_p50": "step2median step2ckmedian medianstep2 medianstep2ck",
        "us_months_min": "uscemonths minuscemonths monthsofusce minusmonths",
        "source": "sourceurl",
        "as_of": "asofdate checkedon lastchecked lastupdated updated updatedon",
        "note": "notes comment comments remarks",
    }.items()
    for word in words.split()
}
"""Headings as other tables write them, folded to letters and digits."""
TRACK_WORDS = {
    "categorical": "C",
    "preliminary": "P",
    "prelim": "P",
    "advanced": "A",
    "reserved": "R",
    "physician": "R",
    "physicians": "R",
    "primary care": "M",
}
Cells = Mapping[str, str]
Key = tuple[str, ...]


class RowReading(NamedTuple):
    """What reading a row needs to know: what a specialty's name means, and what holds where a row says nothing."""

    facts: ApplyingFacts
    specialty_of: Callable[[str], str]
    today: date
    source: str = ""
    as_of: date | None = None


def read_row(cells: Cells, reading: RowReading) -> Programme:
    """Return a row's programme with its facts; raise StepreadyError for the first cell that cannot be."""
    code = plain_code(cells.get("nrmp_code", ""))
    texts = {name: " ".join(cells.get(name, "").split()) for name in TEXTS}
    source = " ".join(cells.get("source", "").split()) or reading.source
    said = cells.get("as_of", "").strip()
    day = accepted_day("as_of", said, reading.today) if said else reading.as_of
    beside = {"source": source, "as_of": day.isoformat() if day else ""}
    told = {name: read_fact(name, cells[name]) for name in FIELDS if cells.get(name)}
    facts = {
        name: {"value": kept(value)} | {key: text for key, text in beside.items() if text}
        for name, value in told.items()
        if value is not None
    }
    programme = Programme(
        name=texts["name"],
        institution=texts["institution"],
        city=texts["city"],
        state=texts["state"],
        acgme_id=plain_code(texts["acgme_id"]),
        specialty=_specialty(texts["specialty"], code, reading),
        track=read_track(texts["track"], code),
        nrmp_code=code,
        note=cells.get("note", ""),
        facts=facts,
    )
    return accepted_programme(programme, reading.today)


def _specialty(text: str, code: str, reading: RowReading) -> str:
    """Return the specialty's slug or the user's own text; an NRMP code says it where the cell is empty."""
    if text:
        return reading.specialty_of(text)
    named = reading.facts.specialty_of(coded_specialty(code))
    return (named.slug or named.title) if named else ""


def read_track(text: str, code: str) -> Track | None:
    """Return the track a cell or an NRMP code names; raise StepreadyError for a word that is none."""
    word = unicodedata.normalize("NFKC", text).casefold()
    letter = TRACK_WORDS.get(word, word.upper())
    if letter in {track.value for track in Track}:
        return Track(letter)
    if letter:
        raise StepreadyError(f"track {text[:40]!r} is not accepted; accepted: C, P, A, R, M, or nothing for unknown")
    return coded_track(code)


def contradicted(programme: Programme, facts: ApplyingFacts) -> str | None:
    """Return where a programme's NRMP code says another track or known specialty than the table does, or None."""
    coded, named = coded_track(programme.nrmp_code), facts.specialty_of(coded_specialty(programme.nrmp_code))
    parts = []
    if coded is not None and programme.track not in (None, coded):
        parts.append(f"track {coded.value}, your table {programme.track.value}")
    known = {row.slug for row in facts.specialty_codes} | {row.specialty for row in facts.track_counts}
    if named is not None and programme.specialty in known and not _is_named(programme, named):
        parts.append(f"{named.slug or named.title}, your table {programme.specialty}")
    return f"{programme.name}: NRMP code {programme.nrmp_code} says {'; '.join(parts)}" if parts else None


def _is_named(programme: Programme, named: SpecialtyCode) -> bool:
    """Whether a code means the programme's specialty: a year of medicine is coded as medicine."""
    year = ("prelim-im",) if named.slug == "internal-medicine" and Track.PRELIMINARY in programme.tracks else ()
    return programme.specialty in (named.slug, *year)


def keys(programme: Programme) -> tuple[Key, ...]:
    """Return what a programme is known by, the surest first: NRMP code, ACGME id with track, name with both."""
    track = programme.track.value if programme.track else ""
    name = " ".join(unicodedata.normalize("NFKC", programme.name).casefold().split())
    found: list[Key] = [("name", name, programme.specialty.casefold(), track)]
    if programme.acgme_id:
        found.insert(0, ("acgme", programme.acgme_id, programme.specialty.casefold(), track))
    if programme.nrmp_code:
        found.insert(0, ("nrmp", programme.nrmp_code))
    return tuple(found)


class TableTaken(NamedTuple):
    """A table taken in: programmes that are new or changed, and the rows that spoke of one already there."""

    revised: list[Programme]
    new: int
    changed: int
    unchanged: int
    doubled: tuple[int, ...]


def take(here: Iterable[Programme], rows: Iterable[tuple[int, Programme]]) -> TableTaken:
    """Return what a table's rows, each with its line, make of the programmes that are here: none twice."""
    known = _Known(here)
    lines: dict[int, int] = {}
    doubled: list[int] = []
    for line, programme in rows:
        place = known.find(programme)
        if place is not None and place in lines:
            doubled.append(line)
        lines[known.put(place, programme)] = line
    new = [known.programmes[place] for place in lines if place >= known.first_new]
    touched = [place for place in lines if place < known.first_new]
    changed = [known.programmes[p] for p in touched if known.programmes[p] != known.before[p]]
    return TableTaken([*changed, *new], len(new), len(changed), len(touched) - len(changed), tuple(doubled))


class _Known:
    """Programmes with a way to find the one a row speaks of."""

    def __init__(self, here: Iterable[Programme]) -> None:
        self.before = list(here)
        self.programmes = list(self.before)
        self.first_new = len(self.before)
        self.places: dict[Key, int] = {}
        self.tracks: dict[Key, set[int]] = defaultdict(set)
        for place, programme in enumerate(self.programmes):
            self._index(place, programme)

    def _index(self, place: int, programme: Programme) -> None:
        for key in keys(programme):
            self.places.setdefault(key, place)
            self.tracks[_without_track(key)].add(place)

    def find(self, programme: Programme) -> int | None:
        """Return the place of the programme meant; one with another code is another programme.

        A track left blank, here or there, is that of the one programme it can be.
        """
        for key in keys(programme):
            place = self.places.get(key)
            if place is not None and not _differs(self.programmes[place], programme):
                return place
        for key in keys(programme):
            meant = [place for place in self.tracks[_without_track(key)] if self._may_be(place, programme)]
            if len(meant) == 1:
                return meant[0]
        return None

    def _may_be(self, place: int, programme: Programme) -> bool:
        there = self.programmes[place]
        return (there.track is None or programme.track is None) and not _differs(there, programme)

    def put(self, place: int | None, programme: Programme) -> int:
        if place is None:
            place = len(self.programmes)
            self.programmes.append(programme)
        else:
            self.programmes[place] = merged(self.programmes[place], programme)
        self._index(place, self.programmes[place])
        return place


def _without_track(key: Key) -> Key:
    return key[:-1] if len(key) > len(("nrmp", "")) else key


def _differs(one: Programme, other: Programme) -> bool:
    """Whether both have a code or an id, and another one."""
    pairs = ((one.nrmp_code, other.nrmp_code), (one.acgme_id, other.acgme_id))
    return any(a and b and a != b for a, b in pairs)


def merged(before: Programme, row: Programme) -> Programme:
    """Return a programme with what a row says of it; what the row leaves blank stays."""
    texts = {
        name: getattr(row, name) or getattr(before, name)
        for name in ("institution", "city", "state", "nrmp_code", "acgme_id", "note", "track")
    }
    return replace(before, **texts, facts=dict(sorted({**before.facts, **row.facts}.items())))
