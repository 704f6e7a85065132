"""The commands of the contract: parse the words, call a service, print what it says.

Exit status: 0 done; 1 something needs a person; 2 wrong usage or configuration.
"""

from __future__ import annotations

import io
import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from intake import __version__

cli = typer.Typer(
    name="intake",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Receives applications by mail, checks the documents, files the dossiers and answers.",
    epilog="Exit status: 0 done; 1 something needs a person; 2 wrong usage or configuration.",
)
database = typer.Typer(no_args_is_help=True, help="The database.")
cli.add_typer(database, name="db")

Config = Annotated[
    Path, typer.Option("--config", metavar="DIR", help="The configuration folder.", show_default=True)
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
HERE = Path("config")
LARGEST_ID = 2**31 - 1
Limit = Annotated[
    int | None,
    typer.Option(min=1, max=LARGEST_ID, metavar="N", help="At most so many; how to go on is told besides."),
]
After = Annotated[
    int, typer.Option(min=0, max=LARGEST_ID, metavar="ID", help="Only those behind the one of that id.")
]


def main() -> None:
    """Run the command line."""
    os.umask(0o077)  # the dossiers are nobody else's
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without UTF-8 shows "?", and stops nothing
            stream.reconfigure(errors="replace")
    cli()


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"intake {__version__}")
        raise typer.Exit


@cli.callback()
def _common(
    verbose: Annotated[bool, typer.Option("--verbose", help="Tell on standard error what is done.")] = False,
    version: Annotated[  # noqa: ARG001 - read by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    log_at(logging.INFO if verbose else logging.WARNING)


def log_at(level: int) -> None:
    """Log on standard error; libraries only what is wrong."""
    from intake import logs
    from intake.given import told

    with told():
        logs.begin(level)


# Each module adds its commands to `cli`.
from intake.cli import (  # noqa: E402, F401
    account,
    backups,
    beginning,
    closings,
    corrections,
    databases,
    drafts,
    exports,
    hosts,
    imports,
    look,
    records,
    requests,
    settling,
    sign_in,
    status,
    storage,
    web,
    work,
)
from intake.cli.panels import arrange  # noqa: E402

arrange(cli)
