"""One thread hears of new mail in many folders, over restarts, cut wires and silence."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from rigs.dovecot import PASSWORD, Dovecot
from rigs.net import Proxy

from intake.adapters.idle import IdleHub
from intake.domain.model import Account

RAW = b"Subject: Candidature\r\n\r\nBonjour\r\n"


@dataclass
class Events:
    """What a hub has told so far."""

    seen: Counter[str] = field(default_factory=Counter)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, name: str) -> None:
        """Note one event."""
        with self.changed:
            self.seen[name] += 1
            self.changed.notify_all()

    def wait(self, reached: Callable[[Counter[str]], bool], seconds: float = 5.0) -> bool:
        """Wait until what was told satisfies `reached`; tell whether it did in time."""
        with self.changed:
            return self.changed.wait_for(lambda: reached(self.seen), seconds)


def account(port: int, user: str) -> Account:
    return Account(host="127.0.0.1", port=port, security="none", username=user)


def test_a_watch_begins_with_an_event_and_a_delivery_wakes_within_two_seconds(dovecot, user):
    events = Events()
    with IdleHub() as hub:
        hub.watch("jobs", account(dovecot.port_plain, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["jobs"] == 1)
        dovecot.deliver(user, RAW)
        assert events.wait(lambda seen: seen["jobs"] >= 2, 2.0)


def test_that_a_watch_has_begun_or_was_renewed_may_be_told_apart_from_news(dovecot, user):
    events, begun = Events(), Events()
    with IdleHub(renew=1.0) as hub:
        place = account(dovecot.port_plain, user)
        hub.watch("jobs", place, lambda: PASSWORD, "INBOX", events, on_begun=begun)
        assert begun.wait(lambda seen: seen["jobs"] == 2)
        assert not events.seen
        dovecot.deliver(user, RAW)
        assert events.wait(lambda seen: seen["jobs"] >= 1, 3.0)


def test_a_delivery_wakes_over_tls(dovecot, user):
    events = Events()
    private = Account(host="localhost", port=dovecot.port_tls, username=user, ca_file=dovecot.ca_file)
    with IdleHub() as hub:
        hub.watch("jobs", private, lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["jobs"] == 1)
        for told in (2, 3):
            dovecot.append(user, RAW)
            assert events.wait(lambda seen, told=told: seen["jobs"] >= told, 2.0)


def test_flags_set_by_somebody_are_no_news(dovecot, user):
    events = Events()
    uid = dovecot.append(user, RAW)
    with IdleHub() as hub:
        hub.watch("jobs", account(dovecot.port_plain, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["jobs"] == 1)
        with dovecot.client(user) as client:
            client.select_folder("INBOX")
            client.add_flags([uid], [b"\\Seen"])
        assert not events.wait(lambda seen: seen["jobs"] > 1, 1.5)


def test_renewal_keeps_the_connection_and_what_comes_in_the_meantime(dovecot, user):
    events = Events()
    with Proxy(dovecot.port_plain) as proxy, IdleHub(renew=0.1) as hub:
        hub.watch("jobs", account(proxy.port, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["jobs"] >= 4)
        assert proxy.accepted == 1


def test_a_cut_wire_is_mended_and_told(dovecot, user):
    events = Events()
    with Proxy(dovecot.port_plain) as proxy, IdleHub(first_pause=0.1) as hub:
        hub.watch("jobs", account(proxy.port, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["jobs"] == 1)
        proxy.cut()
        assert events.wait(lambda seen: seen["jobs"] == 2)
        assert proxy.accepted == 2
        dovecot.deliver(user, RAW)
        assert events.wait(lambda seen: seen["jobs"] >= 3, 2.0)


def test_a_server_that_comes_back_is_watched_again(user):
    events = Events()
    with Dovecot() as server, IdleHub(first_pause=0.1) as hub:
        hub.watch("jobs", account(server.port_plain, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["jobs"] == 1)
        server.kill()
        time.sleep(0.5)
        server.start()
        assert events.wait(lambda seen: seen["jobs"] == 2)
        server.deliver(user, RAW)
        assert events.wait(lambda seen: seen["jobs"] >= 3, 2.0)


@pytest.mark.parametrize(
    "answer",
    [
        b"* 1 EXISTS\r\n+ idling\r\n",
        b"+ idling\r\n* 1 EXISTS\r\n",
        b"+ idling\r\n* 1 EXI",
        b"* nonsense (((\r\n+ idling\r\n",
    ],
)
def test_mail_that_comes_while_idle_begins_is_told(dovecot, user, answer):
    events, lied = Events(), []

    def rewrite(said: bytes) -> bytes:
        if said == b"+ idling\r\n" and not lied:
            lied.append(said)
            return answer
        return said

    with Proxy(dovecot.port_plain, rewrite=rewrite) as proxy, IdleHub(first_pause=0.05, renew=60) as hub:
        hub.watch("jobs", account(proxy.port, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["jobs"] >= 1)
        dovecot.deliver(user, RAW)
        assert events.wait(lambda seen: seen["jobs"] >= 2, 3.0)


def test_a_server_without_idle_is_left_to_polling(dovecot, user):
    events, unsupported = Events(), Events()
    with (
        Proxy(dovecot.port_plain, rewrite=lambda said: said.replace(b" IDLE", b"")) as proxy,
        IdleHub() as hub,
    ):
        hub.watch(
            "jobs", account(proxy.port, user), lambda: PASSWORD, "INBOX", events, on_unsupported=unsupported
        )
        assert unsupported.wait(lambda seen: seen["jobs"] == 1)
        assert not events.seen


def test_a_wrong_password_is_not_tried_in_a_loop(dovecot, user):
    tried = Events()

    def password() -> str:
        tried("password")
        return "wrong"

    with IdleHub(first_pause=0.01) as hub:
        hub.watch("jobs", account(dovecot.port_plain, user), password, "INBOX", Events())
        assert not tried.wait(lambda seen: seen["password"] > 1, 1.0)
        assert tried.seen["password"] == 1


def test_a_dead_server_delays_no_other(dovecot, user):
    events = Events()
    with Proxy(dovecot.port_plain) as dead, IdleHub() as hub:
        dead.silent.set()
        hub.watch("dead", account(dead.port, user), lambda: PASSWORD, "INBOX", events)
        hub.watch("alive", account(dovecot.port_plain, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["alive"] == 1, 2.0)
        dovecot.deliver(user, RAW)
        assert events.wait(lambda seen: seen["alive"] >= 2, 2.0)
        assert not events.seen["dead"]
        dead.cut()


def test_a_listener_that_fails_silences_nobody(dovecot, user):
    events = Events()

    def fail(_: str) -> None:
        raise RuntimeError

    with IdleHub() as hub:
        hub.watch("bad", account(dovecot.port_plain, user), lambda: PASSWORD, "INBOX", fail)
        hub.watch("good", account(dovecot.port_plain, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["good"] == 1)
        dovecot.deliver(user, RAW)
        assert events.wait(lambda seen: seen["good"] >= 2, 2.0)


def test_what_is_unwatched_is_told_no_more(dovecot, user):
    events = Events()
    with IdleHub() as hub:
        for name in ("one", "two"):
            hub.watch(name, account(dovecot.port_plain, user), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: seen["one"] == seen["two"] == 1)
        hub.unwatch("one")
        dovecot.deliver(user, RAW)
        assert events.wait(lambda seen: seen["two"] >= 2)
        assert events.seen["one"] == 1


def test_fifty_mailboxes_take_one_thread_and_each_hears_of_its_own_mail(dovecot, user):
    events = Events()
    users = [f"{number}-{user}" for number in range(50)]
    threads = threading.active_count()
    with IdleHub() as hub:
        for name in users:
            hub.watch(name, account(dovecot.port_plain, name), lambda: PASSWORD, "INBOX", events)
        assert events.wait(lambda seen: len(seen) == 50, 20.0)
        assert threading.active_count() - threads <= 5  # the hub, and at most four that talk
        burned = time.process_time()
        assert not events.wait(lambda seen: seen.total() > 50, 1.0)
        assert time.process_time() - burned < 0.2
        dovecot.deliver(users[17], RAW)
        assert events.wait(lambda seen: seen[users[17]] >= 2, 2.0)
        assert events.seen.total() == 51
