"""Plain `stepready`: the state of things on one screen."""

import typer

from stepready.cli.frame import say


def show_dashboard(ctx: typer.Context) -> None:
    """Show the dashboard of the plan, or how to begin."""
    say(ctx.get_help())
