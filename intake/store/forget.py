"""Forgetting: what belongs to a person or a dossier, its removal, and the tombstones that stay."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Row,
    String,
    Text,
    and_,
    cast,
    delete,
    func,
    or_,
    select,
    text,
    update,
)

from intake.store import corrections, requests
from intake.store.database import Transaction
from intake.store.tables import (
    alarm,
    application,
    call,
    document,
    erased,
    event,
    letter,
    mailbox,
    message,
    metadata,
    note,
    secret,
    word,
)
from intake.store.upsert import insert_or_ignore

if TYPE_CHECKING:
    from intake.store.ledger import Copy

_KEY = "erased"
_GONE = "the words of this error named an address that was erased"
# Letters that are not done with: their dossier waits for a person, or for the letter.
_OPEN = ("pending", "claimed", "sending", "unknown")
IN_HAND = ("claimed", "sending")  # a sender has it: its row must stay until he has settled it


@dataclass(frozen=True, kw_only=True, slots=True)
class Belongings:
    """The rows of one person, or of some dossiers."""

    applications: Sequence[Row[Any]]
    messages: Sequence[Row[Any]]
    letters: Sequence[Row[Any]]  # without their bytes; digests apart
    requests: Sequence[int] = ()  # about one's data, by their ids

    def __len__(self) -> int:
        return len(self.applications) + len(self.messages) + len(self.letters) + len(self.requests)


# --- tombstones --------------------------------------------------------------


def knows(tx: Transaction, mailbox_name: str, sha256: str) -> bool:
    """Whether those bytes were erased from that mailbox."""
    here = erased.c.mailbox == mailbox_name
    if tx.execute(select(erased.c.id).where(here).limit(1)).first() is None:
        return False
    same = erased.c.hash == _hash(tx, sha256)
    return tx.execute(select(erased.c.id).where(here, same).limit(1)).first() is not None


def not_erased(tx: Transaction, mailbox_name: str, sha256s: set[str]) -> set[str]:
    """Those of the digests whose bytes were not erased from that mailbox."""
    if tx.execute(select(erased.c.id).where(erased.c.mailbox == mailbox_name).limit(1)).first() is None:
        return sha256s
    return {sha256 for sha256 in sha256s if not knows(tx, mailbox_name, sha256)}


def is_buried(tx: Transaction, sha256: str) -> bool:
    """Whether those bytes were erased from any mailbox."""
    if tx.execute(select(erased.c.id).limit(1)).first() is None:
        return False
    same = erased.c.hash == _hash(tx, sha256)
    return tx.execute(select(erased.c.id).where(same).limit(1)).first() is not None


def bury(tx: Transaction, copy: Copy | Row[Any], sha256: str, now: datetime) -> None:
    """Put a tombstone in the place of a mail's row."""
    place = {"mailbox": copy.mailbox, "folder": copy.folder, "uidvalidity": copy.uidvalidity, "uid": copy.uid}
    insert_or_ignore(tx, erased, place | {"hash": _hash(tx, sha256), "erased_at": now})


def tombstones(
    tx: Transaction, mailbox_name: str, folder_name: str, uidvalidity: int, above: int
) -> set[int]:
    """The UIDs above `above` of a folder's erased mails."""
    here = (erased.c.mailbox == mailbox_name, erased.c.folder == folder_name)
    where = (*here, erased.c.uidvalidity == uidvalidity, erased.c.uid > above)
    return set(tx.scalars(select(erased.c.uid).where(*where)))


def lowest_numbering(tx: Transaction, mailbox_name: str, folder_name: str) -> int:
    """The lowest UIDVALIDITY of a folder's tombstones, 0 where there are none."""
    here = (erased.c.mailbox == mailbox_name, erased.c.folder == folder_name)
    return tx.scalar(select(func.min(erased.c.uidvalidity)).where(*here)) or 0


def retire_numbering(
    tx: Transaction,
    mailbox_name: str,
    folder_name: str,
    uidvalidity: int,
    past: int,
    *,
    uids: Collection[int] | None = None,
) -> None:
    """Move a folder's tombstones (or those of some UIDs) to a past numbering: other mails have these UIDs."""
    here = [erased.c.mailbox == mailbox_name, erased.c.folder == folder_name]
    if uids is not None:
        here.append(erased.c.uid.in_(uids))
    tx.execute(update(erased).where(*here, erased.c.uidvalidity == uidvalidity).values(uidvalidity=past))


def _hash(tx: Transaction, sha256: str) -> str:
    """The digest under the key of this installation: who has a mail cannot ask whether it was here."""
    where = secret.c.name == _KEY
    key: bytes | None = tx.execute(select(secret.c.value).where(where)).scalar_one_or_none()
    if key is None:
        insert_or_ignore(tx, secret, {"name": _KEY, "value": secrets.token_bytes(32)})
        key = tx.execute(select(secret.c.value).where(where)).scalar_one()
    return hmac.digest(key, sha256.encode(), "sha256").hex()


# --- what belongs to whom ----------------------------------------------------


def of_person(tx: Transaction, address: str, also: Collection[str] = ()) -> Belongings:
    """Everything of the person with that address; `also` are digests of mails found to be theirs.

    A mail in a dossier belongs to the dossier's candidate, whoever sent it; any other to its sender.
    """
    own = select(application.c.id).where(application.c.email == address)
    nobody = select(application.c.id).where(application.c.email.is_(None))
    free = or_(message.c.application_id.is_(None), message.c.application_id.in_(nobody))
    to_them = select(letter.c.bounced_by).where(
        letter.c.bounced_by.is_not(None),
        or_(func.lower(letter.c.recipient) == address, letter.c.application_id.in_(own)),
    )
    theirs = or_(
        message.c.application_id.in_(own),
        and_(free, or_(func.lower(message.c.sender) == address, message.c.sha256.in_(also))),
        message.c.id.in_(to_them),
    )
    copies = select(message.c.sha256).where(theirs)
    ids = tx.scalars(
        select(message.c.id).where(
            or_(theirs, and_(message.c.sha256.in_(copies), or_(free, message.c.application_id.in_(own))))
        )
    ).all()
    # A dossier without an address is its mails'.
    nameless = select(message.c.application_id).where(
        message.c.id.in_(ids), message.c.application_id.in_(nobody)
    )
    dossiers = application.c.id.in_(tx.scalars(own.union(nameless)).all())
    received = and_(func.lower(letter.c.recipient) == address, letter.c.recruiter.is_(None))
    return _rows(tx, dossiers, message.c.id.in_(ids), received, address)


def of_dossiers(tx: Transaction, ids: Collection[int]) -> Belongings:
    """Everything in those dossiers, and the delivery reports on their letters."""
    reports = select(letter.c.bounced_by).where(letter.c.application_id.in_(ids))
    messages = or_(message.c.application_id.in_(ids), message.c.id.in_(reports))
    return _rows(tx, application.c.id.in_(ids), messages, letter.c.application_id.in_(ids))


def _rows(
    tx: Transaction,
    dossiers: ColumnElement[bool],
    messages: ColumnElement[bool],
    letters: ColumnElement[bool],
    address: str | None = None,
) -> Belongings:
    found = tx.execute(select(application).where(dossiers).order_by(application.c.id)).all()
    in_dossiers = message.c.application_id.in_([row.id for row in found])
    mails = tx.execute(select(message).where(or_(messages, in_dossiers)).order_by(message.c.id)).all()
    answers = or_(
        letters,
        letter.c.application_id.in_([row.id for row in found]),
        letter.c.cause_id.in_([row.id for row in mails]),
    )
    columns: list[Any] = [letter.c.id, letter.c.state]
    sent = tx.execute(select(*columns).where(answers).order_by(letter.c.id)).all()
    emails = {row.email for row in found if row.email}
    asked = requests.named(tx, [row.id for row in mails], emails, address)
    return Belongings(applications=found, messages=mails, letters=sent, requests=asked)


def past_retention(tx: Transaction, posting: str) -> tuple[Sequence[int], int]:
    """The dossiers of a posting that may be erased, and how many others wait for a person or a letter."""
    waits = or_(
        application.c.status == "review",
        application.c.id.in_(select(letter.c.application_id).where(letter.c.state.in_(_OPEN))),
        and_(application.c.email.is_not(None), application.c.email.in_(requests.open_emails())),
    )
    here = application.c.posting == posting
    ready = tx.scalars(select(application.c.id).where(here, ~waits).order_by(application.c.id)).all()
    waiting = tx.execute(select(func.count()).select_from(application).where(here, waits)).scalar_one()
    return ready, waiting


# --- removal -----------------------------------------------------------------


def count(tx: Transaction, what: Belongings) -> dict[str, int]:
    """How many of what those rows are, with the files that nothing else names."""
    mails = [row.id for row in what.messages]
    elsewhere = select(message.c.sha256).where(message.c.id.not_in(mails))
    shared = set(tx.scalars(elsewhere.where(message.c.sha256.in_([row.sha256 for row in what.messages]))))
    documents = select(func.count()).select_from(document).where(_brought(what))
    return {
        "applications": len(what.applications),
        "messages": len(mails),
        "documents": tx.execute(documents).scalar_one(),
        "corrections": corrections.count(tx, _brought(what)),
        "letters": len(what.letters),
        "requests": len(what.requests),
        "notes": _notes(tx, what),
        "raw_mails": len({row.sha256 for row in what.messages} - shared),
    }


def _notes(tx: Transaction, what: Belongings) -> int:
    its = note.c.application_id.in_([row.id for row in what.applications])
    return tx.execute(select(func.count()).select_from(note).where(its)).scalar_one()


def remove(tx: Transaction, what: Belongings, now: datetime) -> None:
    """Remove those rows; each mail leaves a tombstone."""
    if (
        tx.dialect.name == "postgresql"
    ):  # who writes the same mail's row at this moment waits, and looks again
        tx.execute(text("LOCK TABLE message IN SHARE ROW EXCLUSIVE MODE"))
    for row in what.messages:
        bury(tx, row, row.sha256, now)
    tx.execute(delete(document).where(_brought(what)))
    corrections.drop_orphans(tx)
    # What people wrote of a dossier, by which words it is found, and who was to be told of it.
    its = [row.id for row in what.applications]
    for each in (note, word, event, call):
        tx.execute(delete(each).where(each.c.application_id.in_(its)))
    requests.forget(tx, what.requests, [row.id for row in what.messages], now)
    for table, rows in ((letter, what.letters), (message, what.messages), (application, what.applications)):
        tx.execute(delete(table).where(table.c.id.in_([row.id for row in rows])))


def _brought(what: Belongings) -> ColumnElement[bool]:
    return or_(
        document.c.application_id.in_([row.id for row in what.applications]),
        document.c.message_id.in_([row.id for row in what.messages]),
    )


def notices(tx: Transaction) -> Sequence[Row[Any]]:
    """Id and state of the notices whose words are kept, and the applications that they tell of."""
    kept = (letter.c.cause_id.is_(None), letter.c.application_id.is_(None), func.length(letter.c.raw) > 0)
    columns: list[Any] = [letter.c.id, letter.c.state, letter.c.tells]
    return tx.execute(select(*columns).where(*kept).order_by(letter.c.id)).all()


def notice_bytes(tx: Transaction, letter_id: int) -> bytes:
    """A digest or an alarm as it is sent."""
    raw: bytes = tx.execute(select(letter.c.raw).where(letter.c.id == letter_id)).scalar_one()
    return raw


def drop_notice(tx: Transaction, letter_id: int) -> Row[Any] | None:
    """Empty a notice that is done with; take back one that has surely not gone out, and return it."""
    this = letter.c.id == letter_id
    unsent = letter.c.state.in_(("pending", "held"))
    told: list[Any] = [letter.c.recruiter, letter.c.day, letter.c.kind]
    told += [letter.c.recipient, letter.c.created_at]
    row = tx.execute(delete(letter).where(this, unsent).returning(*told)).one_or_none()
    if row is None:
        tx.execute(update(letter).where(this).values(raw=b"", tells=None))
    return row


def drop_alarms(tx: Transaction, address: str) -> int:
    """Remove the alarms and errors whose words hold an address; return how many."""
    told = or_(_holds(alarm.c.text, address), _holds(alarm.c.remedy, address))
    alarms = tx.execute(delete(alarm).where(told)).rowcount
    quoted = update(mailbox).where(_holds(mailbox.c.error, address)).values(error=_GONE)
    return alarms + tx.execute(quoted).rowcount


def is_unnamed(tx: Transaction, sha256: str) -> bool:
    """Whether no row names those bytes, nor will before the transaction ends."""
    if tx.dialect.name == "postgresql":  # SQLite has one writer at a time; here an insert would go on
        tx.execute(text("LOCK TABLE message IN SHARE MODE"))
    return tx.execute(select(message.c.id).where(message.c.sha256 == sha256).limit(1)).first() is None


def named(tx: Transaction) -> set[str]:
    """Every blob that a row names."""
    return set(tx.scalars(select(message.c.sha256).distinct()))


# --- the proof ---------------------------------------------------------------


def kept_mails(tx: Transaction) -> Sequence[Row[Any]]:
    """Id and digest of every mail."""
    columns: list[Any] = [message.c.id, message.c.sha256]
    return tx.execute(select(*columns).order_by(message.c.id)).all()


def rows_that_hold(tx: Transaction, address: str) -> dict[str, list[Row[Any]]]:
    """The rows of every table whose texts hold an address, as far as SQL can tell, by their table."""
    found = {}
    for table in metadata.sorted_tables:
        texts = [column for column in table.c if isinstance(column.type, (String, Text, JSON))]
        if texts:
            here = select(table).where(or_(*(_holds(column, address) for column in texts)))
            if rows := tx.execute(here).all():
                found[table.name] = list(rows)
    return found


def _holds(column: ColumnElement[Any], address: str) -> ColumnElement[bool]:
    return func.lower(cast(column, Text)).contains(address, autoescape=True)
