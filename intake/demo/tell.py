"""The story as it is printed: who wrote what, what intake decided, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from intake.demo import pages
from intake.demo.ads import ads
from intake.demo.office import Office, Played
from intake.demo.story import DAY, DIGEST_AT, Round

_COLOURS = {
    "complete": "green",
    "incomplete": "yellow",
    "late": "red",
    "review": "magenta",
    "updated": "green",
}
_LANGUAGES = {"fr": "French", "en": "English", "ar": "Arabic"}
_WIDEST = 100


def _console() -> Console:
    console = Console(highlight=False, soft_wrap=False)
    if not sys.stdout.isatty() or console.width > _WIDEST:
        console.width = _WIDEST
    return console


def _print(text: Text | str) -> None:
    _console().print(text)


def opening(office: Office) -> None:
    """Say what is played, and what the ads asked for."""
    _print(Text("A day in the life of intake", style="bold"))
    _print(
        f"{DAY:%A} {DAY.day} {DAY:%B %Y}, the day on which one of five job ads closes. Two mail servers run "
        "inside this program, on loopback only: nothing leaves this machine, and no account is needed."
    )
    _print("")
    for ad in ads(office.desk.settings):
        title = Text.assemble((ad.title, "bold"), f" – {ad.organisation}")
        _beside(Text(f"  {ad.number}", style="dim"), title, Text(ad.asked))


def round_of(each: Round, played: list[Played]) -> None:
    """Tell one poll and what it found."""
    _print("")
    _print(Text.assemble((f"{each.at:%H:%M}", "bold cyan"), "  ", (each.title, "bold")))
    for one in played:
        _print("")
        _beside(Text(f"  {one.scene.at:%H:%M:%S}", style="cyan"), *_scene(one))


def _scene(one: Played) -> Iterator[Text]:
    mail, row = one.mail, one.row
    yield Text(pages.name_of(mail), style="bold")
    yield Text(f"« {mail.subject} »")
    if mail.files:
        yield Text(", ".join(pages.isolated(name) for name in mail.files), style="dim")
    yield Text(one.scene.told)
    decided = Text(f"→ {row.get('outcome', 'lost')}")
    if one.application:
        status = one.application["status"]
        decided.append(f" {one.application['reference']}, ").append(status, _COLOURS.get(status, ""))
    yield decided.append(f": {row.get('reason')}")
    if one.letter:
        language = _LANGUAGES.get(one.letter_language or "", one.letter_language)
        yield Text(f"✉ a letter goes out: {one.letter_kind}, in {language}")
    for surprise in one.surprises():
        yield Text(f"SURPRISE: {surprise}", style="bold red")


def _beside(mark: Text, *lines: Text) -> None:
    """Print lines with a mark to their left."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(mark, Group(*lines))
    _console().print(grid)


def ending(office: Office, output: Path, seconds: float) -> None:
    """Tell the next morning, the numbers of the day, and where everything lies."""
    _print("")
    heading = (f"{DIGEST_AT:%A %H:%M}", "bold cyan")
    _print(Text.assemble(heading, "  ", ("The digests", "bold")))
    for one, mail in office.digests:
        said = one.rendered.subject if mail else "no mail, since there is nothing new to say"
        _print(Text.assemble("  ", (one.recruiter, "bold"), f": {said}"))
    _print("")
    _console().print(_table(office))
    _print("")
    _print(
        f"{len(office.played)} mails came, {office.on_server} lie on the server, unread still, each with "
        f"its row in the ledger. {len(office.letters())} letters and "
        f"{sum(mail is not None for _, mail in office.digests)} digests went out, over real SMTP, to nobody "
        f"but this program. Played in {seconds:.0f} seconds."
    )
    _print("")
    for surprise in office.surprises:
        _print(Text(f"SURPRISE: {surprise}", style="bold red"))
    if not office.surprises:
        _print(Text("Everything came out as the story says.", style="green"))
    _print("")
    _places(office, output)


def _places(office: Office, output: Path) -> None:
    shown = output.as_posix().rstrip("/")
    for what, where in (
        ("Open in a browser", f"{shown}/index.html"),
        ("Letters and digests", f"{shown}/letters/  {shown}/digest/"),
        ("The candidates' mails", f"{shown}/mails/"),
        ("Configuration, database", f"{shown}/config/  {shown}/var/"),
        ("Look around", pages.commands(office, output)[0]),
        ("Ask why", pages.commands(office, output)[-1]),
    ):
        _console().print(Text.assemble((f"{what:<25}", "dim"), where), soft_wrap=True)


def _table(office: Office) -> Table:
    table = Table("reference", "candidate", "status", "not surely there", "letters", box=None, pad_edge=False)
    for application, letters in pages.summary(office):
        status = application["status"]
        table.add_row(
            application["reference"],
            application["candidate"]["name"],
            Text(status, style=_COLOURS.get(status, "")),
            ", ".join(application["missing"]) or "–",
            ", ".join(str(one.letter_kind) for one in letters) or "–",
        )
    return table
