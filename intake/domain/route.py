"""Which posting a mail is for, and whose mail it is: pure, the same for `poll` and `explain`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from intake.domain import subject
from intake.domain.freemail import Colleagues
from intake.domain.model import Address, Message, Posting

# Two rules that both fit a subject are told apart only by a clear lead.
_CLEAR_LEAD = 5.0
_EXACT = 99.5

NONE_ASKS = "no posting of this mailbox asks for this subject"


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """The application that a mail refers to, by its headers or by the reference in its subject."""

    reference: str
    posting: str
    email: str | None
    by_subject: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """Where a mail goes.

    `person` is why a person must look whatever the documents say; `doubt` is why a person must
    look unless the dossier is late anyway. `details` is False where the answer may say nothing
    of a dossier, `answer` where no letter goes out by itself (and `silence` says why).
    """

    outcome: Literal["application", "unmatched"]
    posting: Posting | None = None
    candidate: Address | None = None
    name: str | None = None
    person: str | None = None
    doubt: str | None = None
    details: bool = True
    answer: bool = True
    silence: str | None = None
    reason: str
    steps: tuple[str, ...] = ()


_REFERENCE = re.compile(r"(?<![\w-])[A-Z0-9][A-Z0-9-]*-\d{4}-\d{4,}(?![\w-])")


def reference_in(text: str) -> str | None:
    """The application reference that a subject names, as in `[OMP-2026-0007]`, or None."""
    found = _REFERENCE.search(text.upper())
    return found[0] if found else None


def references_in(text: str) -> tuple[str, ...]:
    """Every application reference that a text names, each once; of a long one the first hundred."""
    found = (match[0] for match in _REFERENCE.finditer(text.upper()))
    return tuple(dict.fromkeys(islice(found, 100)))


def route(
    message: Message,
    postings: Sequence[Posting],
    *,
    thread: Thread | None,
    colleagues: Colleagues,
    with_documents: bool,
    assigned: Posting | None = None,
) -> Route:
    """Find the posting and the candidate of a person's mail.

    `postings` are those of the mailbox that the mail came to. `assigned` skips the subject rule.
    """
    sender = message.sender
    name = sender.name if sender else None
    forward = message.forwarded is not None and sender is not None and colleagues.include(sender.email)
    if assigned is not None:
        choice = _Choice(posting=assigned, reason=f"assigned to {assigned.id} by a person")
        return _forwarded(message, choice) if forward else _taken(message, assigned, choice)
    by_id = {posting.id: posting for posting in postings}
    choice = _choose(message, postings, with_documents=with_documents)
    if thread is not None and thread.posting in by_id and not _names_another(choice, thread):
        if forward:
            choice = replace(choice, posting=by_id[thread.posting])
        else:
            return _in_thread(message, by_id[thread.posting], thread, colleagues)
    if forward:
        return _forwarded(message, choice)
    if choice.posting is None:
        colleague = sender is not None and sender.email.lower() in colleagues.addresses
        return Route(
            outcome="unmatched",
            candidate=sender,
            name=name,
            answer=not colleague,  # who replies to a digest or an alarm, or a robot in their name
            silence="a colleague's mail is not answered" if colleague else None,
            reason=choice.reason,
            steps=choice.steps,
        )
    doubt = choice.doubt or _too_early(message, choice.posting)
    return _taken(message, choice.posting, replace(choice, doubt=doubt))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Choice:
    posting: Posting | None = None
    name: str | None = None
    doubt: str | None = None
    reason: str
    steps: tuple[str, ...] = ()


def _choose(message: Message, postings: Sequence[Posting], *, with_documents: bool) -> _Choice:
    """Apply the subject rules of the open and closed postings, drafts apart."""
    subjects = [message.subject]
    if message.forwarded and message.forwarded.subject:
        subjects.append(message.forwarded.subject)
    sender_name = _sender_words(message.sender)
    scored: list[tuple[subject.Match, Posting]] = []
    for posting in postings:
        if posting.subject is None or posting.draft:
            continue
        matches = (
            subject.match(posting.subject, text, title=posting.title, sender_name=sender_name)
            for text in subjects
        )
        scored.append((max(matches, key=lambda match: match.score), posting))
    scored.sort(key=lambda pair: (-pair[0].score, pair[1].id))
    steps = tuple(f"subject against {posting.id}: {match.reason}" for match, posting in scored)
    sure = [pair for pair in scored if pair[0].level == "match"]
    if sure:
        return _among(sure, message, steps)
    near = [pair for pair in scored if pair[0].level == "near"]
    if near and with_documents:
        rivals = [pair for pair in near if near[0][0].score - pair[0].score < _CLEAR_LEAD]
        match, posting = _open_first(rivals, message)[0]
        doubt = f"the subject is close to that of {posting.id}, but not the same ({int(match.score)} of 100)"
        return _Choice(posting=posting, name=match.name, doubt=doubt, reason=doubt, steps=steps)
    if near:
        match, posting = near[0]
        reason = (
            f"the subject is close to that of {posting.id} ({int(match.score)} of 100), without any document"
        )
        return _Choice(reason=reason, steps=steps)
    return _Choice(reason=NONE_ASKS, steps=steps)


def _sender_words(sender: Address | None) -> str | None:
    """The words of a sender's name and of the address before its @: people sign their subject with them."""
    if sender is None:
        return None
    return f"{sender.name or ''} {re.sub(r'[^a-zA-Z]+', ' ', sender.email.partition('@')[0])}"


def _among(
    sure: Sequence[tuple[subject.Match, Posting]], message: Message, steps: tuple[str, ...]
) -> _Choice:
    """Settle between postings whose rule the subject satisfies: the clear leader, then the open one."""
    best = sure[0][0].score
    rivals = [pair for pair in sure if best - pair[0].score < _CLEAR_LEAD]
    exact = [pair for pair in rivals if pair[0].score >= _EXACT]
    rivals = _open_first(exact or rivals, message)
    match, posting = rivals[0]
    if len(rivals) > 1:
        names = ", ".join(pair[1].id for pair in rivals)
        doubt = f"the subject fits several postings: {names}"
        return _Choice(posting=posting, name=match.name, doubt=doubt, reason=doubt, steps=steps)
    return _Choice(posting=posting, name=match.name, reason=match.reason, steps=steps)


def _open_first(
    rivals: Sequence[tuple[subject.Match, Posting]], message: Message
) -> list[tuple[subject.Match, Posting]]:
    """Of an ad repeated, those that were open when the server received the mail; else not yet closed."""
    now_open = [pair for pair in rivals if pair[1].is_open_at(message.received_at)]
    to_come = [pair for pair in rivals if pair[1].cutoff is None or message.received_at < pair[1].cutoff]
    return now_open or [*to_come, *(pair for pair in rivals if pair not in to_come)]


def _names_another(choice: _Choice, thread: Thread) -> bool:
    """Whether the subject surely names another posting than the thread (a new application by reply)."""
    if thread.by_subject or choice.posting is None or choice.doubt:
        return False
    return choice.posting.id != thread.posting


def _too_early(message: Message, posting: Posting) -> str | None:
    if posting.opens is not None and message.received_at < posting.opens:
        return f"received before {posting.id} opens"
    return None


def _taken(message: Message, posting: Posting, choice: _Choice) -> Route:
    """Take a mail as an application of its sender."""
    return Route(
        outcome="application",
        posting=posting,
        candidate=message.sender,
        name=choice.name or (message.sender.name if message.sender else None),
        doubt=choice.doubt,
        reason=choice.reason,
        steps=choice.steps,
    )


def _in_thread(message: Message, posting: Posting, thread: Thread, colleagues: Colleagues) -> Route:
    """Take a reply: from the candidate's own address, from a colleague, or from a stranger."""
    sender = message.sender
    name = sender.name if sender else None
    if sender and thread.email and sender.email.lower() == thread.email.lower():
        return Route(
            outcome="application",
            posting=posting,
            candidate=sender,
            name=name,
            reason=f"a reply in the thread of {thread.reference}, from its candidate",
        )
    if sender and sender.email.lower() in colleagues.addresses:
        reason = f"a colleague's mail in the thread of {thread.reference}: not an application"
        return Route(outcome="unmatched", candidate=sender, name=name, reason=reason, answer=False)
    reason = f"a reply in the thread of {thread.reference}, from another address than its candidate's"
    return Route(
        outcome="application",
        posting=posting,
        candidate=sender,
        name=name,
        person=reason,
        details=False,
        reason=reason,
    )


def _forwarded(message: Message, choice: _Choice) -> Route:
    """Take a colleague's forward: the candidate is the inner sender, and no letter goes out."""
    inner = message.forwarded.sender if message.forwarded else None
    if choice.posting is None:
        return Route(
            outcome="unmatched",
            candidate=message.sender,
            name=message.sender.name if message.sender else None,
            reason=f"forwarded by a colleague; {choice.reason}",
            answer=False,
            steps=choice.steps,
        )
    reason = "forwarded by a colleague: a person must say whether the mail inside is an application"
    return Route(
        outcome="application",
        posting=choice.posting,
        candidate=inner,
        name=choice.name or (inner.name if inner else None),
        person=reason,
        answer=False,
        silence="a colleague's forward is not answered",
        reason=reason,
        steps=choice.steps,
    )
