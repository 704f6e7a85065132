"""Commands that look and change nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from intake import show
from intake.cli import HERE, After, Config, Json, Limit, cli
from intake.given import desk_for, one_more, posting_of, told


@cli.command()
def check(
    config: Config = HERE,
    connect: Annotated[bool, typer.Option("--connect", help="Log in to every account as well.")] = False,
    json: Json = False,
) -> None:
    """Validate the configuration and the letters; every fault is named with its remedy."""
    from intake.checking import REFUSED, checked

    with told(json=json):
        found, status = checked(config, connect=connect)
    if json:
        show.as_json({"findings": [show.finding(finding) for finding in found]})
    else:
        show.findings(found, refused=status == REFUSED)
    raise typer.Exit(status)


@cli.command()
def messages(config: Config = HERE, limit: Limit = None, after: After = 0, json: Json = False) -> None:
    """List every message seen, with its outcome, oldest first."""
    from intake.services import report

    with desk_for(config, json=json) as desk:
        rows = show.part(report.messages(desk, after=after, limit=one_more(limit)), limit, "id")
        (show.as_json_list if json else show.messages)(rows)


@cli.command()
def applications(  # noqa: PLR0917 - the words of a command
    config: Config = HERE,
    posting: Annotated[str | None, typer.Option(metavar="ID", help="Only those to this posting.")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="Only those in this status.")] = None,
    limit: Limit = None,
    after: Annotated[
        str | None, typer.Option(metavar="REFERENCE", help="Only those behind the one of that reference.")
    ] = None,
    json: Json = False,
) -> None:
    """List every application, oldest first."""
    from intake.domain.model import STATUSES
    from intake.services import report

    with desk_for(config, json=json) as desk:
        if status is not None and status not in STATUSES:
            raise typer.BadParameter(f"one of {', '.join(STATUSES)}", param_hint="--status")
        rows = report.applications(desk, posting=posting, status=status, after=after, limit=one_more(limit))
        rows = show.part(rows, limit, "reference")
        (show.as_json_list if json else show.applications)(rows)


@cli.command()
def explain(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="A mail (.eml), or bare documents.")],
    config: Config = HERE,
    posting: Annotated[
        str | None, typer.Option(metavar="ID", help="Assign to this posting: no subject is asked for.")
    ] = None,
    received: Annotated[
        str | None,
        typer.Option(metavar="ISO", help="When the server received it (default: its newest Received)."),
    ] = None,
    json: Json = False,
) -> None:
    """Say what would become of a mail or of documents, and why. Changes nothing, sends nothing."""
    from intake.explaining import explain_paths

    with told(json=json):
        found = explain_paths(files, config, posting=posting, received=received, find_posting=posting_of)
    if json:
        show.as_json(found)
    else:
        show.explained(found)
