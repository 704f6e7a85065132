"""The report on a posting whose deadline has passed: when it is due, what it records, and its digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from intake.domain.letter import Missing
from intake.domain.model import Language, Posting, Status

TRANSIT: Final = timedelta(minutes=15)  # a mail sent in time may still be on its way from server to server
_PATIENCE: Final = timedelta(days=1)  # with a mailbox that cannot be read
_STALE: Final = timedelta(days=7)  # nobody waits for a report any more


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedApplication:
    """One application of a closing report."""

    reference: str
    name: str | None
    email: str | None
    received_at: datetime  # by the server, of its first mail
    status: Status
    late: bool  # late by what came when; an accepted one is late, too
    minutes_late: int | None  # past the cut-off, for late ones whose first mail came late
    missing: tuple[Missing, ...]
    reason: str
    documents: tuple[str, ...]  # their sha-256, hexadecimal


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosingFacts:
    """Everything that a closing report may say. Spam is counted, and not listed."""

    language: Language
    organisation: str
    posting: str  # its id
    title: str
    cutoff: datetime
    zone: str
    at: datetime  # when it was made
    read_at: datetime | None  # the last time that the mailbox was read; None: it never was
    applications: tuple[ClosedApplication, ...]
    spam: int = 0
    unmatched: int = 0  # mails to the mailbox that no posting claims, since the posting opened
    digest: str = ""  # of the list, see `digest_of`
    enclosed: bool = False  # the complete dossiers are attached as a ZIP
    console: str | None = None  # as in a digest

    @property
    def in_time(self) -> tuple[ClosedApplication, ...]:
        """Those that came in time, complete ones first, then those a person must look at."""
        order = ("complete", "review", "incomplete")
        found = [each for each in self.applications if not each.late and each.status in order]
        return tuple(sorted(found, key=lambda each: order.index(each.status)))

    @property
    def late(self) -> tuple[ClosedApplication, ...]:
        """Those that came late, accepted or not."""
        return tuple(each for each in self.applications if each.late and each.status != "withdrawn")

    @property
    def withdrawn(self) -> tuple[ClosedApplication, ...]:
        """Those that their candidates withdrew."""
        return tuple(each for each in self.applications if each.status == "withdrawn")

    @property
    def complete(self) -> int:
        """How many are complete and came in time."""
        return sum(each.status == "complete" for each in self.in_time)

    @property
    def incomplete(self) -> int:
        """How many came in time and lack something."""
        return sum(each.status == "incomplete" for each in self.in_time)

    @property
    def review(self) -> int:
        """How many came in time and wait for a person."""
        return sum(each.status == "review" for each in self.in_time)

    @property
    def unread(self) -> bool:
        """Whether mail that came in time may not be in the list, since the mailbox was not read."""
        return self.read_at is None or self.read_at < self.cutoff


def is_due(
    posting: Posting, now: datetime, *, watched_since: datetime | None, read_at: datetime | None
) -> bool:
    """Whether the report on a posting is to be made, if none was.

    It waits for mail in transit, then for a mailbox that cannot be read, for a day at most. What ended before
    its mailbox was read for the first time is no closing that we have seen.
    """
    late_from, cutoff = posting.late_from, posting.cutoff
    if cutoff is None or late_from is None or posting.draft or posting.mailbox is None:
        return False
    if watched_since is None or watched_since >= cutoff:
        return False
    settled = late_from + TRANSIT
    if not settled <= now < cutoff + posting.grace + _STALE:
        return False
    return (read_at is not None and read_at >= settled) or now >= settled + _PATIENCE


def digest_of(posting: str, cutoff: datetime, applications: Iterable[ClosedApplication]) -> str:
    """Return the SHA-256 of a list of applications, hexadecimal: two lists with one digest are the same.

    What is digested is the UTF-8 of one line for each, in order of their references, behind a line of the
    posting's: its fields separated by tabs, times in UTC to the second.
    """
    lines = [f"{posting}\t{_utc(cutoff)}"]
    lines += sorted(
        "\t".join(
            (
                each.reference,
                _utc(each.received_at),
                each.status,
                "late" if each.late else "in time",
                ",".join(item.kind for item in each.missing),
                each.email or "",
                " ".join((each.name or "").split()),
                *sorted(each.documents),
            )
        )
        for each in applications
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def _utc(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
