"""The kinds of values that several groups of the configuration share, as pydantic annotations."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator

from intake.domain import model
from intake.settings import forms, times

Text = Annotated[str, AfterValidator(forms.text)]
Name = Annotated[str, AfterValidator(forms.name)]
MailboxName = Annotated[str, AfterValidator(forms.mailbox)]
Address = Annotated[str, AfterValidator(forms.address)]
Opening = Annotated[datetime | None, BeforeValidator(times.opening)]
Closing = Annotated[datetime | None, BeforeValidator(times.closing)]
SecretPlace = Annotated[model.Secret | None, BeforeValidator(forms.secret)]
Key = Annotated[model.Secret, BeforeValidator(forms.secret)]


class Form(BaseModel):
    """A group of keys: no other keys are accepted, and no value of another type."""

    model_config = forms.GROUP
