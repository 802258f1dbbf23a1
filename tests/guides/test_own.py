"""A guide of the user's own is checked as strictly as ours; where it is broken no other passes for it."""

from pathlib import Path

import pytest

from stepready.core.facts.exam import Applicant, Exam
from stepready.core.guide.choice import choose
from stepready.core.plan import Plan
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library, load
from stepready.guides.own import OwnGuide, checked_guide, read_own_guide, start, with_own_guides
from stepready.guides.strict import DataError

CAT_IM = """
name = "cat-im"
audience = "non-US citizen IMGs applying to medicine"
title = "Handbook of the class of 2028"
exams = ["step2ck"]
applicant = "non-us-img"
specialty = "categorical medicine"

[[rule]]
id = "at-240"
asks = "each of the last two exams at 240"
exam = "step2ck"
severity = "must"
check = { kind = "each-of-last", at_least = { of = "number", number = 240 } }
cite = ["Scores > Medicine"]
"""
CASE = """
[cases]
today = 2027-07-20

[[cases.case]]
rule = "at-240"
shows = "on-the-line"
expect = "pass"
plan = { exam_date = 2027-07-28 }
scores = ["2027-07-01 nbme 11 240", "2027-07-15 nbme 12 %s"]
"""


def written(folder: Path, text: str = CAT_IM, name: str = "cat-im") -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def read(folder: Path, text: str = CAT_IM, name: str = "cat-im") -> OwnGuide:
    return read_own_guide(written(folder, text, name), load())


def plan(applicant: str = "non-us-img", specialty: str = "internal-medicine", guide: str | None = None) -> Plan:
    return Plan(exam=Exam.STEP2CK, applicant=Applicant(applicant), specialty=specialty, guide=guide)


def library(folder: Path) -> Library:
    return with_own_guides(load(), folder)


def test_a_guide_of_ones_own_stands_beside_ours_and_is_marked(tmp_path: Path) -> None:
    written(tmp_path)
    held = library(tmp_path)
    assert list(held.guides) == [*load().guides, "cat-im"]
    guide = held.guides["cat-im"]
    assert (guide.own, guide.shown, guide.specialty) == (True, "cat-im (own)", "internal-medicine")
    (source,) = guide.sources(guide.rules[0])
    assert (source.guide, source.file, source.title) == ("cat-im", "cat-im.toml", "Handbook of the class of 2028")
    assert held.digest != load().digest


def test_nothing_changes_without_a_guide_of_ones_own(tmp_path: Path) -> None:
    assert library(tmp_path) is load()
    assert library(tmp_path / "nowhere") is load()


def test_it_is_chosen_where_ours_were_written_for_others(tmp_path: Path) -> None:
    written(tmp_path)
    guide, notice = choose(library(tmp_path).shelf, plan())
    assert (guide.name, notice) == ("cat-im", None)
    assert choose(library(tmp_path).shelf, plan("us-img"))[0].name == "us-img"


def test_one_as_close_as_ours_never_replaces_it_silently(tmp_path: Path) -> None:
    written(tmp_path, CAT_IM.replace("categorical medicine", "med-peds"))
    shelf = library(tmp_path).shelf
    guide, notice = choose(shelf, plan(specialty="med-peds"))
    assert guide.name == "med-peds-non-us-img"
    assert notice == "cat-im (own) would fit too: `plan set --guide NAME` makes it the one that decides."
    assert choose(shelf, plan(specialty="med-peds", guide="cat-im"))[0].own


def test_a_draft_decides_only_where_it_is_named(tmp_path: Path) -> None:
    written(tmp_path, "draft = true\n" + CAT_IM)
    shelf = library(tmp_path).shelf
    guide, notice = choose(shelf, plan())
    assert guide.name == "us-img"
    assert "cat-im (own, draft) would fit too" in (notice or "")
    assert choose(shelf, plan(guide="cat-im"))[0].name == "cat-im"


def test_a_broken_one_that_fits_stops_the_choice(tmp_path: Path) -> None:
    """Another guide's go must not stand in for the one that cannot be read."""
    file = written(tmp_path, CAT_IM.replace("each-of-last", "each-of-lst"))
    shelf = library(tmp_path).shelf
    with pytest.raises(StepreadyError) as caught:
        choose(shelf, plan())
    assert caught.value.message == (
        f"your guide 'cat-im' is the one for this plan and cannot be used, 1 problem: stepready guide check {file}"
    )
    assert "--guide us-img" in caught.value.details[0]
    assert choose(shelf, plan(guide="us-img"))[0].name == "us-img"
    with pytest.raises(StepreadyError, match="your guide 'cat-im' cannot be used, 1 problem"):
        choose(shelf, plan(guide="cat-im"))


def test_a_broken_one_for_others_is_left_out_with_a_notice(tmp_path: Path) -> None:
    written(tmp_path, CAT_IM.replace("each-of-last", "each-of-lst"))
    guide, notice = choose(library(tmp_path).shelf, plan("us-img", "pmr"))
    assert guide.name == "pmr-us-img"
    assert (notice or "").startswith("Your guide cat-im is left out, 1 problem: stepready guide check ")


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe", b"", b"a = " + b"[" * 5000])
def test_one_that_cannot_be_read_at_all_may_be_for_anybody(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(content)
    shelf = library(tmp_path).shelf
    with pytest.raises(StepreadyError, match="your guide 'x' may be the one for this plan and cannot be used"):
        choose(shelf, plan("us-img", "psychiatry"))
    assert choose(shelf, plan("us-img", "pmr"))[0].name == "pmr-us-img"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('name = "cat-im"', 'name = "cat"', "name: found 'cat'; allowed: cat-im, as the file is named"),
        ('exams = ["step2ck"]', 'exams = ["step2ck"]\nfallback = true', "fallback: found true; allowed: nothing"),
        ("must", "should", "rule: no must for Step 2 CK; allowed: one rule or more with severity 'must'"),
        ("categorical medicine", "famly medicine", "specialty: found 'famly medicine'; allowed: family-medicine"),
        ("each-of-last", "each-of-lst", "rule[1].check.kind: unknown rule kind 'each-of-lst'; allowed: each-of-last"),
        ("number = 240", "number = inf", "rule[1].check.at_least: number = inf is out of range; allowed: 0 to 300"),
        ("number = 240", "number = 2400", "rule[1].check.at_least: number = 2400 is out of range; allowed: 0 to 300"),
        ('cite = ["Scores > Medicine"]', "", "rule[1]: no citation"),
        ('id = "at-240"', 'id = "clears-pass-mark"', "rule: 'clears-pass-mark' is used 2 times; allowed: each once"),
        ("Handbook of", "Hand\\nbook of", "title: found 'Hand\\nbook of"),
        ("Handbook of", "\\u001b[2J", "title: found '\\x1b[2J"),
        ("non-us-img", "img", "applicant: found 'img'; allowed: us-img"),
        ('title = "Handbook of the class of 2028"', "", "title: 'title' is missing; allowed: text that is not empty"),
    ],
)
def test_every_problem_is_found_with_its_place(old: str, new: str, problem: str, tmp_path: Path) -> None:
    found = [str(problem) for problem in read(tmp_path, CAT_IM.replace(old, new)).problems]
    assert [said for said in found if said.startswith(f"{tmp_path / 'cat-im.toml'}: {problem}")], found
    assert len(found) == 1


def test_a_name_of_ours_is_refused_and_ours_stays(tmp_path: Path) -> None:
    found = read(tmp_path, CAT_IM.replace('"cat-im"', '"pmr"'), "pmr")
    assert "is a guide of ours, which is never replaced" in str(found.problems[0])
    assert library(tmp_path).guides["pmr"] == load().guides["pmr"]


@pytest.mark.parametrize("beside", [False, True])
def test_cases_are_run_where_there_are_some(tmp_path: Path, *, beside: bool) -> None:
    def with_case(score: int) -> OwnGuide:
        if beside:
            text = (CASE % score).replace("[cases]\n", "").replace("cases.case", "case")
            written(tmp_path, text, "cat-im.cases")
            return read(tmp_path)
        return read(tmp_path, CAT_IM + CASE % score)

    sound = with_case(240)
    assert (sound.problems, sound.cases) == ((), ("at-240",))
    (problem,) = with_case(239).problems
    assert problem.file == str(tmp_path / ("cat-im.cases.toml" if beside else "cat-im.toml"))
    assert problem.path == "case[1].expect"
    assert problem.found.startswith("expects 'pass', the rule says 'fail': ")


def test_the_start_passes_its_own_check_as_written(tmp_path: Path) -> None:
    for name, applicant, specialty in (("plain", None, None), ("cat-im", Applicant.NON_US_IMG, "internal-medicine")):
        text = start(name, load(), applicant=applicant, specialty=specialty)
        assert "@" not in text
        guide, cases = checked_guide(written(tmp_path, text, name), load())
        assert (guide.draft, guide.applicant, guide.specialty) == (True, applicant, specialty)
        assert cases


def test_the_start_names_the_article_for_its_reader() -> None:
    text = start("fm", load(), applicant=Applicant.NON_US_IMG, specialty="family-medicine")
    assert "/step-score-strategy-non-us-citizen-img-family-medicine" in text
    assert "# In the article's opening (secondary): university-based may expect over 235" in text


@pytest.mark.parametrize("name", ["pmr", "", "Cat IM", "../x", "a/b", "x" * 41, "-a"])
def test_no_start_is_made_for_a_name_that_cannot_be_used(name: str) -> None:
    with pytest.raises(StepreadyError, match="accepted:"):
        start(name, load())


def test_a_guide_without_problems_is_asked_for_or_every_problem_raised(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        checked_guide(written(tmp_path, "x = 1"), load())
    assert len(caught.value.details) == len(caught.value.problems) > 3
