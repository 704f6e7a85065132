"""Mailboxes over time: long outages, one bad mail among many, one mail by several ways."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from builders.mails import mail
from rigs.net import Proxy, Wire
from rigs.office import CV, FULL, IN_TIME, SALMA, Office

DAY = timedelta(days=1)
START = datetime(2026, 4, 2, 12, tzinfo=UTC)


def test_mail_of_a_long_outage_is_all_taken_in_and_answered(office: Office) -> None:
    """What is new is told by UIDs: no window of days, no date, no flag."""
    office.posting(documents=["cv"])
    office.poll_at(START)
    mails = [(mail(sender=f"c{day}@example.com", files=[CV]), START + day * DAY) for day in range(1, 13)]
    office.dovecot.append_all(office.user, mails)
    office.poll_at(START + 60 * DAY)
    assert len(office.applications()) == len(mails)
    assert {letter.recipients for letter in office.letters} == {
        (f"c{day}@example.com",) for day in range(1, 13)
    }


def test_one_mail_on_which_the_server_gives_up_costs_none_of_the_others(office: Office) -> None:
    mails = [(mail(subject=f"Facture {number}"), IN_TIME) for number in range(70)]  # two batches
    uids = office.dovecot.append_all(office.user, mails)
    bad = re.compile(rb"\* \d+ FETCH \(UID %d INTERNALDATE" % uids[30])
    with Proxy(
        office.dovecot.port_plain,
        rewrite=lambda said: b"* BYE internal error\r\n" if bad.search(said) else said,
    ) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port})})
        assert f"UID {uids[30]}" in office.poll(status=1)["mailboxes"][0]["error"]
        assert sorted(row["uid"] for row in office.messages()) == sorted({*uids} - {uids[30]})
    office.configure()
    assert office.poll()["mailboxes"][0]["new"] == 1


def test_one_mail_to_two_mailboxes_is_an_application_to_the_posting_of_each(office: Office) -> None:
    other = f"other-{office.user}"
    office.configure(
        {"jobs": office.mailbox(), "emploi": office.mailbox(other, address="emploi@example.org")}
    )
    office.posting("stage", mailbox="emploi", reference="STG")
    raw = office.apply(to="jobs@example.org, emploi@example.org")
    office.dovecot.append(other, raw, IN_TIME)
    office.poll()
    assert sorted(row["posting"] for row in office.applications()) == ["omp", "stage"]
    assert sorted(letter.envelope_from for letter in office.letters) == [
        "emploi@example.org",
        "jobs@example.org",
    ]


def test_one_mail_by_two_routes_makes_one_dossier_and_one_letter(office: Office) -> None:
    """The bytes differ by the trace and by a list's footer; the files are the same."""
    raw = office.apply()
    trace = b"Received: from forwarder.example.net by mx.example.org; Sun, 3 May 2026 15:00:02 +0000\r\n"
    office.receive(trace + raw)
    office.receive(raw.replace(b"Salma Berrada\r\n", b"Salma Berrada\r\n-- \r\nSent by the forwarder\r\n", 1))
    office.poll()
    assert office.outcomes() == ["application", "supplement", "supplement"]
    assert len(office.application()["documents"]) == len(FULL)
    assert office.acknowledgements() == [("complete", "sent")]
    assert [letter.recipients for letter in office.letters] == [(SALMA,)]


def test_one_recruiter_whose_address_is_refused_keeps_no_digest_from_the_others(office: Office) -> None:
    office.posting(recruiters=[f"r{number}@example.org" for number in range(6)])
    office.apply()
    office.poll()
    office.sink.plan("RCPT", *["250 2.1.5 fine"] * 2, "550 5.1.1 no such user")
    told = office.run("digest", "--date", "2026-05-04", "--json")
    assert told.status == 1
    office.poll()
    told = office.run("digest", "--date", "2026-05-04", "--json")
    states = [each["state"] for each in told.json["digests"]]
    assert sorted(states) == ["failed"] + ["sent"] * 5
    told_to = [recipient for letter in office.letters for recipient in letter.recipients]
    reached = [f"r{number}@example.org" for number in (0, 1, 3, 4, 5)]
    assert sorted(to for to in told_to if to.startswith("r")) == reached


@pytest.mark.sqlite
def test_one_letter_on_which_we_stumble_keeps_back_no_other(office: Office) -> None:
    """A row that something else has damaged: an address that is no text."""
    for name in ("a", "b", "c"):
        office.apply([CV], sender=f"{name}@example.com")
    office.sink.plan("MAIL", *["451 4.7.1 try again later"] * 3)
    office.poll_at(IN_TIME)
    with closing(sqlite3.connect(office.base / "var" / "intake.db")) as database, database:
        database.execute("UPDATE letter SET recipient = X'FF' WHERE recipient = 'b@example.com'")
    for _ in range(2):
        office.poll_at(IN_TIME + timedelta(hours=1))
    assert sorted(letter.recipients[0] for letter in office.letters) == ["a@example.com", "c@example.com"]
    states = [row["acknowledgements"][0]["state"] for row in office.applications()]
    assert states == ["sent", "pending", "sent"]


def test_the_server_is_never_asked_to_search_for_words_dates_or_flags(office: Office) -> None:
    """Servers differ in what they search, in which character sets and zones: only UIDs are asked for."""
    office.apply([CV])
    with Proxy(office.dovecot.port_plain, to_server=(wire := Wire())) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port})})
        office.poll()
        office.run("reconcile")
    searches = [line for line in bytes(wire.heard).splitlines() if b"SEARCH" in line]
    assert searches
    assert all(re.fullmatch(rb"\S+ UID SEARCH (UID )?[1-9]\d*:(\*|\d+)", line) for line in searches)
