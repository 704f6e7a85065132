"""`privacy` of intake.yaml: what candidates are told of their data, and the law that they may call upon."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from intake.domain.model import LANGUAGES, Language
from intake.domain.privacy import Law, Notice
from intake.settings.faults import found
from intake.settings.fields import Form, Text
from intake.settings.forms import wrong


def _in_each(value: object) -> object:
    """Return a text for each language: one text is for all of them."""
    if isinstance(value, str):
        return dict.fromkeys(LANGUAGES, value)
    if isinstance(value, dict) and value:
        return value
    raise wrong(
        f"A text, or texts by language, are expected, found {found(value)}.",
        "Write for instance {fr: …, en: …, ar: …}.",
    )


class PrivacyForm(Form):
    """`privacy` of intake.yaml."""

    purpose: Annotated[dict[Language, Text], BeforeValidator(_in_each)]
    contact: Text
    law: Law | None = None

    def notice(self) -> Notice:
        """Return the notice."""
        return Notice(purpose=tuple(self.purpose.items()), contact=self.contact)
