"""Letters that cannot go out at once: refusals, lost answers, caps, the quiet time, old mail."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders.mails import mail
from rigs.office import CV, FULL, IN_TIME, LETTER, REFERENCES, SALMA, Office

NOW = datetime.now(UTC) + timedelta(days=1)  # after the real time at which letters are written
MINUTE = timedelta(minutes=1)


def test_a_greylisted_letter_is_sent_later_with_the_same_message_id(office: Office) -> None:
    office.sink.plan("RCPT", "451 4.7.1 try again later", "451 4.7.1 try again later")
    office.apply()
    said = office.poll()
    assert (said["sent"], said["pending"], said["failed"]) == (0, 1, 0)
    waiting = office.application()["acknowledgements"][0]
    assert (waiting["state"], waiting["sent_at"]) == ("pending", None)
    assert office.poll()["pending"] == 1  # not due yet: nobody is asked
    later = datetime.now(UTC) + timedelta(seconds=90)
    assert office.poll_at(later)[1].pending == 1
    assert office.poll_at(later + 2.5 * MINUTE)[1].sent == 1
    sent = office.application()["acknowledgements"][0]
    assert (sent["state"], sent["message_id"]) == ("sent", waiting["message_id"])
    assert [letter.mail["Message-ID"] for letter in office.letters] == [waiting["message_id"]]


def test_the_first_second_try_comes_within_90_seconds(office: Office) -> None:
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    office.apply()
    office.poll()
    assert office.poll_at(datetime.now(UTC) + timedelta(seconds=90))[1].sent == 1


def test_a_letter_refused_for_five_days_is_given_up(office: Office) -> None:
    office.sink.plan("RCPT", *["451 4.7.1 not today"] * 60)
    office.apply()
    office.poll()
    now = datetime.now(UTC)
    states = []
    for hours in range(5, 24 * 6, 5):
        states.append(office.poll_at(now + timedelta(hours=hours))[1].failed)
        if states[-1]:
            break
    assert office.acknowledgements() == [("complete", "failed")]
    assert 20 <= len(states) <= 25
    assert office.letters == []


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA", "DOT"])
def test_a_refusal_for_good_is_final_and_needs_a_person(office: Office, stage: str) -> None:
    office.sink.plan(stage, "550 5.1.1 no such user")
    office.apply()
    assert office.poll(status=1)["failed"] == 1
    assert office.acknowledgements() == [("complete", "failed")]
    assert office.poll_at(NOW)[1].sent == 0
    assert office.letters == []


def test_a_lost_answer_is_unknown_and_never_sent_again(office: Office) -> None:
    office.sink.plan("DOT", "drop")
    office.apply()
    said = office.poll(status=1)
    assert (said["sent"], said["pending"]) == (0, 0)
    assert office.acknowledgements() == [("complete", "unknown")]
    office.poll()
    office.poll_at(NOW)
    assert len(office.letters) == 1
    assert office.acknowledgements() == [("complete", "unknown")]


def test_one_refused_letter_does_not_keep_back_the_others(office: Office) -> None:
    office.sink.plan("RCPT", "550 5.1.1 no such user", "451 4.7.1 later")
    for name in "abc":
        office.apply(sender=f"{name}@example.com")
    said = office.poll(status=1)
    assert (said["sent"], said["pending"], said["failed"]) == (1, 1, 1)
    assert [letter.recipients for letter in office.letters] == [("c@example.com",)]


def test_letters_wait_while_the_smtp_server_is_down(office: Office) -> None:
    from rigs.net import free_port

    office.configure({"jobs": office.mailbox(smtp={"port": free_port()})})
    office.apply()
    ran = office.run("poll", "--json")
    assert (ran.status, ran.json["pending"], ran.json["outcomes"]) == (1, 1, {"application": 1})
    office.configure()
    assert office.poll_at(datetime.now(UTC) + timedelta(seconds=90))[1].sent == 1
    assert office.acknowledgements() == [("complete", "sent")]


@pytest.mark.parametrize(
    ("limits", "sent"),
    [
        ({"address": "1/day"}, {"a@one.example.com": 1, "b@one.example.com": 1, "c@two.example.com": 1}),
        ({"domain": "1/hour"}, {"a@one.example.com": 1, "c@two.example.com": 1}),
        ({"mailbox": "2/hour"}, None),
        ({"overall": "2/hour"}, None),
    ],
)
def test_a_cap_holds_letters_and_drops_none(
    office: Office, limits: dict[str, str], sent: dict[str, int] | None
) -> None:
    office.configure(limits=limits)
    office.posting("second", subject="Deuxième annonce", reference="TWO")
    office.apply(sender="a@one.example.com")
    office.apply(sender="a@one.example.com", subject="Deuxième annonce")
    office.apply(sender="b@one.example.com")
    office.apply(sender="c@two.example.com")
    said = office.poll()
    went = [letter.recipients[0] for letter in office.letters]
    assert said["sent"] + said["pending"] == 4
    if sent is None:
        assert len(went) == 2
    else:
        assert {name: went.count(name) for name in went} == sent
    for day in range(1, 5):
        office.poll_at(datetime.now(UTC) + timedelta(days=day))
    assert len(office.letters) == 4


def test_providers_of_free_mail_have_no_cap_by_domain(office: Office) -> None:
    office.configure(limits={"domain": "1/hour"})
    for name in "abc":
        office.apply(sender=f"{name}@gmail.com")
    assert office.poll()["sent"] == 3


# --- the quiet time ----------------------------------------------------------


def test_quiet_never_delays_a_complete_letter(office: Office) -> None:
    office.configure(quiet="10m")
    office.apply()
    assert office.poll()["sent"] == 1


def test_within_the_quiet_time_a_completing_mail_replaces_the_first_incomplete(office: Office) -> None:
    office.configure(quiet="10m")
    office.apply(FULL[:2])
    assert office.poll()["pending"] == 1
    office.apply([REFERENCES], message_id="<2@x>")
    office.poll()
    assert office.acknowledgements() == [("complete", "sent")]
    office.poll_at(datetime.now(UTC) + timedelta(hours=1))
    assert len(office.letters) == 1


def test_an_unanswered_mail_that_completes_the_dossier_lets_the_waiting_letter_say_so(office: Office) -> None:
    office.configure(quiet="10m")
    office.apply(FULL[:2])
    office.poll()
    office.apply([REFERENCES], message_id="<2@x>", headers={"X-Auto-Response-Suppress": "All"})
    office.poll()
    office.poll_at(datetime.now(UTC) + timedelta(hours=1))
    (letter,) = office.letters
    assert office.acknowledgements() == [("complete", "sent")]
    assert letter.mail["In-Reply-To"] == office.messages()[0]["message_id"]


def test_after_the_quiet_time_the_incomplete_letter_goes_out(office: Office) -> None:
    office.configure(quiet="10m")
    office.apply(FULL[:2])
    office.poll()
    assert office.poll_at(datetime.now(UTC) + 9 * MINUTE)[1].sent == 0
    assert office.poll_at(datetime.now(UTC) + 11 * MINUTE)[1].sent == 1


def test_parts_within_the_quiet_time_make_one_letter_about_all_of_them(office: Office) -> None:
    office.configure(quiet="10m")
    office.apply([CV])
    office.poll()
    office.apply([LETTER], message_id="<2@x>")
    office.poll()
    assert office.letters == []  # nor does the second part bring the letter forward
    office.poll_at(datetime.now(UTC) + 25 * MINUTE)
    (letter,) = office.letters
    assert "CV.pdf" in letter.text
    assert "Lettre.pdf" in letter.text


def test_quiet_delays_the_first_incomplete_letter_only(office: Office) -> None:
    office.configure(quiet="10m")
    office.apply([CV])
    office.poll()
    office.poll_at(datetime.now(UTC) + 11 * MINUTE)
    office.apply([LETTER], message_id="<2@x>")
    office.poll()
    assert office.acknowledgements() == [("incomplete", "sent"), ("incomplete", "sent")]


# --- old mail ----------------------------------------------------------------


def test_mail_from_before_since_is_worked_as_usual_without_a_letter(office: Office) -> None:
    office.configure({"jobs": office.mailbox(since="2026-05-01")})
    office.apply(when=datetime(2026, 4, 30, 22, 59, 59, tzinfo=UTC), sender="old@example.com")
    office.apply(when=datetime(2026, 4, 30, 23, 0, 0, tzinfo=UTC), sender="new@example.com")
    office.poll()
    assert [row["status"] for row in office.applications()] == ["complete", "complete"]
    assert [row["acknowledgements"] != [] for row in office.applications()] == [False, True]
    assert [letter.recipients for letter in office.letters] == [("new@example.com",)]
    assert "since" in office.messages()[0]["reason"]


def test_without_since_mail_older_than_seven_days_at_the_first_poll_gets_no_letter(office: Office) -> None:
    office.configure({"jobs": office.mailbox(since=None)})
    office.posting(deadline=None)
    now = datetime.now(UTC)
    office.apply(when=now - timedelta(days=8), sender="old@example.com")
    office.apply(when=now - timedelta(days=6), sender="new@example.com")
    office.poll()
    assert [letter.recipients for letter in office.letters] == [("new@example.com",)]
    assert len(office.applications()) == 2


def test_a_supplement_to_an_old_application_is_answered(office: Office) -> None:
    office.configure({"jobs": office.mailbox(since="2026-05-01")})
    office.apply(FULL[:2], when=datetime(2026, 4, 20, tzinfo=UTC))
    office.receive(mail(files=[REFERENCES], message_id="<2@x>"), IN_TIME)
    office.poll()
    assert office.acknowledgements() == [("complete", "sent")]
    assert [letter.recipients for letter in office.letters] == [(SALMA,)]


def test_a_letter_that_a_server_put_off_does_not_come_behind_one_that_says_more(office: Office) -> None:
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    office.apply([CV, LETTER])
    assert office.poll()["pending"] == 1
    office.apply([REFERENCES])
    office.poll()
    office.poll_at(NOW)
    assert office.acknowledgements() == [("complete", "sent")]
    assert len(office.letters) == 1


def test_a_replay_for_a_posting_replaces_the_unmatched_letter_that_still_waits(office: Office) -> None:
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    office.sink.plan("RCPT", "451 4.7.1 try again later")
    office.apply(subject="Bonjour")
    assert office.poll()["pending"] == 1
    assert office.run("replay", 1, "--posting", "omp").status == 0
    office.poll_at(NOW)
    assert office.acknowledgements() == [("complete", "sent")]
    assert [letter.subject[:15] for letter in office.letters] == ["[OMP-2026-0001]"]


def test_a_replay_does_not_answer_a_second_time(office: Office) -> None:
    office.configure({"jobs": office.mailbox(answer_unmatched=True)})
    office.apply(subject="Bonjour")
    assert office.poll()["sent"] == 1
    assert office.run("replay", 1, "--posting", "omp").status == 0
    office.poll_at(NOW)
    assert len(office.letters) == 1
