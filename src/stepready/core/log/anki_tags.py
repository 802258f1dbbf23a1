"""Which topic a tag or a deck of Anki names: `#AK_Step2_v12::#UWorld::01_Cardiology` is cardiology.

Tags are paths; the deepest part that a map knows decides. A part is read without its marks, its leading number,
and without regard to case.
"""

import re
from collections.abc import Mapping

SEPARATOR = "::"
_OWN = frozenset({"leech", "marked"})
_NUMBER = re.compile(r"^(\d+[a-z]? )+(?=.)")


class TagMap:
    """Topics by the words that stand for them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """`words` gives the topic of each word; later entries replace earlier ones that read the same."""
        self._topics = {read_part(word): topic for word, topic in words.items()}
        self._known: dict[str, str | None] = {}

    def topic(self, path: str) -> str | None:
        """Return the topic that a tag or a deck's name means, or None."""
        if path not in self._known:
            parts = (read_part(part) for part in reversed(path.split(SEPARATOR)))
            whole = self._topics.get(read_part(path))
            self._known[path] = whole or next((self._topics[part] for part in parts if part in self._topics), None)
        return self._known[path]


def read_part(part: str) -> str:
    """Fold one part of a tag: `03_Cardiology!` reads `cardiology`."""
    words = " ".join(re.sub(r"[\W_]+", " ", part.casefold()).split())
    return _NUMBER.sub("", words)


def is_own(tag: str) -> bool:
    """Whether Anki itself sets a tag."""
    return tag.casefold() in _OWN
