"""Words of strangers stay words: no path, no header, no template, no markup, no terminal command."""

from __future__ import annotations

import time
from email import message_from_bytes, policy
from email.header import Header
from pathlib import Path

import pytest
from builders import model
from builders.mails import RECEIVED, mail
from rigs.office import CV, FULL, SUBJECT, Office

from intake import show
from intake.adapters.mime import parse
from intake.domain.automatic import verdict
from intake.domain.decide import decide
from intake.domain.freemail import Colleagues
from intake.domain.language import detect
from intake.domain.route import route
from intake.reading.dossier import Context, read_body

# --- names of files ----------------------------------------------------------

NAMES = {
    "climbs": ("../../../etc/passwd", "passwd"),
    "climbs in Windows": ("..\\..\\Windows\\cv.pdf", "cv.pdf"),
    "absolute": ("/etc/cron.d/cv.pdf", "cv.pdf"),
    "drive": ("C:\\Users\\x\\cv.pdf", "cv.pdf"),
    "NUL": ("cv.pdf\0.exe", "cv.pdf.exe"),
    "line breaks": ("cv\r\nBcc: x@example.com\r\n.pdf", "cv Bcc: x@example.com .pdf"),
    "bidi override": ("cv\u202efdp.exe", "cvfdp.exe"),
    "isolates": ("\u2066cv\u2069.pdf", "cv.pdf"),
    "terminal escape": ("\x1b[2J\x1b]0;x\x07cv.pdf", "[2J]0;xcv.pdf"),
    "C1 controls": ("\x9b2Jcv.pdf", "›2Jcv.pdf"),
    "long Arabic": ("سيرة" * 75 + ".pdf", None),
    "reserved in Windows": ("CON.pdf", "CON.pdf"),
    "alternate stream": ("cv.pdf:hidden.exe", "cv.pdf:hidden.exe"),
    "leading dots": ("...cv.pdf", "...cv.pdf"),
    "template": ("{{7*7}}{% for x in y %}.pdf", "{{7*7}}{% for x in y %}.pdf"),
    "formula": ('=HYPERLINK("http://x")', 'x")'),
    "markup": ("<script>alert(1)</script>.pdf", "script>.pdf"),
    "shell": ("$(rm -rf ~);`id`|cv.pdf", "$(rm -rf ~);`id`|cv.pdf"),
}


def named(name: str, data: bytes) -> bytes:
    """A mail with a file of that name, encoded as mail programs do against the rules (RFC 2047)."""
    word = Header(name, "utf-8", maxlinelen=10_000).encode()
    raw = mail(files=[("XXXX", data), *FULL[1:]])
    assert raw.count(b'filename="XXXX"') == 1
    return raw.replace(b'filename="XXXX"', b'filename="' + word.encode() + b'"')


@pytest.mark.parametrize("case", NAMES)
def test_a_file_name_is_for_showing_only(case: str) -> None:
    written, shown = NAMES[case]
    name = parse(named(written, CV[1]), RECEIVED).attachments[0].name
    assert name is not None
    assert name.isprintable()
    assert len(name) <= 255
    assert not {"/", "\\"} & set(name)
    if shown is not None:
        assert name == shown


def test_no_name_of_a_stranger_becomes_a_path(office: Office) -> None:
    for number, (written, _) in enumerate(NAMES.values()):
        office.dovecot.deliver(office.user, named(written, CV[1] + b"%d" % number))
    office.poll()
    assert len(office.messages()) == len(NAMES)
    storage = office.base / "var" / "storage"
    digits = set("0123456789abcdef")
    for path in storage.rglob("*"):
        parts = set(path.relative_to(storage).parts) - {"unfinished"}
        assert all(set(part) <= digits for part in parts)
    found = {path.name for path in office.base.rglob("*") if path.is_file()}
    assert not {name for name in found if "cv" in name.lower() or "passwd" in name}
    (application,) = office.applications()
    assert len(application["documents"]) == len(NAMES) + 2


def test_the_same_file_twice_is_one_document(office: Office) -> None:
    """Ten files of one name, and the same bytes under that name again."""
    office.apply([CV, CV, *FULL[1:], ("CV.pdf", CV[1] + b" "), ("copie.pdf", CV[1])])
    office.poll()
    application = office.application()
    assert [each["file"] for each in application["documents"]] == [
        *("CV.pdf", "Lettre.pdf", "Références.pdf", "CV.pdf")
    ]
    assert application["status"] == "complete"


# --- what we write -----------------------------------------------------------

INJECTIONS = {
    "encoded line break": "=?utf-8?q?x=0D=0ABcc:_victim=40example.net?=",
    "encoded line feed": "=?utf-8?q?x=0ABcc:_victim=40example.net?=",
    "encoded carriage return": "=?utf-8?q?x=0DBcc:_victim=40example.net?=",
    "base64 of a body": "=?utf-8?b?eA0KDQpJIGFtIGEgYm9keQ==?=",
    "line separators": "=?utf-8?q?x=E2=80=A8Bcc:_victim=40example.net=E2=80=A9?=",
    "vertical tab and form feed": "=?utf-8?q?x=0BBcc:=0Cvictim=40example.net?=",
    "next line": "=?iso-8859-1?q?x=85Bcc:_victim=40example.net?=",
    "words in words": "=?utf-8?q?=3D=3Futf-8=3Fq=3Fx=3D0ABcc=3A_y=3F=3D?=",
    "template": "{{7*7}} {% include '/etc/passwd' %} {# x #}",
    "template of other engines": "${7*7} #{7*7} <%= 7*7 %> %(x)s {0.__class__}",
    "markup": "<img src=x onerror=alert(1)><a href='http://evil.example'>x</a>",
    "entities": "&lt;script&gt; &#60;b&#62;",
    "link": "http://evil.example/pay www.evil.example",
    "bidi": "=?utf-8?b?4oCueA==?= x",
    "NUL": "=?utf-8?q?x=00y?=",
    "escape": "=?utf-8?q?=1B[2J=9B31mx?=",
}


@pytest.mark.parametrize("case", INJECTIONS)
def test_what_a_candidate_writes_changes_no_letter_and_no_header(office: Office, case: str) -> None:
    """In the subject and the References of one mail, and in the sender's name of another."""
    word = INJECTIONS[case]
    subject = f"{SUBJECT.replace('é', 'e')} {word}"
    references = f"<a@example.com> <{word.replace(' ', '')}@x> <b@example.com\tBcc: x>"
    office.posting(subject=f"{SUBJECT} {{any}}")
    for sender in ("Salma <salma@example.com>", f"{word} <b@example.com>"):
        head = f"From: {sender}\r\nSubject: {subject}\r\nReferences: {references}\r\n"
        office.dovecot.deliver(office.user, f"{head}Message-ID: <1@x>\r\n\r\nBonjour".encode())
    office.poll()
    assert [row["outcome"] for row in office.messages()] == ["application"] * 2
    assert office.messages()[0]["sender"] == "salma@example.com"
    written = {letter.recipients: letter for letter in office.letters}
    assert ("salma@example.com",) in written
    assert written.keys() <= {("salma@example.com",), ("b@example.com",)}
    for recipients, letter in written.items():
        assert not {"bcc", "cc", "reply-to"} & {name.lower() for name in letter.mail}
        assert letter.mail["To"].addresses[0].addr_spec == recipients[0]
        again = message_from_bytes(letter.mail.as_bytes(), policy=policy.default)
        assert again.keys() == letter.mail.keys()
        html = letter.mail.get_body(("html",)).get_content()
        for text in (letter.subject, letter.text, html):
            assert "49" not in text
            assert "root:" not in text
            assert not {"\x1b", "\0", "\x9b", "\u202e", "\u2028"} & set(text)
            assert "http://evil" not in text
        assert "<img src=x" not in html
        assert "<script" not in html


def test_the_digest_escapes_what_strangers_wrote(office: Office) -> None:
    """Names, subjects, file names and reasons, in text and in HTML."""
    evil = "<img src=x onerror=alert(1)>{{7*7}}"
    office.receive(mail(sender=f'"{evil}" <salma@example.com>', files=[(f"{evil}.pdf", b"%PDF-broken")]))
    office.receive(mail(sender=f'"{evil}" <b@example.com>', subject=f"Autre chose {evil}", files=[CV]))
    office.poll()
    office.run("digest", "--date", "2026-05-04", "--json")
    office.poll()
    digests = [each for each in office.letters if "direction@example.org" in each.recipients]
    assert digests
    for each in digests:
        html = each.mail.get_body(("html",)).get_content()
        assert "<img" not in html
        assert "&lt;img" in html
        assert "49" not in html.replace("{{7*7}}", "")


# --- what a terminal gets ----------------------------------------------------


@pytest.mark.parametrize(
    "command", [("messages",), ("applications",), ("digest", "--dry-run", "--date", "2026-05-04")]
)
def test_no_command_hands_a_stranger_the_terminal(office: Office, command: tuple[str, ...]) -> None:
    evil = "=?utf-8?q?=1B[2J=1B]0;x=07=9B31m=E2=80=AE?= "
    raw = mail(subject="XX", files=[("\x1b[2Jx.pdf", b"x")]).replace(
        b"Subject: XX", f"Subject: {evil}x".encode()
    )
    office.dovecot.deliver(office.user, raw)
    office.apply([CV, ("\x9b31m.pdf", b"%PDF-broken")])
    office.poll()
    ran = office.run(*command)
    assert ran.status == 0
    assert ran.out.strip()
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(ran.out + ran.err)


def test_the_name_of_an_explained_file_is_shown_without_its_escapes(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "\x1b[2J\u202efdp.txt"
    path.write_bytes(b"x")
    ran = office.run("explain", path)
    assert "[2Jfdp.txt" in ran.out
    assert not {"\x1b", "\u202e"} & set(ran.out)


@pytest.mark.parametrize(
    "say", [show.warn, lambda text: show.table(("x",), [(text,)], "")], ids=["warn", "table"]
)
def test_a_servers_words_are_shown_without_their_escapes(capsys: pytest.CaptureFixture[str], say) -> None:
    say("NO \x1b[2J\x9b31m\u202e\x07\x08failed\tأهلا\u200f")
    shown = "".join(capsys.readouterr())
    assert "NO [2J31mfailed" in shown
    assert not {"\x1b", "\x9b", "\u202e", "\x07", "\x08", "\u200f"} & set(shown)


# --- patterns ----------------------------------------------------------------

# What makes a careless pattern quadratic, repeated until a quadratic one takes far too long.
UNITS = {
    "letters": "a", "blanks": " ", "lines": "\n", "digits": "1 ", "at signs": "a@", "dots": "a.",
    "angles": "<", "round": "(", "square": "[", "dashes": "- ", "rules": "--", "underscores": "_",
    "schemes": "http://", "www": "www.", "quotes": ">", "colons": "a:", "commas": "a, ", "marks": '"',
    "words": "ab cd ", "names": "Ab Cd ", "Arabic": "ال", "slashes": "a/", "semicolons": ";", "hex": "ff",
    "backslashes": "\\", "froms": "From: ", "attributions": "On 1 ", "years": "2019-", "tabs": "\t",
    "parameters": "name=", "references": "OMP-", "replies": "re: ", "announced": "joint ",
    "numbers": "+212 6 12 ",    "encoded": "=?", "entities": "&", "line ends": "\r\n",
    "comments": "<!--",
    "questions": "je souhaite ",
}  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_no_text_makes_a_decision_slow(unit: str) -> None:
    """A long body and headers as long as they are read, through every rule that looks at them."""
    text = UNITS[unit] * (80_000 // len(UNITS[unit]))
    value = " ".join((UNITS[unit] * (9_000 // len(UNITS[unit]))).split("\n")).replace("\r", " ")
    fields = (
        *("Subject", "Return-Path", "Auto-Submitted", "Precedence", "List-Id", "References", "In-Reply-To"),
        *("Message-ID", "Date", "Received", "Sender", "Reply-To", "X-Failed-Recipients", "Feedback-ID"),
        *("X-Auto-Response-Suppress", "X-Mailer", "Cc", "Content-Type", "Content-Disposition"),
    )
    lines = ("From: a@example.com", f"Authentication-Results: mx.example.org; {value}")
    head = "\r\n".join((*lines, *(f"{name}: {value}" for name in fields)))
    raw = f"{head}\r\n\r\n{text}".encode()
    started = time.process_time()
    message = parse(raw, RECEIVED)
    verdict(message, ours=frozenset({"jobs@example.org"}), authserv_id="mx.example.org")
    postings = [model.posting(), model.posting("b", subject="{name} - {any} x {any} candidature {any}")]
    colleagues = Colleagues.of(("a@example.com",))
    route(message, postings, thread=None, colleagues=colleagues, with_documents=True, assigned=None)
    seen = model.considered(subject=message.subject, text=text)
    decide(seen, None, answer_unmatched=True, default_language="fr")
    detect(text)
    read_body(text, Context())
    assert time.process_time() - started < 6
