"""Text as people may see it: what a terminal would obey instead of showing is written out."""

import os

INK = f"\x1b{os.urandom(4).hex()}"
"""Begins a colour of ours until it is shown; no text from outside can hold what this process made up."""
_OBEYED = {
    *range(0x20), *range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, 0x2028, 0x2029,
    *range(0x202A, 0x202F), *range(0x2066, 0x206A),
} - {ord("\t"), ord("\n")}  # fmt: skip
"""Control characters, separators of lines, and what turns the direction of text round."""
_WRITTEN = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in _OBEYED}  # noqa: PLR2004


def harmless(text: str) -> str:
    """Return text in which nothing is obeyed by a terminal but the end of a line."""
    return text if text.isprintable() else in_letters(text.translate(_WRITTEN))


def in_letters(text: str) -> str:
    """Return text with the bytes written out that are no letter, as names of files may hold them."""
    return text.encode(errors="backslashreplace").decode()


def in_json(text: str) -> str:
    """Return JSON text with the same letters written as JSON escapes them."""
    if harmless(text) == text:
        return text
    return "".join(letter if harmless(letter) == letter else f"\\u{ord(letter):04x}" for letter in text)


def on_screen(text: str) -> str:
    """Return text for a terminal: our own colours are colours, all else is shown; no line begins as an error does."""
    return "\x1b[".join(harmless(part) for part in text.split(INK)).replace("\nerror:", "\n error:")
