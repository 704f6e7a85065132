"""A mail is read the same with its big bodies taken out for the parser as when it goes through them whole."""

from __future__ import annotations

import random
from base64 import encodebytes
from datetime import UTC, datetime
from pathlib import Path

import pytest
from builders import documents
from builders.mails import mail
from hypothesis import given
from hypothesis import strategies as st

from intake.adapters.mime import bounded, parse, words
from intake.adapters.mime.skeleton import restore, split
from intake.domain.trouble import Unreadable

MESSAGES = Path(__file__).parent / "messages"
GOLDEN = [path.read_bytes() for path in sorted(MESSAGES.glob("*.eml"))]
NOW = datetime(2026, 4, 20, tzinfo=UTC)
BIG = encodebytes(random.Random(1).randbytes(9_000)).replace(b"\n", b"\r\n")
PHOTO = random.Random(2).randbytes(30_000)
APPLICATION = mail(
    files=[("CV.pdf", documents.pdf([documents.CV_FR])), ("photo.jpg", PHOTO), ("b.jpg", PHOTO)]
)


def outcome(raw: bytes) -> object:
    """All that is made of a mail: what it says, or why it is refused."""
    try:
        return parse(raw, NOW), words(raw)
    except Unreadable as error:
        return str(error)


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> object:
    """`outcome` with nothing taken out."""

    def read(raw: bytes) -> object:
        with monkeypatch.context() as patch:
            patch.setattr(bounded, "split", lambda raw: (raw, {}))
            return outcome(raw)

    return read


def test_the_golden_mails_are_read_the_same(whole) -> None:
    assert [outcome(raw) for raw in GOLDEN] == [whole(raw) for raw in GOLDEN]


def test_an_application_goes_through_the_parser_without_its_files() -> None:
    skeleton, bodies = split(APPLICATION)
    assert len(bodies) == 2, "the files of 30 KB; the small PDF is not worth it"
    assert len(skeleton) < len(APPLICATION) - 2 * len(PHOTO)
    message = parse(APPLICATION, NOW)
    assert [file.payload for file in message.attachments][1:] == [PHOTO, PHOTO]


def run_in(place: str) -> bytes:
    """A mail with a big run of base64 lines where a mail may have one, or should not."""
    part = b"--b\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    head = b"From: a@example.org\r\nSubject: s\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    inner = b"--b\r\nContent-Type: message/rfc822\r\n\r\n"
    report = b"--b\r\nContent-Type: message/delivery-status\r\n\r\n"
    end = b"--b--\r\n"
    plain = b"From: a@example.org\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return {
        "the only body": plain + BIG,
        "the only body, without a last line end": plain + BIG.rstrip(),
        "a part": head + part + BIG + end,
        "a part, line ends of LF": (head + part + BIG + end).replace(b"\r\n", b"\n"),
        "a part, line ends of CR": (head + part + BIG + end).replace(b"\r\n", b"\r"),
        "a part, two blank lines around it": head + part + b"\r\n" + BIG + b"\r\n\r\n" + end,
        "a part that is never closed": head + part + BIG,
        "a part cut within a line": head + part + BIG[:-30],
        "a part with a blank line inside": head + part + BIG + b"\r\n" + BIG + end,
        "a part with a dash inside": head + part + BIG + b"ab-cd\r\n" + BIG + end,
        "a part with CRs inside": head + part + BIG + b"\r\r\r" + BIG + end,
        "two parts": head + part + BIG + part + BIG + end,
        "the preamble": head + BIG + part + BIG + end,
        "the epilogue": head + part + BIG + end + b"\r\n" + BIG,
        "a mail inside, in place of its headers": head + inner + BIG + end,
        "a mail inside": head + inner + plain + BIG + end,
        "a delivery status": head + report + BIG + end,
        "a delivery status behind a block": head
        + report
        + b"Reporting-MTA: dns; x\r\n\r\n"
        + BIG
        + b"\r\n"
        + end,
        "the headers": b"From: a@example.org\r\n" + BIG + b"\r\n" + BIG,
        "nothing but CRs": b"From: a@example.org\r\n\r\n" + b"\r" * 10_000,
        "text that says nothing of base64": b"From: a@example.org\r\n\r\n" + BIG,
        "a multipart without parts": head + BIG,
        "an encoded multipart": head.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
        + BIG,
    }[place]


PLACES = (
    "the only body",
    "the only body, without a last line end",
    "a part",
    "a part, line ends of LF",
    "a part, line ends of CR",
    "a part, two blank lines around it",
    "a part that is never closed",
    "a part cut within a line",
    "a part with a blank line inside",
    "a part with a dash inside",
    "a part with CRs inside",
    "two parts",
    "the preamble",
    "the epilogue",
    "a mail inside, in place of its headers",
    "a mail inside",
    "a delivery status",
    "a delivery status behind a block",
    "the headers",
    "nothing but CRs",
    "text that says nothing of base64",
    "a multipart without parts",
    "an encoded multipart",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_run_of_base64_is_read_the_same(place: str, whole) -> None:
    raw = run_in(place)
    assert outcome(raw) == whole(raw)


@pytest.mark.parametrize("seed", range(300))
def test_a_mutated_mail_is_read_the_same(seed: int, whole) -> None:
    chance = random.Random(seed)
    raw = bytearray(chance.choice([APPLICATION, run_in(chance.choice(PLACES)), chance.choice(GOLDEN)]))
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(raw))
        bit = chance.choice((b"", b"\n", b"\r\n\r\n", b"-", b"--b\r\n", b"\r", b"=", b":", BIG, b"\0"))
        raw[at : at + chance.choice((0, 1, 40))] = bit
    assert outcome(bytes(raw)) == whole(bytes(raw))


_PIECES = (
    BIG,
    b"\r\n",
    b"\n",
    b"\r",
    b"--b\r\n",
    b"--b--\r\n",
    b"-",
    b"A: b\r\n",
    b"x" * 5_000,
    b"=" * 5_000,
)


@given(st.lists(st.sampled_from(_PIECES), max_size=12))
def test_pieces_in_any_order_come_back_whole(pieces: list[bytes]) -> None:
    class Part:
        _payload: object
        run: bytes | None = None

        def get_content_maintype(self) -> str:
            return "application"

    raw = b"".join(pieces)
    skeleton, bodies = split(raw)
    part = Part()
    part._payload = skeleton.decode("ascii")
    restore([part], bodies)
    assert (part.run or part._payload.encode("ascii")) == raw


def test_a_mail_full_of_blank_lines_is_divided_in_linear_time() -> None:
    raw = (b"A" * 5_000 + b"\n\n") * 4_000
    skeleton, bodies = split(raw)
    assert len(bodies) == 3_999
    assert len(skeleton) < len(raw) / 50
