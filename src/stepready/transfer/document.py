"""Read the JSON document of `export` back, as strictly as what is typed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from stepready.core.applying.accepted_values import accepted_profile, accepted_programme, accepted_shortlist
from stepready.core.facts.exam import Exam, Unit
from stepready.core.facts.instruments import Instruments
from stepready.core.guide.plan_checks import accepted
from stepready.core.log.attempts import Attempt, checked_attempt
from stepready.core.log.bank import BankTotal, checked_bank, in_bounds
from stepready.core.log.day_log import MOST_HOURS, MOST_QUESTIONS, DayMark, StudyHours
from stepready.core.log.entry import MAX_NOTE, MAX_TOPIC, TYPED, as_typed, clean_text, read_entry
from stepready.core.log.score import Entry
from stepready.core.plan import Plan
from stepready.core.schedule.planned_days import Schedule, StudySettings
from stepready.core.schedule.time_given import check_schedule, check_settings
from stepready.core.season.own_days import OwnDay, checked_own_day, counted_from
from stepready.core.shapes import build, from_json, iso_day, refusal
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import listed
from stepready.guides.folder import load_with
from stepready.guides.library import load_facts
from stepready.store.codec import PROBLEMS, row_keys, value_class
from stepready.store.intake import Incoming, Intake
from stepready.store.kinds import (
    ATTEMPT,
    BANK_TOTAL,
    DAY_MARK,
    ENTERED,
    OWN_DAY,
    PLAN,
    PROFILE,
    PROGRAMME,
    SCHEDULE,
    SCORE,
    SHORTLIST,
    STUDY_HOURS,
    STUDY_SETTINGS,
    Kind,
)
from stepready.store.location import settings_path
from stepready.transfer.export import SCHEMA
from stepready.transfer.scores import COLUMNS

SECTIONS = {kind.section: kind for kind in ENTERED if kind.section}
SCORE_KEYS = ("id", "uid", *COLUMNS)
TEXTS = tuple(field.name for field in fields(Entry) if field.default == "")
LONGEST_UID = 64
_UID = re.compile(rf"[A-Za-z0-9-]{{1,{LONGEST_UID}}}")
LARGEST_ID = 2**63 - 1


def read_export(text: str, name: str, instruments: Instruments, today: date) -> Intake:
    """Return everything an export holds; raise StepreadyError naming every bad score and why."""
    document = _document(text, name)
    numbered: list[Incoming] = []
    of_exams: list[Any] = []
    for section, kind in SECTIONS.items():
        if kind is SCORE:
            numbered += _scores(document, name, instruments, today)
        else:
            values = _section(document, section, kind, name, today)
            (numbered if kind.numbered else of_exams).extend(values)
    return Intake(numbered, tuple(of_exams), origin=name, today=today)


def _section(document: dict[str, Any], section: str, kind: Kind, name: str, today: date) -> list[Any]:
    """Return what a section holds: each uid once, or one for each exam."""
    raws = _list(document, section, name)
    values = [_checked(kind, raw, f"{section}[{place}]", today) for place, raw in enumerate(raws)]
    if not kind.numbered:
        _once(section, listed(kind.keys) or kind.noun, [" ".join(map(str, row_keys(kind, value))) for value in values])
        apart = {name: none for name, none in kind.apart.items() if _APART.get(name) in document}
        return [replace(value, **apart) for value in values] if apart else values
    incoming = [Incoming(value, *_handed_out(raw)) for value, raw in zip(values, raws, strict=True)]
    _once(section, "uid", [one.uid for one in incoming if one.uid is not None])
    return incoming


def _checked(kind: Kind, raw: Any, where: str, today: date) -> Any:
    """Return a value that its types, the value itself and what could have been typed accept."""
    check = _CHECKS.get(kind.name)
    try:
        value = build(value_class(kind), raw, where)
        return value if check is None else check(value, where, today)
    except StepreadyError as problem:
        told = problem.message
        raise StepreadyError(told if told.startswith(where) else f"{where}: {told}") from None
    except PROBLEMS as problem:
        raise StepreadyError(f"{where}: {problem}") from None


def _plan(plan: Plan, where: str, today: date) -> Plan:
    """Return a plan whose every field `plan set` would accept."""
    del where
    return accepted(plan, load_with(settings_path().parent), today)


def _attempt(attempt: Attempt, where: str, today: date) -> Attempt:
    return checked_attempt(attempt, where, today, load_facts().spec(attempt.exam))


def _settings(settings: StudySettings, where: str, _: date) -> StudySettings:
    check_settings(settings, where)
    return settings


def _hours(hours: StudyHours, where: str, today: date) -> StudyHours:
    if not 0 < hours.hours <= MOST_HOURS:
        raise refusal(f"{where}.hours", hours.hours, f"more than 0, at most {MOST_HOURS:g}")
    if hours.day > today:
        raise refusal(f"{where}.day", hours.day.isoformat(), f"a day up to today ({today.isoformat()})")
    return replace(
        hours,
        topic=clean_text("topic", hours.topic, MAX_TOPIC),
        note=clean_text("note", hours.note, MAX_NOTE),
    )


def _total(total: BankTotal, where: str, today: date) -> BankTotal:
    if total.day > today:
        raise refusal(f"{where}.day", total.day.isoformat(), f"a day up to today ({today.isoformat()})")
    named = replace(total, bank=checked_bank(total.bank), note=clean_text("note", total.note, MAX_NOTE))
    return in_bounds(named)


def _own_day(day: OwnDay, where: str, _: date) -> OwnDay:
    del where
    return checked_own_day(day, counted_from(load_with(settings_path().parent).calendar.steps))


def _mark(mark: DayMark, where: str, _: date) -> DayMark:
    if mark.questions is not None and not 0 < mark.questions <= MOST_QUESTIONS:
        raise refusal(f"{where}.questions", mark.questions, f"1 to {MOST_QUESTIONS}, or null")
    return mark


def _schedule(schedule: Schedule, where: str, _: date) -> Schedule:
    check_schedule(schedule, where)
    return schedule


_APART = {
    **dict.fromkeys(("failed_attempts", "failed_on", "result"), ATTEMPT.section),
    **dict.fromkeys(("qbank_used", "questions_left"), BANK_TOTAL.section),
}
"""The section that says what a plan or settings of an earlier export told themselves."""
_CHECKS: dict[str, Callable[[Any, str, date], Any]] = {
    PLAN.name: _plan,
    ATTEMPT.name: _attempt,
    STUDY_SETTINGS.name: _settings,
    SCHEDULE.name: _schedule,
    STUDY_HOURS.name: _hours,
    BANK_TOTAL.name: _total,
    DAY_MARK.name: _mark,
    OWN_DAY.name: _own_day,
    PROFILE.name: lambda profile, _where, _today: accepted_profile(profile),
    PROGRAMME.name: lambda programme, _where, today: accepted_programme(programme, today),
    SHORTLIST.name: lambda shortlist, _where, _today: accepted_shortlist(shortlist),
}
"""What a kind keeps to beside its types, where there is something."""


def _once(where: str, what: str, names: Sequence[str]) -> None:
    """Raise StepreadyError when a name is there twice."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            raise StepreadyError(f"{where}[{place}]: {name} is there twice; accepted: each {what} once")
        seen.add(name)


def _document(text: str, name: str) -> dict[str, Any]:
    try:
        document = from_json(text)
    except (ValueError, RecursionError) as problem:
        raise StepreadyError(f"{name} is no JSON: {str(problem)[:80]}") from None
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(document, dict) or type(schema) is not int or schema != SCHEMA:
        raise StepreadyError(f'{name} is not the JSON of `stepready export`; accepted: "schema": {SCHEMA}')
    accepted_keys = ("schema", *SECTIONS)
    unknown = [key for key in document if key not in accepted_keys]
    if unknown:
        raise StepreadyError(f"{name} has an unknown section {unknown[0][:40]!r}; accepted: {', '.join(accepted_keys)}")
    return document


def _list(document: dict[str, Any], section: str, name: str) -> list[Any]:
    found = document.get(section, [])
    if not isinstance(found, list):
        raise refusal(f"{name}: {section}", found, "a list")
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
    if uid is not None and not (isinstance(uid, str) and _UID.fullmatch(uid)):
        raise refusal("uid", uid, f"up to {LONGEST_UID} letters, digits and hyphens")
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
        _number(raw, "value").removesuffix("%") + ("%" if raw.get("unit") == Unit.PERCENT else ""),
        instruments=instruments,
        exam=build(Exam, raw.get("exam"), "exam"),
        day=iso_day(raw.get("date"), "date"),
        today=today,
        unit=_text(raw, "unit"),
        conditions=[build(str, word, "conditions") for word in conditions],
        **{key: _text(raw, key) if key in TEXTS else _number(raw, key) for key in TYPED},
    )


def _text(raw: dict[str, Any], key: str) -> str:
    return build(str, raw.get(key, ""), key)


def _number(raw: dict[str, Any], key: str) -> str:
    """Return a number as `log` would be given it; nothing for null."""
    return as_typed(None if raw.get(key) is None else build(float, raw[key], key))
