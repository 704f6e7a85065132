"""Who offers the post of an ad."""

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.post.organisation import find_organisation


def _organisation(text: str) -> str | None:
    return find_organisation(Ad([text])).value


def _codes(text: str) -> set[str]:
    return {caution.code for caution in find_organisation(Ad([text])).cautions}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Les Jardins d'Amande recrute un chargé de projet.", "Les Jardins d'Amande"),
        (
            "Jardins d'Amande, association de quartier créée en 1998, recherche un animateur.",
            "Jardins d'Amande",
        ),
        ("LES JARDINS D'AMANDE\n\nrecrute\n\nUn chargé de projet", "LES JARDINS D'AMANDE"),
        (
            "Dans le cadre de son projet, la Fondation Amandier lance un appel à candidatures.",
            "Fondation Amandier",
        ),
        ("Chargé de projet\n\nEmployeur : Coopérative Amandier\nLieu : Fès", "Coopérative Amandier"),
        ("Chargé de projet\n\nÀ propos de Solidarité Amandier\n\nNous agissons.", "Solidarité Amandier"),
        (
            "Présentation de l'Observatoire des Vergers (ODV) :\n\nIl a été créé en 1999.",
            "Observatoire des Vergers",
        ),
        ("Solidarité Amandier est une association qui agit à Fès.", "Solidarité Amandier"),
        ("The Almond Trust is looking for a bookkeeper.", "The Almond Trust"),
        ("Bookkeeper\n\nAbout Almond Trust\n\nWe plant trees.", "Almond Trust"),
        ("Organization: Almond Relief\nPosition: Nurse", "Almond Relief"),
        (
            "A post is available in the Department of Botany at the University of Almonds.",
            "University of Almonds",
        ),
        ("تعلن جمعية اللوز عن فتح باب الترشيح لمنصب محاسب.", "جمعية اللوز"),
        ("مطلوب محاسب لشركة اللوز في الرباط", "شركة اللوز"),
    ],
)
def test_the_organisation_that_recruits_is_found(text: str, name: str) -> None:
    assert name in (_organisation(text) or "")


def test_an_acronym_is_joined_with_its_long_form() -> None:
    text = "ODV recrute un juriste.\n\nL'Observatoire des Vergers (ODV) est une association. ODV agit à Fès."
    assert _organisation(text) in {"L'Observatoire des Vergers (ODV)", "Observatoire des Vergers (ODV)"}


@pytest.mark.parametrize(
    "text",
    [
        "Nous recherchons un comptable. Merci d'envoyer votre CV.",
        "We are looking for a cook. Please send a CV.",
        "Le candidat recherche des financements et propose des projets.",
        "Vous utilisez un moteur de recherche et vous proposez des idées.",
    ],
)
def test_pronouns_and_candidates_are_no_organisation(text: str) -> None:
    assert _organisation(text) is None
    assert _codes(text) == {"no_organisation"}


def test_a_name_that_the_address_bears_out_is_sure() -> None:
    text = "Amandier recrute un comptable. CV à rh@amandier.example"
    assert _organisation(text) == "Amandier"
    assert not _codes(text)


def test_an_agency_that_recruits_for_a_client_is_doubtful() -> None:
    text = (
        "L'agence Interim Vergers recherche pour un de ses clients un soudeur. Interim"
        " Vergers vous accompagne."
    )
    assert "organisation_uncertain" in _codes(text)


def test_an_institution_that_is_only_named_is_doubtful() -> None:
    text = "A position for a gardener is open. The garden is near Almond College."
    assert "organisation_uncertain" in _codes(text) or "no_organisation" in _codes(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Résidence Les Tilleuls\n\nAide-soignant (H/F)\n\nVous aidez.", "Résidence Les Tilleuls"),
        ("Cuisinier (H/F) - Hôtel Bellevue - Annecy", "Hôtel Bellevue"),
        ("Secrétaire médicale\nCabinet médical des Acacias", "Cabinet médical des Acacias"),
        ("RÉPUBLIQUE DES ARBRES\nAgence des Vergers\n\nAVIS\n\nUn comptable", "Agence des Vergers"),
        ("Comptoir du Faubourg\nOFFRE D'EMPLOI\n\nIntervenante en alimentation", "Comptoir du Faubourg"),
        ("Graphic Designer (Volunteer) - Open Almonds Network\nCity: Fès", "Open Almonds Network"),
        ("Auxiliar de clínica\nClínica Mirasol · Valdemorla", "Clínica Mirasol"),
        ("عيادة النخيل - دبي\n\nمطلوب ممرضة", "عيادة النخيل"),
        ("تعتزم بلدية اللوز انتداب سائق.", "بلدية اللوز"),
        ('مطلوب نادل للعمل في مطعم "اللوز" بالمدينة', "اللوز"),
    ],
)  # fmt: skip
def test_who_recruits_is_found_in_the_lines_about_the_title(text: str, name: str) -> None:
    assert name in (_organisation(text) or "")


def test_a_staff_office_is_no_organisation() -> None:
    text = "مصلحة الموارد البشرية\n\nإعلان توظيف\n\nمطلوب محاسب للعمل لدينا."
    assert _organisation(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bonjour à toutes et à tous,\n\nBonjour à tous recherche un stage.", "a greeting"),
        ("Dr. Ana Amande recherche un assistant pour son projet.", "a person"),
        ("HierfÃ¼r (in Berlin) suchen wir ab sofort VerstÃ¤rkung.", "mangled letters"),
        ("Additionally is looking for motivated people.", "what begins a sentence"),
        (
            "Bonjour,\n\nNotre jardin (4 jardiniers, 3 ASV, deux chats) cherche sa quatrième.",
            "a number of people",
        ),
        ("Participer à la vie du jardin, recherche de fonds, cherche un lieu.", "a duty"),
        ("Bachelor's degree (BSc)\n\nYou will keep the garden.", "a paper"),
        ("ICT Graduate Trainee\n\nICT Graduate Trainee, ICT Graduate Trainee", "the title"),
    ],
)
def test_words_where_a_name_could_stand_are_no_name(text: str, words: str) -> None:
    title = (0, text.index("\n")) if words == "the title" else None
    assert find_organisation(Ad([text]), title).value is None, words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Amande recherche un comptable.", "Amande"),
        ("صمم مسارات تعلم عملية.", "صمم مسارات"),
        ("Comptable\nDepartment of General Almonds\n\nDepartment of General Almonds, at Fès.", "Department"),
        ("IMPORTANTE EMPRESA LÍDER\n\nContador", "IMPORTANTE EMPRESA"),
        ("The Coalition is hiring a nurse. The Coalition works in Fès. Coalition.", "The Coalition"),
        ("Department: Almond Technology\nPosition: Nurse", "Almond Technology"),
        ("University of Almonds\n\nNurse\n\nWhole Amande is seeking a nurse. x@almonds.example", "Almonds"),
        ("Nurse\n\nAmandville is hiring. We are in Amandville. Amandville.", "Amandville"),
    ],
)
def test_a_name_that_little_bears_out_is_doubtful(text: str, name: str) -> None:
    found = find_organisation(Ad([text]))
    assert name in (found.value or "")
    assert [caution.code for caution in found.cautions] == ["organisation_uncertain"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("La Fondation Amandier recherche un comptable.", "La Fondation Amandier"),
        ("Amande recherche un comptable. Amande est à Fès.", "Amande"),
        ("Bâtir l'Avenir recherche un comptable. Bâtir l'Avenir est à Fès.", "Bâtir l'Avenir"),
        ("Fondation Grand Est Amande recrute un comptable.", "Fondation Grand Est Amande"),
        ("Almond Alliance Hospital is hiring a nurse.", "Almond Alliance Hospital"),
    ],
)
def test_a_name_that_a_word_or_a_second_place_bears_out_is_sure(text: str, name: str) -> None:
    assert _organisation(text) == name
    assert not _codes(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Empresa: Almendra\nPuesto: Enfermera", "Almendra"),
        ("Careers at Almond Trust\n\nNurse\n\nAlmond Trust grows.", "Almond Trust"),
        ("Amande Solidarité bénéficie d'un fort soutien. Amande Solidarité recrute.", "Amande Solidarité"),
        ("Centre de Recherche Amande recrute un comptable.", "Centre de Recherche Amande"),
        ("تعلن مدارس اللوز عن حاجتها لمعلم", "مدارس اللوز"),
        ("P2AU is seeking a nurse. The Peer 2 Almond Union (P2AU) is old.", "Peer 2 Almond Union (P2AU)"),
    ],
)  # fmt: skip
def test_a_name_is_given_without_what_stands_around_it(text: str, name: str) -> None:
    assert _organisation(text) in {name, f"The {name}"}


def test_a_heading_that_goes_on_with_the_post_ends_before_it() -> None:
    text = "Almond Publications Limited ICT Trainee Recruitment\n\nJob Title: ICT Trainee\n\nLocation: Fès"
    title = text.rindex("ICT Trainee")
    found = find_organisation(Ad([text]), (title, title + len("ICT Trainee")))
    assert found.value == "Almond Publications Limited"
