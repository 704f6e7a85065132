"""The ads that `make evaluate` measures by: invented, whole, and with a truth in the contract's shape."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from adposts.measure import FIVE, same

from intake.domain.model import KINDS

ADS = Path(__file__).parent.parent / "benchmarks" / "adposts" / "ads"
TRUTHS = sorted(ADS.glob("*.json"))
INVENTED = re.compile(r"@(?:[a-z0-9-]+\.)*example\.(?:org|com|net)$", re.IGNORECASE)


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_the_truth_of_an_ad_is_well_formed(path):
    truth = json.loads(path.read_text(encoding="utf-8"))
    assert len([each for each in ADS.glob(f"{path.stem}.*") if each != path]) == 1
    assert set(FIVE) <= truth.keys()
    assert all(INVENTED.search(address) for address in truth["addresses"])
    assert {each["kind"] for each in truth["documents"]} <= set(KINDS)
    assert truth["channel"] in ("email", "form", "post", "mixed", "none")
    if truth["deadline"] is not None:
        parse = datetime.fromisoformat if truth["deadline_has_time"] else date.fromisoformat
        parse(truth["deadline"])


def test_there_are_enough_of_each_language():
    counts = {
        name: len([path for path in TRUTHS if path.stem.startswith(name)]) for name in ("fr", "en", "ar")
    }
    assert counts["fr"] >= 50
    assert counts["en"] >= 25
    assert counts["ar"] >= 15


@pytest.mark.parametrize(
    ("field", "read", "truth", "right"),
    [
        ("addresses", ["A@example.org"], ["a@example.org"], True),
        ("addresses", [], ["a@example.org"], False),
        ("subject", "Poste – {name}", "poste - {name}", True),
        ("subject", "Poste – {name}", "Poste – {title}", False),
        ("subject", None, "Poste", False),
        ("documents", [{"kind": "cv", "count": 1, "optional": True}], [], True),
        ("documents", [{"kind": "references", "count": 2}], [{"kind": "references", "count": 3}], False),
        ("deadline", "2027-05-04", "2027-05-04T16:00", False),
        ("title", "Chargé(e) de projet", "chargé de projet", True),
        ("title", "Comptable", "Chargé de projet", False),
    ],
)
def test_values_are_compared_as_an_admin_would(field, read, truth, right):
    assert same(field, read, truth) is right
