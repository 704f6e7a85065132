"""What becomes of a letter on an SMTP server that refuses, mumbles, stutters or falls silent.

Truth is what the server took, counted by Message-ID. Whatever it answered, once it is honest every letter
has gone out once, but those refused for good, and those whose answer was lost: these are not tried again.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Event

import pytest
from rigs.crash import until
from rigs.disturbed import Outgoing, impatient, posted
from rigs.lying import Asked, Lie, honest

from intake import app
from intake.adapters import smtp
from intake.domain.model import Account
from intake.services.deliver import deliver
from intake.store import workers

LATER, NEVER, LOST, GONE = "pending", "failed", "unknown", "sent"
MANY = b"250-and so on\r\n"


@pytest.fixture(scope="module")
def stage(tmp_path_factory, dovecot) -> Iterator[Outgoing]:
    """One desk for all lies."""
    with posted(tmp_path_factory.mktemp("letters"), dovecot) as outgoing:
        yield outgoing


@pytest.fixture
def scene(stage: Outgoing) -> Outgoing:
    """A desk without a letter yet, and a server that is honest yet."""
    stage.server.lie = honest
    stage.forget()
    return stage


def says(verb: str, words: bytes) -> Lie:
    """Answer one command by these words."""
    return lambda asked, answer: words if asked.verb == verb else answer


def drops(verb: str, words: bytes = b"") -> Lie:
    """Say this, then close the connection; what came before is not taken."""

    def lie(asked: Asked, answer: bytes) -> bytes | Iterator[bytes]:
        return dropping() if asked.verb == verb else answer

    def dropping() -> Iterator[bytes]:
        yield words
        raise ConnectionAbortedError

    return lie


def goes_on(verb: str, chunk: bytes, pause: float = 0.0) -> Lie:
    """Never come to an end."""

    def forever() -> Iterator[bytes]:
        while True:
            Event().wait(pause)
            yield chunk

    return lambda asked, answer: forever() if asked.verb == verb else answer


@dataclass(frozen=True)
class Case:
    """An answer, and what becomes of a letter by it."""

    name: str
    lie: Lie
    state: str
    kept: bool = False  # though it did not say so

    @property
    def taken(self) -> int:
        """How often the server has the letter, then."""
        return int(self.kept or self.state == GONE)


def at_each(
    name: str, words: bytes, *, before: str, at_dot: str, verbs: tuple[str, ...] = ("MAIL", "RCPT", "DATA")
) -> list[Case]:
    """Give one answer at each command; a letter that is `unknown` by it was taken here."""
    return [
        *(Case(f"{verb}: {name}", says(verb, words), before) for verb in verbs),
        Case(f"DOT: {name}", says("DOT", words), at_dot, kept=at_dot == LOST),
    ]


REFUSALS = [
    case
    for code, state in {
        b"421 4.3.2 shutting down": LATER,
        b"432 4.3.2 concurrent connections limit": LATER,
        b"450 4.2.0 greylisted": LATER,
        b"450-4.2.0 greylisted\r\n450 4.2.0 come again": LATER,
        b"451 5.0.0 a final word behind a temporary code": LATER,
        b"452 4.2.2 mailbox full": LATER,
        b"471 none that is known": LATER,
        b"500 what?": NEVER,
        b"530 5.7.0 authentication required": NEVER,
        b"550 5.1.1 nobody": NEVER,
        b"550 4.2.2 a temporary word behind a final code": NEVER,
        b"550-5.7.1 no\r\n550-5.7.1 never\r\n550 5.7.1 bye": NEVER,
        b"552 5.3.4 too big": NEVER,
        b"554 5.2.0 sending limit": NEVER,
        b"599 none that is known": NEVER,
    }.items()
    for case in at_each(code.decode(), code + b"\r\n", before=state, at_dot=state)
]

NONSENSE = [
    case
    for name, words in {
        "000": b"000 nothing\r\n",
        "100": b"100 wait\r\n",
        "354 where it is none": b"354 go on\r\n",
        "666": b"666 no such code\r\n",
        "999": b"999 no such code\r\n",
        "-250": b"-250 below\r\n",
        "two digits": b"25 taken\r\n",
        "words": b"hello there\r\n",
        "an empty line": b"\r\n",
        "bytes": b"\x00\xff\xfe\r\n",
        "a line of 1 MB": b"250 " + b"x" * (1 << 20) + b"\r\n",
        "silence": b"",
        "a line without its end": b"250 fi",
        "a reply that is never finished": b"250-first\r\n",
    }.items()
    for case in at_each(name, words, before=LATER, at_dot=LOST)
    if case.name != "DATA: 354 where it is none"
]

LENGTHY = [
    *at_each(
        "yes at length", MANY * 12_000 + b"250 fine\r\n", before=GONE, at_dot=GONE, verbs=("MAIL", "RCPT")
    ),
    *at_each("no at length", b"550-no\r\n" * 12_000 + b"550 no\r\n", before=NEVER, at_dot=NEVER),
    *(
        Case(f"{verb}: lines without end", goes_on(verb, MANY * 4000), LATER)
        for verb in ("MAIL", "RCPT", "DATA")
    ),
    Case("DOT: lines without end", goes_on("DOT", MANY * 4000), LOST),
    Case("RCPT: a byte now and then", goes_on("RCPT", b"x", 0.03), LATER),
    Case("RCPT: a line now and then", goes_on("RCPT", MANY, 0.03), LATER),
]

DROPS = [
    *(Case(f"{verb}: dropped", drops(verb), LATER) for verb in ("GREETING", "EHLO", "MAIL", "RCPT", "DATA")),
    *(Case(f"{verb}: dropped in a word", drops(verb, b"25"), LATER) for verb in ("MAIL", "RCPT")),
    Case("DOT: dropped", drops("DOT"), LOST),
    Case("DOT: dropped in a word", drops("DOT", b"250 ta"), LOST),
    Case("QUIT: dropped", drops("QUIT"), GONE),
    Case("RSET: dropped", drops("RSET"), GONE),
]

SESSIONS = [
    *(
        Case(f"GREETING: {words[:24]!r}", says("GREETING", words), LATER)
        for words in (
            b"421 busy\r\n",
            b"450 not now\r\n",
            b"554 no service\r\n",
            b"000 nothing\r\n",
            b"* OK IMAP4rev1\r\n",
            b"HTTP/1.1 400 Bad\r\n\r\n",
            b"\x00\xff\r\n",
            b"",
            b"220 " + b"x" * (1 << 20) + b"\r\n",
            b"220-for ever\r\n" * 20_000,
        )
    ),
    *(
        Case(f"EHLO: {words[:24]!r}", says("EHLO", words), state)
        for words, state in {
            b"421 busy\r\n": LATER,
            b"250-mail.example.org\r\n250 SIZE 3": LATER,
            b"": LATER,
            b"500 EHLO?\r\n": GONE,  # HELO does
            b"451 not now\r\n": GONE,
            b"250-x\r\n250 SIZE 0\r\n": GONE,
            b"250-x\r\n250 SIZE soon\r\n": GONE,
            b"250-x\r\n250 SIZE " + b"9" * 400 + b"\r\n": GONE,
            b"250-x\r\n250-\r\n250-=\r\n250 AUTH\r\n": GONE,
            b"250-x\r\n250 SIZE 10\r\n": NEVER,
        }.items()
    ),
    *(
        Case(f"QUIT: {words[:24]!r}", says("QUIT", words), GONE)
        for words in (b"500 no\r\n", b"421 busy\r\n", b"", b"well\r\n")
    ),
    Case("DATA: yes before the letter", says("DATA", b"354 go on\r\n250 taken\r\n"), LATER),
    Case("MAIL: two answers", says("MAIL", b"250 fine\r\n250 fine\r\n"), LATER),
]

CASES = [*REFUSALS, *NONSENSE, *LENGTHY, *DROPS, *SESSIONS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_answer_has_its_end_and_no_letter_goes_twice(scene, case):
    scene.books.enqueue()
    scene.server.lie = case.lie
    scene.deliver(impatient(scene.books.desk))
    (row,) = scene.books.letters()
    assert row.state == case.state, row.note
    assert bool(row.note) is (case.state != GONE)
    until(lambda: len(scene.server.mails) >= case.taken)  # it answers before it has put the mail away
    assert len(scene.server.mails) == case.taken

    scene.server.lie = honest
    scene.clock.go(timedelta(minutes=3))
    scene.deliver()
    (row,) = scene.books.letters()
    assert row.state == (GONE if case.state == LATER else case.state), row.note
    scene.books.check_letters(scene.server)


def test_a_connection_dropped_after_354_never_makes_a_letter_sent_or_failed(scene):
    """Whether its content was on the way already is a race, which nobody can judge afterwards."""
    scene.books.enqueue()
    scene.server.lie = drops("DATA", b"354 go on\r\n")
    scene.deliver(impatient(scene.books.desk))
    (row,) = scene.books.letters()
    assert row.state in ("pending", "unknown"), row.note
    assert scene.server.mails == []


@pytest.mark.parametrize("verb", ["MAIL", "RCPT", "DATA", "DOT"])
def test_a_server_that_cannot_reset_gets_the_next_letter_over_another_connection(scene, verb):
    refused = says(verb, b"450 greylisted\r\n")
    numbers = itertools.count()
    scene.server.lie = lambda asked, answer: (
        b"500 no\r\n"
        if asked.verb == "RSET"
        else refused(asked, answer)
        if asked.verb == verb and next(numbers) == 0
        else answer
    )
    scene.books.enqueue(2)
    assert scene.deliver().sent == 1
    scene.settle()


def test_greylisting_for_hours_is_outlasted_by_the_same_letter(scene):
    """Tries at about 1, 2, 4 … minutes, the first within 90 s; the same bytes under the same Message-ID."""
    began, tries = scene.clock.time, []

    def greylisting(asked: Asked, answer: bytes) -> bytes:
        if asked.verb != "RCPT":
            return answer
        tries.append(scene.clock.time - began)
        return answer if tries[-1] > timedelta(hours=6) else b"451 4.7.1 greylisted\r\n"

    scene.server.lie = greylisting
    scene.books.enqueue()
    raw = scene.books.letters()[0].raw
    while (row := scene.books.letters()[0]).state == LATER:
        scene.clock.time = max(scene.clock.time, row.due_at)
        scene.deliver()
    assert row.state == GONE
    assert [mail.raw for mail in scene.server.mails] == [raw]
    waits = [later - earlier for earlier, later in itertools.pairwise(tries)]
    assert all(
        timedelta(minutes=2**n) <= wait <= timedelta(minutes=1.5 * 2**n) for n, wait in enumerate(waits[:8])
    )
    assert waits[0] <= timedelta(seconds=90)


def test_one_refused_recipient_of_twenty_costs_the_others_nothing(scene):
    scene.books.enqueue(20)
    bad = scene.books.letters()[7].recipient.encode()
    scene.server.lie = lambda asked, answer: (
        b"550 5.1.1 nobody\r\n" if asked.verb == "RCPT" and bad in asked.rest else answer
    )
    result = scene.deliver()
    assert (result.sent, result.failed, result.pending) == (19, 1, 0)
    assert Counter(asked.verb for asked in scene.server.asked)["GREETING"] == 1
    scene.books.check_letters(scene.server)


def test_a_limit_of_the_provider_puts_off_and_loses_nothing(scene):
    """Every third letter is one too many."""
    numbers = itertools.count(1)
    busy = b"432 4.3.2 concurrent connections limit exceeded\r\n"
    scene.server.lie = lambda asked, answer: (
        busy if asked.verb == "MAIL" and next(numbers) % 3 == 0 else answer
    )
    scene.books.enqueue(30)
    assert scene.deliver().sent == 20
    for _ in range(4):
        scene.clock.go(timedelta(minutes=10))
        scene.deliver()
    assert len(scene.server.mails) == 30
    scene.books.check_letters(scene.server)


def test_eight_senders_send_each_letter_once(scene):
    """Each sender is a worker with an engine of its own, as another process on another host has."""
    desk = scene.books.desk
    mailbox = desk.settings.mailboxes["jobs"]
    there = {"jobs": replace(mailbox, smtp=replace(mailbox.smtp, port=scene.server.port))}
    limits = replace(desk.settings.limits, mailbox=replace(desk.settings.limits.mailbox, count=100_000))
    settings = replace(desk.settings, mailboxes=there, limits=limits)
    scene.books.enqueue(240)
    with ExitStack() as stack, ThreadPoolExecutor(8) as pool:
        opened = [stack.enter_context(app.open_desk(settings, now=scene.clock)) for _ in range(8)]
        desks = [replace(each, me=f"host-{number}/boot/1/17/99") for number, each in enumerate(opened)]
        with desk.database.write() as tx:
            for each in desks:
                workers.hear(tx, each.me, scene.clock())
        done = list(pool.map(deliver, desks))
    assert sum(each.sent for each in done) == 240 == len(scene.server.mails)
    assert {row.state for row in scene.books.letters()} == {GONE}
    scene.books.check_letters(scene.server)


def test_a_server_that_reads_no_further_is_given_up_after_the_time_allowed(scene):
    """Its window is full: the letter is not whole, so it may be sent again."""
    over = Event()

    def deaf() -> Iterator[bytes]:
        yield b"354 go on\r\n"
        over.wait(30)

    scene.server.lie = lambda asked, answer: deaf() if asked.verb == "DATA" else answer
    scene.books.enqueue(size=24 << 20)  # more than the buffers of two connections hold
    try:
        result = scene.deliver(impatient(scene.books.desk))
    finally:
        over.set()
    assert (result.pending, result.unknown) == (1, 0)
    scene.server.lie = honest
    scene.settle()


# --- STARTTLS ---


@pytest.mark.parametrize(
    "lie",
    [
        honest,  # it does not offer it
        says("STARTTLS", b"454 4.7.0 not now\r\n"),
        says("STARTTLS", b"502 no\r\n"),
        says("STARTTLS", b"000 nothing\r\n"),
        says("STARTTLS", b"well\r\n"),
        says("STARTTLS", b"220 go on\r\nno TLS at all, but a long line of words in its place\r\n"),
        says("STARTTLS", b"220 go on\r\n250 in clear\r\n"),
        drops("STARTTLS", b"220 go on\r\n"),
        drops("STARTTLS"),
    ],
)
def test_without_tls_nothing_is_said_that_is_private(scene, authority, lie):
    def offering(asked: Asked, answer: bytes) -> bytes | Iterable[bytes]:
        offered = lie is not honest and asked.verb == "EHLO"
        return b"250-x\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n" if offered else lie(asked, answer)

    scene.server.lie = offering
    account = Account(
        host="localhost",
        port=scene.server.port,
        security="starttls",
        username="jobs",
        ca_file=str(authority.ca_file),
    )
    with pytest.raises(smtp.SmtpError):
        smtp.connect(account, "secret", timeout=0.3)
    assert {asked.verb for asked in scene.server.asked} <= {"GREETING", "EHLO", "HELO", "STARTTLS"}
