"""`provider:` fills in what a mailbox does not say itself, and no more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from textwrap import indent

import pytest
from builders.configuration import NOW, POSTING, errors, findings, write

from intake import settings
from intake.domain.model import Guest, Mailbox, Secret
from intake.domain.providers import PROVIDERS, Server, provider_at, provider_of, provider_receiving

HEAD = "organisation: Association Exemple\ntimezone: UTC\nadmins: [a@example.org]\nmailboxes:\n  jobs:\n"
SECRET = Secret(source="env", name="JOBS_PASSWORD")
LEAST = "address: jobs@example.org\nprovider: google\npassword: {env: JOBS_PASSWORD}\n"


def configured(base: Path, mailbox: str) -> Path:
    """Write a configuration with this mailbox `jobs`, whose first line is the sixth."""
    return write(base, HEAD + indent(mailbox, "    "))


def load(base: Path, mailbox: str) -> Mailbox:
    """Return the mailbox that these lines describe."""
    return settings.load(configured(base, mailbox)).mailboxes["jobs"]


# --- the table ----------------------------------------------------------------


@pytest.mark.parametrize("name", PROVIDERS)
def test_each_provider_is_enough_of_a_mailbox(tmp_path: Path, name: str) -> None:
    mailbox = load(tmp_path, LEAST.replace("google", name))
    provider = PROVIDERS[name]
    for account, server in ((mailbox.imap, provider.imap), (mailbox.smtp, provider.smtp)):
        assert (account.host, account.port, account.security) == (server.host, server.port, server.security)
        assert (account.username, account.password) == ("jobs@example.org", SECRET)
    assert (mailbox.provider, mailbox.guest) == (name, provider.guest)
    assert mailbox.authserv_id == provider.authserv_id


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=lambda provider: provider.name)
def test_no_provider_is_spoken_to_without_tls(provider) -> None:
    assert {(provider.imap.port, provider.imap.security)} == {(993, "tls")}
    assert (provider.smtp.port, provider.smtp.security) in {(465, "tls"), (587, "starttls")}
    assert provider.sign_in
    assert provider.mx


def test_a_provider_is_known_by_its_hosts_its_domains_and_its_mx() -> None:
    for provider in PROVIDERS.values():
        assert provider_at(provider.smtp.host.upper() + ".") == provider
        assert all(provider_of(domain) == provider for domain in provider.domains)
        assert all(provider_receiving([f"mx.{domain}."]) == provider for domain in provider.mx)
    assert provider_at("imap.example.org") is None
    assert provider_of("example.org") is None
    assert provider_receiving(["mx.example.org", "mx.notgoogle.com"]) is None


@pytest.mark.parametrize("region", PROVIDERS["zoho"].regions)
def test_a_region_of_a_provider_has_its_own_hosts(region: str) -> None:
    there = provider_receiving([f"mx.{region}"])
    assert there is not None
    assert (there.name, there.imap, there.smtp.host) == (
        "zoho",
        Server(host=f"imappro.{region}", port=993),
        f"smtppro.{region}",
    )
    assert provider_at(there.imap.host) == there


# --- what the file says wins ----------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "server"),
    [
        ("imap: {host: imap.example.org}", "imap.example.org 993 tls"),
        ("imap: {port: 1993}", "imap.gmail.com 1993 tls"),
        ("imap: {security: starttls}", "imap.gmail.com 143 starttls"),  # not 993: that is another security's
        ("imap: {security: tls}", "imap.gmail.com 993 tls"),
        ("imap: {host: 127.0.0.1, security: none}", "127.0.0.1 143 none"),
        ("imap: {}", "imap.gmail.com 993 tls"),
        ("imap:", "imap.gmail.com 993 tls"),
    ],
)
def test_a_server_is_filled_in_field_by_field(tmp_path: Path, lines: str, server: str) -> None:
    imap = load(tmp_path, LEAST + lines).imap
    assert f"{imap.host} {imap.port} {imap.security}" == server
    assert (imap.username, imap.password) == ("jobs@example.org", SECRET)


@pytest.mark.parametrize(
    ("lines", "imap", "smtp"),
    [
        ("", ("jobs@example.org", "JOBS_PASSWORD"), ("jobs@example.org", "JOBS_PASSWORD")),
        ("username: j", ("j", "JOBS_PASSWORD"), ("j", "JOBS_PASSWORD")),
        ("smtp: {username: s}", ("jobs@example.org", "JOBS_PASSWORD"), ("s", "JOBS_PASSWORD")),
        ("smtp: {password: {env: S}}", ("jobs@example.org", "JOBS_PASSWORD"), ("jobs@example.org", "S")),
        (
            "username: j\nimap: {username: i, password: {env: I}}",
            ("i", "I"),
            ("j", "JOBS_PASSWORD"),
        ),
    ],
)
@pytest.mark.parametrize("provider", ["provider: google", ""])
def test_a_login_may_stand_once_for_both_protocols(
    tmp_path: Path, lines: str, imap: tuple[str, str], smtp: tuple[str, str], provider: str
) -> None:
    text = LEAST + lines
    if not provider:  # then the servers and the username have to be said
        text = text.replace("provider: google\n", "")
        text += "" if "username: j" in lines else "\nusername: jobs@example.org"
        for protocol in ("imap", "smtp"):
            host = f"host: {protocol}.example.org"
            here = f"{protocol}: {{"
            text = text.replace(here, f"{here}{host}, ") if here in text else f"{text}\n{here}{host}}}"
    mailbox = load(tmp_path, text)
    logins = [(each.username, each.password and each.password.name) for each in (mailbox.imap, mailbox.smtp)]
    assert logins == [imap, smtp]


def test_a_server_that_asks_for_no_login_says_so_with_empty_values(tmp_path: Path) -> None:
    smtp = load(tmp_path, LEAST + "smtp: {host: localhost, username: , password: }").smtp
    assert (smtp.username, smtp.password) == (None, None)


def test_the_limits_are_the_provider_s_but_for_those_that_the_file_says(tmp_path: Path) -> None:
    usual = PROVIDERS["google"].guest
    guest = load(tmp_path, LEAST + "limits: {per_day: 2000, download: 2 GB}").guest
    assert guest == replace(usual, letters_a_day=2000, download_a_day=2 << 30)
    lines = "limits: {connections: 3, per_minute: 30, per_day: 10000, download: 2500 MB}"
    assert load(tmp_path, LEAST + lines).guest == Guest(
        connections=3, letters_a_minute=30, letters_a_day=10_000, download_a_day=2500 << 20
    )


@pytest.mark.parametrize(
    ("lines", "believed"),
    [("", "mx.google.com"), ("authserv_id: mx.example.org", "mx.example.org"), ("authserv_id:", None)],
)
def test_the_server_to_be_believed_may_be_another_or_none(
    tmp_path: Path, lines: str, believed: str | None
) -> None:
    assert load(tmp_path, LEAST + lines).authserv_id == believed


# --- faults ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "where", "text", "remedy"),
    [
        (LEAST.replace("google", "gogle"), "7 provider", "google, icloud", "mean 'google'?"),
        (LEAST.replace("google", "Gmail"), "7 provider", "found 'Gmail'", "mean 'google'?"),
        (LEAST.replace("google", "office365"), "7 provider", "found 'office365'", "mean 'microsoft365'?"),
        (LEAST.replace("google", "mine"), "7 provider", "found 'mine'", "`intake hosts ADDRESS`"),
        (LEAST.replace("google", "7"), "7 provider", "Text is expected", "quotes"),
        (LEAST.replace("jobs@example.org", "jobs"), "6 address", "A mail address", "bare address"),
        ("address: jobs@example.org\nprovider: google", "5 imap.password", "required", "Add `password: {env"),
        (LEAST.replace("{env: JOBS_PASSWORD}", "hush"), "8 password", "A password itself", "{env: NAME}"),
        (LEAST + "username: 5", "9 username", "Text is expected", "quotes"),
        (LEAST + "imap: 5", "9 imap", "A group of keys", "below `imap:`"),
        (LEAST + "limits: {per_hour: 5}", "9 limits.per_hour", "per_minute", "Remove"),
        (LEAST + "limits: {per_day: 0}", "9 limits.per_day", "from 1 to", "Correct"),
        (LEAST + "limits: {download: 2500}", "9 limits.download", "2500 MB or 2 GB", "MB or GB"),
        (LEAST + "imap: {port: 0}", "9 imap.port", "from 1 to 65535", "Correct"),
        (LEAST + "smtp: {username: }", "9 smtp.password", "username is missing", "Give both"),
    ],
)  # fmt: skip
def test_a_fault_is_told_once_at_its_place(
    tmp_path: Path, lines: str, where: str, text: str, remedy: str
) -> None:
    line, _, field = where.partition(" ")
    found = errors(configured(tmp_path, lines))
    assert [each.where for each in found] == [f"config/intake.yaml:{line} mailboxes.jobs.{field}"]
    assert text in found[0].text
    assert remedy in found[0].remedy


def test_without_provider_and_servers_it_is_said_what_finds_them(tmp_path: Path) -> None:
    found = errors(configured(tmp_path, "address: jobs@example.org\nsmtp: {port: 25}"))
    assert [(each.where, each.text) for each in found] == [
        (
            "config/intake.yaml:5 mailboxes.jobs.imap",
            "The key 'imap' is required and missing, as no provider is named.",
        ),
        (
            "config/intake.yaml:7 mailboxes.jobs.smtp.host",
            "The key 'host' is required and missing, as no provider is named.",
        ),
    ]
    assert all("`intake hosts ADDRESS` finds" in each.remedy for each in found)


# --- what check says besides ------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "password", "level", "says"),
    [
        (LEAST, "hush", "warning", "This is no app password: Google's has 16 letters"),
        (LEAST, "abcd efgh ijkl mnop", "info", "Google takes an app password here"),
        (LEAST, "abcdefghijklmnop", "info", "Google takes an app password here"),
        (
            LEAST.replace("google", "microsoft365"),
            "hush",
            "warning",
            "Microsoft 365 takes no password over IMAP",
        ),
        (LEAST.replace("google", "outlook"), "hush", "warning", "Outlook.com takes no password over IMAP"),
        (LEAST.replace("google", "yahoo"), "hush", "info", "Yahoo takes an app password here"),
    ],
)
def test_check_says_what_a_password_is_there(  # noqa: PLR0917 - the table's
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, password: str, level: str, says: str
) -> None:
    monkeypatch.setenv("JOBS_PASSWORD", password)
    [(where, text)] = [each for each in findings(configured(tmp_path, lines), level) if "password" in each[1]]
    assert where == "config/intake.yaml:8 mailboxes.jobs.password"
    assert text.startswith(says)
    assert password not in text


def test_a_server_is_known_without_its_provider_being_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("P", "hush")
    lines = (
        "address: jobs@example.org\nimap: {host: outlook.office365.com, username: j, password: {env: P}}\n"
        "smtp: {host: localhost}"
    )
    found = findings(configured(tmp_path, lines), "warning")
    assert ("config/intake.yaml:7 mailboxes.jobs.imap.password") in [where for where, _ in found]


@pytest.mark.parametrize("name", ["ovh", "gandi", "infomaniak", "zoho"])
def test_a_plain_password_is_not_spoken_of_where_it_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("JOBS_PASSWORD", "hush")
    folder = configured(tmp_path, LEAST.replace("google", name))
    found = findings(folder, "warning") + findings(folder, "info")
    assert not [text for _, text in found if "password" in text]


def test_an_absent_password_for_both_protocols_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JOBS_PASSWORD", raising=False)
    assert findings(configured(tmp_path, LEAST), "error") == [
        (
            "config/intake.yaml:8 mailboxes.jobs.password",
            "The environment variable JOBS_PASSWORD is not set.",
        )
    ]


# --- docs/mailboxes.md --------------------------------------------------------------

GUIDE = (Path(__file__).parents[1] / "docs" / "mailboxes.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("block", BLOCKS)
def test_what_the_guide_says_to_write_is_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: str
) -> None:
    for variable in re.findall(r"env: (\w+)", block):
        monkeypatch.setenv(variable, "abcdefghijklmnop" if "KEY" not in variable else "k" * 32)
    for name in re.findall(r"file: ([\w./-]+)", block):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text("{}")
        place.chmod(0o600)
    folder = write(
        tmp_path, f"organisation: X\ntimezone: UTC\nadmins: [a@example.org]\n{block}", jobs=POSTING
    )
    found = [each for each in settings.check(folder, now=NOW)[1] if each.level != "info"]
    assert found == []


def test_the_guide_has_a_part_and_a_line_for_each_provider() -> None:
    for provider in PROVIDERS.values():
        assert f"provider: {provider.name}\n" in GUIDE
        assert f"| `{provider.name}` |" in GUIDE


def test_each_part_that_the_guide_s_table_names_is_there() -> None:
    headings = {
        re.sub(r"[^\w -]", "", line.lower()).strip().replace(" ", "-")
        for line in re.findall(r"^#+ (.*)$", GUIDE, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", GUIDE)) <= headings


@pytest.mark.parametrize(
    ("oauth2", "key", "says"),
    [
        ("{client: {file: g.json}}", "client", "g.json cannot be read"),
        ("{service_account: {file: g.json}}", "service_account", "g.json cannot be read"),
        ("{client_id: a, tenant: t, certificate: {file: c.pem}}", "certificate", "c.pem cannot be read"),
        ("{client_id: a, tenant: t, client_secret: {env: ABSENT}}", "client_secret", "ABSENT is not set"),
    ],
)
def test_what_oauth2_needs_and_is_absent_is_told_once(
    tmp_path: Path, oauth2: str, key: str, says: str
) -> None:
    name = "google" if "json" in oauth2 else "microsoft365"
    lines = f"address: jobs@example.org\nprovider: {name}\nauth: {{oauth2: {oauth2}}}"
    found = findings(configured(tmp_path, lines), "error")
    assert [where for where, _ in found] == [f"config/intake.yaml:8 mailboxes.jobs.auth.oauth2.{key}"]
    assert says in found[0][1]
