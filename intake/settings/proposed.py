"""A changed file held against all the others before it is written: by the code that reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from intake.settings.advice import advise
from intake.settings.faults import Finding
from intake.settings.folder import Loaded, read_folder
from intake.settings.values import Settings

_PLACE: Final = re.compile(r"(?P<file>.*?\.yaml)(?::(?P<line>\d+))?(?: (?P<field>.*))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposed:
    """What a folder would be with one file changed.

    `settings` is None where it could not run so; `faults` are those that keep the change from being written:
    of the file itself, and others that it brings about. `remarks` are warnings that it brings about.
    """

    settings: Settings | None
    faults: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def proposed(folder: Path, file: str, text: str | None, now: datetime) -> Proposed:
    """Hold a changed file (None: it goes) against the others. Nothing is written."""
    before, after = read_folder(folder), read_folder(folder, {file: text})
    known = {_key(each) for each in _within(folder, before.findings)}
    errors = (each for each in _within(folder, after.findings) if each.level == "error")
    faults = tuple(each for each in errors if place(each)[0] == file or _key(each) not in known)
    old = {_key(each) for each in _advice(folder, before, now)}
    remarks = (each for each in _advice(folder, after, now) if each.level != "info" and _key(each) not in old)
    return Proposed(settings=after.settings, faults=faults, remarks=tuple(remarks))


def _advice(folder: Path, read: Loaded, now: datetime) -> Iterator[Finding]:
    if read.settings is not None and read.intake is not None:
        yield from _within(folder, advise(read.settings, read.intake, read.postings, now))


def _within(folder: Path, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings whose places are within the folder: `postings/omp.yaml:7 deadline`."""
    return (replace(each, where=each.where.removeprefix(f"{folder.name}/")) for each in findings)


def place(finding: Finding) -> tuple[str, int | None, str]:
    """Take a finding's place apart: the file, the line, and the field as `documents[2].count`."""
    match = _PLACE.fullmatch(finding.where)
    if match is None:
        return finding.where, None, ""
    return match["file"], int(match["line"]) if match["line"] else None, match["field"] or ""


def _key(finding: Finding) -> tuple[str, ...]:
    file, _, field = place(finding)
    return file, field, finding.text
