"""Command `profile` in a terminal."""

from stepready.core.values.wording import count
from stepready.render.terminal import Terminal, wrapped
from stepready.services.profile import ProfileView


def profile_text(view: ProfileView, terminal: Terminal) -> str:
    """Write what is said of the applicant, then what programmes will ask for and is not."""
    lines = [f"{name:<18} {value}" for name, value in profile_rows(view)]
    if view.missing:
        lines += ["", "Programmes will ask:", *_asked(view, terminal)]
    return terminal.plain("\n".join(lines))


def profile_rows(view: ProfileView) -> list[tuple[str, str]]:
    """Return every part of the profile in words; what is not said says so."""
    profile = view.profile
    rows = (
        ("applicant", view.applicant),
        ("visa", profile.visa and profile.visa.value),
        ("graduated", profile.graduated),
        ("US experience", None if profile.us_months is None else count(profile.us_months, "month")),
        ("of kind", profile.us_kind),
        ("letters", profile.letters),
        ("states", profile.states and ", ".join(profile.states)),
        ("Step 1", view.step1),
        ("failed attempts", f"Step 1: {view.failed_step1}, Step 2 CK: {view.failed_step2}"),
        ("Step 3", profile.step3 and profile.step3.value),
        ("prior US training", {None: None, True: "yes", False: "no"}[profile.prior_training]),
        ("budget", None if profile.budget is None else f"{profile.budget:,} USD"),
    )
    return [(name, "not said" if value is None else str(value)) for name, value in rows]


def _asked(view: ProfileView, terminal: Terminal) -> list[str]:
    return [line for text in view.missing for line in wrapped(text, terminal.width, "    ", "  - ")]
