"""What the audit log says, in the words of whoever reads it: who did what, and to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from intake.domain.wording import fold
from intake.store.audit import MACHINE
from intake.web.deeds import note_words
from intake.web.visit import Visit


def _(said: str) -> str:
    return said  # marked for the catalogues


# What the audit log calls an action, and what people do.
ACTIONS: Final[Mapping[str, str]] = {
    "settle accept": _("Accepted the late application"),
    "settle withdraw": _("Marked it as withdrawn"),
    "settle spam": _("Called it spam"),
    "settle undo": _("Took the decision back"),
    "settle ask": _("Asked again for what is missing"),
    "correct": _("Corrected what a document is"),
    "undo correction": _("Took a correction back"),
    "replay": _("Took a mail through again"),
    "note": _("Wrote a note"),
    "note removed": _("Removed a note"),
    "infected handed out": _("Downloaded an infected file"),
    "remind": _("Reminded the candidate of the deadline"),
    "letter sent": _("Letter sent"),
    "letter failed": _("Letter refused by the mail server"),
    "letter unknown": _("Letter sent, but the server’s answer was lost"),
    "letter bounced": _("A letter came back"),
    "letter released": _("Let a letter go out"),
    "letter arrived": _("Noted that a letter did arrive"),
    "finish request": _("Answered a request about personal data"),
    "erase": _("Erased a person’s data"),
    "retire": _("Erased what was kept long enough"),
    "export": _("Took dossiers away as files"),
    "digest": _("Made a digest"),
    "closing": _("Made the report on a closing"),
    "reconcile": _("Found mails that were not known yet"),
    "configuration": _("Changed the configuration"),
    "login": _("Signed a mailbox in"),
    "backup": _("Made a backup"),
    "restore": _("Restored a backup"),
    "upgrade": _("Brought the database up to date"),
    "storage copy": _("Copied the storage"),
    "signed in": _("Signed in"),
    "password set": _("Set a password"),
    "sign-in bound": _("Signed in with OpenID for the first time"),
    "account made": _("Made an account"),
    "account disabled": _("Disabled an account"),
    "account enabled": _("Enabled an account"),
    "role changed": _("Changed somebody’s role"),
    "link made": _("Made a link to sign in"),
    "token made": _("Made a token for another system"),
    "token revoked": _("Revoked a token"),
    "webhook added": _("Added a webhook"),
    "webhook on": _("Switched a webhook on"),
    "webhook off": _("Switched a webhook off"),
    "webhook removed": _("Removed a webhook"),
    "letters": _("Changed the words of a letter"),
    "trial": _("Sent a letter to themselves as a trial"),
}
_OF_STATES: Final = ("settle ", "correct", "undo correction")  # notes that are told in words


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry of the audit log, as a page shows it."""

    id: int
    at: datetime
    who: str
    what: str
    known: bool  # whether `what` is in the reader's language
    more: str  # in the reader's language
    note: str  # English, and ours
    application: str | None
    message: int | None


def entries(visit: Visit, rows: Sequence[Any], names: Mapping[str, str]) -> list[Entry]:
    """Entries as their reader is to see them; `names` are those of the accounts, as the log calls these."""
    return [_entry(visit, row, names) for row in rows]


def who(visit: Visit, actor: str, names: Mapping[str, str]) -> str:
    """How an actor of the log is called."""
    if actor == MACHINE:
        return "intake"
    if actor == "by mail":
        return visit.say("a recruiter, by mail")
    return names.get(actor, actor)


def actions(visit: Visit) -> list[tuple[str, str]]:
    """Every action and its words, for a choice, as a dictionary orders them."""
    said = [(key, visit.say(words)) for key, words in ACTIONS.items()]
    return sorted(said, key=lambda pair: (fold(pair[1]), pair[1]))


def _entry(visit: Visit, row: Any, names: Mapping[str, str]) -> Entry:
    words, in_words = ACTIONS.get(row.action), row.action.startswith(_OF_STATES)
    return Entry(
        id=row.id,
        at=row.at,
        who=who(visit, row.actor, names),
        what=visit.say(words) if words else row.action,
        known=words is not None,
        more=note_words(visit, row.action, row.note) if in_words else "",
        note="" if in_words else row.note or "",
        application=row.application,
        message=row.message_id,
    )
