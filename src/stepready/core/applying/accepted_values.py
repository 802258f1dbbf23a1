"""What a programme, a profile and a list may hold, however they came: typed, in a table, in an export."""

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from stepready.core.applying.fields import FIELDS, kept, read_fact
from stepready.core.applying.profile import Profile
from stepready.core.applying.programme import Programme
from stepready.core.applying.shortlist import Shortlist
from stepready.core.log.entry import MAX_NOTE, clean_text
from stepready.core.values.days import iso_day
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed

MAX_NAME = 200
MAX_SOURCE = 300
MAX_CODE = 20
FIRST_DAY = date(2000, 1, 1)
NAMED = ("name", "specialty", "institution", "city", "state")
CODES = ("nrmp_code", "acgme_id")


def accepted_programme(programme: Programme, today: date) -> Programme:
    """Return a programme with clean texts; raise StepreadyError for what no table could hold."""
    texts: dict[str, Any] = {name: clean_text(name, getattr(programme, name), MAX_NAME) for name in NAMED}
    texts |= {name: plain_code(clean_text(name, getattr(programme, name), MAX_CODE)) for name in CODES}
    for name in ("name", "specialty"):
        if not texts[name]:
            raise StepreadyError(f"the {name} is empty; accepted: a programme has a name and a specialty")
    note = clean_text("note", programme.note, MAX_NOTE)
    facts = {field: accepted_fact(field, fact, today) for field, fact in sorted(programme.facts.items())}
    return replace(programme, **texts, note=note, facts=facts)


def plain_code(text: str) -> str:
    """Return a code as it is compared: capitals and digits of plain width, without blanks and hyphens."""
    return "".join(unicodedata.normalize("NFKC", text).replace("-", " ").split()).upper()


def accepted_fact(field: str, fact: object, today: date) -> dict[str, str]:
    """Return a fact as a programme keeps it; raise StepreadyError for what is none."""
    if field not in FIELDS:
        raise StepreadyError(f"{field[:40]!r} is no fact of a programme; accepted: {', '.join(FIELDS)}")
    if not isinstance(fact, dict) or not set(fact) <= {"value", "source", "as_of"} or "value" not in fact:
        raise StepreadyError(f"{field} is no fact; accepted: its value, with source and as_of where they are known")
    value = read_fact(field, str(fact["value"]))
    if value is None:
        raise StepreadyError(f"{field} has no value; leave the fact out where it is unknown")
    found = {"value": kept(value)}
    if fact.get("source"):
        found["source"] = clean_text("source", str(fact["source"]), MAX_SOURCE)
    if fact.get("as_of"):
        found["as_of"] = accepted_day("as_of", str(fact["as_of"]), today).isoformat()
    return found


def accepted_day(name: str, text: str, today: date) -> date:
    """Return an ISO day that can have been; raise StepreadyError for any other."""
    try:
        day = iso_day(text.strip())
    except ValueError:
        raise StepreadyError(f"{name} {text[:40]!r} is not a day; accepted: ISO, as 2027-07-28") from None
    if not FIRST_DAY <= day <= today:
        raise StepreadyError(f"{name} {day.isoformat()} cannot be; accepted: {FIRST_DAY.isoformat()} to today")
    return day


def profile_with(profile: Profile, changes: Mapping[str, Any]) -> Profile:
    """Return a profile with changes, not kept yet; raise StepreadyError for a figure nobody can have."""
    try:
        return accepted_profile(replace(profile, **changes))
    except ValueError as problem:
        raise StepreadyError(str(problem.args[0]), tuple(map(str, problem.args[1:]))) from None


def accepted_profile(profile: Profile) -> Profile:
    """Return a profile with clean texts; raise StepreadyError for too long ones."""
    texts: dict[str, Any] = {
        name: clean_text(name.replace("_", " "), text, MAX_SOURCE)
        for name in ("us_kind", "letters")
        if (text := getattr(profile, name)) is not None
    }
    states = profile.states and tuple(clean_text("state", state, MAX_CODE).upper() for state in profile.states)
    return replace(profile, **texts, states=states)


def accepted_shortlist(shortlist: Shortlist) -> Shortlist:
    """Return a list that could have been made; raise StepreadyError for one that names a programme twice."""
    uids = [entry.programme for entry in shortlist.entries]
    twice = sorted({uid for uid in uids if uids.count(uid) > 1})
    if twice:
        raise StepreadyError(f"the list names {listed(twice[:3])} twice; accepted: each programme once")
    for specialty in shortlist.specialties:
        clean_text("specialty", specialty, MAX_NAME)
    if shortlist.expected is not None:
        clean_text("why_not", shortlist.expected.why_not, MAX_NOTE)
    return shortlist
