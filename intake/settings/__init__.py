"""The configuration folder → Settings, every fault of every file named at once.

`load` gives the settings that everything runs on; `check` says, besides, what an administrator
should know. Nothing runs on half of a configuration.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from intake import zones
from intake.domain.model import Posting
from intake.domain.storage import Bucket
from intake.domain.trouble import Misuse
from intake.settings.advice import advise
from intake.settings.faults import Finding, SettingsError, Tree, some_of
from intake.settings.folder import posting_files, read_folder
from intake.settings.forms import Context, is_loopback, is_name
from intake.settings.intake_file import Login, Outline, intake_file
from intake.settings.posting import PostingForm
from intake.settings.posting_file import Place, open_points, posting_file
from intake.settings.secrets import SecretError, resolve
from intake.settings.storage import PlaceForm
from intake.settings.validate import validate
from intake.settings.values import Limits, Rate, Settings, bare
from intake.settings.yaml import MAX_BYTES, parse

__all__ = [
    "Finding",
    "Limits",
    "Login",
    "Outline",
    "Place",
    "Rate",
    "SecretError",
    "Settings",
    "SettingsError",
    "bare",
    "check",
    "fingerprint",
    "intake_file",
    "is_loopback",
    "is_name",
    "load",
    "open_points",
    "posting_file",
    "posting_of",
    "resolve",
    "some_of",
    "storage_of",
]

_TEMPLATES = frozenset({".txt", ".html", ".words"})
_MOST_TEMPLATES = 1_000  # as many files are looked at


def load(folder: Path) -> Settings:
    """Return the settings of a configuration folder; secrets are not looked up.

    Raises SettingsError with every error of every file.
    """
    loaded = read_folder(folder)
    if loaded.settings is None:
        raise SettingsError(finding for finding in loaded.findings if finding.level == "error")
    return loaded.settings


def check(folder: Path, now: datetime | None = None) -> tuple[Settings | None, list[Finding]]:
    """Return the settings, and every error, warning and note; the settings are None if `load` would raise.

    A secret that cannot be had is an error here. `now` (default: the clock) tells ended postings.
    """
    loaded = read_folder(folder)
    findings = loaded.findings
    if loaded.settings is not None and loaded.intake is not None:
        findings = [
            *findings,
            *advise(loaded.settings, loaded.intake, loaded.postings, now or datetime.now(UTC)),
        ]
    return loaded.settings, findings


def fingerprint(folder: Path, templates: Path | None = None) -> str:
    """Return a digest that changes when any configuration file appears, goes or changes.

    So it does with the organisation's own letters: in `templates`, or where they would be by default.
    """
    digest = hashlib.sha256(_letters(templates or folder.parent / "templates"))
    for path in (folder / "intake.yaml", *posting_files(folder)):
        content = b"absent"
        with suppress(OSError), path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        digest.update(hashlib.sha256(os.fsencode(path.name)).digest() + hashlib.sha256(content).digest())
    return digest.hexdigest()


def _letters(folder: Path) -> bytes:
    """What changes when a template does: they are too many to be read every few seconds."""
    found = []
    for path in islice(folder.rglob("*"), _MOST_TEMPLATES):
        if path.suffix in _TEMPLATES and not path.name.startswith("."):
            with suppress(OSError):  # it has just gone
                status = path.stat()
                found.append((path.as_posix(), status.st_size, status.st_mtime_ns, status.st_ino))
    return repr(sorted(found)).encode()


def posting_of(text: str, posting_id: str, settings: Settings) -> Posting:
    """Return the posting that a file's text describes, as if it stood in the folder of those settings.

    Raises SettingsError with every error of it.
    """
    shown = f"{posting_id}.yaml"
    tree, findings = parse(text, shown)
    form = None
    if tree is not None:
        names = frozenset(settings.mailboxes)
        context = Context(base=settings.base, zone=zones.zone(settings.zone), mailboxes=names)
        form, faults = validate(PostingForm, tree, context)
        findings += faults
    if form is None or any(finding.level == "error" for finding in findings):
        raise SettingsError(findings)
    return form.posting(posting_id, settings.defaults)


def storage_of(text: str, settings: Settings) -> Path | Bucket:
    """Return the storage that a text names as `storage` of intake.yaml would: plainly, or as `{url: …}`.

    Raises Misuse with the first fault of it.
    """
    tree: Tree | None = Tree(file="", value={"storage": text}, lines={(): 1})
    findings: list[Finding] = []
    if text.startswith("{"):
        tree, findings = parse(f"storage: {text}", "")
    form = None
    if tree is not None and not findings:
        context = Context(base=settings.base, zone=None, mailboxes=None)
        form, findings = validate(PlaceForm, tree, context)
    if form is None:
        raise Misuse(f"This is no storage: {findings[0].text}", findings[0].remedy)
    return form.storage.place(settings.base)
