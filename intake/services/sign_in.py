"""What an account signs in with: its password, or an access token that is renewed ahead of time.

A token is kept before it is used, so that a refresh token which the server replaced is never lost by us;
and only one process at a time renews it, as a server may take the old one's second use for theft.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from intake.crash import crashpoint
from intake.domain.model import Account, OAuth2
from intake.domain.refusals import Refusal
from intake.domain.trouble import Trouble
from intake.store import audit, tokens
from intake.store.database import Database

AHEAD: Final = timedelta(minutes=5)  # a token is renewed so long before it ends, or in its last quarter
_WAIT: Final = 30.0  # seconds for another process to renew it
_PAUSE: Final = 0.1  # seconds between two looks at what it does

log = logging.getLogger(__name__)


class Grant(Protocol):
    """What a token server grants."""

    @property
    def access_token(self) -> str: ...  # noqa: D102 - the class says what they are
    @property
    def refresh_token(self) -> str | None: ...  # noqa: D102
    @property
    def lives(self) -> float: ...  # noqa: D102
    @property
    def who(self) -> str | None: ...  # noqa: D102


class Issuer(Protocol):
    """Who grants tokens. Both raise Trouble."""

    def renew(self, refresh_token: str | None) -> Grant: ...  # noqa: D102 - the class says what they are
    def sign_in(self, person: Any) -> Grant: ...  # noqa: D102


class Seal(Protocol):
    """Seals what is kept; `open` gives None for what another key sealed."""

    def close(self, plain: bytes) -> bytes: ...  # noqa: D102 - the class says what they are
    def open(self, sealed: bytes) -> bytes | None: ...  # noqa: D102


class SignInError(Trouble):
    """An account cannot sign in; `permanent` where a person has to act."""

    def __init__(self, text: str, remedy: str, *, permanent: bool) -> None:
        super().__init__(text, remedy)
        self.permanent = permanent
        if permanent:  # the mailbox rests, with an alarm, until somebody has signed in
            self.refusal = Refusal(code="no_token", text=self.text, remedy=remedy, sort="permanent")


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A token that is kept."""

    access: str = field(repr=False)
    refresh: str | None = field(repr=False)
    renew_at: datetime
    expires_at: datetime
    who: str | None

    def sealed(self, seal: Seal) -> bytes:
        """Return it as it is kept."""
        times = {"renew_at": self.renew_at.isoformat(), "expires_at": self.expires_at.isoformat()}
        words = {"access": self.access, "refresh": self.refresh, "who": self.who}
        return seal.close(json.dumps(words | times).encode())


def opened(plain: bytes) -> Token:
    """Return the token that `Token.sealed` has sealed."""
    words: dict[str, Any] = json.loads(plain)
    for name in ("renew_at", "expires_at"):
        words[name] = datetime.fromisoformat(words[name])
    return Token(**words)


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What there is for an account: as it is kept, opened if it can be, and as far as it is still good."""

    kept: tokens.Kept
    token: Token | None
    good: Token | None


def granted(grant: Grant, before: Token | None, now: datetime) -> Token:
    """Return the token to keep; what a renewal does not say again stays as it was (RFC 6749 §6)."""
    life = timedelta(seconds=grant.lives)
    return Token(
        access=grant.access_token,
        refresh=grant.refresh_token or (before.refresh if before else None),
        renew_at=now + life - min(AHEAD, life / 4),
        expires_at=now + life,
        who=grant.who or (before.who if before else None),
    )


def key_of(account: Account) -> str:
    """Return under what an account's token is kept: another client or server asks for another sign-in."""
    way = account.oauth2
    assert way is not None
    asked = (way.issuer, way.flow, way.client_id, way.key, way.authority, way.token_url, way.scope)
    digest = hashlib.sha256(repr((account.username, asked)).encode()).hexdigest()[:16]
    return f"{(account.username or '')[:300]} {digest}"


def _settled(mailbox: str, way: OAuth2, held: Held, now: datetime) -> str | None:
    """Return the access token where it need not be renewed now, or cannot; None where it is to be renewed.

    Raises SignInError where there is none, and asking for one is in vain.
    """
    kept, token, good = held.kept, held.token, held.good
    renewable = not way.by_person or (token is not None and token.refresh is not None)
    # One that lies further ahead was noted by a clock that has been set back since.
    put_off = kept.retry_at is not None and now < kept.retry_at <= now + tokens.LONGEST
    if good and (now < good.renew_at or not renewable or put_off):
        return good.access
    if not renewable:
        remedy = f"Sign in with `intake login {mailbox}`."
        if kept.sealed is None:
            text = "Nobody has signed in to this account yet"
        elif token is None:
            text = "The kept sign-in cannot be opened: its key was changed or lost, or is another machine's"
            remedy = f"Put the key back, or name one for all machines under `token_keys`; else s{remedy[1:]}"
        else:
            text = "The sign-in has ended, and the server gave nothing to renew it with"
        raise SignInError(text, remedy, permanent=True)
    if put_off:
        raise SignInError(kept.trouble or "", kept.remedy or "", permanent=kept.permanent)
    return None


@dataclass(frozen=True, kw_only=True)
class SignIns:
    """Gives what accounts sign in with. One for each process; its methods may be called by any thread."""

    database: Database
    me: str  # this worker's id
    actor: str
    now: Callable[[], datetime]
    password: Callable[[Account], str | None]
    issuer: Callable[[OAuth2, str, str], Issuer]  # of an account's way, user name and mailbox
    seal: Callable[[], Seal]
    lock: Callable[[str], threading.Lock]
    stopping: threading.Event
    # Granted, and the database did not take it: with what it was a renewal of.
    unkept: dict[str, tuple[Token, tokens.Kept | None]] = field(default_factory=dict)

    def secret_of(self, mailbox: str, account: Account) -> str | None:
        """The password of a mailbox's account, or an access token that is good for a while.

        Raises Trouble.
        """
        return self.password(account) if account.oauth2 is None else self._token(mailbox, account, None)

    def renewed(self, mailbox: str, account: Account, refused: str) -> str:
        """Another access token in the place of one that the mail server refused.

        Raises Trouble.
        """
        return self._token(mailbox, account, refused)

    def sign_in(self, mailbox: str, account: Account, person: Any) -> str | None:
        """Let a person sign in, where one has to; return who did, where the server tells.

        Raises Trouble.
        """
        assert account.oauth2 is not None
        self.seal()  # nobody signs in for what could not be kept
        issuer = self.issuer(account.oauth2, account.username or "", mailbox)
        token = granted(issuer.sign_in(person), None, self.now())
        self._keep(key_of(account), token, None, signed_in=mailbox)
        if account.oauth2.by_person and token.refresh is None:
            log.warning("mailbox=%s no refresh token was given: the sign-in ends with its token", mailbox)
        return token.who

    def try_at_once(self) -> None:
        """Put nothing off any longer: a person looks."""
        with self.database.write() as tx:
            tokens.try_at_once(tx)

    def _token(self, mailbox: str, account: Account, refused: str | None) -> str:
        assert account.oauth2 is not None
        key, give_up = key_of(account), time.monotonic() + _WAIT
        with self.lock(f"token {key}"):
            if key in self.unkept:
                self._keep(key, *self.unkept[key])
            while True:
                now = self.now()
                held = self._held(key, refused, now)
                if (access := _settled(mailbox, account.oauth2, held, now)) is not None:
                    return access
                if self._claim(key, held.kept, now):
                    return self._renew(mailbox, account, held)
                if held.good:
                    return held.good.access
                if time.monotonic() > give_up or self.stopping.wait(_PAUSE):
                    text = "Another process is renewing this account's token"
                    raise SignInError(text, "It is tried again.", permanent=False)

    def _claim(self, key: str, seen: tokens.Kept, now: datetime) -> bool:
        """Take the renewal on this process, unless another is at it, or has done it just now."""
        with self.database.write() as tx:
            if not tokens.claim(tx, key, self.me, now):
                return False
            if tokens.kept(tx, key) == seen:
                return True
            tokens.release(tx, key, self.me)
            return False

    def _renew(self, mailbox: str, account: Account, held: Held) -> str:
        """Ask for another token; this process has the claim."""
        key, now = key_of(account), self.now()
        assert account.oauth2 is not None
        try:
            issuer = self.issuer(account.oauth2, account.username or "", mailbox)
            grant = issuer.renew(held.token.refresh if held.token else None)
        except Trouble as trouble:
            failures = held.kept.failures + 1
            retry_at = now + tokens.pause(failures, permanent=trouble.permanent)
            with self.database.write() as tx:
                tokens.fail(tx, key, self.me, trouble, failures, retry_at)
            log.warning("mailbox=%s token not renewed: %s", mailbox, trouble.text)
            if held.good is None:
                raise
            return held.good.access
        except BaseException:
            with self.database.write() as tx:
                tokens.release(tx, key, self.me)
            raise
        crashpoint("token granted")
        renewed = granted(grant, held.token, now)
        self._keep(key, renewed, held.kept)
        crashpoint("token kept")
        return renewed.access

    def _held(self, key: str, refused: str | None, now: datetime) -> Held:
        with self.database.read() as tx:
            kept = tokens.kept(tx, key)
        plain = self.seal().open(kept.sealed) if kept.sealed is not None else None
        token = opened(plain) if plain is not None else None
        is_good = token is not None and token.access != refused and now < token.expires_at
        return Held(kept=kept, token=token, good=token if is_good else None)

    def _keep(
        self, key: str, token: Token, renewed: tokens.Kept | None, signed_in: str | None = None
    ) -> None:
        """Keep a token. One that cannot be kept now is kept before anything else is asked for."""
        self.unkept[key] = token, renewed
        sealed, now = token.sealed(self.seal()), self.now()
        with self.database.write() as tx:
            tokens.keep(tx, key, sealed, token.expires_at, now, renewed=renewed)
            if signed_in is not None:
                audit.record(tx, at=now, actor=self.actor, action="login", note=f"mailbox {signed_in}")
        del self.unkept[key]
