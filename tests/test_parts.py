"""Papers that follow each other without a new page, and lists that run on over one."""

from __future__ import annotations

import pytest
from builders.documents import CV_AR, CV_EN, CV_FR, LETTER_AR, LETTER_EN, LETTER_FR, REFERENCES_FR

from intake.reading.papers.kinds import classify
from intake.reading.papers.parts import divide, parts

TIGHT = "\n"  # as the text of a PDF comes: no line between


@pytest.mark.parametrize(
    ("papers", "kinds"),
    [
        ((CV_FR, LETTER_FR), ("cv", "letter")),
        ((LETTER_FR, CV_FR), ("cv", "letter")),
        ((CV_EN, LETTER_EN), ("cv", "letter")),
        ((LETTER_EN, CV_EN), ("cv", "letter")),
        ((CV_AR, LETTER_AR), ("cv", "letter")),
        ((LETTER_AR, CV_AR), ("cv", "letter")),
        ((CV_FR, LETTER_FR, REFERENCES_FR(3)), ("cv", "letter", "references")),
    ],
    ids=["fr", "fr-letter-first", "en", "en-letter-first", "ar", "ar-letter-first", "three"],
)
def test_papers_on_one_page_are_each_found(papers: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    found = classify((TIGHT.join(papers),), None)
    assert found.kinds == kinds
    assert [page.page for page in found.pages] == [1]


@pytest.mark.parametrize("text", [CV_FR, CV_EN, CV_AR, LETTER_FR, LETTER_EN, LETTER_AR])
def test_a_paper_by_itself_is_not_torn(text: str) -> None:
    (part,) = parts((text,), frozenset(), None)
    assert part.text.split() == text.split()


def test_a_letter_that_begins_at_the_foot_of_the_cv_is_found() -> None:
    rows = LETTER_FR.splitlines()
    found = classify((CV_FR + TIGHT + "\n".join(rows[:16]), "\n".join(rows[16:])), None)
    assert found.kinds == ("cv", "letter")


def test_dividing_loses_no_word() -> None:
    text = TIGHT.join((CV_FR, LETTER_FR, REFERENCES_FR(3)))
    assert " ".join(divide(text)).split() == text.split()
    assert divide("") == [""]


def test_a_referee_whose_number_stands_on_the_next_page_counts() -> None:
    rows = REFERENCES_FR(2).rstrip().splitlines()
    cut = max(at for at, row in enumerate(rows) if "@" in row or "06" in row)
    found = classify(("\n".join(rows[:cut]), "\n".join(rows[cut:])), None)
    assert len(found.referees) == 2


def test_contacts_on_the_next_page_are_of_the_people_before() -> None:
    people = ["Zainab Wilson   Ahmed Hughes", "Supervisor, Riverbank   Head, City Council"]
    first = "\n".join(["References", *people, "+44 7928 140839   +44 7928 555123"])
    found = classify((f"{CV_EN}\n{first}", "zainab.wilson@example.org   ahmed.hughes@example.org"), None)
    assert len(found.referees) == 2


CERTIFICATE = (
    "{firm}\nAttestation de travail\nNous soussignés certifions que Mme Salma Berrada, titulaire de la CIN"
    " n° AB123456, a travaillé au sein de notre société en qualité de comptable du 1er mars 2019 au 30 juin"
    " 2022.\nLa présente attestation est délivrée à l'intéressée pour servir et valoir ce que de droit.\n"
    "Fait à Rabat, le 8 septembre 2025\nLe directeur\n{name}\n"
)


def test_two_certificates_on_one_page_are_of_two_people() -> None:
    one, two = (
        CERTIFICATE.format(firm=firm, name=name)
        for firm, name in (("Atelier du Nord", "Omar Tazi"), ("Imprimerie du Port", "Helen Marsh"))
    )
    assert len(classify((one + two,), None).referees) == 2
    assert len(classify((one + one,), None).referees) == 1


def test_a_list_and_a_recommendation_below_a_gap_count_all() -> None:
    letter = (
        "Agadir, le 12 mars 2025\nÀ l'équipe,\nC'est avec plaisir que je recommande Salma Berrada, que j'ai"
        " encadrée trois ans comme responsable. Son sens de l'écoute est rare, et son travail a toujours été"
        " excellent ; je la recommande de tout cœur et reste à votre disposition.\nSalutations amicales,\n"
        "Mathieu Faure, président\n"
    )
    found = classify((f"{REFERENCES_FR(3)}\n\n\n{letter}",), None, candidate="Salma Berrada")
    assert len(found.referees) == 4


def test_whom_a_letter_offers_is_counted() -> None:
    offer = "Pour un avis sur mon travail, appelez Mamadou Tazi, coordinateur, m.tazi@example.org.\n"
    head, _, rest = LETTER_FR.strip().rpartition("\n\n")
    found = classify((f"{head}\n\n{offer}\n{rest}",), None)
    assert found.kinds == ("letter", "references")
    assert len(found.referees) == 1
    assert classify((LETTER_FR,), None).referees == ()


def test_a_name_in_a_list_with_a_way_to_reach_opens_no_letter() -> None:
    row = "Madame Salma Berrada,\ndirectrice\nTél. 06 12 34 56 78\n"
    assert divide("Références\n" + row * 12) == ["Références\n" + (row * 12).rstrip("\n")]
