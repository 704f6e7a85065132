"""Reading mailboxes: on Dovecot and on the embedded server, kept and broken connections alike."""

from __future__ import annotations

import hashlib
import os
import tracemalloc
from datetime import UTC, datetime, timedelta, timezone

import pytest
from rigs.dovecot import PASSWORD, Dovecot
from rigs.net import free_port

from intake.adapters import imap
from intake.adapters.imap.fetch import LARGE, WINDOW
from intake.domain.model import Account
from intake.embedded import EmbeddedIMAP

WHEN = datetime(2026, 5, 4, 16, 59, 59, tzinfo=timezone(timedelta(hours=1)))


def mail(number: int, body: bytes = b"Bonjour") -> bytes:
    return b"Subject: mail %d\r\n\r\n%s\r\n" % (number, body)


# --- what every server must do -------------------------------------------------


def test_every_mail_comes_byte_for_byte_with_the_servers_time_in_utc(imap_server):
    for number in range(3):
        imap_server.append(mail(number), WHEN)
    with imap.connect(imap_server.account, PASSWORD) as session:
        state = session.examine("INBOX")
        uids = session.uids(1)
        got = list(session.fetch(uids))
    assert state.exists == 3
    assert state.uidnext == max(uids) + 1
    assert [fetched.uid for fetched in got] == sorted(uids)
    assert [fetched.raw for fetched in got] == [mail(number) for number in range(3)]
    assert {fetched.received_at for fetched in got} == {datetime(2026, 5, 4, 15, 59, 59, tzinfo=UTC)}
    assert got[0].received_at.tzinfo is UTC


def test_asking_beyond_the_last_uid_gives_nothing(imap_server):
    imap_server.append(mail(1), WHEN)
    with imap.connect(imap_server.account, PASSWORD) as session:
        state = session.examine("INBOX")
        assert session.uids(state.uidnext) == []
        assert session.uids(state.uidnext + 1000) == []


def test_an_empty_folder_has_no_uids(imap_server):
    with imap.connect(imap_server.account, PASSWORD) as session:
        assert session.examine("INBOX").exists == 0
        assert session.uids(1) == []
        assert list(session.fetch([])) == []


def test_the_first_mail_since_a_day_is_found_by_when_it_was_received(imap_server):
    for days in (0, 10, 20):
        imap_server.append(mail(days), WHEN + timedelta(days=days))
    with imap.connect(imap_server.account, PASSWORD) as session:
        session.examine("INBOX")
        uids = session.uids(1)
        assert session.first_since((WHEN - timedelta(days=9)).date()) == uids[0]
        assert session.first_since((WHEN + timedelta(days=5)).date()) == uids[1]
        assert session.first_since((WHEN + timedelta(days=90)).date()) is None


def test_reading_leaves_no_trace(imap_server):
    imap_server.append(mail(1), WHEN)
    imap_server.append(mail(2), WHEN, [b"\\Seen", b"\\Flagged"])

    def flags() -> dict[int, set[bytes]]:
        with imap_server.client() as client:
            client.select_folder("INBOX", readonly=True)
            items = client.fetch(client.search(), ["FLAGS"])
            return {uid: set(item[b"FLAGS"]) - {b"\\Recent"} for uid, item in items.items()}

    before = flags()
    with imap.connect(imap_server.account, PASSWORD) as session:
        session.examine("INBOX")
        assert len(list(session.fetch(session.uids(1)))) == 2
    assert flags() == before


def test_a_mail_that_is_gone_is_skipped_and_the_others_come(imap_server):
    for number in range(3):
        imap_server.append(mail(number), WHEN)
    with imap.connect(imap_server.account, PASSWORD) as session:
        session.examine("INBOX")
        uids = session.uids(1)
        gone = max(uids) + 7
        got = [fetched.uid for fetched in session.fetch([uids[0], gone, *uids[1:]])]
        assert got == uids
        assert session.skipped == {gone: "vanished"}
        session.examine("INBOX")
        assert session.skipped == {}


def test_a_large_mail_comes_whole_through_windows(imap_server):
    raw = mail(1, b"\r\n".join([os.urandom(500).hex().encode()] * 5000))
    assert len(raw) > LARGE
    imap_server.append(mail(0), WHEN)
    imap_server.append(raw, WHEN)
    with imap.connect(imap_server.account, PASSWORD) as session:
        session.examine("INBOX")
        got = list(session.fetch(session.uids(1)))
    assert [fetched.raw for fetched in got] == [mail(0), raw]
    assert got[1].received_at == WHEN


def test_a_wrong_password_is_refused_in_a_sentence_that_does_not_say_it(imap_server):
    with pytest.raises(imap.LoginError) as caught:
        imap.connect(imap_server.account, "not the password")
    assert "not the password" not in caught.value.text + caught.value.remedy
    assert imap_server.account.username not in caught.value.text


@pytest.mark.parametrize("password", ["with space", 'quo"te', "back\\slash"])
def test_any_ascii_may_stand_in_a_password(password, user):
    with EmbeddedIMAP({user: password}) as server:
        account = Account(host=server.host, port=server.port, security="none", username=user)
        with imap.connect(account, password) as session:
            assert session.folders() == ["INBOX"]


def test_a_password_need_not_be_ascii(user):
    with Dovecot(password="motdepasséسر") as server:
        account = Account(host="127.0.0.1", port=server.port_plain, security="none", username=user)
        with imap.connect(account, server.password) as session:
            assert "INBOX" in session.folders()


def test_a_missing_folder_is_named_with_those_that_there_are(imap_server):
    with imap.connect(imap_server.account, PASSWORD) as session:
        with pytest.raises(imap.FolderError, match=r"no folder Candidatures; there are: .*INBOX"):
            session.examine("Candidatures")
        assert session.alive
        assert session.examine("INBOX").exists == 0


def test_a_folder_may_have_any_name(imap_server):
    name = 'Candidatures "été" 2026 طلبات'
    if imap_server.kind == "cyrus":
        name = name.replace('"', "'")  # it takes no quotation mark
    with imap_server.client() as client:
        client.create_folder(name)
    with imap.connect(imap_server.account, PASSWORD) as session:
        assert name in session.folders()
        assert session.examine(name).exists == 0


def test_moved_mails_lie_in_the_target_and_no_other_is_touched(imap_server):
    for number in range(3):
        imap_server.append(mail(number), WHEN, [b"\\Deleted"] if number == 2 else ())
    with imap.connect(imap_server.account, PASSWORD) as session:
        session.examine("INBOX")
        uids = session.uids(1)
        session.move("INBOX", uids[:1], "Traitées")
        session.examine("INBOX")
        assert session.uids(1) == uids[1:]
        session.examine("Traitées")
        (moved,) = session.fetch(session.uids(1))
    assert moved.raw == mail(0)
    assert moved.received_at == WHEN


# --- flags, Junk, moving, on Dovecot -------------------------------------------


def test_a_snapshot_before_and_after_reading_is_the_same(dovecot, user, plain_account):
    dovecot.append(user, mail(1), WHEN)
    dovecot.append(user, mail(2), WHEN, flags=[b"\\Seen", b"$Todo"])
    before = dovecot.snapshot(user)
    with imap.connect(plain_account, PASSWORD) as session:
        session.examine("INBOX")
        assert len(list(session.fetch(session.uids(1)))) == 2
    assert dovecot.snapshot(user) == before


def test_only_the_keyword_is_added_to_just_the_mails_named(dovecot, user, plain_account):
    uids = dovecot.append_all(user, [(mail(number), WHEN) for number in range(3)], flags=[b"\\Flagged"])
    with imap.connect(plain_account, PASSWORD) as session:
        session.flag("INBOX", uids[:2])
    assert [set(entry.flags) for entry in dovecot.snapshot(user)] == [
        {b"\\Flagged", b"$Intake"},
        {b"\\Flagged", b"$Intake"},
        {b"\\Flagged"},
    ]


def test_a_server_that_keeps_no_keywords_refuses_instead_of_forgetting(embedded, user):
    embedded.deliver(user, mail(1))
    account = Account(host=embedded.host, port=embedded.port, security="none", username=user)
    with imap.connect(account, PASSWORD) as session:
        session.examine("INBOX")
        with pytest.raises(imap.RefusedError, match="keeps no keyword"):
            session.flag("INBOX", session.uids(1))


def test_a_folder_cannot_be_moved_into_itself(dovecot, user, plain_account):
    uid = dovecot.append(user, mail(1), WHEN)
    before = dovecot.snapshot(user)
    with imap.connect(plain_account, PASSWORD) as session, pytest.raises(imap.RefusedError):
        session.move("INBOX", [uid], "INBOX")
    assert dovecot.snapshot(user) == before


def test_junk_is_found_by_its_mark(dovecot, user, plain_account):
    with imap.connect(plain_account, PASSWORD) as session:
        assert session.junk() == "Junk"


@pytest.mark.parametrize(
    ("folder", "found"),
    [("Courrier indésirable", True), ("Archive/SPAM", True), ("Spamming", False), ("Jobs", False)],
)
def test_without_the_mark_junk_is_found_by_a_name_known_for_it(embedded, user, folder, found):
    account = Account(host=embedded.host, port=embedded.port, security="none", username=user)
    with imap.connect(account, PASSWORD) as session:
        session.client.create_folder(folder)
        assert session.junk() == (folder if found else None)


def test_a_renumbered_folder_says_so(dovecot, user, plain_account):
    dovecot.append_all(user, [(mail(number), WHEN) for number in range(2)])
    dovecot.expunge(user, [1])
    with imap.connect(plain_account, PASSWORD) as session:
        before, uids = session.examine("INBOX"), session.uids(1)
    dovecot.renumber(user, "INBOX")
    with imap.connect(plain_account, PASSWORD) as session:
        after = session.examine("INBOX")
        assert (uids, session.uids(1)) == ([2], [1])
    assert after.uidvalidity != before.uidvalidity


# --- size ----------------------------------------------------------------------


def test_a_mail_of_no_bytes_is_a_mail(dovecot, user, plain_account):
    dovecot.deliver(user, b"")
    dovecot.deliver(user, mail(1))
    with imap.connect(plain_account, PASSWORD) as session:
        session.examine("INBOX")
        got = [fetched.raw for fetched in session.fetch(session.uids(1))]
        assert sorted(got) == [b"", mail(1)]
        assert session.skipped == {}


def test_a_mail_of_25_mb_costs_little_more_than_itself(dovecot, user, plain_account):
    raw = mail(1, b"\r\n".join([os.urandom(36).hex().encode()] * (25_000_000 // 74)))
    dovecot.append(user, raw, WHEN)
    tracemalloc.start()
    try:
        with imap.connect(plain_account, PASSWORD) as session:
            session.examine("INBOX")
            (fetched,) = session.fetch(session.uids(1))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert hashlib.sha256(fetched.raw).digest() == hashlib.sha256(raw).digest()
    assert peak < 2 * len(raw) + 8 * WINDOW


def test_more_mails_than_one_batch_and_one_command_come_all(dovecot, user, plain_account):
    uids = dovecot.append_all(user, [(mail(number), WHEN) for number in range(230)])
    with imap.connect(plain_account, PASSWORD) as session:
        session.examine("INBOX")
        assert session.uids(1) == uids
        assert [fetched.raw for fetched in session.fetch(uids)] == [mail(number) for number in range(230)]
        assert session.sizes(uids) == {uid: len(mail(number)) for number, uid in enumerate(uids)}


# --- connecting ----------------------------------------------------------------


def tls_account(dovecot: Dovecot, user: str, **changes: object) -> Account:
    fields = {
        "host": "localhost",
        "port": dovecot.port_tls,
        "security": "tls",
        "username": user,
        "ca_file": dovecot.ca_file,
    }
    return Account(**(fields | changes))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_private_connection_is_made_with_an_authority_of_ones_own(dovecot, user, security):
    port = dovecot.port_tls if security == "tls" else dovecot.port_plain
    with imap.connect(tls_account(dovecot, user, port=port, security=security), PASSWORD) as session:
        assert session.client.socket().version().startswith("TLS")
        assert session.examine("INBOX").exists == 0


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_does_not_verify_stops_before_the_password(dovecot, user, security):
    port = dovecot.port_tls if security == "tls" else dovecot.port_plain
    account = tls_account(dovecot, user, port=port, security=security, ca_file=None)
    with pytest.raises(imap.UntrustedError, match="does not verify") as caught:
        imap.connect(account, PASSWORD)
    assert "ca_file" in caught.value.remedy
    assert user not in dovecot.log()


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ({"host": "imap.example.org", "security": "none"}, imap.UntrustedError, "without TLS"),
        ({"host": "no-such-host.invalid"}, imap.UnreachableError, "no connection"),
        ({"host": "x" * 70 + ".invalid"}, imap.UnreachableError, "no connection"),
        ({"ca_file": "/nowhere/ca.pem"}, imap.UntrustedError, "cannot be read"),
        ({"username": None}, imap.LoginError, "no user name"),
    ],
)
def test_what_cannot_work_is_said_in_a_sentence(dovecot, user, changes, error, says):
    with pytest.raises(error, match=says) as caught:
        imap.connect(tls_account(dovecot, user, **changes), PASSWORD)
    assert caught.value.remedy


def test_a_closed_port_is_unreachable():
    with pytest.raises(imap.UnreachableError, match="refused"):
        imap.connect(Account(host="127.0.0.1", port=free_port(), security="none", username="x"), "x")


def test_tls_on_a_port_without_tls_is_said(dovecot, user):
    with pytest.raises(imap.UntrustedError, match="speaks no TLS"):
        imap.connect(tls_account(dovecot, user, port=dovecot.port_plain), PASSWORD)


def test_a_server_killed_in_mid_session_is_a_lost_connection(user):
    with Dovecot() as server:
        server.append(user, mail(1), WHEN)
        account = Account(host="127.0.0.1", port=server.port_plain, security="none", username=user)
        with imap.connect(account, PASSWORD) as session:
            session.examine("INBOX")
            server.kill()
            with pytest.raises(imap.LostError):
                session.uids(1)
            assert not session.alive
