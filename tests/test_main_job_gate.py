"""Who is answered and who is not: robots, lists, ourselves, colleagues, strangers, forgers."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
from builders.mails import mail
from rigs.office import CV, FULL, IN_TIME, SALMA, SUBJECT, Office

BILL = "Facture n° 118 de la librairie"


def report(kind: str, status: bytes) -> bytes:
    """Write a report of RFC 3464 or RFC 8098 on a letter of ours."""
    text = b"Content-Type: text/plain\r\n\r\nThis is a report.\r\n"
    part = b"Content-Type: message/" + kind.encode() + b"\r\n\r\n" + status + b"\r\n"
    return (
        b"Return-Path: <>\r\nFrom: Mail System <robot@mx.example.net>\r\nTo: jobs@example.org\r\n"
        b"Subject: Re: " + b"[OMP-2026-0001] Candidature\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; boundary="b"; report-type=' + kind.encode() + b"\r\n\r\n"
        b"--b\r\n" + text + b"--b\r\n" + part + b"--b--\r\n"
    )


DSN = report(
    "delivery-status",
    b"Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b\r\nAction: failed\r\nStatus: 5.1.1\r\n",
)
MDN = report(
    "disposition-notification",
    b"Final-Recipient: rfc822; a@b\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n",
)
AUTOMATIC = {
    "vacation": mail(subject=f"Automatic reply: {SUBJECT}", headers={"Auto-Submitted": "auto-replied"}),
    "vacation-by-words": mail(subject=f"Réponse automatique : {SUBJECT}"),
    "list": mail(files=FULL, headers={"List-Id": "<jobs.lists.example.net>", "Precedence": "list"}),
    "bulk": mail(files=FULL, headers={"Precedence": "bulk"}),
    "bounce": DSN,
    "receipt": MDN,
    "daemon": mail(sender="MAILER-DAEMON@mx.example.net", subject=SUBJECT),
    "null-sender": mail(files=FULL, headers={"Return-Path": "<>"}),
    "job-board": mail(sender="Emploi <no-reply@board.example.net>", files=FULL),
    "vacation-in-the-text": mail(subject=f"Re: {SUBJECT}", text="Je suis absente jusqu'au 12 mai."),
    "bounce-in-the-text": mail(subject=f"Re: {SUBJECT}", text="Your message could not be delivered."),
    "challenge": mail(subject=f"RE: {SUBJECT}", text="This account is protected by SpamArrest."),
    "ticket-system": mail(subject=f"[#4711] {SUBJECT}", text="Votre demande a été enregistrée."),
    "calendar-answer": mail(subject=f"Accepté : {SUBJECT}", text=""),
    "our-address": mail(sender="Nous <jobs@example.org>", files=FULL),
    "our-alias": mail(sender="Nous <recrutement@example.org>", files=FULL),
}


def test_automatic_mail_is_kept_and_never_answered(office: Office) -> None:
    office.configure({"jobs": office.mailbox(aliases=["Recrutement@example.org"], answer_unmatched=True)})
    for raw in AUTOMATIC.values():
        office.receive(raw)
    office.poll()
    found = dict(zip(AUTOMATIC, office.outcomes(), strict=True))
    assert found == dict.fromkeys(AUTOMATIC, "automatic")
    assert all(row["reason"] for row in office.messages())
    assert (office.applications(), office.letters) == ([], [])


def test_a_bounce_of_our_own_letter_is_automatic_and_leaves_the_dossier_alone(office: Office) -> None:
    office.apply()
    office.poll()
    before = office.application()
    office.receive(
        mail(
            sender="Mail Delivery System <MAILER-DAEMON@mx.example.net>",
            subject="Undelivered Mail Returned to Sender",
            in_reply_to=office.letters[0].mail["Message-ID"],
        )
    )
    office.poll()
    assert office.outcomes() == ["application", "automatic"]
    after = office.application()
    (told,) = after.pop("acknowledgements")
    (sent,) = before.pop("acknowledgements")
    assert after == before
    assert (told["state"], told["sent_at"]) == ("sent", sent["sent_at"])
    assert told["bounced_at"]
    assert not sent["bounced_at"]
    assert len(office.letters) == 1


def test_a_job_boards_mail_becomes_an_application_when_a_person_says_so(office: Office) -> None:
    office.receive(AUTOMATIC["job-board"])
    office.poll()
    ran = office.run("replay", "1", "--posting", "omp", "--json")
    assert ran.status == 0
    assert ran.json == {"messages": [{"id": 1, "outcome": "application", "application": "OMP-2026-0001"}]}
    found = office.application()
    assert (found["status"], found["posting"], found["messages"]) == ("complete", "omp", [1])
    assert office.outcomes() == ["application"]
    assert office.letters == []


def test_a_person_may_assign_an_unmatched_mail_who_is_then_answered(office: Office) -> None:
    office.apply(subject="Mon dossier")
    office.poll()
    office.run("replay", "1", "--posting", "omp")
    assert office.acknowledgements() == [("complete", "sent")]
    again = office.run("replay", "1", "--posting", "omp", "--json")
    assert again.status == 1
    assert "OMP-2026-0001" in again.err
    assert len(office.letters) == 1


def test_a_mended_subject_rule_and_a_replay_take_up_what_was_unmatched(office: Office) -> None:
    office.posting(subject="Une erreur de saisie")
    office.apply()
    office.poll()
    assert office.outcomes() == ["unmatched"]
    office.posting()
    assert office.run("replay", "1", "--json").json["messages"][0]["outcome"] == "application"
    assert office.acknowledgements() == [("complete", "sent")]


def test_unrelated_mail_is_never_answered(office: Office) -> None:
    office.receive(mail(subject=BILL))
    office.receive(mail(subject="Re: déjeuner de jeudi", files=[CV], message_id="<2@x>"))
    office.poll()
    assert office.outcomes() == ["unmatched", "unmatched"]
    assert office.letters == []


def test_answer_unmatched_tells_a_person_once_how_to_write(office: Office) -> None:
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    office.posting(deadline=None)
    office.posting("old", title="Poste pourvu", subject="Poste pourvu {name}", deadline="2026-05-01")
    raw = mail(subject="Ma candidature", files=FULL)
    office.receive(raw)
    office.receive(raw)
    office.poll()
    office.poll()
    (letter,) = office.letters
    assert letter.recipients == (SALMA,)
    assert SUBJECT in letter.text
    assert "Poste pourvu" not in letter.text
    assert office.outcomes() == ["unmatched", "duplicate"]
    assert office.applications() == []


def test_a_colleagues_forward_is_for_a_person_and_nobody_is_written_to(office: Office) -> None:
    forward = EmailMessage()
    forward["From"], forward["To"] = "Direction <direction@example.org>", "jobs@example.org"
    forward["Subject"], forward["Message-ID"] = f"TR: {SUBJECT}", "<fwd@example.org>"
    forward.set_content("Voir ci-joint.\n")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "Omar Alami <omar@example.com>", SUBJECT
    inner.set_content("Bonjour, voici ma candidature.\n")
    inner.add_attachment(CV[1], maintype="application", subtype="pdf", filename="CV.pdf")
    forward.add_attachment(inner)
    office.receive(forward.as_bytes())
    office.poll()
    found = office.application()
    assert found["candidate"] == {"name": "Omar Alami", "email": "omar@example.com"}
    assert (found["status"], [item["file"] for item in found["documents"]]) == ("review", ["CV.pdf"])
    assert (found["acknowledgements"], office.letters) == ([], [])


@pytest.mark.parametrize(
    ("results", "answered"),
    [
        ("mx.example.org; dmarc=pass header.from=example.com", True),
        ("mx.example.org; spf=pass smtp.mailfrom=example.com", True),
        ("mx.example.org; dmarc=fail header.from=example.com", False),
        ("mx.example.org; spf=pass smtp.mailfrom=evil.example.net", False),
        ("elsewhere.example.net; dmarc=pass header.from=example.com", False),
        (None, False),
    ],
)
def test_a_from_that_the_named_server_does_not_vouch_for_is_filed_and_not_answered(
    office: Office, results: str | None, answered: bool
) -> None:
    office.configure({"jobs": office.mailbox(authserv_id="mx.example.org")})
    office.apply(headers={"Authentication-Results": results} if results else {})
    office.poll()
    assert office.application()["status"] == "complete"
    assert len(office.letters) == answered


def test_without_an_authserv_id_no_authentication_is_asked_for(office: Office) -> None:
    office.apply(headers={"Authentication-Results": "mx.example.org; dmarc=fail header.from=example.com"})
    office.poll()
    assert len(office.letters) == 1


def test_the_answer_goes_to_from_alone_whatever_other_headers_say(office: Office) -> None:
    office.apply(
        headers={
            "Reply-To": "victim@example.net",
            "Cc": "other@example.net",
            "Sender": "third@example.net",
            "Disposition-Notification-To": "fourth@example.net",
        }
    )
    office.poll()
    (letter,) = office.letters
    assert letter.recipients == (SALMA,)
    assert letter.mail["To"] == SALMA
    assert [letter.mail[name] for name in ("Cc", "Bcc", "Reply-To")] == [None, None, None]


@pytest.mark.parametrize("sender", ["", "Salma <>", "a@example.com, b@example.com", "Salma Berrada"])
def test_a_mail_without_one_usable_sender_is_filed_and_not_answered(office: Office, sender: str) -> None:
    raw = mail(files=FULL, sender=None)
    office.receive(f"From: {sender}\r\n".encode() + raw)
    assert office.poll()["sent"] == 0
    found = office.application()
    assert (found["candidate"]["email"], found["status"]) == (None, "complete")
    assert found["acknowledgements"] == []


def test_a_wish_for_silence_is_kept_and_the_application_filed(office: Office) -> None:
    office.apply(headers={"X-Auto-Response-Suppress": "All"})
    office.poll()
    assert (office.application()["status"], office.letters) == ("complete", [])


def test_two_robots_cannot_be_kept_talking(office: Office) -> None:
    office.apply()
    office.poll()
    for round_ in range(4):
        letter = office.letters[-1].mail
        robot = mail(
            subject=f"Re: {letter['Subject']}",
            text="We have received your message and will come back to you.",
            in_reply_to=letter["Message-ID"],
            message_id=f"<robot-{round_}@example.com>",
        )
        office.receive(robot, IN_TIME + timedelta(minutes=round_))
        office.poll()
    assert len(office.letters) == 1
