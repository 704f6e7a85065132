"""The command on requests about one's data: what people ask, and that they were answered."""

from __future__ import annotations

from typing import Annotated

import typer

from intake import show
from intake.cli import HERE, LARGEST_ID, Config, Json, cli
from intake.domain.trouble import Misuse
from intake.given import desk_for


@cli.command()
def requests(
    config: Config = HERE,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are answered.")] = False,
    finish: Annotated[
        int | None,
        typer.Option(min=1, max=LARGEST_ID, metavar="ID", help="Note that this one is answered."),
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="With --finish: how.")] = None,
    json: Json = False,
) -> None:
    """List what people ask of their personal data, and by when the law wants an answer.

    A request to be erased is finished by `intake erase ADDRESS`; any other by --finish, when a person has
    answered it. Where the note says "may ask", a person must read the mail and say whether it is one.
    """
    from intake.services import requests as service

    with desk_for(config, works=finish is not None, json=json) as desk:
        if finish is not None:
            service.finish(desk, finish, note or "")
        elif note is not None:
            raise Misuse("A note is for a request that is finished.", "Add --finish ID.")
        rows = service.listing(desk, everything=everything or finish is not None)
    rows = [row for row in rows if finish in (None, row["id"])]
    if json:
        show.as_json(rows)
        return
    times = ("received_at", "due_at", "finished_at")
    columns = ("id", "kind", "sender", *times, "message", "applications", "note")
    lines = []
    for row in rows:
        shown = row | {at: row[at] and show.time(row[at]) for at in times}
        lines.append([(shown | {"applications": ", ".join(row["applications"])})[each] for each in columns])
    headings = [column.removesuffix("_at") for column in columns]
    show.table(headings, lines, "Nobody waits for an answer about personal data.")
