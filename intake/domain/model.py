"""The nouns of intake, frozen: what the configuration, a mail, a dossier and a letter are.

Times are aware datetimes, UTC inside; local time appears only in letters and pages.
Absent is None, never a sentinel.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, get_args

Kind = Literal["cv", "letter", "references", "diploma", "identity", "other"]
Language = Literal["fr", "en", "ar"]
Outcome = Literal["application", "supplement", "duplicate", "unmatched", "automatic", "quarantined", "order"]
Status = Literal["complete", "incomplete", "late", "review", "withdrawn", "spam"]
LetterKind = Literal[
    "complete", "incomplete", "late", "review", "updated", "unmatched", "reminder", "withdrawn", "privacy"
]
# What a person, or the candidate, has decided of a dossier; it stands over what the machine finds.
Ruling = Literal["accepted", "withdrawn", "spam"]

KINDS: tuple[Kind, ...] = get_args(Kind)
LANGUAGES: tuple[Language, ...] = get_args(Language)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
STATUSES: tuple[Status, ...] = get_args(Status)
LETTER_KINDS: tuple[LetterKind, ...] = get_args(LetterKind)


# --- what an admin configures ------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class RequiredDocument:
    """One line of a posting's `documents`; `count` is meaningful for references only."""

    kind: Kind
    count: int = 1


LatePolicy = Literal["flag", "refuse"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Recruiter:
    """Who is told of a posting's applications, and what of."""

    address: str
    language: Language | None = None  # None: the posting's
    digest: bool = True
    closing: bool = True  # the report when the deadline has passed
    exceptions: bool = False  # what needs a person, at once


@dataclass(frozen=True, kw_only=True, slots=True)
class Schedule:
    """When digests come: on these days of the week, but not on those quiet days."""

    at: time = time(8)  # of the wall clock
    weekdays: frozenset[int] = frozenset(range(7))  # Monday is 0
    quiet_weekdays: frozenset[int] = frozenset()
    quiet_dates: frozenset[date] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Posting:
    """A job ad open for applications. `deadline`, `opens` and `closes` are aware UTC instants."""

    id: str
    title: str
    organisation: str
    mailbox: str | None  # None: the posting has no channel
    language: Language
    subject: str | None  # the subject rule as written, placeholders included
    documents: tuple[RequiredDocument, ...]
    zone: str  # IANA name its times are shown in
    opens: datetime | None = None
    deadline: datetime | None = None  # exclusive
    closes: datetime | None = None  # exclusive end of a posting without a deadline
    recruiters: tuple[Recruiter, ...] = ()
    prefix: str  # of application references
    draft: bool = False
    grace: timedelta = timedelta()  # received so shortly after the cut-off, mail counts as in time
    late: LatePolicy = "flag"
    languages: tuple[Language, ...] = LANGUAGES  # of its letters; whoever writes in another reads `language`
    reminder: timedelta | None = None  # so long before the deadline; None: no reminder
    schedule: Schedule = Schedule()  # of its recruiters' digests

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of its recruiters."""
        return tuple(recruiter.address for recruiter in self.recruiters)

    @property
    def cutoff(self) -> datetime | None:
        """The instant from which mail counts as late: the deadline, else the announced end."""
        return self.deadline or self.closes

    @property
    def late_from(self) -> datetime | None:
        """The instant from which mail is late indeed: the cut-off that was announced, and the grace."""
        return self.cutoff + self.grace if self.cutoff else None

    def minutes_late(self, when: datetime) -> int | None:
        """How many minutes after the cut-off that was announced `when` lies; None: it is not late."""
        if self.cutoff is None or when < self.cutoff + self.grace:
            return None
        return int((when - self.cutoff).total_seconds() // 60)

    def is_open_at(self, when: datetime) -> bool:
        """Whether the posting took applications at `when`."""
        if self.opens is not None and when < self.opens:
            return False
        return self.cutoff is None or when < self.cutoff


Security = Literal["tls", "starttls", "none"]
Processed = Literal["leave", "flag", "move"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Secret:
    """Where a password is kept; never the password itself."""

    source: Literal["env", "file", "keyring"]
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Guest:
    """What a mail server asks of one account. None: nothing is asked, or nothing is known."""

    connections: int | None = None  # at a time, of IMAP and SMTP together
    letters_a_minute: int | None = None
    letters_a_day: int | None = None
    download_a_day: int | None = None  # bytes over IMAP


Mechanism = Literal["xoauth2", "oauthbearer"]
Flow = Literal["browser", "device", "client", "service"]
Issuer = Literal["microsoft", "google", "other"]


@dataclass(frozen=True, kw_only=True, slots=True)
class OAuth2:
    """How an account signs in with OAuth2 in place of a password.

    `browser` and `device`: a person has signed in once (RFC 6749 §4.1 with RFC 7636, RFC 8628).
    `client`: the application signs in by itself (RFC 6749 §4.4). `service`: Google's service account,
    which stands in for the account (RFC 7523). `issuer` is `microsoft` where its own library asks for
    the tokens: then `authority` is given; else there is a token_url, or it stands in the key file.
    """

    issuer: Issuer
    flow: Flow
    client_id: str | None = None
    client_secret: Secret | None = None
    certificate: Secret | None = None  # PEM: private key and certificate
    key: Secret | None = None  # Google's JSON: of a client, or of a service account
    authority: str | None = None
    token_url: str | None = None
    authorization_url: str | None = None
    device_url: str | None = None
    scope: tuple[str, ...] = ()
    mechanism: Mechanism | None = None  # None: the better one that the mail server offers
    ca_file: str | None = None  # trusted besides the system's authorities, at these URLs

    @property
    def by_person(self) -> bool:
        """Whether a person has to sign in once."""
        return self.flow in ("browser", "device")


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """One IMAP or SMTP login. `none` (no TLS) is for loopback hosts only."""

    host: str
    port: int
    security: Security = "tls"
    username: str | None = None
    password: Secret | None = None
    oauth2: OAuth2 | None = None  # in place of a password
    provider: str | None = None  # as the configuration calls it; its host may tell of another
    ca_file: str | None = None  # trusted besides the system's authorities


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailbox:
    """One IMAP account, the folders watched in it, and the SMTP account that answers for it."""

    name: str
    address: str
    aliases: tuple[str, ...] = ()  # further addresses that are ours
    imap: Account
    smtp: Account
    folders: tuple[str, ...] = ("INBOX",)
    junk: bool = False  # also watch the folder marked \Junk (RFC 6154)
    processed: Processed = "leave"
    move_to: str | None = None  # the folder of `processed: {move: ...}`
    since: datetime | None = None  # mail received earlier gets no letter
    authserv_id: str | None = None  # whose Authentication-Results to believe (RFC 8601)
    answer_unmatched: bool = False
    canary: bool = False  # send a mail to itself each day
    plus_addresses: bool = False  # jobs+anything@ comes to jobs@, too (RFC 5233)
    provider: str | None = None  # a name of domain.providers
    guest: Guest = Guest()

    @property
    def ours(self) -> frozenset[str]:
        """Every address that is this mailbox itself, lower case."""
        return frozenset(address.lower() for address in (self.address, *self.aliases))

    def receives(self, address: str) -> bool:
        """Whether an address is this mailbox itself; `jobs+tag@` is `jobs@`."""
        local, _, domain = address.lower().rpartition("@")
        return not self.ours.isdisjoint({address.lower(), f"{local.partition('+')[0]}@{domain}"})


# --- what arrives ------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A mailbox of RFC 5322: the display name as written (or None) and the address."""

    name: str | None
    email: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """One leaf part of a mail that may be a document; `name` is for showing, never a path."""

    position: int  # 1-based number among the leaf parts, as in "(part 2)"
    name: str | None  # decoded file name as the sender wrote it, control characters removed
    content_type: str  # as declared, lower case; never trusted
    payload: bytes
    inline: bool = False  # an image shown in the text (cid-referenced): a logo, not a document
    forwarded: bool = False  # lies inside a message/rfc822 part

    @property
    def label(self) -> str:
        """The name shown to people: the file name, or `(part N)` for a nameless part."""
        return self.name or f"(part {self.position})"


@dataclass(frozen=True, kw_only=True, slots=True)
class Forwarded:
    """The mail inside a forward: as message/rfc822, or quoted in the text."""

    sender: Address | None
    subject: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BounceReport:
    """What a delivery report says of the mail that did not arrive, as far as it says it."""

    original_ids: tuple[str, ...]  # Message-IDs that may be the mail's, angle brackets and all, surest first
    recipients: tuple[str, ...]  # the addresses that it did not reach, lower case
    permanent: bool  # False: delayed, or tried again
    status: str | None  # RFC 3463, as in "5.1.1"
    diagnostic: str | None  # the server's first line, at most 200 characters


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One received mail, read. Everything in it but `received_at` is the sender's claim."""

    sha256: str  # of the raw bytes
    size: int
    received_at: datetime  # IMAP INTERNALDATE, UTC
    message_id: str | None
    date: datetime | None  # the Date header, UTC
    sender: Address | None  # None: no usable sender, or several
    subject: str  # decoded, on one line
    text: str  # the sender's own text: no quoted mail, no quoted reply, no signature block
    attachments: tuple[Attachment, ...]
    in_reply_to: str | None  # one msg-id, with its angle brackets
    references: tuple[str, ...]  # msg-ids, with their angle brackets
    recipients: tuple[str, ...]  # To, Cc, Delivered-To, X-Original-To; lower case
    forwarded: Forwarded | None
    headers: tuple[tuple[str, str], ...]  # lower-case name, raw value unfolded; in order, cut to length
    bounce: BounceReport | None  # a delivery report by RFC 3464 or by a known mail server's wording
    report: bool  # multipart/report of any type, or a calendar answer
    encrypted: bool  # S/MIME or PGP: unreadable to us, a person must look
    links: tuple[str, ...]  # hosts of file-sharing links in the text ("a link instead of a file")
    problems: tuple[str, ...] = ()  # what reading stumbled on, in sentences
    relayed_at: datetime | None = None  # what the newest Received header says, UTC

    def header(self, name: str) -> str | None:
        """The first header of that (lower-case) name, or None."""
        return next((value for key, value in self.headers if key == name), None)

    def header_all(self, name: str) -> tuple[str, ...]:
        """Every header of that (lower-case) name, topmost first."""
        return tuple(value for key, value in self.headers if key == name)


# --- what a dossier is made of -----------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class PageKinds:
    """What one page of a document was taken for."""

    page: int  # 1-based
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One piece of a dossier and what it was taken for.

    `kinds` are those we are sure of; `possible` are those that it could be besides: every
    kind for a document that could not be read. A kind in neither is ruled out.
    """

    file: str  # decoded name; `outer.zip/inner.pdf` inside a container, `(part 2)` without a name
    sha256: str
    size: int
    kinds: tuple[Kind, ...]
    possible: tuple[Kind, ...] = ()
    pages: tuple[PageKinds, ...] = ()
    confidence: float  # 0 to 1, of `kinds`; of the best guess where `kinds` is empty
    because: str  # the evidence, or why it could not be read, in words
    referees: tuple[str, ...] = ()  # one opaque key per distinct referee or letter of recommendation
    language: Language | None = None
    # Whose paper it is, as it shows the name; two with `owners.OWNERS` between; None: that is not sure.
    owner: str | None = None
    scanned_at: datetime | None = None  # None: no virus scanner has seen it
    virus: str | None = None  # the name that the scanner gives it; such a document is not read


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A document in a dossier, with the time the server received the mail that brought it."""

    document: Document
    received_at: datetime
    dated: datetime | None = None  # that mail's Date header, for showing only


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a dossier amounts to: rule 10 of the statuses, with the reason in words."""

    status: Status
    late: bool
    missing: tuple[Kind, ...]
    present: tuple[Kind, ...]
    references_count: int
    reason: str
