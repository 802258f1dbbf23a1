"""Bring in what an import holds and the log does not: the whole of it in one change, or nothing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from stepready.core.log.attempts import attempts_told
from stepready.core.log.bank import BankTelling, checked_total, left_told, share_told, told_uid
from stepready.core.log.same_form import double_sittings
from stepready.core.values.stamp import early_stamp
from stepready.core.values.wording import count, listed
from stepready.store.codec import Values, codec, row_keys, row_of, value_of
from stepready.store.connection import Row, Store
from stepready.store.devices.content_uid import free_uid
from stepready.store.doubled_sittings import ChangedSitting, Sittings
from stepready.store.journal import Step
from stepready.store.kinds import BANK_TOTAL, MANY, NUMBERED, PLAN, SCHEDULE, SCORE, STUDY_SETTINGS, Kind, kind_of
from stepready.store.plan_writes import schedule_steps
from stepready.store.writing import Draft, drafting

if TYPE_CHECKING:
    from stepready.core.facts.exam import Exam
    from stepready.core.log.score import Score


class Incoming(NamedTuple):
    """A value on its way in that will have an id; `uid` and `id` are those it had where it was exported."""

    value: Any
    uid: str | None = None
    id: int | None = None


class Intake(NamedTuple):
    """What an import holds: what has ids, and what an exam has one of, plans in the order they were set.

    `origin` names the file, `today` is the day on which it is brought. `topic` says what a topic is called today: a row
    kept under an older name of it is the same row.
    """

    numbered: list[Incoming]
    of_exams: tuple[Any, ...] = ()
    origin: str = ""
    today: date = date.max
    topic: Callable[[str], str] = str


class Brought(NamedTuple):
    """What came in: rows by kind, scores that were there already, what came or stayed of what an exam has one of.

    `changed` are the sittings whose row the import changes.
    """

    numbered: Mapping[str, list[Row]]
    already: int
    came: tuple[Any, ...]
    stayed: tuple[Any, ...]
    changed: tuple[ChangedSitting, ...] = ()

    @property
    def rows(self) -> list[Row]:
        """The rows of the scores that came in."""
        return self.numbered[SCORE.name]

    @property
    def scores(self) -> "list[Score]":
        """The scores that came in, in the order of the file."""
        return [value_of(SCORE, row) for row in self.rows]

    @property
    def kept_plans(self) -> "list[Exam]":
        """The exams whose plan stayed as the log had it."""
        return [value.exam for value in self.stayed if kind_of(type(value)) is PLAN]

    @property
    def came_in(self) -> str:
        """What came in, in words; an empty text for nothing."""
        found = [(kind, self.numbered[kind.name]) for kind in (SCORE, *NUMBERED) if self.numbered[kind.name]]
        parts = list(dict.fromkeys(count(len(rows), kind.noun, MANY[kind.noun]) for kind, rows in found))
        return listed([*parts, *(_named(value) for value in self.came)])

    @property
    def said(self) -> str:
        """What came in and how much changed, as the journal names it."""
        changed = [f"{len(self.changed)} changed"] if self.changed else []
        return ", ".join([*([self.came_in] if self.came_in else []), *changed])

    @property
    def is_nothing(self) -> bool:
        """Whether the log had all of it."""
        return not (any(self.numbered.values()) or self.came or self.changed)


def _named(value: Any) -> str:
    """Name what there is one of: `the Step 2 CK plan`, `the profile`."""
    exam = getattr(value, "exam", None)
    return f"the {f'{exam.label} ' if exam else ''}{kind_of(type(value)).noun}"


def look(store: Store, intake: Intake) -> Brought:
    """Return what would come in, ids aside."""
    return _brought(store, intake, None)


def bring_in(store: Store, moment: str, intake: Intake) -> Brought:
    """Add what is missing and journal it; an import that adds nothing leaves no trace."""
    if not (intake.numbered or intake.of_exams):
        return look(store, intake)
    with drafting(store, "import", moment) as draft:
        brought = _brought(store, intake, draft)
        if not brought.is_nothing:
            steps = [Step(kind, None, row) for kind, rows in brought.numbered.items() for row in rows]
            steps += [Step(SCORE.name, change.before, change.after) for change in brought.changed]
            steps += _steps_of_exams(store, draft, brought.came)
            origin = f" from {intake.origin}" if intake.origin else ""
            draft.keep(f"import {brought.said}{origin}", steps)
    return brought


def _brought(store: Store, intake: Intake, draft: Draft | None) -> Brought:
    """Say what comes in, with its ids when it is drafted; what an exam has already is not replaced."""
    is_here = {value: bool(_held(store, value)) for value in intake.of_exams}
    came = tuple(value for value in intake.of_exams if not is_here[value])
    by_kind: dict[str, list[Incoming]] = defaultdict(list)
    for one in (*intake.numbered, *_told_by_plans(came), *_told_of_banks(came, intake.today)):
        by_kind[kind_of(type(one.value)).name].append(one)
    rows: dict[str, list[Row]] = {}
    changed: tuple[ChangedSitting, ...] = ()
    for kind in NUMBERED:
        missing = list(_missing(store, kind, by_kind[kind.name], intake.topic)) if kind.name in by_kind else []
        if kind is SCORE and missing:
            missing, changed = _without_sittings(store, missing, by_kind[kind.name], intake.topic)
        if kind is BANK_TOTAL and missing:
            exported = {one.uid for one in by_kind[kind.name]}
            _refuse_backwards(store, [one.value for _, one in missing if one.uid not in exported])
        rows[kind.name] = list(_numbered(draft, kind, missing))
    stayed = tuple(value for value in intake.of_exams if is_here[value])
    already = len(by_kind[SCORE.name]) - len(rows[SCORE.name]) - len(changed)
    return Brought(rows, already, came, stayed, changed)


def _without_sittings(
    store: Store, missing: list[tuple[Values, Incoming]], coming: list[Incoming], topic: Callable[[str], str]
) -> tuple[list[tuple[Values, Incoming]], tuple[ChangedSitting, ...]]:
    """Return what is a row of its own, and what an import makes of sittings that have one already.

    Where all that is `coming` has such a sitting in several rows, the lowest value counts, as it does to the rules.
    """
    sittings = Sittings(store.rows("all_score"), topic)
    told = [(values, one, sittings.changed_by(values)) for values, one in missing]
    new = [(values, one) for values, one, found in told if found is None]
    changes = [(one, found) for _, one, found in told if found is not None and found.is_change]
    doubles = double_sittings(one.value for one in coming) if changes else []
    outdone = {id(row) for rows in doubles for row in sorted(rows, key=lambda row: row.value)[1:]}
    return new, tuple(found for one, found in changes if id(one.value) not in outdone)


def _refuse_backwards(store: Store, coming: list[Any]) -> None:
    """Raise StepreadyError where running totals on their way in cannot stand among each other and those here.

    What an export held is not asked: two devices may have told totals that do not follow each other.
    """
    here = [value_of(BANK_TOTAL, row) for row in store.rows("all_bank_total")]
    for total in sorted(coming, key=lambda one: (one.day, one.id)):
        here.append(checked_total(total, here))


def _held(store: Store, value: Any) -> list[Row]:
    """Return the row that stands where a value would."""
    kind = kind_of(type(value))
    return store.rows(f"one_{kind.name}", **dict(zip(kind.keys, row_keys(kind, value), strict=True)))


def _told_by_plans(values: tuple[Any, ...]) -> list[Incoming]:
    """Return the attempts that plans of an earlier export tell of."""
    plans = [value for value in values if kind_of(type(value)) is PLAN]
    return [Incoming(attempt) for plan in plans for attempt in attempts_told(plan)]


def _told_of_banks(values: tuple[Any, ...], today: date) -> Iterator[Incoming]:
    """Yield what plans and settings of an earlier export tell of the question bank.

    What was left then is counted from the day the schedule beside it was made.
    """
    made = {value.exam: value.made_on for value in values if kind_of(type(value)) is SCHEDULE}
    for value in values:
        kind = kind_of(type(value))
        if kind is PLAN and value.qbank_used is not None:
            yield Incoming(share_told(value.exam, today, value.qbank_used), told_uid(value.exam, BankTelling.SHARE))
        elif kind is STUDY_SETTINGS and value.questions_left is not None:
            left = left_told(value.exam, made.get(value.exam, today), value.questions_left)
            yield Incoming(left, told_uid(value.exam, BankTelling.LEFT))


def _missing(
    store: Store, kind: Kind, incoming: list[Incoming], topic: Callable[[str], str]
) -> Iterator[tuple[Values, Incoming]]:
    """Yield what the log lacks: equal rows are counted, a row with a uid is the one that has it."""
    columns = codec(kind).columns
    content = itemgetter(*columns)
    rows = store.rows(f"all_{kind.name}")
    if "topic" in columns:
        here = Counter(content({**row, "topic": topic(row["topic"])} if row["topic"] else row) for row in rows)
    else:
        here = Counter(map(content, rows))
    uids = {row["uid"] for row in rows}
    ordinals: Counter[tuple[Any, ...]] = Counter()
    for one in incoming:
        values = row_of(kind, one.value)
        if one.uid is not None:
            if one.uid not in uids:
                uids.add(one.uid)
                yield values, one
            continue
        said = content(values)
        ordinals[said] += 1
        if here[said] > 0:
            here[said] -= 1
        else:
            uid = free_uid(uids, kind.name, *said, ordinal=ordinals[said])
            uids.add(uid)
            yield values, one._replace(uid=uid)


def _numbered(draft: Draft | None, kind: Kind, missing: list[tuple[Values, Incoming]]) -> Iterator[Values]:
    """Yield rows with their ids: those of the export into a log that never had one of the kind, else new ones."""
    if draft is None:
        yield from ({"id": 0, "uid": "", **values} for values, _ in missing)
        return
    ids = {one.id for _, one in missing if one.id is not None}
    keeps_ids = draft.is_first(kind) and len(ids) == len(missing)
    for values, one in missing:
        yield draft.numbered(kind, values, uid=one.uid, number=one.id if keeps_ids else None)


def _steps_of_exams(store: Store, draft: Draft, came: tuple[Any, ...]) -> list[Step]:
    """Return the steps of what an exam has one of.

    The last plan becomes the one set last, unless the log has a plan of its own.
    """
    plans = [value for value in came if kind_of(type(value)) is PLAN]
    set_by = {plan.exam: early_stamp(number) for number, plan in enumerate(plans)}
    if plans and not store.rows("all_plan"):
        set_by[plans[-1].exam] = draft.stamp
    steps: list[Step] = []
    for value in came:
        kind = kind_of(type(value))
        if kind is SCHEDULE:
            steps += schedule_steps(store, value)
        else:
            beside = {"set_by": set_by[value.exam]} if kind is PLAN else {}
            steps.append(Step(kind.name, None, row_of(kind, value, **beside)))
    return steps
