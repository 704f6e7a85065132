"""Commands that do the work: they read mailboxes, write the ledger and send letters."""

from __future__ import annotations

import logging
import signal
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from intake import show
from intake.cli import HERE, LARGEST_ID, Config, Json, cli, log_at
from intake.domain.trouble import Misuse
from intake.given import day_of, desk_for, mailboxes, posting_of, stopped_in_order, told


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
def poll(
    config: Config = HERE,
    mailbox: Annotated[str | None, typer.Option(metavar="NAME", help="Only this mailbox.")] = None,
    json: Json = False,
) -> None:
    """Make one pass over the mailboxes, and send what is due."""
    from intake.services import alarms, canary, reminders
    from intake.services.deliver import deliver
    from intake.services.meanwhile import sending
    from intake.services.poll import poll as poll_one
    from intake.services.rescan import rescan
    from intake.services.retry import retry

    with desk_for(config, works=True, json=json) as desk, stopped_in_order(desk):
        wanted = mailboxes(desk.settings, mailbox)
        with show.progress(hidden=json) as progress, sending(desk) as delivered:
            polled = [poll_one(desk, each, progress) for each in wanted]
        retry(desk)
        rescan(desk)
        canary.send(desk)
        reminders.send(desk)
        delivered.add(deliver(desk))
        if alarms.watch(desk):
            delivered.add(deliver(desk))
    if json:
        show.as_json(show.poll_shape(polled, delivered))
    else:
        show.polled(polled, delivered)
    if desk.stopping.is_set():
        show.warn("Stopped. What is left is taken in and sent at the next poll.")
    troubled = any(each.error for each in polled) or delivered.errors or desk.stopping.is_set()
    raise typer.Exit(1 if troubled or delivered.failed or delivered.unknown else 0)


@cli.command()
def run(config: Config = HERE) -> None:
    """Poll, idle, send and make digests until stopped (SIGTERM finishes the message in hand)."""
    # Before the imports, which take a second: there is no message in hand yet.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    from intake.scheduler import Clockwork

    log_at(logging.INFO)
    with desk_for(config, works=True, by_hand=False) as desk:
        if desk.settings.engine != "embedded":
            raise Misuse(
                f"The engine is '{desk.settings.engine}': its workers do what 'intake run' would do.",
                "Start 'intake worker' on each machine, or remove `engine` from intake.yaml.",
            )
        Clockwork(desk).run()


@cli.command()
def worker(
    config: Config = HERE,
    at_once: Annotated[
        int, typer.Option("--mailboxes-at-once", min=1, max=1000, metavar="N", help="Polled side by side.")
    ] = 16,
) -> None:
    """Share the work with the other workers until stopped (SIGTERM finishes what is in hand)."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    from intake.worker import Worker

    log_at(logging.INFO)
    with desk_for(config, works=True, by_hand=False) as desk:
        if desk.settings.engine == "embedded":
            raise Misuse(
                "The engine is 'embedded': it works within one process.",
                "Start 'intake run'; or write `engine: procrastinate` in intake.yaml for many workers.",
            )
        Worker(desk, at_once=at_once).run()


@cli.command()
def replay(
    ids: Annotated[
        list[int], typer.Argument(max=LARGEST_ID, metavar="ID...", help="Ids of 'intake messages'.")
    ],
    config: Config = HERE,
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
def reconcile(config: Config = HERE, json: Json = False) -> None:
    """Compare every watched folder with the ledger; name each difference and mend it."""
    from intake.services import alarms
    from intake.services.deliver import deliver
    from intake.services.reconcile import reconcile as reconcile_one

    with desk_for(config, works=True, json=json) as desk:
        results = [reconcile_one(desk, mailbox) for mailbox in desk.settings.mailboxes.values()]
        alarms.watch(desk)
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
    config: Config = HERE,
    day: Annotated[
        str | None, typer.Option("--date", metavar="D", help="As 2026-05-04 (default: the last due).")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print.")] = False,
    json: Json = False,
) -> None:
    """Make the digests that come on a day, of the time since those before; send each once."""
    from intake.services import digest as service
    from intake.services.deliver import deliver

    with desk_for(config, works=True, json=json) as desk:
        when, only = _digest_day(day), None
        if when is None:  # those that are due: another's hour may be later that day
            when = service.due_day(desk)
            only = {recruiter for recruiter, due in service.due(desk).items() if due == when}
        made = service.digest(desk, when, only=only, dry_run=dry_run)
        delivered = None if dry_run else deliver(desk)
        if delivered:  # the same, with what became of the letters
            made = service.digest(desk, when, only=only, dry_run=True)
    if json:
        show.as_json(show.digest_shape(when, made))
    else:
        show.digests(when, made, words=dry_run)
    raise typer.Exit(1 if delivered and (delivered.errors or delivered.failed or delivered.unknown) else 0)


def _digest_day(text: str | None) -> date | None:
    """A day that a digest may be made of; near its ends the calendar has no day before, or after."""
    day = day_of(text)
    if day is not None and not date.min.year + 1 < day.year < date.max.year:
        raise typer.BadParameter(f"{text!r} is no day for a digest, as 2026-05-04", param_hint="--date")
    return day
