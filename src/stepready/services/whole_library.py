"""All data a command works with: ours, the user's own, and the guides of the school whose server it is."""

from pathlib import Path

from stepready.guides.folder import load_with
from stepready.guides.library import Library
from stepready.store.location import is_server
from stepready.store.server.guide_shelf import school_guides


def whole_library(db: str | None, settings: Path) -> Library:
    """Return all data with what a settings folder holds, and the guides of a server's school where `db` names one."""
    return load_with(settings, school_guides(db) if db is not None and is_server(db) else None)
