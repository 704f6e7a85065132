"""What people see of the outbox and let go; and what a candidate hears whose dossier others changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from builders.reports import Lost, postfix
from rigs.office import CV, IN_TIME, LETTER, REFERENCES, SALMA, SUBJECT, Office, Ran

from intake.domain.pace import GIVE_UP
from intake.given import account

COLUMNS = [
    "id", "kind", "mailbox", "application", "recipient", "language", "state", "created_at", "due_at",
    "attempts", "note", "message_id", "bounced_at",
]  # fmt: skip
OLD = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)  # before the mailbox's `since`
HOUR = timedelta(hours=1)
PASSED = "Ce délai est passé"


def outbox(office: Office, *words: str) -> list[dict[str, Any]]:
    """What `intake outbox` says."""
    ran = office.run("outbox", "--json", *words)
    assert ran.status == 0
    rows: list[dict[str, Any]] = ran.json
    return rows


def states(office: Office, *words: str) -> dict[int, str]:
    """The state of each letter that it lists."""
    return {row["id"]: row["state"] for row in outbox(office, *words)}


def release(office: Office, *ids: int, status: int = 0) -> Ran:
    """Run `intake release`; its exit status is checked."""
    ran = office.run("release", *ids, "--json")
    assert ran.status == status, ran.err
    return ran


def refused(office: Office, *ids: int) -> str:
    """Run `intake release` on letters that may not go out; return why. Nothing is changed."""
    before, sent = outbox(office, "--all"), len(office.letters)
    ran = release(office, *ids, status=1)
    assert (outbox(office, "--all"), len(office.letters)) == (before, sent)
    said: dict[str, str] = ran.json
    return f"{said['error']} {said['remedy']}".strip()


def failed(office: Office, **changes: Any) -> None:
    """Let somebody apply whose answer is refused for good."""
    office.sink.plan("RCPT", "550 5.1.1 no such user")
    office.apply(**changes)
    office.poll(status=1)


def unknown(office: Office, **changes: Any) -> None:
    """Let somebody apply whose answer is taken, and the server's answer lost."""
    office.sink.plan("DOT", "drop")
    office.apply(**changes)
    office.poll(status=1)


def change(office: Office, statement: str) -> None:
    """Change the office's database behind our back."""
    office.sql(statement)


def audited(office: Office) -> list[tuple[str, int | None, str | None, str]]:
    """The audit log's lines on letters: action, letter, application and actor."""
    found = office.sql("SELECT action, letter_id, application, actor FROM audit ORDER BY id")
    return [tuple(row) for row in found if row[1]]


def forward(*files: tuple[str, bytes]) -> bytes:
    """Write a colleague's forward of a mail of Salma's with these files."""
    outer = EmailMessage()
    outer["From"], outer["To"] = "Direction <direction@example.org>", "jobs@example.org"
    outer["Subject"], outer["Message-ID"] = f"TR: {SUBJECT}", "<forward@example.org>"
    outer.set_content("Voir ci-joint.\n")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = f"Salma Berrada <{SALMA}>", SUBJECT
    inner.set_content("Bonjour, voici la suite de ma candidature.\n")
    for name, payload in files:
        inner.add_attachment(payload, maintype="application", subtype="pdf", filename=name)
    outer.add_attachment(inner)
    return outer.as_bytes()


# --- listed ------------------------------------------------------------------


def test_every_letter_that_has_not_surely_arrived_is_listed_with_the_reason(office: Office) -> None:
    office.apply(sender="sent@example.com")
    office.apply(sender="bounced@example.com")
    office.poll()
    office.receive(postfix(Lost(raw=office.sink.mails[1].raw, address="bounced@example.com")))
    office.apply(sender="held@example.com", when=OLD)
    failed(office, sender="failed@example.com")
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    office.apply(sender="waiting@example.com")
    office.poll()
    unknown(office, sender="unknown@example.com")
    listed = {row["recipient"].partition("@")[0]: row for row in outbox(office)}
    assert {name: (row["state"], row["bounced_at"] is not None) for name, row in listed.items()} == {
        "bounced": ("sent", True),
        "held": ("held", False),
        "failed": ("failed", False),
        "waiting": ("pending", False),
        "unknown": ("unknown", False),
    }
    assert all(list(row) == COLUMNS for row in listed.values())
    notes = {name: row["note"] for name, row in listed.items()}
    assert notes.pop("bounced").startswith("550 5.1.1")
    assert notes.pop("unknown").startswith("the answer to the whole letter was lost")
    assert {name: note.partition(" try")[0] for name, note in notes.items()} == {
        "held": "the mail is older than the mailbox's 'since'",
        "failed": "550 5.1.1 no such user",
        "waiting": "451 4.7.1",
    }
    waiting = listed["waiting"]
    assert (waiting["attempts"], waiting["due_at"] > waiting["created_at"]) == (1, True)
    assert [row["due_at"] for name, row in listed.items() if name != "waiting"] == [None] * 4
    assert "sent" in [row["recipient"].partition("@")[0] for row in outbox(office, "--all")]
    table = office.run("outbox").out
    assert [
        word in table for word in ("bounced", "held", "failed", "unknown", "pending", "OMP-2026-0003")
    ] == [True] * 6
    assert "sent@example.com" not in table


def test_a_letter_that_a_cap_holds_back_is_listed_with_the_cap(office: Office) -> None:
    office.configure(limits={"address": "1/day"})
    office.apply([CV])
    office.poll()
    office.apply([LETTER], subject="Re: [OMP-2026-0001] suite", when=IN_TIME + HOUR)
    office.poll()
    (row,) = outbox(office)
    assert (row["state"], row["note"].startswith("held back by a cap of 'limits'")) == ("pending", True)


def test_an_smtp_server_that_is_down_loses_no_letter_and_is_named(office: Office) -> None:
    office.configure({"jobs": office.mailbox(smtp={"port": 1})})
    office.apply()
    office.poll(status=1)
    (row,) = outbox(office)
    assert (row["state"], row["attempts"]) == ("pending", 1)
    assert "127.0.0.1" in row["note"]


def test_all_lists_superseded_letters_too_and_nothing_is_listed_without_need(office: Office) -> None:
    assert "No letter waits" in office.run("outbox").out
    office.configure(quiet="1h")
    office.apply([CV])
    office.poll()
    office.apply([LETTER, REFERENCES], subject="Re: [OMP-2026-0001] suite", when=IN_TIME + HOUR)
    office.poll()
    assert outbox(office) == []
    assert states(office, "--all") == {1: "superseded", 2: "sent"}


def test_a_migrated_mailbox_sends_nothing_by_itself_and_lists_what_it_held(office: Office) -> None:
    """Moved to another server, every old mail looks new (without `since`: older than seven days)."""
    office.configure({"jobs": office.mailbox(since=None)})
    for number in range(30):
        office.apply(sender=f"{number}@example.com", when=IN_TIME + number * timedelta(minutes=1))
    assert office.poll()["pending"] == 0
    assert office.letters == []
    assert list(states(office).values()) == ["held"] * 30
    release(office, 3)
    assert [letter.recipients for letter in office.letters] == [("2@example.com",)]


# --- released ----------------------------------------------------------------


@pytest.mark.parametrize("trouble", [failed, None], ids=["failed", "held"])
def test_a_released_letter_goes_out_at_once_and_it_is_written_down_who_said_so(
    office: Office, trouble: Any
) -> None:
    if trouble:
        trouble(office)
    else:
        office.apply(when=OLD)
        office.poll()
    (row,) = release(office, 1).json
    assert (row["state"], row["attempts"]) == ("sent", 1)
    (letter,) = office.letters
    assert letter.mail["Message-ID"] == row["message_id"]
    assert letter.mail["In-Reply-To"] == office.messages()[0]["message_id"]
    ends = [("letter failed", 1, "OMP-2026-0001", "intake")] if trouble else []
    assert audited(office) == [
        *ends,
        ("letter released", 1, "OMP-2026-0001", account()),
        ("letter sent", 1, "OMP-2026-0001", "intake"),
    ]
    assert "a person released the letter" in office.messages()[0]["reason"]
    assert outbox(office) == []


def test_an_unknown_letter_goes_out_with_the_same_bytes(office: Office) -> None:
    unknown(office)
    assert release(office, 1).json[0]["state"] == "sent"
    first, second = office.sink.mails
    assert first.raw == second.raw
    assert [action for action, *_ in audited(office)] == ["letter unknown", "letter released", "letter sent"]


def test_a_letter_whose_sender_died_is_unknown_and_that_is_written_down(office: Office) -> None:
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    office.apply()
    office.poll()
    change(office, "UPDATE letter SET state = 'sending', claimed_by = 'a worker that is gone'")
    office.poll(status=1)
    assert states(office) == {1: "unknown"}
    assert audited(office) == [("letter unknown", 1, "OMP-2026-0001", "intake")]


def test_a_released_letter_that_is_put_off_has_its_five_days_again(office: Office) -> None:
    failed(office)
    change(office, f"UPDATE letter SET created_at = '{datetime.now(UTC) - 2 * GIVE_UP:%Y-%m-%d %H:%M:%S}'")
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    (row,) = release(office, 1).json
    assert (row["state"], row["attempts"], row["note"]) == ("pending", 1, "451 4.7.1 try again later")


def test_a_released_letter_that_fails_again_needs_a_person_again(office: Office) -> None:
    failed(office)
    office.sink.plan("RCPT", "550 5.1.1 still no such user")
    assert release(office, 1, status=1).json[0]["state"] == "failed"


def test_a_cap_holds_for_a_released_letter_too(office: Office) -> None:
    office.configure(limits={"overall": "1/hour"})
    office.apply(sender="amine@example.com")
    office.apply(when=OLD)
    office.poll()
    (row,) = release(office, 2).json
    assert (row["state"], row["note"].startswith("held back by a cap")) == ("pending", True)
    assert [letter.recipients for letter in office.letters] == [("amine@example.com",)]


def test_what_is_released_says_what_is_true_by_then(office: Office) -> None:
    """Held as incomplete; a colleague's forward completed it; the deadline is over."""
    office.apply([CV], when=OLD)
    office.poll()
    assert outbox(office)[0]["kind"] == "incomplete"
    office.apply([CV], sender="amine@example.com", when=OLD)
    office.receive(forward(LETTER, REFERENCES), OLD + HOUR)
    office.poll()
    rows = {row["recipient"]: row for row in release(office, 1, 2).json}
    assert (rows[SALMA]["kind"], rows["amine@example.com"]["kind"]) == ("review", "incomplete")
    told = {letter.recipients[0]: letter.text for letter in office.letters}
    assert "Il manque" not in told[SALMA]
    assert "Lettre.pdf" in told[SALMA]
    assert PASSED in told["amine@example.com"]


def test_a_later_letter_makes_an_earlier_one_out_of_date(office: Office) -> None:
    office.apply([CV], when=OLD)
    office.poll()
    office.apply([LETTER, REFERENCES], subject="Re: [OMP-2026-0001] suite", when=OLD + HOUR)
    office.poll()
    assert refused(office, 1) == (
        "Letter 1 is out of date: letter 2 to OMP-2026-0001 was written after it."
        " See what became of letter 2; 'intake release 2' sends it if it has not gone out."
    )
    assert release(office, 2).json[0]["state"] == "sent"


def test_an_unknown_letter_that_is_true_no_more_is_a_persons_to_write(office: Office) -> None:
    unknown(office, files=[CV])
    office.receive(forward(LETTER, REFERENCES), IN_TIME + HOUR)
    office.poll()
    assert refused(office, 1) == (
        "Letter 1 says 'incomplete', and OMP-2026-0001 is 'review' now."
        " It may have arrived, so it is not written anew: write to the candidate yourself."
    )


def test_letters_that_need_no_release_are_refused_and_all_or_none_go(office: Office) -> None:
    office.apply()
    office.apply(sender="amine@example.com", when=OLD)
    office.sink.plan("RCPT", "250 fine", "451 4.7.1 try again later")
    office.apply(sender="omar@example.com")
    office.poll()
    by_state = {state: number for number, state in states(office, "--all").items()}
    assert refused(office, by_state["held"], by_state["sent"]).endswith("was sent: no letter is sent twice.")
    assert refused(office, by_state["pending"]).endswith("goes out by itself when it is due.")
    assert refused(office, 99) == "There is no letter 99. See 'intake outbox --all' for the ids."
    change(office, f"UPDATE letter SET state = 'superseded' WHERE id = {by_state['held']}")
    assert "was superseded" in refused(office, by_state["held"])


def test_a_letter_that_nobody_can_write_is_refused(office: Office) -> None:
    failed(office)
    change(office, "UPDATE application SET status = 'withdrawn', ruling = 'withdrawn'")
    assert refused(office, 1) == (
        "Letter 1 cannot be written: OMP-2026-0001 is closed: the candidate withdrew."
    )
    change(office, "UPDATE application SET status = 'complete'")
    office.configure({"other": office.mailbox()})
    office.posting(mailbox="other")
    assert "names no more" in refused(office, 1)


def test_nobody_is_told_that_no_posting_claims_a_mail_which_one_does_by_now(office: Office) -> None:
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    failed(office, subject="Mon dossier")
    assert office.run("replay", "1", "--posting", "omp").status == 0
    assert "no posting claims the mail, and one does now" in refused(office, 1)


def test_a_stranger_in_a_thread_is_told_nothing_by_a_released_letter_either(office: Office) -> None:
    office.apply()
    office.poll()
    failed(office, sender="amine@example.net", subject="Re: [OMP-2026-0001] suite", files=[CV])
    release(office, 2)
    stranger = office.letters[-1]
    assert stranger.recipients == ("amine@example.net",)
    assert "CV.pdf" not in stranger.text
    assert "Salma" not in stranger.text


# --- a letter that waits catches up ------------------------------------------


def test_a_letter_that_waits_says_what_a_colleagues_forward_made_of_the_dossier(office: Office) -> None:
    office.configure(quiet="1h")
    office.apply([CV])
    office.poll()
    assert office.letters == []
    office.receive(forward(LETTER, REFERENCES), IN_TIME + HOUR)
    office.poll()
    (letter,) = office.letters
    assert (office.application()["status"], office.acknowledgements()) == ("review", [("review", "sent")])
    assert letter.recipients == (SALMA,)
    assert letter.mail["In-Reply-To"] == office.messages()[0]["message_id"]
    assert "Il manque" not in letter.text


GENUINE = {"Authentication-Results": "mx.example.org; dmarc=pass header.from=example.com"}


@pytest.mark.parametrize(
    ("files", "kind", "sent"), [((LETTER, REFERENCES), "complete", 1), ((LETTER,), "incomplete", 0)]
)
def test_a_letter_that_waits_says_what_an_unanswered_mail_made_of_the_dossier(
    office: Office, files: Any, kind: str, sent: int
) -> None:
    """Its sender could not be proven, so it is filed and not answered; the mail before it is."""
    office.configure({"jobs": office.mailbox(authserv_id="mx.example.org")}, quiet="1h")
    office.apply([CV], headers=GENUINE)
    office.poll()
    (waiting,) = outbox(office)
    office.apply(files, subject="Re: [OMP-2026-0001] suite", when=IN_TIME + HOUR)
    office.poll()
    assert [(row["kind"], row["id"]) for row in outbox(office, "--all")] == [(kind, waiting["id"])]
    assert len(office.letters) == sent
    if not sent:
        assert outbox(office)[0]["due_at"] == waiting["due_at"]
        office.poll_at(datetime.now(UTC) + 2 * HOUR)
    (letter,) = office.letters
    assert "Lettre.pdf" in letter.text
    assert ("Il manque" in letter.text) == (kind == "incomplete")
    assert "lettre de motivation (" not in letter.text.partition("Documents")[0]


def test_a_letter_that_a_server_put_off_catches_up_too(office: Office) -> None:
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    office.apply([CV])
    office.poll()
    due = outbox(office)[0]["due_at"]
    office.receive(forward(LETTER, REFERENCES), IN_TIME + HOUR)
    office.poll()
    (row,) = outbox(office)
    assert (row["kind"], row["due_at"], row["attempts"]) == ("review", due, 1)
    office.poll_at(datetime.now(UTC) + HOUR)
    assert office.acknowledgements() == [("review", "sent")]


def test_a_letter_waits_in_vain_for_a_dossier_that_was_withdrawn(office: Office) -> None:
    office.configure(quiet="1h")
    office.apply([CV])
    office.poll()
    change(office, "UPDATE application SET status = 'withdrawn', ruling = 'withdrawn'")
    office.receive(forward(LETTER), IN_TIME + HOUR)
    office.poll()
    assert states(office, "--all") == {1: "superseded"}


def test_a_letter_that_was_sent_is_not_told_again(office: Office) -> None:
    office.apply([CV])
    office.poll()
    office.receive(forward(LETTER, REFERENCES), IN_TIME + HOUR)
    office.poll()
    assert [letter.recipients for letter in office.letters] == [(SALMA,)]
    assert office.acknowledgements() == [("incomplete", "sent")]
