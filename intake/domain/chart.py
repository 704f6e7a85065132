"""A picture of applications per day: which days stand together, and where each bar lies.

Geometry only, in the units of the picture; the page that shows it writes the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 8, 14, 32  # around the bars, read from left to right
_MOST: Final = 45  # bars
_WEEK: Final = 7
_GAP: Final = 0.22  # of a bar's room
_WIDEST: Final = 40.0
_LINES: Final = 4  # at most, across the bars
_APART: Final = 130.0  # between two dates under the bars


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The days of one bar: from the first to the last, both included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """How many applications came in a span, and how many of them are complete."""

    all: int
    complete: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """Where a bar lies: its whole height, and from `split` down the complete ones."""

    x: float
    width: float
    y: float
    split: float
    foot: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A number beside the bars, or (by its place among the spans) a date under them."""

    at: float
    value: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """The whole picture. `start` and `end` are where its lines begin and end; `cut` is the deadline."""

    bars: tuple[Bar, ...]
    lines: tuple[Mark, ...]
    dates: tuple[Mark, ...]
    start: float
    end: float
    foot: float
    top: float
    numbers: float  # where the numbers of the lines stand
    cut: float | None = None


def spans(first: date, last: date) -> list[Span]:
    """Return the days between two days (both included) in spans of equal length: days, weeks or more.

    Longer spans begin on a Monday; there are never more than some fifty.
    """
    days = (last - first).days + 1
    step = 1 if days <= _MOST else _WEEK * -(-days // (_WEEK * _MOST))
    begin = first if step == 1 else first - timedelta(days=first.weekday())
    found = []
    while begin <= last:
        found.append(Span(first=begin, last=begin + timedelta(days=step - 1)))
        begin += timedelta(days=step)
    return found


def drawn(numbers: Sequence[Number], *, cut: float | None = None, right_to_left: bool = False) -> Chart:
    """Return where the bars of these numbers lie.

    `cut` is the deadline, in spans from the beginning (2.5: in the middle of the third); time runs from the
    right where the page is read so.
    """
    tallest = nice(max((each.all for each in numbers), default=0))
    room = (WIDTH - _LEFT - _RIGHT) / max(1, len(numbers))
    width = min(room * (1 - _GAP), _WIDEST)
    foot, height = HEIGHT - _BOTTOM, HEIGHT - _TOP - _BOTTOM

    def across(x: float) -> float:
        return round(WIDTH - x if right_to_left else x, 2)

    def up(value: float) -> float:
        return round(foot - height * value / tallest, 2)

    bars = tuple(
        Bar(
            x=across(middle + (width / 2 if right_to_left else -width / 2)),
            width=round(width, 2),
            y=up(each.all),
            split=up(each.complete),
            foot=foot,
        )
        for middle, each in zip(_middles(room, len(numbers)), numbers, strict=True)
    )
    step = max(1, tallest // _LINES)
    every = max(1, -(-int(_APART) // max(1, int(room))))
    middles = list(_middles(room, len(numbers)))
    return Chart(
        bars=bars,
        lines=tuple(Mark(at=up(value), value=value) for value in range(0, tallest + 1, step)),
        dates=tuple(Mark(at=across(_inside(middles[n])), value=n) for n in range(0, len(numbers), every)),
        start=across(_LEFT),
        end=across(WIDTH - _RIGHT),
        foot=foot,
        top=_TOP,
        numbers=across(_LEFT - 6),
        cut=across(_LEFT + room * cut) if cut is not None and 0 <= cut <= len(numbers) else None,
    )


def nice(value: int) -> int:
    """Return the least round number that is not below a value, and that the lines across divide evenly."""
    if value <= _LINES:
        return max(1, value)
    scale = 1
    while True:
        for lead in (4, 6, 8, 12, 16, 20, 24, 32):
            if lead * scale >= value:
                return lead * scale
        scale *= 10


def _inside(x: float) -> float:
    """Where a date stands so that none of its letters is cut off."""
    return min(max(x, _APART / 2), WIDTH - _APART / 2)


def _middles(room: float, count: int) -> list[float]:
    return [_LEFT + room * (place + 0.5) for place in range(count)]
