"""Dossiers are handed out as folders that people find their way in: whole, safe, private, each thing once."""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
import pytest
from builders import documents as make
from rigs.clamd import EICAR, PROGRAM, VIRUS, Clamd
from rigs.office import AFTER, CV, FULL, IN_TIME, LETTER, REFERENCES, SALMA, SUBJECT, Office

from intake.adapters import outputs
from intake.cli import cli
from intake.domain.trouble import Trouble
from intake.services import export as service
from intake.services.forget import erase

HOUR = timedelta(hours=1)
WHO = "OMP-2026-0001 Salma Berrada"
DOSSIER = f"omp/complete/{WHO}"
FILE = "OMP-2026-0001 - Salma Berrada - "
MERGED = ("tout.pdf", make.merged_pdf([CV[1], LETTER[1], REFERENCES[1]]))
OF_EXPORT = {".intake-export", "index.csv", "index.xlsx"}


def export(office: Office, output: Path, *words: str, status: int = 0) -> dict[str, Any]:
    ran = office.run("export", "--output", output, *words, "--json")
    assert ran.status == status, ran.err
    said: dict[str, Any] = ran.json
    return said


def files(output: Path) -> dict[str, bytes]:
    """Every file below a folder, or in a ZIP, by its path."""
    if output.is_file():
        with zipfile.ZipFile(output) as archive:
            assert archive.testzip() is None
            return {info.filename: archive.read(info) for info in archive.infolist()}
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def names(output: Path, folder: str = DOSSIER) -> list[str]:
    """The names of the files in a dossier's folder."""
    return sorted(name.rpartition("/")[2] for name in files(output) if name.startswith(f"{folder}/"))


def index(output: Path) -> list[dict[str, str]]:
    """The rows of the index, by their headings."""
    text = files(output)["index.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


# --- the layout --------------------------------------------------------------


def test_a_dossier_is_a_folder_of_tidy_names_with_the_bytes_that_came(office, tmp_path):
    raw = office.apply()
    office.poll()
    said = export(office, tmp_path / "out")
    found = files(tmp_path / "out")
    assert found.keys() - OF_EXPORT == {
        f"{DOSSIER}/{FILE}CV.pdf",
        f"{DOSSIER}/{FILE}Lettre de motivation.pdf",
        f"{DOSSIER}/{FILE}Références.pdf",
        f"{DOSSIER}/OMP-2026-0001 - Mail 1.eml",
    }
    assert found[f"{DOSSIER}/{FILE}CV.pdf"] == CV[1]
    assert found[f"{DOSSIER}/OMP-2026-0001 - Mail 1.eml"] == raw
    size = len(raw) + sum(len(data) for _, data in FULL)
    assert said == {
        "output": str(tmp_path / "out"),
        "dossiers": 1,
        "documents": 3,
        "mails": 1,
        "bytes": size,
        "left_out": [],
    }


WORDS = {
    "en": ["CV.pdf", "Cover letter.pdf", "References.pdf"],
    "ar": ["السيرة الذاتية.pdf", "المراجع المهنية.pdf", "رسالة التحفيز.pdf"],
}


@pytest.mark.parametrize("language", WORDS)
def test_kinds_are_named_in_the_language_of_the_posting(office, tmp_path, language):
    office.posting(language=language)
    office.apply()
    office.poll()
    export(office, tmp_path / "out")
    ends = [name.removeprefix(FILE) for name in names(tmp_path / "out") if not name.endswith(".eml")]
    assert sorted(ends) == sorted(WORDS[language])


def test_what_lies_in_archives_and_in_the_mail_itself_is_a_file_too(office, tmp_path):
    inner = make.zip_of({"lettre.docx": make.docx(make.LETTER_FR)})
    office.apply([("d.zip", make.zip_of({"a/cv.pdf": CV[1], "b/inner.zip": inner}))])
    office.apply([CV], sender="n@example.com", text=make.LETTER_FR)
    office.poll()
    said = export(office, tmp_path / "out")
    assert said["left_out"] == []
    found = files(tmp_path / "out")
    folder = f"omp/incomplete/{WHO}"
    assert found[f"{folder}/{FILE}CV.pdf"] == CV[1]
    assert found[f"{folder}/{FILE}Lettre de motivation.docx"] == make.docx(make.LETTER_FR)
    folder = "omp/incomplete/OMP-2026-0002 n@example.com"
    letter = found[f"{folder}/OMP-2026-0002 - n@example.com - Lettre de motivation.txt"].decode()
    assert "Votre annonce pour le poste" in letter


def test_what_a_person_corrected_is_what_a_file_is_called(office, tmp_path):
    office.apply([CV, ("Scan.pdf", make.encrypted_pdf([make.LETTER_FR])), REFERENCES])
    office.poll()
    export(office, tmp_path / "before")
    folder = f"omp/review/{WHO}"
    assert f"{FILE}À vérifier.pdf" in names(tmp_path / "before", folder)
    office.run("correct", "OMP-2026-0001", "Scan.pdf", "letter")
    export(office, tmp_path / "after")
    assert f"{FILE}Lettre de motivation.pdf" in names(tmp_path / "after")


def test_older_versions_and_second_files_of_a_kind_stand_beside_the_others(office, tmp_path):
    other = make.pdf([make.CV_FR.replace("2021", "2020")])
    office.apply([CV, LETTER])
    office.apply(
        [("CV 2.pdf", other), REFERENCES, ("a.pdf", make.pdf([make.DIPLOMA_FR])),
         ("b.pdf", make.pdf([make.DIPLOMA_FR.replace("2018", "2017")]))],
        when=IN_TIME + HOUR,
    )  # fmt: skip
    office.poll()
    export(office, tmp_path / "out")
    assert names(tmp_path / "out") == [
        "OMP-2026-0001 - Mail 1.eml",
        "OMP-2026-0001 - Mail 2.eml",
        f"{FILE}CV (ancienne version 2026-05-03).pdf",
        f"{FILE}CV.pdf",
        f"{FILE}Diplôme (2).pdf",
        f"{FILE}Diplôme.pdf",
        f"{FILE}Lettre de motivation.pdf",
        f"{FILE}Références.pdf",
    ]
    assert files(tmp_path / "out")[f"{DOSSIER}/{FILE}CV.pdf"] == other


def test_a_copy_of_a_mail_is_no_second_mail_and_a_replayed_one_is_there(office, tmp_path):
    raw = office.apply()
    office.receive(raw)
    lost = office.apply([("d.pdf", make.pdf([make.DIPLOMA_FR]))], subject="Bonjour", when=IN_TIME + HOUR)
    office.poll()
    (unmatched,) = [row["id"] for row in office.messages() if row["outcome"] == "unmatched"]
    export(office, tmp_path / "before")
    office.run("replay", unmatched, "--posting", "omp")
    export(office, tmp_path / "after")
    assert len(names(tmp_path / "before")) == 4
    assert files(tmp_path / "after")[f"{DOSSIER}/OMP-2026-0001 - Mail 2.eml"] == lost
    assert f"{FILE}Diplôme.pdf" in names(tmp_path / "after")


HOSTILE = {
    "the folder above": "../../../etc/passwd",
    "another name of it": "..\\..\\x",
    "a device": "CON",
    "turned around": "a\u202efdp.exe",
    "long": "x" * 3_000,
    "a formula": "=HYPERLINK(1)",
    "nothing to be seen": "\u200b\u3164",
    "shell": "$(touch x); rm -rf *",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_from_outside_leads_out_of_the_folder_or_into_a_program(office, tmp_path, name):
    said = HOSTILE[name]
    hostile = [(f"{said}.pdf", CV[1]), (f"{said}.exe", b"MZ\x90\0" + bytes(99)), (f"{said}.zip", LETTER[1])]
    office.apply([*hostile, REFERENCES], sender=f'"{said}" <x@example.com>' if "\\" not in said else None)
    office.apply(hostile, sender="y@example.com", subject=f"{SUBJECT}")
    office.poll()
    (tmp_path / "deep").mkdir()
    export(office, tmp_path / "deep" / "out")
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]
    for path in files(tmp_path / "deep" / "out").keys() - OF_EXPORT:
        head, status, folder, file = path.split("/")
        assert (head, folder.startswith("OMP-2026-000"), file.startswith("OMP-2026-000")) == (
            "omp",
            True,
            True,
        )
        assert status in {"review", "incomplete", "complete"}
        assert file.rpartition(".")[2] in {"pdf", "bin", "eml"}
        assert len(path) <= 240
        assert not set('\u202e\u200b\u3164<>:"\\|?*') & set(path)
    for row in index(tmp_path / "deep" / "out"):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


# --- merged documents --------------------------------------------------------


def test_a_merged_pdf_is_split_where_its_pages_are_sure_and_kept_whole_besides(office, tmp_path):
    office.apply([("tout.pdf", make.merged_pdf([CV[1], LETTER[1], REFERENCES[1]]))])
    office.poll()
    assert export(office, tmp_path / "out")["documents"] == 1
    found = {path.rpartition(" - ")[2]: data for path, data in files(tmp_path / "out").items()}
    assert found["CV + Lettre + Références.pdf"] == MERGED[1]
    assert "EXPÉRIENCE" in text_of(found["CV (p. 1).pdf"])
    assert "agréer" in text_of(found["Lettre de motivation (p. 2).pdf"])
    assert "RÉFÉRENCES" in text_of(found["Références (p. 3).pdf"])
    assert index(tmp_path / "out")[0]["Remarques"] == ""


def test_pages_that_a_person_told_apart_are_split_as_told(office, tmp_path):
    office.apply([MERGED])
    office.poll()
    office.run("correct", "OMP-2026-0001", "tout.pdf", "cv", "references", "--pages", "2=cv")
    export(office, tmp_path / "out")
    pieces = [name for name in names(tmp_path / "out", f"omp/incomplete/{WHO}") if "(p. " in name]
    assert pieces == [f"{FILE}CV (p. 1-2).pdf", f"{FILE}Références (p. 3).pdf"]


def test_a_merged_pdf_with_a_page_that_is_not_known_stays_whole_and_that_is_said(office, tmp_path):
    scan = make.scan_pdf(["x"], legible=False)
    office.apply([("tout.pdf", make.merged_pdf([CV[1], LETTER[1], scan, REFERENCES[1]]))])
    office.poll()
    said = export(office, tmp_path / "out")
    (folder,) = {path.rpartition("/")[0] for path in files(tmp_path / "out").keys() - OF_EXPORT}
    assert [name for name in names(tmp_path / "out", folder) if "(p." in name] == []
    assert (said["documents"], said["left_out"]) == (1, [])
    assert index(tmp_path / "out")[0]["Remarques"] == "tout.pdf\u00a0: laissé en un seul fichier"


# --- viruses -----------------------------------------------------------------


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    if PROGRAM is None:
        pytest.fail("clamd is not installed: `make test` installs it, or apt-get install clamav-daemon")
    with Clamd(stream_max="2M") as server:
        yield server


def test_what_is_infected_is_told_and_neither_it_nor_its_mail_is_handed_out(office, tmp_path, clamd):
    office.configure(antivirus={"clamd": clamd.unix})
    infected = make.portfolio_pdf([make.CV_FR], {"x.com": EICAR})
    office.apply([*FULL, ("Annexe.pdf", infected)])
    office.apply([("d.pdf", make.pdf([make.DIPLOMA_FR])), ("Annexe.pdf", infected)], when=IN_TIME + HOUR)
    office.poll()
    said = export(office, tmp_path / "out.zip", status=1)
    assert [(each["file"], each["why"]) for each in said["left_out"]] == [
        ("OMP-2026-0001 - Mail 1.eml", "holds a virus, not exported"),
        ("Annexe.pdf", f"infected ({VIRUS}), not exported"),
        ("OMP-2026-0001 - Mail 2.eml", "holds a virus, not exported"),
    ]
    assert (said["documents"], said["mails"]) == (4, 0)
    assert not any(EICAR in data or data == infected for data in files(tmp_path / "out.zip").values())
    assert f"Annexe.pdf\u00a0: infecté ({VIRUS}), non exporté" in index(tmp_path / "out.zip")[0]["Remarques"]


def test_a_second_mail_with_a_virus_that_was_found_late_is_not_handed_out(office, tmp_path):
    annex = ("Annexe.pdf", make.pdf([make.INVOICE_FR]))
    office.apply([*FULL, annex])
    office.apply([annex, ("d.pdf", make.pdf([make.DIPLOMA_FR]))], when=IN_TIME + HOUR)
    office.poll()
    office.sql("UPDATE document SET virus = 'Late' WHERE file = 'Annexe.pdf'")
    said = export(office, tmp_path / "out", status=1)
    assert [each["file"] for each in said["left_out"]] == [
        "OMP-2026-0001 - Mail 1.eml",
        "Annexe.pdf",
        "OMP-2026-0001 - Mail 2.eml",
    ]
    assert [name for name in names(tmp_path / "out") if name.endswith(".eml")] == []


# --- which dossiers ----------------------------------------------------------


def three(office: Office) -> None:
    """Two dossiers to one posting, and one to another."""
    office.posting("other", subject="Candidature stagiaire", reference="ST")
    office.apply(when=IN_TIME)
    office.apply([CV], sender="n@example.com", when=IN_TIME + 3 * HOUR)
    office.apply([CV], sender="n@example.com", subject="Candidature stagiaire", when=IN_TIME + 6 * HOUR)
    office.poll()


ALL = {"OMP-2026-0001", "OMP-2026-0002", "ST-2026-0001"}
SELECTED = {
    "all": ([], ALL),
    "a posting": (["--posting", "other"], {"ST-2026-0001"}),
    "two postings": (["--posting", "other", "--posting", "omp"], ALL),
    "a status": (["--status", "complete"], {"OMP-2026-0001"}),
    "a reference": (["--reference", "OMP-2026-0002"], {"OMP-2026-0002"}),
    "both": (["--posting", "omp", "--status", "incomplete"], {"OMP-2026-0002"}),
    "none": (["--posting", "other", "--status", "complete"], set()),
    "since a time": (["--since", "2026-05-03T19:00"], {"OMP-2026-0002", "ST-2026-0001"}),
    "since a time with its offset": (["--since", "2026-05-03T20:30:00+00:00"], {"ST-2026-0001"}),
    "since a day": (["--since", "2026-05-03"], ALL),
    "since the next day": (["--since", "2026-05-04"], set()),
}  # fmt: skip


def test_only_the_dossiers_that_are_asked_for_are_handed_out(office, tmp_path):
    three(office)
    for name, (words, references) in SELECTED.items():
        output = tmp_path / name
        said = export(office, output, *words)
        assert ({row["Référence"] for row in index(output)}, said["dossiers"]) == (
            references,
            len(references),
        )


def test_a_dossier_that_got_mail_since_then_is_handed_out_whole(office, tmp_path):
    office.apply([CV, LETTER])
    office.apply([REFERENCES], when=IN_TIME + 3 * HOUR)
    office.poll()
    export(office, tmp_path / "out", "--since", (IN_TIME + 2 * HOUR).isoformat())
    assert len(names(tmp_path / "out")) == 5
    assert export(office, tmp_path / "none", "--since", (IN_TIME + 4 * HOUR).isoformat())["dossiers"] == 0


def test_spam_is_handed_out_by_name_only_and_who_withdrew_stands_apart(office, tmp_path):
    three(office)
    office.sql("UPDATE application SET status = 'spam', ruling = 'spam' WHERE reference = 'OMP-2026-0002'")
    office.sql("UPDATE application SET status = 'withdrawn' WHERE reference = 'OMP-2026-0001'")
    export(office, tmp_path / "all")
    assert {path.partition(" ")[0] for path in files(tmp_path / "all").keys() - OF_EXPORT} == {
        "omp/withdrawn/OMP-2026-0001",
        "other/incomplete/ST-2026-0001",
    }
    export(office, tmp_path / "spam", "--status", "spam")
    assert [row["Référence"] for row in index(tmp_path / "spam")] == ["OMP-2026-0002"]


def test_dossiers_of_a_posting_whose_file_is_gone_are_handed_out_all_the_same(office, tmp_path):
    three(office)
    (office.config / "postings" / "other.yaml").unlink()
    assert export(office, tmp_path / "out", "--posting", "other")["documents"] == 1


# --- the index ---------------------------------------------------------------


def test_the_index_says_of_each_dossier_what_there_is_to_know(office, tmp_path):
    office.apply()
    office.apply([CV], sender='"=cmd|x" <late@example.com>', when=AFTER)
    office.poll()
    export(office, tmp_path / "out")
    complete, late = index(tmp_path / "out")
    assert complete == {
        "Annonce": "omp", "Référence": "OMP-2026-0001", "Nom": "Salma Berrada", "Adresse": SALMA,
        "État": "complet", "En retard": "", "Reçu le": "2026-05-03 16:00", "Pièces manquantes": "",
        "Motif": complete["Motif"], "Dossier": DOSSIER, "Remarques": "",
        "Documents": f"{FILE}CV.pdf (CV.pdf)\n{FILE}Lettre de motivation.pdf (Lettre.pdf)\n"
        f"{FILE}Références.pdf (Références.pdf)",
    }  # fmt: skip
    assert (late["Nom"], late["État"], late["En retard"]) == ("'=cmd|x", "tardif", "oui")
    assert late["Pièces manquantes"] == "lettre de motivation, références"
    assert files(tmp_path / "out")["index.csv"].startswith(b"\xef\xbb\xbf")
    with zipfile.ZipFile(tmp_path / "out" / "index.xlsx") as book:
        cells = b"".join(book.read(name) for name in book.namelist())
        assert b"<f>" not in cells
        assert b"=cmd|x" in cells


def test_the_index_of_arabic_postings_is_arabic_and_runs_from_right_to_left(office, tmp_path):
    office.posting(language="ar")
    office.apply(sender="يوسف العمراني <y@example.com>")
    office.poll()
    export(office, tmp_path / "out")
    assert index(tmp_path / "out")[0]["الاسم"] == "يوسف العمراني"
    with zipfile.ZipFile(tmp_path / "out" / "index.xlsx") as book:
        assert b'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml")


# --- private and whole -------------------------------------------------------


def test_files_and_folders_are_for_their_account_alone_and_bear_the_time_of_receipt(office, tmp_path):
    office.apply()
    office.poll()
    before = os.umask(0)
    try:
        export(office, tmp_path / "out")
        export(office, tmp_path / "out.zip")
    finally:
        os.umask(before)
    for path in (tmp_path / "out", *(tmp_path / "out").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
    assert (tmp_path / "out.zip").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "out" / DOSSIER / f"{FILE}CV.pdf").stat().st_mtime == IN_TIME.timestamp()
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100600}
        local = IN_TIME.astimezone(ZoneInfo("Africa/Casablanca"))
        assert archive.infolist()[0].date_time == tuple(local.timetuple()[:6])


def test_a_zip_and_a_folder_hold_the_same_and_the_same_dossiers_give_the_same_zip(office, tmp_path):
    office.apply([MERGED])
    office.poll()
    for name in ("a.zip", "b.ZIP"):
        export(office, tmp_path / name)
    export(office, tmp_path / "c", "--zip")
    export(office, tmp_path / "out")
    assert (
        (tmp_path / "a.zip").read_bytes()
        == (tmp_path / "b.ZIP").read_bytes()
        == (tmp_path / "c").read_bytes()
    )
    folder = files(tmp_path / "out")
    assert folder.pop(".intake-export").startswith(b"intake export 1\n")
    assert files(tmp_path / "a.zip") == folder


def test_standard_output_gets_the_zip_and_nothing_else(office, tmp_path):
    office.apply()
    office.poll()
    export(office, tmp_path / "a.zip")
    words = ["export", "--output", "-", "--zip"]
    with office.start(*words) as process:
        assert process.stdout is not None
        out, err = process.stdout.buffer.read(), process.stderr.read()
    assert process.returncode == 0, err
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert archive.testzip() is None
        assert {i.filename: archive.read(i) for i in archive.infolist()} == files(tmp_path / "a.zip")
    assert "1 dossier(s) with 3 document(s) and 1 mail(s)" in err


def test_a_reader_that_goes_away_is_told_and_ends_it(office):
    office.apply([*FULL, ("big.bin", os.urandom(3_000_000))])
    office.poll()
    with office.start("export", "--output", "-", "--zip") as process:
        assert process.stdout is not None
        process.stdout.buffer.read(10)
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()
    assert process.returncode == 1
    assert "Standard output cannot be written" in err
    assert "Traceback" not in err


def test_an_export_is_written_down_without_names(office, tmp_path):
    office.apply()
    office.poll()
    ran = office.process("--verbose", "export", "--output", str(tmp_path / "out"))
    assert "1 dossier(s) with 3 document(s) and 1 mail(s)" in ran.out
    assert "personal data" in ran.out
    (row,) = [row for row in office.run("audit", "--json").json if row["action"] == "export"]
    assert row["note"] == "1 dossier(s), 3 document(s), 1 mail(s), whole"
    for word in ("Salma", "Berrada", SALMA, "Lettre"):
        assert word not in ran.err


def test_bytes_that_are_lost_are_told_and_the_others_are_handed_out(office, tmp_path):
    office.apply()
    office.apply([CV], sender="n@example.com")
    office.poll()
    (lost,) = [row["sha256"] for row in office.messages() if row["application"] == "OMP-2026-0001"]
    (blob,) = (office.base / "var").rglob(lost)
    blob.unlink()
    said = export(office, tmp_path / "out", status=1)
    why = "lost from the storage or damaged there, not exported"
    assert [(each["application"], each["file"], each["why"]) for each in said["left_out"]] == [
        ("OMP-2026-0001", file, why)
        for file in ("OMP-2026-0001 - Mail 1.eml", "CV.pdf", "Lettre.pdf", "Références.pdf")
    ]
    assert (said["dossiers"], said["documents"]) == (2, 1)
    assert "CV.pdf\u00a0: perdu ou endommagé" in index(tmp_path / "out")[0]["Remarques"]
    ran = office.run("export", "--output", tmp_path / "again")
    assert (ran.status, "OMP-2026-0001: CV.pdf is left out: lost from the storage" in ran.err) == (1, True)


def test_an_export_takes_the_memory_of_one_mail_however_many_there_are(office, tmp_path):
    for number in range(8):
        big = ("big.bin", os.urandom(2_000_000))
        office.apply([CV, big], sender=f"n{number}@example.com", when=IN_TIME + number * HOUR)
    office.poll()
    peaks = []
    with office.desk(lambda: AFTER) as desk:
        for since in (IN_TIME + 6 * HOUR, None):  # two of them, and all
            wanted = service.selection(desk, postings=(), statuses=(), references=(), since=since)
            tracemalloc.start()
            with outputs.zip_file(tmp_path / f"{since}.zip") as archive:
                service.export(desk, wanted, archive)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert (tmp_path / "None.zip").stat().st_size > 8 * 4_000_000
    assert peaks[1] < peaks[0] + 1_000_000


# --- again, and broken off ---------------------------------------------------


def test_an_update_moves_writes_and_takes_away_what_it_must_and_nothing_else(office, tmp_path):
    out = tmp_path / "out"
    office.apply([CV, LETTER])
    office.apply([CV], sender="erased@example.com")
    office.poll()
    export(office, out)
    own = out / "omp" / "incomplete" / WHO / "Notes.txt"
    own.write_text("à rappeler")
    (out / "liste.txt").write_text("x")
    office.apply([REFERENCES], when=IN_TIME + HOUR)
    office.poll()
    office.run("erase", "erased@example.com")
    export(office, out, "--update")
    assert names(out) == [
        "OMP-2026-0001 - Mail 1.eml",
        "OMP-2026-0001 - Mail 2.eml",
        f"{FILE}CV.pdf",
        f"{FILE}Lettre de motivation.pdf",
        f"{FILE}Références.pdf",
    ]
    assert names(out, f"omp/incomplete/{WHO}") == ["Notes.txt"]
    assert (out / "liste.txt").exists()
    assert not (out / "omp" / "incomplete" / "OMP-2026-0002 erased@example.com").exists()
    assert [row["Référence"] for row in index(out)] == ["OMP-2026-0001"]
    out.chmod(0o750)  # its owner lets others in
    before = {path: path.stat().st_ino for path in (out / DOSSIER).iterdir()}
    export(office, out, "--update")
    assert {path: path.stat().st_ino for path in (out / DOSSIER).iterdir()} == before
    assert out.stat().st_mode & 0o777 == 0o750


def test_a_name_that_is_spelled_otherwise_by_now_leaves_no_second_dossier_behind(office, tmp_path):
    out = tmp_path / "out"
    office.apply()
    office.poll()
    export(office, out)
    office.sql("UPDATE application SET name = 'Salma BERRADA'")
    export(office, out, "--update")
    assert [path.name for path in (out / "omp" / "complete").iterdir()] == ["OMP-2026-0001 Salma BERRADA"]
    assert len(names(out, "omp/complete/OMP-2026-0001 Salma BERRADA")) == 4
    office.run("erase", SALMA)
    export(office, out, "--update")
    assert files(out).keys() == OF_EXPORT


def test_what_is_there_already_is_not_touched_unless_an_update_is_asked_for(office, tmp_path):
    office.apply()
    office.poll()
    strange, made, packed = tmp_path / "strange", tmp_path / "made", tmp_path / "a.zip"
    strange.mkdir()
    (strange / "x").write_text("x")
    export(office, made)
    export(office, packed)
    for output, words, error in [
        (strange, [], "is not empty, and no export has made it"),
        (strange, ["--update"], "is not empty, and no export has made it"),
        (strange / "x", [], "is a file"),
        (made, [], "holds an export already"),
        (packed, [], "is there already"),
        (packed, ["--update"], "a ZIP is written anew"),
    ]:
        said = export(office, output, *words, status=2)
        assert error in said["error"]
        assert said["remedy"]
    assert files(strange) == {"x": b"x"}
    assert not list(tmp_path.glob("*.unfinished"))
    (tmp_path / "empty").mkdir()
    assert export(office, tmp_path / "empty")["dossiers"] == 1


def test_an_export_that_is_broken_off_is_seen_to_be_and_is_finished_by_the_next(office, tmp_path):
    three(office)
    out = tmp_path / "out"
    with office.desk(lambda: AFTER) as desk:
        wanted = service.selection(desk, postings=(), statuses=(), references=(), since=None)
        with pytest.raises(Trouble, match="broken off"), outputs.folder(out, update=False) as folder:
            service.export(desk, wanted, folder, lambda *_: desk.stopping.set())
        desk.stopping.clear()
        with pytest.raises(Trouble, match="broken off"), outputs.zip_file(tmp_path / "a.zip") as archive:
            service.export(desk, wanted, archive, lambda *_: desk.stopping.set())
    assert len(names(out)) == 4
    assert "n’est pas complet" in (out / "UNFINISHED.txt").read_text("utf-8")
    assert not (out / "index.xlsx").exists()
    assert not list(tmp_path.glob("a.zip*"))
    assert "--update" in export(office, out, status=2)["remedy"]
    assert export(office, out, "--update")["dossiers"] == 3
    assert (out / "index.xlsx").exists()
    assert not (out / "UNFINISHED.txt").exists()
    notes = [row["note"] for row in office.run("audit", "--json").json if row["action"] == "export"]
    assert [note.rpartition(", ")[2] for note in notes] == ["broken off", "broken off", "whole"]


def test_who_is_erased_while_it_runs_is_not_in_it(office, tmp_path):
    three(office)
    out = tmp_path / "out"

    def erasing(_: str, done: int, __: int) -> None:
        if done == 1:
            erase(desk, SALMA)
        if done == 2:  # the mails of the third are gone before they are read
            erase(desk, "n@example.com")

    with office.desk(lambda: AFTER) as desk:
        wanted = service.selection(desk, postings=(), statuses=(), references=(), since=None)
        with outputs.folder(out, update=False) as folder:
            tally = service.export(desk, wanted, folder, erasing)
        assert (files(out).keys(), index(out), tally.left_out) == (OF_EXPORT, [], [])


def test_a_zip_that_holds_somebody_who_was_erased_meanwhile_is_thrown_away(office, tmp_path):
    three(office)
    with office.desk(lambda: AFTER) as desk:
        wanted = service.selection(desk, postings=(), statuses=(), references=(), since=None)
        with pytest.raises(Trouble, match="erased while"), outputs.zip_file(tmp_path / "a.zip") as archive:
            service.export(desk, wanted, archive, lambda *_: erase(desk, SALMA) and None)
    assert not list(tmp_path.glob("a.zip*"))


def test_two_exports_do_not_write_to_one_place(office, tmp_path):
    office.apply()
    office.poll()
    export(office, tmp_path / "out")
    with outputs.folder(tmp_path / "out", update=True):
        assert "Another export" in export(office, tmp_path / "out", "--update", status=2)["error"]
    with outputs.zip_file(tmp_path / "a.zip"):
        assert "Another process" in export(office, tmp_path / "a.zip", status=2)["error"]


def test_a_link_in_the_folder_is_not_followed(office, tmp_path):
    office.apply()
    office.poll()
    out, outside = tmp_path / "out", tmp_path / "outside"
    export(office, out)
    outside.mkdir()
    (outside / "omp").mkdir()
    shutil.rmtree(out / "omp")
    (out / "omp").symlink_to(outside / "omp")
    assert "is no folder" in export(office, out, "--update", status=1)["error"]
    assert list((outside / "omp").iterdir()) == []


def test_a_list_that_somebody_changed_takes_nothing_else_away(office, tmp_path):
    office.apply()
    office.poll()
    out = tmp_path / "out"
    export(office, out)
    (tmp_path / "mine").write_text("x")
    with (out / ".intake-export").open("a") as mark:
        mark.write(f"../mine\n{tmp_path}/mine\n\nomp/../../mine\nomp\n")
    export(office, out, "--update")
    assert (tmp_path / "mine").exists()
    assert len(names(out)) == 4


# --- how it is asked for -----------------------------------------------------

WRONG = [
    (["--output", "-"], "give --zip"),
    (["--output", "-", "--zip", "--json"], "standard output"),
    (["--output", "x", "--posting", "no"], "There is no posting no"),
    (["--output", "x", "--reference", "OMP-2026-0099"], "There is no application OMP-2026-0099"),
    (["--output", "x", "--status", "fine"], "one of complete"),
    (["--output", "x", "--since", "yesterday"], "is no date or time"),
    (["--output", "x", "--zip", "--update"], "a ZIP is written anew"),
    (["--output", " "], "name a folder"),
]


@pytest.mark.parametrize(("words", "error"), WRONG)
def test_a_wrong_word_is_refused_and_nothing_is_written(office, tmp_path, monkeypatch, words, error):
    monkeypatch.chdir(tmp_path)
    office.poll()
    before = sorted(tmp_path.iterdir())
    ran = office.run("export", *words)
    assert (ran.status, error in " ".join(ran.err.replace("│", " ").split())) == (2, True)
    assert sorted(tmp_path.iterdir()) == before


def test_a_place_that_cannot_be_written_is_told_with_what_to_do(office, tmp_path):
    office.poll()
    for words in ([], ["--zip"]):
        said = export(office, tmp_path / "no" / "such", *words, status=1)
        assert "cannot be written" in said["error"]
        assert "must be there" in said["remedy"]


def test_the_help_says_that_it_is_personal_data(office):
    assert "PERSONAL DATA" in office.run("export", "--help").out
    assert any(command.callback.__name__ == "export" for command in cli.registered_commands)
