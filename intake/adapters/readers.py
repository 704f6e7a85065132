"""Several reading processes side by side."""

from __future__ import annotations

import math
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from queue import LifoQueue
from typing import Final, Self

from intake.adapters.known import Known
from intake.adapters.sandbox import REMEMBERED, Reader, Recogniser
from intake.domain.correction import Texts
from intake.domain.draft import Advert
from intake.domain.drawing import Drawn
from intake.domain.filing import Cut, Piece
from intake.domain.model import Document

_MOST: Final = 8  # processes; each may take some 100 MB


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Readers:
    """Reads files like one `Reader`, `at_once` many at a time: by default one for each processor.

    A process is started when all others are at work. Safe to share between threads.
    """

    def __init__(self, *, at_once: int | None = None, recogniser: Recogniser | None = None) -> None:
        self.at_once = at_once or min(processors(), _MOST)
        known: Known[tuple[Document, ...]] = Known(REMEMBERED)
        self._readers = [Reader(recogniser=recogniser, known=known) for _ in range(self.at_once)]
        self._free: LifoQueue[Reader] = LifoQueue()  # the last one used comes first: others need not start
        for reader in reversed(self._readers):
            self._free.put(reader)

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
        """Read one file of a dossier, see `Reader.read_file`."""
        with self._one() as reader:
            return reader.read_file(data, name, email=email, candidate=candidate, mail=mail, seconds=seconds)

    def read_body(
        self, text: str, *, email: str | None = None, candidate: str | None = None
    ) -> Document | None:
        """Read a mail's own text, see `Reader.read_body`."""
        with self._one() as reader:
            return reader.read_body(text, email=email, candidate=candidate)

    def read_members(self, data: bytes, name: str, wanted: Collection[str]) -> tuple[Piece, ...]:
        """Take files out of one, see `Reader.read_members`."""
        with self._one() as reader:
            return reader.read_members(data, name, wanted)

    def split(self, data: bytes, cuts: Sequence[Cut]) -> tuple[Piece, ...]:
        """Cut a PDF into pieces, see `Reader.split`."""
        with self._one() as reader:
            return reader.split(data, cuts)

    def draw(self, data: bytes, *, first: int, count: int, width: int) -> Drawn:
        """Draw pages of a PDF or a picture, see `Reader.draw`."""
        with self._one() as reader:
            return reader.draw(data, first=first, count=count, width=width)

    def read_texts(self, data: bytes, name: str) -> tuple[Texts, ...]:
        """Read the words of one file, see `Reader.read_texts`."""
        with self._one() as reader:
            return reader.read_texts(data, name)

    def read_advert(self, data: bytes, name: str, *, today: date | None) -> Advert:
        """Read the file of a job ad, see `Reader.read_advert`."""
        with self._one() as reader:
            return reader.read_advert(data, name, today=today)

    @property
    def confined(self) -> bool:
        """Whether the system cuts the processes off from the network; starts one to find out."""
        with self._one() as reader:
            return reader.confined

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing to read pictures of text: `tesseract`, or languages of it."""
        return self._readers[0].lacks

    @property
    def extras_lacking(self) -> tuple[str, ...]:
        """The extras of ours whose files cannot be read here: `archives` (7z, RAR), `heif`."""
        return self._readers[0].extras_lacking

    def warm(self) -> None:
        """Start a process, so that the first mail does not wait for it."""
        self._readers[0].warm()

    def close(self) -> None:
        """End the processes; the next reading starts another."""
        for reader in self._readers:
            reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _one(self) -> Iterator[Reader]:
        reader = self._free.get()
        try:
            yield reader
        finally:
            self._free.put(reader)
