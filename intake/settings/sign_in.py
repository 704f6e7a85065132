"""What an administrator should know about how a mailbox signs in at its provider."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from intake.domain.model import Account, Mailbox, Secret
from intake.domain.providers import PROVIDERS, Provider, provider_at
from intake.settings.faults import Finding, Tree
from intake.settings.secrets import SecretError, resolve
from intake.settings.values import Settings

FILES: Final = frozenset({"certificate", "client", "service_account"})  # keys of secrets of many lines
_GUIDE: Final = "docs/mailboxes.md says how, step by step."
# Google's: 16 small letters, shown in four groups; what is none is the account's own, which it refuses.
_APP_PASSWORD_OF_GOOGLE: Final = re.compile(r"(?:[a-z] ?){16}")


def login_at(intake: Tree, mailbox: str, protocol: str, key: str) -> tuple[str, ...]:
    """Return the path of a key of a login: at the protocol, or at the mailbox for both."""
    own = ("mailboxes", mailbox, protocol, key)
    return own if own in intake.lines else ("mailboxes", mailbox, key)


def secrets_of(mailbox: Mailbox, intake: Tree) -> Iterator[tuple[tuple[str, ...], Secret]]:
    """Yield each secret that a mailbox signs in with, and the path of its key."""
    for protocol, account in (("imap", mailbox.imap), ("smtp", mailbox.smtp)):
        if account.password is not None:
            yield login_at(intake, mailbox.name, protocol, "password"), account.password
        if (way := account.oauth2) is None:
            continue
        at = (*login_at(intake, mailbox.name, protocol, "auth"), "oauth2")
        key = "service_account" if way.flow == "service" else "client"
        for name, secret in (
            ("client_secret", way.client_secret),
            ("certificate", way.certificate),
            (key, way.key),
        ):
            if secret is not None:
                yield (*at, name), secret


def on_sign_in(settings: Settings, intake: Tree) -> Iterator[Finding]:
    """Yield what a password is, or is not, at the provider of each account that has one."""
    for mailbox in settings.mailboxes.values():
        told: set[tuple[str, ...]] = set()
        for protocol, account in (("imap", mailbox.imap), ("smtp", mailbox.smtp)):
            path = login_at(intake, mailbox.name, protocol, "password")
            provider = _provider(mailbox, account)
            if account.password is None or provider is None or path in told:
                continue
            told.add(path)
            yield from _on_password(provider, account, settings, intake.where(*path))


def _provider(mailbox: Mailbox, account: Account) -> Provider | None:
    """Return whose server an account is at: by its host, as the file may name another one's."""
    named = PROVIDERS[mailbox.provider] if mailbox.provider else None
    if named and account.host in (named.imap.host, named.smtp.host):
        return named
    return provider_at(account.host)


def _on_password(provider: Provider, account: Account, settings: Settings, where: str) -> Iterator[Finding]:
    if "password" in provider.sign_in:
        return
    if "app_password" not in provider.sign_in:
        yield Finding(
            level="warning",
            where=where,
            text=f"{provider.title} takes no password over IMAP, and over SMTP only for a while yet.",
            remedy=f"Write `auth: {{oauth2: …}}` in the place of the password; {_GUIDE}",
        )
    elif provider.name == "google" and not _is_app_password(account, settings):
        yield Finding(
            level="warning",
            where=where,
            text="This is no app password: Google's has 16 letters, and it refuses the account's own.",
            remedy=f"Make an app password, or write `auth: {{oauth2: …}}` in its place; {_GUIDE}",
        )
    else:
        yield Finding(
            level="info",
            where=where,
            text=f"{provider.title} takes an app password here, and refuses the account's own.",
            remedy="",
        )


def _is_app_password(account: Account, settings: Settings) -> bool:
    """Whether it may be one; what cannot be had is told elsewhere."""
    assert account.password is not None
    try:
        return _APP_PASSWORD_OF_GOOGLE.fullmatch(resolve(account.password, settings.base)) is not None
    except SecretError:
        return True
