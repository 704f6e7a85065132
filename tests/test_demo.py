"""`intake demo`: a day on embedded servers that comes out as its story says, and leaves what it made."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.utils import parseaddr
from pathlib import Path
from time import monotonic
from urllib.parse import unquote

import pytest
from builders import candidates
from ruamel.yaml import YAML

from intake.demo import play
from intake.demo.story import ROUNDS

INTAKE = Path(sys.executable).with_name("intake")
ONE_MAIL = (replace(ROUNDS[0], scenes=ROUNDS[0].scenes[:1]),)

# The command in a process that refuses every address but loopback, every question to the DNS, and
# every package that only the tests install.
GUARDED = """
import sys

NOT_INSTALLED = {"reportlab", "docx", "odf", "pypdf", "trustme", "pytest"}

def guard(event, args):
    if event == "import" and args[0].partition(".")[0] in NOT_INSTALLED:
        raise ModuleNotFoundError(args[0])
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        host = args[1][0] if isinstance(args[1], tuple) else "a local socket"
        if host not in ("127.0.0.1", "::1"):
            print("FOREIGN", event, host, flush=True)
            raise SystemExit(9)
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        if args[0] not in ("127.0.0.1", "::1", "localhost"):
            print("FOREIGN", event, args[0], flush=True)
            raise SystemExit(9)

sys.addaudithook(guard)
sys.argv = ["intake", *sys.argv[1:]]
from intake.cli import main
main()
"""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one `intake demo` said and left."""

    folder: Path
    said: str
    complained: str
    status: int
    seconds: float


def listed(folder: Path, command: str) -> list[dict]:
    """Ask the product itself what lies in a demo's database."""
    arguments = [INTAKE, command, "--json", "--config", folder / "config"]
    return json.loads(subprocess.run(arguments, capture_output=True, check=True).stdout)


def run(where: Path, *arguments: str, before: str = "") -> Run:
    """Run the command in a folder; `before` is a program that runs first."""
    started = monotonic()
    command = [sys.executable, "-c", before + GUARDED, "demo", *arguments]
    done = subprocess.run(command, cwd=where, capture_output=True, text=True, encoding="utf-8", check=False)
    return Run(
        folder=where / "demo",
        said=done.stdout,
        complained=done.stderr,
        status=done.returncode,
        seconds=monotonic() - started,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Run:
    return run(tmp_path_factory.mktemp("day"))


def mails(folder: Path) -> dict:
    return {
        path.stem: message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in folder.glob("*.eml")
    }


def test_the_day_comes_out_as_its_story_says_on_loopback_without_the_test_packages(demo):
    assert "FOREIGN" not in demo.said
    assert (demo.status, demo.complained) == (0, "")
    assert "Everything came out as the story says." in demo.said
    assert "SURPRISE" not in demo.said


def test_it_takes_less_than_a_minute(demo):
    assert demo.seconds < 60


APPLICATIONS = [
    # candidate, reference, status, missing, letters
    ("Samira Bennani", "OMP-2026-0001", "complete", [], ["complete fr"]),
    ("Daniel Okafor", "OMP-2026-0002", "complete", [], ["complete en"]),
    ("Youssef El Amrani", "OMP-2026-0003", "complete", [], ["complete ar"]),
    ("Omar Naciri", "OMP-2026-0004", "complete", [], ["complete fr"]),
    ("Karim Alaoui", "OMP-2026-0005", "complete", [], ["incomplete fr", "complete fr"]),
    ("Sara Chraibi", "OMP-2026-0006", "review", [], ["review fr"]),
    ("Mehdi Ouazzani", "OMP-2026-0007", "review", ["cv", "letter", "references"], ["review fr"]),
    ("Hind Lahlou", "OMP-2026-0008", "review", [], []),
    ("Yasmine Filali", "OMP-2026-0009", "review", ["cv", "letter", "references"], ["review fr"]),
    ("Nadia Berrada", "OMP-2026-0010", "complete", [], ["complete fr"]),
    ("Hicham Sefrioui", "OMP-2026-0011", "late", [], ["late fr"]),
    ("Amina El Fassi", "PARTENARIAT-2026-0001", "complete", [], ["complete fr"]),
    ("Leila Mansouri", "PARTENARIAT-2026-0002", "complete", [], ["complete fr"]),
    ("Lina Haddad", "SOS-2026-0001", "complete", [], ["complete fr"]),
]


def test_the_candidates_dossiers_stand_in_the_database_that_it_left(demo):
    found = [
        (
            row["candidate"]["name"],
            row["reference"],
            row["status"],
            row["missing"],
            [f"{letter['kind']} {letter['language']}" for letter in row["acknowledgements"]],
        )
        for row in listed(demo.folder, "applications")
    ]
    assert sorted(found, key=lambda row: row[1]) == APPLICATIONS


def test_every_mail_has_one_outcome(demo):
    outcomes = Counter(row["outcome"] for row in listed(demo.folder, "messages"))
    assert outcomes == {"application": 14, "supplement": 2, "automatic": 3, "duplicate": 1, "unmatched": 1}


def test_one_second_on_either_side_of_the_deadline_decides(demo):
    received = {row["sender"]: row["received_at"] for row in listed(demo.folder, "messages")}
    assert received["nadia.berrada@example.org"] == "2026-05-04T15:59:59+01:00"
    assert received["hicham.sefrioui@example.org"] == "2026-05-04T16:00:01+01:00"


@pytest.mark.parametrize(
    "words",
    [
        "Opens no posting. It summarises ad 000",
        "names neither an address nor a subject",
        "14 letters and 3 digests went out",
        "21 mails came, 21 lie on the server",
    ],
)
def test_the_story_is_told(demo, words):
    assert words in " ".join(demo.said.split())


def test_every_letter_answers_the_mail_that_caused_it_and_says_that_it_is_automatic(demo):
    letters, received = mails(demo.folder / "letters"), mails(demo.folder / "mails")
    ids = {str(mail["Message-ID"]): parseaddr(mail["From"])[1] for mail in received.values()}
    assert len(letters) == 14
    for letter in letters.values():
        assert letter["Auto-Submitted"] == "auto-replied"
        assert parseaddr(letter["To"])[1] == ids[str(letter["In-Reply-To"])]


def test_a_reply_refers_to_the_letter_that_it_answers(demo):
    (reply,) = (mail for name, mail in mails(demo.folder / "mails").items() if "karim-alaoui-reply" in name)
    asked = mails(demo.folder / "letters")["05-karim-alaoui-incomplete"]
    assert reply["In-Reply-To"] == asked["Message-ID"]
    assert asked["Message-ID"] in reply["References"]


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        ("01-samira-bennani-complete", ['lang="fr" dir="ltr"', "Votre dossier est complet"]),
        ("02-daniel-okafor-complete", ['lang="en" dir="ltr"', "Daniel Okafor"]),
        ("03-youssef-el-amrani-complete", ['lang="ar" dir="rtl"', "Youssef El Amrani"]),
        ("14-hicham-sefrioui-late", ['lang="fr" dir="ltr"', "après la date limite"]),
    ],
)
def test_each_letter_can_be_opened_as_a_page_a_text_and_a_mail(demo, letter, words):
    stem = demo.folder / "letters" / letter
    page = Path(f"{stem}.html").read_text(encoding="utf-8")
    assert [word for word in words if word not in page] == []
    assert "Subject: " in Path(f"{stem}.txt").read_text(encoding="utf-8")
    assert Path(f"{stem}.eml").is_file()


def test_each_recruiter_with_news_has_a_digest(demo):
    digests = sorted(path.stem for path in (demo.folder / "digest").glob("*.html"))
    assert digests == [
        "direction.omp@example.org",
        "presidence.partenariat@example.org",
        "recruteuse.sos@example.org",
    ]
    text = (demo.folder / "digest" / "direction.omp@example.org.txt").read_text(encoding="utf-8")
    for name, reference, *_ in APPLICATIONS[:11]:
        assert name in text
        assert reference in text
    assert "Demande de stage en comptabilité" in text


def test_every_link_of_the_page_leads_to_a_file(demo):
    page = (demo.folder / "index.html").read_text(encoding="utf-8")
    links = [unquote(link) for link in re.findall(r'href="([^"]+)"', page)]
    assert len(links) > 60
    assert [link for link in links if not (demo.folder / link).is_file()] == []


def test_the_configuration_names_loopback_hosts_and_no_password(demo):
    text = (demo.folder / "config" / "intake.yaml").read_text(encoding="utf-8")
    boxes = YAML(typ="safe", pure=True).load(text)["mailboxes"]
    accounts = [box[name] for box in boxes.values() for name in ("imap", "smtp")]
    assert {account["host"] for account in accounts} == {"127.0.0.1"}
    secret = demo.folder / "var" / "password"
    assert secret.read_text(encoding="utf-8") not in text
    assert secret.stat().st_mode & 0o077 == 0


def test_a_second_run_replaces_the_first_and_leaves_a_stranger_s_file(tmp_path):
    folder = tmp_path / "demo"
    assert play(folder, ONE_MAIL) == 0
    stale, notes = folder / "letters/99-stale.html", folder / "notes.txt"
    stale.write_text("of yesterday", encoding="utf-8")
    notes.write_text("mine", encoding="utf-8")
    assert play(folder, ONE_MAIL) == 0
    assert not stale.exists()
    assert notes.read_text(encoding="utf-8") == "mine"
    assert len(listed(folder, "messages")) == 1


def test_a_folder_that_no_demo_made_is_refused_untouched(tmp_path):
    theirs = tmp_path / "demo" / "letters" / "mine.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("mine", encoding="utf-8")
    refused = run(tmp_path)
    assert refused.status == 2
    assert "no demo made it: nothing was touched" in refused.complained
    assert "--output" in refused.complained
    assert [path for path in (tmp_path / "demo").rglob("*") if path.is_file()] == [theirs]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "demo").write_text("mine", encoding="utf-8")
    refused = run(tmp_path)
    assert (refused.status, "is a file" in refused.complained) == (2, True)


def test_links_in_an_earlier_demo_are_not_followed(tmp_path):
    folder, theirs = tmp_path / "demo", tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "kept.txt").write_text("mine", encoding="utf-8")
    assert play(folder, ONE_MAIL) == 0
    shutil.rmtree(folder / "letters")
    (folder / "letters").symlink_to(theirs)
    assert play(folder, ONE_MAIL) == 0
    assert [path.name for path in theirs.iterdir()] == ["kept.txt"]


def test_without_the_extra_one_sentence_names_it(tmp_path):
    refused = run(tmp_path, before="import sys; sys.modules['pymap'] = None\n")
    assert refused.status == 2
    assert "pip install 'intake[demo]'" in refused.complained
    assert len(refused.complained.splitlines()) == 1


def test_a_terminal_without_utf_8_shows_the_refusal_all_the_same(tmp_path):
    (tmp_path / "démo").write_text("mine", encoding="utf-8")
    before = "import sys; sys.stderr.reconfigure(encoding='ascii', errors='strict')\n"
    refused = run(tmp_path, "--output", "démo", before=before)
    assert (refused.status, "is a file" in refused.complained) == (2, True)


def test_a_surprise_is_printed_and_ends_with_status_1(tmp_path, capsys):
    (first, *_) = ROUNDS[0].scenes
    wrong = replace(first, status="incomplete", missing=("references",))
    assert play(tmp_path / "demo", rounds=[replace(ROUNDS[0], scenes=(wrong,))]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert "SURPRISE: samira-bennani: the status should be incomplete, and is complete." in said
    assert "Everything came out" not in said
    assert "Not as the story says" in (tmp_path / "demo" / "index.html").read_text(encoding="utf-8")


def test_the_candidates_are_invented_and_small():
    written = [path.read_text(encoding="utf-8") for path in candidates.SEEDS.glob("*/mail.txt")]
    senders = {parseaddr(re.search(r"^From: (.*)$", text, re.MULTILINE)[1])[1] for text in written}
    assert all(re.search(r"[@.]example\.(org|com|net)$", sender) for sender in senders)
    assert sum(path.stat().st_size for path in candidates.SEEDS.rglob("*") if path.is_file()) < 400_000


def test_the_candidates_documents_are_those_that_their_builder_makes():
    there = {
        path.relative_to(candidates.SEEDS).as_posix()
        for path in candidates.SEEDS.glob("*/*")
        if path.name != "mail.txt"
    }
    assert there == set(candidates.files())
