"""Small valid configuration folders, to be written and made faulty."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake import settings

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

INTAKE = """\
organisation: Association Exemple
timezone: Europe/Paris
admins: [admin@example.org]
poll: {every: 60s}
digest: {at: "08:00"}
mailboxes:
  jobs:
    address: jobs@example.org
    imap:
      host: imap.example.org
      username: jobs
      password: {env: JOBS_PASSWORD}
    smtp:
      host: smtp.example.org
    folders: [INBOX]
"""

POSTING = """\
title: Chargé(e) de projet
mailbox: jobs
language: fr
subject: "Candidature {title}"
documents: [cv, letter]
opens: 2026-04-01
deadline: 2026-05-04 16:00
recruiters: [direction@example.org]
"""


def write(base: Path, intake: str = INTAKE, **postings: str) -> Path:
    """Write a configuration folder; each keyword is a posting's id and text."""
    folder = base / "config"
    (folder / "postings").mkdir(parents=True, exist_ok=True)
    (folder / "intake.yaml").write_text(intake, encoding="utf-8")
    for posting_id, text in postings.items():
        (folder / "postings" / f"{posting_id}.yaml").write_text(text, encoding="utf-8")
    return folder


def replaced(text: str, old: str, new: str) -> str:
    """Return the text with one line's words replaced; they must stand there once."""
    assert text.count(old) == 1
    return text.replace(old, new)


def errors(folder: Path) -> list[settings.Finding]:
    """Return what makes `load` refuse the folder."""
    with pytest.raises(settings.SettingsError) as refusal:
        settings.load(folder)
    return list(refusal.value.findings)


def findings(folder: Path, level: str) -> list[tuple[str, str]]:
    """Return where and what `check` finds on one level."""
    return [(f.where, f.text) for f in settings.check(folder, now=NOW)[1] if f.level == level]
