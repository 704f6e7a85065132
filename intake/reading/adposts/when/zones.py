"""Names of time zones as ads give them beside an hour → IANA names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from intake.reading.adposts.ad import Span, fold_in_place
from intake.reading.adposts.phrases import words


def _named(table: str) -> Mapping[str, str]:
    """Read lines of a zone and what it is called."""
    lines = (line.strip().partition(": ") for line in table.strip().splitlines())
    return {fold_in_place(name): zone for zone, _, names in lines for name in names.split(" / ")}


# Letters that stand for a zone. Where they name only one half of the year ("EST" in July), people mean the
# place's own time.
_LETTERS: Final = _named(
    """
    UTC: utc / tu / tuc / temps universel
    Etc/GMT: gmt / greenwich / توقيت غرينتش / توقيت جرينتش / بتوقيت غرينيتش
    Europe/Paris: cet / cest / hnec / mez / mesz
    Europe/Helsinki: eet / eest
    Europe/Lisbon: wet / west
    Europe/London: bst
    America/New_York: est / edt / et / eastern time / eastern standard time / eastern daylight time
    America/Chicago: cst / cdt / ct / central time
    America/Denver: mst / mdt / mountain time
    America/Los_Angeles: pst / pdt / pacific time / pt
    Africa/Nairobi: eat
    Africa/Lagos: wat
    Africa/Maputo: cat
    Africa/Johannesburg: sast
    Asia/Kolkata: ist
    Asia/Tokyo: jst
    Asia/Seoul: kst
    Asia/Singapore: sgt
    Asia/Hong_Kong: hkt
    Australia/Sydney: aest / aedt
    Australia/Perth: awst
    Pacific/Auckland: nzst / nzdt
    America/Sao_Paulo: brt
    Etc/GMT+12: aoe / anywhere on earth
    America/Toronto: hne / hae / heure de l'est
    """
)
# A place counts only where the words say that it is its time.
_PLACES: Final = _named(
    """
    Africa/Porto-Novo: benin / du benin
    Africa/Dakar: senegal
    Africa/Abidjan: cote d'ivoire / ivory coast
    Africa/Bamako: mali
    Africa/Ouagadougou: burkina / burkina faso
    Africa/Lome: togo
    Africa/Niamey: niger
    Africa/Ndjamena: tchad / chad
    Africa/Douala: cameroun / cameroon
    Africa/Libreville: gabon
    Africa/Conakry: guinee
    Africa/Nouakchott: mauritanie / mauritania / موريتانيا
    Indian/Antananarivo: madagascar
    Africa/Bujumbura: burundi
    Africa/Kigali: rwanda
    Africa/Kampala: uganda / ouganda
    Africa/Nairobi: kenyan / kenya
    Africa/Lagos: nigeria
    Africa/Addis_Ababa: ethiopia / ethiopian
    Africa/Maputo: mozambique / mocambique
    Africa/Luanda: angola
    Africa/Dar_es_Salaam: tanzania
    Africa/Lusaka: zambia
    Africa/Harare: zimbabwe
    Africa/Djibouti: djibouti
    Africa/Khartoum: sudan / السودان / الخرطوم
    Africa/Tripoli: libya / ليبيا / طرابلس
    Asia/Aden: yemen / sana'a / اليمن
    Asia/Beirut: لبنان / liban
    Asia/Baghdad: iraq / العراق
    Asia/Damascus: syria / syrian / سوريا
    Asia/Amman: jordanian
    Asia/Muscat: oman / muscat / مسقط / سلطنة عمان
    Asia/Dubai: uae / الامارات
    Asia/Qatar: قطر
    Asia/Kuwait: الكويت
    Asia/Bahrain: bahrain / البحرين
    Europe/Dublin: ireland / irlande
    Europe/Brussels: belgique / belgium
    Europe/Luxembourg: luxembourgeoise
    Europe/Zurich: switzerland
    America/Bogota: colombia / colombiana
    America/Lima: peru
    America/Guayaquil: ecuador / quito
    America/La_Paz: bolivia
    America/Caracas: venezuela / caracas
    America/Montevideo: uruguay / montevideo
    America/Asuncion: paraguay / asuncion
    America/Argentina/Buenos_Aires: argentina
    America/Santiago: chile
    America/Guatemala: guatemala
    America/Costa_Rica: costa rica
    America/Panama: panama
    America/El_Salvador: el salvador
    America/Tegucigalpa: honduras
    America/Managua: nicaragua
    America/Santo_Domingo: republica dominicana / dominican
    America/Port-au-Prince: haiti
    America/Mexico_City: ciudad de mexico / cdmx
    Asia/Karachi: pakistan
    Asia/Dhaka: bangladesh
    Asia/Kabul: kabul / afghanistan
    Asia/Tbilisi: georgian / tbilisi
    Asia/Yerevan: armenian / yerevan
    Asia/Phnom_Penh: phnom penh / cambodia
    Asia/Yangon: myanmar / yangon
    Asia/Ho_Chi_Minh: vietnam / hanoi
    Europe/Warsaw: polish / warsaw
    Europe/Prague: prague / czech
    Europe/Budapest: budapest
    Europe/Bucharest: bucharest
    Europe/Kyiv: ukrainian
    Africa/Tunis: tunisian
    Africa/Algiers: algerienne
    Asia/Colombo: sri lanka / colombo
    Europe/London: uk / u.k. / british / london / londres
    Europe/Dublin: irish / dublin
    Europe/Paris: paris / francaise / france / french / باريس / central european / central europe
    Europe/Paris: europe centrale
    Europe/Brussels: bruxelles / brussels / belge / belgian
    Europe/Zurich: geneve / geneva / suisse / swiss / zurich
    Europe/Berlin: berlin / german / deutscher
    Europe/Amsterdam: amsterdam / dutch / the hague
    Europe/Rome: rome / italian
    Europe/Madrid: madrid / espanola / peninsular
    Europe/Lisbon: lisbonne / lisbon / lisboa
    Europe/Vienna: vienna
    Europe/Luxembourg: luxembourg
    Europe/Copenhagen: copenhagen / danish
    Europe/Stockholm: stockholm / swedish
    Europe/Oslo: oslo / norwegian
    Europe/Helsinki: helsinki / finnish / eastern european
    Europe/Athens: athens
    Europe/Kyiv: kyiv
    Europe/Istanbul: istanbul
    Europe/Moscow: moscow
    Africa/Casablanca: casablanca / rabat / maroc / marocaine / morocco / moroccan / المغرب / الرباط
    Africa/Casablanca: الدار البيضاء
    Africa/Tunis: tunis / tunisienne / tunisie / تونس
    Africa/Algiers: alger / algerie / algiers / الجزائر
    Africa/Cairo: cairo / le caire / egypt / القاهرة / مصر
    Africa/Dakar: dakar
    Africa/Abidjan: abidjan
    Africa/Bamako: bamako
    Africa/Ouagadougou: ouagadougou
    Africa/Lome: lome
    Africa/Porto-Novo: cotonou
    Africa/Niamey: niamey
    Africa/Ndjamena: ndjamena / n'djamena
    Africa/Douala: douala / yaounde
    Africa/Libreville: libreville
    Africa/Kinshasa: kinshasa
    Africa/Conakry: conakry
    Africa/Nouakchott: nouakchott
    Indian/Antananarivo: antananarivo
    Africa/Bujumbura: bujumbura
    Africa/Bangui: bangui
    Africa/Accra: accra / ghana
    Africa/Lagos: lagos / nigerian / west african / west africa
    Africa/Nairobi: nairobi / kenya / east african / east africa
    Africa/Maputo: central african
    Africa/Kampala: kampala
    Africa/Kigali: kigali
    Africa/Addis_Ababa: addis ababa
    Africa/Johannesburg: south african / johannesburg
    Asia/Beirut: beyrouth / beirut / lebanon / بيروت
    Asia/Amman: amman / jordan / عمان / الأردن
    Asia/Jerusalem: jerusalem / القدس
    Asia/Gaza: فلسطين
    Asia/Riyadh: riyadh / الرياض / السعودية / مكة المكرمة / مكة
    Asia/Baghdad: baghdad / بغداد
    Asia/Damascus: دمشق
    Asia/Aden: صنعاء
    Asia/Dubai: dubai / دبي
    Asia/Qatar: doha / الدوحة
    Asia/Kuwait: kuwait
    America/Toronto: montreal / toronto / quebec / ottawa
    America/New_York: new york / washington / us eastern / eastern
    America/Los_Angeles: pacific
    America/Vancouver: vancouver
    America/Chicago: chicago
    America/Sao_Paulo: brasilia / sao paulo
    America/Bogota: bogota
    America/Lima: lima
    America/Mexico_City: mexico
    America/Argentina/Buenos_Aires: buenos aires
    America/Santiago: santiago
    America/Port-au-Prince: port-au-prince
    Asia/Kolkata: delhi / india / indian standard
    Asia/Bangkok: bangkok
    Asia/Singapore: singapore
    Asia/Hong_Kong: hong kong
    Asia/Shanghai: beijing
    Asia/Tokyo: tokyo / japan
    Asia/Manila: manila
    Asia/Kathmandu: kathmandu / nepal
    Asia/Dhaka: dhaka
    Australia/Sydney: sydney / canberra / australian eastern
    Australia/Melbourne: melbourne
    Pacific/Auckland: new zealand
    """
)
_NAMES: Final = {**_LETTERS, **_PLACES}
_OFFSET: Final = re.compile(
    r"(?<!\w)(?:utc|gmt|tu)\s?(?P<sign>[+-])\s?0?(?P<hours>\d{1,2})(?:[:h]?(?P<minutes>\d\d))?(?!\d)(?!:)"
)
_WEST, _EAST = 12, 14  # hours that zones are off Greenwich at most
_BETWEEN_HOURS: Final[Mapping[str, str]] = {  # where the clocks are off by no whole hours
    "-3:30": "America/St_Johns", "+3:30": "Asia/Tehran", "+4:30": "Asia/Kabul", "+5:30": "Asia/Kolkata",
    "+5:45": "Asia/Kathmandu", "+6:30": "Asia/Yangon", "+9:30": "Australia/Darwin",
}  # fmt: skip
_PLACE: Final = re.compile(
    r"(?<!\w)(?:heures?|hora|horario|توقيت|بتوقيت|حسب توقيت)\s{1,9}(?:locale\s|local\s)?"
    r"(?:(?:de|du|of|a|au|des|en|مدينه)\s{1,9}|d')?"
    rf"(?:l'|la\s{{1,9}})?(?P<a>{words(_PLACES)})(?!\w)"
    rf"|(?<!\w)(?P<b>{words(_PLACES)})(?:\s(?:local|standard|daylight|summer|winter))?"
    r"\s{1,9}(?:time|zeit|ora)(?!\w)"
    rf"|(?<!\w)time\s(?:in|of)\s(?P<c>{words(_PLACES)})(?!\w)"
)
_LETTER: Final = re.compile(rf"(?<![\w'@.-])(?P<name>{words(_LETTERS)})(?!['\w@-])")
_ISO_ZULU: Final = re.compile(r"\d\d:\d\dz(?!\w)")
_UPPER_ONLY: Final = frozenset(
    ("tu", "est", "et", "ct", "pt", "cat", "eat", "west", "ist", "mst", "wet", "cst", "hae", "hne")
)
_FRENCH_WORDS: Final = frozenset(("est", "et"))
_AFTER_HOUR: Final = re.compile(
    r"(?:\d|\dh|[ap]\.?m\.?|noon|midi|minuit|midnight|heures?|hours?|hrs?)[\s,(]{0,3}$", re.IGNORECASE
)
_AROUND: Final = 30  # characters that tell whether a line is all in capitals
_SUMMER: Final = range(4, 11)
_HALF_YEAR: Final[Mapping[str, bool]] = {  # whether the letters name summer time
    "cet": False, "cest": True, "est": False, "edt": True, "pst": False, "pdt": True, "cst": False,
    "cdt": True, "bst": True, "mst": False, "mdt": True, "gmt": False,
}  # fmt: skip


def zone_between(folded: str, text: str, span: Span) -> tuple[str, Span] | None:
    """Find the first zone named in a stretch of an ad: its IANA name and where it stands."""
    offset = _OFFSET.search(folded, *span)
    if offset:
        zone = _of_offset(offset)
        return (zone, offset.span()) if zone else None
    place = _PLACE.search(folded, *span)
    if place:
        name = next(value for value in place.groups() if value)
        return _NAMES[" ".join(name.split())], place.span()
    for match in _LETTER.finditer(folded, *span):
        if match["name"] not in _UPPER_ONLY or _is_zone(text, match):
            return _NAMES[" ".join(match["name"].split())], match.span()
    zulu = _ISO_ZULU.search(folded, *span)
    return ("UTC", zulu.span()) if zulu else None


def unknown_offset(folded: str, span: Span) -> Span | None:
    """Find an offset that no zone has: "GMT+99"."""
    offset = _OFFSET.search(folded, *span)
    return offset.span() if offset and _of_offset(offset) is None else None


def _of_offset(offset: re.Match[str]) -> str | None:
    sign, hours, minutes = offset["sign"], int(offset["hours"]), int(offset["minutes"] or 0)
    if minutes:
        return _BETWEEN_HOURS.get(f"{sign}{hours}:{minutes:02}")
    if hours > (_EAST if sign == "+" else _WEST):
        return None
    # POSIX signs are the other way round.
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"


def _is_zone(text: str, match: re.Match[str]) -> bool:
    """Whether letters that are words as well ("est") stand as a zone: in capitals, right after an hour."""
    start, end = match.span()
    around = text[max(0, start - _AROUND) : start] + text[end : end + _AROUND]
    return (
        text[start:end].isupper()
        and _AFTER_HOUR.search(text[max(0, start - 12) : start]) is not None
        and (match["name"] not in _FRENCH_WORDS or any(letter.islower() for letter in around))
    )


def out_of_season(letters: str, month: int) -> bool:
    """Whether the letters of a zone name the other half of the year than a month's ("EST" in July)."""
    summer = _HALF_YEAR.get(letters)
    return summer is not None and letters != "gmt" and summer != (month in _SUMMER)
