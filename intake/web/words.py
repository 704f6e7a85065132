"""The console's words in each language: English in the sources, gettext catalogues for the others.

Each matter has its own file, `locale/LANGUAGE/MATTER.po`; they are read once, as they are: nothing has to be
compiled.
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel.messages.pofile import read_po

from intake.domain.model import LANGUAGES, Language

LOCALE: Final = Path(__file__).parent / "locale"


class Words(gettext.NullTranslations):
    """What is said in one language; what has no translation is said in English."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self._one: dict[str, str] = {}
        self._many: dict[str, tuple[str, ...]] = {}
        self._plural: Any = lambda n: int(n != 1)
        for file in sorted((LOCALE / language).glob("*.po")):
            with file.open("rb") as source:
                catalogue = read_po(source, locale=language)
            self._plural = gettext.c2py(catalogue.plural_expr)
            for message in catalogue:
                sentence, said = message.id, message.string
                if not sentence or not said or message.fuzzy:
                    continue
                if isinstance(sentence, str):
                    self._one[sentence] = str(said)
                else:
                    self._many[sentence[0]] = tuple(said)

    def gettext(self, message: str) -> str:
        """Say a sentence."""
        return self._one.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Say a sentence about a number of things."""
        forms = self._many.get(msgid1)
        return forms[self._plural(n)] if forms and all(forms) else super().ngettext(msgid1, msgid2, n)


@cache
def words(language: Language) -> Words:
    """What is said in a language."""
    return Words(language)


def preferred(header: str) -> Language:
    """The language of ours that a browser likes best (Accept-Language, RFC 9110 section 12.5.4)."""
    liked: list[tuple[float, int, Language]] = []
    for place, part in enumerate(header.split(",")[:20]):
        tag, _, weight = part.strip().partition(";q=")
        language = next((each for each in LANGUAGES if each == tag.strip().lower().partition("-")[0]), None)
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            continue
        if language is not None and quality > 0:
            liked.append((-quality, place, language))
    return min(liked)[2] if liked else "fr"
