"""`auth: {oauth2: …}` of intake.yaml: what it amounts to, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders.configuration import errors, findings, write

from intake import settings
from intake.domain.model import OAuth2

BOX = """\
organisation: Association Exemple
timezone: Europe/Paris
mailboxes:
  jobs:
    address: jobs@example.org
    {}
    auth:
      oauth2: {}
"""
SERVERS = "imap: {host: imap.example.org}\n    smtp: {host: smtp.example.org}\n    username: jobs"
AT = "token_url: https://login.example.org/token"
DELEGATED = ("https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send")


def way(base: Path, keys: str, servers: str) -> OAuth2 | None:
    """What the keys amount to, for both protocols."""
    box = settings.load(write(base, BOX.format(servers, keys))).mailboxes["jobs"]
    assert box.imap.oauth2 == box.smtp.oauth2
    return box.imap.oauth2


WAYS = [
    ("google", "{client: {env: S}}", ("google", "browser", ("https://mail.google.com/", "openid", "email"))),
    ("google", "{service_account: {env: S}}", ("google", "service", ("https://mail.google.com/",))),
    ("microsoft365", "{client_id: a}", ("microsoft", "device", DELEGATED)),
    ("outlook", "{client_id: a}", ("microsoft", "device", DELEGATED)),
    (
        "microsoft365",
        "{client_id: a, tenant: t, client_secret: {env: S}}",
        ("microsoft", "client", ("https://outlook.office365.com/.default",)),
    ),
    (
        "microsoft365",
        "{client_id: a, tenant: t, certificate: {env: S}}",
        ("microsoft", "client", ("https://outlook.office365.com/.default",)),
    ),
    (
        "microsoft365",
        "{client_id: a, authority: 'http://127.0.0.1:9/t'}",
        ("other", "device", (*DELEGATED, "offline_access", "openid")),
    ),
    (None, f"{{{AT}, client_id: a, device_url: 'https://login.example.org/d'}}", ("other", "device", ())),
    (
        None,
        f"{{{AT}, client_id: a, authorization_url: 'http://[::1]:9/a', scope: a b}}",
        ("other", "browser", ("a", "b")),
    ),
    (None, f"{{{AT}, client_id: a, client_secret: {{env: S}}, scope: [a]}}", ("other", "client", ("a",))),
    ("ovh", "{client: {env: S}}", ("google", "browser", ("https://mail.google.com/", "openid", "email"))),
]


@pytest.mark.parametrize(("provider", "keys", "expected"), WAYS)
def test_the_keys_say_how_to_sign_in(tmp_path, provider, keys, expected):
    found = way(tmp_path, keys, f"provider: {provider}" if provider else SERVERS)
    assert found is not None
    assert (found.issuer, found.flow, found.scope) == expected


@pytest.mark.parametrize(
    ("keys", "authority"),
    [
        ("{client_id: a}", "https://login.microsoftonline.com/organizations"),
        ("{client_id: a, provider: outlook}", "https://login.microsoftonline.com/consumers"),
        ("{client_id: a, tenant: example.org}", "https://login.microsoftonline.com/example.org"),
        (
            "{client_id: a, authority: 'https://login.microsoftonline.us/t/'}",
            "https://login.microsoftonline.us/t",
        ),
    ],
)
def test_microsofts_authority_is_that_of_the_tenant_unless_it_is_written(tmp_path, keys, authority):
    found = way(tmp_path, keys, "provider: microsoft365")
    assert found is not None
    assert found.authority == authority


FAULTS = [
    ("google", "{}", "client_id", "Google's file"),
    ("google", "{client_id: a}", "client_id", "Google's file"),
    ("google", "{client: google.json}", "client", "itself is not accepted"),
    ("google", "{client: {env: S}, tenant: t}", "tenant", "is for microsoft365"),
    ("microsoft365", "{}", "client_id", "required and missing"),
    ("microsoft365", "{client_id: a, client_secret: hush}", "client_secret", "itself is not accepted"),
    ("microsoft365", "{client_id: a, client_secret: {env: S}}", "client_secret", "one tenant"),
    ("microsoft365", "{client_id: a, service_account: {env: S}}", "service_account", "is for google"),
    ("microsoft365", "{client_id: a, tenant: 'a b'}", "tenant", "tenant's id"),
    ("microsoft365", "{client_id: a, device_url: 'https://a.example/'}", "device_url", "without a token_url"),
    (
        "microsoft365",
        "{client_id: a, authority: 'http://localhost/t', certificate: {env: S}}",
        "certificate",
        "over https only",
    ),
    ("microsoft365", f"{{client_id: a, tenant: t, {AT}}}", "tenant", "exclude each other"),
    (None, "{}", "provider", "nothing else tells"),
    (None, "{client_id: a, provider: other}", "token_url", "required and missing"),
    (None, f"{{client_id: a, {AT}}}", "client_secret", "not said how"),
    (None, "{client_id: a, token_url: 'http://example.org/'}", "token_url", "without TLS"),
    (None, "{client_id: a, token_url: 'https://a:hush@example.org/'}", "token_url", "password in it"),
    (None, "{client_id: a, token_url: example.org}", "token_url", "A URL such as"),
    (None, f"{{client_id: a, {AT}, client_secret: {{env: S}}, scope: []}}", "scope", "One or more scopes"),
    (None, f"{{client_id: a, {AT}, client_secret: {{env: S}}, mechanism: plain}}", "mechanism", "xoauth2"),
    (None, f"{{client_id: a, {AT}, client_secret: {{env: S}}, ca_file: none.pem}}", "ca_file", "no file"),
    (None, f"{{client_id: a, {AT}, client_secret: {{env: S}}, secret: x}}", "secret", "There is no key"),
]


@pytest.mark.parametrize(("provider", "keys", "key", "said"), FAULTS)
def test_a_wrong_key_is_named_with_what_is_accepted(tmp_path, provider, keys, key, said):
    text = BOX.format(f"provider: {provider}" if provider else SERVERS, keys)
    found = [each for each in errors(write(tmp_path, text)) if each.where.endswith(f"auth.oauth2.{key}")]
    assert [said in each.text for each in found] == [True], found
    assert "hush" not in str(found)
    assert found[0].remedy


def test_a_password_and_oauth2_exclude_each_other(tmp_path):
    text = BOX.format(
        SERVERS + "\n    password: {env: S}", f"{{client_id: a, {AT}, client_secret: {{env: S}}}}"
    )
    assert any("exclude each other" in each.text for each in errors(write(tmp_path, text)))


def test_workers_of_several_machines_are_to_share_the_key_of_tokens(tmp_path):
    text = BOX.format("provider: google", "{client: {env: S}}")
    shared = "database: postgresql+psycopg://localhost/intake\nengine: procrastinate\n"
    for more, told in ((shared, True), (shared + "token_keys: [{env: K}]\n", False), ("", False)):
        found = findings(write(tmp_path, text + more), "warning")
        assert any("must share the key" in words for _, words in found) is told


@pytest.mark.parametrize("keys", ["[hush]", "{env: K}", "[{text: hush}]"])
def test_keys_of_kept_tokens_are_places_of_secrets(tmp_path, keys):
    text = BOX.format("provider: google", "{client: {env: S}}") + f"token_keys: {keys}\n"
    (fault,) = errors(write(tmp_path, text))
    assert "token_keys" in fault.where
    assert "hush" not in fault.text
