"""The form of a mailbox, tried before it is written: its servers found, its logins made."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from starlette.responses import Response

from intake.domain.providers import PROVIDERS
from intake.domain.trouble import Misuse, Trouble
from intake.services import editions
from intake.services.editions import SECRETS
from intake.settings import Settings, answers, is_name
from intake.settings.files import INTAKE, digest, text_of
from intake.web import connections, tray
from intake.web.connections import Tried
from intake.web.faults import Fault, fault
from intake.web.mailbox_fields import NEW
from intake.web.mailbox_logins import PROTOCOLS, kept_name
from intake.web.pages import page
from intake.web.visit import Visit

_GOOGLE_SHOWS: Final = re.compile(r"[a-z]{4}( [a-z]{4}){3}")  # an app password: the spaces are no part of it


@dataclass(frozen=True, kw_only=True)
class Passwords:
    """What was typed, until the mailbox is written: by the names of the files that will keep it."""

    typed: Mapping[str, str] = field(default_factory=dict, repr=False)


def typed_passwords(visit: Visit, name: str) -> Passwords:
    """What was typed now, or before in the same form."""
    kept = tray.get(visit, visit.text("passwords"), Passwords)
    found = dict(kept.typed) if kept else {}
    for protocol, key in zip(PROTOCOLS, ("password", "smtp-password"), strict=True):
        value = visit.form.get(key)
        text = value.replace("\N{NO-BREAK SPACE}", " ") if isinstance(value, str) else ""
        if _GOOGLE_SHOWS.fullmatch(text.strip()):
            text = text.replace(" ", "")
        if text.strip() and text.isprintable() and is_name(name):
            found[kept_name(name, protocol)] = text
    return Passwords(typed=found)


def used(now: Mapping[str, str], passwords: Passwords) -> dict[str, str]:
    """Those that the mailbox will sign in with."""
    used = {now["secret-name"]} if now["secret"] == "kept" else set()  # noqa: S105 - a word
    if now["smtp-login"] == "other" and now["smtp-secret"] == "kept":
        used.add(now["smtp-secret-name"])
    return {name: text for name, text in passwords.typed.items() if f"{SECRETS}/{name}" in used}


def tested(
    visit: Visit, name: str | None, now: Mapping[str, str], passwords: Passwords, settings: Settings | None
) -> Response:
    """Say what the servers answer to a mailbox as it would be."""
    if settings is None:
        above = [
            Fault(
                where="",
                field="",
                text=visit.say("Mend the other files first: nothing runs on them."),
                own=True,
            )
        ]
        return form(visit, now, name, passwords=passwords, above=above, status=422)
    try:
        answer = connections.tried(visit, settings, name or now["name"], used(now, passwords))
    except Trouble as trouble:
        above = [Fault(where="", field="", text=f"{trouble.text} {trouble.remedy}", own=False)]
        return form(visit, now, name, passwords=passwords, above=above, status=422)
    return form(visit, now, name, passwords=passwords, tested=answer)


def with_servers(visit: Visit, name: str | None, now: Mapping[str, str], passwords: Passwords) -> Response:
    """Fill in the servers of the address."""
    try:
        address = answers.address(now["address"])
        found = connections.found_servers(visit, address)
    except Misuse as misuse:
        wrong = {"address": f"{misuse.text} {misuse.remedy}".strip()}
        return form(visit, now, name, passwords=passwords, wrong=wrong, status=422)
    except Trouble as trouble:
        return form(visit, now, name, passwords=passwords, sought=[f"{trouble.text} {trouble.remedy}"])
    if found is None:
        return form(visit, now, name, passwords=passwords, sought=[visit.say("No answer came in time.")])
    filled = dict(now) | {"provider": found.provider or ""}
    usual = PROVIDERS[found.provider] if found.provider else None
    for protocol, server in (("imap", found.imap), ("smtp", found.smtp)):
        its = getattr(usual, protocol) if usual else None
        written = server is not None and server != its
        for key in ("host", "port", "security"):
            if server is not None:
                filled[f"{protocol}-{key}"] = str(getattr(server, key)) if written else ""
    if found.username or not usual:
        filled["username"] = now["username"] or found.username or address
    both = found.imap is not None and found.smtp is not None
    if usual and usual.sign_in == ("oauth2",):
        filled["secret"] = "oauth2"  # noqa: S105 - a word
    notes = [*found.doubts] if both else [*found.misses, *found.doubts]
    return form(visit, filled, name, passwords=passwords, sought=notes, filled=both)


def form(
    visit: Visit,
    fields: Mapping[str, str],
    name: str | None,
    *,
    passwords: Passwords | None = None,
    wrong: Mapping[str, str] | None = None,
    above: Sequence[Fault] = (),
    tested: Tried | None = None,
    sought: Sequence[str] | None = None,
    filled: bool = False,
    status: int = 200,
) -> Response:
    """The page of the form; `name` is None for a new one."""
    typed_ones = passwords.typed if passwords else {}
    at = name or fields.get("name", "")
    base = visit.desk.settings.base
    held = {each: bool(name) and editions.has_secret(base, kept_name(at, each)) for each in PROTOCOLS}
    return page(
        visit,
        "mailbox_edit.html",
        status,
        fields=dict(NEW) | dict(fields),
        name=name,
        digest=digest(text_of(visit.desk.settings.folder, INTAKE)),
        passwords=tray.put(visit, passwords) if typed_ones else "",
        typed={each: kept_name(at, each) in typed_ones for each in PROTOCOLS},
        held=held,
        wrong=wrong or {},
        above=list(above),
        tested=tested,
        findings=[fault(visit, each) for each in tested.findings] if tested else [],
        sought=sought,
        filled=filled,
        providers=PROVIDERS,
        secrets=SECRETS,
    )
