"""Three devices with clocks of their own meet through the command line: all come to hold the same."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Self

import pytest

from stepready.cli import clock
from tests.conftest import Stepready

SHEET = "date,source,form,value,questions\n2027-06-01,qbank,,60,40\n2027-06-01,qbank,,60,40\n2027-06-02,nbme,15,240,\n"
STEPS = 25


class Clock(datetime):
    """The clock of whichever device is asked."""

    moment = datetime(2027, 7, 15, 12, tzinfo=UTC)
    skew = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        moment = Clock.moment + Clock.skew
        return cls.fromtimestamp(moment.timestamp(), tz)


class Devices:
    """Three databases, a folder they share, a sheet and a phone's file that all can read."""

    def __init__(self, seed: int, folder: Path, stepready: Stepready) -> None:
        self.random = random.Random(seed)
        self.stepready = stepready
        self.folder = folder
        self.skews = {"a": timedelta(), "b": timedelta(hours=self.random.randint(-30, 30)), "c": timedelta(seconds=-7)}
        (folder / "shared").mkdir()
        (folder / "sheet.csv").write_text(SHEET)
        (folder / "phone.txt").touch()
        for name in self.skews:
            self.run(name, "plan set --exam step2ck --on 2027-09-01")

    def run(self, name: str, *words: object) -> Any:
        """Run a command on a device, a moment after the one before."""
        Clock.moment += timedelta(milliseconds=self.random.choice((0, 1, 700, 90_000)))
        Clock.skew = self.skews[name]
        told = words[0].split() if len(words) == 1 and isinstance(words[0], str) else words
        ended = self.stepready("--db", self.folder / f"{name}.db", *told)
        assert ended.code in {0, 2}, ended.err
        return ended

    def held(self, name: str) -> dict[str, Any]:
        """Return everything a device holds, the short numbers aside."""
        sections: dict[str, Any] = self.run(name, "export --json").json
        for rows in sections.values():
            for row in rows if isinstance(rows, list) else ():
                row.pop("id", None)
        return {key: sorted(map(repr, rows)) for key, rows in sections.items() if isinstance(rows, list)}

    def act(self) -> None:
        """Let something happen on a device."""
        acts: tuple[Callable[[str], object], ...] = (
            self.log, self.log, self.edit, self.remove, self.undo, self.sheet, self.phone, self.merge, self.merge,
            self.sync, self.plan,
        )  # fmt: skip
        self.random.choice(acts)(self.random.choice("abc"))

    def log(self, name: str) -> None:
        day = f"2027-06-{self.random.randint(10, 20)}"
        what = (
            f"qbank {self.random.randint(1, 40)}/40",
            f"hours {self.random.randint(1, 3)}",
            "nbme 11 231",
            "uwsa 2 240",
        )
        self.run(name, f"log {self.random.choice(what)} --on {day}")

    def edit(self, name: str) -> None:
        self.run(name, f"edit {self.random.randint(1, 9)} {self.random.randint(205, 250)}")

    def remove(self, name: str) -> None:
        self.run(name, f"rm {self.random.randint(1, 9)}")

    def undo(self, name: str) -> None:
        self.run(name, "undo")

    def sheet(self, name: str) -> None:
        self.run(name, "import", self.folder / "sheet.csv")

    def plan(self, name: str) -> None:
        self.run(name, f"plan set --target {self.random.randint(220, 250)}")

    def phone(self, name: str) -> None:
        """Append a line, and read as much of the file as has arrived."""
        file, arrived = self.folder / "phone.txt", self.folder / f"{name}.txt"
        file.write_text(file.read_text() + "2027-06-21 qbank 29/40\n")
        arrived.write_text(file.read_text()[: self.random.choice((30, None))])
        self.run(name, "inbox", arrived)
        assert self.run(name, "inbox", arrived, "--json").json["taken"] == []

    def merge(self, name: str, *choice: str) -> None:
        """Look, merge, merge again: only the middle one may change anything."""
        other = self.folder / f"{self.random.choice([each for each in self.skews if each != name])}.db"
        choice = choice or self.random.choice(((), ("--ours",), ("--theirs",)))
        before, theirs = self.held(name), other.read_bytes()
        self.run(name, "merge", other, "--dry-run", *choice)
        assert self.held(name) == before
        self.run(name, "merge", other, *choice)
        after = self.held(name)
        assert self.run(name, "merge", other).out.startswith("nothing to merge")
        assert (self.held(name), other.read_bytes()) == (after, theirs)

    def sync(self, name: str) -> None:
        assert self.run(name, "sync", self.folder / "shared").code == 0


@pytest.mark.parametrize("seed", range(4))
def test_three_devices_come_to_hold_the_same(
    seed: int, tmp_path: Path, stepready: Stepready, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "datetime", Clock)
    devices = Devices(seed, tmp_path, stepready)
    for _ in range(STEPS):
        devices.act()
    for _ in range(2):
        for name in "abc":
            devices.sync(name)
    held = {name: devices.held(name) for name in "abc"}
    assert held["a"] == held["b"] == held["c"]
    changed = [
        devices.run(name, "merge", tmp_path / f"{other}.db").out for name in "abc" for other in "abc" if name != other
    ]
    assert all(out.startswith("nothing to merge") for out in changed)
    assert {name: devices.held(name) for name in "abc"} == held
