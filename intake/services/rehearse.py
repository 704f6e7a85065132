"""What the mails that are already in a mailbox would become: a poll at a desk that is thrown away afterwards.

It is the way of every mail, so that supplements and duplicates come out as they would; nothing is sent,
and the server sees no more of it than an EXAMINE.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from intake.domain.model import Mailbox
from intake.domain.trouble import Trouble
from intake.services import report
from intake.services.desk import Desk
from intake.services.folder import watched
from intake.services.poll import Progress, poll
from intake.store import ledger
from intake.store.ledger import Cursor

_EARLIEST: Final = date(1970, 1, 2)
_SHOWN = ("folder", "uid", "received_at", "sender", "subject", "outcome", "posting", "application", "reason")


def rehearse(desk: Desk, mailbox: Mailbox, since: date | None, progress: Progress | None = None) -> Any:
    """Work the mails of a mailbox, those the server received before `since` apart.

    The desk must be one for this alone: its database and its storage are written.
    Gives {"mailbox", "messages": [...], "applications": [...]}, rows in the shapes of those commands.
    Raises Trouble where the mailbox cannot be read to its end.
    """
    if since is not None:
        _begin_at(desk, mailbox, since)
    polled = poll(desk, mailbox, progress)
    if polled.error:
        raise Trouble(polled.error, "Run 'intake check --connect', then try again.")
    rows = [{name: row[name] for name in _SHOWN} for row in report.messages(desk)]
    first = since.isoformat() if since else ""
    shown = [row for row in rows if row["received_at"] >= first]
    references = {row["application"] for row in shown}
    dossiers = report.applications(desk, posting=None, status=None)
    return {
        "mailbox": mailbox.name,
        "messages": shown,
        "applications": [dossier for dossier in dossiers if dossier["reference"] in references],
    }


def _begin_at(desk: Desk, mailbox: Mailbox, since: date) -> None:
    """Set the cursors of the watched folders before the first mail that is wanted."""
    with desk.open_imap(mailbox) as session:
        for name in watched(mailbox, session):
            state = session.examine(name)
            # The server's day may begin later than ours; IMAP knows no year before 1970.
            day = max(since, _EARLIEST) - timedelta(days=1)
            first = session.first_since(day) or state.uidnext or 1
            with desk.database.write() as tx:
                cursor = Cursor(uidvalidity=state.uidvalidity or 0, uid=first - 1)
                ledger.set_cursor(tx, mailbox.name, name, cursor)
