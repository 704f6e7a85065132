"""The commands of the contract: parse the words, call a service, print what it says.

Exit status: 0 done; 1 something needs a person; 2 wrong usage or configuration.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from intake import __version__, show
from intake.given import day_of, desk_for, mailboxes, posting_of, told

cli = typer.Typer(
    name="intake",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Receives applications by mail, checks the documents, files the dossiers and answers.",
    epilog="Exit status: 0 done; 1 something needs a person; 2 wrong usage or configuration.",
)
database = typer.Typer(no_args_is_help=True, help="The database.")
cli.add_typer(database, name="db")

Config = Annotated[
    Path, typer.Option("--config", metavar="DIR", help="The configuration folder.", show_default=True)
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
_HERE = Path("config")


def main() -> None:
    """Run the command line."""
    os.umask(0o077)  # the dossiers are nobody else's
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without UTF-8 shows "?", and stops nothing
            stream.reconfigure(errors="replace")
    cli()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"intake {__version__}")
        raise typer.Exit


@cli.callback()
def _common(
    verbose: Annotated[bool, typer.Option("--verbose", help="Tell on standard error what is done.")] = False,
    version: Annotated[  # noqa: ARG001 - read by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    _log(logging.INFO if verbose else logging.WARNING)


def _log(level: int) -> None:
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("intake").setLevel(level)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


@cli.command()
def demo(
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="Where to leave the letters (default: demo)."),
    ] = None,
) -> None:
    """Play a day in the life of an office, on embedded mail servers: no account is needed."""
    from intake.demo import play

    with told():
        raise typer.Exit(play(output or Path("demo")))


@cli.command()
def check(
    config: Config = _HERE,
    connect: Annotated[bool, typer.Option("--connect", help="Log in to every account as well.")] = False,
    json: Json = False,
) -> None:
    """Validate the configuration and the letters; every fault is named with its remedy."""
    from intake import app
    from intake.services.inspect import inspect, letter_faults
    from intake.settings import check as check_settings

    with told(json=json):
        settings, found = check_settings(config)
        status = 2 if any(finding.level == "error" for finding in found) else 0
        if settings is not None:
            with app.open_desk(settings) as desk:
                found = [*found, *letter_faults(desk), *(inspect(desk) if connect else ())]
        if status == 0 and any(finding.level == "error" for finding in found):
            status = 1
    if json:
        show.as_json({"findings": [show.finding(finding) for finding in found]})
    else:
        show.findings(found)
    raise typer.Exit(status)


@cli.command()
def poll(
    config: Config = _HERE,
    mailbox: Annotated[str | None, typer.Option(metavar="NAME", help="Only this mailbox.")] = None,
    json: Json = False,
) -> None:
    """Make one pass over the mailboxes, then send what is due."""
    from intake.services.deliver import deliver
    from intake.services.poll import poll as poll_one

    with desk_for(config, works=True, json=json) as desk:
        wanted = mailboxes(desk.settings, mailbox)
        with show.progress(hidden=json) as progress:
            polled = [poll_one(desk, each, progress) for each in wanted]
        delivered = deliver(desk)
    if json:
        show.as_json(show.poll_shape(polled, delivered))
    else:
        show.polled(polled, delivered)
    troubled = any(each.error for each in polled) or delivered.errors
    raise typer.Exit(1 if troubled or delivered.failed or delivered.unknown else 0)


@cli.command()
def run(config: Config = _HERE) -> None:
    """Poll, idle, send and make digests until stopped (SIGTERM finishes the message in hand)."""
    from intake.scheduler import Clockwork

    _log(logging.INFO)
    with desk_for(config, works=True) as desk:
        Clockwork(desk).run()


@cli.command()
def messages(config: Config = _HERE, json: Json = False) -> None:
    """List every message seen, with its outcome."""
    from intake.services import report

    with desk_for(config, json=json) as desk:
        rows = report.messages(desk)
    if json:
        show.as_json(rows)
    else:
        show.messages(rows)


@cli.command()
def applications(
    config: Config = _HERE,
    posting: Annotated[str | None, typer.Option(metavar="ID", help="Only those to this posting.")] = None,
    status: Annotated[str | None, typer.Option(metavar="STATUS", help="Only those in this status.")] = None,
    json: Json = False,
) -> None:
    """List every application."""
    from intake.domain.model import STATUSES
    from intake.services import report

    with desk_for(config, json=json) as desk:
        if status is not None and status not in STATUSES:
            raise typer.BadParameter(f"one of {', '.join(STATUSES)}", param_hint="--status")
        rows = report.applications(desk, posting=posting, status=status)
    if json:
        show.as_json(rows)
    else:
        show.applications(rows)


@cli.command()
def explain(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="A mail (.eml), or bare documents.")],
    config: Config = _HERE,
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


@cli.command()
def replay(
    ids: Annotated[list[int], typer.Argument(metavar="ID...", help="Ids of 'intake messages'.")],
    config: Config = _HERE,
    posting: Annotated[
        str | None, typer.Option(metavar="ID", help="Make them applications to this posting.")
    ] = None,
    json: Json = False,
) -> None:
    """Take messages of any outcome but application through again, from their kept bytes."""
    from intake.services.deliver import deliver
    from intake.services.replay import replay as replay_all

    with desk_for(config, works=True, json=json) as desk:
        done = replay_all(desk, ids, posting_of(desk.settings, posting))
        delivered = deliver(desk)
    if json:
        show.as_json({"messages": [show.done(each) for each in done]})
    else:
        show.replayed(done)
    raise typer.Exit(1 if delivered.errors or delivered.failed or delivered.unknown else 0)


@cli.command()
def reconcile(config: Config = _HERE, json: Json = False) -> None:
    """Compare every watched folder with the ledger; name each difference and mend it."""
    from intake.services.deliver import deliver
    from intake.services.reconcile import reconcile as reconcile_one

    with desk_for(config, works=True, json=json) as desk:
        results = [reconcile_one(desk, mailbox) for mailbox in desk.settings.mailboxes.values()]
        deliver(desk)
    if json:
        show.as_json({"folders": [show.folder(each) for result in results for each in result.folders]})
    else:
        show.reconciled(results)
    for result in results:
        if result.error:
            show.warn(result.error)
    left = any(len(each.missing) > each.mended for result in results for each in result.folders)
    raise typer.Exit(1 if left or any(result.error for result in results) else 0)


@cli.command()
def digest(
    config: Config = _HERE,
    day: Annotated[
        str | None, typer.Option("--date", metavar="D", help="As 2026-05-04 (default: the last due).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print.")] = False,
    json: Json = False,
) -> None:
    """Make the digests of the 24 hours that end at the digest's hour on a day; send each once."""
    from intake.services import digest as service
    from intake.services.deliver import deliver

    with desk_for(config, works=True, json=json) as desk:
        when = day_of(day) or service.due_day(desk)
        made = service.digest(desk, when, dry_run=dry_run)
        delivered = None if dry_run else deliver(desk)
        if delivered:
            made = service.digest(desk, when, dry_run=True)  # the same, with what became of the letters
    if json:
        show.as_json(show.digest_shape(when, made))
    else:
        show.digests(when, made, words=dry_run)
    raise typer.Exit(1 if delivered and (delivered.errors or delivered.failed or delivered.unknown) else 0)


@database.command()
def upgrade(config: Config = _HERE) -> None:
    """Bring the database to this version's schema."""
    from intake import app
    from intake.settings import load

    with told(), app.open_desk(load(config)) as desk:
        changed = desk.database.upgrade()
    typer.echo("The database was brought to this version." if changed else "The database is up to date.")
