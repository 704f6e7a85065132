"""Mails on which intake stumbles or dies: kept, tried again a few times by themselves, then a person's."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from builders.mails import mail
from rigs.clock import Clock
from rigs.office import FULL, IN_TIME, SUBJECT, Office

from intake import settings
from intake.domain.model import Message
from intake.domain.pace import retry_after
from intake.domain.trouble import Trouble
from intake.services import alarms, reconcile
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.digest import digest
from intake.services.forget import retire
from intake.services.poll import poll
from intake.services.replay import replay
from intake.services.retry import retry
from intake.store.tables import message

POISON = b"poison"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Parser:
    """The parser of the office, with a fault: it fails on some mails, or dies of them."""

    def __init__(self, desk: Desk) -> None:
        self.sound, self.faulty = desk.parse, True
        self.tries: Counter[str] = Counter()
        self.dies = False
        self.meanwhile: Callable[[], object] = lambda: None

    def __call__(self, raw: bytes, received_at: datetime) -> Message:
        """Read a mail, or fail."""
        parsed = self.sound(raw, received_at)
        self.tries[parsed.subject] += 1
        self.meanwhile()
        if POISON in raw and self.faulty:
            if self.dies:
                os._exit(9)
            raise LookupError("with words of the mail")
        return parsed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(office: Office, clock: Clock) -> Iterator[Desk]:
    with office.desk(clock) as sound:
        yield replace(sound, parse=Parser(sound))


def poison(number: int = 0) -> bytes:
    return mail(sender="eve@example.com", subject=f"Poison {number}", text="poison\n")


def fetch(desk: Desk) -> Any:
    return poll(desk, desk.settings.mailboxes["jobs"])


def only(desk: Desk) -> Any:
    with desk.database.read() as tx:
        return tx.execute(message.select()).one()


def test_the_waits_between_the_tries_are_few_and_longer_each_time():
    assert [retry_after(n) for n in range(1, 6)] == [MINUTE, 10 * MINUTE, HOUR, None, None]


def test_a_mail_that_fails_is_tried_again_by_itself_then_left_to_a_person(office, desk, clock):
    office.receive(poison())
    result = fetch(desk)
    assert (result.error, dict(result.outcomes)) == (None, {"quarantined": 1})
    for wait, tries in ((MINUTE, 2), (10 * MINUTE, 3), (HOUR, 4)):
        clock.go(wait - timedelta(seconds=1))
        assert retry(desk) == []
        assert "tried again by itself" in office.messages()[0]["reason"]
        assert "quarantined" not in [alarm.code for alarm in alarms.wrong_now(desk)]
        clock.go(timedelta(seconds=1))
        assert [done.outcome for done in retry(desk)] == ["quarantined"]
        assert f"tried {tries} times" in office.messages()[0]["reason"]
    clock.go(30 * DAY)
    assert retry(desk) == []
    assert fetch(desk).new == 0
    assert desk.parse.tries == {"Poison 0": 4}
    assert office.messages()[0]["reason"] == (
        "could not be processed (LookupError), tried 4 times; its bytes are kept; try 'intake replay'"
    )


def test_what_waits_for_a_person_is_an_alarm(office, desk, clock):
    office.receive(poison())
    fetch(desk)
    for wait in (MINUTE, 10 * MINUTE, HOUR):
        clock.go(wait)
        retry(desk)
    fetch(desk)
    assert [alarm.code for alarm in alarms.wrong_now(desk)] == ["quarantined"]


def test_a_fault_that_passes_costs_the_candidate_a_minute(office, desk, clock):
    raw = mail(subject=SUBJECT, text="poison\n", files=FULL)
    office.receive(raw)
    fetch(desk)
    assert office.outcomes() == ["quarantined"]
    desk.parse.faulty = False
    clock.go(MINUTE)
    (done,) = retry(desk)
    assert done.outcome == "application"
    assert deliver(desk).sent == 1
    assert office.application()["status"] == "complete"
    clock.go(2 * HOUR)
    assert retry(desk) == []
    assert deliver(desk).sent == 0


def test_two_hundred_poisoned_mails_hold_up_no_good_one(office, desk, clock):
    poisoned = [(poison(number), IN_TIME) for number in range(200)]
    office.dovecot.append_all(office.user, [*poisoned, (mail(subject=SUBJECT, files=FULL), IN_TIME)])
    fetch(desk)
    assert deliver(desk).sent == 1  # at once
    clock.go(MINUTE)
    retry(desk)
    assert fetch(desk).new == 0
    assert Counter(desk.parse.tries.values()) == {1: 1, 2: 200}
    assert Counter(office.outcomes()) == {"quarantined": 200, "application": 1}


def test_bytes_that_are_no_mail_are_not_tried_again(office, desk, clock):
    office.receive(b"\0" * 100)
    fetch(desk)
    assert office.outcomes() == ["quarantined"]
    assert only(desk).retry_at is None


def test_a_mail_that_fails_stays_on_the_server_as_it_was_and_its_bytes_are_kept(office, desk, clock):
    office.configure(mailboxes={"jobs": office.mailbox(processed={"move": "Done"})})
    office.receive(poison())
    before = office.dovecot.snapshot(office.user)
    fetch(desk)
    clock.go(31 * DAY)
    retry(desk)
    (compared,) = reconcile.reconcile(desk, desk.settings.mailboxes["jobs"]).folders
    assert (compared.on_server, compared.in_ledger, compared.missing) == (1, 1, ())
    assert office.dovecot.snapshot(office.user) == before
    assert desk.blobs.get(only(desk).sha256) == poison()


def test_a_replay_by_hand_ends_the_tries(office, desk, clock):
    office.receive(poison())
    fetch(desk)
    desk.parse.faulty = False
    assert replay(desk, [only(desk).id], None)[0].outcome == "unmatched"
    clock.go(2 * HOUR)
    assert retry(desk) == []


def test_two_processes_make_one_try(office, desk, clock):
    office.receive(poison())
    fetch(desk)
    clock.go(MINUTE)
    with office.desk(clock) as other:
        assert len(retry(desk)) + len(retry(other)) == 1


@pytest.mark.parametrize("fails", [False, True])
def test_a_mail_that_another_process_settles_during_a_try_is_settled_once(office, desk, clock, fails):
    office.receive(mail(subject=SUBJECT, text="poison\n", files=FULL))
    fetch(desk)
    clock.go(MINUTE)
    with office.desk(clock) as other:
        desk.parse.faulty = fails
        desk.parse.meanwhile = lambda: replay(other, [only(other).id], None)
        assert retry(desk) == []
    desk.parse.meanwhile = lambda: None
    assert office.outcomes() == ["application"]
    assert "tried" not in only(desk).reason
    assert (deliver(desk).sent, office.application()["status"]) == (1, "complete")


def test_a_replay_of_a_mail_that_becomes_an_application_meanwhile_says_so(office, desk, clock):
    office.receive(mail(subject=SUBJECT, text="poison\n", files=FULL))
    fetch(desk)
    clock.go(MINUTE)
    with office.desk(clock) as other:
        desk.parse.faulty = False
        desk.parse.meanwhile = lambda: retry(other)
        with pytest.raises(Trouble, match="has become an application meanwhile"):
            replay(desk, [only(desk).id], None)
    assert office.outcomes() == ["application"]
    assert deliver(desk).sent == 1


def test_a_clock_that_was_set_back_puts_no_try_off(office, desk, clock):
    clock.go(365 * DAY)
    office.receive(poison())
    fetch(desk)
    clock.go(-365 * DAY)
    assert len(retry(desk)) == 1


def test_a_mail_of_a_mailbox_that_is_configured_no_more_waits(office, desk, clock):
    office.receive(poison())
    fetch(desk)
    office.configure(mailboxes={"info": office.mailbox()})
    office.posting(mailbox="info")
    clock.go(MINUTE)
    assert retry(replace(desk, settings=settings.load(office.config))) == []
    assert len(retry(desk)) == 1


# --- a mail that kills the process ---


@contextmanager
def child(work: Callable[[], object]) -> Iterator[int]:
    """Do something in a process of its own that may die of it; its exit status."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    yield os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def working(office: Office, clock: Clock, *, faulty: bool = True) -> dict[str, int]:
    """One turn as `intake poll` makes it, in this process."""
    with office.desk(clock) as sound:
        desk = replace(sound, parse=Parser(sound))
        desk.parse.dies, desk.parse.faulty = True, faulty
        fetch(desk)
        retry(desk)
        deliver(desk)
        return dict(desk.parse.tries)


def deaths(office: Office, clock: Clock, turns: int, wait: timedelta) -> list[int]:
    """The exit statuses of so many turns, each in a process of its own."""
    statuses = []
    for _ in range(turns):
        with child(lambda: working(office, clock)) as status:
            statuses.append(status)
        clock.go(wait)
    return statuses


def test_a_mail_that_kills_its_reader_is_left_to_a_person_after_four_deaths(office, clock):
    office.receive(poison())
    office.apply()
    assert deaths(office, clock, 8, HOUR) == [9, 9, 9, 9, 0, 0, 0, 0]
    assert office.outcomes() == ["quarantined", "application"]
    assert "intake ended while it read this mail" in office.messages()[0]["reason"]


def test_it_holds_up_the_others_for_two_deaths_only(office, clock):
    office.receive(poison())
    office.apply()
    assert deaths(office, clock, 3, timedelta(seconds=1)) == [9, 9, 0]
    assert office.application()["status"] == "complete"
    assert len(office.letters) == 1


def test_one_death_costs_a_good_mail_nothing(office, clock):
    """The machine lost its power, say: the mail was read again, at once, in its turn."""
    office.receive(mail(subject=SUBJECT, text="poison\n", files=FULL))
    office.apply(sender="second@example.com")
    assert deaths(office, clock, 1, timedelta(seconds=1)) == [9]
    working(office, clock, faulty=False)
    assert office.outcomes() == ["application", "application"]
    references = [row["application"] for row in office.messages()]
    assert references == sorted(references)
    assert len(office.letters) == 2


def test_a_healthy_mail_costs_no_further_write(office, desk):
    """Only where bytes lie in the storage that no row names is a mail noted before it is read."""
    writes: list[bool] = []
    parse = desk.parse

    def counting(raw: bytes, when: datetime) -> Message:
        with desk.database.read() as tx:
            writes.append(tx.execute(message.select()).first() is not None)
        return parse(raw, when)

    office.receive(mail(subject="Une question"))
    fetch(replace(desk, parse=counting))
    assert writes == [False]


def test_a_restart_that_sweeps_the_storage_forgets_no_death(office, clock):
    """`run` sweeps at its start; else it would die of the same mail for ever."""
    office.receive(poison())
    office.apply()
    statuses = []
    for _ in range(4):
        with office.desk(clock) as desk:
            retire(desk)
        statuses += deaths(office, clock, 1, timedelta(seconds=1))
    assert statuses == [9, 9, 0, 0]
    assert office.outcomes() == ["quarantined", "application"]


def test_what_came_out_of_quarantine_after_a_digest_is_new_to_the_next(office, desk, clock):
    clock.time = datetime(2026, 5, 3, 6, 50, tzinfo=UTC)
    office.receive(mail(subject=SUBJECT, text="poison\n", files=FULL), clock.time)
    fetch(desk)
    clock.go(11 * MINUTE)  # past eight in the morning
    (first,) = digest(desk, date(2026, 5, 3))
    assert [posting.new for posting in first.facts.postings] == [0]
    desk.parse.faulty = False
    assert [done.outcome for done in retry(desk)] == ["application"]
    clock.go(timedelta(days=1))
    (second,) = digest(desk, date(2026, 5, 4))
    assert [posting.new for posting in second.facts.postings] == [1]
