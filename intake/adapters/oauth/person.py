"""The person who signs in, at a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Who is told what to do; `browse` opens an address and `read` waits for a line, where there is such."""

    username: str
    tell: Callable[[str], None]
    browse: Callable[[str], object] | None = None
    read: Callable[[], str] | None = None  # "" at the end

    def open(self, url: str) -> None:
        """Ask to sign in at an address."""
        self.tell(f"Open this address in a browser, and sign in as {self.username}:")
        self.tell(url)
        if self.read is not None:
            self.tell(
                "If the browser is on another machine, its last page cannot be shown: paste its address here "
                "(it begins with http://127.0.0.1)."
            )
        if self.browse is not None:
            self.browse(url)

    def enter(self, code: str, url: str) -> None:
        """Ask to enter a code at an address."""
        self.tell(f"Open {url} in any browser, enter the code {code} and sign in as {self.username}.")
        if self.browse is not None and url.startswith(("https://", "http://")):
            self.browse(url)
