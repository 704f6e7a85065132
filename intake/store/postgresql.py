"""What PostgreSQL is asked for beyond its defaults: nobody is waited for without end."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, text

from intake.store.explain import DatabaseError

# A lock is waited for as long as SQLite's file is. Who dies with his machine, or stands still, within
# a transaction holds its locks for that long; the server itself would notice after two hours.
_LOCK = "30s"
_STANDSTILL = "120s"
_ROUNDABOUT = ("enable_seqscan", "enable_mergejoin", "jit")  # ways that a guess makes it take
_UPGRADE = 0x1A7A4F  # the advisory lock of a schema's upgrade; any number that nobody else uses
_HOSTS = 0x1A7A51  # the advisory locks of mail servers' hosts
_SENDERS = 0x1A7A52  # the advisory locks of those who are told something once in a while
_TRIES = 0x1A7A53  # the advisory locks of those who try to sign in


def options(url: URL) -> dict[str, Any]:
    """The options of an engine for that URL, whose own words come first."""
    limits = f"-c lock_timeout={_LOCK} -c idle_in_transaction_session_timeout={_STANDSTILL}"
    wanted: dict[str, Any] = {
        "application_name": "intake",
        "client_encoding": "utf8",
        "connect_timeout": 10,
        # A server whose machine has gone answers nothing at all: it is given up after about a minute.
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 60_000,
    }
    connect = {key: value for key, value in wanted.items() if key not in url.query}
    connect["options"] = " ".join([limits, *url.normalized_query.get("options", ())])
    return {
        "connect_args": connect,
        # Whatever the server's default is: at any higher level every transaction could be refused.
        "isolation_level": "READ COMMITTED",
        "use_native_hstore": False,  # not ours: it costs each connection a transaction
        "pool_pre_ping": True,  # after a restart the connections that were kept are dead
    }


def reading() -> dict[str, Any]:
    """The options of a connection that reads: one state of everything, however many statements."""
    # Not read-only besides: to take that back, the driver would begin what writes as READ WRITE, in
    # the face of a server that is to take no writes.
    return {"isolation_level": "REPEATABLE READ"}


def begin_upgrade(tx: Connection, shown: str) -> None:
    """Let no other process change the schema until the transaction ends.

    Raises:
        DatabaseError: the database cannot hold every letter.

    """
    encoding = tx.execute(text("SHOW server_encoding")).scalar_one()
    if encoding != "UTF8":
        raise DatabaseError(
            f"The database {shown} is encoded in {encoding}, which does not hold every letter.",
            "Make another one, with createdb --encoding=UTF8 --template=template0.",
        )
    tx.execute(text(f"SELECT pg_advisory_xact_lock({_UPGRADE})"))


def hold_sender(tx: Connection, mailbox: str, email: str) -> None:
    """Let no other transaction tell the same sender something of a mailbox until this one ends."""
    who = {"who": f"{mailbox} {email.lower()}"}
    tx.execute(text(f"SELECT pg_advisory_xact_lock({_SENDERS}, hashtext(:who))"), who)


def hold_host(tx: Connection, host: str) -> None:
    """Let no other transaction that asks for the same host go on until this one ends."""
    tx.execute(text(f"SELECT pg_advisory_xact_lock({_HOSTS}, hashtext(:host))"), {"host": host})


def go_by_indexes(tx: Connection) -> None:
    """Let the questions of this transaction go by indexes, as they are made to.

    The server guesses how many rows a word has, and would rather read the whole table where it guesses many.
    Nor is it to compile the question for its costs, which takes longer than to answer it.
    """
    if tx.dialect.name == "sqlite":
        return
    off = ", ".join(f"set_config('{name}', 'off', true)" for name in _ROUNDABOUT)
    tx.execute(text(f"SELECT {off}"))


def hold_tries(tx: Connection, who: str) -> None:
    """Let no other transaction count the tries of the same one until this one ends."""
    tx.execute(text(f"SELECT pg_advisory_xact_lock({_TRIES}, hashtext(:who))"), {"who": who})
