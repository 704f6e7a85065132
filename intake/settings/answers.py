"""Single answers of a person, held to the forms that the configuration's values have.

Each function returns the answer as the configuration takes it, or raises Misuse with what is accepted.
"""

from __future__ import annotations

from collections.abc import Callable

from pydantic_core import PydanticCustomError

from intake import zones
from intake.domain.trouble import Misuse
from intake.settings import forms


def _held_to(form: Callable[[str], str]) -> Callable[[str], str]:
    def answer(value: str) -> str:
        try:
            return form(value.strip())
        except PydanticCustomError as error:
            raise Misuse(error.message(), str((error.context or {}).get("remedy", ""))) from None

    return answer


text = _held_to(forms.text)
address = _held_to(forms.address)
host = _held_to(forms.host)
name = _held_to(forms.name)


def zone(value: str) -> str:
    """An IANA time zone."""
    try:
        return zones.zone(value.strip()).key
    except ValueError as error:
        raise Misuse(str(error)) from None
