"""Make real collections with Anki's own package, in a process of its own: what it does stays out of the tests.

Usage: made.py FOLDER makes every kind of file; made.py FOLDER hold answers a card more and keeps the collection open
until its standard input closes.
"""

import importlib
import shutil
import sys
from pathlib import Path
from typing import Any

anki: Any = importlib.import_module("anki.collection")

NOTES = (
    ("Step 2::Mixed", "#AK_Step2_v12::#UWorld::01_Cardiology"),
    ("Step 2::Neuro", "leech"),
    ("Step 2::Mixed", "#AK_Step2_v12::#Systems::Renal #AK_Step2_v12::Basketry"),
)
ANSWERS = (
    (1_790_000_000_000, 0, 3, 20_000, 1),
    (1_790_000_030_000, 1, 1, 40_000, 1),
    (1_790_000_080_000, 2, 2, 60_000, 1),
    (1_790_086_400_000, 0, 4, 30_000, 0),
    (1_790_086_460_000, 2, 0, 0, 4),
)
"""Moment in milliseconds, place of the note, ease, milliseconds taken, kind of the answer."""


def main(folder: Path, *how: str) -> None:
    """Make the files, or hold one open."""
    if how:
        hold(folder / "collection.anki2")
        return
    fill(folder / "collection.anki2")
    for name in ("schema11.anki2", "work.anki2"):
        shutil.copy(folder / "collection.anki2", folder / name)
    anki.Collection(str(folder / "schema11.anki2")).close(downgrade=True)
    for legacy, end in ((False, "new"), (True, "old")):
        collection = anki.Collection(str(folder / "work.anki2"))
        options = anki.ExportAnkiPackageOptions(with_scheduling=True, legacy=legacy)
        collection.export_anki_package(out_path=str(folder / f"{end}.apkg"), options=options, limit=None)
        collection.export_collection_package(str(folder / f"{end}.colpkg"), include_media=False, legacy=legacy)


def fill(file: Path) -> None:
    """Make a collection with notes and answers."""
    collection = anki.Collection(str(file))
    cards = []
    for deck, tags in NOTES:
        note = collection.new_note(collection.models.by_name("Basic"))
        note["Front"], note.tags = f"{deck} {tags}", tags.split()
        collection.add_note(note, collection.decks.id(deck))
        cards.append(note.cards()[0].id)
    for moment, place, ease, took, kind in ANSWERS:
        answer(collection, (moment, cards[place], -1, ease, 10, 5, 2500, took, kind))
    collection.close()


def answer(collection: Any, row: tuple[int, ...]) -> None:
    """Add one row to the table of reviews."""
    collection.db.execute("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", *row)


def hold(file: Path) -> None:
    """Answer once more, keep the collection open as Anki does, and wait."""
    collection = anki.Collection(str(file))
    card = collection.db.scalar("SELECT min(id) FROM cards")
    answer(collection, (1_790_172_800_000, card, -1, 3, 10, 5, 2500, 15_000, 1))
    print("held", flush=True)  # noqa: T201 - the test waits for it
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
