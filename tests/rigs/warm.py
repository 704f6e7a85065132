"""What each desk would start or make anew, kept from one desk of this process to the next.

A reading process takes half a second to start and serves two hundred files; here it outlives the desk
that started it. The built-in letters, the SQL and the command line are compiled once, a text of YAML is
parsed once, and the migrations run once: what they made of an empty database is made of the next ones.
All of it is what the product makes; only how often differs. A process that `Office.start` starts has
nothing of this, one of a `Launcher` all but the reading process.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import alembic.command
import pytest
import sqlalchemy
import typer.main
import typer.testing
from alembic.config import Config

from intake import app
from intake.adapters import letters, readers, sandbox
from intake.settings import yaml
from intake.store import database

# Reading processes of desks that are closed, by the program that they run: a test may put another there.
_spare: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
_schema: list[str] = []  # the statements that make a database of this version
_command = cache(typer.main.get_command)
_parse = lru_cache(256)(yaml.parse)
_upgrade = alembic.command.upgrade


@contextmanager
def shared() -> Iterator[None]:
    """Let the desks of this process share all that; at the end the processes are let go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readers, "Reader", Reader)
        patch.setattr(app, "Letters", letters_of)
        patch.setattr(database, "create_engine", _engine)
        patch.setattr(alembic.command, "upgrade", _migrate)
        patch.setattr(yaml, "parse", lambda text, file: deepcopy(_parse(text, file)))
        patch.setattr(typer.main, "get_command", _command)
        patch.setattr(typer.testing, "_get_command", _command)
        yield
    for child, *_ in chain(*_spare.values()):
        _end(child)
    _spare.clear()


class Reader(sandbox.Reader):
    """Takes over a reading process that another one has left, and leaves its own."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        spare = _spare[sys.executable]
        while spare and self._child is None:
            child, served, confined = spare.pop()
            if child.poll() is None:
                self._child, self._served, self._confined = child, served, confined
            else:
                _end(child)

    def close(self) -> None:
        """Leave the process to the next one."""
        with self._lock:
            if self._child is not None:
                _spare[self._child.args[0]].append((self._child, self._served, self._confined))
                self._child = None


def letters_of(override: Path | None) -> letters.Letters:
    """`Letters` of that folder."""
    if override is None or not override.is_dir():
        return _builtin_letters()
    return letters.Letters(override)


@cache
def _builtin_letters() -> letters.Letters:
    return letters.Letters(None)


class _Statements(dict[Any, Any]):
    """Compiled SQL, for one kind of database: the key's first part, the engine's own dialect, is left out."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


_statements: defaultdict[str, _Statements] = defaultdict(_Statements)


def _engine(url: sqlalchemy.URL, **options: Any) -> sqlalchemy.Engine:
    engine = sqlalchemy.create_engine(url, **options)
    engine.update_execution_options(compiled_cache=_statements[engine.dialect.name])
    return engine


def _migrate(config: Config, revision: str) -> None:
    """Run the migrations, or make of an empty SQLite database what they made of another one."""
    connection = config.attributes["connection"]
    written = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    anew = revision == "head" and connection.dialect.name == "sqlite"
    empty = anew and not connection.exec_driver_sql(written).all()
    if empty and _schema:
        for statement in _schema:
            connection.exec_driver_sql(statement)
        return
    _upgrade(config, revision)
    if empty:
        _schema.extend(connection.exec_driver_sql(f"{written} ORDER BY rowid").scalars())
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        _schema.append(f"INSERT INTO alembic_version VALUES ('{version}')")


def _end(child: Any) -> None:
    child.kill()
    child.stdin.close()
    child.stdout.close()
    child.wait()
