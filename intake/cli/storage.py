"""Commands on where raw mails are kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.given import desk_for

if TYPE_CHECKING:
    from intake.services.copy import Copied

storage = typer.Typer(no_args_is_help=True, help="Where raw mails are kept.")
cli.add_typer(storage, name="storage")


@storage.callback()
def _storage() -> None:
    """Keep `copy` a word of its own, also while it is the only one."""


@storage.command()
def copy(
    to: Annotated[
        str,
        typer.Argument(
            metavar="TO", help="As `storage` of intake.yaml: a folder, s3://bucket/prefix, or '{url: …}'."
        ),
    ],
    config: Config = HERE,
    new: Annotated[
        bool, typer.Option("--new", help="Do not read again what is on the other side already.")
    ] = False,
    json: Json = False,
) -> None:
    """Copy every kept mail to another storage; each is verified there by its digest.

    The storage of intake.yaml stays as it is. Given again, it goes on where it was broken off.
    """
    from intake import app
    from intake.services.copy import copy as copy_all
    from intake.services.copy import refuse_overlap
    from intake.settings import storage_of

    with desk_for(config, json=json) as desk:
        place = storage_of(to, desk.settings)
        refuse_overlap(desk.settings.storage, place)
        target = app.open_blobs(place, desk.settings.base)
        with show.progress(hidden=json) as progress:
            done = copy_all(desk, target, new_only=new, note=progress)
    whole = not (done.missing or done.damaged)
    if json:
        show.as_json(asdict(done) | {"to": str(place)})
    else:
        _tell(done, to if whole else None)
    raise typer.Exit(0 if whole else 1)


def _tell(done: Copied, to: str | None) -> None:
    """Say what a copy came to, and what to do next; `to` is None where something is not there."""
    show.say(
        f"{done.objects} object(s) are there: {done.copied} copied, {done.already} there before, "
        f"{done.apart} of them infected and apart; {done.bytes} bytes read there and verified."
    )
    for lost, what in ((done.missing, "is in no storage"), (done.damaged, "has changed in the storage")):
        for each in lost:
            ids = ", ".join(map(str, each.messages)) or "none"
            show.warn(f"{each.sha256} {what}; messages that name it: {ids}. Restore it from a backup.")
    for remark in done.remarks:
        show.warn(remark)
    if to is not None:
        show.say("Now stop intake, give this command once more with --new, and write into intake.yaml:")
        show.say(f"storage: {to}")
        show.say("Then start intake. The old storage is as it was; remove it when all is well.")
