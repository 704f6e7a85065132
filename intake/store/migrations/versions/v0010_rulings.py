"""Decisions on dossiers, orders by mail, requests about one's data, and what recruiters were told."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_TIME = sa.DateTime(timezone=True)
_STATUSES = ("complete", "incomplete", "late", "review", "withdrawn")
_OUTCOMES = ("application", "supplement", "duplicate", "unmatched", "automatic", "quarantined")


def upgrade() -> None:
    """Add two tables, four columns, an index, and one word each to statuses and outcomes."""
    op.add_column("application", sa.Column("ruling", sa.String(length=20), nullable=True))
    op.add_column("application", sa.Column("reminded_at", _TIME, nullable=True))
    op.execute("UPDATE application SET ruling = 'withdrawn' WHERE status = 'withdrawn'")
    op.add_column("letter", sa.Column("tells", sa.JSON(none_as_null=True), nullable=True))
    unmatched = sa.text("kind = 'unmatched'")
    op.create_index(
        "ix_letter_unmatched", "letter", ["recipient"], sqlite_where=unmatched, postgresql_where=unmatched
    )
    _allow("application", "status", _STATUSES, (*_STATUSES, "spam"))
    _allow("message", "outcome", _OUTCOMES, (*_OUTCOMES, "order"))
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("received_at", _TIME, nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("finished_at", _TIME, nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('access', 'rectification', 'erasure')", name=op.f("ck_request_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("message_id", name=op.f("uq_request_message_id")),
    )
    op.create_table(
        "told",
        sa.Column("recruiter", sa.String(length=320), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("of", sa.String(length=200), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("recruiter", "what", "of", name=op.f("pk_told")),
    )


def downgrade() -> None:
    """Take them away; what is spam goes to a person again, and orders are mails that nobody claims."""
    op.drop_table("told")
    op.drop_table("request")
    op.execute("UPDATE application SET status = 'review' WHERE status = 'spam'")
    op.execute("UPDATE message SET outcome = 'unmatched' WHERE outcome = 'order'")
    _allow("message", "outcome", (*_OUTCOMES, "order"), _OUTCOMES)
    _allow("application", "status", (*_STATUSES, "spam"), _STATUSES)
    op.drop_index("ix_letter_unmatched", table_name="letter")
    op.drop_column("letter", "tells")
    op.drop_column("application", "reminded_at")
    op.drop_column("application", "ruling")


def _allow(table: str, column: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Let a column hold other words than before."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(f"ck_{table}_{column}"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, _within(column, after))
        return
    # SQLite cannot alter a constraint, and other tables refer to this one, so it cannot be copied inside the
    # transaction either. Its manual allows this for a check: https://www.sqlite.org/lang_altertable.html, 7.
    bind = op.get_bind()
    version = bind.exec_driver_sql("PRAGMA schema_version").scalar_one()
    bind.exec_driver_sql("PRAGMA writable_schema = ON")
    old, new = _within(column, before), _within(column, after)
    changed = bind.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?)"
        " WHERE type = 'table' AND name = ? AND instr(sql, ?)",
        (old, new, table, old),
    )
    if changed.rowcount != 1:
        raise RuntimeError(f"The constraint on {table}.{column} is not as schema {down_revision} has it.")
    bind.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    bind.exec_driver_sql("PRAGMA writable_schema = OFF")


def _within(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"
