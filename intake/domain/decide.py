"""What becomes of a mail: its outcome, the dossier's new state, and the letter, if any. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from intake.domain import wanted
from intake.domain.assess import assess
from intake.domain.case import CLOSED, TELLS, Considered, Decision, Dossier, Past, gate, said_once
from intake.domain.language import detect
from intake.domain.model import Document, Held, Language, LetterKind, Message, Posting, Ruling, Status
from intake.domain.route import Route

__all__ = ["CLOSED", "QUESTION", "TELLS", "Considered", "Decision", "Dossier", "Past", "asks", "decide"]

QUESTION = "the mail asks a question"

_ASKS = re.compile(
    r"[?؟]|\b(je (?:voudrais|souhaite|souhaiterais|aimerais) savoir|j'aimerais savoir|pouvez-vous"
    r"|pourriez-vous|est-il possible|could you|can you|would you|i would like to know|i wonder)\b"
    r"|(?:^|\s)هل\s",
    re.IGNORECASE,
)
_LINK = re.compile(r"(?<!\S)\S+?://\S+|\bwww\.\S+", re.IGNORECASE)  # its `?` asks nothing


_NOTHING_SAID = Past()


def decide(
    seen: Considered,
    dossier: Dossier | None,
    *,
    answer_unmatched: bool,
    default_language: Language,
    past: Past = _NOTHING_SAID,
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
    asked = wanted.asked(seen, route)
    if route.posting is None:
        return wanted.unclaimed(seen, route, past, language, answer_unmatched=answer_unmatched)
    leaving = wanted.leaving(seen, route, route.posting, dossier)
    if dossier and asked and asked.sure and leaving is None:
        return wanted.request(seen, route, asked, past, language)
    decision = _application(seen, route, route.posting, dossier, leaving, language)
    if leaving == "perhaps" and seen.others:
        named = f"they are {', '.join(seen.others)}"
        decision = replace(decision, reason=said_once(decision.reason, named))
    if asked is None:
        return decision
    decision = replace(decision, reason=said_once(decision.reason, wanted.said(asked)), asked=asked)
    if asked.sure and leaving == "surely":  # one letter: that the request is in hand says more
        letter, silence = wanted.privacy(seen, past)
        decision = replace(decision, letter=letter, silence=silence) if letter else decision
    return decision


def _application(  # noqa: PLR0917 - each is one fact of the case
    seen: Considered,
    route: Route,
    posting: Posting,
    dossier: Dossier | None,
    leaving: wanted.Leaving | None,
    language: Language,
) -> Decision:
    message = seen.message
    before = dossier.held if dossier else ()
    documents = wanted.files(seen.documents) if leaving == "surely" else seen.documents
    added = _unseen(documents, {item.document.sha256 for item in before})
    kept = _brought_forward(before, seen)
    hint = _hint(seen, leaving)
    hidden = _unread(message)
    again = dossier is not None and dossier.ruling == "withdrawn" and leaving != "surely"
    decision = Decision(
        outcome="supplement" if dossier else "application",
        reason=said_once(route.reason, wanted.WROTE_AGAIN if again else ""),
        posting=posting,
        candidate=route.candidate,
        name=route.name,
        language=language,
        details=route.details,
        added=added,
        ruling=dossier.ruling if dossier else None,
        person=route.person or (dossier.person if dossier else None),
        doubt=route.doubt or (dossier.doubt if dossier else None),
        unread=tuple(dict.fromkeys((*(dossier.unread if dossier else ()), *hidden))),
    )
    if dossier and not (
        added
        or kept != before
        or hint
        or leaving
        or route.person not in (None, dossier.person)
        or set(hidden) - set(dossier.unread)
    ):
        reason = said_once(f"adds nothing to {dossier.reference}", wanted.WROTE_AGAIN if again else "")
        return replace(decision, reason=reason, silence="it changes nothing in the dossier")
    fresh = (
        Held(document=document, received_at=message.received_at, dated=message.date) for document in added
    )
    if dossier and leaving == "surely":
        return _withdrawn(seen, decision, posting, dossier, (*kept, *fresh))
    return _judged(seen, decision, posting, dossier, (*kept, *fresh), hint)


def _hint(seen: Considered, leaving: wanted.Leaving | None) -> str | None:
    """Why a person must read a mail, whatever the documents say."""
    if leaving == "perhaps":
        # Which, a recruiter is not told: they may be of another's postings.
        return said_once(wanted.MAY_WITHDRAW, wanted.HAS_OTHERS if seen.others else "")
    return QUESTION if leaving is None and not seen.documents and asks(seen.message.text) else None


def _withdrawn(
    seen: Considered, decision: Decision, posting: Posting, dossier: Dossier, held: Sequence[Held]
) -> Decision:
    """Close a dossier that its candidate withdraws; what a person called spam stays so."""
    already = dossier.ruling in ("withdrawn", "spam")
    ruling: Ruling = "spam" if dossier.ruling == "spam" else "withdrawn"
    verdict = assess(
        posting,
        held,
        received_at=min(seen.message.received_at, dossier.received_at),
        person=decision.person,
        doubt=decision.doubt,
        unread=decision.unread,
        ruling=ruling,
    )
    letter, silence = gate(seen, "withdrawn")
    if already:
        letter, silence = None, CLOSED["spam" if ruling == "spam" else "withdrawn"]
    return replace(
        decision,
        reason=said_once(decision.reason, wanted.WITHDREW),
        verdict=verdict,
        ruling=ruling,
        letter=letter,
        silence=silence,
    )


def _judged(  # noqa: PLR0917 - each is one fact of the case
    seen: Considered,
    decision: Decision,
    posting: Posting,
    dossier: Dossier | None,
    held: Sequence[Held],
    hint: str | None,
) -> Decision:
    """Add the verdict on the dossier as it stands now, and the letter that says so."""
    received_at = seen.message.received_at
    was_late = dossier is not None and dossier.status == "late"
    verdict = assess(
        posting,
        held,
        received_at=min(received_at, dossier.received_at) if dossier else received_at,
        # A question calls for a person, but a dossier that is late stays late (rule 10).
        person=decision.person or (None if was_late else hint),
        doubt=decision.doubt or hint,
        unread=decision.unread,
        ruling=decision.ruling,
    )
    closed = CLOSED.get(verdict.status)
    letter, silence = (None, closed) if closed else gate(seen, _letter(verdict.status, dossier))
    if was_late and hint and verdict.status == "late":
        task = "a person must answer the question" if hint == QUESTION else wanted.READ_IT
        letter, silence = None, f"the dossier stays late; {task}"
    reason = said_once(decision.reason, *verdict.reason.split("; "))
    return replace(decision, reason=reason, verdict=verdict, letter=letter, silence=silence)


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


def _language(seen: Considered, default: Language) -> Language:
    """The language of the mail's own text, else of its documents, else the posting's (rule 7).

    Where the posting's letters are not written in that language, it is the posting's, too.
    """
    posting = seen.route.posting if seen.route else None
    own = detect(seen.message.text)
    if own is None:
        spoken = Counter(document.language for document in seen.documents if document.language)
        own = spoken.most_common(1)[0][0] if spoken else None
    if posting is None:
        return own or default
    return own if own in posting.languages else posting.language
