"""What was done in question banks by day: sessions as logged, and the differences of running totals beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum
from operator import mul
from typing import NamedTuple

from stepready.core.facts.exam import Condition
from stepready.core.log.bank import BankTelling, BankTotal, folded_bank, in_hand, in_time
from stepready.core.log.score import QbankDay

NOT_FIRST_OR_TIMED = frozenset({Condition.REPEAT, Condition.UNTIMED})
"""What keeps a session out of the first pass in timed blocks, which is all that the guides' percents speak of."""
MOST_PERCENT = 100.0
ROUGH = 10.0
"""Points by which the rounding of two totals may move the percent between them before no rule goes by it (ours)."""


class BankSession(NamedTuple):
    """One logged session: its percent right (0-100), its questions (None: not said), the bank where it was named."""

    day: date
    percent: float
    questions: int | None
    bank: str = ""
    conditions: frozenset[Condition] = frozenset()

    @property
    def weight(self) -> int:
        """What it counts for in a mean: its questions, one where they were not said."""
        return 1 if self.questions is None else self.questions

    @property
    def again(self) -> bool:
        """Whether it repeats questions done before."""
        return Condition.REPEAT in self.conditions


class Stretch(NamedTuple):
    """What lies between two running totals of one pass: the questions done, and the percent of them right (0-100).

    `after` is the day of the earlier total, `until` that of the later. The percent is None where a total has none,
    and rough where the rounding of the pages could move it by more than ROUGH points.
    """

    bank: str
    pass_number: int
    after: date
    until: date
    questions: int
    percent: float | None
    is_rough: bool = False


class BankWork(NamedTuple):
    """Question-bank days, oldest first: all with a percent, the timed first pass alone, and questions without one."""

    days: tuple[QbankDay, ...] = ()
    first_pass: tuple[QbankDay, ...] = ()
    unrated: Mapping[date, int] = {}


class _Between(NamedTuple):
    """Two totals of one pass that follow each other."""

    earlier: BankTotal
    later: BankTotal


def stretches(totals: Iterable[BankTotal]) -> list[Stretch]:
    """Return the differences of running totals, pass by pass; a total that runs backwards tells nothing."""
    passes: dict[tuple[str, int], list[_Between]] = defaultdict(list)
    before: dict[tuple[str, int], BankTotal] = {}
    for total in in_time(totals):
        if total.told is not BankTelling.TOTAL:
            continue
        name = (folded_bank(total.bank), total.pass_number)
        earlier = before.get(name)
        if earlier is None or total.done >= earlier.done:
            before[name] = total
        if earlier is not None and total.done > earlier.done:
            passes[name].append(_Between(earlier, total))
    found = [
        Stretch(*name, step.earlier.day, step.later.day, step.later.done - step.earlier.done, *rated)
        for name, steps in passes.items()
        for group in _groups(steps)
        for rated in [_rated(_Between(group[0].earlier, group[-1].later))]
        for step in group
    ]
    return sorted(found, key=lambda stretch: stretch.until)


def _groups(steps: Sequence[_Between]) -> list[list[_Between]]:
    """Join steps until the rounding of the first and last total leaves the percent between them fine enough.

    What is left over at the end joins the group before it.
    """
    groups: list[list[_Between]] = []
    current: list[_Between] = []
    for step in steps:
        current.append(step)
        percent, is_rough = _rated(_Between(current[0].earlier, step.later))
        if not is_rough and (percent is not None or not _tells(current[0].earlier)):
            groups.append(current)
            current = []
    if current and groups and _rated(_Between(groups[-1][0].earlier, current[-1].later))[0] is not None:
        groups[-1] += current
    elif current:
        groups.append(current)
    return groups


def _tells(total: BankTotal) -> bool:
    """Whether a total tells how many were right."""
    return total.percent is not None or not total.done


def _rated(step: _Between) -> tuple[float | None, bool]:
    """Return the percent right between two totals, and whether their rounding could move it by more than ROUGH.

    None where one has no percent or the two cannot both be so. Pages print whole percents: what the rounding alone can
    do past either end is taken as the end.
    """
    earlier, later = step
    if later.percent is None or not _tells(earlier):
        return None, False
    done = later.done - earlier.done
    right = later.done * later.percent - earlier.done * (earlier.percent or 0)
    rounding = (later.done + earlier.done) / 2
    if not -rounding <= right <= MOST_PERCENT * done + rounding:
        return None, False
    return min(MOST_PERCENT, max(0.0, right / done)), rounding > ROUGH * done


def bank_work(sessions: Sequence[BankSession], totals: Sequence[BankTotal], since: date) -> BankWork:
    """Put together what was done from a day on; questions logged one by one are not counted again by their total.

    The questions of a difference belong to the day of its later total. Where sessions of the same stretch are logged
    as well, they tell the percent, and what goes beyond them has none.
    """
    rated: dict[date, list[tuple[float, int, int]]] = defaultdict(list)
    first: dict[date, list[tuple[float, int, int]]] = defaultdict(list)
    for one in sessions:
        piece = (one.percent, one.weight, one.questions or 0)
        rated[one.day].append(piece)
        if not one.conditions & NOT_FIRST_OR_TIMED:
            first[one.day].append(piece)
    unrated: dict[date, int] = defaultdict(int)
    counted = [total for total in totals if total.told is BankTelling.SESSION]
    for total in counted:
        unrated[total.day] += total.done
    begun: dict[date, date] = {}
    for stretch, extra, is_told in _beyond(sessions, counted, stretches(totals)):
        if stretch.percent is None or stretch.is_rough or is_told:
            unrated[stretch.until] += extra
            continue
        rated[stretch.until].append((stretch.percent, extra, extra))
        begun[stretch.until] = min(stretch.after, begun.get(stretch.until, stretch.after))
        if stretch.pass_number == 1:
            first[stretch.until].append((stretch.percent, extra, extra))
    return BankWork(
        days=_days(rated, since, begun),
        first_pass=_days(first, since, begun),
        unrated={day: done for day, done in unrated.items() if day >= since},
    )


class _Entry:
    """Questions entered by hand, those that no difference of totals holds yet."""

    def __init__(self, one: BankSession | BankTotal) -> None:
        is_session = isinstance(one, BankSession)
        self.day = one.day
        self.bank = folded_bank(one.bank)
        self.again = one.again if isinstance(one, BankSession) else one.pass_number > 1
        self.left = one.weight if isinstance(one, BankSession) else one.done
        self.has_percent = is_session

    def is_in(self, stretch: Stretch) -> bool:
        """Whether a difference of totals holds these questions."""
        when = stretch.after < self.day <= stretch.until
        return when and self.bank in {"", stretch.bank} and self.again == (stretch.pass_number > 1)


def _beyond(
    sessions: Sequence[BankSession], counted: Sequence[BankTotal], found: Sequence[Stretch]
) -> list[tuple[Stretch, int, bool]]:
    """Return the questions of each difference that no entry of its days holds, and whether entries tell a percent."""
    if not found:
        return []
    entries = [*map(_Entry, sessions), *map(_Entry, counted)]
    beyond = []
    for stretch in sorted(found, key=lambda one: one.until):
        missing, is_told = stretch.questions, False
        for entry in entries:
            if entry.left and entry.is_in(stretch):
                used = min(entry.left, missing)
                entry.left -= used
                missing -= used
                is_told = is_told or entry.has_percent
        if missing:
            beyond.append((stretch, missing, is_told))
    return beyond


def _days(
    by_day: Mapping[date, list[tuple[float, int, int]]], since: date, begun: Mapping[date, date]
) -> tuple[QbankDay, ...]:
    """Return the mean of each day, weighed by questions; the products are added exactly and rounded once."""
    return tuple(
        QbankDay(
            day=day,
            percent=fsum(map(mul, *list(zip(*pieces, strict=True))[:2])) / sum(weight for _, weight, _ in pieces),
            questions=sum(questions for _, _, questions in pieces),
            sessions=len(pieces),
            after=begun.get(day),
        )
        for day, pieces in sorted(by_day.items())
        if day >= since
    )


def left_before(totals: Sequence[BankTotal], questions: Mapping[date, int], today: date) -> int | None:
    """Return the questions of the bank that were left as today began; None when nothing tells.

    `questions` are those done by day, from the day of the count on. A running total holds its own day, a count of
    questions left was made before any of its day was done.
    """
    told = in_hand(totals)
    if told is None or told.left is None:
        return None
    is_total = told.told is BankTelling.TOTAL
    since = sum(
        done for day, done in questions.items() if told.day <= day < today and not (is_total and day == told.day)
    )
    of_today = questions.get(today, 0) if is_total and told.day == today else 0
    return max(0, told.left - since + of_today)
