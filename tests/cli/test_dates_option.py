"""What 5/6 means is said once, for every day that is typed; 4/4 is one day either way."""

from pathlib import Path

import pytest

from tests.conftest import Stepready

PLAN = "plan set --exam step2ck --on 2027-08-25 --applicant us-img --specialty psychiatry --target 240 --season 2028"


@pytest.fixture
def planned(stepready: Stepready) -> Stepready:
    assert stepready(PLAN).code == 0
    return stepready


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("log nbme 11 231 --on 5/6", "Sat 5 Jun 2027"),
        ("attempt add --exam step1 --on 5/6/2026 --score pass", "Fri 5 Jun 2026"),
        ("plan set --on 5/9/2027", "5 Sep 2027"),
        ("day add OET --on 5/9/2027", "Sun 5 Sep 2027"),
        ("sick --on 5/7", "Mon 5 Jul 2027"),
        ("dates --only 5/8/2027,1/9/2027", "5 Aug"),
        ("schedule make --away 5/8/2027..7/8/2027", "away"),
        ("log bank uworld 10/3600 --on 5/6", "Sat 5 Jun 2027"),
    ],
)
def test_a_day_in_numbers_is_read_in_the_order_named_or_set(
    planned: Stepready, tmp_path: Path, words: str, told: str
) -> None:
    ended = planned(words)
    assert ended.code == 2
    assert "--dates dmy or mdy" in ended.err
    ended = planned(*f"{words} --dates dmy".split())
    assert ended.code == 0
    assert told in ended.out + ended.err
    if not words.startswith("dates"):
        planned("undo")
    (tmp_path / "config" / "stepready").mkdir(parents=True)
    (tmp_path / "config" / "stepready" / "settings.toml").write_text('dates = "dmy"\n')
    assert planned(words).code == 0


def test_a_day_that_is_the_same_either_way_is_no_question(planned: Stepready) -> None:
    assert "Sun 4 Apr 2027" in planned("log nbme 11 231 --on 04.04.2027").out
