"""One question to the API: who asks, what for, and how it is answered or refused.

Errors are problem details (RFC 9457); the token is a bearer's (RFC 6750), in the header alone.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import re
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from intake.domain.trouble import Trouble
from intake.services import api_tokens
from intake.services.accounts import Session
from intake.services.desk import Desk
from intake.web.desks import Desks
from intake.web.visit import NotThere, Visit

log = logging.getLogger(__name__)

MOST: Final = 500  # rows of one answer
USUAL: Final = 100
A_MINUTE: Final = 600  # questions of one token
LARGEST_ID: Final = 2**31 - 1
_REALM: Final = 'Bearer realm="intake"'
_SCHEME: Final = "bearer "
_LONGEST: Final = 200  # characters of a parameter
_NUMBER: Final = re.compile(r"[0-9]{1,10}")
# RFC 3339.
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_NO_TIME: Final = "A time with its offset is expected, as 2026-05-04T16:00:00Z."
_EARLIEST: Final = datetime(1, 1, 1, tzinfo=UTC)
_LATEST: Final = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


class Problem(Exception):  # noqa: N818 - what is answered
    """A question that is refused: its status, its name among the problems, and what to do about it."""

    def __init__(
        self, status: int, name: str, detail: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status, self.name, self.detail, self.headers, self.more = status, name, detail, headers, more


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """A question of somebody who may ask."""

    visit: Visit  # what that person may see

    @property
    def desk(self) -> Desk:
        """The desk at which it is answered."""
        return self.visit.desk

    def path(self, name: str) -> str:
        """A part of the address; what could be no name of ours is not there."""
        value: str = self.visit.request.path_params[name]
        if len(value) > _LONGEST or "\0" in value:
            raise NotThere
        return value

    def only(self, *names: str) -> None:
        """Refuse parameters of other names, and those that are given twice."""
        for name in self.visit.request.query_params:
            if name not in names:
                raise wrong(name, f"There is no such parameter; there are: {', '.join(names) or 'none'}.")
            if len(self.visit.request.query_params.getlist(name)) > 1:
                raise wrong(name, "It is given more than once.")

    def text(self, name: str) -> str | None:
        """A parameter; None: it is not given."""
        value = self.visit.request.query_params.get(name)
        if value is not None and (not value or len(value) > _LONGEST or "\0" in value):
            raise wrong(name, f"A text of 1 to {_LONGEST} characters is expected.")
        return value

    def one_of(self, name: str, words: Collection[str]) -> str | None:
        """A parameter that is one of some words."""
        value = self.text(name)
        if value is not None and value not in words:
            raise wrong(name, f"One of these is expected: {', '.join(words)}.")
        return value

    def number(self, name: str, default: int, low: int, high: int) -> int:
        """A parameter that is a whole number between two bounds, both included."""
        value = self.text(name)
        if value is None:
            return default
        if not _NUMBER.fullmatch(value) or not value.isascii() or not low <= int(value) <= high:
            raise wrong(name, f"A whole number from {low} to {high} is expected.")
        return int(value)

    def time(self, name: str) -> datetime | None:
        """A parameter that is a time with its offset (RFC 3339); a "+" may have come as a space."""
        value = self.text(name)
        if value is None:
            return None
        if not _TIME.fullmatch(value.replace(" ", "+")):
            raise wrong(name, _NO_TIME)
        try:
            when = datetime.fromisoformat(value.replace(" ", "+").upper())
        except ValueError:
            raise wrong(name, _NO_TIME) from None
        try:
            return when.astimezone(UTC)
        except OverflowError:  # at either end of all time
            return _EARLIEST if when.year == 1 else _LATEST


def wrong(name: str, detail: str) -> Problem:
    """What is answered to a parameter that cannot be."""
    return Problem(HTTPStatus.BAD_REQUEST, "invalid-parameter", f"'{name}': {detail}", parameter=name)


class Limit:
    """How often one token may ask: so many times within each minute that it asks in, in this process."""

    def __init__(self, a_minute: int = A_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock, self._lock = a_minute, clock, threading.Lock()
        self._minutes: dict[int, tuple[float, int]] = {}

    def wait(self, token_id: int) -> int | None:
        """Count a question; None: it may be asked, else the seconds until the next one may."""
        with self._lock:
            now = self._clock()
            began, asked = self._minutes.get(token_id, (now, 0))
            if now - began >= 60:  # noqa: PLR2004 - a minute
                began, asked = now, 0
            self._minutes[token_id] = (began, asked + 1)
            return max(1, math.ceil(began + 60 - now)) if asked >= self._most else None


def answering(
    desks: Desks, limit: Limit, answer: Callable[[Asking], Response]
) -> Callable[[Request], Response]:
    """An endpoint that lets those ask who may; Starlette runs it in a thread."""

    def endpoint(request: Request) -> Response:
        try:
            return answer(_asking(request, desks, limit))
        except NotThere:
            return problem(Problem(HTTPStatus.NOT_FOUND, "not-found", "There is nothing under this address."))
        except Problem as refused:
            return problem(refused)
        except Trouble as trouble:
            log.warning("the API: %s", type(trouble).__name__)
            said = "It cannot be answered now. The log says why."
            away = Problem(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", said, headers={"Retry-After": "30"})
            return problem(away)

    return endpoint


def problem(refused: Problem) -> Response:
    """The answer to a question that is refused."""
    status = HTTPStatus(refused.status)
    told = {
        "type": f"urn:intake:problem:{refused.name}",
        "title": status.phrase,
        "status": status.value,
        "detail": refused.detail,
    }
    text = json.dumps(told | refused.more, ensure_ascii=False)
    headers = {"Cache-Control": "no-store"} | (refused.headers or {})
    return Response(text, status.value, headers, media_type="application/problem+json")


def answered(asking: Asking, value: Any) -> Response:
    """A JSON answer; one that the asker has already (`If-None-Match`) is not sent again."""
    body = json.dumps(value, ensure_ascii=False).encode()
    tag = hashlib.sha256(body).hexdigest()[:32]
    return kept(asking, tag) or tagged(Response(body, media_type="application/json"), tag)


def kept(asking: Asking, tag: str) -> Response | None:
    """The answer to an asker who has that already (RFC 9110 section 13.1.2); None: he has not."""
    given = asking.visit.request.headers.get("If-None-Match", "")
    known = [each.strip().removeprefix("W/").strip('"') for each in given.split(",")]
    if tag not in known and "*" not in known:
        return None
    return tagged(Response(status_code=HTTPStatus.NOT_MODIFIED), tag)


def tagged(response: Response, tag: str) -> Response:
    """The same answer, which the asker may keep, if he asks each time whether it is still true."""
    response.headers["ETag"] = f'"{tag}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _asking(request: Request, desks: Desks, limit: Limit) -> Asking:
    """Who asks. Raises Problem."""
    given = request.headers.get("Authorization", "")
    if not given.lower().startswith(_SCHEME):
        raise _unknown("Send a token: 'Authorization: Bearer intake_…'.", "")
    desk = desks.desk()
    found = api_tokens.bearer(desk, given[len(_SCHEME) :].strip())
    if found is None:
        raise _unknown("This token is unknown, over or revoked.", ', error="invalid_token"')
    if (seconds := limit.wait(found.token_id)) is not None:
        raise Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too-many-requests",
            f"A token may ask {A_MINUTE} times a minute. Ask again in {seconds} s.",
            headers={"Retry-After": str(seconds)},
        )
    visit = Visit(
        request=request,
        desks=desks,
        desk=replace(desk, actor=found.user.actor),
        session=Session(hash="", user=found.user, said=None),
        seed="",
        language="en",
    )
    return Asking(visit=visit)


def _unknown(detail: str, error: str) -> Problem:
    return Problem(
        HTTPStatus.UNAUTHORIZED, "unauthorized", detail, headers={"WWW-Authenticate": _REALM + error}
    )
