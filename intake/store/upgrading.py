"""Before the schema is changed: the steps ahead, whether the database is sound, a copy of its file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text

from intake.store.explain import DatabaseError, explained

SCRIPTS = Path(__file__).parent / "migrations"
_BEFORE = ".before-"
_UNFINISHED = ".unfinished"
_RESTORE = "Stop intake, keep a copy of the file, and restore the newest backup: 'intake restore FILE'."


# In the schema's place while a backup is put into a database: no command works on half of one.
RESTORING = "restoring"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step from a schema to the next, and what it does in a sentence."""

    revision: str
    words: str


def refuse_unknown(version: str | None, schema: str) -> None:
    """Refuse a database that this version, at that schema, cannot work on or bring there.

    Raises:
        DatabaseError: a newer version has written it, or a backup was being put into it.

    """
    if version == RESTORING:
        raise DatabaseError(
            "A backup is being restored into this database, or that was broken off.",
            "Wait for it, or give 'intake restore FILE' again: it begins anew.",
        )
    if version is not None and version > schema:
        raise DatabaseError(
            f"The database is at schema {version}, which a newer version of intake made; "
            f"this version knows {schema}.",
            "Install that newer version, or restore the backup made before it was installed.",
        )


def bring_to(tx: Connection, revision: str) -> None:
    """Take the steps up to a revision ("head": all), in this transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = tx
    command.upgrade(config, revision)


def steps(version: str | None) -> Sequence[Step]:
    """The steps that lie ahead of a schema, in their order; None: of an empty database.

    Raises:
        DatabaseError: no version of intake made that schema.

    """
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    found = list(ScriptDirectory.from_config(config).walk_revisions())[::-1]
    names = [each.revision for each in found]
    if version is not None and version not in names:
        raise DatabaseError(
            f"The database is at schema {version}, which no version of intake made.",
            "Look at what 'database' in intake.yaml names: is it intake's?",
        )
    ahead = found[names.index(version) + 1 :] if version else found
    return [Step(revision=each.revision, words=each.doc.partition("\n")[0]) for each in ahead]


def examine(tx: Connection, file: Path) -> int:
    """Look through the file of an SQLite database for damage; return the bytes of its content.

    Raises:
        DatabaseError: it is damaged, a row names another that is not there, or there is no room for a
            copy and for the changes.

    """
    with explained(str(file)):
        (said,) = tx.execute(text("PRAGMA quick_check(1)")).scalars().all()
        if said != "ok":
            raise DatabaseError(f"The database {file} is damaged. Nothing was changed.", _RESTORE)
        if (row := tx.execute(text("PRAGMA foreign_key_check")).first()) is not None:
            raise DatabaseError(
                f"The database {file} is damaged: row {row[1]} of table {row[0]} names one of table {row[2]} "
                "that is not there. Nothing was changed.",
                _RESTORE,
            )
        pages, page = (tx.scalar(text(f"PRAGMA {name}")) or 0 for name in ("page_count", "page_size"))
    size: int = pages * page
    free = shutil.disk_usage(file.parent).free
    if free < 2 * size:
        raise DatabaseError(
            f"The upgrade of {file} needs {_mb(2 * size)} MB of free disk, for a copy and for the changes; "
            f"there are {_mb(free)} MB. Nothing was changed.",
            "Make room there, then give the command again.",
        )
    return size


def keep(engine: Engine, file: Path, schema: str) -> Path:
    """Copy an SQLite database as it was committed last, and name the copy by the schema that it precedes.

    Only the newest such copy is kept. Raises DatabaseError.
    """
    copy = before(file, schema)
    unfinished = copy.with_name(f"{copy.name}{_UNFINISHED}")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch(mode=0o600)
        _write(engine, unfinished)
        descriptor = os.open(unfinished, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        unfinished.replace(copy)
        drop_copies(file, but=copy)
    except (OSError, engine.dialect.loaded_dbapi.Error) as error:
        with suppress(OSError):
            unfinished.unlink()
        said = getattr(error, "strerror", None) or error
        raise DatabaseError(
            f"The copy {copy} cannot be made before the upgrade: {said}. Nothing was changed.",
            "Check the disk, its room and the rights there, then give the command again.",
        ) from error
    return copy


def _write(engine: Engine, target: Path) -> None:
    link = engine.raw_connection()
    driver: Any = link.driver_connection
    try:
        driver.execute("VACUUM INTO ?", (str(target),))
    finally:
        link.close()


def before(file: Path, schema: str) -> Path:
    """Where the copy of a database's file from before its upgrade to a schema lies."""
    return file.with_name(f"{file.name}{_BEFORE}{schema}")


def drop_copies(file: Path, but: Path | None = None) -> None:
    """Remove the copies from before earlier upgrades, and what is left of one that a process died over."""
    for each in file.parent.iterdir():
        schema = each.name.removeprefix(f"{file.name}{_BEFORE}").removesuffix(_UNFINISHED)
        if each != but and each.name.startswith(f"{file.name}{_BEFORE}") and schema.isdecimal():
            each.unlink(missing_ok=True)


def _mb(size: int) -> int:
    return -(-size // 2**20)
