"""The tables, defined once for every database.

Days are ISO text and moments UTC ISO text, so that rows read the same in any tool; an owner is on every row.
Rows never leave this package: `codec` turns them into values of the core.
"""

from sqlalchemy import DOUBLE_PRECISION, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel


class BookRow(SQLModel, table=True):
    """One owner's book: the number of the change made last, handed out in the write transaction and never again.

    `stamp` is as late as any this device gave or has seen.
    """

    __tablename__ = "book"
    owner: str = Field(primary_key=True, sa_type=Text)
    last_change: int
    stamp: str = Field(sa_type=Text)


class CounterRow(SQLModel, table=True):
    """The id of a kind that was handed out last."""

    __tablename__ = "counter"
    owner: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(primary_key=True, sa_type=Text)
    last: int


_PRACTICE_EXAMS = Index(
    "score_practice_exams",
    "owner",
    "exam",
    text("day DESC"),
    text("id DESC"),
    postgresql_where=text("source <> 'qbank'"),
)
_QUESTION_BANK = Index(
    "score_question_bank",
    "owner",
    "exam",
    "day",
    postgresql_include=["topic", "value", "questions", "form", "conditions"],
    postgresql_where=text("source = 'qbank'"),
)
"""On a server, where thousands keep their scores in one table; one person's are few enough without."""


class ScoreRow(SQLModel, table=True):
    """One logged score; `conditions` are sorted and separated by `;`."""

    __tablename__ = "score"
    __table_args__ = (
        UniqueConstraint("owner", "uid"),
        Index("score_by_day", "owner", "day", "id"),
        _PRACTICE_EXAMS.ddl_if(dialect="postgresql"),
        _QUESTION_BANK.ddl_if(dialect="postgresql"),
    )
    owner: str = Field(primary_key=True, sa_type=Text)
    id: int = Field(primary_key=True)
    uid: str = Field(sa_type=Text)
    day: str = Field(sa_type=Text)
    source: str = Field(sa_type=Text)
    form: str = Field(sa_type=Text)
    value: float = Field(sa_type=DOUBLE_PRECISION)
    unit: str = Field(sa_type=Text)
    exam: str = Field(sa_type=Text)
    questions: int | None
    conditions: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    topic: str = Field(sa_type=Text)
    p_pass: float | None = Field(sa_type=DOUBLE_PRECISION)


class PlanRow(SQLModel, table=True):
    """One plan for each exam; `set_by` is the stamp of the change that set it: the latest is the plan set last.

    `low_pass` is a JSON list of two percents.
    """

    __tablename__ = "plan"
    owner: str = Field(primary_key=True, sa_type=Text)
    exam: str = Field(primary_key=True, sa_type=Text)
    exam_date: str | None = Field(sa_type=Text)
    target: int | None
    applicant: str | None = Field(sa_type=Text)
    specialty: str | None = Field(sa_type=Text)
    season: int | None
    guide: str | None = Field(sa_type=Text)
    step1: str | None = Field(sa_type=Text)
    low_pass: str | None = Field(sa_type=Text)
    can_skip_cycle: bool | None
    eligibility_end: str | None = Field(sa_type=Text)
    core_rotations_done: bool | None
    set_by: str = Field(sa_type=Text)
    applied: bool | None
    applied_on: str | None = Field(sa_type=Text)
    resent_on: str | None = Field(sa_type=Text)


class AttemptRow(SQLModel, table=True):
    """One sitting of the exam itself; `score` is `pass`, `fail` or a three-digit number."""

    __tablename__ = "attempt"
    __table_args__ = (UniqueConstraint("owner", "uid"),)
    owner: str = Field(primary_key=True, sa_type=Text)
    id: int = Field(primary_key=True)
    uid: str = Field(sa_type=Text)
    exam: str = Field(sa_type=Text)
    on: str | None = Field(sa_type=Text)
    score: str | None = Field(sa_type=Text)
    reported: str | None = Field(sa_type=Text)


class StudyHoursRow(SQLModel, table=True):
    """Hours studied on a day, logged by hand."""

    __tablename__ = "study_hours"
    __table_args__ = (UniqueConstraint("owner", "uid"),)
    owner: str = Field(primary_key=True, sa_type=Text)
    id: int = Field(primary_key=True)
    uid: str = Field(sa_type=Text)
    exam: str = Field(sa_type=Text)
    day: str = Field(sa_type=Text)
    hours: float = Field(sa_type=DOUBLE_PRECISION)
    topic: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)


class BankTotalRow(SQLModel, table=True):
    """What was told of a question bank on a day; `told` says how its counts are meant."""

    __tablename__ = "bank_total"
    __table_args__ = (UniqueConstraint("owner", "uid"),)
    owner: str = Field(primary_key=True, sa_type=Text)
    id: int = Field(primary_key=True)
    uid: str = Field(sa_type=Text)
    exam: str = Field(sa_type=Text)
    day: str = Field(sa_type=Text)
    bank: str = Field(sa_type=Text)
    done: int
    size: int
    percent: float | None = Field(sa_type=DOUBLE_PRECISION)
    pass_number: int
    told: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)


class DayMarkRow(SQLModel, table=True):
    """The user's word for a day: done, skipped, sick or away."""

    __tablename__ = "day_mark"
    owner: str = Field(primary_key=True, sa_type=Text)
    exam: str = Field(primary_key=True, sa_type=Text)
    day: str = Field(primary_key=True, sa_type=Text)
    state: str = Field(sa_type=Text)
    questions: int | None


class AnkiDayRow(SQLModel, table=True):
    """One day of reviews in Anki: `total` is a JSON object, `topics` and `unmapped` are JSON lists."""

    __tablename__ = "anki_day"
    owner: str = Field(primary_key=True, sa_type=Text)
    day: str = Field(primary_key=True, sa_type=Text)
    total: str = Field(sa_type=Text)
    topics: str = Field(sa_type=Text)
    unmapped: str = Field(sa_type=Text)


class InboxLineRow(SQLModel, table=True):
    """A line of an inbox that was taken, and how often."""

    __tablename__ = "inbox_line"
    owner: str = Field(primary_key=True, sa_type=Text)
    line: str = Field(primary_key=True, sa_type=Text)
    count: int


class StampRow(SQLModel, table=True):
    """When a unit was changed last; without a row of that name it is the tombstone of one that was removed."""

    __tablename__ = "stamp"
    owner: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(primary_key=True, sa_type=Text)
    stamp: str = Field(sa_type=Text)


class SeenRow(SQLModel, table=True):
    """The latest stamp of each device that was known after the last merge."""

    __tablename__ = "seen"
    owner: str = Field(primary_key=True, sa_type=Text)
    device: str = Field(primary_key=True, sa_type=Text)
    stamp: str = Field(sa_type=Text)


class GaveWayRow(SQLModel, table=True):
    """A row that gave way to another of the same sitting: the stamp of its tombstone, and what it held, as JSON."""

    __tablename__ = "gave_way"
    owner: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(primary_key=True, sa_type=Text)
    stamp: str = Field(sa_type=Text)
    held: str = Field(sa_type=Text)


class SetAsideRow(SQLModel, table=True):
    """What was taken back of what an undone merge had brought: the stamp of that, and the rows by kind, as JSON."""

    __tablename__ = "set_aside"
    owner: str = Field(primary_key=True, sa_type=Text)
    kind: str = Field(primary_key=True, sa_type=Text)
    name: str = Field(primary_key=True, sa_type=Text)
    stamp: str = Field(sa_type=Text)
    held: str = Field(sa_type=Text)


class ChangeRow(SQLModel, table=True):
    """One change the user made; `undone_at` is set when it was taken back, `day` is the user's own day of it."""

    __tablename__ = "change"
    owner: str = Field(primary_key=True, sa_type=Text)
    id: int = Field(primary_key=True)
    at: str = Field(sa_type=Text)
    what: str = Field(sa_type=Text)
    said: str = Field(sa_type=Text)
    undone_at: str | None = Field(sa_type=Text)
    day: str | None = Field(sa_type=Text)


class ChangedRow(SQLModel, table=True):
    """One row that a change touched, before and after, as JSON; null where there was or is none."""

    __tablename__ = "changed_row"
    owner: str = Field(primary_key=True, sa_type=Text)
    change: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str = Field(sa_type=Text)
    before: str | None = Field(sa_type=Text)
    after: str | None = Field(sa_type=Text)


class MigrationRow(SQLModel, table=True):
    """One migration that ran here."""

    __tablename__ = "stepready_migration"
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str = Field(sa_type=Text)
    at: str = Field(sa_type=Text)


class StudySettingsRow(SQLModel, table=True):
    """What the user can give to study: hours for Monday to Sunday and rest weekdays as JSON lists.

    `hours` is null where the guide's own count; `away` is a JSON list of closed ranges of days, `rotations` one of
    ranges with their hours, null without any.
    """

    __tablename__ = "study_settings"
    owner: str = Field(primary_key=True, sa_type=Text)
    exam: str = Field(primary_key=True, sa_type=Text)
    hours: str | None = Field(sa_type=Text)
    rest_weekdays: str = Field(sa_type=Text)
    away: str = Field(sa_type=Text)
    bank_done_by: str | None = Field(sa_type=Text)
    rotations: str | None = Field(sa_type=Text)


class ScheduleRow(SQLModel, table=True):
    """The kept schedule of an exam."""

    __tablename__ = "schedule"
    owner: str = Field(primary_key=True, sa_type=Text)
    exam: str = Field(primary_key=True, sa_type=Text)
    made_on: str = Field(sa_type=Text)
    exam_date: str = Field(sa_type=Text)


class ScheduleDayRow(SQLModel, table=True):
    """One day of a kept schedule; `focus` is a JSON list, `practice_exam` a JSON object."""

    __tablename__ = "schedule_day"
    owner: str = Field(primary_key=True, sa_type=Text)
    exam: str = Field(primary_key=True, sa_type=Text)
    day: str = Field(primary_key=True, sa_type=Text)
    phase: str = Field(sa_type=Text)
    rest: bool
    questions: int
    review_hours: float = Field(sa_type=DOUBLE_PRECISION)
    content_hours: float = Field(sa_type=DOUBLE_PRECISION)
    focus: str = Field(sa_type=Text)
    practice_exam: str | None = Field(sa_type=Text)
    note: str = Field(sa_type=Text)


class OwnDayRow(SQLModel, table=True):
    """A day of the user's own: `on` a date, or `days` after (or `before`) the day whose id is in `after`."""

    __tablename__ = "own_day"
    __table_args__ = (UniqueConstraint("owner", "uid"),)
    owner: str = Field(primary_key=True, sa_type=Text)
    id: int = Field(primary_key=True)
    uid: str = Field(sa_type=Text)
    label: str = Field(sa_type=Text)
    on: str | None = Field(sa_type=Text)
    after: str = Field(sa_type=Text)
    days: int
    before: bool
    note: str = Field(sa_type=Text)


class ProfileRow(SQLModel, table=True):
    """What programmes ask of an applicant and no exam tells; `states` is a JSON list."""

    __tablename__ = "profile"
    owner: str = Field(primary_key=True, sa_type=Text)
    visa: str | None = Field(sa_type=Text)
    graduated: int | None
    us_months: int | None
    us_kind: str | None = Field(sa_type=Text)
    letters: str | None = Field(sa_type=Text)
    states: str | None = Field(sa_type=Text)
    step3: str | None = Field(sa_type=Text)
    prior_training: bool | None
    budget: int | None


class ProgrammeRow(SQLModel, table=True):
    """One track of one programme; `facts` is a JSON object by field, each with its value, source and day."""

    __tablename__ = "programme"
    __table_args__ = (UniqueConstraint("owner", "uid"),)
    owner: str = Field(primary_key=True, sa_type=Text)
    id: int = Field(primary_key=True)
    uid: str = Field(sa_type=Text)
    name: str = Field(sa_type=Text)
    specialty: str = Field(sa_type=Text)
    track: str | None = Field(sa_type=Text)
    institution: str = Field(sa_type=Text)
    city: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    nrmp_code: str = Field(sa_type=Text)
    acgme_id: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    facts: str = Field(sa_type=Text)


class ShortlistRow(SQLModel, table=True):
    """The list of one season; `specialties` is a JSON list, `entries` one of JSON objects, programmes by uid.

    `expected` is a JSON object: what was expected of the list on the day it was built.
    """

    __tablename__ = "shortlist"
    owner: str = Field(primary_key=True, sa_type=Text)
    season: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    specialties: str = Field(sa_type=Text)
    budget: int | None
    most: int | None
    built_on: str | None = Field(sa_type=Text)
    entries: str = Field(sa_type=Text)
    expected: str | None = Field(sa_type=Text)
