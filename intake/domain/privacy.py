"""What candidates are told of their data, and by when a request about one's data is to be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final, Literal

from intake.domain.calendar import months_later
from intake.domain.model import Language

Law = Literal["09-08", "gdpr"]
Request = Literal["access", "rectification", "erasure"]

_MOROCCAN: Final = frozenset({"Africa/Casablanca", "Africa/El_Aaiun"})
_CLEAR_DAYS: Final = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """An organisation's notice on personal data, as it stands in acknowledgements."""

    purpose: tuple[tuple[Language, str], ...]
    contact: str

    def purpose_in(self, language: Language) -> str | None:
        """Return the purpose in a language, if the organisation wrote it there."""
        return dict(self.purpose).get(language)


def law_of(zone: str) -> Law:
    """Return the law of an organisation that names none: that of its time zone's country."""
    return "09-08" if zone in _MOROCCAN else "gdpr"


def answer_by(received_at: datetime, law: Law, zone: tzinfo) -> datetime:
    """Return the instant before which a request is to be answered.

    Law 09-08 (Morocco), article 8: ten clear days, so that neither the first nor the last day counts.
    GDPR, article 12(3): one month.
    """
    if law == "gdpr":
        return months_later(received_at, 1, zone)
    day = received_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return (day + timedelta(days=_CLEAR_DAYS + 1)).astimezone(zone)
