"""A user's own table of programmes: taken in whole or not at all, judged, changed, taken back."""

from pathlib import Path
from typing import Any

import pytest

from stepready.render.text_width import columns
from tests.conftest import Stepready

SAMPLE = Path(__file__).parents[2] / "sample_logs" / "programs.csv"
PLAN = "plan set --on 2027-08-11 --applicant non-us-img --specialty internal-medicine --season 2028 --target 240"
CRITERIA = "min_step2,attempts_max,years_max,visa_j1,us_months_min"
OPEN = "220,2,10,yes,0"


@pytest.fixture
def applicant(stepready: Stepready) -> Stepready:
    """Set a recent non-US graduate who needs a J-1 visa, with practice at about 236."""
    assert stepready(PLAN).code == 0
    assert stepready("profile set --visa j1 --graduated 2025 --us-months 3").code == 0
    for form, score, day in ((10, 232, "2027-06-05"), (11, 236, "2027-06-20"), (12, 239, "2027-07-05")):
        assert stepready(f"log nbme {form} {score} --on {day}").code == 0
    return stepready


def table(tmp_path: Path, *rows: str, head: str = f"name,specialty,track,{CRITERIA},source,as_of") -> Path:
    file = tmp_path / "table.csv"
    file.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return file


def programmes(stepready: Stepready) -> dict[str, Any]:
    return {each["name"]: each for each in stepready("programs list --json").json["programs"]}


def test_the_sample_list_comes_in_once(applicant: Stepready) -> None:
    first = applicant("programs", "import", SAMPLE)
    assert first.out == "programs.csv: 37 programmes came, 0 changed, 0 stayed as they were.\n"
    again = applicant("programs", "import", SAMPLE)
    assert again.out == "programs.csv: 0 programmes came, 0 changed, 37 stayed as they were.\n"
    assert "without a first year" not in applicant("programs").out
    assert applicant("programs").code == 0


def test_a_table_with_odd_headings_and_wide_characters(applicant: Stepready, tmp_path: Path) -> None:
    wide_visa = "".join(chr(ord(letter) + 0xFEE0) for letter in "VISA")
    head = f"\ufeff NAME ;Specialty; Min. Step2;{wide_visa} J1;Website"
    came = applicant("programs", "import", table(tmp_path, "聖路加 病院;IM;220;Yes;https://x", head=head))
    assert came.code == 0, came.err
    assert "columns ignored: Website" in came.err
    found = programmes(applicant)["聖路加 病院"]
    assert found["specialty"] == "internal-medicine"
    assert found["facts"]["min_step2"]["value"] == 220
    assert found["facts"]["visa_j1"]["doubt"] == "it has no source and no day"


def test_a_bad_table_names_every_bad_line_and_keeps_nothing(applicant: Stepready, tmp_path: Path) -> None:
    rows = (
        f"Good,im,C,{OPEN},site,2027-05-01",
        f",im,C,{OPEN},site,2027-05-01",
        f"Track,im,Z,{OPEN},site,2027-05-01",
        f"Day,im,C,{OPEN},site,1 May",
        "Score,im,C,999,2,10,yes,0,site,2027-05-01",
        "Short,im",
    )
    refused = applicant("programs", "import", table(tmp_path, *rows))
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("error: 5 bad lines in table.csv; nothing was imported\n")
    assert [line.split(":")[0].strip() for line in refused.err.splitlines()[1:]] == [f"line {n}" for n in range(3, 8)]
    assert programmes(applicant) == {}


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("A,im,C", "A,im,C", 1),
        ("A,im,C", " a ,internal medicine,categorical", 1),
        ("A,im,C", "A,im,P", 2),
        ("A,im,C", "B,im,C", 2),
    ],
)
def test_a_second_table_changes_facts_and_never_doubles(
    applicant: Stepready, tmp_path: Path, first: str, second: str, count: int
) -> None:
    applicant("programs", "import", table(tmp_path, f"{first},{OPEN},site,2027-05-01"))
    applicant("programs", "import", table(tmp_path, f"{second},230,,,,,phone,2027-06-01"))
    found = applicant("programs list --json").json["programs"]
    assert len(found) == count
    if count == 1:
        assert found[0]["facts"]["min_step2"] == {
            "value": 230,
            "source": "phone",
            "as_of": "2027-06-01",
            "doubt": None,
        }
        assert found[0]["facts"]["years_max"]["source"] == "site"


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("A,im,,1234140C0,", "Another name,im,,1234140C0,", 1),
        ("A,im,,1234140C0,", "A,im,,1234140P0,", 2),
        ("A,im,C,,1400000001", "Another name,im,C,,1400000001", 1),
        ("A,im,C,,1400000001", "A,im,R,,1400000001", 2),
        ("A,im,C,,", "A,im,C,1234140C0,", 1),
    ],
)
def test_a_code_or_an_id_says_which_programme_is_meant(
    applicant: Stepready, tmp_path: Path, first: str, second: str, count: int
) -> None:
    file = table(tmp_path, first, second, head="name,specialty,track,nrmp_code,acgme_id")
    came = applicant("programs", "import", file)
    assert ("the same programme" in came.err) is (count == 1)
    assert len(applicant("programs list --json").json["programs"]) == count


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("A,im,C,,1400000001", "Another name,im,,,140-00-00001", 1),
        ("A,im,,,1400000001", "A,im,C,,1400000001", 1),
        ("A,im,C,,", "A,im,,,", 1),
        ("A,im,C,1234140C0,", "B,im,C, 1234-140-c0 ,", 1),
        ("A,im,C,1234140C0,1400000001", "A,im,,1234140P0,1400000001", 2),
    ],
)
def test_a_blank_track_and_a_code_written_otherwise_make_no_second_programme(
    applicant: Stepready, tmp_path: Path, first: str, second: str, count: int
) -> None:
    head = "name,specialty,track,nrmp_code,acgme_id"
    for row in (first, second):
        assert applicant("programs", "import", table(tmp_path, row, head=head)).code == 0
    found = applicant("programs list --json").json["programs"]
    assert len(found) == count
    assert found[0]["track"] == "C"


def test_a_blank_track_that_could_mean_two_programmes_is_a_third(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", table(tmp_path, "A,im,C", "A,im,P", head="name,specialty,track"))
    applicant("programs", "import", table(tmp_path, "A,im,", head="name,specialty,track"))
    assert len(applicant("programs list --json").json["programs"]) == 3


def test_headings_as_other_tables_write_them(applicant: Stepready, tmp_path: Path) -> None:
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in "220")
    head = "Program Name,Speciality,Track,Min. Step 2 CK,Max Attempts,Years Since Graduation,J-1 Visa,H-1B"
    head += ",IMG Percent,USCE Months"
    came = applicant("programs", "import", table(tmp_path, f"東京 病院,IM,C,{wide},2,5,yes,no,45%,1", head=head))
    assert (came.code, came.err) == (0, "")
    facts = programmes(applicant)["東京 病院"]["facts"]
    assert {name: fact["value"] for name, fact in facts.items()} == {
        "attempts_max": 2,
        "img_share": 0.45,
        "min_step2": 220,
        "us_months_min": 1,
        "visa_h1b": False,
        "visa_j1": True,
        "years_max": 5,
    }


def test_a_first_year_that_is_ruled_out_fills_no_hole(applicant: Stepready, tmp_path: Path) -> None:
    rows = (f"adv,pmr,A,{OPEN},site,2027-05-01", "prelim,im,P,220,2,10,no,0,site,2027-05-01")
    applicant("programs", "import", table(tmp_path, *rows))
    assert "1 advanced position (adv) without a first year" in " ".join(applicant("programs").out.split())
    applicant("programs", "set", "2", "visa_j1=yes", "--source", "phone")
    assert "without a first year" not in applicant("programs").out


def test_wide_names_keep_the_columns_in_line(applicant: Stepready, tmp_path: Path) -> None:
    rows = (f"{'病' * 30},im,C,{OPEN},site,2027-05-01", f"short,im,C,{OPEN},site,2027-05-01")
    applicant("programs", "import", table(tmp_path, *rows))
    for command in ("programs", "shortlist"):
        wide, short = (line for line in applicant(command).out.splitlines() if " C internal-med" in line)
        assert columns(wide.split(" C internal")[0]) == columns(short.split(" C internal")[0])


def test_an_nrmp_code_says_track_and_specialty(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", table(tmp_path, "A,,1234340A0", head="name,specialty,nrmp_code"))
    found = programmes(applicant)["A"]
    assert (found["specialty"], found["track"]) == ("pmr", "A")
    assert "1 advanced position (A) without a first year" in " ".join(applicant("programs").out.split())


def test_traps_of_a_table(applicant: Stepready, tmp_path: Path) -> None:
    rows = (
        f"open,im,C,{OPEN},site,2027-05-01",
        "visa unknown,im,C,220,2,10,,0,site,2027-05-01",
        "visa no,im,C,220,2,10,no,0,site,2027-05-01",
        "minimum above,im,C,290,2,10,yes,0,site,2027-05-01",
        "minimum below,im,C,190,2,10,yes,0,site,2027-05-01",
        "minimum unknown,im,C,,2,10,yes,0,site,2027-05-01",
        f"physicians,im,R,{OPEN},site,2027-05-01",
        f"advanced,pmr,A,{OPEN},site,2027-05-01",
        f"stale,im,C,{OPEN},site,2025-01-01",
    )
    applicant("programs", "import", table(tmp_path, *rows))
    found = programmes(applicant)
    assert {name: each["eligible"] for name, each in found.items()} == {
        "open": "yes",
        "visa unknown": "unknown",
        "visa no": "no",
        "minimum above": "yes",
        "minimum below": "yes",
        "minimum unknown": "unknown",
        "physicians": "unknown",
        "advanced": "yes",
        "stale": "yes",
    }
    assert found["minimum above"]["p_clear"] < 0.01
    says = [criterion["says"] for criterion in found["minimum above"]["why"] if criterion["field"] == "min_step2"]
    assert says == ["minimum 290: open to you, chance to clear <1 %"]
    checked = applicant("check --json").json
    assert found["minimum below"]["p_clear"] == pytest.approx(checked["forecast"]["p_pass"])
    assert all(fact["doubt"] for fact in found["stale"]["facts"].values())
    assert not any(fact["doubt"] for fact in found["open"]["facts"].values())


def test_a_programme_is_shown_set_and_removed_and_undo_takes_it_back(applicant: Stepready, tmp_path: Path) -> None:
    applicant("programs", "import", table(tmp_path, "A,im,C,220,2,10,,0,site,2027-05-01"))
    assert "whether it sponsors a J-1 visa" in applicant("programs show 1").out
    assert "sponsors a J-1 visa" in applicant("programs missing").out
    assert applicant("programs", "set", "1", "visa_j1=yes", "--source", "phone").code == 0
    assert programmes(applicant)["A"]["facts"]["visa_j1"]["as_of"] == "2027-07-15"
    assert applicant("programs missing").out == "No unknown fact decides anything.\n"
    assert applicant("programs rm 1").code == 0
    assert programmes(applicant) == {}
    applicant("undo")
    applicant("undo")
    assert "visa_j1" not in programmes(applicant)["A"]["facts"]


def test_what_the_profile_leaves_open_is_asked_of_the_user_first(applicant: Stepready, tmp_path: Path) -> None:
    rows = (f"A,im,C,{OPEN},site,2027-05-01", f"B,im,C,{OPEN},site,2027-05-01", "C,im,C,,2,10,yes,0,site,2027-05-01")
    applicant("programs", "import", table(tmp_path, *rows))
    applicant("profile set --forget graduated")
    first, second = applicant("programs missing --json").json["missing"]
    assert (first["field"], first["yours"], first["programmes"], first["settles"]) == ("graduated", True, 3, 2)
    assert (second["field"], second["yours"], second["programmes"], second["settles"]) == ("min_step2", False, 1, 0)
    assert applicant("programs missing").out.startswith("Find out first: the year you graduated.")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("programs", "set", "1", "looks=5", "--source", "x"), "is not FIELD=VALUE"),
        (("programs", "set", "1", "min_step2=high", "--source", "x"), "accepted: a whole number, 1 to 300"),
        (("programs", "set", "9", "min_step2=220", "--source", "x"), "there is no programme with id 9"),
        (("programs", "set", "1", "min_step2=220", "--source", "x", "--as-of", "2099-01-01"), "cannot be"),
        (("programs", "show", "9"), "there is no programme with id 9"),
        (("profile", "set", "--graduated", "1200"), "out of range"),
        (("profile", "set", "--forget", "looks"), "is no part of the profile"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    applicant: Stepready, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    applicant("programs", "import", table(tmp_path, f"A,im,C,{OPEN},site,2027-05-01"))
    refused = applicant(*words)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("error: ")
    assert told in refused.err


def test_a_profile_says_what_is_not_said(stepready: Stepready) -> None:
    assert stepready("profile show --json").json["visa"] is None
    assert "whether you need a visa" in stepready("profile").out
    stepready("profile set --visa either --states OH,mi --no-prior-training")
    found = stepready("profile show --json").json
    assert (found["visa"], found["states"], found["prior_training"]) == ("either", ["OH", "MI"], False)
    stepready("profile set --forget visa")
    assert stepready("profile show --json").json["visa"] is None
    stepready("undo")
    assert stepready("profile show --json").json["visa"] == "either"


def test_a_table_that_contradicts_its_own_codes_says_so(applicant: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    rows = ("A,im,C,1234140P0", "B,im,C,1235140C0", "C,pmr,,1236140C0", "D,im,C,1237140R0", "E,prelim-im,P,1238140P0")
    file.write_text("\n".join(("name,specialty,track,nrmp_code", *rows)), encoding="utf-8")
    came = applicant("programs", "import", file)
    assert [line for line in came.err.splitlines() if line.startswith("note: line")] == [
        "note: line 2: A: NRMP code 1234140P0 says track P, your table C",
        "note: line 4: C: NRMP code 1236140C0 says internal-medicine, your table pmr",
        "note: line 5: D: NRMP code 1237140R0 says track R, your table C",
    ]
    (told,) = [text for text in applicant("programs list --json").json["notices"] if "NRMP code" in text]
    assert all(name in told for name in ("1234140P0", "1236140C0", "1237140R0"))
    assert "NRMP code 1237140R0 says track R" in applicant("programs show 4").out
    unsure = next(why for why in applicant("programs show 4 --json").json["programs"][0]["why"] if "R" in why["says"])
    assert (unsure["field"], unsure["eligible"]) == ("track", "unknown")
    assert "which track it is" in [fact["says"] for fact in applicant("programs missing --json").json["missing"]]
    applicant("programs set 1 track=P --source site")
    assert "1234140P0" not in str(applicant("programs list --json").json["notices"])


def test_a_code_names_any_specialty_and_a_near_miss_is_asked_about(applicant: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("name,specialty,nrmp_code\nA,,1234440C0\nB,internl medicine,\n", encoding="utf-8")
    came = applicant("programs", "import", file)
    assert "did you mean internal-medicine?" in " ".join(came.err.split())
    assert [each["specialty"] for each in applicant("programs list --json").json["programs"]] == [
        "Surgery-General",
        "internl medicine",
    ]


def test_how_many_imgs_there_are_is_kept_beside_their_share(applicant: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "imgs.csv"
    file.write_text("name,specialty,% IMG,IMG count\nA,im,40,12\n", encoding="utf-8")
    assert applicant("programs", "import", file).code == 0
    facts = applicant("programs list --json").json["programs"][0]["facts"]
    assert (facts["img_share"]["value"], facts["img_count"]["value"]) == (0.4, 12)
    assert "IMGs among residents: 12" in applicant("programs show 1").out


def test_a_wide_letter_names_a_track(applicant: Stepready, tmp_path: Path) -> None:
    file = tmp_path / "wide.csv"
    file.write_text("name,specialty,track\n東京,im,\uff30\n", encoding="utf-8")
    assert applicant("programs", "import", file).code == 0
    assert applicant("programs list --json").json["programs"][0]["track"] == "P"


def test_who_is_open_by_doubtful_facts_alone_is_named(applicant: Stepready, tmp_path: Path) -> None:
    applicant(
        "programs", "import", table(tmp_path, f"Old,im,C,{OPEN},site,2024-05-01", f"New,im,C,{OPEN},site,2027-05-01")
    )
    for command in ("programs list --json", "shortlist --json"):
        notices = applicant(command).json["notices"]
        assert [text for text in notices if "old or without a source" in text and "(id 1)" in text]
