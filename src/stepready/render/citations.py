"""How a source is written, everywhere the same: the article's title, section and address; a reading as ours."""

from stepready.core.facts.citation import Citation


def cited(source: Citation) -> str:
    """Write a source in full on one line."""
    where = "; ".join(part for part in (titled(source.title), source.address) if part)
    return section(source) + (f" of {where}" if where else "")


def section(source: Citation) -> str:
    """Write the section alone, where the article is named above."""
    return f"{source.guide}: {source.section}" if source.is_reading else f"section {source.section!r}"


def titled(title: str) -> str:
    """Put a title in quotation marks; nothing when there is none."""
    return f'"{title}"' if title else ""
