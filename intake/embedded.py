"""IMAP and SMTP servers inside this process, on loopback, in memory: for `intake demo` and for tests.

They are pymap and aiosmtpd, which the extra `demo` installs; both are imported when a server starts.
"""

from __future__ import annotations

import asyncio
import ssl
import threading
from abc import ABC, abstractmethod
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

LOOPBACK = "127.0.0.1"
PATIENCE = 10.0  # seconds that a server may take to start, to stop or to take a mail


class EmbeddedServerError(RuntimeError):
    """The embedded servers cannot start; the text says what to do."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """A mail that an embedded SMTP server took, with its envelope (RFC 5321 §2.3.1)."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


class EmbeddedServer(ABC):
    """A server in a thread with an event loop of its own, on a free loopback port: a context manager."""

    def __init__(self, *, ssl_context: ssl.SSLContext | None = None) -> None:
        self.host, self.port = LOOPBACK, 0
        self._ssl = ssl_context
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._stop = asyncio.Event()
        self._fault: Exception | None = None
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)

    def __enter__(self) -> Self:
        """Start listening.

        Raises EmbeddedServerError where the extra `demo` is not installed or no port is to be had.
        """
        self._thread.start()
        self._started.wait(PATIENCE)
        if self._fault is not None:
            self._thread.join(PATIENCE)
            if isinstance(self._fault, ImportError):
                text = "the embedded mail servers are not installed; run: pip install 'intake[demo]'"
                raise EmbeddedServerError(text) from self._fault
            raise EmbeddedServerError(f"the embedded server cannot start: {self._fault}") from self._fault
        return self

    def __exit__(self, *_: object) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(PATIENCE)

    @abstractmethod
    async def _listen(self) -> asyncio.Server:
        """Open the port and serve it."""

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        try:
            server = await self._listen()
        except (ImportError, OSError) as error:
            self._fault = error
            self._started.set()
            return
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        server.close()


class EmbeddedIMAP(EmbeddedServer):
    """An IMAP server in memory: `users` are its accounts, each name with its password."""

    def __init__(self, users: Mapping[str, str], *, ssl_context: ssl.SSLContext | None = None) -> None:
        super().__init__(ssl_context=ssl_context)
        self._users = dict(users)
        self._config: Any = None
        self._login: Any = None

    def deliver(self, user: str, raw: bytes, when: datetime | None = None, folder: str = "INBOX") -> None:
        """Put a mail into a folder of `user`, with `when` (default: now) as its INTERNALDATE.

        Raises KeyError for an unknown user or folder.
        """
        if user not in self._users:
            raise KeyError(user)
        coroutine = self._append(user, raw, when or datetime.now(UTC), folder)
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(PATIENCE)

    async def _append(self, user: str, raw: bytes, when: datetime, folder: str) -> None:
        from pymap.backend.dict import Identity
        from pymap.parsing.message import AppendMessage

        self._config.apply_context()
        async with Identity(user, self._login, None, frozenset()).new_session() as session:
            mailbox = await session.mailbox_set.get_mailbox(folder)
            await mailbox.append(AppendMessage(raw, when), recent=True)

    async def _listen(self) -> asyncio.Server:
        from proxyprotocol.reader import ProxyProtocolReader
        from pymap.backend.dict import Login
        from pymap.imap import IMAPServer
        from pymap.user import UserMetadata
        from pysasl.hashing import Cleartext

        self._config = _config_class()(
            Namespace(passlib_cfg=None, proxy_protocol="noop", debug=False),
            host=self.host,
            port=self.port,
            tls_enabled=False,
            reject_dnsbl=False,  # the default asks the DNS about every client
            hash_context=Cleartext(),
            demo_data=False,
            demo_user="",
            demo_password="",
            invalid_user_sleep=0.0,
        )
        self._config.apply_context()
        self._login = Login(self._config)
        for user, password in self._users.items():
            self._login.users_dict[user] = UserMetadata(self._config, user, password=password)
        reader = ProxyProtocolReader(self._config.proxy_protocol)
        callback = reader.get_callback(IMAPServer(self._login, self._config))
        return await asyncio.start_server(callback, self.host, 0, ssl=self._ssl, limit=2**20)


def _config_class() -> Any:
    """Give pymap's configuration with a greeting that asks the DNS for no name of this machine."""
    from pymap.backend.dict import Config

    class Quiet(Config):  # type: ignore[misc, unused-ignore]
        @property
        def greeting(self) -> bytes:
            return b"Server ready localhost"

    return Quiet


class EmbeddedSMTP(EmbeddedServer):
    """An SMTP server that takes every mail, keeps it in `mails` and hands it to `deliver`.

    `deliver` runs in the server's thread before the sender gets its answer.
    """

    def __init__(
        self,
        deliver: Callable[[Accepted], None] = lambda _: None,
        *,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(ssl_context=ssl_context)
        self._deliver = deliver
        self._mails: list[Accepted] = []

    @property
    def mails(self) -> tuple[Accepted, ...]:
        """Every mail taken so far, oldest first."""
        return tuple(self._mails)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take the mail: aiosmtpd calls this after the final dot."""
        mail = Accepted(
            sender=envelope.mail_from, recipients=tuple(envelope.rcpt_tos), raw=envelope.original_content
        )
        await asyncio.to_thread(self._deliver, mail)
        self._mails.append(mail)
        return "250 2.0.0 taken"

    async def _listen(self) -> asyncio.Server:
        from aiosmtpd.smtp import SMTP

        return await self._loop.create_server(
            lambda: SMTP(self, hostname="localhost", enable_SMTPUTF8=True, loop=self._loop),
            self.host,
            0,
            ssl=self._ssl,
        )
