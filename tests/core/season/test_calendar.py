"""Seasons: published rows stand as published, the rest is projected from a pattern and says so."""

import tomllib
from datetime import date, time
from importlib.resources import files

import pytest

from stepready.core.facts.citation import Status
from stepready.core.facts.settings import MilestoneOverride
from stepready.core.season.calendar import (
    CalendarData,
    MilestonePattern,
    OtherService,
    Publication,
    PublishedDay,
    PublishedSeason,
    default_season,
    season,
)
from stepready.core.season.patterns import FirstWorkingDay, FixedDay, LastWorkingDay, NthWeekday, Relative
from stepready.core.season.season import MILESTONE_IDS
from stepready.core.values.errors import StepreadyError
from stepready.guides.strict import Reader

# Rows of the ERAS and NRMP tables as published; 2028 as projected by hand from the stated patterns.
PUBLISHED = {
    2025: ("2024-06-05", "2024-09-04", "2024-09-25", "2024-09-16", "2025-01-31", "2025-02-03", "2025-03-05",
           "2025-03-17", "2025-03-21", "2025-05-31"),
    2026: ("2025-06-04", "2025-09-03", "2025-09-24", "2025-09-15", "2026-01-30", "2026-02-02", "2026-03-04",
           "2026-03-16", "2026-03-20", "2026-05-31"),
    2027: ("2026-06-03", "2026-09-02", "2026-09-23", "2026-09-15", "2027-01-29", "2027-02-01", "2027-03-03",
           "2027-03-15", "2027-03-19", "2027-05-31"),
    2028: ("2027-06-02", "2027-09-01", "2027-09-22", "2027-09-15", "2028-01-31", "2028-02-01", "2028-03-01",
           "2028-03-13", "2028-03-17", "2028-05-31"),
}  # fmt: skip
# By hand from a printed calendar: 1 June 2028 is a Thursday, 1 September 2028 and 15 September 2028 are Fridays,
# 31 January 2029 is a Wednesday, 1 February a Thursday, 16 March 2029 the third Friday.
BY_HAND_2029 = ("2028-06-07", "2028-09-06", "2028-09-27", "2028-09-15", "2029-01-31", "2029-02-01", "2029-02-28",
                "2029-03-12", "2029-03-16", "2029-05-31")  # fmt: skip


def load() -> CalendarData:
    reader = Reader("calendar.toml")
    text = files("stepready.guides").joinpath("data", "calendar.toml").read_text(encoding="utf-8")
    data = reader.read(CalendarData, tomllib.loads(text))
    assert data is not None, [str(problem) for problem in reader.problems]
    return data


DATA = load()
PATTERNS_ALONE = CalendarData(
    zone=DATA.zone,
    first_season=DATA.first_season,
    last_season=DATA.last_season,
    milestones=DATA.milestones,
    seasons=(),
)


def days(of: CalendarData, year: int) -> tuple[str, ...]:
    found = season(year, of)
    return tuple(found.day(milestone_id).isoformat() for milestone_id in MILESTONE_IDS)


@pytest.mark.parametrize(("year", "row"), [*PUBLISHED.items(), (2029, BY_HAND_2029)])
def test_a_season_has_the_days_of_the_tables(year: int, row: tuple[str, ...]) -> None:
    assert days(DATA, year) == row


@pytest.mark.parametrize(("year", "row"), PUBLISHED.items())
def test_the_patterns_alone_reproduce_every_published_row(year: int, row: tuple[str, ...]) -> None:
    assert days(PATTERNS_ALONE, year) == row


@pytest.mark.parametrize(
    ("year", "milestone_id", "status"),
    [
        (2025, "review_opens", "official"),
        (2025, "match_day", "official"),
        (2025, "ranking_opens", "community"),
        (2025, "rank_list_due", "community"),
        (2026, "submit_from", "official"),
        (2026, "rank_list_due", "secondary"),
        (2027, "review_opens", "secondary"),
        (2027, "match_day", "secondary"),
    ],
)
def test_a_published_day_is_as_well_known_as_its_source(year: int, milestone_id: str, status: str) -> None:
    milestone = season(year, DATA).milestone(milestone_id)
    assert milestone.status.value == status
    assert milestone.source


@pytest.mark.parametrize("year", [2020, 2024, 2028, 2029, 2050, 2100])
def test_a_season_without_published_days_is_projected_throughout(year: int) -> None:
    found = season(year, DATA)
    assert {m.status for m in found.milestones} == {Status.PROJECTED}
    assert all(m.source for m in found.milestones)


@pytest.mark.parametrize("year", range(2020, 2101))
def test_every_season_is_whole_and_in_order(year: int) -> None:
    found = season(year, DATA)
    assert sorted(m.id for m in found.milestones) == sorted(MILESTONE_IDS)
    assert [m.on for m in found.milestones] == sorted(m.on for m in found.milestones)
    assert date(year - 1, 6, 1) <= found.milestones[0].on
    assert found.milestones[-1].on == date(year, 5, 31)
    assert found.day("match_day").weekday() == 4
    assert found.day("match_week").weekday() == 0
    assert all(found.day(i).weekday() < 5 for i in MILESTONE_IDS if i != "season_ends")


def test_review_of_2028_is_planned_on_the_earlier_of_two_projections() -> None:
    review = season(2028, DATA).milestone("review_opens")
    assert (review.on, review.also) == (date(2027, 9, 22), (date(2027, 9, 29),))
    assert review.status is Status.PROJECTED


def test_a_dissenting_source_is_kept_beside_the_day() -> None:
    assert season(2027, DATA).milestone("eras_opens").also == (date(2026, 6, 4),)


def test_hours_are_those_of_the_services() -> None:
    hours = {m.id: m.at for m in season(2028, DATA).milestones}
    assert {hours[i] for i in ("eras_opens", "submit_from", "review_opens")} == {time(9)}
    assert (hours["season_ends"], hours["rank_list_due"]) == (time(17), time(21))
    assert hours["match_day"] is None


@pytest.mark.parametrize(
    ("as_of", "year"),
    [
        ("2026-11-22", 2028),
        ("2027-09-21", 2028),
        ("2027-09-22", 2029),  # the opening day counts as open
        ("2026-09-22", 2027),
        ("2026-09-23", 2028),
        ("2024-02-29", 2025),
        ("2027-12-31", 2029),
        ("2028-01-01", 2029),
    ],
)
def test_the_default_season_is_the_next_whose_review_has_not_opened(as_of: str, year: int) -> None:
    assert default_season(date.fromisoformat(as_of), DATA) == year


@pytest.mark.parametrize("year", [2019, 2101, 0, -5, 99999])
def test_a_far_season_is_refused_with_what_is_accepted(year: int) -> None:
    with pytest.raises(StepreadyError, match=f"season {year} is out of range; accepted: 2020 to 2100"):
        season(year, DATA)


@pytest.mark.parametrize("as_of", ["1990-01-01", "2200-01-01", "9999-12-31"])
def test_a_far_today_is_refused_not_crashed(as_of: str) -> None:
    with pytest.raises(StepreadyError, match="out of range"):
        default_season(date.fromisoformat(as_of), DATA)


def test_an_override_shows_the_users_day_source_and_status() -> None:
    own = MilestoneOverride(season=2028, id="review_opens", on=date(2027, 9, 29), source="my dean's office")
    review = season(2028, DATA, (own,)).milestone("review_opens")
    assert (review.on, review.source, review.status) == (date(2027, 9, 29), "my dean's office", Status.COMMUNITY)
    assert review.also == ()
    assert season(2029, DATA, (own,)) == season(2029, DATA)


def test_an_override_stands_before_a_published_day_and_may_say_how_well_it_is_known() -> None:
    own = MilestoneOverride(
        season=2027, id="match_day", on=date(2027, 3, 26), source="NRMP page", status=Status.OFFICIAL
    )
    found = season(2027, DATA, (own,))
    assert (found.day("match_day"), found.milestone("match_day").status) == (date(2027, 3, 26), Status.OFFICIAL)
    assert found.day("rank_list_due") == date(2027, 3, 3), "a published day does not move with another"


def test_a_projected_day_follows_the_milestone_it_is_relative_to() -> None:
    own = MilestoneOverride(season=2028, id="submit_from", on=date(2027, 9, 8), source="ERAS page")
    assert season(2028, DATA, (own,)).day("review_opens") == date(2027, 9, 29)


def test_an_override_can_move_the_default_season() -> None:
    own = MilestoneOverride(season=2028, id="review_opens", on=date(2027, 9, 29), source="ERAS page")
    assert default_season(date(2027, 9, 22), DATA, (own,)) == 2028


def nobody(_milestone_id: str) -> date:
    raise AssertionError


@pytest.mark.parametrize(
    ("pattern", "season_year", "day"),
    [
        (NthWeekday(of_year="match", month=2, weekday="tue", nth=1), 2028, "2028-02-01"),
        (NthWeekday(of_year="application", month=2, weekday="thu", nth=4), 2028, "2027-02-25"),
        (FixedDay(of_year="match", month=2, day_of_month=28), 2028, "2028-02-28"),
        (FixedDay(of_year="application", month=9, day_of_month=15, working=True), 2025, "2024-09-16"),  # a Sunday
        (FixedDay(of_year="application", month=8, day_of_month=1, working=True), 2027, "2026-08-03"),  # a Saturday
        (FirstWorkingDay(of_year="match", month=2), 2025, "2025-02-03"),  # the 1st is a Saturday
        (LastWorkingDay(of_year="match", month=1), 2027, "2027-01-29"),  # the 31st is a Sunday
        (LastWorkingDay(of_year="match", month=2), 2028, "2028-02-29"),  # a leap day, a Tuesday
        (LastWorkingDay(of_year="match", month=2), 2032, "2032-02-27"),  # a leap day on a Sunday
        (LastWorkingDay(of_year="match", month=2), 2100, "2100-02-26"),  # no leap year
    ],
)
def test_patterns_give_the_days_of_a_printed_calendar(
    pattern: NthWeekday | FixedDay | FirstWorkingDay | LastWorkingDay, season_year: int, day: str
) -> None:
    assert pattern.day(season_year, nobody) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("reference", "apart", "day"),
    [("2028-02-28", 1, "2028-02-29"), ("2028-03-17", -16, "2028-03-01"), ("2027-12-20", 21, "2028-01-10")],
)
def test_a_relative_day_counts_through_leap_days_and_new_year(reference: str, apart: int, day: str) -> None:
    pattern = Relative(milestone="match_day", days=apart)
    assert pattern.day(2028, lambda _id: date.fromisoformat(reference)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"milestones": DATA.milestones[1:]}, "each of"),
        ({"milestones": (*DATA.milestones, DATA.milestones[0])}, "once"),
        ({"seasons": (DATA.seasons[0], DATA.seasons[0])}, "given twice"),
    ],
)
def test_calendar_data_must_name_every_milestone_and_season_once(change: dict[str, object], words: str) -> None:
    parts = {name: getattr(DATA, name) for name in ("zone", "first_season", "last_season", "milestones", "seasons")}
    with pytest.raises(ValueError, match=words):
        CalendarData(**{**parts, **change})


def test_days_that_rest_on_each_other_are_refused() -> None:
    def relative_to(form: MilestonePattern) -> MilestonePattern:
        other = {"match_day": "match_week", "submit_from": "submit_from"}.get(form.id)
        pattern = Relative(milestone=other, days=1) if other else form.pattern
        return MilestonePattern(id=form.id, label=form.label, pattern=pattern, source="s", status=Status.PROJECTED)

    with pytest.raises(ValueError, match=r"submit_from, review_opens, rank_list_due, match_week, match_day; allowed"):
        CalendarData(
            zone=DATA.zone,
            first_season=2020,
            last_season=2100,
            milestones=tuple(relative_to(form) for form in DATA.milestones),
            seasons=(),
        )


@pytest.mark.parametrize("ids", [("review_open",), ("match_day", "match_day")])
def test_a_season_names_known_milestones_once(ids: tuple[str, ...]) -> None:
    published = tuple(PublishedDay(id=i, on=date(2028, 3, 17)) for i in ids)
    page = Publication(source="s", status=Status.OFFICIAL, days=published)
    with pytest.raises(ValueError, match=f"season 2028: {ids[0]}"):
        CalendarData(
            zone=DATA.zone,
            first_season=2020,
            last_season=2100,
            milestones=DATA.milestones,
            seasons=(PublishedSeason(year=2028, publications=(page,)),),
        )


@pytest.mark.parametrize(
    ("specialty", "named"),
    [
        ("emergency-medicine", "emergency-medicine"),
        ("EM", "emergency-medicine"),
        ("OB-GYN", "obgyn"),
        (" Urology ", "urology"),
        ("pmr", None),
        ("", None),
        (None, None),
    ],
)
def test_specialties_with_a_service_of_their_own_are_known(specialty: str | None, named: str | None) -> None:
    found: list[OtherService] = [o for o in DATA.other_services if o.speaks_of(specialty)]
    assert [o.specialty for o in found] == ([named] if named else [])
