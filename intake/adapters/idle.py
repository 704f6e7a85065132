"""Waiting for mail by IDLE (RFC 2177): one thread listens to every watched folder.

Whatever may block (connecting, renewing, hanging up) runs in a small pool, so that one dead server
delays no other. An event says "look now" and no more: it may come without new mail, and a reader who
looks on every event, and by the clock besides, misses none.
"""

from __future__ import annotations

import logging
import random
import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Self

from imapclient.exceptions import IMAPClientError

from intake.adapters import imap
from intake.adapters.connections import CONNECTIONS, Place, user_of
from intake.domain.model import Account
from intake.domain.trouble import stumble

RENEW = 540.0  # seconds: below the 10 minutes after which NATs forget; RFC 2177 allows 29 minutes
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0  # seconds before a new connection; doubled each time
ANSWER_TIMEOUT = 15.0  # seconds; also what `close` may have to wait for
TALKERS = 4  # connections made or renewed at a time
NO_NEWS = frozenset({b"OK", b"EXPUNGE", b"FETCH", b"FLAGS", b"RECENT", b"VANISHED"})  # anything else is news

NO_ROOM_PAUSE = 2.0  # seconds before it is looked again whether the account has a connection to spare

log = logging.getLogger(__name__)


class _NoRoomError(Exception):
    """The account has as many connections as it may have."""


@dataclass(eq=False, slots=True)
class _Watch:
    name: str
    account: Account
    password: Callable[[], str | None]
    folder: str
    on_event: Callable[[str], None]
    on_begun: Callable[[str], None]
    on_unsupported: Callable[[str], None]
    renew: Callable[[str], str] | None
    connections: int | None
    session: imap.Session | None = None
    place: Place | None = None  # among the connections of the account
    state: imap.FolderState | None = None  # of the folder when the session began
    told: imap.FolderState | None = None  # the same when mail may have come last
    gave_way: bool = False  # it was given up for others of its account, not lost
    listening: bool = False  # in the selector, in IDLE
    ended: bool = False
    failures: int = 0
    due: float | None = None  # when to talk next, by the monotonic clock; None: being talked to


class IdleHub:
    """Watches folders; a context manager. Its methods may be called from any thread.

    `on_event(name)`, `on_begun(name)` and `on_unsupported(name)` run in the hub's thread and must return at
    once; the last is called where a server has no IDLE, which is then watched no more.
    """

    def __init__(self, *, renew: float = RENEW, first_pause: float = FIRST_PAUSE) -> None:
        self._renew, self._first_pause = renew, first_pause
        self._selector = selectors.DefaultSelector()
        self._watches: dict[str, _Watch] = {}
        self._inbox: SimpleQueue[Callable[[], None]] = SimpleQueue()  # what other threads want done here
        self._bell, self._ear = socket.socketpair()
        self._ear.setblocking(False)
        self._selector.register(self._ear, selectors.EVENT_READ)
        self._pool = ThreadPoolExecutor(TALKERS, thread_name_prefix="idle")
        self._closing = False
        self._thread = Thread(target=self._run, name="idle", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def watch(
        self,
        name: str,
        account: Account,
        password: Callable[[], str | None],
        folder: str,
        on_event: Callable[[str], None],
        *,
        renew: Callable[[str], str] | None = None,
        connections: int | None = None,
        on_begun: Callable[[str], None] | None = None,
        on_unsupported: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Watch a folder under a name, in place of what had that name.

        `on_event` is called when mail may have come; `on_begun`, or else `on_event`, after every
        (re)connection and renewal, when it may have come unheard.
        `password` is called before each login, in another thread; `renew` as `imap.connect` does.
        Of so many `connections` that the account may have this is one, which gives way to work.
        """
        begun = on_begun or on_event
        watch = _Watch(
            name, account, password, folder, on_event, begun, on_unsupported, renew, connections, due=0.0
        )
        self._post(lambda: self._add(watch))

    def unwatch(self, name: str) -> None:
        """Watch the folder of that name no more."""
        self._post(lambda: self._remove(name))

    def close(self) -> None:
        """Drop every connection and end the thread; returns when both are done."""
        if not self._closing:
            self._closing = True
            self._post(lambda: None)
            self._thread.join()

    def _post(self, task: Callable[[], None]) -> None:
        self._inbox.put(task)
        with suppress(OSError):  # closed, or full of rings already
            self._bell.send(b"!", socket.MSG_DONTWAIT)

    # --- in the hub's thread ---

    def _run(self) -> None:
        while not self._closing:
            for key, _ in self._selector.select(self._pause()):
                if key.data is None:
                    with suppress(BlockingIOError):
                        self._ear.recv(4096)
                else:
                    self._hear(key.data)
            self._do_what_is_asked()
            self._talk_where_due()
        for name in list(self._watches):
            self._remove(name)
        self._pool.shutdown()  # a talk in progress ends by its timeout
        self._do_what_is_asked()
        self._selector.close()
        self._bell.close()
        self._ear.close()

    def _pause(self) -> float | None:
        due = [watch.due for watch in self._watches.values() if watch.due is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _do_what_is_asked(self) -> None:
        while not self._inbox.empty():
            self._inbox.get()()

    def _add(self, watch: _Watch) -> None:
        self._remove(watch.name)
        self._watches[watch.name] = watch

    def _remove(self, name: str) -> None:
        if (watch := self._watches.pop(name, None)) is not None:
            watch.ended = True
            self._unlisten(watch)
            if watch.due is not None:  # else who talks drops it
                _drop(watch)

    def _hear(self, watch: _Watch) -> None:
        """Read what has arrived without waiting; imapclient reads until nothing is left, TLS's buffer too.

        On a dead connection it reads nothing, and does so for ever: then, and after a BYE, the renewal
        finds out.
        """
        assert watch.session is not None
        try:
            answers = watch.session.client.idle_check(timeout=0)
        except (IMAPClientError, OSError, AssertionError, ValueError, LookupError):
            answers = []
        words = [_word(answer) for answer in answers]
        if not words or b"BYE" in words:
            watch.due = time.monotonic()
        if any(word not in NO_NEWS for word in words):
            self._tell(watch, watch.on_event)

    def _talk_where_due(self) -> None:
        now = time.monotonic()
        for watch in self._watches.values():
            if watch.due is not None and watch.due <= now:
                watch.due = None
                self._unlisten(watch)
                self._pool.submit(self._talk, watch)

    def _listen(self, watch: _Watch) -> None:
        """Take back a watch that is in IDLE now.

        What came since the last event lies before us or in the buffers behind the socket, which no
        selector sees: hence an event every time.
        """
        if watch.ended:
            _drop(watch)
            return
        if watch.place is not None and watch.place.asked:
            self._give_way(watch)
            return
        assert watch.session is not None
        watch.failures, watch.due = 0, time.monotonic() + self._renew
        self._selector.register(watch.session.client.socket(), selectors.EVENT_READ, watch)
        watch.listening = True
        # After a poll to which it gave way, the folder is as it was: it would give way again, and so on.
        quiet = watch.gave_way and watch.state == watch.told and not watch.session.client.ahead
        watch.gave_way, watch.told = False, watch.state
        if not quiet:
            self._tell(watch, watch.on_begun)

    def _asked_to_leave(self, watch: _Watch) -> None:
        asked = watch.place is not None and watch.place.asked
        if asked and watch.due is not None and not watch.ended:  # else `_listen` looks, after the talk
            self._give_way(watch)

    def _give_way(self, watch: _Watch) -> None:
        """Leave the connection to others of the account, and listen again when there is room."""
        self._unlisten(watch)
        _drop(watch)
        watch.gave_way, watch.due = True, time.monotonic() + NO_ROOM_PAUSE

    def _fail(self, watch: _Watch, error: Exception) -> None:
        _drop(watch)
        if watch.ended:
            return
        if isinstance(error, _NoRoomError):
            watch.due = time.monotonic() + NO_ROOM_PAUSE
            return
        pause = min(LONGEST_PAUSE, self._first_pause * 2.0**watch.failures)
        if isinstance(error, imap.LoginError):  # a server may lock who asks too often
            pause = LONGEST_PAUSE
            self._tell(watch, watch.on_event)  # who looks now is refused as well, and has it left alone
        watch.failures = min(watch.failures + 1, 16)
        watch.due = time.monotonic() + pause * random.uniform(0.5, 1.0)  # noqa: S311 - spreads the load, no secret
        log.info("idle mailbox=%s lost=%s retry_in=%.0fs", watch.name, type(error).__name__, pause)

    def _give_up(self, watch: _Watch) -> None:
        _drop(watch)
        if not watch.ended:
            del self._watches[watch.name]
            watch.ended = True
            watch.on_unsupported(watch.name)

    def _tell(self, watch: _Watch, listener: Callable[[str], None]) -> None:
        if watch.ended:
            return
        try:
            listener(watch.name)
        except Exception as error:  # noqa: BLE001 - one listener's fault must not silence the others
            log.error("idle mailbox=%s %s", watch.name, stumble(error))  # noqa: TRY400 - it says less

    def _unlisten(self, watch: _Watch) -> None:
        if watch.listening and watch.session is not None:
            self._selector.unregister(watch.session.client.socket())
            watch.listening = False

    # --- in the pool ---

    def _talk(self, watch: _Watch) -> None:
        """Connect, or prove that the connection lives; then go into IDLE (again)."""
        if watch.ended:
            self._post(lambda: _drop(watch))
            return
        try:
            if watch.session is None:
                self._take_place(watch)
                watch.session = imap.connect(
                    watch.account, watch.password(), renew=watch.renew, answer_timeout=ANSWER_TIMEOUT
                )
                watch.state = watch.session.examine(watch.folder)
                if not watch.session.client.has_capability("IDLE"):
                    self._post(lambda: self._give_up(watch))
                    return
            else:
                watch.session.client.idle_done()
            watch.session.client.idle()  # raises where mail comes right now: a new connection, and an event
        except Exception as error:  # noqa: BLE001 - whatever it is, the watch must go on
            fault = error
            self._post(lambda: self._fail(watch, fault))
        else:
            self._post(lambda: self._listen(watch))

    def _take_place(self, watch: _Watch) -> None:
        def give_way() -> None:
            self._post(lambda: self._asked_to_leave(watch))

        watch.place = CONNECTIONS.listen(user_of(watch.account), watch.connections, give_way)
        if watch.place is None:
            raise _NoRoomError


def _word(answer: object) -> bytes | None:
    """Return the word that says what an untagged answer is: `(3, b"EXISTS")`, `(b"OK", b"Still here")`."""
    if isinstance(answer, tuple):
        return next((part.upper() for part in answer[:2] if isinstance(part, bytes)), None)
    return None


def _drop(watch: _Watch) -> None:
    if watch.session is not None:
        watch.session.drop()
        watch.session = None
    if watch.place is not None:
        CONNECTIONS.leave(watch.place)
        watch.place = None
