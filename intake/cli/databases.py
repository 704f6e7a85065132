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

    from intake.services.desk import Desk
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


@database.command()
def upgrade(
    config: Config = HERE,
    check: Annotated[
        bool, typer.Option("--check", help="Only look: say what would be done, and whether it can be.")
    ] = False,
) -> None:
    """Bring the database to this version's schema.

    SQLite's file is examined first, and a copy of it is kept beside it. On a server make a backup first.
    """
    from intake import app
    from intake.settings import load

    with told(), app.open_desk(load(config), actor=account()) as desk:
        if check:
            _look_ahead(desk)
            return
        _refuse_working(desk)
        changed = app.upgrade(desk)
        if desk.settings.engine == "procrastinate":
            from intake import queue

            changed = queue.upgrade(desk.database) or changed
    show.say("The database was brought to this version." if changed else "The database is up to date.")


def _look_ahead(desk: Desk) -> None:
    """Say which steps lie ahead, and whether they can be taken now.

    Raises:
        Trouble: they cannot: the database is not sound, or somebody works on it.

    """
    here = desk.database
    if here.file is not None and not here.file.exists():
        show.say(f"There is no database {here.file} yet: 'intake poll' and 'intake run' make it.")
        return
    steps = here.ahead()
    if not steps:
        show.say("The database is up to date.")
        return
    show.say(f"The database {here.shown} is at schema {here.version() or 'none'}. Ahead of it:")
    for step in steps:
        show.say(f"  {step.revision}  {step.words}")
    copy = here.examine()
    if copy is not None:
        show.say(f"It is sound, and there is room. A copy from before will be kept: {copy}")
    elif here.version():
        show.say("Make a backup first: 'intake backup --output FILE' takes this schema, too.")
    _refuse_working(desk)


def _refuse_working(desk: Desk) -> None:
    """Refuse a step on a database that others work on: they know its schema of before.

    Raises:
        Trouble: somebody does, or may.

    """
    from intake.domain.trouble import Trouble
    from intake.store import workers

    here = desk.database
    absent = here.file is not None and not here.file.exists()
    if absent or not here.ahead() or here.version() is None:
        return
    with here.read() as tx:
        alive = workers.the_living(tx, desk.me, desk.now())
    if alive:
        raise Trouble(
            f"intake works on this database at this moment ({', '.join(sorted(alive))}).",
            "Stop every 'intake run' and 'intake worker' on it for the upgrade; one that died elsewhere "
            f"counts for {workers.SILENCE.seconds} seconds.",
        )
