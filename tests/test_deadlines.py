"""Deadlines to the second: the server's time against an instant of the posting's zone, nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import documents
from builders.configuration import INTAKE, POSTING, errors, replaced, write
from builders.mails import mail
from builders.model import message
from rigs.net import Proxy
from rigs.office import AFTER, CV, DEADLINE, FULL, IN_TIME, Office

from intake.domain.clocks import disagreements
from intake.settings import load

SECOND = timedelta(seconds=1)
DIPLOMA = ("Diplôme.pdf", documents.pdf([documents.DIPLOMA_FR]))

# A deadline as written, and the instant in UTC from which mail is late.
CASABLANCA = {
    "2020-05-01 16:00": "2020-05-01T16:00",  # Ramadan
    "2024-03-09 16:00": "2024-03-09T15:00",
    "2024-03-10 16:00": "2024-03-10T16:00",  # Ramadan begins
    "2025-02-22 16:00": "2025-02-22T15:00",
    "2025-02-23 16:00": "2025-02-23T16:00",
    "2026-02-14 16:00": "2026-02-14T15:00",
    "2026-02-15 16:00": "2026-02-15T16:00",
    "2026-03-01": "2026-03-02T00:00",
    "2026-03-21": "2026-03-22T00:00",  # the last day of Ramadan's time
    "2026-03-22 16:00": "2026-03-22T15:00",
    "2026-05-04 16:00": "2026-05-04T15:00",
    "2026-05-04 16:00:30": "2026-05-04T15:00:30",
    "2026-05-04": "2026-05-04T23:00",
    "2026-09-19 16:00": "2026-09-19T15:00",
    "2026-09-19": "2026-09-19T23:00",
    "2026-09-20 16:00": "2026-09-20T16:00",  # +01 is given up, at 02:00
    "2026-09-20": "2026-09-21T00:00",
    "2026-09-21 16:00": "2026-09-21T16:00",
    "2027-02-20 16:00": "2027-02-20T16:00",  # Ramadan: no change any more
    "2027-06-01 16:00": "2027-06-01T16:00",
}
PARIS = {
    "2026-03-28": "2026-03-28T23:00",
    "2026-03-29 01:59:59": "2026-03-29T00:59:59",
    "2026-03-29 03:00": "2026-03-29T01:00",  # 02:00 to 03:00 is skipped
    "2026-03-29": "2026-03-29T22:00",  # a day of 23 hours
    "2026-10-24": "2026-10-24T22:00",
    "2026-10-25 01:59:59": "2026-10-24T23:59:59",
    "2026-10-25T02:30+02:00": "2026-10-25T00:30",  # 02:00 to 03:00 comes twice
    "2026-10-25T02:30+01:00": "2026-10-25T01:30",
    "2026-10-25 03:00": "2026-10-25T02:00",
    "2026-10-25": "2026-10-25T23:00",  # a day of 25 hours
}

# Dovecot takes no mail from the future: it dates that back to now.
LATEST = datetime(2026, 11, 1, tzinfo=UTC)


def utc(text: str) -> datetime:
    """Read an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def lateness(office: Office) -> dict[str, bool]:
    """Return by each candidate's name whether the application is late."""
    return {row["candidate"]["email"].split("@")[0]: row["late"] for row in office.applications()}


@pytest.mark.parametrize(
    ("zone", "written", "instant"),
    [
        (zone, written, instant)
        for zone, table in (("Africa/Casablanca", CASABLANCA), ("Europe/Paris", PARIS))
        for written, instant in table.items()
    ],
)
def test_a_deadline_is_the_instant_that_its_zones_clocks_showed_or_will_show(
    tmp_path: Path, zone: str, written: str, instant: str
) -> None:
    text = replaced(POSTING, "2026-05-04 16:00", written).replace("opens: 2026-04-01\n", "")
    folder = write(tmp_path, replaced(INTAKE, "Europe/Paris", zone), omp=text)
    assert load(folder).postings["omp"].deadline == utc(instant)


@pytest.mark.parametrize(
    ("zone", "table"), [("Africa/Casablanca", CASABLANCA), ("Europe/Paris", PARIS)], ids=["Morocco", "France"]
)
def test_the_second_before_a_deadline_is_in_time_and_its_own_is_late(
    office: Office, zone: str, table: dict[str, str]
) -> None:
    office.configure(timezone=zone)
    mails = []
    over = {written: instant for written, instant in table.items() if utc(instant) < LATEST}
    for number, (written, instant) in enumerate(over.items(), start=101):
        office.posting(f"p{number}", subject=f"Poste {number}", documents=["cv"], deadline=written)
        for name, off in (("before", -SECOND), ("at", 0 * SECOND), ("after", SECOND)):
            raw = mail(sender=f"{name}.{number}@example.com", subject=f"Poste {number}", files=[CV])
            mails.append((raw, utc(instant) + off))
    office.dovecot.append_all(office.user, mails)
    office.poll()
    assert lateness(office) == {
        f"{name}.{number}": name != "before"
        for number in range(101, 101 + len(over))
        for name in ("before", "at", "after")
    }


@pytest.mark.parametrize("field", ["deadline", "opens", "closed"])
@pytest.mark.parametrize(
    ("zone", "written", "says"),
    [
        ("Europe/Paris", "2026-03-29 02:00", "does not exist"),
        ("Europe/Paris", "2026-03-29 02:59:59", "does not exist"),
        ("Europe/Paris", "2026-10-25 02:00", "+02:00 or +01:00"),
        ("Europe/Paris", "2026-10-25 02:59:59", "+02:00 or +01:00"),
        ("Africa/Casablanca", "2026-02-15 02:30", "+01:00 or +00:00"),
        ("Africa/Casablanca", "2026-03-22 02:30", "does not exist"),
        ("Africa/Casablanca", "2026-09-20 01:30", "+01:00 or +00:00"),
    ],
)
def test_an_hour_that_is_skipped_or_comes_twice_is_refused_at_configuration(
    tmp_path: Path, field: str, zone: str, written: str, says: str
) -> None:
    text = POSTING.replace("opens: 2026-04-01\n", "").replace("deadline: 2026-05-04 16:00\n", "")
    folder = write(tmp_path, replaced(INTAKE, "Europe/Paris", zone), omp=f"{text}{field}: {written}\n")
    (refusal,) = errors(folder)
    assert refusal.where == f"config/postings/omp.yaml:7 {field}"
    assert says in refusal.text
    assert "write the time with its offset" in refusal.remedy


@pytest.mark.parametrize(
    ("written", "late"),
    [
        (b" 4-May-2026 14:59:59 +0000", False),
        (b" 4-May-2026 15:59:59 +0100", False),
        (b" 5-May-2026 02:59:59 +1200", False),
        (b" 4-May-2026 03:59:59 -1100", False),
        (b" 4-May-2026 20:29:59 +0530", False),
        (b" 4-May-2026 15:00:00 +0000", True),
        (b" 5-May-2026 03:00:00 +1200", True),
        (b" 4-May-2026 04:00:00 -1100", True),
        (b"04-May-2026 10:00:00 -0500", True),
        (b" 4-May-2026 23:30:00 -1100", True),
    ],
)
def test_a_server_may_tell_its_time_in_any_offset(office: Office, written: bytes, late: bool) -> None:
    def retold(said: bytes) -> bytes:
        return said.replace(b'"01-May-2026 12:00:00 +0000"', b'"%s"' % written)

    with Proxy(office.dovecot.port_plain, rewrite=retold) as proxy:
        office.configure({"jobs": office.mailbox(imap={"port": proxy.port})})
        office.apply(when=utc("2026-05-01T12:00"))
        office.poll()
    told = datetime.strptime(written.decode().strip(), "%d-%b-%Y %H:%M:%S %z")
    assert datetime.fromisoformat(office.messages()[0]["received_at"]) == told
    assert office.application()["late"] is late


def test_mail_of_the_last_hour_before_midnight_is_found_wherever_the_server_stands(office: Office) -> None:
    """No date is ever searched for: a day's mail is not the same set in each zone (RFC 3501, SINCE)."""
    midnight = utc("2026-05-04T23:00")  # in Casablanca
    for hours in (-14, -1, 1, 14):  # as far as clocks lie apart
        when = midnight + timedelta(hours=hours)
        office.apply([CV], when=when, sender=f"at{hours}@example.com", date=when)
        office.poll()
    assert len(office.messages()) == 4


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Nonsense/Nowhere"])
def test_the_zone_of_the_machine_plays_no_part(office: Office, zone: str) -> None:
    office.apply(when=DEADLINE - SECOND, sender="in@example.com")
    office.apply(when=DEADLINE, sender="out@example.com")
    office.environment["TZ"] = zone
    assert office.process("poll").status == 0
    assert lateness(office) == {"in": False, "out": True}


@pytest.mark.parametrize("off", [-400, -1, 0, 1, 400], ids=lambda days: f"{days:+} days")
def test_a_wrong_clock_of_ours_changes_no_decision(office: Office, off: int) -> None:
    office.apply(when=DEADLINE - SECOND, sender="in@example.com")
    office.apply(when=DEADLINE, sender="out@example.com")
    office.poll_at(DEADLINE + timedelta(minutes=1, days=off))
    assert lateness(office) == {"in": False, "out": True}
    assert [row["acknowledgements"][0]["kind"] for row in office.applications()] == ["complete", "late"]
    assert all("avant le lundi 4 mai 2026 à 16h00" in letter.text for letter in office.letters)


def test_a_slow_clock_of_ours_does_not_call_a_deadline_open_that_the_server_knows_to_be_over(
    office: Office,
) -> None:
    office.apply([CV], when=DEADLINE - SECOND)
    office.apply(FULL[1:2], when=DEADLINE + SECOND, message_id="<2@mail.example.com>")
    office.poll_at(DEADLINE - timedelta(days=1))
    assert "Ce délai est passé" not in office.letters[0].text
    assert "Ce délai est passé" in office.letters[1].text


def test_mail_received_in_time_is_in_time_however_long_we_were_down(office: Office) -> None:
    office.apply(when=DEADLINE - SECOND)
    office.poll_at(DEADLINE + timedelta(days=3))
    assert office.application()["status"] == "complete"
    assert "Ce délai est passé" in office.letters[0].text


def test_a_greylisted_mail_is_late_and_both_its_times_are_told_to_people(office: Office) -> None:
    office.posting(deadline="2026-05-04", documents=["cv"])
    midnight = utc("2026-05-04T23:00")
    sent, received = midnight - timedelta(minutes=2), midnight + timedelta(minutes=20)
    office.apply([CV], when=received, date=sent)
    office.poll()
    told = "received 0:20:00 after the cut-off, sent 0:02:00 before it by its Date header"
    assert office.application()["late"]
    assert told in office.application()["reason"]
    assert told in office.messages()[0]["reason"]
    assert [letter.recipients for letter in office.letters] == [("salma.berrada@example.com",)]
    office.apply([DIPLOMA], when=AFTER, message_id="<2@mail.example.com>", date=AFTER)
    office.poll()
    assert told in office.application()["reason"], "a later mail leaves what is known of the first"
    office.run("digest", "--date", "2026-05-05")
    office.poll()
    assert "retard de 20 minutes (envoyée à temps, si son en-tête Date dit vrai)" in office.letters[-1].text


@pytest.mark.parametrize(
    ("date", "line", "says"),
    [
        (AFTER, b"", "its Date header says 2026-05-05 15:00 UTC"),
        (IN_TIME - timedelta(days=800), b"", "its Date header says 2024-02-23 15:00 UTC"),
        (datetime(2031, 1, 1, tzinfo=UTC), b"", "cannot be right: 'Wed, 01 Jan 2031 00:00:00 +0000'"),
        (None, b"Date: yesterday, I swear\r\n", "cannot be right: 'yesterday, I swear'"),
        (
            IN_TIME,
            b"Received: from a by b; Tue, 5 May 2026 16:00:00 +0100\r\n",
            "its newest Received header says 2026-05-05 15:00 UTC",
        ),
    ],
    ids=["sent later", "sent years before", "sent in years to come", "no date", "copied without its time"],
)
def test_a_server_time_that_the_mail_contradicts_decides_and_the_other_is_shown(
    office: Office, tmp_path: Path, date: datetime | None, line: bytes, says: str
) -> None:
    raw = line + mail(files=FULL, date=date)
    office.receive(raw, IN_TIME)
    office.poll()
    assert office.application()["status"] == "complete"
    (row,) = office.messages()
    assert says in row["reason"]
    (tmp_path / "mail.eml").write_bytes(raw)
    told = office.run("explain", tmp_path / "mail.eml", "--received", IN_TIME.isoformat(), "--json").json
    assert any(says in step for step in told["steps"])


@pytest.mark.parametrize("off", [timedelta(0), timedelta(hours=1), timedelta(minutes=-59)])
def test_an_hour_of_queues_and_of_clocks_is_no_contradiction(off: timedelta) -> None:
    assert disagreements(message(date=IN_TIME + off, relayed_at=IN_TIME - off)) == ()
    assert len(disagreements(message(date=IN_TIME + 2 * SECOND + timedelta(hours=1)))) == 1
