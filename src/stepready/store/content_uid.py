"""Names made from what a row holds: the same row gets the same uid on every device that reads it from one file."""

import hashlib
import json
from typing import Any

_LENGTH = 32


def content_uid(*parts: Any) -> str:
    """Return the uid that stands for these parts, as long as those drawn at random."""
    told = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]
