"""What a `Launcher` does once before its runs: they need not compile SQL, letters and expressions again."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from rigs.crash import Launcher, Office
from rigs.dovecot import Dovecot
from rigs.scenes import MAILS, SALMA
from rigs.smtp import Sink

COMMANDS = (
    ("poll", "--json"),
    ("messages", "--json"),
    ("applications", "--json"),
    ("reconcile",),
    ("digest", "--date", "2026-05-04"),
    ("replay", "3", "--posting", "omp"),
    ("erase", SALMA),
)


def rehearse(launcher: Launcher, base: Path, dovecot: Dovecot) -> None:
    """Let a launcher do each command once, with every mail of these scenes."""
    with Sink() as sink:
        user = f"rehearsal-{uuid4().hex}@example.org"
        office = Office(base=base / "office", dovecot=dovecot, sink=sink, user=user, launcher=launcher)
        office.fill(MAILS)
        for words in COMMANDS:
            launcher.rehearse(office.args(*words), PW=dovecot.password)
