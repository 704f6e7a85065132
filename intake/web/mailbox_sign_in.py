"""Signing in to a mailbox at Google, Microsoft or another server of tokens.

By a code that is entered there; or by a page of theirs, which leads back to the machine of intake. A browser
on another machine cannot be shown that last page: its address is pasted here, as into `intake login`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Final

from starlette.responses import Response

from intake.domain.model import Account, Mailbox
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
_PASTED: Final = 4096  # characters of an address


@dataclass
class Asked:
    """Who signs in, as the flow sees a person: the page shows what it tells, and hands on what is pasted."""

    username: str
    code: str = ""
    url: str = ""
    wrong: bool = False  # whether what was pasted last is not where this sign-in ended
    pasted: SimpleQueue[str] = field(default_factory=SimpleQueue)
    browse: None = None

    def tell(self, _: str) -> None:
        """Hear that what was pasted is not it; the page has words of its own."""
        self.wrong = True

    def enter(self, code: str, url: str) -> None:
        """Keep the code for the page."""
        self.code, self.url = code, url

    def open(self, url: str) -> None:
        """Keep the address for the page. Who waited for the last sign-in's answer waits no more."""
        self.pasted.put("")
        self.code, self.url, self.pasted = "", url, SimpleQueue()

    def read(self) -> str:
        """Wait for what is pasted; "" where nothing comes."""
        with suppress(Empty):
            return self.pasted.get(timeout=_LONGEST)
        return ""


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


def paste(visit: Visit) -> Response:
    """Hand on the address of the page at which the sign-in ended."""
    box, token, address = _box(visit), visit.text("work"), visit.text("address")
    work = tray.get(visit, token, Work)
    if work is None or work.name != f"sign-in {box.name}":
        raise NotThere
    if work.at_work and address:
        work.about.wrong = False
        work.about.pasted.put(address[:_PASTED])
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
    post("/mailboxes/{name}/sign-in/address", paste, "admin"),
)
