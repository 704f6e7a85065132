"""What a database's errors mean: a sentence for people, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError as DriverError
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from intake.domain.trouble import Trouble

_AGAIN = "it is tried again at the next poll"
_OTHER = "That is no database of intake: check 'database' in intake.yaml, or put the right one back."
_RIGHTS = "Give the user that runs intake the right to write the file and its folder."
_ROOM = f"Free some disk space; nothing was lost, and {_AGAIN}."
_WRITER = f"Let 'database' in intake.yaml name the server that takes writes; nothing was lost, and {_AGAIN}."
_HELD = f"Another program holds it; {_AGAIN}."
_STARTS = f"It is being stopped or started; nothing was lost, and {_AGAIN}."
_FULL = (
    f"Raise 'max_connections' of the server, or let fewer programs use it; nothing was lost, and {_AGAIN}."
)
_RACE = f"Another process changed the same rows; nothing was lost, and {_AGAIN}."

# Words of SQLite, and of PostgreSQL where it takes no connection: these come without a code.
_WORDS: Mapping[str, str] = {
    "locked": _HELD,
    "readonly": _RIGHTS,
    "read-only": _RIGHTS,
    "full": _ROOM,
    "i/o error": "Look at the disk, its room and its health; nothing was lost.",
    "no such table": "That file is no database of intake: put the right one back.",
    "unable to open": "Check the path under 'database' in intake.yaml, and the rights on it.",
    "not a database": "Check the path under 'database' in intake.yaml: that file is something else.",
    "malformed": "Stop intake, keep a copy of the file, and restore the newest backup.",
    "password authentication failed": "Check the user and the password under 'database' in intake.yaml.",
    "no password supplied": "Name the password under 'database' in intake.yaml, or in a .pgpass file.",
    "pg_hba.conf": "Let the server's pg_hba.conf admit this machine, user and database.",
    "too many": _FULL,
    "connection slots": _FULL,
    "starting up": _STARTS,
    "shutting down": _STARTS,
    "recovery mode": _STARTS,
    'role "': "Check the user under 'database' in intake.yaml, or create that role on the server.",
    'database "': "Check the name under 'database' in intake.yaml, or create it: createdb --encoding=UTF8.",
    "certificate": "Check the server's certificate, and 'sslrootcert' under 'database' in intake.yaml.",
    "resolve": "Check the host under 'database' in intake.yaml.",
}

# SQLSTATEs of PostgreSQL (its manual, appendix A).
_CODES: Mapping[str, str] = {
    "25006": _WRITER,
    "25P03": _RACE,
    "40001": _RACE,
    "40P01": _RACE,
    "42501": "Let intake's role own the database, or give it the right to read and write every table there.",
    "42P01": _OTHER,
    "42P07": "Give intake a database of its own: there are tables of something else in this one.",
    "53100": _ROOM,
    "53200": f"Give the server more memory; nothing was lost, and {_AGAIN}.",
    "53300": _FULL,
    "55P03": f"Another program holds a lock there (pg_stat_activity names it); {_AGAIN}.",
    "57014": f"A time limit or a person stopped the statement; nothing was lost, and {_AGAIN}.",
    "57P01": _STARTS,
    "57P02": _STARTS,
    "57P03": _STARTS,
    "XX001": "Stop intake, and restore the newest backup of the database.",
    "XX002": "Stop intake, and rebuild the indexes (REINDEX) or restore the newest backup.",
}


_TOO_MUCH = "54"  # the class of a statement that asks more than a limit allows: its own fault


class DatabaseError(Trouble):
    """The database cannot be used."""


@contextmanager
def explained(shown: str) -> Iterator[None]:
    """Turn the driver's error into a sentence with a remedy; `shown` is the URL without its password.

    What is no trouble of the database itself, as a constraint's refusal, goes through unchanged.

    Raises:
        DatabaseError: the database cannot be used.

    """
    try:
        yield
    except NoConnectionError as error:  # every connection of the pool waits, for a lock as a rule
        raise DatabaseError(
            f"The database {shown} is too busy: no connection was free.",
            "It is tried again at the next poll.",
        ) from error
    except SQLAlchemyError as error:
        if not isinstance(error, DriverError):
            raise
        code = getattr(error.orig, "sqlstate", None)
        # A damaged file is no OperationalError, but the driver's plain DatabaseError.
        unusable = isinstance(error, OperationalError) or type(error) is DriverError or code in _CODES
        unusable = unusable and not str(code).startswith(_TOO_MUCH)
        if unusable:
            raise _trouble(shown, error.orig, code) from error
        if not error.connection_invalidated:
            raise
        raise DatabaseError(
            f"The connection to {shown} was lost.", "It is made again at the next poll."
        ) from error


def _trouble(shown: str, cause: BaseException | None, code: str | None) -> DatabaseError:
    """In the driver's words, its first line alone: what follows may quote a row."""
    diagnosis = getattr(cause, "diag", None)
    said = getattr(diagnosis, "message_primary", None) or str(cause).partition("\n")[0]
    said = said.strip().rstrip(".")
    words = said.lower().removeprefix("connection failed: connection to server")
    remedy = _CODES.get(code or "") or next((text for word, text in _WORDS.items() if word in words), None)
    return DatabaseError(
        f"The database {shown} cannot be used: {said}.",
        remedy or "Check that it runs and can be reached; nothing was lost.",
    )
