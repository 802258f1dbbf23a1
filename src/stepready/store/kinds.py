"""Every kind of row, once: its table, what names a row, the value it keeps, where an export holds it.

Table DDL, statements, journal, codec, import, export, rescue and doctor walk this registry and keep no list of their
own. The entries are plain words, so that a call of `log` imports no value class but that of a score.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Kind(NamedTuple):
    """One kind of row.

    `name` is the table and the journal's word, `value` the class of what a row keeps as `module:Class`, `keys` what
    names a row beside its owner. `called` names one to people. `section` is its list in the JSON of `export`, empty
    for what is no section of its own. `beside` are columns that are no field of the value, `apart` fields that other
    rows keep, each with its value until those are read. `most` bounds numbers. What is not `entered` is the book's
    own: never a step of a change but of a merge. A kind that is `numbered` has an `id` and a `uid` of the book's;
    `ids_of` names the kind whose ids it shares, so that a number alone says which row is meant. A kind that is
    `part_of` another changes with it as one: a day with its schedule. `many` is what several are called, where that
    is not the noun with an s. `grows` is a column that only counts up: of two changes unknown to each other the larger
    stands. `told_by` are the columns that tell a new row
    apart on every device, from which its uid is made. `unkept` is the class of a value without its id, where that is
    another. `order` names the columns a list is sorted by, where those are not `keys`; `added` those that came with a
    later schema, null in what the journal kept before. `commands` are what adding, changing and removing one is
    called in the journal, `lister` is the command that shows the ids.
    """

    name: str
    value: str
    keys: tuple[str, ...]
    called: str
    section: str = ""
    entered: bool = True
    beside: tuple[str, ...] = ()
    apart: Mapping[str, Any] = {}
    most: Mapping[str, float] = {}
    unkept: str = ""
    order: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    commands: tuple[str, str, str] | None = None
    lister: str = ""
    ids_of: str = ""
    part_of: str = ""
    many: str = ""
    grows: str = ""
    told_by: tuple[str, ...] = ()

    @property
    def counter(self) -> str:
        """The name under which the id handed out last is kept."""
        return self.ids_of or self.name

    @property
    def numbered(self) -> bool:
        """Whether the book hands out ids and uids."""
        return self.entered and self.keys == ("id",)

    @property
    def noun(self) -> str:
        """What people call one, without its article."""
        return self.called.removeprefix("an ").removeprefix("a ")

    @property
    def verbs(self) -> tuple[str, str, str]:
        """The journal's words for adding, changing and removing one."""
        return self.commands or (f"{self.noun} add", f"{self.noun} edit", f"{self.noun} rm")


PLAN = Kind(
    "plan",
    "stepready.core.plan:Plan",
    ("exam",),
    "a plan",
    section="plans",
    beside=("set_by",),
    apart={"failed_attempts": 0, "failed_on": None, "result": None, "qbank_used": None},
    order=("set_by",),
    added=("applied", "applied_on", "resent_on"),
)
ATTEMPT = Kind(
    "attempt", "stepready.core.log.attempts:Attempt", ("id",), "an attempt", section="attempts", lister="attempt list"
)
STUDY_SETTINGS = Kind(
    "study_settings",
    "stepready.core.schedule.planned_days:StudySettings",
    ("exam",),
    "study settings",
    section="study_settings",
    apart={"questions_left": None},
    added=("rotations",),
    many="study settings",
)
SCHEDULE = Kind(
    "schedule",
    "stepready.core.schedule.planned_days:Schedule",
    ("exam",),
    "a schedule",
    section="schedules",
    apart={"days": ()},
)
SCHEDULE_DAY = Kind(
    "schedule_day",
    "stepready.core.schedule.planned_days:PlannedDay",
    ("exam", "day"),
    "a day of the schedule",
    beside=("exam",),
    most={"review_hours": 24, "content_hours": 24},
    part_of="schedule",
)
SCORE = Kind(
    "score",
    "stepready.core.log.score:Score",
    ("id",),
    "a score",
    section="scores",
    most={"value": 300, "p_pass": 100},
    unkept="stepready.core.log.score:Entry",
    order=("day", "id"),
    commands=("log", "edit", "rm"),
    lister="scores",
)
STUDY_HOURS = Kind(
    "study_hours",
    "stepready.core.log.day_log:StudyHours",
    ("id",),
    "an entry of hours",
    section="study_hours",
    most={"hours": 24},
    many="entries of hours",
    commands=("log", "edit", "rm"),
    lister="scores",
    ids_of="score",
)
BANK_TOTAL = Kind(
    "bank_total",
    "stepready.core.log.bank:BankTotal",
    ("id",),
    "a bank total",
    section="bank_totals",
    most={"percent": 100},
    commands=("log", "edit", "rm"),
    lister="scores",
    ids_of="score",
)
DAY_MARK = Kind(
    "day_mark",
    "stepready.core.log.day_log:DayMark",
    ("exam", "day"),
    "a word for a day",
    section="day_marks",
    many="words for days",
)
ANKI_DAY = Kind(
    "anki_day",
    "stepready.core.log.anki:AnkiDay",
    ("day",),
    "a day of Anki",
    section="anki_days",
    many="days of Anki",
)
OWN_DAY = Kind(
    "own_day",
    "stepready.core.season.own_days:OwnDay",
    ("id",),
    "a day of your own",
    section="own_days",
    many="days of your own",
    commands=("day add", "day edit", "day rm"),
    lister="day list",
)
PROFILE = Kind("profile", "stepready.core.applying.profile:Profile", (), "a profile", section="profiles")
PROGRAMME = Kind(
    "programme",
    "stepready.core.applying.programme:Programme",
    ("id",),
    "a programme",
    section="programmes",
    told_by=("name", "specialty", "track"),
    commands=("programs add", "programs set", "programs rm"),
    lister="programs",
)
SHORTLIST = Kind(
    "shortlist", "stepready.core.applying.shortlist:Shortlist", ("season",), "a shortlist", section="shortlists"
)
INBOX_LINE = Kind(
    "inbox_line",
    "stepready.core.log.inbox:TakenLine",
    ("line",),
    "a line of an inbox",
    section="inbox_lines",
    many="lines of an inbox",
    grows="count",
)
BOOK = Kind("book", "stepready.store.journal:Version", (), "a counter", entered=False)
COUNTER = Kind("counter", "stepready.store.journal:Counter", ("kind",), "a counter", entered=False)
STAMP = Kind("stamp", "stepready.store.devices.stamps:Stamped", ("kind", "name"), "a stamp", entered=False)
SEEN = Kind("seen", "stepready.store.devices.stamps:Seen", ("device",), "a device", entered=False)
GAVE_WAY = Kind(
    "gave_way",
    "stepready.store.devices.stamps:GaveWay",
    ("kind", "name"),
    "a sitting kept under another uid",
    entered=False,
)
SET_ASIDE = Kind(
    "set_aside",
    "stepready.store.devices.stamps:SetAside",
    ("kind", "name"),
    "what an undone merge had brought",
    entered=False,
)
CHANGE = Kind(
    "change", "stepready.store.journal:Change", ("id",), "a change in the journal", entered=False, added=("day",)
)
CHANGED_ROW = Kind(
    "changed_row",
    "stepready.store.journal:Step",
    ("change", "seq"),
    "a row in the journal",
    entered=False,
    beside=("change", "seq"),
)

KINDS = {
    kind.name: kind
    for kind in (
        PLAN, ATTEMPT, STUDY_SETTINGS, SCHEDULE, SCHEDULE_DAY, SCORE, STUDY_HOURS, BANK_TOTAL, DAY_MARK, ANKI_DAY,
        OWN_DAY, PROFILE, PROGRAMME, SHORTLIST, INBOX_LINE,
        BOOK, COUNTER, STAMP, SEEN, GAVE_WAY, SET_ASIDE, CHANGE, CHANGED_ROW,
    )
}  # fmt: skip
"""All kinds, in the order an export and a backup hold them."""
ENTERED = tuple(kind for kind in KINDS.values() if kind.entered)
"""What the user entered: a change can touch it, undo takes it back, rescue saves it."""
NUMBERED = tuple(kind for kind in ENTERED if kind.numbered)
MANY = {kind.noun: kind.many or f"{kind.noun}s" for kind in ENTERED}
"""What several of a kind are called, by what one is."""
LOGGED = tuple(kind for kind in NUMBERED if kind.counter == SCORE.name)
"""What `log` keeps: one number names one row of all of them."""


_BY_CLASS = {name: kind for kind in ENTERED for name in (kind.value, kind.unkept) if name}


def kind_of(value: type) -> Kind:
    """Return the kind that keeps values of a class; raise KeyError for a class no row keeps."""
    return _BY_CLASS[f"{value.__module__}:{value.__name__}"]
