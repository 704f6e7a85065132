"""The console as such: who is let in, in which language, with which headers."""

from __future__ import annotations

import pytest


def test_who_is_not_signed_in_is_asked_to_and_led_back(console):
    visitor = console.visitor().get("/?x=1")
    assert visitor.path == "/sign-in"
    assert 'name="next" value="/?x=1"' in visitor.page


def test_who_is_signed_in_sees_the_menu_of_their_role(console):
    assert 'href="/mailboxes"' in console.admin().get("/").page
    assert 'href="/mailboxes"' not in console.recruiter().get("/").page


def test_a_cookie_that_was_not_signed_here_signs_nobody_in(console):
    browser = console.admin()
    for cookie in browser.client.cookies.jar:
        cookie.value = cookie.value[:-1] + ("0" if cookie.value[-1] != "0" else "1")
    assert browser.get("/").path == "/sign-in"


def test_a_form_without_its_token_does_nothing(console):
    browser = console.admin()
    assert browser.post("/sign-out", csrf="0" * 64).status == 403
    assert browser.get("/").path == "/"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_another_host_name_is_refused(console, host):
    assert console.visitor().get("/sign-in", headers={"Host": host}).status == 421


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_form_of_another_site_is_refused(console, headers):
    browser = console.visitor()
    browser.client.headers.update(headers)
    assert browser.post("/sign-in", email="a@example.org", password="x").status == 403
