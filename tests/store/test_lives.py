"""Three devices with skewed clocks converge, lose nothing that was added, bring nothing back that was removed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.store.lives import Life

MEMORY = Path("/dev/shm")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a folder in memory where there is one, for private copies too: a life is some hundred commits."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as made:
        monkeypatch.setattr(tempfile, "tempdir", made)
        yield Path(made)


@pytest.mark.parametrize("seed", range(100))
def test_three_devices_hold_the_same_in_the_end(seed: int, folder: Path) -> None:
    with Life(seed, folder) as life:
        life.live(steps=16)
        life.check(life.peace())
