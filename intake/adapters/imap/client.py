"""imapclient, held to what we rely on: answers that end, and a UID in each that tells of a mail."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import ProtocolError
from imapclient.imap4 import IMAP4WithTimeout
from imapclient.response_parser import parse_fetch_response
from imapclient.tls import IMAP4_TLS

from intake.adapters.wire import EndlessError, Reader

LARGEST = 256 << 20  # bytes; a larger mail is not fetched
LONGEST_ANSWER = LARGEST + (16 << 20)  # bytes
LONGEST_LINE = 1_000_000  # bytes, literals apart


class _Bounded:
    """The wire of imaplib, whose own `read` believes any length and whose answers may go on for ever."""

    sock: Any
    _reader: Reader | None = None

    def send(self, data: bytes) -> None:
        self._wire().begin()
        super().send(data)  # type: ignore[misc]

    def read(self, size: int) -> bytes:
        return self._wire().read(size)

    def readline(self) -> bytes:
        line = self._wire().readline(LONGEST_LINE + 1)
        if len(line) > LONGEST_LINE:
            raise EndlessError("the line has no end")
        return line

    def _wire(self) -> Reader:
        """What was read before STARTTLS is not what TLS protects: another socket, another reader."""
        if self._reader is None or self._reader.sock is not self.sock:
            self._reader = Reader(self.sock, LONGEST_ANSWER)
        return self._reader


class _Plain(_Bounded, IMAP4WithTimeout):  # type: ignore[misc]
    pass


class _TLS(_Bounded, IMAP4_TLS):  # type: ignore[misc]
    pass


class Client(IMAPClient):  # type: ignore[misc]
    """A connection. `timeout` is given, and times keep their zone."""

    def __init__(self, host: str, port: int, *, timeout: SocketTimeout, **options: Any) -> None:
        super().__init__(host, port, timeout=timeout, **options)
        self.normalise_times = False  # True would drop the zone
        self._imap.debug = 0  # imapclient's own level writes each mail out, to throw it away
        # imapclient sends the end of a command by itself; it is to wait for no ACK, of 40 ms each.
        self.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @property
    def downloaded(self) -> int:
        """How many bytes have come over this connection."""
        reader: Reader | None = self._imap._reader  # noqa: SLF001 - ours, above
        return reader.total if reader else 0

    @property
    def ahead(self) -> bool:
        """Whether the server has said more than was read."""
        reader: Reader | None = self._imap._reader  # noqa: SLF001 - ours, above
        return reader is not None and reader.ahead

    def fetch_by_uid(self, uids: Sequence[int], items: str) -> dict[int, dict[bytes, Any]]:
        """Fetch `items` of mails, and return them by UID.

        An answer counts for the mail whose UID it names (RFC 3501 §6.4.8 has every answer to UID FETCH
        name it); imapclient's `fetch` takes a sequence number for one where it is missing.

        Raises ProtocolError where the answer makes no sense, or gives a mail two bodies.
        """
        named = ",".join(map(str, uids)).encode()
        found: dict[int, dict[bytes, Any]] = {}
        for line in _lines(self._raw_command_untagged(b"FETCH", [named, items.encode()])):
            for item in parse_fetch_response(line, self.normalise_times, uid_is_key=False).values():
                if item.get(b"UID") in uids:
                    _add(found.setdefault(item[b"UID"], {}), item)
        return found

    def _create_IMAP4(self) -> _Plain | _TLS:  # noqa: N802 - imapclient's name
        if self.ssl:
            return _TLS(self.host, self.port, self.ssl_context, self._timeout.connect)
        return _Plain(self.host, self.port, self._timeout.connect)


def _lines(answer: Sequence[Any]) -> Iterator[list[Any]]:
    """Put together what imaplib took apart: a line comes in pieces, each but the last with a literal."""
    line: list[Any] = []
    for piece in answer:
        line.append(piece)
        if isinstance(piece, bytes):
            yield line
            line = []


def _add(known: dict[bytes, Any], items: dict[bytes, Any]) -> None:
    for key, value in items.items():
        if key.startswith(b"BODY[") and known.get(key, value) != value:
            raise ProtocolError("two bodies for one mail")
    known.update(items)
