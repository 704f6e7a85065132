"""The spreadsheet that goes with a digest: what stands in it, and that erasing finds it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from builders import configuration
from rigs.paper import HOUR, INTAKE, LAWYER, MINUTE, OMP, ONE_DAY, POSTING, SINCE, UNTIL, Office, opened
from sqlalchemy import text

from intake.services import digest_facts
from intake.services.forget import erase, retire

NAMES = {
    "fr": (
        "candidatures 2026-05-04.xlsx", "Référence", "complet", "références (2/3)",
        "CV Salma.pdf (CV) ; pièce jointe n° 3 (à vérifier) ; texte du message (lettre de motivation)",
    ),
    "en": (
        "applications 2026-05-04.xlsx", "Reference", "complete", "references (2/3)",
        "CV Salma.pdf (CV); attachment 3 (to check); message text (cover letter)",
    ),
    "ar": (
        "الترشيحات 2026-05-04.xlsx", "رقم الملف", "كامل", "المراجع المهنية (2/3)",
        "CV Salma.pdf (السيرة الذاتية)؛ المرفق 3 (للمراجعة)؛ نص الرسالة (رسالة التحفيز)",
    ),
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with opened(configuration.write(tmp_path, INTAKE, omp=POSTING, juriste=LAWYER)) as made:
        yield made


def files(letter: Any) -> dict[str, Any]:
    """The files of a letter in the outbox, opened, by their names."""
    mail = message_from_bytes(letter.raw, policy=policy.default)
    return {
        str(part.get_filename()): openpyxl.load_workbook(io.BytesIO(part.get_payload(decode=True)))
        for part in mail.iter_attachments()
    }


def sheets(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of the newest digest's sheets, without their headers."""
    ((_, book),) = files(office.letters()[-1]).items()
    return {page.title: list(page.iter_rows(min_row=2, values_only=True)) for page in book.worksheets}


@pytest.mark.parametrize("language", NAMES)
def test_the_sheet_is_the_working_list_in_the_recruiter_s_language(office: Office, language: str) -> None:
    office.posting("omp", POSTING.replace("language: fr", f"language: {language}"))
    row = office.application(SINCE - 9 * ONE_DAY, name="Salma Berrada", email="salma@example.com")
    office.documents(row, **{"CV Salma.pdf": ("cv",), "(part 3)": (), "(message text)": ("letter",)})
    lacking = {"missing": ("references",), "references_count": 2}
    office.application(SINCE + HOUR, "incomplete", name="=cmd()", email=None, **lacking)
    office.make()
    name, first, complete, missing, documents = NAMES[language]
    ((file, book),) = files(office.letters()[0]).items()
    page = book.worksheets[0]
    assert (file, page.title, page.sheet_view.rightToLeft or False) == (
        name,
        "Chargé(e) de projet",
        language == "ar",
    )
    header, salma, other = page.iter_rows(values_only=True)
    assert header[0] == first
    received = (SINCE - 9 * ONE_DAY).replace(tzinfo=None)
    assert salma[:6] == ("OMP-2026-0001", "Salma Berrada", "salma@example.com", complete, received, None)
    assert salma[8].replace("\u00a0", " ") == documents
    assert (other[1], other[2], other[6]) == ("=cmd()", None, missing)
    assert page["B3"].data_type == "s"


def test_no_name_of_a_stranger_turns_the_words_of_a_cell_around(office: Office) -> None:
    row = office.application(SINCE + HOUR, name="Salma\u202e adarreB\nX")
    office.documents(row, **{"CV \u202egnp.exe": ("cv",)})
    office.make()
    ((told,),) = sheets(office).values()
    assert (told[1], told[8]) == ("Salma adarreB X", "CV gnp.exe (CV)")


def test_the_sheet_says_how_many_minutes_late_an_application_is(office: Office) -> None:
    office.posting("omp", POSTING.replace("2026-05-20 16:00", "2026-05-03 08:30"))
    office.application(SINCE + HOUR, "late")
    office.make()
    ((row,),) = sheets(office).values()
    assert row[5] == 30


def test_each_posting_told_of_has_a_sheet_and_spam_and_later_mail_stand_in_none(office: Office) -> None:
    office.posting("stage", POSTING.replace("{title}", "stage").replace("de projet", "de stage"))
    office.posting("vide", POSTING.replace("{title}", "vide"))
    for posting in ("omp", "stage"):
        office.application(SINCE + HOUR, posting=posting)
    office.application(SINCE + HOUR, "withdrawn")
    office.application(SINCE + HOUR, "spam", name="Robot")
    office.application(UNTIL + HOUR, name="Later")
    office.application(SINCE + HOUR, posting="juriste", mailbox="hr", name="Nobody's")
    office.make()
    found = {}
    for letter in office.letters():
        if letter.recruiter == OMP:
            ((_, book),) = files(letter).items()
            found = {page.title: page.max_row - 1 for page in book.worksheets}
    assert found == {"Chargé(e) de projet": 2, "Chargé(e) de stage": 1}


def test_no_sheet_goes_where_there_is_no_application(office: Office) -> None:
    office.mail(SINCE + HOUR)
    made = office.make()
    assert made[OMP].facts.sheet is None
    (letter,) = office.letters()
    assert files(letter) == {}
    assert letter.tells is None


def test_a_posting_with_too_many_applications_has_its_newest_in_the_sheet_and_the_mail_says_so(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest_facts, "_ROWS", 3)
    monkeypatch.setattr(digest_facts, "_ROWS_IN_ALL", 4)
    office.posting("stage", POSTING.replace("{title}", "stage").replace("de projet", "de stage"))
    for n in range(5):
        office.application(SINCE + n * MINUTE, name=f"N{n}")
        office.application(SINCE + n * MINUTE, posting="stage", name=f"S{n}")
    made = office.make()[OMP]
    assert [[row[1] for row in rows] for rows in sheets(office).values()] == [["N2", "N3", "N4"], ["S4"]]
    said = " ".join(made.rendered.text.split())
    assert "les 4 candidatures les plus récentes ; 6 plus anciennes n’y figurent pas." in said


@pytest.mark.parametrize(
    ("totals", "rows"),
    [
        ([], []),
        ([0, 7], [0, 7]),
        ([6_000, 1], [5_000, 1]),
        ([5_000] * 5, [5_000] * 4 + [0]),
        ([4_999, 5_000, 5_000, 4_999, 9], [4_999, 5_000, 5_000, 4_999, 2]),
    ],
)
def test_a_digest_s_sheets_hold_so_many_rows(totals: list[int], rows: list[int]) -> None:
    assert digest_facts.rows_of(totals) == rows


# --- forgetting --------------------------------------------------------------


def crowd(office: Office, lina: dict[str, Any]) -> None:
    """A posting with many complete dossiers of last week, one of them Lina's, and a new one."""
    for n in range(150):
        office.application(SINCE - 2 * ONE_DAY + n * MINUTE, name=f"Candidate {n}")
    office.application(SINCE - ONE_DAY, **lina)
    office.application(SINCE + HOUR)


LINA = {"name": "Lina Alami", "email": "lina@example.com"}


def test_erasing_the_150th_person_of_a_sheet_takes_a_waiting_digest_back_and_makes_it_again(
    office: Office,
) -> None:
    crowd(office, LINA)
    made = office.make()
    assert "Lina" not in made[OMP].rendered.text
    (before,) = office.letters()
    assert "lina@example.com" in str(sheets(office))
    said = erase(office.desk, "lina@example.com")
    assert (said.removed["digests"], said.left) == (1, 0)
    (after,) = office.letters()
    assert (after.message_id != before.message_id, after.state) == (True, "pending")
    assert "lina@example.com" not in str(sheets(office))
    assert len(after.tells) == len(before.tells) - 1 == 151


def test_a_dry_run_counts_the_digest_that_names_a_person_only_in_its_sheet(office: Office) -> None:
    crowd(office, LINA)
    office.make()
    assert erase(office.desk, "lina@example.com", dry_run=True).removed["digests"] == 1
    assert erase(office.desk, "somebody@example.com", dry_run=True).removed["digests"] == 0


def test_erasing_empties_a_digest_that_went_out_with_the_person_in_its_sheet(office: Office) -> None:
    crowd(office, LINA)
    office.make()
    with office.desk.database.write() as tx:
        tx.execute(text("UPDATE letter SET state = 'sent', settled_at = created_at"))
    assert erase(office.desk, "lina@example.com").removed["digests"] == 1
    (letter,) = office.letters()
    assert (letter.raw, letter.tells, letter.state) == (b"", None, "sent")


def test_what_retires_goes_out_of_old_digests_sheets_too(office: Office) -> None:
    crowd(office, LINA)
    office.make()
    with office.desk.database.write() as tx:
        tx.execute(text("UPDATE letter SET state = 'sent', settled_at = created_at"))
    office.posting("omp", POSTING + "retention: {months: 1}\n")
    office.clock = UNTIL + timedelta(days=60)
    retire(office.desk)
    (letter,) = office.letters()
    assert (letter.raw, letter.tells) == (b"", None)
