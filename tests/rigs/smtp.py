"""A real SMTP server in the test process that answers by script: refusals, delays, cut wires."""

from __future__ import annotations

import asyncio
import base64
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any, Literal

from aiosmtpd.smtp import SMTP, AuthResult

from intake.embedded import EmbeddedSMTP

# MAIL, RCPT and DATA are the commands; BODY is what follows 354; DOT is the end of the mail; QUIT.
Stage = Literal["MAIL", "RCPT", "DATA", "BODY", "DOT", "QUIT"]
Answer = str | float


class Sink(EmbeddedSMTP):
    """An SMTP server on loopback. `mails` holds what it took, also where the answer was lost.

    `tls`: "tls" from the first byte, "starttls" offered, "none"; the first two need `certificate`
    (a server SSL context). `users`: names and passwords that AUTH demands; None: no AUTH. With `tokens`,
    which tells whose an access token is, AUTH takes these, too.
    """

    def __init__(
        self,
        *,
        tls: Literal["tls", "starttls", "none"] = "none",
        certificate: ssl.SSLContext | None = None,
        users: dict[str, str] | None = None,
        tokens: Callable[[str], str | None] | None = None,
        smtputf8: bool = True,
        size_limit: int | None = 33554432,
    ) -> None:
        super().__init__(ssl_context=certificate if tls == "tls" else None)
        self._starttls = certificate if tls == "starttls" else None
        self._users, self._smtputf8, self._size_limit = users, smtputf8, size_limit
        self.tokens = tokens
        self.farewells: list[bytes] = []  # what followed the challenge that says why a token is refused
        self._script: defaultdict[Stage, deque[Answer]] = defaultdict(deque)
        self._lock = threading.Lock()
        self.connections = 0

    def plan(self, stage: Stage, *answers: Answer) -> None:
        """Answer the next times that `stage` is reached.

        A text is said as it stands (after a 421 the server hangs up); a number is a delay in seconds
        before the usual answer; "drop" cuts the connection without an answer: at DOT after the mail
        was taken, at BODY in the middle of it. A text at BODY is said before the letter has come, and
        the server hangs up.
        """
        with self._lock:
            self._script[stage].extend(answers)

    def take(self, stage: Stage) -> Answer | None:
        """Return what the script says for this time that `stage` is reached."""
        with self._lock:
            return self._script[stage].popleft() if self._script[stage] else None

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Answer MAIL FROM by script; without the AUTH demanded, by 530 (RFC 4954 §6)."""
        if (self._users is not None or self.tokens) and not session.authenticated:
            return "530 5.7.0 authentication required"
        answer = await self._answer("MAIL", server)
        if answer.startswith("2"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Answer RCPT TO by script."""
        answer = await self._answer("RCPT", server)
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Answer the final dot by script; a refused mail is not kept."""
        answer = self.take("DOT")
        if isinstance(answer, str) and answer != "drop":
            _hang_up_after_421(server, answer)
            return answer
        taken = await super().handle_DATA(server, session, envelope)
        if answer == "drop":
            server.transport.abort()
        elif isinstance(answer, float | int):
            await asyncio.sleep(answer)
        return taken

    async def handle_QUIT(self, server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Answer QUIT by script."""
        return await self._answer("QUIT", server, usual="221 2.0.0 bye")

    async def _answer(self, stage: Stage, server: Any, usual: str = "250 2.1.0 fine") -> str:
        answer = self.take(stage)
        if answer == "drop":
            server.transport.abort()
        elif isinstance(answer, float | int):
            await asyncio.sleep(answer)
        elif answer is not None:
            _hang_up_after_421(server, answer)
            return answer
        return usual

    async def _listen(self) -> asyncio.Server:
        return await self._loop.create_server(self._connection, self.host, 0, ssl=self._ssl)

    def _connection(self) -> SMTP:
        self.connections += 1
        return _Connection(
            self,
            hostname="localhost",
            enable_SMTPUTF8=self._smtputf8,
            data_size_limit=self._size_limit,
            tls_context=self._starttls,
            require_starttls=self._starttls is not None,
            authenticator=self._authenticate if self._users is not None or self.tokens else None,
            auth_require_tls=(self._users is None and not self.tokens) or self._starttls is not None,
            auth_exclude_mechanism=[] if self.tokens else ["XOAUTH2", "OAUTHBEARER"],
            loop=self._loop,
        )

    def _authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        known = (self._users or {}).get(data.login.decode())
        return AuthResult(success=known is not None and known == data.password.decode(), handled=False)


class _Connection(SMTP):
    async def auth_XOAUTH2(self, _server: Any, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        """Take a token: `user=NAME^Aauth=Bearer TOKEN^A^A`."""
        return await self._take_token(args, b"user=")

    async def auth_OAUTHBEARER(self, _server: Any, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        """Take a token: `n,a=NAME,^A…^Aauth=Bearer TOKEN^A^A` (RFC 7628 §3.1)."""
        return await self._take_token(args, b"n,a=")

    async def _take_token(self, args: list[str], begins: bytes) -> AuthResult:
        sink: Sink = self.event_handler
        words = base64.b64decode(args[1])
        name = words.removeprefix(begins).partition(b"\x01")[0].rstrip(b",")
        token = words.partition(b"auth=Bearer ")[2].rstrip(b"\x01")
        if sink.tokens and words.startswith(begins) and sink.tokens(token.decode()) == name.decode():
            return AuthResult(success=True, handled=False)
        await self.push("334 " + base64.b64encode(b'{"status":"401"}').decode())
        sink.farewells.append(base64.b64decode(await self._reader.readline()))
        return AuthResult(success=False, handled=False)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Answer DATA by script: refuse before 354, or cut the wire in the middle of the mail."""
        sink: Sink = self.event_handler
        answer = sink.take("DATA")
        if answer is not None:
            if answer == "drop":
                self.transport.abort()
            else:
                await self.push(str(answer))
            return
        interruption = sink.take("BODY")
        if interruption is not None:
            await self.push("354 go on")
            if interruption == "drop":
                await self._reader.read(1)
                self.transport.abort()
            else:
                await asyncio.sleep(0.05)
                await self.push(str(interruption))
                self.transport.close()
            return
        await super().smtp_DATA(arg)


def _hang_up_after_421(server: Any, answer: str) -> None:
    if answer.startswith("421"):
        asyncio.get_running_loop().call_later(0.05, server.transport.close)
