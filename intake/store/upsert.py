"""The one statement that each engine spells its own way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or_ignore(tx: Connection, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert a row unless a constraint says it is there: 1 (or the row's id), or None the second time."""
    by_id = "id" in table.c and table.c.id.autoincrement is not False and "id" not in values
    row = tx.execute(_statement(tx.dialect.name, table), values).first()
    if row is None:
        return None
    row_id: int = row.id if by_id else 1
    return row_id


@cache
def _statement(dialect: str, table: Table) -> Any:
    """Without values, which it is given each time: to make it takes longer than to run it.

    Its row is asked for: how many rows an INSERT wrote, not every driver tells.
    """
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing().returning(*table.primary_key)
