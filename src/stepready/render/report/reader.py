"""Text for someone who reads a report and has no terminal."""

import re

COMMAND = re.compile(r"`(stepready|plan set|--)")
IN_BRACKETS = re.compile(r" \(plan set [^)]*\)")
CLAUSE = re.compile(r"(?<=[.;:])\s+")
ENDS = " ;:,"


def without_commands(text: str) -> str:
    """Return a text without the clauses that name a command, nor the words that lead up to one.

    Clauses end with a full stop, a semicolon or a colon.
    """
    text = IN_BRACKETS.sub("", text)
    if not COMMAND.search(text):
        return text
    kept: list[str] = []
    for clause in CLAUSE.split(text):
        if not COMMAND.search(clause):
            kept.append(clause)
        elif len(kept) > 1 and kept[-1].endswith(":"):
            kept.pop()
    said = " ".join(kept).rstrip(ENDS)
    return f"{said}." if said and text.endswith(".") and not said.endswith(".") else said
