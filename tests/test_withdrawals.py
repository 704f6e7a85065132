"""A candidate withdraws: marked, confirmed once, nothing deleted; and nothing done where it is not sure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders.mails import mail
from rigs.office import AFTER, CV, FULL, IN_TIME, LETTER, REFERENCES, SALMA, SUBJECT, Office

from intake.domain.wanted import HAS_OTHERS, MAY_WITHDRAW, WITHDREW, WROTE_AGAIN
from intake.services.deliver import deliver
from intake.services.settle import settle
from intake.services.withdrawals import tell_withdrawn
from intake.store import audit

HOUR = timedelta(hours=1)
FRENCH = "Bonjour,\n\nJe souhaite retirer ma candidature.\n\nCordialement,\nSalma Berrada\n"
ENGLISH = "Hello,\n\nPlease withdraw my application.\n\nKind regards\n"
ARABIC = "السلام عليكم،\n\nأرغب في سحب ترشيحي.\n\nشكرا\n"
UNSURE = "Bonjour,\n\nPuis-je retirer ma candidature si je trouve un autre poste ?\n\nMerci\n"
DATA_TOO = "Bonjour,\n\nJe retire ma candidature. Merci de supprimer toutes mes données personnelles.\n"
NJT = {"title": "Project Officer", "reference": "NJT", "subject": "Project Officer NJT", "language": "en"}


def applied(office: Office, files: Any = FULL, **changes: Any) -> None:
    office.apply(files, **changes)
    office.poll()


def say(office: Office, text: str, subject: str = f"Re: {SUBJECT}", **changes: Any) -> dict[str, Any]:
    """Let a mail come an hour later, without documents unless told otherwise; its row."""
    when = changes.pop("when", IN_TIME + HOUR)
    office.receive(mail(text=text, subject=subject, **changes), when)
    office.poll()
    row: dict[str, Any] = office.messages()[-1]
    return row


def letters(office: Office) -> list[str]:
    return [each["kind"] for each in office.application()["acknowledgements"]]


def outbox(office: Office) -> list[tuple[str, str]]:
    return [(each["kind"], each["state"]) for each in office.run("outbox", "--all", "--json").json]


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), (ARABIC, "ar")])
def test_a_sure_withdrawal_is_marked_and_confirmed_in_the_language_of_the_mail(office, text, language):
    applied(office)
    before = office.application()
    row = say(office, text)
    after = office.application()
    assert (after["status"], row["outcome"], row["application"]) == (
        "withdrawn",
        "supplement",
        before["reference"],
    )
    assert WITHDREW in row["reason"]
    assert after["documents"] == before["documents"]
    assert [(each["kind"], each["language"]) for each in after["acknowledgements"]][1:] == [
        ("withdrawn", language)
    ]
    told = office.letters[-1]
    assert told.recipients == (SALMA,)
    assert f"[{before['reference']}]" in told.subject


SUBJECTS = [
    ("by the posting's subject", SUBJECT),
    ("in reply", f"Re: {SUBJECT}"),
    ("by the reference", "[OMP-2026-0001] bonjour"),
    ("by the address alone", "Désistement"),
    ("with no subject", ""),
]


@pytest.mark.parametrize("subject", [each for _, each in SUBJECTS], ids=[each for each, _ in SUBJECTS])
def test_it_finds_the_only_application_of_its_sender(office, subject):
    applied(office)
    row = say(office, FRENCH, subject)
    assert (office.application()["status"], row["outcome"]) == ("withdrawn", "supplement")


def test_it_is_confirmed_once_and_what_comes_after_it_is_kept_and_not_answered(office):
    applied(office, [CV, LETTER])
    say(office, FRENCH)
    again = say(office, f"{FRENCH}\nMerci.\n")
    assert WITHDREW in again["reason"]
    assert letters(office) == ["incomplete", "withdrawn"]
    office.apply([REFERENCES], IN_TIME + 3 * HOUR, subject=f"Re: {SUBJECT}", text="Voici la suite.\n")
    office.poll()
    row = office.messages()[-1]
    assert (row["outcome"], WROTE_AGAIN in row["reason"]) == ("supplement", True)
    assert office.application()["status"] == "withdrawn"
    assert [each["file"] for each in office.application()["documents"]][-1] == "Références.pdf"
    thanks = say(office, "Merci beaucoup !\n")
    assert WROTE_AGAIN in thanks["reason"]
    assert letters(office) == ["incomplete", "withdrawn"]


def test_letters_that_wait_are_dropped(office):
    office.configure(quiet="10m")
    applied(office, [CV])
    assert office.acknowledgements() == [("incomplete", "pending")]
    say(office, FRENCH)
    assert outbox(office) == [("incomplete", "superseded"), ("withdrawn", "sent")]


def test_a_mail_that_may_not_be_answered_withdraws_nothing(office):
    """Whoever writes in somebody's name must not take their application away."""
    office.configure({"jobs": office.mailbox(authserv_id="mx.example.org")})
    passed = {"Authentication-Results": "mx.example.org; dmarc=pass header.from=example.com"}
    failed = {"Authentication-Results": "mx.example.org; dmarc=fail header.from=example.com"}
    applied(office, headers=passed)
    row = say(office, FRENCH, headers=failed)
    assert office.application()["status"] == "review"
    assert MAY_WITHDRAW in row["reason"]
    assert letters(office) == ["complete"]


UNCLEAR = [
    ("a question", {"text": UNSURE}),
    ("documents beside it", {"text": FRENCH, "files": [LETTER]}),
    ("a file nobody can read", {"text": FRENCH, "files": [("scan.pdf", b"%PDF-1.4 broken")]}),
]


@pytest.mark.parametrize("changes", [each for _, each in UNCLEAR], ids=[each for each, _ in UNCLEAR])
def test_what_is_not_sure_goes_to_a_person(office, changes):
    applied(office, [CV, REFERENCES])
    row = say(office, **changes)
    assert office.application()["status"] == "review"
    assert MAY_WITHDRAW in row["reason"]
    assert "retirer" not in row["reason"]
    assert letters(office) == ["incomplete", "review"]


def test_another_address_withdraws_nothing(office):
    applied(office)
    thread = office.messages()[0]["message_id"]
    row = say(office, FRENCH, sender="Ali <ali@example.net>", in_reply_to=thread)
    first, second = office.applications()
    assert (first["status"], second["status"]) == ("complete", "review")
    assert MAY_WITHDRAW in row["reason"]


def test_of_two_applications_a_person_chooses(office):
    office.posting("njt", **NJT)
    applied(office)
    applied(office, subject="Project Officer NJT", when=IN_TIME + HOUR)
    row = say(office, FRENCH, "Désistement", when=IN_TIME + 2 * HOUR)
    assert [each["status"] for each in office.applications()] == ["complete", "review"]
    assert row["reason"].count("OMP-2026-0001") == 1
    assert MAY_WITHDRAW in row["reason"]
    told = office.applications()[1]["reason"]  # to recruiters, who may not know of another's posting
    assert (HAS_OTHERS in told, "OMP" in told) == (True, False)
    sure = say(office, FRENCH, "[OMP-2026-0001]", when=IN_TIME + 3 * HOUR)
    assert sure["application"] == "OMP-2026-0001"
    assert [each["status"] for each in office.applications()] == ["withdrawn", "review"]


def test_who_has_no_application_is_shown_to_a_person_and_told_nothing(office):
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    row = say(office, FRENCH, "Désistement")
    assert (row["outcome"], office.letters) == ("unmatched", [])
    assert "may withdraw an application that is not here" in row["reason"]


def test_an_application_whose_letter_speaks_of_withdrawing_elsewhere_is_an_application(office):
    text = "Madame, Monsieur,\n\nCi-joint ma candidature. Je me désiste de mon poste actuel.\n"
    applied(office, text=text)
    assert office.application()["status"] == "complete"


def test_automatic_mail_withdraws_nothing(office):
    applied(office)
    row = say(office, FRENCH, headers={"Auto-Submitted": "auto-replied"})
    assert (row["outcome"], office.application()["status"]) == ("automatic", "complete")


def test_a_colleagues_forward_withdraws_nothing(office):
    applied(office)
    inner = (
        f"{FRENCH}\n-------- Message transféré --------\nDe : Salma Berrada <{SALMA}>\nObjet : {SUBJECT}\n"
    )
    row = say(office, inner, f"Tr: {SUBJECT}", sender="direction@example.org")
    assert office.applications()[0]["status"] in ("complete", "review")
    assert office.applications()[0]["status"] != "withdrawn"
    assert row["outcome"] in ("application", "supplement", "unmatched")


def test_after_the_deadline_it_is_withdrawn_all_the_same(office):
    applied(office)
    say(office, FRENCH, when=AFTER)
    assert office.application()["status"] == "withdrawn"


def test_the_same_withdrawal_taken_through_again_changes_nothing(office):
    applied(office)
    row = say(office, FRENCH)
    before = (office.application(), len(office.letters))
    assert office.run("replay", row["id"]).status == 0
    assert (office.application(), len(office.letters)) == before
    assert WITHDREW in office.messages()[-1]["reason"]


def test_with_a_request_for_ones_data_one_letter_goes_out_and_both_are_noted(office):
    applied(office)
    row = say(office, DATA_TOO)
    assert office.application()["status"] == "withdrawn"
    assert letters(office) == ["complete", "privacy"]
    told = next(sent.text for sent in reversed(office.letters) if sent.recipients == (SALMA,))
    assert "Votre candidature est retirée." in told
    assert "reste inchangé" not in told
    (asked,) = office.run("requests", "--json").json
    assert (asked["kind"], asked["message"]) == ("erasure", row["id"])


def test_old_mail_withdraws_and_its_letter_is_held(office):
    office.configure({"jobs": office.mailbox(since="2026-05-10")})
    applied(office)
    say(office, FRENCH)
    assert office.application()["status"] == "withdrawn"
    assert outbox(office) == [("complete", "held"), ("withdrawn", "held")]


# --- by a person -----------------------------------------------------------------


def ruled(office: Office, now: datetime, *, ruling: str | None, status: str) -> tuple[Any, str]:
    """What an order by a person does: the ruling, and the letter."""
    with office.desk(lambda: now) as desk, desk.database.write() as tx:
        tx.exec_driver_sql(
            f"UPDATE application SET status = '{status}', ruling = {repr(ruling) if ruling else 'NULL'}"
        )
        revision = audit.record(tx, at=now, actor="a", action="withdraw", application="OMP-2026-0001")
        return tell_withdrawn(desk, tx, 1, revision=revision)


def test_a_withdrawal_told_by_telephone_is_confirmed_in_the_thread(office):
    applied(office)
    now = datetime.now(UTC)
    assert ruled(office, now, ruling="withdrawn", status="withdrawn") == ("withdrawn", "")
    assert office.poll_at(now + HOUR)[1].sent == 1
    first, told = office.letters
    assert told.mail["In-Reply-To"] == first.mail["In-Reply-To"] is not None


def test_it_is_not_confirmed_of_a_dossier_that_is_not_withdrawn(office):
    applied(office)
    kind, why = ruled(office, datetime.now(UTC), ruling=None, status="complete")
    assert kind is None
    assert "OMP-2026-0001 is 'complete' now" in why


def test_a_confirmation_that_waits_is_dropped_when_the_withdrawal_is_taken_back(office):
    applied(office)
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    say(office, FRENCH)
    assert office.acknowledgements()[1] == ("withdrawn", "pending")
    office.sql("UPDATE application SET status = 'complete', ruling = NULL")
    office.apply([("Diplôme.txt", b"Master")], IN_TIME + 5 * HOUR, subject=f"Re: {SUBJECT}")
    office.poll()
    assert ("withdrawn", "superseded") in outbox(office)


def test_a_held_confirmation_is_released_as_long_as_it_is_true(office):
    office.configure({"jobs": office.mailbox(since="2026-05-10")})
    applied(office)
    say(office, FRENCH)
    office.sql("UPDATE application SET status = 'complete', ruling = NULL")
    refused = office.run("release", 2)
    assert refused.status == 1
    assert "says that the candidate withdrew, and OMP-2026-0001 is 'complete' now" in refused.err
    office.sql("UPDATE application SET status = 'withdrawn', ruling = 'withdrawn'")
    assert office.run("release", 2).status == 0
    assert outbox(office)[1] == ("withdrawn", "sent")


def test_who_takes_a_withdrawal_back_after_the_deadline_did_not_apply_late(office):
    office.apply(FULL, IN_TIME)
    office.poll_at(IN_TIME + HOUR)
    office.receive(mail(text=FRENCH, subject=f"Re: {SUBJECT}"), AFTER)
    office.poll_at(AFTER + HOUR)
    with office.desk(lambda: AFTER + 2 * HOUR) as desk:
        assert settle(desk, "OMP-2026-0001", "undo").letter == "complete"
        deliver(desk)
    told = office.letters[-1].text
    assert "candidature au poste « Chargé(e) de projet » le dimanche 3 mai 2026" in told
    assert "après la date limite" not in told
