"""What becomes of a mail: its outcome, the dossier's new state, and the letter, if any. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from intake.domain.assess import assess
from intake.domain.automatic import Automatic
from intake.domain.language import detect
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
from intake.domain.route import Route

QUESTION = "the mail asks a question"

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
_ASKS = re.compile(
    r"[?؟]|\b(je (?:voudrais|souhaite|souhaiterais|aimerais) savoir|j'aimerais savoir|pouvez-vous"
    r"|pourriez-vous|est-il possible|could you|can you|would you|i would like to know|i wonder)\b"
    r"|(?:^|\s)هل\s",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?<!\S)\S+?://\S+|\bwww\.\S+", re.IGNORECASE)  # its `?` asks nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Considered:
    """One mail, with all that can be said of it without knowing the dossiers."""

    message: Message
    automatic: Automatic
    route: Route | None  # None for automatic mail that nobody assigned
    documents: tuple[Document, ...] = ()

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
    person: str | None = None
    doubt: str | None = None
    unread: tuple[str, ...] = ()


def decide(
    seen: Considered, dossier: Dossier | None, *, answer_unmatched: bool, default_language: Language
) -> Decision:
    """Settle one mail, given the dossier it would add to (None: there is none yet)."""
    language = _language(seen, default_language)
    route = seen.route
    if route is None:
        return Decision(
            outcome="automatic",
            reason=seen.automatic.reason or "automatic mail",
            silence="automatic mail is never answered",
            language=language,
        )
    if route.posting is None:
        answer, silence = _gate(seen, "unmatched" if answer_unmatched else None)
        return Decision(
            outcome="unmatched",
            reason=route.reason,
            candidate=route.candidate,
            name=route.name,
            letter=answer,
            silence=silence,
            language=language,
        )
    return _application(seen, route, route.posting, dossier, language)


def _application(
    seen: Considered, route: Route, posting: Posting, dossier: Dossier | None, language: Language
) -> Decision:
    message = seen.message
    before = dossier.held if dossier else ()
    added = _unseen(seen.documents, {item.document.sha256 for item in before})
    kept = _brought_forward(before, seen)
    asked = QUESTION if not seen.documents and asks(message.text) else None
    hidden = _unread(message)
    decision = Decision(
        outcome="supplement" if dossier else "application",
        reason=route.reason,
        posting=posting,
        candidate=route.candidate,
        name=route.name,
        language=language,
        details=route.details,
        added=added,
        person=route.person or (dossier.person if dossier else None),
        doubt=route.doubt or (dossier.doubt if dossier else None),
        unread=tuple(dict.fromkeys((*(dossier.unread if dossier else ()), *hidden))),
    )
    if dossier and not (
        added
        or kept != before
        or asked
        or route.person not in (None, dossier.person)
        or set(hidden) - set(dossier.unread)
    ):
        reason = f"adds nothing to {dossier.reference}"
        return replace(decision, reason=reason, silence="it changes nothing in the dossier")
    fresh = (
        Held(document=document, received_at=message.received_at, dated=message.date) for document in added
    )
    return _judged(seen, decision, posting, dossier, (*kept, *fresh), asked)


def _judged(  # noqa: PLR0917 - each is one fact of the case
    seen: Considered,
    decision: Decision,
    posting: Posting,
    dossier: Dossier | None,
    held: Sequence[Held],
    asked: str | None,
) -> Decision:
    """Add the verdict on the dossier as it stands now, and the letter that says so."""
    received_at = seen.message.received_at
    was_late = dossier is not None and dossier.status == "late"
    verdict = assess(
        posting,
        held,
        received_at=min(received_at, dossier.received_at) if dossier else received_at,
        # A question calls for a person, but a dossier that is late stays late (rule 10).
        person=decision.person or (None if was_late else asked),
        doubt=decision.doubt or asked,
        unread=decision.unread,
        ruling=dossier.ruling if dossier else None,
    )
    closed = CLOSED.get(verdict.status)
    letter, silence = (None, closed) if closed else _gate(seen, _letter(verdict.status, dossier))
    if was_late and asked and verdict.status == "late":
        letter, silence = None, "the dossier stays late; a person must answer the question"
    reason = _said_once(decision.reason, *verdict.reason.split("; "))
    return replace(decision, reason=reason, verdict=verdict, letter=letter, silence=silence)


def _said_once(*reasons: str) -> str:
    """Join reasons; a doubt of the route comes back in the verdict."""
    return "; ".join(dict.fromkeys(filter(None, (reason.rstrip(".") for reason in reasons))))


def asks(text: str) -> bool:
    """Whether a text asks something."""
    return _ASKS.search(_LINK.sub(" ", text.replace("’", "'"))) is not None


def _brought_forward(held: tuple[Held, ...], seen: Considered) -> tuple[Held, ...]:
    """The dossier's documents, dated back where this mail, worked later, brought them earlier (rule 2)."""
    brought = {document.sha256 for document in seen.documents}
    received_at = seen.message.received_at
    return tuple(
        replace(item, received_at=min(item.received_at, received_at))
        if item.document.sha256 in brought
        else item
        for item in held
    )


def _unseen(documents: Sequence[Document], known: set[str]) -> tuple[Document, ...]:
    """The documents that a dossier does not hold yet, each once."""
    fresh: dict[str, Document] = {}
    for document in documents:
        if document.sha256 not in known:
            fresh.setdefault(document.sha256, document)
    return tuple(fresh.values())


def _unread(message: Message) -> tuple[str, ...]:
    """Why something out of our sight may be a required document."""
    reasons = [f"a link instead of a file: {host}" for host in dict.fromkeys(message.links)]
    if message.encrypted:
        reasons.append("the mail is encrypted and could not be read")
    return tuple(reasons)


def _letter(status: Status, dossier: Dossier | None) -> LetterKind | None:
    """The letter that tells a candidate where the dossier stands now."""
    if dossier and dossier.status == status and status in ("complete", "late"):
        return "updated"
    return TELLS.get(status)


def _gate(seen: Considered, letter: LetterKind | None) -> tuple[LetterKind | None, str | None]:
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


def _language(seen: Considered, default: Language) -> Language:
    """The language of the mail's own text, else of its documents, else the posting's (rule 7)."""
    own = detect(seen.message.text)
    if own:
        return own
    spoken = Counter(document.language for document in seen.documents if document.language)
    if spoken:
        return spoken.most_common(1)[0][0]
    posting = seen.route.posting if seen.route else None
    return posting.language if posting else default
