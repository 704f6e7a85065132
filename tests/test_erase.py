"""`intake erase`: nothing of a person is left, nothing of anybody else is gone, and it stays so."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from builders.mails import mail
from builders.planted import LINA, OTHER, SECRET_CV, SECRET_LETTER, WORDS
from rigs.office import IN_TIME, REFERENCES, SALMA, SUBJECT, Office
from rigs.traces import traces
from sqlalchemy import func, insert, select, update

from intake.adapters.mime import parse
from intake.domain.trouble import Trouble
from intake.services import receive
from intake.services.desk import Mail
from intake.services.forget import erase
from intake.services.search import is_theirs, names
from intake.store.database import Database
from intake.store.tables import alarm, application, audit, counter, erased, letter, mailbox

FORWARD = f"---------- Forwarded message ---------\nFrom: Salma B <{SALMA}>\nSubject: Bonjour\n\nBonjour\n"


def store(office: Office) -> Database:
    return office.store()


def found(office: Office) -> set[str]:
    return traces(office.base / "var", WORDS)


def removed(office: Office, *words: str, status: int = 0) -> dict[str, Any]:
    ran = office.run("erase", SALMA, "--json", *words)
    assert ran.status == status, ran.err
    said: dict[str, Any] = ran.json
    return said


def a_long_story(office: Office) -> None:
    """A candidate in every table: dossier, supplement, copies, letters, bounce, digests, other mail."""
    office.configure(mailboxes={"jobs": office.mailbox(folders=["INBOX", "Archive"])})
    with office.dovecot.client(office.user) as client:
        client.create_folder("Archive")
    first = office.apply(files=[SECRET_CV, SECRET_LETTER])
    office.receive(first, IN_TIME, "Archive")
    office.poll()
    office.apply(files=[REFERENCES], subject=f"Re: {SUBJECT}")
    office.receive(mail(subject="Une question Narvalesque", text="Bonjour\n"))
    office.apply(**OTHER)
    office.poll()
    office.run("correct", "OMP-2026-0001", "Lettre.txt", "letter", "--quiet")
    report = mail(
        sender="MAILER-DAEMON@mx.example.com",
        subject="Undelivered Mail Returned to Sender",
        text=f"I could not deliver your mail.\n\n<{SALMA}>: user unknown (550 5.1.1)\n",
        headers={"Return-Path": "<>", "X-Failed-Recipients": SALMA},
    )
    office.receive(report)
    office.poll()
    office.run("digest", "--date", "2026-05-04")
    office.sink.plan("MAIL", "450 4.2.1 later")
    office.run("digest", "--date", "2026-05-05")
    office.run("digest", "--date", "2026-05-06")


# --- everything ---


def test_nothing_of_the_person_is_left_in_any_byte_and_others_lose_nothing(office):
    a_long_story(office)
    assert found(office) == set(WORDS)
    others = [each for each in office.applications() if each["candidate"]["email"] == LINA]
    said = removed(office)
    assert (said["left"], said["mentioned"]) == (0, [])
    assert {what: said["removed"][what] for what in ("applications", "messages", "documents")} == {
        "applications": 1,
        "messages": 5,
        "documents": 3,
    }
    assert said["removed"]["corrections"] == 1
    assert said["removed"]["letters"] == 2
    assert said["removed"]["raw_mails"] == 4
    assert said["removed"]["digests"] >= 1
    assert found(office) == set()
    assert office.applications() == others
    assert [row["sender"] for row in office.messages()] == [LINA]


def test_what_would_be_erased_is_counted_and_nothing_is_changed(office):
    a_long_story(office)
    before = office.messages(), office.applications(), office.run("audit", "--json").json
    counted = removed(office, "--dry-run")
    assert (office.messages(), office.applications(), office.run("audit", "--json").json) == before
    done = removed(office)
    assert counted["dry_run"]
    assert counted["removed"] == done["removed"]


def test_erasing_again_or_an_address_that_never_wrote_finds_nothing(office):
    office.apply()
    office.poll()
    for address in (SALMA, SALMA, "nobody@example.com"):
        ran = office.run("erase", address.upper(), "--json")
        assert (ran.status, ran.json["address"], ran.json["left"]) == (0, address, 0)
    assert not any(ran.json["removed"].values())
    assert [row["action"] for row in office.run("audit", "--json").json].count("erase") == 2


@pytest.mark.parametrize("text", ["Salma Berrada", "salma.berrada", "@example.com", "a@b@c", "<a@b.org>", ""])
def test_what_is_no_address_is_refused(office, text):
    ran = office.run("erase", text, "--json")
    assert ran.status == 2
    assert "name@example.org" in ran.json["error"]


@pytest.mark.parametrize("address", ["direction@example.org", "ADMIN@example.org", "jobs@example.org"])
def test_the_address_of_a_recruiter_an_admin_or_our_own_is_refused(office, address):
    forward = mail(
        sender="direction@example.org",
        subject=f"Fwd: {SUBJECT}",
        text=FORWARD,
        files=[SECRET_CV],
    )
    office.receive(forward)
    office.poll()
    ran = office.run("erase", address, "--json")
    assert ran.status == 1
    assert "address of this configuration" in ran.json["error"]
    assert len(office.applications()) == 1


# --- whose mail ---


def delivery_report(to: str) -> bytes:
    return mail(
        sender="postmaster@example.com",
        subject="Undeliverable",
        text=f"<{to}>: user unknown",
        headers={"X-Failed-Recipients": to},
    )


OWN = [
    ("their mail", mail(subject="Bonjour", text="x")),
    ("in other letters", mail(sender="Salma <SALMA.Berrada@Example.COM>", subject="Bonjour", text="x")),
    (
        "for them, by a job board",
        mail(sender="no-reply@board.example", subject="CV", headers={"Reply-To": SALMA}),
    ),
    ("one of two senders", mail(sender=f"Ali <ali@example.com>, {SALMA}", subject="Bonjour", text="x")),
    ("a secretary's", mail(sender="boss@example.com", headers={"Sender": SALMA}, subject="Bonjour")),
    ("a delivery report on a letter to them", delivery_report(SALMA)),
    ("a colleague passed it on", mail(sender="admin@example.org", subject="Fwd: Bonjour", text=FORWARD)),
    ("nothing that can be read", f"X-Nothing: 1\r\nReply-To: a,\r\n {SALMA}\r\n\r\nx".encode()),
]
NOT_OWN = [
    ("in the text", mail(sender=LINA, subject="Bonjour", text=f"Ma soeur {SALMA} vous a écrit.")),
    ("in a quote", mail(sender=LINA, subject="Re: Bonjour", text=f"D'accord\n\n> From: {SALMA}\n> Bonjour")),
    ("in Cc", mail(sender=LINA, subject="Bonjour", headers={"Cc": SALMA})),
    ("a stranger passed it on", mail(sender=LINA, subject="Fwd: Bonjour", text=FORWARD)),
    ("in the subject", mail(sender=LINA, subject=f"À propos de {SALMA}", text="x")),
]
NOT_NAMED = [
    ("a longer local part", mail(sender=f"x{SALMA}", subject="Bonjour", text="x")),
    ("a longer domain", mail(sender=f"{SALMA}.au", subject="Bonjour", text="x")),
    ("nothing of them", mail(sender=LINA, subject="Salma Berrada", text="Salma Berrada")),
    ("a report on another's letter", delivery_report(LINA)),
]


def test_a_mail_outside_of_dossiers_is_whose_name_it_bears_and_others_are_told(office):
    mails = [*OWN, *NOT_OWN, *NOT_NAMED]
    for _, raw in mails:
        office.receive(raw)
    office.poll()
    rows = office.messages()
    assert [row["application"] for row in rows] == [None] * len(mails)
    called = {row["id"]: name for row, (name, _) in zip(rows, mails, strict=True)}
    said = removed(office)
    assert said["left"] == 0
    assert [called[each] for each in said["mentioned"]] == [name for name, _ in NOT_OWN]
    assert [called[row["id"]] for row in office.messages()] == [name for name, _ in (*NOT_OWN, *NOT_NAMED)]


def test_a_mail_in_a_dossier_is_its_candidates_whoever_sent_it(office):
    """An assistant of the house forwards a candidate's mail: erasing one takes it, the other leaves it."""
    forward = mail(sender="assistant@example.org", subject=f"Fwd: {SUBJECT}", text=FORWARD, files=[SECRET_CV])
    office.receive(forward)
    office.poll()
    assert office.application()["candidate"]["email"] == SALMA
    said = office.run("erase", "assistant@example.org", "--json").json
    assert (said["left"], said["mentioned"], said["removed"]["messages"]) == (0, [1], 0)
    assert removed(office)["removed"]["messages"] == 1
    assert office.messages() == office.applications() == []
    assert found(office) == set()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (SALMA, True),
        (f"<{SALMA.upper()}>", True),
        (f"mailto:{SALMA}.", True),
        (f"'{SALMA}', ali@example.com", True),
        (f"x{SALMA}", False),
        (f"x.{SALMA}", False),
        (f"x+{SALMA}", False),
        (f"{SALMA}.au", False),
        (f"{SALMA}-x.org", False),
        (SALMA.replace(".", "x"), False),
    ],
)
def test_an_address_is_named_where_it_stands_alone(text, named):
    assert names(text, SALMA) is named


@pytest.mark.parametrize(("house", "theirs"), [(True, True), (False, False)])
def test_what_is_passed_on_is_the_inner_senders_where_a_colleague_did_it(house, theirs):
    raw = mail(sender="someone@example.org", subject="Fwd: Bonjour", text=FORWARD)
    assert is_theirs(parse(raw, IN_TIME), SALMA, forwarded=lambda _: house) is theirs


# --- it stays so ---


def test_the_same_mail_is_never_taken_in_again_and_a_new_one_is(office):
    office.configure(mailboxes={"jobs": office.mailbox(folders=["INBOX", "Archive"])})
    with office.dovecot.client(office.user) as client:
        client.create_folder("Archive")
    raw = office.apply(files=[SECRET_CV])
    office.receive(mail(**OTHER))
    office.poll()
    removed(office)
    (compared, _) = office.run("reconcile", "--json").json["folders"]
    assert (compared["on_server"], compared["in_ledger"], compared["missing"]) == (2, 2, 0)
    office.dovecot.renumber(office.user)
    office.receive(raw, IN_TIME, "Archive")
    office.receive(raw)
    assert office.poll()["outcomes"] == {}
    folders = office.run("reconcile", "--json").json["folders"]
    assert [(each["on_server"], each["in_ledger"], each["missing"]) for each in folders] == [
        (3, 3, 0),
        (1, 1, 0),
    ]
    assert found(office) == set()
    office.apply(files=[SECRET_CV], text="Encore une fois\n")
    assert office.poll()["outcomes"] == {"application": 1}
    references = [each["reference"] for each in office.applications()]
    assert references == ["OMP-2026-0002", "OMP-2026-0003"]


def test_a_tombstone_hides_no_other_mail_when_the_server_gives_its_uid_again(office):
    office.apply()
    office.apply(subject="Bonjour")
    office.poll()
    removed(office)
    office.dovecot.go_back(office.user)
    office.apply(**OTHER)
    assert office.poll()["outcomes"] == {"application": 1}


def test_the_tombstone_is_a_hash_under_a_key_of_this_installation(office):
    office.apply()
    office.poll()
    (row,) = office.messages()
    removed(office)
    with store(office).read() as tx:
        (stone,) = tx.execute(select(erased)).all()
        assert (stone.uid, tx.scalar(select(func.max(counter.c.last)))) == (1, 1)
    assert len(stone.hash) == 64
    assert stone.hash != row["sha256"]
    assert traces(office.base / "var", [row["sha256"]]) == set()


# --- the digest ---


def test_a_digest_that_has_not_gone_out_is_made_again_without_the_person(office):
    office.apply(files=[SECRET_CV])
    office.apply(**OTHER)
    office.poll()
    office.sink.plan("MAIL", "450 4.2.1 later")
    office.run("digest", "--date", "2026-05-04")
    removed(office)
    with store(office).write() as tx:
        tx.execute(update(letter).values(due_at=datetime.now(UTC)))
    office.poll()
    digest = office.letters[-1]
    assert digest.recipients == ("direction@example.org",)
    assert "Lina Alami" in digest.text
    assert "Salma" not in digest.text
    assert office.run("digest", "--date", "2026-05-04", "--json").json["digests"][0]["state"] == "sent"


def test_a_digest_that_went_out_is_emptied_and_never_sent_again(office):
    office.apply()
    office.poll()
    office.run("digest", "--date", "2026-05-04")
    sent = len(office.letters)
    removed(office)
    office.run("digest", "--date", "2026-05-04")
    office.poll()
    assert len(office.letters) == sent
    with store(office).read() as tx:
        assert tx.execute(select(letter.c.state, letter.c.raw)).all() == [("sent", b"")]


def test_a_digest_whose_words_are_erased_cannot_be_released(office):
    office.apply()
    office.poll()
    office.sink.plan("DOT", "drop")
    office.run("digest", "--date", "2026-05-04")
    removed(office)
    ran = office.run("release", "2")
    assert ran.status == 1
    assert "its words are gone" in ran.err


# --- the proof ---


def test_alarms_and_errors_that_name_the_address_are_taken_away(office):
    office.poll()
    told = {"code": "x", "place": "jobs", "raised_at": IN_TIME, "text": f"{SALMA} waits.", "remedy": "Look."}
    with store(office).write() as tx:
        tx.execute(insert(alarm).values(**told))
        tx.execute(update(mailbox).values(error=f"The server says: {SALMA}?", failing_since=IN_TIME))
    said = removed(office)
    assert (said["left"], said["removed"]["alarms"]) == (0, 2)
    assert found(office) == set()


def test_what_cannot_be_read_cannot_be_proved_and_counts_as_left(office):
    office.apply(**OTHER)
    office.poll()
    (blob,) = [path for path in (office.base / "var/storage").rglob("*") if path.is_file()]
    blob.chmod(0o600)
    blob.write_bytes(b"damaged")
    assert removed(office, status=1)["left"] == 1


def test_a_dossier_without_an_address_goes_with_its_mail(office):
    office.apply(sender=f"Ali <ali@example.com>, {SALMA}", files=[SECRET_CV])
    office.poll()
    assert office.application()["candidate"]["email"] is None
    assert removed(office)["removed"]["applications"] == 1
    assert office.applications() == []


def test_what_was_set_apart_for_a_virus_goes_as_well(office):
    office.apply(files=[SECRET_CV])
    office.poll()
    with office.desk(lambda: datetime.now(UTC)) as desk:
        desk.blobs.set_apart(office.messages()[0]["sha256"])
    assert removed(office)["removed"]["raw_mails"] == 1
    assert not [path for path in (office.base / "var/storage").rglob("*") if path.is_file()]


def test_bytes_that_no_row_ever_named_go_with_the_next_erasure(office):
    """A process died between the bytes and the row, and the mail vanished from the server."""
    office.poll()
    with office.desk(lambda: datetime.now(UTC)) as desk:
        desk.blobs.put(mail(files=[SECRET_CV]))
    assert found(office) != set()
    removed(office)
    assert found(office) == set()


@pytest.mark.sqlite
def test_an_id_that_is_another_mails_now_is_not_replayed_over(office):
    """SQLite gives the id of an erased last row again."""
    old = office.apply(subject="Bonjour")
    office.poll()
    with office.desk(lambda: datetime.now(UTC)) as desk:
        row = office.messages()[0]
        item = Mail(
            mailbox=desk.settings.mailboxes["jobs"], raw=old, sha256=row["sha256"], received_at=IN_TIME
        )
        erase(desk, SALMA)
        office.apply(**OTHER)
        office.poll()
        assert [each["id"] for each in office.messages()] == [row["id"]]
        with pytest.raises(Trouble, match="erased meanwhile"):
            receive.replay(desk, item, row["id"], desk.settings.postings["omp"])
    assert office.application()["candidate"]["email"] == LINA


def test_the_reference_counter_and_the_audit_log_outlive_the_person(office):
    office.apply()
    office.poll()
    removed(office)
    with store(office).read() as tx:
        assert tx.scalar(select(func.count()).select_from(application)) == 0
        notes = tx.execute(select(audit.c.action, audit.c.application).where(audit.c.action == "erase")).all()
    assert notes == [("erase", None), ("erase", "OMP-2026-0001")]


def test_a_tombstone_of_a_uid_still_to_be_given_hides_no_mail(office):
    """The server was restored from a backup, and `reconcile` came before the next poll."""
    office.apply()
    office.receive(mail(sender="bob@example.com", subject="Facture"))
    office.poll()
    removed(office)
    office.dovecot.go_back(office.user)
    (before,) = office.run("reconcile", "--json").json["folders"]
    assert before["on_server"] == 0
    for number in range(3):
        office.apply(sender=f"new{number}@example.com", text=f"{number}\n")
    office.poll()
    office.run("reconcile")
    assert len(office.applications()) == 3


def test_what_a_dying_process_left_unfinished_goes_with_its_person(office):
    office.apply()
    office.poll()
    unfinished = office.base / "var/storage/unfinished/tmp0"
    unfinished.write_bytes(mail(files=[SECRET_CV]))
    assert removed(office)["left"] == 0
    assert not unfinished.exists()
