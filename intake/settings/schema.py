"""The shape of intake.yaml, as pydantic models, and what it becomes in the domain.

Fields stand in the order of their checks: a check of one field may look at those above it, so
that every fault of a file is found at once.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from intake.settings import forms, times
from intake.settings.digests import DigestForm
from intake.settings.fields import Address, Form, Key, Name, Text
from intake.settings.forms import wrong
from intake.settings.mailboxes import MailboxForm
from intake.settings.monitor import MonitorForm
from intake.settings.privacy import PrivacyForm
from intake.settings.storage import StorageForm, in_full
from intake.settings.values import Limits, Rate
from intake.settings.web import WebForm

Cap = Annotated[Rate, BeforeValidator(times.rate)]


class PollForm(Form):
    """`poll` of intake.yaml."""

    every: Annotated[timedelta, BeforeValidator(times.duration("1s", "1d"))] = timedelta(seconds=60)
    idle: bool = True
    per_host: Annotated[int, AfterValidator(forms.number(1, 10_000))] | None = None


class LimitsForm(Form):
    """`limits` of intake.yaml, in letters."""

    address: Cap = times.rate("10/day")
    domain: Cap = times.rate("200/hour")
    mailbox: Cap = times.rate("500/hour")
    overall: Cap = times.rate("2000/hour")

    def limits(self) -> Limits:
        """Return the caps."""
        return Limits(address=self.address, domain=self.domain, mailbox=self.mailbox, overall=self.overall)


class AlarmsForm(Form):
    """`alarms` of intake.yaml."""

    silence: Annotated[timedelta, BeforeValidator(times.duration("1m", "7d"))] = timedelta(minutes=30)


class AntivirusForm(Form):
    """`antivirus` of intake.yaml."""

    clamd: Annotated[str, AfterValidator(forms.clamd)]


class IntakeForm(Form):
    """intake.yaml."""

    organisation: Text
    timezone: Annotated[Text, AfterValidator(times.timezone)]
    database: Annotated[str, BeforeValidator(forms.database)] = Field(
        "sqlite:///var/intake.db", validate_default=True
    )
    engine: Literal["embedded", "procrastinate"] = "embedded"
    storage: Annotated[StorageForm, BeforeValidator(in_full)] = Field("var/storage", validate_default=True)
    templates: Annotated[Path | None, BeforeValidator(forms.templates)] = Field(
        "templates", validate_default=True
    )
    admins: list[Address] = Field(default=[])
    poll: PollForm = PollForm()
    quiet: Annotated[timedelta, BeforeValidator(times.duration("0s", "7d"))] = timedelta(0)
    digest: DigestForm = DigestForm()
    reminder: Annotated[timedelta | None, BeforeValidator(times.reminder)] = None
    privacy: PrivacyForm | None = None
    limits: LimitsForm = LimitsForm()
    alarms: AlarmsForm = AlarmsForm()
    antivirus: AntivirusForm | None = None
    monitor: MonitorForm | None = None
    web: WebForm | None = None
    token_keys: list[Key] = Field(default=[])
    mailboxes: dict[Name, MailboxForm]

    @field_validator("engine")
    @classmethod
    def _workers_share_a_server(cls, engine: str, info: ValidationInfo) -> str:
        if engine == "procrastinate" and not info.data.get("database", "postgresql").startswith("postgresql"):
            raise wrong(
                "The engine 'procrastinate' needs a database on PostgreSQL, which its workers share.",
                "Write `database: postgresql+psycopg://HOST/NAME`, or remove `engine`.",
            )
        return engine
