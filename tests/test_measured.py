"""What `make evaluate` measures gets into the documentation, and nothing else there is touched."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from corpus import evaluate, sample, tables
from corpus.texts import HELD_OUT

ROOT = Path(__file__).parents[1]
PLACE = "Before.\n<!-- papers: written by make evaluate -->\nold\n<!-- end of papers -->\nAfter.\n"


def test_tables_take_the_place_of_those_before_them(tmp_path: Path) -> None:
    page = tmp_path / "reading.md"
    page.write_text(PLACE, "utf-8")
    tables.put(page, "papers", ["| a |", ""])
    assert page.read_text("utf-8") == PLACE.replace("old", "\n| a |\n")
    once = page.read_text("utf-8")
    tables.put(page, "papers", ["| a |"])
    assert page.read_text("utf-8") == once


def test_a_page_without_a_place_for_them_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "reading.md"
    page.write_text("Before.\n", "utf-8")
    with pytest.raises(SystemExit, match="no place for papers"):
        tables.put(page, "papers", ["| a |"])
    assert page.read_text("utf-8") == "Before.\n"


@pytest.mark.parametrize("name", ["papers", "mails"])
def test_the_documentation_has_the_place(name: str) -> None:
    text = (ROOT / "docs" / "reading.md").read_text("utf-8")
    assert text.index(f"<!-- {name}: written by make evaluate -->") < text.index(f"<!-- end of {name} -->")


def test_what_each_paper_was_taken_for_is_told_and_drawn() -> None:
    readings = [evaluate.read(each) for each in sample.samples(HELD_OUT, 12, "test")]
    said = "\n".join(tables.tell(readings, ()))
    for each in readings:
        if len(each.sample.papers) == 1:
            assert f"\n| {each.sample.papers[0].sort} | " in said
    drawn = ET.fromstring(tables.plot(tables.bins(readings)))
    circles = drawn.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(circles) == len(tables.bins(readings)) > 0
