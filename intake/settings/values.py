"""The settings of an installation, frozen: what a valid configuration folder amounts to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

from intake.domain.model import Mailbox, Posting, Schedule, Secret
from intake.domain.privacy import Law, Notice
from intake.domain.storage import Bucket

PERIODS: Final = {
    timedelta(seconds=1): "second",
    timedelta(minutes=1): "minute",
    timedelta(hours=1): "hour",
    timedelta(days=1): "day",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """At most `count` letters in any period of length `per`."""

    count: int
    per: timedelta

    def __str__(self) -> str:
        """As in the configuration: `10/day`."""
        return f"{self.count}/{PERIODS[self.per]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """The caps on letters; they hold letters back and drop none."""

    address: Rate
    domain: Rate
    mailbox: Rate
    overall: Rate


@dataclass(frozen=True, kw_only=True, slots=True)
class Defaults:
    """What intake.yaml says for every posting that does not say otherwise."""

    organisation: str
    zone: str
    schedule: Schedule
    reminder: timedelta | None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenID:
    """Who else says who somebody is: an OpenID Connect provider."""

    issuer: str  # its address, without a slash at the end
    client_id: str
    client_secret: Secret
    name: str | None  # what the button says; None: the issuer's host


@dataclass(frozen=True, kw_only=True, slots=True)
class Web:
    """The console: where it answers, and how people reach it."""

    listen: tuple[str, int] = ("127.0.0.1", 8080)
    url: str | None = None  # https://HOST[:PORT], as people type it; None: nobody said so
    proxies: tuple[str, ...] = ()  # addresses whose X-Forwarded-* are believed
    openid: OpenID | None = None
    configured: bool = True  # False: intake.yaml says nothing of it, and this is what holds then


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that an administrator decides. Mailboxes and postings keep the files' order."""

    folder: Path  # the configuration folder
    base: Path  # the folder that holds it; relative paths are relative to it
    organisation: str
    zone: str  # IANA name
    database: str = field(repr=False)  # SQLAlchemy URL, absolute; may hold a password
    engine: Literal["embedded", "procrastinate"]
    storage: Path | Bucket
    templates: Path | None  # None: built-in letters only
    admins: tuple[str, ...]
    poll_every: timedelta
    idle: bool
    poll_per_host: int | None  # mailboxes on one IMAP server that are polled at a time; None: no such limit
    quiet: timedelta  # wait before the first "incomplete"
    schedule: Schedule  # of digests, in `zone`, where a posting says nothing else
    reminder: timedelta | None  # before a deadline, where a posting says nothing else
    digest_when_empty: Literal["skip", "send"]
    digest_from: str | None  # the mailbox that sends digests; None: there is no mailbox
    limits: Limits
    silence: timedelta  # without a poll that went through, before an alarm is raised
    antivirus: str | None  # a clamd: "unix:PATH" or "HOST:PORT"
    monitor: tuple[str, int] | None  # where probes and Prometheus are answered; None: nowhere
    web: Web
    mailboxes: dict[str, Mailbox]
    postings: dict[str, Posting]  # drafts and postings without a channel, too
    retention: dict[str, int]  # posting id → months
    privacy: Notice | None  # of the organisation; None: it wrote none
    law: Law  # on personal data
    token_keys: tuple[Secret, ...]  # of kept OAuth2 tokens; the first seals. None: a file `token_key`

    @property
    def defaults(self) -> Defaults:
        """What holds for every posting that does not say otherwise."""
        return Defaults(
            organisation=self.organisation, zone=self.zone, schedule=self.schedule, reminder=self.reminder
        )

    @property
    def signs_in_by_token(self) -> bool:
        """Whether any mailbox signs in with OAuth2, which the database is needed for."""
        return any(box.imap.oauth2 or box.smtp.oauth2 for box in self.mailboxes.values())

    @property
    def token_key(self) -> Path:
        """The file with the key of kept OAuth2 tokens, where no keys are named."""
        return self.base / "var" / "token.key"


def bare(folder: Path) -> Settings:
    """Settings without a configuration: nothing is received, nothing is sent."""
    none = Rate(count=0, per=timedelta(days=1))
    return Settings(
        folder=folder,
        base=folder.parent,
        organisation="",
        zone="UTC",
        database="sqlite://",
        engine="embedded",
        storage=folder.parent / "var" / "storage",
        templates=None,
        admins=(),
        poll_every=timedelta(minutes=1),
        idle=False,
        poll_per_host=None,
        quiet=timedelta(),
        schedule=Schedule(),
        reminder=None,
        digest_when_empty="skip",
        digest_from=None,
        limits=Limits(address=none, domain=none, mailbox=none, overall=none),
        silence=timedelta(minutes=30),
        antivirus=None,
        monitor=None,
        web=Web(configured=False),
        mailboxes={},
        postings={},
        retention={},
        privacy=None,
        law="gdpr",
        token_keys=(),
    )
