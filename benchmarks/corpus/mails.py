"""Mails as candidates' programs write them, and the postings that they answer."""

from __future__ import annotations

import html
import mimetypes
from collections.abc import Sequence
from datetime import UTC, datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from random import Random
from typing import Final

from corpus import people, pictures

RECEIVED: Final = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
_ADDRESS: Final = "jobs@example.org"
_TITLES: Final = {"fr": "Chargé de projet", "en": "Project officer", "ar": "مكلف بمشروع"}
_SUBJECTS: Final = {"fr": "Candidature {0} : {1}", "en": "Application {0}: {1}", "ar": "ترشيح {0} {1}"}
_SIGNATURES: Final = (
    "",
    "",
    "",
    "\n\n-- \nEnvoyé de mon iPhone",
    "\n\nSent from Yahoo Mail",
    "\n\nمرسل من هاتفي",
)
_INTAKE: Final = f"""\
organisation: Association Exemple
timezone: Africa/Casablanca
admins: [admin@example.org]
mailboxes:
  jobs:
    address: {_ADDRESS}
    imap: {{host: imap.example.org, username: jobs, password: {{env: JOBS_PASSWORD}}}}
    smtp: {{host: smtp.example.org}}
"""


def subject(language: str, posting: int) -> str:
    """Give the subject that a posting asks for."""
    number = {"fr": 100, "en": 200, "ar": 300}[language] + posting
    return _SUBJECTS[language].format(number, _TITLES[language])


def configuration(folder: Path, requirements: Sequence[Sequence[tuple[str, int]]]) -> Path:
    """Write a configuration with a posting for each list of documents, in each language."""
    postings = folder / "config" / "postings"
    postings.mkdir(parents=True, exist_ok=True)
    (postings.parent / "intake.yaml").write_text(_INTAKE, encoding="utf-8")
    for language, title in _TITLES.items():
        for number, wanted in enumerate(requirements):
            documents = ", ".join(f"{{kind: {kind}, count: {many}}}" for kind, many in wanted)
            (postings / f"{language}-{number}.yaml").write_text(
                f"title: {title}\nmailbox: jobs\nlanguage: {language}\n"
                f'subject: "{subject(language, number)}"\n'
                f"documents: [{documents}]\nrecruiters: [direction@example.org]\n",
                encoding="utf-8",
            )
    return postings.parent


def mail(
    rng: Random, person: people.Person, title: str, text: str,
    files: Sequence[tuple[str, bytes]], *, language: str, number: int,
) -> bytes:  # fmt: skip
    """Write a candidate's mail: a subject, a text, files, now and then a logo in the signature."""
    message = EmailMessage(policy=policy.SMTP)
    shown = rng.choice((person.name, person.latin, person.latin, person.formal, ""))
    message["From"] = Address(shown, addr_spec=person.email)
    message["To"] = _ADDRESS
    message["Subject"] = rng.choice(("", "", "", "Re: ", "TR : ")) + title
    message["Date"] = format_datetime(RECEIVED)
    message["Message-ID"] = f"<{rng.getrandbits(64):x}.{number}@mail.example.com>"
    text += rng.choice(_SIGNATURES)
    message.set_content(text, cte="base64" if language == "ar" else "quoted-printable")
    if rng.random() < 0.6:  # noqa: PLR2004
        lines = "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.splitlines())
        message.add_alternative(f"<html><body>{lines}</body></html>", subtype="html", cte="base64")
    for name, data in files:
        guessed = mimetypes.guess_type(name)[0] if rng.random() < 0.9 else None  # noqa: PLR2004
        kind = (guessed or "application/octet-stream").split("/")
        message.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    if rng.random() < 0.2:  # noqa: PLR2004
        message.add_attachment(
            pictures.logo(rng), maintype="image", subtype="png", filename="image001.png",
            disposition="inline", cid="<image001.png@01D7>",
        )  # fmt: skip
    for depth, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{depth}")
    return message.as_bytes()
