"""docs/trust.md names tests that exist, one for each promise and for each failure: the map cannot rot."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
import test_deadlines
import test_poll_lies
import test_shared_inbox
from builders import hostile, hostile_files

from intake.crash import POINTS

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
FIGURE = re.compile(r"^\| (.+?) \* \| ([\d,]+) \| ", re.MULTILINE)
COUNTED = {
    "crash points": len(POINTS),
    "hostile mails": len(hostile.MAILS),
    "hostile files": len(hostile_files.FILES),
    "mails as real": len(list((ROOT / "tests" / "messages").glob("*.eml"))),
    "lies of an IMAP server": len(test_poll_lies.CASES),
    "unrelated mails": test_shared_inbox.OTHERS,
    "deadlines": len(test_deadlines.CASABLANCA) + len(test_deadlines.PARIS),
}
ROW = re.compile(r"^\| ([A-K])(\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)


@cache
def named_in(file: str) -> frozenset[str]:
    """Return the names of a file's tests; none where there is no such file."""
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8") if path.is_file() else "")
    names = (node.name for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(name for name in names if name.startswith("test_"))


def sections(heading: str) -> dict[str, str]:
    """Return the `###` sections below a `##` heading, by title."""
    (chapter,) = re.findall(rf"^## {heading}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    parts = re.split(r"^### (.+)\n", chapter, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(TEXT))))
def test_a_test_that_the_page_names_exists(file: str, name: str) -> None:
    assert name in named_in(file)


PROMISES = sections("The promises")


@pytest.mark.parametrize("promise", PROMISES)
def test_every_promise_says_how_it_is_kept_tested_and_where_it_ends(promise: str) -> None:
    text = PROMISES[promise]
    assert "**Kept by**" in text
    assert "**Not promised**" in text
    assert NAMED.search(text.partition("**Tested by**")[2])


@pytest.mark.parametrize("row", ROW.findall(TEXT), ids=lambda row: row[0] + row[1])
def test_every_failure_has_a_test_or_the_reason_why_it_cannot_occur(row: tuple[str, ...]) -> None:
    proof = row[3]
    assert NAMED.search(proof) or re.match(r"Cannot occur: .{20,}", proof)


@pytest.mark.parametrize(("what", "told"), FIGURE.findall(TEXT))
def test_a_figure_with_a_star_is_no_boast(what: str, told: str) -> None:
    (counted,) = (count for name, count in COUNTED.items() if what.startswith(name))
    assert counted >= int(told.replace(",", ""))


def test_the_rows_are_numbered_without_a_gap() -> None:
    rows: dict[str, list[int]] = {}
    for letter, number, *_ in ROW.findall(TEXT):
        rows.setdefault(letter, []).append(int(number))
    assert sorted(rows) == list("ABCDEFGHIJK")
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in rows.values())


def test_a_test_that_does_not_exist_is_seen() -> None:
    assert "test_of_nothing" not in named_in("tests/test_trust_map.py")
    assert named_in("tests/test_of_nothing.py") == frozenset()
