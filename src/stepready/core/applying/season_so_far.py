"""What came of the applications so far, beside what was to be expected of them."""

from stepready.core.applying.prospects import Prospects
from stepready.core.applying.shortlist import Note, Shortlist
from stepready.core.values.wording import count, listed


def interviews_between(low: int, high: int) -> str:
    """Write a range of interviews: `2 to 5 interviews`, `no interview` where nobody gets one."""
    if high == 0:
        return "no interview"
    return count(low, "interview") if low == high else f"{low} to {count(high, 'interview')}"


def told_so_far(kept: Shortlist, expected: Prospects) -> str | None:
    """Say how many invitations, declines, interviews and ranks are noted, beside the range expected; None before any.

    An interview or a decline says that an invitation came, noted or not.
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
    return f"So far {listed(counts)}; {_expected(expected)}."


def _expected(expected: Prospects) -> str:
    if expected.likely is None:
        return f"no range was to be expected: {expected.why}"
    return f"over the whole season eight in ten such applicants get {interviews_between(*expected.likely)}"
