"""The outbox: who claims a letter, what becomes of it, when it is tried again, and the caps."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from builders.configuration import INTAKE, POSTING, replaced, write
from rigs.net import Proxy, free_port
from rigs.smtp import Sink
from sqlalchemy import select

from intake import app, settings
from intake.domain.pace import GIVE_UP
from intake.services.deliver import Delivered, deliver
from intake.services.desk import Desk
from intake.services.meanwhile import sending
from intake.store import outbox, workers
from intake.store.tables import letter

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DEAD = f"{workers.this_process().rsplit('/', 2)[0]}/999999999/1"  # a process of this host that is gone


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.time


@contextmanager
def opened(folder: Path, clock: Clock, **ports: int) -> Iterator[Desk]:
    """A desk at work, whose mailbox of each name talks to the SMTP server on that port."""
    text = replaced(
        INTAKE, "smtp.example.org", f"127.0.0.1\n      port: {ports['jobs']}\n      security: none"
    )
    further = text[text.index("  jobs:") :].replace("  jobs:", "  other:").replace("jobs@", "other@")
    if "other" in ports:
        text += further.replace(f"port: {ports['jobs']}", f"port: {ports['other']}")
    with app.open_desk(settings.load(write(folder, text, p=POSTING)), now=clock) as desk, app.at_work(desk):
        yield desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, sink: Sink, clock: Clock) -> Iterator[Desk]:
    with opened(tmp_path, clock, jobs=sink.port) as opened_desk:
        yield opened_desk


def put(desk: Desk, number: int = 1, **changes: Any) -> list[int]:
    """Put letters into the outbox, each to an address of its own."""
    ids = []
    with desk.database.write() as tx:
        for each in range(number):
            recipient = changes.get("recipient", f"c{each}@d{each}.example")
            message_id = desk.new_message_id("jobs@example.org")
            values = {
                "kind": "complete",
                "language": "fr",
                "mailbox": "jobs",
                "recipient": recipient,
                "domain": recipient.rpartition("@")[2],
                "message_id": message_id,
                "raw": f"Message-ID: {message_id}\r\nSubject: x\r\n\r\nBonjour\r\n".encode(),
                "state": "pending",
                "created_at": desk.now(),
                "due_at": desk.now(),
                "attempts": 0,
            }
            row_id = outbox.enqueue(tx, values | changes)
            assert row_id is not None
            ids.append(row_id)
    return ids


def rows(desk: Desk) -> list[Any]:
    with desk.database.read() as tx:
        return list(tx.execute(select(letter).order_by(letter.c.id)))


def states(desk: Desk) -> Counter[str]:
    return Counter(row.state for row in rows(desk))


# --- during a pass ---


def test_letters_go_out_while_a_long_pass_is_at_work(desk, sink):
    came = threading.Event()
    sink._deliver = lambda _mail: came.set()
    with sending(desk, every=0.01) as delivered:
        put(desk)
        assert came.wait(30)
    assert (delivered.sent, states(desk)) == (1, {"sent": 1})


def test_a_pass_that_is_broken_off_sends_no_further_letter(desk, sink):
    came = threading.Event()
    sink._deliver = lambda _mail: came.set() or desk.stopping.wait(30)
    put(desk, 5)

    def broken_off() -> None:
        with sending(desk, every=0.01):
            came.wait(30)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert states(desk) == {"sent": 1, "pending": 4}


def test_ctrl_c_after_the_pass_lets_the_letter_in_hand_be_the_last(desk, sink):
    came, over = threading.Event(), threading.Event()

    def delivered(_mail: object) -> None:
        came.set()
        over.wait(30)
        os.kill(os.getpid(), signal.SIGINT)
        desk.stopping.wait(30)

    sink._deliver = delivered
    put(desk, 5)

    def a_pass() -> None:
        with sending(desk, every=0.01):
            came.wait(30)
            over.set()

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            a_pass()
    finally:
        signal.signal(signal.SIGINT, before)
    assert states(desk) == {"sent": 1, "pending": 4}


# --- claims ---


def test_four_senders_send_two_hundred_letters_once_each(tmp_path, clock, sink, desk):
    """Each sender is a worker with an engine of its own, as another process has."""
    put(desk, 200)
    with ExitStack() as stack:
        others = [stack.enter_context(app.open_desk(desk.settings, now=clock)) for _ in range(3)]
        desks = [desk, *(replace(other, me=f"host-{n}/boot/1/17/99") for n, other in enumerate(others))]
        for each in desks:
            with each.database.write() as tx:
                # Of another host: nobody looks for its process.
                workers.hear(tx, each.me, clock())
        with ThreadPoolExecutor(4) as pool:
            done = list(pool.map(deliver, desks))
    assert states(desk) == {"sent": 200}
    assert sum(each.sent for each in done) == 200
    got = Counter(message_from_bytes(mail.raw)["Message-ID"] for mail in sink.mails)
    assert got == Counter(row.message_id for row in rows(desk))


def test_two_threads_of_one_process_do_not_take_each_other_for_dead(desk, sink):
    put(desk, 40)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(deliver, [desk] * 4))
    assert states(desk) == {"sent": 40}
    assert len(sink.mails) == 40


@pytest.mark.parametrize(
    ("state", "becomes"), [("claimed", "sent"), ("sending", "unknown"), ("pending", "sent"), ("held", "held")]
)
def test_what_a_dead_sender_had_in_hand(desk, sink, clock, state, becomes):
    put(desk, state=state, claimed_by=DEAD if state in ("claimed", "sending") else None)
    with desk.database.write() as tx:
        workers.hear(tx, DEAD, clock())
    deliver(desk)
    assert states(desk) == {becomes: 1}
    assert len(sink.mails) == (becomes == "sent")


@pytest.mark.parametrize(("state", "becomes"), [("claimed", "sent"), ("sending", "unknown")])
def test_what_a_sender_had_in_hand_is_freed_even_where_it_was_forgotten(desk, sink, clock, state, becomes):
    """A machine is off for a weekend: whoever looks first forgets the dead worker, at a poll."""
    put(desk, state=state, claimed_by=DEAD)
    with desk.database.write() as tx:
        workers.hear(tx, DEAD, clock() - timedelta(days=3))
        assert workers.the_dead(tx, desk.me, clock()) == [DEAD]
    assert deliver(desk).pending == 0
    assert states(desk) == {becomes: 1}


def test_a_living_sender_keeps_what_it_has_in_hand(desk, sink, clock):
    other = "another-host/boot/1/17/99"
    put(desk, state="sending", claimed_by=other)
    with desk.database.write() as tx:
        workers.hear(tx, other, clock())
    assert deliver(desk).pending == 1
    assert states(desk) == {"sending": 1}
    clock.time += timedelta(seconds=60)
    assert deliver(desk).unknown == 1


def test_a_sender_that_was_taken_for_dead_sends_nothing_more_of_it(desk, sink):
    """It slept between its claim and the hand-over; another has sent the letter meanwhile."""
    (row_id,) = put(desk)
    with desk.database.write() as tx:
        assert outbox.claim(tx, "jobs", "sleeper", desk.now())
        outbox.recover(tx, ["sleeper"], desk.now())
    deliver(desk)
    with desk.database.write() as tx:
        assert not outbox.sending(tx, row_id, "sleeper")
        outbox.settle(tx, row_id, "sleeper", state="failed", now=desk.now())
    assert states(desk) == {"sent": 1}
    assert len(sink.mails) == 1


# --- the server's faults ---

LONG = (b"x" * 62 + b"\r\n") * (4 << 14)  # more than the buffers of a loopback connection hold
LATER, NEVER, LOST = "pending", "failed", "unknown"


@pytest.mark.parametrize(
    ("stage", "answer", "becomes", "taken"),
    [
        ("MAIL", "451 4.3.0 later", LATER, 0),
        ("MAIL", "550 5.7.1 never", NEVER, 0),
        ("MAIL", "421 4.3.2 leaving", LATER, 0),
        ("MAIL", "drop", LATER, 0),
        ("RCPT", "450 4.2.1 greylisted", LATER, 0),
        ("RCPT", "452 4.2.2 full", LATER, 0),
        ("RCPT", "550 5.1.1 nobody", NEVER, 0),
        ("RCPT", "drop", LATER, 0),
        ("DATA", "451 4.3.0 later", LATER, 0),
        ("DATA", "554 5.7.1 never", NEVER, 0),
        ("DATA", "drop", LATER, 0),
        ("BODY", "drop", LATER, 0),
        ("DOT", "451 4.3.0 later", LATER, 0),
        ("DOT", "552 5.3.4 too big", NEVER, 0),
        ("DOT", "421 4.3.2 leaving", LATER, 0),
        ("DOT", "drop", LOST, 1),
        ("QUIT", "drop", "sent", 1),
    ],
)
def test_each_fault_of_a_server_has_its_state(*, desk, sink, stage, answer, becomes, taken):
    put(desk, raw=b"Subject: x\r\n\r\n" + LONG)
    before = rows(desk)[0]
    sink.plan(stage, answer)
    result = deliver(desk)
    (row,) = rows(desk)
    assert row.state == becomes
    assert row.note or becomes == "sent"
    assert len(sink.mails) == taken
    assert (result.sent, result.failed, result.unknown) == tuple(
        becomes == each for each in ("sent", NEVER, LOST)
    )
    if becomes == LATER:
        assert timedelta(0) < row.due_at - before.due_at <= timedelta(seconds=90)


def test_a_letter_tried_again_is_the_same_to_the_byte(desk, sink, clock):
    put(desk)
    sink.plan("DOT", "451 4.3.0 later")
    raw = rows(desk)[0].raw
    deliver(desk)
    assert deliver(desk).sent == 0  # it is not due yet
    clock.time += timedelta(seconds=90)
    assert deliver(desk).sent == 1
    assert [mail.raw for mail in sink.mails] == [raw]


def test_a_letter_whose_answer_was_lost_is_never_sent_again(desk, sink, clock):
    put(desk)
    sink.plan("DOT", "drop")
    deliver(desk)
    clock.time += timedelta(days=30)
    assert deliver(desk) == Delivered()
    assert len(sink.mails) == 1


def test_a_letter_is_given_up_after_five_days_of_tries(desk, sink, clock):
    put(desk)
    sink.plan("RCPT", *["450 4.2.1 greylisted"] * 100)
    tries = 0
    while rows(desk)[0].state == "pending":
        clock.time = max(clock.time, rows(desk)[0].due_at)
        deliver(desk)
        tries += 1
    assert timedelta(days=4, hours=18) < clock.time - NOW <= GIVE_UP
    assert rows(desk)[0].state == "failed"
    assert "given up after 5 days: 450" in rows(desk)[0].note
    assert 30 < tries < 50


# --- servers that are gone, or that swallow everything ---


def test_no_connection_puts_off_every_letter_and_tells_it(tmp_path, clock):
    with opened(tmp_path, clock, jobs=free_port()) as desk:
        put(desk, 3)
        result = deliver(desk)
        assert (result.sent, result.pending) == (0, 3)
        assert len(result.errors) == 1
        assert {row.attempts for row in rows(desk)} == {1}
        assert all(MINUTE <= row.due_at - NOW <= timedelta(seconds=90) for row in rows(desk))


def test_a_server_that_swallows_everything_does_not_keep_other_mailboxes_waiting(tmp_path, clock, sink):
    arrived = threading.Event()
    with Sink() as swallowing, Proxy(swallowing.port) as proxy:
        sink._deliver = lambda _mail: arrived.set()
        proxy.silent.set()
        with opened(tmp_path, clock, jobs=proxy.port, other=sink.port) as desk:
            put(desk, 2)
            put(desk, mailbox="other")
            sender = threading.Thread(target=deliver, args=(desk,))
            sender.start()
            assert arrived.wait(10)
            put(desk, mailbox="other")
            arrived.clear()
            deliver_again = threading.Thread(target=deliver, args=(desk,))
            deliver_again.start()
            assert arrived.wait(10)
            proxy.go_down()
            sender.join()
            deliver_again.join()
            assert Counter((row.mailbox, row.state) for row in rows(desk)) == {
                ("jobs", "pending"): 2,
                ("other", "sent"): 2,
            }


def test_after_a_lost_answer_the_next_letters_wait(tmp_path, clock, sink):
    """A server that swallows the answers would make every letter unknown, one after another."""
    with opened(tmp_path, clock, jobs=sink.port) as desk:
        put(desk, 5)
        sink.plan("DOT", *["drop"] * 5)
        deliver(desk)
        assert states(desk) == {"unknown": 1, "pending": 4}


# --- caps ---


@contextmanager
def capped(folder: Path, clock: Clock, sink: Sink, limits: str) -> Iterator[Desk]:
    """A desk at work under those limits; written anew in the same folder, it is the same office later."""
    text = INTAKE.replace("mailboxes:", f"limits: {{{limits}}}\nmailboxes:", 1)
    text = replaced(text, "smtp.example.org", f"127.0.0.1\n      port: {sink.port}\n      security: none")
    with app.open_desk(settings.load(write(folder, text, p=POSTING)), now=clock) as desk, app.at_work(desk):
        yield desk


@pytest.mark.parametrize(
    ("limits", "recipients", "go"),
    [
        ("address: 2/hour", ["a@x.example"] * 4 + ["b@x.example"], 3),
        ("domain: 2/hour", ["a@x.example", "b@x.example", "c@x.example", "d@y.example"], 3),
        ("domain: 2/hour", ["a@gmail.com", "b@gmail.com", "c@gmail.com"], 3),
        ("address: 2/hour", ["a@gmail.com"] * 3, 2),
        ("mailbox: 3/hour", [f"{n}@{n}.example" for n in range(5)], 3),
        ("overall: 3/hour", [f"{n}@gmail.com" for n in range(5)], 3),
        ("address: 1/hour", ["a@x.example", "A@X.Example"], 1),
        ("domain: 1/hour", ["a@x.example", "b@X.EXAMPLE"], 1),
    ],
)
def test_a_cap_holds_letters_and_drops_none(*, tmp_path, clock, sink, limits, recipients, go):
    with capped(tmp_path, clock, sink, limits) as desk:
        for recipient in recipients:
            put(desk, recipient=recipient)
        assert deliver(desk).sent == go
        held = [row for row in rows(desk) if row.state == "pending"]
        assert len(held) == len(recipients) - go
        assert all(row.attempts == 0 and "cap" in row.note for row in held)
        clock.time += HOUR - timedelta(seconds=1)
        assert deliver(desk).sent == 0
        clock.time += timedelta(seconds=3)
        for _ in range(2):
            deliver(desk)
            clock.time += HOUR + timedelta(seconds=3)
        assert states(desk) == {"sent": len(recipients)}
    assert Counter(mail.recipients[0] for mail in sink.mails) == Counter(recipients)


def test_a_letter_in_another_senders_hand_counts_for_the_cap(tmp_path, clock, sink):
    with capped(tmp_path, clock, sink, "overall: 1/hour") as desk:
        other, old = "another-host/boot/1/17/99", NOW - timedelta(days=1)
        put(desk, state="sending", claimed_by=other, due_at=old, created_at=old)
        put(desk)
        with desk.database.write() as tx:
            workers.hear(tx, other, clock())
        assert deliver(desk).sent == 0
        assert sink.mails == ()


def test_letters_of_every_kind_pass_the_same_gate(tmp_path, clock, sink):
    with capped(tmp_path, clock, sink, "mailbox: 3/hour") as desk:
        for kind in ("complete", "unmatched", "digest", "incomplete", "alarm"):
            put(desk, kind=kind)
        assert deliver(desk).sent == 3
        assert [row.kind for row in rows(desk) if row.state == "pending"] == ["incomplete", "alarm"]


def test_four_senders_together_send_what_a_cap_lets_out_no_more_and_no_less(tmp_path, clock, sink):
    with capped(tmp_path, clock, sink, "overall: 25/hour") as desk:
        put(desk, 60)
        with ExitStack() as stack:
            others = [stack.enter_context(app.open_desk(desk.settings, now=clock)) for _ in range(3)]
            desks = [desk, *(replace(other, me=f"host-{n}/boot/1/17/99") for n, other in enumerate(others))]
            with desk.database.write() as tx:
                for each in desks:
                    workers.hear(tx, each.me, clock())
            with ThreadPoolExecutor(4) as pool:
                list(pool.map(deliver, desks))
        assert states(desk) == {"sent": 25, "pending": 35}
        assert len(sink.mails) == 25


def test_a_cap_remembers_what_went_out_before_a_restart(tmp_path, clock, sink):
    for hours, sent in ((0, 2), (0, 0), (1, 2), (0, 0)):
        clock.time += hours * HOUR
        with capped(tmp_path, clock, sink, "overall: 2/hour") as desk:
            put(desk, 2)
            assert deliver(desk).sent == sent


@pytest.mark.parametrize(
    ("changed", "sent"), [("address: 3/day", 2), ("address: 100/day", 4), ("overall: 9/day", 4)]
)
def test_a_cap_that_is_raised_lets_the_letters_go_at_the_next_pass(tmp_path, clock, sink, changed, sent):
    with capped(tmp_path, clock, sink, "address: 1/day") as desk:
        put(desk, 5, recipient="a@x.example")
        assert (deliver(desk).sent, deliver(desk).capped) == (1, 4)
    clock.time += MINUTE
    with capped(tmp_path, clock, sink, changed) as desk:
        assert deliver(desk).sent == sent


def test_a_cap_that_is_lowered_holds_at_once(tmp_path, clock, sink):
    with capped(tmp_path, clock, sink, "overall: 100/hour") as desk:
        put(desk, 3)
        assert deliver(desk).sent == 3
        put(desk, 3)
    with capped(tmp_path, clock, sink, "overall: 2/hour") as desk:
        assert (deliver(desk).sent, deliver(desk).pending) == (0, 3)


def test_letters_that_a_cap_holds_cost_one_look_a_pass_however_many_they_are(tmp_path, clock, sink):
    """Else each letter that may go would have all the others taken in hand and put back."""
    with capped(tmp_path, clock, sink, "overall: 1/hour") as desk:
        put(desk, 300)
        deliver(desk)
        assert {row.due_at for row in rows(desk) if row.state == "pending"} == {NOW + HOUR}
        assert sum(row.attempts for row in rows(desk)) == 1


def test_a_letter_held_back_for_a_week_is_then_tried_for_five_days(tmp_path, clock, sink):
    """Its five days begin with the server's first refusal."""
    with capped(tmp_path, clock, sink, "overall: 1/hour") as desk:
        put(desk, created_at=NOW - timedelta(days=7))
        sink.plan("RCPT", *["450 4.2.1 greylisted"] * 100)
        deliver(desk)
        assert states(desk) == {"pending": 1}
        while rows(desk)[0].state == "pending":
            clock.time = max(clock.time, rows(desk)[0].due_at)
            deliver(desk)
        assert timedelta(days=4, hours=18) < clock.time - NOW <= GIVE_UP
