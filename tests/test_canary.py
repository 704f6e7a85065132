"""The canary: a mail to ourselves each day, through SMTP and IMAP, known by its token."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from builders.mails import mail
from rigs.clock import Clock
from rigs.office import Office

from intake.services import alarms, canary
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.poll import poll
from intake.store.tables import canary as table

NOON = datetime(2026, 4, 20, 11, 0, 3, tzinfo=UTC)  # 12:00:03 in Casablanca, then at +01
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def desk(office: Office, clock: Clock) -> Iterator[Desk]:
    office.configure(mailboxes={"jobs": office.mailbox(canary=True)})
    with office.desk(clock) as desk:
        yield desk


def send(desk: Desk, office: Office) -> bytes:
    """Send the day's canary; return it as the server took it."""
    assert canary.send(desk) == 1
    assert deliver(desk).sent == 1
    return office.sink.mails[-1].raw


def arrive(desk: Desk, office: Office, raw: bytes, when: datetime) -> dict[str, str]:
    """Let the server receive a mail then, take it in, and return its row."""
    office.receive(raw, when)
    poll(desk, desk.settings.mailboxes["jobs"])
    row: dict[str, str] = office.messages()[-1]
    return row


def wrong(desk: Desk) -> list[str]:
    return [alarm.code for alarm in alarms.wrong_now(desk)]


def test_a_canary_goes_the_whole_way_and_says_how_long_it_took(office, desk, clock):
    raw = send(desk, office)
    clock.go(timedelta(seconds=2))
    row = arrive(desk, office, raw, NOON + timedelta(seconds=1))
    assert row["outcome"] == "automatic"
    assert row["reason"] == "canary: sent 12:00:03, received 12:00:04, taken in 12:00:05"
    clock.go(DAY)
    poll(desk, desk.settings.mailboxes["jobs"])
    assert wrong(desk) == []
    assert deliver(desk).sent == 0  # it is not answered


def test_a_canary_goes_from_the_mailbox_to_itself_and_asks_no_robot_to_answer(office, desk):
    send(desk, office)
    (sent,) = office.letters
    assert (sent.envelope_from, sent.recipients) == ("jobs@example.org", ("jobs@example.org",))
    assert sent.mail["Auto-Submitted"] == "auto-generated"


def test_one_canary_a_day_in_the_zone_of_the_office(office, desk, clock):
    send(desk, office)
    assert canary.send(desk) == 0
    clock.time = NOON.replace(hour=22, minute=59)
    assert canary.send(desk) == 0
    clock.go(MINUTE)
    assert canary.send(desk) == 1


def test_two_processes_send_one(office, desk, clock):
    with office.desk(clock) as other:
        assert canary.send(desk) + canary.send(other) == 1


def test_a_canary_that_does_not_come_back_is_an_alarm_until_it_does(office, desk, clock):
    raw = send(desk, office)
    clock.go(HOUR)
    poll(desk, desk.settings.mailboxes["jobs"])
    assert wrong(desk) == []
    clock.go(MINUTE)
    poll(desk, desk.settings.mailboxes["jobs"])
    assert wrong(desk) == ["canary_missing"]
    arrive(desk, office, raw, clock.time)
    assert wrong(desk) == []


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (timedelta(seconds=1), []),
        (-5 * MINUTE, ["clock_wrong"]),  # the server's clock is behind ours
        (5 * MINUTE, ["clock_wrong"]),  # it is ahead
    ],
)
def test_the_times_of_a_canary_tell_a_wrong_clock(office, desk, received, expected):
    arrive(desk, office, send(desk, office), NOON + received)
    assert wrong(desk) == expected


FORGED = mail(sender="jobs@example.org", subject=f"intake canary {'0' * 32}", text="Bonjour\n")


def test_a_forged_canary_is_automatic_mail_like_any_other(office, desk):
    send(desk, office)
    row = arrive(desk, office, FORGED, NOON)
    assert (row["outcome"], row["reason"].startswith("canary:")) == ("automatic", False)
    with desk.database.read() as tx:
        assert tx.execute(table.select()).one().seen_at is None


def test_a_person_s_mail_with_the_words_of_a_canary_is_a_person_s_mail(office, desk):
    raw = send(desk, office)
    subject = re.search(r"intake canary [0-9a-f]{32}", raw.decode())[0]
    row = arrive(desk, office, mail(subject=subject), NOON)
    assert row["outcome"] == "unmatched"
    with desk.database.read() as tx:
        assert tx.execute(table.select()).one().seen_at is None


def test_a_further_copy_of_a_canary_changes_nothing(office, desk, clock):
    raw = send(desk, office)
    arrive(desk, office, raw, NOON)
    clock.go(HOUR)
    row = arrive(desk, office, b"X-Copy: 1\r\n" + raw, clock.time)
    assert (row["outcome"], row["reason"].startswith("canary:")) == ("automatic", False)
    with desk.database.read() as tx:
        assert tx.execute(table.select()).one().received_at == NOON


def test_the_token_of_a_canary_is_not_in_the_log(office, desk, caplog):
    caplog.set_level(logging.DEBUG, "intake")
    raw = send(desk, office)
    arrive(desk, office, raw, NOON)
    token = re.search(r"intake canary ([0-9a-f]{32})", raw.decode())[1]
    assert "canary mailbox=jobs" in caplog.text
    assert token not in caplog.text


def test_a_mailbox_that_wants_none_sends_none(office):
    assert office.poll()["sent"] == 0


def test_poll_sends_the_canary_and_knows_it_when_it_is_back(office):
    office.configure(mailboxes={"jobs": office.mailbox(canary=True)})
    assert office.poll()["sent"] == 1
    office.receive(office.sink.mails[0].raw, datetime.now(UTC))
    done = office.poll()
    assert (done["outcomes"], done["sent"]) == ({"automatic": 1}, 0)
    assert office.messages()[0]["reason"].startswith("canary: sent ")


def test_the_next_canary_is_no_proof_before_it_is_back(office, desk, clock):
    send(desk, office)
    for wait in (DAY, HOUR):
        clock.go(wait)
        poll(desk, desk.settings.mailboxes["jobs"])
        canary.send(desk)
        assert wrong(desk) == ["canary_missing"]
    deliver(desk)
    arrive(desk, office, office.sink.mails[-1].raw, clock.time - HOUR)
    assert wrong(desk) == []
