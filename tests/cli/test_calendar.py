"""`calendar`: the season in words, as JSON and as a file."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stepready.core.season.season import MILESTONE_IDS
from tests.conftest import Stepready

PLAN = "plan set --exam step2ck --on 2027-07-28 --applicant non-us-img --specialty med-peds --target 235"


@pytest.fixture
def clock_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Set the computer's time zone, and put it back afterwards."""

    def use(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield use
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def planned(stepready: Stepready, clock_of: Callable[[str], None]) -> Stepready:
    clock_of("America/New_York")
    stepready(PLAN)
    return stepready


def test_json_lists_every_milestone_of_the_plans_season(planned: Stepready) -> None:
    shown = planned("calendar --json").json
    assert shown["season"] == 2028
    assert {m["id"] for m in shown["milestones"]} == set(MILESTONE_IDS)
    assert {m["status"] for m in shown["milestones"]} == {"projected"}
    assert all(m["label"] and m["source"] and m["on"] for m in shown["milestones"])
    review = next(m for m in shown["milestones"] if m["id"] == "review_opens")
    assert (review["on"], review["also"], review["at"]) == ("2027-09-22", ["2027-09-29"], "09:00:00")


@pytest.mark.parametrize(
    ("season", "review", "status"),
    [(2025, "2024-09-25", "official"), (2026, "2025-09-24", "official"), (2027, "2026-09-23", "secondary")],
)
def test_another_season_shows_its_published_days(planned: Stepready, season: int, review: str, status: str) -> None:
    shown = planned(f"calendar --season {season} --json").json
    found = next(m for m in shown["milestones"] if m["id"] == "review_opens")
    assert (shown["season"], found["on"], found["status"]) == (season, review, status)


def test_without_a_plan_the_next_season_is_shown(stepready: Stepready) -> None:
    shown = stepready("calendar --json").json
    assert (shown["season"], shown["exam"], len(shown["milestones"])) == (2028, None, 10)
    assert "No plan is set" in stepready("calendar").out


def test_text_says_both_review_days_and_that_they_are_projected(planned: Stepready) -> None:
    out = " ".join(planned("calendar").out.split())
    assert "~ Wed 22 Sep 2027 Programmes review applications, 09:00 Eastern (projected)" in out
    assert "~ Wed 29 Sep 2027 Programmes review applications: possibly this day instead, 09:00 Eastern" in out
    assert "X Wed 28 Jul 2027 Step 2 CK exam (yours)" in out


def test_the_months_ahead_carry_the_marks(planned: Stepready) -> None:
    lines = planned("calendar").out.splitlines()
    july = [line[:21].rstrip() for line in lines[2:9]]
    assert july[:2] == ["Jul 2027", "Mo Tu We Th Fr Sa Su"]
    assert "12 13 14 15<16 17 18" in july
    assert "19 20 21!22 23 24 25" in july
    assert "26 27 28X29 30 31" in july


def test_an_hour_is_shown_on_the_users_clock_where_it_differs(
    planned: Stepready, clock_of: Callable[[str], None]
) -> None:
    clock_of("Asia/Kolkata")
    out = " ".join(planned("calendar").out.split())
    assert "Rank order lists due, 21:00 Eastern = 07:30 on 2 Mar here (projected)" in out


def test_after_the_exam_the_chain_is_listed_until_the_result_is_entered(planned: Stepready) -> None:
    pending = planned("--today 2027-08-01 calendar")
    assert "After the exam" in pending.out
    assert "re-send scores in MyERAS" in pending.out
    planned("--today 2027-08-25 plan set --score 241")
    assert "After the exam" not in planned("--today 2027-08-25 calendar").out
    assert planned("--today 2027-08-25 calendar --json").json["after_exam"] == []


def test_a_season_already_over_is_still_shown(planned: Stepready) -> None:
    shown = planned("--today 2029-01-01 calendar --season 2028")
    assert shown.code == 0
    assert "Season 2028 ended on Wed 31 May 2028; --season 2029 shows the next." in shown.out


def test_after_applying_the_rank_list_is_named(planned: Stepready) -> None:
    out = " ".join(planned("--today 2027-10-05 calendar --season 2028").out.split())
    assert "the rank list, due Wed 1 Mar 2028, is what counts now" in out


def test_a_specialty_with_its_own_service_is_named(planned: Stepready) -> None:
    planned("plan set --specialty emergency-medicine")
    out = " ".join(planned("calendar").out.split())
    assert "emergency medicine use an application service of their own (secondary)" in out


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(planned: Stepready, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert max(len(line) for line in planned("calendar").out.splitlines()) <= width


@pytest.mark.parametrize("season", [1999, 2101])
def test_a_far_season_is_refused(planned: Stepready, season: int) -> None:
    ended = planned(f"calendar --season {season}")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"error: season {season} is out of range; accepted: 2020 to 2100")


def test_the_file_is_written_and_replaced(planned: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "season.ics"
    first = planned("calendar", "--ics", file)
    assert (first.code, first.out) == (0, "")
    before = file.read_bytes()
    assert planned("calendar", "--ics", file).code == 0
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


def test_a_file_of_someone_else_is_not_replaced(planned: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    ended = planned("calendar", "--ics", file)
    assert ended.code == 2
    assert ended.err.startswith(f"error: {file} exists and was not written by stepready")
    assert file.read_text() == "mine"
    assert planned("calendar", "--ics", file, "--force").code == 0
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_place_that_cannot_be_written_is_one_line(planned: Stepready, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "missing" / "x.ics"):
        ended = planned("calendar", "--ics", place)
        assert (ended.code, ended.out) == (74, "")
        assert ended.err.startswith(f"error: {place} ")
        assert len(ended.err.splitlines()) == 1


def test_the_file_can_go_to_standard_output(planned: Stepready) -> None:
    out = planned("calendar --ics -").out
    assert out.startswith("BEGIN:VCALENDAR\r\n")  # as RFC 5545 ends its lines
    assert out.rstrip().endswith("END:VCALENDAR")


def sequences(stepready: Stepready, words: str = "calendar --ics -") -> set[str]:
    return {line for line in stepready(words).out.splitlines() if line.startswith("SEQUENCE:")}


def test_a_file_written_after_any_change_counts_as_newer(planned: Stepready) -> None:
    found = [sequences(planned)]
    for change in ("plan set --on 2027-08-04", "undo", "plan set --target 240"):
        assert planned(change).code == 0
        found.append(sequences(planned))
    found.append(sequences(planned, "--today 2027-07-16 calendar --ics -"))
    numbers = [int(one.removeprefix("SEQUENCE:")) for (one,) in found]  # one number for a whole file
    assert numbers == sorted(set(numbers))


def test_the_last_safe_day_for_review_is_shown_with_a_booked_date_and_without(planned: Stepready) -> None:
    line = "Wed 25 Aug 2027 last test day whose score is seen at review with 90 % (community)"
    assert f"| {line}" in " ".join(planned("calendar").out.split())
    assert "DTSTART;VALUE=DATE:20270825" in planned("calendar --ics -").out
    planned("plan set --forget exam-date")
    assert f"! {line}" in " ".join(planned("calendar").out.split())


def test_once_review_is_open_the_last_safe_day_is_the_rank_lists(planned: Stepready) -> None:
    planned("plan set --on 2027-11-10 --season 2028")
    out = " ".join(planned("--today 2027-10-01 calendar").out.split())
    assert "Wed 2 Feb 2028 last test day whose score is seen by the rank list with 90 %" in out
    assert "seen at review" not in out


def test_the_day_check_recommends_is_in_the_calendar_and_its_file(planned: Stepready) -> None:
    planned("log nbme 11 226 --on 2027-07-01")
    planned("log nbme 12 229 --on 2027-07-12")
    to = planned("check --json").json["exam_decision"]["delay"]["to"]
    (event,) = [event for event in planned("calendar --json").json["events"] if event["kind"] == "delay"]
    assert (event["on"], event["label"]) == (to, "Step 2 CK test day recommended instead of 28 Jul")
    assert "+ what `check` names" in " ".join(planned("calendar").out.split())
    assert "UID:step2ck-delay@stepready" in planned("calendar --ics -").out
    assert "step2ck-delay" not in planned("--today 2027-07-29 calendar --ics -").out


def test_months_left_out_are_named_and_the_gap_is_marked(planned: Stepready) -> None:
    shown = planned("calendar").out
    drawn = {event["on"][:7] for event in planned("calendar --json").json["events"] if event["on"] >= "2027-07-15"}
    assert not drawn & {"2027-10", "2027-12", "2028-04"}
    assert "Left out, no day marked: Oct 2027, Dec 2027, Apr 2028." in " ".join(shown.split())
    assert "… Jan 2028" in shown
    assert "… May 2028" in shown
    assert "… Feb 2028" not in shown
