"""The part of the interview about the mailbox: where it is, how to log in, and whether that works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from intake import app
from intake.adapters.discovery import find
from intake.domain.providers import PROVIDERS, Provider, Server
from intake.domain.trouble import Misuse, Trouble
from intake.interview.files import Workplace
from intake.interview.talk import ask, ask_maybe, choose, heading, say, secret, yes
from intake.services.inspect import log_ins
from intake.settings import Login, Outline, SettingsError, answers, intake_file, is_loopback, load

_PORTS: Final = {
    "imap": {"tls": "993", "starttls": "143", "none": "143"},
    "smtp": {"tls": "465", "starttls": "587", "none": "25"},
}
_GOOGLE_SHOWS: Final = re.compile(r"[a-z]{4}( [a-z]{4}){3}")  # an app password: the spaces are no part of it
_SIGN_IN: Final = {
    "password": "a user name and password",
    "app_password": "an app password: one made for intake alone, in the security settings of the account",
    "oauth2": "sign-in with OAuth2: needs an application registered there (docs/mailboxes.md says how)",
}
_OTHER: Final = "other"


def ask_mailbox(place: Workplace, outline: Outline) -> Outline:
    """Complete an outline by its mailbox, and write the file. The connection is tried at once."""
    heading("The mailbox")
    address = ask("Mail address that candidates write to", answers.address)
    name = ask("A short name for this mailbox", answers.name, _name_for(address))
    outline = replace(outline, address=address, name=name)
    outline = _where(outline)
    while True:
        outline = _how(place, outline)
        place.write("intake.yaml", intake_file(outline))
        options = {"login": "another user name or password", "servers": "other servers"}
        if valid(place):
            if outline.imap.auth is not None or _works(place, outline):
                return outline
            options["on"] = "go on, and mend it later in intake.yaml"
        after = choose("It does not work yet. Now", options)
        if after == "on":
            return outline
        if after == "servers":
            outline = _servers(outline)


def valid(place: Workplace) -> bool:
    """Whether the configuration in the making is one; what is wrong with it is said."""
    try:
        load(place.folder)
    except SettingsError as error:
        for finding in error.findings:
            say(f"  {finding.text} {finding.remedy}")
        return False
    return True


def _name_for(address: str) -> str:
    name = re.sub(r"[^a-z0-9-]+", "-", address.partition("@")[0].lower()).strip("-")
    return name[:64] or "jobs"


def _where(outline: Outline) -> Outline:
    """Find the servers, or ask for them."""
    say("Looking for its servers …")
    try:
        found = find(outline.address)
    except Trouble as trouble:
        say(f"  {trouble}")
        return _servers(outline)
    if found.imap is None or found.smtp is None:
        for miss in found.misses:
            say(f"  {miss}")
        say("They were not found.")
        return _servers(outline)
    if found.provider:
        say(f"It is at {PROVIDERS[found.provider].title} ({found.how['imap']}).")
    else:
        for protocol, server in (("imap", found.imap), ("smtp", found.smtp)):
            how = found.how[protocol]
            say(f"  {protocol.upper()}  {server.host}, port {server.port}, {server.security}  ({how})")
    for doubt in found.doubts:
        say(f"  {doubt}")
    if not yes("Is that right?"):
        return _servers(outline)
    imap, smtp = Login(server=found.imap, username=found.username), Login(server=found.smtp)
    return replace(outline, provider=found.provider, imap=imap, smtp=smtp)


def _servers(outline: Outline) -> Outline:
    """Ask where the mailbox is."""
    options = {_OTHER: "at another server, whose name I know"}
    options |= {name: f"at {provider.title}" for name, provider in PROVIDERS.items()}
    chosen = choose("The mailbox is", options)
    if chosen != _OTHER:
        provider = PROVIDERS[chosen]
        imap, smtp = Login(server=provider.imap), Login(server=provider.smtp)
        return replace(outline, provider=chosen, imap=imap, smtp=smtp)
    imap = _server("imap", f"imap.{outline.address.partition('@')[2]}")
    smtp = _server("smtp", imap.server.host.replace("imap.", "smtp.", 1))
    return replace(outline, provider=None, imap=imap, smtp=smtp)


def _server(protocol: str, guess: str) -> Login:
    host = ask(f"{protocol.upper()} server", answers.host, guess)
    options = {"tls": "TLS from the first byte", "starttls": "STARTTLS"}
    if is_loopback(host):
        options["none"] = "none: it is this machine"
    security = choose(f"Security of {host}", options)
    port = ask("Port", _port, _PORTS[protocol][security])
    ca_file = None
    if security != "none":
        ca_file = ask_maybe(
            "PEM file of the authority of its certificate, if that is one of your own", answers.text
        )
    server = Server(host=host, port=port, security=security)  # type: ignore[arg-type]
    return Login(server=server, ca_file=ca_file)


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 1 << 16:
        return int(text)
    raise Misuse("A number from 1 to 65535 is expected.")


def _how(place: Workplace, outline: Outline) -> Outline:
    """Ask how the servers are logged in to."""
    provider = PROVIDERS[outline.provider] if outline.provider else None
    username = ask("User name", answers.text, outline.imap.username or outline.address)
    # What takes five minutes comes first: a person who wants OAuth2 knows why.
    ways = sorted(provider.sign_in if provider else ("password",), key=lambda way: way == "oauth2")
    way: str = ways[0]
    if len(ways) > 1:
        way = choose("To sign in it takes", {each: _SIGN_IN[each] for each in ways})
    if way == "oauth2" and provider:
        auth = _application(provider)
        imap = replace(outline.imap, username=username, password=None, auth=auth)
        return replace(outline, imap=imap, smtp=replace(outline.smtp, username=username, auth=auth))
    file = _password(place, outline.name, "App password" if way == "app_password" else "Password")
    imap = replace(outline.imap, username=username, password=file, auth=None)
    outline = replace(outline, imap=imap)
    if provider:
        return replace(outline, smtp=replace(outline.smtp, username=username, password=file, auth=None))
    return replace(outline, smtp=_login_of_smtp(place, outline))


def _login_of_smtp(place: Workplace, outline: Outline) -> Login:
    options = {"same": "the same user name and password", "other": "others", "none": "none"}
    same = choose(f"To send, {outline.smtp.server.host} asks for", options)
    if same == "none":
        return replace(outline.smtp, username=None, password=None)
    if same == "same":
        return replace(outline.smtp, username=outline.imap.username, password=outline.imap.password)
    username = ask("User name to send", answers.text, outline.address)
    file = _password(place, f"{outline.name}-smtp", "Password to send")
    return replace(outline.smtp, username=username, password=file)


def _password(place: Workplace, name: str, question: str) -> str:
    text = secret(question)
    if _GOOGLE_SHOWS.fullmatch(text.strip()):
        text = text.replace(" ", "")
    return place.keep_secret(name, text)


def _application(provider: Provider) -> Mapping[str, str]:
    """Ask for the application that is registered with the provider: the lines of `oauth2`."""
    if provider.name == "google":
        path = ask("JSON file of the OAuth client, from Google's console", answers.text)
        return {"client": f'{{file: "{path}"}}'}
    lines = {"client_id": f'"{ask("Application (client) ID", answers.text)}"'}
    if provider.name == "microsoft365":
        lines["tenant"] = f'"{ask("Directory (tenant) ID", answers.text)}"'
    return lines


def _works(place: Workplace, outline: Outline) -> bool:
    """Log in to both servers, and say what they answered."""
    say("Logging in …")
    settings = load(place.folder)
    with app.open_desk(settings) as desk:
        findings = list(log_ins(desk, settings.mailboxes[outline.name]))
    for finding in findings:
        say(f"  {'✗' if finding.level == 'error' else '✓'} {finding.where}: {finding.text} {finding.remedy}")
    return all(finding.level != "error" for finding in findings)


def since(text: str) -> date:
    """Return a day; raises Misuse."""
    try:
        return date.fromisoformat(answers.text(text))
    except ValueError:
        raise Misuse("A day such as 2026-05-04 is expected.") from None
