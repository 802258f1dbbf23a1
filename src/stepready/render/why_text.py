"""`why` as text and JSON."""

from collections.abc import Iterator
from typing import Any

from stepready.core.shapes import plain
from stepready.core.values.wording import full_day, number
from stepready.render.citations import cited
from stepready.render.terminal import Terminal, wrapped
from stepready.services.why import Explained, RuleList

LABEL = 10


def why_text(explained: Explained, terminal: Terminal) -> str:
    """Write one rule in full."""
    return terminal.plain("\n".join(_lines(explained, terminal)))


def _lines(explained: Explained, terminal: Terminal) -> Iterator[str]:
    rule, check = explained.rule, explained.check
    yield f"{rule.id}  ({rule.severity.value}, guide {explained.guide.shown})"
    rows: list[tuple[str, str]] = [("Asks", rule.asks)]
    if check is None:
        rows.append(("Outcome", f"does not apply to this plan{', only' if rule.when_any else ':'} {explained.applies}"))
    else:
        rows.append(("Outcome", f"{terminal.mark(check.outcome.value)} {check.outcome.value}: {check.reason}"))
        rows += [(name, text) for name, text in (("Observed", check.observed), ("Required", check.required)) if text]
    rows += [("Source", cited(source)) for source in explained.sources]
    rows += [
        ("Used", f"#{score.id} {score.title} {number(score.value)}, {full_day(score.day)}") for score in explained.used
    ]
    rows += [
        ("Reading", f"{reading.name} = {reading.value}: {reading.says} (ours: {reading.ours})")
        for reading in explained.readings
    ]
    for name, text in rows:
        yield from wrapped(text, terminal.width, indent=" " * (LABEL + 2), first=f"  {name:<{LABEL}}")


def rules_text(listed: RuleList, terminal: Terminal) -> str:
    """Write each rule's name with its question."""
    wide = max(len(rule.id) for rule in listed.rules) + 2
    lines = [f"Rules of {listed.guide.shown}; ask about one: stepready why RULE"]
    for rule in listed.rules:
        first = f"  {rule.severity.value:<6}  {rule.id:<{wide}}"
        lines += wrapped(rule.asks, terminal.width, indent=" " * len(first), first=first)
    return terminal.plain("\n".join(lines))


def rules_json(listed: RuleList) -> dict[str, Any]:
    """Return the stable form of the list of rules."""
    rules = [{"rule": rule.id, "asks": rule.asks, "severity": rule.severity.value} for rule in listed.rules]
    return {"schema": 1, "guide": listed.guide.name, "own_guide": listed.guide.own, "rules": rules}


def why_json(explained: Explained) -> dict[str, Any]:
    """Return the stable form of an explanation."""
    check: dict[str, Any] | None = plain(explained.check) if explained.check else None
    return {
        "schema": 1,
        "guide": explained.guide.name,
        "own_guide": explained.guide.own,
        "rule": explained.rule.id,
        "asks": explained.rule.asks,
        "severity": explained.rule.severity.value,
        "kind": explained.rule.check.kind,
        "applies": explained.applies,
        "check": check,
        "sources": plain(explained.sources),
        "used": [{"id": s.id, "date": plain(s.day), "title": s.title, "value": s.value} for s in explained.used],
        "readings": plain(explained.readings),
    }
