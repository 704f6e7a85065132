"""What a decision would do, shown before it is made; and made only where that is still what it would do.

A preview runs the decision itself, in a transaction that is taken back. It carries a digest of what the
person saw: a decision on a dossier that has changed since is not made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from intake.domain.model import Schedule
from intake.domain.trouble import Misuse
from intake.services.desk import Desk
from intake.services.showing import Words, words_of
from intake.store import dossiers, showing
from intake.store.database import Transaction

_Done = TypeVar("_Done")
Work = Callable[[Transaction, dossiers.Stored], _Done]


class StaleError(Exception):
    """The dossier, or what is asked of it, is not any more what the person saw; nothing was done."""


class _TakenBackError(Exception):
    """What was only tried is taken back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview(Generic[_Done]):
    """What a decision would do: its result, the letters that it writes or rewrites, those that it drops.

    `seen` names the state of the dossier that it is about.
    """

    done: _Done
    letters: tuple[Words, ...]
    dropped: int
    seen: str


def preview(desk: Desk, reference: str, work: Work[_Done]) -> Preview[_Done]:
    """Try a decision on a dossier, and take it back.

    Raises:
        Misuse: there is no such application.
        Trouble: what the decision raises.

    """
    found: Preview[_Done] | None = None
    try:
        with desk.database.write() as tx:
            stored = _stored(tx, reference)
            seen = _seen(desk, tx, stored)
            before = {row.id: row for row in showing.words_of(tx, stored.id)}
            done = work(tx, stored)
            after = showing.words_of(tx, stored.id)
            fresh = [row for row in after if row.id not in before or _differs(row, before[row.id])]
            found = Preview(
                done=done,
                letters=tuple(words_of(row) for row in fresh),
                dropped=len(before.keys() - {row.id for row in after}),
                seen=seen,
            )
            raise _TakenBackError  # noqa: TRY301 - that is how a transaction is taken back
    except _TakenBackError:
        assert found is not None
    return found


def make(desk: Desk, reference: str, seen: str, work: Work[_Done]) -> _Done:
    """Make a decision on a dossier that is still as it was seen.

    Raises:
        StaleError: it is not.
        Misuse: there is no such application.
        Trouble: what the decision raises.

    """
    with desk.database.write() as tx:
        stored = _stored(tx, reference)
        if _seen(desk, tx, stored) != seen:
            raise StaleError
        return work(tx, stored)


def _seen(desk: Desk, tx: Transaction, stored: dossiers.Stored) -> str:
    """A digest of all that decides what a decision on a dossier does."""
    application_id, row = stored.id, showing.application_by_id(tx, stored.id)
    assert row is not None
    facts: list[Any] = [row.status, row.ruling, row.person, row.doubt, row.reason, list(row.missing)]
    posting = desk.settings.postings.get(stored.posting)
    # Who is told of it, and when, changes nothing in it.
    facts.append(repr(posting and replace(posting, recruiters=(), schedule=Schedule())))
    facts += [[each.sha256, each.virus] for each in showing.documents(tx, application_id)]
    facts += [
        [each.sha256, each.kinds, each.pages, each.referees] for each in showing.said_of(tx, application_id)
    ]
    # Whether a letter waits is what matters, and not how far on its way it is.
    facts += [
        [each.id, each.kind, each.message_id, each.state if each.state in _TOLD_APART else "gone"]
        for each in showing.letters(tx, application_id)
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


_TOLD_APART = frozenset({"pending", "held", "failed", "unknown", "superseded"})


def _stored(tx: Transaction, reference: str) -> dossiers.Stored:
    stored = dossiers.named(tx, reference)
    if stored is None:
        raise Misuse(f"There is no application {reference}.", "It may have been erased: look at the list.")
    return stored


def _differs(row: Any, before: Any) -> bool:
    return bool(row.raw != before.raw or row.state != before.state)
