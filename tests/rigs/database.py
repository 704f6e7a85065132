"""The database of an office: SQLite in its folder, or one of its own on a PostgreSQL server.

`pytest --database postgresql` starts such a server and puts its URL into INTAKE_TEST_DATABASE, where
every process of the tests finds it; one of your own may be named there, too
(`postgresql+psycopg://user@host/postgres`). Without it everything runs on SQLite.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from intake.store.database import Database

SERVER = "INTAKE_TEST_DATABASE"  # the variable's name
SQLITE = "sqlite:///var/intake.db"

_made: list[str] = []  # the names of those that are there


def server() -> str | None:
    """The URL of the server that offices have their databases on; None: they are on SQLite."""
    return os.environ.get(SERVER)


def fresh_database(*, empty: bool = False) -> str:
    """Make a database with the schema of this version (`empty`: without), and return its URL."""
    there = server()
    if there is None:
        return SQLITE  # made by the first command
    url = make_database(there, template=None if empty else template(there))
    _made.append(str(make_url(url).database))
    return url


def database_in(folder: Path) -> str:
    """The URL of a database without an office: a file in that folder, or one on the server."""
    url = fresh_database()
    return f"sqlite:///{folder / 'intake.db'}" if url == SQLITE else url


@cache
def template(there: str) -> str:
    """The name of a database that holds the schema and nothing else; copying it is quick."""
    url = make_database(there)
    database = Database(url)
    database.upgrade()
    database.close()
    name = make_url(url).database
    assert name
    return name


def make_database(there: str, *, template: str | None = None) -> str:
    """Make a database on a server, a copy of another one or an empty one, and return its URL."""
    name = f"intake_{uuid4().hex}"
    _administer(there, f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    return make_url(there).set(database=name).render_as_string(hide_password=False)


def mark() -> int:
    """How many databases there are now, for `drop_since`."""
    return len(_made)


def drop_since(number: int) -> None:
    """Drop every database that was made since: each takes some 8 MB of the disk."""
    there = server()
    while there and len(_made) > number:
        _administer(there, f"DROP DATABASE {_made.pop()} WITH (FORCE)")


def drop_database(there: str, url: str) -> None:
    """Drop a database, whoever is connected to it."""
    _administer(there, f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def _administer(there: str, statement: str) -> None:
    engine = create_engine(there, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
