"""A configuration file with one value changed: all else stays byte for byte."""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain.trouble import Misuse
from intake.settings.editing import GONE, edited, written
from intake.settings.files import digest, posting_path, put, text_of
from intake.settings.writing import flow
from intake.settings.yaml import parse

EXAMPLES = sorted((Path(__file__).parents[1] / "config").rglob("*.yaml"))
LISTS = """\
a: 1
recruiters:
  - x@y.org # first
  - address: q@w.org
    gets: [digest]
  # a note
  - {address: z@w.org, gets: [closing]}

# the end
b: |
  text
  more
d: x"""

Q = {"address": "q@w.org", "gets": ["digest"]}
Z = {"address": "z@w.org", "gets": ["closing"]}
Z_LINE = "{address: z@w.org, gets: [closing]}"


def plain(text: str) -> object:
    tree, findings = parse(text, "")
    assert tree is not None
    assert findings == []
    return tree.value


def changed(before: str, after: str) -> list[str]:
    """The lines that went, and those that came."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize(
    ("text", "path", "value", "lines"),
    [
        ("a: 1   # why\nb: 2\n", ("a",), 3, ["- a: 1   # why", "+ a: 3   # why"]),
        ("a: 'it''s'\n", ("a",), "it's not", ["- a: 'it''s'", "+ a: 'it''s not'"]),
        ('a: "x"  # c\n', ("a",), "y", ['- a: "x"  # c', '+ a: "y"  # c']),
        ("a:\nb: 2\n", ("a",), "x", ["- a:", "+ a: x"]),
        ("a: {b: 1, c: 2} # d\n", ("a", "b"), 5, ["- a: {b: 1, c: 2} # d", "+ a: {b: 5, c: 2} # d"]),
        ("a: {b: 1, c: 2}\n", ("a", "b"), GONE, ["- a: {b: 1, c: 2}", "+ a: {c: 2}"]),
        ("a: {b: 1, c: 2}\n", ("a", "c"), GONE, ["- a: {b: 1, c: 2}", "+ a: {b: 1}"]),
        ("a: {b: 1}\n", ("a", "d"), "x y", ["- a: {b: 1}", "+ a: {b: 1, d: x y}"]),
        ("a:\n    b: 1\n\nc: 2\n", ("a", "d"), True, ["+     d: true"]),
        ("title: x\n# more\nlanguage: fr\n", ("deadline",), "2026-05-04", ["+ deadline: 2026-05-04"]),
        ("a: 1\nb:\n  c: 2\n  d: 3\ne: 4\n", ("b",), GONE, ["- b:", "-   c: 2", "-   d: 3"]),
        ("a: [x, 'y', {k: 1}]\n", ("a",), ["z", "y", {"k": 1}], ["- a: [x, 'y', {k: 1}]", "+ a: [z, 'y', {k: 1}]"]),  # noqa: E501
        ("a: 1", ("b", "c"), "d", ["+ b: {c: d}"]),
        ("a:\nb: 2\n", ("a",), GONE, ["- a:"]),
        ("a:\n\n# x\nb: 2\n", ("c",), 3, ["+ c: 3"]),
        ("b: 2\na:\n\n# x\n", ("c",), 3, ["+ c: 3"]),
        (LISTS, ("recruiters",), ["x@y.org", Q, "n@w.org"], [f"-   - {Z_LINE}", "+   - n@w.org"]),
        (LISTS, ("recruiters",), [Z], ["-   - x@y.org # first", "-   - address: q@w.org", "-     gets: [digest]"]),  # noqa: E501
        (LISTS, ("b",), "one", ["- b: |", "-   text", "-   more", "+ b: one"]),
        (LISTS, ("d",), "z", ["- d: x", "+ d: z"]),
    ],
)  # fmt: skip
def test_only_the_lines_of_a_value_change(text, path, value, lines):
    assert sorted(changed(text, edited(text, {path: value}))) == sorted(lines)


def test_a_comment_that_goes_on_below_stays_with_its_line():
    text = "a:\n  b: 1        # this\n                # and that\n  # c: of another\n"
    assert edited(text, {("a", "x"): 2}).splitlines() == [
        *text.splitlines()[:3],
        "  x: 2",
        "  # c: of another",
    ]


def test_json_stays_json_by_its_shape():
    text = json.dumps({"title": "a", "documents": ["cv"], "deadline": "2026-01-01"}, indent=1)
    after = edited(text, {("deadline",): GONE, ("draft",): True, ("title",): "b"})
    assert after.splitlines() == [
        "{",
        ' "title": "b",',
        ' "documents": [',
        '  "cv"',
        " ],",
        ' "draft": true',
        "}",
    ]


def test_a_new_mailbox_stands_as_a_person_would_write_it():
    box = {"address": "a@b.org", "imap": {"host": "h.org", "port": 993}, "password": {"env": "P"}}
    after = edited("mailboxes:\n  jobs:\n    address: x@y.org\n", {("mailboxes", "hr"): box})
    assert after.splitlines()[3:] == [
        "  hr:",
        "    address: a@b.org",
        "    imap:",
        "      host: h.org",
        "      port: 993",
        "    password: {env: P}",
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_of_the_examples_nothing_is_lost_when_every_value_is_changed_and_changed_back(path):
    text = path.read_text(encoding="utf-8")
    for key, value in plain(text).items():
        if not isinstance(value, str):
            continue
        there = edited(text, {(key,): "something else"})
        assert len(changed(text, there)) == 2
        back = edited(there, {(key,): value})
        assert plain(back) == plain(text)
        assert [line.partition("#")[2] for line in back.splitlines()] == [
            line.partition("#")[2] for line in text.splitlines()
        ]


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("a: &x [1]\nb: *x\n", ("a",), 2),
        ("a: &x {c: 1}\nb: *x\n", ("b", "c"), 2),
        ("- 1\n", ("a",), 2),
        ("\t- x", ("a",), 2),
        ("a: 1\na: 2\n", ("a",), 3),
        ("a: [\n", ("a",), 3),
        ("", ("a",), 3),
        ("a:\n  b: 1\n", ("a", "b"), GONE),
    ],
)
def test_what_cannot_be_changed_alone_is_refused(text, path, value):
    with pytest.raises(Misuse):
        edited(text, {path: value})


@given(st.text(max_size=40))
def test_any_text_is_read_back_as_it_was_or_refused(value):
    try:
        after = edited("a: 1\nb: x # y\n", {("b",): value})
    except Misuse:
        assert not value.isprintable() or value.strip() != value or not value.isascii()
    else:
        assert plain(after) == {"a": 1, "b": value}


@given(
    st.recursive(
        st.booleans() | st.integers() | st.text("ab:#{}[],'\"é -"), lambda inner: st.lists(inner, max_size=4)
    )
)
def test_any_value_on_one_line_is_read_back(value):
    assert plain(f"a: {flow(value)}\n") == {"a": value}


def test_a_new_file_is_read_back():
    values = {"title": "A: b", "documents": ["cv", {"kind": "references", "count": 3}], "draft": True}
    assert plain(written(values)) == values


# --- files -------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../x", "con", "NUL", "a/b", "a b", "é", "", ".x", "x" * 65, "a\n", "a\t", "-a"]
)
def test_a_name_that_is_no_id_is_no_path(name):
    with pytest.raises(Misuse):
        posting_path(name)


def test_a_file_is_replaced_with_its_mode_its_line_ends_and_its_link(tmp_path):
    real = tmp_path / "real.yaml"
    real.write_bytes(b"a: 1\r\nb: 2\r\n")
    real.chmod(0o640)
    (tmp_path / "intake.yaml").symlink_to(real)
    text = text_of(tmp_path, "intake.yaml")
    put(tmp_path, "intake.yaml", text.replace("1", "3"))
    assert real.read_bytes() == b"a: 3\r\nb: 2\r\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "intake.yaml").is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["intake.yaml", "real.yaml"]


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path):
    (tmp_path / "postings").write_text("no folder")
    with pytest.raises(Misuse, match="cannot be written"):
        put(tmp_path, "postings/x.yaml", "a: 1\n")
    assert [path.name for path in tmp_path.iterdir()] == ["postings"]


def test_no_file_is_told_from_an_empty_one(tmp_path):
    assert text_of(tmp_path, "intake.yaml") is None
    assert digest(None) != digest("")
