"""Pictures → what Tesseract prints about them: the program is run for each one, within limits.

The pictures come from a process that has read hostile bytes. Tesseract is given bare grey pixels under a
header that is written here, so that no decoder of pictures ever sees what a stranger wrote.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cached_property
from typing import Final

from intake.reading.terms import Picture, Question

_log = logging.getLogger(__name__)

MAX_TEXT: Final = 1_000_000  # bytes of what it prints
LANGUAGES: Final = ("fra", "ara", "osd")  # French data read English, too; osd tells turn and script
_LISTING: Final = 10.0  # seconds
_MEMORY: Final = 1_000_000_000  # bytes of address space; a page takes a third of it
_DPI: Final = "150"  # about what pictures are made to have; it weighs little


class Tesseract:
    """Recognises words with the program `tesseract` of the system, if it has one."""

    def __init__(self, program: str | None = None) -> None:
        self._program = program or shutil.which("tesseract")

    @cached_property
    def lacks(self) -> tuple[str, ...]:
        """What it would take to read pages in French, English and Arabic: the program, or its languages."""
        if self._program is None:
            return ("tesseract",)
        try:
            listed = subprocess.run(  # noqa: S603 - no shell, and no word of a stranger
                [self._program, "--list-langs"],
                capture_output=True,
                check=True,
                timeout=_LISTING,
                env=_environment(),
            )
        except (OSError, subprocess.SubprocessError) as error:
            _log.warning("Tesseract does not run: %s", error)
            return ("tesseract",)
        known = set(listed.stdout.decode("utf-8", "replace").split())
        return tuple(language for language in LANGUAGES if language not in known)

    @property
    def ready(self) -> bool:
        """Whether it can read anything."""
        return not {"tesseract", "fra"} & set(self.lacks)

    def recognise(self, picture: Picture, question: Question, *, seconds: float) -> str | None:
        """Give what it prints: the table of words, or the turn and script.

        None if it fails, as where it is not installed, or takes longer than `seconds`.
        """
        if not self.ready or self._program is None:
            return None
        header = b"P5 %d %d 255\n" % (picture.width, picture.height)
        try:
            printed = _run([self._program, *self._arguments(question)], header + picture.pixels, seconds)
        except (OSError, ValueError) as error:
            # It ends with an error, too, where a page has too few letters to tell its turn.
            _log.log(logging.INFO if question == "turn" else logging.WARNING, "not recognised: %s", error)
            return None
        return printed.decode("utf-8", "replace")

    def _arguments(self, question: Question) -> tuple[str, ...]:
        common = ("stdin", "stdout", "--dpi", _DPI)
        if question == "turn":
            return (*common, "-l", "osd", "--psm", "0")
        both = question == "mixed" and "ara" not in self.lacks
        return (*common, "-l", "fra+ara" if both else "fra", "tsv")


def _run(command: list[str], picture: bytes, seconds: float) -> bytes:
    """Run a program on a picture. Raises OSError if it does not start, ValueError if it does not succeed."""
    process = subprocess.Popen(  # noqa: S603 - no shell, and no word of a stranger
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,  # a group of its own, which is ended as one
    )
    assert process.stdin is not None
    assert process.stdout is not None
    late = threading.Event()

    def end() -> None:
        late.set()
        _end(process)

    timer = threading.Timer(seconds, end)
    timer.start()
    writer = threading.Thread(target=_feed, args=(process, picture), daemon=True)
    try:
        _limit(process.pid, seconds)  # it waits for the picture yet
        writer.start()
        printed = process.stdout.read(MAX_TEXT + 1)
        if len(printed) > MAX_TEXT:
            raise ValueError("Tesseract prints too much")
        status = process.wait()
    finally:
        timer.cancel()
        _end(process)
        process.wait()
        if writer.ident is not None:
            writer.join()
        process.stdout.close()
        with suppress(OSError):
            process.stdin.close()
    if late.is_set() or status != 0:
        raise ValueError("Tesseract took too long" if late.is_set() else f"Tesseract ended with {status}")
    return printed


def _feed(process: subprocess.Popen[bytes], picture: bytes) -> None:
    assert process.stdin is not None
    with suppress(OSError, ValueError):  # it is gone, or it has seen enough
        process.stdin.write(picture)
        process.stdin.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:  # else its number may be another's by now
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)


def _limit(pid: int, seconds: float) -> None:
    """Take from a process what recognising never needs, where the system lets another process do that."""
    if sys.platform != "linux":
        return
    import resource

    for limit, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        with suppress(ValueError, OSError):
            resource.prlimit(pid, limit, (value, value))


def _environment() -> dict[str, str]:
    """Nothing of ours but where its languages are; more threads than one make it slower."""
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX", "SYSTEMROOT") if name in os.environ}
    return kept | {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
