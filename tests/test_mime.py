"""What is read from a mail: one golden mail per habit of a client and per fault seen in the wild."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.mime.message import MIMEMessage
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from builders.containers import enveloped, signed
from builders.mails import RECEIVED, mail

from intake.adapters.mime import MAX_SIZE, parse
from intake.domain.model import Address, Attachment, Message
from intake.domain.trouble import Unreadable

MESSAGES = Path(__file__).parent / "messages"
GOLDEN = sorted(path.stem for path in MESSAGES.glob("*.eml"))


def facts(message: Message) -> dict[str, Any]:
    """What the golden files state of a mail."""
    return {
        "subject": message.subject,
        "sender": asdict(message.sender) if message.sender else None,
        "recipients": list(message.recipients),
        "message_id": message.message_id,
        "in_reply_to": message.in_reply_to,
        "references": list(message.references),
        "date": message.date.isoformat() if message.date else None,
        "text": message.text.split("\n"),
        "attachments": [_file(attachment) for attachment in message.attachments],
        "forwarded": asdict(message.forwarded) if message.forwarded else None,
        "flags": [name for name in ("bounce", "report", "encrypted") if getattr(message, name)],
        "links": list(message.links),
        "problems": list(message.problems),
    }


def _file(attachment: Attachment) -> dict[str, Any]:
    marks = [name for name in ("inline", "forwarded") if getattr(attachment, name)]
    return {
        "position": attachment.position,
        "name": attachment.name,
        "type": attachment.content_type,
        "size": len(attachment.payload),
        "sha256": sha256(attachment.payload).hexdigest(),
        "marks": marks,
    }


def test_there_are_golden_mails() -> None:
    """An empty folder would make the next test pass without a word."""
    assert len(GOLDEN) >= 60


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_mail_is_read_as_its_facts_say(name: str) -> None:
    """NAME.json holds the facts of NAME.eml; what was read instead is left in NAME.got."""
    got = facts(parse((MESSAGES / f"{name}.eml").read_bytes(), RECEIVED))
    expected = json.loads((MESSAGES / f"{name}.json").read_text(encoding="utf-8"))
    if got != expected:
        text = json.dumps(got, ensure_ascii=False, indent=1) + "\n"
        (MESSAGES / f"{name}.got").write_text(text, encoding="utf-8")
    assert got == expected


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (bytes(range(256)) * 40, "no header"),
        (b"Bonjour, voici mon CV.\r\n", "no header"),
        (b"X-Thing: 1\r\n\r\ntext", "no header"),
        (b"Subject: x\r\n\r\n".ljust(MAX_SIZE + 1), "100 MB"),
    ],
    ids=["nothing", "line ends", "binary", "bare text", "unknown headers", "too large"],
)
def test_what_is_no_mail_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    """The message is quarantined then, its bytes kept."""
    with pytest.raises(Unreadable, match=reason) as refused:
        parse(raw, RECEIVED)
    assert reason in refused.value.reason


def test_a_subject_alone_makes_a_mail() -> None:
    """Real mail lacks a sender, a date and an id at times."""
    message = parse(b"Subject: x\r\n\r\n", RECEIVED)
    assert (message.subject, message.sender, message.message_id, message.date) == ("x", None, None, None)


def test_times_are_utc_and_the_digest_is_of_the_raw_bytes() -> None:
    """INTERNALDATE comes in the server's zone."""
    raw = mail()
    message = parse(raw, datetime(2026, 4, 20, 10, 0, tzinfo=timezone(timedelta(hours=1))))
    assert message.received_at == RECEIVED
    assert message.received_at.tzinfo is UTC
    assert (message.sha256, message.size) == (sha256(raw).hexdigest(), len(raw))


def test_headers_keep_their_order_and_are_cut_in_length_and_number() -> None:
    """Rules about automatic mail read them; a megabyte of them serves nobody."""
    raw = b"Subject: x\r\nX-A: 1\r\n folded\r\nX-A: 2\r\nX-L: " + b"y" * 9_000 + b"\r\n"
    message = parse(raw + b"X-N: 1\r\n" * 600 + b"\r\n", RECEIVED)
    assert message.header_all("x-a") == ("1 folded", "2")
    assert len(message.header("x-l") or "") == 4_000
    assert len(message.headers) == 500
    assert any("500 headers" in problem for problem in message.problems)


def test_recipients_come_from_every_field_once_in_lower_case() -> None:
    """An alias may stand only in what the server added."""
    fields = {"To": "Jobs <Jobs@Example.org>, x@example.com", "Cc": "jobs@example.org"}
    added = {
        "Delivered-To": "alias@example.org",
        "X-Original-To": "emploi@example.org",
        "Envelope-To": "e@example.org",
    }
    message = parse(mail(headers=fields | added), RECEIVED)
    expected = (
        "jobs@example.org",
        "x@example.com",
        "alias@example.org",
        "emploi@example.org",
        "e@example.org",
    )
    assert message.recipients == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("salma@example.com", Address(name=None, email="salma@example.com")),
        (
            '"Berrada, Salma" <Salma.B@Example.com>',
            Address(name="Berrada, Salma", email="Salma.B@Example.com"),
        ),
        ("BERRADA, Salma <s@example.com>", Address(name="BERRADA, Salma", email="s@example.com")),
        ("s@example.com (Salma)", Address(name="Salma", email="s@example.com")),
        ("s@example.com <s@example.com>", Address(name="s@example.com", email="s@example.com")),
        ('"boss@example.org" <s@example.com>', Address(name="boss@example.org", email="s@example.com")),
        ("O'Neil <o'neil+cv@example.com>", Address(name="O'Neil", email="o'neil+cv@example.com")),
        ("boss@example.org <s@example.com>", None),
        ("boss@example.org, s@example.com", None),
        ("boss@example.org)s@example.com", None),
        ("Salma <s@example.com", None),
        ("Salma s@example.com", None),
        ("a@b@example.com", None),
        ("s@[192.0.2.1]", None),
        ('"a b"@example.com', None),
        ("s@-example.com", None),
        ("s@example..com", None),
        ("Equipe: s@example.com;", None),
        ("MAILER-DAEMON", None),
        ("<>", None),
    ],
)
def test_a_sender_is_one_unambiguous_address_or_none(written: str, expected: Address | None) -> None:
    """None is explained by a problem; the mail is then stored and not answered."""
    message = parse(b"Subject: x\r\nFrom: " + written.encode() + b"\r\n\r\n", RECEIVED)
    assert message.sender == expected
    assert bool(message.problems) == (expected is None)


OWN = "Voici ma lettre.\n\nSalma"


@pytest.mark.parametrize(
    "below",
    [
        "Le lun. 20 avr. 2026 à 10:00, OMP <jobs@example.org> a écrit :\n\n> Bonjour\n",
        "Le lun. 20 avr. 2026 à 10:00, OMP <jobs@example.org>\na écrit\u00a0:\n\n> Bonjour\n",
        "On Mon, Apr 20, 2026 at 10:00 AM OMP <jobs@example.org> wrote:\n> Hello\n",
        "OMP <jobs@example.org> a écrit :\n> Bonjour\n",
        "-----Original Message-----\nFrom: OMP\nSent: Monday\n\nHello\n",
        "-----Message d'origine-----\nDe : OMP\nEnvoyé : lundi\n\nBonjour\n",
        "_______________\nDe : OMP <jobs@example.org>\nEnvoyé : lundi\nObjet : x\n\nBonjour\n",
        "*De :* OMP\n*Envoyé :* lundi 20 avril\n*À :* Salma\n*Objet :* x\n\nBonjour\n",
        "في 20 أبريل 2026 كتب OMP <jobs@example.org>:\n> مرحبا\n",
        "> quoted\n> lines\n",
        "-- \nSalma Berrada\n+212 600 000 000\n",
    ],
)
def test_the_text_ends_where_a_quoted_mail_or_a_signature_begins(below: str) -> None:
    """What we wrote ourselves must not be read as the candidate's words."""
    assert parse(mail(text=f"{OWN}\n\n{below}"), RECEIVED).text == OWN


@pytest.mark.parametrize(
    "text",
    [
        "On Monday I wrote:\na letter",
        "De : Salma\nÀ : OMP\nObjet : Candidature\n\nMadame",
        "Le poste : il me plaît.\nSuite",
        "From: my heart\nTo: you",
        "Mes atouts :\n- rigueur\n--- \n- écoute",
    ],
)
def test_words_that_look_like_a_quote_and_are_none_are_kept(text: str) -> None:
    """A letter may begin as a mail's header does."""
    assert parse(mail(text=text), RECEIVED).text == text.replace("--- ", "---")


def test_a_very_long_text_is_cut() -> None:
    """Two hundred thousand characters are a book."""
    assert len(parse(mail(text="mot " * 100_000), RECEIVED).text) == 200_000


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("&lt;b&gt; &amp; &eacute;&nbsp;&#233;", "<b> & é é"),
        ("<style>x{}</style>a<script>b</script>c", "ac"),
        ("a<!-- <p>b</p> -->c", "ac"),
        ("a <b>bold</b>\n  word", "a bold word"),
        ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3"),
        ("a<blockquote>q<br>q</blockquote>b", "a\nb"),
        ("a<style>never closed", "a"),
        ("a<p never closed", "a"),
    ],
)
def test_html_is_read_as_it_is_shown(source: str, expected: str) -> None:
    """A mail without a plain version is read from its HTML."""
    raw = b"Subject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + source.encode()
    assert parse(raw, RECEIVED).text == expected


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("https://we.tl/t-abc", ("we.tl",)),
        ("drive.google.com/file/d/1 et https://www.dropbox.com/s/x", ("drive.google.com", "dropbox.com")),
        ("https://org-my.sharepoint.com/:b:/g/x", ("org-my.sharepoint.com",)),
        ("HTTPS://MEGA.NZ/file/x https://mega.nz/file/y", ("mega.nz",)),
        ("Envoyé par wetransfer.com, salma@icloud.com", ()),
        ("https://notwetransfer.com/x https://we.tl.example.com/x", ()),
        ("> https://we.tl/t-abc", ()),
        ("https://www.canva.com/design/DAF/view https://www.canva.com/about/us", ("canva.com",)),
        ("https://moi.notion.site/CV-1 https://www.notion.so/help", ("moi.notion.site",)),
        ("https://docs.google.com/document/d/1/edit", ("docs.google.com",)),
        ("https://docs.google.com/forms/d/1", ()),
        ("https://acme.app.box.com/s/x https://www.box.com/home", ("acme.app.box.com",)),
        (
            "https://u.pcloud.link/publink/show?code=x https://fromsmash.com/xyz-ct",
            ("u.pcloud.link", "fromsmash.com"),
        ),
        ("https://kdrive.infomaniak.com/app/share/1/x", ("kdrive.infomaniak.com",)),
        (
            "https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F1",
            ("drive.google.com",),
        ),
        ("https://urldefense.com/v3/__https://1drv.ms/b/s!x__;!!a", ("1drv.ms",)),
        ("https://www.linkedin.com/in/salma https://salma.example.org/ https://github.com/salma/cv", ()),
        ("Envoyé avec https://www.wetransfer.com/ et https://www.icloud.com/", ()),
        ("https://wetransfer.com/?utm_source=signature", ()),
    ],
)
def test_links_to_shared_files_are_those_of_the_senders_own_text(text: str, links: tuple[str, ...]) -> None:
    """A link instead of a file: the recruiter is told."""
    assert parse(mail(text=text), RECEIVED).links == links


def test_a_link_that_only_the_html_version_shows_is_seen() -> None:
    """Apple Mail writes the words of a link into the plain version, and not where it leads."""
    html = '<p>Voici <a href="https://drive.google.com/file/d/1?usp=x&amp;y">mon CV</a></p>'
    assert parse(mail(text="Voici mon CV", html=html), RECEIVED).links == ("drive.google.com",)
    quoted = f"<p>Bonjour</p><blockquote>{html}</blockquote>"
    assert parse(mail(text="Bonjour", html=quoted), RECEIVED).links == ()


def test_a_letter_in_a_mail_that_is_forwarded_as_a_file_is_kept_to_be_read() -> None:
    """A colleague forwards a candidate's mail: what is written there counts like what is attached there."""
    letter = "Je vous adresse ma candidature, car votre engagement me touche. " * 8
    for text, kept in ((letter, [None, "cv.pdf"]), ("Voici mon CV.", ["cv.pdf"])):
        outer = message_from_bytes(mail(text="Pour toi"), policy=policy.SMTP)
        inner = mail(text=text, html=f"<p>{text}</p>", files=[("cv.pdf", b"%PDF-1.7")])
        outer.make_mixed()
        outer.attach(MIMEMessage(message_from_bytes(inner)))
        message = parse(outer.as_bytes(), RECEIVED)
        assert [file.name for file in message.attachments] == kept
        assert message.text.strip() == "Pour toi"
        assert all(file.forwarded for file in message.attachments)


def _sealed(content: bytes, kind: str = "signed-data") -> bytes:
    head = mail(text="x").partition(b"Content-Type")[0].replace(b"MIME-Version: 1.0\r\n", b"")
    more = f"MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type={kind}; name=smime.p7m\r\n"
    body = base64.encodebytes(content)
    return head + more.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + body


@pytest.mark.parametrize("chunks", [0, 64])
def test_a_mail_within_an_opaque_signature_is_read_like_any_other(chunks: int) -> None:
    """S/MIME signs in two ways (RFC 8551, 3.5.2): Outlook's way hides all from those who do not open it."""
    _, mark, entity = mail(text="Voici mon dossier", files=[("cv.pdf", b"%PDF-1.7")]).partition(
        b"MIME-Version"
    )
    message = parse(_sealed(signed(mark + entity, chunks=chunks)), RECEIVED)
    assert message.text.strip() == "Voici mon dossier"
    assert [(file.name, file.payload) for file in message.attachments] == [("cv.pdf", b"%PDF-1.7")]
    assert not message.encrypted


def test_a_sealed_mail_is_encrypted_and_its_seal_is_kept() -> None:
    """Nobody says that a document is missing from what nobody has read."""
    message = parse(_sealed(enveloped(), "enveloped-data"), RECEIVED)
    assert message.encrypted
    assert [file.name for file in message.attachments] == ["smime.p7m"]


@pytest.mark.parametrize(
    ("headers", "bounce"),
    [
        ({"Return-Path": "<>"}, True),
        ({"Return-Path": "< >"}, True),
        ({"Return-Path": '""'}, True),
        ({"From": "Mail Delivery Subsystem <x@example.net>"}, True),
        ({"From": "postmaster@example.net"}, True),
        ({}, False),
    ],
)
def test_the_wording_of_a_bounce_counts_from_machines_only(headers: dict[str, str], bounce: bool) -> None:
    """A candidate may write that an earlier mail was not delivered."""
    text = "Mon message n'a pas pu être remis à salma@example.com."
    assert (parse(mail(text=text, headers=headers), RECEIVED).bounce is not None) is bounce


def test_an_out_of_office_with_a_null_return_path_is_no_bounce() -> None:
    """RFC 3834 answers carry one, too."""
    assert not parse(mail(text="Je suis absente.", headers={"Return-Path": "<>"}), RECEIVED).bounce


def test_quotes_of_a_forward_count_only_with_a_forward_prefix() -> None:
    """A reply quotes in the same form."""
    text = "Voir.\n\n---------- Forwarded message ---------\nFrom: A <a@example.net>\nSubject: s\n\nx\n"
    assert parse(mail(subject="Re: s", text=text), RECEIVED).forwarded is None
    forwarded = parse(mail(subject="Fwd: s", text=text), RECEIVED).forwarded
    assert forwarded is not None
    assert forwarded.sender == Address(name="A", email="a@example.net")


def test_a_document_declared_as_text_is_an_attachment() -> None:
    """Some clients send a file as text/plain without a name."""
    raw = b"Subject: x\r\nContent-Type: text/plain\r\n\r\n%PDF-1.4 x"
    message = parse(raw, RECEIVED)
    assert message.text == ""
    assert [file.payload for file in message.attachments] == [b"%PDF-1.4 x"]


def test_the_log_stays_silent_about_what_a_mail_says(caplog: pytest.LogCaptureFixture) -> None:
    """mail-parser logs the headers that it cannot decode."""
    raw = (
        b"From: =?utf-8?b?w?= <secret@example.com>\r\nSubject: =?utf-8?b?w?=\r\nReturn-Path: <>\r\n\r\nfailed"
    )
    with caplog.at_level("DEBUG"):
        assert parse(raw, RECEIVED).sender == Address(name="=?utf-8?b?w?=", email="secret@example.com")
    assert caplog.text == ""
