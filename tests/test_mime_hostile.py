"""Bytes from strangers: whatever they are, parse returns a Message or raises Unreadable, in bounded time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from builders.hostile import GOLDEN, mutations
from builders.mails import RECEIVED, mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.adapters.mime import parse
from intake.domain.model import Message
from intake.domain.trouble import Unreadable

HEAD = b"From: Salma <salma@example.com>\r\nSubject: x\r\n"
SECONDS = 20  # generous: a slow machine is no failure, a quadratic reader is one


def read(raw: bytes) -> Message | None:
    """The mail, None for Unreadable; anything else fails the test. What is kept can be stored as UTF-8."""
    try:
        message = parse(raw, RECEIVED)
    except Unreadable:
        return None
    for text in _texts(message):
        text.encode("utf-8")
        assert "\0" not in text
    for line in (
        message.subject,
        message.message_id or "",
        *(file.name or "" for file in message.attachments),
    ):
        assert "\n" not in line
        assert "\r" not in line
    return message


def _texts(message: Message) -> Iterator[str]:
    yield from (message.subject, message.text, message.message_id or "", message.in_reply_to or "")
    yield from (*message.references, *message.recipients, *message.links, *message.problems)
    for name, value in message.headers:
        yield from (name, value)
    for address in (message.sender, message.forwarded and message.forwarded.sender):
        yield from (address.email, address.name or "") if address else ()
    yield from (file.name or "" for file in message.attachments)
    yield from (file.content_type for file in message.attachments)


def nested(levels: int) -> bytes:
    """A mail of multiparts in multiparts."""
    opening = (
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(levels)
    )
    return HEAD + b"".join(opening) + b"Content-Type: text/plain\r\n\r\nhello\r\n"


def parts(count: int) -> bytes:
    """A mail of many tiny parts."""
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * count


@pytest.mark.parametrize("levels", [60, 100, 1_000, 20_000])
def test_parts_nested_too_deeply_are_refused(levels: int) -> None:
    """CPython's parser compares each line with the boundary of each level, and recurses once a level."""
    with pytest.raises(Unreadable, match="nested"):
        parse(nested(levels), RECEIVED)


def test_mails_inside_mails_are_refused_below_the_depth_cap() -> None:
    """message/rfc822 nests as multiparts do."""
    with pytest.raises(Unreadable, match="nested"):
        parse(HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 300, RECEIVED)


def test_parts_nested_within_the_cap_are_read() -> None:
    """Forwards of forwards reach a dozen levels."""
    assert parse(nested(25), RECEIVED).text == "hello"


def test_too_many_parts_are_refused() -> None:
    """Fifty thousand tiny parts are no application."""
    with pytest.raises(Unreadable, match="parts"):
        parse(parts(50_000), RECEIVED)


def test_many_parts_within_the_cap_are_read() -> None:
    """A mail may bring hundreds of files."""
    assert parse(parts(1_500), RECEIVED).text.count("x") == 1_500


LONG = {
    "one header of 1 MB": HEAD + b"X-Long: " + b"a " * 500_000 + b"\r\n\r\ntext",
    "a subject of encoded words": b"From: a@example.com\r\nSubject: "
    + b"=?utf-8?q?a?= " * 80_000
    + b"\r\n\r\n",
    "a content type of 24 KB": HEAD
    + b"Content-Type: multipart/mixed; "
    + b'a="b;c;";' * 2_700
    + b"\r\n\r\nx",
    "an open quote in a content type": HEAD
    + b'Content-Type: text/plain; name="'
    + b";" * 24_000
    + b"\r\n\r\n",
    "thousands of recipients": HEAD
    + b"To: "
    + b", ".join(b"<u%d@example.com>" % n for n in range(9_000))
    + b"\r\n\r\n",
    "comments in comments": b"Subject: x\r\nDate: "
    + b"(" * 90_000
    + b"\r\nFrom: "
    + b"(" * 200_000
    + b"\r\n\r\n",
    "quotes in the sender": b"Subject: x\r\nFrom: " + b'"' * 200_000 + b"\r\n\r\n",
    "300,000 headers": HEAD + b"X: y\r\n" * 300_000 + b"\r\n",
    "nested HTML": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<div>" * 200_000,
    "quotes in quotes": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<blockquote>" * 80_000,
    "open tags": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<" * 1_000_000,
    "open comments": HEAD + b"Content-Type: text/html\r\n\r\n" + b"<!-- " * 200_000,
    "entities": HEAD + b"Content-Type: text/html\r\n\r\n" + b"&" * 1_000_000,
    "dashes": HEAD + b"\r\n" + (b"-" * 390 + b"\n") * 1_000,
    "attributions": HEAD + b"\r\n" + (b"On 1 " * 70 + b"x:\n") * 1_100,
    "flowed lines": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \n" * 300_000,
    "uuencoded beginnings": HEAD + b"\r\n" + b"begin 644 x\n" * 100_000,
    "a daemon's long text": b"From: MAILER-DAEMON@example.com\r\nSubject: x\r\n\r\n"
    + b"a@example.com \n" * 30_000,
    "boundaries of boundaries": HEAD
    + b"Content-Type: multipart/mixed\r\n\r\n"
    + b"--x\r\nContent-Type: multipart/mixed\r\n\r\n" * 500,
}


@pytest.mark.parametrize("name", LONG)
def test_long_input_is_read_in_bounded_time(name: str) -> None:
    """Each of these has made a reader of mail quadratic, or worse."""
    start = time.perf_counter()
    assert read(LONG[name]) is not None
    assert time.perf_counter() - start < SECONDS


@pytest.mark.parametrize("encoding", ["base64", "8bit"])
def test_a_file_of_30_mb_comes_out_as_it_went_in(encoding: str) -> None:
    """The size that mail servers let through."""
    payload = os.urandom(1 << 20) * (22 if encoding == "base64" else 30)
    if encoding == "base64":
        raw = mail(files=[("scan.pdf", payload)])
    else:
        head = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        raw = HEAD + head + payload
    message = read(raw)
    assert message is not None
    assert message.attachments[0].payload == payload


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_a_mutated_mail_is_read_or_refused(seed: int) -> None:
    """Four thousand mails that no client has written."""
    for raw in mutations(seed, 500, GOLDEN):
        read(raw)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=2_000))
def test_random_bytes_are_read_or_refused(raw: bytes) -> None:
    """With and without the header block of a mail."""
    read(raw)
    read(HEAD + raw)
    read(HEAD + b"\r\n" + raw)


TOKENS = st.sampled_from(
    [
        *(b"From: ", b"Subject: ", b"Date: ", b"Message-ID: ", b"Return-Path: <>\r\n", b"Content-Type: "),
        *(b"Content-Transfer-Encoding: ", b"multipart/mixed", b"multipart/report", b"message/rfc822"),
        *(b"text/html", b"text/calendar", b"; boundary=", b"b", b"--b", b"--b--", b"; name*0*=", b"; name*="),
        *(
            b"utf-8''",
            b"%E9",
            b"=?utf-8?q?",
            b"=?x?b?",
            b"?=",
            b'"',
            b"<",
            b">",
            b"@",
            b",",
            b":",
            b"(",
            b")",
        ),
        *(b"\r\n", b"\n", b"\r", b" ", b"\t", b"\r\n\r\n", b"\x00", b"\xff", b"\xd9\x83", b"base64"),
        *(b"quoted-printable", b"x-uuencode", b"begin 644 x\n", b"#0V%T\n", b"end\n", b"charset=", b"utf-7"),
        b"+2AA-",
    ]
)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TOKENS, max_size=60).map(b"".join))
def test_words_of_the_grammar_in_any_order_are_read_or_refused(raw: bytes) -> None:
    """Closer to the parser's edges than random bytes come."""
    read(HEAD + raw)
