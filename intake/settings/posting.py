"""The shape of a posting's file, as pydantic models, and what it becomes in the domain.

Fields stand in the order of their checks: a check of one field may look at those above it, so
that every fault of a file is found at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from intake.domain import model, subject
from intake.settings import forms, times
from intake.settings.digests import ScheduleForm
from intake.settings.fields import Address, Closing, Form, MailboxName, Opening, Text
from intake.settings.forms import wrong
from intake.settings.values import Defaults


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


class RecruiterForm(Form):
    """One line of a posting's `recruiters` in its long form."""

    address: Address
    gets: list[Literal["digest", "closing", "exceptions"]] = Field(default=["digest", "closing"])
    language: model.Language | None = None

    def recruiter(self) -> model.Recruiter:
        """Return who is told, and what of."""
        return model.Recruiter(
            address=self.address,
            language=self.language,
            digest="digest" in self.gets,
            closing="closing" in self.gets,
            exceptions="exceptions" in self.gets,
        )


class PostingForm(Form):
    """postings/ID.yaml."""

    title: Text
    organisation: Text | None = None
    language: model.Language
    documents: list[Annotated[DocumentForm, BeforeValidator(forms.required_document)]]
    recruiters: list[Annotated[RecruiterForm, BeforeValidator(forms.recruiter)]] = Field(default=[])
    digest: ScheduleForm = ScheduleForm()
    opens: Opening = None
    deadline: Closing = None
    closed: Closing = None
    grace: Annotated[timedelta, BeforeValidator(times.duration("0s", "1d"))] = timedelta(0)
    late: model.LatePolicy = "flag"
    languages: Annotated[list[model.Language], AfterValidator(forms.some)] = Field(
        default=list(model.LANGUAGES)
    )
    reminder: Annotated[timedelta | None, BeforeValidator(times.reminder)] = None
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

    @field_validator("recruiters")
    @classmethod
    def _recruiters_stand_once(cls, recruiters: list[RecruiterForm]) -> list[RecruiterForm]:
        by_address: dict[str, RecruiterForm] = {}
        for each in recruiters:
            if by_address.setdefault(each.address.lower(), each) != each:
                raise wrong(
                    f"The recruiter {each.address} stands twice, and not in the same words.",
                    "Name each once.",
                )
        return list(by_address.values())

    def posting(self, posting_id: str, usual: Defaults) -> model.Posting:
        """Return the posting; `usual` is what intake.yaml says for all."""
        documents = (model.RequiredDocument(kind=line.kind, count=line.count) for line in self.documents)
        return model.Posting(
            id=posting_id,
            title=self.title,
            organisation=self.organisation or usual.organisation,
            mailbox=self.mailbox,
            language=self.language,
            subject=self.subject,
            documents=tuple(documents),
            zone=usual.zone,
            opens=self.opens,
            deadline=self.deadline,
            closes=self.closed,
            recruiters=tuple(each.recruiter() for each in self.recruiters),
            prefix=self.reference or default_prefix(posting_id),
            draft=self.draft,
            grace=self.grace,
            late=self.late,
            languages=tuple(dict.fromkeys(self.languages)),
            reminder=usual.reminder if self.reminder is None else self.reminder or None,
            schedule=self.digest.schedule(usual.schedule),
        )


def default_prefix(posting_id: str) -> str:
    """Return the prefix of references for a posting that names none: `omp-charge-de-projet` → `OMP`.

    It is the id's first word that begins with a letter, else `P` and the first word.
    """
    words = [word for word in posting_id.replace("_", "-").split("-") if word]
    return next((word for word in words if word[0].isalpha()), f"P{words[0]}").upper()[:20]
