"""`intake closing`: the reports on postings whose deadline has passed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.domain.trouble import Trouble
from intake.given import desk_for

if TYPE_CHECKING:
    from intake.domain.closing import ClosingFacts
    from intake.domain.letter import Enclosure


@cli.command()
def closing(
    posting: Annotated[
        str | None, typer.Argument(metavar="[POSTING]", help="Only show the report on this posting.")
    ] = None,
    config: Config = HERE,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="Leave the report on POSTING there, as PDF and .xlsx."),
    ] = None,
    json: Json = False,
) -> None:
    """Send the reports on postings that have closed, each once; or show one as it stands now.

    `intake run` sends them by itself, a quarter of an hour after the deadline.
    """
    if output is not None and posting is None:
        raise typer.BadParameter("goes with a POSTING", param_hint="--output")
    if posting is None:
        raise typer.Exit(_send(config, json=json))
    from intake.services import closing as service

    with desk_for(config, works=False, json=json) as desk:
        facts = service.report(desk, posting)
        files = _leave(service.enclosures(desk, facts), output) if output else []
    shape = _shape(facts) | {"files": [file.as_posix() for file in files]}
    if json:
        show.as_json(shape)
        return
    for name, value in shape.items():
        show.say(f"{name}: {', '.join(value) if isinstance(value, list) else value}")


def _send(config: Path, *, json: bool) -> int:
    from intake.services import closing as service
    from intake.services.deliver import deliver

    with desk_for(config, works=True, json=json) as desk:
        made = service.close(desk)
        delivered = deliver(desk)
    if json:
        show.as_json({"made": made, "sent": delivered.sent, "failed": delivered.failed})
    else:
        show.say(f"{made} report(s) made.")
    for error in delivered.errors:
        show.warn(error)
    return 1 if delivered.errors or delivered.failed or delivered.unknown else 0


def _leave(files: tuple[Enclosure, ...], folder: Path) -> list[Path]:
    """Write the files of a report; they hold personal data."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for file in files:
            path = folder / file.name
            path.unlink(missing_ok=True)  # an older one may be for others to read, or a link
            path.touch(mode=0o600, exist_ok=False)
            path.write_bytes(file.data)
    except OSError as error:
        raise Trouble(
            f"{folder} cannot be written to: {error.strerror}.", "Name another folder with --output."
        ) from None
    return [folder / file.name for file in files]


def _shape(facts: ClosingFacts) -> dict[str, Any]:
    return {
        "posting": facts.posting,
        "deadline": facts.cutoff.isoformat(),
        "at": facts.at.isoformat(timespec="seconds"),
        "complete": facts.complete,
        "incomplete": facts.incomplete,
        "review": facts.review,
        "late": len(facts.late),
        "withdrawn": len(facts.withdrawn),
        "spam": facts.spam,
        "unmatched": facts.unmatched,
        "sha256": facts.digest,
    }
