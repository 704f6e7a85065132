"""`intake draft` from a path to a draft, its JSON and its posting's file."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from intake import app
from intake.adapters.sandbox import Reader
from intake.adapters.tesseract import Tesseract
from intake.domain.draft import Caution, Draft
from intake.domain.trouble import Misuse
from intake.settings import Place, Settings, is_name, load, open_points, posting_file

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
        Misuse: there is no such file, or no text in it.
        SettingsError: the configuration is there and is refused.

    """
    name = "standard input" if source == STANDARD_INPUT else Path(source).name
    data = _read(source)
    settings = load(config) if (config / "intake.yaml").is_file() else None
    today = app.utc_now().date()
    with Reader(recogniser=Tesseract()) as reader:
        advert = reader.read_advert(data, name, today=today)
    if advert.draft is None:
        raise Misuse(
            f"{name} {advert.problem}.",
            "Give the ad as text, HTML, PDF, DOCX or ODT, or paste its text: intake draft - < ad.txt",
        )
    place = place_of(advert.draft, settings)
    return Drafted(
        draft=advert.draft,
        text=posting_file(advert.draft, place, source=name),
        points=open_points(advert.draft, place),
    )


def edited(path: Path) -> Drafted:
    """Take a posting's file as a person has edited it. Raises Misuse if it cannot be read as text."""
    try:
        return Drafted(draft=None, text=_read(str(path)).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Misuse(f"{path} is not UTF-8 text.", "Save it with UTF-8 encoding.") from None


def place_of(draft: Draft, settings: Settings | None) -> Place:
    """Find the mailbox that receives the ad's mail, and the zone, in a configuration."""
    if settings is None:
        return Place()
    wanted = {address.lower() for address in draft.addresses}
    boxes = [name for name, mailbox in settings.mailboxes.items() if mailbox.ours & wanted]
    return Place(mailbox=boxes[0] if len(boxes) == 1 else None, zone=settings.zone)


def _read(source: str) -> bytes:
    if source == STANDARD_INPUT:
        data = sys.stdin.buffer.read(_LARGEST + 1)
    else:
        path = Path(source)
        if path.exists() and not path.is_file():
            raise Misuse(f"{path} is no file.", "Name the file of one job ad.")
        try:
            with path.open("rb") as stream:
                data = stream.read(_LARGEST + 1)
        except OSError as error:
            raise Misuse(f"{path} cannot be read: {error.strerror}.", "Name the file of a job ad.") from None
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
    if output.exists() and not (force and output.is_file()):
        raise Misuse(f"{output} is there already.", "Choose another name, or add --force to replace it.")
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.stem}.")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
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
