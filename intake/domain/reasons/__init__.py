"""Every reason that intake writes down, as a sentence in the three languages of its readers.

A reason is stored and given as JSON in English, clauses joined by "; ". Who writes one says a sentence of
the catalogue (`dossier`, `automatic`, `mails`, `papers`, `outbox`); who shows one to a person reads it back
in that person's language with `told`.
"""

from __future__ import annotations

from intake.domain.model import Language

__all__ = ["told"]


def told(text: str, language: Language) -> str:
    """Say a stored English reason, or several joined by "; ", in a language; English stays as it is.

    What the catalogue does not know (a mail server's own words, a row of an older version) stays as it is.
    Words from outside that run in another direction stand between FSI and PDI (U+2068, U+2069). Never
    raises; looks at a bounded number of characters, whatever the text.
    """
    if language == "en":
        return text
    from intake.domain.reasons.telling import Teller  # loads every sentence: not where they are only said

    return Teller(language).told(text)
