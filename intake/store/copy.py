"""A whole database into another one, of either kind: every row under its id, proven by what is read back.

All of it is one transaction on each side, so that a copy which is broken off leaves nothing there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, String, Table, func, inspect, select, text

from intake.domain.trouble import Trouble
from intake.store.database import SCHEMA, Database, Transaction
from intake.store.tables import metadata

_AT_ONCE = 200  # rows; a letter is some 50 KB
_NARROW = 2**31  # beyond lies no Integer of PostgreSQL's
_EMPTY = "Name an empty database: createdb makes one on PostgreSQL."


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """One table: its rows, and a digest of all of them that does not depend on their order."""

    table: str
    rows: int
    sha256: str


def copy(source: Database, target: Database, *, check: Callable[[Transaction], None]) -> tuple[Copied, ...]:
    """Copy every row of a database into an empty one, and read all of it back there.

    `check` looks at the source before, in the transaction that is copied; nobody writes there until
    the end. The source stays as it is.

    Raises:
        DatabaseError: one of them cannot be used, or the source is not of this version's schema.
        Trouble: the target is not empty; a row has no room there, or came back otherwise.

    """
    source.ready()
    with source.read() as tx:
        check(tx)
    _refuse_full(target)
    target.upgrade()
    with _still(source) as read, target.write() as write:
        check(read)
        _hold(target, write)
        done = tuple(_copy(read, write, table, target) for table in metadata.sorted_tables)
        for each, table in zip(done, metadata.sorted_tables, strict=True):
            if _digest(write, table) != each:
                raise Trouble(
                    f"Table {each.table} came back otherwise than it was written to {target.shown}.",
                    "Nothing was kept there. Look at the server and its disk, then copy again.",
                )
        return done


@contextmanager
def _still(source: Database) -> Iterator[Transaction]:
    """One state of everything, in which nobody writes meanwhile: a worker that starts waits, or gives up."""
    with source.write() if source.sqlite else source.read() as tx:
        if not source.sqlite:
            tx.execute(text(f"LOCK TABLE {', '.join(metadata.tables)} IN SHARE MODE"))
        yield tx


def _refuse_full(target: Database) -> None:
    version = target.version()
    with target.read() as tx:
        names = set(inspect(tx).get_table_names())
    if version is None and names:
        raise Trouble(f"The database {target.shown} holds tables of something else.", _EMPTY)
    if version not in (None, SCHEMA):
        raise Trouble(f"The database {target.shown} is at schema {version}, not {SCHEMA}.", _EMPTY)


def _hold(target: Database, tx: Transaction) -> None:
    """Keep everybody else out of the target until the end; refuse one that holds anything."""
    if not target.sqlite:
        tx.execute(text(f"LOCK TABLE {', '.join(metadata.tables)} IN EXCLUSIVE MODE"))
    for table in metadata.sorted_tables:
        if tx.execute(select(table).limit(1)).first() is not None:
            raise Trouble(f"The database {target.shown} is not empty: table {table.name} has rows.", _EMPTY)


def _copy(read: Transaction, write: Transaction, table: Table, target: Database) -> Copied:
    total, rows = 0, 0
    for batch in _batches(read, table):
        if not target.sqlite:
            for row in batch:
                refuse_misfit(table, dict(row))
        write.execute(table.insert(), [dict(row) for row in batch])
        total += sum(map(_number, batch))
        rows += len(batch)
    if not target.sqlite and table.autoincrement_column is not None:
        highest = select(func.max(table.c.id)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(table.name, "id")
        write.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))
    return Copied(table=table.name, rows=rows, sha256=_shown(total))


def _digest(tx: Transaction, table: Table) -> Copied:
    total, rows = 0, 0
    for batch in _batches(tx, table):
        total += sum(map(_number, batch))
        rows += len(batch)
    return Copied(table=table.name, rows=rows, sha256=_shown(total))


def _batches(tx: Transaction, table: Table) -> Iterator[Sequence[RowMapping]]:
    query = select(table).order_by(*table.primary_key)
    with tx.execute(query, execution_options={"yield_per": _AT_ONCE}) as result:
        yield from result.mappings().partitions()


def _number(row: RowMapping) -> int:
    """A row's digest as a number: their sum is the same in any order, which the two kinds sort by."""
    said = json.dumps(list(row.values()), default=_plain, sort_keys=True)
    return int.from_bytes(hashlib.sha256(said.encode()).digest())


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    assert isinstance(value, bytes), type(value)
    return value.hex()


def _shown(total: int) -> str:
    return f"{total % 2**256:064x}"


def refuse_misfit(table: Table, row: Mapping[str, Any]) -> None:
    """SQLite takes what PostgreSQL's columns have no room for: a long text, NUL, half a character.

    Raises:
        Trouble: this row has such a value; it is named by its key.

    """
    for column in table.c:
        value = row.get(column.name)  # an earlier schema has fewer columns
        if isinstance(value, str):
            wide = isinstance(column.type, String) and len(value) > (column.type.length or len(value))
            fits = not wide and "\0" not in value and value.isascii() | _encodes(value)
        else:
            fits = not isinstance(value, int) or str(column.type) != "INTEGER" or abs(value) < _NARROW
        if not fits:
            key = ", ".join(str(row[part.name]) for part in table.primary_key)
            raise Trouble(
                f"Row {key} of table {table.name} does not fit into PostgreSQL: column {column.name}.",
                "Nothing was written there. Erase that row's mail, or please report this.",
            )


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
