"""Plain `stepready`: the state of things on one screen."""

import typer

from stepready.cli.frame import frame, library, open_book, say, terminal
from stepready.render.dashboard_text import dashboard_text
from stepready.services.dashboard import dashboard


def show_dashboard(ctx: typer.Context) -> None:
    """Show the dashboard of the plan set last, or how to begin."""
    with open_book(ctx) as book:
        found = dashboard(book, library(), as_of=frame(ctx).today)
    say(dashboard_text(found, terminal()))
