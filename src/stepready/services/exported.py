"""Read the JSON of `export` back: scores with their uids, plans, study settings, schedules."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from stepready.core.errors import StepreadyError
from stepready.core.facts.exam import Exam
from stepready.core.facts.printed import Instruments
from stepready.core.log.attempts import Attempt, checked_attempt
from stepready.core.log.entry import read_entry
from stepready.core.log.score import Entry
from stepready.core.plan import Plan
from stepready.core.schedule.day import Schedule, StudySettings
from stepready.core.shapes import build, iso_day, refusal
from stepready.services.export_limits import check_schedule, check_settings, once
from stepready.services.log import plain_number
from stepready.store.intake import Incoming, Intake
from stepready.store.kinds import ENTERED, PLAN
from stepready.transfer.table import COLUMNS

SCHEMA = 1
SECTIONS = ("schema", *(kind.section for kind in ENTERED if kind.section))
SCORE_KEYS = ("id", "uid", *COLUMNS)
LONGEST_UID = 64
LARGEST_ID = 2**63 - 1
Held = TypeVar("Held", Plan, StudySettings, Schedule)


def read_export(text: str, name: str, instruments: Instruments, today: date) -> Intake:
    """Return everything an export holds; raise StepreadyError naming every bad score and why."""
    document = _document(text, name)
    plans = _section(document, "plans", name, lambda raw, where: _plan(raw, where, today))
    if "attempts" in document:
        plans = tuple(replace(plan, **PLAN.apart) for plan in plans)
    settings = _section(document, "study_settings", name, _settings)
    schedules = _section(document, "schedules", name, _schedule)
    scores = _scores(document, name, instruments, today)
    return Intake([*scores, *_attempts(document, name, today)], (*plans, *settings, *schedules), origin=name)


def _attempts(document: dict[str, Any], name: str, today: date) -> list[Incoming]:
    """Return the sittings of the exam, each uid once."""
    found = []
    for place, raw in enumerate(_list(document, "attempts", name)):
        where = f"attempts[{place}]"
        attempt = checked_attempt(build(Attempt, raw, where), where, today)
        uid, number = _handed_out(raw)
        found.append(Incoming(attempt, uid, number))
    once("attempts", "uid", [one.uid for one in found if one.uid is not None])
    return found


def _scores(document: dict[str, Any], name: str, instruments: Instruments, today: date) -> list[Incoming]:
    """Return the scores; a uid that is there twice must say the same both times."""
    faults, scores = [], []
    owners: dict[str, tuple[int, Entry]] = {}
    for place, raw in enumerate(_list(document, "scores", name), start=1):
        try:
            scores.append(_score(raw, instruments, today))
            _same_uid_same_score(scores[-1], place, owners)
        except StepreadyError as problem:
            faults.append(f"score {place}: {problem.message}")
    if faults:
        count = "1 bad score" if len(faults) == 1 else f"{len(faults)} bad scores"
        raise StepreadyError(f"{count} in {name}; nothing was imported", tuple(faults))
    return scores


def _section(document: dict[str, Any], section: str, name: str, read: Callable[[Any, str], Held]) -> tuple[Held, ...]:
    """Return what a section holds, which is one for each exam."""
    held = tuple(read(raw, f"{section}[{n}]") for n, raw in enumerate(_list(document, section, name)))
    once(section, "exam", [item.exam.value for item in held])
    return held


def _document(text: str, name: str) -> dict[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise StepreadyError(f"{name} is no JSON: {str(problem)[:80]}") from None
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(document, dict) or type(schema) is not int or schema != SCHEMA:
        raise StepreadyError(f'{name} is not the JSON of `stepready export`; accepted: "schema": {SCHEMA}')
    unknown = [key for key in document if key not in SECTIONS]
    if unknown:
        raise StepreadyError(f"{name} has an unknown section {unknown[0][:40]!r}; accepted: {', '.join(SECTIONS)}")
    return document


def _list(document: dict[str, Any], section: str, name: str) -> list[Any]:
    found = document.get(section, [])
    if not isinstance(found, list):
        raise refusal(f"{name}: {section}", found, "a list")
    return found


def _score(raw: Any, instruments: Instruments, today: date) -> Incoming:
    if not isinstance(raw, dict):
        raise refusal("the score", raw, "an object")
    unknown = [key for key in raw if key not in SCORE_KEYS]
    if unknown:
        raise refusal(unknown[0][:40], unknown[0], ", ".join(SCORE_KEYS))
    uid, number = _handed_out(raw)
    return Incoming(_entry(raw, instruments, today), uid, number)


def _handed_out(raw: dict[str, Any]) -> tuple[str | None, int | None]:
    """Return the uid and the id something had where it was exported."""
    uid, number = raw.get("uid"), raw.get("id")
    if uid is not None and not (isinstance(uid, str) and uid.isalnum() and uid.isascii() and len(uid) <= LONGEST_UID):
        raise refusal("uid", uid, f"up to {LONGEST_UID} letters and digits")
    if number is not None and not (type(number) is int and 1 <= number <= LARGEST_ID):
        raise refusal("id", number, "a whole number from 1")
    return uid, number


def _same_uid_same_score(score: Incoming, place: int, owners: dict[str, tuple[int, Entry]]) -> None:
    """Raise StepreadyError when an earlier score of the file has the same uid and says something else."""
    if score.uid is None:
        return
    first, entry = owners.setdefault(score.uid, (place, score.value))
    if entry != score.value:
        raise StepreadyError(f"its uid is that of score {first}, which says something else; accepted: a uid of its own")


def _entry(raw: dict[str, Any], instruments: Instruments, today: date) -> Entry:
    """Read one score as strictly as `log` reads its words."""
    conditions = raw.get("conditions", [])
    if not isinstance(conditions, list):
        raise refusal("conditions", conditions, "a list")
    return read_entry(
        _text(raw, "source"),
        _text(raw, "form"),
        _number(raw, "value"),
        instruments=instruments,
        exam=build(Exam, raw.get("exam"), "exam"),
        day=iso_day(raw.get("date"), "date"),
        today=today,
        unit=_text(raw, "unit"),
        questions=_number(raw, "questions"),
        p_pass=_number(raw, "p_pass"),
        conditions=[build(str, word, "conditions") for word in conditions],
        topic=_text(raw, "topic"),
        note=_text(raw, "note"),
    )


def _text(raw: dict[str, Any], key: str) -> str:
    return build(str, raw.get(key, ""), key)


def _number(raw: dict[str, Any], key: str) -> str:
    """Return a number as `log` would be given it; nothing for null."""
    return "" if raw.get(key) is None else plain_number(build(float, raw[key], key))


def _plan(raw: Any, where: str, today: date) -> Plan:
    """Return a plan whose every field `plan set` would accept."""
    from stepready.guides.library import load
    from stepready.services.plan import accepted

    plan = build(Plan, raw, where)
    try:
        return accepted(plan, load(), today)
    except StepreadyError as problem:
        raise StepreadyError(f"{where}: {problem.message}") from None


def _settings(raw: Any, where: str) -> StudySettings:
    """Return study settings that `schedule` would take."""
    settings = build(StudySettings, raw, where)
    check_settings(settings, where)
    return settings


def _schedule(raw: Any, where: str) -> Schedule:
    """Return a schedule whose days a calendar could hold."""
    schedule = build(Schedule, raw, where)
    check_schedule(schedule, where)
    return schedule
