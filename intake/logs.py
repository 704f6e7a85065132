"""Logs on standard error: key=value for people, one JSON object a line for programs.

A module logs with the standard library, and writes its keys into the message: `log.info("mail id=%d
outcome=%s", …)` becomes the event `mail` with the keys `id` and `outcome`. What libraries say goes the same
way. Neither addresses, nor subjects, nor names of files are logged, nor what an exception says: it may quote
a mail.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any, Literal

from intake.domain.trouble import Misuse, stumble

if TYPE_CHECKING:
    from structlog.stdlib import ProcessorFormatter

Form = Literal["json", "text"]

VARIABLE = "INTAKE_LOG"
_PLACE = re.compile(r"%[-+ #0-9.]*[a-zA-Z]")  # of an argument, in a message
_WHOLE = ("%s", "%d")  # a number stays one
_OURS = frozenset({"event", "level", "logger", "time", "fault"})


def begin(level: int) -> None:
    """Log on standard error from this level on; of libraries only what is wrong.

    Raises:
        Misuse: the variable INTAKE_LOG asks for a form that there is not.

    """
    form = wanted()
    root = logging.getLogger()
    if not root.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(Lines(form, colours=sys.stderr.isatty()))
        root.addHandler(handler)
        root.setLevel(logging.WARNING)
    logging.getLogger("intake").setLevel(level)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def wanted() -> Form:
    """Return the form: JSON where no terminal listens, unless the variable says otherwise.

    Raises:
        Misuse: the variable asks for a form that there is not.

    """
    match os.environ.get(VARIABLE, ""):
        case "":
            return "text" if sys.stderr.isatty() else "json"
        case "json":
            return "json"
        case "text":
            return "text"
        case other:
            raise Misuse(
                f"The environment variable {VARIABLE} is '{other}'; it may be json or text.",
                f"Set it to one of them, or remove it: unset {VARIABLE}.",
            )


class Lines(logging.Formatter):
    """One line for each record. The library is imported for the first: most commands log nothing."""

    def __init__(self, form: Form, *, colours: bool = False) -> None:
        super().__init__()
        self._form, self._colours = form, colours
        self._lines: ProcessorFormatter | None = None

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's line."""
        if self._lines is None:
            self._lines = _lines(self._form, colours=self._colours)
        return self._lines.format(record)


def _lines(form: Form, *, colours: bool) -> ProcessorFormatter:
    from structlog import dev, processors, stdlib

    shape: Any
    if form == "json":
        shape = processors.JSONRenderer(default=str, ensure_ascii=False)
    else:
        shape = dev.ConsoleRenderer(
            colors=colours, pad_event_to=0, pad_level=False, sort_keys=False, timestamp_key="time"
        )
    return stdlib.ProcessorFormatter(
        foreign_pre_chain=[_keyed, _stumbled, stdlib.add_log_level, stdlib.add_logger_name, _timed],
        processors=[stdlib.ProcessorFormatter.remove_processors_meta, shape],
        pass_foreign_args=True,
    )


def _keyed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take the keys of a message, `key=%s`, out of its words."""
    args = event.pop("positional_args", ())
    # The record keeps its message as it was written: a value that holds `=` or a space is one value.
    said, keys, given = [], {}, iter(args if isinstance(args, tuple) else ())
    try:
        for word in str(event["_record"].msg).split(" "):
            taken = tuple(next(given) for _ in _PLACE.finditer(word.replace("%%", "")))
            key, told, place = word.partition("=")
            if told and key.isidentifier() and key not in _OURS:
                keys[key] = (
                    taken[0] if place in _WHOLE and isinstance(taken[0], int | None) else place % taken
                )
            else:
                said.append(word % taken if args else word)
    except (RuntimeError, TypeError, ValueError):  # a message of another kind: it stays in one piece
        said, keys = [event["event"]], {}
    event["event"] = _shown(" ".join(said)).strip() or event["_record"].name.rpartition(".")[2]
    event.update({key: _shown(each) if isinstance(each, str) else each for key, each in keys.items()})
    return event


def _shown(words: str) -> str:
    """Return the words on one line, and without what could change what a terminal shows."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _stumbled(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Name an exception by its type and place."""
    error = (event.pop("exc_info", None) or (None, None))[1]
    event.pop("stack_info", None)
    if isinstance(error, BaseException):
        event["fault"] = stumble(error)
    return event


def _timed(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """When it was said, in UTC (RFC 3339), to the millisecond."""
    from datetime import UTC, datetime

    said = datetime.fromtimestamp(event["_record"].created, UTC).isoformat(timespec="milliseconds")
    event["time"] = said.replace("+00:00", "Z")
    return event
