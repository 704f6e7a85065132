"""The database of an office: SQLite in its folder, or one of its own on a PostgreSQL server.

INTAKE_TEST_DATABASE is the URL of such a server (`postgresql+psycopg://user@host/postgres`); without
it everything runs on SQLite.
"""

from __future__ import annotations

import atexit
import os
from functools import cache
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from intake.store.database import Database

SERVER = os.environ.get("INTAKE_TEST_DATABASE")
SQLITE = "sqlite:///var/intake.db"


def fresh_database(*, empty: bool = False) -> str:
    """Make a database with the schema of this version (`empty`: without), and return its URL."""
    if SERVER is None:
        return SQLITE  # made by the first command
    return _create(template=None if empty else _template())


@cache
def _template() -> str:
    """The name of a database that holds the schema and nothing else; copying it is quick."""
    url = _create(template=None)
    database = Database(url)
    database.upgrade()
    database.close()
    name = make_url(url).database
    assert name
    return name


def _create(*, template: str | None) -> str:
    assert SERVER
    name = f"intake_{uuid4().hex}"
    _administer(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
    atexit.register(_administer, f"DROP DATABASE {name} WITH (FORCE)")
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def _administer(statement: str) -> None:
    assert SERVER
    engine = create_engine(SERVER, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
