"""An SMTP connection that is cut at every byte, sliced, slowed down or swallowed: each letter once.

Truth is what the server took, counted by Message-ID. Only a letter whose answer was lost after the
server had asked for it may be `unknown`; all others go out at the next try.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest
from rigs.books import Books
from rigs.disturbed import Way
from rigs.lying import SMTPServer
from rigs.net import Proxy, Wire
from rigs.office import IN_TIME, Office

from intake.adapters import smtp
from intake.domain.model import Mailbox
from intake.services.deliver import Delivered, deliver
from intake.services.desk import Desk

pytestmark = pytest.mark.timeout(600)  # a thousand connections
WAYS = pytest.mark.parametrize("way", ["to_server", "to_client"])
WIDE = dict.fromkeys(("address", "domain", "mailbox", "overall"), "1000000/hour")
SHORT = 0.1  # seconds


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    time: datetime = IN_TIME

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.time


@dataclass
class Scene:
    """A desk whose letters go to a server of ours."""

    books: Books
    server: SMTPServer
    clock: Clock
    states: Counter[str] = field(default_factory=Counter)

    def deliver(self, desk: Desk | None = None, *, down_after: bool = False, **wires: Wire) -> Delivered:
        """Deliver by way of a proxy."""
        desk = desk or self.books.desk
        with Proxy(self.server.port, down_after=down_after, **wires) as proxy:
            mailbox = desk.settings.mailboxes["jobs"]
            there = {"jobs": replace(mailbox, smtp=replace(mailbox.smtp, port=proxy.port))}
            return deliver(replace(desk, settings=replace(desk.settings, mailboxes=there)))

    def settle(self) -> None:
        """Deliver undisturbed, a few minutes later; hold the outbox against the server, and forget both."""
        self.clock.time += timedelta(minutes=3)
        result = self.deliver()
        assert (result.pending, result.failed, result.unknown) == (0, 0, 0)
        self.books.check_letters(self.server)
        self.states.update(row.state for row in self.books.letters())
        self.books.forget()
        self.server.mails.clear()


@pytest.fixture
def scene(office: Office) -> Iterator[Scene]:
    """Two letters to be sent."""
    clock = Clock()
    with SMTPServer() as server, office.desk(clock) as desk:
        yield Scene(Books(desk), server, clock)


def impatient(desk: Desk) -> Desk:
    """The same desk with short timeouts."""

    def connect(mailbox: Mailbox) -> smtp.Session:
        return smtp.connect(mailbox.smtp, None, timeout=SHORT, answer_timeout=SHORT)

    return replace(desk, open_smtp=connect)


UNSURE = {"to_client": (rb"354.*\r\n", rb"250 taken"), "to_server": (rb"DATA\r\n", rb"\r\n\.\r\n")}


@dataclass(frozen=True)
class Session:
    """What an undisturbed session of two letters says each way."""

    length: int
    unsure: tuple[range, ...]  # where a cut may leave a letter unknown


def session(scene: Scene, way: Way) -> Session:
    """Record a session that delivers two letters.

    A letter is unsure from the moment that its content may have left (the server's 354 has come) until
    the server's answer to it has come.
    """
    wire = Wire()
    scene.books.enqueue(2)
    assert scene.deliver(**{way: wire}).sent == 2
    scene.settle()
    begins, ends = ([found.end() for found in re.finditer(words, wire.heard)] for words in UNSURE[way])
    last = 1 if way == "to_server" else 0  # after the whole dot, too, the answer may be lost
    spans = (range(begin, end + last) for begin, end in zip(begins, ends, strict=True))
    return Session(len(wire.heard), tuple(spans))


@WAYS
@pytest.mark.parametrize("fault", ["cut", "reset"])
def test_two_letters_cut_at_any_byte_go_out_once_each(scene, way, fault):
    scene.states.clear()
    whole = session(scene, way)
    step = 1 if fault == "cut" else 7
    for last in range(0, whole.length, step):
        scene.books.enqueue(2)
        result = scene.deliver(down_after=True, **{way: Wire(last=last, fault=fault)})
        assert result.unknown <= any(last in span for span in whole.unsure), last
        assert result.failed == 0
        if last % 20 == 0:
            scene.settle()
    scene.settle()
    assert scene.states.keys() == {"sent", "unknown"}
    assert scene.states["unknown"] < whole.length // step


@WAYS
def test_bytes_that_vanish_leave_no_letter_in_doubt_that_was_not_asked_for(scene, way):
    whole = session(scene, way)
    for last in range(0, whole.length, 41):
        scene.books.enqueue(2)
        result = scene.deliver(impatient(scene.books.desk), **{way: Wire(last=last, fault="swallow")})
        assert result.unknown <= any(last in span for span in whole.unsure), last
        scene.settle()


@pytest.mark.parametrize(
    ("to_server", "to_client"),
    [
        (Wire(slices=1), Wire()),
        (Wire(), Wire(slices=1)),
        (Wire(slices=1), Wire(slices=1)),
        (Wire(slices=50, delay=0.01), Wire(slices=30, delay=0.01)),
    ],
)
def test_bytes_that_come_one_by_one_or_late_are_understood(scene, to_server, to_client):
    scene.books.enqueue(2)
    assert scene.deliver(to_server=to_server, to_client=to_client).sent == 2
    scene.settle()
