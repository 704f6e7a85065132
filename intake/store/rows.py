"""A database's rows as lines of text that do not tell which kind of database they came from.

A line is one row: a JSON list in the order of the table's columns. `Shape` says what stands in each
column, so that lines of an earlier schema can be read, and a line can be read without the database.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    TableClause,
    column,
    func,
    inspect,
    select,
    table,
)
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError

from intake.domain.trouble import Trouble
from intake.store.copy import refuse_misfit
from intake.store.database import Transaction
from intake.store.tables import UtcTime, metadata

# What is of the moment and of this machine: who works now, what a server still allows, and tokens, which
# are secrets and are renewed by whoever has them. Nor is anybody signed in or invited again by a backup.
LEFT_OUT: Final = frozenset({"worker", "token", "bucket", "session", "link", "attempt"})

_AT_ONCE: Final = 200  # rows; a letter is some 50 KB
_KINDS: Final = (
    (UtcTime, "time"),
    (Date, "date"),
    (LargeBinary, "bytes"),
    (JSON, "json"),
    (Boolean, "boolean"),
    (Integer, "integer"),
    (Float, "float"),
)
# What a value of JSON may be for each kind; None is for the column to refuse.
_PLAIN: Final[Mapping[str, type | tuple[type, ...]]] = {
    "time": str,
    "date": str,
    "bytes": str,
    "boolean": bool,
    "integer": int,
    "float": (float, int),
    "text": str,
}

# The columns of each table, and what they hold, by their names: in the order of foreign keys.
Shape = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A table's rows, and a digest of all of them that does not depend on their order."""

    rows: int
    sha256: str


class Tally:
    """Counts lines as they come by."""

    def __init__(self) -> None:
        self._rows = self._total = 0

    def add(self, line: bytes) -> None:
        """Count a line, its line feed apart: a sum is the same in any order, which the kinds sort by."""
        self._rows += 1
        self._total += int.from_bytes(hashlib.sha256(line).digest())

    @property
    def counted(self) -> Counted:
        """What was counted so far."""
        return Counted(rows=self._rows, sha256=f"{self._total % 2**256:064x}")


def shape_of(tx: Transaction) -> Shape:
    """What this database's tables hold, at whichever schema it is.

    Raises:
        Trouble: it has columns that this version of intake does not know.

    """
    there = inspect(tx)
    names = set(there.get_table_names())
    found: dict[str, dict[str, str]] = {}
    for each in metadata.sorted_tables:
        if each.name in names - LEFT_OUT:
            columns = [row["name"] for row in there.get_columns(each.name)]
            if strange := sorted({*columns} - {*each.c.keys()}):
                raise Trouble(
                    f"Table {each.name} has columns that this version of intake does not know: "
                    f"{', '.join(strange)}.",
                    "Use the version of intake that made them.",
                )
            found[each.name] = {name: kind_of(each.c[name]) for name in columns}
    return found


def known(shape: Shape, *, whole: bool) -> bool:
    """Whether this version knows all that a shape names; `whole`: and it names all that there is."""
    ours = {
        each.name: {one.name: kind_of(one) for one in each.c}
        for each in metadata.sorted_tables
        if each.name not in LEFT_OUT
    }
    if whole:
        return shape == ours
    return all(name in ours and columns.items() <= ours[name].items() for name, columns in shape.items())


def kind_of(its: Column[Any]) -> str:
    """What stands in a column, whichever database it is of."""
    return next((kind for type_, kind in _KINDS if isinstance(its.type, type_)), "text")


def lines(tx: Transaction, name: str, columns: Mapping[str, str]) -> Iterator[bytes]:
    """Yield every row of a table in the order of its key."""
    whole = metadata.tables[name]
    query = select(*(whole.c[each] for each in columns)).order_by(*whole.primary_key)
    with tx.execute(query, execution_options={"yield_per": _AT_ONCE}) as result:
        for batch in result.partitions():
            for row in batch:
                yield json.dumps(list(row), default=_said, sort_keys=True, separators=(",", ":")).encode()


def _said(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    assert isinstance(value, bytes), type(value)
    return base64.b64encode(value).decode("ascii")


def parsed(line: bytes, columns: Mapping[str, str]) -> dict[str, Any]:
    """A line's row, ready to be inserted.

    Raises:
        ValueError: it is no row of such columns.

    """
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(columns):
        raise ValueError("not a row of these columns")
    return {name: _value(value, kind) for (name, kind), value in zip(columns.items(), values, strict=True)}


def _value(value: Any, kind: str) -> Any:
    if kind == "json" or value is None:
        return value
    plain: Any = value
    if not isinstance(value, _PLAIN[kind]):
        raise ValueError(f"not a value of kind {kind}")  # noqa: TRY004 - of what was read, not of a caller
    value = plain
    if kind == "time":
        when = datetime.fromisoformat(value)
        if when.tzinfo is None:
            raise ValueError("a time without its zone")
        return when
    if kind == "date":
        return date.fromisoformat(value)
    return base64.b64decode(value, validate=True) if kind == "bytes" else value


def fill(tx: Transaction, name: str, columns: Mapping[str, str], rows: list[dict[str, Any]]) -> None:
    """Put rows into a table, which may be of an earlier schema.

    Raises:
        Trouble: one has no room there, or is none that intake could have written.

    """
    if tx.dialect.name != "sqlite":
        for row in rows:
            refuse_misfit(metadata.tables[name], row)
    if not rows:
        return
    try:
        tx.execute(_bare(name, columns).insert(), rows)
    except (StatementError, ValueError, OverflowError) as error:
        if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError | DataError):
            raise  # the database's own
        raise Trouble(  # without its words, which could quote a row
            f"Table {name} takes not all rows of the backup: no intake wrote them so. No row was kept.",
            "Take another backup; of this one mails may be in the storage by now: move it aside, too.",
        ) from None


def _bare(name: str, columns: Mapping[str, str]) -> TableClause:
    """A table of these columns alone: no default of this version's comes in."""
    known = metadata.tables[name].c
    return table(name, *(column(each, known[each].type) for each in columns))


def go_on_counting(tx: Transaction, name: str, columns: Mapping[str, str]) -> None:
    """Let new rows have ids behind those that were filled in, where the database counts by itself."""
    if tx.dialect.name != "sqlite" and metadata.tables[name].autoincrement_column is not None:
        highest = select(func.max(_bare(name, columns).c.id)).scalar_subquery()
        sequence = func.pg_get_serial_sequence(name, "id")
        tx.execute(select(func.setval(sequence, func.coalesce(highest, 1), highest.is_not(None))))
