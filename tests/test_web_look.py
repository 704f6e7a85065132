"""The look of the console as it is written: contrasts, directions, and what pages may not hold."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from rigs.catalogue import ROOT
from rigs.places import FRAMED, NO_PAGES, PASSING

from intake.web.app import PAGES

SHEETS = sorted((ROOT / "static").glob("*.css"))
CONSOLE = (ROOT / "static" / "console.css").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "static").glob("*.js"))

WORDS = ("ink", "soft", "accent", "good", "warn", "bad")  # colours of words
PLAIN = ("paper", "ground", "shade")  # what all words may stand on
TINTED = ("accent-soft", "good-soft", "warn-soft", "bad-soft")  # what the words of a text may stand on
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2, 1.4.3 and 1.4.11


def _bare(css: str) -> str:
    return re.sub(r"(?s)/\*.*?\*/", "", css)


def _colours() -> Mapping[str, Mapping[str, str]]:
    """The variables in the light, and in the dark."""
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
        for block in re.findall(r"(?s):root \{(.*?)\}", CONSOLE)[:2]
    )
    assert set(dark) == set(light)  # each colour has its other one
    return {"light": light, "dark": dark}


COLOURS = _colours()


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, glossary)."""
    digits = colour[1:] if len(colour) > len("#000") else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _used_together() -> Iterator[tuple[str, str]]:
    """The pairs of a colour and a background that one rule sets."""
    for rule in re.findall(r"\{([^{}]*)\}", _bare(CONSOLE)):
        colour = re.search(r"(?<![\w-])color: var\(--([\w-]+)\)", rule)
        ground = re.search(r"background: var\(--([\w-]+)\)", rule)
        if colour and ground:
            yield colour[1], ground[1]


PAIRS = sorted(
    {(word, ground) for word in WORDS for ground in PLAIN}
    | {(word, ground) for word in ("ink", "soft", "accent") for ground in TINTED}
    | {(word, f"{word}-soft") for word in ("good", "warn", "bad")}
    | set(_used_together())
)


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_words_can_be_read_on_what_they_stand_on(word, ground, light):
    assert _contrast(COLOURS[light][word], COLOURS[light][ground]) >= TEXT


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("ground", PLAIN)
def test_the_edges_of_fields_and_buttons_can_be_seen(ground, light):
    assert _contrast(COLOURS[light]["edge"], COLOURS[light][ground]) >= SHAPE


@pytest.mark.parametrize("name", sorted(set(re.findall(r"var\(--([\w-]+)\)", CONSOLE))))
def test_every_variable_that_is_used_is_defined(name):
    assert f"--{name}:" in CONSOLE


def test_every_colour_of_the_stylesheet_is_a_variable():
    beyond = _bare(CONSOLE).partition("*, *::before")[2]
    screen = beyond.partition("@media print")[0]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", screen)) <= {"#fff"}  # the paper of a drawn document


# Of directions, only where a line starts and ends; up and down stay what they are.
_SIDED = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-(?:margin|padding))-)?(?:left|right)(?![\w-])"
    r"|border-(?:top|bottom)-(?:left|right)-radius|text-align: (?:left|right)|float: (?:left|right)"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_nothing_is_laid_out_for_one_direction_of_reading(sheet):
    assert _SIDED.findall(_bare(sheet.read_text(encoding="utf-8"))) == []


def test_the_stylesheets_are_small_and_load_nothing_from_elsewhere():
    whole = "".join(path.read_text(encoding="utf-8") for path in SHEETS)
    assert len(whole.encode()) < 25 * 1024
    assert "@import" not in whole
    assert set(re.findall(r"url\(([^)]*)\)", whole)) <= {'"icon.svg"'}


# What the policy of the pages forbids, and a browser would leave out without a word to the reader.
_FORBIDDEN = {
    "a style of its own": r"<style|\sstyle\s*=",
    "a script of its own": r"<script(?![^>]*\ssrc=)|javascript:",
    "what an event does": r"\son[a-z]+\s*=|\shx-on",
    "something from elsewhere": r"""\s(?:src|href|action|hx-get|hx-post)=["'](?:https?:)?//""",
}


# Shown in a sandboxed frame, under a policy of its own that names the digest of its style.
_FRAMED = {"document_view"}


@pytest.mark.parametrize("what", _FORBIDDEN)
@pytest.mark.parametrize(
    "template", [path for path in TEMPLATES if path.stem not in _FRAMED], ids=lambda path: path.stem
)
def test_no_page_holds_what_its_policy_forbids(template, what):
    text = re.sub(r"(?s)\{#.*?#\}", "", template.read_text(encoding="utf-8"))
    assert re.findall(_FORBIDDEN[what], text, re.IGNORECASE) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_what_strangers_wrote_is_never_taken_for_our_markup(template):
    assert re.findall(r"\|\s*safe\b|autoescape", template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_every_form_that_does_something_proves_that_it_is_ours(template):
    text = template.read_text(encoding="utf-8")
    forms = re.findall(r"""(?s)<form[^>]*method=["']?post.*?</form>""", text, re.IGNORECASE)
    if template.name != "macros.html":  # its `begin` is the start of a form only
        assert [form for form in forms if 'name="csrf"' not in form] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_every_frame_is_a_closed_sandbox_with_a_name(template):
    for frame in re.findall(r"<iframe[^>]*>", template.read_text(encoding="utf-8")):
        assert re.search(r"""\ssandbox(?:=["']["'])?[\s>]""", frame), frame
        assert " title=" in frame, frame


# --- the pictures in docs/console ------------------------------------------------

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "console"
MEGABYTES = 3


@pytest.fixture(scope="module", name="gallery")
def _gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("console_gallery", GALLERY / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_gallery_tells_of_the_pictures_that_there_are(gallery: ModuleType) -> None:
    assert gallery.PAGE.read_text(encoding="utf-8") == gallery.page(), "Please run 'make console'."
    drawn = {path.name for path in GALLERY.glob("*.png")}
    assert drawn == {f"{scene.name}.png" for scene in gallery.scenes()}, "Please run 'make console'."
    assert sum(path.stat().st_size for path in GALLERY.glob("*.png")) < MEGABYTES * 1024 * 1024


def test_the_gallery_shows_every_page_that_stands_by_itself(gallery: ModuleType) -> None:
    shown = {scene.page.partition("?")[0] for scene in gallery.scenes()}
    patterns = {page.path for page in PAGES if page.method == "GET"}
    beside = (
        NO_PAGES
        | FRAMED
        | PASSING
        | {
            # As others that are shown, or as nothing.
            "/start/{token}",
            "/editions",
            "/postings/new",
            "/postings/{id}/history",
            "/postings/{id}/closing",
            "/mailboxes/new",
            "/mailboxes/{name}/sign-in",
            "/messages/{message}/files/{file}",
            "/messages/{message}/letters/{letter}",
            "/requests",
        }
    )
    assert patterns - beside == shown
