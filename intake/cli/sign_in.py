"""The command that signs in to a mailbox."""

from __future__ import annotations

from typing import Annotated

import typer

from intake.cli import HERE, Config, cli
from intake.given import desk_for, mailboxes


@cli.command()
def login(
    mailbox: Annotated[str, typer.Argument(metavar="MAILBOX", help="A mailbox of intake.yaml, by its name.")],
    config: Config = HERE,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page here, besides showing its address.")
    ] = True,
) -> None:
    """Sign in to a mailbox with OAuth2, and prove it by a login to its servers."""
    from intake.domain.trouble import Misuse
    from intake.signing import prove, sign_in_to

    with desk_for(config) as desk:
        (box,) = mailboxes(desk.settings, mailbox, "MAILBOX")
        if not sign_in_to(desk, box, browser=browser):
            raise Misuse(
                f"The mailbox {box.name} signs in with a password: there is nothing to sign in to.",
                "For OAuth2 set `auth: {oauth2: …}` in the place of `password` in intake.yaml.",
            )
        prove(desk, box)
