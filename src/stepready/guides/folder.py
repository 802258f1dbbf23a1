"""All data together with what the user keeps in a settings folder: guides, readings and days of their own."""

from pathlib import Path

from stepready.guides.library import Library, load


def load_with(folder: Path) -> Library:
    """Return all data with what a settings folder holds.

    Raise StepreadyError when the settings cannot be used. What reads TOML is imported only where there is some.
    """
    library, guides, settings = load(), folder / "guides", folder / "settings.toml"
    if guides.is_dir():
        from stepready.guides.own import with_own_guides  # noqa: PLC0415 - reads TOML

        library = with_own_guides(library, guides)
    if settings.exists():
        from stepready.guides.settings import read_settings, with_settings  # noqa: PLC0415 - reads TOML

        library = with_settings(library, read_settings(settings, library))
    return library
