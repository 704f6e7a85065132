"""The command that hands dossiers out."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.given import desk_for, stopped_in_order, told

if TYPE_CHECKING:
    from intake.adapters.outputs import Folder, Zip
    from intake.domain.model import Status
    from intake.services.desk import Desk
    from intake.services.export import Selection, Tally

_TOLD = 20  # what was left out, by name


@cli.command()
def export(  # noqa: PLR0917 - the words of a command
    output: Annotated[
        str,
        typer.Option(
            metavar="PATH", help="A folder, or a file that ends in .zip; - with --zip: standard output."
        ),
    ],
    config: Config = HERE,
    posting: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only those to this posting; can be repeated.")
    ] = None,
    status: Annotated[
        list[str] | None,
        typer.Option(
            metavar="STATUS", help="Only those in this status; can be repeated. Default: all but spam."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="Only those that got mail since then, as 2026-05-04 or with a time."
        ),
    ] = None,
    reference: Annotated[
        list[str] | None, typer.Option(metavar="REFERENCE", help="Only this application; can be repeated.")
    ] = None,
    zip_: Annotated[bool, typer.Option("--zip", help="Write a ZIP, whatever PATH ends in.")] = False,
    update: Annotated[
        bool,
        typer.Option(
            "--update", help="Bring a folder that an export made up to date: what is not meant goes."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Hand out dossiers as folders with tidy file names, the original mails, and a spreadsheet of them all.

    POSTING/STATUS/REFERENCE Name/ holds each dossier; index.xlsx and index.csv come last. The export is
    PERSONAL DATA: only your account may read it; 'intake erase' does not reach it, --update does.
    Exit status 1: something was left out, and it is said what and why.
    """
    from intake.services.export import export as export_all

    stream = output == "-"
    packed = zip_ or output.lower().endswith(".zip")
    with told(json=json):
        _refuse(stream=stream, packed=packed, update=update, json=json, output=output)
    with desk_for(config, json=json) as desk, stopped_in_order(desk, by_hand=True):
        wanted = _selection(desk, posting, status, since, reference)
        with _opened(output, packed=packed, update=update) as out, show.progress(hidden=json) as note:
            done = export_all(desk, wanted, out, note)
    if json:
        show.as_json({"output": output} | asdict(done))
    else:
        _tell(done, output, stream=stream)
    raise typer.Exit(1 if done.left_out else 0)


def _refuse(*, stream: bool, packed: bool, update: bool, json: bool, output: str) -> None:
    if stream and not packed:
        raise typer.BadParameter("give --zip to write to standard output", param_hint="--output")
    if stream and json:
        raise typer.BadParameter("the ZIP goes to standard output, where this would go", param_hint="--json")
    if packed and update:
        raise typer.BadParameter("is for folders: a ZIP is written anew", param_hint="--update")
    if not output.strip() or "\0" in output:
        raise typer.BadParameter("name a folder or a file", param_hint="--output")


def _selection(desk: Desk, posting: Any, status: Any, since: str | None, reference: Any) -> Selection:
    from intake.services.export import selection

    return selection(
        desk,
        postings=frozenset(posting or ()),
        statuses=frozenset(_status(word) for word in status or ()),
        references=frozenset(word.strip() for word in reference or ()),
        since=_time(desk, since) if since is not None else None,
    )


def _status(word: str) -> Status:
    from intake.domain.model import STATUSES

    for status in STATUSES:
        if word == status:
            return status
    raise typer.BadParameter(f"one of {', '.join(STATUSES)}", param_hint="--status")


def _time(desk: Desk, text: str) -> datetime:
    """A day as given, from its beginning, or a time; without an offset it is of the organisation's zone."""
    from intake.zones import day_start, zone

    local = zone(desk.settings.zone)
    try:
        if len(text) == len("2026-05-04"):
            return day_start(date.fromisoformat(text), local)
        when = datetime.fromisoformat(text)
        return (when if when.tzinfo else when.replace(tzinfo=local)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is no date or time such as 2026-05-04 or 2026-05-04T16:00", param_hint="--since"
        ) from None


def _opened(output: str, *, packed: bool, update: bool) -> AbstractContextManager[Folder | Zip]:
    from intake.adapters import outputs

    if output == "-":
        return outputs.zip_stream()
    path = Path(output)
    return outputs.zip_file(path) if packed else outputs.folder(path, update=update)


def _tell(done: Tally, output: str, *, stream: bool) -> None:
    say = show.warn if stream else show.say
    what = f"{done.dossiers} dossier(s) with {done.documents} document(s) and {done.mails} mail(s)"
    where = "standard output" if stream else output
    say(f"{what}, {done.bytes / 1_000_000:,.1f} MB: {where}")
    if done.dossiers:
        say("They hold personal data: remove them when they are needed no more.")
    for left in done.left_out[:_TOLD]:
        show.warn(f"{left.application}: {left.file} is left out: {left.why}.")
    if len(done.left_out) > _TOLD:
        show.warn(f"{len(done.left_out) - _TOLD} more were left out: see the remarks in the index.")
