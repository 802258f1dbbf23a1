"""`report --verify`: work the verdict and the list of a report out again, from the export it carries."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from stepready.core.facts.exam import Exam
from stepready.core.facts.instruments import Instruments
from stepready.core.shapes import build, from_json, iso_day, plain
from stepready.core.values import dataclass
from stepready.core.values.errors import StepreadyError
from stepready.core.values.wording import count
from stepready.guides.library import Library
from stepready.services.application_page import ApplicationPage, application_page
from stepready.services.check import Checked, check
from stepready.services.shortlist import ListLine
from stepready.store.opening import open_book
from stepready.store.passing_folder import passing_folder
from stepready.transfer.document import read_export

SCRIPT = re.compile(r'<script type="application/json" id="stepready">(.*?)</script>', re.DOTALL)
CLOSE = 5e-4
MOST_TOLD = 200


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
        passing_folder() as folder,
        open_book(str(folder / "report.db"), now=now) as book,
    ):
        book.bring_in(intake)
        exam = build(Exam, made.get("exam"), f"{name}: exam")
        checked = check(book, library, as_of=as_of, exam=exam, guide=made.get("guide"))
        page = application_page(book, library, checked.decision.case) if data.get("application") else None
    return Verified(
        as_of=as_of,
        exam_verdict=checked.exam_decision.verdict.value,
        application_verdict=checked.application_decision.verdict.value,
        same_guides=made.get("guides") == library.digest,
        differences=(*_differences(data, checked), *_list_differences(data, page)),
    )


def _data(html: str, name: str) -> dict[str, Any]:
    """Return the data a page carries."""
    found = SCRIPT.search(html)
    try:
        data = from_json(found.group(1)) if found else None
    except (ValueError, RecursionError) as problem:
        raise StepreadyError(f"{name} carries no JSON to verify: {str(problem)[:80]}") from None
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
    said = {_at(row, "rule"): _at(row, "outcome") for row in _list(data, "checks")}
    found = {row.rule: plain(row.outcome) for row in checked.checks}
    for rule in sorted({*map(str, said), *found}):
        yield from _differs(f"rule {rule}", said.get(rule), found.get(rule))
    for figure in ("mean", "p_target", "p_pass"):
        now = None if checked.forecast is None else getattr(checked.forecast, figure)
        yield from _differs(f"forecast.{figure}", _at(data, "forecast", figure), now)
    for key in ("exam_date", "target"):
        yield from _differs(f"plan.{key}", _at(data, "plan", key), plain(getattr(checked.plan, key)))


def _list_differences(data: dict[str, Any], page: ApplicationPage | None) -> Iterator[str]:
    """Yield where the application page says something else than the export comes to: list, chances, test days."""
    if page is None:
        return
    view, said = page.shortlist, _at(data, "application", "shortlist")
    for key, found in (
        ("cost_usd", view.cost_usd),
        ("counts", view.counts),
        ("interviews", view.prospects.interviews),
        ("p_match", view.prospects.p_match),
        ("no_interview", view.prospects.no_interview),
        ("expected", view.expected),
    ):
        yield from _leaves(f"shortlist.{key}", _at(said, key), plain(found))
    rows = [_row(line) for line in view.lines]
    told = [{key: _at(row, key) for key in ROW} for row in _list(said, "programs")]
    yield from _leaves("shortlist.programs", told, rows)
    yield from _leaves("compare", _at(data, "application", "compare"), plain(page.compared))


ROW = ("name", "specialty", "track", "tier", "eligible", "p_clear", "signal")


def _row(line: ListLine) -> dict[str, Any]:
    """Return what a page says of a programme on the list."""
    each, programme = line.standing, line.standing.programme
    signal = None if line.entry is None else line.entry.signal
    found = (programme.name, programme.specialty, programme.track, each.tier, each.eligible, each.p_clear, signal)
    return dict(zip(ROW, map(plain, found), strict=True))


def _leaves(what: str, said: Any, found: Any) -> Iterator[str]:
    """Yield where two values of JSON differ, part by part."""
    if isinstance(said, dict) and isinstance(found, dict) and said.keys() == found.keys():
        for key in found:
            yield from _leaves(f"{what}.{key}", said[key], found[key])
    elif isinstance(said, list) and isinstance(found, list) and len(said) == len(found):
        for place, (one, other) in enumerate(zip(said, found, strict=True), start=1):
            yield from _leaves(f"{what} {place}", one, other)
    else:
        yield from _differs(what, said, found)


def _at(held: Any, *keys: str) -> Any:
    for key in keys:
        held = held.get(key) if isinstance(held, dict) else None
    return held


def _list(held: Any, key: str) -> list[Any]:
    found = _at(held, key)
    return found if isinstance(found, list) else []


def _differs(what: str, said: Any, found: Any) -> Iterator[str]:
    numbers = isinstance(said, int | float) and isinstance(found, int | float)
    if abs(said - found) > CLOSE if numbers else said != found:
        yield f"{what}: the page says {_told(said)}, its export comes to {_told(found)}"


def _told(value: Any) -> str:
    if isinstance(value, list):
        return count(len(value), "row")
    return f"{value:.4g}" if isinstance(value, float) else str(value)[:MOST_TOLD]
