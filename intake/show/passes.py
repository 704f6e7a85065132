"""What the commands print that do work: poll, replay, reconcile."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from intake.show.words import say, table, warn

if TYPE_CHECKING:
    from intake.services.deliver import Delivered
    from intake.services.poll import Polled, Progress
    from intake.services.reconcile import Compared, Reconciled
    from intake.services.record import Done


@contextmanager
def progress(*, hidden: bool) -> Iterator[Progress | None]:
    """A bar on standard error for long polls, where a person watches."""
    if hidden or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def told(mailbox: str, done: int, total: int) -> None:
            if mailbox not in tasks:
                tasks[mailbox] = bar.add_task(mailbox, total=total)
            bar.update(tasks[mailbox], completed=done, total=total)

        yield told


def poll_shape(polled: Sequence[Polled], delivered: Delivered) -> dict[str, Any]:
    """The JSON shape of `intake poll`."""
    outcomes: Counter[str] = Counter()
    for each in polled:
        outcomes.update(each.outcomes)
    return {
        "mailboxes": [
            {"name": each.name, "fetched": each.fetched, "new": each.new, "error": each.error}
            for each in polled
        ],
        "outcomes": dict(outcomes),
        "sent": delivered.sent,
        "pending": delivered.pending,
        "failed": delivered.failed,
    }


def polled(results: Sequence[Polled], delivered: Delivered) -> None:
    """Print the summary of a poll."""
    rows = [
        (each.name, each.fetched, each.new, ", ".join(f"{name} {n}" for name, n in each.outcomes.items()))
        for each in results
    ]
    table(("mailbox", "fetched", "new", "outcomes"), rows, "No mailbox is configured.")
    letters = f"Letters: {delivered.sent} sent, {delivered.pending} waiting, {delivered.failed} failed"
    say(letters + (f", {delivered.unknown} unknown." if delivered.unknown else "."))
    if delivered.capped:
        say(f"{delivered.capped} of those that wait are held back by a cap: 'intake outbox' says which.")
    for each in results:
        if each.busy:
            warn(f"{each.name}: another intake process is reading this mailbox; nothing was done here.")
        if each.error:
            warn(f"{each.name}: {each.error}")
    for error in delivered.errors:
        warn(error)


def done(each: Done) -> dict[str, Any]:
    """The JSON shape of a replayed or imported message."""
    return {"id": each.id, "outcome": each.outcome, "application": each.application}


def replayed(results: Sequence[Done]) -> None:
    """Print what became of replayed messages."""
    table(("id", "outcome", "application"), [(d.id, d.outcome, d.application) for d in results], "Nothing.")


def folder(each: Compared) -> dict[str, Any]:
    """The JSON shape of a folder held against the ledger."""
    return {
        "mailbox": each.mailbox,
        "folder": each.folder,
        "on_server": each.on_server,
        "in_ledger": each.in_ledger,
        "missing": len(each.missing),
        "mended": each.mended,
    }


def reconciled(results: Sequence[Reconciled]) -> None:
    """Print each folder, and each difference by name."""
    folders = [each for result in results for each in result.folders]
    rows = [(f.mailbox, f.folder, f.on_server, f.in_ledger, len(f.missing), f.mended) for f in folders]
    table(
        ("mailbox", "folder", "on server", "in ledger", "missing", "mended"), rows, "No folder was compared."
    )
    for each in folders:
        for uid in each.missing:
            say(f"{each.mailbox}/{each.folder}: UID {uid} was on the server and not in the ledger.")
        if each.gone:
            say(
                f"{each.mailbox}/{each.folder}: {each.gone} mail(s) of the ledger are gone from the folder "
                "(moved or deleted by somebody); they are kept here."
            )
    if folders and not any(each.missing for each in folders):
        say("Every mail on the server has its row: nothing was lost.")
