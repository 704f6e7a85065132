"""The console of an office: the application itself, asked by browsers of ours that are signed in.

No server and no real browser stand between (tests/test_web_browser.py has both): a `Browser` keeps cookies,
follows where it is led, and sends with each form what the page before it held.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from http import HTTPStatus
from typing import Any

from starlette.testclient import TestClient

from intake.domain.user import Role
from intake.services import accounts
from intake.services.desk import Desk
from intake.store import accounts as store
from intake.web.app import console
from intake.web.cookies import SESSION
from intake.web.desks import Desks
from rigs.office import IN_TIME, Office

HOST = "http://127.0.0.1:8080"
_CSRF = re.compile(r'name="csrf" value="([0-9a-f]{64})"')


@dataclass
class Browser:
    """Somebody's browser: `page` is the text of what it shows."""

    client: TestClient
    page: str = ""
    status: int = 0
    path: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    may_break: bool = False  # whether an answer may tell of an unforeseen fault

    def get(self, path: str, **options: Any) -> Browser:
        """Open a page."""
        return self._took(self.client.get(path, **options))

    def post(self, path: str, files: Any = None, csrf: str | None = None, **fields: Any) -> Browser:
        """Send a form, with what the last page held against forgery; `csrf` sends something else."""
        found = _CSRF.search(self.page) or _CSRF.search(self.client.get("/sign-in").text)
        token = csrf if csrf is not None else found[1] if found else ""
        return self._took(self.client.post(path, data={"csrf": token} | fields, files=files))

    def _took(self, response: Any) -> Browser:
        self.page, self.status, self.path = response.text, response.status_code, response.url.path
        self.headers = dict(response.headers)
        self.content = response.content
        assert self.may_break or self.status != HTTPStatus.INTERNAL_SERVER_ERROR, self.text
        return self

    @property
    def text(self) -> str:
        """What people read on the page, on one line."""
        body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", self.page)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@dataclass
class Console:
    """The console at one desk."""

    office: Office
    desk: Desk
    desks: Desks
    app: Any

    def visitor(self, language: str = "en") -> Browser:
        """A browser of somebody who is not signed in."""
        client = TestClient(self.app, base_url=HOST, raise_server_exceptions=True)
        client.headers["Accept-Language"] = language
        return Browser(client)

    def signed_in(self, email: str, role: Role, language: str = "en", name: str = "Nadia") -> Browser:
        """A browser of somebody who is signed in; the account is made where there is none."""
        with self.desk.database.write() as tx:
            row = store.row_by_email(tx, email)
            user = (
                store.user_of(row) if row else accounts.add(self.desk, tx, email=email, name=name, role=role)
            )
            token = accounts.sign_in(self.desk, tx, user)
        browser = self.visitor(language)
        browser.client.cookies.set(SESSION, accounts.signed(self.app.state.key, token), domain="127.0.0.1")
        return browser

    def admin(self, language: str = "en") -> Browser:
        """An admin's browser."""
        return self.signed_in("admin@example.org", "admin", language, "Anna")

    def recruiter(self, email: str = "direction@example.org", language: str = "en") -> Browser:
        """A recruiter's browser: that of the posting `omp` until told otherwise."""
        return self.signed_in(email, "recruiter", language)


@contextmanager
def opened(office: Office, now: Callable[[], datetime] = lambda: IN_TIME) -> Iterator[Console]:
    """Open the console of an office."""
    with office.desk(now) as desk:
        desks = Desks(desk)
        yield Console(office, desk, desks, console(desks))
