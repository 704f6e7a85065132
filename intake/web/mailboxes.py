"""Mailboxes made and changed: a form over intake.yaml; tried and shown before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.responses import Response

from intake.domain.model import Mailbox
from intake.domain.providers import PROVIDERS
from intake.domain.trouble import Misuse
from intake.services import editions
from intake.services.editions import SECRETS
from intake.settings import is_name
from intake.settings.editing import edited
from intake.settings.files import INTAKE, digest, text_of
from intake.store import editions as store
from intake.web import tray
from intake.web.faults import Fault, at_fields, fault
from intake.web.mailbox_fields import (
    NEW,
    changes,
    made,
    mailbox_in,
    places,
    shown,
    typed,
)
from intake.web.mailbox_form import Passwords, form, tested, typed_passwords, used, with_servers
from intake.web.mailbox_logins import Protocol, kept_name
from intake.web.pages import page
from intake.web.posting_fields import values_of
from intake.web.proposals import Proposal, overtaken, propose
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

# Of each protocol: the fields that say where its password is, and that it is typed into.
SOURCES: Final[Mapping[Protocol, tuple[str, str]]] = {
    "imap": ("secret", "password"),
    "smtp": ("smtp-secret", "smtp-password"),
}


def listing(visit: Visit) -> Response:
    """Every mailbox."""
    settings = visit.desk.settings
    boxes = [
        (box, [each for each in settings.postings.values() if each.mailbox == name], _way(box))
        for name, box in settings.mailboxes.items()
    ]
    return page(visit, "mailboxes.html", boxes=boxes, providers=PROVIDERS)


def new(visit: Visit) -> Response:
    """The form of a mailbox that is not there yet."""
    kept = tray.get(visit, visit.asked("proposal"), Proposal)
    if kept is None or kept.file != INTAKE:
        return form(visit, dict(NEW) | {"name": ""}, None)
    there = values_of(kept.base).get("mailboxes") or {}
    name = next((each for each in values_of(kept.text).get("mailboxes") or {} if each not in there), "")
    fields = shown(mailbox_in(kept.text, name) or {}) | {"name": name}
    return form(visit, fields, None, passwords=Passwords(typed=kept.secrets))


def make(visit: Visit) -> Response:
    """Try it, or propose it."""
    return _answer(visit, None)


def edit(visit: Visit) -> Response:
    """The form of a mailbox."""
    name, text = _named(visit)
    token = visit.asked("proposal")
    kept = tray.get(visit, token, Proposal)
    if kept is not None and kept.file == INTAKE and mailbox_in(kept.text, name):
        text = kept.text or text
    passwords = Passwords(typed=kept.secrets) if kept is not None else None
    return form(visit, shown(mailbox_in(text, name) or {}), name, passwords=passwords)


def change(visit: Visit) -> Response:
    """Try what was changed, or propose it."""
    return _answer(visit, _named(visit)[0])


def _answer(visit: Visit, name: str | None) -> Response:
    now, passwords = _sent(visit, name)
    if visit.text("do") == "find":
        return with_servers(visit, name, now, passwords)
    current = text_of(visit.desk.settings.folder, INTAKE)
    if current is None or visit.text("digest") != digest(current):
        return _overtaken(visit, name, now, current)
    wrong = _wrong(visit, name, now, passwords, current)
    if wrong:
        return form(visit, now, name, passwords=passwords, wrong=wrong, status=422)
    return _judged(visit, name, now, passwords, current)


def _sent(visit: Visit, name: str | None) -> tuple[dict[str, str], Passwords]:
    """What was sent; a password that was typed is one that intake keeps."""
    now, passwords = typed(visit), typed_passwords(visit, name or visit.text("name"))
    if name is None:
        now["name"] = visit.text("name")
    for protocol, (source, _) in SOURCES.items():
        file = kept_name(name or now["name"], protocol)
        if file in passwords.typed:
            now[source] = "kept"
        if now[source] == "kept":
            now[f"{source}-name"] = f"{SECRETS}/{file}"
    return now, passwords


def _judged(
    visit: Visit, name: str | None, now: Mapping[str, str], passwords: Passwords, current: str
) -> Response:
    """Hold the changed file against the others; try the mailbox, or lead to the page of the change."""
    at = name or now["name"]
    try:
        text = _text(current, name, now)
    except Misuse as misuse:
        above = [Fault(where=INTAKE, field="", text=f"{misuse.text} {misuse.remedy}", own=False)]
        return form(visit, now, name, passwords=passwords, above=above, status=422)
    found = editions.held(visit.desk, INTAKE, text)
    wrong, others = at_fields((fault(visit, each) for each in found.faults), places(at))
    if wrong or others:
        return form(visit, now, name, passwords=passwords, wrong=wrong, above=others, status=422)
    if visit.text("do") == "test":
        return tested(visit, name, now, passwords, found.settings)
    if text == current and not passwords.typed:
        return visit.go(f"/mailboxes/{at}/edit", said=visit.say("Nothing was changed."))
    after = found.settings.mailboxes[at] if found.settings else None
    return propose(
        visit,
        Proposal(
            file=INTAKE,
            base=current,
            text=text,
            then=f"/mailboxes/{at}/sign-in" if after and _way(after) == "oauth2" else "/mailboxes",
            back=f"/mailboxes/{name}/edit?proposal={{token}}" if name else "/mailboxes/new?proposal={token}",
            remarks=_follows(visit, visit.desk.settings.mailboxes.get(at), after),
            secrets=used(now, passwords),
        ),
    )


def _text(current: str, name: str | None, now: Mapping[str, str]) -> str:
    if name is None:
        return edited(current, {("mailboxes", now["name"]): made(now["name"], now)})
    box = mailbox_in(current, name)
    assert box is not None
    return edited(current, changes(name, box, shown(box), now))


def _wrong(
    visit: Visit, name: str | None, now: Mapping[str, str], passwords: Passwords, current: str
) -> dict[str, str]:
    """What the file's own validation could not say of the form."""
    wrong = {}
    if name is None and not is_name(now["name"]):
        wrong["name"] = visit.say(
            "At most 64 letters without accents, digits, - and _; a letter or digit first."
        )
    elif name is None and mailbox_in(current, now["name"]) is not None:
        wrong["name"] = visit.say("There is a mailbox of that name already.")
    for protocol, (source, at) in SOURCES.items():
        if protocol == "smtp" and now["smtp-login"] != "other":
            continue
        file = kept_name(name or now.get("name", ""), protocol)
        if now[source] != "kept" or at in wrong:
            continue
        if visit.form.get(at) and file not in passwords.typed:
            wrong[at] = visit.say("A password on one line is expected.")
        elif file not in passwords.typed and not (
            name and editions.has_secret(visit.desk.settings.base, file)
        ):
            wrong[at] = visit.say("Type the password, or choose another place where it is kept.")
    return wrong


def _overtaken(visit: Visit, name: str | None, now: Mapping[str, str], current: str | None) -> Response:
    """Show what came between, and what was typed on top of it, where that is possible."""
    with visit.desk.database.read() as tx:
        rows = store.latest(tx, INTAKE)
    texts = (text for row in rows for text in (row.before, row.after))
    known = next((each for each in texts if digest(each) == visit.text("digest")), None)
    merged = None
    box = mailbox_in(known, name) if name and known else None
    if current is not None and name is not None and box is not None and mailbox_in(current, name) is not None:
        merged = edited(current, changes(name, box, shown(box), now))
    again = f"/mailboxes/{name}/edit" if name else "/mailboxes/new"
    return overtaken(visit, INTAKE, known, again, merged=merged)


def _follows(visit: Visit, was: Mailbox | None, now: Mailbox | None) -> list[str]:
    if now is None:
        return []
    found = []
    if was is None:
        found.append(visit.say("From now on its mail is read. Only mail that fits a posting is answered."))
    elif was.address.lower() != now.address.lower():
        found.append(visit.say("Answers come from the new address; candidates know the old one."))
    if was is not None and (was.imap.host, was.imap.username) != (now.imap.host, now.imap.username):
        found.append(
            visit.say("Mail is read in another place from now on; what lies there is taken in as new.")
        )
    if was is not None and was.folders != now.folders:
        found.append(visit.say("Mail that lies in folders which are watched anew is taken in as well."))
    if now.since is None and was is None:
        found.append(visit.say("Mail that came more than seven days before gets no letter."))
    if now.processed == "move" and (was is None or was.processed != "move"):
        found.append(visit.say("Mail that was taken in is moved to another folder on the server."))
    return found


def _way(box: Mailbox) -> str:
    return "oauth2" if box.imap.oauth2 or box.smtp.oauth2 else "password"


def _named(visit: Visit) -> tuple[str, str]:
    name = visit.request.path_params["name"]
    text = text_of(visit.desk.settings.folder, INTAKE)
    if text is None or mailbox_in(text, name) is None:
        raise NotThere
    return name, text


PAGES: tuple[Page, ...] = (
    get("/mailboxes", listing, "admin"),
    get("/mailboxes/new", new, "admin"),
    post("/mailboxes/new", make, "admin"),
    get("/mailboxes/{name}/edit", edit, "admin"),
    post("/mailboxes/{name}/edit", change, "admin"),
)
