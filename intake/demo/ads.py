"""What became of the five job ads, as the seeds tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML

from intake.demo.office import seeds
from intake.domain.model import Posting
from intake.settings import Settings
from intake.zones import zone


@dataclass(frozen=True, kw_only=True, slots=True)
class Ad:
    """One job ad: its number, and in words what it asks for or why it opened no posting."""

    number: str
    title: str
    organisation: str
    posting: str | None
    asked: str


def ads(settings: Settings) -> Iterator[Ad]:
    """Give the ads in order."""
    index = YAML(typ="safe", pure=True).load((seeds() / "index.yaml").read_text(encoding="utf-8"))
    for number, entry in index.items():
        posting = settings.postings[entry["posting"] or index[entry["same_as"]]["posting"]]
        yield Ad(
            number=number,
            title=posting.title,
            organisation=posting.organisation,
            posting=entry["posting"],
            asked=_asked(posting, settings) if entry["posting"] else f"Opens no posting. {entry['reason']}",
        )


def _asked(posting: Posting, settings: Settings) -> str:
    wanted = ", ".join(
        f"{item.count} {item.kind}" if item.count > 1 else item.kind for item in posting.documents
    )
    until = "no deadline"
    if posting.cutoff:
        local = posting.cutoff.astimezone(zone(posting.zone))
        until = f"before {local.day} {local:%B %Y, %H:%M}"
    if posting.mailbox is None:
        return (
            f"{wanted}; {until}. It names neither an address nor a subject: no mail can be received for it."
        )
    return f"{wanted}; {until}. « {posting.subject} » to {settings.mailboxes[posting.mailbox].address}"
