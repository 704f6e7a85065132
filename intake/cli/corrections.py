"""Commands by which people correct what the machine made of documents."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from json import dumps
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from intake import show
from intake.cli import HERE, Config, Json, cli
from intake.domain.trouble import Trouble
from intake.given import desk_for, told

if TYPE_CHECKING:
    from intake.domain.model import Kind, PageKinds
    from intake.services.correct import Corrected, Word

_PAGES = re.compile(r"([1-9]\d{0,3})(?:-([1-9]\d{0,3}))?=([a-z,\s]+)")
_MOST_REFEREES = 99


@cli.command()
def correct(  # noqa: PLR0917 - the words of a command
    reference: Annotated[
        str, typer.Argument(metavar="REFERENCE", help="The application's, as OMP-2026-0007.")
    ],
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="The document's name as 'intake applications --json' gives it, or the start of its sha256.",
        ),
    ],
    kinds: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KIND]...", help="cv, letter, references, diploma, identity, other."),
    ] = None,
    config: Config = HERE,
    pages: Annotated[
        list[str] | None,
        typer.Option(metavar="PAGES=KIND", help="Kinds of some pages, as 2-3=letter; can be repeated."),
    ] = None,
    references: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, max=_MOST_REFEREES, help="How many referees the document names."),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the correction back.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell the candidate nothing.")] = False,
    json: Json = False,
) -> None:
    """Say what a document of an application is: it wins over the machine, now and later.

    The application is judged anew. Where that changes what is there or missing, the candidate gets a
    letter, if an answer ever went to the candidate. The document's owner is no question any more either.
    """
    from intake.services.correct import correct as correct_one
    from intake.services.deliver import deliver

    with told(json=json):
        word = _word(kinds or (), pages or (), references, undo=undo)
    with desk_for(config, works=True, json=json) as desk:
        done = correct_one(desk, reference, file, word, quiet=quiet)
        delivered = deliver(desk)
    if json:
        show.as_json(_shape(done))
    else:
        _print(done)
    for error in delivered.errors:
        show.warn(error)
    raise typer.Exit(1 if delivered.errors or delivered.failed or delivered.unknown else 0)


def _word(kinds: Any, pages: Any, references: int | None, *, undo: bool) -> Word:
    """What is said of a document; a kind or pages that nobody knows are a wrong usage."""
    from intake.services.correct import Word

    if undo and (kinds or pages or references is not None):
        raise typer.BadParameter("takes the correction back, and goes with nothing else", param_hint="--undo")
    if not (undo or kinds or pages or references is not None):
        raise typer.BadParameter("say a KIND, --pages, --references or --undo", param_hint="KIND")
    told_apart = tuple(page for text in pages for page in _pages(text))
    if len({page.page for page in told_apart}) < len(told_apart):
        raise typer.BadParameter("a page is named twice", param_hint="--pages")
    return Word(kinds=_kinds(kinds, "KIND"), pages=told_apart, referees=references, undo=undo)


def _pages(text: str) -> list[PageKinds]:
    from intake.domain.model import PageKinds

    found = _PAGES.fullmatch(text.strip().lower())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if found is None or last < first:
        raise typer.BadParameter(
            f"{text!r}: say pages and their kind, as 2-3=letter or 4=cv,references", param_hint="--pages"
        )
    kinds = _kinds(found[3].split(","), "--pages")
    return [PageKinds(page=page, kinds=kinds) for page in range(first, last + 1)]


def _kinds(said: Any, where: str) -> tuple[Kind, ...]:
    from intake.domain.model import KINDS

    words = [word.strip().lower() for word in said]
    for word in words:
        if word not in KINDS:
            raise typer.BadParameter(f"{word!r} is none of {', '.join(KINDS)}", param_hint=where)
    return tuple(kind for kind in KINDS if kind in words)


def _shape(done: Corrected) -> dict[str, Any]:
    before, after = ({"kinds": list(each.kinds)} for each in (done.before, done.after))
    return {
        "application": done.application,
        "file": done.after.file,
        "sha256": done.after.sha256,
        "changed": done.changed,
        "before": before | {"status": done.was},
        "after": after | {"status": done.status},
        "because": done.after.because,
        "letter": done.letter,
        "no_letter": done.silence or None,
    }


def _print(done: Corrected) -> None:
    from intake.services.correct import words

    show.say(f"{done.application} {done.after.file}: {words(done.before)} → {words(done.after)}")
    show.say(f"status: {done.was} → {done.status}" if done.was != done.status else f"status: {done.status}")
    show.say(f"letter: {done.letter}" if done.letter else f"no letter: {done.silence}")


@cli.command()
def corrections(
    config: Config = HERE,
    export: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Write labelled documents there, as JSON lines; - prints them."),
    ] = None,
    json: Json = False,
) -> None:
    """List what people corrected, or export it as labelled documents to fit the machine anew.

    The export holds what stands in the documents, and so PERSONAL DATA: only your account may read the
    file; keep it where 'intake erase' is repeated, for that does not reach it. Documents whose bytes
    cannot be read again are counted and left out.
    """
    from intake.services import labelled

    with desk_for(config, json=json) as desk:
        if export is None:
            _list(labelled.listing(desk), json=json)
            return
        lines, unread = 0, 0
        with _opened(export) as out:
            for label in labelled.labels(desk):
                if label.line is None:
                    unread += 1
                    continue
                out.write(dumps(label.line, ensure_ascii=False) + "\n")
                lines += 1
    if export != "-":
        if json:
            show.as_json({"file": export, "documents": lines, "unread": unread})
        else:
            show.say(f"{lines} labelled document(s) written to {export}. They hold personal data.")
    if unread:
        show.warn(f"{unread} document(s) could not be read again, and are left out.")
    raise typer.Exit(1 if unread else 0)


@contextmanager
def _opened(export: str) -> Iterator[IO[str]]:
    """The file to write to, for this account only; what stood there is lost."""
    if export == "-":
        yield sys.stdout
        return
    try:
        number = os.open(export, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.fchmod(number, 0o600)
    except OSError as error:
        raise Trouble(f"{export} cannot be written: {error.strerror}.", "Name another file.") from None
    with os.fdopen(number, "w", encoding="utf-8") as out:
        yield out


def _list(rows: Sequence[dict[str, Any]], *, json: bool) -> None:
    if json:
        show.as_json(rows)
        return
    lines = [
        (
            row["application"],
            row["file"],
            ", ".join(row["was"]) or "not told",
            ", ".join(row["kinds"]),
            show.time(row["at"]),
            row["by"],
        )
        for row in rows
    ]
    columns = ("application", "file", "was", "is", "at", "by")
    show.table(columns, lines, "Nothing was corrected. 'intake correct' does it.")
