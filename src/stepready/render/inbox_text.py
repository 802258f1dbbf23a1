"""What an inbox held, as text and as JSON."""

from typing import Any

from stepready.core.values.wording import count
from stepready.render.terminal import Terminal, wrapped
from stepready.services.inbox import Inbox


def inbox_text(inbox: Inbox, terminal: Terminal) -> str:
    """Say what was taken, and name the lines that were not with the reason."""
    lines = [taken.said for taken in inbox.taken]
    for refused in inbox.refused:
        told = f"line {refused.line.number} was not taken: {refused.line.text}: {refused.why}"
        lines += wrapped(told, terminal.width, indent="  ", first="")
    if inbox.waiting:
        lines += wrapped(f"the last line is not finished and waits: {inbox.waiting}", terminal.width)
    parts = [f"{count(len(inbox.taken), 'line')} taken"]
    parts += [f"{len(inbox.refused)} refused"] if inbox.refused else []
    parts += [f"{inbox.before} taken before"] if inbox.before else []
    return terminal.plain("\n".join([*lines, ", ".join(parts)]))


def inbox_json(inbox: Inbox) -> dict[str, Any]:
    """Return the lines taken now and those refused, each with its number in the file."""
    return {
        "schema": 1,
        "taken": [{"line": taken.line.number, "text": taken.line.text, "said": taken.said} for taken in inbox.taken],
        "refused": [{"line": no.line.number, "text": no.line.text, "why": no.why} for no in inbox.refused],
        "taken_before": inbox.before,
        "waiting": inbox.waiting or None,
    }
