"""The only place where the parts are joined."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from intake import settings as configuration
from intake.adapters import compose, imap, smtp
from intake.adapters.blobs import BucketBlobs, FolderBlobs
from intake.adapters.clamd import Clamd
from intake.adapters.letters import Letters
from intake.adapters.memory import give_back
from intake.adapters.mime import newest_received, parse, words
from intake.adapters.readers import Readers
from intake.adapters.tesseract import Tesseract
from intake.crash import crashpoint
from intake.domain.freemail import domain_of
from intake.domain.model import Account, Mailbox
from intake.domain.storage import Bucket
from intake.domain.trouble import Trouble
from intake.reading.files.attached import is_document
from intake.services.desk import Blobs, Desk, ImapSession, SmtpSession
from intake.settings import Settings
from intake.store import audit, workers
from intake.store.database import SCHEMA, Database, Transaction

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@contextmanager
def open_desk(
    settings: Settings, *, now: Callable[[], datetime] = utc_now, actor: str = audit.MACHINE
) -> Iterator[Desk]:
    """Join the parts for some settings; at the end they are let go. Nothing is written yet."""
    database, stopping = Database(settings.database), threading.Event()
    with closing(database), Readers(recogniser=Tesseract()) as reader:
        yield Desk(
            settings=settings,
            database=database,
            blobs=open_blobs(settings.storage, settings.base),
            letters=Letters(settings.templates),
            reader=reader,
            scanner=Clamd(settings.antivirus) if settings.antivirus else None,
            me=workers.this_process(),
            actor=actor,
            now=now,
            parse=parse,
            words=words,
            received_at=lambda raw: newest_received(raw) or now(),
            is_document=is_document,
            compose=compose.acknowledgement,
            compose_notice=compose.notice,
            new_message_id=_new_message_id,
            open_imap=partial(_open_imap, settings),
            open_smtp=partial(_open_smtp, settings, stopping),
            stopping=stopping,
        )


def open_blobs(place: Path | Bucket, base: Path) -> Blobs:
    """The blob store at a place; nothing is asked of it yet. Files that hold keys are relative to `base`."""
    return FolderBlobs(place) if isinstance(place, Path) else BucketBlobs(place, partial(_keys, place, base))


def reload(desk: Desk, settings: Settings) -> Desk:
    """The same desk under changed settings; another database or storage needs a restart."""
    if (settings.database, settings.storage) != (desk.settings.database, desk.settings.storage):
        raise Trouble(
            "'database' or 'storage' was changed in intake.yaml while intake runs.",
            "Restart intake for that; until then it goes on with the configuration from before.",
        )
    return replace(
        desk,
        settings=settings,
        letters=Letters(settings.templates),
        scanner=Clamd(settings.antivirus) if settings.antivirus else None,
        open_imap=partial(_open_imap, settings),
        open_smtp=partial(_open_smtp, settings, desk.stopping),
    )


@contextmanager
def at_work(desk: Desk) -> Iterator[None]:
    """Bring the schema up to date (on SQLite) and be heard of as a living worker meanwhile.

    Raises:
        Trouble: the database cannot be used, or its schema is another version's.

    """
    give_back()
    prepare(desk)
    desk.blobs.sweep()
    with desk.database.write() as tx:
        workers.hear(tx, desk.me, desk.now())
    stopped = threading.Event()
    crashpoint("heard")
    beat = threading.Thread(target=_beat, args=(desk, stopped), name="heartbeat", daemon=True)
    beat.start()
    try:
        yield
    finally:
        stopped.set()
        beat.join()
        try:
            with desk.database.write() as tx:
                workers.leave(tx, desk.me)
        except Trouble as trouble:  # the others will see that we are gone
            log.warning("the leave could not be written: %s", trouble.text)
        crashpoint("left")


def prepare(desk: Desk) -> None:
    """Bring an SQLite database to this version's schema; refuse another one that is not."""
    if desk.database.engine.dialect.name == "sqlite":
        upgrade(desk)
    else:
        desk.database.ready()


def upgrade(desk: Desk) -> bool:
    """Bring the database to this version's schema; True if anything changed."""

    def note(tx: Transaction) -> None:
        audit.record(tx, at=desk.now(), actor=desk.actor, action="upgrade", note=f"to schema {SCHEMA}")

    return desk.database.upgrade(note)


def _beat(desk: Desk, stopped: threading.Event) -> None:
    while not stopped.wait(workers.HEARTBEAT.total_seconds()):
        try:
            with desk.database.write() as tx:
                workers.hear(tx, desk.me, desk.now())
        except Trouble as trouble:
            log.warning("the heartbeat could not be written: %s", trouble.text)


def password_of(settings: Settings, account: Account) -> str | None:
    """The password of an account, looked up where the configuration says it is."""
    return configuration.resolve(account.password, settings.base) if account.password else None


def _keys(place: Bucket, base: Path) -> tuple[str, str] | None:
    if place.access_key is None or place.secret_key is None:
        return None
    return configuration.resolve(place.access_key, base), configuration.resolve(place.secret_key, base)


def _open_imap(settings: Settings, mailbox: Mailbox) -> AbstractContextManager[ImapSession]:
    return imap.connect(mailbox.imap, password_of(settings, mailbox.imap))


def _open_smtp(
    settings: Settings, stopping: threading.Event, mailbox: Mailbox
) -> AbstractContextManager[SmtpSession]:
    return smtp.connect(mailbox.smtp, password_of(settings, mailbox.smtp), leaving=stopping)


def _new_message_id(address: str) -> str:
    return compose.new_message_id(domain_of(address), f"{uuid4().hex}.intake")
