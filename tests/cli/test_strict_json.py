"""An export is read as strictly as what is typed: one sentence, nothing kept, on either database."""

import json
from typing import Any

import pytest

from tests.conftest import Stepready
from tests.store.conftest import server_address

SCORE = {
    "id": 1, "uid": "a1", "date": "2027-07-01", "source": "nbme", "form": "11", "value": 231, "exam": "step2ck"
}  # fmt: skip
DAY = {
    "day": "2027-07-16", "phase": "late", "rest": False, "questions": 40, "review_hours": 2, "content_hours": 0
}  # fmt: skip
PLAN = {"exam": "step2ck", "target": 240}
SETTINGS = {"exam": "step2ck"}
SCHEDULE = {"exam": "step2ck", "made_on": "2027-07-15", "exam_date": "2027-07-28", "days": [DAY]}
LARGE = 2**31 - 1


@pytest.fixture(params=["embedded", "server"])
def logged(request: pytest.FixtureRequest, stepready: Stepready) -> Stepready:
    """Return the program on one of the two databases."""
    if request.param == "embedded":
        return stepready
    address = server_address()
    return lambda *words, **more: stepready("--db", address, *_words(words), **more)


def _words(words: tuple[object, ...]) -> list[str]:
    return str(words[0]).split() if len(words) == 1 else [str(word) for word in words]


def totals(**changed: Any) -> dict[str, Any]:
    one = {"exam": "step2ck", "day": "2027-07-01", "bank": "uworld", "done": 2340, "size": 3600, "percent": 64}
    return {"bank_totals": [{**one, **changed}]}


def settings(**more: Any) -> dict[str, Any]:
    return {"study_settings": [{**SETTINGS, **more}]}


def day(**more: Any) -> dict[str, Any]:
    return {"schedules": [{**SCHEDULE, "days": [{**DAY, **more}]}]}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "two plans of an exam": ({"plans": [PLAN, {**PLAN, "target": 250}]}, "plans[1]: step2ck is there twice"),
    "two settings of an exam": ({"study_settings": [SETTINGS, SETTINGS]}, "study_settings[1]: step2ck is there twice"),
    "two schedules of an exam": ({"schedules": [SCHEDULE, SCHEDULE]}, "schedules[1]: step2ck is there twice"),
    "a schedule without days": ({"schedules": [{**SCHEDULE, "days": []}]}, "schedules[0].days: there are none"),
    "a day twice": (
        {"schedules": [{**SCHEDULE, "days": [DAY, DAY]}]}, "schedules[0].days[1]: 2027-07-16 is there twice",
    ),
    "half a character in a note": ({"scores": [{**SCORE, "note": "\ud800"}]}, "score 1: note: found '\\ud800'"),
    "half a character in a name": ({"scores": [{**SCORE, "\ud800": 1}]}, "score 1: \\ud800"),
    "half a character in a plan": ({"plans": [{**PLAN, "specialty": "\udc80"}]}, "plans[0].specialty"),
    "half a character in a day": (day(note="\ud800"), "schedules[0].days[0].note"),
    "half a character in a focus": (day(focus=["\ud800"]), "schedules[0].days[0].focus[0]"),
    "an escape in a day's note": (day(note="\x1b[2J"), "schedules[0].days[0]: the note of the day holds a control"),
    "an escape in a focus": (day(focus=["a\x07"]), "schedules[0].days[0]: the topic holds a control"),
    "an escape in a phase": (day(phase="a\x07"), "schedules[0].days[0]: the phase holds a control"),
    "no phase": (day(phase=" "), "schedules[0].days[0].phase"),
    "a phase that is no text": (day(phase=3), "schedules[0].days[0].phase"),
    "questions below none": (day(questions=-1), "schedules[0].days[0].questions"),
    "questions beyond a day": (day(questions=2_000_000), "schedules[0].days[0].questions"),
    "review below nothing": (day(review_hours=-0.5), "schedules[0].days[0].review_hours"),
    "content beyond a day": (day(content_hours=25), "schedules[0].days[0].content_hours"),
    "a form that is none": (day(practice_exam={"source": "nbme", "form": "\x1b"}), "schedules[0].days[0]"),
    "away backwards": (settings(away=[["2027-07-22", "2027-07-20"]]), "study_settings[0].away[0]"),
    "questions left below none": (settings(questions_left=-1), "study_settings[0].questions_left"),
    "a total past its bank": (totals(done=3601), "3601 is more than uworld has; accepted: 0 to 3600"),
    "a total of no bank": (totals(size=0, done=0), "a bank of 0 questions; accepted: 1 to 20000"),
    "more right than all": (totals(percent=101), "101 % right; accepted: 0 to 100"),
    "a total of tomorrow": (totals(day="2027-07-16"), "bank_totals[0].day"),
    "hours beyond a day": (settings(hours=[17, 0, 0, 0, 0, 0, 0]), "study_settings[0].hours"),
    "no hours at all": (settings(hours=[0, 0, 0, 0, 0, 0, 0]), "study_settings[0].hours"),
    "rest every day": (settings(rest_weekdays=[0, 1, 2, 3, 4, 5, 6]), "study_settings[0].rest_weekdays"),
    "a uid for two scores": ({"scores": [SCORE, {**SCORE, "value": 232}]}, "score 2: its uid is that of score 1"),
    "a true schema": ({"schema": True}, '"schema": 1'),
    "a schema with a point": ({"schema": 1.0}, '"schema": 1'),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_not_be_typed_is_refused_in_a_sentence(case: str, logged: Stepready) -> None:
    document, words = REFUSED[case]
    ended = logged("import", "-", stdin=json.dumps({"schema": 1, **document}))
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert words in ended.err
    assert "Traceback" not in ended.err
    assert logged("undo").code != 0


def test_the_values_these_cases_start_from_are_accepted(logged: Stepready) -> None:
    whole = {"scores": [SCORE, SCORE], "plans": [PLAN], "study_settings": [SETTINGS], "schedules": [SCHEDULE]}
    ended = logged("import", "-", stdin=json.dumps({"schema": 1, **whole}))
    assert ended.code == 0, ended.err


@pytest.mark.parametrize("score_id", [LARGE, LARGE + 1, 2**62])
def test_a_log_goes_on_after_an_import_of_the_largest_id(score_id: int, logged: Stepready) -> None:
    ended = logged("import", "-", stdin=json.dumps({"schema": 1, "scores": [{**SCORE, "id": score_id}]}))
    assert ended.code == 0, ended.err
    assert "ids above 1000000000 are not kept" in ended.err
    assert logged("log", "nbme", "12", "235", "--exam", "step2ck").code == 0
    assert logged("edit", "2", "236").code == 0
    assert logged("rm", "1").code == 0
    exported = logged("export --json").out
    assert [score["id"] for score in json.loads(exported)["scores"]] == [2]


@pytest.mark.parametrize("percent", ["0.000000000000000001%", "0.00001234%", "99.9999999999%"])
@pytest.mark.parametrize("form", ["export", "export --json"])
def test_a_tiny_percent_comes_back(percent: str, form: str, stepready: Stepready) -> None:
    assert stepready("log", "qbank", percent, "--exam", "step2ck").code == 0
    exported = stepready(form).out
    stepready("rm 1")
    assert stepready("import", "-", stdin=exported).code == 0
    assert stepready(form).out.replace('"id": 2', '"id": 1') == exported
