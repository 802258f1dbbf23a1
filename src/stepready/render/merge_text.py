"""What a merge or a sync brought, as text and as JSON."""

from typing import Any

from stepready.core.values.wording import count, number
from stepready.render.terminal import Terminal, wrapped
from stepready.services.merge import Synced
from stepready.store.devices.merge_rows import Merged

CLASHES_SHOWN = 20
AHEAD_SAID = 1.0
FORCE = "the later change stands; --ours or --theirs decides otherwise"


def merged_text(merged: Merged, name: str, terminal: Terminal, *, dry_run: bool) -> str:
    """Say what came from another book, and what both had changed since they last met."""
    if merged.is_nothing:
        head = f"nothing to merge from {name}: this log has all of it"
    elif dry_run:
        head = f"would merge from {name}: {merged.said}; nothing was changed"
    else:
        head = f"merged from {name}: {merged.said}"
    lines = [*wrapped(head, terminal.width), *_clashes(merged, terminal)]
    return terminal.plain("\n".join(lines))


def merge_notice(merged: Merged) -> str:
    """Return what to look at in the clocks, empty when they agree."""
    if merged.ahead <= AHEAD_SAID:
        return ""
    return (
        f"the other device's clock is {number(merged.ahead)} hours ahead of this one; "
        "set both right, or changes made there will count as later than yours"
    )


def _clashes(merged: Merged, terminal: Terminal) -> list[str]:
    if not merged.clashes:
        return []
    things = count(len(merged.clashes), "thing was", "things were")
    lines = wrapped(f"{things} changed on both sides since they last met ({FORCE}):", terminal.width)
    for clash in merged.clashes[:CLASHES_SHOWN]:
        told = f"{clash.what}: here {clash.here}; there {clash.there}; kept: {clash.kept}"
        lines += wrapped(told, terminal.width, indent="    ", first="  ")
    more = len(merged.clashes) - CLASHES_SHOWN
    return [*lines, f"  ... and {more} more: --json lists them all"] if more > 0 else lines


def merged_json(merged: Merged, *, dry_run: bool) -> dict[str, Any]:
    """Return counts by kind, and what both sides had changed."""
    return {
        "schema": 1,
        "dry_run": dry_run,
        "added": dict(merged.added),
        "changed": dict(merged.changed),
        "removed": dict(merged.removed),
        "kept": dict(merged.kept),
        "conflicts": [clash._asdict() for clash in merged.clashes],
    }


def synced_text(synced: Synced, terminal: Terminal) -> str:
    """Say what came from each device's file, what waits or fails, and what was left for the others."""
    lines = [merged_text(merged, file.name, terminal, dry_run=False) for file, merged in synced.merged]
    for says, files in (("waits for the next sync", synced.waiting), ("cannot be merged", synced.failed)):
        for file, why in files:
            lines += wrapped(f"{file.name} {says}: {why}", terminal.width, indent="  ", first="")
    left = f"wrote {synced.written}" if synced.written else "the folder has what this device holds already"
    return terminal.plain("\n".join([*lines, *wrapped(left, terminal.width)]))


def synced_json(synced: Synced) -> dict[str, Any]:
    """Return what a sync brought from each file, which wait or fail and what was written."""
    return {
        "schema": 1,
        "merged": [{"file": file.name, **merged_json(merged, dry_run=False)} for file, merged in synced.merged],
        "waiting": [{"file": file.name, "why": why} for file, why in synced.waiting],
        "failed": [{"file": file.name, "why": why} for file, why in synced.failed],
        "written": str(synced.written) if synced.written else None,
    }
