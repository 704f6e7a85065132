"""What the commands print that list what there is, or explain it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from intake.show.words import say, table, time


def messages(rows: Iterable[dict[str, Any]]) -> None:
    """Print messages."""
    lines = [
        (
            row["id"],
            time(row["received_at"]),
            row["outcome"],
            row["application"] or "",
            row["sender"],
            row["subject"],
            row["reason"],
        )
        for row in rows
    ]
    columns = ("id", "received", "outcome", "application", "sender", "subject", "why")
    table(columns, lines, "No message has been seen yet. 'intake poll' fetches them.")


def state(letter: dict[str, Any]) -> str:
    """What became of a letter, in a word."""
    return "bounced" if letter["bounced_at"] else str(letter["state"])


def applications(rows: Iterable[dict[str, Any]]) -> None:
    """Print applications."""
    lines = [
        (
            row["reference"],
            row["status"],
            time(row["received_at"]),
            row["candidate"]["name"],
            row["candidate"]["email"],
            ", ".join(row["missing"]),
            ", ".join(f"{each['kind']} {state(each)}" for each in row["acknowledgements"]),
            row["reason"],
        )
        for row in rows
    ]
    columns = ("reference", "status", "received", "name", "address", "missing", "letters", "why")
    table(columns, lines, "There is no application.")


def explained(found: Any) -> None:
    """Print what would become of a mail, step by step."""
    for each in found if isinstance(found, list) else [found]:
        for number, step in enumerate(each["steps"], start=1):
            say(f"{number:>3}. {step}")
        say()
