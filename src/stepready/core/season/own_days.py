"""The user's own deadlines beside the official ones: ECFMG, OET, a visa, whatever has a day."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from stepready.core.facts.settings import AddedDay
from stepready.core.log.entry import clean_text
from stepready.core.season.key_day import YOURS, Event, EventKind
from stepready.core.season.season import MILESTONE_IDS, Season
from stepready.core.season.steps import SeasonStep, step_day
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count, full_day

MOST_DAYS = 1000
MAX_LABEL = 80
MAX_DAY_NOTE = 500
FIRST_YEAR, LAST_YEAR = 2015, 2100
EXAM = "exam"
"""What stands for the booked test day where a day is counted from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDay:
    """A day of the user's own: on a date, or so many days `after` another, by its id; with `before` ahead of it.

    One of `on` and `after` is given. `id` 0 is not kept yet.
    """

    id: int = 0
    uid: str = ""
    label: str
    on: date | None = None
    after: str = ""
    days: int = 0
    before: bool = False
    note: str = ""

    @property
    def when(self) -> str:
        """When it is, as it was told: `2027-08-14`, `14 days before review_opens`."""
        if self.on is not None:
            return self.on.isoformat()
        if not self.days:
            return f"on {self.after}"
        return f"{count(self.days, 'day')} {'before' if self.before else 'after'} {self.after}"

    @property
    def said(self) -> str:
        """The day in words: `OET on 2027-08-14`."""
        return f"{self.label} {'on ' if self.on is not None else ''}{self.when}"


def checked_own_day(day: OwnDay, known: Iterable[str]) -> OwnDay:
    """Return a day that can be kept; `known` are the ids that a day can be counted from. Raise StepreadyError."""
    label = clean_text("label", " ".join(day.label.split()), MAX_LABEL)
    if not label:
        raise StepreadyError('the day has no label; accepted: one such as "OET"')
    if (day.on is None) == (not day.after):
        found = "both a date and --from" if day.after else "no date"
        raise StepreadyError(f"{label} has {found}; accepted: --on DATE, or --from ID --days N")
    if day.on is not None and not FIRST_YEAR <= day.on.year <= LAST_YEAR:
        raise StepreadyError(f"{day.on.isoformat()} is out of range; accepted: years {FIRST_YEAR} to {LAST_YEAR}")
    ids = list(known)
    if day.after and day.after not in ids:
        raise StepreadyError(f"{day.after[:40]!r} is no day to count from; accepted: {', '.join(ids)}")
    if not 0 <= day.days <= MOST_DAYS:
        raise StepreadyError(f"{day.days} days; accepted: {-MOST_DAYS} to {MOST_DAYS}")
    if day.on is not None and day.days:
        raise StepreadyError("--days counts from another day; accepted: --from ID --days N, or --on DATE alone")
    return OwnDay(
        id=day.id,
        uid=day.uid,
        label=label,
        on=day.on,
        after=day.after,
        days=day.days,
        before=day.before and day.days > 0,
        note=clean_text("note", day.note, MAX_DAY_NOTE),
    )


def counted_from(steps: Iterable[SeasonStep]) -> list[str]:
    """Return the ids that a day can be counted from: milestones, steps, the exam."""
    return [*MILESTONE_IDS, *(step.id for step in steps), EXAM]


def falls_on(day: OwnDay, season: Season, steps: Sequence[SeasonStep], exam_date: date | None) -> date | None:
    """Return the date of a day in a season; None for one counted from an exam that is not booked."""
    if day.on is not None:
        return day.on
    if day.after == EXAM:
        start = exam_date
    else:
        step = next((step for step in steps if step.id == day.after), None)
        start = season.day(day.after) if step is None else step_day(step, season)
    return None if start is None else start + timedelta(days=-day.days if day.before else day.days)


def step_meant(day: OwnDay, steps: Iterable[SeasonStep]) -> SeasonStep | None:
    """Return the step of an application that a day of the user's own names, or None: theirs stands for ours then."""
    return next((step for step in steps if step.is_named(day.label)), None)


def own_events(
    days: Iterable[OwnDay], season: Season, steps: Sequence[SeasonStep], exam_date: date | None
) -> list[Event]:
    """Return the user's own days as events of a season."""
    found = []
    for day in days:
        on = falls_on(day, season, steps, exam_date)
        if on is None:
            continue
        step = step_meant(day, steps)
        instead = f"; the pattern's day was {full_day(step_day(step, season))}" if step is not None else ""
        counted = f"{day.when}, as you said" if day.on is None else "as you said"
        found.append(
            Event(
                id=f"own_{day.id}",
                on=on,
                label=day.label,
                why=". ".join(part for part in (f"{counted}{instead}", day.note) if part),
                status=YOURS,
                uid=f"own-{day.uid}",
                kind=EventKind.ACT,
            )
        )
    return found


def added_events(
    days: Iterable[AddedDay], season: Season, steps: Sequence[SeasonStep], exam_date: date | None
) -> list[Event]:
    """Return the days that a settings file adds as events of a season, each with its source."""
    found = []
    for place, day in enumerate(days, start=1):
        own = OwnDay(label=day.label, on=day.on, after=day.after, days=abs(day.days), before=day.days < 0)
        on = falls_on(own, season, steps, exam_date)
        if on is not None:
            found.append(
                Event(
                    id=f"added_{place}",
                    on=on,
                    label=day.label,
                    why=day.source,
                    status=day.status.value,
                    uid=f"added-{season.year}-{place}",
                    kind=EventKind.ACT,
                )
            )
    return found
