"""What goes out comes back the same; what is no table is refused; nothing ends in a traceback."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stepready.core.facts.exam import Condition, Exam, Source, Unit
from stepready.core.log.same_form import is_same_sitting
from stepready.core.log.score import Entry, Score
from stepready.core.values.errors import StepreadyError
from stepready.guides.instruments import load_instruments
from stepready.services.import_ import ImportRequest, import_data
from stepready.store.book import Book
from stepready.store.opening import open_book
from stepready.transfer.export import export_json
from stepready.transfer.scores import scores_csv
from tests.conftest import Stepready
from tests.store.conftest import MOMENT
from tests.store.samples import FULL_PLAN, SCHEDULE, SETTINGS

TODAY = date(2027, 7, 15)
HEAD = "date,source,form,value"
READING = ImportRequest(load_instruments(), TODAY, Exam.STEP2CK)

notes = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30).map(str.strip)
lines = st.lists(notes, max_size=3).map("\n".join).map(str.strip)


def one_row_a_sitting(log: list[Entry]) -> list[Entry]:
    """Leave out what `log` would refuse: a practice sitting that is a row already."""
    kept: list[Entry] = []
    for entry in log:
        if not any(is_same_sitting(entry, other) for other in kept):
            kept.append(entry)
    return kept


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Draw an entry that `log` would accept."""
    use = draw(st.sampled_from(list(load_instruments().uses.values())))
    scale = draw(st.sampled_from(use.scales))
    whole = st.integers(int(scale.low), int(scale.high)).map(float)
    shares = st.integers(1, 1000).flatmap(lambda total: st.integers(0, total).map(lambda right: 100 * right / total))
    forms = (
        st.sampled_from([*use.forms, "", "old-2"])
        if use.source is not Source("qbank")
        else st.sampled_from(["", "uworld"])
    )
    allowed = [Condition.TIMED, Condition.PARTIAL, Condition.REPEAT, Condition.OFFLINE]
    return Entry(
        day=TODAY - timedelta(days=draw(st.integers(0, 3000))),
        source=use.source,
        form=draw(forms),
        value=draw(whole if scale.unit is Unit.SCORE else st.one_of(whole, shares)),
        unit=scale.unit,
        exam=use.exam,
        questions=draw(st.none() | st.integers(1, 1000)),
        conditions=draw(st.frozensets(st.sampled_from(allowed))),
        note=draw(lines),
        topic=draw(notes),
        p_pass=draw(st.none() | st.integers(0, 100).map(float) | st.sampled_from([99.5, 0.00001])),
    )


some_logs = st.lists(entries(), max_size=8).map(one_row_a_sitting)
ROUND_TRIP = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def plain_fields(entry: Entry) -> dict[str, Any]:
    return {field.name: getattr(entry, field.name) for field in fields(entry)}


@ROUND_TRIP
@given(some_logs)
def test_csv_comes_back_as_the_same_log_and_the_same_bytes(log: list[Entry]) -> None:
    with open_book(str(Path("/nonexistent/never/book.db")), now=lambda: MOMENT) as empty:
        first = scores_csv([Score(id=n, uid=str(n), **plain_fields(e)) for n, e in enumerate(log)])
        imported = import_data(empty, first.encode(), "x.csv", READING, keep=False)
        assert scores_csv(imported.brought.scores) == first
        assert len(imported.brought.rows) == len(log)


@settings(ROUND_TRIP, max_examples=15)
@given(log=some_logs)
def test_json_restores_everything_into_an_empty_log(tmp_path_factory: pytest.TempPathFactory, log: list[Entry]) -> None:
    folder = tmp_path_factory.mktemp("json")
    with open_book(str(folder / "one.db"), now=lambda: MOMENT) as book:
        for entry in log:
            book.add(entry)
        book.set_plan(FULL_PLAN)
        book.set_settings(SETTINGS)
        book.save_schedule(SCHEDULE)
        first = export_json(book)
    with open_book(str(folder / "two.db"), now=lambda: MOMENT) as book:
        import_data(book, first.encode(), "x.json", READING, keep=True)
        assert export_json(book) == first
        assert import_data(book, first.encode(), "x.json", READING, keep=True).brought.is_nothing


cells = st.text(max_size=12) | st.sampled_from(
    [
        "nbme",
        "231",
        "72%",
        "29/40",
        "2027-07-01",
        "timed;untimed",
        "percent",
        "",
        "step1",
        '"',
        "'",
        "\n",
        ";",
        "\t",
        "=",
    ]
)
tables = st.lists(st.lists(cells, max_size=6).map(",".join), max_size=6).map("\n".join)


@pytest.fixture(scope="module")
def empty() -> Iterator[Book]:
    """Open a log in which nothing is ever kept, once: making its tables takes longer than reading a table."""
    with open_book("/nonexistent/never/book.db", now=lambda: MOMENT) as book:
        yield book


@settings(max_examples=2500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.one_of(tables, tables.map(lambda text: f"{HEAD},note,exam\n{text}")))
def test_thousands_of_odd_tables_end_in_an_error_or_an_import(empty: Book, text: str) -> None:
    with suppress(StepreadyError):
        import_data(empty, text.encode("utf-8", "surrogatepass"), "x.csv", READING, keep=False)


@settings(max_examples=1500, deadline=None)
@given(data=st.binary(max_size=200))
def test_thousands_of_odd_bytes_end_in_an_error(empty: Book, data: bytes) -> None:
    with pytest.raises(StepreadyError):
        import_data(empty, data, "x.csv", READING, keep=False)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
keys = st.sampled_from(["id", "uid", "date", "source", "form", "value", "unit", "questions", "conditions", "exam"])
plan_keys = st.sampled_from(["exam", "exam_date", "target", "season", "low_pass", "failed_on", "result", "qbank_used"])


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    document=st.fixed_dictionaries(
        {"schema": st.just(1)},
        optional={
            "scores": st.lists(st.dictionaries(keys, json_values)) | json_values,
            "plans": st.lists(st.dictionaries(plan_keys, json_values)) | json_values,
            "study_settings": json_values,
            "schedules": json_values,
        },
    )
)
def test_hundreds_of_odd_documents_end_in_an_error_or_an_import(empty: Book, document: dict[str, Any]) -> None:
    with suppress(StepreadyError):
        import_data(empty, json.dumps(document).encode(), "x.json", READING, keep=False)


def test_the_same_log_gives_the_same_bytes_in_any_order_of_entry(stepready: Stepready, tmp_path: Path) -> None:
    rows = ["2027-07-01,nbme,11,231", "2027-07-01,nbme,9,228", "2027-06-01,qbank,,70", "2027-06-01,qbank,,70"]
    found = set()
    for turn in range(4):
        order = rows[turn:] + rows[:turn]
        db = tmp_path / f"{turn}.db"
        stepready("--db", db, "import", "-", "--exam", "step2ck", stdin="\n".join([HEAD, *order]))
        found.add(stepready("--db", db, "export").out)
    assert len(found) == 1


def test_export_and_import_speak_of_the_columns_in_the_contract(stepready: Stepready) -> None:
    stepready("log free120 94/120 --exam step2ck --condition timed --note 'a, b' --on 2027-07-01")
    assert stepready("export --csv").out == (
        "date,source,form,value,unit,questions,conditions,note,exam,topic,p_pass\n"
        '2027-07-01,free120,,78.33333333333333,percent,120,timed,"a, b",step2ck,,\n'
    )
    assert stepready("export").out == stepready("export --csv").out


def test_a_file_twice_adds_nothing_and_equal_rows_are_sessions(stepready: Stepready) -> None:
    table = f"{HEAD},exam\n2027-07-01,qbank,,70,step2ck\n2027-07-01,qbank,,70,step2ck\n"
    assert stepready("import", "-", stdin=table).out == "imported 2 scores from standard input\n"
    again = stepready("import", "-", stdin=table)
    assert again.out == "nothing to add from standard input; 2 scores already in the log\n"
    assert stepready("undo").out == "undid: import 2 scores from standard input\n"
    assert stepready("scores --json").json["scores"] == []


def test_other_headings_are_mapped_and_the_rest_ignored(stepready: Stepready) -> None:
    table = "Taken;Test;Nr;Points;Mood\n2027-07-01;NBME;11;231;fine\n"
    ended = stepready(
        *[
            "import",
            "-",
            "--exam",
            "step2ck",
            "--map",
            "date=Taken",
            "--map",
            "source=Test",
            "--map",
            "form=Nr",
            "--map",
            "value=Points",
        ],
        stdin=table,
    )
    assert ended.out == "imported 1 score from standard input\n"
    assert ended.err == "note: columns ignored: Mood\n"


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ("value=Score", "has no heading 'Score'; it has: date, source, form, value"),
        ("colour=value", "accepted for ours: date, source"),
        ("value", "is not ours=theirs"),
        ("value=", "is not ours=theirs"),
    ],
)
def test_a_mapping_that_fits_nothing_is_refused(stepready: Stepready, mapping: str, words: str) -> None:
    ended = stepready("import", "-", "--map", mapping, stdin=f"{HEAD}\n2027-07-01,nbme,11,231\n")
    assert ended.code == 2
    assert words in ended.err


def test_a_dry_run_shows_what_would_come_in(stepready: Stepready, tmp_path: Path) -> None:
    ended = stepready("import", "-", "--dry-run", "--exam", "step2ck", stdin=f"{HEAD}\n2027-07-01,nbme,11,231\n")
    assert ended.out == (
        "would import 1 score from standard input; nothing was changed\n  2027-07-01  NBME 11  231  Step 2 CK\n"
    )
    assert not (tmp_path / "book.db").exists()


@pytest.mark.parametrize(
    "table",
    [
        f"\ufeff{HEAD}\r\n2027-07-01,nbme,11,231\r\n",
        "value;form;source;date\n231;11;nbme;2027-07-01\n",
        "date\tsource\tform\tvalue\n2027-07-01\tnbme\t11\t231\n",
        f"{HEAD}\n\n2027-07-01,nbme,11,231\n\n\n",
        f"{HEAD}\n2027-07-01, NBME , 11 , 231 ",
        f"{HEAD},unit\n2027-07-01,nbme,11,231,SCORE",
    ],
)
def test_the_ways_spreadsheets_write_tables_are_read(stepready: Stepready, table: str) -> None:
    assert stepready("import", "-", "--exam", "step2ck", stdin=table).code == 0
    (score,) = stepready("scores --json").json["scores"]
    assert (score["date"], score["form"], score["value"]) == ("2027-07-01", "11", 231)


def test_the_plans_own_exam_is_that_of_rows_which_name_none(stepready: Stepready) -> None:
    stepready("plan set --exam step1")
    stepready("import", "-", stdin=f"{HEAD}\n2027-07-01,nbme,30,71\n")
    assert stepready("scores --json").json["scores"][0]["exam"] == "step1"


def test_sittings_of_the_exam_travel_once(stepready: Stepready, tmp_path: Path) -> None:
    stepready("plan set --exam step2ck --on 2027-09-01 --failed-attempts 2 --failed-on 2026-07-01")
    first = stepready("export --json").out
    document = json.loads(first)
    assert [(sitting["on"], sitting["score"]) for sitting in document["attempts"]] == [
        (None, "fail"), ("2026-07-01", "fail"),
    ]  # fmt: skip
    assert "failed_attempts" not in document["plans"][0]
    other = tmp_path / "other.db"
    assert stepready("--db", other, "import", "-", stdin=first).code == 0
    assert stepready("--db", other, "export", "--json").out == first
    assert stepready("--db", other, "plan", "show", "--json").json["failed_attempts"] == 2


def test_an_export_that_has_a_sitting_twice_comes_back_as_it_was_and_is_told(
    stepready: Stepready, tmp_path: Path
) -> None:
    stepready("log nbme 11 231 --on 2027-07-01")
    document = json.loads(stepready("export --json").out)
    document["scores"].append(document["scores"][0] | {"id": 2, "uid": "another", "value": 244})
    ended = stepready("--db", tmp_path / "other.db", "import", "-", stdin=json.dumps(document))
    assert ended.code == 0
    assert "in several rows, counted once: NBME 11 of 2027-07-01" in " ".join(ended.err.split())
    assert "one sitting in 2 rows" in stepready("--db", tmp_path / "other.db", "doctor").out


@pytest.mark.parametrize("values", [(231, 244), (244, 231)])
def test_of_a_sitting_twice_in_an_export_the_lowest_value_changes_the_row_kept(
    stepready: Stepready, values: tuple[int, int]
) -> None:
    stepready("log nbme 11 240 --on 2027-07-01")
    document = json.loads(stepready("export --json").out)
    (score,) = document["scores"]
    document["scores"] = [score | {"id": at, "uid": f"other{at}", "value": value} for at, value in enumerate(values, 5)]
    for _ in range(2):
        assert stepready("import", "-", stdin=json.dumps(document)).code == 0
        assert [one["value"] for one in stepready("scores --json").json["scores"]] == [231]


def test_an_export_from_before_attempts_brings_what_its_plan_told(stepready: Stepready) -> None:
    plan = {"exam": "step2ck", "exam_date": "2027-09-01", "failed_attempts": 1, "failed_on": "2026-07-01"}
    assert stepready("import", "-", stdin=json.dumps({"schema": 1, "plans": [plan]})).code == 0
    assert stepready("plan show --json").json["failed_on"] == "2026-07-01"
    assert [sitting["on"] for sitting in stepready("export --json").json["attempts"]] == ["2026-07-01"]


@pytest.mark.parametrize(
    ("sitting", "found"),
    [
        ({"exam": "step2ck", "score": "301"}, "attempts[0].score: found '301'"),
        ({"exam": "step1", "score": "231"}, "attempts[0].score: found '231'; accepted: pass, fail"),
        ({"exam": "step2ck", "on": "1980-01-01"}, "attempts[0].on: found '1980-01-01'"),
        ({"exam": "step2ck", "reported": "2099-01-01"}, "attempts[0].reported: found '2099-01-01'"),
        ({"exam": "step2ck", "passed": True}, "attempts[0].passed: found 'passed'"),
        ({"exam": "step2ck", "uid": "a b"}, "uid: found 'a b'"),
    ],
)
def test_a_sitting_that_cannot_be_is_refused(stepready: Stepready, sitting: dict[str, Any], found: str) -> None:
    ended = stepready("import", "-", stdin=json.dumps({"schema": 1, "attempts": [sitting]}))
    assert (ended.code, ended.err.count("error:")) == (2, 1)
    assert found in ended.err
    assert stepready("export --json").json["attempts"] == []
