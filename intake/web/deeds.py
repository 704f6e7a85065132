"""What was done, and why a candidate is not written to, in words for a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from intake.domain.model import KINDS, STATUSES
from intake.domain.reasons import told
from intake.domain.terms import kinds_in, status_in
from intake.services.showing import Shown
from intake.web.visit import Visit


def _(sentence: str) -> str:
    return sentence  # marked for the catalogues


_ACTIONS: Final[Mapping[str, str]] = {
    "correct": _("Corrected what a document is"),
    "undo correction": _("Took a correction back"),
    "settle accept": _("Accepted the late application"),
    "settle ask": _("Asked again for what is missing"),
    "settle spam": _("Called it spam"),
    "settle withdraw": _("Marked it as withdrawn"),
    "settle undo": _("Took the decision back"),
    "remind": _("Reminded the candidate of the deadline"),
    "replay": _("Took a mail through again"),
    "letter sent": _("Letter sent"),
    "letter failed": _("Letter refused by the mail server"),
    "letter unknown": _("Letter sent, but the server’s answer was lost"),
    "letter released": _("Let a letter go out"),
    "letter arrived": _("Noted that a letter did arrive"),
    "letter bounced": _("A letter came back"),
    "note": _("Wrote a note"),
    "note removed": _("Removed a note"),
    "export": _("Downloaded the dossier"),
    "infected handed out": _("Downloaded an infected file"),
}
_LETTERS: Final[Mapping[str, str]] = {
    "complete": _("Complete application"),
    "incomplete": _("Incomplete application"),
    "late": _("Late application"),
    "review": _("Application to be looked at"),
    "updated": _("Changed application"),
    "unmatched": _("No such posting"),
    "reminder": _("Reminder"),
    "withdrawn": _("Withdrawn application"),
    "privacy": _("Personal data"),
}
_STATES: Final[Mapping[str, str]] = {
    "pending": _("waits to go out"),
    "sent": _("sent"),
    "failed": _("refused"),
    "unknown": _("not known whether it arrived"),
    "held": _("held for a person"),
    "superseded": _("not sent: a later one says more"),
    "bounced": _("came back"),
}
_OUTCOMES: Final[Mapping[str, str]] = {
    "application": _("application"),
    "supplement": _("supplement"),
    "duplicate": _("copy"),
    "unmatched": _("no posting claims it"),
    "automatic": _("automatic"),
    "quarantined": _("in quarantine"),
    "order": _("a recruiter’s order"),
}
_WHY: Final[Mapping[str, str]] = {
    "same": _("That is how it stands already."),
    "not_late": _("It is not late."),
    "settled": _("It is withdrawn or spam: take that back first."),
    "nothing_missing": _("Nothing is surely missing."),
    "over": _("Its posting closed more than 30 days ago."),
    "never_answered": _("Its candidate cannot be written to by itself."),
    "asked_lately": _("Its candidate was asked less than a day ago."),
    "nothing_to_undo": _("No person and no candidate has decided anything."),
    "no_posting": _("Its posting is configured no more."),
}
# As the services say them.
_SILENCE: Final[Mapping[str, str]] = {
    "that is how it stands already": _("That is how it stands already."),
    "it was to be kept back": _("Nothing is to be said, as you chose."),
    "the dossier amounts to the same": _("For the candidate nothing changes."),
    "no mail of this dossier was one to answer": _("No mail of this dossier was one to answer."),
    "the letter that was still to go out says so": _("The letter that is still to go out says so."),
    "nothing is to be said": _("There is nothing to be said."),
    "a person is at it": _("The candidate knows already that a person looks at it."),
    "the candidate was told nothing of it": _("The candidate was told nothing of it before."),
    "a letter to the candidate is still to go out": _("A letter to the candidate is still to go out."),
    "the last letter to the candidate is held for a person": _(
        "The last letter to the candidate is held for a person."
    ),
    "nothing of the dossier may be said to this address": _(
        "Nothing of the dossier may be said to this address."
    ),
    "a person said that it is spam": _("Nobody writes to the sender of spam."),
}


def outcomes() -> Mapping[str, str]:
    """The outcomes of mails, in English words that the catalogues know."""
    return _OUTCOMES


def why_words(visit: Visit, why: str) -> str:
    """Why a decision changes nothing."""
    return visit.say(_WHY.get(why, why))


def silence_words(visit: Visit, silence: str) -> str:
    """Why no letter goes out."""
    return visit.say(_SILENCE[silence]) if silence in _SILENCE else told(silence, visit.language)


def letter_words(visit: Visit, kind: str) -> str:
    """What a letter says, in a few words."""
    return visit.say(_LETTERS.get(kind, kind))


def state_words(visit: Visit, row: Any) -> str:
    """How far a letter is on its way."""
    state = (
        "bounced"
        if row.bounced_at
        else {"claimed": "pending", "sending": "pending"}.get(row.state, row.state)
    )
    return visit.say(_STATES.get(state, state))


def outcome_words(visit: Visit, outcome: str) -> str:
    """What became of a mail."""
    return visit.say(_OUTCOMES.get(outcome, outcome))


# --- the history -----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """One line of the history: when, who (None: intake itself), what, more of it, and where it leads."""

    at: datetime
    who: str | None
    what: str
    more: str = ""
    path: str | None = None
    theirs: bool = False  # `more` are words of a stranger
    rank: int = 0  # of what happened at the same time, what came later


def history(visit: Visit, shown: Shown, names: Mapping[int, str]) -> list[Deed]:
    """All that happened to a dossier, the last first."""
    base = f"/applications/{shown.row.reference}"
    found = [
        Deed(
            at=mail.received_at,
            who=None,
            what=visit.say("Mail received: %(outcome)s", outcome=outcome_words(visit, mail.outcome)),
            more=mail.subject,
            path=f"/messages/{mail.id}",
            theirs=True,
        )
        for mail in shown.mails
    ]
    found += [
        Deed(
            at=letter.created_at,
            who=None,
            what=visit.say("Letter written: %(kind)s", kind=letter_words(visit, letter.kind)),
            path=f"{base}/letters/{letter.id}",
            rank=1,
        )
        for letter in shown.letters
    ]
    found += [
        Deed(
            at=letter.bounced_at,
            who=None,
            what=visit.say("A letter came back"),
            more=told(letter.bounce or "", visit.language),
            path=f"{base}/letters/{letter.id}",
            rank=3,
        )
        for letter in shown.letters
        if letter.bounced_at
    ]
    mine = {letter.id for letter in shown.letters}
    for row in shown.deeds:
        if row.action == "letter bounced":
            continue
        path = f"{base}/letters/{row.letter_id}" if row.letter_id in mine else None
        what = visit.say(_ACTIONS[row.action]) if row.action in _ACTIONS else row.action
        found.append(
            Deed(
                at=row.at,
                who=actor(row.actor, names),
                what=what,
                more=note_words(visit, row.action, row.note),
                path=path,
                rank=2,
            )
        )
    return sorted(found, key=lambda deed: (deed.at, deed.rank), reverse=True)


def actor(text: str, names: Mapping[int, str]) -> str | None:
    """Who did something: the name of an account, or the account of the system that gave a command."""
    if text == "intake":
        return None
    number = text.removeprefix("account ")
    if number != text and number.isdecimal():
        return names.get(int(number), text)
    return text


_WORD: Final = re.compile(rf"\b({'|'.join((*KINDS, *STATUSES))})\b")


def note_words(visit: Visit, action: str, note: str | None) -> str:
    """What the audit log keeps of an action, in the person's words: kinds, and states before and after."""
    if not note:
        return ""
    if action.startswith("settle "):
        return _words(visit, note.partition("; ruling ")[0])
    if action in ("correct", "undo correction"):
        kinds, _, states = note.partition(": ")[2].rpartition("; ")
        was, _, now = states.partition(" → ")
        return ("؛ " if visit.language == "ar" else "; ").join(
            _words(visit, part) for part in (kinds, states if was != now else "") if part
        )
    return ""


def _words(visit: Visit, text: str) -> str:
    def word(found: re.Match[str]) -> str:
        name = found[0]
        kind = next((each for each in KINDS if each == name), None)
        status = next((each for each in STATUSES if each == name), None)
        if kind:
            return kinds_in([kind], visit.language)
        assert status is not None
        return status_in(status, visit.language)

    text = text.replace("not told", visit.say("not told"))
    arrow = " ← " if visit.language == "ar" else " → "
    return _WORD.sub(word, text).replace(" → ", arrow)
