"""The manners of a guest: rests after a refusal, letters and downloads within limits, connections shared."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from builders.mails import mail
from hypothesis import given
from hypothesis import strategies as st
from rigs.clock import Clock
from rigs.lying import Asked, IMAPServer, SMTPServer
from rigs.net import Proxy
from rigs.office import IN_TIME, Office

from intake.adapters.connections import Connections
from intake.adapters.idle import IdleHub
from intake.domain.guest import DAY, MINUTE, Used, free_at, left, rest_after, use
from intake.domain.refusals import Refusal
from intake.domain.trouble import Occupied, Trouble
from intake.duties import Duties
from intake.scheduler import Clockwork
from intake.services import alarms
from intake.services.deliver import Delivered, deliver
from intake.services.poll import Polled, poll
from intake.services.reconcile import reconcile
from intake.settings import Settings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


# --- arithmetic ---


@given(st.lists(st.integers(0, 90), max_size=60), st.integers(1, 5))
def test_no_minute_ever_holds_more_than_the_limit(gaps: list[int], limit: int) -> None:
    used: Used = ()
    now, times = NOW, []
    for gap in gaps:
        now += gap * SECOND
        if free_at(used, 1, limit, now, MINUTE) is None:
            used = use(used, 1, now, MINUTE)
            times.append(now)
    assert all(sum(at <= each < at + MINUTE for each in times) <= limit for at in times)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=60), st.integers(1, 5))
def test_what_is_promised_to_be_free_is_free_then(gaps: list[int], limit: int) -> None:
    used: Used = ()
    now = NOW
    for gap in gaps:
        now += gap * SECOND
        if (until := free_at(used, 1, limit, now, MINUTE)) is not None:
            assert now < until <= now + MINUTE + 2 * SECOND
            assert free_at(used, 1, limit, until, MINUTE) is None
        else:
            used = use(used, 1, now, MINUTE)


def test_what_is_older_than_the_window_is_forgotten() -> None:
    used = use(use((), 400, NOW, DAY), 100, NOW + HOUR, DAY)
    assert left(used, 500, NOW + HOUR, DAY) == 0
    assert free_at(used, 1, 500, NOW + HOUR, DAY) == NOW + DAY + DAY / 60
    assert left(used, 500, NOW + DAY + HOUR / 2, DAY) == 400
    assert use(used, 1, NOW + 3 * DAY, DAY) == ((NOW + 3 * DAY, 1),)


def test_a_clock_that_was_set_back_makes_nobody_wait_longer_than_the_window() -> None:
    used = use((), 500, NOW + 30 * DAY, DAY)
    assert free_at(used, 1, 500, NOW, DAY) == NOW + DAY + DAY / 60


def test_a_day_of_any_number_of_uses_is_kept_in_some_sixty_numbers() -> None:
    used: Used = ()
    for minute in range(24 * 60):
        used = use(used, 7, NOW + minute * MINUTE, DAY)
    assert len(used) <= 61
    assert left(used, 0, NOW + DAY - MINUTE, DAY) == -7 * 24 * 60


@pytest.mark.parametrize(
    ("sort", "wait", "times", "rest"),
    [
        ("permanent", None, 1, HOUR),
        ("unknown", None, 7, HOUR),
        ("later", None, 1, MINUTE),
        ("later", None, 3, 4 * MINUTE),
        ("later", None, 50, 15 * MINUTE),
        ("later", 92 * SECOND, 50, 92 * SECOND),
        ("later", timedelta(milliseconds=5), 1, SECOND),
    ],
)
def test_a_rest_is_as_long_as_asked_for_or_grows(
    sort: Any, wait: timedelta | None, times: int, rest: timedelta
) -> None:
    assert rest_after(Refusal(code="x", text="x", remedy="x", sort=sort, wait=wait), times) == rest


# --- an office between two servers of ours ---


class Guesthouse:
    """An office whose mail comes from and goes to servers of ours; each `desk` is another process's."""

    def __init__(self, office: Office, reading: IMAPServer, sending: SMTPServer) -> None:
        self.office, self.reading, self.sending = office, reading, sending
        self.clock = Clock(IN_TIME)
        self.configure()

    def configure(self, **changes: Any) -> None:
        """Configure the mailbox; `imap` and `smtp` change keys of the accounts."""
        imap = {"port": self.reading.port} | changes.pop("imap", {})
        smtp = {"port": self.sending.port} | changes.pop("smtp", {})
        self.office.configure({"jobs": self.office.mailbox(imap=imap, smtp=smtp, **changes)})

    def desk(self) -> Any:
        """A desk of the office, with our clock."""
        return self.office.desk(self.clock)

    def poll(self) -> Polled:
        """Poll, as a process that starts for it."""
        with self.desk() as desk:
            return poll(desk, desk.settings.mailboxes["jobs"])

    def deliver(self) -> Delivered:
        """Deliver, as a process that starts for it."""
        with self.desk() as desk:
            return deliver(desk)

    def logins(self) -> int:
        """How often an IMAP login was asked for."""
        return sum(asked.verb in ("AUTHENTICATE", "LOGIN") for asked in self.reading.asked)

    def greetings(self) -> int:
        """How often the SMTP server was called."""
        return sum(asked.verb == "GREETING" for asked in self.sending.asked)

    def write(self, number: int, first: int = 1) -> None:
        """Let candidates write, so that each is owed a letter."""
        uids = range(first, first + number)
        self.reading.fill([(uid, mail(sender=f"c{uid}@example.com")) for uid in uids])
        assert self.poll().error is None

    def standing(self) -> list[tuple[str, str]]:
        """The alarms that hold now: code and place."""
        with self.desk() as desk:
            return [(alarm.code, alarm.place) for alarm in alarms.wrong_now(desk)]


@pytest.fixture
def house(office: Office) -> Iterator[Guesthouse]:
    """A guesthouse without a mail."""
    with IMAPServer([]) as reading, SMTPServer() as sending:
        yield Guesthouse(office, reading, sending)


def says(verb: str, words: bytes) -> Any:
    """Answer that command by these words in the place of the honest ones."""

    def lie(asked: Asked, answer: bytes) -> bytes:
        return asked.tag + b" " + words + b"\r\n" if asked.verb == verb else answer

    return lie


def answers(verb: str, *words: bytes) -> Any:
    """Answer an SMTP command by these words in turn, then honestly."""
    left = list(words)

    def lie(asked: Asked, answer: bytes) -> bytes:
        return left.pop(0) + b"\r\n" if asked.verb == verb and left else answer

    return lie


REFUSED = b"NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)"


# --- rests ---


def test_a_refused_login_is_not_asked_again_by_whoever_starts_until_an_hour_is_over(
    house: Guesthouse,
) -> None:
    house.reading.lie = says("AUTHENTICATE", REFUSED)
    first = house.poll()
    for _ in range(5):  # a supervisor, or cron
        house.clock.go(10 * SECOND)
        again = house.poll()
    assert house.logins() == 1
    assert first.permanent
    assert again.error is not None
    assert re.match(r"The mailbox is left alone until 2026-05-03 17:00:00\. The server refuses", again.error)
    assert again.error.endswith("`intake check --connect` asks again at once.")
    assert "app password or OAuth2" in again.error
    house.clock.go(HOUR)
    house.reading.lie = says("NOTHING", b"")
    assert house.poll().error is None
    assert house.logins() == 2


def test_a_refused_login_is_an_alarm_that_is_told_soon_and_over_when_it_is_let_in(house: Guesthouse) -> None:
    house.reading.lie = says("AUTHENTICATE", REFUSED)
    house.poll()
    assert house.standing() == [("login_refused", "jobs/imap")]
    with house.desk() as desk:
        assert alarms.watch(desk) == 0  # who sets it up is still at it
        house.clock.go(5 * MINUTE)
        assert alarms.watch(desk) == 1  # the admin is written to
    house.reading.lie = says("NOTHING", b"")
    house.clock.go(2 * HOUR)
    house.poll()
    assert ("login_refused", "jobs/imap") not in house.standing()


def test_another_password_is_tried_at_once(house: Guesthouse) -> None:
    house.reading.lie = says("AUTHENTICATE", REFUSED)
    house.poll()
    house.reading.lie = says("NOTHING", b"")
    assert house.poll().error is not None
    house.office.environment["MAIL_PASSWORD"] = "another"
    assert house.poll().error is None


def test_another_configuration_is_tried_at_once(house: Guesthouse) -> None:
    house.reading.lie = says("AUTHENTICATE", REFUSED)
    house.poll()
    house.reading.lie = says("NOTHING", b"")
    house.configure(imap={"username": "someone.else@example.org"})
    assert house.poll().error is None


def test_a_check_always_asks_and_ends_the_rest_where_it_is_let_in(house: Guesthouse) -> None:
    house.reading.lie = says("AUTHENTICATE", REFUSED)
    house.poll()
    house.office.run("check", "--connect")
    assert house.logins() == 2
    house.reading.lie = says("NOTHING", b"")
    assert house.office.run("check", "--connect").status == 0
    assert house.poll().error is None


def test_no_password_can_be_guessed_from_what_is_kept(house: Guesthouse) -> None:
    house.reading.lie = says("AUTHENTICATE", REFUSED)
    house.poll()
    ((kept,),) = house.office.sql("SELECT kept FROM bucket WHERE what = 'rest'")
    assert re.search(r"[0-9a-f]{8}:[0-9a-f]{4}\b", str(kept))
    assert house.office.dovecot.password not in str(kept)


@pytest.mark.parametrize("days", [30, 0.8])
def test_a_clock_that_was_ahead_leaves_a_mailbox_alone_for_no_longer_than_its_rest(
    house: Guesthouse, days: float
) -> None:
    house.clock.go(days * DAY)
    house.reading.lie = says("AUTHENTICATE", REFUSED)
    house.poll()
    house.reading.lie = says("NOTHING", b"")
    house.clock.go(-days * DAY)
    house.clock.go(HOUR)
    assert house.poll().error is None


def test_of_two_mailboxes_of_one_account_who_is_let_in_ends_no_rest_of_the_other(house: Guesthouse) -> None:
    house.office.environment["OLD_PASSWORD"] = "wrong"
    box = house.office.mailbox(imap={"port": house.reading.port})
    old = house.office.mailbox(imap={"port": house.reading.port, "password": {"env": "OLD_PASSWORD"}})
    house.office.configure({"jobs": box, "other": old | {"address": "other@example.org"}})
    with house.desk() as desk:
        for _ in range(10):
            house.reading.lie = says("NOTHING", b"")
            assert poll(desk, desk.settings.mailboxes["jobs"]).error is None
            house.reading.lie = says("AUTHENTICATE", REFUSED)
            assert poll(desk, desk.settings.mailboxes["other"]).error is not None
            house.clock.go(MINUTE)
    assert house.logins() == 10 + 1


@pytest.mark.parametrize(
    ("verb", "words", "rest"),
    [
        ("FETCH", b"BAD Request is throttled. Suggested Backoff Time: 92415 milliseconds", 93 * SECOND),
        ("FETCH", b"NO [OVERQUOTA] slow down", MINUTE),
        ("EXAMINE", b"NO [UNAVAILABLE] Internal error", MINUTE),
        ("EXAMINE", b"NO [THROTTLED] later", MINUTE),
        ("AUTHENTICATE", b"NO [LIMIT] LOGIN Rate limit hit.", MINUTE),
        ("AUTHENTICATE", b"NO [ALERT] Too many simultaneous connections. (Failure)", MINUTE),
    ],
)
def test_a_server_that_wants_to_be_left_alone_is_until_then(
    house: Guesthouse, verb: str, words: bytes, rest: timedelta
) -> None:
    house.reading.fill([(1, mail())])
    house.reading.lie = says(verb, words)
    assert house.poll().error
    house.reading.lie = says("NOTHING", b"")
    asked = len(house.reading.asked)
    house.clock.go(rest - SECOND)
    left_alone = house.poll()
    assert left_alone.error
    assert "left alone until" in left_alone.error
    assert len(house.reading.asked) == asked
    house.clock.go(SECOND)
    assert (house.poll().error, house.standing()) == (None, [])


def test_a_server_that_hangs_up_as_the_bandwidth_is_used_up_is_not_called_again_for_an_hour(
    house: Guesthouse,
) -> None:
    house.reading.fill([(1, mail()), (2, mail(subject="Facture"))])
    bye = b"* BYE [OVERQUOTA] Account exceeded command or bandwidth limits.\r\n"
    house.reading.lie = lambda ask, answer: bye if ask.verb == "FETCH" and b"BODY" in ask.rest else answer
    error = house.poll().error
    assert error is not None
    assert "used up" in error
    house.clock.go(HOUR - SECOND)
    house.poll()
    assert house.logins() == 1


def test_the_rests_of_a_server_that_stays_so_grow(house: Guesthouse) -> None:
    house.reading.lie = says("EXAMINE", b"NO [UNAVAILABLE] no")
    with house.desk() as desk:
        for _ in range(60):
            poll(desk, desk.settings.mailboxes["jobs"])
            house.clock.go(MINUTE)
    assert house.logins() == 7  # after 1, 2, 4, 8, 15, 15 minutes


def test_a_mailbox_that_rests_is_not_compared_either(house: Guesthouse) -> None:
    house.reading.lie = says("EXAMINE", b"NO [UNAVAILABLE] no")
    house.poll()
    with house.desk() as desk:
        found = reconcile(desk, desk.settings.mailboxes["jobs"])
    assert "left alone until" in (found.error or "")


def test_an_engine_that_starts_listens_to_no_mailbox_that_rests(house: Guesthouse) -> None:
    house.reading.lie = says("AUTHENTICATE", REFUSED)
    house.poll()
    with house.desk() as desk:
        clockwork = Clockwork(desk)
        try:
            clockwork._watch(desk.settings, {})
            clockwork._tick("jobs")
            assert not clockwork.hub._watches
        finally:
            clockwork.hub.close()
    assert house.logins() == 1


@pytest.mark.sqlite
def test_a_configuration_that_comes_while_the_database_is_away_is_in_force_when_it_is_back(
    house: Guesthouse,
) -> None:
    house.poll()
    box = house.office.mailbox(imap={"port": house.reading.port})
    file = house.office.base / "var" / "intake.db"
    with house.desk() as desk:
        clockwork = Clockwork(desk)
        try:
            clockwork._watch(desk.settings, {})
            house.office.configure({"jobs": box, "other": box | {"address": "other@example.org"}})
            file.rename(file.with_suffix(".away"))
            with pytest.raises(Trouble):
                clockwork.duties.reread()
            file.with_suffix(".away").rename(file)
            clockwork.duties.reread()
            assert clockwork.scheduler.get_job("poll other")
        finally:
            clockwork.hub.close()


def test_a_listener_whose_login_is_refused_asks_no_more_however_seldom_is_polled(house: Guesthouse) -> None:
    with house.desk() as desk:
        assert poll(desk, desk.settings.mailboxes["jobs"]).error is None
        house.reading.lie = says("AUTHENTICATE", REFUSED)
        clockwork = Clockwork(desk)
        try:
            clockwork._watch(desk.settings, {})
            assert until(lambda: house.standing() == [("login_refused", "jobs/imap")])
            assert until(lambda: not clockwork.hub._watches)
        finally:
            clockwork.hub.close()
            clockwork._urgent.shutdown()
    assert house.logins() == 3  # one let in, one to listen, one to poll


# --- letters ---


def test_a_refused_sender_rests_and_its_letters_wait(house: Guesthouse) -> None:
    house.write(2)
    house.sending.lie = answers("GREETING", b"421 4.7.0 Try again later, closing connection.")
    refused = house.deliver()
    assert (refused.pending, refused.failed) == (2, 0)
    house.deliver()
    assert house.greetings() == 1
    house.clock.go(2 * MINUTE)
    assert house.deliver().sent == 2


def test_a_worker_says_once_that_a_sender_is_left_alone(
    house: Guesthouse, caplog: pytest.LogCaptureFixture
) -> None:
    house.write(2)
    house.sending.lie = answers("MAIL", b"550 5.4.5 Daily user sending limit exceeded.")
    with house.desk() as desk:
        duties = Duties(desk, Idle())
        for _ in range(10):
            duties.deliver(only=())  # frees the letters of the dead
            duties.deliver(only=["jobs"])
            house.clock.go(5 * SECOND)
    said = [record.message for record in caplog.records if record.name == "intake.duties"]
    assert ["is left alone until" in each for each in said] == [False, True]


def test_a_sender_that_is_served_again_is_no_alarm_though_its_letter_is_refused(house: Guesthouse) -> None:
    house.write(1)
    house.sending.lie = answers("MAIL", b"550 5.1.8 Access denied, bad outbound sender")
    house.deliver()
    assert ("login_refused", "jobs/smtp") in house.standing()
    house.clock.go(2 * HOUR)
    house.sending.lie = answers("RCPT", b"550 5.1.1 no such user")
    assert house.deliver().failed == 1
    assert ("login_refused", "jobs/smtp") not in house.standing()


@pytest.mark.parametrize(
    ("answers_to_mail", "tries", "rest"),
    [
        ([b"550 5.4.5 Daily user sending limit exceeded."], [1, 0, 0], HOUR),
        ([b"554 5.2.0 Submission.Exception:SubmissionQuotaExceededException"], [1, 0, 0], HOUR),
        ([b"550 5.1.8 Access denied, bad outbound sender"], [1, 0, 0], HOUR),
        ([b"421 4.7.0 Try again later, closing connection."], [1, 0, 0], 2 * MINUTE),
        ([b"452 4.5.3 Hourly sending limit reached."] * 2, [1, 1, 0], 90 * SECOND),
        ([b"432 4.3.2 Concurrent connections limit exceeded."] * 2, [1, 1, 0], 2 * MINUTE),
    ],
)
def test_an_account_that_may_send_no_more_loses_no_letter(
    house: Guesthouse, answers_to_mail: list[bytes], tries: list[int], rest: timedelta
) -> None:
    house.write(3)
    house.sending.lie = answers("MAIL", *answers_to_mail)
    refused = house.deliver()
    assert (refused.pending, refused.failed) == (3, 0)
    assert refused.errors
    # The others wait as they are.
    assert [row.attempts for row in house.office.sql("SELECT attempts FROM letter ORDER BY id")] == tries
    house.clock.go(rest)
    assert house.deliver().sent == 3


def test_a_server_that_throttles_one_letter_is_given_the_next(house: Guesthouse) -> None:
    house.write(3)
    house.sending.lie = answers("MAIL", b"432 4.3.2 Concurrent connections limit exceeded.")
    done = house.deliver()
    assert (done.sent, done.pending, done.errors) == (2, 1, [])


def test_a_letter_that_is_refused_for_itself_stops_no_other(house: Guesthouse) -> None:
    house.write(3)
    house.sending.lie = answers("RCPT", b"550 5.1.1 no such user", b"452 4.2.2 over quota")
    done = house.deliver()
    assert (done.sent, done.failed, done.pending) == (1, 1, 1)


@pytest.mark.parametrize(
    ("limits", "later"), [({"per_minute": 3}, 61 * SECOND), ({"per_day": 3}, DAY + DAY / 60)]
)
def test_letters_beyond_the_servers_limit_wait_and_all_go_out_once(
    house: Guesthouse, limits: dict[str, int], later: timedelta
) -> None:
    house.configure(limits=limits)
    house.write(7)
    sent = []
    for _ in range(3):
        sent.append(house.deliver().sent)
        assert house.deliver().sent == 0  # another process knows
        house.clock.go(later - SECOND)
        assert house.deliver().sent == 0
        house.clock.go(SECOND)
    assert sent == [3, 3, 1]
    recipients = [letter.recipients for letter in house.sending.mails]
    assert len(recipients) == len(set(recipients)) == 7


def test_letters_of_a_clock_that_was_ahead_hold_others_back_no_longer_than_the_window(
    house: Guesthouse,
) -> None:
    house.configure(limits={"per_day": 2})
    house.write(4)
    house.clock.go(30 * DAY)
    assert house.deliver().sent == 2
    house.clock.go(-30 * DAY)
    assert house.deliver().sent == 0
    house.clock.go(DAY + HOUR)
    assert house.deliver().sent == 2


def test_a_letter_over_the_limit_is_no_failed_try_says_so_and_is_an_alarm(house: Guesthouse) -> None:
    house.configure(limits={"per_day": 1})
    house.write(2)
    done = house.deliver()
    assert (done.sent, done.capped, done.errors) == (1, 1, [])
    (held,) = house.office.sql("SELECT attempts, note FROM letter WHERE state = 'pending'")
    assert held.attempts == 0
    assert held.note == "held back by the mail provider's limit (1 letters a day)"
    assert house.standing() == [("cap_reached", "jobs")]


def test_a_limit_that_is_taken_away_lets_the_letters_go(house: Guesthouse) -> None:
    house.configure(limits={"per_day": 1})
    house.write(3)
    assert house.deliver().sent == 1
    house.configure()
    assert house.deliver().sent == 2


def test_two_mailboxes_of_one_account_share_its_limit(house: Guesthouse) -> None:
    house.write(4)
    box = house.office.mailbox(limits={"per_minute": 3}, smtp={"port": house.sending.port})
    house.office.configure({"jobs": box, "other": box | {"address": "other@example.org"}})
    house.office.sql("UPDATE letter SET mailbox = 'other' WHERE id % 2 = 0")
    assert house.deliver().sent == 3


def test_only_a_letter_that_is_handed_over_counts(house: Guesthouse) -> None:
    house.configure(limits={"per_day": 2})
    house.write(2)
    house.sending.lie = answers("RCPT", b"450 4.2.1 later", b"450 4.2.1 later")
    assert house.deliver().sent == 0
    house.clock.go(2 * MINUTE)
    assert house.deliver().sent == 2


# --- downloads ---


BIG = [(uid, mail(subject=f"Photos {uid}", files=[("photos.bin", b"\xff" * 900_000)])) for uid in range(1, 7)]


def bodies(server: IMAPServer) -> list[int]:
    """The UIDs whose bodies were asked for, one by one."""
    asked = (ask.rest.split(b" ", 1) for ask in server.asked if ask.verb == "FETCH" and b"BODY" in ask.rest)
    return [int(uid) for uids, *_ in asked for uid in uids.split(b",")]


def test_a_day_brings_no_more_than_its_limit_and_goes_on_where_it_was(house: Guesthouse) -> None:
    house.configure(limits={"download": "3 MB"})
    house.reading.fill(BIG)
    first = house.poll()
    assert 0 < first.new < len(BIG)
    assert "has downloaded the 3 MB" in (first.error or "")
    asked = len(house.reading.asked)
    house.clock.go(HOUR)
    assert "left alone until" in (house.poll().error or "")
    assert len(house.reading.asked) == asked
    for _ in range(4):
        house.clock.go(DAY + HOUR)
        house.poll()
    assert sorted(row["uid"] for row in house.office.messages()) == [uid for uid, _ in BIG]


def test_after_a_poll_that_broke_off_only_what_is_missing_is_downloaded(house: Guesthouse) -> None:
    house.reading.fill([(uid, mail(subject=f"Facture {uid}")) for uid in range(1, 61)])
    bye = b"* BYE internal error\r\n"

    def hang_up_in_the_middle(asked: Asked, answer: bytes) -> bytes:
        later = asked.verb == "GREETING" and house.logins()
        return bye if later or (asked.verb == "FETCH" and asked.rest.startswith(b"51,")) else answer

    house.reading.lie = hang_up_in_the_middle
    assert house.poll().new == 50
    house.reading.lie = says("NOTHING", b"")
    house.reading.asked.clear()
    for _ in range(3):
        assert house.poll().error is None
    with house.desk() as desk:
        assert reconcile(desk, desk.settings.mailboxes["jobs"]).error is None
    assert bodies(house.reading) == [*range(51, 61)]


# --- connections ---


def test_an_account_has_no_more_connections_than_it_may() -> None:
    places = Connections()
    with places.work("a", 2), places.work("a", 2), places.work("b", 2):
        with pytest.raises(Occupied, match="all 2 connections"), places.work("a", 2, patience=0.01):
            pass
        assert places.listen("a", 2, lambda: None) is None
    with places.work("a", 2), places.work("a", 2):
        pass


def test_work_waits_for_other_work_of_its_account() -> None:
    places, begun, done = Connections(), threading.Event(), []

    def work() -> None:
        begun.set()
        with places.work("a", 1):
            done.append("second")

    with places.work("a", 1):
        second = threading.Thread(target=work)
        second.start()
        assert begun.wait(5)
        done.append("first")
    second.join(5)
    assert done == ["first", "second"]


def test_who_listens_gives_way_to_work() -> None:
    places = Connections()
    place = places.listen("a", 1, lambda: threading.Thread(target=places.leave, args=[place]).start())
    assert place is not None
    with places.work("a", 1, patience=5):
        assert place.asked


def test_with_one_connection_a_listener_gives_way_to_a_poll_and_asks_for_none_when_it_is_back(
    office: Office,
) -> None:
    begun, news = Told(), Told()
    with Proxy(office.dovecot.port_plain) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port}, limits={"connections": 1})})
        with office.desk(lambda: IN_TIME) as desk, IdleHub() as hub:
            box = desk.settings.mailboxes["jobs"]
            password = partial(desk.sign_ins.secret_of, "jobs", box.imap)
            hub.watch("jobs", box.imap, password, "INBOX", news, on_begun=begun, connections=1)
            assert begun.wait(1)
            assert poll(desk, box).error is None
            assert proxy.accepted == 2
            assert until(lambda: proxy.to_client.heard.count(b"+ idling") == 2)  # it listens again
            office.apply()
            assert news.wait(1)
    assert begun.names == ["jobs"]
    assert proxy.accepted == 3


class Idle:
    """An engine that does nothing."""

    def letters_due(self) -> None:
        """Send none."""

    def changed(self, before: Settings) -> None:
        """Go on."""


def until(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Wait for a condition that nobody tells of."""
    tick, ends = threading.Event(), time.monotonic() + seconds
    while not condition() and time.monotonic() < ends:
        tick.wait(0.02)
    return condition()


class Told:
    """What a hub has told."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._changed = threading.Condition()

    def __call__(self, name: str) -> None:
        """Note it."""
        with self._changed:
            self.names.append(name)
            self._changed.notify_all()

    def wait(self, times: int, seconds: float = 10.0) -> bool:
        """Wait until it was told so often."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.names) >= times, seconds)
