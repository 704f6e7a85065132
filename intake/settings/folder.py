"""A whole configuration folder, read and validated: as it stands, or as it would be with a file changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from intake import zones
from intake.domain.model import Schedule
from intake.domain.privacy import law_of
from intake.settings.faults import Finding, Tree
from intake.settings.files import INTAKE
from intake.settings.forms import Context, is_name
from intake.settings.posting import PostingForm
from intake.settings.schema import IntakeForm
from intake.settings.validate import validate
from intake.settings.values import Defaults, Settings, Web
from intake.settings.yaml import MAX_BYTES, parse, read

_MOST_OF_A_POSTING: Final = 256 * 1024  # bytes
_COPY: Final = (
    "Copy the example folder `config/`, or make one with `intake init`; or name yours with --config DIR."
)
_ID: Final = (
    "A posting's id is its file's name: at most 64 letters, digits, - and _, a letter or digit first."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """A folder, read: its settings if it is valid, what is wrong with it, and its files."""

    settings: Settings | None
    findings: list[Finding]
    intake: Tree | None
    postings: dict[str, Tree]


def read_folder(folder: Path, instead: Mapping[str, str | None] | None = None) -> Loaded:
    """Read all; `instead` holds texts in the place of some, by `postings/ID.yaml` (None: it is gone)."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link to other files' base
    instead = instead or {}
    if not (folder / INTAKE).is_file():
        text = "There is no such file." if folder.is_dir() else f"There is no folder '{folder.name}'."
        absent = Finding(level="error", where=f"{folder.name}/{INTAKE}", text=text, remedy=_COPY)
        return Loaded(settings=None, findings=[absent], intake=None, postings={})
    intake, findings = _tree(folder, INTAKE, instead)
    context = _context(folder, intake)
    form = None
    if intake is not None:
        form, faults = validate(IntakeForm, intake, context)
        findings += faults
    trees, forms = {}, {}
    for name in _names(folder, instead):
        tree, posting, faults = _posting(folder, name, instead, context)
        findings += faults
        if tree is not None and posting is not None:
            posting_id = Path(name).stem
            trees[posting_id], forms[posting_id] = tree, posting
    findings += _unread(folder)
    valid = form if not any(finding.level == "error" for finding in findings) else None
    settings = None if valid is None else _settings(folder, valid, forms)
    return Loaded(settings=settings, findings=findings, intake=intake, postings=trees)


def posting_files(folder: Path) -> list[Path]:
    """Return the files of the postings, in the order of their names."""
    return sorted(path for path in (folder / "postings").glob("*.yaml") if not path.name.startswith("."))


def _names(folder: Path, instead: Mapping[str, str | None]) -> list[str]:
    """The names of all postings' files within the folder, without those that are to go."""
    there = {f"postings/{path.name}" for path in posting_files(folder)} | instead.keys() - {INTAKE}
    return sorted(name for name in there if instead.get(name, "") is not None)


def _tree(folder: Path, name: str, instead: Mapping[str, str | None]) -> tuple[Tree | None, list[Finding]]:
    most = MAX_BYTES if name == INTAKE else _MOST_OF_A_POSTING
    shown, text = f"{folder.name}/{name}", instead.get(name)
    if text is None:
        return read(folder / name, shown, most)
    if len(text.encode()) > most:
        said = f"The file is larger than {most // 1024:,} KB."
        return None, [Finding(level="error", where=shown, text=said, remedy="Shorten it.")]
    return parse(text, shown)


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
    folder: Path, name: str, instead: Mapping[str, str | None], context: Context
) -> tuple[Tree | None, PostingForm | None, list[Finding]]:
    tree, findings = _tree(folder, name, instead)
    if not is_name(Path(name).stem):
        shown = f"{folder.name}/{name}"
        findings.append(Finding(level="error", where=shown, text=_ID, remedy="Rename the file."))
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
