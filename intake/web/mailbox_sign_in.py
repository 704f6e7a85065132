"""Signing in to a mailbox at Microsoft or another server of tokens: by a code that is entered there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from intake.domain.model import Account, Mailbox
from intake.domain.trouble import Misuse
from intake.services import guests
from intake.services.inspect import log_ins
from intake.services.sign_in import key_of
from intake.settings import is_loopback
from intake.store import tokens
from intake.web import tray
from intake.web.background import Work, begin
from intake.web.faults import fault
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_LONGEST: Final = 900.0  # seconds; a code is good for a quarter of an hour


@dataclass
class Asked:
    """Who signs in, as the flow sees a person: it is told a code and where to enter it."""

    username: str
    code: str = ""
    url: str = ""
    browse: None = None
    read: None = None

    def tell(self, words: str) -> None:
        """Hear what a terminal would show; the page has words of its own."""

    def enter(self, code: str, url: str) -> None:
        """Keep the code for the page."""
        self.code, self.url = code, url

    def open(self, _: str) -> None:
        """Refuse: the page of this flow leads back to the machine that began it."""
        raise Misuse("This sign-in needs a browser on the machine of intake.", "Use `intake login` there.")


def look(visit: Visit) -> Response:
    """Whether somebody has signed in, and how to; or how far a sign-in is."""
    box = _box(visit)
    work = tray.get(visit, visit.asked("work"), Work)
    if work is not None and work.name != f"sign-in {box.name}":
        work = None
    accounts = _accounts(box)
    with visit.desk.database.read() as tx:
        signed_in = all(tokens.kept(tx, key_of(account)).sealed is not None for account in accounts)
    ended = work is not None and work.done.is_set()
    result = work.result if work is not None and ended and work.result else {"who": [], "findings": []}
    url = work.about.url if work is not None else ""
    return page(
        visit,
        "mailbox_sign_in.html",
        box=box,
        accounts=accounts,
        flows={account.oauth2.flow for account in accounts if account.oauth2},
        signed_in=signed_in and bool(accounts),
        work=work,
        token=visit.asked("work") if work is not None else "",
        running=work is not None and not ended,
        asked=work.about if work is not None else None,
        link=url if url.startswith("https://") or _is_here(url) else "",
        who=result["who"],
        strangers=[who for who in result["who"] if who.lower() not in _users(accounts)],
        findings=[fault(visit, each) for each in result["findings"]],
    )


def start(visit: Visit) -> Response:
    """Begin to sign in."""
    box = _box(visit)
    accounts = _accounts(box)
    if not accounts:
        raise NotThere
    if any(account.oauth2 is not None and account.oauth2.flow == "browser" for account in accounts):
        return visit.go(f"/mailboxes/{box.name}/sign-in")
    desk, asked = visit.desk, Asked(username=accounts[0].username or "")

    def task(work: Work) -> Any:
        who = []
        for account in accounts:
            asked.username = account.username or ""
            who.append(desk.sign_ins.sign_in(box.name, account, asked))
            work.look()
        with desk.database.write() as tx:  # it rested since a refusal, perhaps
            guests.accepted(tx, box, "imap")
            guests.accepted(tx, box, "smtp")
        return {"who": [each for each in who if each], "findings": list(log_ins(desk, box))}

    token, _ = begin(visit, f"sign-in {box.name}", task, seconds=_LONGEST, about=asked)
    return visit.go(f"/mailboxes/{box.name}/sign-in?work={token}")


def _box(visit: Visit) -> Mailbox:
    box = visit.desk.settings.mailboxes.get(visit.request.path_params["name"])
    if box is None:
        raise NotThere
    return box


def _accounts(box: Mailbox) -> list[Account]:
    """The accounts that sign in with tokens, one of those that share one."""
    own = (account for account in (box.smtp, box.imap) if account.oauth2 is not None)
    return list(reversed({key_of(account): account for account in own}.values()))


def _users(accounts: list[Account]) -> set[str]:
    return {(account.username or "").lower() for account in accounts}


def _is_here(url: str) -> bool:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    return parts.scheme == "http" and is_loopback(parts.hostname or "")


PAGES: tuple[Page, ...] = (
    get("/mailboxes/{name}/sign-in", look, "admin"),
    post("/mailboxes/{name}/sign-in", start, "admin"),
)
