"""The command that serves the console."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated

import typer

from intake import show
from intake.cli import HERE, Config, cli
from intake.given import desk_for, told


@cli.command()
def web(
    config: Config = HERE,
    listen: Annotated[
        str | None,
        typer.Option("--listen", metavar="ADDRESS:PORT", help="Where it answers, in place of 'web.listen'."),
    ] = None,
) -> None:
    """Serve the console for recruiters and admins, until it is stopped.

    It answers on this machine alone (127.0.0.1:8080) unless intake.yaml says otherwise. The letters that
    follow from what is decided there are sent by 'intake run'. The first start prints a link to make the
    first account.
    """
    from intake.domain.trouble import Misuse

    with told():
        if find_spec("starlette") is None or find_spec("uvicorn") is None:
            raise Misuse("The console needs the extra 'web'.", "Install it: pip install 'intake[web]'.")
        from intake.settings.web import place

    with desk_for(config, by_hand=False) as desk:
        from intake.web.server import serve

        host, port = place(listen, desk.settings) if listen else desk.settings.web.listen
        show.say(f"The console answers at {desk.settings.web.url or f'http://{host}:{port}'}")
        serve(desk, host, port)
