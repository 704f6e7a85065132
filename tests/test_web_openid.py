"""Signing in by an OpenID Connect provider: who is let in, and what is not believed."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from rigs.clock import Clock
from rigs.console import Browser, Console, opened
from rigs.office import IN_TIME
from rigs.provider import CLIENT, SECRET, Provider, new_key

from intake.services import accounts
from intake.store import accounts as store

NADIA = {"sub": "1234", "email": "Nadia@Example.org", "email_verified": True}


@pytest.fixture(scope="module")
def key():
    return new_key()


@pytest.fixture
def clock():
    return Clock(IN_TIME)


@pytest.fixture
def provider(clock, key):
    with Provider(clock, key, person=dict(NADIA)) as running:
        yield running


@pytest.fixture
def console(office, provider, clock, monkeypatch):
    monkeypatch.setenv("OPENID_SECRET", SECRET)
    way = {"issuer": provider.url, "client_id": CLIENT, "client_secret": {"env": "OPENID_SECRET"}}
    office.configure(web={"openid": way | {"name": "Example"}})
    with opened(office, clock) as console:
        with console.desk.database.write() as tx:
            accounts.add(console.desk, tx, email="nadia@example.org", name="Nadia", role="admin")
        yield console


def begun(browser: Browser, to: str = "/account") -> str:
    """Begin to sign in; return where the provider asks for it."""
    response = browser.client.get("/openid", params={"next": to}, follow_redirects=False)
    assert response.status_code == 303
    return response.headers["location"]


def through(console: Console, provider: Provider) -> Browser:
    """Sign in by the provider, in a browser of one's own."""
    browser = console.visitor()
    return browser.get(provider.sign_in(begun(browser)))


def bound(console: Console) -> str | None:
    with console.desk.database.read() as tx:
        return store.row_by_email(tx, "nadia@example.org").openid


def test_the_page_offers_the_provider_by_its_name(console):
    assert "Sign in with Example" in console.visitor().get("/sign-in").text


def test_without_a_provider_there_is_no_such_page(office):
    with opened(office) as console:
        assert console.visitor().get("/openid").status == 404
        assert console.visitor().get("/openid/back?state=x&code=y").status == 404
        assert "Sign in with" not in console.visitor().get("/sign-in").text


def test_who_has_an_account_is_let_in_by_a_verified_address_and_led_on(console, provider):
    browser = through(console, provider)
    assert (browser.path, browser.status) == ("/account", 200)
    assert bound(console) == f"{provider.url} 1234"


def test_who_came_so_once_is_known_by_the_providers_name_for_them(console, provider):
    through(console, provider)
    provider.person |= {"email": "nadia.b@example.org", "email_verified": False}
    assert through(console, provider).path == "/account"


def test_an_address_that_another_person_has_got_lets_nobody_in(console, provider):
    through(console, provider)
    provider.person["sub"] = "5678"
    assert "no account here" in through(console, provider).text
    assert bound(console) == f"{provider.url} 1234"


def test_a_provider_that_wants_the_secret_in_the_form_gets_it_there(console, provider):
    provider.said["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    assert through(console, provider).path == "/account"


def test_a_changed_key_is_asked_for(console, provider, monkeypatch):
    assert through(console, provider).path == "/account"
    provider.key, provider.kid = new_key(), "second"
    monkeypatch.setattr("intake.adapters.openid._PAUSE", -1.0)
    assert through(console, provider).path == "/account"
    assert provider.asked["/.well-known/openid-configuration"] == 1
    assert provider.asked["/keys"] == 2


NOT_LET_IN = {
    "an address that is not verified": {"email_verified": False},
    "an address of which nothing is said": {"email_verified": ""},
    "no address": {"email": ""},
    "an address without an account": {"email": "nobody@example.org"},
}
NOT_BELIEVED = {
    "a wrong nonce": {"nonce": "another"},
    "no nonce": {"nonce": ""},
    "a wrong audience": {"aud": "another"},
    "several audiences, and another party": {"aud": [CLIENT, "another"], "azp": "another"},
    "several audiences, and no party": {"aud": [CLIENT, "another"]},
    "another party": {"azp": "another"},
    "another issuer": {"iss": "https://evil.example"},
    "no subject": {"sub": ""},
    "a subject that is no text": {"sub": 7},
    "expired": {"exp": int((IN_TIME - timedelta(minutes=3)).timestamp())},
    "of the future": {"iat": int((IN_TIME + timedelta(minutes=3)).timestamp())},
    "a time that is none": {"exp": "tomorrow"},
    "no end": {"exp": ""},
}


@pytest.mark.parametrize("claims", NOT_LET_IN.values(), ids=NOT_LET_IN)
def test_is_not_let_in(console, provider, claims):
    provider.claims = claims
    browser = through(console, provider)
    assert browser.status == 403
    assert "no account here" in browser.text
    assert browser.get("/account").path == "/sign-in"
    assert bound(console) is None


@pytest.mark.parametrize("claims", NOT_BELIEVED.values(), ids=NOT_BELIEVED)
def test_is_not_believed(console, provider, claims):
    provider.claims = claims
    browser = through(console, provider)
    assert browser.status == 502
    assert "is not believed" in browser.text
    assert browser.get("/account").path == "/sign-in"
    assert bound(console) is None


def unsigned(claims):
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "first"})


def by_the_secret(claims):
    return jwt.encode(claims, SECRET * 4, algorithm="HS256", headers={"kid": "first"})


def by_another(claims):
    return jwt.encode(claims, new_key(), algorithm="RS256", headers={"kid": "first"})


@pytest.mark.parametrize(
    "signs", [unsigned, by_the_secret, by_another, lambda _: "x.y.z", lambda _: "", lambda _: 7]
)
def test_a_token_that_the_provider_did_not_sign_is_not_believed(console, provider, signs):
    provider.signs = signs
    assert through(console, provider).status == 502
    assert bound(console) is None


def test_who_is_disabled_is_not_let_in(console, provider):
    through(console, provider)
    with console.desk.database.write() as tx:
        accounts.add(console.desk, tx, email="anna@example.org", name="Anna", role="admin", password="x" * 12)
        accounts.disable(console.desk, tx, store.row_by_email(tx, "nadia@example.org").id)
    assert "no account here" in through(console, provider).text


def test_a_sign_in_is_ended_by_the_browser_that_began_it(console, provider):
    attacker, victim = console.visitor(), console.visitor()
    back = provider.sign_in(begun(attacker))
    begun(victim)
    assert victim.get(back).status == 403
    assert "begun elsewhere" in victim.text
    assert console.visitor().get(back).status == 403


def test_a_sign_in_is_ended_once(console, provider):
    browser = console.visitor()
    back = provider.sign_in(begun(browser))
    assert browser.get(back).path == "/account"
    assert browser.get(back).status == 403


def test_a_sign_in_that_was_begun_long_ago_is_over(console, provider, clock):
    browser = console.visitor()
    back = provider.sign_in(begun(browser))
    clock.go(timedelta(minutes=11))
    assert browser.get(back).status == 403


def test_an_answer_of_another_provider_is_not_taken(console, provider):
    browser = console.visitor()
    back = provider.sign_in(begun(browser)).replace(
        provider.url.replace(":", "%3A").replace("/", "%2F"), "evil"
    )
    assert "iss=evil" in back
    assert browser.get(back).status == 403


def test_who_refuses_at_the_provider_is_back_at_the_sign_in(console, provider):
    browser = console.visitor()
    state = dict(parse_qsl(urlsplit(begun(browser)).query))["state"]
    browser.get("/openid/back", params={"state": state, "error": "access_denied"})
    assert browser.status == 403
    assert "not completed" in browser.text


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example"])
def test_nobody_is_led_elsewhere_after_it(console, provider, to):
    browser = console.visitor()
    assert browser.get(provider.sign_in(begun(browser, to))).path == "/"


def test_a_provider_that_calls_itself_otherwise_is_not_asked(console, provider):
    provider.said["issuer"] = "https://evil.example"
    assert console.visitor().get("/openid").status == 503


def test_a_provider_that_does_not_answer_is_told(console, provider):
    provider.__exit__()
    browser = console.visitor().get("/openid")
    assert browser.status == 503
    assert "does not answer" in browser.text


def test_the_session_before_is_not_the_one_after(console, provider):
    browser = console.recruiter()
    before = browser.client.cookies["intake-session"]
    browser.get(provider.sign_in(begun(browser)))
    assert browser.client.cookies["intake-session"] != before
    assert "Nadia" in browser.text


def test_an_openid_provider_without_an_address_of_the_console_is_told_at_check(console):
    found = [each["text"] for each in console.office.run("check", "--json").json["findings"]]
    assert any("lead back to the console" in text for text in found)
