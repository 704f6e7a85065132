"""Who gets digests: recruiters and admins, with what they are told of, when, and in which language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from intake.domain.calendar import comes
from intake.domain.model import Language, Posting, Schedule
from intake.services.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A posting that a recruiter is told of, when, and in which language (None: the posting's)."""

    posting: Posting
    schedule: Schedule
    language: Language | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """A recruiter, or an admin, and what they are told of."""

    address: str  # lower case
    admin: bool
    topics: tuple[Topic, ...]

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """When something of theirs comes."""
        return tuple(topic.schedule for topic in self.topics)

    @property
    def language(self) -> Language:
        """The language of their digests: the one named first for them, else that of the first posting."""
        named = (topic.language for topic in self.topics if topic.language)
        return next(named, self.topics[0].posting.language)

    def on(self, day: date) -> tuple[Topic, ...]:
        """What comes on a day."""
        return tuple(topic for topic in self.topics if comes(topic.schedule, day))


def readers(desk: Desk) -> dict[str, Reader]:
    """Who is told of which postings; a posting without recruiters is the admins' business."""
    found: dict[str, list[Topic]] = {}
    settings = desk.settings
    admins = {address.lower() for address in settings.admins}
    for posting in settings.postings.values():
        if posting.draft:
            continue
        for address, topic in _told(posting, settings.admins, settings.schedule):
            found.setdefault(address.lower(), []).append(topic)
    return {
        address: Reader(address=address, admin=address in admins, topics=tuple(dict.fromkeys(topics)))
        for address, topics in found.items()
    }


def _told(posting: Posting, admins: Collection[str], usual: Schedule) -> list[tuple[str, Topic]]:
    if not posting.recruiters:
        return [(address, Topic(posting=posting, schedule=usual)) for address in admins]
    return [
        (each.address, Topic(posting=posting, schedule=posting.schedule, language=each.language))
        for each in posting.recruiters
        if each.digest
    ]
