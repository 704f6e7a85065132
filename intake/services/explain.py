"""What would become of a mail, or of bare documents, and why, step by step. Changes nothing.

The mail is judged alone, as if no other had been received: an application on file plays no part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intake.domain.assess import assess
from intake.domain.clocks import disagreements
from intake.domain.decide import Considered, Decision, decide
from intake.domain.model import Document, Held, Mailbox, Message, Posting, Verdict
from intake.domain.trouble import Unreadable
from intake.services.consider import consider
from intake.services.desk import Desk
from intake.services.read import read_file, read_mail
from intake.services.requests import by_itself
from intake.zones import zone


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A bare document: its name and its bytes."""

    name: str
    data: bytes


def explain_mail(desk: Desk, raw: bytes, received_at: datetime, assigned: Posting | None) -> dict[str, Any]:
    """Explain one mail received at that time, in the JSON shape of `intake explain`."""
    try:
        message = desk.parse(raw, received_at)
    except Unreadable as error:
        reason = f"no mail that can be read: {error}; its bytes would be kept"
        return _shape(outcome="quarantined", reason=reason, steps=[reason])
    mailbox = _mailbox(desk, message, assigned)
    names = [mailbox.name] if mailbox else list(desk.settings.mailboxes)
    postings = [posting for name in names for posting in desk.postings_of(name)]
    seen = by_itself(consider(desk, message, mailbox=mailbox, postings=postings, assigned=assigned))
    decision = decide(
        seen,
        None,
        answer_unmatched=mailbox.answer_unmatched if mailbox else False,
        default_language=desk.default_language(mailbox.name) if mailbox else "fr",
    )
    documents = seen.documents
    if decision.posting is None:
        sender = message.sender
        documents = read_mail(
            desk, message, email=sender.email if sender else None, name=sender.name if sender else None
        )
    too_old = mailbox is not None and mailbox.since is not None and received_at < mailbox.since
    where = f"mailbox {mailbox.name}" if mailbox else "no mailbox of ours is named: every posting is tried"
    local = received_at.astimezone(zone(desk.settings.zone)).isoformat()
    steps = [f"received: {local}; {where}", *_steps(seen, decision, documents)]
    if decision.letter and too_old:
        steps.append("letter: none, since the mail is older than the mailbox's 'since'")
    return _shape(
        outcome=decision.outcome,
        posting=decision.posting,
        verdict=decision.verdict,
        reason=decision.reason,
        documents=documents,
        acknowledgement=None if too_old else decision.letter,
        language=decision.language,
        steps=steps,
    )


def explain_files(
    desk: Desk, files: Sequence[File], received_at: datetime, assigned: Posting | None
) -> dict[str, Any]:
    """Explain bare documents as one dossier; without a posting, what each was taken for."""
    documents = [document for file in files for document in read_file(desk, file.data, file.name)]
    steps = [_document_step(document) for document in documents]
    if assigned is None:
        reason = "no posting to hold them against: name one with --posting"
        return _shape(outcome="unmatched", reason=reason, documents=documents, steps=[*steps, reason])
    held = [Held(document=document, received_at=received_at) for document in documents]
    verdict = assess(assigned, held, received_at=received_at)
    steps += _verdict_steps(assigned, verdict)
    return _shape(
        outcome="application",
        posting=assigned,
        verdict=verdict,
        reason=verdict.reason,
        documents=documents,
        language=assigned.language,
        acknowledgement=verdict.status,
        steps=steps,
    )


def _mailbox(desk: Desk, message: Message, assigned: Posting | None) -> Mailbox | None:
    """The mailbox that a mail came to: the assigned posting's, else by its recipients, else the only one."""
    mailboxes = desk.settings.mailboxes
    if assigned and assigned.mailbox:
        return mailboxes[assigned.mailbox]
    for mailbox in mailboxes.values():
        if any(map(mailbox.receives, message.recipients)):
            return mailbox
    return next(iter(mailboxes.values())) if len(mailboxes) == 1 else None


def _steps(seen: Considered, decision: Decision, documents: Sequence[Document]) -> list[str]:
    message = seen.message
    steps = list(disagreements(message))
    steps.append(f"sender: {message.sender.email if message.sender else 'no usable sender'}")
    steps += [f"reading: {problem}" for problem in message.problems]
    if seen.automatic.automatic:
        steps.append(f"automatic mail: {seen.automatic.reason}")
    else:
        steps.append("written by a person" if not seen.automatic.reason else seen.automatic.reason)
    if seen.route:
        steps += [*seen.route.steps, f"posting: {seen.route.reason}"]
    steps += [_document_step(document) for document in documents]
    if decision.posting and decision.verdict:
        steps += _verdict_steps(decision.posting, decision.verdict)
    answer = f"{decision.letter}, in {decision.language}" if decision.letter else f"none: {decision.silence}"
    return [*steps, f"outcome: {decision.outcome}", f"letter: {answer}"]


def _document_step(document: Document) -> str:
    taken_for = ", ".join(document.kinds) or "not told"
    whose = f"; a paper of {document.owner}" if document.owner else ""
    return f"{document.file}: {taken_for} ({document.confidence:.2f}; {document.because}){whose}"


def _verdict_steps(posting: Posting, verdict: Verdict) -> list[str]:
    local = zone(posting.zone)
    cutoff = posting.cutoff.astimezone(local).isoformat() if posting.cutoff else "none"
    wanted = ", ".join(f"{item.kind} × {item.count}" for item in posting.documents)
    return [
        f"required by {posting.id}: {wanted or 'no documents'}; cut-off: {cutoff}",
        f"status: {verdict.status}; {verdict.reason}",
    ]


def _shape(
    *,
    outcome: str,
    reason: str,
    steps: Sequence[str],
    posting: Posting | None = None,
    verdict: Verdict | None = None,
    documents: Sequence[Document] = (),
    acknowledgement: str | None = None,
    language: str | None = None,
) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "posting": posting.id if posting else None,
        "status": verdict.status if verdict else None,
        "late": verdict.late if verdict else False,
        "missing": list(verdict.missing) if verdict else [],
        "reason": reason,
        "present": list(verdict.present) if verdict else [],
        "references_count": verdict.references_count if verdict else _referees(documents),
        "documents": [_document(document) for document in documents],
        "acknowledgement": acknowledgement,
        "language": language,
        "steps": list(steps),
    }


def _referees(documents: Sequence[Document]) -> int:
    return len({key for document in documents for key in document.referees})


def _document(document: Document) -> dict[str, Any]:
    return {
        "file": document.file,
        "sha256": document.sha256,
        "kinds": list(document.kinds),
        "pages": [{"page": page.page, "kinds": list(page.kinds)} for page in document.pages],
        "confidence": document.confidence,
        "because": document.because,
    }
