"""The reading process, `python -m intake.reading`: one request after another, within hard limits.

It is started and stopped by `intake.adapters.sandbox`; a file that makes it crash takes nothing
with it but itself. With `--threads` it may start threads; only with `--adverts` it reads job ads.
"""

from __future__ import annotations

import os
import sys
from datetime import date
from functools import partial
from typing import IO

from intake.reading import wire
from intake.reading.confine import confine, grant_time
from intake.reading.dossier import Context, read_body, read_file
from intake.reading.files.drawing import draw
from intake.reading.files.ocr import Recognise
from intake.reading.files.split import members, split
from intake.reading.files.texts import read_texts
from intake.reading.terms import THREADS


def main() -> None:
    """Say how well it is confined, then answer requests on standard input until it is closed."""
    answers = _keep_answers_apart()
    if wire.ADVERTS in sys.argv[1:]:
        import intake.reading.adposts.source  # noqa: F401 - once it is confined there are no files to import
    _say(answers, wire.greeting(confined=confine(threads=THREADS in sys.argv[1:])))
    while (request := wire.receive(sys.stdin.buffer)) is not None:
        grant_time(request.seconds)
        _say(answers, _work(request, partial(wire.ask, sys.stdin.buffer, answers)))


def _say(answers: IO[bytes], line: bytes) -> None:
    answers.write(line)
    answers.flush()


def _work(request: wire.Request, recognise: Recognise) -> bytes:
    if request.what == "advert":
        from intake.reading.adposts.source import read_advert

        today = date.fromisoformat(request.today) if request.today else None
        asked = recognise if request.ocr else None
        return wire.answer((read_advert(request.data, request.name, today=today, recognise=asked),))
    if request.what == "members":
        return wire.send_pieces(members(request.data, request.name, request.wanted))
    if request.what == "draw":
        return wire.send_drawn(draw(request.data, request.first, request.count, request.width))
    if request.what == "split":
        return wire.send_pieces(split(request.data, request.cuts))
    context = Context(
        email=request.email,
        candidate=request.candidate,
        mail=request.mail,
        recognise=recognise if request.ocr else None,
    )
    if request.what == "body":
        body = read_body(request.data.decode("utf-8", "replace"), context)
        return wire.answer(() if body is None else (body,))
    if request.what == "texts":
        return wire.answer(read_texts(request.data, request.name, context))
    return wire.answer(read_file(request.data, request.name, context))


def _keep_answers_apart() -> IO[bytes]:
    """Take standard output for the answers alone: libraries print what they like elsewhere."""
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), 1)
    return answers


if __name__ == "__main__":
    main()
