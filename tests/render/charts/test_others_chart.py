"""Instruments on scales of their own: each on its own axis, none on the exam's."""

import pytest

from tests.conftest import Stepready


@pytest.fixture
def several(stepready: Stepready) -> Stepready:
    assert stepready("plan set --exam step2ck --on 2027-08-28 --target 240 --season 2028").code == 0
    for words in (
        "nbme 12 231 --on 2027-07-01",
        "free120 68% --on 2027-06-20",
        "free120 75% --on 2027-07-10",
        "ccse 210 --on 2027-06-01",
        "shelf 70% --on 2027-05-02",
    ):
        assert stepready(f"log {words}").code == 0
    return stepready


def test_every_instrument_off_the_exams_scale_has_an_axis_and_no_other(several: Stepready) -> None:
    axes = several("chart others --json").json["axes"]
    assert [(axis["source"], axis["unit"], len(axis["scores"])) for axis in axes] == [
        ("free120", "percent", 2), ("ccse", "score", 1), ("shelf", "percent", 1),
    ]  # fmt: skip
    out = " ".join(several("chart others --width 80 --height 40").out.split())
    assert "Free 120 75 % (10 Jul), 2 scores since 68 % (20 Jun)" in out
    assert "CCSE 210 (1 Jun); kept and shown, the forecast does not use it." in out
    assert "231" not in out
    assert "not on this scale: Free 120 75 % (10 Jul), Free 120 68 %" in " ".join(several("chart").out.split())


@pytest.mark.parametrize(("width", "height"), [(40, 12), (60, 12), (60, 23), (80, 23), (120, 40), (200, 60)])
def test_the_pictures_fit_and_what_finds_no_room_is_counted(several: Stepready, width: int, height: int) -> None:
    for words in ((), ("--ascii",)):
        lines = several("chart", "others", "--width", width, "--height", height, *words).out.splitlines()
        assert len(lines) <= height
        assert max(map(len, lines)) <= width
        drawn = sum("┌" in line or line.lstrip().startswith("+-") for line in lines)
        assert drawn >= 1
    shown = sum(
        "┌" in line for line in several("chart", "others", "--width", width, "--height", height).out.splitlines()
    )
    said = several("chart", "others", "--width", width, "--height", height).out
    assert (f"{3 - shown} more instrument" in said) is (shown < 3)


def test_the_old_and_the_new_free_120_have_an_axis_each(stepready: Stepready) -> None:
    for words in ("free120 old 70% --on 2027-06-01", "free120 new 78% --on 2027-06-20", "new free 120 80%"):
        assert stepready("log", *words.split(), "--exam", "step2ck").code == 0
    axes = stepready("chart others --json").json["axes"]
    assert [(axis["label"], len(axis["scores"])) for axis in axes] == [("Free 120 new", 2), ("Free 120 old", 1)]


def test_a_pipe_draws_every_axis(several: Stepready) -> None:
    assert several("log estimate amboss 245").code == 0
    out = several("chart others").out
    assert out.count("┌") == 4
    assert "more instrument" not in out


def test_with_every_score_on_the_exams_scale_it_says_so(stepready: Stepready) -> None:
    assert stepready("log nbme 12 231 --exam step2ck").code == 0
    assert "`stepready chart trend` draws them" in " ".join(stepready("chart others").out.split())
