"""A few random lives of twelve weeks; `benchmarks/study_lives.py` lives thousands."""

from pathlib import Path

import pytest

from tests.services.life_holds import Looking, lived


@pytest.mark.parametrize("seed", [2, 7, 11])
def test_on_every_day_of_a_life_the_screens_agree_and_nothing_is_lost(seed: int, tmp_path: Path) -> None:
    assert len(lived(seed, tmp_path, looking=Looking.SOME_DAYS).told) > 60
