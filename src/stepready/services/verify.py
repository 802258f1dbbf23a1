"""`report --verify`: work the verdict of a report out again, from the export it carries."""

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from stepready.core.facts.exam import Exam
from stepready.core.facts.instruments import Instruments
from stepready.core.shapes import build, iso_day, plain
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.guides.library import Library
from stepready.services.check import Checked, check
from stepready.store.opening import open_book
from stepready.transfer.document import read_export

SCRIPT = re.compile(r'<script type="application/json" id="stepready">(.*?)</script>', re.DOTALL)
CLOSE = 5e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a report says and what its own export comes to; `differences` is empty when they agree.

    `same_guides` says whether the report was made with the guides this program has.
    """

    as_of: date
    exam_verdict: str
    application_verdict: str
    same_guides: bool
    differences: tuple[str, ...]


def verify(html: str, name: str, library: Library, instruments: Instruments, now: Callable[[], datetime]) -> Verified:
    """Recompute a report's verdict; raise StepreadyError when the page carries nothing to recompute from."""
    data = _data(html, name)
    made, as_of = data["report"], iso_day(data.get("as_of"), f"{name}: as_of")
    intake = read_export(json.dumps(data["export"]), name, instruments, as_of)
    with (
        tempfile.TemporaryDirectory() as folder,
        open_book(str(Path(folder) / "report.db"), now=now) as book,
    ):
        book.bring_in(intake)
        exam = build(Exam, made.get("exam"), f"{name}: exam")
        checked = check(book, library, as_of=as_of, exam=exam, guide=made.get("guide"))
    return Verified(
        as_of=as_of,
        exam_verdict=checked.exam_decision.verdict.value,
        application_verdict=checked.application_decision.verdict.value,
        same_guides=made.get("guides") == library.digest,
        differences=tuple(_differences(data, checked)),
    )


def _data(html: str, name: str) -> dict[str, Any]:
    """Return the data a page carries."""
    found = SCRIPT.search(html)
    try:
        data = json.loads(found.group(1)) if found else None
    except ValueError:
        data = None
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("export"), dict)
        or not isinstance(data.get("report"), dict)
    ):
        raise StepreadyError(f"{name} carries no export to verify; accepted: a page that `stepready report` wrote")
    return data


def _differences(data: dict[str, Any], checked: Checked) -> Iterator[str]:
    """Yield where a report says something else than its export comes to."""
    exam, application = checked.exam_decision, checked.application_decision
    for key, verdict, because in (
        ("exam_decision", exam.verdict.value, exam.because),
        ("application_decision", application.verdict.value, application.because),
    ):
        yield from _differs(f"{key}.verdict", _at(data, key, "verdict"), verdict)
        yield from _differs(f"{key}.because", _at(data, key, "because"), because)
    said = {_at(row, "rule"): _at(row, "outcome") for row in data.get("checks") or []}
    found = {row.rule: plain(row.outcome) for row in checked.checks}
    for rule in sorted({*map(str, said), *found}):
        yield from _differs(f"rule {rule}", said.get(rule), found.get(rule))
    for figure in ("mean", "p_target", "p_pass"):
        now = None if checked.forecast is None else getattr(checked.forecast, figure)
        yield from _differs(f"forecast.{figure}", _at(data, "forecast", figure), now)
    for key in ("exam_date", "target"):
        yield from _differs(f"plan.{key}", _at(data, "plan", key), plain(getattr(checked.plan, key)))


def _at(held: Any, *keys: str) -> Any:
    for key in keys:
        held = held.get(key) if isinstance(held, dict) else None
    return held


def _differs(what: str, said: Any, found: Any) -> Iterator[str]:
    numbers = isinstance(said, int | float) and isinstance(found, int | float)
    if abs(said - found) > CLOSE if numbers else said != found:
        yield f"{what}: the page says {_told(said)}, its export comes to {_told(found)}"


def _told(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
