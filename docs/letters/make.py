"""Makes the gallery of the letters, README.md and its pictures: `make letters` runs it.

Without pictures (`--text`) no browser is needed; a test holds the text to the templates.
"""

# ruff: noqa: INP001  # a script, beside what it makes

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from intake.adapters.letters import Letters, Rendered
from intake.domain import samples, samples_digest, samples_orders
from intake.domain.letter import LetterFacts, LetterFile, Missing
from intake.domain.model import LANGUAGES, Kind, Language, LetterKind

HERE: Final = Path(__file__).resolve().parent
PAGE: Final = HERE / "README.md"
_LETTERS: Final = Letters(None)
_COLOURS: Final = 16  # of a picture
_GAP: Final = 20  # pixels between the screens of a picture

_TONGUES: Final[Mapping[Language, str]] = {"fr": "French", "en": "English", "ar": "Arabic"}
_NAMES: Final[Mapping[Language, str]] = {"fr": "Salma Berrada", "en": "Daniel Okafor", "ar": "يوسف العمراني"}
_FILES: Final[Mapping[Language, Mapping[Kind, str]]] = {
    "fr": {
        "cv": "CV Salma Berrada.pdf",
        "letter": "Lettre de motivation.docx",
        "references": "Trois références.pdf",
    },
    "en": {"cv": "CV Daniel Okafor.pdf", "letter": "Cover letter.pdf", "references": "References.pdf"},
    "ar": {"cv": "CV_Youssef (2).pdf", "letter": "رسالة التحفيز.docx", "references": "المراجع.docx"},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A letter of the gallery: its name is that of its pictures."""

    name: str
    when: str
    print: Callable[[Language], Rendered]


def _of(language: Language, *kinds: Kind) -> tuple[LetterFile, ...]:
    return tuple(LetterFile(file=_FILES[language][kind], kinds=(kind,)) for kind in kinds)


def _changes(name: str, language: Language) -> dict[str, Any]:
    """What happened to this candidate."""
    gaps = (Missing(kind="letter"), Missing(kind="references", required=3, found=2))
    none: dict[str, Any] = {"files": (), "held": (), "missing": ()}
    everything = none | {"files": _of(language, "cv", "letter", "references")}
    return {
        "complete": everything,
        "incomplete": none | {"files": _of(language, "cv", "references"), "missing": gaps},
        "late": everything | {"status": "late"},
        "refused": everything | {"status": "late", "refused": True},
        "review": none
        | {"files": (*_of(language, "cv"), LetterFile(file="scan.pdf", kinds=(), readable=False))},
        "updated": none
        | {
            "files": _of(language, "letter"),
            "held": _of(language, "cv", "references"),
            "status": "complete",
        },
        "reminder": none | {"held": _of(language, "cv", "references"), "missing": gaps},
    }.get(name, none)


def _letter(name: str, kind: LetterKind) -> Callable[[Language], Rendered]:
    def printed(language: Language) -> Rendered:
        facts: LetterFacts = samples.letters(kind, language)[0]
        return _LETTERS.render(replace(facts, candidate=_NAMES[language], **_changes(name, language)))

    return printed


_CANDIDATES: Final[tuple[tuple[str, LetterKind, str], ...]] = (
    ("complete", "complete", "Everything that the posting asks for is there"),
    ("incomplete", "incomplete", "Something is surely missing"),
    ("review", "review", "A person must look"),
    ("updated", "updated", "A later mail changed the dossier"),
    ("reminder", "reminder", "The deadline comes near, and something is still missing"),
    ("late", "late", "It came after the cut-off"),
    ("refused", "late", "It came after the cut-off, and the organisation takes none that do"),
    ("withdrawn", "withdrawn", "The candidate withdrew"),
    ("privacy", "privacy", "The candidate asks about personal data: here, to have them erased"),
    ("unmatched", "unmatched", "No posting has such a subject, and the mailbox says how to apply"),
)
SCENES: Final[tuple[Scene, ...]] = (
    *(Scene(name=name, when=when, print=_letter(name, kind)) for name, kind, when in _CANDIDATES),
    Scene(
        name="digest",
        when="To a recruiter, each day",
        print=lambda language: _LETTERS.render_digest(samples_digest.digests(language)[0]),
    ),
    Scene(
        name="closing",
        when="To a recruiter, when a posting has closed: with the report as PDF and as a spreadsheet",
        print=lambda language: _LETTERS.render_closing(samples.closings(language)[0]),
    ),
    Scene(
        name="order",
        when="To a recruiter, who decided by reply",
        print=lambda language: _LETTERS.render_order(next(iter(samples_orders.orders(language)))),
    ),
    Scene(
        name="alarm",
        when="To the admins, when something is wrong",
        print=lambda language: _LETTERS.render_alarm(samples.alarms(language)[0]),
    ),
)


def pictures() -> Iterator[tuple[Scene, Language, Path]]:
    """Every letter of the gallery, and where its picture lies."""
    for scene in SCENES:
        for language in LANGUAGES:
            yield scene, language, HERE / f"{scene.name}.{language}.png"


def page() -> str:
    """Return README.md: each letter in each language, as its picture and as plain text."""
    lines = [
        "# The letters",
        "",
        "What candidates, recruiters and admins read, made from made-up facts by `make letters`: on a desk",
        "(700 pixels), on a phone (380), on a phone in the dark, and as plain text. How to change them:",
        "[templates/README.md](../../templates/README.md).",
        "",
    ]
    lines += [f"- [{scene.name}](#{scene.name}): {scene.when.lower()}" for scene in SCENES]
    for scene, language, picture in pictures():
        if language == LANGUAGES[0]:
            lines += ["", f"## {scene.name}", "", f"{scene.when}."]
        rendered = scene.print(language)
        text = rendered.text.rstrip("\n")
        fence = "~~~~"  # no word of a letter is one
        lines += ["", f"### {_TONGUES[language]}", "", f"![{rendered.subject}]({picture.name})", ""]
        lines += ["<details><summary>Plain text</summary>", "", f"{fence}text"]
        lines += [f"Subject: {rendered.subject}", "", text, fence, "", "</details>"]
    return "\n".join(lines) + "\n"


def _draw() -> None:
    # Here, so that the text can be made where neither is installed.
    from browser import Screen, browser  # beside this file
    from PIL import Image

    screens = (Screen(width=700), Screen(width=380, phone=True), Screen(width=380, phone=True, dark=True))
    with browser() as shown:
        for scene, language, path in pictures():
            html = scene.print(language).html
            shots = [Image.open(BytesIO(shown.picture(html, screen))).convert("RGB") for screen in screens]
            size = (sum(shot.width + _GAP for shot in shots) + _GAP, max(s.height for s in shots) + 2 * _GAP)
            whole = Image.new("RGB", size, "#c9ced4")
            left = _GAP
            for shot in shots:
                whole.paste(shot, (left, _GAP))
                left += shot.width + _GAP
            # By how often they are there: each plane and line keeps its very colour.
            often = sorted(whole.getcolors(1 << 24) or (), reverse=True)[:_COLOURS]
            palette = Image.new("P", (1, 1))
            palette.putpalette([value for _, colour in often for value in colour])
            whole.quantize(palette=palette, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Write the gallery."""
    if "--text" not in sys.argv[1:]:
        _draw()
        known = {path.name for _, _, path in pictures()}
        for path in HERE.glob("*.png"):
            if path.name not in known:
                path.unlink()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
