"""The command that makes a configuration."""

from __future__ import annotations

import typer

from intake.cli import HERE, Config, cli
from intake.given import told


@cli.command()
def init(config: Config = HERE) -> None:
    """Make a working configuration by an interview, and prove it by a mail to yourself."""
    # Before the imports, which take a second.
    typer.echo("This makes a configuration for intake. Enter takes what stands in brackets; Ctrl-C leaves,")
    typer.echo("and nothing is written before the end.")
    from intake.interview import interview

    with told():
        try:
            status = interview(config)
        except typer.Abort:
            typer.echo("\nLeft: nothing was written.", err=True)
            status = 1
        raise typer.Exit(status)
