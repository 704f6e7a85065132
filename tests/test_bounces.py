"""Letters that come back: each delivery report is tied to the letter it speaks of, and people are told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from builders.mails import mail
from builders.reports import FAILURES, Lost, delayed, exim, gmail, postfix, unlike, words_alone
from rigs.office import CV, IN_TIME, SALMA, Office
from rigs.smtp import Sink

from intake.domain.bounce import cause, codes, said, sentence
from intake.domain.model import BounceReport
from intake.services.poll import poll

HOUR = timedelta(hours=1)
BACK = IN_TIME + HOUR  # when a report comes back
SENT = datetime(2026, 5, 3, 15, 0, tzinfo=UTC)


def answered(office: Office, **changes: Any) -> Lost:
    """Let Salma apply and be answered; return her letter, which does not arrive."""
    office.apply(**changes)
    office.poll()
    return Lost(raw=office.sink.mails[-1].raw)


def come_back(office: Office, raw: bytes, when: datetime = BACK) -> dict[str, Any]:
    """Let a mail arrive and be taken in; return its row."""
    office.receive(raw, when)
    office.poll()
    return office.messages()[-1]


def letter(office: Office) -> dict[str, Any]:
    """The only letter to the only application, as `applications --json` tells it."""
    (only,) = office.application()["acknowledgements"]
    assert isinstance(only, dict)
    return only


def rows(office: Office, table: str) -> list[dict[str, Any]]:
    """A table of the office's database, in the order of its ids."""
    return [dict(row._mapping) for row in office.sql(f"SELECT * FROM {table} ORDER BY id")]


def ends(office: Office) -> list[str]:
    """What the audit log says of letters."""
    return [row["action"] for row in rows(office, "audit") if row["letter_id"]]


# --- tied --------------------------------------------------------------------


def test_a_report_of_every_make_is_tied_to_its_letter_and_never_answered(office: Office) -> None:
    for make in FAILURES:
        office.apply(sender=f"{make}@example.com")
    office.poll()
    for taken in list(office.sink.mails):
        address = taken.recipients[0]
        lost = Lost(raw=taken.raw, address=address, said=f"550 5.1.1 <{address}>: user unknown")
        office.receive(FAILURES[address.partition("@")[0]](lost), BACK)
    office.poll()
    reports = {row["application"]: row for row in office.messages()[len(FAILURES) :]}
    assert {row["outcome"] for row in reports.values()} == {"automatic"}
    told = {}
    for row in office.applications():
        (letter,) = row["acknowledgements"]
        reason = reports[row["reference"]]["reason"]
        expected = (
            f"delivery report on the letter of {row['reference']}: the answer did not reach the candidate ("
        )
        assert (reason[: len(expected)], letter["state"]) == (expected, "sent")
        assert datetime.fromisoformat(letter["bounced_at"]) == BACK
        told[row["candidate"]["email"].partition("@")[0]] = codes(letter["bounce"])
    assert told == dict.fromkeys(FAILURES, "550 5.1.1")
    assert len(office.letters) == len(FAILURES)


def test_a_report_is_no_part_of_the_dossier(office: Office) -> None:
    lost = answered(office)
    before = office.application()
    come_back(office, postfix(lost))
    after = office.application()
    assert {**after, "acknowledgements": None} == {**before, "acknowledgements": None}
    assert (after["status"], after["messages"]) == ("complete", [1])


def test_a_delay_is_noted_and_is_no_bounce(office: Office) -> None:
    lost = answered(office)
    row = come_back(office, delayed(lost))
    assert row["reason"].startswith(
        "delivery report on the letter of OMP-2026-0001: the answer is delayed (4.4.1 connect to"
    )
    assert letter(office)["bounced_at"] is None
    later = come_back(office, postfix(lost), BACK + HOUR)
    assert "did not reach" in later["reason"]
    assert datetime.fromisoformat(letter(office)["bounced_at"]) == BACK + HOUR


def test_of_several_reports_the_first_that_is_final_counts(office: Office) -> None:
    lost = answered(office)
    come_back(office, postfix(lost))
    first = letter(office)
    second = come_back(
        office, exim(replace(lost, status="5.2.2", said="552 5.2.2 mailbox full")), BACK + HOUR
    )
    assert "552 5.2.2" in second["reason"]
    assert letter(office) == first
    assert ends(office) == ["letter sent", "letter bounced"]


def test_a_report_is_tied_to_the_letter_that_came_back_and_not_to_the_one_before(office: Office) -> None:
    first = answered(office, files=[CV]).of("Message-ID").encode()
    office.apply(subject="Re: [OMP-2026-0001] suite", when=BACK)
    office.poll()
    report = gmail(Lost(raw=office.sink.mails[-1].raw))
    come_back(office, report.replace(b"References: ", b"References: " + first + b" ", 1), BACK + HOUR)
    letters = office.application()["acknowledgements"]
    assert [(each["kind"], each["bounced_at"] is not None) for each in letters] == [
        ("incomplete", False), ("complete", True),
    ]  # fmt: skip


class Overtaken(Sink):
    """An SMTP server that has had its report on a letter taken in before it answers the final dot."""

    def __init__(self, meanwhile: Callable[[bytes], object]) -> None:
        super().__init__()
        self.meanwhile = meanwhile

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        """Take the mail, then let the report arrive."""
        taken = await super().handle_DATA(server, session, envelope)
        await asyncio.to_thread(self.meanwhile, self.mails[-1].raw)
        return taken


def test_a_report_that_overtakes_the_servers_answer_is_tied_all_the_same(office: Office) -> None:
    states = []

    def meanwhile(raw: bytes) -> None:
        office.receive(postfix(Lost(raw=raw)), BACK)
        with office.desk(lambda: datetime.now(UTC)) as desk:
            poll(desk, desk.settings.mailboxes["jobs"])
        states.append(rows(office, "letter")[0]["state"])

    office.apply()
    with Overtaken(meanwhile) as office.sink:
        office.configure()
        office.poll()
    assert states == ["sending"]
    assert (letter(office)["state"], letter(office)["bounced_at"] is not None) == ("sent", True)


def test_a_report_proves_that_an_unknown_letter_had_been_handed_over(office: Office) -> None:
    office.sink.plan("DOT", "drop")
    office.apply()
    office.poll(status=1)
    row = come_back(office, postfix(Lost(raw=office.sink.mails[-1].raw)))
    assert "so it had been handed over" in row["reason"]
    assert (letter(office)["state"], letter(office)["bounced_at"] is not None) == ("unknown", True)


def test_a_letter_to_somebody_of_no_posting_is_tied_too(office: Office) -> None:
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    lost = answered(office, subject="Une candidature spontanée")
    row = come_back(office, postfix(lost))
    assert row["reason"].startswith(
        "delivery report on letter 1: the answer did not reach the mail's sender (550 5.1.1"
    )
    assert row["application"] is None
    assert rows(office, "letter")[0]["bounced_by"] == row["id"]


def test_what_bounced_can_be_written_to_again(office: Office) -> None:
    """Addresses recover: a later mail of the same person is answered as ever."""
    lost = answered(office, files=[CV])
    come_back(office, postfix(lost))
    office.apply(subject="Re: [OMP-2026-0001] suite", when=BACK + HOUR)
    office.poll()
    assert [each.recipients for each in office.letters] == [(SALMA,), (SALMA,)]
    assert [each["bounced_at"] is None for each in office.application()["acknowledgements"]] == [False, True]


# --- not tied ----------------------------------------------------------------


def other_reference(lost: Lost) -> bytes:
    return words_alone(lost).replace(b"OMP-2026-0001", b"OMP-2026-0002")


def other_address(lost: Lost) -> bytes:
    return words_alone(replace(lost, address="amine@example.com", said="550 5.1.1 no such user"))


def guessed_id(lost: Lost) -> bytes:
    own = lost.of("Message-ID").encode()
    return postfix(lost).replace(own, b"<0123456789abcdef0123456789abcdef.intake@example.org>")


def somebody_elses(lost: Lost) -> bytes:
    return postfix(unlike(lost))


def a_persons_words(lost: Lost) -> bytes:
    text = f"Bonjour,\n\nJ'ai reçu un avis de non-remise pour {lost.of('Message-ID')}. Que faire ?\n"
    return mail(sender="Amine <amine@example.com>", subject="Question", text=text)


FORGED = (other_reference, other_address, guessed_id, somebody_elses, a_persons_words)


def test_what_is_no_proof_changes_no_letter(office: Office) -> None:
    lost = answered(office)
    before = letter(office)
    for write in FORGED:
        office.receive(write(lost), BACK)
    office.poll()
    rows = office.messages()[1:]
    assert [(row["application"], "delivery report on" in row["reason"]) for row in rows] == [
        (None, False)
    ] * len(FORGED)
    assert before["bounced_at"] is None
    assert letter(office) == before
    assert len(office.letters) == 1


def test_words_are_no_proof_before_a_letter_went_out(office: Office) -> None:
    """Who knows the reference and the address, and forges a report while the letter still waits."""
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    office.apply()
    office.poll()
    forged = Lost(raw=mail(subject="x", text="Votre candidature OMP-2026-0001\n"))
    come_back(office, words_alone(forged))
    assert letter(office)["bounced_at"] is None


def test_a_reply_to_a_report_is_not_taken_into_the_dossier(office: Office) -> None:
    lost = answered(office)
    report = postfix(lost).replace(b"MIME-Version", b"Message-ID: <report@mx.example.net>\r\nMIME-Version", 1)
    come_back(office, report)
    question = mail(
        sender="Amine <amine@example.net>",
        subject="Re: Undelivered Mail",
        text="Pourquoi ce message ?\n",
        in_reply_to="<report@mx.example.net>",
    )
    assert come_back(office, question, BACK + HOUR)["outcome"] == "unmatched"


def test_a_report_is_neither_flagged_nor_moved(office: Office) -> None:
    office.configure({"jobs": office.mailbox(processed="flag")})
    lost = answered(office)
    come_back(office, postfix(lost))
    assert [row["marked"] for row in rows(office, "message")] == [1, 0]


# --- replayed ----------------------------------------------------------------


def test_a_replayed_report_is_tied_again_and_changes_nothing(office: Office) -> None:
    lost = answered(office)
    come_back(office, postfix(lost))
    before = office.messages(), office.applications(), rows(office, "letter")
    said = office.run("replay", "2", "--json").json
    assert said["messages"] == [{"id": 2, "outcome": "automatic", "application": "OMP-2026-0001"}]
    assert (office.messages(), office.applications(), rows(office, "letter")) == before
    assert ends(office) == ["letter sent", "letter bounced"]


def test_what_a_person_makes_an_application_is_no_report_any_more(office: Office) -> None:
    lost = answered(office)
    come_back(office, postfix(lost))
    assert letter(office)["bounced_at"]
    (done,) = office.run("replay", "2", "--posting", "omp", "--json").json["messages"]
    assert (done["outcome"], done["application"]) == ("application", "OMP-2026-0002")
    assert rows(office, "letter")[0]["bounced_at"] is None


def test_a_further_copy_of_a_report_is_a_duplicate(office: Office) -> None:
    lost = answered(office)
    come_back(office, postfix(lost))
    row = come_back(office, postfix(lost))
    assert (row["outcome"], row["application"]) == ("duplicate", "OMP-2026-0001")
    assert ends(office) == ["letter sent", "letter bounced"]


# --- told --------------------------------------------------------------------


def digest_at(office: Office, day: str) -> list[str]:
    """What the digest of a day says is to be put right."""
    (only,) = office.run("digest", "--date", day, "--dry-run", "--json").json["digests"]
    troubles: list[str] = [each.replace("\u00a0", " ") for each in only["troubles"]]
    return [each for each in troubles if "OMP-2026" in each or "message" in each]


SAID = {
    "fr": "OMP-2026-0001 : la réponse du {day} n’est pas parvenue à la personne candidate"
    " (l’adresse n’existe pas : 550 5.1.1). Joignez-la par un autre moyen.",
    "en": "OMP-2026-0001: the answer of {day} did not reach the candidate"
    " (the address does not exist: 550 5.1.1). Reach them another way.",
    "ar": "OMP-2026-0001: لم يصل رد {day} إلى المترشح (العنوان غير موجود: 550 5.1.1)."
    " يرجى التواصل معه بطريقة أخرى.",
}


@pytest.mark.parametrize("language", SAID)
def test_the_recruiter_is_told_once_in_the_digest_and_in_its_language(office: Office, language: str) -> None:
    office.posting(language=language)
    lost = answered(office)
    came = come_back(office, postfix(lost))
    day = datetime.fromisoformat(came["received_at"]).date() + timedelta(days=1)
    (told,) = digest_at(office, day.isoformat())
    start, end = SAID[language].split("{day}")
    assert told.startswith(start)
    assert told.endswith(end)
    assert digest_at(office, (day - timedelta(days=1)).isoformat()) == []
    ran = office.run("digest", "--date", day.isoformat(), "--dry-run")
    assert end.partition("(")[2].partition(")")[0] in " ".join(ran.out.split())


def test_the_tables_say_bounced(office: Office) -> None:
    lost = answered(office)
    come_back(office, postfix(lost))
    assert "complete bounced" in office.run("applications").out
    assert "complete" in office.application()["status"]
    assert office.application()["reason"] not in office.run("outbox").out


def test_a_digest_that_comes_back_is_an_alarm_to_the_admins(office: Office) -> None:
    office.apply()
    office.poll()
    office.run("digest", "--date", "2026-05-04")
    lost = Lost(raw=office.sink.mails[-1].raw, address="direction@example.org")
    row = come_back(office, postfix(lost), datetime.now(UTC))
    assert row["reason"].startswith(
        "delivery report on our digest (letter 2): it did not reach its reader (550"
    )
    alarm = office.letters[-1]
    assert alarm.recipients == ("admin@example.org",)
    assert "1 digest(s) or alarm(s) of mailbox jobs came back, or were refused." in alarm.text


def test_no_log_line_names_whom_a_report_speaks_of(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    lost = answered(office)
    office.receive(postfix(lost), BACK)
    with caplog.at_level("DEBUG", logger="intake"), office.desk(lambda: datetime.now(UTC)) as desk:
        poll(desk, desk.settings.mailboxes["jobs"])
    assert "reports on letter id=1" in caplog.text
    assert SALMA not in caplog.text


# --- in words ----------------------------------------------------------------


def report(status: str | None, diagnostic: str | None) -> BounceReport:
    return BounceReport(original_ids=(), recipients=(), permanent=True, status=status, diagnostic=diagnostic)


@pytest.mark.parametrize(
    ("status", "diagnostic", "text"),
    [
        ("5.1.1", "550 5.1.1 user unknown", "550 5.1.1 user unknown"),
        ("5.1.1", "user unknown", "5.1.1 user unknown"),
        ("5.1.1", None, "5.1.1"),
        (None, "mailbox full", "mailbox full"),
        (None, None, ""),
    ],
)
def test_a_report_is_quoted_with_its_status(status: str | None, diagnostic: str | None, text: str) -> None:
    assert said(report(status, diagnostic)) == text


@pytest.mark.parametrize(
    ("text", "shown", "why"),
    [
        ("550 5.1.1 <a@b.example>: user unknown", "550 5.1.1", "address"),
        ("5.1.10 null MX", "5.1.10", "domain"),
        ("550-5.1.2 no such host", "550 5.1.2", "domain"),
        ("smtp; 452 4.2.2 over quota", "452 4.2.2", "full"),
        ("550 5.2.1 disabled", "550 5.2.1", "closed"),
        ("4.4.7 message expired", "4.4.7", "unreachable"),
        ("554 5.7.1 blocked, see http://198.51.100.7/5.1.1", "554 5.7.1", "refused"),
        ("552 too large", "552", None),
        ("5.5.0 syntax", "5.5.0", None),
        ("host 5.1.1.9 said no at 550.org", "", None),
        ("", "", None),
    ],
)
def test_a_recruiter_is_told_the_codes_and_what_they_mean(text: str, shown: str, why: str | None) -> None:
    assert (codes(text), cause(text)) == (shown, why)


def test_nothing_that_a_stranger_wrote_reaches_the_recruiter() -> None:
    forged = "550 5.1.1 call +33 1 23 45 or see http://evil.example"
    told = sentence(forged, "en", reference="OMP-2026-0001", sent=SENT, zone="Africa/Casablanca")
    assert told == (
        "OMP-2026-0001: the answer of 3 May did not reach the candidate"
        " (the address does not exist: 550\u00a05.1.1). Reach them another way."
    )


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_an_answer_to_a_mail_of_no_posting_is_told_as_such_and_without_a_reason(language: Any) -> None:
    told = sentence("", language, reference=None, sent=SENT, zone="UTC")
    assert told.endswith(".")
    assert "None" not in told
    assert "(" not in told


def test_neither_a_report_nor_its_copy_is_flagged(office: Office) -> None:
    office.configure(mailboxes={"jobs": office.mailbox(processed="flag")})
    report = postfix(answered(office))
    office.receive(report, BACK)
    come_back(office, report)
    assert office.outcomes() == ["application", "automatic", "duplicate"]
    with office.dovecot.client(office.user) as client:
        client.select_folder("INBOX", readonly=True)
        flags = client.get_flags([1, 2, 3])
    assert [b"$Intake" in flags[uid] for uid in (1, 2, 3)] == [True, False, False]
