"""Lines that a phone appends to a file: each is what `log` takes, with its day, and is taken once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from stepready.core.values import dataclass

LONGEST = 500
"""Characters a line may have."""
_REMARK = "#"


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A line and how often it was taken: the same line twice in a file is two sessions."""

    line: str
    count: int


class NumberedLine(NamedTuple):
    """A line of the file, where it stands, and the how-manieth of its wording it is; both from 1."""

    number: int
    text: str
    times: int


class PhoneFile(NamedTuple):
    """What a file holds: its lines, and the last one where it is not finished yet."""

    lines: tuple[NumberedLine, ...]
    waiting: str


def read_phone_file(text: str) -> PhoneFile:
    """Return the lines of a text; blank lines and remarks (#) are none, a last line without its end waits."""
    *finished, waiting = text.split("\n")
    counts: Counter[str] = Counter()
    lines = []
    for number, raw in enumerate(finished, start=1):
        line = " ".join(raw.split())
        if line and not line.startswith(_REMARK):
            counts[line] += 1
            lines.append(NumberedLine(number, line, counts[line]))
    return PhoneFile(tuple(lines), waiting.strip())


def not_taken(lines: Iterable[NumberedLine], taken: Mapping[str, int]) -> Iterator[NumberedLine]:
    """Yield the lines that were not taken yet."""
    return (line for line in lines if line.times > taken.get(line.text, 0))
