"""The mail servers of an address are found where its domain names them, and never guessed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import dns.rcode
import pytest
from builders.configuration import NOW, write
from rigs.lookup import Names, Pages
from rigs.net import Authority
from typer.testing import CliRunner

from intake import settings
from intake.adapters import discovery
from intake.adapters.discovery import Found, as_yaml, asking, fetching
from intake.adapters.discovery.answers import autoconfig, chosen, exchangers
from intake.cli import cli
from intake.domain.providers import Server
from intake.domain.trouble import Misuse, Trouble

AUTOCONFIG = """\
<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="example.org">
  <incomingServer type="pop3"><hostname>pop.example.org</hostname><port>995</port>
    <socketType>SSL</socketType><authentication>password-cleartext</authentication></incomingServer>
  <incomingServer type="imap"><hostname>imap.%EMAILDOMAIN%</hostname><port>993</port>
    <socketType>SSL</socketType><authentication>password-cleartext</authentication>
    <username>%EMAILLOCALPART%</username></incomingServer>
  <outgoingServer type="smtp"><hostname>smtp.example.org</hostname><port>587</port>
    <socketType>STARTTLS</socketType><authentication>OAuth2</authentication>
    <authentication>password-cleartext</authentication>
    <username>%EMAILADDRESS%</username></outgoingServer>
</emailProvider></clientConfig>
"""


@pytest.fixture(scope="module")
def _names() -> Iterator[Names]:
    names = Names()
    yield names
    names.close()


@pytest.fixture
def names(_names: Names) -> Names:
    """The DNS, empty."""
    _names.records, _names.rcode, _names.silent, _names.asked = {}, None, False, []
    return _names


@pytest.fixture(scope="module")
def _pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    with Pages(Authority(tmp_path_factory.mktemp("authority"))) as pages:
        yield pages


@pytest.fixture
def pages(_pages: Pages) -> Pages:
    """The web, empty."""
    _pages.pages, _pages.asked = {}, []
    return _pages


def find(address: str, names: Names, pages: Pages) -> Found:
    """Look an address up at these two servers."""
    return discovery.find(
        address,
        resolver=names.resolver(),
        fetch=lambda url: fetching.fetch(pages.at(url), context=pages.trust),
    )


def server(text: str) -> Server:
    """Return the server that `HOST PORT SECURITY` says."""
    host, port, security = text.split()
    return Server(host=host, port=int(port), security=security)  # type: ignore[arg-type]


# --- where it is asked, in which order ----------------------------------------


def test_an_address_of_a_known_provider_is_asked_of_nobody(names: Names, pages: Pages) -> None:
    found = find("Jobs@GMail.com", names, pages)
    assert (found.provider, found.imap, found.smtp) == (
        "google",
        server("imap.gmail.com 993 tls"),
        server("smtp.gmail.com 465 tls"),
    )
    assert (names.asked, pages.asked, found.misses, found.doubts) == ([], [], (), ())


def test_the_dns_is_believed_first(names: Names, pages: Pages) -> None:
    names.records = {
        "_imaps._tcp.example.org SRV": ["10 0 993 late.example.org.", "0 1 1993 imap.example.org."],
        "_submission._tcp.example.org SRV": ["0 1 587 smtp.example.net."],
    }
    found = find("jobs@example.org", names, pages)
    assert found.imap == server("imap.example.org 1993 tls")
    assert found.smtp == server("smtp.example.net 587 starttls")
    assert found.how["imap"] == "DNS (SRV _imaps._tcp.example.org)"
    assert found.doubts == (
        "smtp.example.net lies outside of example.org: make sure that it is your provider's.",
    )
    assert (found.provider, found.username, pages.asked) == (None, None, [])


@pytest.mark.parametrize(
    ("page", "how"),
    [
        ("autoconfig.example.org/mail/config-v1.1.xml", "https://autoconfig.example.org"),
        ("example.org/.well-known/autoconfig/mail/config-v1.1.xml", "https://example.org"),
        ("autoconfig.thunderbird.net/v1.1/example.org", "https://autoconfig.thunderbird.net"),
    ],
)
def test_what_the_dns_does_not_name_the_domain_s_file_or_the_ispdb_does(
    names: Names, pages: Pages, page: str, how: str
) -> None:
    pages.pages[page] = AUTOCONFIG.encode()
    found = find("jobs+x@example.org", names, pages)
    assert found.imap == server("imap.example.org 993 tls")
    assert found.smtp == server("smtp.example.org 587 starttls")
    assert (found.username, found.how["imap"], found.how["smtp"]) == ("jobs+x", how, how)
    assert pages.asked[0].endswith("?emailaddress=jobs%2Bx%40example.org")
    assert "jobs" not in "".join(pages.asked[1:])


@pytest.mark.parametrize(
    ("exchanger", "provider", "imap"),
    [
        ("1 aspmx.l.google.com.", "google", "imap.gmail.com"),
        ("0 example-org.mail.protection.outlook.com.", "microsoft365", "outlook.office365.com"),
        ("0 example-org.p-v1.mx.microsoft.", "microsoft365", "outlook.office365.com"),
        ("2 hotmail-com.olc.protection.outlook.com.", "outlook", "outlook.office365.com"),
        ("1 mx1.mail.ovh.net.", "ovh", "ssl0.ovh.net"),
        ("10 spool.mail.gandi.net.", "gandi", "mail.gandi.net"),
        ("5 mta-gw.infomaniak.ch.", "infomaniak", "mail.infomaniak.com"),
        ("1 mta5.am0.yahoodns.net.", "yahoo", "imap.mail.yahoo.com"),
        ("10 mx.zoho.com.", "zoho", "imappro.zoho.com"),
        ("10 mx.zoho.eu.", "zoho", "imappro.zoho.eu"),
        ("10 mx01.mail.icloud.com.", "icloud", "imap.mail.me.com"),
        ("10 in1-smtp.messagingengine.com.", "fastmail", "imap.fastmail.com"),
    ],
)
def test_a_domain_that_a_provider_hosts_is_known_by_its_mx(
    names: Names, pages: Pages, exchanger: str, provider: str, imap: str
) -> None:
    names.records["example.org MX"] = [exchanger]
    found = find("jobs@example.org", names, pages)
    assert found.imap is not None
    assert (found.provider, found.imap.host) == (provider, imap)
    assert "example.org" in found.how["smtp"]


@pytest.mark.parametrize(
    ("exchangers", "says"),
    [
        (["10 mx.example.net."], "mx.example.net receives the mail of example.org, and is of no provider"),
        (["10 evilgoogle.com."], "evilgoogle.com receives the mail"),
        (["0 ."], "names no server that receives its mail (MX)"),  # RFC 7505
        ([], "names no server that receives its mail (MX)"),
    ],
)
def test_nothing_is_guessed(names: Names, pages: Pages, exchangers: list[str], says: str) -> None:
    if exchangers:
        names.records["example.org MX"] = exchangers
    found = find("jobs@example.org", names, pages)
    assert (found.imap, found.smtp, found.provider) == (None, None, None)
    assert says in found.misses[-1]
    assert "The DNS of example.org names no IMAP server (SRV)." in found.misses


def test_a_server_elsewhere_is_not_doubted_where_tls_proves_who_names_it(names: Names, pages: Pages) -> None:
    text = AUTOCONFIG.replace("smtp.example.org", "smtp.example.net")
    pages.pages["autoconfig.example.org/mail/config-v1.1.xml"] = text.encode()
    found = find("jobs@example.org", names, pages)
    assert (found.smtp, found.doubts) == (server("smtp.example.net 587 starttls"), ())


def test_each_protocol_is_looked_for_until_it_is_found(names: Names, pages: Pages) -> None:
    names.records = {
        "_imaps._tcp.example.org SRV": ["0 1 993 imap.fastmail.com."],
        "_submissions._tcp.example.org SRV": ["0 0 0 ."],
        "example.org MX": ["10 in1-smtp.messagingengine.com."],
    }
    found = find("jobs@example.org", names, pages)
    assert (found.provider, found.smtp) == ("fastmail", server("smtp.fastmail.com 465 tls"))
    assert (found.how["imap"][:9], found.how["smtp"][:8]) == ("DNS (SRV ", "DNS (MX)")


# --- what could not be asked ---------------------------------------------------


@pytest.mark.parametrize("rcode", [dns.rcode.SERVFAIL, dns.rcode.REFUSED])
def test_a_dns_that_fails_is_told_and_the_web_is_asked_all_the_same(
    names: Names, pages: Pages, rcode: dns.rcode.Rcode
) -> None:
    names.rcode = rcode
    pages.pages["autoconfig.example.org/mail/config-v1.1.xml"] = AUTOCONFIG.encode()
    found = find("jobs@example.org", names, pages)
    assert found.misses == ("The DNS could not be asked: its servers refused, or failed.",)
    assert found.imap == server("imap.example.org 993 tls")


def test_a_dns_that_is_silent_is_not_waited_for_long(
    names: Names, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_SECONDS", 0.1)
    names.silent = True
    found = find("jobs@example.org", names, pages)
    assert found.misses[0] == "The DNS could not be asked: no server of it answered in time."
    assert len(found.misses) == 4  # and nothing was asked of it twice


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (404, "autoconfig.example.org knows no usable server for example.org."),
        (503, "refused, with status 503."),
        ("http://localhost/plain.xml", "a redirection to where there is no TLS."),
        ("ftp://localhost/plain.xml", "a redirection to where there is no TLS."),
        (f"https://{'a' * 70}.example.org/", "No answer from"),
        ("https://[/", "No answer from"),
        (b"x" * 300_000, "answered with more than 256 KB, which is refused."),
        (b"<html>", "is no autoconfig file."),
        (b"", "is no autoconfig file."),
        (b'<?xml version="1.0" encoding="nobody-s"?><clientConfig/>', "is no autoconfig file."),
        (
            b'<!DOCTYPE a [<!ENTITY b "c">]>' + AUTOCONFIG.partition("\n")[2].encode(),
            "is no autoconfig file.",
        ),
        (AUTOCONFIG.replace("SSL", "plain").replace("STARTTLS", "plain").encode(), "no usable server"),
        (
            AUTOCONFIG.replace("password-cleartext", "GSSAPI").replace("OAuth2", "NTLM").encode(),
            "no usable server",
        ),
    ],
)
def test_an_answer_of_the_web_that_is_of_no_use_is_told(
    names: Names, pages: Pages, page: bytes | int | str, says: str
) -> None:
    pages.pages["autoconfig.example.org/mail/config-v1.1.xml"] = page
    found = find("jobs@example.org", names, pages)
    assert (found.imap, found.smtp) == (None, None)
    assert says in found.misses[2]
    assert "jobs@" not in " ".join(found.misses)


def test_a_redirection_with_tls_is_followed(names: Names, pages: Pages) -> None:
    pages.pages["autoconfig.example.org/mail/config-v1.1.xml"] = pages.at("https://elsewhere/there.xml")
    pages.pages["elsewhere/there.xml"] = AUTOCONFIG.encode()
    assert find("jobs@example.org", names, pages).imap == server("imap.example.org 993 tls")


def test_a_certificate_of_nobody_is_not_trusted(pages: Pages) -> None:
    with pytest.raises(Trouble, match=r"No answer from localhost:\d+: its certificate is not trusted"):
        fetching.fetch(pages.at("https://example.org/x"))


def test_a_host_that_is_away_is_told(pages: Pages) -> None:
    with pytest.raises(Trouble, match="No answer from localhost:1: connection refused"):
        fetching.fetch("https://localhost:1/x", context=pages.trust)


@pytest.mark.parametrize(
    "address",
    ["", "jobs", "jobs@", "@example.org", "jobs@localhost", "a b@example.org", "j@-_", f"j@{'a' * 64}.org"],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(Misuse, match="no mail address"):
        discovery.find(address)


# --- answers, read -------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "host"),
    [
        ([("1", "9", "993", "b."), ("0", "1", "993", "a.example.org.")], "a.example.org"),
        ([("0", "1", "993", "b.example.org."), ("0", "9", "993", "a.example.org.")], "a.example.org"),
        ([("0", "0", "0", ".")], None),
        ([("0", "1", "0", "a.example.org.")], None),
        ([("0", "1", "993", "a\\032b.example.org.")], None),
        ([("0", "1", "993", "_x.example.org.")], None),
        ([], None),
    ],
)
def test_of_srv_records_the_first_that_may_be_one_is_chosen(
    records: list[tuple[str, ...]], host: str
) -> None:
    place = chosen(records, "tls")
    assert (place.server.host if place else None) == host


def test_mail_exchangers_come_in_their_order() -> None:
    assert exchangers([("20", "b.example.org."), ("5", "A.example.org."), ("0", ".")]) == [
        "a.example.org",
        "b.example.org",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("imap.%EMAILDOMAIN%", "imap.example.org/../x"),
        ("imap.%EMAILDOMAIN%", "-a.example.org"),
        ("<port>993</port>", "<port>99999</port>"),
        ("<port>993</port>", "<port>-1</port>"),
        ("<port>993</port>", ""),
        ("%EMAILLOCALPART%", "a\nb"),
        ("%EMAILLOCALPART%", "a" * 300),
        ('type="imap"', 'type="exchange"'),
    ],
)
def test_an_entry_that_cannot_be_true_is_passed_over(old: str, new: str) -> None:
    found = autoconfig(AUTOCONFIG.replace(old, new).encode(), "jobs@example.org")
    assert found.keys() == {"smtp"}


# --- what is printed -----------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "lines"),
    [
        (
            {"example.org MX": ["1 aspmx.l.google.com."]},
            "  provider: google\n  password: {env: JOBS_PASSWORD}",
        ),
        (
            {"example.org MX": ["1 mx.zoho.eu."]},
            "  provider: zoho\n  imap: {host: imappro.zoho.eu}\n  smtp: {host: smtppro.zoho.eu}\n  password",
        ),
        (
            {
                "_imaps._tcp.example.org SRV": ["0 1 993 imap.fastmail.com."],
                "_submission._tcp.example.org SRV": ["0 1 587 smtp.fastmail.com."],
            },
            "  provider: fastmail\n  smtp: {port: 587, security: starttls}\n  password",
        ),
        (
            {
                "_imap._tcp.example.org SRV": ["0 1 143 mail.example.org."],
                "_submissions._tcp.example.org SRV": ["0 1 465 mail.example.org."],
            },
            "\n  smtp: {host: mail.example.org, port: 465, security: tls}\n  username: jobs@example.org\n",
        ),
        (
            {"example.org MX": ["0 x.mail.protection.outlook.com."]},
            "  provider: microsoft365\n  auth: {oauth2: {",
        ),
    ],
)
def test_the_lines_to_write_are_a_configuration(
    tmp_path: Path, names: Names, pages: Pages, records: dict[str, list[str]], lines: str
) -> None:
    names.records = records
    found = find("jobs@example.org", names, pages)
    text = as_yaml(found)
    assert lines in text
    mailboxes = "mailboxes:\n" + "".join(f"  {line}\n" for line in text.splitlines())
    loaded, said = settings.check(write(tmp_path, f"organisation: X\ntimezone: UTC\n{mailboxes}"), now=NOW)
    assert loaded is not None, said
    mailbox = loaded.mailboxes["jobs"]
    assert (mailbox.imap.host, mailbox.smtp.host) == (
        found.imap and found.imap.host,
        found.smtp and found.smtp.host,
    )


@pytest.mark.parametrize(
    "address", ["null@gmail.com", "2026@gmail.com", "o'neil@gmail.com", "#x@gmail.com", "a.b@gmail.com"]
)
def test_no_address_breaks_the_lines(tmp_path: Path, address: str) -> None:
    text = "".join(f"  {line}\n" for line in as_yaml(discovery.find(address)).splitlines())
    loaded = settings.load(write(tmp_path, f"organisation: X\ntimezone: UTC\nmailboxes:\n{text}"))
    assert [mailbox.address for mailbox in loaded.mailboxes.values()] == [address]


def test_the_command_prints_what_to_write() -> None:
    result = CliRunner().invoke(cli, ["hosts", "jobs@gmail.com"])
    assert result.exit_code == 0
    assert "IMAP  imap.gmail.com, port 993, tls  (known: gmail.com is of Google)" in result.stdout
    assert "    provider: google\n" in result.stdout


def test_the_command_prints_one_json_document() -> None:
    result = CliRunner().invoke(cli, ["hosts", "jobs@hotmail.com", "--json"])
    shape = json.loads(result.stdout)
    assert shape["imap"] == {"host": "outlook.office365.com", "port": 993, "security": "tls"}
    assert (shape["provider"], shape["misses"]) == ("outlook", [])
    assert "provider: outlook" in shape["yaml"]
    result = CliRunner().invoke(cli, ["hosts", "jobs", "--json"])
    assert (result.exit_code, "address" in json.loads(result.stdout)["error"]) == (2, True)
