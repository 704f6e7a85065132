"""The command that reads a job ad."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.given import day_of, told

if TYPE_CHECKING:
    from intake.drafting import Drafted

_UNSAVED = "draft-of-the-ad"  # the id of a posting that has no file yet


@cli.command()
def draft(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="The ad: text, HTML, PDF, DOCX or ODT; - for standard input."),
    ],
    config: Config = HERE,
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help="Save the posting here (postings/ID.yaml)."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file that --output names.")] = False,
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Show what the mails in a mailbox would become; sends nothing.")
    ] = False,
    mailbox: Annotated[
        str | None, typer.Option(metavar="NAME", help="The mailbox to rehearse on (default: the ad's).")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Rehearse with mails received from this day on.")
    ] = None,
    json: Json = False,
) -> None:
    """Read a job ad: the posting it makes, each value with its quote, and what the ad leaves open.

    A posting with open points is a draft: it takes no applications until `draft: true` is removed. To
    rehearse a posting that you have edited, give its .yaml file in the place of the ad.
    """
    from intake.drafting import draft_of, edited, save, shape

    with told(json=json):
        first = day_of(since, "--since")
        for option, given in (("--mailbox", mailbox), ("--since", since)):
            if given is not None and not rehearse:
                raise typer.BadParameter("is for --rehearse only", param_hint=option)
        given_posting = rehearse and file.lower().endswith(".yaml")
        drafted = edited(Path(file)) if given_posting else draft_of(file, config)
        if output is not None:
            save(drafted.text, output, force=force)
        rehearsal = None
        if rehearse:
            from intake.rehearsing import rehearsed

            name = Path(file if given_posting else output or _UNSAVED).stem
            with show.progress(hidden=json) as progress:
                rehearsal = rehearsed(
                    drafted.text, config, name=name, mailbox=mailbox, since=first, progress=progress
                )
    if json:
        found = shape(drafted.draft) if drafted.draft else {}
        show.as_json(found | ({"rehearsal": rehearsal} if rehearse else {}))
        return
    _say(drafted, output)
    if rehearsal is not None:
        _say_rehearsal(rehearsal)


def _say(drafted: Drafted, output: Path | None) -> None:
    """Print the posting, or where it was saved and what is left to settle."""
    if drafted.draft is None:
        return
    if output is None:
        show.say(drafted.text.rstrip())
        return
    if not drafted.points:
        show.say(f"{output} is saved, and open: nothing is left to settle. Compare it with the ad.")
        return
    show.say(f"{output} is saved as a draft. To settle (!) or to read before it is opened:")
    for point in sorted(drafted.points, key=lambda point: point.note):
        show.say(f"{'-' if point.note else '!'} {point.code}: {point.text}")


def _say_rehearsal(rehearsal: dict[str, Any]) -> None:
    """Print what each mail would become, and each dossier."""
    show.say(f"\nRehearsal on mailbox {rehearsal['mailbox']} with the subject {rehearsal['subject']!r};")
    show.say("nothing was stored, and nobody was answered.\n")
    rows = [
        (
            show.time(row["received_at"]),
            row["outcome"],
            row["posting"],
            row["application"],
            row["sender"],
            row["subject"],
            row["reason"],
        )
        for row in rehearsal["messages"]
    ]
    columns = ("received", "outcome", "posting", "application", "sender", "subject", "why")
    show.table(columns, rows, "No mail was received there in that time.")
    if rehearsal["applications"]:
        show.say()
        show.applications(rehearsal["applications"])
