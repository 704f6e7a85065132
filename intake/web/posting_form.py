"""The form of a posting: what it shows, and what is told beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.responses import Response

from intake.domain.model import KINDS, LANGUAGES, Posting
from intake.domain.subject import check_rule
from intake.settings.files import digest, posting_ids, posting_path, text_of
from intake.settings.proposed import Proposed
from intake.store import editions as store
from intake.web import tray
from intake.web.faults import Fault, in_words
from intake.web.pages import page
from intake.web.posting_fields import values_of
from intake.web.proposals import Proposal
from intake.web.visit import NotThere, Visit

_GRACES: Final = ("0s", "5m", "15m", "30m", "1h", "2h", "1d")
_REMINDERS: Final = ("off", "1d", "2d", "3d", "5d", "7d")


def form(
    visit: Visit,
    fields: Mapping[str, str],
    posting_id: str | None,
    *,
    text: str | None,
    proposal: str = "",
    wrong: Mapping[str, str] | None = None,
    above: list[Fault] | None = None,
    by_text: bool | None = None,
    status: int = 200,
) -> Response:
    """The page of the form; `posting_id` is None for a new one, `by_text` None: as the address asks."""
    kept = tray.get(visit, proposal, Proposal)
    now = in_force(visit, posting_id) if posting_id else None
    file_text = text_of(visit.desk.settings.folder, posting_path(posting_id)) if posting_id else None
    unread = text is not None and not values_of(text)
    number = 0
    if posting_id:
        with visit.desk.database.read() as tx:
            number = store.applications_of(tx, posting_id)
    return page(
        visit,
        "posting_edit.html",
        status,
        fields=fields,
        posting_id=posting_id,
        posting=now,
        text=text if text is not None else "",
        proposal=proposal,
        digest=digest(file_text),
        wrong=wrong or {},
        above=above or [],
        by_text=unread or (visit.asked("as") == "text" if by_text is None else by_text),
        mailboxes=list(visit.desk.settings.mailboxes),
        advert=kept.advert if kept else None,
        applications=number,
        is_draft=values_of(file_text).get("draft") is True,
        is_over=now is not None and now.cutoff is not None and now.cutoff <= visit.desk.now(),
        all_kinds=KINDS,
        all_languages=LANGUAGES,
        graces=_choices(_GRACES, fields["grace"]),
        reminders=_choices(_REMINDERS, fields["reminder"]),
        lengths=_lengths(visit),
        subject=explained(visit, fields["subject"], fields["title"]),
        languages={"fr": visit.say("French"), "en": visit.say("English"), "ar": visit.say("Arabic")},
    )


def _choices(usual: tuple[str, ...], value: str) -> list[str]:
    return [*usual, *([value] if value and value not in usual else [])]


def _lengths(visit: Visit) -> dict[str, str]:
    """Durations in words."""
    lengths = {"0s": visit.say("no grace"), "off": visit.say("no reminder")}
    for minutes in (5, 15, 30):
        lengths[f"{minutes}m"] = visit.say_of("%(num)s minute", "%(num)s minutes", minutes)
    for hours in (1, 2):
        lengths[f"{hours}h"] = visit.say_of("%(num)s hour", "%(num)s hours", hours)
    for days in (1, 2, 3, 5, 7):
        lengths[f"{days}d"] = visit.say_of("%(num)s day", "%(num)s days", days)
    return lengths


def explained(visit: Visit, rule: str, title: str) -> dict[str, Any]:
    """What is told of a subject rule: what is wrong with it, or what candidates are to write."""
    if not rule:
        return {"wrong": None, "example": None, "names": False, "any": False}
    wrong = check_rule(rule)
    example = (
        rule.replace("{title}", title)
        .replace("{any}", "…")
        .replace("{name}", visit.say("First name Last name"))
    )
    told = in_words(visit, wrong)[0] if wrong else None
    return {"wrong": told, "example": example, "names": "{name}" in rule, "any": "{any}" in rule}


def after(found: Proposed, name: str) -> Posting | None:
    """The posting as it would be."""
    return found.settings.postings.get(name) if found.settings else None


def in_force(visit: Visit, name: str) -> Posting | None:
    """The posting as it is."""
    return visit.desk.settings.postings.get(name)


def file_of(visit: Visit) -> tuple[str, str]:
    """The id that the address names, and its file. Raises NotThere."""
    posting_id = visit.request.path_params["id"]
    folder = visit.desk.settings.folder
    if posting_id not in posting_ids(folder):
        raise NotThere
    text = text_of(folder, f"postings/{posting_id}.yaml")
    if text is None:
        raise NotThere
    return posting_id, text
