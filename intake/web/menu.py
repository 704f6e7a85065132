"""The console's menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A place in the menu: where it leads, its name in English (the catalogues have the others), its key."""

    path: str
    name: str
    admins: bool = False
    key: str | None = None  # typed after "g", it leads there


def _(name: str) -> str:
    return name  # marked for the catalogues


MENU: Final = (
    Entry(path="/", name=_("To decide"), key="d"),
    Entry(path="/applications", name=_("Applications"), key="a"),
    Entry(path="/messages", name=_("Mails"), key="m"),
    Entry(path="/postings", name=_("Postings"), key="p"),
    Entry(path="/mailboxes", name=_("Mailboxes"), admins=True, key="b"),
    Entry(path="/letters", name=_("Letters"), admins=True, key="l"),
    Entry(path="/health", name=_("Health"), admins=True, key="h"),
    Entry(path="/accounts", name=_("Accounts"), admins=True, key="c"),
)
