"""`intake explain` says beforehand what `intake poll` would do; the five seeds, ad by ad."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import documents
from builders.mails import mail
from rigs.office import AFTER, CV, DEADLINE, FULL, IN_TIME, LETTER, SALMA, SUBJECT, Office
from ruamel.yaml import YAML

SEEDS = Path(__file__).parent.parent / "seeds"
SHAPE = [
    "outcome", "posting", "status", "late", "missing", "reason", "present", "references_count",
    "documents", "acknowledgement", "language", "steps",
]  # fmt: skip


def explain(office: Office, *files: Path, options: tuple[str, ...] = ()) -> Any:
    """Ask what would become of those files."""
    ran = office.run("explain", *files, *options, "--json")
    assert ran.status == 0, ran.err
    return ran.json


def saved(office: Office, raw: bytes, name: str = "mail.eml") -> Path:
    """Keep a mail as a file."""
    path = office.base / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("raw", "when"),
    [
        (mail(files=FULL), IN_TIME),
        (mail(files=FULL), DEADLINE),
        (mail(files=FULL[:2]), IN_TIME),
        (mail(files=[("s.pdf", documents.scan_pdf([documents.CV_FR], legible=False)), LETTER]), IN_TIME),
        (mail(files=FULL, text="Dear Sir or Madam, please find attached my application."), IN_TIME),
        (mail(text="Le poste est-il encore ouvert ?"), IN_TIME),
        (mail(subject="Facture"), IN_TIME),
        (mail(files=FULL, headers={"List-Id": "<x.example.net>"}), IN_TIME),
        (b"", IN_TIME),
        (b"\xff\xfe\x00 garbage", IN_TIME),
    ],
    ids=[
        "complete",
        "late",
        "incomplete",
        "review",
        "english",
        "question",
        "bill",
        "list",
        "empty",
        "garbage",
    ],
)
def test_explain_foretells_what_poll_does_and_changes_nothing(office: Office, raw: bytes, when: Any) -> None:
    told = explain(office, saved(office, raw), options=("--received", when.isoformat()))
    assert list(told) == SHAPE
    assert told["steps"]
    assert not (office.base / "var" / "intake.db").exists()
    if not raw:
        office.dovecot.deliver(office.user, raw)
    else:
        office.receive(raw, when)
    office.poll()
    (row,) = office.messages()
    assert (told["outcome"], told["posting"]) == (row["outcome"], row["posting"])
    for found in office.applications():
        for key in ("status", "late", "missing", "references_count"):
            assert told[key] == found[key]
        assert told["acknowledgement"] == found["acknowledgements"][0]["kind"]
        assert told["language"] == found["acknowledgements"][0]["language"]
        assert [item["file"] for item in told["documents"]] == [item["file"] for item in found["documents"]]
    assert (told["acknowledgement"] is None) == (office.letters == [])


def test_the_newest_received_header_gives_the_time_unless_one_is_named(office: Office) -> None:
    late = "from a by b; Mon, 4 May 2026 16:00:00 +0100"
    early = "from x by a; Mon, 4 May 2026 15:59:59 +0100"
    raw = f"Received: {late}\r\nReceived: {early}\r\n".encode() + mail(files=FULL)
    path = saved(office, raw)
    assert explain(office, path)["status"] == "late"
    assert explain(office, path, options=("--received", "2026-05-04T15:59:59+01:00"))["status"] == "complete"
    assert explain(office, path, options=("--received", "2026-05-04 15:59:59"))["status"] == "complete"


def test_a_named_posting_skips_the_subject_rule(office: Office) -> None:
    path = saved(office, mail(subject="Mon dossier", files=FULL))
    when = ("--received", IN_TIME.isoformat())
    assert explain(office, path, options=when)["outcome"] == "unmatched"
    told = explain(office, path, options=(*when, "--posting", "omp"))
    assert (told["outcome"], told["posting"], told["status"]) == ("application", "omp", "complete")


def test_several_mails_are_explained_one_by_one(office: Office) -> None:
    paths = [saved(office, mail(files=FULL), "a.eml"), saved(office, mail(subject="Facture"), "b.eml")]
    told = explain(office, *paths)
    assert [each["outcome"] for each in told] == ["application", "unmatched"]


def test_bare_documents_need_no_configuration(office: Office) -> None:
    paths = [saved(office, data, name) for name, data in FULL]
    (office.base / "nowhere").mkdir()
    ran = office.run("explain", *paths, "--json", config=office.base / "nowhere")
    assert ran.status == 0, ran.err
    assert [(item["file"], item["kinds"]) for item in ran.json["documents"]] == [
        ("CV.pdf", ["cv"]),
        ("Lettre.pdf", ["letter"]),
        ("Références.pdf", ["references"]),
    ]
    assert list(ran.json["documents"][0]) == ["file", "sha256", "kinds", "pages", "confidence", "because"]
    assert ran.json["documents"][0]["pages"] == [{"page": 1, "kinds": ["cv"]}]


def test_bare_documents_are_held_against_a_named_posting(office: Office) -> None:
    paths = [saved(office, data, name) for name, data in (CV, LETTER)]
    options = ("--posting", "omp", "--received", IN_TIME.isoformat())
    told = explain(office, *paths, options=options)
    assert (told["status"], told["missing"]) == ("incomplete", ["references"])
    assert told["present"] == ["cv", "letter"]
    assert explain(office, *paths, options=("--posting", "omp", "--received", AFTER.isoformat()))["late"]


def test_members_of_containers_and_parts_without_names_are_named(office: Office) -> None:
    inner = documents.zip_of({"dossier/CV.pdf": CV[1], "Lettre.pdf": LETTER[1]})
    raw = mail(files=[("tout.zip", inner), ("x.pdf", FULL[2][1])]).replace(b'; filename="x.pdf"', b"")
    told = explain(office, saved(office, raw), options=("--received", IN_TIME.isoformat()))
    assert [item["file"] for item in told["documents"]] == [
        "tout.zip/dossier/CV.pdf",
        "tout.zip/Lettre.pdf",
        "(part 3)",
    ]
    assert told["status"] == "complete"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("missing.eml",), "missing.eml"),
        (("mail.eml", "--posting", "nope"), "omp"),
        (("mail.eml", "--received", "last week"), "2026-05-04"),
        (("mail.eml", "CV.pdf"), "not both"),
        ((), "FILE"),
    ],
)
def test_wrong_words_are_refused_with_the_right_ones(
    office: Office, words: tuple[str, ...], told: str
) -> None:
    saved(office, mail())
    saved(office, CV[1], "CV.pdf")
    said = [office.base / word if word.endswith((".eml", ".pdf")) else word for word in words]
    ran = office.run("explain", *said)
    assert ran.status == 2
    assert told in ran.err.replace("\n", "")


# --- the seeds ---------------------------------------------------------------

ALL = ["cv", "letter", "references"]
SEED_CASES = [
    # the posting, a subject as a candidate types it, its mailbox's address, the candidate's name, documents
    (
        "sos-conseiller-technique",
        "Recrutement conseiller technique démarche qualité - projet d'établissement",
        "lucile.poli@sos-maroc.org",
        "Salma Berrada",
        ALL,
    ),
    (
        "omp-charge-de-projet",
        "candidature chargée de projet OMP",
        "omdp.direction.2@gmail.com",
        "Salma Berrada",
        ALL,
    ),
    (
        "partenariat-coordination-maroc",
        "Coordination Maroc - BERRADA Salma",
        "contact@lepartenariat.org",
        "BERRADA Salma",
        ["cv", "letter"],
    ),
]


def seeded(office: Office) -> dict[str, str]:
    """Put the seeds' configuration onto the office's servers; return each mailbox's user by address."""
    settings = YAML(typ="safe").load((SEEDS / "intake.yaml").read_text(encoding="utf-8"))
    users = {}
    mailboxes = {}
    for name, box in settings["mailboxes"].items():
        users[box["address"]] = user = f"{name}-{office.user}"
        mailboxes[name] = office.mailbox(user, address=box["address"], since="2025-01-01")
    office.configure(mailboxes, organisation=settings["organisation"], digest={"at": "08:00", "from": "omp"})
    shutil.rmtree(office.config / "postings")
    shutil.copytree(SEEDS / "postings", office.config / "postings")
    return users


def test_the_seeds_take_applications_each_at_the_address_of_its_ad(office: Office) -> None:
    users = seeded(office)
    for _, subject, address, _, _ in SEED_CASES:
        office.dovecot.append(users[address], mail(subject=subject, to=address, files=FULL), IN_TIME)
    office.poll()
    found = {row["posting"]: row for row in office.applications()}
    for posting, _, _, name, _ in SEED_CASES:
        assert (found[posting]["status"], found[posting]["candidate"]["name"]) == ("complete", name)
    assert {letter.envelope_from for letter in office.letters} == {case[2] for case in SEED_CASES}


@pytest.mark.parametrize(("posting", "subject", "address", "name", "wanted"), SEED_CASES)
def test_a_seeds_missing_documents_are_those_that_its_ad_asks_for(
    office: Office, *, posting: str, subject: str, address: str, name: str, wanted: list[str]
) -> None:
    users = seeded(office)
    office.dovecot.append(users[address], mail(subject=subject, files=[CV]), IN_TIME)
    office.poll()
    found = office.application()
    assert (found["posting"], found["status"]) == (posting, "incomplete")
    assert found["missing"] == wanted[1:]
    assert found["candidate"] == {"name": name, "email": SALMA}


@pytest.mark.parametrize(
    ("seconds", "status"), [(-1, "complete"), (0, "late"), (1, "late")], ids=["15:59:59", "16:00", "16:00:01"]
)
def test_the_ad_of_the_omp_closes_at_four_in_casablanca(office: Office, seconds: int, status: str) -> None:
    users = seeded(office)
    when = DEADLINE + timedelta(seconds=seconds)
    office.dovecot.append(users["omdp.direction.2@gmail.com"], mail(files=FULL, subject=SUBJECT), when)
    office.poll()
    assert office.application()["status"] == status


def test_the_ad_without_an_address_is_listed_as_having_no_channel(office: Office) -> None:
    seeded(office)
    findings = office.run("check", "--json").json["findings"]
    assert any("dgapr" in finding["where"] + finding["text"] for finding in findings)
    assert all(finding["level"] != "error" for finding in findings)
    office.poll()
    digests = office.run("digest", "--dry-run", "--json").json["digests"]
    assert any("dgapr" in trouble for each in digests for trouble in each["troubles"])
    path = saved(office, mail(files=FULL))
    told = explain(
        office,
        path,
        options=("--posting", "dgapr-directeur-action-sociale", "--received", "2025-10-20T16:29:59"),
    )
    assert (told["outcome"], told["status"]) == ("application", "complete")
