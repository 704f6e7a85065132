"""A paper that an ad asks for, where it is named; and several namings of it as one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from intake.domain.model import Kind
from intake.reading.adposts.ad import Span

_SAME: Final = 6  # characters between two names of one paper


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A paper to send, where it is named; `count` None: none is named; `unit` is its sentence or list.

    `implied`: the ad only says what is to stand in it.
    """

    kind: Kind
    span: Span
    unit: Span
    optional: bool = False
    choice: bool = False
    implied: bool = False
    count: int | None = None
    ranged: bool = False


def merged(known: Asked, other: Asked) -> Asked:
    """Take two namings of a kind as one: asked for in any of them, and the number that is named."""
    return replace(
        known,
        optional=_is_optional(known, other),
        implied=known.implied and other.implied,
        count=known.count if known.count is not None else other.count,
        ranged=known.ranged or other.ranged,
        choice=known.choice or other.choice,
    )


def _is_optional(known: Asked, other: Asked) -> bool:
    """Whether a kind named twice is an option: what a letter should say changes nothing."""
    if known.implied != other.implied:
        return known.optional if other.implied else other.optional
    return other.optional if _is_beside(known, other) else known.optional and other.optional


def _is_beside(known: Asked, other: Asked) -> bool:
    """Whether two names are of one paper: "references or letters of recommendation, if any"."""
    return 0 <= other.span[0] - known.span[1] <= _SAME
