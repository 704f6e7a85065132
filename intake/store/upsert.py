"""The one statement that each engine spells its own way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_or_ignore(tx: Connection, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert a row unless a constraint says it is there: 1 (or the row's id), or None the second time."""
    dialect = sqlite if tx.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    if "id" in table.c and table.c.id.autoincrement is not False and "id" not in values:
        row_id: int | None = tx.execute(statement.returning(table.c.id)).scalar_one_or_none()
        return row_id
    # Its row is asked for: how many rows an INSERT wrote, not every driver tells.
    return 1 if tx.execute(statement.returning(*table.primary_key)).first() else None
