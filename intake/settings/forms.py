"""The forms that single values of the configuration may take.

Each function takes what YAML gave and returns the value; a wrong one is a PydanticCustomError
that says what was found, what is accepted, and the remedy (see `wrong`).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from pydantic import ConfigDict, ValidationInfo
from pydantic_core import PydanticCustomError

from intake.domain.model import Secret
from intake.settings.faults import did_you_mean, found, some_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Context:
    """What a value is read against: handed through pydantic to every form that asks for it."""

    base: Path
    zone: ZoneInfo | None  # None: intake.yaml names no usable zone, which is reported there
    mailboxes: frozenset[str] | None  # None: intake.yaml names none that could be read


# Of every group of keys: no other keys are accepted, and no value of another type.
GROUP: Final = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


def wrong(text: str, remedy: str) -> PydanticCustomError:
    """Return the error of a wrong value: what was found and what is accepted, and what to do."""
    return PydanticCustomError("wrong", "{text}", {"text": text, "remedy": remedy})


def context_of(info: ValidationInfo) -> Context:
    """Return what the value is read against."""
    assert isinstance(info.context, Context)
    return info.context


def matched(pattern: re.Pattern[str], value: object, accepted: str, remedy: str) -> re.Match[str]:
    """Return the match of a whole text, or say what is accepted instead."""
    match = pattern.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise wrong(f"{accepted} is expected, found {found(value)}.", remedy)
    return match


# --- texts -------------------------------------------------------------------

_MAX_TEXT: Final = 500
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_PREFIX: Final = re.compile(r"(?!.{21})[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_AUTHSERV: Final = re.compile(r"[!-~]+")

# RFC 5321 section 4.1.2, without quoted local parts and address literals.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LONGEST_ADDRESS: Final = 254
_LONGEST_LOCAL: Final = 64
_ADDRESS: Final = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*")
_HOST: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")


def text(value: str) -> str:
    """Return a text of one line that is not blank."""
    if not value.strip():
        raise wrong("A text is expected, found an empty one.", "Write a text, or remove the line.")
    if not value.isprintable():
        raise wrong(
            "A text on one line is expected, found a line break or control character.", "Write one line."
        )
    if len(value) > _MAX_TEXT:
        raise wrong(f"At most {_MAX_TEXT} characters are accepted, found {len(value)}.", "Shorten it.")
    return value


def name(value: str) -> str:
    """Return the name of a mailbox or the id of a posting."""
    accepted = "A name of at most 64 letters, digits, - and _ that begins with a letter or digit"
    return matched(_NAME, value, accepted, "Rename it, for instance to 'jobs'.").group()


def is_name(value: str) -> bool:
    """Whether a text may be the name of a mailbox or the id of a posting."""
    return _NAME.fullmatch(value) is not None


def prefix(value: str) -> str:
    """Return a prefix of application references, in capitals."""
    accepted = "A prefix of at most 20 letters, digits and - that begins with a letter"
    return matched(_PREFIX, value, accepted, "Write for instance 'OMP'.").group().upper()


def authserv(value: str) -> str:
    """Return the name under which a server writes Authentication-Results (RFC 8601 section 2.5)."""
    remedy = "Copy the first word of Authentication-Results in a mail received there."
    return matched(_AUTHSERV, value, "A name without spaces", remedy).group()


def address(value: str) -> str:
    """Return a mail address in ASCII, without a display name (RFC 5321 sections 4.1.2 and 4.5.3.1)."""
    accepted = "A mail address such as jobs@example.org"
    matched(_ADDRESS, value, accepted, "Write the bare address, without a name or < >.")
    if len(value) > _LONGEST_ADDRESS or len(value.partition("@")[0]) > _LONGEST_LOCAL:
        raise wrong("The address is longer than mail servers accept.", "Write the bare address.")
    return value


def host(value: str) -> str:
    """Return a host's name or IP address, without scheme and port."""
    if not value:
        raise wrong(
            "The key 'host' is required and missing, as no provider is named.",
            "Add `host: …`, or `provider: NAME` to the mailbox; `intake hosts ADDRESS` finds both.",
        )
    try:
        return str(ipaddress.ip_address(value))
    except ValueError:
        accepted = "A host such as imap.example.org"
        return matched(_HOST, value, accepted, "Write the bare name: no imaps://, no :993.").group()


def is_loopback(value: str) -> bool:
    """Whether a host can only be this machine."""
    try:
        return ipaddress.ip_address(value).is_loopback
    except ValueError:
        return value.rstrip(".").lower() == "localhost"


def number(low: int, high: int) -> Callable[[int], int]:
    """Return the form of a whole number between two bounds, both included."""

    def within(value: int) -> int:
        if not low <= value <= high:
            raise wrong(f"A number from {low} to {high} is expected, found {value}.", "Correct the number.")
        return value

    return within


# --- places ------------------------------------------------------------------

_SQLITE: Final = re.compile(r"sqlite(?:\+pysqlite)?:///(?!file:|:memory:)([^?]+)(\?.*)?")
_CLAMD: Final = re.compile(r"unix:/[^\0]+|(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):\d{1,5}")
SCHEME: Final = re.compile(r"([A-Za-z0-9+.-]+)://.*")


def plain(value: object) -> str:
    """Return a text of one line, from anything."""
    if not isinstance(value, str):
        raise wrong(f"Text is expected, found {found(value)}.", "Write it in quotes.")
    return text(value)


def database(value: object, info: ValidationInfo) -> str:
    """Return a SQLAlchemy URL; SQLite's path is made absolute. It may hold a password: never shown."""
    url = plain(value)
    if url.startswith("postgresql+psycopg://"):
        return url
    if match := _SQLITE.fullmatch(url):
        return f"sqlite:///{context_of(info).base / match[1]}{match[2] or ''}"
    scheme = SCHEME.fullmatch(url)
    raise wrong(
        "A URL sqlite:///FILE or postgresql+psycopg://HOST/NAME is expected, "
        + (f"found one of '{scheme[1]}'." if scheme else "found something else."),
        "Write for instance sqlite:///var/intake.db (a database in memory would forget everything).",
    )


def templates(value: object, info: ValidationInfo) -> Path | None:
    """Return the folder of overriding templates; the default one may be absent."""
    name = plain(value)
    folder = context_of(info).base / name
    if folder.is_dir():
        return folder
    if name == "templates":
        return None
    raise wrong(
        f"There is no folder {found(name)}.", "Create it, or remove the line for the built-in letters."
    )


def clamd(value: str) -> str:
    """Return where clamd listens: `unix:/PATH` or `HOST:PORT`."""
    accepted = "A socket such as unix:/run/clamav/clamd.ctl, or HOST:PORT,"
    matched(_CLAMD, value, accepted, "See LocalSocket or TCPSocket in clamd.conf.")
    return value


def ca_file(value: str, info: ValidationInfo) -> str:
    """Return the absolute path of a file of certificates."""
    path = context_of(info).base / value
    if not path.is_file():
        raise wrong(f"There is no file {found(value)}.", "Name a PEM file, or remove the line.")
    return str(path)


# --- shapes ------------------------------------------------------------------

_ENV: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_KEYRING: Final = re.compile(r"[^/\s]+/\S+")
_WRITE_SECRET: Final = "Write {env: NAME} and set the environment variable NAME to the password."  # noqa: S105 - words


def secret(value: object) -> Secret | None:
    """Return where a password is kept. What was found is never shown: it may be the password."""
    match value:
        case None | Secret():  # read already, at the mailbox
            return value
        case {"env": str(place), **rest} if not rest and _ENV.fullmatch(place):
            return Secret(source="env", name=place)
        case {"file": str(place), **rest} if not rest and place.strip() and place.isprintable():
            return Secret(source="file", name=place)
        case {"keyring": str(place), **rest} if not rest and _KEYRING.fullmatch(place):
            return Secret(source="keyring", name=place)
        case dict():
            raise wrong(
                "One of {env: NAME}, {file: PATH} and {keyring: SERVICE/NAME} is expected.", _WRITE_SECRET
            )
    raise wrong(
        "A password itself is not accepted in this file, only the place where it is kept: "
        "{env: NAME}, {file: PATH} or {keyring: SERVICE/NAME}.",
        _WRITE_SECRET,
    )


def processed(value: object, info: ValidationInfo) -> str | dict[str, str]:
    """Return what is done on the server with mail that was worked: `leave`, `flag` or `{move: FOLDER}`."""
    match value:
        case "leave" | "flag":
            return str(value)
        case {"move": str(folder), **rest} if not rest and folder.strip() and folder.isprintable():
            if _same_folder(folder, info.data.get("folders", ())):
                raise wrong(
                    f"The folder {found(folder)} is itself watched.", "Move to a folder not in `folders`."
                )
            return {"move": folder}
    raise wrong(
        f"One of leave, flag and {{move: FOLDER}} is expected, found {found(value)}.",
        did_you_mean(value, ("leave", "flag"), 'Write leave, or {move: "Processed"}.'),
    )


def _same_folder(folder: str, watched: Any) -> bool:
    # INBOX is the one name that does not tell capitals apart (RFC 3501 section 5.1).
    return folder in watched or (folder.upper() == "INBOX" and "INBOX" in {name.upper() for name in watched})


def mailbox(value: str, info: ValidationInfo) -> str:
    """Return the name of a mailbox that intake.yaml describes."""
    known = context_of(info).mailboxes
    if known is None or value in known:
        return value
    raise wrong(
        f"There is no mailbox {found(value)} in intake.yaml; it describes {some_of(known)}.",
        did_you_mean(value, known, "Name one of those, or describe this one in intake.yaml."),
    )


def required_document(value: object) -> object:
    """Return a line of `documents` in its long form: `cv` is `{kind: cv}`."""
    return {"kind": value} if isinstance(value, str) else value


def recruiter(value: object) -> object:
    """Return a line of `recruiters` in its long form: `hr@example.org` is `{address: hr@example.org}`."""
    return {"address": address(value)} if isinstance(value, str) else value


def some(values: list[Any]) -> list[Any]:
    """Return a list that is not empty."""
    if not values:
        raise wrong("At least one is expected, found an empty list.", "Name one, or remove the line.")
    return values


_IMPORTED: Final = "(import)"  # how the ledger calls where imported mails lie


def folders(values: list[str]) -> list[str]:
    """Return the folders to watch: at least one."""
    if _IMPORTED in some(values):
        raise wrong(f"The name '{_IMPORTED}' is intake's own, for imported mails.", "Rename that folder.")
    return values
