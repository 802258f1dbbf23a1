"""Text as people may see it: what a terminal would obey instead of showing is written out.

Lines and columns are ours to begin. Text from outside has its ends of lines and tabs held by stand-ins wherever it
comes in, at the store and in names of files, so that nothing it says ever begins a line; what is written for programs
has them back.
"""

import os

INK = f"\x1b{os.urandom(4).hex()}"
"""Begins a colour of ours until it is shown; no text from outside can hold what this process made up."""
_OBEYED = {
    *range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, 0x2028, 0x2029,
    *range(0x202A, 0x202F), *range(0x2066, 0x206A),
} - {ord("\t"), ord("\n")}  # fmt: skip
"""Control characters, separators of lines, and what turns the direction of text round."""
HELD = {ord("\n"): "\ufdd0", ord("\t"): "\ufdd1"}
"""What stands in for the end of a line and a tab in text from outside: characters that Unicode leaves to programs."""
_GIVEN = {ord(held): chr(code) for code, held in HELD.items()}
_WRITTEN = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _OBEYED} | {  # noqa: PLR2004
    ord(HELD[ord("\n")]): "\\n", ord(HELD[ord("\t")]): "\\t",
}  # fmt: skip


def harmless(text: str) -> str:
    """Return text in which nothing is obeyed by a terminal but the end of a line."""
    return text if text.isprintable() else in_letters(text.translate(_WRITTEN))


def on_one_line(text: object) -> str:
    """Return text from outside as it may stand in a sentence of ours: no part of it begins a line."""
    told = str(text)
    return told if told.isprintable() else told.translate(HELD)


def as_given(text: str) -> str:
    """Return text from outside as it came, for files and programs."""
    return text if text.isprintable() else text.translate(_GIVEN)


def in_letters(text: str) -> str:
    """Return text with the bytes written out that are no letter, as names of files may hold them."""
    return text.encode(errors="backslashreplace").decode()


def in_json(text: str) -> str:
    """Return JSON text with the same letters written as JSON escapes them, what is held as it came."""
    if harmless(text) == text:
        return text
    return "".join(letter if harmless(letter) == letter else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    """Return a letter as JSON escapes it."""
    given = _GIVEN.get(ord(letter))
    return f"\\u{ord(letter):04x}" if given is None else _WRITTEN[ord(letter)]


def on_screen(text: str) -> str:
    """Return text for a terminal: our own colours are colours, all else is shown; no line begins as an error does."""
    return "\x1b[".join(harmless(part) for part in text.split(INK)).replace("\nerror:", "\n error:")
