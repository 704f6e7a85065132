"""The database into another one, as from SQLite to PostgreSQL, while nobody works."""

from __future__ import annotations

from intake.domain.trouble import Trouble
from intake.services.desk import Desk
from intake.store import copy, workers
from intake.store.copy import Copied
from intake.store.database import Database, Transaction


def copy_database(desk: Desk, target: Database) -> tuple[Copied, ...]:
    """Copy the desk's database into an empty one, and prove it by what is read back there.

    Raises:
        Trouble: a worker is alive; the target is not empty; a database cannot be used. Nothing is
            kept in the target then.

    """

    def check(tx: Transaction) -> None:
        if alive := workers.the_living(tx, desk.me, desk.now()):
            raise Trouble(
                f"intake works on this database at this moment ({', '.join(sorted(alive))}).",
                "Stop every 'intake run' and other command on it first; one that died elsewhere counts for "
                f"{workers.SILENCE.seconds} seconds.",
            )

    file = desk.database.file
    if file is not None and not file.exists():
        raise Trouble(
            f"There is no database {file} yet: nothing is to be copied.", "Begin with the other one."
        )
    return copy.copy(desk.database, target, check=check)
