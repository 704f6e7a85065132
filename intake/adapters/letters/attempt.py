"""Templates that somebody is still writing, tried in a process of their own before anything is kept.

The sandbox lets them call nothing, but a loop within loops, or a text doubled again and again, takes all the
time and memory there is: so that process has little of both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import intake
from intake.adapters.letters.overrides import MAX_SOURCE, TemplateFault, every_fault
from intake.adapters.letters.press import Press, Rendered
from intake.adapters.letters.sandbox import Sources
from intake.domain.model import Language
from intake.domain.sample_letters import cases, place

_SECONDS: Final = 20.0  # to try every letter on all its facts takes two
_MEMORY: Final = 512 << 20  # bytes
_MOST: Final = 10  # faults told at once
_LOOKED_AT: Final = 500  # faults; most are the same one, on other facts
_ONE: Final = threading.Lock()  # one at a time, whoever asks

_TOO_MUCH: Final = "To write the letter with it takes too much time or memory."
_LESS: Final = "Look for loops within loops, and for texts that grow with each turn of a loop."


@dataclass(frozen=True, kw_only=True, slots=True)
class Attempt:
    """What became of proposed templates: their faults, or the letter that they make of a sample."""

    faults: tuple[TemplateFault, ...]
    letter: Rendered | None  # None: it cannot be made


def attempt(
    builtin: Sources,
    overrides: Mapping[str, str],
    proposed: Mapping[str, str],
    *,
    letter: str,
    language: Language,
    case: int,
    seconds: float = _SECONDS,
) -> Attempt:
    """Try templates in the place of those in force, and make one letter of the sample `case`."""
    long = [file for file, text in proposed.items() if len(text.encode("utf-8", "replace")) > MAX_SOURCE]
    if long:
        text = f"It is larger than {MAX_SOURCE} bytes."
        return _refused(long[0], text, "Make it shorter: what letters share stands once, in `_frame`.")
    asked = {
        "builtin": dict(builtin),
        "overrides": dict(overrides),
        "proposed": dict(proposed),
        "letter": letter,
        "language": language,
        "case": case,
    }
    with _ONE:
        said = _child(json.dumps(asked).encode(), seconds)
    if said is None:
        return _refused(next(iter(proposed)), _TOO_MUCH, _LESS)
    found = json.loads(said)
    made = found["letter"]
    return Attempt(
        faults=tuple(TemplateFault(**fault) for fault in found["faults"]),
        letter=Rendered(subject=made["subject"], text=made["text"], html=made["html"]) if made else None,
    )


def _refused(file: str, text: str, remedy: str) -> Attempt:
    return Attempt(faults=(TemplateFault(file=file, line=None, text=text, remedy=remedy),), letter=None)


def _child(asked: bytes, seconds: float) -> bytes | None:
    """Ask the process; None: it died of the question."""
    home = str(Path(intake.__file__).parents[1])
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LANG") if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and our own words
            [sys.executable, "-P", "-X", "utf8", "-m", "intake.adapters.letters", str(int(seconds))],
            input=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept | {"PYTHONPATH": home},  # nothing of our environment: secrets live there
            timeout=seconds,
            start_new_session=True,  # Ctrl-C is for us
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None


# --- within that process -----------------------------------------------------


def limit(seconds: int) -> None:
    """Have the system end this process where it takes too much; where it cannot, the time limit remains."""
    if sys.platform == "win32":
        return
    import resource

    for what, value in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (value, value))
        except (ValueError, OSError):
            continue


def answer(asked: bytes) -> bytes:
    """Try what is asked for."""
    given = json.loads(asked)
    overrides = {**given["overrides"], **given["proposed"]}
    press = Press({**given["builtin"], **overrides})
    faults = dict.fromkeys(islice(every_fault(press, given["proposed"], overrides), _LOOKED_AT))
    told = [asdict(_mended(fault)) for fault in islice(faults, _MOST)]
    return json.dumps({"faults": told, "letter": _letter(press, given)}).encode()


def _letter(press: Press, given: Mapping[str, object]) -> dict[str, object] | None:
    language: Language = given["language"]  # type: ignore[assignment]  # as `attempt` wrote it
    letter, case = str(given["letter"]), int(str(given["case"]))
    try:
        made = press.print(place(letter, language), cases(letter, language)[case])
    except Exception:  # noqa: BLE001 - it is among the faults
        return None
    return {"subject": made.subject, "text": made.text, "html": made.html}


def _mended(fault: TemplateFault) -> TemplateFault:
    """A fault that says something: running out of memory has no words."""
    if fault.text:
        return fault
    return TemplateFault(file=fault.file, line=fault.line, text=_TOO_MUCH, remedy=_LESS)
