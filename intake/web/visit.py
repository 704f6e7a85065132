"""One request: who asks, at which desk, in which language, and what that person may see."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from intake.domain.model import Language, Posting
from intake.domain.user import User
from intake.services.accounts import Session
from intake.services.desk import Desk
from intake.store import accounts
from intake.web.desks import Desks
from intake.web.words import Words, words


def _plain(text: str) -> str:
    """A text without spaces around it, and without what PostgreSQL takes in no text."""
    return text.replace("\0", "\ufffd").strip()


class NotThere(Exception):  # noqa: N818 - the page that is asked for is not there, or not for this person
    """Nothing is there under this address for whoever asks; what is another's is not there either."""


class Wrong(Exception):  # noqa: N818 - what a person typed, told beside the form
    """A form that cannot be taken as it is: `text` says what to change, in the person's language."""

    def __init__(self, text: str, *, field: str | None = None) -> None:
        super().__init__(text)
        self.text, self.field = text, field


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A request and all that its page needs."""

    request: Request
    desks: Desks
    desk: Desk  # its actor is the account that asks
    session: Session | None
    seed: str  # what this browser's forms are bound to: its session, or its guest's cookie
    language: Language
    form: FormData = field(default_factory=FormData)

    @property
    def user(self) -> User:
        """Who asks; only pages for people who are signed in ask for it."""
        assert self.session is not None
        return self.session.user

    @property
    def client(self) -> str | None:
        """The address that the request comes from, as far as it is known: that of who asked the proxy."""
        return self.request.client.host if self.request.client else None

    @property
    def words(self) -> Words:
        """The words of the person's language."""
        return words(self.language)

    def say(self, sentence: str, **facts: Any) -> str:
        """Say a sentence in the person's language: `say("Sent to %(who)s.", who=…)`."""
        said = self.words.gettext(sentence)
        return said % facts if facts else said

    def say_of(self, one: str, many: str, number: int, **facts: Any) -> str:
        """Say a sentence about so many things, which may name them as `%(num)s`."""
        return self.words.ngettext(one, many, number) % {"num": number, **facts}

    @property
    def zone(self) -> str:
        """The zone in which times are shown."""
        return self.desk.settings.zone

    @cached_property
    def postings(self) -> Mapping[str, Posting]:
        """The postings that this person may see, by their ids, in the files' order."""
        every = self.desk.settings.postings
        if self.user.admin:
            return every
        return {
            id_: posting
            for id_, posting in every.items()
            if self.user.email in {address.lower() for address in posting.addresses}
        }

    @property
    def scope(self) -> frozenset[str] | None:
        """The ids of the postings that this person may see; None: all, those that have gone, too."""
        return None if self.user.admin else frozenset(self.postings)

    def may_see(self, posting: str | None) -> bool:
        """Whether what belongs to a posting is this person's business."""
        return self.scope is None or posting in self.scope

    def posting(self, posting_id: str) -> Posting:
        """The posting of that id, if this person may see it. Raises NotThere."""
        if posting_id not in self.postings:
            raise NotThere
        return self.postings[posting_id]

    @property
    def csrf(self) -> str:
        """What every form of this browser holds, and no other site knows."""
        return sha256(f"csrf {self.seed}".encode()).hexdigest()

    def is_own_form(self) -> bool:
        """Whether the form comes from a page of ours in this browser."""
        given = self.form.get("csrf") or self.request.headers.get("X-CSRF", "")
        return isinstance(given, str) and hmac.compare_digest(given.encode(), self.csrf.encode())

    def text(self, name: str) -> str:
        """What was typed into a field: without spaces around it, "" where nothing was."""
        value = self.form.get(name)
        return _plain(value) if isinstance(value, str) else ""

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.text(name))

    def chosen(self, name: str) -> list[str]:
        """Every value that was chosen under a name."""
        return [value for value in self.form.getlist(name) if isinstance(value, str)]

    def upload(self, name: str) -> UploadFile | None:
        """The file that was given, if one was."""
        value = self.form.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    def asked(self, name: str) -> str:
        """What the address asks for: `?name=…`, "" where it does not."""
        return _plain(self.request.query_params.get(name, ""))

    def go(self, path: str, *, said: str | None = None) -> Response:
        """Lead to another page of ours, which tells what was done."""
        if said and self.session is not None:
            with self.desk.database.write() as tx:
                accounts.touch(tx, self.session.hash, said=said)
        assert path.startswith("/")
        assert not path.startswith("//")
        return RedirectResponse(quote(path, safe="/?&=%#+:@,;"), status_code=303)

    def at(self, desk: Desk) -> Visit:
        """The same request, at another desk: the files were changed."""
        return replace(self, desk=replace(desk, actor=self.desk.actor))
