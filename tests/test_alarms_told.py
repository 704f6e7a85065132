"""Alarms from the fault to the admin: in the log, in `check`, in the digest and by mail, until it is over."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import trustme
from builders.mails import mail
from rigs.clock import Clock
from rigs.net import LOOPBACK
from rigs.office import IN_TIME, Office
from rigs.smtp import Sink

from intake.services import alarms
from intake.services.deliver import deliver
from intake.services.desk import Desk
from intake.services.digest import digest
from intake.services.forget import erase
from intake.services.poll import poll
from intake.services.reconcile import reconcile
from intake.store.tables import message

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(office: Office, clock: Clock) -> Iterator[Desk]:
    with office.desk(clock) as desk:
        yield desk


def turn(desk: Desk) -> None:
    """What `intake poll` does."""
    for mailbox in desk.settings.mailboxes.values():
        poll(desk, mailbox)
    deliver(desk)
    alarms.watch(desk)
    deliver(desk)


def standing(desk: Desk) -> list[str]:
    return [alarm.code for alarm in alarms.wrong_now(desk)]


def to_admin(office: Office) -> list[str]:
    """The subject and the words of each letter on alarms."""
    return [
        f"{sent.subject} {sent.text}" for sent in office.letters if sent.recipients == ("admin@example.org",)
    ]


def findings(office: Office, *words: str) -> dict[str, str]:
    """What `check` says is wrong, by level."""
    told = office.run("check", "--json", *words).json["findings"]
    return {each["text"]: each["level"] for each in told if each["level"] != "info"}


def test_a_mailbox_that_fails_is_told_once_a_day_and_then_that_it_is_over(office, desk, clock, caplog):
    caplog.set_level(logging.INFO, "intake")
    office.configure({"jobs": office.mailbox(imap={"port": 1})})
    with office.desk(clock) as locked_out:
        turn(locked_out)
        assert to_admin(office) == []  # it may pass by itself
        assert standing(locked_out) == ["mailbox_failing"]
        for _ in range(4):
            clock.go(2 * MINUTE)
            turn(locked_out)
        (first,) = to_admin(office)
        assert first.startswith("Boîte aux lettres illisible – Association Exemple")
        assert "Mailbox jobs cannot be read since" in first
        assert "there is no connection" in first
        clock.go(DAY - HOUR)
        turn(locked_out)
        assert len(to_admin(office)) == 1
        clock.go(HOUR)
        turn(locked_out)
        assert len(to_admin(office)) == 2
    office.configure()
    clock.go(MINUTE)
    with office.desk(clock) as mended:
        turn(mended)
        assert standing(mended) == []
        assert to_admin(office)[2].startswith("Fin d’alerte – Association Exemple")
        clock.go(2 * DAY)
        turn(mended)
    assert len(to_admin(office)) == 3
    said = [record.message for record in caplog.records if record.message.startswith("alarm")]
    assert said == [
        "alarm raised code=mailbox_failing place=jobs",
        "alarm over code=mailbox_failing place=jobs",
    ]


def test_silence_is_an_alarm_to_whoever_looks(office):
    """A machine that is off says nothing: `check`, called by another clock, is the dead man's switch."""
    with office.desk(lambda: datetime.now(UTC) - 31 * MINUTE) as yesterday:
        turn(yesterday)
    ran = office.run("check", "--json")
    assert ran.status == 1
    (wrong,) = (each for each in ran.json["findings"] if each["level"] == "error")
    assert wrong["where"] == "mailbox jobs"
    assert "No poll of mailbox jobs went through since" in wrong["text"]
    assert wrong["remedy"]
    office.poll()
    assert office.run("check").status == 0


def test_how_long_silence_may_last_is_configured(office):
    office.configure(alarms={"silence": "2h"})
    with office.desk(lambda: datetime.now(UTC) - 31 * MINUTE) as earlier:
        turn(earlier)
    assert office.run("check").status == 0


def test_where_nothing_was_done_yet_check_is_quiet_and_makes_no_database(office):
    assert office.run("check").status == 0
    assert not (office.base / "var").exists()


@pytest.mark.sqlite
def test_a_database_that_cannot_be_read_is_told_by_check(office):
    office.poll()
    (office.base / "var" / "intake.db").write_bytes(b"no database at all" * 1000)
    ran = office.run("check", "--json")
    assert ran.status == 1
    assert "is something else" in ran.out


def test_a_letter_that_does_not_go_out_for_an_hour_is_told_by_another_mailbox(office, clock):
    with Sink() as other:
        office.configure(
            mailboxes={
                "jobs": office.mailbox(),
                "info": office.mailbox(user=f"info-{office.user}", address="info@example.org")
                | {"smtp": {"host": LOOPBACK, "port": other.port, "security": "none"}},
            },
            digest={"from": "jobs"},
        )
        office.sink.plan("MAIL", *["451 4.3.0 later"] * 50)
        with office.desk(clock) as desk:
            office.apply()
            for _ in range(8):
                turn(desk)
                clock.go(10 * MINUTE)
            (told,) = other.mails
            assert told.recipients == ("admin@example.org",)
            assert told.sender == "info@example.org"
            assert "letter_stuck" in standing(desk)


def test_a_folder_that_was_renamed_is_told_by_name_while_the_others_are_read(office, clock):
    office.configure(mailboxes={"jobs": office.mailbox(folders=["INBOX", "Candidatures"])})
    office.dovecot.append(office.user, mail(), IN_TIME, "Candidatures")
    with office.desk(clock) as desk:
        turn(desk)
        assert standing(desk) == []
        with office.dovecot.client(office.user) as client:
            client.rename_folder("Candidatures", "Archives")
        office.apply(text="Une autre.\n")
        turn(desk)
        assert standing(desk) == ["folder_missing"]
        assert to_admin(office) == []  # it may be in the middle of something
        clock.go(5 * MINUTE)
        turn(desk)
        assert "Mailbox jobs has no folder Candidatures (any more)" in to_admin(office)[0]
        assert len(office.outcomes()) == 2  # INBOX was read
        with office.dovecot.client(office.user) as client:
            client.rename_folder("Archives", "Candidatures")
        turn(desk)
        assert standing(desk) == []


def test_a_certificate_that_ends_soon_is_told_before_it_ends(office, clock, tmp_path):
    authority = trustme.CA()
    soon = authority.issue_cert("localhost", LOOPBACK, not_after=datetime.now(UTC) + 10 * DAY)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    soon.configure_cert(context)
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with Sink(tls="tls", certificate=context) as sink:
        smtp = {
            "host": "localhost",
            "port": sink.port,
            "security": "tls",
            "ca_file": str(tmp_path / "ca.pem"),
        }
        office.configure(mailboxes={"jobs": office.mailbox(smtp=smtp)})
        office.apply()
        with office.desk(clock) as desk:
            turn(desk)
            (found,) = alarms.wrong_now(desk)
    assert (found.code, found.place, found.level) == ("certificate_expires", "jobs/smtp", "warning")
    assert f"localhost:{sink.port} ends on {datetime.now(UTC) + 10 * DAY:%Y-%m-%d}" in found.text


def test_the_certificate_of_the_mail_server_is_looked_at_too(office, clock):
    imap = {"host": "localhost", "port": office.dovecot.port_tls, "security": "tls"}
    office.configure(mailboxes={"jobs": office.mailbox(imap=imap | {"ca_file": office.dovecot.ca_file})})
    with office.desk(clock) as desk:
        turn(desk)
        assert standing(desk) == []
        clock.go(365 * 1000 * DAY)  # no certificate lasts that long
        poll(desk, desk.settings.mailboxes["jobs"])
        assert "certificate_expires" in standing(desk)


def test_a_reached_cap_is_told_in_the_hour_and_holds_its_own_news_to_the_cap(office, clock):
    office.configure(limits={"mailbox": "2/day"})
    for number in range(4):
        office.apply(sender=f"candidate{number}@example.com", text=f"{number}\n")
    with office.desk(clock) as desk:
        turn(desk)
        assert standing(desk) == ["cap_reached"]
        assert len(office.letters) == 2
        clock.go(HOUR)
        turn(desk)
        assert to_admin(office) == []  # the only mailbox has no letter left today: it waits like the others
        for day in (2, 3):
            clock.go(DAY)
            turn(desk)
            assert len(office.letters) <= 2 * day
    assert to_admin(office)[0].startswith("Plafond d’envoi atteint")


def test_unknown_letters_and_quarantined_mails_are_told_after_an_hour(office, clock):
    office.sink.plan("DOT", "drop")
    office.apply()
    office.receive(b"\0" * 100)
    with office.desk(clock) as desk:
        turn(desk)
        assert to_admin(office) == []
        assert set(standing(desk)) == {"letters_unknown", "quarantined"}
        clock.go(HOUR)
        turn(desk)
    assert len(to_admin(office)) == 1
    levels = findings(office)
    assert set(levels.values()) == {"warning"}
    assert office.run("check").status == 0


def test_letters_of_a_mailbox_that_was_removed_are_an_alarm(office, clock):
    office.configure(limits={"mailbox": "1/day"})
    for number in range(2):
        office.apply(sender=f"candidate{number}@example.com", text=f"{number}\n")
    office.poll()
    office.configure(mailboxes={"info": office.mailbox(user=f"info-{office.user}")})
    office.posting(mailbox="info")
    with office.desk(clock) as desk:
        turn(desk)
        (found,) = alarms.wrong_now(desk)
        assert (found.code, found.place) == ("letters_orphaned", "jobs")


def test_a_disk_that_is_almost_full_is_told(office, clock, small_disk):
    office.configure(storage=str(small_disk.path / "storage"))
    office.apply()
    with office.desk(clock) as desk:
        turn(desk)
        assert standing(desk) == []
        filler = small_disk.fill()
        turn(desk)
        assert standing(desk) == ["disk_low"]
        assert "The disk of the storage has 0 MB left" in to_admin(office)[0]
        filler.unlink()
        turn(desk)
        assert standing(desk) == []


def test_a_storage_that_is_gone_is_told(office, clock):
    office.apply()
    with office.desk(clock) as desk:
        turn(desk)
        storage = desk.settings.storage
        storage.rename(storage.with_name("elsewhere"))
        assert standing(desk) == ["storage_gone"]


def test_the_newest_mail_tells_whose_clock_is_wrong(office, clock):
    office.receive(mail(), datetime.now(UTC) + 5 * MINUTE)
    with office.desk(clock) as desk:
        turn(desk)
        (found,) = alarms.wrong_now(desk)
        assert (found.code, found.place) == ("clock_wrong", "jobs")
        assert "received a mail 5 minutes after we took it in" in found.text


# --- where it is shown ---


def test_the_digest_tells_recruiters_of_their_mailbox_and_admins_of_the_whole(office, clock, small_disk):
    office.configure(
        storage=str(small_disk.path / "storage"),
        mailboxes={"jobs": office.mailbox(folders=["INBOX", "Candidatures"])},
    )
    office.posting("other", subject="Autre {name}", recruiters=["admin@example.org"])
    office.apply()
    with office.desk(clock) as desk:
        turn(desk)
        small_disk.fill()
        turn(desk)
        made = digest(desk, date(2026, 11, 22), dry_run=True)
    told = {each.recruiter: " ".join(trouble.text for trouble in each.facts.troubles) for each in made}
    assert all("no folder Candidatures" in text for text in told.values())
    assert "The disk of the storage" in told["admin@example.org"]
    assert "The disk of the storage" not in told["direction@example.org"]


def test_an_alarm_speaks_the_language_of_the_postings(office, clock):
    office.posting(language="ar")
    office.configure(mailboxes={"jobs": office.mailbox(folders=["Nowhere"])})
    with office.desk(clock) as desk:
        turn(desk)
        clock.go(5 * MINUTE)
        turn(desk)
    assert to_admin(office)[0].startswith("مجلد البريد غير موجود")


def test_without_admins_check_says_that_nobody_is_told(office, clock):
    office.configure(admins=None, mailboxes={"jobs": office.mailbox(folders=["Nowhere"])})
    with office.desk(clock) as desk:
        turn(desk)
        clock.go(DAY)
        turn(desk)
        assert standing(desk) == ["folder_missing"]
    assert office.letters == []
    assert any("alarms reach nobody" in text for text in findings(office))
    checked = office.run("check")
    assert (checked.status, "The configuration is good." in checked.out) == (1, True)


def test_check_with_logins_says_what_it_finds_there_once(office):
    office.configure(mailboxes={"jobs": office.mailbox(folders=["Nowhere"])})
    office.poll(status=1)
    assert len([text for text in findings(office, "--connect") if "Nowhere" in text]) == 1


def test_two_processes_tell_the_same_alarm_once(office, clock):
    office.configure(mailboxes={"jobs": office.mailbox(folders=["Nowhere"])})
    with office.desk(clock) as one, office.desk(clock) as other:
        for desk in (one, other):
            poll(desk, desk.settings.mailboxes["jobs"])
        for _ in range(3):
            for desk in (one, other):
                alarms.watch(desk)
                deliver(desk)
            clock.go(5 * MINUTE)
    assert len(to_admin(office)) == 1


# --- the ledger held against the server ---


def test_a_lost_row_is_found_mended_and_told(office, desk, clock):
    for number in range(3):
        office.receive(mail(subject="Une question", text=f"{number}\n"))
    turn(desk)
    before = [row["sha256"] for row in office.messages()]
    with desk.database.write() as tx:
        tx.execute(message.delete().where(message.c.uid == 2))
    (mailbox,) = desk.settings.mailboxes.values()
    result = reconcile(desk, mailbox)
    assert [(each.missing, each.mended) for each in result.folders] == [((2,), 1)]
    assert standing(desk) == ["reconcile_difference"]
    turn(desk)
    clock.go(5 * MINUTE)
    turn(desk)
    assert "1 mail(s) had no row in the ledger; 1 were taken in" in to_admin(office)[0]
    assert sorted(row["sha256"] for row in office.messages()) == sorted(before)
    assert reconcile(desk, mailbox).folders[0].missing == ()
    assert standing(desk) == []


def test_a_row_of_a_mail_that_never_came_hides_none(office, desk):
    office.apply()
    turn(desk)
    with desk.database.write() as tx:
        tx.execute(message.update().values(uid=2))  # as if a mail were to come that is there already
    (mailbox,) = desk.settings.mailboxes.values()
    (compared,) = reconcile(desk, mailbox).folders
    assert (compared.beyond, compared.missing, compared.mended) == (1, (1,), 1)
    assert standing(desk) == ["reconcile_difference"]
    office.apply(sender="second@example.com", text="Second\n")
    turn(desk)
    assert sorted(row["uid"] for row in office.messages()) == [1, 2]
    assert len(office.applications()) == 2


def test_a_mail_that_somebody_moved_away_is_kept_and_is_no_alarm(office, desk):
    office.apply()
    turn(desk)
    office.dovecot.expunge(office.user, [1])
    (mailbox,) = desk.settings.mailboxes.values()
    (compared,) = reconcile(desk, mailbox).folders
    assert (compared.on_server, compared.in_ledger, compared.gone) == (0, 1, 1)
    assert standing(desk) == []
    assert len(office.applications()) == 1


def test_no_alarm_stands_in_the_log_with_words_of_a_mail(office, desk, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG, "intake")
    office.sink.plan("RCPT", "451 4.2.1 <salma.berrada@example.com> is busy")
    office.apply()
    turn(desk)
    assert "salma" not in caplog.text.lower()


def test_a_digest_that_is_refused_is_told_to_the_admins(office, desk):
    office.apply(when=datetime(2026, 5, 3, 15, tzinfo=UTC))
    turn(desk)
    assert [each.state for each in digest(desk, date(2026, 5, 4))] == ["pending"]
    office.sink.plan("RCPT", "550 5.1.1 no such user")
    turn(desk)
    (told,) = to_admin(office)
    assert "1 digest(s) or alarm(s) of mailbox jobs came back, or were refused." in told


def test_mails_in_an_admins_name_use_up_no_alarm(office, clock):
    office.configure(limits={"address": "1/day"})
    office.apply(sender="admin@example.org")
    with office.desk(clock) as desk:
        turn(desk)
    assert len(to_admin(office)) == 1  # the answer to it
    office.environment["MAIL_PASSWORD"] = "wrong"
    with office.desk(clock) as desk:
        for _ in range(4):
            turn(desk)
            clock.go(2 * MINUTE)
    (_, alarm) = to_admin(office)
    assert alarm.startswith("Accès à la boîte aux lettres refusé")


def test_an_alarm_that_an_erasure_takes_back_is_told_again(office, clock):
    office.apply(sender="Mailbox <x@example.com>")  # a name that alarms hold as well
    with office.desk(clock) as desk:
        turn(desk)
    office.environment["MAIL_PASSWORD"] = "wrong"
    with office.desk(clock) as desk:
        for _ in range(4):
            poll(desk, desk.settings.mailboxes["jobs"])
            alarms.watch(desk)
            clock.go(2 * MINUTE)
        assert erase(desk, "x@example.com").removed["digests"] == 1
        turn(desk)
    (alarm,) = to_admin(office)
    assert alarm.startswith("Accès à la boîte aux lettres refusé")
