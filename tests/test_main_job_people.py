"""Who wrote: candidates, colleagues and their free-mail namesakes; and `intake run` for them all."""

from __future__ import annotations

import signal
import subprocess
import time
from collections import Counter
from email.message import EmailMessage

from builders.mails import mail
from rigs.crash import until
from rigs.office import CV, FULL, SALMA, SUBJECT, Office, ended


def forward(sender: str) -> bytes:
    """Forward a mail of one's own as an attachment."""
    outer, inner = EmailMessage(), EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = sender, "jobs@example.org", f"Fwd: {SUBJECT}"
    outer["Message-ID"] = "<forward@example.com>"
    outer.set_content("Voici mon dossier, que j'avais envoyé à une mauvaise adresse.\n")
    inner["From"], inner["To"], inner["Subject"] = sender, "job@example.org", SUBJECT
    inner.set_content("Madame, Monsieur, voici ma candidature.\n")
    for name, data in FULL:
        inner.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    outer.add_attachment(inner)
    return outer.as_bytes()


def test_a_candidates_own_forward_is_an_application(office: Office) -> None:
    office.receive(forward(f"Salma Berrada <{SALMA}>"))
    office.poll()
    assert (office.application()["status"], office.application()["candidate"]["email"]) == ("complete", SALMA)
    assert office.acknowledgements() == [("complete", "sent")]


def test_a_free_mail_provider_makes_nobody_a_colleague(office: Office) -> None:
    office.configure({"jobs": office.mailbox(address="omp.jobs@gmail.com")})
    office.posting(recruiters=["chef.omp@gmail.com"])
    office.receive(forward("Salma Berrada <salma@gmail.com>"))
    office.poll()
    assert office.application()["status"] == "complete"


def test_a_colleague_may_apply_as_anybody_else(office: Office) -> None:
    office.apply(sender="Direction <direction@example.org>")
    office.poll()
    assert office.acknowledgements() == [("complete", "sent")]


def test_a_recruiters_word_in_the_thread_changes_nothing(office: Office) -> None:
    office.apply()
    office.poll()
    before, letter = office.application(), office.letters[0].mail
    office.receive(
        mail(
            sender="Direction <direction@example.org>",
            subject=f"Re: {letter['Subject']}",
            text="Très bon dossier, on la convoque.",
            in_reply_to=letter["Message-ID"],
        )
    )
    office.poll()
    assert office.application() == before
    assert len(office.letters) == 1


def test_two_addresses_of_one_name_are_two_candidates(office: Office) -> None:
    office.apply(sender="Salma Berrada <a@example.com>")
    office.apply(sender="Salma Berrada <b@example.com>")
    office.poll()
    assert len(office.applications()) == 2


def test_the_same_file_twice_in_one_mail_is_one_document(office: Office) -> None:
    office.apply([*FULL, ("Copie de CV.pdf", CV[1])])
    office.poll()
    assert len(office.application()["documents"]) == 3


def test_a_share_link_in_the_place_of_files_is_for_a_person(office: Office) -> None:
    office.apply((), text="Bonjour, mon dossier est ici : https://drive.google.com/file/d/abc123/view")
    office.poll()
    assert office.application()["status"] == "review"
    assert "manque" not in office.letters[0].text


def test_run_answers_what_comes_and_ends_in_good_order(office: Office) -> None:
    office.apply(sender="before@example.com")
    running = office.start("run")
    try:
        await_letters(office, 1)
        office.apply(sender="during@example.com")
        await_letters(office, 2)
    finally:
        running.send_signal(signal.SIGTERM)
    ran = ended(running)
    assert ran.status == 0, ran.err
    assert [letter.recipients[0] for letter in office.letters] == ["before@example.com", "during@example.com"]
    assert office.poll()["mailboxes"][0]["new"] == 0
    for secret in ("before@", "during@", "Candidature", "Berrada"):
        assert secret not in ran.err


def test_a_poll_that_is_told_to_end_finishes_what_is_in_hand_and_the_next_one_goes_on(office: Office) -> None:
    for number in range(60):
        office.apply(sender=f"c{number}@example.com")
    polling = office.start("poll")
    until(office.messages)
    polling.send_signal(signal.SIGTERM)
    ran = ended(polling)
    assert (ran.status, "Stopped." in ran.err) == (1, True), ran.err
    assert 0 < len(office.messages()) < 60
    office.poll()
    assert Counter(office.outcomes()) == {"application": 60}
    assert len({letter.recipients[0] for letter in office.letters}) == len(office.letters) == 60


def test_run_takes_up_a_changed_configuration_and_leaves_a_broken_one_aside(office: Office) -> None:
    office.configure(poll={"every": "1s", "idle": False})
    running = office.start("run")
    try:
        office.apply(sender="a@example.com")
        await_letters(office, 1)
        office.posting("second", subject="Deuxième annonce", reference="TWO")
        broken = office.config / "postings" / "broken.yaml"
        broken.write_text("title: [")
        await_log(running, "left aside")
        office.apply(sender="b@example.com")
        await_letters(office, 2)  # on the configuration from before
        broken.unlink()
        await_log(running, "in force")
        office.apply(sender="c@example.com", subject="Deuxième annonce")
        await_letters(office, 3)
    finally:
        running.send_signal(signal.SIGTERM)
    assert ended(running).status == 0
    assert [row["posting"] for row in office.applications()] == ["omp", "omp", "second"]


def await_log(running: subprocess.Popen[str], words: str) -> None:
    """Wait until the process says so on standard error."""
    assert running.stderr is not None
    assert any(words in line for line in running.stderr), "the process ended without saying so"


def await_letters(office: Office, count: int) -> None:
    """Wait until so many letters went out."""
    until = time.monotonic() + 30
    while len(office.sink.mails) < count:
        assert time.monotonic() < until, "no letter within 30 s"
        time.sleep(0.05)
