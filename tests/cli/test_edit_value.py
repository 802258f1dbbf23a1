"""The right value of a score, as a word or as an option."""

import pytest

from tests.conftest import Stepready


@pytest.mark.parametrize("words", ["edit 1 235", "edit 1 --value 235"])
def test_a_value_is_corrected_either_way(words: str, stepready: Stepready) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    assert stepready(words).code == 0
    assert stepready("scores --json").json["scores"][0]["value"] == 235


@pytest.mark.parametrize(
    "words", ["edit 1 235 --value 236", "edit 1 --value 301", "edit 1 --value ''", "edit 7 --value 235"]
)
def test_a_wrong_correction_changes_nothing(words: str, stepready: Stepready) -> None:
    stepready("log nbme 11 231 --exam step2ck")
    ended = stepready(words)
    assert (ended.code, ended.err.count("error:")) == (2, 1)
    assert stepready("scores --json").json["scores"][0]["value"] == 231
