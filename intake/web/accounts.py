"""Accounts: who may use the console, for admins to set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from intake.domain.model import Posting
from intake.domain.trouble import Misuse
from intake.domain.user import ROLES, Role, User
from intake.services import accounts, links
from intake.store import accounts as store
from intake.web.browsers import browser_of
from intake.web.cookies import Cookies
from intake.web.invitation import address_of, hand_over
from intake.web.own import chosen
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_LARGEST = 2**31 - 1


def listing(visit: Visit) -> Response:
    """Every account, and the form that invites somebody."""
    return _listing(visit)


def invite(visit: Visit) -> Response:
    """Make an account, and the link to its first password."""
    typed = {name: visit.text(name) for name in ("email", "name", "role", "language")}
    email, role = typed["email"].lower(), _role(visit)
    wrong = {
        "email": None if accounts.is_address(email) else visit.say("Please write an e-mail address."),
        "name": None if accounts.is_name(typed["name"]) else visit.say("Please write a name."),
        "role": None if role else visit.say("Please choose a role."),
    }
    if any(wrong.values()) or role is None:
        return _listing(visit, 422, typed=typed, wrong=wrong)
    try:
        with visit.desk.database.write() as tx:
            user = accounts.add(
                visit.desk, tx, email=email, name=typed["name"], role=role, language=chosen(visit)
            )
            address = address_of(visit, links.link_for(visit.desk, tx, user))
            sent = hand_over(visit, tx, user, address)
    except Misuse:
        wrong["email"] = visit.say("There is an account of this address already.")
        return _listing(visit, 422, typed=typed, wrong=wrong)
    return _handed(visit, user, address, sent=sent)


def one(visit: Visit) -> Response:
    """An account, and what can be done with it."""
    row = _row(visit)
    return page(visit, "accounts_one.html", row=row, names=_naming(visit, row.email), roles=ROLES)


def new_link(visit: Visit) -> Response:
    """Make a link to a new password; older ones are good no more."""
    user = _user(visit)
    with visit.desk.database.write() as tx:
        address = address_of(visit, links.link_for(visit.desk, tx, user))
        sent = hand_over(visit, tx, user, address)
    return _handed(visit, user, address, sent=sent)


def change_role(visit: Visit) -> Response:
    """Give an account another role. Who changes their own stays, with a new session."""
    user, role, token = _user(visit), _role(visit), None
    if role is None:
        raise Misuse("This role is none.", "Choose admin or recruiter.")
    if role == user.role:
        return visit.go(f"/accounts/{user.id}")
    try:
        with visit.desk.database.write() as tx:
            accounts.change_role(visit.desk, tx, user.id, role)
            if user.id == visit.user.id:
                token = accounts.new_session(visit.desk, tx, user, browser=browser_of(visit.request))
    except accounts.LastAdmin:
        return _last_admin(visit)
    if token is None:
        return visit.go(f"/accounts/{user.id}", said=visit.say("The role is changed."))
    response = visit.go("/account")
    Cookies(visit).sign_in(response, token)
    return response


def disable(visit: Visit) -> Response:
    """Let somebody in no more."""
    user = _user(visit)
    try:
        with visit.desk.database.write() as tx:
            accounts.disable(visit.desk, tx, user.id)
    except accounts.LastAdmin:
        return _last_admin(visit)
    said = visit.say("%(who)s cannot sign in any more, and was signed out everywhere.", who=user.name)
    return visit.go(f"/accounts/{user.id}", said=said)


def enable(visit: Visit) -> Response:
    """Let somebody in again."""
    user = _user(visit)
    with visit.desk.database.write() as tx:
        accounts.enable(visit.desk, tx, user.id)
    return visit.go(f"/accounts/{user.id}", said=visit.say("%(who)s can sign in again.", who=user.name))


def _listing(visit: Visit, status: int = 200, **facts: Any) -> Response:
    with visit.desk.database.read() as tx:
        rows = store.listing(tx)
    names = {row.id: _naming(visit, row.email) for row in rows}
    typed = {"email": "", "name": "", "role": "recruiter", "language": visit.language}
    known: dict[str, Any] = {"typed": typed, "wrong": {}, "rows": rows, "names": names, "roles": ROLES}
    return page(visit, "accounts.html", status, **(known | facts))


def _handed(visit: Visit, user: User, address: str, *, sent: bool) -> Response:
    """The page that shows a link, this once: it is kept nowhere."""
    return page(visit, "link_made.html", person=user, address=address, sent=sent)


def _last_admin(visit: Visit) -> Response:
    text = visit.say("This is the only admin who can sign in: somebody has to be left who may do everything.")
    remedy = visit.say("Make somebody else an admin first.")
    return page(visit, "trouble.html", 422, text=text, remedy=remedy)


def _row(visit: Visit) -> Any:
    number = visit.request.path_params["id"]
    with visit.desk.database.read() as tx:
        row = store.row_of(tx, number) if number <= _LARGEST else None
    if row is None:
        raise NotThere
    return row


def _user(visit: Visit) -> User:
    return store.user_of(_row(visit))


def _role(visit: Visit) -> Role | None:
    return next((each for each in ROLES if each == visit.text("role")), None)


def _naming(visit: Visit, email: str) -> Sequence[Posting]:
    """The postings whose files name an address: its recruiter sees those."""
    postings = visit.desk.settings.postings.values()
    return [each for each in postings if email in {address.lower() for address in each.addresses}]


PAGES: tuple[Page, ...] = (
    get("/accounts", listing, "admin"),
    post("/accounts", invite, "admin"),
    get("/accounts/{id:int}", one, "admin"),
    post("/accounts/{id:int}/link", new_link, "admin"),
    post("/accounts/{id:int}/role", change_role, "admin"),
    post("/accounts/{id:int}/disable", disable, "admin"),
    post("/accounts/{id:int}/enable", enable, "admin"),
)
