"""What a person says of a document, and the document in that light: the person wins over the machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake.domain.model import KINDS, Document, Kind, PageKinds


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What a person says that a document is.

    `pages` are those that were told apart; empty: none was. `referees` is how many people the
    document names as referees; None: as many as the machine found, and one at least.
    """

    kinds: tuple[Kind, ...]
    pages: tuple[PageKinds, ...] = ()
    referees: int | None = None
    actor: str

    def says_as(self, other: Correction | None) -> bool:
        """Whether another correction says the same, whoever gave it."""
        mine = (self.kinds, self.pages, self.referees)
        return other is not None and mine == (other.kinds, other.pages, other.referees)


def correction_of(
    document: Document,
    stands: Correction | None,
    *,
    kinds: Sequence[Kind],
    pages: Sequence[PageKinds],
    referees: int | None,
    actor: str,
) -> Correction:
    """What a command says of a document, which is known as `document` and corrected as it `stands`.

    Kinds of pages are kinds of the document; referees make it one of references, and none unmake it;
    where no kind is said, it keeps those that it has, and so do its pages.
    """
    if not kinds and not pages:
        kinds, pages = document.kinds, stands.pages if stands else ()
    told = {*kinds, *(kind for page in pages for kind in page.kinds)}
    if referees is not None:
        told = told | {"references"} if referees else told - {"references"}
    told = told - {"other"} or {"other"}
    return Correction(
        kinds=tuple(kind for kind in KINDS if kind in told),
        pages=tuple(sorted(pages, key=lambda page: page.page)),
        referees=referees if "references" in told else None,
        actor=actor,
    )


def corrected(document: Document, correction: Correction | None) -> Document:
    """The document as a person says it is; None: nobody said anything.

    An infected one stays what it is: nobody is to open it. Whose paper it is is no question any
    more, for a person has looked at it.
    """
    if correction is None or document.virus:
        return document
    was = ", ".join(document.kinds) or "not told"
    before = f"was {was} ({document.confidence:.2f}; {document.because})"
    return replace(
        document,
        kinds=correction.kinds,
        possible=(),
        pages=_pages(document, correction),
        confidence=1.0,
        because=f"corrected by {correction.actor}: {before}",
        referees=_referees(document, correction),
        owner=None,
    )


def _pages(document: Document, correction: Correction) -> tuple[PageKinds, ...]:
    """Each page's kinds: as told; else the document's only one; else what the machine saw and holds still."""
    told = {page.page: page.kinds for page in correction.pages}
    seen = {page.page: page.kinds for page in document.pages}

    def of(page: int) -> tuple[Kind, ...]:
        if page in told:
            return told[page]
        only = len(correction.kinds) == 1
        return correction.kinds if only else tuple(k for k in seen[page] if k in correction.kinds)

    return tuple(PageKinds(page=page, kinds=of(page)) for page in sorted({*told, *seen}))


def _referees(document: Document, correction: Correction) -> tuple[str, ...]:
    """As many keys as there are referees: those that were found, then keys that nobody else has."""
    if "references" not in correction.kinds:
        return ()
    found = document.referees
    count = max(1, len(found)) if correction.referees is None else correction.referees
    unseen = (f"corrected:{document.sha256}:{number}" for number in range(count - len(found)))
    return (*found[:count], *unseen)


@dataclass(frozen=True, kw_only=True, slots=True)
class Texts:
    """A document's words, page by page as they were read, for those who learn from corrections."""

    sha256: str  # the document's
    format: str
    pages: tuple[str, ...]
    recognised: tuple[int, ...] = ()  # numbers of the pages that are pictures of text
