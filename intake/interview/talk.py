"""A conversation in the terminal: each question is asked until its answer can be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import typer

from intake.domain.trouble import Misuse
from intake.show.words import visible

T = TypeVar("T")


def say(text: str = "") -> None:
    """Print a line; it may hold words of a server or of a job ad."""
    typer.echo(visible(text))


def heading(text: str) -> None:
    """Begin another part."""
    typer.echo()
    typer.secho(text, bold=True)


def ask(question: str, form: Callable[[str], T], default: str | None = None) -> T:
    """Return what `form` makes of an answer; it raises Misuse for what it does not take.

    Enter takes the default, where there is one. Raises typer.Abort at the end of the input.
    """
    while True:
        text = typer.prompt(question, default=default, show_default=bool(default), type=str)
        try:
            return form(text.strip())
        except Misuse as fault:
            say(f"  {fault}")


def ask_maybe(question: str, form: Callable[[str], T], default: str = "") -> T | None:
    """Return an answer in a form, or None for `-`, or for Enter alone where there is no default."""

    def read(text: str) -> T | None:
        return None if text in ("", "-") else form(text)

    if default:
        return ask(f"{question}, - for none", read, default)
    return ask(f"{question} (Enter for none)", read, "")


def choose(question: str, options: Mapping[str, str]) -> str:
    """Return the key of one of the options; the first is the default. Its number or its key will do."""
    say(f"{question}:")
    keys = list(options)
    for number, key in enumerate(keys, start=1):
        say(f"  {number}  {options[key]}")

    def read(text: str) -> str:
        if text in keys:
            return text
        if text.isdecimal() and 1 <= int(text) <= len(keys):
            return keys[int(text) - 1]
        raise Misuse(f"A number from 1 to {len(keys)} is expected.")

    return ask("Number", read, "1")


def yes(question: str, *, default: bool = True) -> bool:
    """Return whether the answer is yes."""
    return typer.confirm(question, default=default)


def secret(question: str) -> str:
    """Return a password; it is not shown."""
    while True:
        text: str = typer.prompt(question, hide_input=True)
        text = text.replace("\N{NO-BREAK SPACE}", " ")  # as a web page may show the spaces of an app password
        if text.strip() and text.isprintable():
            return text
        say("  A password on one line is expected.")
