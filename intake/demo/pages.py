"""What the demo leaves: every letter, digest and mail as files to open, and one page that lists them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from intake.demo import mails
from intake.demo.ads import ads
from intake.demo.mails import Written
from intake.demo.office import Office, Played
from intake.demo.story import DAY, DIGEST_AT, Round
from intake.embedded import Accepted

_ISOLATE, _END = "\u2068", "\u2069"  # first strong isolate, and its end (UAX #9)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A letter or digest left as files: links relative to the page, and its subject."""

    stem: str  # of its files, such as letters/01-samira-bennani-complete
    recipient: str
    subject: str


def isolated(text: str) -> str:
    """Set a text apart from its neighbours, where it runs from right to left."""
    runs_left = any("\u0590" <= c <= "\u08ff" for c in text)
    return f"{_ISOLATE}{text}{_END}" if runs_left else text


def name_of(mail: Written) -> str:
    """Give the name that a mail's From shows, else its address."""
    name, address = parseaddr(mail.sender)
    return name or address


def summary(office: Office) -> list[tuple[dict[str, Any], list[Played]]]:
    """Give every application as it stands at the end, with the scenes that a letter answered."""
    last = {one.application["reference"]: one.application for one in office.played if one.application}
    return [
        (
            application,
            [
                one
                for one in office.letters()
                if one.application and one.application["reference"] == reference
            ],
        )
        for reference, application in sorted(last.items())
    ]


def leave(office: Office, rounds: Sequence[Round], output: Path) -> None:
    """Write everything into the demo's folder."""
    letters: dict[int, Sheet] = {}
    for number, one in enumerate(office.letters(), start=1):
        assert one.letter is not None
        stem = f"letters/{number:02}-{one.scene.mail}-{one.letter_kind}"
        letters[one.number] = _sheet(output, stem, one.letter)
    digests = [_sheet(output, f"digest/{one.recruiter}", mail) for one, mail in office.digests if mail]
    for one in office.played:
        path = output / _mail_of(one)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(one.mail.raw)
    page = (
        _environment()
        .get_template("index.html")
        .render(
            day=DAY,
            digest_at=DIGEST_AT,
            ads=list(ads(office.desk.settings)),
            rounds=[(each, [one for one in office.played if one.scene in each.scenes]) for each in rounds],
            letters=letters,
            digests=digests,
            summary=summary(office),
            surprises=office.surprises,
            mail_of=_mail_of,
            name_of=name_of,
            commands=commands(office, Path(output.name or ".")),
        )
    )
    (output / "index.html").write_text(page, encoding="utf-8")


def commands(office: Office, output: Path) -> list[str]:
    """Give commands that show more of what lies there."""
    config = ("--config", (output / "config").as_posix())
    last = office.played[-1]
    why = ((output / _mail_of(last)).as_posix(), *config, "--received", last.scene.at.isoformat())
    words = (("applications", *config), ("messages", *config), ("explain", *why))
    return [shlex.join(("intake", *each)) for each in words]


def _mail_of(one: Played) -> str:
    return f"mails/{one.number:02}-{one.scene.mail}.eml"


def _sheet(output: Path, stem: str, mail: Accepted) -> Sheet:
    """Write a mail of ours as a mail, as a page and as a text."""
    message = mails.read(mail.raw)
    head = "".join(f"{name}: {message[name]}\n" for name in ("From", "To", "Subject"))
    base = output / stem
    base.parent.mkdir(exist_ok=True)
    # Not with_suffix: a stem may hold dots.
    Path(f"{base}.eml").write_bytes(mail.raw)
    Path(f"{base}.txt").write_text(f"{head}\n{mails.text_of(message)}", encoding="utf-8")
    Path(f"{base}.html").write_text(mails.text_of(message, "html"), encoding="utf-8")
    return Sheet(stem=stem, recipient=mail.recipients[0], subject=str(message["Subject"]))


def _environment() -> Environment:
    here = Path(__file__).parent
    return Environment(
        loader=FileSystemLoader(here),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
