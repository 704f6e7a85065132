"""Alarms: what is wrong is looked for, noted, logged, and told to the admins by mail.

What the services notice at their work (a folder that is gone, a certificate that ends) waits on the
desk; the rest follows from the database, the disks and the clock. A code and place has one row, so
that several processes raise and tell the same alarm once.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from intake import zones
from intake.domain import watch as rule
from intake.domain.alarm import HINDERING, MANNERS, NOTICED, Alarm, Told, is_due, is_over
from intake.domain.letter import AlarmFacts, AlarmLine
from intake.domain.model import Language, Mailbox
from intake.domain.watch import Canary, Disk, Facts, Reading, Sending
from intake.services import guests
from intake.services.desk import Desk
from intake.services.notices import Notice, post
from intake.store import alarms, canaries, requests
from intake.store.database import Transaction

log = logging.getLogger(__name__)

Noticed = Mapping[tuple[str, str], Alarm | None]


def watch(desk: Desk) -> int:
    """Note what is wrong now and what is over, and write to the admins; return how many letters wait.

    Raises:
        Trouble: the database cannot be used, so no mail can go either; the next watch says it all.

    """
    noticed = dict(desk.noticed)
    at_hand = disks(desk)
    with desk.database.write() as tx:
        now = desk.now()
        raised, cleared = _note(tx, _now(desk, tx, noticed, at_hand), now)
        letters = _write_to_admins(desk, tx, now)
    for key, alarm in noticed.items():
        if desk.noticed.get(key) is alarm:
            desk.noticed.pop(key, None)
    for alarm in raised:
        log.log(
            logging.ERROR if alarm.level == "error" else logging.WARNING,
            "alarm raised code=%s place=%s",
            alarm.code,
            alarm.place or "-",
        )
    for code, place in cleared:
        log.info("alarm over code=%s place=%s", code, place or "-")
    return letters


def look_at_certificate(
    desk: Desk, mailbox: Mailbox, protocol: Literal["imap", "smtp"], ends: datetime | None
) -> None:
    """Notice whether the certificate of a server that we talk to ends soon, or that we sign in with."""
    account = mailbox.imap if protocol == "imap" else mailbox.smtp
    place = f"{mailbox.name}/{protocol}"
    found = rule.certificate(place, f"{account.host}:{account.port}", ends, desk.now())
    desk.notice("certificate_expires", place, found)
    own = rule.own_certificate(mailbox.name, desk.own_certificate_ends(account), desk.now())
    if own or protocol == "imap":  # the other account may sign in with another one
        desk.notice("certificate_expires", f"{mailbox.name}/sign-in", own)


def wrong_now(desk: Desk) -> list[Alarm]:
    """Say what is wrong now, without noting it. Raises Trouble."""
    at_hand = disks(desk)
    with desk.database.read() as tx:
        return _now(desk, tx, desk.noticed, at_hand)


# --- what is wrong now -------------------------------------------------------


def _now(desk: Desk, tx: Transaction, noticed: Noticed, disks: tuple[Disk, ...]) -> list[Alarm]:
    """What follows from the facts; what was noticed now; and what was noticed before and not since."""
    held = {key: alarm for key, alarm in noticed.items() if alarm is not None}
    for row in alarms.standing(tx):
        key = (row.code, row.place)
        known = row.place.partition("/")[0] in desk.settings.mailboxes
        if row.code in NOTICED and key not in noticed and known:
            held[key] = Alarm(code=row.code, place=row.place, text=row.text, remedy=row.remedy)
    blamed = {place for code, place in held if code == "folder_missing"}
    refused = list(guests.refused_now(desk, tx))
    blamed |= {place.removesuffix("/imap") for place in (alarm.place for alarm in refused)}
    found = rule.alarms(_facts(desk, tx, disks))
    return [
        *held.values(),
        *refused,
        *(alarm for alarm in found if not (alarm.code == "mailbox_failing" and alarm.place in blamed)),
    ]


def _facts(desk: Desk, tx: Transaction, disks: tuple[Disk, ...]) -> Facts:
    settings, now = desk.settings, desk.now()
    since = now - rule.RECENT
    return Facts(
        now=now,
        zone=zones.zone(settings.zone),
        silence=settings.silence,
        zone_data=zones.version(),
        readings=_readings(desk, tx, now),
        sendings=tuple(
            Sending(
                mailbox=row.mailbox,
                known=row.mailbox in settings.mailboxes,
                waiting=row.waiting,
                due_since=row.due_since,
                tries=row.tries,
                answer=row.answer or "",
                capped=row.capped,
                unknown=row.unknown,
                bounced=row.bounced,
            )
            for row in alarms.sendings(tx, now, since)
        ),
        disks=disks if alarms.any_mail(tx) else tuple(disk for disk in disks if disk.total),
        canaries=tuple(
            Canary(mailbox=row.mailbox, sent_at=row.sent_at, received_at=row.received_at, seen_at=row.seen_at)
            for row in canaries.newest(tx, now, now - rule.CANARY_DUE)
            if row.mailbox in settings.mailboxes and settings.mailboxes[row.mailbox].canary
        ),
        unscanned=settings.antivirus is not None and alarms.unscanned(tx, now),
        requests=tuple(
            rule.Asked(id=row.id, due_at=row.due_at) for row in requests.listing(tx, everything=False)
        ),
    )


def _readings(desk: Desk, tx: Transaction, now: datetime) -> tuple[Reading, ...]:
    quarantined = alarms.quarantined(tx, now - rule.RECENT)
    lately = alarms.newest(tx, now)
    found = []
    for row in alarms.readings(tx):
        if row.name not in desk.settings.mailboxes:
            continue
        newest = lately.get(row.name)
        lead = {"lead": newest.received_at - newest.taken_at} if newest else {}
        found.append(
            Reading(
                mailbox=row.name,
                first_polled_at=row.first_polled_at,
                read_at=row.read_at,
                failing_since=row.failing_since,
                error=row.error or "",
                quarantined=quarantined.get(row.name, 0),
                **lead,
            )
        )
    return tuple(found)


def disks(desk: Desk) -> tuple[Disk, ...]:
    """The disks that we write to; none of a bucket, and of a database only where it is a file."""
    places: dict[str, Path] = {}
    if isinstance(desk.settings.storage, Path):
        places["storage"] = desk.settings.storage
    if (file := desk.database.file) is not None:
        places["database"] = file.parent
    return tuple(_disk(what, path) for what, path in places.items())


def _disk(what: str, path: Path) -> Disk:
    with suppress(OSError):
        usage = shutil.disk_usage(path)
        return Disk(what=what, free=usage.free, total=usage.total)
    return Disk(what=what, free=0, total=0)


def _note(tx: Transaction, held: Sequence[Alarm], now: datetime) -> tuple[list[Alarm], list[tuple[str, str]]]:
    """Write down what holds; return what is raised by that, and what is over."""
    keys = {(alarm.code, alarm.place) for alarm in held}
    over = [(row.code, row.place) for row in alarms.standing(tx) if (row.code, row.place) not in keys]
    raised = [alarm for alarm in held if alarms.hold(tx, alarm, now)]
    return raised, [key for key in over if alarms.clear(tx, *key, now)]


# --- the letter to the admins ------------------------------------------------


def _write_to_admins(desk: Desk, tx: Transaction, now: datetime) -> int:
    """Put one letter for each admin into the outbox, if there is news; return how many."""
    settings = desk.settings
    if not settings.admins or not settings.mailboxes:
        return 0
    rows = [row for row in alarms.listing(tx, lock=True) if row.code in MANNERS]
    due = [row for row in rows if is_due(_told(row), now)]
    over = [row for row in rows if is_over(_told(row))]
    if not due and not over:
        return 0
    standing = [row for row in rows if row.cleared_at is None]
    facts = AlarmFacts(
        language=_language(desk),
        organisation=settings.organisation,
        now=now,
        zone=settings.zone,
        raised=_lines(due),
        standing=_lines(row for row in standing if row not in due and row.told_at),
        over=_lines(over),
        console=settings.web.url,
    )
    rendered = desk.letters.render_alarm(facts)
    letters = 0
    for admin in settings.admins:
        notice = Notice(kind="alarm", language=facts.language, recipient=admin, rendered=rendered)
        try:
            post(desk, tx, _carrier(desk, standing), notice)
        except ValueError:
            log.warning("an admin's address cannot be written to")
        else:
            letters += 1
    alarms.tell(tx, [(row.code, row.place) for row in (*due, *over)], now)
    return letters


def _told(row: Any) -> Told:
    return Told(code=row.code, raised_at=row.raised_at, cleared_at=row.cleared_at, told_at=row.told_at)


def _lines(rows: Any) -> tuple[AlarmLine, ...]:
    return tuple(
        AlarmLine(code=row.code, place=row.place, text=row.text, remedy=row.remedy, since=row.raised_at)
        for row in rows
    )


def _language(desk: Desk) -> Language:
    return next((posting.language for posting in desk.settings.postings.values()), "fr")


def _carrier(desk: Desk, standing: Sequence[Any]) -> Mailbox:
    """The mailbox to send by: that of the digests, or another one where that is in trouble itself."""
    hindered = {row.place.removesuffix("/smtp") for row in standing if row.code in HINDERING}
    mailboxes = desk.settings.mailboxes
    names = sorted(mailboxes, key=lambda name: (name in hindered, name != desk.settings.digest_from))
    return mailboxes[names[0]]
