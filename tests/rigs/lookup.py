"""A DNS server and an HTTPS server on loopback, for what is looked up by the domain of an address."""

from __future__ import annotations

import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

from rigs.net import LOOPBACK, Authority


class Names:
    """A DNS server over UDP; `records` maps "NAME TYPE" to what it answers, any other name does not exist.

    `rcode`: answer everything with that failure. `silent`: answer nothing.
    """

    def __init__(self) -> None:
        self.records: dict[str, list[str]] = {}
        self.rcode: dns.rcode.Rcode | None = None
        self.silent = False
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((LOOPBACK, 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def resolver(self) -> dns.resolver.Resolver:
        """Return a resolver that asks this server only."""
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = [LOOPBACK]
        resolver.port = self._socket.getsockname()[1]
        return resolver

    def close(self) -> None:
        """Answer nobody any more."""
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                packet, client = self._socket.recvfrom(4096)
                if not self.silent:
                    self._socket.sendto(self._answer(dns.message.from_wire(packet)).to_wire(), client)
            except OSError:
                return

    def _answer(self, query: dns.message.Message) -> dns.message.Message:
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        question = query.question[0]
        kind = dns.rdatatype.to_text(question.rdtype)
        key = f"{question.name.to_text(omit_final_dot=True)} {kind}"
        self.asked.append(key)
        if self.rcode is not None:
            response.set_rcode(self.rcode)
        elif key in self.records:
            response.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *self.records[key]))
        elif not any(known.startswith(key.partition(" ")[0] + " ") for known in self.records):
            response.set_rcode(dns.rcode.NXDOMAIN)
        return response


class Pages:
    """An HTTPS server; `pages` maps HOST/PATH to a body, to a status, or to where it redirects (a text).

    A client reaches all hosts through it by the URL that `at` gives.
    """

    def __init__(self, authority: Authority) -> None:
        self.pages: dict[str, bytes | int | str] = {}
        self.asked: list[str] = []
        self.trust = ssl.create_default_context(cafile=str(authority.ca_file))
        pages = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                pages.asked.append(self.path.removeprefix("/"))
                page = pages.pages.get(self.path.removeprefix("/").partition("?")[0], 404)
                self.send_response(page if isinstance(page, int) else 302 if isinstance(page, str) else 200)
                if isinstance(page, str):
                    self.send_header("Location", page)
                self.end_headers()
                if isinstance(page, bytes):
                    self.wfile.write(page)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer((LOOPBACK, 0), Handler)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(authority.certificate, authority.key)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def at(self, url: str) -> str:
        """Return the URL at which this server has what another host would have."""
        return url.replace("https://", f"https://localhost:{self._server.server_port}/", 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
