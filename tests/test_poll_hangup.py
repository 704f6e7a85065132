"""A server that hangs up on one mail: the others are taken in, and that one is told and tried again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders.mails import mail
from rigs.database import database_in
from rigs.net import Proxy

from intake import app
from intake.domain.model import Account, Mailbox, Secret
from intake.services.poll import poll
from intake.services.reconcile import reconcile
from intake.services.report import messages
from intake.settings import bare

WHEN = datetime(2026, 5, 3, 12, tzinfo=UTC)


@pytest.fixture
def desk(dovecot, user, tmp_path):
    """Open a desk on three unrelated mails; the mailbox is `desk.settings.mailboxes["jobs"]`."""
    for number in range(3):
        dovecot.append(user, mail(subject=f"mail {number}", message_id=f"<{number}@x>"), WHEN)
    (tmp_path / "password").write_text(dovecot.password)
    secret = Secret(source="file", name="password")
    imap = Account(host="127.0.0.1", port=dovecot.port_plain, security="none", username=user, password=secret)
    jobs = Mailbox(name="jobs", address="jobs@example.org", imap=imap, smtp=imap)
    settings = replace(
        bare(tmp_path / "config"),
        base=tmp_path,
        database=database_in(tmp_path),
        storage=tmp_path / "storage",
        mailboxes={"jobs": jobs},
    )
    with app.open_desk(settings) as desk, app.at_work(desk):
        yield desk


def through(mailbox: Mailbox, proxy: Proxy) -> Mailbox:
    return replace(mailbox, imap=replace(mailbox.imap, port=proxy.port))


def hangs_up_on(uid: int):
    said_of = re.compile(rb"\* \d+ FETCH \(UID %d INTERNALDATE" % uid)
    return lambda said: b"* BYE internal error\r\n" if said_of.search(said) else said


def test_the_other_mails_are_taken_in_and_the_next_poll_gets_the_rest(desk):
    mailbox = desk.settings.mailboxes["jobs"]
    with Proxy(mailbox.imap.port, rewrite=hangs_up_on(2)) as proxy:
        result = poll(desk, through(mailbox, proxy))
    assert [row["uid"] for row in messages(desk)] == [1, 3]
    assert result.error is not None
    assert "first: UID 2" in result.error
    assert poll(desk, mailbox).error is None
    assert sorted(row["uid"] for row in messages(desk)) == [1, 2, 3]


def test_a_mail_that_the_server_withholds_once_is_not_taken_for_deleted(desk):
    mailbox = desk.settings.mailboxes["jobs"]
    withheld = re.compile(rb"\* 2 FETCH \(UID 2 INTERNALDATE.*?\r\n\)\r\n", re.DOTALL)
    with Proxy(mailbox.imap.port, rewrite=lambda said: withheld.sub(b"", said)) as proxy:
        result = poll(desk, through(mailbox, proxy))
    assert result.error is not None
    poll(desk, mailbox)
    assert sorted(row["uid"] for row in messages(desk)) == [1, 2, 3]


def test_reconcile_takes_in_what_no_poll_has_seen(desk):
    result = reconcile(desk, desk.settings.mailboxes["jobs"])
    assert [(each.on_server, each.in_ledger, each.missing, each.mended) for each in result.folders] == [
        (3, 0, (1, 2, 3), 3)
    ]
    again = reconcile(desk, desk.settings.mailboxes["jobs"])
    assert [(each.in_ledger, each.missing) for each in again.folders] == [(3, ())]


def test_a_mailbox_on_which_intake_stumbles_is_told_and_tried_again(desk):
    def stumble(_mailbox: Mailbox):
        raise RuntimeError("with words of a mail")

    mailbox = desk.settings.mailboxes["jobs"]
    result = poll(replace(desk, open_imap=stumble), mailbox)
    assert result.error is not None
    assert "RuntimeError" in result.error
    assert "words of a mail" not in result.error
    assert poll(desk, mailbox).new == 3
