"""Asking token servers: in a browser, by a code, as an application, as Google's or Microsoft's client."""

from __future__ import annotations

import base64
import json
import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener, urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from rigs.net import Authority
from rigs.tokens import TokenServer

from intake.adapters.oauth import Issuer, OAuthError, Person, certificate_ends, grants, issuer, web
from intake.domain.model import OAuth2, Secret

USER = "jobs@example.org"
KEY = Secret(source="env", name="KEY")
GOOGLE = ("https://mail.google.com/", "openid", "email")


@pytest.fixture(scope="module")
def plain() -> Iterator[TokenServer]:
    with TokenServer() as running:
        yield running


@pytest.fixture(scope="module")
def private(authority: Authority, certificate: ssl.SSLContext) -> Iterator[TokenServer]:
    with TokenServer(context=certificate) as running:
        yield running


@pytest.fixture
def server(plain: TokenServer) -> TokenServer:
    plain.begin(USER)
    return plain


@pytest.fixture(scope="module")
def private_key() -> str:
    key = rsa.generate_private_key(65537, 2048)
    kinds = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*kinds).decode()


@pytest.fixture(scope="module")
def pem(private_key: str) -> str:
    """A private key and its certificate, as they are uploaded to Microsoft."""
    key = serialization.load_pem_private_key(private_key.encode(), None)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "intake")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=9))
        .sign(key, hashes.SHA256())
    )
    return private_key + made.public_bytes(serialization.Encoding.PEM).decode()


def other(server: TokenServer, flow: str, **keys: object) -> OAuth2:
    urls = {"authorization_url": f"{server.url}/authorize", "device_url": f"{server.url}/device"}
    return OAuth2(
        issuer="other", flow=flow, client_id="intake", token_url=f"{server.url}/token", **urls | keys
    )


def issuer_of(way: OAuth2, key: str = "") -> Issuer:
    return issuer(way, USER, "jobs", lambda _: key)


def browsing(**changes: object) -> tuple[Person, list[str]]:
    """A person whose browser goes where it is sent, at once."""
    told: list[str] = []

    def browse(url: str) -> None:
        threading.Thread(target=_visit, args=(url,), daemon=True).start()

    return Person(**{"username": USER, "tell": told.append, "browse": browse} | changes), told


def _visit(url: str) -> None:
    try:
        with urlopen(url, timeout=10):
            pass
    except HTTPError as error:  # itself an open answer
        error.close()


def silent() -> Person:
    return Person(username=USER, tell=lambda _: None)


# --- by a person ---


def test_a_browser_signs_in_with_a_proof_that_the_code_is_ours(server):
    server.who = USER
    person, told = browsing()
    grant = issuer_of(other(server, "browser", scope=("imap", "offline"))).sign_in(person)
    assert grant.access_token in server.access
    assert grant.refresh_token in server.refresh
    assert (grant.lives, grant.who) == (3600, USER)
    asked = {key: values[0] for key, values in parse_qs(urlsplit(told[1]).query).items()}
    assert asked["code_challenge_method"] == "S256"
    assert (asked["scope"], asked["login_hint"]) == ("imap offline", USER)
    assert urlsplit(asked["redirect_uri"]).hostname == "127.0.0.1"


def test_who_declines_in_the_browser_is_told_how_to_go_on(server):
    person, _ = browsing(username="no")
    with pytest.raises(OAuthError, match=r"consent was declined.*intake login jobs") as declined:
        issuer_of(other(server, "browser")).sign_in(person)
    assert declined.value.permanent


def test_an_answer_that_nobody_asked_for_is_left_aside(server):
    """Whoever can reach the page cannot sign us in as somebody else (RFC 6749 §10.12)."""

    def browse(url: str) -> None:
        target = parse_qs(urlsplit(url).query)["redirect_uri"][0]

        def visit() -> None:
            for path in ("favicon.ico", "?code=theirs&state=guessed", "?code=theirs"):
                with pytest.raises(HTTPError) as nothing:
                    urlopen(target + path, timeout=10)
                nothing.value.close()
            _visit(url)

        threading.Thread(target=visit, daemon=True).start()

    person, _ = browsing(browse=browse)
    assert issuer_of(other(server, "browser")).sign_in(person).access_token in server.access


def test_a_browser_on_another_machine_signs_in_by_the_address_of_its_last_page(server):
    class Stay(HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    lines: SimpleQueue[str] = SimpleQueue()

    def browse(url: str) -> None:
        with pytest.raises(HTTPError) as moved:
            build_opener(Stay).open(url, timeout=10)
        lines.put("http://127.0.0.1/?state=mistyped\n")
        lines.put("http://127.0.0.1/?state=\udcff\n")  # as a terminal gives bytes of another encoding
        lines.put(f" {moved.value.headers['Location']}\n")
        moved.value.close()

    person, told = browsing(browse=browse, read=lines.get)
    assert issuer_of(other(server, "browser")).sign_in(person).access_token in server.access
    assert any("paste its address here" in line for line in told)
    assert any("not the address" in line for line in told)


def test_a_device_waits_for_the_person_as_it_is_told(server):
    server.pending = 2
    told: list[str] = []
    grant = issuer_of(other(server, "device")).sign_in(Person(username=USER, tell=told.append))
    assert grant.access_token in server.access
    assert told == [f"Open {server.url}/here in any browser, enter the code ABCD-EFGH and sign in as {USER}."]


def test_a_server_that_stumbles_while_a_device_waits_is_asked_again(server):
    server.plan((500, ""), "drop", (200, "<html>"))
    assert issuer_of(other(server, "device")).sign_in(silent()).access_token in server.access
    server.plan(*[(500, "")] * 4)
    with pytest.raises(OAuthError, match="status 500"):
        issuer_of(other(server, "device")).sign_in(silent())


@pytest.mark.parametrize("interval", [1e30, float("inf"), 10**400, -1, "soon"])
def test_a_device_waits_no_longer_than_its_code_is_good(server, monkeypatch, interval):
    """And asks a last time then."""
    code = {"device_code": "d", "user_code": "A", "verification_uri": "https://x/", "expires_in": 0.5}
    post = server.post
    monkeypatch.setattr(
        server,
        "post",
        lambda path, form: (
            (200, {}, json.dumps(code | {"interval": interval}).encode())
            if path.endswith("/device")
            else post(path, form)
        ),
    )
    assert issuer_of(other(server, "device")).sign_in(silent()).access_token in server.access


@pytest.mark.parametrize(
    ("error", "said"), [("access_denied", "declined"), ("expired_token", "not used in time")]
)
def test_a_code_that_comes_to_nothing_is_told(server, error, said):
    server.plan((400, json.dumps({"error": error})))
    with pytest.raises(OAuthError, match=said):
        issuer_of(other(server, "device")).sign_in(silent())


def test_googles_client_is_its_file(server):
    file = {"installed": {"client_id": "g", "client_secret": "s", "token_uri": f"{server.url}/token"}}
    file["installed"]["auth_uri"] = f"{server.url}/authorize"
    way = OAuth2(issuer="google", flow="browser", key=KEY, scope=GOOGLE)
    person, told = browsing()
    client = issuer_of(way, json.dumps(file))
    grant = client.sign_in(person)
    asked = parse_qs(urlsplit(told[1]).query)
    assert (asked["access_type"], asked["prompt"]) == (["offline"], ["consent"])
    assert client.renew(grant.refresh_token).access_token in server.access
    assert server.forms[-1]["client_secret"] == "s"


# --- by itself ---


def test_an_application_signs_in_by_its_secret(server):
    way = other(
        server, "client", client_secret=KEY, authorization_url=None, device_url=None, scope=("a", "b")
    )
    assert issuer_of(way, "hush").renew(None).access_token in server.access
    assert server.forms[-1]["scope"] == "a b"
    with pytest.raises(OAuthError, match="secret") as wrong:
        issuer_of(way, "guessed").renew(None)
    assert wrong.value.permanent
    assert "guessed" not in str(wrong.value)


def test_googles_service_account_stands_in_for_the_mailbox(server, private_key):
    key = {
        "client_email": "bot@p.example.org",
        "private_key": private_key,
        "token_uri": f"{server.url}/token",
    }
    way = OAuth2(issuer="google", flow="service", key=KEY, scope=GOOGLE[:1])
    grant = issuer_of(way, json.dumps(key)).renew(None)
    assert server.access[grant.access_token].user == USER
    said = json.loads(base64.urlsafe_b64decode(server.forms[-1]["assertion"].split(".")[1] + "=="))
    assert (said["iss"], said["sub"], said["scope"]) == ("bot@p.example.org", USER, GOOGLE[0])
    assert said["aud"] == f"{server.url}/token"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"installed": {}}', '{"client_email": 1, "private_key": "x", "token_uri": "y"}'],
)
@pytest.mark.parametrize("flow", ["browser", "service"])
def test_another_file_than_googles_is_named_as_such(text, flow):
    with pytest.raises(OAuthError, match="not as Google gives it"):
        issuer_of(OAuth2(issuer="google", flow=flow, key=KEY), text)


@pytest.mark.parametrize("kind", ["damaged", "of another kind", "encrypted"])
def test_a_key_of_google_that_cannot_sign_is_named_as_such(server, private_key, kind):
    sort = {"encoding": serialization.Encoding.PEM, "format": serialization.PrivateFormat.PKCS8}
    rsa_key = serialization.load_pem_private_key(private_key.encode(), None)
    pems = {
        "damaged": b"damaged",
        "of another kind": ec.generate_private_key(ec.SECP256R1()).private_bytes(
            **sort, encryption_algorithm=serialization.NoEncryption()
        ),
        "encrypted": rsa_key.private_bytes(
            **sort, encryption_algorithm=serialization.BestAvailableEncryption(b"hush")
        ),
    }
    key = {"client_email": "bot@p.example.org", "token_uri": f"{server.url}/token"}
    key |= {"private_key": pems[kind].decode()}
    with pytest.raises(OAuthError, match="private key of the service account"):
        issuer_of(OAuth2(issuer="google", flow="service", key=KEY), json.dumps(key)).renew(None)


@pytest.mark.parametrize("url", ["https://localhost:99999/", "https://[/token", "https://exa mple.org/"])
def test_a_key_of_google_with_an_address_that_is_none_is_named_as_such(private_key, url):
    key = {"client_email": "bot@p.example.org", "private_key": private_key, "token_uri": url}
    with pytest.raises(OAuthError, match="no URL") as wrong:
        issuer_of(OAuth2(issuer="google", flow="service", key=KEY), json.dumps(key)).renew(None)
    assert wrong.value.permanent


# --- Microsoft ---


@pytest.fixture
def microsoft(private: TokenServer, authority: Authority) -> OAuth2:
    """A tenant on a server of our own."""
    private.begin(USER)
    return OAuth2(
        issuer="microsoft",
        flow="device",
        client_id="intake",
        authority=f"{private.url}/tenant",
        scope=("https://outlook.office.com/IMAP.AccessAsUser.All",),
        ca_file=str(authority.ca_file),
    )


def changed(way: OAuth2, **keys: object) -> OAuth2:
    return OAuth2(**{name: getattr(way, name) for name in way.__dataclass_fields__} | keys)


def test_microsoft_signs_in_by_a_code_and_renews(microsoft, private):
    told: list[str] = []
    client = issuer_of(microsoft)
    grant = client.sign_in(Person(username=USER, tell=told.append))
    assert "ABCD-EFGH" in told[0]
    assert client.renew(grant.refresh_token).access_token in private.access
    assert "offline_access" in private.forms[-1]["scope"]
    with pytest.raises(OAuthError, match="withdrawn") as spent:
        client.renew(grant.refresh_token)
    assert spent.value.permanent


def test_an_application_of_microsofts_signs_in_by_secret_or_certificate(microsoft, private, pem):
    alone = changed(microsoft, flow="client", scope=("https://outlook.office365.com/.default",))
    assert issuer_of(changed(alone, client_secret=KEY), "hush").renew(None).access_token in private.access
    with pytest.raises(OAuthError, match="secret is wrong"):
        issuer_of(changed(alone, client_secret=KEY), "guessed").renew(None)
    assert issuer_of(changed(alone, certificate=KEY), pem).renew(None).access_token in private.access
    assert "client_assertion" in private.forms[-1]
    with pytest.raises(OAuthError, match="certificate cannot be read"):
        issuer_of(changed(alone, certificate=KEY), "no certificate").renew(None)


@pytest.mark.parametrize(
    "answer", [(500, "broken"), (200, "<html>"), (200, "{}"), "drop", (429, '{"error": "x"}')]
)
def test_microsoft_that_is_away_or_talks_nonsense_is_asked_again(microsoft, private, answer):
    private.plan(answer)
    with pytest.raises(OAuthError) as away:
        issuer_of(microsoft).renew("rt-1")
    assert not away.value.permanent


def test_a_tenant_that_does_not_exist_is_named_as_such(microsoft, private):
    with pytest.raises(OAuthError, match="no such tenant") as unknown:
        issuer_of(changed(microsoft, authority=f"{private.url}/unknown")).renew("rt-1")
    assert unknown.value.permanent


# --- what is granted ---


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"access_token": ""},
        {"access_token": 7},
        {"access_token": "a b"},
        {"access_token": "a\x01b"},
        {"access_token": "é"},
        {"access_token": "a" * 20_000},
        {"access_token": "a", "refresh_token": ["b"]},
        {"access_token": "a", "refresh_token": "b\n"},
        {"access_token": "a", "token_type": "mac"},
    ],
)
def test_what_no_login_can_hold_is_no_token(answer):
    with pytest.raises(OAuthError) as nonsense:
        grants.granted(answer, "example.org")
    assert not nonsense.value.permanent


@pytest.mark.parametrize(
    ("life", "seconds"),
    [
        (60, 60),
        ("60", 60),
        ("soon", 3600),
        (None, 3600),
        ([], 3600),
        (-5, 0),
        (float("inf"), 3600),
        (float("nan"), 3600),
        (10**400, 3600),
        (10**12, grants.LONGEST_LIFE),
    ],
)
def test_an_absurd_life_is_no_reason_to_stop(life, seconds):
    assert grants.granted({"access_token": "a", "expires_in": life}, "example.org").lives == seconds


@pytest.mark.parametrize("id_token", ["", "a.b", "a.!!.c", "a.W10.c", "a.eyJlbWFpbCI6IDd9.c", 7, {}])
def test_who_cannot_be_told_is_not_told(id_token):
    assert grants.granted({"access_token": "a", "id_token": id_token}, "example.org").who is None


def test_a_grant_shows_no_token():
    assert "at-1" not in repr(grants.Grant(access_token="at-1", refresh_token="at-1-r", lives=1))


@pytest.mark.parametrize(
    ("package", "way"),
    [
        ("msal", OAuth2(issuer="microsoft", flow="device", authority="https://login.example.org/t")),
        ("google.auth", OAuth2(issuer="google", flow="service", key=KEY)),
    ],
)
def test_a_library_that_is_not_installed_is_told_with_its_remedy(monkeypatch, package, way):
    monkeypatch.setitem(sys.modules, package, None)
    key = {"client_email": "a", "private_key": "b", "token_uri": "https://login.example.org/"}
    with pytest.raises(OAuthError, match=r"not installed.*pip install 'intake\[oauth\]'"):
        issuer_of(way, json.dumps(key)).renew(None)


# --- the way there ---


def test_a_server_with_a_certificate_of_somebody_elses_is_told_nothing(private):
    private.begin(USER)
    with pytest.raises(OAuthError, match=r"does not verify.*ca_file"):
        issuer_of(other(private, "client")).renew(None)
    assert private.forms == []


def test_a_file_of_authorities_that_is_none_is_named(private, tmp_path):
    (tmp_path / "ca.pem").write_text("nothing")
    with pytest.raises(OAuthError, match="file of authorities"):
        issuer_of(other(private, "client", ca_file=str(tmp_path / "ca.pem"))).renew(None)


def test_a_key_file_that_leads_out_of_this_machine_without_tls_is_refused():
    key = {"client_email": "a", "private_key": "b", "token_uri": "http://example.org/token"}
    with pytest.raises(OAuthError):
        issuer_of(OAuth2(issuer="google", flow="service", key=KEY), json.dumps(key)).renew(None)
    with pytest.raises(OAuthError, match="without TLS"):
        web.Web().get("http://example.org/")


def test_a_server_that_sends_a_byte_now_and_then_is_left(monkeypatch):
    monkeypatch.setattr(web, "PATIENCE", 0.3)
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def drip() -> None:
            client, _ = door.accept()
            with client, suppress(OSError):
                while not done.wait(0.05):
                    client.sendall(b"H")

        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(OAuthError, match="does not answer"):
            web.Web().get(f"http://127.0.0.1:{door.getsockname()[1]}/")
        done.set()


def test_a_server_that_is_reached_too_late_is_asked_nothing(monkeypatch):
    """It could send a byte now and then for ever: who cuts it off has been there already."""
    monkeypatch.setattr(web, "PATIENCE", 0.1)
    asked = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def hear() -> None:
            client, _ = door.accept()
            with client:
                asked.append(client.recv(1))

        thread = threading.Thread(target=hear)
        thread.start()
        connect = socket.create_connection

        def late(*words, **further):
            threading.Event().wait(0.3)
            return connect(*words, **further)

        monkeypatch.setattr(socket, "create_connection", late)
        with pytest.raises(OAuthError, match="nothing came in time"):
            web.Web().get(f"http://127.0.0.1:{door.getsockname()[1]}/")
        thread.join()
    assert asked == [b""]


def test_nobody_is_led_elsewhere(server):
    with pytest.raises(OAuthError, match="status 302"):
        web.Web().object_in(
            web.Web().get(f"{server.url}/authorize?redirect_uri=http://localhost&state=1"), server.url
        )


def test_when_an_applications_own_certificate_ends_is_read_from_its_file(pem, private_key):
    ends = certificate_ends(pem)
    assert ends is not None
    assert timedelta(days=8) < ends - datetime.now(UTC) < timedelta(days=10)
    assert certificate_ends(private_key) is None
    assert certificate_ends("no certificate") is None
