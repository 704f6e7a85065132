"""Requests about one's data: noted with the time that the law gives, told to admins, finished, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from builders.mails import mail
from rigs.clock import Clock
from rigs.office import CV, DEADLINE, FULL, IN_TIME, SALMA, SUBJECT, Office, Sent

from intake.domain.privacy import answer_by, law_of
from intake.services import alarms, requests
from intake.services.deliver import deliver
from intake.services.forget import erase, retire
from intake.services.poll import poll
from intake.zones import zone

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ACCESS = "Bonjour,\n\nJe souhaite obtenir une copie de mes données personnelles.\n\nSalma Berrada\n"
ERASE = "Bonjour,\n\nVeuillez supprimer toutes mes données personnelles de votre base.\n\nSalma Berrada\n"
CORRECT = "Hello,\n\nPlease correct my personal data: my date of birth is wrong.\n\nThank you\n"
ARABIC = "السلام عليكم،\n\nأطلب حذف بياناتي الشخصية.\n\nشكرا\n"


def ask(
    office: Office, text: str = ACCESS, when: datetime = IN_TIME + HOUR, **changes: Any
) -> dict[str, Any]:
    """Let a request come; its row in the ledger."""
    office.receive(mail(text=text, **{"subject": f"Re: {SUBJECT}"} | changes), when)
    office.poll()
    row: dict[str, Any] = office.messages()[-1]
    return row


def applied(office: Office, **changes: Any) -> None:
    office.apply(**changes)
    office.poll()


def listed(office: Office, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.run("requests", "--json", *words).json
    return found


def outbox(office: Office) -> list[tuple[str, str]]:
    """Kind and state of every letter, those to the admins apart."""
    rows = office.run("outbox", "--all", "--json").json
    return [(each["kind"], each["state"]) for each in rows if each["kind"] != "alarm"]


def answers(office: Office) -> list[Sent]:
    """The letters that went out, those to the admins apart."""
    return [sent for sent in office.letters if sent.recipients != ("admin@example.org",)]


@pytest.mark.parametrize(
    ("text", "kind", "language"),
    [
        (ACCESS, "access", "fr"),
        (ERASE, "erasure", "fr"),
        (CORRECT, "rectification", "en"),
        (ARABIC, "erasure", "ar"),
    ],
)
def test_a_request_is_noted_and_its_sender_told_by_when_an_answer_comes(office, text, kind, language):
    applied(office)
    before = office.application()
    row = ask(office, text)
    after = office.application()
    assert (row["outcome"], row["application"]) == ("supplement", before["reference"])
    assert (after["status"], after["documents"]) == (before["status"], before["documents"])
    letter = after["acknowledgements"][-1]
    assert (letter["kind"], letter["language"]) == ("privacy", language)
    (asked,) = listed(office)
    assert {key: asked[key] for key in ("id", "kind", "sender", "message", "applications", "note")} == {
        "id": 1,
        "kind": kind,
        "sender": SALMA,
        "message": row["id"],
        "applications": ["OMP-2026-0001"],
        "note": None,
    }
    assert (asked["received_at"], asked["finished_at"]) == ("2026-05-03T17:00:00+01:00", None)
    assert asked["due_at"] == "2026-05-14T00:00:00+01:00"  # ten clear days (law 09-08)


def test_the_letter_names_the_last_day(office):
    applied(office)
    ask(office)
    told = answers(office)[-1]
    assert told.recipients == (SALMA,)
    assert "mercredi 13 mai 2026" in told.text
    assert "[OMP-2026-0001]" in told.subject


LAWS = [
    ("Africa/Casablanca", "09-08", "2026-05-03 16:00", "2026-05-14 00:00"),
    ("Africa/Casablanca", "09-08", "2026-05-03 23:59", "2026-05-14 00:00"),
    ("Europe/Paris", "gdpr", "2026-01-31 12:00", "2026-02-28 12:00"),
    ("Europe/Paris", "gdpr", "2026-05-03 12:00", "2026-06-03 12:00"),
]


@pytest.mark.parametrize(("name", "law", "received", "due"), LAWS)
def test_the_law_of_the_zone_gives_the_time(name, law, received, due):
    local = zone(name)
    assert law_of(name) == law
    at = datetime.fromisoformat(received).replace(tzinfo=local)
    assert answer_by(at, law, local) == datetime.fromisoformat(due).replace(tzinfo=local)


def test_a_further_request_of_a_kind_is_noted_and_not_acknowledged_within_thirty_days(office):
    applied(office)
    ask(office)
    again = ask(office, f"{ACCESS}\nMerci d'avance.\n", IN_TIME + 2 * HOUR)
    assert "told within 30 days" in again["reason"]
    ask(office, ERASE, IN_TIME + 3 * HOUR)  # of another kind
    assert [each["kind"] for each in listed(office)] == ["access", "access", "erasure"]
    assert outbox(office) == [("complete", "sent"), ("privacy", "sent"), ("privacy", "sent")]


def test_one_mail_makes_one_request_however_often_it_is_taken_through(office):
    applied(office)
    row = ask(office)
    assert office.run("replay", row["id"]).status == 0
    office.receive(mail(text=ACCESS, subject=f"Re: {SUBJECT}"), IN_TIME + 5 * HOUR)  # the same bytes
    office.poll()
    assert len(listed(office)) == 1
    assert outbox(office) == [("complete", "sent"), ("privacy", "sent")]


def test_who_wrote_before_without_an_application_is_answered(office):
    office.receive(mail(subject="Bonjour", text="Avez-vous un poste de chauffeur ?\n"), IN_TIME)
    office.poll()
    row = ask(office, subject="Mes données")
    assert (row["outcome"], row["application"]) == ("unmatched", None)
    assert outbox(office) == [("privacy", "sent")]
    assert listed(office)[0]["applications"] == []
    assert answers(office)[-1].mail["In-Reply-To"] == row["message_id"]


def test_a_strangers_request_is_noted_and_not_answered(office):
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    row = ask(office, sender="Ali <ali@example.net>", subject="Mes données")
    assert row["outcome"] == "unmatched"
    assert [each["sender"] for each in listed(office)] == ["ali@example.net"]
    assert answers(office) == []


def test_a_request_beside_documents_may_be_one_and_changes_nothing_of_the_way(office):
    applied(office, files=[CV])
    row = ask(office, files=FULL[1:])
    assert office.application()["status"] == "complete"
    assert "may ask for access" in row["reason"]
    (asked,) = listed(office)
    assert asked["note"] == "may ask: a person must say whether it is a request"
    assert outbox(office) == [("incomplete", "sent"), ("complete", "sent")]


def test_a_request_in_somebodys_name_is_noted_and_not_answered(office):
    office.configure({"jobs": office.mailbox(authserv_id="mx.example.org")})
    failed = {"Authentication-Results": "mx.example.org; dmarc=fail header.from=example.com"}
    ask(office, headers=failed, subject="Mes données")
    assert listed(office)[0]["note"].startswith("may ask")
    assert answers(office) == []


def test_a_colleagues_mail_and_a_robots_are_no_requests(office):
    ask(office, sender="direction@example.org", subject="Données")
    ask(office, headers={"Auto-Submitted": "auto-replied"}, subject="Données")
    assert listed(office) == []


# --- the admins ----------------------------------------------------------------------


def turn(office: Office, clock: Clock) -> list[str]:
    """What `intake run` does; what the admin was told so far."""
    with office.desk(clock) as desk:
        poll(desk, desk.settings.mailboxes["jobs"])
        deliver(desk)
        alarms.watch(desk)
        deliver(desk)
    return [sent.text for sent in office.letters if sent.recipients == ("admin@example.org",)]


def test_the_admins_are_told_at_once_and_daily_when_few_days_are_left(office):
    clock = Clock(IN_TIME + 2 * HOUR)
    office.receive(mail(text=ACCESS, subject="Mes données"), IN_TIME + HOUR)
    told = turn(office, clock)
    assert len(told) == 1
    assert "1 request about personal data is open (1), it is to be answered by 2026-05-13." in told[0]
    assert SALMA not in told[0]
    assert "données personnelles" in office.letters[-1].subject
    for _ in range(5):
        clock.go(DAY)
        assert len(turn(office, clock)) == 1  # the law gives time
    office.receive(mail(text=ERASE, subject="Mes données"), clock.time)
    clock.go(HOUR)
    told = turn(office, clock)
    assert len(told) == 2
    assert (
        "2 requests about personal data are open (1, 2), the first is to be answered by 2026-05-13" in told[1]
    )
    numbers = []
    for _ in range(5):
        clock.go(DAY)
        numbers.append(len(turn(office, clock)))
    assert numbers == [2, 2, 3, 4, 5]
    clock.go(2 * DAY)
    assert "overdue since 2026-05-13" in turn(office, clock)[-1]
    with office.desk(clock) as desk:
        requests.finish(desk, 1, "copy sent")
        requests.finish(desk, 2, "erased by hand")
    clock.go(HOUR)
    assert len(turn(office, clock)) == 7  # it is over
    with office.desk(clock) as desk:
        assert [each.code for each in alarms.wrong_now(desk) if each.code.startswith("privacy")] == []


def test_status_says_how_many_wait_and_until_when(office):
    assert office.run("status", "--json").json["requests"] == {"open": 0, "next_due_at": None}
    applied(office)
    ask(office)
    said = office.run("status", "--json").json["requests"]
    assert said == {"open": 1, "next_due_at": "2026-05-14T00:00:00+01:00"}
    assert "Requests about personal data: 1 open" in office.run("status").out


# --- finished --------------------------------------------------------------------------


def test_a_person_finishes_a_request_once_and_says_how(office):
    applied(office)
    row = ask(office)
    assert office.run("requests", "--finish", 1).status == 2
    (done,) = office.run("requests", "--finish", 1, "--note", "copy sent by post", "--json").json
    assert (done["note"], done["finished_at"] is not None) == ("copy sent by post", True)
    assert listed(office) == []
    assert [each["id"] for each in listed(office, "--all")] == [1]
    again = office.run("requests", "--finish", 1, "--note", "twice")
    assert (again.status, "finished already" in again.err) == (1, True)
    assert office.run("requests", "--finish", 9, "--note", "x").status == 2
    (noted,) = (each for each in office.run("audit", "--json").json if each["action"] == "finish request")
    assert (noted["message_id"], noted["note"]) == (row["id"], "request 1: access")
    assert "Nobody waits" in office.run("requests").out


def test_a_letter_that_a_request_is_in_hand_is_not_released_when_it_is_finished(office):
    office.configure({"jobs": office.mailbox(since="2026-05-10")})
    applied(office)
    ask(office)
    assert outbox(office)[-1] == ("privacy", "held")
    assert office.run("release", 2).status == 0
    assert outbox(office)[-1] == ("privacy", "sent")
    assert "mercredi 13 mai 2026" in answers(office)[-1].text
    ask(office, ERASE, IN_TIME + 2 * HOUR)
    office.run("requests", "--finish", 2, "--note", "done")
    (held,) = (each for each in office.run("outbox", "--json").json if each["kind"] == "privacy")
    refused = office.run("release", held["id"])
    assert "says that a request is in hand, and it is finished" in refused.err


def test_a_letter_on_the_dossier_is_not_out_of_date_for_one_on_a_request(office):
    office.configure({"jobs": office.mailbox(since="2026-05-10")})
    applied(office)
    ask(office)
    assert office.run("release", 1).status == 0
    assert outbox(office) == [("complete", "sent"), ("privacy", "held")]


def test_who_has_the_answer_is_not_told_that_it_will_come(office):
    applied(office)
    office.receive(mail(text=ACCESS, subject=f"Re: {SUBJECT}"), IN_TIME + HOUR)
    with office.desk(lambda: IN_TIME + 2 * HOUR) as desk:
        for mailbox in desk.settings.mailboxes.values():
            poll(desk, mailbox)
        requests.finish(desk, 1, "copy sent by post")
    office.poll()
    assert outbox(office) == [("complete", "sent"), ("privacy", "superseded")]


@pytest.mark.parametrize("text", [ACCESS, ERASE])
def test_explain_says_of_a_strangers_request_what_a_poll_makes_of_it(office, text):
    raw = mail(text=text, subject=SUBJECT)
    file = office.base / "mail.eml"
    file.write_bytes(raw)
    told = office.run("explain", file, "--json").json
    office.receive(raw, IN_TIME)
    office.poll()
    (row,) = office.messages()
    assert (told["outcome"], told["posting"], told["acknowledgement"]) == (row["outcome"], None, None)


# --- forgotten --------------------------------------------------------------------------


def test_erase_finishes_the_requests_and_leaves_no_address(office):
    applied(office)
    ask(office, ERASE)
    ask(office, sender="Ali <ali@example.net>", subject="Mes données")
    done = office.run("erase", SALMA, "--json").json
    assert (done["left"], done["removed"]["requests"]) == (0, 1)
    (open_one,) = listed(office)
    assert open_one["sender"] == "ali@example.net"
    gone = next(each for each in listed(office, "--all") if each["id"] == 1)
    assert (gone["sender"], gone["message"], gone["note"]) == (None, None, "erased")
    assert gone["finished_at"]
    assert office.run("erase", SALMA, "--json").json["removed"]["requests"] == 0


def test_the_end_of_retention_waits_for_an_open_request_and_forgets_an_answered_one(office):
    office.posting(retention={"months": 1})
    applied(office)
    ask(office)
    with office.desk(lambda: DEADLINE + 60 * DAY) as desk:
        assert retire(desk) == []
        requests.finish(desk, 1, "copy sent to salma.berrada@example.com")
        assert [each.dossiers for each in retire(desk)] == [1]
        assert erase(desk, SALMA).left == 0
    (row,) = listed(office, "--all")
    assert (row["sender"], row["note"]) == (None, "erased")
