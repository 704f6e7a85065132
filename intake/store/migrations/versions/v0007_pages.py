"""Indexes by which pages of lists are found, and what waits, however much there is besides."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ORDERS = (
    ["posting", "id"],
    ["status", "id"],
    ["posting", "status", "id"],
    ["posting", "status", "received_at"],
)
_BEFORE = (["status"], ["posting", "status"], ["posting", "received_at"])
_FEW = (
    ("ix_letter_open", "letter", "id", "state NOT IN ('sent', 'superseded') OR bounced_at IS NOT NULL"),
    ("ix_document_unscanned", "document", "message_id", "scanned_at IS NULL"),
)
_COPIES = (["mailbox", "sha256"], ["sha256", "mailbox"])  # bytes are asked for without a mailbox, too


def upgrade() -> None:
    """Add them; those that they do the work of are dropped."""
    before, after = _COPIES
    _drop("application", *_BEFORE)
    _drop("message", before)
    _add("application", *_ORDERS)
    _add("message", after)
    for name, table, column, which in _FEW:
        few = sa.text(which)
        op.create_index(name, table, [column], sqlite_where=few, postgresql_where=few)


def downgrade() -> None:
    """Take them away."""
    before, after = _COPIES
    for name, table, *_ in _FEW:
        op.drop_index(name, table_name=table)
    _drop("message", after)
    _drop("application", *_ORDERS)
    _add("message", before)
    _add("application", *_BEFORE)


def _add(table: str, *orders: list[str]) -> None:
    for columns in orders:
        op.create_index(op.f("_".join(("ix", table, *columns))), table, columns)


def _drop(table: str, *orders: list[str]) -> None:
    for columns in orders:
        op.drop_index(op.f("_".join(("ix", table, *columns))), table_name=table)
