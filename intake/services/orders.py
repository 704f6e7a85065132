"""Recruiters settle dossiers by reply: who may, what was meant, and what it did.

A mail is an order only with a token that was signed for its sender, who is a recruiter or an admin and,
where the mailbox's server proves senders, is proved to be. Everything else goes the way of every mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from intake.crash import crashpoint
from intake.domain.authentication import unauthenticated
from intake.domain.automatic import verdict
from intake.domain.model import Message, Outcome, Posting
from intake.domain.order import Heard, Why, hear
from intake.domain.order_token import Token, hidden, signed_for, tokens_in
from intake.services import settle
from intake.services.consider import count_files
from intake.services.desk import Desk, Mail
from intake.services.order_answers import Told, answer
from intake.services.record import Done, WriteRow, add_row, place
from intake.store import dossiers, ledger, orders, restoring
from intake.store.database import Transaction

_BY_MAIL: Final = "by mail"  # whom the audit log names: the mail says more, and is erased with the dossier
_ONCE_IN: Final = timedelta(days=1)  # how to order something is told once within
_AS_WRITTEN: Final = {
    "none": "no order is in it",
    "two": "it orders two things",
    "doubt": "it denies or doubts",
    "question": "it asks",
    "long": "it says more than an order",
    "dossiers": "it names several dossiers",
    "no_dossier": "it names no dossier",
    "unknown": "it names no dossier of this recruiter",
    "foreign": "its token is another recruiter's, or another dossier's",
    "expired": "its token is too old",
} | settle.REASONS


# --- a mail with a token -----------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A mail of a recruiter or an admin that carries tokens, which may be forged."""

    mail: Mail
    message: Message
    sender: str  # lower case
    tokens: Sequence[Token]


def said_in(desk: Desk, mail: Mail, message: Message) -> Said | None:
    """A mail that may be an order; None: it has no token, or is not surely a recruiter's own."""
    found = tokens_in(message.subject, message.recipients, desk.ours)
    sender = message.sender.email.lower() if message.sender else ""
    if not found or mail.imported or sender not in _people(desk):
        return None
    authserv_id = mail.mailbox.authserv_id
    if verdict(message, ours=desk.ours, authserv_id=authserv_id).automatic:
        return None
    if authserv_id and unauthenticated(message, authserv_id):
        return None
    return Said(mail=mail, message=message, sender=sender, tokens=found)


def _people(desk: Desk) -> frozenset[str]:
    """Who may order something at all, lower case."""
    recruiters = (address for posting in desk.settings.postings.values() for address in posting.addresses)
    return frozenset(address.lower() for address in (*recruiters, *desk.settings.admins))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Order:
    """A mail as it was understood: what it orders, of which dossier, or why nothing is to be changed."""

    heard: Heard
    token: Token
    reference: str | None = None
    why: Why | None = None


def heed(desk: Desk, tx: Transaction, said: Said, write_row: WriteRow) -> Done | None:
    """Follow an order, or say that nothing was changed; None: the mail is none, and nothing was written.

    Raises:
        TakenMeanwhileError: the copy has its row already.

    """
    mail, message = said.mail, said.message
    order = _understood(desk, tx, said)
    if order is None:
        return None
    if message.message_id and (first := orders.same_order(tx, message.message_id)):
        values = _row(desk, said, "order", f"the same order as mail {first}")
        return Done(id=add_row(tx, write_row, values), outcome="order", application=None)
    none = order.heard.unclear == "none" and order.why is None
    outcome: Outcome = "unmatched" if none else "order"
    row_id = add_row(tx, write_row, _row(desk, said, outcome, ""))
    followed = _followed(desk, tx, said, order, row_id)
    reason = _reason(followed)
    if none and orders.answered_since(tx, said.sender, desk.now() - _ONCE_IN):
        silence: str | None = "the answer to the order before tells how"
    else:
        silence = answer(desk, tx, mail, message, _told(followed, row_id))
    reason = "; ".join(filter(None, (reason, f"no letter: {silence}" if silence else None)))
    values = {"reason": reason, "posting": None, "application_id": None}
    if followed.stored:
        values |= {"posting": followed.stored.posting, "application_id": followed.stored.id}
    ledger.change(tx, row_id, values)
    crashpoint("ordered")
    reference = followed.stored.dossier.reference if followed.stored else None
    return Done(id=row_id, outcome=outcome, application=reference)


def _understood(desk: Desk, tx: Transaction, said: Said) -> _Order | None:
    """What a mail orders by the best of its tokens; None: every one is forged, or a forward says nothing."""
    key, message, people = orders.known_key(tx), said.message, _people(desk)
    if key is None:
        return None
    signed = []
    for token in said.tokens:
        reference = orders.reference_of(tx, token.application) if token.application else None
        if token.application and reference is None:
            continue
        owner = signed_for(key, token, [said.sender], reference) or signed_for(key, token, people, reference)
        if owner is not None:
            signed.append(
                (owner != said.sender, token.expired(said.mail.received_at.date()), token, reference)
            )
    if not signed:
        return None
    heard = hear(message.subject, message.text)
    if heard.unclear == "none" and message.forwarded is not None:
        return None
    foreign, expired, token, own = min(signed, key=lambda each: each[:2])
    if foreign or expired:
        why: Why | None = "foreign" if foreign else "expired"
        # Who writes nothing of an order is told of no order.
        return None if heard.unclear == "none" else _Order(heard=heard, token=token, why=why)
    reference = heard.reference or own
    if heard.word is None:
        why = None
    elif reference is None:
        why = "no_dossier"
    else:
        why = "foreign" if own not in (None, reference) else None
    return _Order(heard=heard, token=token, reference=reference, why=why)


# --- what it does ------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _Followed:
    """An order and what became of it."""

    order: _Order
    stored: dossiers.Stored | None = None  # of a dossier that the recruiter may know
    posting: Posting | None = None
    done: settle.Settled | None = None
    why: Why | None = None


def _followed(desk: Desk, tx: Transaction, said: Said, order: _Order, row_id: int) -> _Followed:
    """Settle the dossier as the order says, if it is clear and its sender may."""
    followed = _Followed(order=order, why=order.why)
    if order.why or order.reference is None:
        return followed
    stored = dossiers.named(tx, order.reference)
    posting = desk.settings.postings.get(stored.posting) if stored else None
    if stored is None or not _may(desk, said.sender, posting):
        return replace(followed, why="unknown")
    followed = replace(followed, stored=stored, posting=posting)
    if order.heard.word is None:
        return followed
    by = settle.By(actor=_BY_MAIL, message_id=row_id)
    quiet = restoring.in_doubt(
        tx, said.mail.received_at
    )  # its candidate may have been told before the restore
    done = settle.rule(desk, tx, stored, order.heard.word, by, quiet=quiet)
    return replace(followed, done=done, why=done.why)


def _may(desk: Desk, sender: str, posting: Posting | None) -> bool:
    """Whether somebody settles the dossiers of a posting: its recruiters do, and the admins."""
    if sender in {address.lower() for address in desk.settings.admins}:
        return True
    return posting is not None and sender in {address.lower() for address in posting.addresses}


def _row(desk: Desk, said: Said, outcome: Outcome, reason: str) -> dict[str, Any]:
    """What the ledger says of the mail."""
    message = said.message
    return place(desk, said.mail) | {
        "message_id": message.message_id,
        "dated": message.date,
        "sender": said.sender,
        "subject": hidden(message.subject),  # digests show it, to others than its sender
        "files": count_files(desk, message),
        "outcome": outcome,
        "posting": None,
        "application_id": None,
        "reason": reason,
    }


def _reason(followed: _Followed) -> str:
    """What became of the mail, in words."""
    order, done = followed.order, followed.done
    if done and done.why is None:
        return f"an order by reply: {done.word} {done.application}; {done.was} → {done.status}"
    why = _AS_WRITTEN[followed.why or order.heard.unclear or "none"]
    return f"a recruiter's reply that changes nothing: {why}"


def _told(followed: _Followed, row_id: int) -> Told:
    """What the answer is about."""
    order, done = followed.order, followed.done
    return Told(
        row_id=row_id,
        word=order.heard.word,
        why=followed.why or order.heard.unclear,
        stored=followed.stored,
        posting=followed.posting,
        done=done,
    )
