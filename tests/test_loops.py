"""The loop laboratory: robots of every kind answer our letters for a simulated day, and the caps hold.

Polls, deliveries, mailboxes and SMTP servers are real; the clock moves by twenty minutes at a time, and
the test carries each letter to whoever it is addressed to, and each answer back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from itertools import count

import pytest
from builders import documents
from builders.mails import mail
from builders.reports import Lost, postfix
from rigs.dovecot import Dovecot
from rigs.office import SUBJECT, Office
from rigs.smtp import Sink
from sqlalchemy import select

from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.digest import digest, due_day
from intake.services.poll import poll
from intake.services.report import applications, messages
from intake.settings import Rate
from intake.store import caps, outbox, tables

pytestmark = pytest.mark.timeout(900)  # the day is lived in the first test

MORNING = datetime(2026, 5, 3, 6, 0, tzinfo=UTC)  # in time for the posting, all day long
TICK, TICKS = timedelta(minutes=20), 72
LIMITS = {"address": "5/day", "domain": "3/hour", "mailbox": "6/hour", "overall": "1000/hour"}
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

OURS, TWIN = "jobs@example.org", "jobs@twin.example"
_numbers = count(1)


class Letter:
    """A letter as its recipient gets it."""

    def __init__(self, raw: bytes) -> None:
        parsed = message_from_bytes(raw, policy=policy.default)
        self.raw, self.to, self.subject = raw, str(parsed["To"]), str(parsed["Subject"])
        self.message_id = str(parsed["Message-ID"])


def cv() -> tuple[str, bytes]:
    """A document that nobody has sent before."""
    number = next(_numbers)
    return (f"CV-{number}.txt", f"{documents.CV_FR}\nRéférence du document : {number}\n".encode())


def application(sender: str, **changes: object) -> bytes:
    """A mail that any of our postings takes for an application: no header says that a robot wrote it."""
    options = {"sender": sender, "subject": SUBJECT, "files": [cv()], "message_id": ""} | changes
    return mail(**options)  # type: ignore[arg-type]


# --- who answers: a letter of ours in, mails to us out ---


def vacation(letter: Letter) -> list[bytes]:
    """A vacation notice as RFC 3834 wants it, but for every letter."""
    headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": letter.message_id}
    text = f"Absent until Monday ({next(_numbers)}).\n"
    return [mail(sender=letter.to, subject=f"Auto: {letter.subject}", text=text, headers=headers)]


def error_notice(letter: Letter) -> list[bytes]:
    """A machine that finds an error in everything, in words of its own, without any header."""
    text = f'Your message "{letter.subject}" could not be processed. Error {next(_numbers)}.\n'
    return [mail(sender=letter.to, subject=f"Error: {letter.subject}", text=text)]


def auto_answer(letter: Letter) -> list[bytes]:
    """A macro that puts its text above ours under our subject, without any header."""
    text = f"Thank you for your message {next(_numbers)}.\n\n> {letter.subject}\n"
    return [mail(sender=letter.to, subject=letter.subject, text=text, in_reply_to=letter.message_id)]


def bounce(letter: Letter) -> list[bytes]:
    """A delivery report from the null sender (RFC 3464)."""
    return [postfix(Lost(raw=letter.raw, address=letter.to))]


def constant_robot(letter: Letter) -> list[bytes]:
    """Answers everything with the posting's subject and a new document, from one address."""
    return [application(letter.to)]


def changing_robot(letter: Letter) -> list[bytes]:
    """Answers everything twice, each time from an address that it has never used (VERP)."""
    domain = letter.to.rpartition("@")[2]
    return [application(f"n{next(_numbers)}@{domain}") for _ in range(2)]


def mailing_list(_letter: Letter) -> list[bytes]:
    """Resends what it gets to every member, us among them, with the headers of RFC 2369 and 2919."""
    headers = {"List-Id": "<jobs.list.example>", "List-Post": "<mailto:jobs@list.example>"}
    return [application("Pia <pia@list.example>", to="jobs@list.example", headers=headers)]


ROBOTS: dict[str, Callable[[Letter], list[bytes]]] = {
    "vacation.example": vacation,
    "error.example": error_notice,
    "macro.example": auto_answer,
    "bounce.example": bounce,
    "constant.example": constant_robot,
    "verp.example": changing_robot,
    "gmail.com": changing_robot,  # a provider of free mail has no cap of its own
    "list.example": mailing_list,
}


# --- the day ---


@dataclass(kw_only=True)
class Install:
    """An organisation with intake, whose letters are carried on."""

    office: Office
    desk: Desk
    received: int = 0
    carried: int = 0

    def take(self, mails: Sequence[bytes], now: datetime) -> None:
        """Let its server receive mails."""
        self.office.dovecot.append_all(self.office.user, [(raw, now) for raw in mails])
        self.received += len(mails)

    def work(self) -> None:
        """Make one pass, as each tick does."""
        for mailbox in self.desk.settings.mailboxes.values():
            assert poll(self.desk, mailbox).error is None
        assert deliver(self.desk).errors == []

    def letters(self) -> list[Letter]:
        """The letters that went out since the last time."""
        taken = self.office.sink.mails[self.carried :]
        self.carried += len(taken)
        return [Letter(taken.raw) for taken in taken]


@dataclass(kw_only=True)
class Day:
    """What has happened."""

    ours: Install
    twin: Install
    clock: list[datetime] = field(default_factory=lambda: [MORNING])
    sent: list[tuple[datetime, str]] = field(default_factory=list)  # our letters: when, to whom
    of_twin: int = 0

    def live(self) -> None:
        """Everybody writes once; then letters and answers go to and fro until the day is over."""
        for domain, robot in ROBOTS.items():
            first = Letter(b"To: jobs@list.example\r\n\r\n") if robot is mailing_list else None
            mails = robot(first) if first else [application(f"Nora Alami <nora.alami@{domain}>")]
            self.ours.take(mails, self.clock[0])
        self.ours.take([application(f"Twin <{TWIN}>")], self.clock[0])
        self.twin.take([application(f"We <{OURS}>", to=TWIN)], self.clock[0])
        for _ in range(TICKS):
            self.clock[0] += TICK
            for install in (self.ours, self.twin):
                install.work()
            self._carry()

    def _carry(self) -> None:
        now = self.clock[0]
        back: list[bytes] = []
        for letter in self.ours.letters():
            self.sent.append((now, letter.to))
            domain = letter.to.rpartition("@")[2]
            if letter.to == TWIN:
                self.twin.take([letter.raw], now)
            else:
                back += ROBOTS[domain](letter)
        of_twin = [letter.raw for letter in self.twin.letters()]
        self.of_twin += len(of_twin)
        if back or of_twin:
            self.ours.take([*back, *of_twin], now)

    def to(self, domain: str) -> int:
        """How many letters of ours went to a domain."""
        return sum(address.endswith(f"@{domain}") for _, address in self.sent)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot) -> Iterator[Day]:
    with ExitStack() as stack:
        base = tmp_path_factory.mktemp("loops")
        clock = [MORNING]

        def install(address: str) -> Install:
            name = address.partition("@")[2]
            sink = stack.enter_context(Sink())
            office = Office(base / name, dovecot, f"{base.name}-{address}", sink)
            box = office.mailbox(address=address, answer_unmatched=True)
            office.configure({"jobs": box}, limits=LIMITS, admins=None)
            office.posting(deadline=None)
            return Install(office=office, desk=stack.enter_context(office.desk(lambda: clock[0])))

        lived = Day(ours=install(OURS), twin=install(TWIN), clock=clock)
        lived.live()
        yield lived


def most_in(times: Sequence[datetime], per: timedelta) -> int:
    """The most letters in any period of that length."""
    return max((sum(start <= when < start + per for when in times) for start in times), default=0)


def held_back(day: Day) -> int:
    """How many letters wait as the day ends."""
    with day.ours.desk.database.read() as tx:
        assert set(tx.scalars(select(tables.letter.c.state))) == {
            "sent",
            "pending",
        }  # none was dropped, none failed
        assert outbox.waiting(tx) == caps.capped(tx)
        return caps.capped(tx)


@pytest.mark.parametrize(
    ("domain", "most"),
    [
        pytest.param("twin.example", 1, id="another intake"),
        pytest.param("vacation.example", 1, id="a vacation notice"),
        pytest.param("error.example", 1, id="error notices without headers"),
        pytest.param("macro.example", 1, id="a macro that keeps our subject"),
        pytest.param("bounce.example", 1, id="an address that bounces"),
        pytest.param("list.example", 0, id="a mailing list"),
        pytest.param("constant.example", 5, id="a robot without headers: the cap of its address"),
        pytest.param("verp.example", 72, id="a robot whose address changes: the cap of its domain"),
    ],
)
def test_each_robot_gets_few_letters_in_a_day(day, domain, most):
    """The most that it may get, and not much less: it did its worst."""
    assert 0.9 * most <= day.to(domain) <= most


def test_a_robot_with_ever_new_addresses_of_a_free_provider_is_stopped_by_the_mailboxs_cap(day):
    others = len(day.sent) - day.to("gmail.com")
    assert len(day.sent) == 6 * 24
    assert day.to("gmail.com") == 6 * 24 - others


def test_another_intake_answers_our_letter_with_none(day):
    assert day.of_twin == 1  # to the forged application that it got itself
    assert Counter(row["outcome"] for row in messages(day.twin.desk)) == {"application": 1, "automatic": 1}


def test_no_cap_is_passed_in_any_hour_or_day(day):
    by_address, by_domain = defaultdict(list), defaultdict(list)
    for when, address in day.sent:
        by_address[address].append(when)
        by_domain[address.rpartition("@")[2]].append(when)
    assert max(most_in(times, DAY) for times in by_address.values()) == 5
    assert max(most_in(by_domain[domain], HOUR) for domain in by_domain if domain != "gmail.com") == 3
    assert most_in([when for when, _ in day.sent], HOUR) == 6


def test_every_mail_of_the_day_is_stored_with_one_outcome(day):
    for install in (day.ours, day.twin):
        rows = messages(install.desk)
        assert [row["uid"] for row in rows] == list(range(1, install.received + 1))
    outcomes = Counter(row["outcome"] for row in messages(day.ours.desk))
    assert outcomes.keys() == {"application", "supplement", "automatic"}


def test_a_letter_held_back_is_pending_and_everybody_is_told(day):
    waiting = held_back(day)
    assert waiting > 100
    letters = Counter(
        letter["state"]
        for each in applications(day.ours.desk, posting=None, status=None)
        for letter in each["acknowledgements"]
    )
    assert letters == {"sent": len(day.sent), "pending": waiting}
    (told,) = digest(day.ours.desk, due_day(day.ours.desk), dry_run=True)
    assert any(each.text.startswith(f"{waiting} letter(s) wait: a cap") for each in told.facts.troubles)


def test_what_was_held_back_goes_out_in_the_end_and_no_cap_is_passed(day):
    """The robots are silent now; the caps are raised, which takes effect at the next pass."""
    waiting = held_back(day)
    settings = day.ours.desk.settings
    wide = Rate(count=100, per=HOUR)
    limits = replace(settings.limits, domain=wide, mailbox=wide, address=wide)
    desk = replace(day.ours.desk, settings=replace(settings, limits=limits))
    while (done := deliver(desk)).pending:
        assert done.sent <= 100
        day.clock[0] += HOUR
    assert len(day.ours.letters()) == waiting
