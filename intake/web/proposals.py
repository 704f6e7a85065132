"""A change of a configuration file: shown before it is written, and written if nothing came between."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from starlette.responses import Response

from intake.services import editions
from intake.services.editions import Overtaken
from intake.settings import SettingsError
from intake.settings.copies import masked, without_passwords
from intake.settings.files import INTAKE, digest, text_of
from intake.store import editions as store
from intake.web import tray
from intake.web.faults import Fault, fault
from intake.web.pages import page
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

Sort = Literal["added", "removed", "same", "gap"]
_TOLD: Final = 3  # places of faults
_AROUND: Final = 3  # lines that are shown around a change


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A change that somebody has in mind; `base` is the file it was made of, None where there was none."""

    file: str
    base: str | None
    text: str | None  # None: the file goes
    then: str  # where it leads once it is written
    back: str  # the form that it comes from; `{token}` stands for its own
    remarks: Sequence[str] = ()  # what follows from it, in the person's language
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    advert: Any = None  # the job ad that it was read from


def propose(visit: Visit, proposal: Proposal) -> Response:
    """Lead to the page that shows a change."""
    return visit.go(f"/configuration/{tray.put(visit, proposal)}")


def show(visit: Visit) -> Response:
    """Show a change, by line, with what follows from it."""
    token, proposal = _asked(visit)
    return _page(visit, token, proposal)


def write(visit: Visit) -> Response:
    """Write it."""
    token, proposal = _asked(visit)
    try:
        editions.write(
            visit.desk,
            proposal.file,
            proposal.text,
            expected=digest(proposal.base),
            account_id=visit.user.id,
            secrets=proposal.secrets,
        )
    except Overtaken:
        again = proposal.back.partition("?")[0]
        return overtaken(visit, proposal.file, proposal.base, again, unwritten=proposal.text)
    except SettingsError:
        return _page(visit, token, proposal, 422)
    tray.tray(visit).drop(visit.user.id, token)
    visit.desks.reread()
    said = visit.say("Written. It holds from now on.")
    if visit.desks.faults:
        where = "; ".join(dict.fromkeys(each.where for each in visit.desks.faults[:_TOLD]))
        said = visit.say(
            "Written. It does not hold yet: what held before is in force until %(where)s is mended.",
            where=where,
        )
    return visit.go(proposal.then, said=said)


def overtaken(
    visit: Visit,
    file: str,
    base: str | None,
    again: str,
    *,
    merged: str | None = None,
    unwritten: str | None = None,
) -> Response:
    """Show what somebody else has changed since, and what was not written.

    `merged` is what was typed on top of theirs, to go on with; `unwritten` is what was made of `base`.
    """
    now = text_of(visit.desk.settings.folder, file)
    with visit.desk.database.read() as tx:
        last = next(iter(store.latest(tx, file, 1)), None)
    token = ""
    if merged is not None:
        kept = Proposal(file=file, base=now, text=merged, then=again, back=again)
        token = tray.put(visit, kept)
    theirs = list(difference(base if base is not None else None, now)) if base is not None else []
    return page(
        visit,
        "overtaken.html",
        409,
        file=file,
        by=last if last is not None and last.after == (now and without_passwords(now)) else None,
        theirs_lines=theirs,
        whole="\n".join(map(masked, _lines(now))) if now is not None and not theirs else None,
        your_lines=list(difference(now, merged) if merged is not None else difference(base, unwritten)),
        again=f"{again}?proposal={token}" if token else again,
        merged=merged is not None,
    )


def _asked(visit: Visit) -> tuple[str, Proposal]:
    token = visit.request.path_params["token"]
    proposal = tray.get(visit, token, Proposal)
    if proposal is None:
        raise NotThere
    return token, proposal


def _page(visit: Visit, token: str, proposal: Proposal, status: int = 200) -> Response:
    found = editions.held(visit.desk, proposal.file, proposal.text)
    faults = [fault(visit, each) for each in found.faults]
    remarks = [fault(visit, each) for each in _about(found.remarks, proposal)]
    return page(
        visit,
        "proposal.html",
        status,
        proposal=proposal,
        token=token,
        lines=list(difference(proposal.base, proposal.text)),
        faults_here=faults,
        advice=remarks,
        back=proposal.back.replace("{token}", token),
        rehearses=proposal.file != INTAKE and proposal.text is not None and not faults,
    )


def _about(remarks: Sequence[Any], proposal: Proposal) -> Iterator[Any]:
    """What is worth knowing; that a password is not there yet is not, where it comes with the change."""
    for each in remarks:
        if not any(f"{editions.SECRETS}/{name} " in each.text for name in proposal.secrets):
            yield each


def difference(before: str | None, after: str | None) -> Iterator[tuple[Sort, str]]:
    """The lines of a change with some around them. A password within an address is not shown."""
    old, new = _lines(before), _lines(after)
    groups = difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(_AROUND)
    if max(len(old), len(new)) > _MANY:
        groups = iter(_roughly(old, new))
    end = 0
    for group in groups:
        if group[0][1] > end or group[0][3] > end:
            yield "gap", ""
        for tag, i, j, k, m in group:
            if tag == "equal":
                yield from (("same", masked(line)) for line in old[i:j])
            else:
                yield from (("removed", masked(line)) for line in old[i:j])
                yield from (("added", masked(line)) for line in new[k:m])
        end = group[-1][2]
    if 0 < end < len(old):
        yield "gap", ""


_MANY: Final = 5000  # lines: of so large files only their two ends are compared


def _roughly(old: list[str], new: list[str]) -> list[list[tuple[str, int, int, int, int]]]:
    """One change, from the first line that differs to the last."""
    first = next(
        (i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))
    )
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    if first == len(old) == len(new):
        return []
    i, j, k = max(first - _AROUND, 0), len(old) - last, len(new) - last
    around = min(_AROUND, last)
    change = ("replace", first, j, first, k)
    return [[("equal", i, first, i, first), change, ("equal", j, j + around, k, k + around)]]


def _lines(text: str | None) -> list[str]:
    return text.splitlines() if text else []


def faults_of(visit: Visit, file: str, text: str) -> list[Fault]:
    """What keeps a text from being that file."""
    return [fault(visit, each) for each in editions.held(visit.desk, file, text).faults]


PAGES: tuple[Page, ...] = (
    get("/configuration/{token}", show, "admin"),
    post("/configuration/{token}", write, "admin"),
)
