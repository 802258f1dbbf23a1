"""All data together with what the user keeps in a settings folder: guides, readings and days of their own."""

from pathlib import Path

from stepready.guides.library import Library, load


def load_with(folder: Path, school: Path | None = None) -> Library:
    """Return all data with what a settings folder holds, and with the guides in the folder of a school.

    Raise StepreadyError when the settings cannot be used. What reads TOML is imported only where there is some.
    """
    library, settings = load(), folder / "settings.toml"
    for guides in (school, folder / "guides"):
        if guides is not None and guides.is_dir():
            from stepready.guides.own import with_own_guides  # noqa: PLC0415 - reads TOML

            library = with_own_guides(library, guides, school=guides is school)
    if settings.exists():
        from stepready.guides.settings import read_settings, with_settings  # noqa: PLC0415 - reads TOML

        library = with_settings(library, read_settings(settings, library))
    return library
