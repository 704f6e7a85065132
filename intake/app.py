"""The only place where the parts are joined."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import fields, replace
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from intake import settings as configuration
from intake.adapters import calling, compose, imap, oauth, outputs, sheets, smtp
from intake.adapters.blobs import BucketBlobs, FolderBlobs
from intake.adapters.clamd import Clamd
from intake.adapters.connections import CONNECTIONS, user_of
from intake.adapters.letters import Letters
from intake.adapters.memory import give_back
from intake.adapters.mime import newest_received, parse, read_trace, words
from intake.adapters.readers import Readers
from intake.adapters.report_pdf import report_pdf
from intake.adapters.seal import Seal, key_in
from intake.adapters.tesseract import Tesseract
from intake.crash import crashpoint
from intake.domain.freemail import domain_of
from intake.domain.model import Account, Mailbox, Secret
from intake.domain.storage import Bucket
from intake.domain.trouble import Trouble
from intake.reading.files.attached import is_document
from intake.reading.files.sniffing import sniff
from intake.services.desk import Blobs, Desk, ImapSession, SmtpSession
from intake.services.sign_in import SignIns
from intake.settings import Settings
from intake.settings.values import OpenID
from intake.store import audit, workers
from intake.store.database import SCHEMA, Database, Transaction

if TYPE_CHECKING:
    from intake.adapters.openid import Provider

log = logging.getLogger(__name__)


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@contextmanager
def open_desk(
    settings: Settings, *, now: Callable[[], datetime] = utc_now, actor: str = audit.MACHINE
) -> Iterator[Desk]:
    """Join the parts for some settings; at the end they are let go. Nothing is written yet."""
    database, stopping, me = Database(settings.database), threading.Event(), workers.this_process()
    locks: dict[str, threading.Lock] = defaultdict(threading.Lock)
    sign_ins = SignIns(
        database=database,
        me=me,
        actor=actor,
        now=now,
        **_secrets_of(settings),
        lock=locks.__getitem__,
        stopping=stopping,
    )
    with closing(database), Readers(recogniser=Tesseract()) as reader:
        yield Desk(
            settings=settings,
            database=database,
            blobs=open_blobs(settings.storage, settings.base),
            letters=Letters(settings.templates),
            reader=reader,
            scanner=Clamd(settings.antivirus) if settings.antivirus else None,
            me=me,
            actor=actor,
            now=now,
            parse=parse,
            words=words,
            received_at=lambda raw: newest_received(raw) or now(),
            trace=read_trace,
            is_document=is_document,
            format_of=sniff,
            compose=compose.acknowledgement,
            compose_notice=compose.notice,
            workbook=sheets.workbook,
            write_workbook=sheets.write_workbook,
            write_csv=sheets.write_csv,
            report_pdf=report_pdf,
            zip_file=outputs.zip_file,
            new_message_id=_new_message_id,
            sign_ins=sign_ins,
            open_imap=partial(_open_imap, sign_ins),
            open_smtp=partial(_open_smtp, sign_ins, stopping),
            own_certificate_ends=partial(_own_certificate_ends, settings),
            call=calling.call,
            mark=partial(_mark, settings),
            stopping=stopping,
            locks=locks,
        )


def open_blobs(place: Path | Bucket, base: Path) -> Blobs:
    """The blob store at a place; nothing is asked of it yet. Files that hold keys are relative to `base`."""
    return FolderBlobs(place) if isinstance(place, Path) else BucketBlobs(place, partial(_keys, place, base))


@lru_cache(maxsize=4)
def provider(way: OpenID, base: Path) -> Provider:
    """Who says at the console who somebody is; the file of its secret is relative to `base`."""
    from intake.adapters.openid import Provider  # of the extra 'web', which nothing else needs

    return Provider(way.issuer, way.client_id, lambda: configuration.resolve(way.client_secret, base))


def reload(desk: Desk, settings: Settings) -> Desk:
    """The same desk under changed settings; another database or storage needs a restart."""
    if (settings.database, settings.storage) != (desk.settings.database, desk.settings.storage):
        raise Trouble(
            "'database' or 'storage' was changed in intake.yaml while intake runs.",
            "Restart intake for that; until then it goes on with the configuration from before.",
        )
    sign_ins = replace(desk.sign_ins, **_secrets_of(settings))
    return replace(
        desk,
        settings=settings,
        letters=Letters(settings.templates),
        scanner=Clamd(settings.antivirus) if settings.antivirus else None,
        sign_ins=sign_ins,
        open_imap=partial(_open_imap, sign_ins),
        open_smtp=partial(_open_smtp, sign_ins, desk.stopping),
        own_certificate_ends=partial(_own_certificate_ends, settings),
        mark=partial(_mark, settings),
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


def _secrets_of(settings: Settings) -> dict[str, Any]:
    """What accounts sign in with by these settings: looked up, asked for, and sealed."""

    def seal() -> Seal:
        keys = (configuration.resolve(key, settings.base) for key in settings.token_keys)
        return Seal(*keys) if settings.token_keys else Seal(key_in(settings.token_key))

    def look_up(secret: Secret) -> str:
        return configuration.resolve(secret, settings.base, lines=True)

    return {
        "password": partial(password_of, settings),
        "issuer": partial(oauth.issuer, resolve=look_up),
        "seal": seal,
    }


@contextmanager
def _open_imap(sign_ins: SignIns, mailbox: Mailbox) -> Iterator[ImapSession]:
    account = mailbox.imap
    renew = partial(sign_ins.renewed, mailbox.name, account)
    with CONNECTIONS.work(user_of(account), mailbox.guest.connections):
        with _naming(mailbox):
            session = imap.connect(account, sign_ins.secret_of(mailbox.name, account), renew=renew)
        with session:
            yield session


@contextmanager
def _open_smtp(sign_ins: SignIns, stopping: threading.Event, mailbox: Mailbox) -> Iterator[SmtpSession]:
    account = mailbox.smtp
    # Whom both servers know by one name is one account to them.
    user = user_of(mailbox.imap if account.username == mailbox.imap.username else account)
    renew = partial(sign_ins.renewed, mailbox.name, account)
    with CONNECTIONS.work(user, mailbox.guest.connections):
        with _naming(mailbox):
            secret = sign_ins.secret_of(mailbox.name, account)
            session = smtp.connect(account, secret, renew=renew, leaving=stopping)
        with session:
            yield session


@contextmanager
def _naming(mailbox: Mailbox) -> Iterator[None]:
    """What is refused to an account is told of its mailbox."""
    try:
        yield
    except Trouble as trouble:
        raise trouble.of_mailbox(mailbox.name) from None


def _own_certificate_ends(settings: Settings, account: Account) -> datetime | None:
    """Return when the certificate ends by which an account's application signs in; None without one."""
    if account.oauth2 is None or account.oauth2.certificate is None:
        return None
    try:
        return oauth.certificate_ends(
            configuration.resolve(account.oauth2.certificate, settings.base, lines=True)
        )
    except Trouble:  # it is told at the login that it cannot be had
        return None


def _mark(settings: Settings, account: Account, salt: str) -> str:
    """Tell an account's settings and secrets from others: two bytes, from which no secret can be guessed."""
    words = [salt, repr(account)]
    for part in (account, account.oauth2):
        for each in fields(part) if part else ():
            if isinstance(secret := getattr(part, each.name), Secret):
                with suppress(Trouble):  # it is told at the login that it cannot be had
                    words.append(configuration.resolve(secret, settings.base, lines=True))
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:4]


def _new_message_id(address: str) -> str:
    return compose.new_message_id(domain_of(address), f"{uuid4().hex}.intake")
