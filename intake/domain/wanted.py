"""What a candidate's wish, to withdraw or for the data that is kept, makes of a mail. Pure.

A wish is acted upon only where it is sure and nothing stands beside it: no document that a posting asks
for, no other address than the candidate's, no choice between several applications. Everything else is
shown to a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from intake.domain.case import Asked, Considered, Decision, Dossier, Past, gate, said_once
from intake.domain.model import Document, Language, LetterKind, Message, Posting
from intake.domain.privacy import Request
from intake.domain.route import Route
from intake.domain.wishes import Wish

WITHDREW: Final = "the candidate withdrew the application"
MAY_WITHDRAW: Final = "the mail may withdraw the application"
HAS_OTHERS: Final = "its sender has other applications"
NOT_HERE: Final = "the mail may withdraw an application that is not here"
WROTE_AGAIN: Final = "the candidate wrote again after withdrawing"
READ_IT: Final = "a person must read the mail"
TOLD: Final = "its sender was told within 30 days"
ASKS_FOR: Final[Mapping[Request, str]] = {
    "access": "the mail asks for access to personal data",
    "rectification": "the mail asks for the correction of personal data",
    "erasure": "the mail asks for the erasure of personal data",
}
MAY_ASK_FOR: Final[Mapping[Request, str]] = {
    "access": "the mail may ask for access to personal data",
    "rectification": "the mail may ask for the correction of personal data",
    "erasure": "the mail may ask for the erasure of personal data",
}
_BODY: Final = "(message text)"  # as reading.terms has it

Leaving = Literal["surely", "perhaps"]


def withdrawal(wishes: Sequence[Wish]) -> Wish | None:
    """The wish to withdraw, if there is one."""
    return next((wish for wish in wishes if wish.kind == "withdrawal"), None)


def files(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents that came as files: the words of a wish are no letter of application."""
    return tuple(each for each in documents if each.file != _BODY)


def bare(message: Message, documents: Sequence[Document], posting: Posting | None) -> bool:
    """Whether a mail brings nothing besides its words that could be a document which the posting asks for."""
    if message.links or message.encrypted:
        return False
    own = files(documents)
    if posting is None:
        return not own
    required = {line.kind for line in posting.documents}
    return not any(each.virus or required.intersection((*each.kinds, *each.possible)) for each in own)


def leaving(seen: Considered, route: Route, posting: Posting, dossier: Dossier | None) -> Leaving | None:
    """Whether a mail withdraws an application. Who sends a new one, with documents, withdraws none."""
    wish = withdrawal(seen.wishes)
    alone = bare(seen.message, seen.documents, posting)
    if wish is None or (dossier is None and not alone):
        return None
    sure = wish.sure and alone and dossier is not None and not seen.others
    own = route.person is None and route.answer and seen.automatic.may_answer
    return "surely" if sure and own else "perhaps"


def asked(seen: Considered, route: Route) -> Asked | None:
    """The request about one's data in a mail; a colleague's mail is nobody's request about their own."""
    if not route.answer or seen.message.sender is None:
        return None
    alone = route.person is None and bare(seen.message, seen.documents, route.posting)
    may = alone and seen.automatic.may_answer
    found = (
        Asked(kind=wish.kind, sure=wish.sure and may) for wish in seen.wishes if wish.kind != "withdrawal"
    )
    return next(iter(sorted(found, key=lambda each: not each.sure)), None)


def said(request: Asked) -> str:
    """A request about one's data in words."""
    return (ASKS_FOR if request.sure else MAY_ASK_FOR)[request.kind]


def privacy(seen: Considered, past: Past) -> tuple[LetterKind | None, str | None]:
    """The letter that a request about one's data is in hand: once in a while for each kind."""
    return (None, TOLD) if past.privacy else gate(seen, "privacy")


def request(seen: Considered, route: Route, asks_for: Asked, past: Past, language: Language) -> Decision:
    """Note a sure request beside a dossier, which stays as it is."""
    letter, silence = privacy(seen, past)
    return Decision(
        outcome="supplement",
        reason=said_once(route.reason, said(asks_for)),
        posting=route.posting,
        candidate=route.candidate,
        name=route.name,
        language=language,
        letter=letter,
        silence=silence,
        asked=asks_for,
    )


def unclaimed(
    seen: Considered, route: Route, past: Past, language: Language, *, answer_unmatched: bool
) -> Decision:
    """Settle a mail that no posting claims."""
    letter, silence = gate(seen, "unmatched" if answer_unmatched else None)
    reasons, asks_for = [route.reason], asked(seen, route)
    alone = bare(seen.message, seen.documents, None)
    if withdrawal(seen.wishes) and alone:
        reasons.append(NOT_HERE)
        letter, silence = None, READ_IT if letter else silence
    if asks_for:
        reasons.append(said(asks_for))
        if asks_for.sure and past.known:
            letter, silence = privacy(seen, past)
        elif letter and alone:
            letter, silence = None, READ_IT
    if letter == "unmatched" and past.unmatched:
        letter, silence = None, TOLD
    return Decision(
        outcome="unmatched",
        reason=said_once(*reasons),
        candidate=route.candidate,
        name=route.name,
        letter=letter,
        silence=silence,
        language=language,
        asked=asks_for,
    )
