"""What a delivery report tells of the mail that did not arrive, from each form that servers give it."""

from __future__ import annotations

import pytest
from builders.mails import RECEIVED, mail

from intake.adapters.mime import parse
from intake.domain.model import BounceReport

SALMA = "salma@example.com"
OURS = "<letter-1@example.org>"
HEAD = (
    "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example.net\r\nTo: jobs@example.org\r\n"
    "Subject: Undeliverable: Candidature\r\nMessage-ID: <report@mx.example.net>\r\n"
)
RETURNED = f"From: jobs@example.org\r\nMessage-ID: {OURS}\r\nSubject: Candidature\r\n"


def report(*parts: tuple[str, str], head: str = HEAD) -> bytes:
    """A multipart/report (RFC 6522) of those parts: content type, content."""
    body = "".join(f"--=b\r\nContent-Type: {kind}\r\n\r\n{content}\r\n" for kind, content in parts)
    return f'{head}Content-Type: multipart/report; boundary="=b"\r\n\r\n{body}--=b--\r\n'.encode()


def status(*recipients: str, about: str = "Reporting-MTA: dns; mx.example.net") -> tuple[str, str]:
    """A delivery-status part (RFC 3464): a block on the mail, one on each recipient."""
    return "message/delivery-status", "\r\n\r\n".join((about, *recipients)) + "\r\n"


FAILED = (
    f"Final-Recipient: rfc822; {SALMA}\r\nAction: failed\r\nStatus: 5.1.1 (unknown)\r\n"
    "Diagnostic-Code: smtp; 550 5.1.1 No such user\r\n here, sorry\r\n"
)
DELAYED = f"Final-Recipient: rfc822;{SALMA}\r\nAction: delayed\r\nStatus: 4.4.1\r\n"


def read(raw: bytes) -> BounceReport:
    found = parse(raw, RECEIVED).bounce
    assert found is not None
    return found


def test_a_report_by_the_standard_tells_everything() -> None:
    """RFC 3464, with the whole mail that came back."""
    assert read(report(status(FAILED), ("message/rfc822", f"{RETURNED}\r\nBonjour"))) == BounceReport(
        original_ids=(OURS,),
        recipients=(SALMA,),
        permanent=True,
        status="5.1.1",
        diagnostic="550 5.1.1 No such user here, sorry",
    )


@pytest.mark.parametrize(
    ("recipient", "permanent", "code"),
    [
        (FAILED, True, "5.1.1"),
        (DELAYED, False, "4.4.1"),
        (f"{DELAYED}\r\n{FAILED}", True, "4.4.1"),
        (FAILED.replace("failed", "Failed (bad address)"), True, "5.1.1"),
        (FAILED.replace("failed", "error"), True, "5.1.1"),
        (FAILED.replace("5.1.1 (unknown)", "unknown"), True, None),
        (FAILED.replace("Action: failed\r\n", ""), True, "5.1.1"),
        (DELAYED.replace("Action: delayed\r\n", ""), False, "4.4.1"),
    ],
)
def test_action_and_status_tell_whether_it_is_final(
    recipient: str, permanent: bool, code: str | None
) -> None:
    found = read(report(status(recipient)))
    assert (found.permanent, found.status) == (permanent, code)


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_of_success_is_automatic_and_no_bounce(action: str) -> None:
    message = parse(report(status(FAILED.replace("failed", action))), RECEIVED)
    assert (message.bounce, message.report) == (None, True)


@pytest.mark.parametrize(
    "raw",
    [
        report(status(FAILED), ("message/rfc822", f"{RETURNED}\r\nBonjour")),
        report(status(FAILED), ("text/rfc822-headers", RETURNED)),
        report(status(FAILED), ("message/rfc822-headers", RETURNED)),
        report(status(FAILED), ("text/plain", f"--- Returned ---\r\n\r\n> {RETURNED}")),
        report(status(FAILED, about=f"X-Original-Message-ID: {OURS}")),
        report(status(f"{FAILED}Original-Message-ID: {OURS}")),
        report(status(FAILED), head=f"{HEAD}In-Reply-To: {OURS}\r\n"),
        report(status(FAILED), head=f"{HEAD}References: {OURS}\r\n"),
        f"{HEAD}X-Failed-Recipients: {SALMA}\r\n\r\nUser unknown\r\n\r\n{RETURNED}\r\nBonjour".encode(),
        f"{HEAD}\r\nYour message could not be delivered to {SALMA}.\r\n\r\n{RETURNED}".encode(),
    ],
    ids=[
        "whole mail", "headers", "headers as message", "quoted", "Exim's field", "Dovecot's field",
        "In-Reply-To", "References", "X-Failed-Recipients", "free text",
    ],
)  # fmt: skip
def test_the_letter_that_came_back_is_named(raw: bytes) -> None:
    found = read(raw)
    assert (found.original_ids, found.permanent) == ((OURS,), True)


def test_the_surest_source_comes_first_and_the_reports_own_id_is_not_named() -> None:
    head = f"{HEAD}References: <first@example.net> <report@mx.example.net> <last@example.net>\r\n"
    found = read(report(status(FAILED), ("text/rfc822-headers", RETURNED), head=head))
    assert found.original_ids == (OURS, "<last@example.net>", "<first@example.net>")


@pytest.mark.parametrize(
    ("recipient", "named"),
    [
        (FAILED, (SALMA,)),
        (FAILED.replace(SALMA, "<Salma@Example.com>"), (SALMA,)),
        (
            f"Original-Recipient: rfc822;{SALMA}\r\n{FAILED.replace(SALMA, 'x@mx.example')}",
            (SALMA, "x@mx.example"),
        ),
        (f"{FAILED}\r\n{FAILED.replace(SALMA, 'omar@example.com')}", (SALMA, "omar@example.com")),
        (FAILED.replace(f"rfc822; {SALMA}", "x400; none"), ()),
    ],
)
def test_the_recipients_are_those_of_the_report(recipient: str, named: tuple[str, ...]) -> None:
    assert read(report(status(recipient))).recipients == named


@pytest.mark.parametrize(
    ("text", "permanent", "code", "diagnostic"),
    [
        (
            f"Hi. This is the qmail-send program at mx.\n<{SALMA}>:\n550 5.1.1 No such user (#5.1.1)\n",
            True,
            "5.1.1",
            "550 5.1.1 No such user (#5.1.1)",
        ),
        (f"Your message to {SALMA} has been delayed. 451 4.4.1 Timeout", False, "4.4.1", None),
        (
            f"Warning: your message to {SALMA} has not yet been delivered. We will keep trying.",
            False,
            None,
            None,
        ),
        (f"Votre message n'a pas pu être remis à {SALMA}.", True, None, None),
        ("Mail delivery failed. Server version 4.87.1 says no", True, None, None),
    ],
)
def test_free_text_is_read_as_far_as_it_goes(
    text: str, permanent: bool, code: str | None, diagnostic: str | None
) -> None:
    found = read(f"{HEAD}\r\n{text}".encode())
    assert (found.permanent, found.status) == (permanent, code)
    assert diagnostic in (None, found.diagnostic)


def test_a_diagnostic_is_one_short_line_without_controls() -> None:
    """It is shown to recruiters."""
    said = FAILED.replace("No such user", "No\x1b[31m \u202euser\x07 " + "y" * 900)
    found = read(report(status(said))).diagnostic or ""
    assert found.startswith("550 5.1.1 No[31m user yyy")
    assert 190 < len(found) <= 200


def test_the_facts_of_a_hostile_report_are_bounded() -> None:
    many = "\r\n".join(FAILED.replace(SALMA, f"x{number}@example.com") for number in range(400))
    ids = "\n".join(f"Message-ID: <{number}@example.net>" for number in range(2_000))
    found = read(report(status(many), ("text/plain", ids)))
    assert (len(found.recipients), len(found.original_ids)) == (50, 20)


def test_a_persons_forward_of_a_bounce_is_no_bounce() -> None:
    """The report lies inside the mail, and is not the mail."""
    text = "Voyez ci-dessous, avez-vous mon dossier ?"
    raw = mail(text=text, files=[("retour.eml", report(status(FAILED)))])
    assert parse(raw, RECEIVED).bounce is None


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", ["\n ", "> ", "a", "a@", "a: \n ", "550 ", "5.", "Message-ID: <", "Message-ID:\n", "your mail "]
)
def test_the_work_is_bounded_for_a_hostile_report(piece: str) -> None:
    """Whatever fills the text and the status of a report."""
    long = piece * (300_000 // len(piece))
    assert read(report(status(f"{FAILED}{long}"), ("text/plain", long))).recipients
