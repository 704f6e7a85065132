"""The command that finds the mail servers of an address."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from intake import show
from intake.cli import Json, cli
from intake.given import told

if TYPE_CHECKING:
    from intake.adapters.discovery import Found


@cli.command()
def hosts(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="A mail address, as jobs@example.org.")],
    json: Json = False,
) -> None:
    """Find the mail servers of an address, and print the lines to write in intake.yaml.

    Asks the DNS, the domain itself and Thunderbird's list of providers. Changes nothing, signs in nowhere.
    """
    from intake.adapters.discovery import find

    with told(json=json):
        found = find(address)
    if json:
        show.as_json(_shape(found))
    else:
        _print(found)
    raise typer.Exit(0 if found.imap and found.smtp else 1)


def _shape(found: Found) -> dict[str, object]:
    from intake.adapters.discovery import as_yaml

    return {**asdict(found), "yaml": as_yaml(found) if found.imap or found.smtp else None}


def _print(found: Found) -> None:
    from intake.adapters.discovery import as_yaml

    for protocol, server in (("IMAP", found.imap), ("SMTP", found.smtp)):
        if server is None:
            show.say(f"{protocol}  not found")
        else:
            how = found.how[protocol.lower()]
            show.say(f"{protocol}  {server.host}, port {server.port}, {server.security}  ({how})")
    for heading, sentences in (("Asked in vain:", found.misses), ("Make sure:", found.doubts)):
        if sentences:
            show.say(f"\n{heading}")
        for sentence in sentences:
            show.say(f"- {sentence}")
    if found.imap or found.smtp:
        show.say("\nA proposal for `mailboxes:` in config/intake.yaml; the name before the colon is yours:\n")
        show.say("".join(f"  {line}\n" for line in as_yaml(found).splitlines()))
    if not (found.imap and found.smtp):
        show.say(
            "\nAsk your provider for the names of its servers, and write them as `imap: {host: …}` and "
            "`smtp: {host: …}`; see docs/mailboxes.md."
        )
