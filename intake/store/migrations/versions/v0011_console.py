"""The console: accounts, sessions and links, what reads and is told by machine, notes, words to find by."""

import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"

_TIME = sa.DateTime(timezone=True)
_ARABIC = str.maketrans("أإآىة", "ااايه", "ـ")
_AT_ONCE = 1000
_PEOPLE = "actor <> 'intake'"
_NOBODYS = (
    "posting IS NULL AND application_id IS NULL AND "
    "(outcome IN ('unmatched', 'quarantined') OR outcome = 'automatic' AND files > 0)"
)
# Sorted by the letters' numbers, as SQLite does, whatever the server's language is.
_ORDERED = sa.String(length=100).with_variant(postgresql.VARCHAR(100, collation="C"), "postgresql")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def upgrade() -> None:
    """Add the tables of the console, and what applications are sorted and found by."""
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("openid", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("signed_in_at", _TIME, nullable=True),
        sa.Column("disabled_at", _TIME, nullable=True),
        sa.CheckConstraint("role IN ('admin', 'recruiter')", name=op.f("ck_account_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.UniqueConstraint("openid", name=op.f("uq_account_openid")),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    op.create_index(op.f("ix_attempt_at"), "attempt", ["at"], unique=False)
    op.create_index(op.f("ix_attempt_who_at"), "attempt", ["who", "at"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.CheckConstraint("what IN ('created', 'changed')", name=op.f("ck_event_what")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=True),
        sa.Column("used_at", _TIME, nullable=True),
        sa.Column("revoked_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_api_token_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("hash", name=op.f("uq_api_token_hash")),
    )
    op.create_index(op.f("ix_api_token_account_id"), "api_token", ["account_id"], unique=False)
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("undone", sa.Boolean(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_edition_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
    )
    op.create_index(op.f("ix_edition_file"), "edition", ["file"], unique=False)
    op.create_table(
        "link",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("used_at", _TIME, nullable=True),
        sa.CheckConstraint("purpose IN ('start', 'invitation', 'password')", name=op.f("ck_link_purpose")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_link_account_id_account")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_account_id"), "link", ["account_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_note_account_id_account")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_note_application_id_application")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_application_id"), "note", ["application_id"], unique=False)
    op.create_table(
        "session",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("browser", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_session_account_id_account")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_session")),
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"], unique=False)
    op.create_index(op.f("ix_session_expires_at"), "session", ["expires_at"], unique=False)
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", _TIME, nullable=False),
        sa.Column("disabled_at", _TIME, nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("resting_until", _TIME, nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_webhook_account_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
    )
    op.create_index(op.f("ix_webhook_account_id"), "webhook", ["account_id"], unique=False)
    op.create_table(
        "word",
        sa.Column("word", _ORDERED, nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_word_application_id_application")
        ),
        sa.PrimaryKeyConstraint("word", "application_id", name=op.f("pk_word")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_word_application_id_word"), "word", ["application_id", "word"], unique=False)
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", _TIME, nullable=False),
        sa.Column("settled_at", _TIME, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('pending', 'done', 'failed')", name=op.f("ck_call_state")),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name=op.f("fk_call_webhook_id_webhook")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
        sa.CheckConstraint("what IN ('created', 'changed')", name=op.f("ck_call_what")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_call_state_due_at"), "call", ["state", "due_at"], unique=False)
    op.create_index(
        "uq_call_waiting",
        "call",
        ["webhook_id", "application_id"],
        unique=True,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.add_column("application", sa.Column("name_key", _ORDERED, server_default="", nullable=False))
    op.create_index(op.f("ix_application_name_key_id"), "application", ["name_key", "id"], unique=False)
    op.create_index(
        "ix_application_posting_name_key", "application", ["posting", "name_key", "id"], unique=False
    )
    op.create_index(
        "ix_application_posting_status_name_key",
        "application",
        ["posting", "status", "name_key", "id"],
        unique=False,
    )
    op.create_index(
        "ix_application_status_name_key", "application", ["status", "name_key", "id"], unique=False
    )
    op.add_column("mailbox", sa.Column("reconciled_at", _TIME, nullable=True))
    op.add_column("mailbox", sa.Column("reconciled", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("audit", sa.Column("posting", sa.String(length=100), nullable=True))
    op.execute(
        "UPDATE audit SET posting = (SELECT posting FROM application"
        " WHERE application.reference = audit.application) WHERE application IS NOT NULL"
    )
    op.create_index(op.f("ix_audit_application"), "audit", ["application"], unique=False)
    op.create_index(op.f("ix_audit_action_id"), "audit", ["action", "id"], unique=False)
    people: dict[str, Any] = {"sqlite_where": sa.text(_PEOPLE), "postgresql_where": sa.text(_PEOPLE)}
    op.create_index("ix_audit_people_posting", "audit", ["posting", "id"], unique=False, **people)
    op.create_index("ix_audit_people_actor", "audit", ["actor", "id"], unique=False, **people)
    _index_mails()
    _fill()


def downgrade() -> None:
    """Take them away."""
    op.drop_index("ix_message_nobodys", table_name="message")
    op.drop_index(op.f("ix_message_sender_id"), table_name="message")
    op.drop_index(op.f("ix_message_posting_outcome_id"), table_name="message")
    op.drop_index(op.f("ix_message_mailbox_outcome_id"), table_name="message")
    op.drop_index(op.f("ix_message_outcome_id"), table_name="message")
    op.create_index(op.f("ix_message_outcome"), "message", ["outcome"], unique=False)
    op.drop_index("ix_audit_people_actor", table_name="audit")
    op.drop_index("ix_audit_people_posting", table_name="audit")
    op.drop_index(op.f("ix_audit_action_id"), table_name="audit")
    op.drop_index(op.f("ix_audit_application"), table_name="audit")
    op.drop_column("audit", "posting")
    op.drop_column("mailbox", "reconciled")
    op.drop_column("mailbox", "reconciled_at")
    op.drop_index("ix_application_status_name_key", table_name="application")
    op.drop_index("ix_application_posting_status_name_key", table_name="application")
    op.drop_index("ix_application_posting_name_key", table_name="application")
    op.drop_index(op.f("ix_application_name_key_id"), table_name="application")
    op.drop_column("application", "name_key")
    op.drop_index("uq_call_waiting", table_name="call")
    op.drop_index(op.f("ix_call_state_due_at"), table_name="call")
    op.drop_table("call")
    op.drop_index(op.f("ix_word_application_id_word"), table_name="word")
    op.drop_table("word")
    op.drop_index(op.f("ix_webhook_account_id"), table_name="webhook")
    op.drop_table("webhook")
    op.drop_index(op.f("ix_session_expires_at"), table_name="session")
    op.drop_index(op.f("ix_session_account_id"), table_name="session")
    op.drop_table("session")
    op.drop_index(op.f("ix_note_application_id"), table_name="note")
    op.drop_table("note")
    op.drop_index(op.f("ix_link_account_id"), table_name="link")
    op.drop_table("link")
    op.drop_index(op.f("ix_edition_file"), table_name="edition")
    op.drop_table("edition")
    op.drop_index(op.f("ix_api_token_account_id"), table_name="api_token")
    op.drop_table("api_token")
    op.drop_table("event")
    op.drop_index(op.f("ix_attempt_who_at"), table_name="attempt")
    op.drop_index(op.f("ix_attempt_at"), table_name="attempt")
    op.drop_table("attempt")
    op.drop_table("account")


def _index_mails() -> None:
    """Let lists of mails go by the id, whichever are asked for."""
    op.drop_index(op.f("ix_message_outcome"), table_name="message")
    op.create_index(op.f("ix_message_outcome_id"), "message", ["outcome", "id"], unique=False)
    op.create_index(
        op.f("ix_message_mailbox_outcome_id"), "message", ["mailbox", "outcome", "id"], unique=False
    )
    op.create_index(
        op.f("ix_message_posting_outcome_id"), "message", ["posting", "outcome", "id"], unique=False
    )
    op.create_index(op.f("ix_message_sender_id"), "message", ["sender", "id"], unique=False)
    op.create_index(
        "ix_message_nobodys",
        "message",
        ["mailbox", "outcome", "id"],
        unique=False,
        sqlite_where=sa.text(_NOBODYS),
        postgresql_where=sa.text(_NOBODYS),
    )


def _fill() -> None:
    """Write the words of the applications that are there."""
    bind = op.get_bind()
    application = sa.table("application", *map(sa.column, ("id", "reference", "name", "email", "name_key")))
    word = sa.table("word", sa.column("word"), sa.column("application_id"))
    last = 0
    while True:
        query = (
            sa.select(application).where(application.c.id > last).order_by(application.c.id).limit(_AT_ONCE)
        )
        rows = bind.execute(query).all()
        if not rows:
            return
        last = rows[-1].id
        keys = [{"of": row.id, "key": _folded(row.name or row.email or "")[:100]} for row in rows]
        change = sa.update(application).where(application.c.id == sa.bindparam("of"))
        bind.execute(change.values(name_key=sa.bindparam("key")), keys)
        found = [
            {"word": each, "application_id": row.id}
            for row in rows
            for each in _words(row.name, row.email, row.reference)
        ]
        bind.execute(word.insert(), found)


def _words(name: str | None, email: str | None, reference: str) -> set[str]:
    """As `domain.finding.words_of` had it when this schema was made."""
    parts = [_folded(name or ""), _folded((email or "").partition("@")[0])]
    found = {each[:100] for part in parts for each in _WORD.findall(part)}
    return found | {f"={_folded(each)}"[:100] for each in (email, reference) if each}


def _folded(text: str) -> str:
    """As `domain.finding.folded` had it when this schema was made."""
    plain = unicodedata.normalize("NFKD", text.translate(_ARABIC)).casefold()
    return "".join(each for each in plain if not unicodedata.combining(each)).strip()
