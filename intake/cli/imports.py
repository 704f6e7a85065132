"""The command that takes in mails out of files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.given import desk_for, mailboxes, stopped_in_order, told

if TYPE_CHECKING:
    from intake.services.deliver import Delivered
    from intake.services.import_mail import Imported

_TOLD = 20  # files that were left out, by name


@cli.command("import")
def import_(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="A Maildir, an mbox file, a mail (.eml), or a folder of these."),
    ],
    mailbox: Annotated[str, typer.Option(metavar="NAME", help="Whose mail it is to be.")],
    config: Config = HERE,
    answer: Annotated[
        bool, typer.Option("--answer", help="Answer them as polled mail; else letters are held.")
    ] = False,
    json: Json = False,
) -> None:
    """Take in the mails of a Maildir or an mbox file, as exported from Gmail or Thunderbird.

    They go the way of polled mail; the file is only read. Given again, it takes in what is new.
    """
    from intake.adapters.mailfiles import MailFiles
    from intake.services.deliver import Delivered, deliver
    from intake.services.import_mail import import_mail
    from intake.services.meanwhile import sending

    with told(json=json):
        files = MailFiles(file)
    delivered = Delivered()
    with desk_for(config, works=True, json=json) as desk, stopped_in_order(desk, by_hand=True):
        (box,) = mailboxes(desk.settings, mailbox)
        with show.progress(hidden=json) as progress:

            def read(done: int) -> None:
                if progress:
                    progress(box.name, done, files.size)

            if answer:
                with sending(desk) as delivered:
                    found = import_mail(desk, box, files, answer=True, read=read)
                delivered.add(deliver(desk))
            else:
                found = import_mail(desk, box, files, answer=False, read=read)
    if json:
        show.as_json({"messages": [show.done(each) for each in found.done]})
    else:
        _tell(box.name, found, delivered if answer else None)
    for sentence in (*files.left_out[:_TOLD], *delivered.errors):
        show.warn(sentence)
    if len(files.left_out) > _TOLD:
        show.warn(f"{len(files.left_out) - _TOLD} more were left out.")
    if desk.stopping.is_set():
        show.warn("Stopped. Give the command again: it goes on where it stopped.")
    troubled = files.left_out or desk.stopping.is_set()
    raise typer.Exit(1 if troubled or delivered.errors or delivered.failed or delivered.unknown else 0)


def _tell(mailbox: str, found: Imported, delivered: Delivered | None) -> None:
    """Say what an import came to, and what a person may do next."""
    outcomes = Counter(each.outcome for each in found.done)
    told = f": {', '.join(f'{name} {number}' for name, number in outcomes.items())}" if outcomes else ""
    show.say(f"{len(found.done)} mail(s) taken in for {mailbox}{told}.")
    if found.known:
        show.say(f"{found.known} mail(s) were known already.")
    if found.expunged:
        show.say(f"{found.expunged} mail(s) that Thunderbird has deleted were left out.")
    if delivered:
        show.say(f"Letters: {delivered.sent} sent, {delivered.pending} waiting, {delivered.failed} failed.")
    if found.held:
        show.say(
            f"{found.held} letter(s) are held: 'intake outbox' lists them, 'intake release ID' sends one."
        )
