"""Whose paper it is: the name on top of a CV, below a letter, in a diploma, on an identity card.

Said only where it is sure: a wrong name would make two people of one, and a review of a dossier that
needs none. A heading, an organisation and the addressee of a letter are nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.domain.model import Kind
from intake.domain.owners import OWNERS, are_two
from intake.reading.folding import fold
from intake.reading.people.labels import OF_REFEREES, holder, labelled, lines_of
from intake.reading.people.person import MAX_NAME, clean, is_arabic, is_known, is_spelled, is_titled, name_in
from intake.reading.people.sender import sender_in

_MAX_TEXT: Final = 20_000  # characters of a page that are looked at
_MAX_PAGES: Final = 10
_MAX_ADDRESSES: Final = 20
_HEADS: Final = 2  # lines in which a name may go on: "Salma Berrada, Rabat"
_TOP: Final = 6  # lines in which a known given name makes a name
_UPPER: Final = 15  # lines in which an e-mail address beside it makes one
_LOWEST: Final = 200  # lines in which a name may stand that the column beside it spells
_MOST: Final = 4  # words of a name in a sentence
_BLOCK: Final = 7  # lines of the block in which a sender gives address, phone and e-mail
_LAST_LINES: Final = 3  # of a letter without a closing formula
_BELOW: Final = 8  # lines below a closing formula in which a letter is signed

_ADDRESS: Final = re.compile(r"[\w.+-]{2,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_PHONE: Final = re.compile(r"(?:\+|\b0)\d(?:[ .\-()]{0,2}\d){7,13}\b")
_CELLS: Final = re.compile(r"\t|\s{2,}|\s*[|•·●▪♦✦]\s*|\s[–—-]\s|\s*/\s+")
_CV_OF: Final = re.compile(
    r"^\W*(?:curriculum\s+vit[aæ]e?|c\.?v\.?|r[ée]sum[ée]|السيرة الذاتية)"
    r"\s*(?:[:–—-]|de|d[’']|of|ل(?=\w))?\s*(?=\S)",
    re.IGNORECASE,
)
_SIGNED_BY: Final = re.compile(
    r"^\W*(?:(?:sign[ée]e?|signed|applicant|candidate?|candidat|from|de la part de|التوقيع|توقيع"
    r"|[إا]مضاء|الإمضاء"
    r"|من|مقدمة? الطلب|المخلصة?|أخوكم|المترشحة?|المعنية? بالأمر)\s*[:)]|الإمضاء\s|(?:nom|name|الاسم"
    r"|الإسم)\s)\s*(?=\S)",
    re.IGNORECASE,
)
_COMMA: Final = re.compile(r"\s*[,،]\s*")
_CLOSING: Final = re.compile(
    r"\b(?:agreer|salutations|consideration distinguee|cordialement|respectueusement|bien a vous"
    r"|sincerely|faithfully|yours truly|(?:kind|best|warm) (?:regards|wishes)|regards,|respectfully"
    r"|dans l'attente)"
    r"|تفضلوا|تقبلوا|فائق\b.{0,20}(?:التقدير|الاحترام)|مع خالص|مع (?:اطيب )?(?:ال)?تحي"
)
_OF_ANOTHER: Final = re.compile(
    r"\b(?:lettre de )?recommandation\b|letter of (?:recommendation|reference)|reference letter|qui de droit"
    r"|whom it may concern|soussigne|\b(?:certifie|atteste) que|رساله توصيه|توصيه|من يهمه الامر|يشهد|نشهد"
)
_INTRODUCED: Final = re.compile(
    r"\b(?:my name is|i am called|je m[’']appelle|je me nomme|mon nom est)\s+(?P<a>[^,;:.\n]{3,60})"
    r"|(?<!\w)(?:[إا]سمي|الموقع(?:ة|\(ة\))? أسفله)\s+(?P<b>[^,;:،.\n]{3,60})",
    re.IGNORECASE,
)
_LETTERS_TITLE: Final = re.compile(
    r"\b(?:lettre|motivation|statement|intention|interet|letter|candidature|application)\b|رساله|خطاب|ترشيح"
)


def owners_of(
    pages: Sequence[str],
    kinds: Sequence[Kind],
    *,
    by_page: Sequence[Sequence[Kind]] = (),
    email: str | None = None,
    candidate: str | None = None,
) -> str | None:
    """Give the owner of a file as `owner_of` does; both, where its CV and its letter are of two people."""
    found = []
    for kind in ("cv", "letter"):
        own = [page for page, each in zip(pages, by_page, strict=False) if tuple(each) == (kind,)]
        found.append(owner_of(own, (kind,), by_page=((kind,),) * len(own), email=email, candidate=candidate))
    writer, applicant = found
    if writer and applicant and are_two(writer, applicant):
        return OWNERS.join((writer, applicant))
    return owner_of(pages, kinds, by_page=by_page, email=email, candidate=candidate)


def owner_of(
    pages: Sequence[str],
    kinds: Sequence[Kind],
    *,
    by_page: Sequence[Sequence[Kind]] = (),
    email: str | None = None,
    candidate: str | None = None,
) -> str | None:
    """Give the name of the person whose paper it is, as the paper shows it; None where that is unsure.

    `pages` are the texts of its pages, `kinds` what it was taken for, `by_page` what each page was.
    `email` and `candidate` are the address and the name of the mail's sender: a CV or letter in which
    that name stands is the sender's. Papers that other people write on a candidate are nobody's.
    """
    texts = [page[:_MAX_TEXT] for page in pages[:_MAX_PAGES]]
    if not any(text.strip() for text in texts):
        return None
    if {"cv", "letter"} & set(kinds):
        sender = sender_in(texts, candidate) if candidate else None
        return sender or _writer(texts, kinds, by_page, email)
    texts = [text for text in texts if text.strip()]
    if "diploma" in kinds:
        return holder(texts[0]) or labelled(texts[0])
    return labelled(texts[0]) if "identity" in kinds else None


def _writer(
    texts: Sequence[str], kinds: Sequence[Kind], by_page: Sequence[Sequence[Kind]], email: str | None
) -> str | None:
    """The person who wrote a CV or letter."""

    def pages_of(kind: Kind) -> list[str]:
        own = [text for text, each in zip(texts, by_page, strict=False) if kind in each and text.strip()]
        return own or [text for text in texts if text.strip()]

    known = (email,) if email else ()
    if "letter" in kinds:
        signed = None if "references" in kinds else _signed(pages_of("letter"), known)
        # On top of several papers in one there may stand the addressee of the letter.
        return signed or (_on_top(pages_of("cv")[0], known, spelled=True) if "cv" in kinds else None)
    top = pages_of("cv")[0]
    # A recommendation that goes before a CV is by somebody else.
    return _on_top(top, known, spelled="references" in kinds and _is_of_another(top))


def _on_top(text: str, known: tuple[str, ...], *, spelled: bool = False) -> str | None:
    """The name at the head of a CV: labelled, or beside an address that spells it, or well known.

    `spelled`: only the address counts.
    """
    lines = lines_of(text)
    addresses = (*known, *_ADDRESS.findall(text)[:_MAX_ADDRESSES])
    told = None if spelled else labelled(text)
    if told:
        return told
    unsure = spelled
    for number, line in enumerate(lines[:_UPPER]):
        if OF_REFEREES.fullmatch(fold(line)):
            break
        # Designed CVs set the given name and the family name on two lines.
        both = [f"{line} {lines[number + 1]}"] if _is_half(lines[number : number + 2]) else []
        for cell in (*both, *_cells(line, heads=number < _HEADS)):
            name = name_in(cell, loose=bool(addresses))
            if name is None:
                continue
            plain = name_in(cell) is not None
            titled = number < _HEADS and _CV_OF.match(line) is not None and not is_arabic(name)
            if is_spelled(name, addresses) or (
                plain and not unsure and number < _TOP and (titled or is_known(name))
            ):
                return name
            unsure = unsure or plain  # that may be the name, and a teacher's may follow
    return _introduced(text) or _beside_columns(lines)


def _introduced(text: str) -> str | None:
    """The name of somebody who gives it: "My name is Salma Berrada"."""
    for found in _INTRODUCED.finditer(text):
        words = clean(found["a"] or found["b"]).split()
        for length in range(min(len(words), _MOST), 1, -1):
            name = name_in(" ".join(words[:length]))
            if name and is_known(name):
                return name
    return None


def _beside_columns(lines: Sequence[str]) -> str | None:
    """The name below a column of contacts: alone on its line, and spelled whole by the address on top."""
    addresses = tuple(_ADDRESS.findall("\n".join(lines[:_TOP]))[:_MAX_ADDRESSES])
    if not addresses:
        return None
    for line in lines[_TOP:_LOWEST]:
        name = name_in(clean(_CELLS.split(line)[0])) if len(line) <= MAX_NAME else None
        if name and is_spelled(name, addresses, whole=True):
            return name
    return None


def _is_half(lines: Sequence[str]) -> bool:
    """Whether two lines hold one word each."""
    return len(lines) == 2 and all(len(line.split()) == 1 for line in lines)  # noqa: PLR2004


def _is_of_another(text: str) -> bool:
    return _OF_ANOTHER.search(" ".join(fold(text).split())) is not None


def _signed(pages: Sequence[str], known: tuple[str, ...]) -> str | None:
    """The name below a letter; without one, the name on top that the sender's address spells."""
    text = "\n".join(pages)
    if _is_of_another(text):
        return None
    lines = lines_of(text)
    addresses = (*known, *_ADDRESS.findall(text)[:_MAX_ADDRESSES])
    start = _below(lines)
    head = [
        name
        for line in lines[: min(_UPPER, start)]
        if not is_titled(line)
        for cell in _cells(line)
        if (name := name_in(cell))
    ]
    for line in lines[start:][:_BELOW]:
        if is_titled(line) and line.endswith((",", "،")):  # the formula goes on: "agréer, Madame X,"
            continue
        for cell in (*_cells(line, heads=True), *_tail(line)):
            name = name_in(cell, loose=bool(addresses))
            if name and (is_spelled(name, addresses) or (name_in(cell) and (is_known(name) or name in head))):
                return name
    return next((name for name in head if is_spelled(name, addresses)), None) or (
        _introduced(text) or _sender(lines)
    )


def _below(lines: Sequence[str]) -> int:
    """Where the part of a letter begins in which it is signed."""
    closings = [number for number, line in enumerate(lines) if _CLOSING.search(fold(line))]
    last = max(0, len(lines) - _LAST_LINES)
    return closings[-1] + 1 if closings and closings[-1] + 1 < len(lines) else last


def _has_contacts(lines: Sequence[str]) -> bool:
    block = "\n".join(lines)
    return _PHONE.search(block) is not None or _ADDRESS.search(block) is not None


def _sender(lines: Sequence[str]) -> str | None:
    """The name in the first lines: in a label, a title, or above a phone number or an e-mail address.

    No addressee has these.
    """
    contacts = _has_contacts(lines[:_BLOCK])
    for line in lines[:_HEADS]:
        titled = _LETTERS_TITLE.search(fold(line)) or _SIGNED_BY.match(line)
        if not (contacts or titled) or is_titled(line):
            continue
        for cell in _cells(line, heads=True):
            if (name := name_in(cell)) and is_known(name):
                return name
    return None


def _tail(line: str) -> list[str]:
    """What follows a closing formula on its line: "Bien à vous, Salma Berrada"."""
    return [line.rpartition(",")[2]] if "," in line and _CLOSING.search(fold(line)) else []


def _cells(line: str, *, heads: bool = False) -> list[str]:
    """What stands side by side on a line; a title or label such as "CV de" or "Signé :" is taken away.

    `heads`: with what stands before a comma, which is a name also where a place or an office follows.
    """
    cells = [cell for cell in _CELLS.split(line) if cell and cell.strip()]
    parts = [_CV_OF.sub("", _SIGNED_BY.sub("", clean(cell))) for cell in dict.fromkeys((line, *cells))]
    before = [part for cell in parts[:2] if len(part := _COMMA.split(cell)[0]) < len(cell)]
    return [*parts, *before] if heads else parts
