"""The corpus of invented papers: every text can be written, and becomes real files that can be read."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from corpus import dossiers, layout, mails, pdfs, texts

from intake.adapters.mime import parse
from intake.reading.files.formats import extract
from intake.settings import load

SORTS_OF_ONE = ("recommendation", "work")  # papers that one person writes on a candidate
TEXTS = [path for author in texts.authors() for path in texts.templates(author)]
LANGUAGES = ("fr", "en", "ar")


@pytest.mark.parametrize("author", texts.authors())
def test_an_author_s_texts_can_be_written_and_their_kinds_and_referees_are_those_of_their_sort(
    author: str,
) -> None:
    for path in texts.templates(author):
        for seed in range(3):
            paper = texts.write(path, f"test/{seed}")
            words = "\n".join(line for page in paper.pages for line in page.lines)
            kinds = {kind for page in paper.pages for kind in page.kinds}
            assert len(words.split()) >= 2, path
            assert not re.search(r"\{\{|\}\}|\{%|%\}|<bound method|Undefined|Person\(", words), path
            assert not re.search(r"^@(?!sidebar$|main$)\w+", words, re.MULTILINE), path
            assert kinds <= set(dossiers.KINDS), path
            assert paper.sort not in texts.KINDS or texts.KINDS[paper.sort] in kinds, path
            assert not paper.referees or "references" in kinds, path
            if paper.sort in SORTS_OF_ONE:
                assert paper.referees == 1, path


def test_there_is_every_sort_of_paper_in_every_language() -> None:
    for language in LANGUAGES:
        sorts = {path.stem.partition("-")[0] for path in TEXTS if path.parts[-2] == language}
        assert {*texts.KINDS, "note", "training"} <= sorts, language


def test_the_texts_lie_where_their_language_and_sort_are_told() -> None:
    for path in TEXTS:
        assert path.parts[-2] in LANGUAGES
        assert re.fullmatch(r"[a-z]+-[\w-]+\.txt", path.name), path


def test_one_seed_gives_one_paper_and_another_one_another() -> None:
    path = next(each for each in TEXTS if each.stem.startswith("cv-"))
    assert texts.write(path, "1") == texts.write(path, "1")
    assert texts.write(path, "1") != texts.write(path, "2")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["pdf", "docx", "odt", "rtf", "txt", "html"])
def test_a_paper_of_any_language_becomes_a_file_that_tells_how_to_reach_the_candidate(
    form: str, language: str
) -> None:
    if form == "pdf" and not pdfs.typefaces(language):
        pytest.skip("no font of this system has the letters")
    path = next(each for each in TEXTS if each.match(f"{language}/cv-*.txt"))
    paper = texts.write(path, "test")
    (file,) = layout.files([paper], form, Random(1))
    found = extract(file.data, f"cv{file.extension}")
    assert found.problem is None
    assert "cv" in file.kinds
    assert paper.person.email in re.sub(r"\s", "", "".join(found.pages))


@pytest.mark.parametrize("form", ["photo", "png"])
def test_pictures_are_taken_of_each_page(form: str) -> None:
    path = next(each for each in TEXTS if each.match("fr/identity-*.txt"))
    files = layout.files([texts.write(path, "test")], form, Random(1))
    assert [file.kinds for file in files] == [{"identity"}]
    assert extract(files[0].data, "id.jpg").format == ("jpeg" if form == "photo" else "png")


@pytest.mark.parametrize("form", ["docx", "merged", "zip", "body"])
def test_a_dossier_is_a_mail_whose_answer_is_known(form: str, tmp_path: Path) -> None:
    settings = load(mails.configuration(tmp_path, dossiers.REQUIREMENTS))
    made = dossiers.dossier(3, texts.authors()[0], form, "test")
    message = parse(made.raw, mails.RECEIVED)
    assert mails.subject(made.language, made.posting) in (message.subject or "")
    assert f"{made.language}-{made.posting}" in settings.postings
    assert made.status == ("incomplete" if made.missing else "complete")
    attached = {each.name for each in message.attachments}
    assert {file.name.split("/")[0] for file in made.files} - attached <= {dossiers.BODY}
    assert made.raw == dossiers.dossier(3, texts.authors()[0], form, "test").raw
