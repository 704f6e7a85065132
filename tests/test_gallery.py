"""The gallery of the letters in docs/letters shows every letter there is, as it is now."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from intake.domain.model import LANGUAGES, LETTER_KINDS

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "letters"
MEGABYTES = 3.5


@pytest.fixture(scope="module", name="gallery")
def _gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", FOLDER / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_gallery_has_every_kind_of_letter_in_every_language(gallery: ModuleType) -> None:
    letters = {folder.name for folder in (ROOT / "templates").iterdir() if folder.is_dir()}
    told = letters - {"_frame", "acknowledgement"} | set(LETTER_KINDS)
    assert told <= {scene.name for scene in gallery.SCENES}
    drawn = {(scene.name, language) for scene, language, _ in gallery.pictures()}
    assert {(name, language) for name in told for language in LANGUAGES} <= drawn


def test_the_gallery_tells_what_the_templates_say_now(gallery: ModuleType) -> None:
    assert gallery.PAGE.read_text(encoding="utf-8") == gallery.page(), "Please run 'make letters'."


def test_every_letter_of_the_gallery_has_its_picture_and_there_are_no_others(gallery: ModuleType) -> None:
    assert {path for _, _, path in gallery.pictures()} == set(FOLDER.glob("*.png"))
    size = sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file())
    assert size < MEGABYTES * 1_000_000
