"""The words that stand for topics in tags, as shipped, with the user's own on top."""

from collections.abc import Mapping

from stepready.core.log.anki import TagMap
from stepready.guides.instruments import topic_words


def tag_map(own: Mapping[str, str]) -> TagMap:
    """Return the map from tags to topics; `own` are the user's words with their topics, which go first."""
    return TagMap({**topic_words(), **own})
