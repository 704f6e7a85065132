"""Makes the gallery of the console, README.md and its pictures: `make console` runs it.

The pages are those of a day of the demo, as a browser shows them; nobody on them exists.
"""

# ruff: noqa: INP001  # a script, beside what it makes

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from intake.domain.model import Language

if TYPE_CHECKING:
    from rigs.browser import Browser
    from rigs.day import Day

HERE: Final = Path(__file__).resolve().parent
PAGE: Final = HERE / "README.md"
_COLOURS: Final = 72  # of a picture
_GAP: Final = 20  # pixels between the screens of a picture
_TALLEST: Final = 1800  # pixels of a picture: what comes below is more of the same
_DESK, _PHONE = 1160, 380
_GUESTS: Final = ("sign-in", "invitation")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """A picture: its name, the page (a pattern of tests/rigs/places.py, or a path), what it shows."""

    name: str
    page: str
    shows: str
    language: Language = "fr"
    dark: bool = False
    phone: bool = True
    press: str = ""  # what is pressed before: selectors


_DOSSIER: Final = "/applications/{reference}"
SCENES: Final[tuple[tuple[str, tuple[Scene, ...]], ...]] = (
    (
        "To sign in",
        (
            Scene(name="sign-in", page="/sign-in", shows="Signing in."),
            Scene(name="invitation", page="/link/{token}", shows="The link of an invitation."),
        ),
    ),
    (
        "For recruiters",
        (
            Scene(name="to-decide", page="/", shows="The first page: what needs a decision, first."),
            Scene(
                name="to-decide.en",
                page="/",
                shows="The same in English, in the dark.",
                language="en",
                dark=True,
            ),
            Scene(name="to-decide.ar", page="/", shows="And in Arabic, from right to left.", language="ar"),
            Scene(
                name="applications", page="/applications", shows="Every application, with filters and search."
            ),
            Scene(
                name="nothing-found",
                page="/applications?q=zz",
                shows="What is said where there is nothing.",
                phone=False,
            ),
            Scene(
                name="dossier", page=_DOSSIER, shows="A dossier: documents, letters, mails, notes, history."
            ),
            Scene(name="dossier.ar", page=_DOSSIER, shows="The same in Arabic.", language="ar"),
            Scene(name="dossier.dark", page=_DOSSIER, shows="And in the dark.", dark=True),
            Scene(
                name="document",
                page=f"{_DOSSIER}/documents/{{sha256}}",
                shows="A document, drawn where nothing in it can run, and what the machine took it for.",
            ),
            Scene(
                name="correction",
                page=f"{_DOSSIER}/documents/{{sha256}}",
                shows="A correction, before it is made: what follows, and the letter that will go.",
                press="#kind-cv,#kind-other,main form button.primary",
            ),
            Scene(
                name="late",
                page=f"{_DOSSIER}/decide/{{word}}",
                shows="Accepting a late one, with the reason, and the letter before it goes.",
            ),
            Scene(name="letter", page=f"{_DOSSIER}/letters/{{letter}}", shows="A letter as it was sent."),
            Scene(name="mails", page="/messages", shows="Every mail, and what became of it."),
            Scene(name="mail", page="/messages/{message}", shows="A mail."),
            Scene(
                name="assign",
                page="/messages/{message}/assign",
                shows="A mail that no posting claims is given to one.",
            ),
            Scene(name="postings", page="/postings", shows="The postings."),
            Scene(
                name="posting",
                page="/postings/{id}",
                shows="A posting: its numbers, rules and closing report.",
            ),
            Scene(name="keys", page="/keys", shows="The keys."),
            Scene(name="account", page="/account", shows="One's own account."),
        ),
    ),
    (
        "For admins",
        (
            Scene(
                name="posting-edit",
                page="/postings/{id}/edit",
                shows="A posting, edited with the rules of its file.",
            ),
            Scene(name="draft", page="/postings/draft", shows="A posting is drafted from its job ad."),
            Scene(
                name="history",
                page="/editions/{id}",
                shows="A change of a file, and the way back.",
                phone=False,
            ),
            Scene(name="mailboxes", page="/mailboxes", shows="The mailboxes."),
            Scene(
                name="mailbox-edit",
                page="/mailboxes/{name}/edit",
                shows="A mailbox, with a test of its servers.",
            ),
            Scene(name="letters", page="/letters", shows="Every letter in each language."),
            Scene(
                name="letter-sample", page="/letters/{letter}/{language}", shows="A letter with sample data."
            ),
            Scene(
                name="letter-edit",
                page="/letters/{letter}/{language}/edit",
                shows="A letter is changed, tried and sent to oneself.",
                phone=False,
            ),
            Scene(name="health", page="/health", shows="What runs, and what stands still."),
            Scene(
                name="outbox", page="/outbox", shows="Letters that wait, are held, or have an uncertain fate."
            ),
            Scene(
                name="quarantine",
                page="/quarantine",
                shows="Mails that could not be handled: none.",
                phone=False,
            ),
            Scene(
                name="reconcile", page="/reconcile", shows="The servers and the ledger compared.", phone=False
            ),
            Scene(name="audit", page="/audit", shows="Who did what."),
            Scene(name="accounts", page="/accounts", shows="Accounts and invitations."),
            Scene(name="account-of", page="/accounts/{id:int}", shows="Somebody's account.", phone=False),
            Scene(name="tokens", page="/account/tokens", shows="Tokens for other programs.", phone=False),
            Scene(name="webhooks", page="/webhooks", shows="Webhooks.", phone=False),
        ),
    ),
)


def scenes() -> Iterator[Scene]:
    """Every picture."""
    for _, of in SCENES:
        yield from of


def page() -> str:
    """Return README.md."""
    lines = [
        "# The console",
        "",
        "Its pages as `make console` takes them, of a day of the demo: on a desk (1160 pixels) and on a",
        "phone (380). Nobody on them exists. The browser is an English one: fields for dates are its own.",
        "How the console is started, and put behind a proxy: [accounts.md](../accounts.md).",
    ]
    for title, of in SCENES:
        lines += ["", f"## {title}"]
        for scene in of:
            lines += ["", f"### {scene.name}", "", scene.shows, "", f"![{scene.shows}]({scene.name}.png)"]
    return "\n".join(lines) + "\n"


def _draw() -> None:
    sys.path.insert(0, str(HERE.parents[1] / "tests"))
    # Here, so that the text can be made where no browser is.
    from rigs.browser import browser
    from rigs.day import a_day
    from rigs.places import places

    with TemporaryDirectory() as folder, a_day(Path(folder)) as day, browser(day.host) as shown:
        found = places(day)
        for scene in scenes():
            _take(shown, day, scene, found.get(scene.page, scene.page))


def _take(shown: Browser, day: Day, scene: Scene, path: str) -> None:
    from PIL import Image

    shown.driver.delete_all_cookies()
    shown.open("/sign-in")
    if scene.name not in _GUESTS:
        shown.driver.add_cookie(day.cookie(language=scene.language))
    shots = []
    for width in (_DESK, _PHONE) if scene.phone else (_DESK,):
        shown.screen(width, 640, dark=scene.dark, phone=width == _PHONE).open(path)
        for selector in filter(None, scene.press.split(",")):
            shown.click(selector)
        shots.append(Image.open(BytesIO(shown.picture(_TALLEST))).convert("RGB"))
    size = (sum(shot.width + _GAP for shot in shots) + _GAP, max(s.height for s in shots) + 2 * _GAP)
    whole = Image.new("RGB", size, "#c9ced4")
    at = _GAP
    for shot in shots:
        whole.paste(shot, (at, _GAP))
        at += shot.width + _GAP
    # By how often they are there: each plane and line keeps its very colour.
    often = sorted(whole.getcolors(1 << 24) or (), reverse=True)[:_COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for _, colour in often for value in colour])
    drawn = whole.quantize(palette=palette, dither=Image.Dither.NONE)
    drawn.save(HERE / f"{scene.name}.png", optimize=True)


def main() -> None:
    """Write the gallery."""
    if "--text" not in sys.argv[1:]:
        _draw()
        known = {f"{scene.name}.png" for scene in scenes()}
        for path in HERE.glob("*.png"):
            if path.name not in known:
                path.unlink()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
