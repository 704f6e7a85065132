"""What the mails in a mailbox would become under a posting; nothing is kept, nobody is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from starlette.responses import Response

from intake.domain.trouble import Misuse
from intake.rehearsing import rehearsed
from intake.settings.files import posting_ids, text_of
from intake.web import tray
from intake.web.background import Work, begin
from intake.web.deeds import outcome_words
from intake.web.pages import page
from intake.web.posting_fields import values_of
from intake.web.proposals import Proposal
from intake.web.routes import Page, get, post
from intake.web.visit import NotThere, Visit

_LONGEST: Final = 600.0  # seconds
_MOST: Final = 500  # rows that a page shows


def of_file(visit: Visit) -> Response:
    """Rehearse a posting as it stands in its file."""
    posting_id, folder = visit.request.path_params["id"], visit.desk.settings.folder
    text = text_of(folder, f"postings/{posting_id}.yaml") if posting_id in posting_ids(folder) else None
    if text is None:
        raise NotThere
    return _begun(visit, posting_id, text, f"/postings/{posting_id}/edit")


def of_proposal(visit: Visit) -> Response:
    """Rehearse a posting as it would be."""
    token = visit.request.path_params["token"]
    proposal = tray.get(visit, token, Proposal)
    if proposal is None or proposal.text is None or not proposal.file.startswith("postings/"):
        raise NotThere
    name = proposal.file[len("postings/") : -len(".yaml")]
    return _begun(visit, name, proposal.text, f"/configuration/{token}")


def again(visit: Visit) -> Response:
    """Rehearse the same once more, with the mails from a day on."""
    about = _work(visit).about
    return _begun(visit, about["name"], about["text"], about["back"])


def look(visit: Visit) -> Response:
    """How far it is, or what came out."""
    work = _work(visit)
    facts = _result(visit, work.result) if work.done.is_set() and work.result is not None else {}
    token = visit.request.path_params["token"]
    return page(visit, "rehearsal.html", work=work, token=token, running=not work.done.is_set(), found=facts)


def _begun(visit: Visit, name: str, text: str, back: str) -> Response:
    since = _since(visit)
    config, boxes = visit.desk.settings.folder, visit.desk.settings.mailboxes
    mailbox = values_of(text).get("mailbox") or (next(iter(boxes)) if len(boxes) == 1 else None)
    if mailbox is None:
        raise Misuse(
            visit.say("The posting names no mailbox: there is nothing to rehearse it on."),
            visit.say("Choose its mailbox first."),
        )

    way = boxes[mailbox].imap.oauth2 if mailbox in boxes else None
    if way is not None and way.by_person:
        raise Misuse(
            visit.say("This mailbox is signed in to by a person: a rehearsal, which keeps nothing, cannot."),
            visit.say("Open the posting, and look at its first applications."),
        )

    def task(work: Work) -> Any:
        def progress(_: str, done: int, total: int) -> None:
            work.progress = done, total
            work.look()

        return rehearsed(text, config, name=name, mailbox=str(mailbox), since=since, progress=progress)

    about = {"name": name, "text": text, "back": back, "mailbox": mailbox, "since": since}
    token, _ = begin(visit, f"rehearsal {mailbox}", task, seconds=_LONGEST, about=about)
    return visit.go(f"/rehearsals/{token}")


def _since(visit: Visit) -> date | None:
    try:
        return date.fromisoformat(visit.text("since")) if visit.text("since") else None
    except ValueError:
        raise Misuse(visit.say("A day such as 2026-05-04 is expected."), "") from None


def _work(visit: Visit) -> Work:
    work = tray.get(visit, visit.request.path_params["token"], Work)
    if work is None or not work.name.startswith("rehearsal "):
        raise NotThere
    return work


def _result(visit: Visit, result: Mapping[str, Any]) -> dict[str, Any]:
    rows, dossiers = list(result["messages"]), list(result["applications"])
    return {
        "subject": result["subject"],
        "rows": [row | {"received_at": datetime.fromisoformat(row["received_at"])} for row in rows[:_MOST]],
        "more": max(len(rows) - _MOST, 0),
        "dossiers": dossiers[:_MOST],
        "outcomes": [
            (outcome_words(visit, key), n) for key, n in Counter(r["outcome"] for r in rows).most_common()
        ],
        "statuses": Counter(each["status"] for each in dossiers).most_common(),
        "outcome_words": lambda outcome: outcome_words(visit, outcome),
    }


PAGES: tuple[Page, ...] = (
    post("/postings/{id}/rehearse", of_file, "admin"),
    post("/configuration/{token}/rehearse", of_proposal, "admin"),
    get("/rehearsals/{token}", look, "admin"),
    post("/rehearsals/{token}", again, "admin"),
)
