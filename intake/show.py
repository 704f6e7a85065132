"""What the commands print: JSON in the contract's shapes, or tables for people."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from intake.domain.trouble import Trouble

if TYPE_CHECKING:
    from intake.services.deliver import Delivered
    from intake.services.digest import Digest
    from intake.services.poll import Polled, Progress
    from intake.services.reconcile import Compared, Reconciled
    from intake.services.record import Done
    from intake.settings import Finding

_COLOURS = {
    "complete": "green",
    "incomplete": "yellow",
    "late": "red",
    "review": "magenta",
    "error": "red",
    "warning": "yellow",
    "info": "cyan",
    "quarantined": "red",
}


# What a stranger's words could do to a terminal: controls but tab and line feed, and bidi overrides.
_UNSEEN = dict.fromkeys(
    [
        *(*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0)),
        *(0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    ]
)


def _visible(text: str) -> str:
    return text.translate(_UNSEEN)


def as_json(shape: Any) -> None:
    """Print one JSON document on standard output; in ASCII where that cannot show every letter."""
    plain = "utf" not in (sys.stdout.encoding or "").lower()
    sys.stdout.write(json.dumps(shape, ensure_ascii=plain, indent=2, default=str) + "\n")


def as_json_list(rows: Iterable[dict[str, Any]]) -> None:
    """Print a list as `as_json` does, each row as it comes: however many there are, few are in memory."""
    plain, written = "utf" not in (sys.stdout.encoding or "").lower(), 0
    try:
        for row in rows:
            text = json.dumps(row, ensure_ascii=plain, indent=2, default=str).replace("\n", "\n  ")
            sys.stdout.write((",\n  " if written else "[\n  ") + text)
            written += 1
    except Trouble as broken:
        if not written:
            raise
        sys.stdout.write("\n]\n")  # one document all the same; the exit status says that it is not whole
        trouble(broken)
        raise SystemExit(1) from None
    sys.stdout.write("\n]\n" if written else "[]\n")


def part(rows: Iterable[dict[str, Any]], limit: int | None, key: str) -> Iterator[dict[str, Any]]:
    """Yield the first `limit` rows (None: all); if there are more, say how to go on behind the last `key`."""
    last = None
    for number, row in enumerate(rows):
        if number == limit:
            warn(f"There are more. To go on: --after {last}")
            return
        last = row[key]
        yield row


def warn(text: str) -> None:
    """Print a sentence on standard error."""
    sys.stderr.write(f"{_visible(text)}\n")


def trouble(what: Trouble) -> None:
    """Print what is wrong, and what to do."""
    warn(f"intake: {what.text}")
    if what.remedy:
        warn(f"  → {what.remedy}")


def say(text: str = "") -> None:
    """Print a line on standard output."""
    sys.stdout.write(f"{_visible(text)}\n")


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """Print a table, or what there is to say of an empty one."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lines = [
        [Text("" if cell is None else _visible(str(cell)), style=_COLOURS.get(str(cell), "")) for cell in row]
        for row in rows
    ]
    if not lines:
        say(empty)
        return
    grid = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for line in lines:
        grid.add_row(*line)
    Console(width=None if sys.stdout.isatty() else 160).print(grid)


def time(iso: str) -> str:
    """A time as people read it, to the minute."""
    return datetime.fromisoformat(iso).strftime("%Y-%m-%d %H:%M")


# --- check -------------------------------------------------------------------


def finding(found: Finding) -> dict[str, str]:
    """The JSON shape of a finding."""
    return {"level": found.level, "where": found.where, "text": found.text, "remedy": found.remedy}


def refused(found: Sequence[Finding]) -> dict[str, Any]:
    """The JSON shape of a configuration that is refused, for every command but `check`."""
    return {
        "error": "The configuration is refused.",
        "remedy": "Mend what the findings name, then run 'intake check'.",
        "findings": [finding(each) for each in found if each.level == "error"],
    }


def findings(found: Sequence[Finding], *, refused: bool = False, error: bool = False) -> None:
    """Print findings, a sentence and its remedy each; `refused`: they keep intake from running at all."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=error, soft_wrap=True)
    for each in found:
        console.print(
            Text.assemble((f"{each.level:<7} ", _COLOURS[each.level]), (_visible(each.where), "bold"))
        )
        console.print(Text(f"        {_visible(each.text)}"))
        if each.remedy:
            console.print(Text(f"        → {_visible(each.remedy)}"))
    counts = Counter(each.level for each in found)
    verdict = "Nothing runs until this is mended." if refused else "The configuration is good."
    console.print(f"{counts['error']} error(s), {counts['warning']} warning(s). {verdict}")


# --- poll --------------------------------------------------------------------


@contextmanager
def progress(*, hidden: bool) -> Iterator[Progress | None]:
    """A bar on standard error for long polls, where a person watches."""
    if hidden or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def told(mailbox: str, done: int, total: int) -> None:
            if mailbox not in tasks:
                tasks[mailbox] = bar.add_task(mailbox, total=total)
            bar.update(tasks[mailbox], completed=done, total=total)

        yield told


def poll_shape(polled: Sequence[Polled], delivered: Delivered) -> dict[str, Any]:
    """The JSON shape of `intake poll`."""
    outcomes: Counter[str] = Counter()
    for each in polled:
        outcomes.update(each.outcomes)
    return {
        "mailboxes": [
            {"name": each.name, "fetched": each.fetched, "new": each.new, "error": each.error}
            for each in polled
        ],
        "outcomes": dict(outcomes),
        "sent": delivered.sent,
        "pending": delivered.pending,
        "failed": delivered.failed,
    }


def polled(results: Sequence[Polled], delivered: Delivered) -> None:
    """Print the summary of a poll."""
    rows = [
        (each.name, each.fetched, each.new, ", ".join(f"{name} {n}" for name, n in each.outcomes.items()))
        for each in results
    ]
    table(("mailbox", "fetched", "new", "outcomes"), rows, "No mailbox is configured.")
    letters = f"Letters: {delivered.sent} sent, {delivered.pending} waiting, {delivered.failed} failed"
    say(letters + (f", {delivered.unknown} unknown." if delivered.unknown else "."))
    if delivered.capped:
        say(f"{delivered.capped} of those that wait are held back by a cap of 'limits' in intake.yaml.")
    for each in results:
        if each.busy:
            warn(f"{each.name}: another intake process is reading this mailbox; nothing was done here.")
        if each.error:
            warn(f"{each.name}: {each.error}")
    for error in delivered.errors:
        warn(error)


# --- lists -------------------------------------------------------------------


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


# --- explain, replay, reconcile, digest --------------------------------------


def explained(found: Any) -> None:
    """Print what would become of a mail, step by step."""
    for each in found if isinstance(found, list) else [found]:
        for number, step in enumerate(each["steps"], start=1):
            say(f"{number:>3}. {step}")
        say()


def done(each: Done) -> dict[str, Any]:
    """The JSON shape of a replayed or imported message."""
    return {"id": each.id, "outcome": each.outcome, "application": each.application}


def replayed(results: Sequence[Done]) -> None:
    """Print what became of replayed messages."""
    table(("id", "outcome", "application"), [(d.id, d.outcome, d.application) for d in results], "Nothing.")


def folder(each: Compared) -> dict[str, Any]:
    """The JSON shape of a folder held against the ledger."""
    return {
        "mailbox": each.mailbox,
        "folder": each.folder,
        "on_server": each.on_server,
        "in_ledger": each.in_ledger,
        "missing": len(each.missing),
        "mended": each.mended,
    }


def reconciled(results: Sequence[Reconciled]) -> None:
    """Print each folder, and each difference by name."""
    folders = [each for result in results for each in result.folders]
    rows = [(f.mailbox, f.folder, f.on_server, f.in_ledger, len(f.missing), f.mended) for f in folders]
    table(
        ("mailbox", "folder", "on server", "in ledger", "missing", "mended"), rows, "No folder was compared."
    )
    for each in folders:
        for uid in each.missing:
            say(f"{each.mailbox}/{each.folder}: UID {uid} was on the server and not in the ledger.")
        if each.gone:
            say(
                f"{each.mailbox}/{each.folder}: {each.gone} mail(s) of the ledger are gone from the folder "
                "(moved or deleted by somebody); they are kept here."
            )
    if folders and not any(each.missing for each in folders):
        say("Every mail on the server has its row: nothing was lost.")


def digest_shape(day: date, made: Sequence[Digest]) -> dict[str, Any]:
    """The JSON shape of `intake digest`."""
    return {
        "day": day.isoformat(),
        "digests": [
            {
                "recruiter": each.recruiter,
                "state": each.state,
                "postings": [
                    {
                        name: getattr(posting, name)
                        for name in ("id", "complete", "incomplete", "late", "review", "new")
                    }
                    for posting in each.facts.postings
                ],
                "unmatched": len(each.facts.unmatched),
                "troubles": list(each.facts.troubles),
            }
            for each in made
        ],
    }


def digests(day: date, made: Sequence[Digest], *, words: bool) -> None:
    """Print the digests of a day; `words` prints each as it would be sent."""
    for each in made:
        say(f"{each.recruiter}: {each.state}")
        if words and each.state != "skipped":
            say(f"\n{each.rendered.subject}\n\n{each.rendered.text}")
    if not made:
        say(f"Nobody is to be told of {day}: no posting names recruiters.")
