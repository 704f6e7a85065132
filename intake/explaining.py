"""`intake explain` from paths to an explanation: which files, which configuration, which time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from intake import app
from intake.adapters.mime import newest_received
from intake.domain.model import Posting
from intake.services.explain import File, explain_files, explain_mail
from intake.settings import Settings, bare, load
from intake.zones import zone


def explain_paths(
    paths: Sequence[Path],
    config: Path,
    *,
    posting: str | None,
    received: str | None,
    find_posting: Callable[[Settings, str | None], Posting | None],
) -> Any:
    """Explain one mail, several mails (a list), or bare documents as one dossier.

    Bare documents need no configuration unless a posting is named.
    """
    files = [File(name=path.name, data=_read(path)) for path in paths]
    mails = [path.suffix.lower() == ".eml" for path in paths]
    if any(mails) and not all(mails):
        raise typer.BadParameter("name either mails (.eml) or bare documents, not both", param_hint="FILE")
    needed = any(mails) or posting is not None
    settings = load(config) if needed or (config / "intake.yaml").is_file() else bare(config)
    assigned = find_posting(settings, posting)
    when = _time(received, settings)
    with app.open_desk(settings) as desk:
        if not any(mails):
            return explain_files(desk, files, when or desk.now(), assigned)
        found = [
            explain_mail(desk, file.data, when or newest_received(file.data) or desk.now(), assigned)
            for file in files
        ]
    return found[0] if len(found) == 1 else found


def _read(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise typer.BadParameter(f"{path} is no file", param_hint="FILE")
    try:
        return path.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{path} cannot be read: {error.strerror}", param_hint="FILE") from None


def _time(text: str | None, settings: Settings) -> datetime | None:
    """A time as given; without an offset it is of the organisation's zone."""
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
        return (when if when.tzinfo else when.replace(tzinfo=zone(settings.zone))).astimezone(UTC)
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"{text!r} is no time such as 2026-05-04T15:59:59+01:00", param_hint="--received"
        ) from None
