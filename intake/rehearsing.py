"""`intake draft --rehearse`: a posting that is not open yet, held against the mails of a mailbox."""

from __future__ import annotations

import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from intake import app
from intake.domain.model import Mailbox, Posting
from intake.domain.trouble import Misuse
from intake.services.poll import Progress
from intake.services.rehearse import rehearse
from intake.settings import Settings, is_name, load, posting_of

_ALWAYS: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ANY_SUBJECT: Final = "{title}"  # where the ad prescribes none: what most people write


def rehearsed(
    text: str, config: Path, *, name: str, mailbox: str | None, since: date | None, progress: Progress | None
) -> Any:
    """Work a mailbox as if the posting in this YAML were open; everything written is gone afterwards.

    `name` is the posting's id; `subject` in the answer is the rule, which is {title} where there is none.

    Raises SettingsError for a configuration or a posting that is refused,
    Misuse for a mailbox that is not configured, Trouble if it cannot be read.
    """
    settings = load(config)
    if not is_name(name):
        raise Misuse(f"{name} is no id of a posting.", "Name the file with letters, digits, - and _ .")
    posting = posting_of(text, name, settings)
    box = _mailbox(settings, posting.mailbox if mailbox is None else mailbox)
    posting = replace(posting, mailbox=box.name, subject=posting.subject or _ANY_SUBJECT, draft=False)
    with (
        _ended_by_signals(),
        tempfile.TemporaryDirectory(prefix="intake-rehearsal-") as folder,
        app.open_desk(_apart(settings, box, posting, Path(folder))) as desk,
        app.at_work(desk),
    ):
        found = rehearse(desk, desk.settings.mailboxes[box.name], since, progress)
    return {"subject": posting.subject, **found}


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end it as Ctrl-C does, so that the candidates' mails are removed."""
    names = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(name, signal.default_int_handler) for name in names} if _in_main() else {}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _in_main() -> bool:
    return threading.current_thread() is threading.main_thread()  # only there signals can be taken


def _apart(settings: Settings, box: Mailbox, posting: Posting, folder: Path) -> Settings:
    """The settings with the posting open, and everything written in a folder of its own."""
    untouched = replace(box, processed="leave", move_to=None, since=_ALWAYS, canary=False)
    return replace(
        settings,
        database=f"sqlite:///{folder / 'rehearsal.db'}",
        storage=folder / "storage",
        mailboxes=settings.mailboxes | {box.name: untouched},
        postings=settings.postings | {posting.id: posting},
    )


def _mailbox(settings: Settings, name: str | None) -> Mailbox:
    if name is None and len(settings.mailboxes) == 1:
        return next(iter(settings.mailboxes.values()))
    if name not in settings.mailboxes:
        known = ", ".join(settings.mailboxes) or "none"
        wanted = f"There is no mailbox {name!r}" if name is not None else "The ad's mailbox is not configured"
        raise Misuse(f"{wanted}; configured: {known}.", "Name one of them with --mailbox NAME.")
    return settings.mailboxes[name]
