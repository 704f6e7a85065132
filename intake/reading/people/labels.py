"""Names that a label or a sentence tells: "Nom : …", "décerné à …", "the bearer …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from intake.reading.folding import fold
from intake.reading.people.person import clean, is_known, is_titled, name_in

MAX_LINE: Final = 200  # characters; no longer line holds a name alone
_UPPER: Final = 15  # lines in which a form begins
_LABELLED: Final = 40  # lines in which a label stands

OF_REFEREES: Final = re.compile(
    r"\W*(?:\w+\W+){0,2}(?:references?|referees?|المراجع|مراجع)\b\W*(?:\w+\W*){0,2}"
)
_FULL: Final = re.compile(
    r"(?:noms? (?:et|&|/|,) ?prenoms?|prenoms? (?:et|&|/|,) ?noms?|nom complet|full name|name|الاسم الكامل"
    r"|الاسم (?:و ?)?(?:ال)?(?:نسب|لقب|عائلي)|الاسم والنسب|الاسم)"
)
_LAST: Final = re.compile(
    r"(?:noms?(?: ?\(s\))?(?: de famille)?|surname|last name|family name|الاسم العائلي|النسب|اللقب)"
    r"(?: ?/ ?(?:surname|nom|last name))?"
)
_FIRST: Final = re.compile(
    r"(?:prenoms?(?: ?\(s\))?|other names?|given names?|first names?|forenames?|الاسم الشخصي)"
    r"(?: ?/ ?(?:given names?|prenoms?|first names?))?"
)
# Forms without colons: "Nom de famille Tazi Prénoms Cédric", on one line or two.
_FORM: Final = re.compile(
    r"^\W*(?:\d{1,2}\W+)?(?:nom|surname|family name"
    r"|last name)(?: de famille)?[ \t]+(?P<last>[^\W\d_][^\n\t:]{1,30}?)[ \t]*[\n \t]"
    r"\W*(?:pr[ée]noms?|first names?|given names?"
    r"|other names?)[ \t]+(?P<first>[^\W\d_][^\n\t:]{1,30}?)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HOLDER: Final = re.compile(
    r"(?:d[ée]cern|conf[èe]r|d[ée]livr|attribu)\w{0,9}\s+(?:ce\s+dipl[ôo]me\s+)?[àa]\s+(?P<a>[^,;:\n]{3,80})"
    r"|(?:certifie|atteste|certify|certifies|confirm)\s+(?:que|qu’|qu'|that)\s*(?P<b>[^,;:\n]{3,80})"
    r"|(?:awarded|presented|granted|conferred)\s+(?:to|(?:up)?on)\s+(?P<c>[^,;:\n]{3,80})"
    r"|(?:يشهد|تشهد|نشهد|يشهدون)[^\n]{0,40}?(?:بأن|أن|ان|بان)\s+(?P<d>[^,;:،\n]{3,80})"
    r"|(?:تمنح|يمنح|منحت|منح)\s+(?P<e>[^,;:،\n]{3,80})",
    re.IGNORECASE,
)
_END_OF_NAME: Final = re.compile(
    r"\b(?:n[ée]e?|born|titulaire|a\s|est|was|has|the|le|la|in|pour|du|cin"
    r"|المزدادة?|المولودة?|بتاريخ|قد|الحاملة?|رقم)\b",
    re.IGNORECASE,
)


def holder(text: str) -> str | None:
    """The name of the person to whom a diploma was given."""
    for found in _HOLDER.finditer(" ".join(text.split())):
        said = next(group for group in found.groups() if group)
        said = re.sub(r"\((?:e|ة|ه)\)", "", said)
        said = (
            _END_OF_NAME.split(said)[0].split(".")[0]
            if not re.match(r"\s*(?:M|Mme|Mlle|Mr|Dr)\.", said)
            else said
        )
        said = _END_OF_NAME.split(said)[0]
        words = said.split()
        for length in range(min(len(words), 6), 1, -1):
            name = name_in(" ".join(words[:length]))
            if name and (is_titled(said) or is_known(name)):
                return name
    return None


def labelled(text: str) -> str | None:
    """The name behind "Nom", "Prénom", "Name", "الاسم" and their like."""
    form = _FORM.search("\n".join(lines_of(text)[:_UPPER]))
    if form and (name := name_in(clean(f"{form['first']} {form['last']}"))):
        return name
    last = first = None
    for label, value in _labels(text):
        if OF_REFEREES.match(label):
            break
        if _FIRST.fullmatch(label):
            first = first or value
        elif _FULL.fullmatch(label) and (name := name_in(value)):
            return name
        elif _LAST.fullmatch(label):
            last = last or value
            if name := name_in(value):
                return name
        if first and last:
            return name_in(f"{first} {last}")
    return None


def _labels(text: str) -> Iterator[tuple[str, str]]:
    """Labels, folded, with what stands behind each: on its line, or alone on the next."""
    lines = lines_of(text)[:_LABELLED]
    for line, below in pairwise([*lines, ""]):
        label, colon, value = line.partition(":")
        folded = " ".join(fold(label).split()).strip(" .*•-")
        if colon or _LAST.fullmatch(folded) or _FIRST.fullmatch(folded) or _FULL.fullmatch(folded):
            said = re.split(r"\t|\s{3,}", value.strip())[0] if value.strip() else below
            yield folded, said.strip()


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold something, cut where they are longer than a name may stand in."""
    return [line.strip()[:MAX_LINE] for line in text.splitlines() if line.strip()]
