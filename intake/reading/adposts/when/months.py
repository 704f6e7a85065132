"""Names of months and weekdays as ads write them, folded: in full, shortened, with the usual slips."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rapidfuzz import fuzz, process

from intake.reading.adposts.ad import fold_in_place

_MONTHS: Final = (
    "janvier janv january jan enero ene janeiro januar jänner gennaio januari يناير|كانون الثاني|جانفي",
    "février fevr fév february feb febr febrero fevereiro fev februar feber febbraio فبراير|شباط|فيفري",
    "mars march mar marzo março märz maart mrz مارس|آذار|مارش",
    "avril avr april apr abril abr aprile نيسان|أبريل|إبريل|أفريل|ابريل",
    "mai may mayo maio maggio mei أيار|مايو|ماي|مايي",
    "juin june jun junio junho juni giugno حزيران|يونيو|يونيه|جوان|يونية",
    "juillet juil juill july jul julio julho juli luglio تموز|يوليو|يوليوز|يوليه|جويلية|يولية",
    "août aout august aug agosto ago augustus آب|أغسطس|غشت|أوت",
    "septembre sept sep september septiembre setiembre setembro set settembre أيلول|سبتمبر|شتنبر",
    "octobre oct october octubre outubro out oktober okt ottobre تشرين الأول|أكتوبر|اكتوبر",
    "novembre nov november noviembre novembro novembre تشرين الثاني|نوفمبر|نونبر",
    "décembre déc dec december diciembre dic dezembro dez dezember dicembre ديسمبر|دجنبر|كانون الأول",
)
_WEEKDAYS: Final = (
    "lundi lun monday mon lunes segunda-feira montag الاثنين الإثنين",
    "mardi mar tuesday tue tues martes terça-feira dienstag الثلاثاء",
    "mercredi mer wednesday wed miércoles quarta-feira mittwoch الأربعاء الاربعاء",
    "jeudi jeu thursday thu thur thurs jueves quinta-feira donnerstag الخميس",
    "vendredi ven friday fri viernes sexta-feira freitag الجمعة",
    "samedi sam saturday sat sábado samstag sonnabend السبت",
    "dimanche dim sunday sun domingo sonntag الأحد الاحد",
)
_HIJRI: Final = (
    "محرم", "المحرم", "صفر", "ربيع الأول", "ربيع الثاني", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
    "جمادى الثانية", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذي القعدة", "ذو الحجة", "ذي الحجة",
)  # fmt: skip
_SHORTEST_SLIP: Final = 5  # letters: "mars" and "mai" are too near to other words
_LIKE: Final = 80  # of 100


def _numbered(table: tuple[str, ...], first: int) -> Mapping[str, int]:
    found = {}
    for number, line in enumerate(table, first):
        latin, _, arabic = line.rpartition(" ") if "|" in line else (line, "", "")
        if "|" in line:  # Arabic names may be of two words
            start = next(index for index, letter in enumerate(line) if letter >= "\u0600")
            latin, arabic = line[:start], line[start:]
        for name in (*latin.split(), *filter(None, arabic.split("|"))):
            found[fold_in_place(name)] = number
    return found


MONTHS: Final = _numbered(_MONTHS, 1)
WEEKDAYS: Final = _numbered(_WEEKDAYS, 0)
HIJRI_MONTHS: Final = frozenset(map(fold_in_place, _HIJRI))
_ENGLISH: Final = (
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
ENGLISH_MONTHS: Final = tuple(_ENGLISH.split())
_DAYS: Final = (
    "premier deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt vingt-et-un vingt-deux vingt-trois vingt-quatre vingt-cinq vingt-six vingt-sept "
    "vingt-huit vingt-neuf trente trente-et-un"
)
DAYS_IN_WORDS: Final = {name: number for number, name in enumerate(_DAYS.split(), 1)}
_FULL: Final = tuple(name for name in MONTHS if len(name) > _SHORTEST_SLIP and name.isascii())


def month(name: str) -> int | None:
    """Give the number of a folded month's name; names of six letters and more may hold a slip."""
    exact = MONTHS.get(" ".join(name.split()))
    if exact is not None or len(name) < _SHORTEST_SLIP:
        return exact
    like = process.extractOne(name, _FULL, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return MONTHS[like[0]] if like else None
