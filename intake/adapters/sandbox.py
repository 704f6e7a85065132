"""Hostile bytes are read in a process of their own: if it dies of them, one document is unreadable.

The words of pictures it asks from us, as it may start no program; a recogniser finds them.
"""

from __future__ import annotations

import hashlib
import logging
import math
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Literal, Protocol, Self, TypeVar

import intake
from intake.adapters.allowance import Allowance, Watch
from intake.adapters.known import Known
from intake.adapters.memory import most_held
from intake.domain.correction import Texts
from intake.domain.draft import Advert
from intake.domain.drawing import Drawn
from intake.domain.filing import Cut, Piece
from intake.domain.model import Document
from intake.reading import wire
from intake.reading.terms import BODY, MAX_BODY, THREADS, Picture, Question, needs_threads, unreadable

_log = logging.getLogger(__name__)
_ANNOUNCING: Final = 3_000  # characters of a mail's text that may say what it brings
_SWOLLEN: Final = 150_000  # KB once held by a child, after which a fresh one reads on; most hold 70,000
REMEMBERED: Final = 256  # readings kept; a mail is often explained, received and replayed in a row
_DRAWING_SECONDS: Final = 20.0  # for some pages; four of text take half a second
_PICTURE_SECONDS: Final = 10.0  # for one question about one picture; a dense page takes 2 to 5
_PICTURES_SECONDS: Final = 120.0  # for all those of one file; pages beyond are not read
_PICTURES_SHARE: Final = 0.8  # of what a mail has left; the text that was found is worth more than none
_Found = TypeVar("_Found")


class Recogniser(Protocol):
    """Finds words in pictures."""

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing: `tesseract`, or languages of it."""

    @property
    def ready(self) -> bool:
        """Whether it can read anything."""

    def recognise(self, picture: Picture, question: Question, *, seconds: float) -> str | None:
        """Answer a question about a picture, see `reading.ocr`; None if it cannot within the time."""


class Reader:
    """Reads files in a child process, which is started when needed and replaced when it dies.

    `seconds` is the time limit for one file, besides that of its pictures, which `recogniser` reads; after
    `files` files the child is renewed. What was read lately (`known`, for several readers) is not read
    again. Safe to share between threads, which take turns.
    """

    def __init__(
        self,
        *,
        seconds: float = 60,
        files: int = 2_000,  # to start one costs as much as to read thirty
        recogniser: Recogniser | None = None,
        known: Known[tuple[Document, ...]] | None = None,
    ) -> None:
        self._seconds, self._files, self._recogniser = seconds, files, recogniser
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._confined = False
        self._known = known or Known(REMEMBERED)

    def read_file(
        self,
        data: bytes,
        name: str,
        *,
        email: str | None = None,
        candidate: str | None = None,
        mail: str = "",
        seconds: float = math.inf,
    ) -> tuple[Document, ...]:
        """Read one file of a dossier (see `reading.dossier.read_file`); never raises for its bytes.

        `email` and `candidate` (the name) are the applicant's, who is no referee; `mail` is the text of
        the mail that brings the file. `seconds` is what is left for it, where that is less than the
        limit for one file.
        """
        if len(data) > wire.MAX_DATA:
            return (unreadable(name, data, "it is too big"),)
        if seconds <= 0:
            return (unreadable(name, data, "the files before it in the mail took too long"),)
        return self._read(
            self._request("file", name, data, email=email, candidate=candidate, mail=mail), seconds
        )

    def read_body(
        self, text: str, *, email: str | None = None, candidate: str | None = None
    ) -> Document | None:
        """Read a mail's own text (see `reading.dossier.read_body`)."""
        data = text[:MAX_BODY].encode("utf-8", "replace")
        return next(
            iter(self._read(self._request("body", BODY, data, email=email, candidate=candidate))), None
        )

    def read_texts(self, data: bytes, name: str) -> tuple[Texts, ...]:
        """Read the words of one file (see `reading.texts.read_texts`); none where that fails."""
        if len(data) > wire.MAX_DATA:
            return ()
        request = self._request("texts", name, data)
        with self._lock:
            texts, reason = self._ask(request, math.inf, _line(wire.parse_texts))
        if texts is None:
            _log.warning("reading failed: reason=%s", reason)
        return texts or ()

    def read_advert(self, data: bytes, name: str, *, today: date | None) -> Advert:
        """Read the file of a job ad (see `reading.adposts.source`); never raises for its bytes."""
        if len(data) > wire.MAX_DATA:
            return Advert(problem="is too big")
        request = replace(self._request("advert", name, data), today=today.isoformat() if today else None)
        with self._lock:
            advert, reason = self._ask(request, math.inf, _line(wire.parse_advert))
        return Advert(problem=f"could not be read: {reason}") if advert is None else advert

    def read_members(self, data: bytes, name: str, wanted: Collection[str]) -> tuple[Piece, ...]:
        """Take files out of one by their sha-256 (see `reading.files.split.members`); none if that fails."""
        return self._pieces(replace(self._request("members", name, data), wanted=sorted(wanted)))

    def split(self, data: bytes, cuts: Sequence[Cut]) -> tuple[Piece, ...]:
        """Cut a PDF into pieces (see `reading.files.split.split`); none where that fails."""
        return self._pieces(replace(self._request("split", "", data), cuts=list(cuts)))

    def draw(self, data: bytes, *, first: int, count: int, width: int) -> Drawn:
        """Draw pages of a PDF or a picture (see `reading.files.drawing`); never raises for its bytes."""
        if len(data) > wire.MAX_DATA:
            return Drawn(problem="is too big")
        request = replace(self._request("draw", "", data), first=first, count=count, width=width)
        with self._lock:
            drawn, reason = self._ask(request, _DRAWING_SECONDS, wire.parse_drawn)
        if drawn is None:
            _log.warning("drawing failed: reason=%s", reason)
        return drawn or Drawn(problem=f"could not be drawn: {reason}")

    def _pieces(self, request: wire.Request) -> tuple[Piece, ...]:
        if len(request.data) > wire.MAX_DATA:
            return ()
        with self._lock:
            pieces, reason = self._ask(request, math.inf, wire.parse_pieces)
        if pieces is None:
            _log.warning("reading failed: reason=%s", reason)
        return pieces or ()

    @property
    def confined(self) -> bool:
        """Whether the system cuts the child off from the network; starts one to find out."""
        self.warm()
        return self._confined

    def warm(self) -> None:
        """Start the child, if there is none."""
        with self._lock:
            if self._child is None:
                self._ask(self._request("body", BODY, b""), self._seconds, _line(wire.parse_answer))

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing to read pictures of text: `tesseract`, or languages of it."""
        return self._recogniser.lacks if self._recogniser else ("tesseract",)

    @property
    def extras_lacking(self) -> tuple[str, ...]:
        """The extras of ours whose files cannot be read here: `archives` (7z, RAR), `heif`."""
        from intake.reading.files import foreign

        libraries = {"archives": foreign.preload(), "heif": find_spec("pi_heif")}
        return tuple(name for name, library in libraries.items() if library is None)

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
        self,
        what: Literal["file", "body", "texts", "advert", "members", "split", "draw"],
        name: str,
        data: bytes,
        *,
        email: str | None = None,
        candidate: str | None = None,
        mail: str = "",
    ) -> wire.Request:
        return wire.Request(
            what=what,
            name=name.encode("utf-8", "replace").decode(),  # names from mail may hold lone surrogates
            data=data,
            email=email,
            candidate=candidate,
            mail=mail[:_ANNOUNCING].encode("utf-8", "replace").decode(),
            seconds=max(1, int(self._seconds)),
            ocr=self._recogniser is not None and self._recogniser.ready,
        )

    def _read(self, request: wire.Request, seconds: float = math.inf) -> tuple[Document, ...]:
        digest = hashlib.sha256(request.data).hexdigest()
        key = (request.what, digest, request.name, request.email, request.candidate, request.mail)
        with self._lock:
            if (known := self._known.get(key)) is not None:
                return known
            documents, reason = self._ask(request, seconds, _line(wire.parse_answer))
            if documents is None:
                _log.warning("reading failed: sha256=%s reason=%s", digest, reason)
                return (unreadable(request.name, request.data, reason),)
            self._known.put(key, documents)
            return documents

    def _ask(
        self, request: wire.Request, seconds: float, parse: Callable[[bytes, IO[bytes]], _Found]
    ) -> tuple[_Found | None, str]:
        """Have the child read; None with the reason if it could not.

        A child that dies may have caught its death from an earlier file: a fresh one tries once more.
        """
        fresh = self._child is None
        try:
            return self._exchange(request, seconds, parse), ""
        except TimeoutError:
            return None, "reading it took too long"
        except (OSError, ValueError):
            return (None, "reading it failed") if fresh else self._ask(request, seconds, parse)

    def _exchange(
        self, request: wire.Request, seconds: float, parse: Callable[[bytes, IO[bytes]], _Found]
    ) -> _Found:
        """Send a request and take the answer.

        Raises TimeoutError, OSError or ValueError; the child is gone then.
        """
        threads = (THREADS,) if needs_threads(request.data) else ()
        special = (*threads, wire.ADVERTS) if request.what == "advert" else threads
        if special:
            self._stop()  # such a child reads nothing else
        fresh = self._child is None
        child = self._child or self._start(*special)
        assert child.stdin is not None
        assert child.stdout is not None
        watch = Watch(child, min(seconds, self._seconds))
        pictures = Allowance(min(_PICTURES_SECONDS, seconds * _PICTURES_SHARE))
        try:
            if fresh:
                self._confined = wire.parse_greeting(child.stdout.readline(wire.MAX_ANSWER))
            wire.send(child.stdin, request)
            line = child.stdout.readline(wire.MAX_ANSWER)
            while (asked := wire.asked(line, child.stdout)) is not None:
                with watch.resting():
                    text = self._recognised(*asked, pictures)
                wire.reply(child.stdin, text)
                line = child.stdout.readline(wire.MAX_ANSWER)
            found = parse(line, child.stdout)
        except (OSError, ValueError):
            self._stop()
            if watch.late:
                raise TimeoutError from None
            raise
        finally:
            watch.end()
        self._served += 1
        if watch.late or special or self._served >= self._files or most_held(child.pid) > _SWOLLEN:
            self._stop()
        return found

    def _recognised(self, picture: Picture, question: Question, allowance: Allowance) -> str | None:
        """Answer the child's question about a picture; None once the file's pictures took their time.

        Raises ValueError if it has no business to ask.
        """
        allowance.questions -= 1
        if self._recogniser is None or not self._recogniser.ready or allowance.questions < 0:
            raise ValueError("nobody offered to recognise this picture")
        allowance.turn_to(picture)
        left = min(_PICTURE_SECONDS, allowance.page_seconds, allowance.seconds)
        if left < 1:
            return None
        started = time.monotonic()
        text = self._recogniser.recognise(picture, question, seconds=left)
        allowance.spend(time.monotonic() - started)
        return text

    def _start(self, *special: str) -> subprocess.Popen[bytes]:
        # Nothing of our environment but what Python needs: secrets live there.
        home = str(Path(intake.__file__).parents[1])
        environment = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG") if name in os.environ}
        self._served = 0
        self._child = subprocess.Popen(  # noqa: S603 - no shell, and our own words
            [sys.executable, "-P", "-X", "utf8", "-m", "intake.reading", *special],
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


def _line(parse: Callable[[bytes], _Found]) -> Callable[[bytes, IO[bytes]], _Found]:
    """Read an answer of one line, behind which nothing comes."""
    return lambda line, _: parse(line)
