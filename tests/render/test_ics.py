"""The calendar file, read back with the icalendar package."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component, Timezone

from stepready.core.calendar import season
from stepready.core.exam import Exam
from stepready.core.plan import Plan
from stepready.guides.library import load
from stepready.render.calendar_ics import calendar_ics
from stepready.render.ics import Entry, ics_bytes, is_ours
from stepready.services.calendar import CalendarView, calendar

TODAY = date(2027, 7, 1)


class OnePlan:
    """A book that holds nothing but a plan."""

    def __init__(self, plan: Plan | None) -> None:
        self.held = plan

    def plan(self, exam: Exam | None = None) -> Plan | None:
        del exam
        return self.held


def view(exam_date: date = date(2027, 7, 28), as_of: date = TODAY) -> CalendarView:
    plan = Plan(exam=Exam.STEP2CK, exam_date=exam_date, season=2028)
    return calendar(OnePlan(plan), load(), as_of=as_of)  # type: ignore[arg-type]


def read(content: bytes) -> dict[str, Component]:
    events = Calendar.from_ical(content).walk("VEVENT")
    found = {str(event["uid"]): event for event in events}
    assert len(found) == len(events), "an id stands for one event"
    return found


def starts(content: bytes) -> dict[str, date | datetime]:
    return {uid: event.decoded("dtstart") for uid, event in read(content).items()}


def test_every_event_is_read_back_on_its_day() -> None:
    shown = view()
    found = starts(calendar_ics(shown))
    assert len(found) == len(shown.events)
    for event in shown.events:
        start = found[f"{event.uid}@stepready"]
        assert (start.date() if isinstance(start, datetime) else start) == event.on
        assert isinstance(start, datetime) is (event.at is not None)


@pytest.mark.parametrize(
    ("zone", "review", "rank_list", "match_week"),
    [
        ("America/New_York", "2027-09-22 09:00", "2028-03-01 21:00", "2028-03-13 10:00"),
        ("UTC", "2027-09-22 13:00", "2028-03-02 02:00", "2028-03-13 14:00"),
        ("Asia/Kolkata", "2027-09-22 18:30", "2028-03-02 07:30", "2028-03-13 19:30"),
        ("Pacific/Honolulu", "2027-09-22 03:00", "2028-03-01 16:00", "2028-03-13 04:00"),
    ],
)
def test_hours_are_right_in_every_zone(zone: str, review: str, rank_list: str, match_week: str) -> None:
    found = starts(calendar_ics(view()))
    told = []
    for milestone in ("review_opens", "rank_list_due", "match_week"):
        start = found[f"season-2028-{milestone}@stepready"]
        assert isinstance(start, datetime)
        told.append(f"{start.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}")
    assert told == [review, rank_list, match_week]


def test_the_files_own_zone_definition_agrees_with_the_database() -> None:
    defined = Calendar.from_ical(calendar_ics(view())).walk("VTIMEZONE")[0]
    assert isinstance(defined, Timezone)
    zone = defined.to_tz(lookup_tzid=False)
    new_york = ZoneInfo("America/New_York")
    for at in range(0, 800, 5):
        noon = datetime.combine(TODAY + timedelta(days=at), time(12))
        assert zone.utcoffset(noon) == noon.replace(tzinfo=new_york).utcoffset(), noon


def test_whole_days_last_one_day_and_have_no_hour() -> None:
    exam = read(calendar_ics(view()))["step2ck-exam@stepready"]
    assert exam.decoded("dtstart") == date(2027, 7, 28)
    assert exam.decoded("dtend") == date(2027, 7, 29)


def test_projected_days_say_so_in_the_title_and_others_do_not() -> None:
    for uid, event in read(calendar_ics(view())).items():
        title = str(event["summary"])
        assert title.endswith("(projected)") is uid.startswith("season-2028-"), uid
    published = calendar(OnePlan(None), load(), as_of=TODAY, season=2026)  # type: ignore[arg-type]
    assert not any("projected" in str(e["summary"]) for e in read(calendar_ics(published)).values())


def test_moving_the_exam_moves_the_same_events() -> None:
    before, after = starts(calendar_ics(view())), starts(calendar_ics(view(date(2027, 8, 4))))
    assert set(before) == set(after)
    assert after["step2ck-exam@stepready"] == date(2027, 8, 4)
    assert after["step2ck-score_typical@stepready"] == date(2027, 9, 1)


def test_the_same_day_gives_the_same_bytes_and_a_later_one_a_higher_sequence() -> None:
    assert calendar_ics(view()) == calendar_ics(view())
    later = read(calendar_ics(view(as_of=date(2027, 7, 2))))["step2ck-exam@stepready"]
    now = read(calendar_ics(view()))["step2ck-exam@stepready"]
    assert later.decoded("sequence") == now.decoded("sequence") + 1


def test_alarms_ring_days_ahead() -> None:
    exam = read(calendar_ics(view()))["step2ck-exam@stepready"]
    triggers = [alarm.decoded("trigger") for alarm in exam.walk("VALARM")]
    assert triggers == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]  # 9:00 that morning
    due = read(calendar_ics(view()))["season-2028-rank_list_due@stepready"]
    assert [alarm.decoded("trigger") for alarm in due.walk("VALARM")] == [timedelta(days=-7), timedelta(days=-1)]


def test_text_with_marks_of_its_own_survives() -> None:
    title = "Sit; then wait, \\ and read\nthe “score” " + "é" * 80
    entry = Entry(uid="x", on=TODAY, title=title, says="why")
    assert str(read(ics_bytes("n", [entry], TODAY))["x@stepready"]["summary"]) == title


@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028, 2029])
def test_every_season_opens_in_a_second_reader(year: int) -> None:
    shown = calendar(OnePlan(None), load(), as_of=TODAY, season=year)  # type: ignore[arg-type]
    found = starts(calendar_ics(shown))
    for milestone in season(year, load().calendar).milestones:
        start = found[f"season-{year}-{milestone.id}@stepready"]
        assert (start.date() if isinstance(start, datetime) else start) == milestone.on


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (ics_bytes("n", [], TODAY), True),
        (b"BEGIN:VCALENDAR\r\nPRODID:-//Somebody//Else//EN\r\nEND:VCALENDAR\r\n", False),
        (b"notes", False),
        (b"", False),
    ],
)
def test_a_file_of_ours_is_known(content: bytes, ours: bool) -> None:  # noqa: FBT001
    assert is_ours(content) is ours
