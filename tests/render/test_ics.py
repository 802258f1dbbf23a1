"""The calendar file, read back with the icalendar package."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Component, Timezone

from stepready.core.facts.citation import Status
from stepready.core.facts.exam import Exam
from stepready.core.log.bank_work import BankWork
from stepready.core.plan import Plan
from stepready.core.season.calendar import season
from stepready.core.season.key_day import Event, EventKind
from stepready.core.season.patterns import Relative
from stepready.guides.library import load
from stepready.render.ics import calendar_ics, ics_bytes, is_ours, sequence, stamp
from stepready.services.calendar import CalendarView, calendar

TODAY = date(2027, 7, 1)


FIXED_STEPS = {
    step.id
    for step in load().calendar.steps
    if not isinstance(step.pattern, Relative) and step.status is not Status.PROJECTED
}


class OnePlan:
    """A book that holds nothing but a plan, after so many changes."""

    def __init__(self, plan: Plan | None, changes: int = 0) -> None:
        self.held = plan
        self.changes = changes

    def plan(self, exam: Exam | None = None) -> Plan | None:
        del exam
        return self.held

    def version(self) -> int:
        return self.changes

    def practice_exams(self, exam: Exam) -> list[object]:
        del exam
        return []

    def bank_work(self, exam: Exam, since: date, totals: object = None) -> BankWork:
        del exam, since, totals
        return BankWork()

    def schedule(self, exam: Exam) -> None:
        del exam

    def __getattr__(self, name: str) -> Callable[..., list[object]]:
        """Hold nothing of any other kind."""
        return lambda *_, **__: []


def view(exam_date: date = date(2027, 7, 28), as_of: date = TODAY, changes: int = 0) -> CalendarView:
    plan = Plan(exam=Exam.STEP2CK, exam_date=exam_date, season=2028)
    return calendar(OnePlan(plan, changes), load(), as_of=as_of)  # type: ignore[arg-type]


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
        title, step = str(event["summary"]), uid.removeprefix("season-2028-").removesuffix("@stepready")
        # a step with a day of its own in every season is no projection; one counted from a projected day is
        assert title.endswith("(projected)") is (uid.startswith("season-2028-") and step not in FIXED_STEPS), uid
    published = calendar(OnePlan(None), load(), as_of=TODAY, season=2026)  # type: ignore[arg-type]
    assert not any("projected" in str(e["summary"]) for e in read(calendar_ics(published)).values())


def test_moving_the_exam_moves_the_same_events() -> None:
    before, after = starts(calendar_ics(view())), starts(calendar_ics(view(date(2027, 8, 4))))
    assert set(before) == set(after)
    assert after["step2ck-exam@stepready"] == date(2027, 8, 4)
    assert after["step2ck-score_typical@stepready"] == date(2027, 9, 1)


def number_of(shown: CalendarView) -> int:
    return int(read(calendar_ics(shown))["step2ck-exam@stepready"].decoded("sequence"))


def test_the_same_day_and_log_give_the_same_bytes() -> None:
    assert calendar_ics(view(changes=3)) == calendar_ics(view(changes=3))


def test_the_sequence_grows_with_every_change_and_with_every_day() -> None:
    assert number_of(view(changes=4)) > number_of(view(changes=3))
    assert number_of(view(as_of=date(2027, 7, 2), changes=3)) > number_of(view(changes=3))
    assert number_of(view(as_of=date(2027, 7, 2), changes=0)) > number_of(view(changes=999))  # a log begun anew
    assert sequence(date(2098, 12, 31), 9_999) < 2**31


def test_the_stamp_grows_with_every_change_and_stays_on_its_day() -> None:
    assert stamp(TODAY, 3) < stamp(TODAY, 4) < stamp(TODAY, 10**6) < stamp(date(2027, 7, 2), 0)
    exam = read(calendar_ics(view(changes=4)))["step2ck-exam@stepready"]
    assert exam.decoded("dtstamp") == datetime(2027, 7, 1, 0, 0, 4, tzinfo=UTC)


def test_an_alarm_that_would_have_rung_is_left_out() -> None:
    def alarms(as_of: date) -> list[timedelta]:
        exam = read(calendar_ics(view(as_of=as_of)))["step2ck-exam@stepready"]
        return [alarm.decoded("trigger") for alarm in exam.walk("VALARM")]

    week, eve = timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)
    assert alarms(date(2027, 7, 21)) == [week, eve]
    assert alarms(date(2027, 7, 22)) == [eve]
    assert alarms(date(2027, 7, 28)) == []
    assert alarms(date(2027, 8, 28)) == []


def test_alarms_ring_days_ahead() -> None:
    exam = read(calendar_ics(view()))["step2ck-exam@stepready"]
    triggers = [alarm.decoded("trigger") for alarm in exam.walk("VALARM")]
    assert triggers == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]  # 9:00 that morning
    due = read(calendar_ics(view()))["season-2028-rank_list_due@stepready"]
    assert [alarm.decoded("trigger") for alarm in due.walk("VALARM")] == [timedelta(days=-7), timedelta(days=-1)]


def test_text_with_marks_of_its_own_survives() -> None:
    title = "Sit; then wait, \\ and read\nthe “score” " + "é" * 80
    event = Event(uid="x", id="x", on=TODAY, label=title, why="why", status="", kind=EventKind.ACT)
    assert str(read(ics_bytes("n", [event], TODAY))["x@stepready"]["summary"]) == title


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


def test_a_reader_is_told_how_often_to_look_again() -> None:
    """RFC 7986, 5.7: the property is a duration and says so."""
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in calendar_ics(view())


def event(uid: str, on: date, label: str = "day") -> Event:
    return Event(uid=uid, id=uid, on=on, label=label, why="why", status="", kind=EventKind.ACT)


def test_what_a_file_no_longer_has_is_cancelled_until_its_day_is_past() -> None:
    first = ics_bytes("n", [event("a", date(2027, 7, 5)), event("b", date(2027, 7, 6), "second")], TODAY, 1)
    second = ics_bytes("n", [event("a", date(2027, 7, 5))], date(2027, 7, 2), 2, before=first)
    gone = read(second)["b@stepready"]
    assert (str(gone["status"]), str(gone["summary"])) == ("CANCELLED", "Second")
    assert gone.decoded("dtstart") == date(2027, 7, 6)
    assert gone.decoded("sequence") > read(first)["b@stepready"].decoded("sequence")
    assert gone.walk("VALARM") == []
    assert "status" not in read(second)["a@stepready"]
    third = ics_bytes("n", [event("a", date(2027, 7, 5))], date(2027, 7, 6), 2, before=second)
    assert str(read(third)["b@stepready"]["status"]) == "CANCELLED"
    fourth = ics_bytes("n", [event("a", date(2027, 7, 5))], date(2027, 7, 7), 2, before=third)
    assert set(read(fourth)) == {"a@stepready"}
    back = ics_bytes("n", [event("a", date(2027, 7, 5)), event("b", date(2027, 7, 6))], date(2027, 7, 2), before=second)
    assert "status" not in read(back)["b@stepready"]


@pytest.mark.parametrize("before", [b"", b"notes", b"BEGIN:VCALENDAR\r\nPRODID:-//stepready//x\r\nBEGIN:VEVENT\r\n"])
def test_a_file_that_cannot_be_read_cancels_nothing(before: bytes) -> None:
    assert set(read(ics_bytes("n", [event("a", TODAY)], TODAY, before=before))) == {"a@stepready"}


def test_two_owners_of_one_server_share_no_id_and_each_keeps_its_own() -> None:
    one, other = (set(read(calendar_ics(replace(view(), owner=owner)))) for owner in ("ann", "ben"))
    again = set(read(calendar_ics(replace(view(as_of=date(2027, 7, 9), changes=5), owner="ann"))))
    assert one.isdisjoint(other)
    assert one == again
    assert "step2ck-exam@ann.stepready" in one
    assert "step2ck-exam@stepready" in read(calendar_ics(view()))
