"""Small IMAP and SMTP servers in the test process, over real sockets, honest until they are told to lie."""

from __future__ import annotations

import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from intake.embedded import Accepted
from rigs.net import LOOPBACK

CAPABILITIES = b"IMAP4rev1 AUTH=PLAIN MOVE UIDPLUS"
RECEIVED = b"03-May-2026 12:00:00 +0000"
BYE = re.compile(rb"\* BYE")
LEAVING = re.compile(rb"^[24]21 ")
ANSWERS = {
    "EHLO": b"250-mail.example.org\r\n250-8BITMIME\r\n250 SIZE 33554432\r\n",
    "DATA": b"354 go on\r\n",
    "QUIT": b"221 bye\r\n",
}


@dataclass(kw_only=True)
class Held:
    """A mail in a folder of the server."""

    uid: int
    raw: bytes
    received_at: bytes = RECEIVED  # INTERNALDATE
    flags: set[bytes] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A command of the client. `verb` is its name, `UID` left out; the greeting has no tag."""

    verb: str
    tag: bytes = b"*"
    rest: bytes = b""


# Given a command and the honest answer, the bytes to be said: all at once, or piece by piece without
# end. After "* BYE" (IMAP), "221" and "421" (SMTP) the server hangs up.
Lie = Callable[[Asked, bytes], bytes | Iterable[bytes]]


def honest(_asked: Asked, answer: bytes) -> bytes:
    """No lie."""
    return answer


class _Server(socketserver.ThreadingTCPServer):
    """A context manager. `asked` lists the commands of all connections."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, conversation: type[_Conversation], lie: Lie) -> None:
        super().__init__((LOOPBACK, 0), conversation)
        self.port = int(self.server_address[1])
        self.lie = lie
        self.asked: list[Asked] = []
        self.over, self.ended = 0, threading.Condition()

    def wait(self, connections: int) -> None:
        """Wait until so many connections have ended: a command may be done after its client has gone."""
        with self.ended:
            assert self.ended.wait_for(lambda: self.over >= connections, 10)

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class IMAPServer(_Server):
    """One account, any name and password. `folders` may be changed at any time."""

    def __init__(self, mails: Sequence[tuple[int, bytes]], lie: Lie = honest) -> None:
        super().__init__(_IMAP, lie)
        self.uidvalidity = 7
        self.fill(mails)

    def fill(self, mails: Sequence[tuple[int, bytes]]) -> None:
        """Hold just these mails, in INBOX: UIDs ascending, and bytes. The folder Done is empty."""
        inbox = [Held(uid=uid, raw=raw) for uid, raw in mails]
        self.folders: dict[str, list[Held]] = {"INBOX": inbox, "Done": []}

    def snapshot(self) -> list[tuple[str, int, bytes, tuple[bytes, ...]]]:
        """What every folder holds."""
        return [
            (folder, mail.uid, mail.raw, tuple(sorted(mail.flags)))
            for folder, mails in sorted(self.folders.items())
            for mail in mails
        ]


class SMTPServer(_Server):
    """An SMTP server. `mails` holds what it took: all but what it said no to (4xx, 5xx)."""

    def __init__(self, lie: Lie = honest) -> None:
        super().__init__(_SMTP, lie)
        self.mails: list[Accepted] = []


class _Conversation(socketserver.StreamRequestHandler):
    server: _Server
    disable_nagle_algorithm = True

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()
        with self.server.ended:
            self.server.over += 1
            self.server.ended.notify_all()

    def say(self, asked: Asked, answer: bytes, last: re.Pattern[bytes]) -> tuple[bytes, bool]:
        """Say the answer, or the lie; return its first words, and whether the conversation goes on."""
        self.server.asked.append(asked)
        said = self.server.lie(asked, answer)
        first, over = b"", False
        for piece in (said,) if isinstance(said, bytes) else said:
            self.request.sendall(piece)
            first, over = first or piece, over or bool(last.search(piece))
        if over:
            self.request.shutdown(socket.SHUT_RDWR)
        return first, not over


class _IMAP(_Conversation):
    server: IMAPServer

    def handle(self) -> None:
        self._folder = "INBOX"
        greeting = b"* OK [CAPABILITY %s] ready\r\n" % CAPABILITIES
        with suppress(OSError):
            if not self.say(Asked(verb="GREETING"), greeting, BYE)[1]:
                return
            for line in self.rfile:
                if not line.endswith(b"\r\n") or not self._answer(line.rstrip(b"\r\n")):
                    return

    def _answer(self, line: bytes) -> bool:
        """Answer a command; False where the conversation is over."""
        tag, _, words = line.partition(b" ")
        words = re.sub(rb"(?i)^UID ", b"", words)
        verb, _, rest = words.partition(b" ")
        asked = Asked(verb=verb.decode().upper(), tag=tag, rest=rest)
        if asked.verb == "AUTHENTICATE":
            self.request.sendall(b"+ \r\n")
            self.rfile.readline()
        untagged = b"".join(self._untagged(asked))
        return self.say(asked, untagged + b"%s OK %s done\r\n" % (tag, verb), BYE)[1]

    def _untagged(self, asked: Asked) -> Iterator[bytes]:
        folders, rest = self.server.folders, asked.rest
        match asked.verb:
            case "CAPABILITY":
                yield b"* CAPABILITY %s\r\n" % CAPABILITIES
            case "LIST":
                yield from (b'* LIST () "/" "%s"\r\n' % name.encode() for name in folders)
            case "EXAMINE" | "SELECT":
                yield from self._open(rest.strip(b'"').decode())
            case "SEARCH":
                uids = b" ".join(b"%d" % mail.uid for mail in self._named(rest.removeprefix(b"UID ")))
                yield b"* SEARCH %s\r\n" % uids
            case "FETCH":
                yield from self._fetch(*rest.split(b" ", 1))
            case "STORE":
                uids, _, flags = rest.split(b" ", 2)
                for mail in self._named(uids):
                    mail.flags.update(flags.strip(b"()").split())
            case "MOVE":
                yield from self._move(*rest.split(b" ", 1))
            case "LOGOUT":
                yield b"* BYE logging out\r\n"

    def _open(self, folder: str) -> Iterator[bytes]:
        self._folder = folder
        mails = self.server.folders[folder]
        yield b"* FLAGS (\\Seen)\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] flags\r\n"
        yield b"* %d EXISTS\r\n* 0 RECENT\r\n" % len(mails)
        yield b"* OK [UIDVALIDITY %d] numbering\r\n" % self.server.uidvalidity
        yield b"* OK [UIDNEXT %d] next\r\n" % (max((mail.uid for mail in mails), default=0) + 1)

    def _named(self, uids: bytes) -> list[Held]:
        """The mails of a set of UIDs; `n:*` always names the last (RFC 3501 §6.4.8)."""
        mails = self.server.folders[self._folder]
        top = max((mail.uid for mail in mails), default=0)
        spans = []
        for item in uids.split(b","):
            first, _, last = item.partition(b":")
            spans.append(sorted((int(first), top if last == b"*" else int(last or first))))
        return [mail for mail in mails if any(low <= mail.uid <= high for low, high in spans)]

    def _fetch(self, uids: bytes, items: bytes) -> Iterator[bytes]:
        places = {id(mail): place for place, mail in enumerate(self.server.folders[self._folder], 1)}
        for mail in self._named(uids):
            said = [b"UID %d" % mail.uid]
            if b"RFC822.SIZE" in items:
                said.append(b"RFC822.SIZE %d" % len(mail.raw))
            if b"INTERNALDATE" in items:
                said.append(b'INTERNALDATE "%s"' % mail.received_at)
            if window := re.search(rb"BODY\.PEEK\[\](<(\d+)\.(\d+)>)?", items):
                start, length = (int(number) if number else None for number in window.group(2, 3))
                body = mail.raw if start is None else mail.raw[start : start + (length or 0)]
                name = b"BODY[]" if start is None else b"BODY[]<%d>" % start
                said.append(b"%s {%d}\r\n%s" % (name, len(body), body))
            yield b"* %d FETCH (%s)\r\n" % (places[id(mail)], b" ".join(said))

    def _move(self, uids: bytes, target: bytes) -> Iterator[bytes]:
        source, goal = (self.server.folders[name] for name in (self._folder, target.strip(b'"').decode()))
        for mail in self._named(uids):
            yield b"* %d EXPUNGE\r\n" % (source.index(mail) + 1)
            source.remove(mail)
            goal.append(Held(uid=len(goal) + 1, raw=mail.raw, received_at=mail.received_at, flags=mail.flags))


class _SMTP(_Conversation):
    server: SMTPServer

    def handle(self) -> None:
        self._sender, self._recipients = b"", list[bytes]()
        with suppress(OSError):
            if not self.say(Asked(verb="GREETING"), b"220 mail.example.org ready\r\n", LEAVING)[1]:
                return
            for line in self.rfile:
                if not line.endswith(b"\r\n") or not self._answer(line.rstrip(b"\r\n")):
                    return

    def _answer(self, line: bytes) -> bool:
        """Answer a command; False where the conversation is over."""
        verb, _, rest = line.partition(b" ")
        asked = Asked(verb=verb.decode("ascii", "replace").upper(), rest=rest)
        said, goes_on = self.say(asked, ANSWERS.get(asked.verb, b"250 fine\r\n"), LEAVING)
        path = rest.partition(b"<")[2].partition(b">")[0]
        match asked.verb:
            case "MAIL":
                self._sender, self._recipients = path, []
            case "RCPT" if said.startswith(b"2"):
                self._recipients.append(path)
            case "DATA" if goes_on and said.startswith(b"354"):
                return self._take()
        return goes_on

    def _take(self) -> bool:
        """Take a mail, after its final dot."""
        raw = b""
        for line in self.rfile:
            if line == b".\r\n":
                break
            raw += line.removeprefix(b".")
        else:
            return False  # the wire was cut before the dot
        said, goes_on = self.say(Asked(verb="DOT"), b"250 taken\r\n", LEAVING)
        if said[:1] not in (b"4", b"5"):
            recipients = tuple(path.decode() for path in self._recipients)
            self.server.mails.append(Accepted(sender=self._sender.decode(), recipients=recipients, raw=raw))
        return goes_on
