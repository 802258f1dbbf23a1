"""The days of one application season: ERAS, then the Main Match."""

from datetime import date, time

from stepready.core.facts.citation import Fact
from stepready.core.values import dataclass

MILESTONE_IDS = (
    "eras_opens",
    "submit_from",
    "review_opens",
    "nrmp_registration",
    "nrmp_registration_deadline",
    "ranking_opens",
    "rank_list_due",
    "match_week",
    "match_day",
    "season_ends",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Fact):
    """One dated step of a season, in US Eastern time; `also` are other days it may fall on instead.

    `on` is the day to plan on. `at` is the hour where one is set, else None (an all-day event).
    """

    id: str
    label: str
    on: date
    at: time | None = None
    also: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """An ERAS season, named by the year its residency starts (2028: applications in September 2027)."""

    year: int
    milestones: tuple[Milestone, ...]

    @property
    def application_year(self) -> int:
        """The calendar year in which applications go out."""
        return self.year - 1

    def milestone(self, milestone_id: str) -> Milestone:
        """Return the milestone with that id."""
        return next(m for m in self.milestones if m.id == milestone_id)

    def day(self, milestone_id: str) -> date:
        """Return the day to plan on for a milestone."""
        return self.milestone(milestone_id).on

    def is_of(self, sent_on: date) -> bool:
        """Whether an application sent on a day is one of this season: between its opening and its end."""
        return self.day("eras_opens") <= sent_on <= self.day("season_ends")

    def review_is_open(self, as_of: date) -> bool:
        """Whether programmes may already read applications on that day (the opening day counts)."""
        return as_of >= self.day("review_opens")
