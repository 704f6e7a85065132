"""Fixtures of the whole suite: real servers on loopback, one session-wide Dovecot among them."""

from __future__ import annotations

import ssl
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings
from imapclient import IMAPClient
from rigs import warm
from rigs.crash import Launcher
from rigs.disk import SmallDisk
from rigs.dovecot import PASSWORD, PROGRAM, Dovecot
from rigs.net import Authority
from rigs.office import Office
from rigs.rehearsal import rehearse
from rigs.scenes import Stage
from rigs.smtp import Sink

from intake.domain.model import Account
from intake.embedded import EmbeddedIMAP

# The default run is the same each time; `make soak` is for chance.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")


@pytest.fixture(scope="session", autouse=True)
def _warm() -> Iterator[None]:
    """What takes long to start is started once for all desks of this process."""
    with warm.shared():
        yield


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """A Dovecot for the whole session; each test takes a user of its own (`user`)."""
    if PROGRAM is None:
        pytest.fail("Dovecot is not installed: `make test` installs it, or apt-get install dovecot-imapd")
    with Dovecot() as server:
        yield server


@pytest.fixture(scope="session")
def launcher(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot) -> Iterator[Launcher]:
    """Starts processes of `intake` that may die at a crash point."""
    with Launcher() as started:
        rehearse(started, tmp_path_factory.mktemp("rehearsal"), dovecot)
        yield started


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot, launcher: Launcher) -> Stage:
    """Where the scenes of the crash tests are played."""
    return Stage(tmp_path_factory.mktemp("stage"), dovecot, launcher)


@pytest.fixture
def user() -> str:
    """A user name that no other test has."""
    return f"{uuid.uuid4().hex[:12]}@example.org"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A certificate authority that no system trusts, with a certificate for localhost."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def certificate(authority: Authority) -> ssl.SSLContext:
    """The TLS context of a server with `authority`'s certificate."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority.certificate, authority.key)
    return context


@pytest.fixture
def sink() -> Iterator[Sink]:
    """An SMTP server without TLS or AUTH that takes every mail, unless its `plan` says otherwise."""
    with Sink() as server:
        yield server


@pytest.fixture
def embedded(user: str) -> Iterator[EmbeddedIMAP]:
    """An IMAP server in this process with one account, `user`."""
    with EmbeddedIMAP({user: PASSWORD}) as server:
        yield server


@dataclass(frozen=True, kw_only=True, slots=True)
class IMAPServer:
    """One account on one IMAP server, for the tests that every server must pass."""

    kind: str
    account: Account
    password: str

    def append(self, raw: bytes, when: datetime | None = None, flags: Sequence[bytes] = ()) -> None:
        """Put a mail into INBOX over IMAP, byte for byte but for its line ends."""
        with self.client() as client:
            client.append("INBOX", raw, flags, when)

    def client(self) -> IMAPClient:
        """Log in over a connection of its own."""
        client = IMAPClient(self.account.host, self.account.port, ssl=False, timeout=30)
        client.normalise_times = False
        client.login(self.account.username, self.password)
        return client


@pytest.fixture(params=["dovecot", "pymap"])
def imap_server(request: pytest.FixtureRequest, user: str) -> IMAPServer:
    """The same contract on Dovecot and on the embedded pymap."""
    if request.param == "dovecot":
        port = request.getfixturevalue("dovecot").port_plain
    else:
        port = request.getfixturevalue("embedded").port
    account = Account(host="127.0.0.1", port=port, security="none", username=user)
    return IMAPServer(kind=request.param, account=account, password=PASSWORD)


@pytest.fixture
def plain_account(dovecot: Dovecot, user: str) -> Account:
    """`user`'s account on Dovecot, without TLS."""
    return Account(host="127.0.0.1", port=dovecot.port_plain, security="none", username=user)


@pytest.fixture
def office(tmp_path: Path, dovecot: Dovecot, user: str, sink: Sink) -> Office:
    """An office with a mailbox of its own on Dovecot, a posting, and an SMTP server."""
    return Office(tmp_path, dovecot, user, sink)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk with 4 MB, where the system lets us mount one; else skip."""
    try:
        with SmallDisk(tmp_path / "disk") as disk:
            yield disk
    except PermissionError as error:
        pytest.skip(str(error))
