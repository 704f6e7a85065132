"""Referees are people, counted once each, however many papers name them."""

from __future__ import annotations

from collections.abc import Iterable


def distinct(keys: Iterable[str]) -> tuple[str, ...]:
    """Merge the keys of one person: those that share a part (the parts of a key are joined by `+`)."""
    people: list[set[str]] = []
    for key in keys:
        parts = set(key.split("+"))
        same = [each for each in people if each & parts]
        people = [each for each in people if not each & parts]
        people.append(parts.union(*same))
    return tuple("+".join(sorted(each)) for each in people)
