"""Invented people, employers and schools, in French, English and Arabic; the same seed, the same people."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from corpus import words

_PROVIDERS: Final = (
    "gmail.com",
    "hotmail.fr",
    "yahoo.fr",
    "outlook.com",
    "menara.ma",
    "live.fr",
    "proton.me",
)
_TOP: Final = {
    "fr": ("fr", "ma", "org", "be", "ch"),
    "en": ("org", "co.uk", "com", "net"),
    "ar": ("ma", "org", "tn", "dz"),
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with the ways to reach them; `function` and `organisation` are where they work."""

    given: str
    family: str
    latin: str  # the name in Latin letters
    female: bool
    birth: date
    email: str
    phone: str
    street: str
    city: str
    function: str
    organisation: str
    card: str  # the number of an identity card

    @property
    def name(self) -> str:
        """Given name first."""
        return f"{self.given} {self.family}"

    @property
    def formal(self) -> str:
        """Family name first, in capitals where the script has them."""
        return f"{self.family.upper()} {self.given}"


def person(rng: Random, language: str) -> Person:
    """Invent a person who writes in that language."""
    female = rng.random() < 0.5  # noqa: PLR2004
    given, given_latin = rng.choice(words.GIVEN[language]["f" if female else "m"])
    family, family_latin = rng.choice(words.FAMILY[language])
    organisation = employer(rng, language)
    return Person(
        given=given,
        family=family,
        latin=f"{given_latin} {family_latin}",
        female=female,
        birth=date(1962, 1, 1) + timedelta(days=rng.randrange(15_000)),
        email=_email(rng, language, given_latin, family_latin),
        phone=phone(rng, language),
        street=f"{rng.randrange(1, 190)}, {rng.choice(words.STREETS[language])}"
        if language != "ar"
        else f"{rng.choice(words.STREETS[language])}، رقم {rng.randrange(1, 190)}",
        city=rng.choice(words.CITIES[language]),
        function=rng.choice(words.FUNCTIONS[language]),
        organisation=organisation,
        card=f"{rng.choice('ABCDEJKT')}{rng.choice('ABEKJ')}{rng.randrange(10_000, 999_999)}",
    )


def employer(rng: Random, language: str) -> str:
    """Invent an organisation."""
    return rng.choice(words.EMPLOYERS[language]).format(
        city=rng.choice(words.CITIES[language]), family=rng.choice(words.FAMILY[language])[0]
    )


def school(rng: Random, language: str) -> str:
    """Invent a school or university."""
    return rng.choice(words.SCHOOLS[language]).format(city=rng.choice(words.CITIES[language]))


def phone(rng: Random, language: str) -> str:
    """Invent a phone number, written as people of the place write it."""
    digits = [rng.randrange(10) for _ in range(8)]
    pairs = f"{digits[0]}{digits[1]}{{0}}{digits[2]}{digits[3]}{{0}}{digits[4]}{digits[5]}{{0}}{digits[6]}{digits[7]}"
    gap = rng.choice((" ", " ", ".", "-", ""))
    forms = {
        "fr": (
            f"0{rng.choice('1267')}{gap}" + pairs.format(gap),
            f"+33 {rng.choice('67')} " + pairs.format(" "),
            f"+212 6 {pairs.format(' ')}",
            f"(+212) 6{pairs.format('')}",
        ),
        "en": (
            f"+44 7{digits[0]}{digits[1]}{digits[2]} {rng.randrange(100_000, 999_999)}",
            f"0{rng.randrange(20, 29)} 7{digits[0]}{digits[1]}{digits[2]} {digits[3]}{digits[4]}{digits[5]}{digits[6]}",
            f"(555) 01{digits[0]}-{rng.randrange(1000, 9999)}",
            f"+1 555-01{digits[0]}-{rng.randrange(1000, 9999)}",
        ),
        "ar": (
            f"06{gap}" + pairs.format(gap),
            f"+212 6 {pairs.format(' ')}",
            f"00212 6{pairs.format('')}",
            f"+216 {digits[0]}{digits[1]} {rng.randrange(100_000, 999_999)}",
        ),
    }
    return rng.choice(forms[language])


def _email(rng: Random, language: str, given: str, family: str) -> str:
    plain = [
        unicodedata.normalize("NFKD", each)
        .encode("ascii", "ignore")
        .decode()
        .lower()
        .replace(" ", "")
        .replace("'", "")
        for each in (given, family)
    ]
    local = rng.choice(("{0}.{1}", "{0}{1}", "{1}.{0}", "{0}_{1}", "{0}{1}{2}", "{1}{0}{2}")).format(
        *plain, rng.randrange(1, 99)
    )
    domain = rng.choice(_PROVIDERS) if rng.random() < 0.7 else f"example.{rng.choice(_TOP[language])}"  # noqa: PLR2004
    return f"{local}@{domain}"
