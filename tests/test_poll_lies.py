"""What a poll makes of an IMAP server that lies: the truth comes in as soon as it stops, and no letter twice.

Each lie is told at every command of its kind for one poll, or for as long as it says. What is stored
meanwhile has the bytes that the server holds under that UID, or nothing is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from threading import Event

import pytest
from builders.mails import mail
from rigs.disturbed import MAILS, Scene, impatient, played
from rigs.lying import CAPABILITIES, Asked, Lie, honest

from intake.services.reconcile import reconcile

TRUE = {uid: sha256(raw).hexdigest() for uid, raw in MAILS}


@pytest.fixture(scope="module")
def stage(tmp_path_factory, dovecot) -> Iterator[Scene]:
    """One desk for all lies."""
    with played(tmp_path_factory.mktemp("lies"), dovecot, "leave") as scene:
        yield scene


@pytest.fixture
def scene(stage) -> Scene:
    """Three mails that are to be read, on a server that is honest yet."""
    stage.server.lie = honest
    stage.server.uidvalidity = 7
    stage.begin()
    return stage


# --- how to lie ---


def at(verb: str, change: Callable[[bytes], bytes]) -> Lie:
    """Change the answers to one command."""
    return lambda asked, answer: change(answer) if asked.verb == verb else answer


def sub(verb: str, pattern: bytes, words: bytes, count: int = 0) -> Lie:
    """Put other words in the place of some."""
    return at(verb, lambda answer: re.sub(pattern, lambda _: words, answer, count=count, flags=re.DOTALL))


def before(verb: str, words: bytes) -> Lie:
    """Say something before the answer that nobody has asked for."""
    return at(verb, lambda answer: words + answer)


def only(verb: str, words: bytes) -> Lie:
    """Say just this, and that it is done."""
    return lambda asked, answer: (
        words + b"%s OK done\r\n" % asked.tag if asked.verb == verb and asked.tag != b"*" else answer
    )


def no(verb: str, words: bytes) -> Lie:
    """Refuse a command."""
    return lambda asked, answer: b"%s %s\r\n" % (asked.tag, words) if asked.verb == verb else answer


def body(pattern: bytes, words: bytes) -> Lie:
    """Lie about the mail with UID 3 when its bytes are asked for."""

    def lie(asked: Asked, answer: bytes) -> bytes:
        if asked.verb != "FETCH" or b"BODY" not in asked.rest:
            return answer
        return re.sub(rb"(?<=UID 3 )" + pattern, lambda _: words, answer, count=1, flags=re.DOTALL)

    return lie


def once(lie: Lie) -> Lie:
    """Lie the first time only that it makes a difference."""
    lied = []

    def first(asked: Asked, answer: bytes) -> bytes:
        said = answer if lied else lie(asked, answer)
        if said != answer:
            lied.append(asked)
        return said

    return first


def changing_uidvalidity() -> Lie:
    numbers = itertools.count(100)
    return at("EXAMINE", lambda answer: re.sub(rb"UIDVALIDITY 7", b"UIDVALIDITY %d" % next(numbers), answer))


def swapped() -> Lie:
    """Give each of two mails the other's bytes."""

    def lie(asked: Asked, answer: bytes) -> bytes:
        if b"BODY" not in asked.rest:
            return answer
        return re.sub(rb"UID [23] ", lambda uid: b"UID 3 " if uid[0] == b"UID 2 " else b"UID 2 ", answer)

    return lie


def without_uids(asked: Asked, answer: bytes) -> bytes:
    """Name mails by their sequence numbers only: 2 is the number of the mail with UID 3."""
    return re.sub(rb"UID \d+ ", b"", answer) if b"BODY" in asked.rest else answer


def endless(verb: str, chunk: bytes, pause: float = 0.0) -> Lie:
    """Say the same for ever."""

    def forever() -> Iterator[bytes]:
        while True:
            Event().wait(pause)
            yield chunk

    return lambda asked, answer: forever() if asked.verb == verb else answer


def cut_short(asked: Asked, answer: bytes) -> bytes:
    """Say BYE in the middle of a literal."""
    return answer[: answer.index(b"Subject")] + b"* BYE\r\n" if b"Subject" in answer else answer


def windows(change: Callable[[Asked, bytes], bytes]) -> Lie:
    """Make the mails large, so that they are asked for in windows; then lie about these."""
    large = sub("FETCH", rb"RFC822.SIZE \d+", b"RFC822.SIZE 3000000")
    return lambda asked, answer: (
        change(asked, large(asked, answer)) if b"<" in asked.rest else large(asked, answer)
    )


def from_the_start(asked: Asked, answer: bytes) -> bytes:
    """Give the first window again where the second is asked for."""
    again = re.sub(rb"BODY\[\]<[1-9]\d*> \{0\}\r\n", b"BODY[]<0> {5}\r\nFrom:", answer)
    return answer if b"<0." in asked.rest else again


LITERAL = rb"(INTERNALDATE \"[^\"]*\" )BODY\[\] \{\d+\}\r\n"
WHOLE = LITERAL + rb".*?\r\n\)\r\n"
DATE = rb'INTERNALDATE "[^"]*"'
LATER = b"NO [UNAVAILABLE] try later"


@dataclass(frozen=True)
class Case:
    """A lie, and whether the poll must tell a person that something is wrong."""

    name: str
    lie: Lie
    told: bool = True
    wrong: bool = False  # a lie that nobody can see through: bytes under a UID that is not theirs


def fine(name: str, lie: Lie) -> Case:
    return Case(name, lie, told=False)


NUMBERS = [
    fine("no UIDVALIDITY", sub("EXAMINE", rb"\* OK \[UIDVALIDITY 7\][^\r]*\r\n", b"")),
    fine("UIDVALIDITY 0", sub("EXAMINE", rb"UIDVALIDITY 7", b"UIDVALIDITY 0")),
    fine("UIDVALIDITY of 41 bits", sub("EXAMINE", rb"UIDVALIDITY 7", b"UIDVALIDITY 2199023255552")),
    fine("UIDVALIDITY of 70 bits", sub("EXAMINE", rb"UIDVALIDITY 7", b"UIDVALIDITY %d" % (1 << 70))),
    Case("UIDVALIDITY in words", sub("EXAMINE", rb"UIDVALIDITY 7", b"UIDVALIDITY seven")),
    fine("two UIDVALIDITYs", before("EXAMINE", b"* OK [UIDVALIDITY 9] really\r\n")),
    fine("another UIDVALIDITY each time", changing_uidvalidity()),
    fine("another UIDVALIDITY in a fetch", before("FETCH", b"* OK [UIDVALIDITY 9] new\r\n")),
    fine("no UIDNEXT", sub("EXAMINE", rb"\* OK \[UIDNEXT 6\][^\r]*\r\n", b"")),
    fine("UIDNEXT 0", sub("EXAMINE", rb"UIDNEXT 6", b"UIDNEXT 0")),
    fine("UIDNEXT of long ago", sub("EXAMINE", rb"UIDNEXT 6", b"UIDNEXT 2")),
    fine("UIDNEXT at its end", sub("EXAMINE", rb"UIDNEXT 6", b"UIDNEXT 4294967295")),
    Case("UIDNEXT in words", sub("EXAMINE", rb"UIDNEXT 6", b"UIDNEXT soon")),
    fine("no EXISTS", sub("EXAMINE", rb"\* 3 EXISTS\r\n", b"")),
    fine("EXISTS 0", sub("EXAMINE", rb"3 EXISTS", b"0 EXISTS")),
    fine("EXISTS a billion", sub("EXAMINE", rb"3 EXISTS", b"1000000000 EXISTS")),
    fine("EXAMINE answered by OK and nothing else", only("EXAMINE", b"")),
]

LISTS = [
    Case("an empty list of a folder with mails", only("SEARCH", b"* SEARCH\r\n")),
    Case("no list at all", only("SEARCH", b"")),
    Case("words for a list", only("SEARCH", b"* SEARCH none\r\n")),
    Case("words in a list", only("SEARCH", b"* SEARCH 2 3 ( 5\r\n")),
    Case("two lists", only("SEARCH", b"* SEARCH 2 3\r\n* SEARCH 5\r\n")),
    Case("a UID that is none", only("SEARCH", b"* SEARCH 2 3 5 9\r\n")),
    Case("the highest UID of all", only("SEARCH", b"* SEARCH 2 3 5 4294967295\r\n")),
    fine("the highest UID of all, once", once(only("SEARCH", b"* SEARCH 2 3 5 4294967295\r\n"))),
    fine("a UID beyond all UIDs", only("SEARCH", b"* SEARCH 2 3 5 99999999999999999999999\r\n")),
    fine("UIDs twice", only("SEARCH", b"* SEARCH 2 2 3 5 5 3\r\n")),
    fine("UIDs descending", only("SEARCH", b"* SEARCH 5 3 2\r\n")),
    fine("UID 0, and one below it", only("SEARCH", b"* SEARCH 2 3 5 0 -4\r\n")),
    fine("a list with MODSEQ", only("SEARCH", b"* SEARCH 2 3 5 (MODSEQ 917162500)\r\n")),
]

SIZES = [
    fine("sizes of 0", sub("FETCH", rb"RFC822.SIZE \d+", b"RFC822.SIZE 0")),
    fine("sizes too small", sub("FETCH", rb"RFC822.SIZE \d+", b"RFC822.SIZE 1")),
    fine("sizes that make large mails", sub("FETCH", rb"RFC822.SIZE \d+", b"RFC822.SIZE 3000000")),
    Case("sizes beyond all measure", sub("FETCH", rb"RFC822.SIZE \d+", b"RFC822.SIZE 99999999999")),
    fine("sizes below 0", sub("FETCH", rb"RFC822.SIZE \d+", b"RFC822.SIZE -1")),
    fine("sizes NIL", sub("FETCH", rb"RFC822.SIZE \d+", b"RFC822.SIZE NIL")),
    fine("no sizes", sub("FETCH", rb"\* \d FETCH \(UID \d RFC822.SIZE \d+\)\r\n", b"")),
    Case("sizes that cannot be read", sub("FETCH", rb"RFC822.SIZE \d+", b"RFC822.SIZE ((")),
]

BODIES = [
    Case("NIL for a mail", body(WHOLE, b"BODY[] NIL)\r\n")),
    Case("an empty literal for a mail", body(WHOLE, b"BODY[] {0}\r\n)\r\n")),
    Case("empty quotes for a mail", body(WHOLE, b'BODY[] "")\r\n')),
    Case("a number for a mail", body(WHOLE, b"BODY[] 17)\r\n")),
    Case("a list for a mail", body(WHOLE, b"BODY[] (a b))\r\n")),
    Case("flags for a mail", body(WHOLE, b"FLAGS (\\Seen))\r\n")),
    Case("brackets that never close", body(WHOLE, b"BODY[] " + b"(" * 5000 + b"\r\n")),
    Case("a quote that never closes", body(WHOLE, b'BODY[] "abc\r\n')),
    Case("a mail's text alone", body(LITERAL, b"BODY[TEXT] {5}\r\n")),
    Case("a window for the whole", body(rb"(INTERNALDATE \"[^\"]*\" )BODY\[\]", b"BODY[]<0>")),
    fine("the whole for a window", windows(lambda _, answer: re.sub(rb"\]<\d+>", b"]", answer))),
    Case("windows that begin elsewhere", windows(lambda _, answer: re.sub(rb"\]<\d+>", b"]<7>", answer))),
    Case("the first window twice", windows(from_the_start)),
    Case(
        "a window that is a number", windows(lambda _, answer: re.sub(rb"(?s)\{\d+\}.*\n\)", b"17)", answer))
    ),
    Case("RFC822 for BODY[]", body(rb"(INTERNALDATE \"[^\"]*\" )BODY\[\]", b"RFC822")),
    Case("a literal shorter than said", body(LITERAL, b"BODY[] {100000}\r\n")),
    Case("a literal a little shorter than said", body(LITERAL, b"BODY[] {%d}\r\n" % (len(MAILS[1][1]) + 9))),
    Case("a literal longer than said", body(LITERAL, b"BODY[] {9}\r\n")),
    Case("a literal of 100 GB", body(LITERAL, b"BODY[] {100000000000}\r\n")),
    Case("a literal of 5,000 digits", body(LITERAL, b"BODY[] {" + b"9" * 5000 + b"}\r\n")),
    Case("a literal below 0", body(LITERAL, b"BODY[] {-5}\r\n")),
    Case("one mail left out", sub("FETCH", rb"\* 2 FETCH \(UID 3 INTERNAL.*?\r\n\)\r\n", b"")),
    Case("OK and no mail", only("FETCH", b"")),
    Case("no UIDs, but numbers that look like them", without_uids),
    Case("UIDs that are no numbers", sub("FETCH", rb"UID 3 INTERNAL", b"UID three INTERNAL")),
    Case("two mails under one UID", sub("FETCH", rb"UID 5 INTERNAL", b"UID 3 INTERNAL")),
    Case("a mail that nobody asked for", sub("FETCH", rb"UID 5 INTERNAL", b"UID 77 INTERNAL")),
    Case("two mails swapped", swapped(), told=False, wrong=True),
    Case("BYE in a literal", cut_short),
    Case("BYE before a mail", before("FETCH", b"* BYE going down\r\n")),
    Case("a fetch that ends without a word", sub("FETCH", rb".+", b"* BYE \r\n")),
]

TIMES = [
    Case("INTERNALDATE a number", sub("FETCH", DATE, b"INTERNALDATE 20260503")),
    *(
        fine(f"INTERNALDATE {name}", sub("FETCH", DATE, said))
        for name, said in {
            "missing": b"FLAGS ()",
            "NIL": b"INTERNALDATE NIL",
            "in words": b'INTERNALDATE "yesterday"',
            "without a zone": b'INTERNALDATE "03-May-2026 12:00:00"',
            "with a zone that is none": b'INTERNALDATE "03-May-2026 12:00:00 +9999"',
            "out of the calendar": b'INTERNALDATE "31-Feb-2026 12:00:00 +0000"',
            "at the end of time": b'INTERNALDATE "31-Dec-9999 23:59:59 -1200"',
        }.items()
    ),
]

UNASKED = [
    fine(f"unasked in {verb}: {words.decode().strip()}", before(verb, words))
    for verb in ("SEARCH", "FETCH")
    for words in (
        b"* 2 FETCH (FLAGS (\\Seen))\r\n",
        b"* 2 FETCH (UID 3 FLAGS (\\Deleted))\r\n",
        b"* 4 EXISTS\r\n",
        b"* 1 EXPUNGE\r\n",
        b"* 1 RECENT\r\n",
        b"* OK [ALERT] maintenance tonight\r\n",
        b"* NO disk nearly full\r\n",
        b"* CAPABILITY IMAP4rev1\r\n",
        b"* 1 FETCH (UID 99 BODY[] {3}\r\nabc)\r\n",
    )
]

REFUSALS = [
    Case(f"{verb} refused: {words.decode()}", no(verb, words))
    for verb in ("CAPABILITY", "AUTHENTICATE", "EXAMINE", "SEARCH", "FETCH")
    for words in (
        b"NO [OVERQUOTA] too much",
        LATER,
        b"NO [THROTTLED] slow down",
        b"NO [ALERT] call us",
        b"BAD what?",
    )
]

ANSWERS = [
    fine("CAPABILITY without MOVE", sub("CAPABILITY", re.escape(CAPABILITIES), b"IMAP4rev1")),
    Case("another command's tag", sub("FETCH", rb"\w+ OK FETCH", b"ZZZZ99 OK FETCH")),
    Case("an answer without a tag", sub("SEARCH", rb"\w+ OK SEARCH", b"* OK SEARCH")),
    Case("no answer at all", sub("FETCH", rb".+", b"")),
    Case("+ in the place of an answer", before("FETCH", b"+ go on\r\nwhat\r\n")),
    Case("a line without its end", sub("FETCH", rb"\r\n$", b"")),
    Case("a line of 10 MB", before("SEARCH", b"* OK " + b"x" * 10_000_000 + b"\r\n")),
    Case("a line of 10 MB that never ends", sub("SEARCH", rb".+", b"* OK " + b"x" * 10_000_000)),
    Case("a byte now and then", endless("SEARCH", b"x", pause=0.03)),
    Case("a line now and then", endless("FETCH", b"* OK wait\r\n", pause=0.03)),
    Case("lines without end", endless("SEARCH", b"* OK go on\r\n" * 5000)),
    Case(
        "literals without end", endless("FETCH", b"* 9 FETCH (UID 9 BODY[] {9000000}\r\n" + b"x" * 9_000_000)
    ),
    Case("lines without end at the login", endless("AUTHENTICATE", b"* OK go on\r\n" * 5000)),
    Case("lines without end before the login", endless("CAPABILITY", b"* OK go on\r\n" * 5000)),
    fine("lines without end at the logout", endless("LOGOUT", b"* OK go on\r\n" * 5000)),
]

GREETINGS = [
    Case(f"greeting {words[:20]!r}", sub("GREETING", rb".+", words))
    for words in (
        b"* BYE too busy\r\n",
        b"* PREAUTH welcome\r\n",
        b"* NO not now\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
        b"220 mail.example.org ESMTP\r\n",
        b"\x00\xff\x00\r\n",
        b"\r\n",
        b"",
        b"* OK " + b"x" * 2_000_000,
    )
]

CASES = [*NUMBERS, *LISTS, *SIZES, *BODIES, *TIMES, *UNASKED, *REFUSALS, *ANSWERS, *GREETINGS]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_lie_costs_no_mail_and_no_letter(scene, case):
    scene.server.lie = case.lie
    result = scene.poll(impatient(scene.desk))
    stored = scene.books.stored()
    assert "stumbled" not in (result.error or "")
    assert (result.error is not None) is case.told, result.error
    assert case.told or len(stored) == len(MAILS)
    assert case.wrong or stored.items() <= TRUE.items()

    scene.server.lie = honest
    scene.finish()
    assert set(scene.books.stored().values()) == set(TRUE.values())
    assert case.wrong or scene.outcome() == scene.end
    scene.books.check_letters(scene.office.sink)
    assert len(scene.books.letters()) == 2


# --- lies that last ---


def asked(scene: Scene, verb: str) -> list[bytes]:
    """What was asked by one command since the last time."""
    rest = [each.rest for each in scene.server.asked if each.verb == verb]
    scene.server.asked.clear()
    return rest


def test_what_is_asked_for_leaves_no_trace_and_needs_no_cleverness_of_the_server(scene):
    """No ENVELOPE (which breaks on quotes), no CHARSET, no dates, no flags, no range from 0."""
    scene.server.asked.clear()
    scene.poll()
    words = {each.verb: each.rest for each in scene.server.asked if each.verb != "AUTHENTICATE"}
    assert words == {
        "GREETING": b"",
        "CAPABILITY": b"",
        "EXAMINE": b'"INBOX"',
        "SEARCH": b"UID 1:*",
        "FETCH": b"2,3,5 (INTERNALDATE BODY.PEEK[])",
        "LOGOUT": b"",
    }


def test_the_last_mail_is_not_fetched_again_though_every_list_names_it(scene):
    scene.server.lie = sub("EXAMINE", rb"\* OK \[UIDNEXT 6\][^\r]*\r\n", b"")  # else nothing is listed
    scene.finish()
    scene.server.asked.clear()
    assert scene.poll().fetched == 0
    assert not asked(scene, "FETCH")


@pytest.mark.parametrize("uidnext", [b"0", b"1", b"3", b"5"])
def test_a_uidnext_that_stays_behind_makes_nothing_fetched_twice(scene, uidnext):
    scene.server.lie = sub("EXAMINE", rb"UIDNEXT 6", b"UIDNEXT " + uidnext)
    scene.poll()
    scene.server.asked.clear()
    for _ in range(3):
        assert scene.poll().error is None
    assert not asked(scene, "FETCH")
    assert scene.books.stored() == TRUE


def test_mail_that_comes_while_uidnext_stays_behind_is_taken_in(scene):
    scene.server.lie = sub("EXAMINE", rb"UIDNEXT \d", b"UIDNEXT 5")
    scene.server.fill(MAILS[:2])
    scene.poll()
    scene.server.fill(MAILS)
    assert scene.poll().new == 1


@pytest.mark.parametrize("times", [1, 2])
def test_a_uid_that_was_none_does_not_hide_what_comes_below_it(scene, times):
    """The server never tells UIDNEXT, and it lists the highest UID that there can be."""
    silent = sub("EXAMINE", rb"\* OK \[UIDNEXT \d\][^\r]*\r\n", b"")
    numbers = itertools.count()
    listed = at(
        "SEARCH", lambda answer: answer.replace(b"3", b"3 4294967295") if next(numbers) < times else answer
    )
    scene.server.lie = lambda ask, answer: silent(ask, listed(ask, answer))
    scene.server.fill(MAILS[:2])
    scene.poll()
    scene.server.fill(MAILS)
    assert scene.poll().new == 1


def test_uids_that_go_back_are_read_anew(scene):
    """A server restored from a backup: what came after it is gone, and new mail gets the same UIDs."""
    new = mail(sender="Eve <eve@example.com>")
    scene.poll()
    scene.server.fill([MAILS[0], (3, new)])
    assert scene.poll().new == 1
    assert scene.poll().fetched == 0
    assert sha256(new).hexdigest() in {row[1] for row in scene.books.outcome()[0]}
    assert len(scene.books.letters()) == 3


def test_a_uidvalidity_that_comes_and_goes_adds_no_row_and_no_letter(scene):
    scene.finish()
    numbers = itertools.cycle([b"0", b"7", b"41", b"7"])
    scene.server.lie = at("EXAMINE", lambda answer: answer.replace(b"TY 7", b"TY " + next(numbers)))
    for _ in range(4):
        scene.finish()
    assert scene.outcome() == scene.end
    assert len(scene.books.letters()) == 2


def test_a_mail_that_is_not_listed_is_found_by_reconciling(scene):
    scene.server.lie = only("SEARCH", b"* SEARCH 5\r\n")
    scene.poll()
    scene.server.lie = honest
    with scene.reached() as mailbox:
        (folder,) = reconcile(scene.desk, mailbox).folders
    assert (folder.missing, folder.mended) == ((2, 3), 2)
    scene.finish()
    assert set(scene.books.stored().values()) == set(TRUE.values())


@pytest.mark.parametrize("code", [b"OVERQUOTA", b"THROTTLED", b"LIMIT", b"INUSE"])
def test_a_server_that_wants_to_be_left_alone_is_left_alone(scene, code):
    refused = no("FETCH", b"NO [" + code + b"] slow down")
    scene.server.lie = lambda ask, answer: refused(ask, answer) if b"BODY" in ask.rest else answer
    scene.server.asked.clear()
    assert "It is tried again by itself." in (scene.poll().error or "")
    assert len(asked(scene, "FETCH")) == 2  # the sizes, and one try


def test_a_mail_that_the_server_refuses_delays_no_other(scene):
    refused = no("FETCH", b"NO [SERVERBUG] internal error")
    scene.server.lie = lambda ask, answer: refused(ask, answer) if b"UID 2 INTERNAL" in answer else answer
    assert "first: UID 2" in (scene.poll().error or "")
    assert scene.books.stored() == {3: TRUE[3], 5: TRUE[5]}
