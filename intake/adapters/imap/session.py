"""A conversation with one account: its folders, their UIDs, their mails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from intake.adapters.imap.client import Client
from intake.adapters.imap.errors import FolderError, RefusedError
from intake.adapters.imap.fetch import Fetched, Fetcher, Skip, chunks, number
from intake.adapters.imap.line import Line
from intake.adapters.wire import certificate_ends

UIDS_A_SEARCH = 50_000  # the answer is one line, and imaplib refuses a line of 1,000,000 bytes
HIGHEST_UID = (1 << 32) - 1  # RFC 3501 §2.3.1.1

JUNK_NAMES = frozenset(
    {
        "junk",
        "spam",
        "junk e-mail",
        "junk email",
        "bulk mail",
        "courrier indésirable",
        "indésirables",
        "pourriel",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FolderState:
    """What a server says of a folder on opening it; a server may leave out the numbers."""

    uidvalidity: int | None
    uidnext: int | None
    exists: int


class Session:
    """A conversation with one account, by one thread.

    `skipped` tells which of the mails asked of `fetch` were not yielded, and why: `vanished` (no
    longer there), `empty` (the server says it holds bytes and gives none), `oversize` (above
    `LARGEST`), `unreadable` (the answer makes no sense). `examine` clears it.
    """

    def __init__(self, line: Line) -> None:
        self.skipped: dict[int, Skip] = {}
        self._line = line
        self._fetcher = Fetcher(line, self.skipped)
        self._state = FolderState(uidvalidity=None, uidnext=None, exists=0)
        self._examined: str | None = None  # the folder that `_state` is of

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        """Whether the connection still stands, as far as we know."""
        return self._line.alive

    @property
    def can_idle(self) -> bool:
        """Whether the server tells of new mail by itself (RFC 2177)."""
        with self._line.speaking():
            return bool(self._line.client.has_capability("IDLE"))

    @property
    def certificate_ends(self) -> datetime | None:
        """When the server's TLS certificate ends; None without TLS."""
        return certificate_ends(self._line.client.socket())

    @property
    def downloaded(self) -> int:
        """How many bytes this session has brought."""
        return self._line.client.downloaded

    @property
    def client(self) -> Client:
        """The connection itself, for IDLE."""
        return self._line.client

    def close(self) -> None:
        """Log out; a connection that is dead is dropped."""
        self._line.hang_up()

    def drop(self) -> None:
        """Close the connection without a word."""
        self._line.drop()

    def folders(self) -> list[str]:
        """Return the names of the folders that can hold mail."""
        return [name for _, _, name in self._list()]

    def junk(self) -> str | None:
        r"""Return the folder marked \Junk (RFC 6154), else one with a name known for it, else None."""
        folders = self._list()
        for flags, _, name in folders:
            if "\\junk" in flags:
                return name
        for _, delimiter, name in folders:
            if (name.rsplit(delimiter, 1)[-1] if delimiter else name).lower() in JUNK_NAMES:
                return name
        return None

    def examine(self, folder: str) -> FolderState:
        """Open a folder for reading only (EXAMINE).

        Raises FolderError where it does not exist or cannot be opened.
        """
        self.skipped.clear()
        answer = self._open(folder, readonly=True)
        self._examined = folder
        self._state = FolderState(
            uidvalidity=number(answer.get(b"UIDVALIDITY")),
            uidnext=number(answer.get(b"UIDNEXT")),
            exists=number(answer.get(b"EXISTS")) or 0,
        )
        return self._state

    def uids(self, first: int = 1) -> list[int]:
        """Return the UIDs of the open folder that are not below `first`, ascending.

        `n:*` always names the last mail, however low its UID (RFC 3501 §6.4.8): filtered here.
        """
        low, found = max(first, 1), set[int]()
        if self._state.exists > UIDS_A_SEARCH:
            while self._state.uidnext is not None and low + UIDS_A_SEARCH < self._state.uidnext:
                found.update(self._search("UID", f"{low}:{low + UIDS_A_SEARCH - 1}"))
                low += UIDS_A_SEARCH
        found.update(self._search("UID", f"{low}:*"))
        return sorted(uid for uid in found if first <= uid <= HIGHEST_UID)

    def first_since(self, day: date) -> int | None:
        """Return the lowest UID of the open folder received on `day` or later; None if there is none.

        The day is the server's, in whatever zone it keeps its INTERNALDATE (RFC 3501 §6.4.4).
        """
        return min((uid for uid in self._search("SINCE", day) if uid <= HIGHEST_UID), default=None)

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """Return RFC822.SIZE in bytes; a UID that is gone, or has no size, is left out."""
        return self._fetcher.sizes(uids)

    def fetch(self, uids: Sequence[int], *, singly: bool = False) -> Iterator[Fetched]:
        """Yield the mails of the open folder in the order of `uids`; flags stay as they are.

        Those not yielded are named in `skipped`. `singly` asks for one mail at a time: the way to
        find the one on which a server hangs up.

        Raises LostError; what was yielded before is whole.
        """
        return self._fetcher.fetch(uids, singly=singly)

    def flag(self, folder: str, uids: Sequence[int], keyword: str = "$Intake") -> None:
        """Set a keyword on mails of `folder`.

        Raises RefusedError where the server does not keep keywords (PERMANENTFLAGS), FolderError.
        """
        permanent = self._reopen(folder).get(b"PERMANENTFLAGS")
        if permanent is not None and not {b"\\*", keyword.encode()} & set(_flags(permanent)):
            raise RefusedError(
                f"the server keeps no keyword {keyword} in the folder {folder}",
                "Set `processed: leave` or `processed: {move: FOLDER}` for this mailbox.",
            )
        for chunk in chunks(uids):
            with self._line.speaking():
                self._line.client.add_flags(chunk, [keyword], silent=True)

    def move(self, folder: str, uids: Sequence[int], target: str) -> None:
        """Move mails of `folder` to `target`, which is made if it is missing.

        By MOVE (RFC 6851), else by COPY and the removal of just these UIDs (RFC 4315 §2.1): a plain
        EXPUNGE would remove other people's mails too.

        Raises RefusedError where the server offers neither, or the folders are one; FolderError.
        """
        if folder == target:
            raise RefusedError(f"the folder {folder} is itself the target", "Name another folder in `move`.")
        with self._line.speaking():
            moves, expunges = (
                self._line.client.has_capability("MOVE"),
                self._line.client.has_capability("UIDPLUS"),
            )
        if not moves and not expunges:
            raise RefusedError(
                "the server can move no mail without touching others (it offers neither MOVE nor UIDPLUS)",
                "Set `processed: leave` or `processed: flag` for this mailbox.",
            )
        if target not in self.folders():
            with self._line.speaking():
                self._line.client.create_folder(target)
        self._reopen(folder)
        for chunk in chunks(uids):
            with self._line.speaking():
                if moves:
                    self._line.client.move(chunk, target)
                else:
                    self._line.client.copy(chunk, target)
                    self._line.client.delete_messages(chunk, silent=True)
                    self._line.client.uid_expunge(chunk)

    def _reopen(self, folder: str) -> dict[bytes, Any]:
        """Open a folder for writing; its UIDs must name the mails that they named when it was examined."""
        answer = self._open(folder, readonly=False)
        before, now = self._state.uidvalidity, number(answer.get(b"UIDVALIDITY"))
        if folder == self._examined and None not in (before, now) and before != now:
            raise RefusedError(
                f"the folder {folder} was numbered anew meanwhile", "It is read anew at the next poll."
            )
        return answer

    def _open(self, folder: str, *, readonly: bool) -> dict[bytes, Any]:
        try:
            with self._line.speaking():
                answer: dict[bytes, Any] = self._line.client.select_folder(folder, readonly=readonly)
                return answer
        except RefusedError as error:
            names = self.folders()
            if folder in names:
                raise FolderError(
                    f"the folder {folder} cannot be opened: {error.text}", error.remedy
                ) from None
            known = ", ".join(sorted(names)[:30])
            raise FolderError(
                f"there is no folder {folder}; there are: {known}", "Correct `folders` of this mailbox."
            ) from None

    def _list(self) -> list[tuple[frozenset[str], str, str]]:
        with self._line.speaking():
            answer = self._line.client.list_folders()
            folders = [
                (
                    frozenset(flag.decode("ascii", "replace").lower() for flag in flags),
                    _text(delimiter),
                    _text(name),
                )
                for flags, delimiter, name in answer
            ]
        return [entry for entry in folders if not entry[0] & {"\\noselect", "\\nonexistent"}]

    def _search(self, key: str, value: object) -> list[int]:
        with self._line.speaking():
            return [int(uid) for uid in self._line.client.search([key, value])]


def _flags(value: Sequence[object]) -> list[bytes]:
    return [flag.strip(b"()") for flag in value if isinstance(flag, bytes)]


def _text(value: bytes | str | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value or ""
