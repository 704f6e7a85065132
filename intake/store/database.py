"""The engine: connections, transactions, and the schema brought to this version."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DisconnectionError, IntegrityError

from intake.crash import crashpoint
from intake.store import postgresql, upgrading
from intake.store.explain import DatabaseError as DatabaseError  # noqa: PLC0414 - said to be ours, too
from intake.store.explain import explained

# What the services pass around, and the refusal of a second time; only the store knows SQLAlchemy.
Transaction = Connection
Conflict = IntegrityError

# The newest migration in migrations/versions; a test holds it to that.
SCHEMA = "0011"

_BUSY_SECONDS = 30
_PAUSE = 0.02  # seconds between two tries


class Database:
    """One database. Every write is one short transaction, taken at once (no lock upgrades)."""

    def __init__(self, url: str, *, busy: float = _BUSY_SECONDS) -> None:
        """`busy` is how many seconds an SQLite database that another process holds is waited for."""
        self.url, self._busy = make_url(url), busy
        self._shown = self.url.set(query={}).render_as_string()  # a password may stand there, too
        try:
            # An error must not quote what was to be written: addresses, names, subjects.
            self.engine = create_engine(self.url, hide_parameters=True, **_options(self.url))
        except ImportError as error:
            raise DatabaseError(
                f"The database needs the Python package {error.name}, which is not installed.",
                "Install it: pip install 'intake[postgres]'.",
            ) from error
        self._reading = {} if self.sqlite else postgresql.reading()
        if self.sqlite:
            _configure_sqlite(self.engine, busy)
            if (file := self.file) is not None:
                _hold_to(self.engine, file)

    @property
    def sqlite(self) -> bool:
        """Whether it is SQLite's; else it is PostgreSQL's."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def shown(self) -> str:
        """Its URL for people to read: without the password, or what else may be told to the driver."""
        return self._shown

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database; None for a server, or a database in memory."""
        name = self.url.database
        return Path(name) if self.sqlite and name else None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Run one transaction that writes: all or nothing.

        Raises:
            DatabaseError: the database is locked, read-only, full or out of reach.

        """
        with explained(self._shown), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Run one consistent view that writes nothing."""
        with (
            explained(self._shown),
            self.engine.connect().execution_options(reads_only=True, **self._reading) as connection,
        ):
            yield connection

    def version(self) -> str | None:
        """The schema's version, or None for an empty database."""
        with self.read() as connection:
            return version_of(connection)

    def upgrade(self, note: Callable[[Connection], None] = lambda _: None) -> bool:
        """Bring the schema to this version; True if anything changed. Safe in several processes.

        `note` writes down that it was done, in the same transaction.

        Raises:
            DatabaseError: it cannot be used, or a newer version of intake has written it.

        """
        if (file := self.file) is not None:
            make_room(file)
        if not self.ahead():
            return False
        with self.write() as connection:
            if not self.sqlite:
                postgresql.begin_upgrade(connection, self._shown)
            elif self.file is not None and version_of(connection) not in (None, SCHEMA):
                upgrading.examine(connection, self.file)
                upgrading.keep(self.engine, self.file, SCHEMA)
            upgrading.bring_to(connection, "head")
            note(connection)
            crashpoint("upgrading")
        crashpoint("upgraded")
        return True

    def ahead(self) -> Sequence[upgrading.Step]:
        """The steps to this version's schema that lie ahead.

        Raises:
            DatabaseError: it cannot be used, or is at no schema that this version knows.

        """
        version = self.version()
        upgrading.refuse_unknown(version, SCHEMA)
        return () if version == SCHEMA else upgrading.steps(version)

    def examine(self) -> Path | None:
        """Look through an SQLite database before an upgrade; return where the copy of it will be kept.

        None: a server does that by itself, or there is no file.

        Raises:
            DatabaseError: it is damaged, or there is no room.

        """
        if (file := self.file) is None:
            return None
        with self.read() as connection:
            upgrading.examine(connection, file)
        return upgrading.before(file, SCHEMA)

    def ready(self) -> None:
        """Refuse a database whose schema is not this version's."""
        version = self.version()
        upgrading.refuse_unknown(version, SCHEMA)
        if version != SCHEMA:
            raise DatabaseError(
                f"The database is at schema {version or 'none'}, this version needs {SCHEMA}.",
                "Run 'intake db upgrade' with the version of intake that you use.",
            )

    def compact(self) -> None:
        """Leave nothing of removed rows in the database's files; a copy from before an upgrade goes.

        PostgreSQL frees their space for new rows; its write-ahead log and its backups keep their own time.

        Raises:
            DatabaseError: it cannot be used, or another process is at it all the time.

        """
        with explained(self._shown):
            link = self.engine.raw_connection()
        driver = cast("Any", link.driver_connection)
        try:
            if self.sqlite:
                self._compact_file(driver)
                if (file := self.file) is not None:
                    upgrading.drop_copies(file)
            else:
                driver.autocommit = True
                driver.execute("VACUUM")
                driver.autocommit = False
        except self.engine.dialect.loaded_dbapi.Error as error:
            raise _not_compacted(self._shown) from error
        finally:
            link.close()

    def _compact_file(self, driver: Any) -> None:
        """Have SQLite write the file anew, when others let it: it does not wait where two would do so."""
        give_up = time.monotonic() + self._busy
        while True:
            try:
                driver.execute("VACUUM")
                busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if not busy:
                    return
            except self.engine.dialect.loaded_dbapi.OperationalError:
                if time.monotonic() > give_up:
                    raise
            if time.monotonic() > give_up:
                raise _not_compacted(self._shown)
            time.sleep(random.uniform(_PAUSE, 10 * _PAUSE))  # noqa: S311 - no secret: apart from the others

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def _options(url: URL) -> dict[str, Any]:
    return postgresql.options(url) if url.get_backend_name() == "postgresql" else {}


def _not_compacted(shown: str) -> DatabaseError:
    return DatabaseError(
        f"The database {shown} could not be compacted: another process is at it all the time, or it fails.",
        "What was erased may still stand in its files: erase again.",
    )


def version_of(connection: Connection) -> str | None:
    """The schema's version as this transaction sees it; None: there is no schema."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def make_room(path: Path) -> None:
    """Make the file of an SQLite database and its folder, for this account only.

    SQLite gives its log the mode of the database.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise DatabaseError(
            f"The database {path} cannot be made: {error.strerror}.",
            "Check the rights on its folder, or name another place under 'database' in intake.yaml.",
        ) from error


def _hold_to(engine: Engine, file: Path) -> None:
    """Refuse a file that has gone since the first connection, and leave one that was replaced.

    SQLite would go on in the removed file, and lose what it writes there, or make an empty one.
    """
    seen = False

    @event.listens_for(engine, "do_connect")
    def _connecting(*_: Any) -> None:
        if seen and not file.exists():
            raise DatabaseError(
                f"The database {file} is gone.", "Put it back, from a backup if need be; intake goes on then."
            )

    @event.listens_for(engine, "connect")
    def _connected(_dbapi: Any, record: Any) -> None:
        nonlocal seen
        seen, record.info["inode"] = True, _inode(file)

    @event.listens_for(engine, "checkout")
    def _taken(_dbapi: Any, record: Any, _proxy: Any) -> None:
        if record.info["inode"] != _inode(file):
            raise DisconnectionError


def _inode(file: Path) -> int | None:
    try:
        return file.stat().st_ino
    except OSError:
        return None


def _configure_sqlite(engine: Engine, busy: float) -> None:
    @event.listens_for(engine, "connect")
    def _connect(dbapi: Any, _record: Any) -> None:
        dbapi.isolation_level = None  # transactions are ours to begin
        dbapi.execute(f"PRAGMA busy_timeout={round(busy * 1000)}")
        _write_ahead(dbapi, engine.dialect.loaded_dbapi.OperationalError, busy)
        dbapi.execute("PRAGMA synchronous=FULL")
        dbapi.execute("PRAGMA foreign_keys=ON")
        dbapi.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads_only = connection.get_execution_options().get("reads_only", False)
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")


def _write_ahead(dbapi: Any, refused: type[Exception], busy: float) -> None:
    """Keep a log beside the file, so that readers and the writer do not wait for each other.

    For the switch, made once in a file's life, SQLite does not wait where another process writes
    (its busy handler is not asked where that could be a deadlock); so it is tried again here.
    """
    give_up = time.monotonic() + busy
    while True:
        try:
            dbapi.execute("PRAGMA journal_mode=WAL")
        except refused as error:
            if "locked" not in str(error) or time.monotonic() > give_up:
                raise
            time.sleep(_PAUSE)
        else:
            return
