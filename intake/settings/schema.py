"""The shape of the configuration files, as pydantic models, and what they become in the domain.

Fields stand in the order of their checks: a check of one field may look at those above it, so
that every fault of a file is found at once.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from intake.domain import model, subject
from intake.settings import forms, times
from intake.settings.fields import Address, Closing, Form, Key, MailboxName, Name, Opening, Text
from intake.settings.forms import wrong
from intake.settings.mailboxes import MailboxForm
from intake.settings.monitor import MonitorForm
from intake.settings.storage import StorageForm, in_full
from intake.settings.values import Limits, Rate

Cap = Annotated[Rate, BeforeValidator(times.rate)]


class PollForm(Form):
    """`poll` of intake.yaml."""

    every: Annotated[timedelta, BeforeValidator(times.duration("1s", "1d"))] = timedelta(seconds=60)
    idle: bool = True
    per_host: Annotated[int, AfterValidator(forms.number(1, 10_000))] | None = None


class DigestForm(Form):
    """`digest` of intake.yaml."""

    at: Annotated[time, BeforeValidator(times.hour)] = time(8)
    when_empty: Literal["skip", "send"] = "skip"
    sender: MailboxName | None = Field(default=None, alias="from")


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
    limits: LimitsForm = LimitsForm()
    alarms: AlarmsForm = AlarmsForm()
    antivirus: AntivirusForm | None = None
    monitor: MonitorForm | None = None
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


class DocumentForm(Form):
    """One line of a posting's `documents`."""

    kind: model.Kind
    count: Annotated[int, AfterValidator(forms.number(1, 20))] = 1

    @field_validator("count")
    @classmethod
    def _references_are_counted(cls, count: int, info: ValidationInfo) -> int:
        kind = info.data.get("kind", "references")
        if count > 1 and kind != "references":
            raise wrong(f"A count is for references only, found {count} for '{kind}'.", "Remove the count.")
        return count


class RetentionForm(Form):
    """`retention` of a posting."""

    months: Annotated[int, AfterValidator(forms.number(1, 1200))]


class PostingForm(Form):
    """postings/ID.yaml."""

    title: Text
    organisation: Text | None = None
    language: model.Language
    documents: list[Annotated[DocumentForm, BeforeValidator(forms.required_document)]]
    recruiters: list[Address] = Field(default=[])
    opens: Opening = None
    deadline: Closing = None
    closed: Closing = None
    draft: bool = False
    mailbox: MailboxName | None = None
    subject: Text | None = Field(default=None, validate_default=True)
    reference: Annotated[str, AfterValidator(forms.prefix)] | None = None
    retention: RetentionForm | None = None

    @field_validator("documents")
    @classmethod
    def _kinds_stand_once(cls, documents: list[DocumentForm]) -> list[DocumentForm]:
        kinds = [document.kind for document in documents]
        if twice := next((kind for kind in kinds if kinds.count(kind) > 1), None):
            raise wrong(
                f"The kind '{twice}' stands twice.", "Name each kind once; references may have a count."
            )
        return documents

    @field_validator("deadline", "closed")
    @classmethod
    def _ends_after_it_opens(cls, end: datetime | None, info: ValidationInfo) -> datetime | None:
        opens = info.data.get("opens")
        if end and opens and end <= opens:
            raise wrong("The posting would end before it opens.", "Correct this date or `opens`.")
        return end

    @field_validator("subject")
    @classmethod
    def _subject_is_a_rule(cls, rule: str | None, info: ValidationInfo) -> str | None:
        if rule is None:
            if info.data.get("mailbox") and not info.data.get("draft"):
                raise wrong(
                    "A posting with a mailbox needs the subject that its ad prescribes.",
                    "Add `subject: …`, or remove `mailbox`.",
                )
        elif fault := subject.check_rule(rule):
            raise wrong(fault, 'Write for instance "Candidature – {title} – {name}".')
        return rule

    def posting(self, posting_id: str, organisation: str, zone: str) -> model.Posting:
        """Return the posting; `organisation` is the one of intake.yaml."""
        documents = (model.RequiredDocument(kind=line.kind, count=line.count) for line in self.documents)
        return model.Posting(
            id=posting_id,
            title=self.title,
            organisation=self.organisation or organisation,
            mailbox=self.mailbox,
            language=self.language,
            subject=self.subject,
            documents=tuple(documents),
            zone=zone,
            opens=self.opens,
            deadline=self.deadline,
            closes=self.closed,
            recruiters=tuple(dict.fromkeys(self.recruiters)),
            prefix=self.reference or default_prefix(posting_id),
            draft=self.draft,
        )


def default_prefix(posting_id: str) -> str:
    """Return the prefix of references for a posting that names none: `omp-charge-de-projet` → `OMP`.

    It is the id's first word that begins with a letter, else `P` and the first word.
    """
    words = [word for word in posting_id.replace("_", "-").split("-") if word]
    return next((word for word in words if word[0].isalpha()), f"P{words[0]}").upper()[:20]
