"""Names made from what a row holds: the same row gets the same uid on every device that reads it from one file."""

import hashlib
import json
from collections.abc import Container
from itertools import count
from typing import Any

_LENGTH = 32
_TOLD = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""Made once: an import writes thousands."""


def content_uid(*parts: Any) -> str:
    """Return the uid that stands for these parts, as long as those drawn at random."""
    told = _TOLD.encode(parts)
    return hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]


def free_uid(taken: Container[str], *parts: Any, ordinal: int = 1) -> str:
    """Return the uid of the n-th thing with these parts, or of the next that is not taken."""
    uids = (content_uid(*parts, number) for number in count(ordinal))
    return next(uid for uid in uids if uid not in taken)
