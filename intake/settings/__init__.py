"""The configuration folder → Settings, every fault of every file named at once.

`load` gives the settings that everything runs on; `check` says, besides, what an administrator
should know. Nothing runs on half of a configuration.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from intake import zones
from intake.domain.model import Posting, Schedule
from intake.domain.privacy import law_of
from intake.domain.storage import Bucket
from intake.domain.trouble import Misuse
from intake.settings.advice import advise
from intake.settings.faults import Finding, SettingsError, Tree, some_of
from intake.settings.forms import Context, is_loopback, is_name
from intake.settings.intake_file import Login, Outline, intake_file
from intake.settings.posting import PostingForm
from intake.settings.posting_file import Place, open_points, posting_file
from intake.settings.schema import IntakeForm
from intake.settings.secrets import SecretError, resolve
from intake.settings.storage import PlaceForm
from intake.settings.validate import validate
from intake.settings.values import Defaults, Limits, Rate, Settings, Web, bare
from intake.settings.yaml import MAX_BYTES, parse, read

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

_MOST_OF_A_POSTING = 256 * 1024  # bytes
_COPY = "Copy the example folder `config/`, or make one with `intake init`; or name yours with --config DIR."


def load(folder: Path) -> Settings:
    """Return the settings of a configuration folder; secrets are not looked up.

    Raises SettingsError with every error of every file.
    """
    loaded = _load(folder)
    if loaded.settings is None:
        raise SettingsError(finding for finding in loaded.findings if finding.level == "error")
    return loaded.settings


def check(folder: Path, now: datetime | None = None) -> tuple[Settings | None, list[Finding]]:
    """Return the settings, and every error, warning and note; the settings are None if `load` would raise.

    A secret that cannot be had is an error here. `now` (default: the clock) tells ended postings.
    """
    loaded = _load(folder)
    findings = loaded.findings
    if loaded.settings is not None and loaded.intake is not None:
        findings = [
            *findings,
            *advise(loaded.settings, loaded.intake, loaded.postings, now or datetime.now(UTC)),
        ]
    return loaded.settings, findings


def fingerprint(folder: Path) -> str:
    """Return a digest that changes when any configuration file appears, goes or changes."""
    digest = hashlib.sha256()
    for path in (folder / "intake.yaml", *_posting_files(folder)):
        content = b"absent"
        with suppress(OSError), path.open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
        digest.update(hashlib.sha256(os.fsencode(path.name)).digest() + hashlib.sha256(content).digest())
    return digest.hexdigest()


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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Loaded:
    """A folder, read: its settings if it is valid, what is wrong with it, and its files."""

    settings: Settings | None
    findings: list[Finding]
    intake: Tree | None
    postings: dict[str, Tree]


def _load(folder: Path) -> _Loaded:
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link to other files' base
    if not (folder / "intake.yaml").is_file():
        text = "There is no such file." if folder.is_dir() else f"There is no folder '{folder.name}'."
        absent = Finding(level="error", where=f"{folder.name}/intake.yaml", text=text, remedy=_COPY)
        return _Loaded(settings=None, findings=[absent], intake=None, postings={})
    intake, findings = read(folder / "intake.yaml", f"{folder.name}/intake.yaml")
    context = _context(folder, intake)
    form = None
    if intake is not None:
        form, faults = validate(IntakeForm, intake, context)
        findings += faults
    trees, forms = {}, {}
    for path in _posting_files(folder):
        tree, posting, faults = _posting(path, f"{folder.name}/postings/{path.name}", context)
        findings += faults
        if tree is not None and posting is not None:
            trees[path.stem], forms[path.stem] = tree, posting
    findings += _unread(folder)
    valid = form if not any(finding.level == "error" for finding in findings) else None
    settings = None if valid is None else _settings(folder, valid, forms)
    return _Loaded(settings=settings, findings=findings, intake=intake, postings=trees)


def _posting_files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "postings").glob("*.yaml") if not path.name.startswith("."))


def _unread(folder: Path) -> Iterator[Finding]:
    """Yield a warning for each file that looks like configuration and is not read."""
    for path in sorted((*folder.glob("*.yml"), *(folder / "postings").glob("*.yml"))):
        shown = path.relative_to(folder.parent).as_posix()
        text = "This file is not read: only names that end in .yaml are."
        yield Finding(level="warning", where=shown, text=text, remedy=f"Rename it to {path.stem}.yaml.")


def _context(folder: Path, intake: Tree | None) -> Context:
    """Return what can be told from intake.yaml, valid or not, for the other checks to go on."""
    value = intake.value if intake is not None else {}
    zone: ZoneInfo | None = None
    with suppress(ValueError):
        zone = zones.zone(str(value.get("timezone")))
    mailboxes = value.get("mailboxes")
    names = frozenset(mailboxes) if isinstance(mailboxes, dict) else None
    return Context(base=folder.parent, zone=zone, mailboxes=names)


def _posting(
    path: Path, shown: str, context: Context
) -> tuple[Tree | None, PostingForm | None, list[Finding]]:
    tree, findings = read(path, shown, _MOST_OF_A_POSTING)
    if not is_name(path.stem):
        text = (
            "A posting's id is its file's name: at most 64 letters, digits, - and _, a letter or digit first."
        )
        findings.append(Finding(level="error", where=shown, text=text, remedy="Rename the file."))
    if tree is None:
        return None, None, findings
    form, faults = validate(PostingForm, tree, context)
    return tree, form, findings + faults


def _settings(folder: Path, intake: IntakeForm, postings: dict[str, PostingForm]) -> Settings:
    usual = Defaults(
        organisation=intake.organisation,
        zone=intake.timezone,
        schedule=intake.digest.schedule(Schedule()),
        reminder=intake.reminder or None,
    )
    return Settings(
        folder=folder,
        base=folder.parent,
        organisation=intake.organisation,
        zone=intake.timezone,
        database=intake.database,
        engine=intake.engine,
        storage=intake.storage.place(folder.parent),
        templates=intake.templates,
        admins=tuple(dict.fromkeys(intake.admins)),
        poll_every=intake.poll.every,
        idle=intake.poll.idle,
        poll_per_host=intake.poll.per_host,
        quiet=intake.quiet,
        schedule=usual.schedule,
        reminder=usual.reminder,
        digest_when_empty=intake.digest.when_empty,
        digest_from=intake.digest.sender or next(iter(intake.mailboxes), None),
        limits=intake.limits.limits(),
        silence=intake.alarms.silence,
        antivirus=intake.antivirus.clamd if intake.antivirus else None,
        monitor=intake.monitor.address() if intake.monitor else None,
        web=intake.web.web() if intake.web else Web(configured=False),
        mailboxes={name: form.mailbox(name) for name, form in intake.mailboxes.items()},
        postings={id_: form.posting(id_, usual) for id_, form in postings.items()},
        privacy=intake.privacy.notice() if intake.privacy else None,
        law=(intake.privacy.law if intake.privacy else None) or law_of(intake.timezone),
        token_keys=tuple(intake.token_keys),
        retention={id_: form.retention.months for id_, form in postings.items() if form.retention},
    )
