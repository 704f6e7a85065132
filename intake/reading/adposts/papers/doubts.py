"""What is doubtful about the documents that an ad asks for, in words for an admin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from intake.domain.draft import AskedDocument, Caution
from intake.reading.adposts.ad import Ad, Span
from intake.reading.adposts.papers import options
from intake.reading.adposts.papers.papernames import LINKED
from intake.reading.adposts.papers.wanted import Asked

_QUOTED: Final = 120  # characters of the ad in a caution


def cautions(
    ad: Ad, asked: Sequence[Asked], documents: tuple[AskedDocument, ...], doubtful: Sequence[Span]
) -> Iterator[Caution]:
    """Say what is doubtful; `doubtful` are words that may name a paper more."""
    if not documents:
        text = "The ad names no documents to send: write under `documents` those you require."
        yield Caution(code="no_documents_listed", text=text)
        return
    if doubtful:
        said = _short(ad.quote(doubtful[0]).text)
        text = f"The ad may ask for more than was understood (“{said}”): check `documents`."
        yield Caution(code="documents_uncertain", text=text)
    yield from _choices(ad, asked, documents)
    yield from _numbers(asked)
    if (single := options.single_file(ad.folded)) is not None:
        text = (
            f"The ad wants one file (“{_short(ad.quote(single).text)}”): each kind is looked for inside it, "
            "and separate files are taken as well."
        )
        yield Caution(code="single_pdf", text=text, note=True)


def of_unsolicited(ad: Ad, span: Span) -> Caution:
    """Say that only those who write unasked are told what to send."""
    said = _short(ad.quote(span).text)
    text = f"The ad asks for documents only with unsolicited applications (“{said}”): check `documents`."
    return Caution(code="documents_uncertain", text=text)


def _choices(ad: Ad, asked: Sequence[Asked], documents: tuple[AskedDocument, ...]) -> Iterator[Caution]:
    choices = [each for each in asked if each.choice]
    linked = [m for m in LINKED.finditer(ad.folded) if options.is_choice_with_cv(ad.folded, m.span())]
    if choices or linked:
        quoted = choices[0].span if choices else linked[0].span()
        said = _short(ad.quote(ad.sentence_at(quoted[0])).text)
        text = (
            f"The ad leaves a choice between documents (“{said}”): the first is taken as required; check "
            "what you require under `documents`."
        )
        yield Caution(code="documents_alternatives", text=text)
    chosen = {each.kind for each in choices if each.kind == "other"}
    optional = [each.kind for each in documents if each.optional and each.kind not in chosen]
    if optional:
        text = f"The ad asks for {', '.join(optional)} only as an option: nobody is told that it lacks."
        yield Caution(code="documents_optional", text=text, note=True)


def _numbers(asked: Sequence[Asked]) -> Iterator[Caution]:
    counts = sorted({each.count for each in asked if each.kind == "references" and each.count})
    if any(each.ranged for each in asked):
        least = counts[0] if counts else 1
        text = f"The ad gives a range for the number of references: {least}, the smaller, is taken."
        yield Caution(code="documents_count_range", text=text, note=True)
    elif len(counts) > 1:
        named = " and elsewhere ".join(map(str, counts))
        text = f"The ad asks for {named} references: set the number you require."
        yield Caution(code="documents_inconsistent", text=text)


def _short(words: str) -> str:
    return words if len(words) <= _QUOTED else words[:_QUOTED].rsplit(" ", 1)[0] + "…"
