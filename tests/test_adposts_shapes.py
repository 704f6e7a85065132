"""Ads of the shapes of the five that started the project, written anew: every field, and what is doubtful."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from intake.drafting import shape
from intake.reading.adposts.source import read_advert

ADS = sorted((Path(__file__).parent / "adposts").glob("*.txt"))


@pytest.mark.parametrize("path", ADS, ids=lambda path: path.stem)
def test_every_field_is_what_the_ad_says(path):
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    draft = read_advert(path.read_bytes(), path.name, today=date(2026, 11, 22)).draft
    assert draft is not None
    found = shape(draft)
    codes = {warning["code"] for warning in found["warnings"]}
    doubts = set(truth.pop("warnings"))
    assert {key: found[key] for key in truth} == truth
    assert doubts <= codes
    about = {"title_uncertain", "subject_inconsistent", "multiple_postings"}
    assert not about & codes, "what is plain is not doubted"


def test_the_five_shapes_are_there():
    assert [path.stem for path in ADS] == ["000", "001", "002", "003", "004"]
