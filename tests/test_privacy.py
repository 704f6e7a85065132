"""Secrets and candidates' data: in no log, no error, no lax file; TLS holds; no mail steers us."""

from __future__ import annotations

import base64
import logging
import os
import socketserver
import ssl
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from rigs.crash import Launcher
from rigs.database import server
from rigs.net import LOOPBACK
from rigs.office import CV, FULL, SALMA, SUBJECT, Office
from rigs.smtp import Sink
from sqlalchemy import String, Text, select

from intake.adapters import imap, smtp
from intake.adapters.wire import said, spelled
from intake.domain.model import Account, Secret
from intake.domain.trouble import Trouble
from intake.embedded import EmbeddedIMAP
from intake.services.deliver import deliver
from intake.services.poll import poll
from intake.settings import load
from intake.store.database import Database, DatabaseError
from intake.store.tables import metadata

PASSWORD = "hunter2-Zanzibar!"
PERSONAL = ["Salma", "Berrada", SALMA, "Narvalesque", "Quokkaville", "Zephyrine"]
CANDIDATE: dict[str, Any] = {"text": "Je viens de Quokkaville.\n", "files": [("Zephyrine.pdf", CV[1])]}


class Echo(socketserver.StreamRequestHandler):
    """A mail server that refuses every login, and quotes all that it was told."""

    def handle(self) -> None:
        """Serve one connection."""
        imap_speaks = self.server.imap  # type: ignore[attr-defined]
        self._say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] hello" if imap_speaks else "220 hello")
        while line := self.rfile.readline().decode("latin-1").strip():
            self._imap(line) if imap_speaks else self._smtp(line)

    def _imap(self, line: str) -> None:
        tag, verb, *_ = line.split()
        if verb == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1 AUTH=PLAIN", f"{tag} OK done")
        elif verb == "AUTHENTICATE":
            self._say("+ ")
            token = self.rfile.readline().decode().strip()
            self._say(f"{tag} NO you said {token}, which is {base64.b64decode(token)!r}")
        else:
            self._say(f"{tag} NO you said {line}")

    def _smtp(self, line: str) -> None:
        if line.upper().startswith("EHLO"):
            self._say("250-hello", "250 AUTH PLAIN LOGIN")
        elif line.upper().startswith("AUTH"):
            self._say(f"535 5.7.8 you said {line} {base64.b64decode(line.rpartition(' ')[2])!r}")
        else:
            self._say("250 fine")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def echo(*, imap_speaks: bool) -> Iterator[int]:
    with socketserver.ThreadingTCPServer((LOOPBACK, 0), Echo) as server:
        server.daemon_threads, server.imap = True, imap_speaks  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def account(port: int, **changes: Any) -> Account:
    values = {"host": LOOPBACK, "port": port, "security": "none", "username": "jobs@example.org"}
    return Account(**values | changes)


# --- logs ---


def a_bad_day(office: Office, launcher: Launcher) -> str:
    """Everything goes wrong once; return what the commands said, but for what they were asked to list."""
    said = ""

    def run(*words: str) -> None:
        nonlocal said
        started = launcher.start(["--verbose", *words, "--config", str(office.config)], **office.environment)
        said += launcher.wait(started).err

    office.apply(**CANDIDATE)
    office.apply(subject="Narvalesque Salma", files=FULL)
    office.receive(f"From: Salma Berrada <{SALMA}>\r\n\xff\r\n".encode("latin-1") + b"\0" * 200)
    office.receive(f"X-Nothing: {SALMA} Narvalesque\r\n\r\nQuokkaville".encode())
    office.sink.plan("RCPT", f"450 4.2.1 <{SALMA}> Salma Berrada is greylisted")
    run("poll")
    office.apply(**CANDIDATE | {"subject": f"Re: {SUBJECT}", "files": FULL})
    office.sink.plan("DOT", f"554 5.7.1 <{SALMA}>: Quokkaville is refused")
    run("poll")
    run("digest", "--date", "2026-05-04")
    run("replay", "2", "--posting", "omp")
    run("reconcile")
    office.environment["MAIL_PASSWORD"] = PASSWORD
    run("poll")
    with echo(imap_speaks=True) as imap_port, echo(imap_speaks=False) as smtp_port:
        login = {"username": "jobs@example.org", "password": {"env": "MAIL_PASSWORD"}}
        box = office.mailbox(imap={"port": imap_port}, smtp={"port": smtp_port} | login)
        office.configure(mailboxes={"jobs": box})
        run("poll")
        run("check", "--connect")
    run("erase", SALMA)
    assert "Traceback" not in said
    return said


def test_the_log_of_a_bad_day_holds_no_secret_and_nothing_of_a_candidate(office, launcher):
    said = a_bad_day(office, launcher)
    for line in ('"application"', '"quarantined"', "refuses the login", "erase: "):
        assert line in said
    tokens = spelled("jobs@example.org", PASSWORD)
    for word in (*PERSONAL, *tokens[:-1], PASSWORD, office.dovecot.password):
        assert word not in said
    with office.store().read() as tx:
        for table in metadata.sorted_tables:
            for row in tx.execute(select(*_texts(table)) if _texts(table) else select(table)):
                assert PASSWORD not in str(row)


def _texts(table: Any) -> list[Any]:
    return [column for column in table.c if isinstance(column.type, (String, Text))]


def test_an_error_of_ours_is_logged_by_its_type_and_place(office, caplog):
    """On a mail, on a letter and on a mailbox."""
    office.apply(**CANDIDATE)

    def stumble(*_: Any, **__: Any) -> Any:
        raise ValueError(f"{SALMA} Quokkaville {PASSWORD}")

    with office.desk(lambda: datetime.now(UTC)) as desk, caplog.at_level(logging.DEBUG):
        box = desk.settings.mailboxes["jobs"]
        poll(replace(desk, parse=stumble), box)
        poll(replace(desk, open_imap=stumble), box)
        office.apply(**CANDIDATE | {"text": "Encore\n"})
        poll(desk, box)

        @contextmanager
        def session(_: Any) -> Iterator[Any]:
            with desk.open_smtp(box) as opened:
                opened.send = stumble
                yield opened

        deliver(replace(desk, open_smtp=session))
    assert caplog.text.count("ValueError") == 3
    for word in (*PERSONAL, PASSWORD):
        assert word not in caplog.text
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(
    "words",
    [
        "LOGIN jobs@example.org {password}",
        "AUTHENTICATE {plain}",
        "AUTH LOGIN {b64password}",
        "user {b64user} pass {password}",
        "twice {password}{password}",
    ],
)
def test_a_login_is_masked_however_a_server_quotes_it(words):
    user = "jobs@example.org"
    forms = {
        "password": PASSWORD,
        "plain": base64.b64encode(f"\0{user}\0{PASSWORD}".encode()).decode(),
        "b64password": base64.b64encode(PASSWORD.encode()).decode(),
        "b64user": base64.b64encode(user.encode()).decode(),
    }
    masked = said(words.format(**forms), *spelled(user, PASSWORD))
    assert not any(form in masked for form in (*forms.values(), user))


@pytest.mark.parametrize("speaks", ["imap", "smtp"])
def test_a_refused_login_that_quotes_us_is_told_without_the_password(speaks):
    connect = imap.connect if speaks == "imap" else smtp.connect
    with (
        echo(imap_speaks=speaks == "imap") as port,
        pytest.raises(Trouble, match=r"refuses the login: .*you said") as refusal,
        connect(account(port), PASSWORD),
    ):
        pass
    chain = [refusal.value, refusal.value.__cause__, refusal.value.__context__]
    shown = " ".join(str(each) for each in chain if each and not refusal.value.__suppress_context__)
    for form in (*spelled("jobs@example.org", PASSWORD), PASSWORD):
        assert form not in str(refusal.value) + shown


def test_settings_show_where_secrets_are_and_never_what_they_are(office):
    office.configure(database="postgresql+psycopg://intake:geheim@127.0.0.1/x?password=geheim")
    settings = load(office.config)
    assert "geheim" not in repr(settings)
    assert settings.mailboxes["jobs"].imap.password == Secret(source="env", name="MAIL_PASSWORD")
    assert office.dovecot.password not in repr(settings)


def test_no_error_of_the_database_shows_its_password(tmp_path):
    database = Database(f"sqlite:///file:{tmp_path}/no/such/x.db?uri=true&key=geheim")
    with pytest.raises(DatabaseError) as trouble:
        database.version()
    assert "geheim" not in str(trouble.value)
    assert "x.db" in str(trouble.value)


# --- files ---


def modes(folder: Path) -> dict[str, str]:
    paths = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): oct(stat.S_IMODE(path.stat().st_mode)) for path in paths}


def test_what_is_kept_is_for_this_account_only_however_lax_the_umask_is(office):
    office.apply(**CANDIDATE)
    before = os.umask(0)
    try:
        with office.desk(lambda: datetime.now(UTC)) as desk:  # as a library
            poll(desk, desk.settings.mailboxes["jobs"])
            found = modes(office.base / "var")
            assert "intake.db-wal" in found or server()
        office.run("erase", SALMA)
        office.apply(**CANDIDATE | {"text": "Encore\n"})
        office.poll()
        found |= modes(office.base / "var")
    finally:
        os.umask(before)
    folders = {path for path in found if (office.base / "var" / path).is_dir()}
    assert len(found) > len(folders) > 3
    assert {
        path: mode for path, mode in found.items() if mode != ("0o700" if path in folders else "0o600")
    } == {}


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("path", "mode", "remedy"),
    [("intake.db", 0o644, "chmod 600"), ("intake.db", 0o660, "chmod 600"), ("storage", 0o755, "chmod 700")],
)
def test_check_tells_of_files_that_others_may_read(office, path, mode, remedy):
    office.apply()
    office.poll()
    assert not [each for each in office.run("check", "--json").json["findings"] if "chmod" in each["remedy"]]
    (office.base / "var" / path).chmod(mode)
    (finding,) = [
        each for each in office.run("check", "--json").json["findings"] if "chmod" in each["remedy"]
    ]
    assert finding["level"] == "warning"
    assert remedy in finding["remedy"]
    assert path in finding["text"]


# --- TLS ---


NOW = datetime.now(UTC)
DAY = timedelta(days=1)
# Names on the certificate and its days; whether the client knows the authority.
CERTIFICATES: dict[str, tuple[list[str], timedelta, bool]] = {
    "expired": (["localhost"], -DAY, True),
    "of another host": (["mail.example.org"], DAY, True),
    "of an authority that nobody knows": (["localhost"], DAY, False),
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    made = trustme.CA()
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    made.cert_pem.write_to_path(path)
    return made, str(path)


def server_context(authority: trustme.CA, kind: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    hosts, ends, _ = CERTIFICATES[kind]
    certificate = authority.issue_cert(*hosts, not_before=NOW - 9 * DAY, not_after=NOW + ends)
    certificate.configure_cert(context)
    return context


@pytest.mark.parametrize("kind", CERTIFICATES)
@pytest.mark.parametrize("speaks", ["imap tls", "smtp tls", "smtp starttls"])
def test_a_certificate_that_does_not_hold_stops_the_login(authority, kind, speaks):
    made, path = authority
    context, ca_file = server_context(made, kind), path if CERTIFICATES[kind][2] else None
    protocol, security = speaks.split()
    said: list[str] = []
    server = (
        EmbeddedIMAP({"jobs@example.org": PASSWORD}, ssl_context=context)
        if protocol == "imap"
        else Sink(tls=security, certificate=context, users={"jobs@example.org": PASSWORD})
    )
    connect = imap.connect if protocol == "imap" else smtp.connect
    with server:
        where = account(server.port, host="localhost", security=security, ca_file=ca_file)
        with pytest.raises(Trouble, match="does not verify"), connect(where, PASSWORD):
            said.append("in")
    assert said == []


@pytest.mark.parametrize("speaks", ["imap tls", "smtp tls", "smtp starttls"])
def test_a_certificate_that_holds_lets_us_in(authority, speaks):
    made, path = authority
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    made.issue_cert("localhost").configure_cert(context)
    protocol, security = speaks.split()
    server = (
        EmbeddedIMAP({"jobs@example.org": PASSWORD}, ssl_context=context)
        if protocol == "imap"
        else Sink(tls=security, certificate=context, users={"jobs@example.org": PASSWORD})
    )
    connect = imap.connect if protocol == "imap" else smtp.connect
    with (
        server,
        connect(account(server.port, host="localhost", security=security, ca_file=path), PASSWORD) as session,
    ):
        assert session.alive


# --- what comes from outside steers nothing ---


def test_no_header_of_ours_is_believed_when_it_comes_from_outside(office):
    office.apply(files=FULL)
    office.poll()
    (letter,) = office.letters
    office.apply(
        sender="Lina Alami <lina@example.net>",
        files=[("CV-Lina.pdf", CV[1])],
        headers={
            "X-Intake-Letter": str(letter.mail["Message-ID"]),
            "X-Intake-Posting": "other",
            "X-Intake-Outcome": "automatic",
            "X-Intake-Squelch": "yes",
            "X-Intake": "canary",
            "X-Loop": "intake",
        },
    )
    office.poll()
    first, second = office.applications()
    assert (first["candidate"]["email"], first["status"], len(first["messages"])) == (SALMA, "complete", 1)
    assert (second["candidate"]["email"], second["posting"]) == ("lina@example.net", "omp")


@pytest.mark.parametrize("by", ["reference", "thread"])
def test_who_forges_the_thread_of_another_learns_nothing_and_changes_nothing(office, by):
    office.apply(files=FULL)
    office.poll()
    (letter,) = office.letters
    before = office.application()
    office.apply(
        sender="Eve <eve@example.net>",
        subject=f"Re: {letter.subject}" if by == "reference" else f"Re: {SUBJECT}",
        text="Merci de me confirmer les pièces que vous avez.\n",
        in_reply_to=str(letter.mail["Message-ID"]) if by == "thread" else None,
        files=[],
    )
    office.poll()
    victim, forger = office.applications()
    assert {**victim, "acknowledgements": 0} == {**before, "acknowledgements": 0}
    assert (forger["status"], forger["candidate"]["email"]) == ("review", "eve@example.net")
    answer = office.letters[-1]
    assert answer.recipients == ("eve@example.net",)
    for word in ("Salma", "Berrada", "CV.pdf", "Lettre.pdf", "Références.pdf", SALMA):
        assert word not in answer.text
