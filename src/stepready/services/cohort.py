"""`cohort`: how the students stand who agreed that an advisor sees it; those at risk first."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from stepready.core.consent import Scope
from stepready.core.values import dataclass
from stepready.core.values.wording import count
from stepready.core.verdict.checks import ExamVerdict
from stepready.core.verdict.own_statement import OwnStatement
from stepready.services.case import looked_back
from stepready.services.own_statement import own_statement
from stepready.services.school import server_of
from stepready.store.school.looks import Stated, looking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stepready.guides.library import Library
    from stepready.store.book import Book

MOST_DECIDED_NOW = 200
"""Students up to which every case is decided at the moment of the look, unless something else is asked for."""
SILENT_DAYS = 14
"""Ours: two weeks without an entry are no longer a break."""
NOTHING = "nothing is logged"
STATEMENT_UNREADABLE = "what was said of it cannot be read"
LOG_UNREADABLE = "the log cannot be read"
SMALL_GROUP = 5
"""Students under which a group is not broken down: who is meant would be plain."""
_ORDER = (ExamVerdict.NO_GO, ExamVerdict.UNKNOWN, ExamVerdict.EARLY, ExamVerdict.GO, ExamVerdict.TAKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortStudent:
    """One student who agreed: what is `said`, None where nothing was yet, and why it may no longer hold."""

    owner: str
    shown: str
    cohort: str
    scope: Scope
    said: OwnStatement | None
    decided_now: bool
    why_stale: tuple[str, ...]

    @property
    def verdict(self) -> ExamVerdict:
        """The verdict said; unknown where nothing was."""
        return ExamVerdict.UNKNOWN if self.said is None else self.said.verdict

    @property
    def at_risk(self) -> bool:
        """Whether the guide says no-go: the line is the guide's, not another one of ours."""
        return self.verdict is ExamVerdict.NO_GO


class CohortGroup(NamedTuple):
    """A class of a school and its verdicts; those of several classes under five students, named by none, uncounted."""

    name: str
    students: int
    verdicts: dict[ExamVerdict, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Everybody who agreed, in the order to read them; of who did not only the number."""

    as_of: date
    students: tuple[CohortStudent, ...]
    not_agreed: int
    silent_days: int
    decided_now: bool

    @property
    def verdicts(self) -> dict[ExamVerdict, int]:
        """How many have each verdict, the most urgent first."""
        return _verdicts(self.students)

    @property
    def groups(self) -> tuple[CohortGroup, ...]:
        """The verdicts of each class of five or more, then the smaller ones as one."""
        by_class: dict[str, list[CohortStudent]] = {}
        for student in self.students:
            by_class.setdefault(student.cohort, []).append(student)
        large = {name: kept for name, kept in by_class.items() if len(kept) >= SMALL_GROUP}
        found = [CohortGroup(name, len(large[name]), _verdicts(large[name])) for name in sorted(large)]
        rest = sum(len(kept) for name, kept in by_class.items() if name not in large)
        return (*found, CohortGroup("", rest, None)) if rest else tuple(found)


def _verdicts(students: Sequence[CohortStudent]) -> dict[ExamVerdict, int]:
    """Return how many have each verdict, the most urgent first."""
    counted = Counter(student.verdict for student in students)
    return {verdict: counted[verdict] for verdict in _ORDER}


def cohort(
    db: str | None,
    library: "Library",
    *,
    as_of: date,
    now: datetime,
    version: str,
    silent_days: int = SILENT_DAYS,
    decide_now: bool | None = None,
) -> Cohort:
    """Take a look and return what it shows; raise StepreadyError where the login is no advisor's.

    Those who agreed to show their scores are decided at this moment, by default where there are at most 200 students;
    else everybody's own statement is shown, which reads at once.
    """
    with looking(server_of(db), Scope.SCORES) as look:
        seen = look.statements()
        decides = len(seen) <= MOST_DECIDED_NOW if decide_now is None else decide_now
        showing = [each.student.owner for each in seen if each.student.scope is Scope.SCORES and decides]
        back = as_of - timedelta(days=looked_back(library))
        logs = look.books(showing, back, lambda: now.isoformat(timespec="milliseconds")) if showing else ()
        decided = {owner: _decided(book, library, as_of, version) for owner, book in logs}
        students = [_student(each, decided, as_of, version, silent_days) for each in seen]
        return Cohort(
            as_of=as_of,
            students=tuple(sorted(students, key=_urgency)),
            not_agreed=look.not_agreed(),
            silent_days=silent_days,
            decided_now=decides,
        )


def _decided(book: "Book | None", library: "Library", as_of: date, version: str) -> "OwnStatement | None":
    """Decide about a log that its owner may have written with any program; None where that cannot be done."""
    if book is None:
        return None
    try:
        return own_statement(book, library, as_of=as_of, version=version)
    except Exception:  # noqa: BLE001 - whatever one student's rows are, the others are seen
        return None


def _student(
    seen: Stated, decided_now: "Mapping[str, OwnStatement | None]", as_of: date, version: str, silent: int
) -> CohortStudent:
    owner = seen.student.owner
    decided = decided_now.get(owner)
    said = decided or seen.said
    why = [LOG_UNREADABLE] if owner in decided_now and decided is None else []
    if seen.unreadable and decided is None:
        why.append(STATEMENT_UNREADABLE)
    if said is None:
        why = why or [NOTHING]
    else:
        if decided is None:
            why += (*_overtaken(said, version, outdated=seen.outdated), *_old("decided", said.day, as_of, silent))
        why += _old("last entry", said.last_entry, as_of, silent) if said.last_entry else (NOTHING,)
    return CohortStudent(
        owner=owner,
        shown=seen.student.shown,
        cohort=seen.student.cohort,
        scope=seen.student.scope,
        said=said,
        decided_now=decided is not None,
        why_stale=tuple(why),
    )


def _overtaken(said: OwnStatement, version: str, *, outdated: bool) -> tuple[str, ...]:
    """Say what came after a kept statement."""
    return (
        *(("the log was changed since",) if outdated else ()),
        *((f"decided by stepready {said.version}",) if said.version != version else ()),
    )


def _old(what: str, day: date, as_of: date, silent: int) -> tuple[str, ...]:
    days = (as_of - day).days
    return (f"{what} {count(days, 'day')} ago",) if days > silent else ()


def _urgency(student: CohortStudent) -> tuple[int, bool, date, str, str]:
    """Sort those at risk first, then by how little is known; who sits earliest first, silent ones before others."""
    said = student.said
    day = said.exam_date if said is not None and said.exam_date is not None else date.max
    return _ORDER.index(student.verdict), not student.why_stale, day, student.shown, student.owner
