"""A posting as its job ad gives it: each value with the words it comes from, and what an admin must settle.

A value that the ad does not give is None or empty, never guessed; what is doubtful has a caution.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from intake.domain.model import Kind

Channel = Literal["email", "form", "post", "mixed", "none"]
DraftField = Literal[
    "title",
    "organisation",
    "addresses",
    "subject",
    "documents",
    "deadline",
    "timezone",
    "language",
    "channel",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """Words of the ad, white space made single, and where they begin; pages and lines count from 1."""

    text: str
    page: int
    line: int  # of the page


@dataclass(frozen=True, kw_only=True, slots=True)
class Caution:
    """Something that an admin must settle, or at least read, before the posting opens.

    `code` is a stable word that names the field it is about; `text` is a sentence with the remedy.
    A `note` is worth knowing and leaves nothing to settle.
    """

    code: str
    text: str
    note: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedDocument:
    """A document that the ad asks for; `count` is meaningful for references only."""

    kind: Kind
    count: int = 1
    optional: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What an ad says of the posting it opens.

    `deadline` is local time: a datetime if the ad names an hour, else a date, which includes that day.
    `timezone` is an IANA name, or a fixed offset such as "Etc/GMT-1". `subject` may hold {name}, {title}
    and {any}. `language` is an ISO 639-1 code, not always one that letters are written in.
    """

    title: str | None = None
    organisation: str | None = None
    addresses: tuple[str, ...] = ()
    subject: str | None = None
    documents: tuple[AskedDocument, ...] = ()
    deadline: date | datetime | None = None
    timezone: str | None = None
    language: str | None = None
    channel: Channel = "none"
    quotes: Mapping[DraftField, Quote] = field(default_factory=dict)
    cautions: tuple[Caution, ...] = ()

    @property
    def deadline_has_time(self) -> bool:
        """Whether the ad names the hour of the deadline."""
        return isinstance(self.deadline, datetime)


@dataclass(frozen=True, kw_only=True, slots=True)
class Advert:
    """An ad as it was read; `problem` says why there is no draft."""

    draft: Draft | None = None
    problem: str | None = None
