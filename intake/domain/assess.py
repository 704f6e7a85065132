"""What a dossier amounts to: which required documents are there, in time, or possibly there.

"Missing" is a strong word. It is used only when no document that we hold could be the missing
one; otherwise a person must look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.domain.letter import Missing
from intake.domain.model import Document, Held, Kind, Posting, Ruling, Status, Verdict
from intake.domain.owners import papers_of_two
from intake.domain.referees import distinct
from intake.domain.virus import infections


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What some documents amount to for a posting, the deadline apart."""

    present: tuple[Kind, ...]
    lacking: tuple[Missing, ...]  # required and not surely there
    referees: int
    doubt: str | None  # why a lacking one may be there all the same

    @property
    def status(self) -> Status:
        """Complete, incomplete, or review."""
        if not self.lacking:
            return "complete"
        return "review" if self.doubt else "incomplete"


def contents(posting: Posting, documents: Sequence[Document], unread: Sequence[str] = ()) -> Contents:
    """Compare documents with what a posting requires.

    `unread` are the reasons why something that we cannot see (behind a link, encrypted) may be
    a required document.
    """
    referees = _count_referees(documents)
    present: list[Kind] = []
    lacking: list[Missing] = []
    for required in posting.documents:
        found = referees if required.kind == "references" else _surely(documents, required.kind)
        if found >= required.count:
            present.append(required.kind)
        else:
            lacking.append(Missing(kind=required.kind, required=required.count, found=found))
    doubt = _doubt(documents, [line.kind for line in lacking], unread) if lacking else None
    return Contents(present=tuple(present), lacking=tuple(lacking), referees=referees, doubt=doubt)


def assess(
    posting: Posting,
    held: Sequence[Held],
    *,
    received_at: datetime,
    person: str | None = None,
    doubt: str | None = None,
    unread: Sequence[str] = (),
    ruling: Ruling | None = None,
) -> Verdict:
    """Give the status of a dossier by the contract's rules 6 and 10.

    `received_at` is when the first mail of the dossier came. A `ruling` that it was withdrawn or is spam
    stands over everything, and one that it was accepted over its lateness; then `person` forces a review;
    `doubt`, papers of two people and an infected document do over everything but lateness.
    """
    cutoff = posting.late_from
    now = contents(posting, [item.document for item in held], unread)
    in_time = [item for item in held if cutoff is None or item.received_at < cutoff]
    at_cutoff = contents(posting, [item.document for item in in_time], unread)
    status, late = _status(posting, held, in_time, now, at_cutoff, received_at=received_at)
    accepted = ruling == "accepted" and status == "late"
    if accepted:
        status = now.status
    two = papers_of_two(item.document for item in in_time)  # what came late undoes nothing
    doubts = [each for each in (doubt, two, *infections(item.document for item in held)) if each]
    reasons = [person, *doubts] if person else doubts
    if person or (doubts and status != "late"):
        status = "review"
    elif status == "review" and now.doubt is None:
        reasons.append(f"when applications closed, {at_cutoff.doubt}")
    if posting.cutoff and (status == "late" or accepted or _in_grace(posting, held, received_at)):
        late_from = (posting.late_from if status == "late" or accepted else None) or posting.cutoff
        reasons.append(_how_late(posting.cutoff, late_from, held, received_at))
    if accepted:
        reasons.append("accepted all the same by a person")
    elif _in_grace(posting, held, received_at) and status != "late":
        reasons.append("within the grace that is given")
    reasons.append(_reason(status, now))
    if ruling in ("withdrawn", "spam"):
        status = ruling
    return Verdict(
        status=status,
        late=late,
        missing=tuple(dict.fromkeys(line.kind for line in now.lacking)),
        present=tuple(dict.fromkeys(now.present)),
        references_count=now.referees,
        reason="; ".join(dict.fromkeys(filter(None, reasons))),
    )


def _status(
    posting: Posting,
    held: Sequence[Held],
    in_time: Sequence[Held],
    now: Contents,
    at_cutoff: Contents,
    *,
    received_at: datetime,
) -> tuple[Status, bool]:
    cutoff = posting.late_from
    if cutoff is None or (len(in_time) == len(held) and received_at < cutoff):
        return now.status, False
    if at_cutoff.status == "complete" and received_at < cutoff:
        return "complete", False
    wanted = {required.kind for required in posting.documents}
    if not any(wanted.intersection((*item.document.kinds, *item.document.possible)) for item in in_time):
        return "late", True  # the first required document came after the cut-off
    if at_cutoff.status == "incomplete" and now.status == "complete":
        return "late", True
    # Unsure at the cut-off: a later mail does not settle what was there in time.
    return ("review" if "review" in (at_cutoff.status, now.status) else "incomplete"), False


def _in_grace(posting: Posting, held: Sequence[Held], received_at: datetime) -> bool:
    """Whether something came after the cut-off, but so shortly that it counts as in time."""
    cutoff, late_from = posting.cutoff, posting.late_from
    if cutoff is None or late_from is None:
        return False
    return any(cutoff <= came < late_from for came in (received_at, *(item.received_at for item in held)))


def _surely(documents: Sequence[Document], kind: Kind) -> int:
    return sum(kind in document.kinds for document in documents)


def _count_referees(documents: Sequence[Document]) -> int:
    """Distinct referees over all documents; a document of references without a key counts as one."""
    keys = distinct(key for document in documents for key in document.referees)
    return len(keys) or min(1, _surely(documents, "references"))


def _doubt(documents: Sequence[Document], lacking: Sequence[Kind], unread: Sequence[str]) -> str | None:
    doubts = [
        f"{document.file} could be the {_words(kinds)}: {document.because}"
        for document in documents
        if (kinds := [kind for kind in dict.fromkeys(lacking) if kind in document.possible])
    ]
    return "; ".join([*doubts, *unread]) or None


def _words(kinds: Sequence[Kind]) -> str:
    return " or the ".join(kinds)


def _reason(status: Status, now: Contents) -> str:
    lacking = ", ".join(_line(line) for line in now.lacking)
    if not lacking:
        return "every required document is there" if status == "complete" else ""
    if status == "review":
        return now.doubt or f"missing: {lacking}"
    return f"missing: {lacking}"


def _how_late(cutoff: datetime, late_from: datetime, held: Sequence[Held], received_at: datetime) -> str:
    """By how much the first document that makes the dossier late came too late, and when it was sent.

    `late_from` is the cut-off, or the end of the grace: what came within that makes no dossier late.
    """
    late = [item for item in held if item.received_at >= late_from]
    first = min(late, key=lambda item: item.received_at, default=None)
    came = first.received_at if first else received_at
    text = f"received {_whole(came - cutoff)} after the cut-off"
    if first and first.dated and first.dated < cutoff:
        text += f", sent {_whole(cutoff - first.dated)} before it by its Date header"
    return text


def _whole(length: timedelta) -> timedelta:
    return timedelta(seconds=int(length.total_seconds()))


def _line(line: Missing) -> str:
    return f"{line.kind} ({line.found} of {line.required})" if line.required > 1 else line.kind
