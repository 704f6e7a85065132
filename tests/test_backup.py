"""`intake backup` and `intake restore`: every row and mail is there again, and nothing is sent twice."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest
from rigs.backups import OWN, Backed, backed_up, but, contents, elsewhere, kept, restored, rows, untouched
from rigs.database import drop_database, fresh_database, make_database
from rigs.disk import SmallDisk
from rigs.office import FULL, IN_TIME, SALMA, Office
from rigs.postgres import Postgres
from rigs.s3 import KEYS, S3
from schemas.make import ROWS, fill
from sqlalchemy import insert, select, update

from intake import app
from intake.adapters import archive
from intake.domain.trouble import Misuse, Trouble
from intake.services import backup as service
from intake.services.restore import restore
from intake.services.verify import LARGEST, verify
from intake.settings import load
from intake.settings.copies import kept_files
from intake.store import upgrading
from intake.store.tables import letter, message

# --- everything is there again ---------------------------------------------------


def test_every_row_and_every_mail_is_there_again(backed: Backed, tmp_path: Path) -> None:
    other = elsewhere(backed.office, tmp_path / "other")
    said = restored(other, backed.file)
    after = rows(other)
    assert kept(other) == backed.mails
    assert but(after, *OWN) == but(backed.rows, *OWN)
    (noted,) = set(map(repr, after["audit"])) - set(map(repr, backed.rows["audit"]))
    assert "'restore'" in noted
    assert said["tables"] == {name: len(there) - (name == "audit") for name, there in backed.rows.items()} | {
        "audit": said["tables"]["audit"]
    }
    filled = {name for name, there in backed.rows.items() if there}
    assert {"message", "application", "document", "correction", "letter", "erased", "secret"} <= filled
    assert (said["mails"], said["letters_unknown"], said["missing"]) == (len(backed.mails), 0, [])


def test_the_work_goes_on_where_it_was(backed: Backed, tmp_path: Path) -> None:
    """No mail is taken in again, no letter goes out again, and what comes has new ids and references."""
    other = elsewhere(backed.office, tmp_path / "other")
    restored(other, backed.file)
    letters, last = len(other.letters), max(row["id"] for row in other.messages())
    done = other.poll()
    assert (done["outcomes"], done["sent"], len(other.letters)) == ({}, 0, letters)
    assert other.run("reconcile").status == 0
    other.apply(sender="nadia@example.com", text="Moi aussi\n", when=datetime.now(UTC) + timedelta(hours=1))
    assert other.poll()["sent"] == 1
    newest = max(other.messages(), key=lambda row: row["id"])
    assert (newest["id"] > last, newest["application"]) == (True, "OMP-2026-0004")


@pytest.mark.sqlite
def test_the_two_kinds_of_database_take_each_others_backups(
    backed: Backed, tmp_path: Path, postgres: Postgres
) -> None:
    url = make_database(postgres.url())
    try:
        server = elsewhere(backed.office, tmp_path / "server", url)
        restored(server, backed.file)
        assert but(rows(server), *OWN) == but(backed.rows, *OWN)
        back = elsewhere(backed.office, tmp_path / "back")
        restored(back, backed_up(server))
        assert but(rows(back), *OWN) == but(backed.rows, *OWN)
        assert kept(back) == backed.mails
    finally:
        drop_database(postgres.url(), url)


@pytest.mark.sqlite
def test_a_folder_and_a_bucket_take_each_others_backups(backed: Backed, tmp_path: Path) -> None:
    with S3() as service:
        place = service.bucket()
        other = elsewhere(backed.office, tmp_path / "other")
        for name, key in zip(("key", "secret"), KEYS, strict=True):
            (other.base / name).write_text(key)
        keys = {"access_key": {"file": "key"}, "secret_key": {"file": "secret"}}
        other.configure(storage={"url": str(place), "endpoint": place.endpoint, **keys})
        restored(other, backed.file)
        file = backed_up(other)
    assert KEYS[1].encode() not in file.read_bytes()
    back = elsewhere(backed.office, tmp_path / "back")
    restored(back, file)
    assert kept(back) == backed.mails
    assert any(name.startswith("infected/") for name in kept(back))


def test_a_backup_is_made_of_an_earlier_schema_and_comes_back_in_this_one(
    office: Office, tmp_path: Path
) -> None:
    """Before an upgrade, with the new version: tables and columns of later schemas have their defaults."""
    office.database = fresh_database(empty=True)
    office.configure()
    path = office.base / "var"
    path.mkdir()
    with closing(office.store()) as database:
        with database.write() as tx:
            upgrading.bring_to(tx, "0003")
        put = fill(database, ROWS)
    file = office.base / "old.tar"
    assert office.run("backup", "--output", file).status == 1  # its mails are nowhere
    with closing(office.store()) as database:
        assert database.version() == "0003"
    other = elsewhere(office, tmp_path / "other")
    assert other.run("restore", file).status == 1
    with closing(other.store()) as database, database.read() as tx:
        assert set(tx.scalars(select(letter.c.revision))) == {0}
        there = {row["id"]: dict(row) for row in tx.execute(select(message)).mappings()}
    for row in put["message"]:
        assert there[row["id"]].items() >= row.items()


def test_a_backup_made_under_load_holds_one_instant(office: Office, tmp_path: Path) -> None:
    """Mails are taken in and answered meanwhile: what is in the backup is the beginning of what is there."""
    for number in range(12):
        office.apply(files=FULL[:1], sender=f"c{number}@example.com", text=f"Candidature {number}\n")
    polling, files = office.start("poll"), list[Path]()
    while polling.poll() is None:
        file = office.base / f"{len(files)}.tar"
        if office.run("backup", "--output", file).status == 0:
            files.append(file)
    polling.communicate()
    files = files or [backed_up(office)]
    held = {file: len(contents(file)) for file in files}
    between = [file for file in files if min(held.values()) < held[file] < max(held.values())] or files[-1:]
    other = elsewhere(office, tmp_path / "other")
    restored(other, between[len(between) // 2])
    whole, part = rows(office), rows(other)
    for name in ("message", "application"):
        assert set(map(repr, part[name])) <= set(map(repr, whole[name]))
    assert kept(other).items() <= kept(office).items()
    assert {row["sha256"] for row in other.messages()} == {Path(name).name for name in kept(other)}
    # A mail, its dossier, its document and its letter were one commit.
    assert len({len(part[name]) for name in ("message", "application", "document", "letter")}) == 1


# --- what it is ----------------------------------------------------------------


@pytest.mark.sqlite
def test_any_tar_unpacks_it_and_no_secret_is_in_it(backed: Backed) -> None:
    names = contents(backed.file)
    assert names[0] == "about.json"
    assert {"config/intake.yaml", "config/postings/omp.yaml", "manifest.json"} <= set(names)
    assert "templates/acknowledgement/complete/fr.txt" in names
    assert not any("worker" in name or "token" in name or "password" in name for name in names)
    assert b"geheim" not in backed.file.read_bytes()
    assert backed.file.stat().st_mode & 0o777 == 0o600
    with tarfile.open(backed.file) as unpacked:
        for member in unpacked.getmembers():
            if member.name.startswith("blobs/"):
                held = unpacked.extractfile(member)
                assert held
                assert f"blobs/{hashlib.sha256(held.read()).hexdigest()}" == member.name


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("url", "kept_as"),
    [
        ("postgresql+psycopg://intake:ge%40heim@db/intake", "postgresql+psycopg://intake@db/intake"),
        (
            "postgresql+psycopg://db/intake?user=i&password=geheim",
            "postgresql+psycopg://db/intake?user=i&password=",
        ),
        ("postgresql+psycopg://me@corp:geheim@db/intake", "postgresql+psycopg://me@corp@db/intake"),
        ("postgresql+psycopg://:geheim@db/intake", "postgresql+psycopg://@db/intake"),
        ("postgresql+psycopg://i:ge heim@db/intake", "postgresql+psycopg://i@db/intake"),
        ("postgresql+psycopg://db/intake?sslpassword=geheim", "postgresql+psycopg://db/intake?sslpassword="),
    ],
)
def test_the_password_of_a_database_is_taken_out_of_its_url(office: Office, url: str, kept_as: str) -> None:
    office.database = url
    office.configure()
    text = kept_files(load(office.config))["config/intake.yaml"]
    assert (b"heim" in text, json.loads(text)["database"]) == (False, kept_as)


def test_a_mail_that_was_erased_meanwhile_is_told_and_no_failure(office: Office, tmp_path: Path) -> None:
    for number in range(12):
        office.apply(files=FULL[:1], sender=f"c{number}@example.com", text=f"Candidature {number}\n")
    office.poll()
    last = max(office.messages(), key=lambda row: row["sha256"])

    class Erasing:
        def __init__(self, writer: archive.Writer) -> None:
            self.writer, self.done = writer, False

        def add(self, name: str, data: bytes) -> None:
            self.writer.add(name, data)
            if name.startswith("blobs/") and not self.done:
                self.done = True
                assert office.run("erase", last["sender"]).status == 0

    file = tmp_path / "intake.tar"
    with office.desk(lambda: datetime.now(UTC)) as desk, archive.writing(file, replace=False) as writer:
        done = service.backup(desk, Erasing(writer), {})
    assert (done.erased_meanwhile, done.missing, done.mails) == (1, (), 11)
    ran = office.run("restore", "--check", file, "--json")
    assert (ran.status, ran.json["missing"]) == (0, [last["sha256"]])


def test_a_mail_that_the_storage_has_lost_is_named_and_the_others_are_kept(
    office: Office, tmp_path: Path
) -> None:
    office.apply()
    office.apply(sender="omar@example.com")
    office.poll()
    lost, damaged = (office.base / "var" / "storage" / name for name in sorted(kept(office)))
    lost.unlink()
    damaged.write_bytes(b"otherwise")
    ran = office.run("backup", "--output", tmp_path / "intake.tar")
    assert ran.status == 1
    assert (lost.name in ran.err, damaged.name in ran.err) == (True, True)
    other = elsewhere(office, tmp_path / "other")
    ran = other.run("restore", tmp_path / "intake.tar", "--json")
    assert (ran.status, ran.json["missing"]) == (1, [lost.name, damaged.name])
    assert len(other.messages()) == 2


# --- nothing is sent twice -------------------------------------------------------


def test_what_may_have_gone_out_since_waits_for_a_person(office: Office, tmp_path: Path) -> None:
    """Each state that a letter may be in at the time of the backup, and what becomes of it."""
    office.apply()
    office.poll()
    states = ("pending", "claimed", "sending", "sent", "failed", "unknown", "held", "superseded")
    with closing(office.store()) as database, database.write() as tx:
        (first,) = tx.execute(select(letter)).mappings()
        for number, state in enumerate(states):
            values = dict(first) | {"id": 100 + number, "state": state, "message_id": f"<{number}@x>"}
            tx.execute(insert(letter).values(values | {"cause_id": None, "application_id": None}))
        for number, kind in enumerate(("alarm", "canary", "digest")):
            values = dict(first) | {"id": 200 + number, "state": "pending", "message_id": f"<n{number}@x>"}
            tx.execute(
                insert(letter).values(values | {"kind": kind, "cause_id": None, "application_id": None})
            )
        tx.execute(update(letter).where(letter.c.id.in_((101, 102))).values(claimed_by="h/b/n/1/0"))
    other = elsewhere(office, tmp_path / "other")
    said = restored(other, backed_up(office))
    with closing(other.store()) as database, database.read() as tx:
        there = {row.id: row.state for row in tx.execute(select(letter.c.id, letter.c.state))}
    assert [there[100 + number] for number in range(len(states))] == [
        *("unknown", "unknown", "unknown", "sent", "failed", "unknown", "held", "superseded")
    ]
    assert [there[200], there[201], there[202]] == ["superseded", "superseded", "unknown"]
    assert said["letters_unknown"] == 4
    before = len(other.letters)
    assert other.run("poll").status == 0
    assert SALMA not in {to for sent in other.letters[before:] for to in sent.recipients}


def test_mail_that_came_since_is_worked_and_its_letter_is_held(office: Office, tmp_path: Path) -> None:
    """It may have been answered by the system that was lost; what comes after the restore is answered."""
    office.apply()
    office.poll()
    file = backed_up(office)
    office.apply(sender="omar@example.com", text="Depuis\n", when=IN_TIME + timedelta(hours=1))
    office.poll()
    other, before = elsewhere(office, tmp_path / "other"), len(office.letters)
    restored(other, file)
    done = other.poll()
    assert (done["outcomes"], done["sent"], len(other.letters)) == ({"application": 1}, 0, before)
    (held,) = other.run("outbox", "--json").json
    assert (held["state"], "before a backup was restored" in held["note"]) == ("held", True)
    other.apply(sender="nadia@example.com", text="Après\n", when=datetime.now(UTC) + timedelta(hours=1))
    assert other.poll()["sent"] == 1
    assert other.run("release", held["id"]).status == 0
    assert [sent.recipients for sent in other.letters[before:]] == [
        ("nadia@example.com",),
        ("omar@example.com",),
    ]


def test_a_clock_that_is_behind_the_backup_is_refused(backed: Backed, tmp_path: Path) -> None:
    """By it mail that was answered since would have come after the restore."""
    other = elsewhere(backed.office, tmp_path / "other")

    def members() -> Iterator[archive.Member]:
        return archive.members(backed.file, LARGEST)

    found = verify(members)
    behind = found.taken_at - timedelta(seconds=1)
    with (
        app.open_desk(load(other.config), now=lambda: behind) as desk,
        pytest.raises(Trouble, match="Set the clock"),
    ):
        restore(desk, members, found)
    assert untouched(other)


def test_a_digest_that_was_due_before_the_restore_waits_for_a_person(office: Office, tmp_path: Path) -> None:
    office.apply()
    office.poll()
    file = backed_up(office)
    assert office.run("digest", "--date", "2026-05-04").status == 0
    other, before = elsewhere(office, tmp_path / "other"), len(office.letters)
    restored(other, file)
    made = other.run("digest", "--date", "2026-05-04", "--json").json
    assert [each["state"] for each in made["digests"]] == ["unknown"]
    assert len(other.letters) == before


# --- the configuration -----------------------------------------------------------


@pytest.mark.sqlite
def test_without_a_configuration_that_of_the_backup_is_put_there(backed: Backed, tmp_path: Path) -> None:
    fresh = elsewhere(backed.office, tmp_path / "other")
    shutil.rmtree(fresh.config)
    said = restored(fresh, backed.file)
    assert set(said["configuration"]["written"]) == {
        *("config/intake.yaml", "config/postings/omp.yaml", "templates/acknowledgement/complete/fr.txt")
    }
    assert load(fresh.config).postings.keys() == {"omp"}
    assert (
        fresh.base / "templates/acknowledgement/complete/fr.txt"
    ).read_text() == "{{ reference }}: merci.\n"
    assert len(fresh.messages()) == len(backed.rows["message"])


@pytest.mark.sqlite
def test_a_configuration_that_is_there_stays_and_what_differs_is_told(backed: Backed, tmp_path: Path) -> None:
    other = elsewhere(backed.office, tmp_path / "other")
    other.posting("further", subject="Autre", reference="FUR")
    other.posting(title="Autre titre")
    before = (other.config / "intake.yaml").read_bytes()
    ran = other.run("restore", backed.file)
    assert ran.status == 0, ran.err
    assert (other.config / "intake.yaml").read_bytes() == before
    for line in (
        "config/intake.yaml: differs",
        "config/postings/omp.yaml: differs",
        "config/postings/further.yaml: is here and not in the backup",
        "templates/acknowledgement/complete/fr.txt: is in the backup and not here",
    ):
        assert line in ran.out


@pytest.mark.sqlite
def test_moved_mails_are_told_of(backed: Backed, tmp_path: Path) -> None:
    other = elsewhere(backed.office, tmp_path / "other")
    other.configure({"jobs": other.mailbox(processed={"move": "Fait"})})
    ran = other.run("restore", backed.file)
    assert (ran.status, "move them back" in ran.out, "erase ADDRESS" in ran.out) == (0, True, True)


# --- the commands ----------------------------------------------------------------


@pytest.mark.sqlite
def test_a_check_verifies_and_touches_nothing(backed: Backed, tmp_path: Path) -> None:
    other = elsewhere(backed.office, tmp_path / "other")
    ran = other.run("restore", backed.file, "--check")
    assert (ran.status, "is whole" in ran.out, untouched(other)) == (0, True, True)
    shutil.rmtree(other.config)
    assert other.run("restore", "--check", backed.file, "--json").json["mails"] == len(backed.mails)


@pytest.mark.sqlite
def test_a_file_that_is_there_is_replaced_only_where_that_is_asked_for(
    backed: Backed, tmp_path: Path
) -> None:
    file = tmp_path / "intake.tar"
    file.write_text("mine")
    ran = backed.office.run("backup", "--output", file)
    assert (ran.status, "--force" in ran.err, file.read_text()) == (2, True, "mine")
    assert backed.office.run("backup", "--output", file, "--force").status == 0
    assert file.stat().st_size > 10_000
    assert [path.name for path in tmp_path.iterdir()] == ["intake.tar"]


@pytest.mark.sqlite
@pytest.mark.sqlite
def test_what_lies_in_the_place_of_an_unfinished_backup_shows_nothing(
    backed: Backed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "intake.tar"
    unfinished = tmp_path / "intake.tar.unfinished"
    unfinished.touch()
    unfinished.chmod(0o666)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    ran = backed.office.run("backup", "--output", file)
    assert (ran.status, "somebody else's" in ran.err, unfinished.read_bytes()) == (2, True, b"")
    monkeypatch.undo()
    assert backed.office.run("backup", "--output", file).status == 0
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_backup_that_another_process_ends_meanwhile_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, lock = tmp_path / "intake.tar", fcntl.flock
    with ExitStack() as other:
        other.enter_context(archive.writing(file, replace=True)).add("first", b"1" * 1000)

        def late(descriptor: BinaryIO, how: int) -> None:
            other.close()
            lock(descriptor, how)

        monkeypatch.setattr(fcntl, "flock", late)
        with pytest.raises(Misuse, match="just now"), archive.writing(file, replace=True) as writer:
            writer.add("second", b"2")
    assert [(each.name, each.size) for each in archive.members(file, 1 << 20)] == [("first", 1000)]


def test_what_a_process_left_that_died_over_a_backup_is_written_anew(backed: Backed, tmp_path: Path) -> None:
    unfinished = tmp_path / "intake.tar.unfinished"
    unfinished.write_bytes(bytes(1 << 20))
    assert backed.office.run("backup", "--output", tmp_path / "intake.tar").status == 0
    assert [path.name for path in tmp_path.iterdir()] == ["intake.tar"]
    with archive.writing(tmp_path / "other.tar", replace=False):
        ran = backed.office.run("backup", "--output", tmp_path / "other.tar")
        assert (ran.status, "Another process writes" in ran.err) == (2, True)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["backup"], 2, "--output"),
        (["backup", "--output", "nowhere/intake.tar"], 1, "its folder must be there"),
        (["backup", "--output", "."], 2, "is a folder"),
        (["restore", "nowhere.tar"], 2, "There is no file"),
    ],
)
def test_a_wrong_word_is_told(backed: Backed, words: list[str], status: int, said: str) -> None:
    ran = backed.office.run(*words)
    assert (ran.status, said in ran.err) == (status, True), ran.err


@pytest.mark.sqlite
def test_where_there_is_no_database_yet_nothing_is_backed_up_or_made(office: Office, tmp_path: Path) -> None:
    ran = office.run("backup", "--output", tmp_path / "intake.tar", "--json")
    assert (ran.status, "There is no database" in ran.json["error"]) == (1, True)
    assert not (office.base / "var").exists()
    assert not (tmp_path / "intake.tar").exists()


@pytest.mark.sqlite
def test_a_storage_that_is_not_there_is_no_backup_without_mails(
    backed: Backed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_MOST_MISSING", 1)
    office = backed.office
    office.configure(templates="templates", storage="var/elsewhere")
    try:
        ran = office.run("backup", "--output", tmp_path / "intake.tar")
    finally:
        office.configure(templates="templates")
    assert (ran.status, "its disk is mounted" in ran.err) == (1, True)
    assert list(tmp_path.iterdir()) == []


# --- a full disk -----------------------------------------------------------------


@pytest.mark.sqlite
def test_a_full_disk_leaves_no_half_of_a_backup(backed: Backed, small_disk: SmallDisk) -> None:
    filler = small_disk.fill()
    ran = backed.office.run("backup", "--output", small_disk.path / "intake.tar")
    assert (ran.status, "Make room there" in ran.err) == (1, True), ran.err
    assert [path.name for path in small_disk.path.iterdir()] == [filler.name]
