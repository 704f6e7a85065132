"""The list of mails: each with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.responses import Response

from intake.domain.finding import folded
from intake.domain.model import OUTCOMES, Outcome
from intake.store import inbox
from intake.store.inbox import Mails
from intake.web.lists import PAGE, address, around, chosen, mailboxes_of, place_of, shown_postings
from intake.web.pages import page
from intake.web.routes import Page, get
from intake.web.visit import NotThere, Visit

_TYPED: Final = 320  # letters of an address
_PATH: Final = "/messages"


def messages(visit: Visit) -> Response:
    """A page of the list."""
    posting, mailbox, text = visit.asked("posting"), visit.asked("mailbox"), visit.asked("q")[:_TYPED]
    mailboxes = mailboxes_of(visit)
    if (posting and not visit.may_see(posting)) or (
        mailbox and not visit.user.admin and mailbox not in mailboxes
    ):
        raise NotThere
    outcomes = chosen(visit, "outcome", OUTCOMES)
    place = place_of(visit)
    wanted = Mails(
        postings=None if visit.scope is None else tuple(sorted(visit.scope)),
        mailboxes=() if visit.user.admin else mailboxes,
        outcomes=outcomes,
        mailbox=mailbox or None,
        posting=posting or None,
        spellings=_spellings(text) if "@" in text else (),
        reference=text.upper() if text and "@" not in text else None,
    )
    with visit.desk.database.read() as tx:
        rows, more = inbox.page(tx, wanted, place, PAGE)
    filters: dict[str, str | Sequence[str]] = {
        "outcome": outcomes, "mailbox": mailbox, "posting": posting, "q": text,
    }  # fmt: skip
    if place is not None and place.back and not more:  # it is the first page
        return visit.go(address(_PATH, filters))
    return page(
        visit,
        "messages.html",
        rows=rows,
        filters=filters,
        shown_postings=shown_postings(visit, (posting,) if posting else ()),
        shown_mailboxes=[(name, name) for name in mailboxes],
        shown_outcomes=[(each, outcome_words(visit)[each]) for each in OUTCOMES],
        outcome_words=outcome_words(visit),
        around=around(_PATH, filters, [row.id for row in rows], place, more=more),
    )


def outcome_words(visit: Visit) -> dict[Outcome, str]:
    """What became of a mail, in a word or two."""
    return {
        "application": visit.say("application"),
        "supplement": visit.say("adds to one"),
        "duplicate": visit.say("further copy"),
        "unmatched": visit.say("no posting"),
        "automatic": visit.say("automatic"),
        "quarantined": visit.say("could not be processed"),
        "order": visit.say("a decision by reply"),
    }


def _spellings(address: str) -> tuple[str, ...]:
    """An address as it may have been written: its case means nothing, but stands in the ledger."""
    local, _, domain = address.rpartition("@")
    return tuple(dict.fromkeys((address, address.lower(), f"{local}@{domain.lower()}", folded(address))))


PAGES: tuple[Page, ...] = (get(_PATH, messages),)
