"""Three devices with skewed clocks converge, lose nothing that was added, bring nothing back that was removed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.store.lives import Life
from tests.store.samples import nbme

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


def test_a_twin_never_seen_by_who_removed_the_other_is_not_lost(folder: Path) -> None:
    """A long life in which two log a sitting, a third merges both, and one of the two removes its own."""
    with Life(1006, folder) as life:
        life.live(steps=40)
        life.check(life.peace())


def test_a_removal_taken_back_with_the_merge_before_it_loses_nothing(folder: Path) -> None:
    """A long life in which a removal spread, and then it and the merge that had brought the row were undone."""
    with Life(20061, folder) as life:
        life.live(steps=40)
        life.check(life.peace())


def test_a_sitting_that_became_one_and_was_removed_is_not_lost(folder: Path) -> None:
    with Life(1, folder) as life:
        one, other, _ = life.devices
        for device, value in ((one, 230.0), (other, 231.0)):
            with life.book(device) as book:
                kept = book.add(nbme(value, form="9"))
            life.groups[kept.uid] = "9"
            life.note(device, "add", (kept.uid,))
        life.meet(one, other)
        with life.book(one) as book:
            (score,) = book.scores()
            book.remove(score.id)
        life.note(one, "rm", (score.uid,))
        life.check(life.peace())
