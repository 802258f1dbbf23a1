"""Read the statements that were compiled ahead of time."""

from pathlib import Path

PATH = Path(__file__).parent / "sql" / "sqlite.sql"


def statements() -> dict[str, str]:
    """Return every statement by its name."""
    blocks = PATH.read_text(encoding="utf-8").split("-- name: ")[1:]
    return {name: text.strip() for name, _, text in (block.partition("\n") for block in blocks)}
