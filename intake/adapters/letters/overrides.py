"""An organisation's own templates: read within its folder, and proved before a candidate sees one."""

from __future__ import annotations

import re
import traceback
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

from intake.adapters.letters.press import BadLetterError, Press
from intake.adapters.letters.sandbox import Sources
from intake.domain.plain import one_line
from intake.domain.sample_letters import everything

_SUFFIXES = frozenset({".txt", ".html", ".words"})
_SHARED = "_frame/"
MAX_SOURCE = 64_000  # bytes of one override
_OBJECT = re.compile(r"^'intake\.[\w.]+ object' has no attribute")
_MAX_FILES = 1_000  # looked at in an override folder


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateFault:
    """What is wrong with an override, and what to do about it."""

    file: str  # relative to the override folder
    line: int | None
    text: str
    remedy: str


def names(folder: Path) -> list[str]:
    """Return the paths of the template files in `folder`, relative to it."""
    files = islice(folder.rglob("*"), _MAX_FILES)
    return sorted(
        path.relative_to(folder).as_posix()
        for path in files
        if path.suffix in _SUFFIXES and not path.name.startswith(".") and not path.is_dir()
    )


def read_overrides(folder: Path, known: tuple[str, ...]) -> tuple[dict[str, str], list[TemplateFault]]:
    """Return the overrides by path, and what is wrong with the others: name, place, size, encoding."""
    sources, faults = {}, []
    for name in sorted({*names(folder), *(name for name in known if (folder / name).is_symlink())}):
        if name not in known:
            near = get_close_matches(name, known, n=1)
            remedy = f"Did you mean {near[0]}?" if near else "See the README of the built-in templates."
            faults.append(
                TemplateFault(file=name, line=None, text="No template has this name.", remedy=remedy)
            )
            continue
        try:
            sources[name] = _read_override(folder, name)
        except (OSError, ValueError) as error:
            text = str(error) if isinstance(error, BadLetterError) else f"It cannot be read: {error}."
            faults.append(
                TemplateFault(file=name, line=None, text=text, remedy="Put a UTF-8 text file there.")
            )
    return sources, faults


def _read_override(folder: Path, name: str) -> str:
    path = (folder / name).resolve(strict=True)
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise BadLetterError(name, "It is not a file inside the templates folder.")
    with path.open("rb") as file:
        source = file.read(MAX_SOURCE + 1)
    if len(source) > MAX_SOURCE:
        raise BadLetterError(name, f"It is larger than {MAX_SOURCE} bytes.")
    return source.decode("utf-8-sig").replace("\r\n", "\n")


def prove(builtin: Sources, overrides: dict[str, str]) -> list[TemplateFault]:
    """Render everything with sample facts; take the overrides that fail out of `overrides`."""
    faults = []
    while overrides and (fault := _first_fault(Press({**builtin, **overrides}), overrides)):
        faults.append(fault)
        del overrides[fault.file]
    return faults


def _first_fault(press: Press, overrides: Sources) -> TemplateFault | None:
    return next(every_fault(press, overrides, overrides), None)


def every_fault(press: Press, changed: Collection[str], overrides: Sources) -> Iterator[TemplateFault]:
    """Yield what goes wrong in the letters that some changed files take part in; a fault may come again."""
    shared = any(file.startswith(_SHARED) for file in changed)
    for name, facts in everything():
        if not shared and not any(file.startswith(f"{name}.") for file in changed):
            continue
        try:
            press.print(name, facts)
        except Exception as error:  # noqa: BLE001  # whatever somebody's template can raise
            yield _fault(error, name, overrides)


def _fault(error: Exception, name: str, overrides: Sources) -> TemplateFault:
    """Name the override to blame: where it failed, else the letter's own, else a shared one."""
    where, line = place(error)
    file = next(
        (file for file in (where, f"{name}.txt", f"{name}.html") if file in overrides),
        next(iter(overrides)),  # shared files sort first: `_frame/...`
    )
    remedy = next(text for kind, text in _REMEDIES if isinstance(error, kind))
    text = error.message if isinstance(error, TemplateError) else str(error)  # without the source
    line = line if file == where else None
    text = _OBJECT.sub("there is no", text or "")
    return TemplateFault(file=file, line=line, text=one_line(text, 300), remedy=remedy)


def place(error: Exception) -> tuple[str, int | None]:
    """Return the template and line an error comes from; jinja2 puts them into the traceback."""
    if isinstance(error, BadLetterError):
        return error.file, None
    if isinstance(error, TemplateSyntaxError):
        return error.name or "", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    found = [frame for frame in frames if Path(frame.filename).suffix in _SUFFIXES]
    return (found[-1].filename, found[-1].lineno) if found else ("", None)


_REMEDIES: tuple[tuple[type[Exception], str], ...] = (
    (SecurityError, "Remove it: templates may only show facts, with filters, conditions, loops and macros."),
    (UndefinedError, "Use the facts and filters that the README of the templates lists."),
    (TemplateNotFound, "Import and extend only templates that exist."),
    (TemplateSyntaxError, "Correct this line; the README of the templates lists what is available."),
    (
        BadLetterError,
        "Begin the .txt with a line `Subject: …`, an empty line and the letter; keep the .html short.",
    ),
    (Exception, "Compare it with the built-in template of the same name."),
)
