"""A fortnight of an organisation: three postings, 300 candidates, and what must have become of each of them.

A candidate's plan is written down before anything runs: when each mail arrives, and in which status the
dossier is from then on. The oracle reads plans only; it shares nothing with intake but the contract's words.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from builders import documents
from builders.mails import mail

Status = Literal["complete", "incomplete", "late", "review", "withdrawn"]
Files = Sequence[tuple[str, bytes]]

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# Casablanca is at UTC+01 then: local 08:00 is 07:00 UTC. 2026-04-20 is a Monday.
BEGIN = datetime(2026, 4, 20, 7, 0, tzinfo=UTC)
END = datetime(2026, 5, 5, 7, 0, tzinfo=UTC)

CV = ("CV.pdf", documents.pdf([documents.CV_FR]))
LETTER = ("Lettre.pdf", documents.pdf([documents.LETTER_FR]))
SCAN = ("scan.pdf", documents.scan_pdf([documents.CV_FR], legible=False))


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A posting of the organisation, and who is told of it."""

    id: str
    prefix: str
    mailbox: str
    subject: str
    recruiter: str
    deadline: datetime
    reminder: timedelta | None
    told_on: frozenset[int]  # days of the week, Monday is 0


DAILY, WORKDAYS, MONDAYS = frozenset(range(7)), frozenset(range(5)), frozenset({0})
PLACES = (
    Place(
        id="projet",
        prefix="PRO",
        mailbox="jobs",
        subject="Candidature chargé de projet",
        recruiter="projet@example.org",
        deadline=datetime(2026, 5, 4, 15, 0, tzinfo=UTC),
        reminder=2 * DAY,
        told_on=DAILY,
    ),
    Place(
        id="compta",
        prefix="CPT",
        mailbox="jobs",
        subject="Recrutement comptable 2026",
        recruiter="compta@example.org",
        deadline=datetime(2026, 5, 1, 23, 0, tzinfo=UTC),
        reminder=None,
        told_on=WORKDAYS,
    ),
    Place(
        id="juriste",
        prefix="JUR",
        mailbox="droit",
        subject="Poste de juriste",
        recruiter="droit@example.org",
        deadline=datetime(2026, 5, 3, 11, 0, tzinfo=UTC),
        reminder=None,
        told_on=MONDAYS,
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """One mail of a candidate. `status` is the dossier's from then on; None: it makes no dossier."""

    at: datetime
    mailbox: str
    raw: bytes
    status: Status | None
    answered: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A candidate, and every mail that comes of them."""

    email: str
    place: Place
    arrivals: tuple[Arrival, ...]

    @property
    def applied_at(self) -> datetime | None:
        """When the first mail came that makes a dossier."""
        return next((each.at for each in self.arrivals if each.status), None)

    def status(self, at: datetime) -> Status | None:
        """The dossier's status by what came before then; None: there is none."""
        return next((each.status for each in reversed(self.arrivals) if each.at < at and each.status), None)


_Plan = Callable[["_Writer"], list[Arrival]]


class _Writer:
    """Writes the mails of one candidate, at times within the fortnight."""

    def __init__(self, number: int, place: Place, chance: random.Random) -> None:
        self.place, self.chance = place, chance
        self.email = f"candidate{number:03}@mail{number % 7}.example.com"
        self.name = f"Candidat Numéro{number:03}"
        self.first = BEGIN + HOUR + (place.deadline - BEGIN - 8 * HOUR) * chance.random() ** 0.7
        self.count = 0

    def later(self, at: datetime, most: timedelta = 5 * DAY) -> datetime:
        """A time after that one, and in time."""
        return min(at + 20 * MINUTE + most * self.chance.random(), self.place.deadline - HOUR)

    def mail(
        self, at: datetime, files: Files, status: Status | None, *, text: str = "", **more: str | bool
    ) -> Arrival:
        self.count += 1
        subject = str(more.get("subject") or self.place.subject)
        words = text or "Madame, Monsieur,\n\nVeuillez trouver ci-joint ma candidature.\n\nCordialement"
        raw = mail(
            sender=f"{self.name} <{self.email}>",
            to=f"{self.place.mailbox}@example.org",
            subject=subject,
            text=f"{words}\n{self.name}\n",
            files=files,
            message_id=f"<{self.email}.{self.count}@mail.example.com>",
            date=at - MINUTE,
        )
        return Arrival(
            at=at,
            mailbox=self.place.mailbox,
            raw=raw,
            status=status,
            answered=bool(more.get("answered", True)),
        )


def _complete(write: _Writer) -> list[Arrival]:
    return [write.mail(write.first, (CV, LETTER), "complete")]


def _completed(write: _Writer) -> list[Arrival]:
    return [
        write.mail(write.first, (CV,), "incomplete"),
        write.mail(write.later(write.first), (LETTER,), "complete"),
    ]


def _incomplete(write: _Writer) -> list[Arrival]:
    return [write.mail(write.first, (LETTER,), "incomplete")]


def _late(write: _Writer) -> list[Arrival]:
    after = write.place.deadline + 3 * MINUTE + 10 * HOUR * write.chance.random()
    return [write.mail(after, (CV, LETTER), "late")]


def _completed_late(write: _Writer) -> list[Arrival]:
    after = write.place.deadline + 5 * MINUTE + 8 * HOUR * write.chance.random()
    return [
        write.mail(min(write.first, write.place.deadline - 2 * DAY), (CV,), "incomplete"),
        write.mail(after, (LETTER,), "late"),
    ]


def _unreadable(write: _Writer) -> list[Arrival]:
    return [write.mail(write.first, (SCAN, LETTER), "review")]


def _wrong_then_right(write: _Writer) -> list[Arrival]:
    return [
        write.mail(write.first, (CV, LETTER), None, subject="Bonjour, voici mes papiers", answered=False),
        write.mail(write.later(write.first, DAY), (CV, LETTER), "complete"),
    ]


def _wrong_only(write: _Writer) -> list[Arrival]:
    return [write.mail(write.first, (CV, LETTER), None, subject="Demande d’emploi", answered=False)]


def _withdrawn(write: _Writer) -> list[Arrival]:
    return [
        write.mail(write.first, (CV, LETTER), "complete"),
        write.mail(
            write.later(write.first),
            (),
            "withdrawn",
            text="Bonjour,\n\nJe retire ma candidature.\n\nCordialement",
        ),
    ]


def _three_parts(write: _Writer) -> list[Arrival]:
    first = write.first
    return [
        write.mail(first, (CV,), "incomplete"),
        write.mail(first + MINUTE, (), "incomplete", text="Merci", answered=False),
        write.mail(first + 2 * MINUTE, (LETTER,), "complete"),
    ]


_SHARES: tuple[tuple[int, _Plan], ...] = (
    (38, _complete),
    (20, _completed),
    (11, _incomplete),
    (8, _late),
    (4, _completed_late),
    (6, _unreadable),
    (4, _wrong_then_right),
    (3, _wrong_only),
    (3, _withdrawn),
    (3, _three_parts),
)


def candidates(number: int = 300, seed: int = 8) -> tuple[Candidate, ...]:
    """The candidates of the fortnight, the same each time."""
    chance = random.Random(seed)
    plans = [plan for share, plan in _SHARES for _ in range(share)]
    found = []
    for each in range(number):
        place = PLACES[each % len(PLACES)]
        write = _Writer(each, place, chance)
        arrivals = chance.choice(plans)(write)
        found.append(Candidate(email=write.email, place=place, arrivals=tuple(arrivals)))
    return tuple(found)


# --- what must be -------------------------------------------------------------


def steps(every: timedelta = 4 * HOUR) -> list[datetime]:
    """When intake looks: often enough, and at each instant that something is due."""
    regular = []
    at = BEGIN
    while at <= END:
        regular.append(at)
        at += every
    closing = [place.deadline + 16 * MINUTE for place in PLACES]
    return sorted({*regular, *closing})


def told_days(place: Place) -> list[datetime]:
    """The instants of a posting's digests."""
    days = (END - BEGIN) // DAY
    return [at for n in range(days + 1) if (at := BEGIN + n * DAY).weekday() in place.told_on]


def counts(people: Sequence[Candidate], place: Place, at: datetime) -> dict[str, int]:
    """How many dossiers of a posting are in each status, by what came before then."""
    states = [each.status(at) for each in people if each.place is place]
    return {name: states.count(name) for name in ("complete", "incomplete", "late", "review")}


def new(people: Sequence[Candidate], place: Place, since: datetime, until: datetime) -> int:
    """How many applications to a posting came in between."""
    times = [each.applied_at for each in people if each.place is place]
    return sum(time is not None and since <= time < until for time in times)


def reminded(people: Sequence[Candidate], when: Sequence[datetime]) -> set[str]:
    """Who must have been reminded: who lacks something, and heard nothing of us for a day."""
    found = set()
    for each in people:
        place = each.place
        if place.reminder is None:
            continue
        for step in when:
            if not place.deadline - place.reminder <= step < place.deadline - HOUR:
                continue
            heard = [_seen(a.at, when) for a in each.arrivals if a.at < step and a.answered and a.status]
            if each.status(step) == "incomplete" and max(heard) <= step - DAY:
                found.add(each.email)
    return found


def _seen(at: datetime, when: Sequence[datetime]) -> datetime:
    """The step at which a mail is taken in."""
    return next(step for step in when if step > at)
