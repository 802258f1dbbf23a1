"""Lives of three devices with skewed clocks: random edits, undo, imports, merges and interruptions, then peace.

A ledger beside the devices knows what happened before what. From that alone it says what must be there in the end:
what nobody removed, and nothing that was removed after all its changes were known.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from stepready.core.facts.exam import Exam
from stepready.core.plan import Plan
from stepready.store.book import Book
from stepready.store.connection import Store
from stepready.store.devices.other_book import other_book
from stepready.store.devices.which_wins import Prefer
from stepready.store.intake import Incoming, Intake
from stepready.store.opening import open_book
from tests.store.samples import SCHEDULE, SETTINGS, nbme, session

Clock = dict[str, int]
START = datetime(2027, 7, 1, tzinfo=UTC)
SHEET = tuple(session(60.0 + number // 2, 40, date(2027, 6, 1)) for number in range(6))


@dataclass(frozen=True)
class Event:
    """Something a device did to a thing; `knew` is how far it knew every device then, itself included."""

    device: str
    number: int
    removes: bool
    knew: Clock

    def is_before(self, other: "Event") -> bool:
        return other.knew.get(self.device, 0) >= self.number


@dataclass
class Device:
    """A device: its file, how wrong its clock is, what it knows, and its changes that stand."""

    name: str
    file: Path
    skew: timedelta
    book: Book
    knows: Clock = field(default_factory=dict)
    stack: list[tuple[str, tuple[str, ...], Clock]] = field(default_factory=list)


class Life:
    """Three devices and the ledger of what they did."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.random = random.Random(seed)
        self.moment = START
        self.ledger: dict[str, list[Event]] = {}
        self.groups: dict[str, str] = {}
        skews = (
            timedelta(),
            timedelta(hours=self.random.randint(-30, 30)),
            timedelta(seconds=self.random.randint(-9, 9)),
        )
        self.open = ExitStack()
        self.devices = [self.device(name, folder / f"{name}.db", skew) for name, skew in zip("abc", skews, strict=True)]
        for device in self.devices:
            with self.book(device) as book:
                book.set_plan(Plan(exam=Exam.STEP2CK))
            device.stack.append(("keyed", (), {}))

    def device(self, name: str, file: Path, skew: timedelta) -> Device:
        book = self.open.enter_context(open_book(str(file), now=lambda: self.moment + skew))
        return Device(name, file, skew, book)

    @contextmanager
    def book(self, device: Device) -> Iterator[Book]:
        """Let a moment pass, and give the device's book."""
        self.moment += timedelta(milliseconds=self.random.choice((0, 1, 700, 90_000)))
        yield device.book

    def live(self, steps: int) -> None:
        """Let random things happen."""
        acts: tuple[tuple[Callable[[Device], None], int], ...] = (
            (self.add, 6), (self.same, 2), (self.edit, 5), (self.remove, 4), (self.undo, 4), (self.sheet, 1),
            (self.keyed, 2), (self.merge, 6), (self.interrupted, 1),
        )  # fmt: skip
        weights = [weight for _, weight in acts]
        for _ in range(steps):
            (act, _), device = self.random.choices(acts, weights)[0], self.random.choice(self.devices)
            act(device)

    def add(self, device: Device) -> None:
        with self.book(device) as book:
            day = date(2027, 1, 1) + timedelta(days=self.random.randint(0, 150))
            kept = book.add(session(self.random.randint(40, 90), self.random.randint(5, 80), day))
        self.note(device, "add", (kept.uid,))

    def same(self, device: Device) -> None:
        """Log a sitting that another device may log too."""
        form = str(self.random.randint(9, 12))
        entry = nbme(float(self.random.randint(200, 260)), form=form)
        with self.book(device) as book:
            if any(score.form == form for score in book.practice_exams(Exam.STEP2CK)):
                return
            kept = book.add(entry)
        self.groups[kept.uid] = form
        self.note(device, "add", (kept.uid,))

    def edit(self, device: Device) -> None:
        with self.book(device) as book:
            if scores := book.scores():
                score = self.random.choice(scores)
                value = float(self.random.randint(201, 259) if score.form else self.random.randint(30, 95))
                entry = (nbme(value, form=score.form)) if score.form else session(value, 7, score.day)
                book.replace(score.id, lambda _: entry)
                self.note(device, "edit", (score.uid,))

    def remove(self, device: Device) -> None:
        with self.book(device) as book:
            if scores := book.scores():
                score = self.random.choice(scores)
                book.remove(score.id)
                self.note(device, "rm", (score.uid,))

    def sheet(self, device: Device) -> None:
        """Import the sheet that every device may import."""
        with self.book(device) as book:
            before = {score.uid for score in book.scores()}
            book.bring_in(Intake([Incoming(entry) for entry in SHEET]))
            came = tuple(sorted({score.uid for score in book.scores()} - before))
        if came:
            self.note(device, "add", came)

    def keyed(self, device: Device) -> None:
        """Change what an exam has one of."""
        with self.book(device) as book:
            what = self.random.randint(0, 2)
            if what == 0:
                book.set_plan(
                    Plan(exam=self.random.choice((Exam.STEP1, Exam.STEP2CK)), season=self.random.randint(2026, 2029))
                )
            elif what == 1:
                book.set_settings(SETTINGS)
            else:
                book.save_schedule(SCHEDULE)
        device.stack.append(("keyed", (), {}))

    def undo(self, device: Device) -> None:
        if not device.stack:
            return
        with self.book(device) as book:
            book.undo()
        what, uids, before = device.stack.pop()
        if what == "merge":
            device.knows = {**before, device.name: device.knows.get(device.name, 0)}
        elif uids:
            self.happened(device, uids, removes=what == "add")

    def merge(self, device: Device) -> None:
        other = self.random.choice([each for each in self.devices if each is not device])
        self.meet(device, other)

    def meet(self, device: Device, other: Device, prefer: Prefer = Prefer.LATER) -> bool:
        """Merge another device's file; return whether anything changed."""
        with self.book(device) as book, other_book(other.file, self.moment.isoformat()) as theirs:
            changes = len(book.changes())
            book.merge(theirs, prefer, called=other.name, keep=True)
            changed = len(book.changes()) > changes
        before = dict(device.knows)
        names = {*device.knows, *other.knows}
        device.knows = {name: max(device.knows.get(name, 0), other.knows.get(name, 0)) for name in names}
        if changed:
            device.stack.append(("merge", (), before))
        return changed

    def interrupted(self, device: Device) -> None:
        """Start a merge that ends in the middle: nothing of it may stay."""
        other = self.random.choice([each for each in self.devices if each is not device])
        with self.book(device) as book, other_book(other.file, self.moment.isoformat()) as theirs:
            before = state(book)
            left = self.random.randint(1, 12)
            store = Breaking(book._store, left)  # noqa: SLF001 - a store that breaks is put under the book
            try:
                Book(store, book._moment).merge(theirs, Prefer.LATER, called="x", keep=True)  # noqa: SLF001
            except PowerCut:
                assert state(book) == before
                return
        self.absorbed(device, other)

    def absorbed(self, device: Device, other: Device) -> None:
        """Note a merge that came to its end before it broke, and take it back if it is a change."""
        self.meet(device, other)

    def note(self, device: Device, what: str, uids: tuple[str, ...]) -> None:
        device.stack.append((what, uids, {}))
        self.happened(device, uids, removes=what == "rm")

    def happened(self, device: Device, uids: tuple[str, ...], *, removes: bool) -> None:
        device.knows[device.name] = device.knows.get(device.name, 0) + 1
        event = Event(device.name, device.knows[device.name], removes, dict(device.knows))
        for uid in uids:
            self.ledger.setdefault(uid, []).append(event)

    def peace(self) -> list[Any]:
        """Let everybody meet until nothing changes; return what each device holds."""
        for _ in range(4):
            changed = [self.meet(one, other) for one in self.devices for other in self.devices if one is not other]
            if not any(changed):
                break
        else:
            msg = "merging never came to rest"
            raise AssertionError(msg)
        held = []
        for device in self.devices:
            with self.book(device) as book:
                held.append(state(book))
        return held

    def check(self, held: list[Any]) -> None:
        """Check that all hold the same: what no removal knew of, and nothing removed by one who knew all of it."""
        first, second, third = held
        assert first == second == third
        uids, forms = {score[0] for score in first[0]}, {score[2] for score in first[0]}
        must_live = {uid for uid, events in self.ledger.items() if _survives(events)}
        lost = {uid for uid in must_live - uids if self.groups.get(uid) not in forms and not self.went_as_twin(uid)}
        assert lost == set()
        assert {uid for uid, events in self.ledger.items() if _is_gone(events)} & uids == set()

    def went_as_twin(self, uid: str) -> bool:
        """Whether the sitting, kept under another uid too, was removed by one who had seen all changes of this one."""
        kept = [event for event in self.ledger[uid] if not event.removes]
        twins = [twin for twin, form in self.groups.items() if form == self.groups.get(uid)]
        removals = [event for twin in twins for event in self.ledger[twin] if event.removes]
        return any(all(event.is_before(removal) for event in kept) for removal in removals)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()


def _survives(events: list[Event]) -> bool:
    removals = [event for event in events if event.removes]
    return any(
        all(removal.is_before(event) and removal is not event for removal in removals)
        for event in events
        if not event.removes
    )


def _is_gone(events: list[Event]) -> bool:
    kept = [event for event in events if not event.removes]
    return any(event.removes and all(other.is_before(event) for other in kept) for event in events)


class PowerCut(Exception):  # noqa: N818 - what happened
    """The power went."""


class Breaking:
    """A store whose power goes after so many writes."""

    def __init__(self, store: Store, left: int) -> None:
        self._store = store
        self._left = left

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def run(self, name: str, rows: Any) -> None:
        self._left -= 1
        if self._left == 0:
            raise PowerCut
        self._store.run(name, rows)


def state(book: Book) -> Any:
    """Return what people see of a book, its numbers aside."""
    scores = sorted((score.uid, score.day, score.form, score.value, score.questions) for score in book.scores())
    return scores, book.plans(), [book.settings(exam) for exam in Exam], [book.schedule(exam) for exam in Exam]
