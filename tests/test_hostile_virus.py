"""Viruses: what a real clamd finds is not read, is kept apart and told; without it nothing waits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import documents as make
from rigs.clamd import EICAR, PROGRAM, VIRUS, Clamd, Pretender
from rigs.net import LOOPBACK, free_port
from rigs.office import CV, FULL, IN_TIME, LETTER, REFERENCES, Office

from intake.adapters.clamd import Clamd as Client
from intake.adapters.clamd import ScannerError, ScannerSilent
from intake.domain.trouble import Trouble
from intake.services.digest import digest
from intake.services.rescan import rescan

INFECTED_PDF = make.portfolio_pdf([make.CV_FR], {"x.com": EICAR})


@pytest.fixture(scope="module")
def clamd() -> Iterator[Clamd]:
    if PROGRAM is None:
        pytest.fail("clamd is not installed: `make test` installs it, or apt-get install clamav-daemon")
    with Clamd(stream_max="2M") as server:
        yield server


@pytest.fixture(params=["unix", "tcp"])
def client(request: pytest.FixtureRequest, clamd: Clamd) -> Client:
    return Client(getattr(clamd, request.param))


@pytest.fixture
def guarded(office: Office, clamd: Clamd) -> Office:
    """An office with a virus scanner."""
    office.configure(antivirus={"clamd": clamd.unix})
    return office


# --- the client --------------------------------------------------------------

FILES = {
    "the test file": (EICAR, VIRUS),
    "inside a document": (b"%PDF-1.4\n" + EICAR + make.CV_FR.encode(), VIRUS),
    "attached to a PDF": (INFECTED_PDF, VIRUS),
    "in an archive": (make.zip_of({"cv.txt": b"x", "y.com": EICAR}), VIRUS),
    "in an archive in an archive": (make.zip_of({"a.zip": make.zip_of({"y.com": EICAR})}), VIRUS),
    "in a Word document": (make.docx(make.CV_FR + EICAR.decode()), VIRUS),
    "nothing": (b"", None),
    "a CV": (CV[1], None),
    "an encrypted CV, which is closed and no virus": (make.encrypted_pdf([make.CV_FR]), None),
    "a CV of just under the limit": (b"x" * 2_000_000, None),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_told_as_clamd_finds_it(client: Client, name: str) -> None:
    data, virus = FILES[name]
    assert client.scan(data) == virus


def test_a_file_beyond_clamds_limit_is_an_error_and_the_next_is_scanned(client: Client) -> None:
    with pytest.raises(ScannerError, match="refuses a file of 9000000 bytes") as refused:
        client.scan(bytes(9_000_000))
    assert not isinstance(refused.value, ScannerSilent)
    assert client.scan(EICAR) == VIRUS


def test_a_clamd_without_official_signatures_names_no_date(client: Client) -> None:
    assert client.signatures() is None


def test_the_age_of_the_signatures_is_read() -> None:
    with Pretender(b"ClamAV 1.4.6/27453/Fri Nov 14 09:37:20 2025\0") as server:
        assert Client(server.where).signatures() == datetime(2025, 11, 14, 9, 37, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"stream: lstat() failed: No such file or directory. ERROR\0", ScannerError),
        (b"UNKNOWN COMMAND\0", ScannerError),
        (b"HTTP/1.1 400 Bad Request\0", ScannerError),
        (b"stream:  FOUND\0", ScannerError),
        (b"\0", ScannerError),
        (b"stream: \xff\xfe FOUND\0", None),
        (b"stream: OK", ScannerSilent),  # cut before its NUL
        (b"", ScannerSilent),
        (b"x" * 100_000, ScannerSilent),
    ],
)
def test_no_answer_but_a_whole_one_is_believed(answer: bytes, error: type[Exception] | None) -> None:
    with Pretender(answer) as server:
        client = Client(server.where)
        if error is None:
            assert client.scan(b"x") == "��"
        else:
            with pytest.raises(ScannerError) as raised:
                client.scan(b"x")
            assert type(raised.value) is error


def test_what_is_no_clamd_is_told() -> None:
    with Pretender(b"220 mail ESMTP\0") as server, pytest.raises(ScannerError, match="no clamd"):
        Client(server.where).signatures()


def test_a_scanner_that_hangs_is_asked_once_a_minute() -> None:
    with Pretender(None) as server:
        client = Client(server.where, seconds=0.2)
        started = time.monotonic()
        for _ in range(50):
            with pytest.raises(ScannerSilent, match="does not answer"):
                client.scan(b"x")
        assert time.monotonic() - started < 5
        assert server.asked == 1


def test_a_scanner_that_comes_back_is_asked_again(clamd: Clamd) -> None:
    client = Client(f"{LOOPBACK}:{free_port()}", rest=0)
    with pytest.raises(ScannerSilent):
        client.scan(EICAR)
    client._where = clamd.tcp
    assert client.scan(EICAR) == VIRUS


# --- the whole way -----------------------------------------------------------


def test_an_infected_file_is_not_read_and_the_application_waits_for_a_person(guarded: Office) -> None:
    guarded.apply([*FULL, ("Annexe.pdf", INFECTED_PDF)])
    guarded.poll()
    application = guarded.application()
    assert (application["status"], application["missing"]) == ("review", [])
    assert f"Annexe.pdf is infected: {VIRUS}" in application["reason"]
    found = {each["file"]: (each["kinds"], each["because"]) for each in application["documents"]}
    assert found["Annexe.pdf"] == ([], f"infected: {VIRUS}")
    assert found["CV.pdf"][0] == ["cv"]
    (letter,) = guarded.letters
    assert VIRUS not in letter.text


def test_an_infected_archive_is_not_opened(guarded: Office) -> None:
    guarded.apply([("dossier.zip", make.zip_of({"cv.pdf": CV[1], "lettre.pdf": LETTER[1], "x.com": EICAR}))])
    guarded.poll()
    application = guarded.application()
    assert [each["file"] for each in application["documents"]] == ["dossier.zip"]
    assert application["status"] == "review"
    assert "missing" not in guarded.letters[0].text


def test_an_infected_mail_is_kept_apart_and_still_found(guarded: Office) -> None:
    guarded.apply(sender="clean@example.com")
    guarded.apply([("x.pdf", INFECTED_PDF)])
    guarded.poll()
    storage = guarded.base / "var" / "storage"
    apart = [path.name for path in (storage / "infected").rglob("*") if path.is_file()]
    with guarded.desk(lambda: IN_TIME) as desk:
        (name,) = apart
        assert b"x.pdf" in desk.blobs.get(name)
        assert desk.blobs.is_apart(name)
        assert desk.blobs.has(name)
        others = [each for each in desk.blobs.names() if each != name]
        assert len(others) == 1
        assert not desk.blobs.is_apart(others[0])
        assert desk.blobs.put(desk.blobs.get(name)) == name
        assert not (storage / name[:2] / name[2:4] / name).exists()
        assert desk.blobs.delete(name)
        assert not desk.blobs.has(name)


def test_the_recruiter_is_told_of_a_virus(guarded: Office) -> None:
    guarded.apply([*FULL, ("Annexe.pdf", INFECTED_PDF)])
    guarded.poll()
    with guarded.desk(lambda: datetime.now(UTC)) as desk:
        (made,) = digest(desk, desk.now().date() + timedelta(days=1), dry_run=True)
    assert any("OMP-2026-0001: a virus was found" in each.text for each in made.facts.troubles)


def test_a_silent_scanner_keeps_nobody_waiting_and_what_came_is_scanned_afterwards(
    office: Office, clamd: Clamd
) -> None:
    office.configure(antivirus={"clamd": f"{LOOPBACK}:{free_port()}"})
    office.apply([*FULL, ("Annexe.pdf", INFECTED_PDF)])
    office.apply(sender="clean@example.com")
    office.poll()
    before = {each["candidate"]["email"]: each for each in office.applications()}
    assert [each["status"] for each in before.values()] == ["complete", "complete"]
    assert len(office.letters) == 2
    notes = [document["because"] for each in before.values() for document in each["documents"]]
    assert all(note.endswith("; not checked for viruses yet") for note in notes)
    with office.desk(lambda: datetime.now(UTC)) as desk:
        assert rescan(desk) == 0, "it is silent still"
    office.configure(antivirus={"clamd": clamd.unix})
    with office.desk(lambda: datetime.now(UTC)) as desk:
        assert rescan(desk) == 2, "the PDF, and the file in it"
        assert rescan(desk) == 0
    after = {each["candidate"]["email"]: each for each in office.applications()}
    assert after["clean@example.com"]["status"] == "complete"
    assert not any("viruses" in each["because"] for each in after["clean@example.com"]["documents"])
    (infected,) = [each for email, each in after.items() if email != "clean@example.com"]
    assert infected["status"] == "review"
    assert f"Annexe.pdf is infected: {VIRUS}" in infected["reason"]
    kinds = {each["file"]: each["kinds"] for each in infected["documents"]}
    assert (kinds["Annexe.pdf"], kinds["CV.pdf"]) == ([], ["cv"])
    assert [path for path in (office.base / "var" / "storage" / "infected").rglob("*") if path.is_file()]


def test_members_and_the_mails_own_text_are_scanned_afterwards_too(office: Office, clamd: Clamd) -> None:
    office.configure(antivirus={"clamd": f"{LOOPBACK}:{free_port()}"})
    dossier = make.zip_of({"cv.pdf": CV[1], "lettre.pdf": LETTER[1]})
    office.apply([("dossier.zip", dossier), REFERENCES], text=make.LETTER_FR)
    office.poll()
    assert len(office.application()["documents"]) == 4
    office.configure(antivirus={"clamd": clamd.unix})
    with office.desk(lambda: datetime.now(UTC)) as desk:
        assert rescan(desk) == 0
    assert not any("viruses" in each["because"] for each in office.application()["documents"])
    assert office.application()["status"] == "complete"


def test_check_says_whether_the_scanner_answers(guarded: Office) -> None:
    told = guarded.run("check", "--connect", "--json").json["findings"]
    (found,) = [each for each in told if each["where"] == "antivirus"]
    assert found["level"] == "warning"
    guarded.configure(antivirus={"clamd": f"{LOOPBACK}:{free_port()}"})
    told = guarded.run("check", "--connect", "--json")
    (found,) = [each for each in told.json["findings"] if each["where"] == "antivirus"]
    assert (told.status, found["level"]) == (1, "error")
    assert "does not answer" in found["text"]


@pytest.mark.parametrize(("days", "level"), [(0, "info"), (7, "info"), (8, "warning"), (400, "warning")])
def test_check_says_how_old_the_signatures_are(office: Office, days: int, level: str) -> None:
    made = datetime.now(UTC) - timedelta(days=days, minutes=1)
    with Pretender(made.strftime("ClamAV 1.4.6/27453/%a %b %d %H:%M:%S %Y").encode() + b"\0") as server:
        office.configure(antivirus={"clamd": server.where})
        told = office.run("check", "--connect", "--json").json["findings"]
    (found,) = [each for each in told if each["where"] == "antivirus"]
    assert (found["level"], f"{days} day(s) old" in found["text"]) == (level, True)


def test_poll_scans_afterwards_by_itself(office: Office, clamd: Clamd) -> None:
    office.configure(antivirus={"clamd": f"{LOOPBACK}:{free_port()}"})
    office.apply()
    office.poll()
    office.configure(antivirus={"clamd": clamd.unix})
    office.poll()
    assert not any("viruses" in each["because"] for each in office.application()["documents"])


class Choking:
    """A scanner that falls silent for a while on one kind of file, as clamd does where it takes too long."""

    def __init__(self) -> None:
        self.silent = False

    def scan(self, data: bytes) -> None:
        """Find nothing, or fall silent."""
        self.silent = self.silent or b"bomb" in data
        self.signatures()

    def signatures(self) -> None:
        """Say nothing of their age."""
        if self.silent:
            raise Trouble("It is silent.")


def test_no_file_and_no_damage_keeps_the_others_from_being_scanned_for_ever(office: Office) -> None:
    office.configure(antivirus={"clamd": f"{LOOPBACK}:{free_port()}"})
    office.apply([*FULL, ("b.pdf", b"%PDF-1.4 bomb")])
    office.apply(sender="lost@example.com")
    office.apply(sender="good@example.com")
    office.poll()
    digest = office.messages()[1]["sha256"]
    with office.desk(lambda: datetime.now(UTC)) as desk:
        desk.blobs.delete(digest)
        for _ in range(40):
            rescan(replace(desk, scanner=Choking()))
    (good,) = [each for each in office.applications() if each["candidate"]["email"] == "good@example.com"]
    assert not any("viruses" in each["because"] for each in good["documents"])
