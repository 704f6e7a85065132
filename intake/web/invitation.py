"""The letter that brings somebody a link, in that person's language."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from intake.domain.model import Language
from intake.domain.user import User
from intake.services.notices import Notice, carrier, post
from intake.store.database import Transaction
from intake.web.visit import Visit
from intake.web.words import words


@dataclass(frozen=True, kw_only=True, slots=True)
class _Letter:
    subject: str
    text: str
    html: str
    faults: tuple[str, ...] = ()


def address_of(visit: Visit, token: str) -> str:
    """The link of a token, as a person opens it."""
    base = visit.desk.settings.web.url or str(visit.request.base_url).rstrip("/")
    return f"{base}/link/{token}"


def hand_over(visit: Visit, tx: Transaction, user: User, address: str) -> bool:
    """Put the letter into the outbox; False: no mailbox sends it, or no address leads here from elsewhere."""
    settings = visit.desk.settings
    if not settings.mailboxes or settings.web.url is None:
        return False
    language = user.language or visit.language
    letter = written(language, user, address, settings.organisation)
    notice = Notice(kind="invitation", language=language, recipient=user.email, rendered=letter)
    try:
        post(visit.desk, tx, carrier(visit.desk), notice)
    except ValueError:  # an address that no mail can be sent to
        return False
    return True


def written(language: Language, user: User, address: str, organisation: str) -> _Letter:
    """The letter in words."""
    _ = words(language).gettext
    who = {"who": user.name, "organisation": organisation or "intake"}
    if user.has_password:
        subject = _("A new password for intake")
        told = _("By this link you choose a new password for intake at %(organisation)s.") % who
        good = _("It is good for 2 hours, and for once.")
    else:
        subject = _("Your access to the applications")
        told = (
            _("You are invited to intake at %(organisation)s. By this link you choose your password.") % who
        )
        good = _("It is good for 7 days, and for once.")
    greeting, otherwise = (
        _("Hello %(who)s,") % who,
        _("If you did not expect this mail, you need not do anything."),
    )
    text = f"{greeting}\n\n{told} {good}\n\n{address}\n\n{otherwise}\n"
    direction = "rtl" if language == "ar" else "ltr"
    lines = (
        escape(f"{told} {good}"),
        f'<a href="{escape(address)}">{escape(address)}</a>',
        escape(otherwise),
    )
    body = "".join(f"<p>{line}</p>" for line in (escape(greeting), *lines))
    html = f'<!doctype html><html lang="{language}" dir="{direction}"><meta charset="utf-8">{body}</html>\n'
    return _Letter(subject=subject, text=text, html=html)
