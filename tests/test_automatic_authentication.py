"""Whose sender our own mail server has proved, by its Authentication-Results, as tables."""

from __future__ import annotations

import pytest
from builders.model import message
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.automatic import Automatic, verdict
from intake.domain.model import Address

SERVER = "mx.example.org"
SALMA = Address(name="Salma Berrada", email="salma@mail.example.com")
RESULTS = "authentication-results"


def judge(headers: list[tuple[str, str]], authserv_id: str | None = SERVER) -> Automatic:
    """Judge a person's mail with those headers."""
    mail = message(sender=SALMA, headers=tuple(headers))
    return verdict(mail, ours=frozenset({"jobs@example.org"}), authserv_id=authserv_id)


GMAIL = (
    "mx.example.org; dkim=pass header.i=@mail.example.com header.s=20230601 header.b=Ab+/=; "
    "spf=pass (mx.example.org: domain of salma@mail.example.com designates 192.0.2.1 as permitted sender) "
    "smtp.mailfrom=salma@mail.example.com; dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) "
    "header.from=mail.example.com"
)


@pytest.mark.parametrize(
    "results",
    [
        GMAIL,
        "mx.example.org; dmarc=pass",
        "MX.example.ORG 1; DMARC=Pass header.from=mail.example.com",
        '"mx.example.org"; dmarc=pass header.from=mail.example.com',
        "(c) mx.example.org (c (d)) ; dmarc (c) = pass (p=none) header.from=mail.example.com",
        "mx.example.org; dmarc/1=pass header.from=example.com",
        "mx.example.org; spf=pass smtp.mailfrom=mail.example.com",
        "mx.example.org; spf=pass smtp.mailfrom=x@bounce.mail.example.com",
        "mx.example.org; spf=pass smtp.mailfrom=example.com; dmarc=none",
        'mx.example.org; spf=pass smtp.mailfrom="a;b"@mail.example.com',
        "mx.example.org; dkim=pass header.d=mail.example.com",
        "mx.example.org; dkim=pass header.i=@mail.example.com",
        "mx.example.org; dkim=fail header.d=mail.example.com; dkim=pass header.d=example.com",
        'mx.example.org; dkim=pass reason="good; signature" header.d=mail.example.com',
        "mx.example.org; spf=fail smtp.mailfrom=x.example; dkim=pass header.d=mail.example.com; dmarc=none",
    ],
)
def test_a_sender_proved_by_our_server_is_answered(results: str) -> None:
    """A DMARC pass, or an aligned SPF or DKIM pass where DMARC does not fail (RFC 8601)."""
    assert judge([(RESULTS, results)]).reason is None


@pytest.mark.parametrize(
    "results",
    [
        "mx.example.org; none",
        "mx.example.org",
        "",
        ";;;",
        "mx.example.org; dmarc=fail header.from=mail.example.com",
        "mx.example.org; dmarc=fail; dkim=pass header.d=mail.example.com",
        "mx.example.org; dmarc=pass header.from=evil.example",
        "mx.example.org; dmarc=temperror header.from=mail.example.com",
        "mx.example.org; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example",
        "mx.example.org; spf=pass smtp.mailfrom=notmail.example.com",
        "mx.example.org; spf=pass smtp.mailfrom=com",
        "mx.example.org; spf=pass smtp.mailfrom=",
        "mx.example.org; spf=pass smtp.helo=mail.example.com",
        "mx.example.org; spf=softfail smtp.mailfrom=mail.example.com",
        "mx.example.org; dkim=neutral header.d=mail.example.com",
        "mx.example.org; dkim=pass",
        "mx.example.org; auth=pass smtp.auth=salma@mail.example.com",
        "mx.example.org; arc=pass header.from=mail.example.com",
        "mx.other.example; dmarc=pass header.from=mail.example.com",
        "mx.example.org.evil.example; dmarc=pass header.from=mail.example.com",
        "dmarc=pass header.from=mail.example.com",
        "mx.example.org; spf=fail (; dmarc=pass header.from=mail.example.com) smtp.mailfrom=evil.example",
        "mx.example.org; spf=fail (\\); dmarc=pass) smtp.mailfrom=evil.example",
        'mx.example.org; spf=pass smtp.mailfrom="x; dmarc=pass"@evil.example',
        'mx.example.org; spf=pass smtp.mailfrom="a smtp.mailfrom=b@mail.example.com"@evil.example',
        'mx.example.org; spf=pass smtp.mailfrom="b@mail.example.com"@evil.example',
        'mx.example.org; spf=pass smtp.mailfrom=a"b@evil.example (x; dmarc=pass)',
        'mx.example.org; dkim=pass reason="header.d=mail.example.com" header.d=evil.example',
        "mx.example.org; spf=pass smtp.mailfrom=evil.example ((; dmarc=pass",
    ],
)
def test_a_sender_not_proved_by_our_server_is_not_answered(results: str) -> None:
    """The mail is a person's still; only the answer is withheld."""
    found = judge([(RESULTS, results)])
    assert (found.automatic, found.may_answer) == (False, False)
    assert (found.reason or "").startswith("Not authenticated")


PASS = (RESULTS, "mx.example.org; dmarc=pass header.from=mail.example.com")
FAIL = (RESULTS, "mx.example.org; dmarc=fail header.from=mail.example.com")
OTHER = (RESULTS, "mx.other.example; dmarc=fail header.from=mail.example.com")


@pytest.mark.parametrize(
    ("headers", "server", "answered"),
    [
        ([], None, True),
        ([FAIL], None, True),
        ([], SERVER, False),
        ([PASS], SERVER, True),
        ([PASS], " MX.Example.org ", True),
        ([PASS, FAIL], SERVER, True),
        ([FAIL, PASS], SERVER, False),
        ([OTHER, PASS], SERVER, True),
        ([OTHER], SERVER, False),
        ([PASS, ("reply-to", "x@evil.example")], SERVER, True),
        ([("arc-authentication-results", f"i=1; {PASS[1]}")], SERVER, False),
        ([(RESULTS, "spf=pass smtp.mailfrom=mail.example.com; dmarc=none")], "mx.microsoft.com", True),
        ([(RESULTS, "spf=fail; dmarc=fail action=none"), PASS], "mx.microsoft.com", False),
        ([OTHER, (RESULTS, "dmarc=pass")], "mx.microsoft.com", False),
        ([(RESULTS, "dmarc=pass")], "notmicrosoft.com", False),
    ],
)
def test_only_the_topmost_results_of_the_named_server_are_believed(
    headers: list[tuple[str, str]], server: str | None, answered: bool
) -> None:
    """Without a server's name no authentication is asked for; Microsoft 365 writes none of its own."""
    assert judge(headers, server).may_answer is answered


@given(
    st.text(st.characters(exclude_categories=()), max_size=80) | st.text('()"\\;=<>@ .-apsfmx', max_size=80)
)
def test_a_result_inside_a_comment_is_never_believed(text: str) -> None:
    """A stranger chooses what a server puts into its comments."""
    comment = "".join(c for c in text if c not in "()\\")
    results = f"mx.example.org; spf=fail (helo {comment}; dmarc=pass header.from=mail.example.com)"
    assert not judge([(RESULTS, results)]).may_answer
