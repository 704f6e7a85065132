"""A recruiter decides by reply: known by a token, understood or not at all, done once, and written down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from builders.mails import mail
from rigs import mailhtml
from rigs.office import AFTER, CV, DEADLINE, FULL, LETTER, SALMA, Office, Sent

from intake.adapters.letters import Letters
from intake.domain.model import LANGUAGES
from intake.domain.order import hear
from intake.domain.order_token import MARK
from intake.domain.samples_orders import orders
from intake.services.deliver import deliver
from intake.services.digest import digest
from intake.services.order_answers import way_to_answer

DIRECTION, ADMIN = "direction@example.org", "admin@example.org"
REFERENCE, OTHER = "OMP-2026-0001", "JUR-2026-0001"
NOW = AFTER + timedelta(hours=2)
MINUTE = timedelta(minutes=1)
DIGEST = "2 candidatures à voir – Association Exemple"


def token(
    office: Office, recruiter: str = DIRECTION, reference: str | None = None, when: datetime = NOW
) -> str:
    with office.desk(lambda: when) as desk, desk.database.write() as tx:
        return way_to_answer(desk, tx, desk.settings.mailboxes["jobs"], recruiter, reference=reference).token


def reply(
    office: Office,
    text: str,
    signed: str,
    *,
    subject: str = f"Re: {DIGEST}",
    sender: str = DIRECTION,
    when: datetime = NOW,
    **changes: Any,
) -> bytes:
    """Let a recruiter's mail arrive, with the token in its subject."""
    raw = mail(sender=sender, subject=f"{subject} [#{signed}]", text=f"{text}\n", **changes)
    office.receive(raw, when)
    return raw


def late(office: Office, files: Sequence[tuple[str, bytes]] = FULL, **changes: Any) -> None:
    office.apply(files, when=AFTER, **changes)
    office.poll_at(AFTER + MINUTE)


def state(office: Office) -> tuple[str, str | None]:
    one = office.application()
    return one["status"], one["ruling"]


def answers(office: Office) -> list[Sent]:
    return [each for each in office.letters if each.recipients != (SALMA,)]


def to_candidate(office: Office) -> list[str]:
    return [each["kind"] for each in office.application()["acknowledgements"]]


def last(office: Office) -> dict[str, Any]:
    return office.messages()[-1]


def decided(office: Office) -> list[tuple[str, str, int]]:
    rows = office.run("audit", "--json").json
    return [(r["actor"], r["action"], r["message_id"]) for r in rows if r["action"].startswith("settle ")]


UNTOUCHED = ("late", None)
DIED_AT = ("ruled", "ordered")  # points of intake/crash.py


# --- an order ---


def test_a_recruiter_who_answers_accept_accepts_a_late_dossier_and_is_told_so(office):
    late(office)
    reply(office, f"Bonjour,\n\naccepter {REFERENCE} svp", token(office), message_id="<order@example.org>")
    office.poll_at(NOW)
    assert state(office) == ("complete", "accepted")
    assert to_candidate(office) == ["late", "complete"]
    row = last(office)
    assert (row["outcome"], row["application"], row["posting"]) == ("order", REFERENCE, "omp")
    assert row["subject"] == f"Re: {DIGEST} [#…]"
    assert row["reason"] == f"an order by reply: accept {REFERENCE}; late → complete"
    assert decided(office) == [("by mail", "settle accept", row["id"])]
    assert row["id"] not in office.application()["messages"]
    (told,) = answers(office)
    assert told.recipients == (DIRECTION,)
    assert told.mail["In-Reply-To"] == "<order@example.org>"
    assert told.mail["Auto-Submitted"] == "auto-replied"
    assert told.mail["Reply-To"] is None
    assert told.subject.startswith(f"{REFERENCE} : c’est fait".replace(" :", "\u00a0:"))
    assert MARK.search(told.subject)
    assert "est pris en compte malgré son retard. Il est maintenant complet." in told.text
    assert "Un message confirme à la personne que son dossier est complet." in told.text
    assert "par le seul mot « annuler »" in told.text


def test_the_answer_can_be_answered_and_needs_no_reference(office):
    late(office)
    reply(office, f"accepter {REFERENCE}", token(office))
    office.poll_at(NOW)
    (told,) = answers(office)
    found = MARK.search(told.subject)
    assert found
    reply(office, "annuler", found[1], subject=f"RE: {told.subject.partition(' [#')[0]}")
    office.poll_at(NOW + MINUTE)
    assert state(office) == UNTOUCHED
    assert to_candidate(office) == ["late", "complete", "late"]
    assert "La dernière décision" in answers(office)[-1].text


def test_the_token_in_the_address_suffices_where_the_mailbox_takes_such_addresses(office):
    office.configure({"jobs": office.mailbox(plus_addresses=True)})
    late(office)
    with office.desk(lambda: NOW) as desk, desk.database.write() as tx:
        way = way_to_answer(desk, tx, desk.settings.mailboxes["jobs"], DIRECTION, reference=REFERENCE)
    assert way.address == f"jobs+{way.token}@example.org"
    office.receive(
        mail(sender=DIRECTION, to=way.address.upper(), subject="Re: retard", text="accepter\n"), NOW
    )
    office.poll_at(NOW)
    assert state(office) == ("complete", "accepted")
    assert MARK.search(str(answers(office)[0].mail["Reply-To"])) is None
    assert str(answers(office)[0].mail["Reply-To"]).startswith("jobs+")


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "indésirable", "écarté comme indésirable"),
        ("en", "spam", "set aside as spam"),
        ("ar", "مزعج", "استُبعد الملف"),
    ],
)
def test_it_is_answered_in_the_recruiter_s_language(office, language, text, said):
    office.posting(recruiters=[{"address": DIRECTION, "language": language}])
    late(office)
    reply(office, text, token(office, reference=REFERENCE))
    office.poll_at(NOW)
    assert state(office) == ("spam", "spam")
    assert said in answers(office)[0].text
    assert to_candidate(office) == ["late"]


def test_a_candidate_is_asked_again_by_reply(office):
    office.apply([CV], when=DEADLINE - timedelta(days=5))
    office.poll_at(DEADLINE - timedelta(days=5))
    when = DEADLINE - timedelta(days=3)
    reply(office, "relancer", token(office, reference=REFERENCE, when=when), when=when)
    office.poll_at(when)
    assert to_candidate(office) == ["incomplete", "reminder"]
    assert "Un rappel dit à la personne ce qui manque" in answers(office)[0].text


def test_an_admin_may_order_too_and_quoted_words_are_nobody_s(office):
    late(office)
    text = f"accepter {REFERENCE}\n\nLe 5 mai 2026 à 08:00, jobs@example.org a écrit :\n> spam\n> retirer ?\n"
    reply(office, text, token(office, ADMIN), sender=ADMIN)
    office.poll_at(NOW)
    assert state(office) == ("complete", "accepted")


# --- once ---


def test_the_same_order_twice_changes_nothing_the_second_time_and_says_so(office):
    late(office)
    signed = token(office, reference=REFERENCE)
    reply(office, "accepter", signed, message_id="<1@example.org>")
    office.poll_at(NOW)
    reply(office, "accepter", signed, message_id="<2@example.org>")
    office.poll_at(NOW + MINUTE)
    assert to_candidate(office) == ["late", "complete"]
    assert "Rien n’a été changé. C’est déjà le cas." in answers(office)[1].text
    assert len(decided(office)) == 1


def test_the_same_mail_that_comes_twice_orders_once_and_is_answered_once(office):
    late(office)
    signed = token(office, reference=REFERENCE)
    raw = reply(office, "accepter", signed, message_id="<1@example.org>")
    office.receive(raw, NOW)
    other_way = b"Delivered-To: recrutement@example.org\r\n" + raw
    office.poll_at(NOW)
    reply(office, "annuler", signed, message_id="<2@example.org>", when=NOW + MINUTE)
    office.poll_at(NOW + MINUTE)
    office.receive(other_way, NOW + 2 * MINUTE)
    office.poll_at(NOW + 2 * MINUTE)
    assert office.outcomes() == ["application", "order", "duplicate", "order", "order"]
    assert last(office)["reason"].startswith("the same order as mail ")
    assert (state(office), len(answers(office))) == (UNTOUCHED, 2)


def test_an_order_is_not_replayed(office):
    late(office)
    reply(office, "accepter", token(office, reference=REFERENCE))
    office.poll_at(NOW)
    ran = office.run("replay", last(office)["id"])
    assert ran.status == 1
    assert "is a recruiter's order" in ran.err
    assert len(decided(office)) == 1


# --- nothing is changed, and that is said ---

NOTHING = [
    ("two orders", f"accepter {REFERENCE} ou relancer", "deux choses à la fois"),
    ("a negation", f"ne pas accepter {REFERENCE}", "une négation ou une réserve"),
    ("a question", f"accepter {REFERENCE} ?", "pose une question"),
    ("no dossier", "accepter", "de quel dossier il s’agit"),
    ("no such dossier", "accepter OMP-2026-0099", "Aucun dossier de vos offres"),
    ("nothing to ask for", f"relancer {REFERENCE}", "Il n’est pas certain qu’il manque"),
    ("nothing to undo", f"annuler {REFERENCE}", "Aucune décision n’a été prise"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), [case[1:] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_what_is_unclear_or_makes_no_sense_changes_nothing_and_says_why(office, text, said):
    late(office)
    reply(office, text, token(office))
    office.poll_at(NOW)
    assert (state(office), to_candidate(office), decided(office)) == (UNTOUCHED, ["late"], [])
    (told,) = answers(office)
    assert "Rien n’a été changé." in told.text
    assert said in told.text
    assert "- accepter :" in told.text
    assert last(office)["outcome"] == "order"
    assert last(office)["reason"].startswith("a recruiter's reply that changes nothing: ")


def test_a_reply_without_any_order_is_unmatched_and_told_once_how_to_order(office):
    late(office)
    signed = token(office)
    for number, text in enumerate(["Merci, bonne journée.", "Merci encore."]):
        reply(office, text, signed, when=NOW + number * MINUTE)
        office.poll_at(NOW + number * MINUTE)
    assert office.outcomes() == ["application", "unmatched", "unmatched"]
    assert len(answers(office)) == 1
    assert "Aucune consigne ne se trouve dans votre message." in answers(office)[0].text
    assert last(office)["reason"].endswith("no letter: the answer to the order before tells how")


def test_somebody_else_s_posting_is_as_unknown_as_one_that_is_not_there(office):
    office.posting("jur", reference="JUR", subject="Juriste", title="Juriste", recruiters=["x@example.org"])
    office.apply(FULL, when=AFTER, subject="Juriste")
    office.poll_at(AFTER + MINUTE)
    reply(office, f"accepter {OTHER}", token(office))
    office.poll_at(NOW)
    assert state(office) == UNTOUCHED
    told = answers(office)[0].text
    assert "Aucun dossier de vos offres" in told
    assert "Salma" not in told
    assert (last(office)["application"], last(office)["posting"]) == (None, None)


def test_a_token_for_one_dossier_is_for_no_other(office):
    late(office)
    office.apply(FULL, when=AFTER, sender="Omar <omar@example.com>")
    office.poll_at(AFTER + MINUTE)
    reply(office, "accepter OMP-2026-0002", token(office, reference=REFERENCE))
    office.poll_at(NOW)
    assert {each["status"] for each in office.applications()} == {"late"}
    assert "vaut pour un autre dossier" in answers(office)[-1].text


def test_an_old_token_and_another_s_are_refused_in_words(office):
    office.posting(recruiters=[DIRECTION, "nadia@example.org"])
    late(office)
    old = token(office, when=NOW - timedelta(days=31))
    reply(office, f"accepter {REFERENCE}", old)
    reply(office, f"accepter {REFERENCE}", token(office), sender="nadia@example.org")
    office.poll_at(NOW)
    assert (state(office), decided(office)) == (UNTOUCHED, [])
    told = {each.recipients[0]: each.text for each in answers(office)}
    assert "a plus de 30 jours" in told[DIRECTION]
    assert "n’est pas le vôtre" in told["nadia@example.org"]


# --- no order at all ---


def test_a_forged_token_and_a_stranger_change_nothing_and_are_not_answered(office):
    late(office)
    signed = token(office)
    sent = len(office.letters)
    reply(office, f"accepter {REFERENCE}", "a" * 32)
    reply(office, f"accepter {REFERENCE}", signed[:-1] + ("a" if signed[-1] != "a" else "b"))
    reply(office, f"accepter {REFERENCE}", signed, sender="Eve <eve@example.net>")
    reply(office, f"accepter {REFERENCE}", signed, sender=f"Salma <{SALMA}>")
    office.receive(mail(sender=DIRECTION, subject=f"accepter {REFERENCE}", text="accepter\n"), NOW)
    office.poll_at(NOW)
    assert state(office)[0] in ("late", "review")  # the candidate's own mail may call for a person
    assert (decided(office), len(answers(office))) == ([], 0)
    assert "order" not in office.outcomes()
    assert sent <= len(office.letters) <= sent + 2


def test_a_letter_that_is_held_is_not_said_to_go_out(office):
    office.configure({"jobs": office.mailbox(since="2026-05-06")})
    late(office)
    when = NOW + timedelta(days=1)
    reply(office, f"accepter {REFERENCE}", token(office), when=when)
    office.poll_at(when)
    assert state(office) == ("complete", "accepted")
    assert {row.state for row in office.sql("SELECT state FROM letter WHERE kind != 'order'")} == {"held"}
    assert "Aucun message n’est envoyé à la personne." in answers(office)[-1].text
    assert "no letter: it waits for a person to release it" in office.run("settle", REFERENCE, "undo").out


def test_one_mail_to_two_mailboxes_orders_once(office):
    other = f"other-{office.user}"
    boxes = {"jobs": office.mailbox(), "emploi": office.mailbox(other, address="emploi@example.org")}
    office.configure(boxes)
    late(office)
    for word in ("accept", "withdraw"):
        assert office.run("settle", REFERENCE, word).status == 0
    raw = reply(office, f"annuler {REFERENCE}", token(office), message_id="<undo@example.org>")
    office.dovecot.append(other, raw, NOW)
    office.poll_at(NOW)
    assert state(office) == ("complete", "accepted")
    assert [action for _, action, _ in decided(office)] == ["settle accept", "settle withdraw", "settle undo"]
    assert office.outcomes()[-2:] == ["order", "order"]
    assert len(answers(office)) == 1


def test_a_token_that_came_by_somebody_else_s_mail_is_shown_to_nobody(office):
    late(office)
    signed = token(office)
    reply(office, "Bien reçu", signed, sender="Collègue <colleague@example.org>")
    reply(office, "Absent", signed, headers={"Auto-Submitted": "auto-replied"})
    office.poll_at(NOW)
    assert office.outcomes()[-2:] == ["unmatched", "automatic"]
    assert signed not in str(office.sql("SELECT subject FROM message"))
    assert last(office)["subject"].endswith("[#…]")


ROBOTS = [
    ("an absence", {"headers": {"Auto-Submitted": "auto-replied"}}),
    ("an absence by its words", {"subject": f"Réponse automatique : {DIGEST}"}),
    ("a list", {"headers": {"List-Id": "<x.example.org>", "Precedence": "list"}}),
]


@pytest.mark.parametrize("changes", [case[1] for case in ROBOTS], ids=[case[0] for case in ROBOTS])
def test_a_robot_orders_nothing(office, changes):
    late(office)
    reply(office, "accepter", token(office, reference=REFERENCE), **changes)
    office.poll_at(NOW)
    assert (state(office), answers(office), last(office)["outcome"]) == (UNTOUCHED, [], "automatic")


@pytest.mark.parametrize(
    ("results", "expected"),
    [("mx.example.org; dmarc=pass header.from=example.org", "complete"),
     ("mx.example.org; dmarc=fail header.from=example.org", "late"), (None, "late")],
)  # fmt: skip
def test_where_the_server_proves_senders_an_order_must_be_proved(office, results, expected):
    office.configure({"jobs": office.mailbox(authserv_id="mx.example.org")})
    late(office)
    headers = {"Authentication-Results": results} if results else {}
    reply(office, "accepter", token(office, reference=REFERENCE), headers=headers)
    office.poll_at(NOW)
    assert office.application()["status"] == expected
    assert len(answers(office)) == (expected == "complete")


def test_a_wish_for_silence_is_obeyed_and_the_order_too(office):
    late(office)
    headers = {"X-Auto-Response-Suppress": "All"}
    reply(office, "accepter", token(office, reference=REFERENCE), headers=headers)
    office.poll_at(NOW)
    assert (state(office), answers(office)) == (("complete", "accepted"), [])
    assert "no letter: The mail asks for no automatic answer" in last(office)["reason"]


def test_an_imported_order_is_none(office, tmp_path):
    late(office)
    raw = mail(sender=DIRECTION, subject=f"Re: x [#{token(office, reference=REFERENCE)}]", text="accepter\n")
    (tmp_path / "old.eml").write_bytes(raw)
    office.run("import", tmp_path / "old.eml", "--mailbox", "jobs", "--reply")
    assert (state(office), decided(office)) == (UNTOUCHED, [])


def test_a_subject_that_would_inject_a_header_is_one_line_in_the_answer(office):
    late(office)
    evil = "=?utf-8?q?accepter_OMP-2026-0001=0D=0ABcc:_eve=40example.net?="
    raw = mail(sender=DIRECTION, subject="S", text="")
    office.receive(raw.replace(b"Subject: S", f"Subject: {evil} [#{token(office)}]".encode()), NOW)
    office.poll_at(NOW)
    (told,) = answers(office)
    assert told.mail["Bcc"] is None
    assert told.recipients == (DIRECTION,)


def test_the_answer_to_an_order_waits_under_the_caps_like_every_letter(office):
    office.configure(limits={"address": "2/day"})
    late(office)
    for number in range(4):
        reply(office, f"annuler {REFERENCE}", token(office), message_id=f"<{number}@example.org>")
    office.poll_at(NOW)
    assert len(answers(office)) == 2


def test_an_order_and_its_answer_leave_with_the_dossier_that_is_erased(office):
    late(office)
    reply(office, "accepter", token(office, reference=REFERENCE))
    office.poll_at(NOW)
    ran = office.run("erase", SALMA, "--json")
    assert ran.json["left"] in (0, [], {}), ran.out
    assert office.messages() == []
    assert office.sql("SELECT id FROM letter") == []


# --- a crash ---


@pytest.mark.parametrize("point", [*DIED_AT, "enqueued"])
def test_a_poll_that_dies_at_an_order_ends_as_if_nothing_had_been(office, point):
    office.posting(deadline="2026-05-04 16:00")
    office.apply(FULL, when=AFTER)
    office.poll()
    today = datetime.now(AFTER.tzinfo).replace(microsecond=0)
    reply(office, "accepter", token(office, reference=REFERENCE, when=today), when=today)
    office.environment |= {"INTAKE_CRASH_AT": point}
    died = office.process("poll")
    assert died.status == -9, died.err
    del office.environment["INTAKE_CRASH_AT"]
    assert state(office) == UNTOUCHED
    office.process("poll")
    office.sql("UPDATE message SET retry_at = taken_at WHERE outcome = 'quarantined'")
    office.process("poll")
    assert state(office) == ("complete", "accepted")
    assert to_candidate(office) == ["late", "complete"]
    assert (len(answers(office)), len(decided(office))) == (1, 1)
    assert office.outcomes() == ["application", "order"]


def test_a_mail_with_documents_and_a_token_adds_nothing_to_a_dossier(office):
    late(office, [CV])
    reply(office, "accepter", token(office, reference=REFERENCE), files=[LETTER])
    office.poll_at(NOW)
    assert state(office) == ("incomplete", "accepted")
    assert [each["file"] for each in office.application()["documents"]] == ["CV.pdf"]


# --- the digest that is answered ---


def digest_of(office: Office, day: datetime = NOW) -> Sent:
    with office.desk(lambda: day + timedelta(days=1)) as desk:
        digest(desk, (day + timedelta(days=1)).date())
        deliver(desk)
    return next(each for each in office.letters if each.recipients == (DIRECTION,))


@pytest.mark.parametrize("plus", [False, True])
def test_a_digest_says_how_it_is_answered_and_a_reply_to_it_is_an_order(office, plus):
    office.configure({"jobs": office.mailbox(plus_addresses=plus)})
    late(office)
    told = digest_of(office)
    assert f"par exemple « accepter {REFERENCE} »." in told.text
    assert (str(told.mail["Reply-To"]).startswith("jobs+") if plus else told.mail["Reply-To"] is None) is True
    subject = told.subject.partition(" [#")[0] if plus else told.subject  # who answers may lose one of them
    to = str(told.mail["Reply-To"] or "jobs@example.org")
    when = NOW + timedelta(days=1, hours=1)
    quoted = "".join(f"> {line}\n" for line in told.text.splitlines())
    text = f"Accepter {REFERENCE}\n\nLe 6 mai 2026, Association Exemple a écrit :\n{quoted}"
    office.receive(mail(sender=DIRECTION, to=to, subject=f"Re: {subject}", text=text), when)
    office.poll_at(when)
    assert state(office) == ("complete", "accepted")


def test_a_link_of_the_digest_writes_the_order(office):
    late(office)
    html = digest_of(office).mail.get_body(("html",))
    assert html is not None
    (link,) = re.findall(r'href="(mailto:[^"]+)"', html.get_content())
    address, _, query = unescape(link).removeprefix("mailto:").partition("?subject=")
    assert unquote(address) == "jobs@example.org"
    when = NOW + timedelta(days=1, hours=1)
    office.receive(mail(sender=DIRECTION, subject=unquote(query), text="\n"), when)
    office.poll_at(when)
    assert state(office) == ("complete", "accepted")


def test_a_leaked_digest_helps_nobody_who_writes_in_his_own_name(office):
    late(office)
    subject = f"Re: {digest_of(office).subject}"
    when = NOW + timedelta(days=1, hours=1)
    office.receive(mail(sender="Eve <eve@example.net>", subject=subject, text=f"spam {REFERENCE}\n"), when)
    office.receive(mail(sender="Eve <eve@example.org>", subject=subject, text=f"spam {REFERENCE}\n"), when)
    office.poll_at(when)
    assert (state(office), decided(office)) == (UNTOUCHED, [])


# --- the words ---


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_answer_is_shown_alike_by_every_mail_client_and_is_no_order_itself(language):
    letters = Letters(None)
    for facts in orders(language):
        rendered = letters.render_order(facts)
        assert mailhtml.faults(rendered.html) == []
        heard = hear(f"Re: {rendered.subject}", "")
        assert (heard.word, heard.unclear) == (None, "none")
