"""`intake init`: an interview that makes a working configuration, and proves that it works."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import typer

from intake import zones
from intake.checking import REFUSED, checked
from intake.domain.providers import Server
from intake.given import desk_for
from intake.interview.files import Workplace, workplace
from intake.interview.mailbox import ask_mailbox, since, valid
from intake.interview.posting import ask_posting
from intake.interview.proof import prove
from intake.interview.talk import ask, heading, say, yes
from intake.settings import Login, Outline, answers, intake_file
from intake.show import findings
from intake.signing import sign_in_to

_NOWHERE = Login(server=Server(host="localhost", port=0))


def interview(config: Path) -> int:
    """Ask, write the configuration, prove it; return the exit status.

    Raises Misuse where it cannot be written; typer.Abort where the person leaves: then nothing is left.
    """
    with workplace(config) as place:
        outline = ask_mailbox(place, _organisation())
        posting = ask_posting(place, outline)
        outline = _finish(place, outline)
        place.publish()
    say()
    say(f"Written: {_written(config, outline, posting)}")
    return _prove(config, outline)


def _organisation() -> Outline:
    heading("The organisation")
    organisation = ask("Its name", answers.text)
    zone = ask("Its time zone, as Africa/Casablanca", answers.zone, zones.here())
    admin = ask("Address of whom to tell when something is wrong", answers.address)
    today = datetime.now(UTC).date()
    return Outline(
        organisation=organisation,
        zone=zone,
        admins=(admin,),
        name="jobs",
        address=admin,
        provider=None,
        imap=_NOWHERE,
        smtp=_NOWHERE,
        since=today,
    )


def _finish(place: Workplace, outline: Outline) -> Outline:
    heading("The first mails")
    say("Mail that is there already is filed. What was received before this day gets no letter:")
    while True:
        day = ask("Answer what was received from", since, outline.since.isoformat())
        place.write("intake.yaml", intake_file(replace(outline, since=day)))
        if valid(place):
            return replace(outline, since=day)


def _written(config: Path, outline: Outline, posting: str | None) -> str:
    names = [str(config / "intake.yaml")]
    if posting:
        names.append(str(config / "postings" / f"{posting}.yaml"))
    if outline.imap.password:
        names.append(f"{outline.imap.password} (the password; keep it to yourself)")
    return ", ".join(names)


def _prove(config: Path, outline: Outline) -> int:
    heading("Does it work?")
    if outline.imap.auth is not None:
        with desk_for(config) as desk:
            sign_in_to(desk, desk.settings.mailboxes[outline.name])
    found, status = checked(config, connect=True)
    findings(found, refused=status == REFUSED)
    if status == 0 and _agreed("Send a mail to yourself, and take in what is in the mailbox?"):
        status = 0 if prove(config, outline.name) else 1
    say()
    if status:
        say(f"intake check --connect --config {config}   looks again, when it is mended")
    say(f"intake run --config {config}   starts it")
    return status


def _agreed(question: str) -> bool:
    """Whether the answer is yes; who leaves now leaves a configuration that stands."""
    try:
        return yes(question)
    except typer.Abort:
        return False
