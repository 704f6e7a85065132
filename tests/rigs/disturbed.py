"""Desks whose mail comes from, or goes to, a server that is disturbed, and the end that must be reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from builders.mails import mail

from intake.adapters import imap, smtp
from intake.domain.model import Mailbox
from intake.services.deliver import Delivered, deliver
from intake.services.desk import Desk
from intake.services.poll import Polled, poll
from rigs.books import Books
from rigs.clock import Clock
from rigs.dovecot import PASSWORD, Dovecot
from rigs.lying import IMAPServer, SMTPServer
from rigs.net import Proxy, Wire
from rigs.office import IN_TIME, Office
from rigs.smtp import Sink

QUESTION = mail(sender="Ann <ann@example.com>", text="Où est-ce ?\n", date=None)
THANKS = mail(sender="Omar <omar@example.com>", text="Merci.\n", date=None)
BILL = mail(sender="Bob <bob@example.com>", subject="Facture", text="Voici.\n", date=None)
MAILS = [(2, QUESTION), (3, THANKS), (5, BILL)]  # UIDs that are no sequence numbers

Way = Literal["to_server", "to_client"]
LOGGED_IN = {"to_server": b"EXAMINE", "to_client": b"* FLAGS"}  # the first words after the login
SHORT = 0.1  # seconds: the timeouts of a client whose server falls silent


@dataclass
class Scene:
    """A desk whose mailbox is on a server of ours, and the end to which every pass must lead.

    `marking` is the part of a poll that flags or moves, of mails that are in the books already; without
    it, a poll reads them and leaves no trace.
    """

    office: Office
    books: Books
    server: IMAPServer
    marking: bool = False
    end: Any = None
    seen: set[str] = field(default_factory=set)
    connections: int = 0
    cuts: int = 0

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.books.desk

    def poll(self, desk: Desk | None = None, *, down_after: bool = False, **wires: Wire) -> Polled:
        """Poll by way of a proxy."""
        with self.reached(down_after=down_after, **wires) as mailbox:
            return poll(desk or self.desk, mailbox)

    @contextmanager
    def reached(self, *, down_after: bool = False, **wires: Wire) -> Iterator[Mailbox]:
        """The mailbox, to be reached by way of a proxy."""
        with Proxy(self.server.port, down_after=down_after, **wires) as proxy:
            mailbox = self.desk.settings.mailboxes["jobs"]
            yield replace(mailbox, imap=replace(mailbox.imap, port=proxy.port))
        self.connections += proxy.accepted
        self.server.wait(self.connections)

    def begin(self) -> None:
        """Begin anew."""
        self.server.fill(MAILS)
        if self.marking:
            self.books.unmark()
        else:
            self.books.forget()

    def outcome(self) -> Any:
        """What everybody sees in the end."""
        return self.books.outcome(), self.server.snapshot()

    def finish(self) -> None:
        """Poll and deliver undisturbed; a second time changes nothing."""
        for _ in range(2):
            assert self.poll().error is None
            assert deliver(self.desk).pending == 0

    def disturb(self, desk: Desk | None = None, *, down_after: bool = False, **wires: Wire) -> None:
        """Poll with that fault from the beginning; whatever comes of it must lead to the same end."""
        self.cuts += 1
        result = self.poll(desk, down_after=down_after, **wires)
        assert "stumbled" not in (result.error or "")
        if result.error is None:
            assert len(self.books.stored()) == len(MAILS)
        if not self.marking and self.books.empty():
            return
        state = repr((self.books.state(), self.server.snapshot()))
        if state not in self.seen:
            self.seen.add(state)
            self.finish()
            assert self.outcome() == self.end
            self.books.check_letters(self.office.sink)
        self.begin()

    def positions(self, way: Way, step: int = 1) -> range:
        """Before each byte of an undisturbed poll, and behind the last; where it only marks, after the login.

        Whether the answer to LOGOUT is still heard is a race: the end must be seen without it.
        """
        wire = Wire()
        assert self.poll(**{way: wire}).error is None
        self.begin()
        return range(wire.heard.index(LOGGED_IN[way]) if self.marking else 0, len(wire.heard) + 1, step)


@contextmanager
def played(folder: Path, dovecot: Dovecot, processed: Any, *, database: str | None = None) -> Iterator[Scene]:
    """Three mails that are to be read (`leave`), or that are read and not flagged or moved yet."""
    with Sink() as sink, IMAPServer(MAILS) as server:
        office = Office(folder, dovecot, "disturbed@example.org", sink)
        office.database = database or office.database
        office.configure({"jobs": office.mailbox(processed=processed, imap={"port": server.port})})
        with office.desk(lambda: IN_TIME) as desk:
            scene = Scene(office, Books(desk), server, marking=processed != "leave")
            scene.finish()
            scene.end = scene.outcome()
            scene.begin()
            yield scene


@dataclass
class Outgoing:
    """A desk whose letters go to a server of ours."""

    books: Books
    server: SMTPServer
    clock: Clock
    states: Counter[str] = field(default_factory=Counter)  # of all letters so far

    def deliver(self, desk: Desk | None = None, *, down_after: bool = False, **wires: Wire) -> Delivered:
        """Deliver by way of a proxy."""
        desk = desk or self.books.desk
        with Proxy(self.server.port, down_after=down_after, **wires) as proxy:
            mailbox = desk.settings.mailboxes["jobs"]
            there = {"jobs": replace(mailbox, smtp=replace(mailbox.smtp, port=proxy.port))}
            return deliver(replace(desk, settings=replace(desk.settings, mailboxes=there)))

    def settle(self) -> None:
        """Deliver undisturbed some minutes later; hold the outbox against the server, and forget both."""
        self.clock.go(timedelta(minutes=3))
        result = self.deliver()
        assert (result.pending, result.failed, result.unknown) == (0, 0, 0)
        self.books.check_letters(self.server)
        self.states.update(row.state for row in self.books.letters())
        self.forget()

    def forget(self) -> None:
        """Forget every letter."""
        self.books.forget()
        self.server.mails.clear()
        self.server.asked.clear()


@contextmanager
def posted(
    folder: Path, dovecot: Dovecot, *, database: str | None = None, **mailbox: Any
) -> Iterator[Outgoing]:
    """Put up a desk without a letter yet; `mailbox` changes its configuration."""
    clock = Clock(IN_TIME)
    with Sink() as sink, SMTPServer() as server:
        office = Office(folder, dovecot, "disturbed@example.org", sink)
        office.database = database or office.database
        office.configure({"jobs": office.mailbox(**mailbox)})
        with office.desk(clock) as desk:
            yield Outgoing(Books(desk), server, clock)


def impatient(desk: Desk) -> Desk:
    """The same desk with short timeouts."""

    def connect_imap(mailbox: Mailbox) -> imap.Session:
        return imap.connect(mailbox.imap, PASSWORD, dial_timeout=SHORT, answer_timeout=SHORT)

    def connect_smtp(mailbox: Mailbox) -> smtp.Session:
        return smtp.connect(mailbox.smtp, None, timeout=SHORT, answer_timeout=SHORT)

    return replace(desk, open_imap=connect_imap, open_smtp=connect_smtp)
