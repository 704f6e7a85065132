"""What a file's name claims it to be. A name is weak evidence, and sometimes lies."""

from __future__ import annotations

import re
from typing import Final

from intake.reading.clue import pattern
from intake.reading.folding import fold
from intake.reading.papers.weights import SORTS, Sort

_REFERENCES: Final = r"\breferences?\b|\breferees?\b|\breferents?\b|مراجع|المعرفين"
_PATTERNS: Final[tuple[tuple[tuple[Sort, ...], re.Pattern[str]], ...]] = (
    (
        ("recommendation",),
        pattern(r"recomm[ae]nd\w*|\breco\b|توصيه|تزكيه|reference letter|letter of reference"),
    ),
    (("referees", "recommendation", "work"), pattern(_REFERENCES)),
    (
        ("work",),
        pattern(r"travail|\bstage\b|work cert|employment|experience cert|شهاده (?:ال)?(?:عمل|خبره|تدريب)"),
    ),
    (("cv",), pattern(r"\bcvs?\b|curriculum|\bresume\b|السيره|سيره ذاتيه")),
    (
        ("letter",),
        pattern(r"motivation|\blm\b|\blettre\b(?! de rec)|\bcover\b|\bletter\b(?! of r)|رساله|طلب"),
    ),
    (
        ("diploma", "transcript"),
        pattern(
            r"diplom\w*|\blicence\b|\bmaster\b|\bbac\b|baccalaureat|releves?\b|transcript|دبلوم"
            r"|شهاده(?! ال?عمل)"
        ),
    ),
    (("identity",), pattern(r"\bcin\b|\bcni\b|\bcine\b|passe?port|identite|identity|البطاقه|جواز")),
    (("training",), pattern(r"formation|training|participation|attestation|certificat")),
)


def claimed(name: str | None) -> tuple[Sort, ...]:
    """Tell what a file's name claims it to be."""
    words = re.sub(r"[_\W\d]+", " ", fold(name or ""))
    found = {sort for sorts, each in _PATTERNS if each.search(words) for sort in sorts}
    return tuple(sort for sort in SORTS if sort in found)
