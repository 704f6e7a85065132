"""What is known of a mail and of its dossier, what is decided of them, and the gate of every answer. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from intake.domain.automatic import Automatic
from intake.domain.model import (
    Address,
    Document,
    Held,
    Language,
    LetterKind,
    Message,
    Outcome,
    Posting,
    Ruling,
    Status,
    Verdict,
)
from intake.domain.privacy import Request
from intake.domain.route import Route
from intake.domain.wishes import Wish

# The letter that tells a status for the first time.
TELLS: Mapping[Status, LetterKind] = {
    "complete": "complete",
    "incomplete": "incomplete",
    "late": "late",
    "review": "review",
}
# Why nothing is told of a dossier that was closed.
CLOSED: Mapping[Status, str] = {
    "withdrawn": "the candidate withdrew",
    "spam": "a person said that it is spam",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request about one's data; where it is not sure, a person must say whether it is one."""

    kind: Request
    sure: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What a mail's sender is to us already: what was said lately is not said again."""

    known: bool = False  # an application, or an earlier mail, of that address in this mailbox
    unmatched: bool = False  # told lately that no posting claims their mail
    privacy: bool = False  # told lately that a request of this kind is in hand


@dataclass(frozen=True, kw_only=True, slots=True)
class Considered:
    """One mail, with all that can be said of it without knowing the dossiers."""

    message: Message
    automatic: Automatic
    route: Route | None  # None for automatic mail that nobody assigned
    documents: tuple[Document, ...] = ()
    wishes: tuple[Wish, ...] = ()
    assigned: bool = False  # a person chose the posting
    others: tuple[str, ...] = ()  # further applications that a wish may speak of, by their references

    @property
    def infected(self) -> bool:
        """Whether a virus was found in it."""
        return any(document.virus for document in self.documents)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dossier:
    """An application as it stands before this mail."""

    reference: str
    status: Status
    received_at: datetime
    held: tuple[Held, ...]
    ruling: Ruling | None = None
    person: str | None = None  # why a person must look, kept over later mails
    doubt: str | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What becomes of a mail. `silence` says why no letter goes out, where none does."""

    outcome: Outcome
    reason: str
    posting: Posting | None = None
    candidate: Address | None = None
    name: str | None = None
    verdict: Verdict | None = None
    added: tuple[Document, ...] = ()
    letter: LetterKind | None = None
    silence: str | None = None
    details: bool = True
    language: Language
    ruling: Ruling | None = None
    person: str | None = None
    doubt: str | None = None
    unread: tuple[str, ...] = ()
    asked: Asked | None = None  # a request about one's data


def said_once(*reasons: str) -> str:
    """Join reasons; a doubt of the route comes back in the verdict."""
    return "; ".join(dict.fromkeys(filter(None, (reason.rstrip(".") for reason in reasons))))


def gate(seen: Considered, letter: LetterKind | None) -> tuple[LetterKind | None, str | None]:
    """Let a letter out only to a person who wrote to us: one gate for every kind of answer."""
    route = seen.route
    if letter is None:
        return None, "mail that no posting claims is not answered"
    if route is not None and not route.answer:
        return None, route.silence or route.reason
    if seen.automatic.automatic:
        return None, "automatic mail is never answered"
    if seen.message.sender is None:
        return None, "the mail has no usable sender"
    if not seen.automatic.may_answer:
        return None, seen.automatic.reason or "this sender may not be answered"
    return letter, None
