"""The deadline that a job ad gives: found in any usual wording, never taken from another date in silence."""

from __future__ import annotations

import time
from datetime import date

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.when.deadline import find_deadline, find_zone


def read(text: str, today: date | None = None) -> str | None:
    value = find_deadline(Ad([text]), today=today).value
    return None if value is None else value.isoformat()[:16]


def codes(text: str, today: date | None = None, *, notes: bool = False) -> set[str]:
    found = find_deadline(Ad([text]), today=today)
    return {caution.code for caution in found.cautions if notes or not caution.note}


FRENCH = [
    ("Date limite de candidature : 4 mai 2026", "2026-05-04"),
    ("Date limite de réception des dossiers : le 1er juin 2026 à 16h00.", "2026-06-01T16:00"),
    ("Date de clôture : 04/05/2026", "2026-05-04"),
    ("Clôture des candidatures le lundi 4 mai 2026 à midi.", "2026-05-04T12:00"),
    ("Les candidatures sont à adresser au plus tard le 4 mai 2026 à 23H59.", "2026-05-04T23:59"),
    ("Merci d'envoyer votre CV à rh@example.org avant le 4 mai 2026.", "2026-05-04"),
    ("Merci d'envoyer votre CV avant le 04.05.26 à 16 h.", "2026-05-04T16:00"),
    ("Envoyez votre dossier avant le 4 mai 2026 à 16 heures 30.", "2026-05-04T16:30"),
    ("Candidatures à envoyer jusqu'au 20 mai 2026 inclus à rh@example.org", "2026-05-20"),
    ("Les candidatures sont ouvertes du 3 au 20 mai 2026.", "2026-05-20"),
    ("Dépôt des candidatures : du 3 mai au 20 juin 2026", "2026-06-20"),
    ("Envoyer CV et lettre d'ici le 15 fevrier 2026 à l'adresse suivante :", "2026-02-15"),
    ("Dernier délai : 4 septembe 2026", "2026-09-04"),
    ("Dernier délai pour postuler : vendredi 6 novembre 2026 à seize heures", "2026-11-06T16:00"),
    ("Le 4 mai 2026, dernier délai pour le dépôt des dossiers.", "2026-05-04"),
    ("Date limite de candidature | 22/03/2026 23:59", "2026-03-22T23:59"),
    ("Date limite\n\n4 mai 2026\n\nLieu\n\nRabat", "2026-05-04"),
    ("Date limite de dépôt\n04/05/2026", "2026-05-04"),
    ("Date limite : 4 mai 2026.\nHeure : 16h", "2026-05-04T16:00"),
    ("Date limite : 4 mai 2026\nHeure limite : 16h30 (heure de Casablanca)", "2026-05-04T16:30"),
    ("Les candidatures doivent parvenir avant 16h00 le 4 mai 2026.", "2026-05-04T16:00"),
    ("La date limite est fixée au\nlundi 4 mai 2026 à cinq heures de l'après-midi.", "2026-05-04T17:00"),
    ("Candidature attendue pour le 23 mars 2026 : CV et lettre", "2026-03-23"),
    ("Délai de postulation : 31.10.2026", "2026-10-31"),
    ("Clôture : 4 mai 2026. Entretiens : 12 mai 2026. Prise de poste : 1er juin 2026.", "2026-05-04"),
    ("Poste à pourvoir au 1er septembre 2026. Candidatures avant le 4 mai 2026.", "2026-05-04"),
    ("Publié le 1er avril 2026 – Date limite : 4 mai 2026 – Début : 1er juin 2026", "2026-05-04"),
    ("Date de publication : 01/04/2026 Date limite de candidature : 04/05/2026", "2026-05-04"),
    ("Les dossiers sont reçus jusqu'au vendredi 8 mai 2026 à 12h00 TU.", "2026-05-08T12:00"),
    ("Avant le 4 mai 2026, faites-nous parvenir votre dossier.", "2026-05-04"),
    ("Envoyez votre CV avant le 15/05/2026 pour une prise de poste le 1er septembre 2026.", "2026-05-15"),
    ("Fin de réception des candidatures : 15 oct. 2026", "2026-10-15"),
    ("Date limite de dépôt des candidatures : 4-mai-26", "2026-05-04"),
    ("Date de publication\nDate limite\n01/04/2026\n15/05/2026", "2026-05-15"),
    ("Date de publication | Date limite\n01/02/2026 | 22/03/2026", "2026-03-22"),
    ("Tout dossier parvenu après le 4 mai 2026 ne sera pas étudié.", "2026-05-04"),
    ("Envoyez votre CV au plus ta rd le 13 janvier 2026.", "2026-01-13"),
    ("8 mai 2026 : date limite de dépôt des candidatures\n20 mai 2026 : entretiens", "2026-05-08"),
    ("La date limite de dépôt des candidatures au concours est fixée au 4 mai 2026.", "2026-05-04"),
]  # fmt: skip
ENGLISH = [
    ("Closing date: 4 May 2026", "2026-05-04"),
    ("Deadline for applications: May 4th, 2026, 5:00 p.m.", "2026-05-04T17:00"),
    ("Applications close at 12 noon on Monday 4 May 2026.", "2026-05-04T12:00"),
    ("Please send your CV to jobs@example.org by 5pm (UK time) on Friday 8 May 2026.", "2026-05-08T17:00"),
    ("Apply by May 4, 2026.", "2026-05-04"),
    ("Applications must be received no later than 23:59 GMT on 4 May 2026.", "2026-05-04T23:59"),
    ("Applications will be accepted until 15 June 2026.", "2026-06-15"),
    ("Applications are open from 1 to 15 June 2026.", "2026-06-15"),
    ("The closing date for receipt of applications is 4th of May 2026 at 17.00 hrs.", "2026-05-04T17:00"),
    ("Applications due: 2026-05-04", "2026-05-04"),
    ("To apply, email a CV before Febuary 12, 2026.", "2026-02-12"),
    ("Deadline\nMay 4, 2026\nSalary\n30,000", "2026-05-04"),
    ("Interested? Write to jobs@example.org on or before the 4th May 2026.", "2026-05-04"),
    ("Closing Date: 5pm Friday 8th May 2026\nInterviews: 20 May 2026", "2026-05-08T17:00"),
    ("Applications received by 4 May 2026 will receive full consideration.", "2026-05-04"),
    ("The deadline is 4 May 2026 and interviews will be held on 12 May 2026.", "2026-05-04"),
    ("4 May 2026 is the deadline for applications.", "2026-05-04"),
    ("Date posted: 01/04/2026\nClosing date: 24/05/2026", "2026-05-24"),
    ("Deadline: 11:59 PM Eastern Time, March 15, 2026", "2026-03-15T23:59"),
    ("Send a resume by close of business on Friday, May 8, 2026.", "2026-05-08"),
    ("Deadline: 4 May 2026\nHours: 20 hours", "2026-05-04"),
    ("Closing date: 6 December 2026\n\nSend it by 4 pm Irish time on the closing date.", "2026-12-06T16:00"),
    ("Send a CV and two letters of recommendation by 4 May 2026.", "2026-05-04"),
    ("Posting period: 05/01/2026 to 05/15/2026", "2026-05-15"),
    ("Deadline for the Assessment Officer position: 4 May 2026", "2026-05-04"),
    ("Please apply informally by July 27, 2026, by sending an email.", "2026-07-27"),
]
OTHERS = [
    ("آخر أجل لإيداع الملفات هو 4 ماي 2026 على الساعة الرابعة مساء", "2026-05-04T16:00"),
    ("الموعد النهائي: 7 يونيو 2026.", "2026-06-07"),
    ("ترسل السيرة الذاتية قبل يوم 15 غشت 2026", "2026-08-15"),
    ("تاريخ الإغلاق: ٢٠٢٦/٠٥/٠٤", "2026-05-04"),
    ("ترسل الطلبات في أجل أقصاه 12 دجنبر 2026 على الساعة 16:30", "2026-12-12T16:30"),
    ("آخر موعد للتقديم 4 يناير / كانون الثاني 2026", "2026-01-04"),
    ("آخر موعد للتقديم هو 15 شعبان 1447 الموافق 3 فبراير 2026", "2026-02-03"),
    ("يستمر استقبال طلبات التوظيف إلى غاية 31 مارس 2026", "2026-03-31"),
    ("Fecha límite: 4 de mayo de 2026", "2026-05-04"),
    ("Enviar el CV hasta el 4 de mayo de 2026 a las 16:00 horas", "2026-05-04T16:00"),
    ("As candidaturas devem ser enviadas até 15 de novembro de 2026", "2026-11-15"),
    ("Prazo de candidatura: 15/11/2026", "2026-11-15"),
    ("Bitte senden Sie Ihre Bewerbung bis zum 4. Mai 2026 an jobs@example.org.", "2026-05-04"),
    ("Bewerbungsfrist: 04.05.2026", "2026-05-04"),
]
NONE = [
    "CDD jusqu'au 31 mars 2026, renouvelable.",
    "Mission de 12 mois du 1er décembre 2026 au 30 novembre 2027.",
    "Prise de poste au plus tard le 1er septembre 2026.",
    "Poste à pourvoir à partir du 1er septembre 2026. Envoyez votre CV à rh@example.org.",
    "Entretiens prévus le 12 mai 2026.",
    "Publié le 4 mai 2026",
    "Fait à Rabat, le 4 mai 2026",
    "Vu le décret n° 84-431 du 6 juin 1984, les candidatures sont reçues par courrier.",
    "Contrat financé jusqu'au 31 décembre 2026.",
    "Association créée le 12 mars 1998.",
    "La date limite des questions est le 4 mai 2026.",
    "Le diplôme doit être obtenu avant le 1er septembre 2026.",
    "The contract runs until 31 December 2026.",
    "Start date: 1 September 2026",
    "The position is funded until 30 June 2027.",
    "Interviews will be held on 12 May 2026.",
    "Review of applications will begin on 4 May 2026 and continue until the position is filled.",
    "Deadline for questions: 4 May 2026",
    "Reference letters should arrive by 4 May 2026.",
    "Ability to meet deadlines. Founded on 4 May 1998, we are a small team.",
    "Candidates must hold a PhD before 1 October 2026.",
    "Shortlisted candidates will be informed by 4 June 2026.",
    "Posted on May 4, 2026",
    "مدة العقد إلى غاية 31 دجنبر 2026",
    "تاريخ النشر: 4 ماي 2026",
    "befristete Vertretung bis 31.12.2026",
    "Si votre candidature est retenue, vous serez informé au plus tard le 24 juin 2026.",
    "Open until filled.",
    "Poste à pourvoir dès le 1er mars 2026 et jusqu'au 31 août 2026. Envoyer CV à rh@example.org",
    "The consultant shall submit the final report by 30 June 2026.",
    "We'll let you know either way by 18 June 2026.",
    "The project closes on 30 September 2026.",
    "Due to its growth, the team will be based in Lyon by 1 September 2026.",
    "Register for the information session by 1 May 2026.",
    "Si vous n'avez pas reçu de réponse avant le 12 mai 2026, votre candidature n'est pas retenue.",
]


@pytest.mark.parametrize(("text", "deadline"), [*FRENCH, *ENGLISH, *OTHERS])
def test_a_deadline_is_found(text: str, deadline: str) -> None:
    assert read(text) == deadline


@pytest.mark.parametrize("text", NONE)
def test_another_date_is_no_deadline(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Date limite : 4 mai 2026. Candidatures reçues jusqu'au 12 mai 2026.", "deadline_inconsistent"),
        ("Closing date: 4 May 2026\n\nPlease send your CV by 6 May 2026.", "deadline_inconsistent"),
        ("Date limite : lundi 5 mai 2026", "weekday_mismatch"),
        ("Apply by Monday, January 12, 2025.", "weekday_mismatch"),
        ("Deadline for the applications of the candidates: 04/05/2026", "deadline_ambiguous"),
        ("Date limite de candidature : 4 mai 2026 à minuit", "deadline_ambiguous"),
        ("Date limite de candidature : 4 mai 2026 à 00H", "deadline_ambiguous"),
        ("Date limite de candidature : 4 mai 2026 à 24h00", "deadline_ambiguous"),
        ("Date limite de candidature : fin mai 2026", "deadline_ambiguous"),
        ("Date limite de candidature : 31 juin 2026", "deadline_ambiguous"),
        ("Candidatures reçues dans un délai de 15 jours à compter de ce jour.", "deadline_ambiguous"),
        ("آخر موعد للتقديم هو 15 شعبان 1447", "deadline_ambiguous"),
        ("Applications received by 4 May 2026 will receive full consideration.", "deadline_not_firm"),
        ("Review of applications will begin on 4 May 2026.", "deadline_not_firm"),
        ("Apply by 4 May 2026. The position is open until filled.", "deadline_not_firm"),
        ("Open until filled.", "deadline_not_firm"),
        ("Les candidatures seront examinées au fil de l'eau.", "deadline_not_firm"),
        ("Deadline: 4 May 2026 (may be extended)", "deadline_not_firm"),
        ("Date limite : 4 mai 2026 (elle sera prolongée)", "deadline_inconsistent"),
        ("Merci de postuler avant le 17 mars.", "deadline_year_missing"),
        ("CLOSED\n\nPlease apply by 4 May 2026.", "closed"),
        ("Poste de développeur [CLOSED]\n\nEnvoyez votre CV.", "closed"),
        ("Offre clôturée\n\nEnvoyez votre CV.", "closed"),
        ("This position has been filled.", "closed"),
        ("Envoyez votre CV à rh@example.org.", "no_deadline"),
        ("CDD jusqu'au 31 mars 2026.", "no_deadline"),
    ],
)  # fmt: skip
def test_what_is_doubtful_is_said(text: str, code: str) -> None:
    assert code in codes(text, notes=True)


@pytest.mark.parametrize(
    "text",
    [
        "Date limite de candidature : lundi 4 mai 2026 à 16h00",
        "Date limite de candidature : 04/05/2026",  # in French the day comes first
        "Closing date: 24/05/2026",
        "The advert is of 24/03/2026 and the closing date 04/05/2026.",  # the other date tells
        "The closing date of the call is Monday 04/05/2026.",  # the weekday tells
        "Closing date: 4 May 2026\n\nPlease send your CV by 4 May 2026, 5 pm.",
        "Candidatures jusqu'au 4 mai 2026. Après la clôture, aucun dossier ne sera accepté.",
        "Merci d'envoyer votre CV avant le 4 mai 2026 : le poste sera fermé le dimanche.",
    ],
)
def test_a_plain_deadline_raises_no_doubt(text: str) -> None:
    assert codes(text) == set()


def test_no_deadline_has_to_be_settled_only_if_another_date_could_be_it() -> None:
    assert codes("Envoyez votre CV à rh@example.org.") == set()
    assert codes("Envoyez votre CV. Rabat, 4 mai 2026.") == {"no_deadline"}


@pytest.mark.parametrize(
    ("text", "today", "deadline"),
    [
        ("Merci de postuler avant le 17 mars.", date(2024, 3, 1), "2024-03-17"),
        ("Merci de postuler avant le 5 janvier.", date(2024, 12, 1), "2025-01-05"),
        ("Merci de postuler avant le 17 mars.", None, None),
        ("Merci de postuler avant le 17 mars.\nDébut : 1er septembre 2022", None, "2022-03-17"),
        ("Publié le 2 décembre 2022\nMerci de postuler avant le 5 janvier.", None, "2023-01-05"),
        ("Merci de postuler avant le mardi 17 mars.", date(2021, 3, 1), "2020-03-17"),
        ("Apply by Tuesday 17 March. Start: September 2026.", None, "2026-03-17"),
        ("Date limite : 17 mars\n\nEnvoyer le CV avant le 17 mars 2027", None, "2027-03-17"),
        ("D'ici le 15/05, merci d'envoyer votre dossier de candidature.", date(2026, 4, 1), "2026-05-15"),
    ],
)
def test_a_missing_year_is_settled_by_what_else_is_known(
    text: str, today: date | None, deadline: str | None
) -> None:
    assert read(text, today) == deadline


def test_the_reading_of_two_numbers_that_is_chosen() -> None:
    assert read("The deadline for applications is 04/05/2026") == "2026-05-04"
    assert read("Posted 03/22/2026. The deadline for applications is 04/05/2026") == "2026-04-05"
    assert read("Apply by 04/05/2026. The job is in the USA.") == "2026-04-05"
    assert read("The deadline is Sunday 04/05/2026") == "2026-04-05"


def test_the_text_of_how_to_apply_goes_over_the_frame_and_the_earlier_day_over_the_later() -> None:
    assert (
        read("Date limite : 4 mai 2026\n\nMerci d'envoyer votre dossier avant le 12 mai 2026.")
        == "2026-05-12"
    )
    both = "Envoyez votre CV avant le 12 mai 2026. Les candidatures sont reçues jusqu'au 4 mai 2026."
    assert read(both) == "2026-05-04"
    assert read("Date limite prolongée au 20 mai 2026 (au lieu du 4 mai 2026)") == "2026-05-20"


def test_what_is_over_is_said_only_if_the_day_is_known() -> None:
    text = "Date limite de candidature : 4 mai 2026"
    assert codes(text) == set()
    assert codes(text, date(2026, 5, 4)) == set()
    assert codes(text, date(2026, 5, 5)) == {"closed"}


def test_a_day_before_which_to_apply_is_noted() -> None:
    assert "deadline_exclusive" in codes("Envoyez votre CV avant le 4 mai 2026.", notes=True)
    assert "deadline_exclusive" not in codes("Envoyez votre CV avant le 4 mai 2026 à 16h.", notes=True)
    assert "deadline_exclusive" not in codes("Date limite : 4 mai 2026", notes=True)


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("16h00", None),
        ("16h UTC", "UTC"),
        ("12h TU", "UTC"),
        ("16:00 GMT", "Etc/GMT"),
        ("16h GMT+1", "Etc/GMT-1"),
        ("16h00 (heure de Casablanca)", "Africa/Casablanca"),
        ("16h00, heure de Paris", "Europe/Paris"),
        ("16h00, heure de Montréal", "America/Toronto"),
        ("16h00, heure locale", None),
        ("17:00 (UK time)", "Europe/London"),
        ("17:00 Irish time", "Europe/Dublin"),
        ("17:00 CEST", "Europe/Paris"),
        ("17:00 EDT", "America/New_York"),
        ("23:59 anywhere on earth", "Etc/GMT+12"),
        ("23:59 AoE", "Etc/GMT+12"),
    ],
)
def test_the_zone_of_the_hour(said: str, zone: str | None) -> None:
    ad = Ad([f"Date limite de candidature : 4 mai 2026 à {said}. Le poste est à pourvoir."])
    found = find_zone(ad, find_deadline(ad, today=None))
    assert found.value == zone
    assert bool(found.cautions) == (zone is None)


def test_a_zone_out_of_its_season_is_doubtful() -> None:
    ad = Ad(["Apply by 5 pm EST on 4 July 2026."])
    found = find_zone(ad, find_deadline(ad, today=None))
    assert [caution.code for caution in found.cautions] == ["timezone_ambiguous"]


def test_the_quote_holds_the_words_that_the_deadline_comes_from() -> None:
    ad = Ad(["Poste : comptable.\n\nMerci d'envoyer votre CV avant le 4 mai 2026 à 16h. Bonne chance !"])
    found = find_deadline(ad, today=None)
    assert found.span is not None
    assert ad.quote(found.span).text == "Merci d'envoyer votre CV avant le 4 mai 2026 à 16h."


HOSTILE = [
    "4 mai " * 20_000,
    "avant le " * 13_000,
    "date limite " * 10_000,
    "1/" * 60_000,
    "1" * 120_000,
    " " * 120_000,
    "4 mai 2026 " * 10_000,
    "date limite " + " " * 100_000 + "4 mai 2026",
    "a" * 120_000,
    "16h " * 30_000,
    "\n" * 119_000 + "4 mai",
    "until " * 20_000,
    "les candidatures " * 7_000,
    "review of " * 12_000,
    "01/02/2026\n" * 10_000,
    "آخر أجل " * 15_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12].strip() or "blank" for text in HOSTILE])
def test_a_hostile_ad_takes_no_time(text: str) -> None:
    ad = Ad([text])
    assert ad.sentences is not None
    begun = time.perf_counter()
    find_zone(ad, find_deadline(ad, today=date(2026, 1, 1)))
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    "heading", ["Autres offres", "You may also like", "Similar jobs", "إعلانات أخرى", "Otras ofertas"]
)
def test_a_deadline_among_other_ads_is_not_of_this_one(heading: str) -> None:
    text = (
        "Accountant\n\nYou keep the books of a small house. Please send a CV to jobs@example.org.\n\n"
        f"{heading}\nDriver - deadline: 1 August 2027\n"
    )
    assert find_deadline(Ad([text]), today=None).value is None
