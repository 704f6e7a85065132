"""What goes wrong outside, told to a person.

Trouble             a server, a disk or a database does not do its part
├── MailboxError    IMAP (adapters/imap.py)
├── SmtpError       SMTP (adapters/smtp.py)
├── StorageError    the blob store (domain/storage.py)
├── DatabaseError   the database (store/database.py)
├── SecretError     a password cannot be had (settings)
├── Occupied        an account has no connection left (adapters/connections.py)
└── Misuse          a command names what is not there, or says what cannot be
Unreadable          bytes that are no mail (adapters/mime)
"""

from __future__ import annotations

import traceback

from intake.domain.refusals import Refusal


class Trouble(Exception):  # noqa: N818 - the noun says what it is
    """Something outside does not work: what, and the remedy, each in a sentence."""

    permanent = False  # True: another try is in vain, or does harm, until a person has looked
    refusal: Refusal | None = None  # what the server meant, where it is known: its account is left alone

    def __init__(self, text: str, remedy: str = "") -> None:
        text = text if text.endswith((".", "!", "?")) else f"{text}."
        super().__init__(f"{text} {remedy}".strip())
        self.text = text
        self.remedy = remedy

    def of_mailbox(self, name: str) -> Trouble:
        """The same, with that mailbox in the place of `NAME` in the command of its remedy."""
        self.remedy = of_mailbox(self.remedy, name)
        self.args = (f"{self.text} {self.remedy}".strip(),)
        return self


def of_mailbox(remedy: str, name: str) -> str:
    """Return a remedy with that mailbox in the place of `NAME` in its command."""
    return remedy.replace("`intake login NAME`", f"`intake login {name}`")


class Occupied(Trouble):
    """All connections that an account may have are in our own use: its server was asked nothing."""


class Misuse(Trouble):
    """A wrong usage, which nothing but what is known here shows to be wrong."""


class Unreadable(Exception):  # noqa: N818 - the noun is the term: nothing failed
    """Bytes that cannot be read as a mail; `reason` says why, in words without personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def stumble(error: BaseException) -> str:
    """Name a fault of ours by its type and place: its words could quote what stands in a mail."""
    place = traceback.extract_tb(error.__traceback__)[-1:]
    return f"{type(error).__name__}" + "".join(f" at {step.filename}:{step.lineno}" for step in place)
