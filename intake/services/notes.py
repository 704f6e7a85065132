"""Notes on a dossier: written for colleagues, never told to the candidate; erased with the dossier."""

from __future__ import annotations

from typing import Any, Final

from intake.domain.trouble import Misuse
from intake.services.desk import Desk
from intake.store import audit, notes
from intake.store.database import Transaction

LONGEST: Final = 5_000  # characters


def add(desk: Desk, tx: Transaction, row: Any, account_id: int, text: str) -> None:
    """Write a note on an application (its row) down. What that person said last is not said twice.

    Raises:
        Misuse: there is nothing in it, or too much.

    """
    text = text.strip()
    if not text or len(text) > LONGEST:
        raise Misuse(f"A note has 1 to {LONGEST} characters.", "Write something shorter, or in two notes.")
    before = notes.of(tx, row.id)
    if before and before[-1].account_id == account_id and before[-1].text == text:
        return
    notes.add(tx, row.id, account_id, text, desk.now())
    audit.record(tx, at=desk.now(), actor=desk.actor, action="note", application=row.reference)


def remove(desk: Desk, tx: Transaction, row: Any, account_id: int, note_id: int) -> bool:
    """Remove one's own note; False: there is none such."""
    removed = notes.remove(tx, note_id, row.id, account_id)
    if removed:
        audit.record(tx, at=desk.now(), actor=desk.actor, action="note removed", application=row.reference)
    return removed
