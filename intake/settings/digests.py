"""`digest` of intake.yaml and of a posting: when recruiters get their digests."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from intake.domain.model import Schedule
from intake.settings import times
from intake.settings.faults import did_you_mean, found
from intake.settings.fields import Form, MailboxName
from intake.settings.forms import wrong

_EVERY_DAY: Final = frozenset(range(7))
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHOOSE: Final = f"Write day, or one of {', '.join(_WEEKDAYS)}."


def _every(value: object) -> frozenset[int]:
    """Return the days of the week: `day`, or one of them."""
    if value == "day":
        return _EVERY_DAY
    if isinstance(value, str) and value in _WEEKDAYS:
        return frozenset({_WEEKDAYS.index(value)})
    accepted = f"`day` or a day of the week ({', '.join(_WEEKDAYS)}) is expected, found {found(value)}."
    raise wrong(accepted, did_you_mean(value, ("day", *_WEEKDAYS), _CHOOSE))


def _quiet_day(value: object) -> int | date:
    """Return a day of the week (Monday is 0) or a date."""
    if isinstance(value, str) and value in _WEEKDAYS:
        return _WEEKDAYS.index(value)
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong(
        f"A day of the week ({', '.join(_WEEKDAYS)}) or a date such as 2026-05-01 is expected, "
        f"found {found(value)}.",
        did_you_mean(value, _WEEKDAYS, "Write for instance [sat, sun, 2026-05-01]."),
    )


class ScheduleForm(Form):
    """`digest` of a posting: what it does not say is as in intake.yaml."""

    at: Annotated[time | None, BeforeValidator(times.hour)] = None
    every: Annotated[frozenset[int] | None, BeforeValidator(_every)] = None
    quiet_days: list[Annotated[int | date, BeforeValidator(_quiet_day)]] | None = None

    def schedule(self, usual: Schedule) -> Schedule:
        """Return when digests come."""
        quiet = self.quiet_days
        return Schedule(
            at=self.at or usual.at,
            weekdays=usual.weekdays if self.every is None else self.every,
            quiet_weekdays=usual.quiet_weekdays
            if quiet is None
            else frozenset(day for day in quiet if isinstance(day, int)),
            quiet_dates=usual.quiet_dates
            if quiet is None
            else frozenset(day for day in quiet if isinstance(day, date)),
        )


class DigestForm(ScheduleForm):
    """`digest` of intake.yaml."""

    when_empty: Literal["skip", "send"] = "skip"
    sender: MailboxName | None = Field(default=None, alias="from")
