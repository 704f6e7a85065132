"""What strangers send to break a reader of mail, each made when it is asked for.

A reader of mail should take each of them in bounded time and memory, or refuse it.
"""

from __future__ import annotations

import base64
import random
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from builders import documents as make
from builders.documents import CV_FR
from builders.mails import mail

SUBJECT = "Candidature_chargé(e) de projet_OMP"
HEAD = (
    b"From: Salma Berrada <salma.berrada@example.com>\r\nTo: jobs@example.org\r\n"
    b"Subject: Candidature_charge(e) de projet_OMP\r\nMIME-Version: 1.0\r\n"
)


# --- structure ---------------------------------------------------------------


def nested(levels: int) -> bytes:
    """Multiparts in multiparts."""
    opening = (
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
        for level in range(levels)
    )
    return HEAD + b"".join(opening) + b"Content-Type: text/plain\r\n\r\nfin\r\n"


def parts(count: int) -> bytes:
    """Many parts with next to nothing in them."""
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * count


def mails_in_mails(levels: int) -> bytes:
    """message/rfc822 in message/rfc822."""
    return HEAD + b"Content-Type: message/rfc822\r\n\r\n" * levels + b"Subject: fin\r\n\r\nfin\r\n"


def encoded_mails_in_mails(levels: int) -> bytes:
    """Mails attached in base64, against RFC 2046 section 5.2.1: one shows the next when it is decoded."""
    raw = HEAD + b"\r\nfin\r\n"
    for _ in range(levels):
        inner = base64.encodebytes(raw)
        raw = HEAD + b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inner
    return raw


def same_boundary(levels: int) -> bytes:
    """Multiparts that all announce the boundary of the outermost."""
    inner = b"--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" * levels
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + inner


def prefixed_boundaries(levels: int) -> bytes:
    """Multiparts each of whose boundaries begins with that of the level above."""
    opening = (
        b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n" % (b"b" * level, b"b" * level)
        for level in range(1, levels + 1)
    )
    return HEAD + b"".join(opening) + b"\r\nfin\r\n"


# --- headers -----------------------------------------------------------------


def header(name: bytes, value: bytes, body: bytes = b"fin\r\n") -> bytes:
    """A sound mail with one more header."""
    return HEAD + name + b": " + value + b"\r\n\r\n" + body


def subject(value: bytes) -> bytes:
    """A mail with that subject, as it stands."""
    return b"From: a@example.com\r\nSubject: " + value + b"\r\n\r\nfin\r\n"


def sender(value: bytes) -> bytes:
    """A mail with that From, as it stands."""
    return b"From: " + value + b"\r\nSubject: Candidature_charge(e) de projet_OMP\r\n\r\nfin\r\n"


def continuations(count: int) -> bytes:
    """A file name in pieces (RFC 2231 section 3), as many as the header can hold and more."""
    pieces = b"".join(b"; filename*%d*=%%41%%42" % number for number in range(count))
    return HEAD + b"Content-Disposition: attachment" + pieces + b"\r\n\r\nfin\r\n"


def folded(lines: int) -> bytes:
    """One header of very many lines."""
    return HEAD + b"X-Folded: a" + b"\r\n a" * lines + b"\r\n\r\nfin\r\n"


# --- bodies ------------------------------------------------------------------


def body(content: bytes, kind: bytes = b"text/plain", encoding: bytes = b"8bit") -> bytes:
    """A mail that is one body."""
    head = b"Content-Type: %s\r\nContent-Transfer-Encoding: %s\r\n\r\n" % (kind, encoding)
    return HEAD + head + content


def mixed(*leaves: bytes) -> bytes:
    """A mail of parts, each with its header."""
    start = HEAD + b"Content-Type: multipart/mixed; boundary=limit\r\n\r\n"
    return start + b"".join(b"--limit\r\n" + leaf + b"\r\n" for leaf in leaves) + b"--limit--\r\n"


def attached(disposition: bytes, content: bytes = b"") -> bytes:
    """A PDF under a Content-Disposition written by hand."""
    head = b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
    data = base64.encodebytes(content or make.pdf([CV_FR]))
    return mixed(b"\r\nfin", head + b"Content-Disposition: " + disposition + b"\r\n\r\n" + data)


MB = 1 << 20

MAILS: Mapping[str, Callable[[], bytes]] = {
    "nested 1,000 levels": lambda: nested(1_000),
    "nested 100,000 levels": lambda: nested(100_000),
    "nested 100,000 levels, one boundary": lambda: same_boundary(100_000),
    "nested 400 levels, boundaries that begin alike": lambda: prefixed_boundaries(400),
    "50,000 parts": lambda: parts(50_000),
    "25 levels and 400,000 lines": lambda: nested(25) + b"--b\r\n" * 400_000,
    "300,000 headers": lambda: HEAD + b"X: y\r\n" * 300_000 + b"\r\nfin\r\n",
    "twenty web pages of a megabyte": lambda: mixed(*[b"Content-Type: text/html\r\n\r\n" + b"<" * MB] * 20),
    "2,000 parts": lambda: parts(2_000),
    "mails in mails, 1,000 levels": lambda: mails_in_mails(1_000),
    "mails in mails, 100,000 levels": lambda: mails_in_mails(100_000),
    "mails in mails in base64, 30 levels": lambda: encoded_mails_in_mails(30),
    "a header of 1 MB": lambda: header(b"X-Long", b"a " * (MB // 2)),
    "a header of 10 MB": lambda: header(b"X-Long", b"a" * 10 * MB),
    "a header of 300,000 lines": lambda: folded(300_000),
    "100,000 headers": lambda: HEAD + b"X: y\r\n" * 100_000 + b"\r\nfin\r\n",
    "100,000 Received headers": lambda: b"Received: from a by b; x\r\n" * 100_000 + HEAD + b"\r\nfin\r\n",
    "a header without an end": lambda: HEAD + b"X" * 5 * MB,
    "a From with 10,000 addresses": lambda: sender(
        b", ".join(b"<u%d@example.com>" % n for n in range(10_000))
    ),
    "a From of groups": lambda: sender(b"g:" * 5_000 + b"a@example.com" + b";" * 5_000),
    "a From of comments in comments": lambda: sender(b"(" * 100_000 + b"a@example.com"),
    "a From of quotes": lambda: sender(b'"' * 100_000 + b"a@example.com"),
    "a From of backslashes": lambda: sender(b'"' + b"\\" * 100_000 + b'" <a@example.com>'),
    "a From of dots": lambda: sender(b"a." * 50_000 + b"@" + b"b." * 50_000 + b"c"),
    "a From of at signs": lambda: sender(b"a@" * 50_000 + b"example.com"),
    "a To with 100,000 addresses": lambda: header(
        b"To", b", ".join(b"<u%d@example.com>" % n for n in range(100_000))
    ),
    "References by the 100,000": lambda: header(
        b"References", b" ".join(b"<%d@example.com>" % n for n in range(100_000))
    ),
    "References of angle brackets": lambda: header(b"References", b"<" * 500_000),
    "a date of parentheses": lambda: header(b"Date", b"(" * 100_000),
    "a date in the year 99999999": lambda: header(b"Date", b"Mon, 1 Jan 99999999 99:99:99 +9999"),
    "encoded words, 80,000 of them": lambda: subject(b"=?utf-8?q?a?= " * 80_000),
    "encoded words without blanks": lambda: subject(b"=?utf-8?q?a?=" * 80_000),
    "an encoded word without end": lambda: subject(b"=?utf-8?b?" + b"QUFB" * 250_000),
    "encoded words half open": lambda: subject(b"=?" * 400_000),
    "encoded words of question marks": lambda: subject(b"=?utf-8?q?" + b"?" * 400_000),
    "an encoded word of a charset that expands": lambda: subject(b"=?utf-7?q?" + b"+AAAA-" * 5_000 + b"?="),
    "encoded words that hold line breaks": lambda: subject(
        b"=?utf-8?q?a=0D=0ABcc:_x@example.com=0D=0A=0D=0Afin?="
    ),
    "encoded words that hold controls": lambda: subject(
        b"=?utf-8?q?=1B[2J=1B]0;pwned=07=00=08=7F?= " + SUBJECT.encode()
    ),
    "RFC 2231 continuations by the 10,000": lambda: continuations(10_000),
    "RFC 2231 continuations out of order": lambda: attached(
        b"attachment; filename*2=c; filename*0=a; filename*99999999999=b"
    ),
    "a content type of parameters": lambda: header(b"Content-Type", b'multipart/mixed; a="b;c;";' * 20_000),
    "a content type of quotes": lambda: header(b"Content-Type", b'text/plain; name="' + b'\\"' * 200_000),
    "a content type of semicolons": lambda: header(b"Content-Type", b"text/plain" + b";" * 400_000),
    "a content type of equals signs": lambda: header(b"Content-Type", b"text/plain; " + b"=" * 400_000),
    "a content type of slashes": lambda: header(b"Content-Type", b"/" * 400_000),
    "a boundary of 1 MB": lambda: header(
        b"Content-Type", b'multipart/mixed; boundary="' + b"b" * MB + b'"', b"--" + b"b" * MB
    ),
    "a boundary of a pattern": lambda: header(
        b"Content-Type", b'multipart/mixed; boundary="(.*)+$"', b"--(.*)+$\r\n\r\n" * 1_000
    ),
    "an empty boundary": lambda: header(
        b"Content-Type", b'multipart/mixed; boundary=""', b"--\r\n\r\nx\r\n" * 1_000
    ),
    "25 MB of bare newlines": lambda: body(b"\n" * 25 * MB),
    "1.9 million blank lines": lambda: body(b"\r\n" * 1_900_000),
    "1.9 million bare newlines as a file": lambda: body(b"\n" * 1_900_000, b"application/pdf"),
    "3 MB of carriage returns": lambda: body(b"\r" * 3 * MB),
    "10 MB in one line": lambda: body(b"a" * 10 * MB),
    "10 MB of NUL": lambda: body(b"\0" * 10 * MB),
    "5 MB of dashes": lambda: header(b"Content-Type", b"multipart/mixed; boundary=b", b"--" * (5 * MB // 2)),
    "5 MB of lines like boundaries": lambda: header(
        b"Content-Type", b"multipart/mixed; boundary=b", b"--c\r\n" * MB
    ),
    "base64 of 10 MB of one letter": lambda: body(b"A" * 10 * MB, b"application/pdf", b"base64"),
    "base64 of padding": lambda: body(b"=" * 10 * MB, b"application/pdf", b"base64"),
    "base64 in base64's clothes": lambda: body(
        base64.encodebytes(base64.encodebytes(b"x" * MB)), b"application/pdf", b"base64"
    ),
    "base64 of zeros that inflate": lambda: body(
        base64.encodebytes(zlib.compress(bytes(50 * MB))), b"application/pdf", b"base64"
    ),
    "soft line breaks, 5 MB": lambda: body(b"=\r\n" * (5 * MB // 3), encoding=b"quoted-printable"),
    "equals signs, 5 MB": lambda: body(b"=" * 5 * MB, encoding=b"quoted-printable"),
    "blanks before line ends, 5 MB": lambda: body(b" " * 5 * MB + b"\r\n", encoding=b"quoted-printable"),
    "an encoding of 400 KB": lambda: body(b"x", encoding=b"base64 " * 60_000),
    "HTML of open tags, 2 MB": lambda: body(b"<div>" * (2 * MB // 5), b"text/html"),
    "HTML of angle brackets, 2 MB": lambda: body(b"<" * 2 * MB, b"text/html"),
    "HTML of styles, 2 MB": lambda: body(b"<style>" * (2 * MB // 7), b"text/html"),
    "HTML of open comments, 2 MB": lambda: body(b"<!--" * (2 * MB // 4), b"text/html"),
    "HTML of entities, 2 MB": lambda: body(b"&#99999999999;" * (2 * MB // 14), b"text/html"),
    "HTML of links": lambda: body(b'<a href="https://drive.google.com/x">' * 20_000, b"text/html"),
    "quotes in quotes, 1 MB": lambda: body(b">" * MB),
    "attributions, 1 MB": lambda: body((b"On 1 " * 70 + b"x:\n") * 3_000),
    "header blocks, 1 MB": lambda: body(b"From: a@b.c\n" * (MB // 12)),
    "forward marks, 1 MB": lambda: body(b"---------- Forwarded message ----------\nFrom: a@b.c\n" * 20_000),
    "flowed lines, 1 MB": lambda: body(b"a \n" * (MB // 3), b"text/plain; format=flowed"),
    "links, 1 MB": lambda: body(b"http://a.b.c.d.e.f.g/" * 50_000),
    "uuencoded beginnings": lambda: body(b"begin 644 x\n" * 100_000),
    "uuencoded files, 1,000 of them": lambda: body(b"begin 644 cv.pdf\n#0V%T\n`\nend\n" * 1_000),
    "a uuencoded name with a path": lambda: body(b"begin 644 ../../etc/cron.d/x\n#0V%T\n`\nend\n"),
    "calendar answers, 2 MB": lambda: body(b"BEGIN:VCALENDAR\nMETHOD" * 80_000, b"text/calendar"),
    "PGP armour, 1 MB": lambda: body(b"-----BEGIN PGP MESSAGE-----\n" * 40_000),
    "a charset of 9,000 letters": lambda: body(b"\xe9", b"text/plain; charset=" + b"x" * 9_000),
    "a charset that is a codec": lambda: body(b"789c4b04", b"text/plain; charset=hex"),
    "UTF-7 that hides controls": lambda: body(b"+AAoADQAAABsAWw-2J", b"text/plain; charset=utf-7"),
    "line ends of carriage returns only": lambda: mail(files=[("cv.pdf", b"%PDF-")]).replace(b"\r\n", b"\r"),
    "NUL in every header": lambda: (
        b"Fr\0om: \0a@example.com\0\r\nSub\0ject: \0x\0\r\nSubject: a\0b\r\nX\0: \0\r\n\r\na\0b"
    ),
    "NUL between all bytes": lambda: mail().decode().encode("utf-16-le"),
    "two subjects, two senders, two types": lambda: (
        HEAD + HEAD + b"Content-Type: text/html\r\nContent-Type: text/plain\r\n\r\n<b>"
    ),
    "a message/partial without its rest": lambda: body(b"x", b"message/partial; id=a; number=2; total=9"),
    "a message/external-body": lambda: body(
        b"x", b'message/external-body; access-type=local-file; name="/etc/passwd"'
    ),
    "an S/MIME envelope of garbage": lambda: body(
        base64.encodebytes(bytes(range(256)) * 40),
        b"application/pkcs7-mime; smime-type=enveloped-data",
        b"base64",
    ),
    "ten files of one name": lambda: mail(files=[("cv.pdf", make.pdf([f"{CV_FR} {n}"])) for n in range(10)]),
    "300 files": lambda: mail(files=[(f"{n}.txt", b"x" * 50 + b"%d" % n) for n in range(300)]),
}


# --- what nobody has thought of ----------------------------------------------

GOLDEN = [path.read_bytes() for path in sorted((Path(__file__).parents[1] / "messages").glob("*.eml"))]


def mutations(seed: int, count: int, sound: Sequence[bytes]) -> Iterator[bytes]:
    """Sound bytes cut, flipped, spliced and with pieces doubled; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        raw = bytearray(chance.choice(sound))
        for _ in range(chance.randint(1, 4)):
            start, end = sorted(chance.choices(range(len(raw) + 1), k=2))
            match chance.randrange(5):
                case 0:
                    del raw[start : min(end, start + 200)]
                case 1:
                    for position in chance.choices(range(len(raw)), k=8) if raw else ():
                        raw[position] = chance.randrange(256)
                case 2:
                    other = chance.choice(sound)
                    raw[start:start] = other[chance.randrange(len(other)) :][:400]
                case 3:
                    raw[start:start] = raw[start : start + 300] * chance.randint(1, 5)
                case _:
                    del raw[end:]
        yield bytes(raw)
