"""Mails as programs keep and export them: in an mbox of one dialect or another, and in a Maildir."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

FILED = datetime.fromisoformat("2026-05-01T10:00:00+00:00")

_FROM = re.compile(rb"(?m)^(?=From )")
_ANY_FROM = re.compile(rb"(?m)^(?=>*From )")

Export = Callable[..., bytes]


def mboxrd(*mails: bytes, when: str = "Fri May  1 10:00:00 2026") -> bytes:
    """As RFC 4155 wishes it, with LF, each quoted "From " quoted once more."""
    return b"".join(
        b"From salma@example.com %s\n%s\n" % (when.encode(), _ANY_FROM.sub(b">", _lf(raw))) for raw in mails
    )


def mboxo(*mails: bytes) -> bytes:
    """The old dialect: what has a ">" before its "From " already gets none."""
    return b"".join(
        b"From salma@example.com Fri May  1 10:00:00 2026\n%s\n" % _FROM.sub(b">", _lf(raw)) for raw in mails
    )


def takeout(*mails: bytes, labels: str = "Inbox,Opened") -> bytes:
    """Google Takeout: CRLF, a time with its zone, thread and labels on top of the header."""
    return b"".join(
        b"From %d@xxx Fri May 01 10:00:00 +0000 2026\r\nX-GM-THRID: %d\r\nX-Gmail-Labels: %s,\r\n"
        b" Category Updates\r\n%s\r\n"
        % (1781000000000000000 + n, 17810 + n, labels.encode(), _ANY_FROM.sub(b">", raw))
        for n, raw in enumerate(mails)
    )


def takeout_lf(*mails: bytes) -> bytes:
    """The same unpacked by a program that changes line ends."""
    return _lf(takeout(*mails))


def thunderbird(*mails: bytes, status: str = "0001") -> bytes:
    """Thunderbird: "From -", its flags on top of the header."""
    return b"".join(
        b"From - Fri May 01 10:00:00 2026\r\nX-Mozilla-Status: %s\r\nX-Mozilla-Status2: 00800000\r\n"
        b"X-Mozilla-Keys:                                    \r\n%s\r\n"
        % (status.encode(), _ANY_FROM.sub(b">", raw))
        for raw in mails
    )


def unquoted(*mails: bytes) -> bytes:
    """Thunderbird's own copy of an IMAP folder, which quotes nothing."""
    return b"".join(b"From - Fri May 01 10:00:00 2026\r\n%s\r\n" % raw for raw in mails)


def crowded(*mails: bytes) -> bytes:
    """A program that forgets the blank line between mails."""
    return b"".join(b"From salma@example.com Fri May  1 10:00:00 2026\n" + _lf(raw) for raw in mails)


def bare(*mails: bytes) -> bytes:
    """A program that writes neither sender nor date."""
    return b"".join(b"From \n%s\n" % _ANY_FROM.sub(b">", _lf(raw)) for raw in mails)


def with_bom(*mails: bytes) -> bytes:
    """An mbox that an editor has saved."""
    return b"\xef\xbb\xbf\n" + mboxrd(*mails)


DIALECTS: tuple[Export, ...] = (
    mboxrd, mboxo, takeout, takeout_lf, thunderbird, unquoted, crowded, bare, with_bom,
)  # fmt: skip


def maildir(place: Path, *mails: bytes, when: datetime = FILED) -> Path:
    """Make a Maildir with these mails, half of them seen."""
    for name in ("cur", "new", "tmp"):
        (place / name).mkdir(parents=True, exist_ok=True)
    for number, raw in enumerate(mails):
        name = f"{int(when.timestamp()) + number}.M{number}P7.host"
        path = place / "cur" / f"{name}:2,S" if number % 2 else place / "new" / name
        path.write_bytes(_lf(raw))
    return place


def _lf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")
