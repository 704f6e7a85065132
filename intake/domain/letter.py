"""What letters and digests may say: the facts handed to the templates, which see nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from intake.domain.model import Kind, Language, LetterKind, Posting, Status
from intake.domain.privacy import Request


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFile:
    """One line of a letter's list of what was received."""

    file: str
    kinds: tuple[Kind, ...]  # empty: could not be told
    readable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """One line of a letter's list of what is missing; counts are for references."""

    kind: Kind
    required: int = 1
    found: int = 0


def missing_of(posting: Posting, kinds: Iterable[Kind], referees: int) -> tuple[Missing, ...]:
    """What an application lacks, with what its posting asks for; `referees` were found."""
    required = {item.kind: item.count for item in posting.documents}
    found = {"references": referees}
    return tuple(
        Missing(kind=kind, required=required.get(kind, 1), found=found.get(kind, 0)) for kind in kinds
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Instruction:
    """How to apply to one posting, for the letter to a person whose subject no posting claims."""

    title: str
    subject: str  # the rule as written
    cutoff: datetime | None
    zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivacyNotice:
    """What a candidate is told of the use of personal data."""

    purpose: str
    contact: str
    months: int | None  # dossiers are kept so long; None: no retention is configured


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFacts:
    """Everything that a letter to a candidate may say. Templates see nothing else."""

    kind: LetterKind
    language: Language
    organisation: str
    title: str | None = None  # of the posting; None for `unmatched`
    reference: str | None = None
    candidate: str | None = None  # name
    received_at: datetime
    now: datetime
    zone: str
    status: Status | None = None
    files: tuple[LetterFile, ...] = ()  # the files of this mail
    held: tuple[LetterFile, ...] = ()  # those of earlier mails
    missing: tuple[Missing, ...] = ()
    cutoff: datetime | None = None
    subject: str = ""  # of the candidate's mail
    details: bool = True  # False: nothing about the dossier may be said (a reply from another address)
    instructions: tuple[Instruction, ...] = ()
    refused: bool = False  # late, and the organisation takes no late applications
    admitted: bool = False  # received after the cut-off, and counted all the same
    request: Request | None = None  # of `privacy`: what was asked
    answer_by: datetime | None = None  # of `privacy`: the end (exclusive) of the time that the law gives
    notice: PrivacyNotice | None = None  # of the organisation, where it wrote one in this language

    @property
    def cutoff_passed(self) -> bool:
        """Whether what comes now counts as late."""
        return self.cutoff is not None and self.now >= self.cutoff


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestApplication:
    """One application in a digest."""

    reference: str
    name: str | None
    email: str | None
    status: Status
    received_at: datetime
    missing: tuple[Missing, ...] = ()
    reason: str = ""
    minutes_late: int | None = None  # past the cut-off, for late ones whose first mail came late
    sent_in_time: bool = False  # that mail, if its Date header is right
    letter_problem: str | None = None  # "failed: 550 no such user", "unknown: ..."
    wrote_again: bool = False  # of a withdrawn one: mail came after that


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestDay:
    """How many applications a day brought."""

    day: date  # of the posting's zone
    number: int
    share: int  # in percent of the posting's greatest day


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestPosting:
    """One posting in a digest: counts of its applications by status, and those to look at.

    Dossiers that a person called spam are in none of them.
    """

    id: str
    title: str
    cutoff: datetime | None
    zone: str
    complete: int
    incomplete: int
    late: int
    review: int
    new: int  # applications that came in since the last digest
    exceptions: tuple[DigestApplication, ...] = ()  # incomplete, late, review, or with a letter in trouble
    arrived: tuple[DigestApplication, ...] = ()  # complete ones that came in since the last digest
    withdrawn: tuple[DigestApplication, ...] = ()  # withdrawn, or written again, since the last digest
    days: tuple[DigestDay, ...] = ()  # the last fourteen, or since it opened; none: nothing came in them


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestMail:
    """One mail that became no application."""

    received_at: datetime
    sender: str | None
    subject: str
    reason: str
    files: int = 0  # documents it holds
    id: int | None = None  # of the ledger


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestTrouble:
    """Something that keeps a recruiter's postings from working, or a letter from its reader.

    `code` is `no_mailbox`, `not_read`, `letter`, `infected`, `bounced`, `retention`, `capped` or an alarm's.
    """

    code: str
    text: str  # a sentence with the remedy: English, that of `bounced` in the digest's language
    place: str = ""  # a mailbox's name, or a posting's title
    since: datetime | None = None
    number: int = 0
    reference: str | None = None  # of the application that it is about
    kind: str = ""  # of a letter
    letter_problem: str = ""  # "failed: 550 no such user"

    @property
    def section(self) -> str:
        """Where it is told: `infected`, `letters` or `troubles`."""
        return {"infected": "infected", "letter": "letters", "bounced": "letters"}.get(self.code, "troubles")


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestSheet:
    """The spreadsheet that goes with a digest; where there are too many, it holds the newest."""

    held: int  # applications in it
    left_out: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestFacts:
    """Everything that a recruiter's digest may say."""

    language: Language
    organisation: str
    recruiter: str
    day: date
    since: datetime
    until: datetime
    zone: str
    postings: tuple[DigestPosting, ...]
    unmatched: tuple[DigestMail, ...] = ()  # a person's mail that no posting claims
    automatic: tuple[DigestMail, ...] = ()  # automatic mail that holds documents
    quarantined: tuple[DigestMail, ...] = ()  # could not be processed; raw bytes kept
    held_back: int = 0  # letters not sent: the mail is older than `since` or a restore, or imported
    troubles: tuple[DigestTrouble, ...] = ()
    admin: bool = False  # the recruiter is an admin, too
    admins_told: bool = False  # there are admins, who are told of alarms
    sheet: DigestSheet | None = None
    urgent: bool = False  # no digest: exceptions that are told at once
    answer_to: str | None = None  # the address that orders by reply go to
    answer_token: str | None = None  # which their subject needs
    console: str | None = None  # its address, "https://HOST"; None: nobody said how it is reached
    most: int = 100  # lines of a section; the rest is counted

    @property
    def to_look_at(self) -> int:
        """How many things need a look."""
        dossiers = sum(len(posting.exceptions) for posting in self.postings)
        return dossiers + len((*self.unmatched, *self.quarantined, *self.automatic, *self.troubles))

    @property
    def quiet(self) -> bool:
        """Whether there is nothing new, and nothing to look at."""
        news = any(posting.new or posting.withdrawn for posting in self.postings)
        return not (news or self.to_look_at or self.held_back)


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmLine:
    """One alarm in a letter to an admin."""

    code: str
    place: str  # a mailbox's name, one of its servers, or "" for the whole
    text: str
    remedy: str
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmFacts:
    """Everything that a letter on alarms may say."""

    language: Language
    organisation: str
    now: datetime
    zone: str
    raised: tuple[AlarmLine, ...] = ()  # new, or told again since they stand for a day more
    standing: tuple[AlarmLine, ...] = ()  # told before
    over: tuple[AlarmLine, ...] = ()
    console: str | None = None  # as in a digest


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosure:
    """A file that goes with a letter. The name is made safe where the mail is written."""

    name: str
    content_type: str  # "application/pdf"
    data: bytes
