"""A letter with made-up facts, sent to whoever wants to see it arrive: to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from intake.domain.model import Language
from intake.domain.sample_letters import cases
from intake.domain.trouble import Misuse
from intake.domain.user import User
from intake.services.desk import Desk
from intake.services.notices import Notice, carrier, post
from intake.store import audit

# In front of the subject: nobody is to take a trial for a letter.
MARKS: Final[dict[Language, str]] = {"fr": "[essai]", "en": "[trial]", "ar": "[تجربة]"}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Trial:
    subject: str
    text: str
    html: str
    faults: tuple[str, ...] = ()


def send(desk: Desk, user: User, letter: str, language: Language, case: int) -> int | None:
    """Put a letter on the facts of a sample into the outbox, to the user's own address; return its id.

    Raises:
        Misuse: the address cannot be written to.
        Trouble: there is no mailbox to send it from, or the database cannot be used.

    """
    made = desk.letters.show(cases(letter, language)[case])
    rendered = _Trial(subject=f"{MARKS[language]} {made.subject}", text=made.text, html=made.html)
    notice = Notice(kind="trial", language=language, recipient=user.email, rendered=rendered)
    mailbox = carrier(desk)
    with desk.database.write() as tx:
        try:
            letter_id = post(desk, tx, mailbox, notice)
        except ValueError:
            raise Misuse(
                "Your address cannot be written to.", "Have an admin correct the address of your account."
            ) from None
        note = f"{letter} {language}"
        audit.record(tx, at=desk.now(), actor=desk.actor, action="trial", letter_id=letter_id, note=note)
    return letter_id
