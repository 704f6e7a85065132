"""What follows from a change of a posting, told before it is written."""

from __future__ import annotations

from collections.abc import Iterator

from intake.domain.model import Posting
from intake.store import editions as store
from intake.web.visit import Visit


def of(visit: Visit, posting_id: str, was: Posting | None, now: Posting | None) -> list[str]:
    """What changes for candidates and recruiters; `was` is the posting in force, None where there is none."""
    if now is None:
        return []
    with visit.desk.database.read() as tx:
        number = store.applications_of(tx, posting_id)
    return [*_opening(visit, was, now), *_times(visit, was, now, number), *_rules(visit, was, now, number)]


def _opening(visit: Visit, was: Posting | None, now: Posting) -> Iterator[str]:
    drafted = was is None or was.draft
    if drafted and now.draft:
        yield visit.say("It is a draft: no mail is taken as an application before you open it.")
    elif drafted and now.mailbox is None:
        yield visit.say("It names no mailbox: it is listed, and no mail is taken for it.")
    elif drafted:
        yield visit.say("From now on mail is taken as applications to it, and candidates are answered.")
    elif now.draft:
        yield visit.say("It becomes a draft: mail is not taken for it any more, and stays unmatched.")


def _times(visit: Visit, was: Posting | None, now: Posting, number: int) -> Iterator[str]:
    over = now.late_from is not None and now.late_from <= visit.desk.now()
    if over and not now.draft and (was is None or was.late_from != now.late_from or was.draft):
        yield visit.say("This end has passed: whatever comes from now on is late.")
    if was is None or was.draft or (was.cutoff, was.grace) == (now.cutoff, now.grace):
        return
    if number:
        yield visit.say_of(
            "%(num)s application is there already. What was decided of it stays, also that it is late, until "
            "another mail adds to it; then it is judged by the new deadline.",
            "%(num)s applications are there already. What was decided of each stays, also that it is late, "
            "until another mail adds to it; then it is judged by the new deadline.",
            number,
        )
    if was.cutoff != now.cutoff and now.cutoff is not None:
        yield visit.say("Letters that were sent name the deadline of before; nobody is told of the new one.")
        yield visit.say("The closing report comes a quarter of an hour after the new deadline and its grace.")


def _rules(visit: Visit, was: Posting | None, now: Posting, number: int) -> Iterator[str]:
    if was is None or was.draft:
        return
    if was.subject != now.subject:
        yield visit.say("Mail under the old subject may not be recognised any more.")
    if was.mailbox != now.mailbox:
        yield visit.say("Mail for it is looked for in another mailbox from now on.")
    if was.documents != now.documents and number:
        yield visit.say("Dossiers that are there are not judged anew before another mail adds to them.")
    gone = set(was.addresses) - set(now.addresses)
    if gone:
        yield visit.say("Recruiters who are removed do not see its applications any more.")
