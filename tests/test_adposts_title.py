"""What the post of an ad is called, and ads for several posts."""

from __future__ import annotations

import pytest

from intake.reading.adposts.ad import Ad
from intake.reading.adposts.post.posts import several_posts
from intake.reading.adposts.post.title import find_title


def _title(text: str) -> str | None:
    return find_title(Ad([text])).value


def _codes(text: str) -> set[str]:
    return {caution.code for caution in find_title(Ad([text])).cautions}


_BODY_FR = (
    "\n\nVous assurez le suivi des activités et la rédaction des rapports.\n\nMerci"
    " d'envoyer un CV à rh@example.org."
)
_BODY_EN = "\n\nYou will run the day-to-day work of the unit.\n\nPlease send a CV to jobs@example.org."


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chargé(e) de communication (H/F)", "Chargé(e) de communication (H/F)"),
        ("Offre d'emploi : Coordinateur de projet", "Coordinateur de projet"),
        ("Offre d’emploi – Responsable de la collecte", "Responsable de la collecte"),
        ("Avis de recrutement d'un comptable", "comptable"),
        ("AVIS DE RECRUTEMENT\n\nUn/une assistant(e) administratif(ve)", "assistant(e) administratif(ve)"),
        ("Appel à candidatures pour le poste de directeur régional", "directeur régional"),
        ("Recrutement d'un animateur socio-culturel", "animateur socio-culturel"),
        ("L'association Les Amandiers recrute un(e) éducateur(trice) spécialisé(e) pour son centre.",
         "éducateur(trice) spécialisé(e)"),
        ("Les Amandiers recherche :\n\n1 conseiller technique santé", "conseiller technique santé"),
        ("Les Amandiers\n\nIntitulé du poste : Logisticien de terrain\nLieu : Fès", "Logisticien de terrain"),
        ("La Ferme des Amandiers\n\nPoste : ouvrier agricole polyvalent", "ouvrier agricole polyvalent"),
        ("Le chef de projet eau est un poste clé de notre association.", "chef de projet eau"),
        ("Stage développement web", "Stage développement web"),
    ],
)  # fmt: skip
def test_a_french_title_is_found_without_the_words_around_it(text: str, title: str) -> None:
    assert _title(text + _BODY_FR) == title
    assert "no_title" not in _codes(text + _BODY_FR)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Vacancy: Finance Officer", "Finance Officer"),
        ("Job title: Grants Manager\nLocation: Leeds", "Grants Manager"),
        ("Position: Senior Data Analyst", "Senior Data Analyst"),
        ("Two PhD positions in soil chemistry", "PhD positions in soil chemistry"),
        ("We are looking for an experienced and motivated laboratory technician to join our group.",
         "laboratory technician"),
        ("The Almond Trust is seeking a part-time bookkeeper and office manager.",
         "part-time bookkeeper and office manager"),
        ("Almond Trust is hiring!\n\nCommunications Officer", "Communications Officer"),
        ("Applications are invited for the position of Lecturer in Geology at Almond College.",
         "Lecturer in Geology"),
    ],
)  # fmt: skip
def test_an_english_title_is_found_without_the_words_around_it(text: str, title: str) -> None:
    assert _title(text + _BODY_EN) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("إعلان عن توظيف محاسب\n\nعلى المترشح أن يرسل السيرة الذاتية.", "محاسب"),
        ("المسمى الوظيفي: مدير المشاريع\n\nالمكان: فاس", "مدير المشاريع"),
        ("مطلوب مهندس مدني للعمل في الرباط", "مهندس مدني"),
        ("Wir suchen: Erzieher (m/w/d)\n\nBitte senden Sie Ihre Bewerbung.", "Erzieher (m/w/d)"),
    ],
)
def test_a_title_in_another_language_is_found(text: str, title: str) -> None:
    assert (_title(text) or "").startswith(title)


def test_the_head_of_a_page_is_no_title() -> None:
    assert (
        _title("Nous rejoindre\n\nOffres d'emploi\n\nComptable général\n\nVous tenez les comptes.")
        == "Comptable général"
    )
    assert _title("Careers\n\nJob description\n\nField Coordinator\n\nYou coordinate.") == "Field Coordinator"


def test_a_text_that_names_no_post_has_no_title() -> None:
    found = find_title(
        Ad(["Bonjour,\n\nvoici un message qui ne parle de rien de particulier, et qui est long."])
    )
    assert {"no_title", "title_uncertain"} & {caution.code for caution in found.cautions}


def test_two_names_of_different_posts_contradict_each_other() -> None:
    text = "Comptable général\n\nNous recherchons un chauffeur livreur pour notre équipe." + _BODY_FR
    assert "title_inconsistent" in _codes(text)
    text = "Comptable général\n\nNous recherchons un comptable pour notre équipe." + _BODY_FR
    assert not _codes(text)


def test_a_heading_without_a_word_for_a_post_is_doubtful() -> None:
    assert "title_uncertain" in _codes("Comercio exterior\n\nTres años de experiencia en el área.")


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("L'association recrute pour les postes suivants :\n- un comptable\n- un chauffeur", True),
        ("We have the following vacancies: an accountant and a driver.", True),
        ("Poste 1 : comptable\nTenir les comptes.\nPoste 2 : chauffeur\nConduire.", True),
        ("تعلن الجمعية عن فتح باب الترشيح للوظائف التالية: محاسب وسائق.", True),
        ("Folgende Stellen sind zu besetzen: Koch, Erzieher.", True),
        ("L'hôtel recherche :\n> 1 cuisinier\n> 2 serveurs\n> 1 comptable\n\nÉcrivez-nous.", True),
        ("L'association recrute 2 animateurs pour l'été.", False),
        ("Two postdoctoral positions in the same project are open.", False),
        ("Chargé de projet\n\nMissions\n\nSuivi des activités.\n\nProfil\n\nBac+5.", False),
    ],
)
def test_several_posts_in_one_ad_are_told_from_several_holders_of_one(text: str, several: bool) -> None:
    assert (several_posts(Ad([text])) is not None) is several


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("On cherche pour notre maison de Fès (Riad Lune) une gouvernante sérieuse.", "gouvernante sérieuse"),
        ("La commune procède au recrutement d'un(e) magasinier(ère) pour son dépôt.", "magasinier(ère)"),
        ("L'étude complète son équipe et engage une clerc de notaire.", "clerc de notaire"),
        ("Un poste de garde champêtre est à pourvoir.", "garde champêtre"),
        ("L'école veut s'attacher les services d'un professeur de musique.", "professeur de musique"),
        ("Sage-femme recherchée, maternité de la ville", "Sage-femme"),
        ("Collecteur·trice de fonds (80 %)", "Collecteur·trice de fonds (80 %)"),
        ("Poste vacant\n\nOuvrier agricole polyvalent F/H", "Ouvrier agricole polyvalent F/H"),
        ("Société\tAmandier\nPoste\tTechnicien de maintenance\nVille\tFès", "Technicien de maintenance"),
        ("CLINIQUE DES LAVOIRS\n\nRecherche auxiliaire vétérinaire, à mi-temps.", "auxiliaire vétérinaire"),
        ("Avocats au Barreau de Fès\n\nUNE SECRÉTAIRE JURIDIQUE (H/F)", "SECRÉTAIRE JURIDIQUE (H/F)"),
        ("We're hiring!! Weekend baker wanted at our shop.", "Weekend baker"),
        ("URGENTLY REQUIRED: Welder", "Welder"),
        ("A vacancy exists for a Quantity Surveyor in our office.", "Quantity Surveyor"),
        ("Could you be our next Shop Manager?", "Shop Manager"),
        ("FACULTY OF EDUCATION\n\nPosition\tLecturer in Botany", "Lecturer in Botany"),
        ("LIVE-IN GARDENER\n\nfor the old house at the end of the lane. Four acres.", "LIVE-IN GARDENER"),
        ("Headteacher: Mrs A. Almond\n\nCLASS TEACHER (full time)", "CLASS TEACHER (full time)"),
        ("الجمهورية التونسية\n\nتعتزم بلدية اللوز انتداب تقني سام في البناء لمدة سنة.", "تقني سام في البناء"),
        ("مدرسة اللوز الأهلية\n\nتعلن المدرسة عن حاجتها لمعلم رياضيات.", "معلم رياضيات"),
        ("شركة اللوز بحاجة إلى سائق توصيل", "سائق توصيل"),
        ("Se necesita cocinero/a para restaurante en Vigo.", "cocinero/a"),
        ("Bäcker*in gesucht!\n\nBewerbung an uns.", "Bäcker*in"),
    ],
)  # fmt: skip
def test_a_title_is_found_however_the_ad_comes_to_it(text: str, title: str) -> None:
    found = find_title(Ad([text]))
    assert (found.value or "").startswith(title)


def test_a_post_that_no_word_is_known_for_is_doubtful() -> None:
    found = find_title(Ad(["L'association recrute un zarboteur pour son jardin."]))
    assert found.value == "zarboteur"
    assert [caution.code for caution in found.cautions] == ["title_uncertain"]


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("L'hôpital recrute un infirmier et un aide-soignant pour ses services.", True),
        ("Vacancies: Nurse (2), Driver (1), Cook (1)", True),
        ("Positions available\n• Accountant\n• Driver\n• Security guard", True),
        ("تعلن الشركة عن حاجتها لمحاسب وسائق ومندوب مبيعات", True),
        ("We are looking for a project manager. You will work with engineers and designers.", False),
        ("La commune recrute un agent d'entretien / chauffeur.", False),
        ("We seek a Lecturer or Senior Lecturer in Law.", False),
    ],
)
def test_posts_in_a_row_or_list_are_several(text: str, several: bool) -> None:
    assert (several_posts(Ad([text])) is not None) is several


@pytest.mark.parametrize(
    "heading",
    [
        "Objectifs du stage",
        "Valeur de la bourse : 5 000 $",
        "Financement : contrat doctoral acquis",
        "Praktikumsentgelt kann nicht gezahlt werden",
        "مديرية الشؤون الإدارية والتعاون",
    ],
)
def test_what_an_ad_says_of_its_post_is_no_title(heading: str) -> None:
    assert _title(f"{heading}\n\nLe jardin est grand et calme.") is None


@pytest.mark.parametrize(
    "heading",
    [
        "Enseignants, chercheurs, doctorants",
        "توظيف موظفة",
        "أعوان في الاختصاصات التالية",
        "Help the Finance Manager at the yearly audit",
        "Reports to: Head of Programmes",
        "En lien étroit avec la directrice artistique",
        "Jardinier et",
        "2. Research",
    ],
)
def test_a_heading_for_anybody_or_out_of_a_sentence_is_a_doubtful_title(heading: str) -> None:
    assert "title_uncertain" in _codes(f"{heading}\n\nLe jardin est grand et calme.")
