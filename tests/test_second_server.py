"""The whole way on Cyrus: what was learnt on Dovecot holds on another family of servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from builders.mails import mail
from imapclient import IMAPClient
from rigs.cyrus import Cyrus
from rigs.office import CV, FULL, IN_TIME, LETTER, Office
from test_idle import Events

from intake.adapters.idle import IdleHub
from intake.domain.model import Account

STARTTLS = {"security": "starttls"}


@pytest.fixture
def there(office: Office, cyrus: Cyrus) -> Office:
    """The office with its mailbox on Cyrus, over TLS."""
    cyrus.let_in(office.user)
    office.configure({"jobs": mailbox(office, cyrus)})
    return office


def mailbox(office, cyrus, **changes):
    port = cyrus.port_plain if changes.get("imap") == STARTTLS else cyrus.port_tls
    place = {"host": "localhost", "port": port, "security": "tls", "ca_file": cyrus.ca_file}
    return office.mailbox(**changes | {"imap": place | changes.get("imap", {})})


@contextmanager
def client(cyrus: Cyrus, user: str) -> Iterator[IMAPClient]:
    with IMAPClient("127.0.0.1", cyrus.port_plain, ssl=False, timeout=30) as session:
        session.login(user, cyrus.password)
        yield session


def arrive(cyrus, user, *raws, folder="INBOX", when=IN_TIME):
    with client(cyrus, user) as session:
        for raw in raws:
            session.append(folder, raw, msg_time=when)


def flags(cyrus, user, folder="INBOX"):
    with client(cyrus, user) as session:
        session.select_folder(folder, readonly=True)
        items = session.fetch(session.search(), ["FLAGS"])
        return [set(item[b"FLAGS"]) - {b"\\Recent"} for item in items.values()]


@pytest.mark.parametrize("security", [{}, STARTTLS], ids=["tls", "starttls"])
def test_a_dossier_is_stored_and_answered_once_and_the_mailbox_keeps_no_trace(there, cyrus, security):
    there.configure({"jobs": mailbox(there, cyrus, imap=security)})
    arrive(cyrus, there.user, mail(files=FULL))
    assert there.poll()["outcomes"] == {"application": 1}
    assert there.poll()["mailboxes"][0]["fetched"] == 0
    assert there.application()["status"] == "complete"
    assert len(there.letters) == 1
    assert flags(cyrus, there.user) == [set()]
    assert there.run("check", "--connect", "--json").status == 0


def test_a_reply_completes_the_dossier(there, cyrus):
    arrive(cyrus, there.user, mail(files=[CV, LETTER]))
    there.poll()
    arrive(cyrus, there.user, mail(files=FULL[2:]), when=IN_TIME + timedelta(hours=1))
    assert there.poll()["outcomes"] == {"supplement": 1}
    assert there.application()["status"] == "complete"


def test_a_folder_made_anew_adds_no_row_for_what_is_known(there, cyrus):
    there.configure({"jobs": mailbox(there, cyrus, folders=["Candidatures"])})
    raw = mail(files=FULL)
    for _ in range(2):
        with client(cyrus, there.user) as session:
            if session.folder_exists("Candidatures"):
                session.delete_folder("Candidatures")
            session.create_folder("Candidatures")
        arrive(cyrus, there.user, raw, folder="Candidatures")
        there.poll()
    assert there.outcomes() == ["application"]
    assert len(there.letters) == 1
    (folder,) = there.run("reconcile", "--json").json["folders"]
    assert (folder["on_server"], folder["in_ledger"], folder["missing"]) == (1, 1, 0)


@pytest.mark.parametrize(
    ("processed", "inbox", "moved"),
    [("flag", [{b"$Intake"}], []), ({"move": "Traitées"}, [], [set()])],
    ids=["flag", "move"],
)
def test_what_was_worked_is_marked_where_that_is_asked_for(there, cyrus, processed, inbox, moved):
    there.configure({"jobs": mailbox(there, cyrus, processed=processed)})
    with client(cyrus, there.user) as session:
        session.create_folder("Traitées")
    arrive(cyrus, there.user, mail(files=FULL))
    there.poll()
    assert flags(cyrus, there.user) == inbox
    assert flags(cyrus, there.user, "Traitées") == moved


def test_the_junk_folder_is_found_by_its_mark(there, cyrus):
    there.configure({"jobs": mailbox(there, cyrus, junk=True)})
    arrive(cyrus, there.user, mail(files=FULL), folder="Junk")
    assert there.poll()["outcomes"] == {"application": 1}


def test_mail_wakes_who_listens(cyrus, user):
    cyrus.let_in(user)
    place = Account(host="localhost", port=cyrus.port_tls, username=user, ca_file=cyrus.ca_file)
    events = Events()
    with IdleHub() as hub:
        hub.watch("jobs", place, lambda: cyrus.password, "INBOX", events)
        assert events.wait(lambda seen: seen["jobs"] == 1)
        arrive(cyrus, user, b"Subject: x\r\n\r\nBonjour\r\n")
        assert events.wait(lambda seen: seen["jobs"] >= 2, 10.0)
