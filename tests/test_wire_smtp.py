"""An SMTP connection that is cut at every byte, sliced, slowed down or swallowed: each letter once.

Truth is what the server took, counted by Message-ID. Only a letter whose answer was lost after the
server had asked for it may be `unknown`; all others go out at the next try.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rigs.disturbed import Outgoing, Way, impatient, posted
from rigs.dovecot import Dovecot
from rigs.net import Wire

pytestmark = pytest.mark.timeout(600)  # a thousand connections
WAYS = pytest.mark.parametrize("way", ["to_server", "to_client"])


@pytest.fixture
def scene(tmp_path: Path, dovecot: Dovecot) -> Iterator[Outgoing]:
    """A desk without a letter yet."""
    with posted(tmp_path, dovecot) as outgoing:
        yield outgoing


UNSURE = {"to_client": (rb"354.*\r\n", rb"250 taken\r\n"), "to_server": (rb"DATA\r\n", rb"\r\n\.\r\n")}


@dataclass(frozen=True)
class Session:
    """What an undisturbed session of two letters says each way."""

    length: int
    unsure: tuple[range, ...]  # where a cut may leave a letter unknown


def session(scene: Outgoing, way: Way) -> Session:
    """Record a session that delivers two letters.

    A letter is unsure from the moment that its content may have left (the server's 354 has come) until
    the server's answer to it has come.
    """
    wire = Wire()
    scene.books.enqueue(2)
    assert scene.deliver(**{way: wire}).sent == 2
    scene.settle()
    begins, ends = ([found.end() for found in re.finditer(words, wire.heard)] for words in UNSURE[way])
    last = 1 if way == "to_server" else 0  # after the whole dot, too, the answer may be lost
    spans = (range(begin, end + last) for begin, end in zip(begins, ends, strict=True))
    return Session(len(wire.heard), tuple(spans))


@WAYS
@pytest.mark.parametrize("fault", ["cut", "reset"])
def test_two_letters_cut_at_any_byte_go_out_once_each(scene, way, fault):
    scene.states.clear()
    whole = session(scene, way)
    step = 1 if fault == "cut" else 7
    for last in range(0, whole.length, step):
        scene.books.enqueue(2)
        result = scene.deliver(down_after=True, **{way: Wire(last=last, fault=fault)})
        assert result.unknown <= any(last in span for span in whole.unsure), last
        assert result.failed == 0
        if last % 20 == 0:
            scene.settle()
    scene.settle()
    assert scene.states.keys() == {"sent", "unknown"}
    assert scene.states["unknown"] < whole.length // step


@WAYS
def test_bytes_that_vanish_leave_no_letter_in_doubt_that_was_not_asked_for(scene, way):
    whole = session(scene, way)
    for last in range(0, whole.length, 41):
        scene.books.enqueue(2)
        result = scene.deliver(impatient(scene.books.desk), **{way: Wire(last=last, fault="swallow")})
        assert result.unknown <= any(last in span for span in whole.unsure), last
        scene.settle()


@pytest.mark.parametrize(
    ("to_server", "to_client"),
    [
        (Wire(slices=1), Wire()),
        (Wire(), Wire(slices=1)),
        (Wire(slices=1), Wire(slices=1)),
        (Wire(slices=50, delay=0.01), Wire(slices=30, delay=0.01)),
    ],
)
def test_bytes_that_come_one_by_one_or_late_are_understood(scene, to_server, to_client):
    scene.books.enqueue(2)
    assert scene.deliver(to_server=to_server, to_client=to_client).sent == 2
    scene.settle()
