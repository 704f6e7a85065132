"""A recruiter settles a dossier: by command here, by reply in `services/orders`. All or nothing.

What a person decided stands over the machine's finding (`application.ruling`), also as more mail comes,
until the decision is taken back.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from intake.crash import crashpoint
from intake.domain.assess import assess, contents
from intake.domain.decide import CLOSED, QUESTION, Dossier
from intake.domain.model import LetterKind, Posting, Ruling, Status, Verdict
from intake.domain.order import Why
from intake.domain.order_words import Word
from intake.domain.trouble import Misuse, Trouble
from intake.domain.wanted import MAY_WITHDRAW
from intake.services import letters, reminders, withdrawals
from intake.services.desk import Desk
from intake.store import audit, dossiers, orders
from intake.store import letters as letter_store
from intake.store.database import Transaction

log = logging.getLogger(__name__)

_RULINGS: Final[dict[Word, Ruling]] = {"accept": "accepted", "spam": "spam", "withdraw": "withdrawn"}
_OVER: Final = timedelta(days=30)  # after the cut-off nobody is asked for anything any more
_ASKED: Final = timedelta(days=1)  # nobody is asked twice within
_SKEW: Final = timedelta(days=1)  # between the mail server's clock and ours, at most

# Why an order changes nothing, for whoever gives it by command.
REASONS: Final[dict[Why, str]] = {
    "same": "that is how it stands already",
    "not_late": "it is not late",
    "settled": "it is withdrawn or spam: 'undo' takes that back first",
    "nothing_missing": "nothing is surely missing",
    "over": "its posting closed more than 30 days ago",
    "never_answered": "its candidate cannot be written to by itself",
    "asked_lately": "its candidate was asked less than a day ago",
    "nothing_to_undo": "no person and no candidate has decided anything",
    "no_posting": "its posting is configured no more",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """A dossier before and after. `why`: nothing was changed; `silence`: why the candidate gets no letter."""

    application: str
    word: Word
    was: Status
    status: Status
    why: Why | None = None
    letter: LetterKind | None = None
    waiting: bool = False  # a letter that was still to go out says so
    silence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class By:
    """Who orders: for the audit log, which holds no address."""

    actor: str
    message_id: int | None = None  # of the ledger: the mail that orders


def settle(desk: Desk, reference: str, word: Word, *, quiet: bool = False) -> Settled:
    """Let an order stand; `quiet` tells the candidate nothing.

    Raises:
        Misuse: there is no such application.
        Trouble: the order makes no sense for it as it stands; nothing was written.

    """
    with desk.database.write() as tx:
        stored = dossiers.named(tx, reference.strip().upper())
        if stored is None:
            raise Misuse(
                f"There is no application {reference}.", "'intake applications' lists their references."
            )
        done = rule(desk, tx, stored, word, By(actor=desk.actor), quiet=quiet)
    if done.why not in (None, "same"):
        raise Trouble(f"{done.application} was not changed: {REASONS[done.why]}.")
    log.info("application=%s settled=%s changed=%s", done.application, word, done.why is None)
    return done


def rule(
    desk: Desk, tx: Transaction, stored: dossiers.Stored, word: Word, by: By, *, quiet: bool = False
) -> Settled:
    """Write an order down with all that follows from it, unless it changes nothing."""
    dossier = stored.dossier
    posting = desk.settings.postings.get(stored.posting)
    as_it_was = Settled(application=dossier.reference, word=word, was=dossier.status, status=dossier.status)
    if posting is None:
        return replace(as_it_was, why="no_posting")
    if why := _ask_in_vain(desk, tx, stored, posting) if word == "ask" else _in_vain(dossier, word):
        return replace(as_it_was, why=why)
    ruling = dossier.ruling
    if word == "undo":
        ruling = orders.ruling_before(tx, dossier.reference, ruling, _begun(dossier)) if ruling else None
    elif word != "ask":
        ruling = _RULINGS[word]
    verdict = _judged(posting, stored, ruling)
    if word != "ask":
        dossiers.change(tx, stored.id, {"ruling": ruling}, verdict)
    revision = audit.record(
        tx,
        at=desk.now(),
        actor=by.actor,
        action=orders.action(word),
        message_id=by.message_id,
        application=dossier.reference,
        note=orders.note(dossier.status, verdict.status, dossier.ruling, ruling),
    )
    letter, silence = _tell(desk, tx, stored, word, revision, quiet=quiet)
    waits = letter is None and letters.waits(tx, stored.id)
    if word == "ask" and letter is None and not waits:  # it was not done
        orders.strike_out(tx, revision)
        return replace(as_it_was, why="never_answered")
    crashpoint("ruled")
    return replace(as_it_was, status=verdict.status, letter=letter, waiting=waits, silence=silence)


def _in_vain(dossier: Dossier, word: Word) -> Why | None:
    """Why an order would change nothing; None: it does."""
    if word == "undo":
        return None if dossier.ruling else "nothing_to_undo"
    if dossier.ruling == _RULINGS[word]:
        return "same"
    if word == "spam":
        return None
    if dossier.status in CLOSED:
        return "settled"
    return "not_late" if word == "accept" and dossier.status != "late" else None


def _ask_in_vain(desk: Desk, tx: Transaction, stored: dossiers.Stored, posting: Posting) -> Why | None:
    """Why a candidate cannot be asked for what is missing; None: it can be done."""
    dossier, now = stored.dossier, desk.now()
    if dossier.status in CLOSED:
        return "settled"
    found = contents(posting, [item.document for item in dossier.held], dossier.unread)
    if found.doubt or not found.lacking or dossier.status == "review":
        return "nothing_missing"
    if posting.cutoff is not None and now > posting.cutoff + _OVER:
        return "over"
    if letter_store.last_answer(tx, stored.id) is None:
        return "never_answered"
    return "asked_lately" if orders.asked_since(tx, dossier.reference, now - _ASKED) else None


def _judged(posting: Posting, stored: dossiers.Stored, ruling: Ruling | None) -> Verdict:
    dossier = stored.dossier
    # A question stays one that a person must answer, whatever is decided besides.
    kept = (QUESTION, MAY_WITHDRAW) if dossier.status != "complete" else ()
    asked = next((each for each in kept if each in stored.reason), None)
    return assess(
        posting,
        dossier.held,
        received_at=dossier.received_at,
        person=dossier.person,
        doubt=dossier.doubt or asked,
        unread=dossier.unread,
        ruling=ruling,
    )


def _tell(
    desk: Desk, tx: Transaction, stored: dossiers.Stored, word: Word, revision: int, *, quiet: bool
) -> tuple[LetterKind | None, str]:
    """Let the candidate hear what the order made of the dossier; the letter's kind, or why there is none."""
    if word == "spam":
        orders.drop_letters(tx, stored.id, desk.now(), CLOSED["spam"])
        return None, CLOSED["spam"]
    untold = word == "undo" and stored.dossier.status == "spam" and not _owed(tx, stored)
    if quiet or untold:
        letters.catch_up(desk, tx, stored.id)  # what is to go out anyway must not be untrue
        return None, "it was to be kept back" if quiet else "the candidate was told nothing of it"
    if word == "ask":
        return reminders.remind(desk, tx, stored.id, revision=revision)
    if word == "withdraw":
        return withdrawals.tell_withdrawn(desk, tx, stored.id, revision=revision)
    kind, silence = letters.follow_up(desk, tx, stored.id, was=stored.dossier.status, revision=revision)
    row = letter_store.last_answer(tx, stored.id)
    if kind and row is not None and row.state == "held":  # nobody is to be told that it goes out
        return None, f"it waits for a person to release it: {row.note}"
    return kind, silence


def _owed(tx: Transaction, stored: dossiers.Stored) -> bool:
    """Whether spam kept something from a candidate: the last letter, or the answer to what came since."""
    row = letter_store.last_answer(tx, stored.id)
    dropped = row is not None and row.state == "superseded"
    dossier = stored.dossier
    return dropped or orders.wrote_after(tx, stored.id, dossier.reference, "spam", _begun(dossier))


def _begun(dossier: Dossier) -> datetime:
    """A time before which nothing was decided of a dossier: the audit log is read from there."""
    return dossier.received_at - _SKEW
