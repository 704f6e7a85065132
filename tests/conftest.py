"""Fixtures of the whole suite: real servers on loopback, one session-wide Dovecot among them."""

from __future__ import annotations

import os
import ssl
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings
from imapclient import IMAPClient
from rigs import database as databases
from rigs import warm
from rigs.backups import Backed
from rigs.console import Console, opened
from rigs.crash import Launcher
from rigs.cyrus import Cyrus
from rigs.disk import SmallDisk
from rigs.dovecot import PASSWORD, PROGRAM, Dovecot
from rigs.net import Authority
from rigs.office import Office
from rigs.postgres import PROGRAMS, Postgres
from rigs.rehearsal import rehearse
from rigs.scenes import Stage
from rigs.smtp import Sink

from intake.domain.model import Account
from intake.embedded import EmbeddedIMAP

# The default run is the same each time; `make soak` is for chance.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")

# What a test asks for that leads to a database.
REACHES = frozenset(
    {"backed", "console", "crowd", "database", "desk", "launcher", "office", "scene", "stage"}
)
# Files whose tests reach one, and ask nothing of it that others do not ask: of lies and cut wires of the
# mail servers, of hostile bytes, of what is printed, of pages, of zones. They run on SQLite only.
EITHER = frozenset(
    {"test_cli", "test_deadlines", "test_demo", "test_draft_rehearsal", "test_main_job_explain", "test_ocr"}
    | {"test_hostile_files", "test_hostile_fuzz", "test_hostile_mails", "test_hostile_reader"}
    | {"test_hostile_virus", "test_hostile_words", "test_owner", "test_poll_lies", "test_smtp_lies"}
    | {"test_web_api_schema", "test_web_browser", "test_web_configuration", "test_web_documents"}
    | {"test_web_letters", "test_web_openid", "test_wire_imap", "test_wire_smtp", "test_zone_rules"}
)
_server = pytest.StashKey[Postgres]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the suite run on the other database."""
    parser.addoption(
        "--database",
        choices=["sqlite", "postgresql"],
        default="sqlite",
        help="postgresql: run the tests that reach a database, on a server started for them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start the PostgreSQL that the whole run uses; its workers find it by a variable."""
    config.addinivalue_line("markers", "sqlite: about SQLite's file, or made for it by hand")
    if config.getoption("--database") != "postgresql":
        return
    # What SQLite's connections do without a word, where a test does not close them.
    config.addinivalue_line("filterwarnings", "ignore::pytest.PytestUnraisableExceptionWarning")
    if databases.server() is None:
        if PROGRAMS is None:
            pytest.exit("PostgreSQL is not installed: `make test` installs it, or apt-get install postgresql")
        config.stash[_server] = Postgres("max_connections=300").__enter__()
        os.environ[databases.SERVER] = config.stash[_server].url()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let that server go."""
    if server := config.stash.get(_server, None):
        del os.environ[databases.SERVER]
        server.__exit__()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what does not reach a database and what is SQLite's own."""
    if databases.server() is None:
        return
    kept = [item for item in items if _on_postgresql(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def _on_postgresql(item: pytest.Item) -> bool:
    own = item.path.name.startswith("test_postgres")  # has servers of its own: the first run's
    alone = own or item.path.stem in EITHER or item.get_closest_marker("sqlite")
    return not alone and not REACHES.isdisjoint(getattr(item, "fixturenames", ()))


@pytest.fixture(autouse=True)
def _databases() -> Iterator[None]:
    """Drop the databases that a test has made."""
    before = databases.mark()
    yield
    databases.drop_since(before)


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
def cyrus() -> Iterator[Cyrus]:
    """A Cyrus for the whole session; each test lets a user of its own in."""
    with Cyrus() as server:
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


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL of this process alone, which a test may stop as long as it starts it again."""
    if PROGRAMS is None:
        pytest.fail("PostgreSQL is not installed: `make test` installs it, or apt-get install postgresql")
    with Postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The URL of a database of this test's own, with the schema of this version."""
    url = databases.make_database(postgres.url(), template=databases.template(postgres.url()))
    yield url
    databases.drop_database(postgres.url(), url)


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


@pytest.fixture(params=["dovecot", "cyrus", "pymap"])
def imap_server(request: pytest.FixtureRequest, user: str) -> IMAPServer:
    """The same contract on Dovecot, on Cyrus and on the embedded pymap."""
    if request.param == "pymap":
        port = request.getfixturevalue("embedded").port
    else:
        server = request.getfixturevalue(request.param)
        port = server.port_plain
        if isinstance(server, Cyrus):
            server.let_in(user)
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
def console(office: Office) -> Iterator[Console]:
    """The console of that office, before the deadline of its posting."""
    with opened(office) as console:
        yield console


@pytest.fixture(scope="session")
def backed(tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot) -> Iterator[Backed]:
    """An office that has worked, and its backup, for all tests that change neither."""
    with Sink() as sink:
        address = f"{uuid.uuid4().hex[:12]}@example.org"
        yield Backed.of(Office(tmp_path_factory.mktemp("backed"), dovecot, address, sink))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk with 4 MB, where the system lets us mount one; else skip."""
    try:
        with SmallDisk(tmp_path / "disk") as disk:
            yield disk
    except PermissionError as error:
        pytest.skip(str(error))
