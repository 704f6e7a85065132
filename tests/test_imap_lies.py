"""Servers that lie, stutter, fall silent or hang up: one bad answer never costs another mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from rigs.dovecot import PASSWORD
from rigs.net import Proxy

from intake.adapters import imap
from intake.adapters.imap.fetch import LARGE
from intake.domain.model import Account

WHEN = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
MAILS = [b"Subject: mail %d\r\n\r\nBonjour\r\n" % number for number in range(3)]


@pytest.fixture
def lying(dovecot, user):
    """Open a session on three mails through a proxy that rewrites what Dovecot says."""
    dovecot.append_all(user, [(raw, WHEN) for raw in MAILS])

    @contextmanager
    def session(rewrite: Callable[[bytes], bytes], **options: float) -> Iterator[imap.Session]:
        with Proxy(dovecot.port_plain, rewrite=rewrite) as proxy:
            account = Account(host="127.0.0.1", port=proxy.port, security="none", username=user)
            with imap.connect(account, PASSWORD, **options) as opened:
                yield opened

    return session


BODY_2 = rb"\* 2 FETCH \(UID 2 INTERNALDATE \"[^\"]*\" BODY\[\] \{\d+\}\r\n.*?\r\n\)\r\n"


@pytest.mark.parametrize(
    ("pattern", "replacement", "reason"),
    [
        (BODY_2, b"* 2 FETCH (UID 2 BODY[] NIL)\r\n", "empty"),
        (BODY_2, b"* 2 FETCH (UID 2 BODY[] {0}\r\n)\r\n", "empty"),
        (BODY_2, b"* 2 FETCH (UID 2 FLAGS (\\Seen))\r\n", "vanished"),
        (BODY_2, b"", "vanished"),
        (BODY_2, b"* 2 FETCH (UID 2 BODY[] 17)\r\n", "unreadable"),
        (BODY_2, b"* 2 FETCH (UID 2 BODY[] (((\r\n", "unreadable"),
        (BODY_2, b"* 2 FETCH (UID two BODY[] NIL)\r\n", "unreadable"),
        (BODY_2, b"* 2 FETCH " + b"(" * 5000 + b"\r\n", "unreadable"),
    ],
)
def test_a_senseless_answer_for_one_mail_is_named_and_the_others_come(lying, pattern, replacement, reason):
    with lying(lambda said: re.sub(pattern, lambda _: replacement, said, flags=re.DOTALL)) as session:
        session.examine("INBOX")
        got = [fetched.raw for fetched in session.fetch(session.uids(1))]
        assert got == [MAILS[0], MAILS[2]]
        assert session.skipped == {2: reason}
        assert session.alive


def test_a_refusal_for_one_mail_is_named_and_the_others_come(lying):
    def refuse(said: bytes) -> bytes:
        if b"* 2 FETCH (UID 2 INTERNALDATE" not in said:
            return said
        tag = said.rsplit(b"\r\n", 2)[-2].split(b" ")[0]
        return tag + b" NO [SERVERBUG] Internal error\r\n"

    with lying(refuse) as session:
        session.examine("INBOX")
        assert [fetched.uid for fetched in session.fetch(session.uids(1))] == [1, 3]
        assert session.skipped == {2: "unreadable"}


@pytest.mark.parametrize(
    "date",
    [
        b'"never"',
        b"NIL",
        b'"31-Dec-9999 23:00:00 -1200"',
        b'"04-May-2026 15:00:00 +9999"',
        b'"04-May-2026 15:00:00"',
    ],
)
def test_a_time_that_is_none_is_absent_and_the_mail_comes(lying, date):
    with lying(lambda said: re.sub(rb"INTERNALDATE \"[^\"]*\"", b"INTERNALDATE " + date, said)) as session:
        session.examine("INBOX")
        got = list(session.fetch(session.uids(1)))
    assert [(fetched.raw, fetched.received_at) for fetched in got] == [(raw, None) for raw in MAILS]


@pytest.mark.parametrize(
    "unsolicited",
    [
        b"* 1 FETCH (FLAGS (\\Seen))\r\n",
        b"* 3 FETCH (UID 77 FLAGS ())\r\n",
        b"* 9 EXISTS\r\n* 9 RECENT\r\n",
        b"* OK [ALERT] maintenance tonight\r\n",
    ],
)
def test_words_that_nobody_asked_for_change_nothing(lying, unsolicited):
    with lying(lambda said: unsolicited + said if said.startswith(b"* 1 FETCH (UID") else said) as session:
        session.examine("INBOX")
        got = [(fetched.uid, fetched.raw) for fetched in session.fetch(session.uids(1))]
    assert got == list(enumerate(MAILS, 1))


@pytest.mark.parametrize("size", [b"0", b"1", b"99999", b"3000000"])
def test_a_false_size_costs_no_byte(lying, size):
    with lying(lambda said: re.sub(rb"RFC822\.SIZE \d+", b"RFC822.SIZE " + size, said)) as session:
        session.examine("INBOX")
        assert [fetched.raw for fetched in session.fetch(session.uids(1))] == MAILS


def test_a_server_without_sizes_gives_its_mails_all_the_same(lying):
    with lying(lambda said: re.sub(rb"\* \d FETCH \(UID \d RFC822\.SIZE \d+\)\r\n", b"", said)) as session:
        session.examine("INBOX")
        assert [fetched.raw for fetched in session.fetch(session.uids(1))] == MAILS


def test_a_mail_beyond_all_measure_is_skipped_unfetched(lying):
    huge = b"* 2 FETCH (UID 2 RFC822.SIZE 9999999999)"
    with lying(lambda said: re.sub(rb"\* 2 FETCH \(UID 2 RFC822\.SIZE \d+\)", huge, said)) as session:
        session.examine("INBOX")
        assert [fetched.uid for fetched in session.fetch(session.uids(1))] == [1, 3]
        assert session.skipped == {2: "oversize"}


def test_a_server_without_uidvalidity_and_uidnext_is_read_all_the_same(lying):
    with lying(lambda said: re.sub(rb"\* OK \[UID(VALIDITY|NEXT) \d+\][^\r]*\r\n", b"", said)) as session:
        state = session.examine("INBOX")
        assert (state.uidvalidity, state.uidnext, state.exists) == (None, None, 3)
        assert session.uids(1) == [1, 2, 3]


def test_a_hundred_thousand_mails_are_asked_for_in_windows(lying):
    asked: list[bytes] = []

    def crowd(said: bytes) -> bytes:
        said = re.sub(rb"\* 3 EXISTS", b"* 120000 EXISTS", said)
        if said.startswith(b"* SEARCH"):
            asked.append(said)
        return re.sub(rb"\[UIDNEXT 4\]", b"[UIDNEXT 120001]", said)

    with lying(crowd) as session:
        session.examine("INBOX")
        assert session.uids(1) == [1, 2, 3]
        assert len(asked) == 3
        assert session.uids(110_000) == []


def test_the_mail_on_which_a_server_hangs_up_can_be_singled_out(lying):
    """The caller reconnects and asks singly, as the server closes the connection on the second mail."""

    def hang_up(said: bytes) -> bytes:
        return b"* BYE internal error\r\n" if b"* 2 FETCH (UID 2 INTERNALDATE" in said else said

    with lying(hang_up) as session:
        session.examine("INBOX")
        with pytest.raises(imap.LostError):
            list(session.fetch([1, 2, 3]))
    with lying(hang_up) as session:
        session.examine("INBOX")
        got = []
        with pytest.raises(imap.LostError):
            got.extend(fetched.uid for fetched in session.fetch([1, 2, 3], singly=True))
    with lying(hang_up) as session:
        session.examine("INBOX")
        assert [fetched.uid for fetched in session.fetch([1, 3])] == [1, 3]


def test_a_silent_server_is_lost_after_the_time_allowed(dovecot, user):
    with Proxy(dovecot.port_plain) as proxy:
        account = Account(host="127.0.0.1", port=proxy.port, security="none", username=user)
        session = imap.connect(account, PASSWORD, answer_timeout=0.3)
        proxy.silent.set()
        with pytest.raises(imap.LostError, match="broke"):
            session.examine("INBOX")
        session.close()


@pytest.mark.parametrize(
    "greeting", [b"* BYE too busy\r\n", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"\x00" * 64 + b"\r\n"]
)
def test_a_server_that_speaks_no_imap_is_unreachable(dovecot, user, greeting):
    with Proxy(dovecot.port_plain, rewrite=lambda _: greeting) as proxy:
        account = Account(host="127.0.0.1", port=proxy.port, security="none", username=user)
        with pytest.raises(imap.UnreachableError):
            imap.connect(account, PASSWORD)


def test_where_starttls_is_stripped_nothing_is_sent(dovecot, user):
    said: list[bytes] = []

    def strip(words: bytes) -> bytes:
        said.append(words)
        return words.replace(b"STARTTLS ", b"")

    with Proxy(dovecot.port_plain, rewrite=strip) as proxy:
        account = Account(
            host="localhost", port=proxy.port, security="starttls", username=user, ca_file=dovecot.ca_file
        )
        with pytest.raises(imap.UntrustedError, match="offers no STARTTLS"):
            imap.connect(account, PASSWORD)
    assert user not in dovecot.log()


def test_a_login_refused_for_now_is_not_a_wrong_password(dovecot, user):
    def busy(said: bytes) -> bytes:
        return re.sub(rb"(\w+) OK (\[[^\]]*\] )?Logged in", rb"\1 NO [UNAVAILABLE] try later", said)

    with Proxy(dovecot.port_plain, rewrite=busy) as proxy:
        account = Account(host="127.0.0.1", port=proxy.port, security="none", username=user)
        with pytest.raises(imap.UnreachableError, match="no logins now"):
            imap.connect(account, PASSWORD)


def test_a_connection_lost_at_the_login_is_not_a_wrong_password(dovecot, user):
    def hang_up(said: bytes) -> bytes:
        return b"* BYE restarting\r\n" if b"Logged in" in said else said

    with Proxy(dovecot.port_plain, rewrite=hang_up) as proxy:
        account = Account(host="127.0.0.1", port=proxy.port, security="none", username=user)
        with pytest.raises(imap.UnreachableError, match="broke at the login"):
            imap.connect(account, PASSWORD, answer_timeout=0.3)


def test_without_move_just_the_mails_named_are_removed(dovecot, user, lying):
    r"""A mail that somebody marked \Deleted stays: a plain EXPUNGE would remove it."""
    with dovecot.client(user) as client:
        client.select_folder("INBOX")
        client.add_flags([2], [b"\\Deleted"])
    with lying(lambda said: said.replace(b" MOVE", b"")) as session:
        session.move("INBOX", [1], "Done")
    assert [entry.uid for entry in dovecot.snapshot(user)] == [2, 3]
    assert len(dovecot.snapshot(user, "Done")) == 1


def test_without_move_and_uidplus_moving_is_refused(dovecot, user, lying):
    before = dovecot.snapshot(user)
    with (
        lying(lambda said: said.replace(b" MOVE", b"").replace(b" UIDPLUS", b"")) as session,
        pytest.raises(imap.RefusedError, match="neither MOVE nor UIDPLUS"),
    ):
        session.move("INBOX", [1], "Done")
    assert dovecot.snapshot(user) == before


def test_a_large_mail_that_vanishes_between_two_windows_is_skipped(dovecot, user, lying):
    raw = b"Subject: large\r\n\r\n" + b"x" * 70 + b"\r\n" * (LARGE // 2 + 1)
    uid = dovecot.append(user, raw, WHEN)
    seen = []

    def expunge(said: bytes) -> bytes:
        if b"BODY[]<0>" in said and not seen:
            seen.append(said)
            dovecot.expunge(user, [uid])
        return said

    with lying(expunge) as session:
        session.examine("INBOX")
        got = [fetched.uid for fetched in session.fetch([1, uid, 3])]
    assert seen
    assert got in ([1, 3], [1, uid, 3])  # a server may serve an expunged mail to who has it open


@pytest.mark.parametrize("cut", range(0, 400, 23))
def test_a_wire_cut_anywhere_is_a_mailbox_error_and_never_another(dovecot, user, cut):
    dovecot.append(user, MAILS[0], WHEN)
    with Proxy(dovecot.port_plain, cut_after=cut) as proxy:
        account = Account(host="127.0.0.1", port=proxy.port, security="none", username=user)
        got = []
        try:
            with imap.connect(account, PASSWORD) as session:
                session.examine("INBOX")
                got = [fetched.raw for fetched in session.fetch(session.uids(1))]
        except imap.MailboxError:
            assert not got
        else:
            assert got == [MAILS[0]]
