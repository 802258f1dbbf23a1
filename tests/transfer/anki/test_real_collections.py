"""Collections that Anki's own package made, in every kind of file it writes."""

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from stepready.core.log.anki import AnkiDay, Reviews, TopicReviews, UnmappedTag
from stepready.transfer.anki.collection import read_collection
from stepready.transfer.anki.tags import tag_map

HAS_PACKAGES = all(importlib.util.find_spec(name) for name in ("anki", "backports")) or bool(os.environ.get("CI"))
pytestmark = pytest.mark.skipif(not HAS_PACKAGES, reason="the package anki, which makes collections, is not here")
MADE = Path(__file__).parent / "made.py"
FILES = ("collection.anki2", "schema11.anki2", "new.apkg", "old.apkg", "new.colpkg", "old.colpkg")
FIRST, SECOND, THIRD = date(2026, 9, 21), date(2026, 9, 22), date(2026, 9, 23)
EXPECTED = [
    AnkiDay(
        FIRST,
        Reviews(3, 120_000, 3, 2),
        (
            TopicReviews("cardiology", Reviews(1, 20_000, 1, 1)),
            TopicReviews("neurology", Reviews(1, 40_000, 1, 0)),
            TopicReviews("renal", Reviews(1, 60_000, 1, 1)),
        ),
        (UnmappedTag("#AK_Step2_v12::Basketry", 1),),
    ),
    AnkiDay(SECOND, Reviews(1, 30_000, 0, 0), (TopicReviews("cardiology", Reviews(1, 30_000, 0, 0)),)),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("anki")
    subprocess.run([sys.executable, MADE, folder], check=True, capture_output=True)
    return folder


@contextmanager
def held_open(folder: Path) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, MADE, folder, "hold"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"held\n"
        yield
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_reads_the_same(made: Path, name: str) -> None:
    assert read_collection(made / name, tag_map({})) == EXPECTED


def test_nothing_is_left_in_the_folder(made: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in made.rglob("*")}
    read_collection(made / "collection.anki2", tag_map({}))
    assert {file: file.stat().st_mtime_ns for file in made.rglob("*")} == before


def test_a_collection_that_anki_holds_open_is_read_with_what_waits_in_its_log(tmp_path: Path) -> None:
    subprocess.run([sys.executable, MADE, tmp_path], check=True, capture_output=True)
    with held_open(tmp_path):
        assert (tmp_path / "collection.anki2-wal").stat().st_size > 0
        before = sorted(tmp_path.rglob("*"))
        days = read_collection(tmp_path / "collection.anki2", tag_map({}))
        assert sorted(tmp_path.rglob("*")) == before
    assert days[:2] == EXPECTED
    assert days[2].day == THIRD
    assert days[2].total == Reviews(1, 15_000, 1, 1)
