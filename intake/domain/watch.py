"""What is wrong now: told by silence as well as by error.

`alarms` is a pure rule: from what is known of the mailboxes, the letters, the disks and the clocks it
says which alarms hold. The functions below it make alarms of what the services notice at their work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from intake.domain.alarm import Alarm

OVERDUE = timedelta(hours=1)  # a letter that was due earlier is stuck
MANY_TRIES = 5  # about half an hour of them
MANY_LETTERS = 100  # due at a time
RECENT = timedelta(days=7)  # what went wrong earlier, and nobody minded, is no alarm any more
SKEW = timedelta(minutes=2)
_MISDATED = timedelta(days=1)  # a mail further ahead has a false date; our clock is not that wrong
CANARY_DUE = timedelta(hours=1)
CERTIFICATE_DUE = timedelta(days=14)
REQUEST_DUE = timedelta(days=3)
_SHOWN = 10  # ids of requests
_LEAST_FREE = 500 << 20  # bytes; on a small disk
_LEAST_SHARE = 50  # or one part in so many, whichever is smaller


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """How the polls of a mailbox go; None where it has not been so yet."""

    mailbox: str
    first_polled_at: datetime
    read_at: datetime | None = None  # the last poll that went through
    failing_since: datetime | None = None
    error: str = ""  # with its remedy
    lead: timedelta = timedelta()  # by how much its newest mail was received after we took it in
    quarantined: int = 0  # mails that wait for a person, lately


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """How the letters of a mailbox go."""

    mailbox: str
    known: bool = True  # whether it is configured (still)
    waiting: int = 0  # due, or put off by the server; not those that a cap holds
    due_since: datetime | None = None  # the oldest of them
    tries: int = 0  # the most of one of them
    answer: str = ""  # the last one to it
    capped: int = 0
    unknown: int = 0  # lately
    bounced: int = 0  # of our digests and alarms, lately


@dataclass(frozen=True, kw_only=True, slots=True)
class Disk:
    """The room on the disk of the storage or of the database, in bytes; `total` is 0 where it is gone."""

    what: str
    free: int
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Canary:
    """The last mail that a mailbox sent to itself."""

    mailbox: str
    sent_at: datetime
    received_at: datetime | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """An open request about one's data, by its id; to be answered before `due_at`."""

    id: int
    due_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """All that alarms follow from."""

    now: datetime
    zone: tzinfo  # that times are told in
    silence: timedelta  # without a poll that went through, until it is an alarm
    zone_data: str  # the release, as in "2026f"
    readings: tuple[Reading, ...] = ()
    sendings: tuple[Sending, ...] = ()
    disks: tuple[Disk, ...] = ()
    canaries: tuple[Canary, ...] = ()
    unscanned: bool = False  # a virus scanner is configured, and the newest document was not scanned
    requests: tuple[Asked, ...] = ()  # the first to be answered first


def alarms(facts: Facts) -> list[Alarm]:
    """Say what is wrong now; one alarm at most for each code and place."""
    found = [*_whole(facts), *_of_requests(facts)]
    for reading in facts.readings:
        found += _of_reading(facts, reading)
    for sending in facts.sendings:
        found += (*_of_sending(facts, sending), *_of_notices(sending))
    for canary in facts.canaries:
        found += _of_canary(facts, canary)
    return list({(alarm.code, alarm.place): alarm for alarm in found}.values())


def _of_reading(facts: Facts, reading: Reading) -> Iterator[Alarm]:
    name, heard = reading.mailbox, reading.read_at or reading.first_polled_at
    if reading.failing_since:
        text = f"Mailbox {name} cannot be read since {_at(facts, reading.failing_since)}: {reading.error}"
        remedy = "Mend what is said here; nothing is lost meanwhile: what has come is read then."
        yield Alarm(code="mailbox_failing", place=name, text=text, remedy=remedy)
    elif facts.now - heard > facts.silence:
        text = f"No poll of mailbox {name} went through since {_at(facts, heard)}, though none failed."
        remedy = "See whether `intake run`, or what calls `intake poll`, still runs; start it again."
        yield Alarm(code="mailbox_silent", place=name, text=text, remedy=remedy)
    if reading.quarantined:
        text = f"{reading.quarantined} mail(s) of mailbox {name} could not be processed; they are kept."
        remedy = "Look at them with `intake messages`, then try `intake replay ID`."
        yield Alarm(code="quarantined", place=name, text=text, remedy=remedy)
    if heard > facts.now + SKEW:
        text = f"The clock of this machine was set back: mailbox {name} was read at {_at(facts, heard)}."
        yield _clock(name, text)
    elif SKEW < reading.lead < _MISDATED:
        text = f"The server of mailbox {name} received a mail {_length(reading.lead)} after we took it in."
        yield _clock(name, text)


def _of_sending(facts: Facts, sending: Sending) -> Iterator[Alarm]:
    name, since = sending.mailbox, sending.due_since
    overdue = since is not None and facts.now - since > OVERDUE
    if not sending.known:
        if sending.waiting or sending.capped:
            number = sending.waiting + sending.capped
            text = f"{number} letter(s) wait in mailbox {name}, which is configured no more."
            remedy = f"Put the mailbox {name} back into intake.yaml until they are sent."
            yield Alarm(code="letters_orphaned", place=name, text=text, remedy=remedy)
        return
    if sending.waiting and (overdue or sending.tries > MANY_TRIES):
        text = f"{sending.waiting} letter(s) of mailbox {name} are not sent; most tries: {sending.tries}."
        text += f" Last answer: {sending.answer}" if sending.answer else ""
        remedy = "Mend what `intake check --connect` says of its SMTP account; then they go by themselves."
        yield Alarm(code="letter_stuck", place=name, text=text, remedy=remedy)
    elif sending.waiting > MANY_LETTERS:
        text = f"{sending.waiting} letters of mailbox {name} wait to be sent."
        remedy = "If their number grows, see what `intake check --connect` says of its SMTP account."
        yield Alarm(code="queue_growing", place=name, text=text, remedy=remedy)
    if sending.capped:
        text = f"{sending.capped} letter(s) of mailbox {name} are held back by `limits` or the provider."
        remedy = "They go out later by themselves. See whether a loop is at work, or raise the cap."
        yield Alarm(code="cap_reached", place=name, text=text, remedy=remedy)
    if sending.unknown:
        text = f"Of {sending.unknown} letter(s) of mailbox {name} it is unknown whether they arrived."
        remedy = "The machine sends none of them again: ask the candidates, or look into the server's log."
        yield Alarm(code="letters_unknown", place=name, text=text, remedy=remedy)


def _of_notices(sending: Sending) -> Iterator[Alarm]:
    """A digest or an alarm that nobody reads is silence."""
    if sending.known and sending.bounced:
        whose = f"{sending.bounced} digest(s) or alarm(s) of mailbox {sending.mailbox}"
        text = f"{whose} came back, or were refused."
        remedy = "See `intake outbox` for whom and why; correct `recruiters` or `admins`."
        yield Alarm(code="notices_bounced", place=sending.mailbox, text=text, remedy=remedy)


def _of_canary(facts: Facts, canary: Canary) -> Iterator[Alarm]:
    name = canary.mailbox
    if canary.seen_at is None or canary.received_at is None:
        if facts.now - canary.sent_at > CANARY_DUE:
            text = f"The canary of mailbox {name}, sent at {_at(facts, canary.sent_at)}, has not come back."
            remedy = "Look for it in the junk folder, and see what `intake check --connect` says."
            yield Alarm(code="canary_missing", place=name, text=text, remedy=remedy)
        return
    early, late = canary.sent_at - canary.received_at, canary.received_at - canary.seen_at
    if max(early, late) > SKEW:
        which = "after we took it in" if late > early else "before it was sent"
        text = f"The server of mailbox {name} received its canary {_length(max(early, late))} {which}."
        yield _clock(name, text)


def _whole(facts: Facts) -> Iterator[Alarm]:
    for disk in facts.disks:
        if not disk.total:
            text = f"The folder of the {disk.what} is gone, or cannot be looked at."
            remedy = "Mount its disk, or put it back from a backup; intake goes on by itself then."
            yield Alarm(code="storage_gone", place="", text=text, remedy=remedy)
        elif disk.free < min(_LEAST_FREE, disk.total // _LEAST_SHARE):
            text = f"The disk of the {disk.what} has {disk.free >> 20} MB left."
            remedy = "Make room; when it is full, mail stays on its server until there is some."
            yield Alarm(code="disk_low", place="", text=text, remedy=remedy)
    if facts.zone_data[:4].isdecimal() and int(facts.zone_data[:4]) < facts.now.year - 1:
        text = f"The zone data is of release {facts.zone_data}: countries have changed their clocks since."
        remedy = "Install a newer version of intake, or of the Python package tzdata."
        yield Alarm(code="zone_data_old", place="", text=text, remedy=remedy)
    if facts.unscanned:
        text = "The virus scanner did not answer: the newest documents were not scanned."
        remedy = "See whether clamd runs where `antivirus` of intake.yaml says."
        yield Alarm(code="scanner_down", place="", text=text, remedy=remedy)


def _of_requests(facts: Facts) -> Iterator[Alarm]:
    """Say that people wait for an answer about their data; ids only, for who asks is nobody's business."""
    if not facts.requests:
        return
    remedy = "`intake requests` lists them; answer, then note it with `intake requests --finish ID`."
    yield Alarm(code="privacy_request", place="", text=_open(facts, facts.requests), remedy=remedy)
    pressing = [each for each in facts.requests if each.due_at - facts.now < REQUEST_DUE]
    if pressing:
        yield Alarm(code="privacy_due", place="", text=_open(facts, pressing), remedy=remedy)


def _open(facts: Facts, requests: Sequence[Asked]) -> str:
    first = requests[0].due_at
    day = (first.astimezone(facts.zone) - timedelta(microseconds=1)).date()
    ids = ", ".join(str(each.id) for each in requests[:_SHOWN]) + (", …" if requests[_SHOWN:] else "")
    which, it_is = ("request", "it is") if len(requests) == 1 else ("requests", "the first is")
    verb = "is" if len(requests) == 1 else "are"
    when = f"to be answered by {day}" if first > facts.now else f"overdue since {day}"
    return f"{len(requests)} {which} about personal data {verb} open ({ids}), {it_is} {when}."


def _clock(place: str, text: str) -> Alarm:
    remedy = "Set this machine's clock by NTP; if it is right, the mail server's is wrong."
    return Alarm(code="clock_wrong", place=place, text=text, remedy=remedy)


def certificate(place: str, host: str, ends: datetime | None, now: datetime) -> Alarm | None:
    """Say whether a server's TLS certificate ends soon; `ends` is None without TLS."""
    if ends is None or ends - now > CERTIFICATE_DUE:
        return None
    text = f"The TLS certificate of {host} ends on {ends:%Y-%m-%d}; no mail passes from then on."
    remedy = "Have whoever runs that server renew it."
    return Alarm(code="certificate_expires", place=place, text=text, remedy=remedy)


def own_certificate(mailbox: str, ends: datetime | None, now: datetime) -> Alarm | None:
    """Say whether the certificate ends soon by which the application of a mailbox signs in."""
    if ends is None or ends - now > CERTIFICATE_DUE:
        return None
    days = (ends - now).days
    when = f"expires in {days} days, on {ends:%Y-%m-%d}" if ends > now else f"expired on {ends:%Y-%m-%d}"
    text = f"The certificate that mailbox {mailbox} signs in with {when}; nobody is let in from then on."
    remedy = (
        "Make another one, upload it to the application, and put it in the file that `certificate` names."
    )
    return Alarm(code="certificate_expires", place=f"{mailbox}/sign-in", text=text, remedy=remedy)


def login_refused(mailbox: str, protocol: str, text: str, remedy: str) -> Alarm:
    """Say that an account is refused until a person acts."""
    text = f"The {protocol.upper()} account of mailbox {mailbox} is refused. {text.rstrip('.')}."
    remedy = f"{remedy} Then `intake check --connect` lets it be asked again at once."
    return Alarm(code="login_refused", place=f"{mailbox}/{protocol}", text=text, remedy=remedy)


def folders_gone(mailbox: str, folders: Sequence[str]) -> Alarm | None:
    """Say which watched folders are not there (any more)."""
    if not folders:
        return None
    text = f"Mailbox {mailbox} has no folder {', '.join(folders)} (any more): what comes there is not read."
    remedy = "Give it its old name again, or correct `folders` in intake.yaml."
    return Alarm(code="folder_missing", place=mailbox, text=text, remedy=remedy)


def differences(mailbox: str, missing: int, mended: int, beyond: int) -> Alarm | None:
    """Say how the ledger differed from the server: mails without a row, and rows of UIDs never given."""
    if not missing and not beyond:
        return None
    text = f"In mailbox {mailbox} {missing} mail(s) had no row in the ledger; {mended} were taken in."
    if beyond:
        text += f" {beyond} row(s) named mails that the server has not had yet; they were set aside."
    remedy = "Run `intake reconcile` again. If it finds more, something else writes to the database."
    return Alarm(code="reconcile_difference", place=mailbox, text=text, remedy=remedy)


def _at(facts: Facts, when: datetime) -> str:
    return when.astimezone(facts.zone).strftime("%Y-%m-%d %H:%M")


def _length(time: timedelta) -> str:
    return f"{round(time.total_seconds() / 60)} minutes"
