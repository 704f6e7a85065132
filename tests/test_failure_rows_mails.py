"""Mails as real programs write them, through a poll: what is attached counts, and unread is not missing."""

from __future__ import annotations

import base64
from collections.abc import Mapping

import pytest
from builders import documents
from builders.mails import mail
from rigs.office import IN_TIME, SUBJECT, Office

CV = documents.pdf([documents.CV_FR])
LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
TEXT = b"Madame, Monsieur,\r\n\r\nVeuillez trouver ci-joint ma candidature.\r\n\r\nSalma Berrada\r\n"


def part(payload: bytes, **headers: str) -> bytes:
    """One MIME part in base64, with just these headers: `Content_Type` is written Content-Type."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append("Content-Transfer-Encoding: base64")
    return "\r\n".join([*lines, "", ""]).encode() + base64.encodebytes(payload).replace(b"\n", b"\r\n")


def written(sender: str, *parts: bytes, content_type: str = "multipart/mixed") -> bytes:
    """A mail for the posting, of a text and these parts."""
    head = f"From: {sender}\r\nTo: jobs@example.org\r\nSubject: Candidature OMP\r\nMIME-Version: 1.0\r\n"
    head += f'Content-Type: {content_type}; boundary="b"\r\n\r\n'
    text = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + TEXT
    return head.encode() + b"".join(b"--b\r\n%s\r\n" % each for each in (text, *parts)) + b"--b--\r\n"


# For each way to attach a file: its parts, and the status of a posting that asks for a CV.
ATTACHED: Mapping[str, tuple[tuple[bytes, ...], str]] = {
    "inline-as-apple-does": (
        (
            part(
                CV,
                Content_Type='application/pdf; name="CV.pdf"',
                Content_Disposition="inline; filename=CV.pdf",
            ),
        ),
        "complete",
    ),
    "no-disposition": ((part(CV, Content_Type='application/octet-stream; name="CV.pdf"'),), "complete"),
    "no-name": ((part(CV, Content_Type="application/pdf", Content_Disposition="attachment"),), "complete"),
    "no-type": ((part(CV, Content_Disposition='attachment; filename="CV.pdf"'),), "complete"),
    "wrong-type": ((part(CV, Content_Type='image/jpeg; name="CV.jpg"'),), "complete"),
    "a-content-id-and-no-use-of-it": (
        (part(CV, Content_Type='application/pdf; name="CV.pdf"', Content_ID="<a@b>"),),
        "complete",
    ),
    "beside-a-broken-file": (
        (
            part(CV, Content_Type='application/pdf; name="CV.pdf"'),
            part(b"%PDF-1.7 \xff broken", Content_Type='application/pdf; name="Master.pdf"'),
        ),
        "complete",
    ),
    "a-program-by-that-name": (
        (part(b"MZ\x90\x00" + bytes(500), Content_Type='application/pdf; name="CV.pdf"'),),
        "review",
    ),
    "winmail": (
        (part(b"\x78\x9f\x3e\x22" + bytes(300), Content_Type='application/ms-tnef; name="winmail.dat"'),),
        "review",
    ),
    "a-logo-only": (
        (
            part(
                LOGO,
                Content_Type='image/png; name="logo.png"',
                Content_Disposition="inline; filename=logo.png",
                Content_ID="<logo@b>",
            ),
        ),
        "incomplete",
    ),
    "nothing": ((), "incomplete"),
}


def test_a_file_counts_however_it_is_attached_and_what_cannot_be_read_is_for_a_person(office: Office) -> None:
    office.posting(subject="Candidature OMP", documents=["cv"])
    for name, (parts, _) in ATTACHED.items():
        office.receive(written(f"{name}@example.com", *parts))
    office.poll()
    found = {row["candidate"]["email"].split("@")[0]: row["status"] for row in office.applications()}
    assert found == {name: status for name, (_, status) in ATTACHED.items()}
    assert len(office.letters) == len(ATTACHED)


ENVELOPED = (
    b"From: salma@example.com\r\nTo: jobs@example.org\r\nSubject: Candidature OMP\r\nMIME-Version: 1.0\r\n"
    + part(
        b"\x30\x80" + bytes(400),
        Content_Type="application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
    )
)
PGP = written(
    "salma@example.com",
    part(b"Version: 1", Content_Type="application/pgp-encrypted"),
    part(b"-----BEGIN PGP MESSAGE-----\n", Content_Type='application/octet-stream; name="encrypted.asc"'),
    content_type='multipart/encrypted; protocol="application/pgp-encrypted"',
)


@pytest.mark.parametrize("raw", [ENVELOPED, PGP], ids=["S/MIME", "PGP"])
def test_an_encrypted_mail_is_for_a_person_and_nothing_is_called_missing(office: Office, raw: bytes) -> None:
    office.posting(subject="Candidature OMP", documents=["cv", "letter"])
    office.receive(raw)
    office.poll()
    assert office.application()["status"] == "review"
    assert "encrypted" in office.application()["reason"]
    assert "CV" not in office.letters[0].text


def test_ten_files_of_one_name_are_ten_documents(office: Office) -> None:
    texts = [documents.pdf([f"{documents.CV_FR}\nVersion {number}"]) for number in range(10)]
    office.apply([("cv.pdf", data) for data in texts])
    office.poll()
    found = office.application()["documents"]
    assert [item["file"] for item in found] == ["cv.pdf"] * 10
    assert len({item["sha256"] for item in found}) == 10


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/cron.d/x",
        "C:\\x.pdf",
        "é" * 300 + ".pdf",
        "\u202efdp.exe",
        ".",
    ],
)
def test_a_files_name_is_shown_and_never_a_path(office: Office, name: str) -> None:
    before = {path for path in office.base.rglob("*") if path.is_file()}
    office.apply([(name, CV)])
    office.poll()
    assert len(office.application()["documents"]) == 1
    made = {path for path in office.base.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(office.base / "var") for path in made)
    assert not any("passwd" in path.name or "exe" in path.name or "boot" in path.name for path in made)


def test_text_that_hides_nul_bytes_is_filed_without_them(office: Office) -> None:
    """In encoded words and base64, where the server's own cure for NUL does not reach."""
    office.posting(subject="Candidature OMP", documents=["cv"])
    hidden = part(b"Bon\0jour", Content_Type="text/plain; charset=utf-8")
    raw = written("a@example.com", hidden, part(CV, Content_Type='application/pdf; name="C\0V.pdf"'))
    office.receive(raw.replace(b"Candidature OMP", b"=?utf-8?q?Candidature=00_OMP?="))
    office.poll()
    (row,) = office.messages()
    assert (row["outcome"], row["subject"]) == ("application", "Candidature OMP")
    assert "\\u0000" not in office.run("applications", "--json").out


@pytest.mark.parametrize(
    "subject", ['Candidature "chargé(e) de projet" \\ OMP', SUBJECT + " \\", SUBJECT + ' "']
)
def test_quotes_and_backslashes_of_a_subject_disturb_no_conversation_with_the_server(
    office: Office, subject: str
) -> None:
    office.receive(mail(subject=subject, text="Bonjour"), IN_TIME)
    office.apply()
    office.poll()
    assert office.outcomes() == ["application", "supplement"]
