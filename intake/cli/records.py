"""Commands on what is kept: the outbox, the audit log, and a person's data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from intake import show
from intake.cli import HERE, LARGEST_ID, After, Config, Json, Limit, cli
from intake.given import address_of, desk_for, one_more


@cli.command()
def outbox(
    config: Config = HERE,
    everything: Annotated[bool, typer.Option("--all", help="Also the sent and superseded ones.")] = False,
    limit: Limit = None,
    after: After = 0,
    json: Json = False,
) -> None:
    """List every letter that has not surely arrived: waiting, held, failed, unknown or bounced."""
    from intake.services import letters

    with desk_for(config, json=json) as desk:
        rows = letters.listing(desk, everything=everything, after=after, limit=one_more(limit))
        _letters(show.part(rows, limit, "id"), json=json)


@cli.command()
def release(
    ids: Annotated[
        list[int], typer.Argument(max=LARGEST_ID, metavar="ID...", help="Ids of 'intake outbox'.")
    ],
    config: Config = HERE,
    json: Json = False,
) -> None:
    """Let held, failed or unknown letters go out now.

    A held or failed answer on an application is written anew, so that it says what is true now. An
    unknown one goes out with the same Message-ID and bytes: if it had arrived after all, the candidate
    may get it twice. The caps of 'limits' hold all the same. Either all of the letters are released, or none.
    """
    from intake.services import letters
    from intake.services.deliver import deliver

    with desk_for(config, works=True, json=json) as desk:
        letters.release(desk, ids)
        delivered = deliver(desk)
        rows = letters.these(desk, ids)
    _letters(rows, json=json)
    for error in delivered.errors:
        show.warn(error)
    raise typer.Exit(1 if delivered.errors or delivered.failed or delivered.unknown else 0)


def _letters(rows: Iterable[dict[str, Any]], *, json: bool) -> None:
    """Print letters, each on a line."""
    if json:
        show.as_json_list(rows)
        return
    times = ("created_at", "due_at")
    columns = ("id", "kind", "mailbox", "application", "recipient", "state", *times, "attempts", "note")
    lines = []
    for row in rows:
        shown = row | {"state": show.state(row)} | {at: row[at] and show.time(row[at]) for at in times}
        lines.append([shown[column] for column in columns])
    headings = [column.removesuffix("_at") for column in columns]
    show.table(headings, lines, "No letter waits: every one has arrived as far as is known.")


@cli.command()
def erase(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="The person's e-mail address.")],
    config: Config = HERE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would be erased.")] = False,
    json: Json = False,
) -> None:
    """Erase a person's data everywhere, and prove it by a search of all that is kept.

    A mail in a dossier is its candidate's, whoever sent it; any other is its sender's; a delivery report
    is whose letter it speaks of. Somebody else's mail that mentions the address stays, and its id is told.
    The mailbox on the server is not touched; what is erased is known there, and never taken in again.
    """
    from intake.services.forget import erase as erase_person

    wanted = address_of(address, json=json)
    with desk_for(config, works=not dry_run, json=json) as desk:
        done = erase_person(desk, wanted, dry_run=dry_run)
    if json:
        show.as_json(asdict(done) | ({"dry_run": True} if dry_run else {}))
    else:
        for what, number in done.removed.items():
            typer.echo(f"{what.replace('_', ' ')}: {number}{' would be erased' if dry_run else ' erased'}")
        if done.mentioned:
            ids = ", ".join(map(str, done.mentioned))
            typer.echo(f"Mails of other people mention the address, and stay: {ids}")
        if not dry_run:
            typer.echo(f"left: {done.left}")
    raise typer.Exit(1 if done.left else 0)


@cli.command()
def retire(config: Config = HERE, json: Json = False) -> None:
    """Erase the dossiers whose retention is over; `intake run` and `intake worker` do it each day."""
    from intake.services.forget import retire as retire_all

    with desk_for(config, works=True, by_hand=False, json=json) as desk:
        done = retire_all(desk)
    if json:
        show.as_json({"retired": [asdict(each) for each in done]})
        return
    for each in done:
        typer.echo(f"{each.posting}: {each.dossiers} dossier(s) erased")
    if not done:
        typer.echo("There is no dossier whose retention is over.")


@cli.command()
def audit(config: Config = HERE, limit: Limit = None, after: After = 0, json: Json = False) -> None:
    """List what people did, and what became of each letter, oldest first."""
    from intake.services import report

    with desk_for(config, json=json) as desk:
        rows = show.part(report.audit(desk, after=after, limit=one_more(limit)), limit, "id")
        if json:
            show.as_json_list(rows)
            return
        columns = ("at", "actor", "action", "application", "message_id", "letter_id", "note")
        lines = [[row[column] for column in columns] for row in rows]
        show.table(columns, lines, "Nobody has done anything yet.")
