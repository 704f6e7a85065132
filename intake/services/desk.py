"""What the services work with: the parts that `app` joins, known here by what they do."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, Self

from intake.domain.alarm import Alarm
from intake.domain.closing import ClosingFacts
from intake.domain.correction import Texts
from intake.domain.drawing import Drawn
from intake.domain.filing import Cut, Piece
from intake.domain.freemail import Colleagues
from intake.domain.letter import AlarmFacts, DigestFacts, LetterFacts
from intake.domain.model import Account, Attachment, Document, Language, Mailbox, Message, Posting
from intake.domain.order import OrderFacts
from intake.domain.refusals import Refusal
from intake.domain.report import Report
from intake.domain.sample_letters import Facts
from intake.domain.sheet import Sheet
from intake.domain.trouble import Trouble
from intake.services.sign_in import SignIns
from intake.settings import Settings
from intake.store.database import Database
from intake.store.ledger import IMPORTED


class FolderState(Protocol):
    """What EXAMINE says of a folder."""

    @property
    def uidvalidity(self) -> int | None: ...
    @property
    def uidnext(self) -> int | None: ...
    @property
    def exists(self) -> int: ...


class Fetched(Protocol):
    """One mail as the server gave it."""

    @property
    def uid(self) -> int: ...
    @property
    def received_at(self) -> datetime | None: ...
    @property
    def raw(self) -> bytes: ...


class Trace(Protocol):
    """What the header of a mail says of its way here."""

    @property
    def message_id(self) -> str | None: ...
    @property
    def received_at(self) -> datetime | None: ...  # by the newest Received field
    @property
    def dated(self) -> datetime | None: ...  # by the Date field


class Kept(Protocol):
    """A mail as it stands in a file."""

    @property
    def raw(self) -> bytes: ...
    @property
    def quoted(self) -> bool: ...
    @property
    def filed_at(self) -> datetime | None: ...  # as an mbox or a Maildir says
    @property
    def saved_at(self) -> datetime: ...  # when its file was written last
    @property
    def read(self) -> int: ...  # bytes of all the files, up to the end of this mail


class ImapSession(Protocol):
    """A logged-in connection to a mailbox."""

    @property
    def skipped(self) -> Mapping[int, str]: ...  # UIDs the last fetch did not give: "vanished", or why
    @property
    def alive(self) -> bool: ...
    @property
    def can_idle(self) -> bool: ...
    @property
    def certificate_ends(self) -> datetime | None: ...  # None: without TLS
    @property
    def downloaded(self) -> int: ...  # bytes
    def folders(self) -> Sequence[str]: ...
    def junk(self) -> str | None: ...
    def examine(self, folder: str) -> FolderState: ...
    def uids(self, first: int) -> Sequence[int]: ...
    def first_since(self, day: date) -> int | None: ...
    def fetch(self, uids: Sequence[int], *, singly: bool = False) -> Iterator[Fetched]: ...
    def flag(self, folder: str, uids: Sequence[int], keyword: str) -> None: ...
    def move(self, folder: str, uids: Sequence[int], target: str) -> None: ...


SendState = Literal["sent", "deferred", "failed", "unknown"]


class SendResult(Protocol):
    """How a server answered a letter, and its words."""

    @property
    def state(self) -> SendState: ...
    @property
    def reason(self) -> str: ...
    @property
    def refusal(self) -> Refusal | None: ...  # of the whole account


class SmtpSession(Protocol):
    """A connection that letters go out by."""

    @property
    def alive(self) -> bool: ...
    @property
    def certificate_ends(self) -> datetime | None: ...  # None: without TLS
    def send(
        self, sender: str, recipient: str, raw: bytes, before_data: Callable[[], None]
    ) -> SendResult: ...


class Blobs(Protocol):
    """Bytes kept under their sha-256. All raise StorageError, its kinds among them (domain.storage)."""

    def put(self, data: bytes) -> str: ...
    def put_many(self, blobs: Sequence[bytes]) -> list[str]: ...
    def set_apart(self, sha256: str) -> None: ...
    def is_apart(self, sha256: str) -> bool: ...
    def sweep(self, older: float = ...) -> int: ...
    def get(self, sha256: str) -> bytes: ...
    def has(self, sha256: str) -> bool: ...
    def delete(self, sha256: str) -> bool: ...
    def names(self, older: float = ...) -> Iterator[str]: ...
    def check(self) -> Sequence[Trouble]: ...


class Reader(Protocol):
    """Reads hostile bytes in processes of their own, `at_once` many at a time."""

    at_once: int

    @property
    def confined(self) -> bool: ...
    @property
    def lacks(self) -> Sequence[str]: ...  # to read scans: "tesseract", or languages of it
    @property
    def extras_lacking(self) -> Sequence[str]: ...  # "archives", "heif"
    def read_file(
        self, data: bytes, name: str, *, email: str | None, candidate: str | None, mail: str, seconds: float
    ) -> Sequence[Document]: ...
    def read_body(self, text: str, *, email: str | None, candidate: str | None) -> Document | None: ...
    def read_texts(self, data: bytes, name: str) -> Sequence[Texts]: ...
    def read_members(self, data: bytes, name: str, wanted: Collection[str]) -> Sequence[Piece]: ...
    def split(self, data: bytes, cuts: Sequence[Cut]) -> Sequence[Piece]: ...
    def draw(self, data: bytes, *, first: int, count: int, width: int) -> Drawn: ...
    def warm(self) -> None: ...  # start a process: the first mail does not wait for it


class Scanner(Protocol):
    """Looks for viruses. Both raise Trouble where it does not answer."""

    def scan(self, data: bytes) -> str | None: ...
    def signatures(self) -> datetime | None: ...


class Rendered(Protocol):
    """A letter in words."""

    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def html(self) -> str: ...
    @property
    def faults(self) -> Sequence[str]: ...  # of the organisation's own templates, on these facts


class TemplateFault(Protocol):
    """What is wrong with a template of the organisation's own."""

    @property
    def file(self) -> str: ...
    @property
    def line(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def remedy(self) -> str: ...


class Attempt(Protocol):
    """What became of proposed templates: their faults, or the letter that they make of a sample."""

    @property
    def faults(self) -> Sequence[TemplateFault]: ...
    @property
    def letter(self) -> Rendered | None: ...


class Letters(Protocol):
    """Writes letters from facts."""

    def faults(self) -> Sequence[TemplateFault]: ...
    def files(self) -> Sequence[str]: ...
    def builtin(self, file: str) -> str: ...
    def own(self) -> Collection[str]: ...
    def is_builtin(self, folder: Path) -> bool: ...
    def parts(self, letter: str, language: Language) -> Sequence[str]: ...
    def attempt(self, proposed: Mapping[str, str], letter: str, language: Language, case: int) -> Attempt: ...

    def show(self, facts: Facts) -> Rendered: ...
    def render(self, facts: LetterFacts) -> Rendered: ...
    def render_digest(self, facts: DigestFacts) -> Rendered: ...
    def render_alarm(self, facts: AlarmFacts) -> Rendered: ...
    def render_closing(self, facts: ClosingFacts) -> Rendered: ...
    def render_order(self, facts: OrderFacts) -> Rendered: ...


class Called(Protocol):
    """How a call of a webhook ended: the status of the answer, or a word for why there is none."""

    @property
    def status(self) -> int | None: ...
    @property
    def trouble(self) -> str | None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """Raw bytes that are safe in the blob store, and when the server received them."""

    mailbox: Mailbox
    raw: bytes
    sha256: str
    received_at: datetime
    imported: str | None = None  # that no server gave it to us, and whose its time is, in words
    silent: bool = False  # its letter is held: who imported it did not ask for answers
    unasked: bool = False  # its letter is held: who takes it in wants no answer to go out
    chosen: bool = False  # who takes it in has said whether it is answered: also after an `unmatched` letter

    @classmethod
    def again(cls, mailbox: Mailbox, raw: bytes, row: Any) -> Self:
        """A mail of the ledger, by its row. The letter of one that was imported is held."""
        imported = row.folder == IMPORTED
        return cls(
            mailbox=mailbox,
            raw=raw,
            sha256=row.sha256,
            received_at=row.received_at,
            imported="imported" if imported else None,
            silent=imported,
        )


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything that a service needs for its work; `now` is the clock."""

    settings: Settings
    database: Database
    blobs: Blobs
    letters: Letters
    reader: Reader
    scanner: Scanner | None
    me: str  # this worker's id
    actor: str  # whom the audit log names: the machine, or the account that gave the command
    now: Callable[[], datetime]
    parse: Callable[[bytes, datetime], Message]  # raises Unreadable
    words: Callable[[bytes], str]  # all the text in a mail, for searching
    received_at: Callable[[bytes], datetime]  # by the Received headers, where INTERNALDATE is absent
    trace: Callable[[bytes], Trace]
    is_document: Callable[[Attachment], bool]
    format_of: Callable[[bytes], str]  # by the bytes: "pdf", "docx" ...
    compose: Callable[..., bytes]
    compose_notice: Callable[..., bytes]
    workbook: Callable[[Iterable[Sheet]], bytes]  # an .xlsx
    write_workbook: Callable[[Iterable[Sheet], BinaryIO], None]
    write_csv: Callable[[Sheet, BinaryIO], None]
    report_pdf: Callable[[Report], bytes]
    zip_file: Callable[[Path], AbstractContextManager[Any]]  # a services.filing.Output
    new_message_id: Callable[[str], str]
    sign_ins: SignIns
    open_imap: Callable[[Mailbox], AbstractContextManager[ImapSession]]  # raises Trouble
    open_smtp: Callable[[Mailbox], AbstractContextManager[SmtpSession]]  # raises Trouble
    own_certificate_ends: Callable[[Account], datetime | None]  # of what an application signs in with
    call: Callable[[str, bytes, Mapping[str, str]], Called]  # POSTs to a webhook's address; raises nothing
    mark: Callable[[Account, str], str]  # tells an account's settings and secrets from others, with a salt
    stopping: threading.Event = field(default_factory=threading.Event)
    locks: dict[str, threading.Lock] = field(default_factory=lambda: defaultdict(threading.Lock))
    # What was looked at since the last watch, by code and place; None: it was looked at, and is well.
    noticed: dict[tuple[str, str], Alarm | None] = field(default_factory=dict)

    def lock(self, name: str) -> threading.Lock:
        """The lock of that name within this process."""
        return self.locks[name]

    def notice(self, code: str, place: str, alarm: Alarm | None) -> None:
        """Keep for the next watch whether that is wrong there."""
        self.noticed[code, place] = alarm

    def postings_of(self, mailbox: str) -> tuple[Posting, ...]:
        """The postings that a mailbox takes mail for, drafts apart."""
        postings: Mapping[str, Posting] = self.settings.postings
        return tuple(p for p in postings.values() if p.mailbox == mailbox and not p.draft)

    @property
    def colleagues(self) -> Colleagues:
        """Recruiters, admins and our own mailboxes."""
        recruiters = (a for posting in self.settings.postings.values() for a in posting.addresses)
        return Colleagues.of((*recruiters, *self.settings.admins, *self.ours))

    @property
    def ours(self) -> frozenset[str]:
        """Every address that is one of our mailboxes, lower case."""
        return frozenset(a for mailbox in self.settings.mailboxes.values() for a in mailbox.ours)

    def default_language(self, mailbox: str) -> Language:
        """The language of a mailbox's postings, for a mail that says too little itself."""
        return next((posting.language for posting in self.postings_of(mailbox)), "fr")
