"""A user's settings file replaces readings and days, and is read as strictly as the guides."""

from datetime import date
from pathlib import Path

import pytest

from stepready.core.facts.citation import Status
from stepready.core.facts.settings import AnkiTag, DelayWindow, MilestoneOverride, ReadingOverride, Settings
from stepready.guides.library import load
from stepready.guides.settings import read_settings, with_settings
from stepready.guides.strict import DataError

WHOLE_FILE = """
[readings]
recent_days = 42
near = 4

[[milestone]]
season = 2028
id = "review_opens"
on = 2027-09-29
source = "AAMC, ERAS timeline"
status = "official"

[[delay_window]]
from = 2027-06-15
to = 2027-07-10
extra_days = 14
source = "USMLE announcement"

[anki_tags]
kidneys = "nephrology"
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_no_file_means_no_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml", load()) == Settings()


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, WHOLE_FILE), load()) == Settings(
        readings=(ReadingOverride(name="recent_days", value=42.0), ReadingOverride(name="near", value=4.0)),
        milestones=(
            MilestoneOverride(
                season=2028,
                id="review_opens",
                on=date(2027, 9, 29),
                source="AAMC, ERAS timeline",
                status=Status.OFFICIAL,
            ),
        ),
        delay_windows=(
            DelayWindow(first=date(2027, 6, 15), last=date(2027, 7, 10), extra_days=14, source="USMLE announcement"),
        ),
        anki_tags=(AnkiTag(word="kidneys", topic="nephrology"),),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[readings]\nrecent = 42\n", "readings.recent: unknown reading 'recent'; allowed: recent_days (did you"),
        ("[readings]\nrecent_days = 0\n", "readings.recent_days: found 0; allowed: a whole number from 1 to 366"),
        ("[readings]\nlevel_exams = 1.5\n", "readings.level_exams: found 1.5; allowed: a whole number from 1 to 6"),
        ("[readings]\nnear = -1\n", "readings.near: found -1; allowed: 0 to 300"),
        ("[readings]\nnear = nan\n", "readings.near: found nan; allowed: a number"),
        (f"[readings]\nnear = {'9' * 400}\n", f"readings.near: found {'9' * 80}...; allowed: a number"),
        ("[readings]\nnear = inf\n", "readings.near: found inf; allowed: 0 to 300"),
        ("[readings]\ngain_full_weeks = 0\n", "readings.gain_full_weeks: found 0; allowed: 1 to 52"),
        ("[readings]\nnear = 'three'\n", "readings.near: found 'three'; allowed: a number"),
        ("[reading]\nnear = 3\n", "reading: unknown key 'reading'; allowed: readings (did you mean it?)"),
        ("readings = 3\n", "readings: found 3; allowed: a table"),
        (
            "[[milestone]]\nseason = 2028\nid = 'review'\non = 2027-09-29\nsource = 'x'\n",
            "milestone[1].id: found 'review'; allowed: review_opens (did you mean it?), or one of eras_opens",
        ),
        (
            "[[milestone]]\nseason = 2028\nid = 'review_opens'\non = 2037-09-29\nsource = 'x'\n",
            "milestone[1].on: found 2037-09-29; allowed: a day of 2026 to 2028 for season 2028",
        ),
        (
            "[[milestone]]\nseason = 20280\nid = 'review_opens'\non = 2027-09-29\nsource = 'x'\n",
            "milestone[1].season: found 20280; allowed: 2020 to 2100",
        ),
        (
            "[[milestone]]\nseason = 2019\nid = 'review_opens'\non = 2018-09-29\nsource = 'x'\n",
            "milestone[1].season: found 2019; allowed: 2020 to 2100",
        ),
        (
            "[[milestone]]\nseason = 2028\nid = 'review_opens'\non = 2027-09-29\n",
            "milestone[1].source: 'source' is missing",
        ),
        (
            "[[delay_window]]\nfrom = 2027-07-10\nto = 2027-06-15\nextra_days = 14\nsource = 'x'\n",
            "delay_window[1]: from 2027-07-10 to 2027-06-15 is the wrong way round; allowed: the earlier day first",
        ),
        (
            "[[delay_window]]\nfrom = 2027-06-10\nto = 2027-06-15\nextra_days = 999\nsource = 'x'\n",
            "extra_days = 999 is out of range; allowed: 1 to 180",
        ),
        ("[readings\n", "no valid TOML:"),
    ],
)
def test_a_bad_file_is_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(DataError) as caught:
        read_settings(written(tmp_path, text), load())
    assert words in "\n".join(caught.value.details)
    assert "\n" not in caught.value.message


def test_all_problems_are_reported_together(tmp_path: Path) -> None:
    text = "[readings]\nfar = 9\nnear = 999\n\n[[delay_window]]\nfrom = 2027-06-10\n"
    with pytest.raises(DataError) as caught:
        read_settings(written(tmp_path, text), load())
    assert len(caught.value.details) == 4  # the window lacks two keys, one reading is unknown, one out of range


def test_a_problem_of_one_table_hides_none_of_another(tmp_path: Path) -> None:
    text = """
    [[milestone]]
    season = 2028
    id = "review"
    on = 2027-09-29
    source = "x"

    [[delay_window]]
    from = 2027-07-10
    to = 2027-06-15
    extra_days = -3
    source = "x"
    """
    with pytest.raises(DataError) as caught:
        read_settings(written(tmp_path, text), load())
    named = "\n".join(caught.value.details)
    assert "milestone[1].id: found 'review'" in named
    assert "delay_window[1]: extra_days = -3 is out of range; allowed: 1 to 180" in named
    assert "delay_window[1]: from 2027-07-10 to 2027-06-15 is the wrong way round" in named
    assert len(caught.value.details) == 3


def test_a_reading_set_by_the_user_is_marked_so() -> None:
    library = with_settings(load(), Settings(readings=(ReadingOverride(name="recent_days", value=42.0),)))
    reading = library.facts.readings.recent_days
    assert (reading.value, reading.ours) == (42.0, "set by you in place of 56")
    assert library.facts.readings.near == load().facts.readings.near


def test_guide_windows_move_with_the_reading_they_rest_on() -> None:
    library = with_settings(load(), Settings(readings=(ReadingOverride(name="early_month_ends", value=7.0),)))
    timing = library.guides["us-img"].timing
    assert timing is not None
    assert (timing.acceptable.month, timing.acceptable.day) == (8, 7)
    assert load().guides["us-img"].timing != timing


def test_without_settings_the_library_stays() -> None:
    assert with_settings(load(), Settings()) == load()
