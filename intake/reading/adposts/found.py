"""What a reader of one field gives: the value, where in the ad it stands, and what is doubtful about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from intake.domain.draft import Caution

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found(Generic[Value]):
    """A field's value with the span (offsets into `Ad.text`) of the words it comes from; None: nowhere."""

    value: Value
    span: tuple[int, int] | None = None
    cautions: tuple[Caution, ...] = ()
