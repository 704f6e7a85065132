"""`intake draft` from a path to a draft, its JSON and its posting's file."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from intake import app
from intake.adapters.sandbox import Reader
from intake.adapters.tesseract import Tesseract
from intake.domain.draft import Caution, Draft
from intake.domain.trouble import Misuse
from intake.settings import (
    Place,
    Settings,
    SettingsError,
    bare,
    is_name,
    load,
    open_points,
    posting_file,
    posting_of,
)

STANDARD_INPUT: Final = "-"
_LARGEST: Final = 100_000_000  # bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """A draft with the posting's file that it makes, and what is to settle before that is opened.

    `draft` is None for a file that a person has edited.
    """

    draft: Draft | None
    text: str  # YAML
    points: tuple[Caution, ...] = ()


def draft_of(source: str, config: Path) -> Drafted:
    """Read the job ad in a file, or on standard input for `-`.

    A configuration, if there is one, says which mailbox receives the mail and the zone of its deadlines.

    Raises:
        Misuse: there is no such file, or no text in it, or it is a posting's file already.

    """
    name = "standard input" if source == STANDARD_INPUT else Path(source).name
    if Path(source).suffix.lower() in (".yaml", ".yml"):
        raise Misuse(
            f"{name} is a posting's file, and no job ad.",
            "To try it on a mailbox, name it .yaml and add --rehearse.",
        )
    data = _read(source)
    today = app.utc_now().date()
    with Reader(recogniser=Tesseract()) as reader:
        advert = reader.read_advert(data, name, today=today)
    if advert.draft is None:
        raise Misuse(
            f"{name} {advert.problem}.",
            "Give the ad as text, HTML, PDF, DOCX or ODT, or paste its text: intake draft - < ad.txt",
        )
    return _drafted(advert.draft, config, name)


def _drafted(draft: Draft, config: Path, name: str) -> Drafted:
    """Write the posting's file; a deadline that `check` would refuse in it is left to a person."""
    settings, refused = _settings(config)
    place = place_of(draft, settings, refused=refused)
    text = posting_file(draft, place, source=name)
    try:
        posting_of(text, "draft", settings or bare(config))
    except SettingsError as error:
        said = " ".join(f"{finding.text} {finding.remedy}" for finding in error.findings)
        caution = Caution(code="deadline_impossible", text=f"{said} Write the deadline by hand.")
        draft = replace(draft, deadline=None, cautions=(caution, *draft.cautions))
        text = posting_file(draft, place, source=name)
    return Drafted(draft=draft, text=text, points=open_points(draft, place))


def _settings(config: Path) -> tuple[Settings | None, bool]:
    """Give the settings, if there are any; or that they are refused, which keeps no ad from being read."""
    try:
        return (load(config) if (config / "intake.yaml").is_file() else None), False
    except (SettingsError, OSError):
        return None, True


def edited(path: Path) -> Drafted:
    """Take a posting's file as a person has edited it. Raises Misuse if it cannot be read as text."""
    try:
        return Drafted(draft=None, text=_read(str(path)).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Misuse(f"{path} is not UTF-8 text.", "Save it with UTF-8 encoding.") from None


def place_of(draft: Draft, settings: Settings | None, *, refused: bool = False) -> Place:
    """Find the mailbox that receives the ad's mail, and the zone, in a configuration."""
    if settings is None:
        return Place(refused=refused)
    wanted = {address.lower() for address in draft.addresses}
    boxes = [name for name, mailbox in settings.mailboxes.items() if mailbox.ours & wanted]
    only = boxes[0] if len(boxes) == 1 else None
    return Place(mailbox=only, zone=settings.zone, rivals=() if only else tuple(boxes))


def _read(source: str) -> bytes:
    try:
        if source == STANDARD_INPUT:
            data = sys.stdin.buffer.read(_LARGEST + 1)
        elif not Path(source).is_file() and Path(source).exists():
            raise Misuse(f"{source or 'An empty name'} is no file.", "Name the file of one job ad, or - .")
        else:
            with Path(source).open("rb") as stream:
                data = stream.read(_LARGEST + 1)
    except (OSError, ValueError, AttributeError) as error:  # a closed standard input has no buffer
        why = getattr(error, "strerror", None) or "it is closed"
        raise Misuse(f"{source} cannot be read: {why}.", "Name the file of a job ad.") from None
    if len(data) > _LARGEST:
        raise Misuse(f"{source} is larger than {_LARGEST // 1_000_000} MB.", "Give the ad's text alone.")
    return data


def save(text: str, output: Path, *, force: bool) -> None:
    """Write a posting's file whole or not at all.

    Raises:
        Misuse: the name is no posting's, the file is there already, or it cannot be written.

    """
    if output.suffix != ".yaml" or not is_name(output.stem):
        raise Misuse(
            f"{output} is no name of a posting's file: letters, digits, - and _ and then .yaml.",
            "Write for instance --output config/postings/charge-de-projet.yaml",
        )
    try:
        if os.path.lexists(output) and not (force and output.is_file()):
            raise Misuse(f"{output} is there already.", "Choose another name, or add --force to replace it.")
        output = output.resolve()  # a link stays one
        mode = stat.S_IMODE(output.stat().st_mode) if output.exists() else None
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.stem}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            if mode is not None:
                temporary.chmod(mode)
            temporary.replace(output)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise Misuse(f"{output} cannot be written: {error.strerror}.", "Name a folder that exists.") from None


def shape(draft: Draft) -> dict[str, Any]:
    """Give a draft in the contract's shape, with the place of each quote besides."""
    return {
        "title": draft.title,
        "organisation": draft.organisation,
        "addresses": list(draft.addresses),
        "subject": draft.subject,
        "documents": [
            {"kind": each.kind, "count": each.count, "optional": each.optional} for each in draft.documents
        ],
        "deadline": None if draft.deadline is None else _iso(draft.deadline),
        "deadline_has_time": draft.deadline_has_time,
        "timezone": draft.timezone,
        "language": draft.language,
        "channel": draft.channel,
        "quotes": {name: quote.text for name, quote in draft.quotes.items()},
        "places": {name: {"page": quote.page, "line": quote.line} for name, quote in draft.quotes.items()},
        "warnings": [{"code": each.code, "text": each.text} for each in draft.cautions],
    }


def _iso(deadline: date | datetime) -> str:
    return deadline.isoformat(timespec="minutes") if isinstance(deadline, datetime) else deadline.isoformat()
