"""The embedded servers speak real IMAP and SMTP on loopback."""

from __future__ import annotations

import smtplib
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest
from imapclient import IMAPClient

from intake.embedded import Accepted, EmbeddedIMAP, EmbeddedSMTP

RAW = b"Subject: Candidature\r\n\r\nBonjour\r\n"


def test_a_mail_taken_by_smtp_can_be_read_by_imap(user):
    with (
        EmbeddedIMAP({user: "secret"}) as imap,
        EmbeddedSMTP(lambda mail: imap.deliver(user, mail.raw)) as smtp,
        smtplib.SMTP(smtp.host, smtp.port) as client,
        IMAPClient(imap.host, imap.port, ssl=False) as reader,
    ):
        client.sendmail("amel@example.org", [user], RAW)
        reader.login(user, "secret")
        reader.select_folder("INBOX", readonly=True)
        (uid,) = reader.search()
        assert reader.fetch([uid], ["BODY.PEEK[]"])[uid][b"BODY[]"] == RAW
        assert smtp.mails == (Accepted(sender="amel@example.org", recipients=(user,), raw=RAW),)


def test_a_delivery_keeps_its_time_and_wakes_an_idle_reader(embedded, user):
    when = datetime(2026, 5, 4, 15, 59, 59, tzinfo=UTC)
    with IMAPClient(embedded.host, embedded.port, ssl=False, timeout=10) as reader:
        reader.normalise_times = False
        reader.login(user, "secret")
        reader.select_folder("INBOX", readonly=True)
        reader.idle()
        embedded.deliver(user, RAW, when)
        time.sleep(0.3)  # imapclient takes half a line for the end of the connection
        assert (1, b"EXISTS") in reader.idle_check(timeout=5)
        reader.idle_done()
        (uid,) = reader.search()
        assert reader.fetch([uid], ["INTERNALDATE"])[uid][b"INTERNALDATE"] == when


def test_a_delivery_to_nobody_is_refused(embedded):
    with pytest.raises(KeyError):
        embedded.deliver("nobody@example.org", RAW)


def test_without_the_extra_the_error_names_it():
    program = (
        "import sys; sys.modules['pymap'] = None\n"
        "from intake.embedded import EmbeddedIMAP, EmbeddedServerError\n"
        "try:\n"
        "    EmbeddedIMAP({}).__enter__()\n"
        "except EmbeddedServerError as error:\n"
        "    print(error)\n"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "intake[demo]" in said


def test_importing_the_module_imports_no_server():
    program = "import sys, intake.embedded; print({'pymap', 'aiosmtpd'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"


def test_a_port_closes_with_its_server(user):
    with EmbeddedSMTP() as smtp:
        port = smtp.port
    with pytest.raises(OSError, match="refused"):
        smtplib.SMTP("127.0.0.1", port, timeout=2)
