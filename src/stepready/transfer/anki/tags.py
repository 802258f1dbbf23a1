"""The words that stand for topics in tags, as shipped, with the user's own on top."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from stepready.core.log.anki import TagMap

_SHIPPED = Path(__file__).parent / "tags.toml"


def shipped_words() -> dict[str, str]:
    """Return the topic of every word that ships."""
    topics: dict[str, list[str]] = tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))
    return {word: topic for topic, words in topics.items() for word in words}


def tag_map(own: Mapping[str, str]) -> TagMap:
    """Return the map from tags to topics; `own` are the user's words with their topics, which go first."""
    return TagMap({**shipped_words(), **own})
