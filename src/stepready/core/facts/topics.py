"""The topics of the exams under all of their names, and what an unknown one may have been meant as."""

from collections.abc import Mapping
from typing import NamedTuple

from stepready.core.facts.names import folded_name

CLOSE = 0.8
"""How alike two words must be for one to be asked about; 1 is the same."""


class KnownTopics(NamedTuple):
    """The topic of every name, folded, and the folded names of parts, which are known and keep their own name."""

    names: Mapping[str, str] = {}
    parts: frozenset[str] = frozenset()

    def canonical(self, text: str) -> str:
        """Return the topic that a name means; any other text as it was typed."""
        return self.names.get(folded_name(text), text)

    def is_known(self, text: str) -> bool:
        """Whether a name is a topic, or part of one."""
        folded = folded_name(text)
        return not folded or folded in self.names or folded in self.parts

    def like(self, text: str) -> str | None:
        """Return the topic that an unknown name is nearest to, None where none is near."""
        from difflib import get_close_matches  # noqa: PLC0415 - unknown names alone: it takes longer than the rest

        near = get_close_matches(folded_name(text), self.names, n=1, cutoff=CLOSE)
        return self.names[near[0]] if near else None
