"""Who can be asked about a candidate: people with a way to reach them, in lists and in sentences."""

from __future__ import annotations

import pytest

from intake.domain.referees import distinct
from intake.reading.contacts import contacts, name_at_start, name_before, own_contacts
from intake.reading.referees import author_of, find_referees


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Salma Berrada", "Salma Berrada"),
        ("BERRADA Salma, directrice, Fondation Atlas", "BERRADA Salma"),
        ("ROUSSEAU Rachid directrice exécutive, Groupe scolaire Mercier", "ROUSSEAU Rachid"),
        ("1. M. Youssef El Amrani (chef de projet)", "Youssef El Amrani"),
        ("2°/ Mme Houda Sow", "Houda Sow"),
        ("Mme Lefèvre", "Lefèvre"),
        ("Referee 1: Tunde O'Connor, Team Leader", "Tunde O'Connor"),
        ("Nom : Jean-Marc Le Goff", "Jean-Marc Le Goff"),
        ("Réf. à contacter : Claire Girard, coordinatrice", "Claire Girard"),
        ("السيد حمزة بلقاسم، مدير مالي", "حمزة بلقاسم"),
        ("سلمى العمراني مسؤول الموارد البشرية، منظمة الأمل", "سلمى العمراني"),
        ("Directrice des ressources humaines", None),
        ("Université Mohammed V de Rabat", None),
        ("Références professionnelles", None),
        ("a travaillé avec moi pendant six ans", None),
        ("Tél. 06 12 34 56 78", None),
        ("", None),
    ],
)
def test_the_name_that_a_row_begins_with(row: str, name: str | None) -> None:
    mark = name_at_start(row)
    assert (mark.value if mark else None) == name


def test_the_name_before_a_contact_in_a_sentence() -> None:
    row = "Vous pouvez joindre mon ancienne responsable, Chloé Chraïbi, au +33 6 40 69 16 78."
    assert name_before(row, row.index("+33")) == "Chloé Chraïbi"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("06 12 34 56 78", ("612345678",)),
        ("+212 6 12-34-56-78 / salma.b@example.org", ("612345678", "salma.b@example.org")),
        ("07-85-78-73-18", ("785787318",)),
        ("07.85.78.73.18", ("785787318",)),
        ("salma (at) example . org", ("salma@example.org",)),
        ("du 01/02/2019 au 31/12/2023", ()),
        ("2019-2023, 2015 - 2018", ()),
        ("né le 04.05.1990", ()),
    ],
)
def test_ways_to_reach_somebody(text: str, found: tuple[str, ...]) -> None:
    assert contacts(text) == found


def test_what_stands_beside_the_candidates_name_is_the_candidates() -> None:
    page = "Salma Berrada\nChargée de projet\n06 12 34 56 78\nRéférences\nOmar Tazi, 06 99 88 77 66\n"
    assert own_contacts([page], "s@example.org", "Salma Berrada") == {"s@example.org", "612345678"}
    assert own_contacts([page], None, None) == {"612345678"}


def test_the_first_referee_of_a_list_without_a_head_is_not_the_candidate() -> None:
    page = "Références\nOmar Tazi, directeur, 06 99 88 77 66\nHelen Marsh, avocate, h.marsh@example.org\n"
    assert own_contacts([page], None, None) == frozenset()
    assert len(find_referees(page, (), None).keys) == 2


TABLE = (
    "Nom Fonction Contact\n"
    "ROUSSEAU Rachid directeur, Groupe Mercier 06 03 01 17 83 ; rachid.r@example.org\n"
    "Mathieu Le Goff chef de projet, Imprimerie Sud 06 04 62 84 23\n"
    "Nadia Alaoui présidente, Réseau Amane à communiquer\n"
)


def test_a_name_without_a_way_to_reach_it_is_not_counted() -> None:
    assert len(find_referees(TABLE, (), None).listed) == 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Vous pouvez joindre mon ancien responsable, Chloé Chraïbi, au 06 40 69 16 78.",
        "You can reach my former manager Ms Williams at +44 7740\n999029; ask about the second night.",
        "Référence : Inès Lambert, coordinatrice, ines.lambert@example.org",
        "للاستفسار عن عملي هناك: السيد حمزة بلقاسم، مدير مالي، hamza.b@example.org",
    ],
)
def test_somebody_offered_in_a_sentence_is_a_referee(sentence: str) -> None:
    assert len(find_referees(sentence, (), None).keys) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Références disponibles sur demande.",
        "References available upon request",
        "For questions contact us at info@example.org.",
        "Vous pouvez me joindre au 06 40 69 16 78.",
    ],
)
def test_nobody_is_offered(sentence: str) -> None:
    assert find_referees(sentence, ("640691678",), None).keys == ()


def test_one_person_in_a_list_and_under_a_letter_counts_once() -> None:
    listed = find_referees("Références\nOmar Tazi, omar.tazi@example.org, 06 11 22 33 44\n", (), None).keys
    letter = author_of("Je recommande Salma Berrada.\n\nOmar Tazi\nomar.tazi@example.org\n", ())
    named_only = author_of("Je recommande Salma Berrada.\n\nM. Omar TAZI\n", ())
    assert len(distinct((*listed, letter, named_only))) == 1


def test_people_are_merged_by_what_they_share_and_kept_apart_otherwise() -> None:
    assert distinct(("a+b", "c", "b+d", "e")) == ("c", "a+b+d", "e")
    assert distinct(()) == ()
