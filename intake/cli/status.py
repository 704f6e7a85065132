"""How intake is."""

from __future__ import annotations

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.given import told


@cli.command()
def status(config: Config = HERE, json: Json = False) -> None:
    """Show mailboxes, outbox, alarms, next deadlines, disk and workers. Changes nothing."""
    from intake import app
    from intake.services.status import look
    from intake.settings import load

    with told(json=json), app.open_desk(load(config)) as desk:
        state = look(desk)
    if json:
        show.as_json(show.status_shape(state, desk.settings.zone))
    else:
        show.status(state, desk.settings.zone)
    raise typer.Exit(1 if state.needs_a_person else 0)
