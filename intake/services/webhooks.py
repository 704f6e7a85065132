"""Webhooks: other systems are told that an application is new or has changed, and come to read it.

What is told is no more than a reference, a posting and a status. The calls are signed as the Standard
Webhooks specification says (https://www.standardwebhooks.com), and made at least once: whose answer was
lost is made again under the same `webhook-id`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import logging
import secrets
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final, Literal
from urllib.parse import urlsplit

from intake.domain.trouble import Misuse, Trouble
from intake.domain.user import User
from intake.services.desk import Called, Desk
from intake.settings.forms import is_loopback
from intake.store import audit, events, webhooks

log = logging.getLogger(__name__)

MOST: Final = 10  # webhooks
GIVE_UP: Final = timedelta(days=3)  # after this a call has failed
Fault = Literal["address", "user", "plain", "inside"]

_FIRST: Final = timedelta(minutes=1)  # before the second try; then twice as long each time
_SIDE_BY_SIDE: Final = 4  # webhooks that one process calls at a time
_SLICE: Final = 20.0  # seconds of calling before others have their turn
_PREFIX: Final = "whsec_"
_SECRET: Final = 32  # bytes, of 24 to 64 that the specification allows
_LONGEST: Final = 2000  # characters of an address
_KEPT_DONE, _KEPT_FAILED = timedelta(days=7), timedelta(days=30)
_OK: Final = range(200, 300)
_AWAY: Final = (429, *range(500, 600))  # statuses of a receiver that is not up to anything now


# --- what admins do --------------------------------------------------------------


def add(desk: Desk, user: User, url: str) -> tuple[int, str]:
    """Add a webhook; return its id, and the secret that its calls are signed with: nobody can show it again.

    Raises:
        Misuse: there are too many webhooks, or the address cannot be called.
        Trouble: nothing can be sealed here.

    """
    if fault_in(url):
        raise Misuse(
            "This address cannot be called.", "Give one of the internet at large: https://HOST/PATH."
        )
    raw = secrets.token_bytes(_SECRET)
    sealed = desk.sign_ins.seal().close(raw)
    with desk.database.write() as tx:
        if len(webhooks.listing(tx)) >= MOST:
            raise Misuse(f"There are {MOST} webhooks already.", "Remove one that nothing needs.")
        new = webhooks.add(tx, user.id, url, sealed, desk.now())
        _record(desk, tx, "webhook added", new)
    return new, _PREFIX + base64.b64encode(raw).decode()


def switch(desk: Desk, webhook_id: int, *, on: bool) -> bool:
    """Let a webhook be called, or not any more; False: there is none such."""
    off = None if on else desk.now()
    with desk.database.write() as tx:
        if webhooks.row_of(tx, webhook_id) is None:
            return False
        webhooks.change(tx, webhook_id, disabled_at=off, failures=0, resting_until=None)
        _record(desk, tx, "webhook on" if on else "webhook off", webhook_id)
    return True


def remove(desk: Desk, webhook_id: int) -> bool:
    """Remove a webhook, and what it was to be told; False: there is none such."""
    with desk.database.write() as tx:
        if webhooks.row_of(tx, webhook_id) is None:
            return False
        webhooks.remove(tx, webhook_id)
        _record(desk, tx, "webhook removed", webhook_id)
    return True


def trial(desk: Desk, webhook_id: int) -> str | None:
    """Call a webhook with nothing to tell; return how that ended (`answer_of`), None: there is none such."""
    with desk.database.read() as tx:
        row = webhooks.row_of(tx, webhook_id)
    if row is None:
        return None
    now = desk.now()
    return answer_of(_called(desk, row, f"trial_{secrets.token_hex(8)}", _body("trial", now, {})))


def fault_in(url: str) -> Fault | None:
    """Say why an address cannot be a webhook's; None: it can.

    It is https, and plain http on this machine alone. What its name leads to is looked at with each call.
    """
    if not url.isascii() or not url.isprintable() or " " in url or len(url) > _LONGEST:
        return "address"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "address"
    if not host or port == 0 or parts.scheme not in ("http", "https"):
        return "address"
    if "@" in parts.netloc or parts.fragment:
        return "user"
    if is_loopback(host):
        return None
    if parts.scheme != "https":
        return "plain"
    return "inside" if _is_number(host) and not ipaddress.ip_address(host).is_global else None


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _record(desk: Desk, tx: Any, action: str, webhook_id: int) -> None:
    audit.record(tx, at=desk.now(), actor=desk.actor, action=action, note=f"webhook {webhook_id}")


# --- calling -----------------------------------------------------------------------


def call(desk: Desk) -> int:
    """Make calls of what has happened, and those that are due; return how many were made.

    One webhook's silence holds up no other one.

    Raises:
        Trouble: the database cannot be used.

    """
    with desk.database.read() as tx:
        any_news = events.waiting(tx)
    while any_news and not desk.stopping.is_set():
        with desk.database.write() as tx:
            any_news = events.into_calls(tx, desk.now()) > 0
    with desk.database.read() as tx:
        wanted = webhooks.due(tx, desk.now())
    if not wanted:
        return 0
    ends = time.monotonic() + _SLICE
    with ThreadPoolExecutor(min(_SIDE_BY_SIDE, len(wanted)), thread_name_prefix="webhook") as threads:
        made = sum(threads.map(partial(_call_one, desk, ends), wanted))
    with desk.database.write() as tx:
        now = desk.now()
        webhooks.sweep(tx, done_before=now - _KEPT_DONE, failed_before=now - _KEPT_FAILED)
    return made


def _call_one(desk: Desk, ends: float, webhook_id: int) -> int:
    """Make the calls of one webhook that are due, until it fails or the time is over; how many."""
    made = 0
    while not desk.stopping.is_set() and time.monotonic() < ends:
        with desk.database.write() as tx:
            hook = webhooks.row_of(tx, webhook_id)
            on = hook is not None and hook.disabled_at is None  # it may have been switched off meanwhile
            claimed = webhooks.claim(tx, webhook_id, desk.now()) if on else None
            found = claimed and webhooks.told(tx, claimed.application_id)
            if claimed and not found:  # the application was erased
                webhooks.drop(tx, claimed.id)
        if claimed is None or hook is None:
            break
        if found is None:
            continue
        data = {"reference": found.reference, "posting": found.posting, "status": found.status}
        body = _body(f"application.{claimed.what}", claimed.at, data)
        called = _called(desk, hook, _id_of(claimed), body)
        made += 1
        if not _settle(desk, hook, claimed, called):
            break
    return made


def _id_of(claimed: Any) -> str:
    """What a call is known by each time that it is made. Numbers come again after a restore, times do not."""
    return f"call_{claimed.id}_{int(claimed.at.timestamp() * 1000)}"


def _settle(desk: Desk, hook: Any, claimed: Any, called: Called | None) -> bool:
    """Write down how a call ended; False: the webhook is left alone for a while."""
    now, answer = desk.now(), answer_of(called)
    status = called.status if called else None
    good, away = status in _OK, status is None or status in _AWAY
    with desk.database.write() as tx:
        if good:
            webhooks.settle(tx, claimed.id, "done", answer, now)
        elif now - claimed.at >= GIVE_UP:
            webhooks.settle(tx, claimed.id, "failed", answer, now)
            log.error("webhook=%s a call was given up after %s days: %s", hook.id, GIVE_UP.days, answer)
        else:
            due = now + _pause(claimed.attempts, webhooks.LONGEST)
            webhooks.put_off(tx, claimed.id, answer, min(due, max(now + _FIRST, claimed.at + GIVE_UP)))
        failures = hook.failures + 1 if away else 0
        if failures or hook.failures:
            rest = now + _pause(failures, webhooks.LONGEST_REST) if away else None
            webhooks.change(tx, hook.id, failures=failures, resting_until=rest)
    if away and not hook.failures:
        log.warning("webhook=%s does not answer: %s", hook.id, answer)
    return not away


def _pause(tries: int, longest: timedelta) -> timedelta:
    """How long to wait after so many tries in vain: 1, 2, 4 … minutes."""
    doubled: timedelta = _FIRST * 2 ** min(max(tries, 1) - 1, 20)
    return min(doubled, longest)


def answer_of(called: Called | None) -> str:
    """How a call ended, as it is kept: a status, or a word; `sealed`: its secret could not be opened."""
    if called is None:
        return "sealed"
    return str(called.status) if called.status is not None else str(called.trouble)


def _called(desk: Desk, hook: Any, call_id: str, body: bytes) -> Called | None:
    """Call a webhook; None: the secret that it is signed with cannot be opened."""
    try:
        secret = desk.sign_ins.seal().open(hook.secret)
    except Trouble as trouble:
        log.error("webhook=%s: %s", hook.id, trouble)  # noqa: TRY400 - a sentence for people
        return None
    if secret is None:
        return None
    return desk.call(hook.url, body, _headers(secret, call_id, desk.now(), body))


def _body(kind: str, at: datetime, data: Mapping[str, str]) -> bytes:
    when = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": when, "data": data}, separators=(",", ":")).encode()


def _headers(secret: bytes, call_id: str, now: datetime, body: bytes) -> dict[str, str]:
    """What a call is known by (Standard Webhooks, "Signature scheme"): HMAC-SHA256 over id, time and body."""
    at = str(int(now.timestamp()))
    told = b".".join((call_id.encode(), at.encode(), body))
    signature = base64.b64encode(hmac.new(secret, told, hashlib.sha256).digest()).decode()
    return {
        "Content-Type": "application/json",
        "User-Agent": "intake",
        "webhook-id": call_id,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{signature}",
    }
