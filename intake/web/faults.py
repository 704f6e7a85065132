"""Faults of the configuration as people read them: at their field, in the person's language if we can."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from intake.settings import Finding
from intake.settings.proposed import place
from intake.web.fault_words import SENTENCES
from intake.web.visit import Visit

_FIRST: Final = re.compile(r"[^.\[]*")


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A fault to show: where it stands, what to do, and whether that is in the person's language (`own`)."""

    where: str
    field: str  # as `mailboxes.jobs.imap.host`
    text: str
    own: bool
    level: str = "error"


def fault(visit: Visit, finding: Finding) -> Fault:
    """A finding of the configuration as it is shown."""
    file, line, field = place(finding)
    where = f"{file}, {visit.say('line %(line)s', line=line)}" if line else file
    text, own = in_words(visit, finding.text)
    remedy, own_remedy = in_words(visit, finding.remedy)
    if own and own_remedy:
        return Fault(where=where, field=field, text=f"{text} {remedy}".strip(), own=True, level=finding.level)
    text = f"{finding.text} {finding.remedy}".strip()
    return Fault(where=where, field=field, text=text, own=visit.language == "en", level=finding.level)


def in_words(visit: Visit, text: str) -> tuple[str, bool]:
    """A sentence of the settings in the person's language; False: it is known in English only."""
    if visit.language == "en" or not text:
        return text, True
    for pattern, sentence in SENTENCES:
        if match := pattern.fullmatch(text):
            return visit.say(sentence, **match.groupdict()), True
    return text, False


def at_fields(faults: Iterable[Fault], fields: Mapping[str, str]) -> tuple[dict[str, str], list[Fault]]:
    """The faults by the input at which they are shown, by the keys of the file, and the others.

    A key stands for all below it, `mailboxes.jobs.imap` before `mailboxes`.
    """
    wrong: dict[str, str] = {}
    others = []
    for each in faults:
        path = each.field
        while path and path not in fields:
            path = path.rpartition(".")[0] if "[" not in path.rpartition(".")[2] else path.rpartition("[")[0]
        if path:
            wrong.setdefault(fields[path], each.text)
        else:
            others.append(each)
    return wrong, others
