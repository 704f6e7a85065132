"""`intake draft`: from the file of a job ad to the file of a posting, through the command."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from builders import documents, scans
from builders.mails import mail
from reportlab.pdfgen.canvas import Canvas
from ruamel.yaml import YAML
from typer.testing import CliRunner

from intake import drafting, settings
from intake.adapters.tesseract import Tesseract
from intake.cli import cli
from intake.domain.draft import AskedDocument, Caution, Draft, Quote
from intake.settings import Place, posting_file

AD = """L'association Les Amandiers recrute

Chargé(e) de communication

Missions
Animer le réseau des bénévoles et tenir le site de l'association.

Profil
Un diplôme de niveau Bac+3 en communication.

Pour postuler
Merci d'envoyer un CV, une lettre de motivation et deux références à recrutement@amandiers.example.org
avant le 15 mars 2027 à 17h00, avec pour objet : « Candidature communication – Nom Prénom ».
"""
FOUND = {
    "addresses": ["recrutement@amandiers.example.org"],
    "subject": "Candidature communication – {name}",
    "deadline": "2027-03-15T17:00",
    "deadline_has_time": True,
    "timezone": None,
    "language": "fr",
    "channel": "email",
}
DOCUMENTS = [("cv", 1), ("letter", 1), ("references", 2)]
SHAPE = {
    *("title", "organisation", "addresses", "subject", "documents", "deadline", "deadline_has_time"),
    *("timezone", "language", "channel", "quotes", "places", "warnings"),
}
CONFIG = {
    "organisation": "Les Amandiers",
    "timezone": "Africa/Casablanca",
    "mailboxes": {
        "jobs": {
            "address": "recrutement@amandiers.example.org",
            "imap": {"host": "localhost", "username": "x", "password": {"env": "HOME"}},
            "smtp": {"host": "localhost"},
        }
    },
}


def run(*words: str | Path, given: bytes | None = None) -> Any:
    return CliRunner().invoke(cli, ["draft", *map(str, words)], input=given, catch_exceptions=False)


def read(path: str | Path, *words: str | Path, given: bytes | None = None) -> dict[str, Any]:
    ran = run(path, "--json", *words, given=given)
    assert ran.exit_code == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


def ad(folder: Path, name: str = "ad.txt", data: bytes = AD.encode()) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def configured(folder: Path, **changes: Any) -> Path:
    (folder / "config" / "postings").mkdir(parents=True)
    (folder / "config" / "intake.yaml").write_text(json.dumps(CONFIG | changes), encoding="utf-8")
    return folder / "config"


# --- the ad's file ------------------------------------------------------------


def linked_pdf(text: str, target: str) -> bytes:
    """Make a PDF with a link that shows words only."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number, line in enumerate(text.splitlines()):
        canvas.drawString(60, 780 - 16 * number, line)
    canvas.linkURL(target, (60, 400, 200, 420))
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ad.txt", AD.encode()),
        ("ad.txt", AD.encode("cp1252", "replace")),
        ("ad.md", AD.replace("Pour postuler", "## **Pour postuler**").encode()),
        ("ad.html", documents.html(AD)),
        ("ad.docx", documents.docx(AD)),
        ("ad.odt", documents.odt(AD)),
        ("ad.pdf", documents.pdf([AD])),
        ("ad", documents.pdf(["Qui nous sommes", AD])),
        ("ad.rtf", documents.rtf(AD)),
    ],
    ids=["utf-8", "cp1252", "markdown", "html", "docx", "odt", "pdf", "second page", "rtf"],
)
def test_an_ad_in_any_format_gives_the_same_posting(tmp_path, name, data):
    found = read(ad(tmp_path, name, data))
    assert set(found) == SHAPE
    assert {key: found[key] for key in FOUND} == FOUND
    assert [(each["kind"], each["count"]) for each in found["documents"]] == DOCUMENTS


def test_an_ad_may_come_on_standard_input():
    assert read("-", given=AD.encode())["deadline"] == FOUND["deadline"]


def test_a_scanned_ad_is_read_where_tesseract_is_installed(tmp_path):
    if not Tesseract().ready:
        pytest.skip("Tesseract is not installed")
    assert (
        read(ad(tmp_path, "ad.png", scans.data(scans.page(AD.replace("références à ", "références à\n")))))[
            "addresses"
        ]
        == FOUND["addresses"]
    )


HIDDEN = "mailto:rh@amandiers.example.org?subject=Poste%20C7"
ASKS = "Association Les Amandiers\nPoste : comptable\n"
ASKS += "Pour postuler, envoyez votre CV par mail en cliquant ici.\n"


def linked_docx() -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(documents.docx(ASKS))) as source,
        zipfile.ZipFile(out, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "word/_rels/document.xml.rels":
                link = f'<Relationship Id="rId99" Type="http://x/hyperlink" Target="{HIDDEN}"/>'
                content = content.replace(b"</Relationships>", link.encode() + b"</Relationships>")
            target.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ad.html", f"<p>{ASKS.replace('ici', f'<a href={HIDDEN}>ici</a>')}</p>".encode()),
        ("ad.pdf", linked_pdf(ASKS, HIDDEN)),
        ("ad.docx", linked_docx()),
    ],
    ids=["html", "pdf", "docx"],
)
def test_an_address_behind_a_link_is_seen(tmp_path, name, data):
    found = read(ad(tmp_path, name, data))
    assert found["addresses"] == ["rh@amandiers.example.org"]
    assert found["subject"] == "Poste C7"


# --- what is said of it -------------------------------------------------------


def test_every_value_has_the_ads_own_words_and_their_place(tmp_path):
    found = read(ad(tmp_path))
    for field in ("title", "organisation", "addresses", "subject", "documents", "deadline"):
        assert found["quotes"][field] in " ".join(AD.split())
        assert found["places"][field]["page"] == 1
    assert "15 mars 2027 à 17h00" in found["quotes"]["deadline"]
    assert 1 <= found["places"]["title"]["line"] <= 4


def test_an_ad_that_says_nothing_of_how_to_apply_gives_nulls_and_says_so():
    found = read(
        "-", given="Notre association agit depuis trente ans pour les enfants de la région.".encode()
    )
    assert [found[key] for key in ("addresses", "subject", "documents", "deadline", "channel")] == [
        [],
        None,
        [],
        None,
        "none",
    ]
    codes = {warning["code"] for warning in found["warnings"]}
    assert {"no_instructions", "no_deadline", "no_documents_listed"} <= codes


# --- the posting's file -------------------------------------------------------


def test_the_yaml_is_accepted_by_check_and_is_the_draft(tmp_path):
    config = configured(tmp_path)
    saved = config / "postings" / "communication.yaml"
    ran = run(ad(tmp_path), "--output", saved, "--config", config)
    assert ran.exit_code == 0, ran.stderr
    posting = settings.load(config).postings["communication"]
    assert posting.subject == FOUND["subject"]
    assert posting.deadline == datetime(2027, 3, 15, 17, tzinfo=UTC)
    assert [(each.kind, each.count) for each in posting.documents] == DOCUMENTS
    assert posting.mailbox == "jobs"
    assert posting.draft is ("draft: true" in saved.read_text(encoding="utf-8"))


def test_without_a_mailbox_of_that_address_the_posting_is_saved_as_a_draft(tmp_path):
    config = configured(tmp_path, mailboxes={})
    ran = run(ad(tmp_path), "--output", config / "postings" / "x.yaml", "--config", config)
    assert "saved as a draft" in ran.stdout
    assert "mailbox_unknown" in ran.stdout
    assert settings.load(config).postings["x"].draft
    found = CliRunner().invoke(cli, ["check", "--config", str(config), "--json"]).stdout
    assert "This posting is a draft" in found


def test_a_file_is_not_replaced_unless_forced(tmp_path):
    saved = ad(tmp_path, "x.yaml", b"mine")
    assert run(ad(tmp_path), "--output", saved).exit_code == 2
    assert saved.read_bytes() == b"mine"
    assert run(ad(tmp_path), "--output", saved, "--force").exit_code == 0
    assert b"recrutement@amandiers.example.org" in saved.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ad.txt", "x.yaml"]


@pytest.mark.parametrize("output", ["x.yml", "été.yaml", "no/x.yaml", "."])
def test_a_name_that_is_no_postings_is_refused(tmp_path, output):
    ran = run(ad(tmp_path), "--output", tmp_path / output)
    assert ran.exit_code == 2
    assert ran.stderr.startswith("intake: ")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("ad.txt", b"", "is empty"),
        ("ad.bin", bytes(range(256)) * 9, "not read by this version"),
        ("ad.pdf", b"%PDF-1.4 broken", "is damaged"),
        ("ad.zip", documents.zip_of({"a.txt": b"x"}), "files instead of the text"),
    ],
    ids=["empty", "unknown", "damaged", "archive"],
)
def test_what_holds_no_ad_is_refused_in_a_sentence(tmp_path, name, data, words):
    ran = run(ad(tmp_path, name, data))
    assert ran.exit_code == 2
    assert words in ran.stderr
    assert json.loads(run(ad(tmp_path, name, data), "--json").stdout)["remedy"]


def test_absent_files_and_options_out_of_place_are_wrong_usage(tmp_path):
    assert run(tmp_path / "none.txt").exit_code == 2
    assert run(tmp_path).exit_code == 2
    assert run(ad(tmp_path), "--since", "2026-01-01").exit_code == 2
    assert run(ad(tmp_path), "--rehearse", "--since", "soon").exit_code == 2


# --- the YAML of any draft ----------------------------------------------------

NASTY = [
    "plain title",
    "title: with a colon",
    "# no comment",
    "true",
    "2026-05-04",
    "'quoted' \"twice\" \\ back",
    "- item",
    "{brace} [bracket]",
    "& anchor * alias ! tag % at @ `",
    "عنوان الوظيفة: مدير",
    "ends in space ",
    "line\nbreak\x85\u2028and\x07bell",
    "x" * 2_000,
]


@pytest.mark.parametrize("text", NASTY)
def test_whatever_an_ad_says_its_yaml_stays_a_posting(tmp_path, text):
    quote = Quote(text=text, page=2, line=7)
    fields = ("title", "organisation", "subject", "documents", "deadline", "addresses")
    draft = Draft(
        title=text,
        organisation=text,
        subject=text,
        addresses=("a@example.org",),
        documents=(
            AskedDocument(kind="cv"),
            AskedDocument(kind="references", count=3),
            AskedDocument(kind="other", optional=True),
        ),
        deadline=date(2027, 1, 2),
        language="ar",
        channel="email",
        quotes=dict.fromkeys(fields, quote),
        cautions=(
            Caution(code="title_uncertain", text=text),
            Caution(code="single_pdf", text=text, note=True),
        ),
    )
    config = configured(tmp_path)
    written = posting_file(draft, Place(mailbox="jobs", zone="Africa/Casablanca"), source=text)
    (config / "postings" / "x.yaml").write_text(written, encoding="utf-8")
    posting = settings.load(config).postings["x"]
    shown = "".join(letter if letter.isprintable() else " " for letter in text)[:500].strip()
    assert posting.title == shown[:1].upper() + shown[1:]
    assert posting.draft
    assert [each.kind for each in posting.documents] == ["cv", "references"]
    assert YAML(typ="safe", pure=True).load(written)["draft"] is True


def test_a_deadline_in_another_zone_is_written_in_the_configurations(tmp_path):
    draft = Draft(
        title="x",
        language="en",
        deadline=datetime(2027, 1, 15, 17),  # noqa: DTZ001 - as the ad gives it
        timezone="Europe/London",
        channel="form",
    )
    text = posting_file(draft, Place(zone="Asia/Tokyo"), source="ad.txt")
    assert "deadline: 2027-01-16 02:00   # 2027-01-15 17:00 in Europe/London" in text
    assert "timezone_stated" in posting_file(draft, Place(), source="ad.txt")


def test_a_posting_without_open_points_is_saved_open(tmp_path):
    draft = Draft(
        title="x", language="en", subject="Post 7", documents=(AskedDocument(kind="cv"),), channel="email"
    )
    assert (
        "draft"
        not in posting_file(draft, Place(mailbox="jobs", zone="UTC"), source="ad.txt").partition("title")[2]
    )


def test_saving_leaves_nothing_behind_where_it_fails(tmp_path):
    with pytest.raises(drafting.Misuse):
        drafting.save("x", tmp_path / "absent" / "x.yaml", force=False)
    assert not list(tmp_path.iterdir())


# --- what a hostile newcomer found ---------------------------------------------


def codes(found: dict[str, Any]) -> set[str]:
    return {warning["code"] for warning in found["warnings"]}


def test_pages_that_could_not_be_read_are_told(tmp_path):
    pages = pypdfium2.PdfDocument(documents.pdf([AD]))
    pages.import_pages(pypdfium2.PdfDocument(documents.scan_pdf(["Date limite"], legible=False)))
    out = io.BytesIO()
    pages.save(out)
    found = read(ad(tmp_path, "ad.pdf", out.getvalue()))
    assert "pages_unread" in codes(found)
    assert found["deadline"] == FOUND["deadline"]


def test_an_ad_that_is_too_long_is_said_to_be_cut():
    assert "text_cut" in codes(read("-", given=(AD + "Bénévoles et projets. " * 9_000).encode()))


def test_files_beside_a_mails_text_are_not_passed_over(tmp_path):
    raw = mail(text="Voici notre annonce, en pièce jointe.", files=[("annonce.pdf", documents.pdf([AD]))])
    assert "attachments_unread" in codes(read(ad(tmp_path, "mail.eml", raw)))


@pytest.mark.parametrize(
    ("said", "zone", "code"),
    [
        ("17h00 GMT+99", None, "timezone_ambiguous"),
        ("17h00 UTC+5:30", "Asia/Kolkata", None),
        ("17h00 GMT-3:30", "America/St_Johns", None),
        ("17h00 UTC+14", "Etc/GMT-14", None),
        ("17h00 UTC-14", None, "timezone_ambiguous"),
        ("17h00 GMT+1", "Etc/GMT-1", None),
    ],
)
def test_offsets_are_zones_or_said_to_be_none(tmp_path, said, zone, code):
    found = read(ad(tmp_path, data=AD.replace("17h00", said).encode()), "--config", configured(tmp_path))
    assert found["timezone"] == zone
    assert code is None or code in codes(found)


def test_an_hour_that_the_clocks_skip_is_left_to_a_person(tmp_path):
    config = configured(tmp_path, timezone="Europe/Paris")
    saved = config / "postings" / "x.yaml"
    text = AD.replace("15 mars 2027 à 17h00", "28 mars 2027 à 02h30")
    ran = run(ad(tmp_path, data=text.encode()), "--output", saved, "--config", config)
    assert "deadline_impossible" in ran.stdout
    assert settings.load(config).postings["x"].draft


@pytest.mark.parametrize("name", ["null", "1", "true", "1e3", "0x1f", "1_000"])
def test_a_mailbox_of_any_name_is_named(tmp_path, name):
    config = configured(tmp_path, mailboxes={name: CONFIG["mailboxes"]["jobs"]})
    run(ad(tmp_path), "--output", config / "postings" / "x.yaml", "--config", config)
    assert settings.load(config).postings["x"].mailbox == name


def test_mailboxes_that_share_the_address_are_named_to_choose_from(tmp_path):
    box = CONFIG["mailboxes"]["jobs"]
    config = configured(tmp_path, mailboxes={"a": box, "b": box})
    assert "Several mailboxes have" in run(ad(tmp_path), "--config", config).stdout


def test_a_configuration_with_faults_keeps_no_ad_from_being_read(tmp_path):
    config = configured(tmp_path, timezone="Mars/Olympus")
    ran = run(ad(tmp_path), "--config", config)
    assert ran.exit_code == 0
    assert "run 'intake check'" in " ".join(ran.stdout.replace("#", " ").split())


@pytest.mark.parametrize("name", ["x.yaml", "x.yml"])
def test_a_postings_file_is_no_ad(tmp_path, name):
    ran = run(ad(tmp_path, name, b"title: x\n"))
    assert ran.exit_code == 2
    assert "--rehearse" in ran.stderr


def test_links_and_rights_of_a_replaced_file_stay(tmp_path):
    real = ad(tmp_path, "real.yaml", b"old")
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    assert run(ad(tmp_path), "--output", link).exit_code == 2
    assert run(ad(tmp_path), "--output", link, "--force").exit_code == 0
    assert link.is_symlink()
    assert b"title" in real.read_bytes()
    assert real.stat().st_mode & 0o777 == 0o640
    dangling = tmp_path / "dangling.yaml"
    dangling.symlink_to(tmp_path / "nowhere.yaml")
    assert run(ad(tmp_path), "--output", dangling).exit_code == 2
    assert dangling.is_symlink()


def test_braces_in_the_ads_own_subject_are_no_placeholders_in_silence():
    text = AD.replace("Candidature communication – Nom Prénom", "Candidature {any} communication")
    assert {"subject_uncertain"} <= codes(read("-", given=text.encode()))


def test_a_quote_has_the_ads_own_letters():
    text = "جمعيّة الأمل تُعلن عن حاجتها إلى محاسبة.\nتُرسل السّيرة الذاتيّة إلى jobs@example.org قبل 4 مايو 2027."
    found = read("-", given=text.encode())
    assert found["quotes"]["documents"] in text


def test_a_subject_in_a_link_of_an_old_page_keeps_its_accents(tmp_path):
    link = "mailto:rh@example.org?subject=Poste%20%E9t%E9"
    page = f'<p>Poste : comptable. <a href="{link}">Postuler</a> avec un CV</p>'.encode()
    assert read(ad(tmp_path, "ad.html", page))["subject"] == "Poste été"


def test_a_mere_remark_keeps_the_posting_a_draft_too(tmp_path):
    remark = Caution(code="no_deadline", text="The ad gives no deadline.", note=True)
    draft = Draft(title="x", language="en", subject="Post 7", channel="email", cautions=(remark,))
    text = posting_file(draft, Place(mailbox="jobs", zone="UTC"), source="ad.txt")
    assert "# - no_deadline: The ad gives no deadline." in text
    assert text.endswith("draft: true\n")


def test_a_broken_footer_costs_no_more_than_itself(tmp_path):
    out = io.BytesIO(documents.docx(AD))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/footer7.xml", "<not xml")
    assert read(ad(tmp_path, "ad.docx", out.getvalue()))["deadline"] == FOUND["deadline"]
