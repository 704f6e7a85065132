"""`mailboxes` of intake.yaml: the shape of each, and what its provider fills in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from intake.domain import model
from intake.domain.providers import PROVIDERS, Provider, Server
from intake.settings import forms
from intake.settings.faults import did_you_mean, found
from intake.settings.fields import Address, Form, Opening, SecretPlace, Text
from intake.settings.forms import wrong
from intake.settings.oauth import Auth, with_provider

_PORTS: Final[dict[str, dict[model.Security, int]]] = {
    "imap": {"tls": 993, "starttls": 143, "none": 143},  # RFC 9051 11.1, RFC 8314
    "smtp": {"tls": 465, "starttls": 587, "none": 25},  # RFC 8314 section 3.3
}
_OTHER_NAMES: Final = {  # of providers, as people call them
    **dict.fromkeys(("gmail", "googlemail", "workspace", "gsuite"), "google"),
    **dict.fromkeys(("microsoft", "office365", "m365", "o365", "exchange"), "microsoft365"),
    **dict.fromkeys(("hotmail", "live", "msn"), "outlook"),
    "apple": "icloud",
}
_SIZE: Final = re.compile(r"([1-9][0-9]{0,8}) ?(MB|GB)")
_SHIFTS: Final = {"MB": 20, "GB": 30}


class AccountForm(Form):
    """An `smtp` account; the default port is that of the protocol and the security."""

    host: Annotated[str, AfterValidator(forms.host)] = Field(default="", validate_default=True)
    port: Annotated[int, AfterValidator(forms.number(1, 65535))] | None = None
    security: model.Security = "tls"
    auth: Auth = None
    username: Text | None = None
    password: SecretPlace = Field(default=None, validate_default=True)
    ca_file: Annotated[Text, AfterValidator(forms.ca_file)] | None = None

    @field_validator("security")
    @classmethod
    def _plain_on_loopback_only(cls, security: model.Security, info: ValidationInfo) -> model.Security:
        if security == "none" and not forms.is_loopback(info.data.get("host", "localhost")):
            raise wrong(
                "Security 'none' would show passwords and mails to the network; it is accepted for "
                "localhost, 127.0.0.1 and ::1 only.",
                "Write tls or starttls.",
            )
        return security

    @field_validator("password")
    @classmethod
    def _signs_in(cls, password: model.Secret | None, info: ValidationInfo) -> model.Secret | None:
        """Refuse half of a login; where another half is a fault already, nothing is said."""
        if not {"username", "auth"} <= info.data.keys():
            return password
        _one_way(password, info)
        by = "password" if info.data["auth"] is None else "auth"
        present = password is not None or by == "auth"
        if (info.data["username"] is not None) is not present:
            absent, beside = ("username", by) if present else ("password", "username")
            raise wrong(
                f"The {absent} is missing beside the {beside}.",
                f"Give both, here or at the mailbox; or remove {beside} if the server asks for none.",
            )
        return password

    def account(self, protocol: Literal["imap", "smtp"], provider: str | None) -> model.Account:
        """Return the login."""
        return model.Account(
            host=self.host,
            port=self.port or _PORTS[protocol][self.security],
            security=self.security,
            username=self.username,
            password=self.password,
            oauth2=self.auth.oauth2.oauth2() if self.auth else None,
            provider=provider,
            ca_file=self.ca_file,
        )


class ImapForm(AccountForm):
    """An `imap` account: nobody reads mail without a login."""

    username: Text

    @field_validator("password")
    @classmethod
    def _signs_in(cls, password: model.Secret | None, info: ValidationInfo) -> model.Secret | None:
        _one_way(password, info)
        if password is None and "auth" in info.data and info.data["auth"] is None:
            raise wrong(
                "The key 'password' is required and missing.",
                "Add `password: {env: NAME}` or `auth: {oauth2: …}`, here or at the mailbox.",
            )
        return password


def _one_way(password: model.Secret | None, info: ValidationInfo) -> None:
    if password is not None and info.data.get("auth") is not None:
        raise wrong("A password and `auth` exclude each other.", "Remove one of them.")


def _size(value: object) -> int | None:
    """Return a number of bytes, from `2500 MB` or `2 GB`."""
    if value is None:
        return None
    accepted = "A size such as 2500 MB or 2 GB"
    count, unit = forms.matched(_SIZE, value, accepted, "Write a whole number, then MB or GB.").groups()
    return int(count) << _SHIFTS[unit]


class GuestForm(Form):
    """`limits` of a mailbox: what its server asks of its guests."""

    connections: Annotated[int, AfterValidator(forms.number(1, 1000))] | None = None
    per_minute: Annotated[int, AfterValidator(forms.number(1, 1_000_000))] | None = None
    per_day: Annotated[int, AfterValidator(forms.number(1, 100_000_000))] | None = None
    download: Annotated[int | None, BeforeValidator(_size)] = None

    def guest(self, usual: model.Guest) -> model.Guest:
        """Return the limits: those of the file, else the usual ones."""
        written = {
            "connections": self.connections,
            "letters_a_minute": self.per_minute,
            "letters_a_day": self.per_day,
            "download_a_day": self.download,
        }
        return replace(usual, **{name: value for name, value in written.items() if value is not None})


def _server(provider: Provider, protocol: str) -> Server:
    return provider.imap if protocol == "imap" else provider.smtp


def _whole(value: Any, info: ValidationInfo) -> Any:
    """Return `imap` or `smtp` as written, and what the mailbox and its provider say for both besides.

    What is a fault at the mailbox is told there, and not once more for each protocol: something else
    stands in for it, which nobody sees as nothing runs. What was read there is handed on as it was read.
    """
    if value is not None and not isinstance(value, dict):
        return value  # is refused as no group of keys
    if value is None and "provider" in info.data and info.data["provider"] is None:
        raise wrong(
            f"The key '{info.field_name}' is required and missing, as no provider is named.",
            f"Add `provider: NAME` ({', '.join(sorted(PROVIDERS))}), or the `{info.field_name}: {{host: …}}` "
            "that `intake hosts ADDRESS` finds.",
        )
    whole = dict(value or {})
    written = bool(whole)
    _add_server(whole, info)
    _add_login(whole, info, written=written)
    return whole


def _add_server(whole: dict[str, Any], info: ValidationInfo) -> None:
    name = info.data.get("provider", "google")
    if name is None:
        return
    server = _server(PROVIDERS[name], str(info.field_name))
    whole.setdefault("host", server.host)
    # Its port is that of its security: who writes another one gets that one's usual port.
    if whole.setdefault("security", server.security) == server.security:
        whole.setdefault("port", server.port)


def _add_login(whole: dict[str, Any], info: ValidationInfo, *, written: bool) -> None:
    if "auth" in whole:
        whole["auth"] = with_provider(whole["auth"], info.data.get("provider"))
    faulty = {"username", "password", "auth"} - info.data.keys()
    # Nor is what lacks for `imap` told once more for an `smtp` that says nothing itself.
    if not written and info.field_name == "smtp" and "imap" not in info.data:
        faulty.add("password")
    if not whole.keys() & {"password", "auth"}:
        if faulty & {"password", "auth"}:
            whole["password"] = {"env": "SOMETHING"}
        else:
            whole |= {key: info.data[key] for key in ("password", "auth") if info.data[key] is not None}
    if "username" not in whole:
        # An account of a provider goes by its address.
        address = info.data.get("address", "somebody") if info.data.get("provider", "faulty") else None
        if name := "somebody" if "username" in faulty else info.data["username"] or address:
            whole["username"] = name


def _known(value: str) -> str:
    """Return the name of a provider of mailboxes that we know."""
    if value in PROVIDERS:
        return value
    raise wrong(
        f"One of {', '.join(sorted(PROVIDERS))} is expected, found {found(value)}.",
        did_you_mean(
            _OTHER_NAMES.get(value.lower(), value.lower()),
            PROVIDERS,
            "Remove the line, and write the servers that `intake hosts ADDRESS` finds.",
        ),
    )


class MailboxForm(Form):
    """One of the `mailboxes` of intake.yaml; `username`, `password` and `auth` are for both protocols."""

    address: Address
    aliases: list[Address] = Field(default=[])
    provider: Annotated[str, AfterValidator(_known)] | None = None
    auth: Auth = None
    username: Text | None = None
    password: SecretPlace = None
    limits: GuestForm = GuestForm()
    imap: Annotated[ImapForm, BeforeValidator(_whole)] = Field(default=None, validate_default=True)
    smtp: Annotated[AccountForm, BeforeValidator(_whole)] = Field(default=None, validate_default=True)
    folders: Annotated[list[Text], AfterValidator(forms.folders)] = Field(default=["INBOX"])
    junk: bool = False
    processed: Annotated[str | dict[str, str], BeforeValidator(forms.processed)] = "leave"
    since: Opening = None
    authserv_id: Annotated[str, AfterValidator(forms.authserv)] | None = None
    answer_unmatched: bool = False
    canary: bool = False
    plus_addresses: bool = False

    def mailbox(self, name: str) -> model.Mailbox:
        """Return the mailbox of that name."""
        move_to = self.processed["move"] if isinstance(self.processed, dict) else None
        provider = PROVIDERS[self.provider] if self.provider else None
        # `authserv_id:` without a value is an answer, too: none is to be believed.
        filled = "authserv_id" not in self.model_fields_set
        plus = self.plus_addresses
        if provider and "plus_addresses" not in self.model_fields_set:
            plus = provider.plus_addresses
        return model.Mailbox(
            name=name,
            address=self.address,
            aliases=tuple(self.aliases),
            imap=self.imap.account("imap", self.provider),
            smtp=self.smtp.account("smtp", self.provider),
            folders=tuple(dict.fromkeys(self.folders)),
            junk=self.junk,
            processed="move" if move_to else "flag" if self.processed == "flag" else "leave",
            move_to=move_to,
            since=self.since,
            authserv_id=provider.authserv_id if provider and filled else self.authserv_id,
            answer_unmatched=self.answer_unmatched,
            canary=self.canary,
            plus_addresses=plus,
            provider=self.provider,
            guest=self.limits.guest(provider.guest if provider else model.Guest()),
        )
