"""Whatever people call themselves and their files, what is written has names that every system takes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.domain import tidy

NAMES = {
    "as written": ("Salma Berrada", "Salma Berrada"),
    "accents": ("Zoé Müller-Ørsted d’Été", "Zoé Müller-Ørsted d’Été"),
    "decomposed": ("Zoe\u0301", "Zoé"),
    "Arabic": ("يوسف العمراني", "يوسف العمراني"),
    "Chinese": ("王小明", "王小明"),
    "the folder above": ("../../etc/passwd", "etc-passwd"),
    "only dots": ("..", "sans nom"),
    "an absolute path": ("/etc/passwd", "etc-passwd"),
    "a Windows path": ("C:\\Windows\\system32", "C--Windows-system32"),
    "what looks like slashes": ("a\u2215b\u2044c\uff0fd", "a-b-c-d"),
    "refused by Windows": ('a<b>c:d"e|f?g*h', "a-b-c-d-e-f-g-h"),
    "a device": ("CON", "_CON"),
    "a device with an extension": ("nul.txt", "_nul.txt"),
    "a device with a raised digit": ("com¹", "_com¹"),
    "a device and a blank": ("aux .x", "_aux .x"),
    "no device": ("Conrad", "Conrad"),
    "dots and blanks behind": ("Salma . . ", "Salma"),
    "a hidden file": (".bashrc", "bashrc"),
    "an option": ("-rf *", "rf"),
    "an owner file": ("~$CV", "$CV"),
    "control characters": ("a\x00b\x07c\x1b[31md\x7f", "abc[31md"),
    "lines": ("Salma\r\nBerrada\tX", "Salma Berrada X"),
    "a line separator": ("a\u2028b\u2029c", "a b c"),
    "other blanks": ("a\u00a0b\u3000c\u2003d", "a b c d"),
    "turned around": ("Salma\u202efdp.exe\u2066x\u2069", "Salmafdp.exex"),
    "no width": ("Sal\u200bma\u200d \ufeffB\u00ad", "Salma B"),
    "nothing to be seen": ("\u3164\u115f\u2800\u200b", "sans nom"),
    "half a pair": ("a\ud800b", "ab"),
    "marks alone": ("\u0301\u0302", "sans nom"),
    "signs alone": ("-_- ???", "sans nom"),
    "nothing": ("", "sans nom"),
    "None": (None, "sans nom"),
    "a formula": ("=cmd|' /C calc'!A0", "=cmd-' -C calc'!A0"),
    "shell words": ("$(rm -rf ~); `x` & y", "$(rm -rf ~); `x` & y"),
    "a Greek question mark, which composes to a semicolon": ("a\u037eb", "a;b"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_from_outside_becomes_a_part_of_a_file_name(name: str) -> None:
    said, part = NAMES[name]
    assert tidy.part(said, empty="sans nom") == part


LONG = {
    "Latin": ("a" * 1_000, 255),
    "Arabic, two bytes a letter": ("ي" * 1_000, 127),
    "emoji, four bytes": ("😀" * 1_000, 63),
    "Hangul, which macOS takes apart": ("한" * 1_000, 28),
    "a letter that takes apart": ("é" * 1_000, 85),
}


@pytest.mark.parametrize("name", LONG)
def test_a_long_name_is_cut_by_its_bytes_on_every_system(name: str) -> None:
    said, letters = LONG[name]
    assert len(tidy.part(f"x{said}", empty="x")) in {letters, letters + 1}


def test_a_cut_leaves_no_letter_without_its_marks_and_no_blank_or_dot_at_the_end() -> None:
    assert tidy.shortened("abcx\u0301\u0302\u0303def", 6) == "abc"
    assert tidy.shortened("abc def", 4) == "abc"
    assert tidy.shortened("abc.def", 4) == "abc"


def good(name: str) -> bool:
    """Whether Windows, macOS and Linux take a name, and nobody is deceived by it."""
    bad = any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for c in name)
    signs = set(name) & set('<>:"/\\|?*')
    ends = name[:1] in {".", " ", "-", "~", ""} or name[-1:] in {".", " "}
    stem = name.partition(".")[0].rstrip().lower()
    device = stem in {"con", "prn", "aux", "nul"} or (stem[:3] in {"com", "lpt"} and stem[3:].isdigit())
    return not (bad or signs or ends or device) and name == unicodedata.normalize("NFC", name)


@given(st.text(max_size=400), st.integers(10, 300))
def test_whatever_is_said_a_part_is_good_short_and_stays_what_it_is(said: str, most: int) -> None:
    part = tidy.part(said, empty="sans nom", most=most)
    assert good(part)
    assert len(part) <= most
    assert len(part.encode()) <= tidy.MAX_NAME
    assert tidy.part(part, empty="sans nom", most=most) == part


@given(st.text(max_size=300), st.text(max_size=300), st.integers(60, 240))
def test_a_file_keeps_its_reference_and_extension_within_its_room(who: str, tail: str, room: int) -> None:
    part, end = (tidy.part(text, empty="x", most=60) for text in (who, tail))
    name = tidy.file("OMP-2026-0007", part, end, "pdf", room=room)
    assert name.startswith("OMP-2026-0007 - ")
    assert name.endswith(".pdf")
    assert len(name) <= room
    assert len(name.encode()) <= tidy.MAX_NAME
    assert good(name)


@given(
    st.lists(
        st.sampled_from(["CV.pdf", "cv.PDF", "Cv.pdf", "ﬁn.pdf", "fin.pdf", "é.pdf", "e\u0301.pdf", "x"])
    )
)
def test_no_system_takes_two_names_for_one(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        found = tidy.unique(name, taken)
        assert tidy.key(found) not in taken
        taken.add(tidy.key(found))


def test_a_second_name_has_its_number_before_the_extension() -> None:
    taken = {tidy.key("CV.pdf"), tidy.key("CV (2).pdf")}
    assert tidy.unique("cv.pdf", taken) == "cv (3).pdf"
    assert tidy.unique("CV", {tidy.key("CV")}) == "CV (2)"
    long = f"{'a' * 251}.pdf"
    assert len(tidy.unique(long, {tidy.key(long)})) == tidy.MAX_NAME


def test_where_there_is_no_room_the_person_is_cut_and_then_left_out() -> None:
    who = "Marie-Antoinette de la Rochefoucauld"
    whole = f"OMP-2026-0007 - {who} - CV.pdf"
    assert tidy.file("OMP-2026-0007", who, "CV", "pdf") == whole
    assert tidy.file("OMP-2026-0007", who, "CV", "pdf", room=40) == "OMP-2026-0007 - Marie-Antoinett - CV.pdf"
    assert tidy.file("OMP-2026-0007", who, "CV", "pdf", room=30) == "OMP-2026-0007 - CV.pdf"


def test_an_extension_that_is_none_is_left_out() -> None:
    assert tidy.file("R", "", "CV", "p/df") == "R - CV"
