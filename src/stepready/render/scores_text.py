"""What is logged, as a list."""

from typing import TYPE_CHECKING

from stepready.core.log.score import Score
from stepready.core.values.wording import number
from stepready.render.text_width import columns, cut, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stepready.core.log.bank import BankTotal
    from stepready.core.log.day_log import StudyHours
    from stepready.services.scores import Logged


def scores_text(found: "Logged", *, width: int | None, filtered: bool = False) -> str:
    """List what is logged, newest first, one a line, cut to the width; None cuts nothing."""
    listed = found.newest_first
    if not listed and filtered:
        return "nothing logged fits; `stepready scores` lists everything"
    if not listed:
        return "nothing logged yet; begin with: stepready log nbme 11 231 --exam step2ck"
    lines = rows_text(listed, width=width)
    if found.total > len(listed):
        lines.append(f"... and {found.total - len(listed)} older; `stepready scores --all` lists them")
    return "\n".join(lines)


def rows_text(listed: "Sequence[Score | StudyHours | BankTotal]", *, width: int | None) -> list[str]:
    """Return a line for each of what is logged, in columns."""
    rows = [_cells(one) for one in listed]
    widths = [max(columns(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    return [cut(_line(row, widths), width).rstrip() for row in rows]


def _cells(kept: "Score | StudyHours | BankTotal") -> list[str]:
    """Return the columns of what is logged: id, day, what it is, its value, exam, and what else was said."""
    topic, note = getattr(kept, "topic", ""), " ".join(kept.note.split())
    said = _of_score(kept) if isinstance(kept, Score) else []
    said += [f"[{topic}]"] if topic else []
    said += [note] if note else []
    return [str(kept.id), kept.day.isoformat(), kept.title, kept.amount, kept.exam.label, "  ".join(said)]


def _of_score(score: Score) -> list[str]:
    said = [condition.value for condition in sorted(score.conditions)]
    said += [f"{score.questions} questions"] if score.questions is not None else []
    return said + ([f"P(pass) {number(score.p_pass)} %"] if score.p_pass is not None else [])


def _line(row: list[str], widths: list[int]) -> str:
    """Align the id and the value right, the rest left."""
    aligned = [
        fitted(cell, width, right=column in {0, 3})
        for column, (cell, width) in enumerate(zip(row, widths, strict=False))
    ]
    return "  ".join([*aligned, row[-1]])
