"""Who can be asked about a candidate: people with a way to reach them, in lists and in sentences."""

from __future__ import annotations

from time import perf_counter

import pytest

from intake.domain.referees import distinct
from intake.reading.people.contacts import contacts, own_contacts
from intake.reading.people.named import name_at_start, names_in
from intake.reading.people.referees import author_of, find_referees, is_signed


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


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("Vous pouvez joindre mon ancienne responsable, Chloé Chraïbi, au bureau", ["Chloé Chraïbi"]),
        ("Fondation Atlas  Salma Berrada, directrice  2021", ["Salma Berrada"]),
        ("Salma Berrada Omar El Amrani", ["Salma Berrada", "Omar El Amrani"]),
        ("Salma Berrada | Omar Tazi", ["Salma Berrada", "Omar Tazi"]),
        ("a suivi mon stage de fin d'études", []),
    ],
)
def test_the_names_in_a_row(row: str, names: list[str]) -> None:
    assert [mark.value for mark in names_in(row)] == names


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


def test_whom_to_call_in_an_emergency_is_no_referee() -> None:
    page = (
        "Personnes à prévenir en cas d'urgence\nOmar Tazi, père, 06 11 22 33 44\n"
        "Références\nIda Roth, 06 55 66 77 88\n"
    )
    assert len(find_referees(page, (), None).listed) == 1


def test_people_who_share_an_office_are_two_in_two_papers_too() -> None:
    one = find_referees("Références\nOmar Tazi, omar.tazi@example.org, 05 37 00 11 11\n", (), None).keys
    two = find_referees(
        "Références\nNabil Cherkaoui, n.cherkaoui@example.org, 05 37 00 11 11\n", (), None
    ).keys
    letters = [
        author_of(f"Recommandation\n\nDu texte.\n\n{name}\nrh@example.org\n", ())
        for name in ("Ali Sabri", "Ida Roth")
    ]
    assert len(distinct((*one, *two, *letters))) == 4


def test_people_are_merged_by_what_they_share_and_kept_apart_otherwise() -> None:
    assert distinct(("a+b", "c", "b+d", "e")) == ("c", "a+b+d", "e")
    assert distinct(()) == ()


@pytest.mark.parametrize(
    ("layout", "people", "page"),
    [
        (
            "one person a row, in columns that a PDF lost",
            3,
            (
                "Nom Fonction Contact\nSalma Berrada directrice, Fondation Atlas 06 03 01 17 83\n"
                "Mathieu Le Goff chef de projet 06 04 62 84 23\nNadia Alaoui avocate n.alaoui@example.org\n"
            ),
        ),
        (
            "one person a column",
            2,
            (
                "Referees\nMei Johnson  Hassan Nguyen\nProfessor  Finance Manager\n"
                "+1 555-012-6538  (555) 016-2377\nm.johnson@example.org  hassan@example.com\n"
            ),
        ),
        (
            "one person a column, a single space between",
            2,
            "Références\nSalma Berrada Omar Tazi\ndirectrice avocat\n06 12 34 56 78 07 12 34 56 79\n",
        ),
        (
            "one person a column, each cell in a row of its own",
            2,
            (
                "References\nName\nJames Wilson\nHannah Smith\nTel\n+44 7753 167179\n020 7946 0958\n"
                "E-mail\nj@example.com\nh@example.org\n"
            ),
        ),
        (
            "columns read one after the other",
            2,
            (
                "References\nName\nJames Wilson\nHannah Smith\nCompany Tel.\nHarbour Bank, 020 7946 0111\n"
                "Open Learning Institute, 020 7946 0222\nEmail\nj.wilson@example.com\nh.smith@example.org\n"
            ),
        ),
        (
            "blocks with labels",
            2,
            (
                "Références\nNom : Salma Berrada\nFonction : directrice\nTél : 06 12 34 56 78\n"
                "Adresse électronique : s.berrada@example.org\nNom : Omar Tazi\nTél : 06 99 88 77 66\n"
            ),
        ),
        (
            "sentences",
            2,
            (
                "Who to ask\nLaura Abdi was my line manager and can be reached on +1\n555-011-3402 in the "
                "evening.\nYou could also try Olivia Williams, Head of Operations: o.w@example.org.\n"
            ),
        ),
        (
            "the way to reach them before the name",
            2,
            "Références\n06 12 34 56 78 : Salma Berrada, directrice\n07 12 34 56 79 : Omar Tazi, avocat\n",
        ),
        (
            "several phones for one person",
            1,
            "Références\nSalma Berrada, directrice\nBureau : 05 22 11 22 33 / portable 06 12 34 56 78\n",
        ),
        (
            "an address that goes on after the phone, and somebody without either",
            1,
            (
                "References\nPeter Mensah, retired, currently abroad\nHannah Foster, 020 7946 0111,\n"
                "P. O. Box 14, Bristol, hannah.foster@example.org\n"
            ),
        ),
        (
            "the next line of a cell between phone and address",
            2,
            (
                "Referees\nPriya Osei HR Officer, priya.osei@example.com;\nBright Futures +44 7388 719237\n"
                "Kwame Adeyemi Tutor, kwame@example.com\n"
            ),
        ),
        (
            "a number broken over two rows",
            2,
            (
                "Référents\nSamira Sow, maître de conférences ☎ 06 95 84\n56 83\n"
                "Inès Diallo, présidente - (+212) 6\n12 34 56 78\n"
            ),
        ),
        (
            "a switchboard that two share",
            2,
            "Références\nSalma Berrada, directrice, 05 22 11 22 33\nOmar Tazi, avocat, 05 22 11 22 33\n",
        ),
        (
            "years beside a number",
            2,
            (
                "References\nHannah Foster line manager 2012-2025 023 7215 0425\n"
                "Ewan Okafor tutor (2011-2014) ewan@example.org\n"
            ),
        ),
        (
            "an address whose point a scan lost",
            2,
            "References\nHannah Foster, hannah@example org\nEwan Okafor, ewan@examplecom\n",
        ),
        (
            "Arabic rows",
            2,
            (
                "المراجع\nد. رجاء الناصري، أستاذة جامعية، 06 12 34 56 78\n"
                "عمر العلوي، كاتب عام، omar.alaoui@example.org - 07 12 34 56 79\n"
            ),
        ),
        (
            "Arabic columns",
            2,
            (
                "المراجع\nرجاء الناصري | عمر العلوي\nأستاذة | كاتب عام\n06 12 34 56 78 | 07 12 34 56 79\n"
                "r.naciri@example.org | omar@example.org\n"
            ),
        ),
        (
            "Arabic sentences",
            2,
            (
                "من يمكن سؤاله عني\nسلمى بنجلون عملنا معا من 2013 إلى 2023، ورقم الهاتف 06 74 55 44 89.\n"
                "ثم طارق برادة، أستاذ جامعي، وبريده الإلكتروني tarik@example.ma.\n"
            ),
        ),
    ],
)
def test_the_people_of_a_list_are_told_apart(layout: str, people: int, page: str) -> None:
    assert len(find_referees(page, (), None).listed) == people, layout


def test_a_table_whose_contacts_have_a_column_of_their_own_goes_on_below_its_head() -> None:
    page = "Références\nNom\nContact\nSalma Berrada\n06 12 34 56 78\nOmar Tazi\n06 99 88 77 66\n"
    assert len(find_referees(page, (), None).keys) == 2


@pytest.mark.parametrize(
    "page",
    [
        "Références\nSalma Berrada\n06 12 34 56 78\nà la direction\nde la ville\nx@example.org\n",
        "Références\nSalma Berrada, 06 12 34 56 78\nOmar Tazi\nomar.tazi gmail.com\n",
        "Références\nSalma Berrada, 06 12 34 56 78\nOmar Tazi\n4 64 82 06\n",
        "Références\nSalma Berrada\ns@example.org\nt@example.org\n",
    ],
)
def test_a_count_that_may_be_too_low_is_unsure(page: str) -> None:
    assert find_referees(page, (), None).unsure


@pytest.mark.parametrize(
    "page", [TABLE, "Références\nSalma Berrada, 06 12 34 56 78, s.berrada@example.org\n"]
)
def test_a_plain_list_is_sure(page: str) -> None:
    assert not find_referees(page, (), None).unsure


@pytest.mark.parametrize(
    "page",
    [
        "Salma\nBERRADA\n06 12 34 56 78\ns@example.org\nRéférences\nOmar Tazi\n06 99 88 77 66\n",
        "Références\nOmar Tazi\n06 99 88 77 66\nSalma Berrada\nCoordonnées\n06 12 34 56 78\ns@example.org\n",
        "REFERENCES FOR SALMA BERRADA\n06 12 34 56 78\nOmar Tazi (director), 06 99 88 77 66\n",
        "06 12 34 56 78\ns@example.org\nReferees\nOmar Tazi, director, 06 99 88 77 66\n",
        "Past clients\nSalma Berrada, trainer, 06 12 34 56 78\nHarbour Bank  Omar Tazi, HR  06 99 88 77 66\n",
    ],
)
def test_the_candidates_contacts_are_told_from_those_of_referees(page: str) -> None:
    assert own_contacts([page], "s@example.org", "Salma Berrada") == {"s@example.org", "612345678"}


def test_a_list_that_names_the_candidate_nowhere_holds_none_of_the_candidates_contacts() -> None:
    page = "Please ring\nOmar Tazi\nDirector, Harbour Bank\n06 99 88 77 66\n"
    assert own_contacts([page], None, "Salma Berrada") == frozenset()


@pytest.mark.parametrize("part", ["a@", "(+0", "0 0", "Salma Berrada ", "0612345678 ", "x@y.org a b c\n"])
def test_hostile_rows_take_little_time(part: str) -> None:
    page = part * 5_000
    start = perf_counter()
    find_referees(page, own_contacts([page], None, "Salma Berrada"), "Salma Berrada")
    assert perf_counter() - start < 5


def test_a_label_without_anybody_to_reach_leaves_a_doubt() -> None:
    page = "References\nReferee 1\nHannah Foster\n020 7946 0111\nReferee 2\nEwan Okafor\n"
    assert find_referees(page, (), None).unsure


def test_two_people_with_one_family_name_are_two() -> None:
    page = (
        "Références\nM. Mercier, Polyclinique du Sud, 05 22 11 22 33\nM. Mercier, Atelier, 06 12 34 56 78\n"
    )
    assert len(distinct(find_referees(page, (), None).listed)) == 2


def test_both_given_names_in_common_make_no_candidate_of_a_referee() -> None:
    page = "Fatima Zahra Tazi\nf@example.org\nRéférences\nFatima Zahra Berrada\n06 12 34 56 78\n"
    own = own_contacts([page], "f@example.org", "Fatima Zahra Tazi")
    assert own == {"f@example.org"}
    assert len(find_referees(page, own, "Fatima Zahra Tazi").keys) == 1


@pytest.mark.parametrize("row", ["09.2015 - 12.2016", "7/2008-1/2009 Webmaster", "2015-2016 2017-2018"])
def test_months_and_years_are_no_phone(row: str) -> None:
    assert contacts(row) == ()


def test_the_number_of_an_account_is_no_phone_and_an_account_manager_has_one() -> None:
    assert contacts("compte n° 011 780 0000123456") == ()
    assert contacts("Jane Doe, Account Manager, 020 7946 0111") == ("079460111",)


@pytest.mark.parametrize(
    ("page", "count"),
    [
        # cells of a table, one below the other
        (
            "Références\nSalma Berrada\nOmar Tazi\nmédecin\nsage-femme\n0612345678\n0699887766\n",
            2,
        ),
        ("References\nHelen Marsh\n\nPaul Reed\n\nlawyer\n\nnurse\n\n020 7946 0111\n\n020 7946 0222\n", 2),
        ("المراجع\nسلمى العمراني\nعمر التازي\nطبيبة\nممرض\n0612345678\n0699887766\n", 2),
        # one person with an office beside
        ("Références\nSalma Berrada\nBright Futures\nTél. 06 12 34 56 78\nGSM 06 99 88 77 66\n", 1),
        # a title begins the second of two names
        ("Références\nMme Fatima Zahra Ben Youssef Pr Samira Alaoui\n06 12 34 56 78 06 99 88 77 66\n", 2),
        ("المراجع\nد. محمد الشرقاوي السيد المهدي بلقاسم\n0612345678 0699887766\n", 2),
        # drawn from right to left
        ("المراجع\nد. محمد الشرقاوي السيد المهدي بلقاسم\n13 49 47 31 6 212+ 97 05 26 65 6 212+\n", 2),
        # a narrow cell breaks the name
        ("Referees\nHelen Marsh 020 7946 0111\nJames\nFoster\nEngineer 020 7946 0222\n", 2),
    ],
)
def test_people_of_a_table_are_told_apart_however_its_cells_come_out(page: str, count: int) -> None:
    assert len(distinct(find_referees(page, (), None).keys)) == count


def test_a_name_broken_by_a_narrow_cell_is_that_of_who_wrote_a_letter() -> None:
    page = "Referees\nJames\nFoster\nEngineer\n020 7946 0222\n"
    letter = "To whom it may concern\nI recommend her warmly.\nYours\nDr James Foster\nHead of Research\n"
    keys = (*find_referees(page, (), None).keys, author_of(letter, ()))
    assert len(distinct(keys)) == 1


def test_a_title_is_no_part_of_a_name() -> None:
    listed = "المراجع\nالسيدة سلمى بنجلون، منسقة، 0612345678\n"
    offered = "وكذلك السيدة سلمى بنجلون، منسقة برامج، يمكنكم الاتصال بها salma.b@example.org\n"
    keys = (*find_referees(listed, (), None).keys, *find_referees(offered, (), None).keys)
    assert len(distinct(keys)) == 1


def test_phones_in_a_row_of_arabic_columns_tell_nobody() -> None:
    """The same two people in a sentence; which number is whose depends on the direction of reading."""
    columns = "المراجع\nأيوب العلوي المهدي التازي\n0699887766 0612345678\n"
    said = "المراجع\nأيوب العلوي، مدير، 0612345678\nالمهدي التازي، مدير، 0699887766\n"
    keys = (*find_referees(columns, (), None).keys, *find_referees(said, (), None).keys)
    assert len(distinct(keys)) == 2


def test_the_number_of_a_policy_or_card_is_no_phone() -> None:
    assert contacts("par la police n° 44781203 pour la période") == ()
    assert contacts("بطاقة رقم 23318925232122") == ()
    assert contacts("N° 06 12 34 56 78, رقم 0699887766") == ("612345678", "699887766")


def test_the_dates_of_a_card_are_no_phones() -> None:
    assert contacts("M FRA 20 08 1997\n20 10 2027") == ()
    assert contacts("20 45 19 97") == ("20451997",)


@pytest.mark.parametrize(
    "text",
    [
        "Pour en parler, appelez Mamadou Tazi, coordinateur,\nm.tazi@example.org.",
        "On peut s'adresser à Hélène Dupont, cheffe de service : h.dupont@example.org",
        "A reference may be taken from Robert Mensah, HR Officer (020 7946 0111).",
        "Référence professionnelle :\n\nSalma Lambert (directrice), s.lambert@example.org",
        "ومن المعرفين: رشيد الشرقاوي، 0612345678",
    ],
)
def test_whoever_may_be_asked_by_a_letter_is_a_referee(text: str) -> None:
    assert len(find_referees(text, (), None).keys) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Chère Madame Salma Berrada,\nvous pouvez me joindre au 06 12 34 56 78.",
        "Dear Ms Helen Marsh,\nplease contact me at 020 7946 0111.",
        "السيدة سلمى العمراني،\nيمكنكم الاتصال بي على 0612345678",
    ],
)
def test_who_asks_to_be_reached_is_no_referee(text: str) -> None:
    assert find_referees(text, (), None).keys == ()


@pytest.mark.parametrize(
    "page",
    [
        # somebody speaks of the candidate
        "If you think of hiring Salma Berrada, my advice to all is simple: do.\nAsk me (ruth@example.org).\n",
        # the head of the next page
        "Références\nOmar Tazi\nomar.tazi@example.org\nSalma Berrada · Rabat · s@example.org\n",
        # a referee's number that came to stand on a row of its own
        "Références\nM. Omar Tazi, directeur, Banque –\n06 99 88 77 66\ns@example.org\n",
    ],
)
def test_what_is_somebody_elses_is_not_the_candidates(page: str) -> None:
    assert own_contacts([page], "s@example.org", "Salma Berrada") == {"s@example.org"}


@pytest.mark.parametrize(
    "foot",
    ["La direction, Zineb Le Goff", "Le DRH : Aurélie Naciri", "شؤون العاملين: إبراهيم برادة", "Omar Tazi"],
)
def test_a_signature_may_begin_with_a_function(foot: str) -> None:
    text = (
        f"Atelier du Nord\nAttestation\nNous certifions\nqu'elle a travaillé chez nous.\nFait à Fès\n{foot}\n"
    )
    assert is_signed(text)
    name = foot.replace(":", ",").split(",")[-1].strip()
    assert author_of(text, ()) == author_of(f"a\nb\nc\n{name}\n", ())


def test_a_candidate_with_a_latin_address_is_known_in_an_arabic_paper() -> None:
    page = "رشيد العمراني\n0612345678\nالمراجع\nسعيد الحداد، مدير، 0699887766\n"
    own = own_contacts([page], "r@example.org", "Rachid El Amrani")
    assert own == {"r@example.org", "612345678"}
    assert len(find_referees(page, own, "Rachid El Amrani").keys) == 1
    below = "المراجع\nسعيد الحداد، مدير، 0699887766\nالمترشح: رشيد العمراني 0612345678\n"
    assert own_contacts([below], None, "Rachid El Amrani") == {"612345678"}


def test_the_first_of_an_arabic_list_is_not_a_candidate_with_a_latin_name() -> None:
    page = "سعيد الحداد\nمدير\n0699887766\nمريم الفاسي\nطبيبة\n0612345678\n"
    assert own_contacts([page], "r@example.org", "Rachid El Amrani") == {"r@example.org"}


def test_whose_name_the_senders_address_spells_is_the_candidate() -> None:
    page = "Références\nOmar Tazi, directeur, 06 99 88 77 66\nSalma Berrada, 06 12 34 56 78\n"
    assert len(find_referees(page, {"salmaberrada52@example.org"}, None).keys) == 1
