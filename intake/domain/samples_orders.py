"""Answers to recruiters' orders, made up to prove templates before a recruiter meets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import get_args

from intake.domain.model import LETTER_KINDS, STATUSES, Language
from intake.domain.order import WORDS, OrderFacts, Unclear, Why


def orders(language: Language) -> Iterator[OrderFacts]:
    """Yield facts for the answer to each order, with each letter to the candidate, and for each refusal."""
    done = OrderFacts(
        language=language,
        organisation="Observatoire Marocain des Prisons",
        now=datetime(2026, 5, 5, 9, 30, tzinfo=UTC),
        zone="Africa/Casablanca",
        word="accept",
        reference="OMP-2026-0007",
        candidate="Salma Berrada",
        title="Chargé(e) de projet",
        status="complete",
        letter="complete",
    )
    for word in WORDS:
        yield replace(done, word=word)
        yield replace(done, word=word, letter=None, candidate=None, title=None)
        yield replace(done, word=word, letter=None, waiting=True)
    yield from (replace(done, letter=kind) for kind in LETTER_KINDS)
    for status in STATUSES:
        yield replace(done, status=status)
        yield replace(done, status=status, why="settled")
    for why in (*get_args(Why), *get_args(Unclear)):
        yield replace(done, why=why, letter=None)
        yield replace(done, why=why, letter=None, word=None, reference=None, candidate=None, status=None)
