"""Hostile bytes are read in a process of their own: if it dies of them, one document is unreadable."""

from __future__ import annotations

import hashlib
import logging
import math
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import intake
from intake.domain.model import Document
from intake.reading import wire
from intake.reading.dossier import BODY, MAX_BODY, unreadable

_log = logging.getLogger(__name__)
_REMEMBERED: Final = 256  # readings kept; a mail is often explained, received and replayed in a row
_Key = tuple[str, str, str, str | None, str | None]


class Reader:
    """Reads files in a child process, which is started when needed and replaced when it dies.

    `seconds` is the time limit for one file; after `files` files the child is renewed. Safe to share
    between threads, which take turns.
    """

    def __init__(self, *, seconds: float = 60, files: int = 200) -> None:
        self._seconds, self._files = seconds, files
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._confined = False
        self._known: OrderedDict[_Key, tuple[Document, ...]] = OrderedDict()

    def read_file(
        self,
        data: bytes,
        name: str,
        *,
        email: str | None = None,
        candidate: str | None = None,
        seconds: float = math.inf,
    ) -> tuple[Document, ...]:
        """Read one file of a dossier (see `reading.dossier.read_file`); never raises for its bytes.

        `email` and `candidate` (the name) are the applicant's, who is no referee. `seconds` is what
        is left for it, where that is less than the limit for one file.
        """
        if len(data) > wire.MAX_DATA:
            return (unreadable(name, data, "it is too big"),)
        if seconds <= 0:
            return (unreadable(name, data, "the files before it in the mail took too long"),)
        return self._read(self._request("file", name, data, email, candidate), seconds)

    def read_body(
        self, text: str, *, email: str | None = None, candidate: str | None = None
    ) -> Document | None:
        """Read a mail's own text (see `reading.dossier.read_body`)."""
        data = text[:MAX_BODY].encode("utf-8", "replace")
        return next(iter(self._read(self._request("body", BODY, data, email, candidate))), None)

    @property
    def confined(self) -> bool:
        """Whether the system cuts the child off from the network; starts one to find out."""
        with self._lock:
            if self._child is None:
                self._ask(self._request("body", BODY, b"", None, None), self._seconds)
            return self._confined

    def close(self) -> None:
        """End the child; the next reading starts another."""
        with self._lock:
            self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _request(
        self, what: str, name: str, data: bytes, email: str | None, candidate: str | None
    ) -> wire.Request:
        return wire.Request(
            what="body" if what == "body" else "file",
            name=name.encode("utf-8", "replace").decode(),  # names from mail may hold lone surrogates
            data=data,
            email=email,
            candidate=candidate,
            seconds=max(1, int(self._seconds)),
        )

    def _read(self, request: wire.Request, seconds: float = math.inf) -> tuple[Document, ...]:
        digest = hashlib.sha256(request.data).hexdigest()
        key: _Key = (request.what, digest, request.name, request.email, request.candidate)
        with self._lock:
            if (known := self._known.get(key)) is not None:
                self._known.move_to_end(key)
                return known
            documents, reason = self._ask(request, min(seconds, self._seconds))
            if documents is None:
                _log.warning("reading failed: sha256=%s reason=%s", digest, reason)
                return (unreadable(request.name, request.data, reason),)
            self._known[key] = documents
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
            return documents

    def _ask(self, request: wire.Request, seconds: float) -> tuple[tuple[Document, ...] | None, str]:
        """Have the child read; None with the reason if it could not.

        A child that dies may have caught its death from an earlier file: a fresh one tries once more.
        """
        fresh = self._child is None
        try:
            return self._exchange(request, seconds), ""
        except TimeoutError:
            return None, "reading it took too long"
        except (OSError, ValueError):
            return (None, "reading it failed") if fresh else self._ask(request, seconds)

    def _exchange(self, request: wire.Request, seconds: float) -> tuple[Document, ...]:
        """Send a request and take the answer.

        Raises TimeoutError, OSError or ValueError; the child is gone then.
        """
        fresh = self._child is None
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            if fresh:
                self._confined = wire.parse_greeting(child.stdout.readline(wire.MAX_ANSWER))
            wire.send(child.stdin, request)
            documents = wire.parse_answer(child.stdout.readline(wire.MAX_ANSWER))
        except (OSError, ValueError):
            self._stop()
            if late.is_set():
                raise TimeoutError from None
            raise
        finally:
            timer.cancel()
        self._served += 1
        if late.is_set() or self._served >= self._files:
            self._stop()
        return documents

    def _start(self) -> subprocess.Popen[bytes]:
        # Nothing of our environment but what Python needs: secrets live there.
        home = str(Path(intake.__file__).parents[1])
        environment = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG") if name in os.environ}
        self._served = 0
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", "intake.reading"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment | {"PYTHONPATH": home},
            start_new_session=True,  # Ctrl-C is for us; the child ends when its input does
        )
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            assert stream is not None
            try:
                stream.close()
            except OSError:  # what was left in the buffer has no reader any more
                continue
        child.wait()
