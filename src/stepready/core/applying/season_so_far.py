"""What came of the applications so far, beside what was to be expected of them when the list was built."""

from stepready.core.applying.prospects import Prospects
from stepready.core.applying.shortlist import Expected, Note, Shortlist
from stepready.core.values.wording import count, full_day, listed


def interviews_between(low: int, high: int) -> str:
    """Write a range of interviews: `2 to 5 interviews`, `no interview` where nobody gets one."""
    if high == 0:
        return "no interview"
    return count(low, "interview") if low == high else f"{low} to {count(high, 'interview')}"


def told_so_far(kept: Shortlist, today: Prospects) -> str | None:
    """Say how many invitations, declines, interviews and ranks are noted, beside the range expected; None before any.

    An interview or a decline says that an invitation came, noted or not. The range is that of the day the list was
    built; for a list that was never built it is `today`'s.
    """
    invited = sum(any(getattr(entry, note.value) for note in Note) for entry in kept.entries)
    if not invited:
        return None
    counts = (
        f"{invited} invited",
        f"{kept.count(Note.DECLINED)} declined",
        f"{kept.count(Note.INTERVIEWED)} interviewed",
        f"{kept.count(Note.RANKED)} ranked",
    )
    if kept.expected is None or kept.built_on is None:
        return f"So far {listed(counts)}; by today's log, {_range(_of_today(today))}."
    of = f"the list of {count(kept.expected.programmes, 'programme')}"
    return f"So far {listed(counts)}; when {of} was built on {full_day(kept.built_on)}, {_range(kept.expected)}."


def _of_today(found: Prospects) -> Expected:
    if found.likely is None:
        return Expected(programmes=0, why_not=found.why)
    low, high = found.likely
    return Expected(programmes=0, low=low, high=high)


def _range(expected: Expected) -> str:
    if expected.low is None or expected.high is None:
        return f"no range could be given: {expected.why_not}"
    between = interviews_between(expected.low, expected.high)
    return f"eight in ten such applicants could expect {between} over the season"
