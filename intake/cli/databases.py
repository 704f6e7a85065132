"""Commands on the database as a whole."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intake import show
from intake.cli import HERE, Config, Json, database
from intake.given import account, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake.store.copy import Copied


@database.command()
def copy(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help="As 'database' of intake.yaml. A password that stands in it can be seen by others on this "
            "machine while the command runs: PGPASSWORD or a .pgpass file hold it better.",
        ),
    ],
    config: Config = HERE,
    json: Json = False,
) -> None:
    """Copy the database into another, empty one, and verify every row there: as from SQLite to PostgreSQL.

    Stop intake first. The database of intake.yaml stays as it is; a copy that fails or is broken off
    leaves no row behind.
    """
    from intake import app
    from intake.services.copy_database import copy_database
    from intake.settings import load
    from intake.store.database import Database

    with told(json=json):
        settings = load(config)
        with (
            app.open_desk(settings, actor=account()) as desk,
            closing(Database(_place(url, settings.base))) as target,
        ):
            done = copy_database(desk, target)
            shown = target.shown
    if json:
        show.as_json({"database": shown, "tables": [asdict(each) for each in done]})
    else:
        _tell(done, shown)


def _place(url: str, base: Path) -> str:
    """The URL with SQLite's path made absolute, as that of intake.yaml is.

    Raises:
        Misuse: it is of no kind that intake knows.

    """
    from intake.domain.trouble import Misuse

    if url.startswith("postgresql+psycopg://"):
        return url
    scheme, _, path = url.partition(":///")
    if scheme == "sqlite" and path and not path.startswith((":", "file:")):
        return f"sqlite:///{base / path}"
    raise Misuse(
        "A URL postgresql+psycopg://HOST/NAME or sqlite:///FILE is expected.",
        "See 'database' in the example of intake.yaml.",
    )


def _tell(done: Sequence[Copied], shown: str) -> None:
    """Say what was copied, and what to do next."""
    lines = [(each.table, each.rows, each.sha256[:16]) for each in done]
    show.table(("table", "rows", "sha-256"), lines, "")
    show.say("Every row was read back there and is the same. Now write into intake.yaml, and start intake:")
    show.say(f"database: {shown}")
    show.say("The old database is as it was. Let nothing work on it any more; keep it as a backup.")
