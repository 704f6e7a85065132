"""The command that serves the console."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from intake import show
from intake.cli import HERE, Config, cli
from intake.given import desk_for, stopped_in_order, told

if TYPE_CHECKING:
    from intake.settings import Settings


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
        if any(find_spec(name) is None for name in ("starlette", "uvicorn", "jwt", "python_multipart")):
            raise Misuse("The console needs the extra 'web'.", "Install it: pip install 'intake[web]'.")
        from intake.settings.web import place

    with desk_for(config, by_hand=False) as desk:
        from intake.services import links
        from intake.web.server import bound, serve

        host, port = place(listen, desk.settings) if listen else desk.settings.web.listen
        with bound(host, port) as taken, stopped_in_order(desk, by_hand=True):
            base = address(desk.settings, taken.getsockname()[:2])
            show.say(f"The console answers at {base}")
            if token := links.start(desk):
                show.say("Nobody has an account yet. Make the first one here, within a day:")
                show.say(f"{base}/start/{token}")
            sys.stdout.flush()  # a service's log shows it at once, too
            serve(desk, taken)


def address(settings: Settings, listen: tuple[str, int] | None = None) -> str:
    """How people reach the console."""
    host, port = listen or settings.web.listen
    return settings.web.url or f"http://{f'[{host}]' if ':' in host else host}:{port}"
