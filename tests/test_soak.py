"""Long runs with faults at random, for SOAK_SECONDS each: `make soak`. A failure names its seed."""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from hashlib import sha256

import pytest
from builders.mails import mail
from rigs.crash import Launcher, Office, Started
from rigs.net import Proxy
from rigs.scenes import ENGLISH, IN_TIME, MAYBE_OUT, SCENES, SOME, Scene, in_transaction
from sqlalchemy import delete

from intake.store.tables import message

pytestmark = pytest.mark.soak

SECONDS = float(os.environ.get("SOAK_SECONDS", "60"))
SEED = int(os.environ.get("SOAK_SEED", str(random.randrange(1 << 32))))


@pytest.mark.parametrize("name", SCENES)
def test_a_command_killed_at_every_passage_of_every_point_ends_as_if_nothing_had_been(stage, name):
    scene = SCENES[name]
    for point, passed in stage.undisturbed(scene).passed.items():
        if name == "greylisted" and point in MAYBE_OUT:
            continue  # whether the letter is unknown there depends on which answer it got
        for nth in range(1, passed + 1):
            stage.kill(scene, point, nth)


PAIR = Scene(prepare=lambda office: office.fill(SOME), points=SCENES["poll"].points)


def test_two_processes_that_die_at_any_two_points_lose_and_double_nothing(stage, launcher):
    """One stands still and is taken for dead, another is killed anywhere, then the first dies or goes on."""
    dice = random.Random(SEED)
    expected = stage.undisturbed(PAIR)
    give_up = time.monotonic() + SECONDS
    while time.monotonic() < give_up:
        points = [point for point in PAIR.points if not in_transaction(point)]
        one, other, goes_on = dice.choice(points), dice.choice(PAIR.points), dice.random() < 0.5
        with stage.open(PAIR) as office:
            PAIR.prepare(office)
            first = office.start("poll", stop_at=one)
            assert launcher.stops(first)
            office.forget(first)
            office.run("poll", crash_at=other)
            os.kill(first.pid, signal.SIGCONT if goes_on else signal.SIGKILL)
            launcher.wait(first)
            office.settle()
            case = f"seed {SEED}: {one}, {other}, goes on: {goes_on}"
            assert rows(office) == rows_of(expected.state), case
            assert each_answered_once(office), case


def rows(office: Office) -> Counter[tuple[str, str]]:
    return rows_of({"messages": office.ask("messages")})


def rows_of(state: dict[str, list[dict[str, str]]]) -> Counter[tuple[str, str]]:
    """What became of each mail."""
    return Counter((row["sha256"], row["outcome"]) for row in state["messages"])


def each_answered_once(office: Office) -> bool:
    """Whether each application has one letter, which went out once, or may have and is unknown."""
    letters = {
        each["candidate"]["email"]: [letter["state"] for letter in each["acknowledgements"]]
        for each in office.ask("applications")
    }
    out = Counter(taken.recipients[0] for taken in office.sink.mails)
    return (
        all(
            (states == ["sent"] and out[email] == 1) or (states == ["unknown"] and out[email] <= 1)
            for email, states in letters.items()
        )
        and out.keys() <= letters.keys()
    )


# --- random kills under load ---


def letter_or_application(number: int) -> bytes:
    """Every third mail is an application, from an address of its own."""
    if number % 3:
        return mail(sender=f"bob{number}@example.com", subject="Facture", text=f"Facture {number}\n")
    sender = f"Daniel{number} <daniel{number}@example.net>"
    return mail(sender=sender, subject=f"Project Officer NJT Daniel{number}", files=ENGLISH)


@pytest.fixture
def network(dovecot, sink):
    """What stands between intake and its two servers."""
    with Proxy(dovecot.port_plain) as imap, Proxy(sink.port) as smtp:
        yield imap, smtp


@pytest.fixture
def busy(*, tmp_path, dovecot, sink, user, launcher, network):
    """An office whose caps are out of reach, behind that network."""
    imap, smtp = network
    return Office(
        base=tmp_path / "office",
        dovecot=dovecot,
        sink=sink,
        user=user,
        launcher=launcher,
        imap_port=imap.port,
        smtp_port=smtp.port,
        further="limits: {overall: 1000000/hour, mailbox: 1000000/hour, domain: 1000000/hour}",
    )


def test_two_pollers_killed_at_random_on_a_flaky_network_lose_and_double_nothing(busy, network):
    delivered = disturb(busy, network, random.Random(SEED))
    busy.settle()  # nothing disturbs it now

    rows = busy.ask("messages")
    assert sorted(row["sha256"] for row in rows) == sorted(delivered), f"seed {SEED}"
    assert sorted(row["uid"] for row in rows) == list(range(1, len(rows) + 1))
    assert {row["outcome"] for row in rows} == {"application", "unmatched"}
    assert each_answered_once(busy), f"seed {SEED}"
    assert busy.ask("reconcile")["folders"][0]["missing"] == 0

    with busy.tables() as tx:  # one planted loss
        tx.execute(delete(message).where(message.c.uid == 2))
    found = busy.run("reconcile", "--json").json["folders"][0]
    assert (found["missing"], found["mended"]) == (1, 1)


def disturb(office: Office, proxies: tuple[Proxy, ...], dice: random.Random) -> list[str]:
    """Kill, cut and deliver at random until the time is over; return the digests of the mails."""
    delivered: list[str] = []
    running: list[Started] = []
    launcher: Launcher = office.launcher
    give_up = time.monotonic() + SECONDS
    while time.monotonic() < give_up:
        mails = [letter_or_application(len(delivered) + n) for n in range(dice.randrange(4))]
        office.fill([(raw, IN_TIME) for raw in mails])
        delivered += [sha256(raw).hexdigest() for raw in mails]
        running += [office.start("poll") for _ in range(2 - len(running))]
        time.sleep(dice.random() * 1.5)
        if dice.random() < 0.3:
            dice.choice(proxies).cut()
        if dice.random() < 0.7:
            killed = running.pop(dice.randrange(len(running)))
            os.kill(killed.pid, signal.SIGKILL)
            launcher.wait(killed)
    for started in running:
        launcher.wait(started)
    return delivered
